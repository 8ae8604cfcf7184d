"""Characters that were swapped, slipped in or masked on purpose (damage guide 8c to 8n, 11): one file for each kind.

undo.py: the stage, one kind after the other · altered.py: what can be
counted but not undone · affinity.py: how well two characters go together.
"""

from .altered import find_altered
from .undo import undo_lookalikes

__all__ = ["find_altered", "undo_lookalikes"]
