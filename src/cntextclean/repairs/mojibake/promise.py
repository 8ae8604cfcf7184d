"""Which pairs of encodings are worth a search? A quick look at the speed of the codecs."""

from __future__ import annotations

from typing import NamedTuple

from ...models.plausibility import Plausibility, is_hanzi
from ...patterns import lazy
from .codec_pairs import Channel

__all__ = ["looks_regrouped", "promising"]

_SAMPLE = 120  # characters looked at
_UTF8 = 0.6  # part of the bytes that must make UTF-8 characters or the beginning of one
_UTF8_PARTS = lazy(rb"[\xe2-\xef][\x80-\xbf]{1,2}|[\xc2-\xdf][\x80-\xbf]")
_UNMENDED = -0.25  # the same, less 1, above which no tool has mended any
_TABLE = -10.5  # mean ln P a character of what another table would read
_WON = 4.0  # nats that the whole of it must win
_UNREAD = 6.0  # nats against a table by which it lacks all of a sample
_LONG = 40  # characters of a sample of which any right table reads most
_MOST = 6  # channels that are searched
_FOREIGN = lazy("[\u3041-\u30ff\uac00-\ud7a3]|日本")
_EVERYDAY = dict.fromkeys(map(ord, "\xa0©®°·×«»"))  # signs that by themselves are no damage
_HANZI_ONLY = lazy("[\u0020-\u007e\u3000-\u3020\u4e00-\u9fff\uff01-\uff5e]*")


def promising(piece: str, channels: list[Channel], judge: Plausibility) -> list[Channel]:
    """The channels by which a piece may have been damaged, the likeliest first."""
    sample = piece if len(piece) <= _SAMPLE else _middle(piece)
    plain = _HANZI_ONLY.fullmatch(sample) is not None
    shown = sample.translate(_EVERYDAY)
    seen: _Seen | None = None
    encoded: dict[str, bytes] = {}
    ranked: list[tuple[float, int, Channel]] = []
    for channel in channels:
        if not channel.triggered(shown) or (plain and channel.one_byte and channel.rule != _LOST_AS_BIG5):
            continue
        data = _in_bulk(sample, channel, encoded) if plain else channel.encode(sample)
        if channel.extra is not None and channel.right != "utf-8":
            promise: float | None = 0.0
        elif channel.right == "utf-8":
            promise = _utf8_promise(data, channel)
        else:
            seen = seen or _seen(sample, judge)
            promise = _best_promise(seen, data, channel, judge, compared=plain or not channel.one_byte)
        if promise is not None:
            if channel.right != "utf-8" and len(sample) >= _LONG:
                promise -= _UNREAD * (data.count(b" ") - sample.count(" ")) / len(sample)
            ranked.append((promise, -len(ranked), channel))
    if any(promise > _UNMENDED and channel.rule == "mojibake.utf8-as-western" for promise, _, channel in ranked):
        ranked = [r for r in ranked if not r[2].rule.endswith("after-ftfy")]  # which would have mended the UTF-8
    ranked.sort(reverse=True, key=lambda r: r[:2])
    return [channel for _, _, channel in ranked[:_MOST]]


_LOST_AS_BIG5 = "mojibake.utf8-as-big5"  # reads most bytes alone, and shows hanzi all the same


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


def _in_bulk(sample: str, channel: Channel, encoded: dict[str, bytes]) -> bytes:
    """The bytes of a sample of hanzi in the wrong table."""
    name = channel.wrong[0]
    data = encoded.get(name)
    if data is None:
        data = encoded[name] = sample.encode(name, "replace")
    return data


class _Seen(NamedTuple):
    """What is known of a sample as it is seen: how long, mean ln P of its characters by themselves, ln P of it all."""

    size: int
    frequency: float
    score: float


def _seen(sample: str, judge: Plausibility) -> _Seen:
    wide = [c for c in sample if c > "\x7f"]
    return _Seen(len(sample), sum(map(judge.frequency, wide)) / max(len(wide), 1), judge.score(sample))


def _best_promise(seen: _Seen, data: bytes, channel: Channel, judge: Plausibility, *, compared: bool) -> float | None:
    """How well the bytes of a sample re-read. Where each character is one byte, a sample may begin inside a pair.

    compared: whether the whole of it must win over what is seen.
    """
    promises = []
    for start in (0, 1) if channel.one_byte and seen.size == _SAMPLE else (0,):
        read = data[start:].decode(channel.right, "replace")
        if channel.right not in ("cp932", "cp949") or _FOREIGN.search(read):
            promises.append(_table_promise(read, seen, judge, compared=compared))
    return max((promise for promise in promises if promise is not None), default=None)


def _table_promise(read: str, seen: _Seen, judge: Plausibility, *, compared: bool) -> float | None:
    """How well a sample re-reads, as mean ln P a character; None if it does not."""
    wide = [c for c in read if c > "\x7f"]
    if not wide:
        return None
    mean = sum(map(judge.frequency, wide)) / len(wide)
    total = None
    if mean < _TABLE or not any(map(is_hanzi, wide)):
        total = judge.score(read)
        mean = total / len(read)
    if mean < max(_TABLE, seen.frequency + 1.0):
        return None
    if compared and (judge.score(read) if total is None else total) < seen.score + _WON:
        return None
    return mean


def _utf8_promise(data: bytes, channel: Channel) -> float | None:
    wide = sum(byte > 127 for byte in data)
    if not wide:
        return None
    made = sum(map(len, _UTF8_PARTS.findall(data)))
    if made < 0.8 * wide and channel.lost and channel.one_byte:
        leads = sum(0xE3 <= byte <= 0xE9 for byte in data)
        return -1.0 if leads * 6 >= wide else None
    return made / wide - 1.0 if made >= _UTF8 * wide else None
