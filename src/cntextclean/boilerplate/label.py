"""Which page this is, what on it is the article, and what the other lines are.

Data flow one way: lines -> evidence -> labeller -> edges -> decisions -> what is left -> title -> verdict. Each step is
given values and returns its whole result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ..config import Config
from ..page import Page
from ..page.blocks import Labelled
from ..page.fold import Folded
from ..patterns import lazy
from ..vocabulary import NO_ARTICLE, Kind, Label, Role
from .edges import ENDS, settle_edges
from .evidence import has_furniture, is_furniture, is_stamp
from .labeller import Labeller, Opinion, PageLines, labeller
from .line_rules import Line, interviewed, read_lines, spare_code
from .mixed import without_ends
from .site import SiteProfile, end_at_shared, mark_shared, may_be_title
from .sorting import COMMENT, OUTSIDE, Decision, Sorting, decide, settled
from .stub_spam import find_worthless, notice_of
from .summary import copied_summaries
from .tagged_labeller import tagged_labeller
from .title import find_heading, find_headings, find_title
from .verdict import PageVerdict

__all__ = ["PLAIN", "label"]

# rule page.plain: nothing on the page looks like page furniture: it is kept whole
PLAIN = "page.plain"
# rule page.article: the page is a text among furniture
# rule page.thread: the page is posts of several people
# rule page.list: the page leads to other pages, and nothing on it is read for its own sake
# rule page.stub: the page is a notice, a form or an empty frame in place of an article
_PAGE_RULES: Mapping[Kind, str] = {kind: f"page.{kind}" for kind in ("article", "thread", "list", "stub")}
_LIST = lazy(r"[•·●○■□◆◇★☆※▪◎\-*]\s?\S|[(]?[0-9]{1,3}[、.)]\s?\S|[①-⑳]")
_QUOTE = lazy(r">\s?\S|引用\s?:")
_ITEM, _HEADING = 200, 40  # characters: a longer line is no item of a list, and no heading
_COMMENTS = lazy("评论|跟[贴帖]|留言|网友点评")
_SHORTEST_COMMENT = 4  # characters: shorter lines among comments are names and buttons
_WORTHLESS: tuple[Literal["stub", "spam"], ...] = ("stub", "spam")  # labels that tell what a page without text is
_SURE = 1.0  # confidence in what was not guessed
_PLAIN = 0.9  # what a collected page without a sign of furniture is worth, about: some are lists that show none
_KEPT_WHOLE = Opinion("plain", _PLAIN, ())


def label(
    page: Page,
    config: Config,
    site: SiteProfile | None = None,
    judge: Labeller | None = None,
    marks: Mapping[str, NDArray[np.float32]] | None = None,
) -> PageVerdict:
    """Say what the page is, and of every line what it is: one Labelled for each, in order.

    Idempotent: labelling what was kept keeps all of it. Without any sign of page furniture everything is kept.
    site: which lines pages of the same host share. judge: what to ask in place of the package's own labeller.
    marks: what the tags of an HTML page say of each line, by name.
    """
    folded = page.folded
    read = spare_code(read_lines(folded, page.lines, config), page.code_lines)
    if site is not None:
        read = mark_shared(read, site, config)
    lines = interviewed(read)
    furnished = has_furniture(lines)
    judge = judge or (labeller() if marks is None else tagged_labeller())
    opinion = judge.judge([PageLines(folded, lines, marks)])[0] if furnished else _KEPT_WHOLE
    if _is_empty(opinion.kind, config):
        return _verdict(lines, _nothing(lines), opinion, _rule_of_none(opinion.kind, lines), config)
    sorting = settled(read, _sort(folded, lines, opinion, config), config) if furnished else _everything(lines)
    for step in (_without_worthless, _with_title, _without_worthless):
        sorting = step(read, sorting, config)
    return _verdict(lines, sorting, *_kind(opinion, sorting), config)


def _is_empty(kind: Kind, config: Config) -> bool:
    """Whether a page of this kind gives no text."""
    return kind in NO_ARTICLE and config.pages == "articles" and config.allows(_PAGE_RULES[kind])


def _rule_of_none(kind: Kind, lines: Sequence[Line]) -> str:
    return (notice_of(lines) if kind == "stub" else "") or _PAGE_RULES[kind]


def _nothing(lines: Sequence[Line]) -> Sorting:
    """Every line dropped."""
    return Sorting((), {i: decide(line, kept=False, below=None) or COMMENT for i, line in enumerate(lines)})


def _everything(lines: Sequence[Line]) -> Sorting:
    """Every line kept."""
    return Sorting(tuple(range(len(lines))), {})


def _sort(page: Folded, lines: Sequence[Line], opinion: Opinion, config: Config) -> Sorting:
    """The lines of the article, and what each of the others is."""
    keep = end_at_shared(list(opinion.keep), lines)
    inside = set(settle_edges(lines, keep) if opinion.kind == "article" else keep)
    last = max(inside, default=-1)
    summaries = copied_summaries(lines, page.text)
    decisions: dict[int, Decision] = {}
    section: Label = "related"
    for i, line in enumerate(lines):
        section = _section(line, section) if i > last else section
        decision = summaries.get(i) or decide(line, kept=i in inside, below=section if i > last else None)
        if decision and config.allows(decision.rule) and not _stays(line, decision, config):
            decisions[i] = decision
    return Sorting(tuple(i for i in range(len(lines)) if i not in decisions), decisions)


def _section(line: Line, section: Label) -> Label:
    """What the lines below an article are from this one on: readers' comments, or other articles."""
    if line.rule is None or line.rule.label not in ("comment", "related"):
        return section
    return "comment" if _COMMENTS.search(line.text) else line.rule.label


