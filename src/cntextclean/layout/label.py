"""Which lines of a page are the article, and what the others are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..config import Config
from .fold import fold
from .metadata import header_role
from .rulebook import Rule, rulebook
from .segment import Block

__all__ = ["Labelled", "label"]

_BULLET = re.compile(r"(?:[•·●○■□◆◇★☆※▪◎►▶∙¨\-*>#|]{1,3}\s*)+(?=\S)")
_LONGEST = 400  # characters: no rule looks at a longer line
_ENDS = frozenset("。！？!?…；;：:”’」』）)》")
_LIST = re.compile(r"[•·●○■□◆◇★☆※▪◎\-*]\s?\S|[(]?[0-9]{1,3}[、.)]\s?\S|[①-⑳]")


_WINDOW = 8  # characters that stand in the same order twice: one text was copied from the other
_SUMMARY = Rule("layout.summary-copy", "summary", "", "head", "", (), "", (), ())


class Labelled(NamedTuple):
    """A block or a part of one: kept with a role, or dropped with a label; `rule` says why."""

    start: int
    end: int
    role: str | None
    label: str | None
    rule: str


class Line(NamedTuple):
    """A block with what single lines tell: its folded text without bullet, the rule it is a case of, its role."""

    block: Block
    text: str
    rule: Rule | None
    role: str | None


def label(text: str, blocks: Sequence[Block], config: Config) -> tuple[Labelled, ...]:
    """Say of every block what it is: one Labelled for each, in order (a block may be cut in several).

    Idempotent: labelling what was kept keeps all of it. Without any sign of page furniture everything is kept.
    """
    folded = fold(text)
    lines = [_line(folded, block, config) for block in blocks]
    kept = list(range(len(lines)))
    decisions: dict[int, tuple[str | None, str | None, str]] = {}
    for i in _summaries(lines, folded):
        lines[i] = lines[i]._replace(rule=_SUMMARY, role=None)
    for _ in range(10):
        dropped = _choose([lines[i] for i in kept])
        if not dropped:
            break
        for k, decision in dropped.items():
            decisions[kept[k]] = decision
        kept = [i for k, i in enumerate(kept) if k not in dropped]
    _take_title(lines, kept, decisions)
    return tuple(_labelled(line, decisions.get(i)) for i, line in enumerate(lines))


def _summaries(lines: list[Line], folded: str) -> list[int]:
    """Lines under a summary heading that only repeat what stands further down."""
    found = []
    for i in range(1, len(lines)):
        above, line = lines[i - 1], lines[i]
        if above.rule and above.rule.label == "summary" and line.rule is None and len(line.text) >= _WINDOW:
            later = folded[line.block.end :]
            windows = [line.text[k : k + _WINDOW] for k in range(0, len(line.text) - _WINDOW + 1, _WINDOW)]
            if 2 * sum(window in later for window in windows) >= len(windows):
                found.append(i)
    return found


def _line(folded: str, block: Block, config: Config) -> Line:
    line = folded[block.start : block.end]
    bullet = _BULLET.match(line)
    core = line[bullet.end() :] if bullet else line
    if len(core) > _LONGEST:
        return Line(block, core, None, None)
    role = header_role(core) or (header_role(line) if bullet else None)
    rule = rulebook("chrome").match(core, config)
    if rule is not None and role is not None and rule.cue != "drop" and rule.id != "chrome.font":
        rule = None
    return Line(block, core, rule, None if rule else role)


def _labelled(line: Line, decision: tuple[str | None, str | None, str] | None) -> Labelled:
    role, label, rule = decision or (_role(line.text), None, "layout.body")
    return Labelled(line.block.start, line.block.end, role, label, rule)


def _role(line: str) -> str:
    if _LIST.match(line):
        return "list" if len(line) < 200 else "body"
    if len(line) <= 40 and line[-1] not in _ENDS:
        return "heading"
    return "body"


def _choose(lines: list[Line]) -> dict[int, tuple[str | None, str | None, str]]:
    """The lines that are not the article, by index."""
    evidence = sum(line.rule is not None for line in lines)
    strong = any(line.rule is not None and line.rule.cue == "drop" for line in lines)
    header = sum(line.role == "byline" and len(line.text) > 20 for line in lines)
    if len(lines) < 2 or not (strong or evidence >= 2 or header):
        return {}
    first, last = _best_interval([_score(line) for line in lines])
    while first > 0 and _heads(lines[first - 1]) and not (first > 1 and lines[first - 2].role):
        first -= 1
        if len(lines[first].text) < 30:
            break
    out: dict[int, tuple[str | None, str | None, str]] = {}
    for i, line in enumerate(lines):
        if line.role:
            out[i] = (line.role, None, "layout.header")
        elif line.rule:
            out[i] = (None, line.rule.label, line.rule.id)
        elif not first <= i <= last:
            out[i] = (None, "related" if i > last else "nav", "layout.outside")
    return out


def _heads(line: Line) -> bool:
    return line.rule is None and line.role is None and len(line.text) <= 60


def _score(line: Line) -> float:
    size = len(line.text)
    if line.rule:
        return {"drop": -4.0, "tail": -8.0, "head": -4.0, "any": -1.5, "meta": 0.0}[line.rule.cue]
    if line.role:
        return -0.2
    if line.text.endswith(("...", "…")):
        return -1.0
    if line.text[-1] in _ENDS or size > 60:
        return min(size, 200) / 10
    return -0.5


def _best_interval(scores: list[float]) -> tuple[int, int]:
    """The range of lines whose scores add up to most."""
    best, total, start = (0, len(scores) - 1), 0.0, 0
    most = float("-inf")
    for i, score in enumerate(scores):
        if total <= 0:
            total, start = 0.0, i
        total += score
        if total > most:
            most, best = total, (start, i)
    return best


def _take_title(
    lines: list[Line], kept: list[int], decisions: dict[int, tuple[str | None, str | None, str]]
) -> None:
    """Find the page's title among the lines above the article that were dropped for no rule of their own."""
    if not kept:
        return
    above = [i for i in range(kept[0]) if decisions.get(i, ("", "", ""))[2] == "layout.outside"]
    above = [i for i in above if 6 <= len(lines[i].text) <= 60]
    if not above:
        return
    title = above[-1]
    decisions[title] = ("title", None, "layout.title")
    for i in above[:-1]:
        if lines[i].text.endswith(lines[title].text) and lines[i].text != lines[title].text:
            decisions[i] = (None, "spam", "layout.title-prefix")
