"""What every line of a page tells by itself: the rule it is a case of, and the role it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ..config import Config
from .metadata import header_role
from .rulebook import Rule, rulebook
from .segment import Block

__all__ = ["Line", "read_lines"]

BULLET = re.compile(r"(?:[•·●○■□◆◇★☆※▪◎►▶∙¨\-*>#|]{1,3}\s*)+(?=\S)")
NUMBERED = re.compile(r"[(]?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[、.)]|第[一二三四五六七八九十百0-9]{1,4}[章节条回]|[①-⑳]")
_LONGEST = 400  # characters: no rule looks at a longer line
_TURN = re.compile(r"(?:记者|作者|编辑|主持人?|问|答)\s?:")
_OWN_COLUMN = frozenset({"comment", "related", "login"})


class Line(NamedTuple):
    """A block with what it tells by itself. `text` is folded and without bullet; `marks` name columns of BASE."""

    block: Block
    text: str
    rule: Rule | None
    role: str | None
    marks: tuple[str, ...]


def read_lines(folded: str, blocks: Sequence[Block], config: Config) -> list[Line]:
    """What each line of a folded page tells."""
    texts = [folded[start:end] for start, end in blocks]
    judge = _judge if not config.disable else _judge.__wrapped__
    often = Counter(texts)
    turns = sum(1 for text in texts if _TURN.match(text))
    lines = []
    for block, text in zip(blocks, texts, strict=True):
        if len(text) > _LONGEST:
            lines.append(Line(block, text, None, None, ("numbered",) if NUMBERED.match(text) else ()))
            continue
        core, rule, role, marks = judge(text, config if config.disable else None)
        if role and turns > 2 and _TURN.match(core):  # an interview: who speaks, not who wrote
            role, marks = None, ()
        if often[text] > 1:
            marks = (*marks, "repeated")
        lines.append(Line(block, core, rule, role, marks))
    return lines


Judgement = tuple[str, Rule | None, str | None, tuple[str, ...]]


@lru_cache(maxsize=1 << 14)
def _judge(text: str, config: Config | None) -> Judgement:
    """Core, rule, role and marks of one folded line. Pages of one site share most lines, so this is kept."""
    bullet = BULLET.match(text)
    core = text[bullet.end() :] if bullet else text
    role = header_role(core) or (header_role(text) if bullet else None)
    rule = rulebook("chrome").match(core, config or _DEFAULT)
    if rule is not None and role is not None:
        if rule.cue == "drop" or rule.id == "chrome.font":
            role = None
        else:
            rule = None
    return core, rule, role, _marks(core, rule, role, bullet is not None)


_DEFAULT = Config()


def _marks(core: str, rule: Rule | None, role: str | None, bullet: bool) -> tuple[str, ...]:
    names = []
    if rule is not None:
        names.append(rule.cue)
        if rule.id == "chrome.thread":
            names.append("thread")
        elif rule.label in _OWN_COLUMN:
            names.append(rule.label)
    if role is not None:
        names.append("date" if role == "date" else "byline")
    if bullet:
        names.append("bullet")
    if NUMBERED.match(core):
        names.append("numbered")
    return tuple(names)
