"""How bytes are read as text: charset labels, readers that stop at no bad byte, the choice of encoding."""