def _stays(line: Line, decision: Decision, config: Config) -> bool:
    """Whether a line is a comment that is asked for."""
    return config.comments == "keep" and decision == COMMENT and len(line.text) >= _SHORTEST_COMMENT


def _without_worthless(read: Sequence[Line], sorting: Sorting, config: Config) -> Sorting:
    """Without all that is left, if none of it is worth keeping."""
    if config.pages == "all":
        return sorting
    found = find_worthless(interviewed(read), sorting.kept)
    return sorting.without({i: decision for i, decision in found.items() if config.allows(decision.rule)})


def _with_title(read: Sequence[Line], sorting: Sorting, config: Config) -> Sorting:
    """With the title named, until what is left has none: so cleaning twice is cleaning once."""
    lines = interviewed(read)
    named: Mapping[int, Decision] = {}
    if sorting.kept and sorting.decisions:
        above = range(sorting.kept[0])
        free = [i for i in above if sorting.decisions[i].rule == OUTSIDE or may_be_title(lines, i)]
        named = find_title(lines, sorting.kept, free)
    while True:
        inside = any(i in named for i in sorting.kept)
        sorting = sorting.without(named)
        sorting = settled(read, sorting, config) if inside else sorting
        plain = not any(is_furniture(read[i]) or is_stamp(read[i]) for i in sorting.kept)
        named = (find_headings if plain else find_heading)(lines, sorting.kept)
        if not named:
            return sorting


def _kind(opinion: Opinion, sorting: Sorting) -> tuple[Opinion, str]:
    """What the page is, where the lines that were dropped say it, else what the labeller says; and the rule."""
    for kind in _WORTHLESS if not sorting.kept else ():
        rule = next((d.rule for d in sorting.decisions.values() if d.label == kind), None)
        if rule is not None:
            return Opinion(kind, _SURE, ()), rule
    return opinion, PLAIN if opinion.kind == "plain" else _PAGE_RULES[opinion.kind]


def _verdict(lines: Sequence[Line], sorting: Sorting, opinion: Opinion, rule: str, config: Config) -> PageVerdict:
    """The verdict on the page. Kept lines of a page with furniture lose what is furniture at their ends."""
    labelled: list[Labelled] = []
    for i, line in enumerate(lines):
        decision = sorting.decisions.get(i)
        whole = _labelled(line, decision)
        labelled += without_ends(line, whole, config) if decision is None and opinion.kind != "plain" else [whole]
    return PageVerdict(opinion.kind, rule, opinion.confidence, tuple(labelled))


def _labelled(line: Line, decision: Decision | None) -> Labelled:
    # rule layout.body: a line of the article's own text
    role, label, rule = decision or Decision(_role(line), None, "layout.body")
    return Labelled(line.block.start, line.block.end, role, label, rule)


def _role(line: Line) -> Role:
    text = line.text
    if len(text) < _ITEM and ("bullet" in line.marks or _LIST.match(text)):
        return "list"
    if _QUOTE.match(text):
        return "quote"
    return "heading" if len(text) <= _HEADING and text[-1] not in ENDS else "body"
