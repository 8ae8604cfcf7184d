"""The command `cntextclean`: pages (clean.py), corpora (run.py), site profiles (learn.py), reports (explain.py), rules
and completion.
"""

from .clean import main

__all__ = ["main"]
