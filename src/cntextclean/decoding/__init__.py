"""How bytes are read as text: charset labels, readers that never stop at a bad byte, and what speaks for which encoding."""
