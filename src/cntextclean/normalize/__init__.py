"""One form for each character, space, mark and script."""
