"""Which lines of a page are the article, and what the others are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..config import Config
from . import model
from .features import context, measure
from .fold import Folded, fold_page
from .lines import Line, read_lines
from .segment import Block
from .site import SiteProfile, end_at_shared, mark_shared, may_be_title
from .title import Named, find_heading, find_title
from .worthless import find_worthless

__all__ = ["Labelled", "label"]

_ROUNDS = 12  # what is kept is labelled again until nothing more is dropped
_ENDS = frozenset("。!?…;:”’」』)》.,")
_LIST = re.compile(r"[•·●○■□◆◇★☆※▪◎\-*]\s?\S|[(]?[0-9]{1,3}[、.)]\s?\S|[①-⑳]")
_QUOTE = re.compile(r">\s?\S|引用\s?:")
_SIGNS = 3  # so many weak signs of furniture, and such a share of the lines, make a page one that has furniture
_SHARE = 0.03
_MENU = 25  # so many short lines with one weak sign are menus
_WINDOW = 8  # characters that stand in the same order twice: one text was copied from the other
_INSIDE = frozenset({"ad", "share", "spam", "summary"})  # furniture that interrupts articles


class Labelled(NamedTuple):
    """A block or a part of one: kept with a role, or dropped with a label; `rule` says why."""

    start: int
    end: int
    role: str | None
    label: str | None
    rule: str


class Decision(NamedTuple):
    """What a line is that is not part of the text: a role that is metadata, or a label; and the rule."""

    role: str | None
    label: str | None
    rule: str


_COMMENTS = re.compile("评论|跟[贴帖]|留言|网友点评")
_COMMENT = Decision(None, "comment", "layout.outside")
_PARAGRAPH = 40  # characters: a line of so many that ends a sentence is a paragraph
_SHORTEST_COMMENT = 4  # characters: shorter lines among comments are names and buttons


def label(
    text: str, blocks: Sequence[Block], config: Config, site: SiteProfile | None = None
) -> tuple[Labelled, ...]:
    """Say of every block what it is: one Labelled for each, in order (a block may be cut in several).

    Idempotent: labelling what was kept keeps all of it. Without any sign of page furniture everything is kept.
    site: which lines pages of the same host share.
    """
    if not blocks:
        return ()
    page = fold_page(text)
    lines = _read(page, blocks, config, site)
    decisions: dict[int, Decision] = {}
    view = _View(page, lines, config, site)
    kept = _settle(view, list(range(len(lines))), decisions)
    for i, (name, rule) in find_worthless(lines, kept).items():
        if config.allows(rule):
            decisions[i] = Decision(None, name, rule)
            kept.remove(i)
    _name_titles(view, kept, decisions)
    return tuple(_labelled(line, decisions.get(i)) for i, line in enumerate(lines))


class _View(NamedTuple):
    """A page and what its lines tell by themselves."""

    page: Folded
    lines: list[Line]
    config: Config
    site: SiteProfile | None

    def closed_up(self, kept: list[int]) -> tuple[Folded, list[Line]]:
        """Some of the lines as if they stood alone, one under the other."""
        if len(kept) == len(self.lines):
            return self.page, self.lines
        page, blocks = _close_up(self.page.text, [self.lines[i].block for i in kept])
        return page, _read(page, blocks, self.config, self.site)


def _name_titles(view: _View, kept: list[int], decisions: dict[int, Decision]) -> None:
    """Find the title, and go on without it until what is left has none: so cleaning twice is cleaning once."""
    lines = view.lines
    named: dict[int, Named] = {}
    if kept and decisions:
        free = [i for i in range(kept[0]) if decisions[i].rule == "layout.outside" or may_be_title(lines, i)]
        named = find_title(lines, kept, free)
    while True:
        decisions.update((i, Decision(*name)) for i, name in named.items())
        if any(i in named for i in kept):
            kept = _settle(view, [i for i in kept if i not in named], decisions)
        named = find_heading(lines, kept)
        if not named:
            return


def _settle(view: _View, kept: list[int], decisions: dict[int, Decision]) -> list[int]:
    """Drop lines until nothing more goes; adds to `decisions` and returns the lines that stay."""
    for turn in range(_ROUNDS):
        page, lines = view.closed_up(kept)
        dropped = _round(page, lines, view.config, first=turn == 0 and len(kept) == len(view.lines))
        if not dropped:
            break
        decisions.update((kept[k], decision) for k, decision in dropped.items())
        kept = [i for k, i in enumerate(kept) if k not in dropped]
    return kept


def _read(page: Folded, blocks: Sequence[Block], config: Config, site: SiteProfile | None) -> list[Line]:
    lines = read_lines(page, blocks, config)
    return lines if site is None else mark_shared(lines, site, config)


def _labelled(line: Line, decision: Decision | None) -> Labelled:
    role, label, rule = decision or Decision(_role(line), None, "layout.body")
    return Labelled(line.block.start, line.block.end, role, label, rule)


def _role(line: Line) -> str:
    text = line.text
    if len(text) < 200 and ("bullet" in line.marks or _LIST.match(text)):
        return "list"
    if _QUOTE.match(text):
        return "quote"
    return "heading" if len(text) <= 40 and text[-1] not in _ENDS else "body"


def _round(page: Folded, lines: list[Line], config: Config, *, first: bool) -> dict[int, Decision]:
    """The lines that are not the article, by index. After the first round the lines stand alone, as when they
    are cleaned again."""
    if not _evidence(lines):
        return {}
    measured = measure(page, [line.block for line in lines], [line.marks for line in lines], laid_out=first)
    keep = np.flatnonzero(model.content_lines(measured, context(measured), model.load())).tolist()
    keep = end_at_shared(keep, lines)
    while keep and (_furniture(lines[keep[0]]) or (len(keep) > 2 and _is_cut(lines[keep[0]]))):
        del keep[0]
    while keep and _furniture(lines[keep[-1]]):
        del keep[-1]
    while keep and keep[-1] + 1 < len(lines) and _goes_on(lines[keep[-1]], lines[keep[-1] + 1]):
        keep.append(keep[-1] + 1)
    inside, last = set(keep), keep[-1] if keep else -1
    summaries = _summaries(lines, page.text)
    out: dict[int, Decision] = {}
    section = "related"
    for i, line in enumerate(lines):
        if i > last and line.rule is not None and line.rule.label in ("comment", "related"):
            section = "comment" if _COMMENTS.search(line.text) else line.rule.label
        decision = _decide(line, kept=i in inside, below=section if i > last else None)
        if i in summaries:
            decision = Decision(None, "summary", "layout.summary-copy")
        elif config.comments == "keep" and decision == _COMMENT and len(line.text) >= _SHORTEST_COMMENT:
            decision = None
        if decision and config.allows(decision.rule):
            out[i] = decision
    return out


def _furniture(line: Line) -> bool:
    """Whether a line at the edge of the article does not belong to it."""
    return line.rule is not None or line.role is not None


def _goes_on(line: Line, following: Line) -> bool:
    """Whether a line is one more paragraph of an article of paragraphs, with no furniture between them."""
    if _furniture(following) or "bullet" in following.marks:
        return False
    texts = (line.text, following.text)
    return all(len(t) >= _PARAGRAPH and t[-1] in _ENDS and not t.endswith(("...", "…")) for t in texts)


def _close_up(folded: str, blocks: list[Block]) -> tuple[Folded, list[Block]]:
    """The lines alone, one under the other."""
    out, position = [], 0
    for start, end in blocks:
        out.append(Block(position, position + end - start))
        position += end - start + 1
    return fold_page("\n".join(folded[start:end] for start, end in blocks)), out


def _evidence(lines: list[Line]) -> bool:
    """Whether anything on the page looks like furniture. Text without it is kept whole, however odd it is."""
    if len(lines) < 2:
        return bool(lines) and lines[0].rule is not None and lines[0].rule.label == "spam"
    cues = 0
    for line in lines:
        if line.rule is not None:
            if line.rule.cue == "drop":
                return True
            cues += 1
        elif line.role is not None and len(line.text) > 20:
            cues += 3 if line.role == "byline" else 1
    short = sum(len(line.text) <= 8 for line in lines)
    if cues and short >= _MENU and 5 * short >= 2 * len(lines):
        return True
    return cues >= _SIGNS and cues >= _SHARE * len(lines)


def _is_cut(line: Line) -> bool:
    """Whether a line above an article is a title or a teaser that was cut off."""
    return len(line.text) <= 80 and line.text.endswith(("...", "…"))


def _decide(line: Line, *, kept: bool, below: str | None) -> Decision | None:
    """What a line is if it is not text; `below` names the section it stands in under the article."""
    rule = line.rule
    if rule is not None:
        if not kept or rule.cue == "drop" or rule.label in _INSIDE:
            return Decision(None, rule.label, rule.id)
        return None
    if line.role is not None:
        return Decision(line.role, None, "layout.header")
    if kept:
        return None
    return Decision(None, below or ("related" if len(line.text) > 12 else "nav"), "layout.outside")


def _summaries(lines: list[Line], folded: str) -> set[int]:
    """Lines under a summary heading that only repeat what stands elsewhere on the page."""
    found = set()
    for i in range(1, len(lines)):
        above, line = lines[i - 1], lines[i]
        if above.rule and above.rule.label == "summary" and line.rule is None and len(line.text) >= _WINDOW:
            others = "".join((folded[: above.block.start] + folded[line.block.end :]).split())
            text = "".join(line.text.split())  # a summary runs over the breaks between title and paragraphs
            windows = [text[k : k + _WINDOW] for k in range(0, len(text) - _WINDOW + 1, _WINDOW)]
            if windows and 2 * sum(window in others for window in windows) >= len(windows):
                found.add(i)
    return found
