"""The face of the library: what users call, each a line or two over the pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from ._pass import lay_out, repair_text, run_pass
from .boilerplate.site import SiteProfile
from .config import Config, as_config
from .document import Document
from .html import name_title, read_html, title_of
from .normalize.script import unify_script
from .pool import clean_many
from .settle import run, settle
from .source import checked, read
from .text import Text

_LONGEST_TITLE = 300  # characters of <title> that are compared with the lines of the page

__all__ = ["Cleaner", "clean", "clean_html", "html_text", "learn_site", "repair", "unify"]


def clean(
    data: str | bytes,
    config: Config = Config(),  # noqa: B008
    *,
    encoding: str | None = None,
    site: SiteProfile | None = None,
) -> Document:
    """One page of Chinese web text, cleaned.

    `encoding` is a hint for bytes, such as an HTTP charset. `site` knows the lines that pages of the same host share;
    they are left out. Dirty data never raises. Idempotent: cleaning
    `Document.text` again gives the same text.
    Raises TypeError for anything but str or bytes, ConfigError for an unknown encoding.
    """
    return run_pass(read(data, encoding=encoding), as_config(config), site)


def clean_html(
    data: str | bytes,
    config: Config = Config(),  # noqa: B008
    *,
    encoding: str | None = None,
    site: SiteProfile | None = None,
) -> Document:
    """One HTML page, cleaned as `clean` does with the text that `html_text` takes from it.

    `Document.source` is the HTML as decoded, and all offsets lead into it. Text that the page holds and does not show
    (hidden lines, readings of ruby, alternative texts, fields of forms) is in `Document.dropped`, inside the range of a
    paragraph where it was taken from there; tags, comments, scripts and styles are in `Document.edits` only.
    `Document.title` is the line of the page that its <title> names, where there is one.
    Raises TypeError for anything but str or bytes, ConfigError for an unknown encoding, MissingExtraError (a
    ConfigError) where turbohtml is not installed: pip install 'cntextclean[html]'.
    """
    source = read_html(data, encoding=encoding)
    document = run_pass(source, config, site)
    if source.title is None:
        return document
    given = lay_out(Text.of(title_of(source)[:_LONGEST_TITLE]), config).value
    return name_title(document, given, source.title)


def html_text(data: str | bytes, *, encoding: str | None = None) -> str:
    """The text of an HTML page, a line for each paragraph, heading, list item, table row and line break.

    All text stands where it stands in the page, its <title> too. Paragraphs and headings are set apart by empty lines,
    list items have bullets or numbers, table cells are set apart by tabs, lines of `pre` stay. What is hidden, scripts,
    the fields of forms, readings of ruby and alternative texts are left out. Bytes are read by `cntextclean.decode`;
    `encoding` is a hint. Raises as `clean_html` does.

    *Source*: turbohtml (MIT) tokenizes as the WHATWG HTML standard says, so broken HTML has a text too.
    """
    return read_html(data, encoding=encoding).text.value


def repair(text: str) -> Text:
    """A text with its damage (mojibake, injected pinyin, escapes) undone and nothing else changed."""
    return repair_text(Text.of(checked(text)), Config())


def unify(text: str, script: str = "zh-Hans") -> Text:
    """A text with its Chinese script variants unified to a BCP 47 tag and nothing else changed.

    Raises ConfigError for a tag that is not one of Config.script.
    """
    config = _unifying(script)
    return settle(Text.of(checked(text)), lambda state: run(state, (unify_script,), config))[0]


@lru_cache(maxsize=8)
def _unifying(script: str) -> Config:
    return Config(script=script)  # type: ignore[arg-type]  # checked there


def learn_site(
    pages: Iterable[str | bytes],
    config: Config = Config(),  # noqa: B008
    *,
    encoding: str | None = None,
    into: SiteProfile | None = None,
) -> SiteProfile:
    """The lines that pages of one host share, or what is known of them (`into`) with these pages added.

    Every page goes through the pass up to the labeller: damaged lines are learnt as they read when repaired. Give the
    configuration the pages will be cleaned with. `encoding` is a hint for bytes.
    Raises TypeError for anything but str or bytes, ConfigError for an unknown encoding.
    """
    if isinstance(pages, (str, bytes)):
        raise TypeError(f"pages must be an iterable of pages, not one {type(pages).__name__}")
    as_config(config)
    profile = SiteProfile() if into is None else into
    for page in pages:
        hint = None if isinstance(page, str) else encoding
        profile.add(lay_out(read(page, encoding=hint).text, config).value)
    return profile


class Cleaner:
    """A pass with one configuration, built once and used for many pages; picklable.

    site: which lines the pages share, if all are of one host.
    """

    def __init__(self, config: Config = Config(), *, site: SiteProfile | None = None) -> None:  # noqa: B008
        self.config = as_config(config)
        self.site = site

    def clean(self, data: str | bytes, *, encoding: str | None = None) -> Document:
        """Like `cntextclean.clean`."""
        return clean(data, self.config, encoding=encoding, site=self.site)

    def clean_html(self, data: str | bytes, *, encoding: str | None = None) -> Document:
        """Like `cntextclean.clean_html`."""
        return clean_html(data, self.config, encoding=encoding, site=self.site)

    def clean_many(self, items: Iterable[str | bytes], jobs: int = 1, *, html: bool = False) -> Iterator[Document]:
        """Documents for many pages, in order; with several jobs, in that many processes and bounded memory."""
        return clean_many(self.clean_html if html else self.clean, items, jobs=jobs)
