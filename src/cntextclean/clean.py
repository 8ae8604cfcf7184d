"""The whole pass: decode, repair, normalise, unify, segment, label, Document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from .alignment import Span
from .config import Config
from .decode import Decoded, decode
from .document import IN_TEXT, Document, Dropped, Paragraph
from .layout.fragments import cut_fragments
from .layout.label import Labelled, label
from .layout.metadata import read_metadata
from .layout.segment import join_lines, segment
from .layout.site import SiteProfile
from .normalize.characters import normalise_characters
from .normalize.punctuation import widen_punctuation
from .normalize.script import identify_script, unify_script
from .repair import repair_text
from .repair.alterations import find_altered
from .repair.private_use import drop_icons, find_unreadable
from .text import Text

__all__ = ["Cleaner", "checked", "clean", "clean_source", "lay_out", "repair", "unify"]

_WORTHLESS = frozenset({"filler", "spam", "stub"})  # labels that say as much of a page as its damage does


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
    decoded = decode(data, hint=encoding) if isinstance(data, bytes) else None
    return clean_source(decoded.text if decoded else checked(data), config, decoded=decoded, site=site)


def clean_source(source: str, config: Config, *, decoded: Decoded | None, site: SiteProfile | None) -> Document:
    """The pass from the second step on; `decoded` says what bytes the text comes from, if it comes from any."""
    repaired = repair_text(source, config) if config.repair else Text.of(source)
    text = lay_out(repaired, config)
    labelled = label(text.value, segment(text.value), config, site)
    labelled = _set_aside(labelled, find_unreadable(text.value))
    damage = repaired.counts() | find_altered(repaired.value) if config.repair else {}
    return _document(text, labelled, decoded=decoded, damage=damage, config=config)


def repair(text: str) -> Text:
    """A text with its damage (mojibake, injected pinyin, escapes) undone and nothing else changed."""
    return repair_text(checked(text), Config())


def unify(text: str, script: str = "zh-Hans") -> Text:
    """A text with its Chinese script variants unified to a BCP 47 tag and nothing else changed.

    Raises ConfigError for a tag that is not one of Config.script.
    """
    config = _unifying(script)
    return unify_script(Text.of(checked(text)), config.script, config)


@lru_cache(maxsize=8)
def _unifying(script: str) -> Config:
    return Config(script=script)  # type: ignore[arg-type]  # checked there


def lay_out(text: Text, config: Config) -> Text:
    """A repaired text as the labeller reads it: one script, one form for each character, whole lines."""
    text = normalise(text, config)
    text = unify_script(text, config.script, config)
    for stage in (join_lines, cut_fragments):
        changed = text.apply(stage(text.value, config))
        if changed is not text:  # some marks have new neighbours, some brackets their partner
            text = changed.apply(widen_punctuation(changed.value, config))
    return text


def normalise(text: Text, config: Config) -> Text:
    """A text with one form for each character, space and mark."""
    text = text.apply(drop_icons(text.value, config))
    text = text.apply(normalise_characters(text.value, config))
    return text.apply(widen_punctuation(text.value, config))


class Cleaner:
    """A pass with one configuration, built once and used for many pages; picklable.

    site: which lines the pages share, if all are of one host.
    """

    def __init__(self, config: Config = Config(), *, site: SiteProfile | None = None) -> None:  # noqa: B008
        self.config = config
        self.site = site

    def clean(self, data: str | bytes, *, encoding: str | None = None) -> Document:
        """Like `cntextclean.clean`."""
        return clean(data, self.config, encoding=encoding, site=self.site)

    def clean_html(self, data: str | bytes, *, encoding: str | None = None) -> Document:
        """Like `cntextclean.clean_html`."""
        from .html import clean_html  # which stands on this module

        return clean_html(data, self.config, encoding=encoding, site=self.site)

    def clean_many(self, items: Iterable[str | bytes], jobs: int = 1, *, html: bool = False) -> Iterator[Document]:
        """Documents for many pages, in order; with several jobs, in that many processes and bounded memory."""
        from .batch import clean_many  # the pool stands on a higher floor and is not needed for one page

        return clean_many(self.clean_html if html else self.clean, items, jobs=jobs)


def checked(data: object) -> str:
    """A page that is no bytes, if it is text. Raises TypeError if it is not."""
    if not isinstance(data, str):
        raise TypeError(f"expected str or bytes, not {type(data).__name__}")
    return data


def _set_aside(labelled: tuple[Labelled, ...], unreadable: Iterable[tuple[Span, str]]) -> tuple[Labelled, ...]:
    """The same blocks, those in the alphabet of a site's own font dropped: nobody can read them without it."""
    spans = list(unreadable)
    if not spans:
        return labelled
    aside = []
    for part in labelled:
        rule = next((rule for span, rule in spans if span.start < part.end and part.start < span.end), None)
        aside.append(part._replace(role=None, label="unreadable", rule=rule) if rule else part)
    return tuple(aside)


def _document(
    text: Text, labelled: tuple[Labelled, ...], *, decoded: Decoded | None, damage: dict[str, int], config: Config
) -> Document:
    """Sort the labelled blocks into kept and dropped, each with its place in the source."""
    kept: list[Paragraph] = []
    dropped: list[Dropped] = []
    size = covered = 0  # of the text so far; of the source so far
    for block in labelled:
        value = text.value[block.start : block.end]
        left, right = text.alignment.covering_span(block.start, block.end)
        source_span = Span(max(left, covered), max(right, covered))
        dropped.extend(_vanished(text, covered, source_span.start))
        covered = source_span.end
        role = block.role or ("body" if config.chrome == "keep" else None)
        if role is None:
            dropped.append(Dropped(value, block.label or "", source_span, block.rule))
            continue
        span = None
        if role in IN_TEXT:
            start = size + 1 if size else 0
            span = Span(start, start + len(value))
            size = span.end
        kept.append(Paragraph(value, role, span, source_span, block.start, text))
    dropped.extend(_vanished(text, covered, len(text.source)))
    stated = read_metadata(text.value, labelled)
    return Document(
        text="\n".join(p.text for p in kept if p.span),
        title=stated.title,
        paragraphs=tuple(kept),
        dropped=tuple(dropped),
        metadata=stated.values,
        metadata_spans={
            kind: tuple(text.alignment.source_span(*place) for place in places)
            for kind, places in stated.places.items()
        },
        script=identify_script(text.value).script,
        damage=dict(Counter(block.rule for block in dropped if block.label in _WORTHLESS)) | damage,
        record=text,
        decoded=decoded,
    )


def _vanished(text: Text, start: int, end: int) -> Iterator[Dropped]:
    """What edits took away between two blocks, so that the account of the source adds up."""
    if start >= end or not text.source[start:end].strip():
        return
    for edit in text.edits_in(Span(start, end)):
        if text.source[edit.start : edit.end].strip():
            kind = "filler" if edit.rule == "noise.filler" else "residue"
            yield Dropped("", kind, Span(edit.start, edit.end), edit.rule)
