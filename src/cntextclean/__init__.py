"""Repair and clean Chinese web text, with exact offsets back to the source.

>>> import cntextclean
>>> cntextclean.repair("推動科創(chuàng)新,建設(shè)創(chuàng)新平臺").value
'推動科創新,建設創新平臺'
"""

from ._api import Cleaner, clean, clean_html, html_text, learn_site, repair, unify
from .alignment import Alignment, Edit, Span
from .boilerplate.site import SiteProfile
from .config import Config
from .decoding.decoded import Decoded, decode
from .document import Document, Dropped, Paragraph
from .errors import CleanError, ConfigError, DecodeError, RecordError, RuleError
from .normalize.script import ScriptReport, identify_script
from .text import Text

__version__ = "0.1.0"

__all__ = [
    "Alignment",
    "CleanError",
    "Cleaner",
    "Config",
    "ConfigError",
    "DecodeError",
    "Decoded",
    "Document",
    "Dropped",
    "Edit",
    "Paragraph",
    "RecordError",
    "RuleError",
    "ScriptReport",
    "SiteProfile",
    "Span",
    "Text",
    "clean",
    "clean_html",
    "decode",
    "html_text",
    "identify_script",
    "learn_site",
    "repair",
    "unify",
]
