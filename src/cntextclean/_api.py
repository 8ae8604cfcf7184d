"""The face of the library: what users call, each a line or two over the pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from ._pass import lay_out, repair_text, run_pass
from .boilerplate.site import SiteProfile
from .config import Config, as_config
from .document import Document
from .html import add_stated, is_html, name_title, read_page, titles_of
from .normalize.script import unify_script
from .page import Stage
from .settle import Paged, run
from .source import checked
from .text import Text
from .vocabulary import UNSETTLED

Html = Literal["auto"] | bool

# rule html.unread: an HTML page that was read as text, as what reads HTML is not installed
UNREAD = "html.unread"
"""Stands in `Document.damage` of an HTML page that was read as text, as the extra is not there."""

__all__ = ["UNREAD", "Cleaner", "clean", "clean_html", "html_text", "learn_site", "repair", "unify"]


def clean(
    data: str | bytes,
    config: Config = Config(),  # noqa: B008
    *,
    encoding: str | None = None,
    site: SiteProfile | None = None,
    html: Html = "auto",
) -> Document:
    """One page of Chinese web text, cleaned.

    `encoding` is a hint for bytes, such as an HTTP charset. `site` knows the lines that pages of the same host share;
    they are left out. `html` says whether the page is HTML; "auto" recognises it by its beginning and reads it as
    `clean_html` does. Where that needs the extra and it is not there, the page is read as text, and "html.unread"
    stands in `Document.damage`. Dirty data never raises. Idempotent: cleaning `Document.text` again gives the same
    text.
    Raises TypeError for anything but str or bytes, ConfigError for an unknown encoding or another value of `html`.
    """
    config = as_config(config)
    source = read_page(data, encoding=encoding, html=html)
    document = run_pass(source, config, site)
    if source.marks is not None:
        titles = [lay_out(title, config) for title in titles_of(source)]
        document = add_stated(name_title(document, titles, source))
    signs = {UNREAD: source.unread, UNSETTLED: is_html(document.text)}
    if any(signs.values()):
        document = replace(document, damage=document.damage | {name: 1 for name, holds in signs.items() if holds})
    return document


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
    return clean(data, config, encoding=encoding, site=site, html=True)


def html_text(data: str | bytes, *, encoding: str | None = None) -> str:
    """The text of an HTML page, a line for each paragraph, heading, list item, table row and line break.

    All text stands where it stands in the page, its <title> too. Paragraphs and headings are set apart by empty lines,
    list items have bullets or numbers, table cells are set apart by tabs, lines of `pre` stay. What is hidden, scripts,
    the fields of forms, readings of ruby and alternative texts are left out. Bytes are read by `cntextclean.decode`;
    `encoding` is a hint. Raises as `clean_html` does.

    *Source*: turbohtml (MIT) tokenizes as the WHATWG HTML standard says, so broken HTML has a text too.
    """
    return read_page(data, encoding=encoding, html=True).text.value


def repair(text: str) -> Text:
    """A text with its damage (mojibake, injected pinyin, escapes) undone and nothing else changed."""
    return repair_text(Paged.of(checked(text)), Config()).text


def unify(text: str, script: str = "zh-Hans") -> Text:
    """A text with its Chinese script variants unified to a BCP 47 tag and nothing else changed.

    Raises ConfigError for a tag that is not one of Config.script.
    """
    config = _unifying(script)
    return run(Paged.of(checked(text)), (Stage(unify_script),), config).text


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
    configuration the pages will be cleaned with. `encoding` is a hint for bytes; HTML is recognised as by `clean`.
    Raises TypeError for anything but str or bytes, ConfigError for an unknown encoding.
    """
    if isinstance(pages, (str, bytes)):
        raise TypeError(f"pages must be an iterable of pages, not one {type(pages).__name__}")
    as_config(config)
    profile = SiteProfile() if into is None else into
    for page in pages:
        hint = None if isinstance(page, str) else encoding
        profile.add(lay_out(read_page(page, encoding=hint).text.value, config))
    return profile


class Cleaner:
    """A pass with one configuration, built once and used for many pages; picklable.

    site: which lines the pages share, if all are of one host. html: see `cntextclean.clean`.
    """

    def __init__(
        self,
        config: Config = Config(),  # noqa: B008
        *,
        site: SiteProfile | None = None,
        html: Html = "auto",
    ) -> None:
        self.config = as_config(config)
        self.site = site
        self.html = html

    def clean(self, data: str | bytes, *, encoding: str | None = None, html: Html | None = None) -> Document:
        """Like `cntextclean.clean`; html: for this page."""
        return clean(
            data, self.config, encoding=encoding, site=self.site, html=self.html if html is None else html
        )

    def clean_html(self, data: str | bytes, *, encoding: str | None = None) -> Document:
        """Like `cntextclean.clean_html`."""
        return clean_html(data, self.config, encoding=encoding, site=self.site)

    def clean_many(self, items: Iterable[str | bytes], jobs: int = 1, *, html: bool = False) -> Iterator[Document]:
        """Documents for many pages, in order; with several jobs, in that many processes and bounded memory.

        html: whether all are HTML; else each is what `clean` takes it for.
        """
        from .pool import clean_many  # multiprocessing is slow to import

        return clean_many(self.clean_html if html else self.clean, items, jobs=jobs)
