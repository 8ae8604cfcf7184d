"""Escapes left over in text (damage guide 6).

undo.py: the stage, and entities · escaped_bytes.py: quoted-printable, MIME, %XX, \\uXXXX · setting.py: code, addresses
and lessons, where an escape is shown and not meant.
"""

from .undo import undo_escapes

__all__ = ["undo_escapes"]
