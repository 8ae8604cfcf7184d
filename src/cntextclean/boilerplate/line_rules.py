"""What every line of a page tells by itself: the rule it is a case of, and the role it names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np

from ..alignment import Span
from ..config import Config
from ..metadata.header import header_role
from ..page.blocks import Block
from ..page.fold import Folded
from ..patterns import lazy
from ..vocabulary import Role
from .rulebook import Rule, rulebook, words

__all__ = ["Line", "interviewed", "read_lines", "spare_code"]

BULLET = lazy(r"(?:[•·●○■□◆◇★☆※▪◎►▶∙¨\-*>#|]{1,3}\s*)+(?=\S)")
NUMBERED = lazy(
    r"[(]?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})[、.)]|第[一二三四五六七八九十百0-9]{1,4}[章节条回]|[①-⑳]"
)
_LONGEST = 400  # characters: no rule looks at a longer line
_TURN = lazy(r"(?:记者|作者|编辑|主持人?|问|答)\s?:")
_TURNS = 2  # as many may be names of authors
_WALL = 8  # so many of these words in a line without a full stop are no paragraph
KEYWORD_WALL = Rule(
    "chrome.keyword-wall", "spam", "", "drop", "", (), "a wall of porn or betting keywords, for search engines", (), ()
)


class Line(NamedTuple):
    """A block with what it tells by itself. `text` is folded and without bullet; `marks` name columns of BASE."""

    block: Block
    text: str
    rule: Rule | None
    role: Role | None
    marks: tuple[str, ...]


def read_lines(page: Folded, blocks: Sequence[Block], config: Config) -> list[Line]:
    """What each line of a page tells."""
    if not blocks:
        return []
    texts = [page.text[start:end] for start, end in blocks]
    edges = np.array(blocks, np.int64).ravel()
    masks = rulebook("chrome").masks(page, edges)
    judge = _judge if not config.disable else partial(_judge.__wrapped__, config=config)
    lines = []
    for block, text, mask in zip(blocks, texts, masks, strict=True):
        if len(text) > _LONGEST:
            lines.append(_long(block, text))
            continue
        core, rule, role, marks = judge(text, mask)
        lines.append(Line(block, core, rule, role, marks))
    return lines


def spare_code(lines: list[Line], code: Sequence[Span]) -> list[Line]:
    """The same lines, but those of a listing tell nothing: `}` is no residue, `* @author` no byline."""
    if not code:
        return lines
    starts = [span.start for span in code]
    out = []
    for line in lines:
        k = bisect_right(starts, line.block.start) - 1
        inside = k >= 0 and line.block.end <= code[k].end
        out.append(line._replace(rule=None, role=None) if inside else line)
    return out


def interviewed(lines: Sequence[Line]) -> Sequence[Line]:
    """The same lines, but where several people take turns their names say who speaks, not who wrote."""
    turns = [i for i, line in enumerate(lines) if ":" in line.text[2:5] and _TURN.match(line.text)]
    if len(turns) <= _TURNS or not any(lines[i].role for i in turns):
        return lines
    out = list(lines)
    for i in turns:
        if out[i].role:
            out[i] = out[i]._replace(role=None, marks=())
    return out


def _long(block: Block, text: str) -> Line:
    """A line that is longer than any rule looks: a paragraph, or a wall of keywords for search engines."""
    if "。" not in text[: 2 * _LONGEST] and len(words("wall").findall(text[: 10 * _LONGEST])) >= _WALL:
        return Line(block, text, KEYWORD_WALL, None, (KEYWORD_WALL.cue,))
    return Line(block, text, None, None, ("numbered",) if NUMBERED.match(text) else ())


Judgement = tuple[str, Rule | None, Role | None, tuple[str, ...]]


@lru_cache(maxsize=1 << 13)
def _judge(text: str, mask: int, config: Config = Config()) -> Judgement:  # noqa: B008
    """Core, rule, role and marks of one folded line. Pages of one site share most lines, so this is kept."""
    bullet = BULLET.match(text)
    core = text[bullet.end() :] if bullet else text
    role = header_role(core) or (header_role(text) if bullet else None)
    rule = rulebook("chrome").match(core, config, mask=mask)
    if rule is not None and role is not None:
        if rule.goes or rule.over_header:
            role = None
        else:
            rule = None
    return core, rule, role, _marks(core, rule, role, bullet is not None)


def _marks(core: str, rule: Rule | None, role: Role | None, bullet: bool) -> tuple[str, ...]:
    names: list[str] = []
    if rule is not None:
        if rule.cue != "inside":
            names.append(rule.cue)
        if rule.mark:
            names.append(rule.mark)
    if role is not None:
        names.append("date" if role == "date" else "byline")
    if bullet:
        names.append("bullet")
    if NUMBERED.match(core):
        names.append("numbered")
    return tuple(names)
