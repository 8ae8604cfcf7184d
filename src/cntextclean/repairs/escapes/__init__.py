"""Escapes left over in text; those escaped several times over take a turn for each layer.

tags.py: escaped tags · entities.py: &#20013; and &nbsp; · escaped_bytes.py: quoted-printable, MIME, %XX, \\uXXXX ·
setting.py: code, addresses and lessons, where an escape is shown and not meant.

See docs/damage.md, Escapes.
"""

from ...page import Stage
from ...page.characters import CharClass
from .entities import undo_entities
from .escaped_bytes import undo_mime, undo_percent, undo_quoted_printable, undo_units
from .tags import undo_tags

__all__ = ["STAGES", "undo_mime", "undo_quoted_printable"]

STAGES = (
    Stage(undo_tags),
    *(
        Stage(act, CharClass.ESCAPE)
        for act in (undo_entities, undo_mime, undo_quoted_printable, undo_percent, undo_units)
    ),
)
