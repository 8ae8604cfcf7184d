"""What is left where bytes were replaced by signs of loss: 锟斤拷, 嚙踝蕭, U+FFFD, the fill bytes 烫烫烫.

锟斤拷 is U+FFFD in UTF-8 read as GBK, 嚙踝蕭 the same read as Big5. Bytes that happened to be valid UTF-8 survive
between them, so short stretches can be refilled from their neighbours (marked as inferred). What cannot be known is
deleted only where it is noise: pure runs, a cut tail, fill bytes. A text about such damage is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ...alignment import Edit
from ...config import Config
from ...models.bigrams import bigrams
from ...models.plausibility import is_hanzi, plausibility
from ...page import Page
from ...patterns import lazy
from .codec_pairs import CHANNELS, Channel
from .gate import gate
from .guesses import chosen
from .lattice import Guess, Run, read_through
from .readers import ANY

__all__ = ["remove_residue"]

_SIGNS: Final = ("\ufffd", "锟", "嚙", "烫烫烫", "屯屯屯", "烫屯烫屯")
_TOPIC: Final = lazy(
    "乱码|亂碼|编码|編碼|文字化け|[Mm]ojibake|[Uu]nicode|UTF|GBK|未初始化|程序员|程序員|字符集|手持"
)
_ANY_OF_IT: Final = "[\u0020-\u007e\u4e00-\u9fff\ue000-\uf8ff]"
_REPLACED: Final = lazy(f"{_ANY_OF_IT}+")
_PURE: Final = lazy("(?:锟斤拷|嚙踝蕭|嚙踐蕭){2,}|^(?:锟斤拷|嚙踝蕭)$", re.M)
_FILL: Final = lazy("烫{3,}|屯{3,}|(?:烫屯){2,}")
_WRAPPED: Final = lazy("(?<!\ufffd)(?:\ufffd\n\ufffd\ufffd|\ufffd\ufffd\n\ufffd)(?!\ufffd)")
_TAIL: Final = lazy("(?<=[\u3400-\u9fff，。、：；！？“”])\ufffd{1,2}(?=(?:…|\\.{3})?[ \t]*(?:\n(?!\ufffd)|\\Z))")
_LONGEST: Final = 200  # characters of a stretch that is refilled, for the time that it takes
_SURE: Final = 3.0  # nats by which a refilled stretch must win
_WRAP_SURE: Final = 1.5
_TAIL_GOOD: Final = -8.5  # the same of the text before a cut tail
_GOOD: Final = -8.0  # mean ln P a character of a refilled stretch


def remove_residue(page: Page, config: Config) -> Iterable[Edit]:
    """Edits that undo or delete what replaced bytes left (rules "residue.*"), sorted and disjoint. Idempotent."""
    text = page.text
    if not any(sign in text for sign in _SIGNS):
        return
    about = bool(_TOPIC.search(text))
    taken = 0
    for edit in sorted(_candidates(text, about=about), key=lambda e: (e.start, -e.end)):
        if edit.start >= taken and config.allows(edit.rule):
            yield edit
            taken = edit.end


def _candidates(text: str, *, about: bool) -> Iterator[Edit]:
    for match in _WRAPPED.finditer(text):
        yield from _joined(text, match.start(), match.end())
    for match in _TAIL.finditer(text):
        before = text[max(match.start() - 8, text.rfind("\n", 0, match.start()) + 1) : match.start()].lstrip()
        if gate().search(before) or bigrams().score(before) < _TAIL_GOOD * len(before):
            continue  # mojibake, whose last byte is lost
        # rule residue.cut-tail: what is left of a character whose bytes were cut off
        yield Edit(match.start(), match.end(), "", "residue.cut-tail")
    if about:
        return
    for match in _FILL.finditer(text):
        if _beside(text, match).isascii():
            # rule residue.fill-bytes: bytes that a program fills empty memory with, read as hanzi: 烫烫烫, 屯屯
            yield Edit(match.start(), match.end(), "", "residue.fill-bytes")
    for match in _REPLACED.finditer(text):
        if match.end() - match.start() <= _LONGEST and ("锟" in match.group() or "嚙" in match.group()):
            yield from _refilled(text, match.start(), match.end())
    for match in _PURE.finditer(text):
        beside = _beside(text, match)
        if beside.isascii():
            # rule residue.replacement: signs of loss read as hanzi: 锟斤拷
            yield Edit(match.start(), match.end(), "\ufffd" if beside.strip() else "", "residue.replacement")


def _beside(text: str, run: re.Match[str]) -> str:
    """The characters before and after a run: beside hanzi it may be a word, or what is lost is part of a sentence."""
    return text[max(run.start() - 1, 0) : run.start()] + text[run.end() : run.end() + 1]


def _joined(text: str, start: int, end: int) -> Iterator[Edit]:
    """One hanzi whose three bytes were wrapped over two lines: the lines belong together, the hanzi is guessed."""
    before = text[max(start - 8, 0) : start].split("\n")[-1]
    after = text[end : end + 8].split("\n")[0]
    if not before or not after:
        return
    run = Run(start, end, "\ufffd", 0.0, True, (Guess(0, (ANY, ANY, ANY)),))
    # Read as Big5 or not makes no difference here: the channel names the encoding of the lost bytes.
    choice = chosen(run, _channel("mojibake.utf8-as-big5"), "", before=before, after=after)
    if choice.margin >= _WRAP_SURE:
        # rule residue.byte-wrap: a hanzi whose bytes were wrapped over two lines, chosen by the language model
        yield Edit(start, end, choice.run.output, "residue.byte-wrap", True, choice.margin)


def _refilled(text: str, start: int, end: int) -> Iterator[Edit]:
    """A stretch with 锟斤拷 or 嚙踝蕭 in it, read back to the bytes that survived, and those that did not guessed."""
    seen = text[start:end]
    table, rule = ("gb18030", "gbk") if "锟" in seen else ("cp950", "big5")
    try:
        data = seen.encode(table)
    except UnicodeEncodeError:
        return
    read = data.decode("utf-8", "replace")
    if not any(c > "\x7f" and c != "\ufffd" for c in read):
        return
    channel = _channel(f"mojibake.{rule}-as-utf8")
    runs = read_through(read, channel, plausibility(), lossy=True)
    if len(runs) != 1 or not runs[0].guesses:
        return
    run = runs[0]
    part = read[run.start : run.end]
    choice = chosen(run, channel, part, before=read[: run.start] or "\n", after=read[run.end :] or "\n")
    output = read[: run.start] + choice.run.output + read[run.end :]
    wide = [c for c in output if c > "\x7f"]
    if "\ufffd" in output or choice.margin < _SURE or not all(map(is_hanzi, wide)):
        return
    if bigrams().score(output) > _GOOD * len(output):
        # rule residue.refilled: lost characters among signs of loss read as hanzi, chosen by the language model
        yield Edit(start, end, output, "residue.refilled", True, choice.margin)


def _channel(rule: str) -> Channel:
    return next(channel for channel in CHANNELS if channel.rule == rule)
