"""What the pass did, for people to read."""
