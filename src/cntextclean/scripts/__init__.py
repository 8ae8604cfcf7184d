"""Chinese scripts: the script of a character, conversion, and how words are spelt in each."""
