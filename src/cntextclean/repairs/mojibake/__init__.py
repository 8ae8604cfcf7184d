"""Text that was read with the wrong table of characters, and what is left where bytes were lost.

Data flow one way: gate.py (odd characters) -> undo.py (the stage: segments) -> promise.py (which pairs of encodings
are worth a search?) -> lattice.py (the most plausible reading) -> guesses.py (characters whose bytes were lost).
codec_pairs.py is the table of pairs; readers.py reads bytes, some of them lost; plausibility.py judges text of any
script; through_ftfy.py and latin9.py know what western tools did to the text since; residue.py is a stage of its own.

See docs/damage.md, Mojibake.
"""

from .gate import gate
from .residue import remove_residue
from .undo import undo_mojibake

__all__ = ["gate", "remove_residue", "undo_mojibake"]
