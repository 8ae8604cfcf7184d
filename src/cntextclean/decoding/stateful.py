"""Seven-bit encodings that switch sets: HZ (RFC 1843) and ISO-2022-CN, -JP, -KR (RFC 1922, 1468, 1557).

An escape sequence belongs to no character: it is a run without text, so the characters between two of them
have one width each and stay exact.
"""

from __future__ import annotations

import re
from typing import Final

from ..patterns import lazy
from .align import align, table
from .cns import characters
from .likelihood import likelihood
from .reading import Builder

__all__ = ["is_hz", "iso2022_name", "read_hz", "read_iso2022"]

_HIGH: Final = bytes(i | 0x80 for i in range(256))
_ESCAPE: Final = lazy(
    rb"\x1b(\$\)[ACEG]|\$\*H|\$\+[I-M]|\$[@AB]|\$\([@ABCD]|\([BIJ]|[NO])|[\x0e\x0f\n]"
)
# What an escape designates: the slot (G0 to G2) and the set.
_SETS: Final = {
    b"$)A": (1, "gb"),
    b"$)G": (1, "cns1"),
    b"$)E": (1, "gb"),  # ISO-IR-165 is GB 2312 with additions
    b"$)C": (1, "ks"),
    b"$*H": (2, "cns2"),
    b"$A": (0, "gb"),
    b"$(A": (0, "gb"),
    b"$@": (0, "jis"),
    b"$B": (0, "jis"),
    b"$(@": (0, "jis"),
    b"$(B": (0, "jis"),
    b"$(C": (0, "ks"),
    b"$(D": (0, "jis2"),
    b"(B": (0, "ascii"),
    b"(J": (0, "ascii"),
    b"(I": (0, "kana"),
}
_SIGN: Final = lazy(rb"\x1b\$(?:\)([ACEG])|\*(H)|[@AB]|\([@ABCD])")
_MARKED: Final = 10.0  # nats that complete brackets ~{ ~} of HZ are worth
_MEAN: Final = -9.5  # mean score of a character of real Chinese
_GAIN: Final = 4.0  # nats by which HZ must beat ASCII
_LOOK: Final = 2000  # bytes that decide
_LOOK_BACK: Final = 400  # bytes before a lone ~} in which its ~{ is searched


def iso2022_name(data: bytes) -> str | None:
    """Which ISO-2022 encoding `data` announces, if it does."""
    match = _SIGN.search(data)
    if match is None:
        return None
    if match[1] == b"C":
        return "iso2022_kr"
    return "iso2022_cn" if match[1] or match[2] else "iso2022_jp"


def read_iso2022(builder: Builder, data: bytes, name: str) -> None:
    """Read all of `data`; sets return to ASCII at the end of a line, designations of a slot stay."""
    slots, shifted, at = ["ascii"] * 4, 0, 0
    while at < len(data):
        match = _ESCAPE.search(data, at)
        stop = match.start() if match else len(data)
        _read_set(builder, data[at:stop], at, slots[shifted], name)
        if match is None:
            return
        at = match.end()
        sign = match[0]
        if sign == b"\n":
            slots[0], shifted = "ascii", 0
            builder.alone("\n", stop, name)
        elif sign in (b"\x0e", b"\x0f"):
            shifted = int(sign == b"\x0e")
            builder.alone("", stop, name)
        elif match[1] in (b"N", b"O"):
            key = data[at : at + 2]
            char = characters(2).get(key, "") if match[1] == b"N" and slots[2] == "cns2" else ""
            at += len(key) if len(key) == 2 and min(key) > 0x20 and max(key) < 0x7F else 0
            if char:
                builder.alone(char, stop, name)
            else:
                builder.error(stop, at)
        else:
            slot, slots[slot] = _SETS.get(match[1], (3, "unknown"))
            builder.alone("", stop, name)


def _read_set(builder: Builder, data: bytes, at: int, kind: str, name: str) -> None:
    """Read bytes without any escape, all in one set."""
    step = 1 if kind in ("ascii", "kana") else 2
    k = 0
    while k < len(data):
        key = data[k : k + step]
        char = _char(key, kind)
        if char and not (step == 2 and len(key) == 1):
            builder.add(char, at + k, name)
            k += step
        elif key[0] <= 0x20:  # spaces and controls stand for themselves in every set
            builder.alone(chr(key[0]), at + k, name)
            k += 1
        else:
            builder.error(at + k, at + k + 1)
            k += 1


def _char(key: bytes, kind: str) -> str:
    if kind == "ascii":
        return chr(key[0]) if key[0] < 0x80 else ""
    if kind == "kana":
        return table("shift_jis")[key.translate(_HIGH)] if 0x21 <= key[0] <= 0x5F else ""
    if len(key) < 2 or not 0x21 <= min(key) <= max(key) <= 0x7E:
        return ""
    if kind == "cns1":
        return characters(1).get(key, "")
    high = key.translate(_HIGH)
    if kind == "gb":
        return table("gb18030")[high]
    if kind == "ks":
        return table("euc_kr")[high]
    return table("euc_jp")[high if kind == "jis" else b"\x8f" + high]


