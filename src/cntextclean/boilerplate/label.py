"""Which lines of a page are the article, and what the others are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..config import Config
from ..metadata.dates import find_days
from ..page import Page
from ..page.blocks import Labelled
from ..page.fold import Folded
from ..vocabulary import IN_TEXT, Kind
from . import model
from .context import context
from .features import measure
from .line_rules import Line, interviewed, read_lines, spare_code
from .site import SiteProfile, end_at_shared, mark_shared, may_be_title
from .stub_spam import find_worthless
from .title import Named, find_heading, find_title
from .verdict import PageVerdict

__all__ = ["label"]

_ENDS = frozenset("。!?…;:”’」』)》.,")
_LIST = re.compile(r"[•·●○■□◆◇★☆※▪◎\-*]\s?\S|[(]?[0-9]{1,3}[、.)]\s?\S|[①-⑳]")
_QUOTE = re.compile(r">\s?\S|引用\s?:")
_MOMENT = re.compile(r"(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?\s{1,3}[0-9]{1,2}:[0-9]{2}")
_SIGNS = 3  # so many weak signs of furniture, and such a share of the lines, make a page one that has furniture
_SHARE = 0.03
_STAMPS = 3  # so many short lines with a date and a time of day are those of posts or comments
_HEAD, _STAMP = 3, 60  # first lines of an article, and characters of one that says who wrote it and when
_MENU = 25  # so many short lines with one weak sign are menus
_WINDOW = 8  # characters that stand in the same order twice: one text was copied from the other
_INSIDE = frozenset({"ad", "share", "spam", "summary"})  # furniture that interrupts articles


class Decision(NamedTuple):
    """What a line is that is not part of the text: a role that is metadata, or a label; and the rule."""

    role: str | None
    label: str | None
    rule: str


_COMMENTS = re.compile("评论|跟[贴帖]|留言|网友点评")
_COMMENT = Decision(None, "comment", "layout.outside")
_PARAGRAPH = 40  # characters: a line of so many that ends a sentence is a paragraph
_SENTENCE = frozenset("。!?”」")
_CLAUSE, _REST = 10, 3  # characters of a sentence, and lines between an article and furniture that may belong to it
_SOON = 12  # lines between an article and furniture among which its last sentence may stand
_SHORTEST_COMMENT = 4  # characters: shorter lines among comments are names and buttons


def label(page: Page, config: Config, site: SiteProfile | None = None) -> PageVerdict:
    """Say what the page is, and of every line what it is: one Labelled for each, in order.

    Idempotent: labelling what was kept keeps all of it. Without any sign of page furniture everything is kept.
    site: which lines pages of the same host share.
    """
    if not page.lines:
        return PageVerdict("plain", "page.plain", 1.0, ())
    folded = page.folded
    read = spare_code(read_lines(folded, page.lines, config), page.code_lines)
    if site is not None:
        read = mark_shared(read, site, config)
    lines = interviewed(read)
    evidence = _evidence(folded.text, lines)
    decisions = _judge(folded, lines, config) if evidence else {}
    kept = [i for i in range(len(lines)) if i not in decisions]
    if decisions:
        kept = _settle(read, kept, decisions, config)
    kept = _drop_worthless(lines, kept, decisions, config)
    kept = _name_titles(read, kept, decisions, config)
    _drop_worthless(lines, kept, decisions, config)
    labelled = tuple(_labelled(line, decisions.get(i)) for i, line in enumerate(lines))
    return PageVerdict(*_kind(labelled, evidence=evidence), labelled)


def _kind(labelled: Sequence[Labelled], *, evidence: bool) -> tuple[Kind, str, float]:
    """What a page is, by what became of its lines."""
    worthless = {part.label: part.rule for part in labelled if part.label in ("spam", "stub")}
    if worthless and not any(part.role in IN_TEXT for part in labelled):
        return ("stub", worthless["stub"], 1.0) if "stub" in worthless else ("spam", worthless["spam"], 1.0)
    return ("article", "model.article", 0.9) if evidence else ("plain", "page.plain", 1.0)


def _drop_worthless(
    lines: list[Line], kept: list[int], decisions: dict[int, Decision], config: Config
) -> list[int]:
    """Drop all that is left if none of it is worth keeping; returns the lines that stay."""
    found = {i: Decision(None, *why) for i, why in find_worthless(lines, kept).items() if config.allows(why[1])}
    decisions.update(found)
    return [i for i in kept if i not in found]


def _name_titles(
    read: list[Line], kept: list[int], decisions: dict[int, Decision], config: Config
) -> list[int]:
    """Find the title, and go on without it until what is left has none: so cleaning twice is cleaning once. Returns
    the lines that stay."""
    lines = interviewed(read)
    named: dict[int, Named] = {}
    if kept and decisions:
        free = [i for i in range(kept[0]) if decisions[i].rule == "layout.outside" or may_be_title(lines, i)]
        named = find_title(lines, kept, free)
    while True:
        decisions.update((i, Decision(*name)) for i, name in named.items())
        if any(i in named for i in kept):
            kept = _settle(read, [i for i in kept if i not in named], decisions, config)
        named = find_heading(lines, kept)
        if not named:
            return kept


def _settle(read: list[Line], kept: list[int], decisions: dict[int, Decision], config: Config) -> list[int]:
    """Drop what would be read as furniture if the lines kept were cleaned again, until nothing more goes; adds to
    `decisions` and returns the lines that stay. The models need not be asked again: without signs of furniture a
    text is kept whole."""
    while True:
        lines = interviewed([read[i] for i in kept])
        if not _evidence("\n".join(line.text for line in lines), lines):
            return kept
        gone = {
            i: Decision(*_decide(line, kept=False, below=None) or _COMMENT)
            for i, line in zip(kept, lines, strict=True)
            if _furniture(line) or _is_stamp(line)
        }
        gone = {i: decision for i, decision in gone.items() if config.allows(decision.rule)}
        if not gone:
            return kept
        decisions.update(gone)
        kept = [i for i in kept if i not in gone]


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


def _judge(page: Folded, lines: list[Line], config: Config) -> dict[int, Decision]:
    """The lines that are not the article, by index."""
    measured = measure(page, [line.block for line in lines], [line.marks for line in lines])
    keep = np.flatnonzero(model.content_lines(measured, context(measured), model.load())).tolist()
    keep = end_at_shared(keep, lines)
    while keep and (_furniture(lines[keep[0]]) or (len(keep) > 2 and _is_cut(lines[keep[0]]))):
        del keep[0]
    while keep and _furniture(lines[keep[-1]]):
        del keep[-1]
    while keep and keep[-1] + 1 < len(lines) and _goes_on(lines[keep[-1]], lines[keep[-1] + 1]):
        keep.append(keep[-1] + 1)
    if keep and _is_section(lines[keep[-1]]):
        keep += _section(lines, keep[-1])
    if keep:
        keep += range(keep[-1] + 1, _last_sentence(lines, keep[-1]) + 1)
    first = keep[0] if keep else 0
    while first and not _furniture(lines[first - 1]) and _goes_on(lines[first - 1], lines[first]):
        first -= 1
    keep = [*range(first, keep[0]), *keep] if keep else keep
    keep = _without_header(lines, keep)
    if keep:
        keep = [*_sentences(lines, keep[0], -1), *keep, *_sentences(lines, keep[-1], 1)]
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
    """Whether two lines are paragraphs of one article, with no furniture between them."""
    if _furniture(following) or "bullet" in line.marks + following.marks:
        return False
    texts = (line.text, following.text)
    return all(len(t) >= _PARAGRAPH and t[-1] in _ENDS and not t.endswith(("...", "…")) for t in texts)


def _is_sentence(line: Line) -> bool:
    return len(line.text) >= _CLAUSE and line.text[-1] in _SENTENCE


def _is_section(line: Line) -> bool:
    """Whether a line is the heading of a section, which no article ends with: 三、缴费时间."""
    return "numbered" in line.marks and line.text[-1] not in _ENDS and not _furniture(line)


def _section(lines: list[Line], heading: int) -> list[int]:
    """The few sentences that follow a heading."""
    found = []
    for i in range(heading + 1, min(heading + _REST + 1, len(lines))):
        if _furniture(lines[i]) or not _is_sentence(lines[i]):
            break
        found.append(i)
    return found


def _last_sentence(lines: list[Line], last: int) -> int:
    """The last sentence before the furniture that follows soon after an article; `last` if there is none: parts with
    short lines of facts in between are one article."""
    found = last
    for i in range(last + 1, min(last + 1 + _SOON, len(lines))):
        line = lines[i]
        if _furniture(line):
            if line.rule is not None and line.rule.cue == "inside":
                continue
            return found
        if _is_sentence(line) and "bullet" not in line.marks:
            found = i
    return last


def _sentences(lines: list[Line], edge: int, step: int) -> list[int]:
    """The few sentences between the edge of an article and the furniture next to it, if no other line is there."""
    if lines[edge].text[-1] not in _SENTENCE:
        return []
    found: list[int] = []
    for i in range(edge + step, edge + step * (_REST + 2), step):
        if not 0 <= i < len(lines) or _furniture(lines[i]):
            return sorted(found)
        if "bullet" in lines[i].marks or not _is_sentence(lines[i]):
            break
        found.append(i)
    return []


def _evidence(folded: str, lines: list[Line]) -> bool:
    """Whether anything on the page looks like furniture. Text without it is kept whole, however odd it is."""
    if len(lines) < 2:
        rule = lines[0].rule if lines else None
        return rule is not None and (rule.label == "spam" or rule.goes)
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
    return (cues >= _SIGNS and cues >= _SHARE * len(lines)) or _stamped(folded, lines)


def _stamped(folded: str, lines: list[Line]) -> bool:
    """Whether so many lines say when they were written that several people must have written them."""
    moments = len(_MOMENT.findall(folded))
    if moments < _STAMPS or moments < 2 * _SHARE * len(lines):
        return False
    return sum(map(_is_stamp, lines)) >= _STAMPS


def _is_stamp(line: Line) -> bool:
    """Whether a short line has a date and a time of day in it."""
    return len(line.text) < 100 and _MOMENT.search(line.text) is not None


def _is_cut(line: Line) -> bool:
    """Whether a line above an article is a title or a teaser that was cut off."""
    return len(line.text) <= 80 and line.text.endswith(("...", "…"))


def _without_header(lines: list[Line], keep: list[int]) -> list[int]:
    """The lines of an article without those above its first sentence that say who wrote it and when."""
    header = set()
    for i in keep[:_HEAD]:
        text = lines[i].text
        if len(text) > _STAMP or text[-1] in _SENTENCE:
            break
        if text.startswith("作者") or any(find_days(text)):
            header.add(i)
    return [i for i in keep if i not in header]


def _decide(line: Line, *, kept: bool, below: str | None) -> Decision | None:
    """What a line is if it is not text; `below` names the section it stands in under the article."""
    rule = line.rule
    if rule is not None:
        if not kept or rule.goes or rule.label in _INSIDE:
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
