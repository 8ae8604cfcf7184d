"""What a pass returns: clean paragraphs, what was dropped and why, and the way back to the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .alignment import Edit, Span
from .decoding.decoded import Decoded, Run
from .errors import ConfigError
from .text import Text
from .vocabulary import IN_TEXT, KINDS, LABELS, ROLES, Kind

__all__ = ["IN_TEXT", "Document", "Dropped", "Paragraph"]

FORMAT = 1
"""Version of the dictionary that `Document.to_dict` writes."""

_SHOWN = 30  # characters of a page that its repr shows


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One kept paragraph.

    span: its range in `Document.text`, or None where its role keeps it out of the text (title, byline, date ...).
    source_span: its range in `Document.source`. Both are half-open, in code points.
    edits: what turned that source range into `text`, sorted, in offsets of the source: replaying them gives it.
    rule: what it was kept by ("layout.body", "layout.code"); with `Config(chrome="keep")` what would have dropped it.
    """

    text: str
    role: str
    span: Span | None
    source_span: Span
    rule: str
    position: int = field(repr=False)  # where the text stands in the cleaned text of the whole page
    record: Text = field(repr=False, compare=False)

    @property
    def edits(self) -> tuple[Edit, ...]:
        return self.record.edits_between(self.source_span, Span(self.position, self.position + len(self.text)))


