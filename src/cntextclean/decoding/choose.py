"""What encoding are bytes in? Certain signs first, then declarations, then the language model."""

from __future__ import annotations

from collections import Counter
from typing import Final, NamedTuple

from .labels import declared, resolve
from .likelihood import Family, likelihood
from .lines import read_whole
from .plain import read_strict, strict
from .reading import Builder, Evidence, Reading, Run
from .stateful import is_hz, iso2022_name, read_hz, read_iso2022
from .weigh import FAMILY, Weight, weigh

__all__ = ["Choice", "choose"]


class Choice(NamedTuple):
    """A reading with the encoding of most of it and the reason."""

    reading: Reading
    encoding: str
    evidence: Evidence


_MARKS: Final = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_STATEFUL: Final = ("hz", "iso2022_cn", "iso2022_jp", "iso2022_kr")
_WIDE: Final = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_SHORT: Final = 48  # bytes of strict UTF-8 that may be chance if no character has three bytes
# Mean scores of a character below which an encoding does not explain the bytes, by the language it is for.
_POOR: Final[dict[Family, float]] = {"zh": -10.5, "any": -10.5, "ja": -9.5, "ko": -8.5, "west": -8.0}
# The same for alphabets whose encodings read nearly all bytes as letters.
_LETTERS: Final = ("windows-1251", "windows-1253", "windows-1255", "windows-1256", "koi8-r", "cp874")
_POOR_LETTERS: Final = -5.5
_CONTROLS: Final = bytes(i for i in range(32) if i not in b"\t\n\x0b\x0c\r\x1b\x0e\x0f") + b"\x7f"
_BINARY: Final = 0.02  # share of control characters in data that is no text
_SOME: Final = 4  # control characters at least
_MUCH: Final = 200  # bytes that must show some sense
_CERTAIN: Final = -8.5  # mean score of a character of Chinese that refutes what the caller says
_CHINESE: Final = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_LOOK: Final = 4096
_LINES: Final = 4
_LINE: Final = 200
_ASCII: Final = bytes(range(128))
_FEW: Final = 8  # bytes above 0x7F that a judgement needs
# What charset-normalizer is asked about: the encodings that the language model does not judge.
_EXPECTED: Final = "cp1250 cp1254 cp1257 cp1258 cp437 cp850 cp866 iso8859_2 iso8859_5 mac_cyrillic mac_roman"


def choose(data: bytes, hint: str | None) -> Choice:
    """The reading of `data`; `hint` is an encoding that the caller believes in."""
    if not data:
        return Choice(Reading("", [], []), hint or "utf-8", "empty")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _read(data, len(mark), encoding, "bom")
    belief = hint or declared(data)
    certain = _by_structure(data, belief)
    if certain is None:
        encoding, evidence = _by_language(data, belief)
        certain = _valid(data, _read(data, 0, encoding, evidence))
    if belief is None or certain.evidence in ("binary", "ascii"):
        return certain
    if certain.encoding != belief:
        return certain._replace(evidence="against-hint")
    return certain if certain.evidence == "mixed" else certain._replace(evidence="hint" if hint else "meta")


def _valid(data: bytes, choice: Choice) -> Choice:
    """The choice for short data, or what they are as valid Chinese, where that is likelier than errors in them."""
    if len(data) > _SHORT or not choice.reading.errors or choice.evidence == "binary":
        return choice
    best, most = choice, likelihood(FAMILY.get(choice.encoding, "west")).score(choice.reading.text)
    for name in ("gb18030", "big5hkscs"):
        text = strict(data, name)
        if text is not None and (score := likelihood("zh").score(text)) > most:
            builder = Builder()
            read_strict(builder, data, 0, text, name)
            best, most = Choice(builder.reading(), name, "language"), score
    return best


def _by_structure(data: bytes, belief: str | None) -> Choice | None:
    """The reading of data that shows its encoding by escapes, by being ASCII, or by being valid UTF-8."""
    escaped = _escaped(data)
    if escaped is not None:
        return escaped
    if b"\0" in data:
        return None
    if data.isascii():
        encoding = "utf-8" if belief is None or belief in _STATEFUL or belief in _WIDE else belief
        return Choice(Reading(data.decode("ascii"), [Run(0, 0, encoding)], []), encoding, "ascii")
    text = strict(data, "utf-8")
    if text is None or (len(data) <= _SHORT and max(text) < "\u0800"):
        return None
    return Choice(Reading(text, [Run(0, 0, "utf-8")], []), "utf-8", "utf-8")


