"""What a record is given: its clean text, and beside it where every paragraph came from.

The details have the same shape in JSON and in Arrow, and the same in every record: counts and metadata are
lists of named entries and not objects with changing keys, so that tools which infer a schema infer the right
one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from ..alignment import Edit, Span
from ..document import Document
from ..errors import ConfigError

__all__ = ["Fields", "Level", "complete", "details", "error_details", "map_objects"]

Level = Literal["spans", "full"]


@dataclass(frozen=True, slots=True)
class Fields:
    """The names of the fields.

    source: where the page stands. text: where its clean text goes; may be the same. original: where the page
    is kept if `text` takes its place; None drops the page. details: where the details go; None: nowhere.
    A source with a dot, "doc.text", is a field inside another, which may be a list of objects ("posts.text"); what is
    added stands beside it, inside the same object. A field whose own name has the dot comes first.
    level: how much the details say: "spans" where every paragraph came from; "full" also each edit, and bytes.

    Raises ConfigError if two names are the same, or for another level.
    """

    source: str = "text"
    text: str = "text"
    original: str | None = "original_text"
    details: str | None = "cntextclean"
    level: Level = "spans"

    def __post_init__(self) -> None:
        if self.level not in get_args(Level):
            raise ConfigError(f"level={self.level!r} is not allowed; it must be one of {get_args(Level)}")
        names = [name for name in (self.source, *self.added) if name is not None]
        for name in names:
            if not isinstance(name, str) or not name or names.count(name) > 1:
                raise ConfigError(
                    f"the fields of a record must have different names, not {', '.join(map(repr, names))}"
                )

    @property
    def added(self) -> list[str]:
        """The fields that a record gets beside those it has, in their order."""
        text = [] if self.text == self.source else [self.text]
        original = [self.original] if self.original and self.text == self.source else []
        return [*text, *original, *([self.details] if self.details else [])]

    @property
    def head(self) -> str:
        """The outermost field of a source that is inside another."""
        return self.source.partition(".")[0]

    def nested_in(self, names: Collection[str]) -> bool:
        """Whether the source is inside a field of a record with these fields."""
        return self.source not in names and self.head in names

    def inner(self) -> Fields:
        """The names as they are inside the field `head`."""
        start = f"{self.head}."
        text, original = self.text.removeprefix(start), self.original and self.original.removeprefix(start)
        return replace(self, source=self.source.removeprefix(start), text=text, original=original)

    def check(self, names: Collection[str]) -> None:
        """Whether a record with these fields can be cleaned.

        Raises ConfigError if the source field is missing, or a field would be overwritten.
        """
        if self.source not in names:
            raise ConfigError(f"there is no field {self.source!r}; the fields are {_listed(names)}")
        for name in self.added:
            if name in names:
                raise ConfigError(f"there is a field {name!r} already, which would be overwritten")


def _listed(names: Iterable[str], most: int = 12) -> str:
    shown = [repr(name) for name in names]
    return ", ".join(shown[:most]) + (" ..." if len(shown) > most else "") or "none"


def details(document: Document, level: Level = "spans") -> dict[str, Any]:
    """What is known of a cleaned page, as plain dicts and lists.

    Offsets are half-open, in code points: start and end in the clean text (and then the paragraph's text is
    null, as it stands there), source_start and source_end in the page as decoded. With "full" there are `edits` too,
    and byte_start and byte_end in the page as it came, null where that was no bytes.
    """
    place = _Places(document).place if level == "full" else _place
    result = _details(document, place)
    if level == "full":
        result["edits"] = [_edit(edit, place) for edit in document.edits]
    return result


def _details(document: Document, place: Callable[[Span], dict[str, int | None]]) -> dict[str, Any]:
    return {
        "kind": document.kind,
        "confidence": document.confidence,
        "title": document.title,
        "encoding": document.encoding,
        "script": document.script,
        "metadata": [
            {
                "name": name,
                "values": [value] if isinstance(value, str) else list(value),
                "places": [_place(span) for span in document.metadata_spans.get(name, ())],
            }
            for name, value in document.metadata.items()
        ],
        "damage": [{"rule": rule, "count": count} for rule, count in sorted(document.damage.items())],
        "paragraphs": [
            {
                "role": p.role,
                "text": None if p.span else p.text,
                "start": p.span.start if p.span else None,
                "end": p.span.end if p.span else None,
                **place(p.source_span),
            }
            for p in document.paragraphs
        ],
        "dropped": [{"label": d.label, "rule": d.rule, **place(d.source_span)} for d in document.dropped],
        "guesses": [_guess(edit) for edit in document.guesses],
        "error": None,
    }


def _guess(edit: Edit) -> dict[str, Any]:
    how_sure = {"margin": edit.margin, "alternatives": list(edit.alternatives)}
    return {"text": edit.replacement, "rule": edit.rule, **how_sure, **_place(Span(edit.start, edit.end))}


def _edit(edit: Edit, place: Callable[[Span], dict[str, int | None]]) -> dict[str, Any]:
    span = place(Span(edit.start, edit.end))
    return {"text": edit.replacement, "rule": edit.rule, "inferred": edit.inferred, **span}


def _place(span: Span) -> dict[str, int | None]:
    return {"source_start": span.start, "source_end": span.end}


class _Places:
    """Places in the page and in the bytes it came as."""

    def __init__(self, document: Document) -> None:
        self._decoded = document.decoded

    def place(self, span: Span) -> dict[str, int | None]:
        start = end = None
        if self._decoded:
            try:
                start, end = self._decoded.byte_span(*span)
            except ConfigError:  # text that was taken from HTML
                self._decoded = None
        return {**_place(span), "byte_start": start, "byte_end": end}


def map_objects(
    record: Mapping[str, Any], fields: Fields, change: Callable[[Mapping[str, Any], Fields], Mapping[str, Any]]
) -> Mapping[str, Any]:
    """A record with `change` in place of each object in it that has the page; most often that is the record itself.

    Raises ValueError for a value on the way that is neither an object nor a list of them.
    """
    if not fields.nested_in(record):
        return change(record, fields)

    def inside(value: Any) -> Any:
        if isinstance(value, list):
            return [inside(item) for item in value]
        if isinstance(value, Mapping):
            return map_objects(value, fields.inner(), change)
        if value is None:
            return None
        raise ValueError(f"the field {fields.head!r} holds {type(value).__name__} and no object with a field in it")

    return {**record, fields.head: inside(record[fields.head])}


def error_details(reason: str, level: Level = "spans") -> dict[str, Any]:
    """Details of a record that could not be cleaned."""
    lists = ("metadata", "damage", "paragraphs", "dropped", "guesses", *(["edits"] if level == "full" else []))
    nulls = ("kind", "confidence", "title", "encoding", "script")
    return {**dict.fromkeys(nulls), **{name: [] for name in lists}, "error": reason}


def complete(
    record: Mapping[str, Any], fields: Fields, *, text: str | None, details: Mapping[str, Any] | None
) -> dict[str, Any]:
    """A record with the results beside its other fields.

    Where `fields.original` is None, the source field is left out.
    """
    result: dict[str, Any] = {}
    for name, value in record.items():
        if name == fields.source and fields.text == fields.source:
            result[name] = text
        elif name != fields.source or fields.original:
            result[name] = value
    result.setdefault(fields.text, text)
    if fields.original and fields.text == fields.source:
        result[fields.original] = record.get(fields.source)
    if fields.details:
        result[fields.details] = details
    return result