@dataclass(frozen=True, slots=True)
class Dropped:
    """One block that is not content: its cleaned text, what it is, where it stood, and the rule that says so."""

    text: str
    label: str
    source_span: Span
    rule: str


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """A cleaned page.

    `text` joins the body, heading, list and quote paragraphs with "\\n". Kept paragraphs and dropped blocks are
    ordered and disjoint in the source, and together they cover every non-whitespace character of it. An HTML page has
    markup besides, which only `edits` tell of, and what was dropped from inside a paragraph lies inside its range.
    metadata: "date" (ISO 8601), "source" and "authors" (a list), where the page states them. A plain dict: a read-only
    view cannot be pickled, and documents travel between processes. That is also why a document has no hash.
    metadata_spans: for these and "title" where in `source` each value was read, one range for each author; half-open,
    in code points.
    kind: what the page is; for lists, stubs and spam `text` is empty (`Config(pages="all")` keeps what there is).
    kind_rule: what that rests on: a rule's id, or the model's.
    confidence: how well `text` is expected to fit the page's true text, as an F1 between 0 and 1.
    damage: how often each repair rule acted, and counts of damage that cannot be undone, of spam and of stubs.
    """

    text: str
    title: str | None
    paragraphs: tuple[Paragraph, ...]
    dropped: tuple[Dropped, ...]
    metadata: dict[str, str | list[str]]
    metadata_spans: dict[str, tuple[Span, ...]]
    script: str
    kind: Kind
    kind_rule: str
    confidence: float
    damage: dict[str, int]
    record: Text = field(repr=False)
    decoded: Decoded | None = field(repr=False)
    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        parts = f"{len(self.paragraphs)} paragraphs, {len(self.dropped)} dropped, {len(self.text)} characters"
        return f"<Document {self.kind} {_shortened(self.title or self.text)!r}: {parts}>"

    @property
    def source(self) -> str:
        """The page as decoded, before any change; of an HTML page the HTML."""
        return self.record.source

    @property
    def encoding(self) -> str | None:
        """The encoding the bytes were read in; None where the input was a str."""
        return self.decoded.encoding if self.decoded else None

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Every change made to the source, sorted, in offsets of the source (dropped blocks included)."""
        return self.record.edits

    @property
    def guesses(self) -> tuple[Edit, ...]:
        """The edits of kept paragraphs in which something was chosen by a language model, in order."""
        if not self.record.has_guesses:
            return ()
        return tuple(edit for p in self.paragraphs for edit in p.edits if edit.inferred)

    def source_span(self, start: int, end: int) -> Span:
        """The range of `source` (code points) that `text[start:end]` came from.

        The range of two neighbours is that of the one and that of the other together; a line break between two
        paragraphs is the empty range at the end of the first. Raises IndexError if the range is not in the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"[{start}:{end}] is not a range of a text of {len(self.text)} characters")
        left = self._edge(start, after=False)
        return Span(left, max(left, self._edge(end, after=True))) if start < end else Span(left, left)

    def text_span(self, start: int, end: int) -> Span:
        """The range of `text` that `source[start:end]` (code points) became: from the first to the last character that
        came from it in whole or in part; the inverse of `source_span`.

        Where nothing of it is in the text, the empty range where it would stand.
        Raises IndexError if the range is not in the source.
        """
        if not 0 <= start <= end <= len(self.source):
            raise IndexError(f"[{start}:{end}] is not a range of a source of {len(self.source)} characters")
        left, right = self.record.alignment.output_span(start, end)
        placed = [(p.span.start, p.position, len(p.text)) for p in self.paragraphs if p.span]
        first = bisect_right(placed, left, key=lambda p: p[1] + p[2])
        last = bisect_left(placed, right, key=lambda p: p[1]) - 1
        begin, finish = len(self.text), 0
        if first < len(placed):
            begin = placed[first][0] + max(0, left - placed[first][1])
        if last >= 0:
            finish = placed[last][0] + min(placed[last][2], right - placed[last][1])
        return Span(begin, max(begin, finish))

    def byte_span(self, start: int, end: int) -> Span:
        """The range of bytes of the input that `text[start:end]` came from.

        Raises IndexError if the range is not in the text, ConfigError if the input was a str.
        """
        if self.decoded is None:
            raise ConfigError("byte_span needs a document that was cleaned from bytes, not from a str")
        return self.decoded.byte_span(*self.source_span(start, end))

    def source_bytes(self, start: int, end: int) -> Span | None:
        """The range of bytes of the input that source[start:end] came from; None where the input was a str."""
        if self.decoded is None or (self.decoded.text and not self.decoded.runs):
            return None
        return self.decoded.byte_span(start, end)

    def to_html(self, *, name: str = "") -> str:
        """One self-contained HTML file that shows source and text side by side, with every drop and edit.

        `name` says what was cleaned. Hostile pages are shown as text: the file runs nothing of theirs.
        """
        from .report.explain_page import page_html  # most documents are never shown

        return page_html(self, name=name)

    def _repr_html_(self) -> str:
        """What a notebook shows: what the page is, and its first paragraphs."""
        from .report.explain_page import compact_html

        return compact_html(self)

    def _edge(self, offset: int, *, after: bool) -> int:
        """Where in the source the character of `text` before or after an offset ends or begins."""
        inside = [p for p in self.paragraphs if p.span]
        k = bisect_right(inside, offset - after, key=lambda p: p.span.start if p.span else 0) - 1
        if k < 0 or not (span := inside[k].span):
            return 0
        within = min(offset - span.start, len(inside[k].text))
        alignment, position = self.record.alignment, inside[k].position + within
        return alignment.source_end(position) if after or offset >= span.end else alignment.source_start(position)

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain dicts, lists, strings and numbers, ready for JSON."""
        return {
            "format": FORMAT,
            "text": self.text,
            "title": self.title,
            "metadata": {k: list(v) if isinstance(v, list) else v for k, v in self.metadata.items()},
            "metadata_spans": {k: [list(span) for span in spans] for k, spans in self.metadata_spans.items()},
            "encoding": self.encoding,
            "script": self.script,
            "kind": self.kind,
            "kind_rule": self.kind_rule,
            "confidence": self.confidence,
            "damage": dict(self.damage),
            "paragraphs": [
                {
                    "text": p.text,
                    "role": p.role,
                    "span": list(p.span) if p.span else None,
                    "source_span": list(p.source_span),
                    "rule": p.rule,
                    "position": p.position,
                }
                for p in self.paragraphs
            ],
            "dropped": [
                {"text": d.text, "label": d.label, "source_span": list(d.source_span), "rule": d.rule}
                for d in self.dropped
            ],
            "edits": [[*edit[:-1], list(edit.alternatives)] for edit in self.edits],
            "source": self.source,
            "decoded": _decoded_to_dict(self.decoded) if self.decoded else None,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Document:
        """The document that `to_dict` described.

        Raises ConfigError if the dictionary is of another format, lacks a field, or names a role, a label or a kind
        that is none. (They are checked here and in the files of rules, where they come from outside; not for every
        paragraph of every page.)
        """
        if data.get("format") != FORMAT:
            raise ConfigError(f"this is no document of format {FORMAT}: format is {data.get('format')!r}")
        try:
            return cls._read(data)
        except KeyError as error:
            raise ConfigError(f"this is no complete document: {error.args[0]!r} is missing") from None

    @classmethod
    def _read(cls, data: Mapping[str, Any]) -> Document:
        record = Text.of(data["source"]).apply(_edit_from_list(edit) for edit in data["edits"])
        paragraphs = tuple(
            Paragraph(
                text=p["text"],
                role=_known(p["role"], "role", ROLES),
                span=Span(*p["span"]) if p["span"] else None,
                source_span=Span(*p["source_span"]),
                rule=p["rule"],
                position=p["position"],
                record=record,
            )
            for p in data["paragraphs"]
        )
        dropped = tuple(
            Dropped(d["text"], _known(d["label"], "label", LABELS), Span(*d["source_span"]), d["rule"])
            for d in data["dropped"]
        )
        return cls(
            text=data["text"],
            title=data["title"],
            paragraphs=paragraphs,
            dropped=dropped,
            metadata=dict(data["metadata"]),
            metadata_spans={k: tuple(Span(*span) for span in spans) for k, spans in data["metadata_spans"].items()},
            script=data["script"],
            kind=_known(data["kind"], "kind", KINDS),  # type: ignore[arg-type]
            kind_rule=data["kind_rule"],
            confidence=data["confidence"],
            damage=dict(data["damage"]),
            record=record,
            decoded=_decoded_from_dict(data["source"], data["decoded"]) if data["decoded"] else None,
        )


def _shortened(text: str) -> str:
    """The beginning of a text, for people."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _known(word: str, what: str, allowed: frozenset[str]) -> str:
    """A word of the vocabulary. Raises ConfigError, which names the allowed ones, for any other."""
    if word not in allowed:
        raise ConfigError(f"unknown {what} {word!r}; known are {', '.join(sorted(allowed))}")
    return word


def _edit_from_list(fields: Sequence[Any]) -> Edit:
    start, end, replacement, rule, inferred, margin, alternatives = fields
    return Edit(start, end, replacement, rule, inferred, margin, tuple(alternatives))


def _decoded_to_dict(decoded: Decoded) -> dict[str, Any]:
    return {
        "encoding": decoded.encoding,
        "evidence": decoded.evidence,
        "errors": [list(span) for span in decoded.errors],
        "runs": [list(run) for run in decoded.runs],
        "size": decoded.size,
    }


def _decoded_from_dict(source: str, data: Mapping[str, Any]) -> Decoded:
    return Decoded(
        text=source,
        encoding=data["encoding"],
        evidence=data["evidence"],
        errors=tuple(Span(*span) for span in data["errors"]),
        runs=tuple(Run(*run) for run in data["runs"]),
        size=data["size"],
    )