def _escaped(data: bytes) -> Choice | None:
    """The reading of HZ or ISO-2022; a few bytes above 0x7F may be damage."""
    name = iso2022_name(data) if b"\x1b" in data else None
    tilde = name is None and (b"~" in data or data[:1] == b"{")
    if not name and not tilde:
        return None
    look = data[:_LOOK]
    if len(look.decode("ascii", "ignore")) < 0.9 * len(look) or (tilde and not is_hz(data)):
        return None
    builder = Builder()
    if name:
        read_iso2022(builder, data, name)
    else:
        name = "hz"
        read_hz(builder, data)
    return Choice(builder.reading(), name, "escape-sequence")


def _by_language(data: bytes, belief: str | None) -> tuple[str, Evidence]:
    """The encoding that explains the bytes best."""
    if belief is not None and belief not in FAMILY:
        best = weigh(data, None)
        if belief not in _STATEFUL and not (best.encoding in _CHINESE and best.mean > _CERTAIN):
            return belief, "hint"
    else:
        best = weigh(data, belief)
    if best.encoding != belief and (_is_poor(best) or best.encoding not in _CHINESE):
        line = max((weigh(line, None) for line in _some_lines(data)), key=lambda w: w.mean, default=best)
        best = line if line.encoding in _CHINESE and line.mean > max(_CERTAIN, best.mean) else best
    if _has_controls(data, best):
        return "windows-1252", "binary"
    encoding = best.encoding
    if _is_poor(best) and encoding != belief:
        return _last_resort(data, encoding)
    if encoding.startswith("utf-16"):
        return encoding, "utf-16"
    if encoding.startswith("utf-32"):
        return encoding, "utf-32"
    return encoding, "utf-8" if encoding == "utf-8" else "language"


def _is_poor(weight: Weight) -> bool:
    limit = _POOR_LETTERS if weight.encoding in _LETTERS else _POOR[FAMILY.get(weight.encoding, "west")]
    return weight.mean < limit


def _last_resort(data: bytes, encoding: str) -> tuple[str, Evidence]:
    """What to read bytes in that are no likely text in any encoding; `encoding` is the best of them."""
    if len(data) > _SHORT:
        for name in ("gb18030", "big5hkscs"):  # a page of rare characters: all valid is no chance in so many
            if strict(data, name) is not None:
                return name, "language"
    elif encoding in _CHINESE and strict(data, encoding) is not None:
        return encoding, "language"
    detected = _detect(data)
    if detected is not None:
        return detected, "detector"
    if len(data) > _MUCH and strict(data, encoding) is None:
        return "windows-1252", "binary"
    return encoding, "language"


def _has_controls(data: bytes, best: Weight) -> bool:
    """Whether so many control characters stand in data that it is no text."""
    if best.encoding in _WIDE and not _is_poor(best):  # the bytes of its hanzi may well be controls
        return False
    if best.encoding in _CHINESE and best.mean > _CERTAIN:
        return False
    look = data[:_LOOK]
    controls = len(look) - len(look.translate(None, _CONTROLS))
    return controls >= _SOME and controls > _BINARY * len(look)


def _some_lines(data: bytes) -> list[bytes]:
    """A few lines that are not ASCII: of mixed encodings, each line shows one."""
    lines = [line for line in data[:_LOOK].split(b"\n") if len(line.translate(None, _ASCII)) >= _FEW]
    return [line[:_LINE] for line in lines[:_LINES]] if len(lines) > 1 else []


def _detect(data: bytes) -> str | None:
    """What charset-normalizer finds among the encodings that are left."""
    if len(data.translate(None, _ASCII)) < _FEW:
        return None
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_LOOK], cp_isolation=_EXPECTED.split()).best()
    return resolve(best.encoding) if best and strict(data, best.encoding) is not None else None


def _read(data: bytes, start: int, encoding: str, evidence: Evidence) -> Choice:
    """All of data[start:], mostly in `encoding`; what stands before is a byte order mark."""
    builder = Builder()
    if start:
        builder.alone("", 0, encoding)
    read_whole(builder, data, start, encoding, cut=start == 0)
    reading = builder.reading()
    shares = _shares(reading)
    if evidence == "binary" or not shares or list(shares) == [encoding]:
        return Choice(reading, encoding, evidence)
    return Choice(reading, max(shares, key=lambda name: shares[name]), "mixed")


def _shares(reading: Reading) -> Counter[str]:
    """The number of characters that are not ASCII by the encoding they were read in."""
    shares: Counter[str] = Counter()
    ends = [run.start for run in reading.runs[1:]] + [len(reading.text)]
    for run, end in zip(reading.runs, ends, strict=True):
        part = reading.text[run.start : end]
        if run.encoding and not part.isascii():
            shares[run.encoding] += len(part)
    return shares