def is_hz(data: bytes) -> bool:
    """Whether `data`, with hardly a byte above 0x7F, is Chinese in HZ and not ASCII with some tildes."""
    opened, closed = b"~{" in data, b"~}" in data
    if not (opened or closed or (data.startswith(b"{") and len(data) < _LOOK)):
        return False
    if opened or closed:
        start = max(0, min(data.find(sign) for sign in (b"~{", b"~}") if sign in data) - _LOOK_BACK)
        data = data[start : start + _LOOK]
    builder = Builder()
    read_hz(builder, data)
    hanzi = likelihood("zh").measure(builder.reading().text.rstrip("\ufffd"))
    letters = likelihood("zh").score(data.decode("ascii", "replace"))
    gain = hanzi.score - letters + (_MARKED if opened and closed else 0.0)
    return hanzi.number > 0 and hanzi.mean > _MEAN and gain > _GAIN


def read_hz(builder: Builder, data: bytes) -> None:
    """Read all of `data`. A line that closes what it never opened is searched for its lost opening."""
    low = 0
    while low < len(data):
        high = data.find(b"\n", low) + 1 or len(data)
        _read_hz_line(builder, data[low:high], low, low == 0)
        low = high


def _read_hz_line(builder: Builder, line: bytes, low: int, first: bool) -> None:
    at = _lost_opening(line, first)
    if at is not None:
        _plain_hz(builder, line[:at], low)
        at = _pairs(builder, line, at, low)
    at = at or 0
    while at < len(line):
        tilde = line.find(b"~", at)
        stop = tilde if tilde >= 0 else len(line)
        _plain_hz(builder, line[at:stop], low + at)
        if tilde < 0:
            return
        after = line[tilde + 1 : tilde + 2]
        at = tilde + 2
        if after == b"{":
            builder.alone("", low + tilde, "hz")
            at = _pairs(builder, line, at, low)
        elif after == b"~":
            builder.alone("~", low + tilde, "hz")
        elif after in (b"\n", b"}"):
            builder.alone("", low + tilde, "hz")
        else:
            builder.add("~", low + tilde, "hz")
            at = tilde + 1


def _plain_hz(builder: Builder, data: bytes, at: int) -> None:
    _read_set(builder, data, at, "ascii", "hz")


def _pairs(builder: Builder, line: bytes, at: int, low: int) -> int:
    """Read line[at:] up to the closing ~} or the end of the line; the position after it."""
    builder.seal()
    size = len(line) - line.endswith(b"\n")
    stop = at
    while stop < size and line[stop] != 0x7E:  # no character begins with a tilde
        stop += 2
    close = line.find(b"~}", at)
    if close >= 0 and (close < stop or line[stop : stop + 2] != b"~}"):
        stop = close  # a lost or added byte: the closing stands at an odd place
    stop = min(stop, size)
    part = line[at:stop]
    high = part.translate(_HIGH)
    try:
        builder.add(high.decode("gb2312"), low + at, "hz")
    except UnicodeDecodeError:
        for where, count, char in align(high, "gb18030", likelihood("zh"), cut=(False, stop == size))[1]:
            if char and count == 2:
                builder.add(char, low + at + where, "hz")
            else:
                builder.error(low + at + where, low + at + where + count)
    if line[stop : stop + 2] == b"~}":
        builder.alone("", low + stop, "hz")
        return stop + 2
    if line[stop : stop + 1] == b"~":
        builder.error(low + stop, low + stop + 1)
        return stop + 1
    builder.seal()
    return stop


def _lost_opening(line: bytes, first: bool) -> int | None:
    """Where two-byte text begins that no ~{ opens: after a damaged one, or at a cut start of the data."""
    opened, closed = line.find(b"~{"), line.find(b"~}")
    unopened = closed >= 0 and not 0 <= opened < closed
    if not unopened and not (first and opened < 0 and line[:1] == b"{"):
        return None
    stop = closed if closed >= 0 else len(line.rstrip(b"\n~"))
    base = max(0, stop - _LOOK_BACK)
    starts = [m.end() for m in re.finditer(rb"[^~]\{|~[^{}]", line[base:stop])][-6:]
    starts = [base + s for s in starts] + ([0, 1] if first and base == 0 else [])
    model = likelihood("zh")
    best, gain = None, _GAIN
    for start in starts:
        part = line[start:stop]
        text = part[: len(part) & ~1].translate(_HIGH).decode("gb2312", "replace")
        better = model.score(text) - model.score(part.decode("ascii", "replace"))
        if better > gain:
            best, gain = start, better
    return best
