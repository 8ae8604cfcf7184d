"""Which pairs of encodings are worth a search? A quick look at the speed of the codecs."""

from __future__ import annotations

import re

from .codec_pairs import Channel
from .plausibility import Plausibility

__all__ = ["looks_regrouped", "promising"]

_SAMPLE = 120  # characters looked at
_UTF8 = 0.6  # part of the bytes that must make UTF-8 characters or the beginning of one
_UTF8_PARTS = re.compile(rb"[\xe2-\xef][\x80-\xbf]{1,2}|[\xc2-\xdf][\x80-\xbf]")
_TABLE = -10.5  # mean ln P a character of what another table would read
_MOST = 4  # channels that are searched


def promising(piece: str, channels: list[Channel], judge: Plausibility) -> list[Channel]:
    """The channels by which a piece may have been damaged, the likeliest first."""
    sample = piece if len(piece) <= _SAMPLE else _middle(piece)
    ranked = []
    for channel in channels:
        if channel.triggered(piece):
            promise = _promise(sample, channel, judge)
            if promise is not None:
                ranked.append((promise, len(ranked), channel))
    ranked.sort(reverse=True, key=lambda r: (r[0], -r[1]))
    return [channel for _, _, channel in ranked[:_MOST]]


def looks_regrouped(piece: str) -> bool:
    """Whether a piece holds enough hanzi that are the first two bytes of a UTF-8 triple in GBK."""
    heads = wide = 0
    for char in piece:
        if char > "\u2fff":
            code = char.encode("gb18030", "ignore")
            if len(code) == 2:
                wide += 1
                heads += 0xE2 <= code[0] <= 0xEF and 0x80 <= code[1] <= 0xBF
    return heads >= 1 and heads * 6 >= wide


def _middle(piece: str) -> str:
    start = (len(piece) - _SAMPLE) // 2
    return piece[start : start + _SAMPLE]


def _promise(sample: str, channel: Channel, judge: Plausibility) -> float | None:
    """How well a sample re-reads, as mean ln P a character; None if it does not."""
    if channel.extra is not None and channel.right != "utf-8":
        return 0.0
    data = bytearray()
    for char in sample:
        if char > "\x7f":
            spellings = channel.spell(char, lossy=False)
            if spellings:
                data.extend(spellings[0][0])
            elif channel.right != "utf-8":
                data.extend(b" ")
        else:
            data.append(ord(char))
    if channel.right == "utf-8":
        return _utf8_promise(bytes(data), channel)
    read = data.decode(channel.right, "replace")
    wide = [c for c in read if c > "\x7f"]
    if not wide:
        return None
    mean = sum(map(judge.frequency, wide)) / len(wide)
    if channel.rule in ("mojibake.shiftjis-as-gbk", "mojibake.euckr-as-gbk"):
        mean = judge.score(read) / len(read)
    seen = [c for c in sample if c > "\x7f"]
    before = sum(map(judge.frequency, seen)) / len(seen)
    return mean if mean > max(_TABLE, before + 1.0) else None


def _utf8_promise(data: bytes, channel: Channel) -> float | None:
    wide = sum(byte > 127 for byte in data)
    if not wide:
        return None
    made = sum(map(len, _UTF8_PARTS.findall(data)))
    if made < 0.8 * wide and channel.lost and channel.one_byte:
        leads = sum(0xE3 <= byte <= 0xE9 for byte in data)
        return -1.0 if leads * 6 >= wide else None
    return made / wide - 1.0 if made >= _UTF8 * wide else None
