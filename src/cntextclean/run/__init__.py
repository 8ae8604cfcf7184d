"""The engine of `cntextclean run`: many files in, the same files cleaned out, and an account that adds up."""
