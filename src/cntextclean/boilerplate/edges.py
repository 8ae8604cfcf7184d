"""Where the text of an article ends: from the lines that the model takes for it, the furniture at its edges goes and
the sentences next to them come in. Each step is given lines by index, in order, and returns all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from ..metadata.dates import find_days
from .evidence import is_furniture
from .line_rules import Line

__all__ = ["ENDS", "settle_edges"]

ENDS = frozenset("。!?…;:”’」』)》.,")  # a line that ends so is no heading
_SENTENCE = frozenset("。!?”」")
_PARAGRAPH = 40  # characters: a line of so many that ends a sentence is a paragraph
_CLAUSE, _REST = 10, 3  # characters of a sentence, and lines between an article and furniture that may belong to it
_SOON = 12  # lines between an article and furniture among which its last sentence may stand
_GAP = 4  # lines between two parts of one article
_HEAD, _STAMP = 3, 60  # first lines of an article, and characters of one that says who wrote it and when
_CUT = 80  # characters of a title or a teaser that was cut off


def settle_edges(lines: Sequence[Line], keep: Sequence[int]) -> list[int]:
    """The lines of an article, from those the model takes for it."""
    found = _without_tail(lines, _without_head(lines, list(keep)))
    for step in _STEPS:
        if found:
            found = step(lines, found)
    return found


def _without_head(lines: Sequence[Line], keep: list[int]) -> list[int]:
    first = 0
    while first < len(keep):
        line = lines[keep[first]]
        if not (is_furniture(line) or (len(keep) - first > 2 and _is_cut(line))):
            break
        first += 1
    return keep[first:]


def _without_tail(lines: Sequence[Line], keep: list[int]) -> list[int]:
    end = len(keep)
    while end and is_furniture(lines[keep[end - 1]]):
        end -= 1
    return keep[:end]


def _before_comments(lines: Sequence[Line], keep: list[int]) -> list[int]:
    """Without what stands under a heading of readers' comments, if most of the article stands above it."""
    total = sum(len(lines[i].text) for i in keep)
    above = 0
    for place, (i, following) in enumerate(pairwise(keep)):
        above += len(lines[i].text)
        if 2 * above >= total and any(_is_of_comments(lines[k]) for k in range(i + 1, following + 1)):
            return keep[: place + 1]
    return keep


def _is_of_comments(line: Line) -> bool:
    return line.rule is not None and line.rule.mark == "comment"


def _whole(lines: Sequence[Line], keep: list[int]) -> list[int]:
    """With the few lines in between that are no furniture: numerals, facts, headings. Wider gaps part two texts."""
    found = keep[:1]
    for i in keep[1:]:
        gap = range(found[-1] + 1, i)
        if len(gap) <= _GAP and not any(is_furniture(lines[k]) for k in gap):
            found += gap
        found.append(i)
    return found


def _next_paragraphs(lines: Sequence[Line], keep: list[int]) -> list[int]:
    """With the paragraphs that follow straight on."""
    last = keep[-1]
    while last + 1 < len(lines) and _goes_on(lines[last], lines[last + 1]):
        last += 1
    return [*keep, *range(keep[-1] + 1, last + 1)]


def _paragraphs_above(lines: Sequence[Line], keep: list[int]) -> list[int]:
    """With the paragraphs that stand straight above."""
    first = keep[0]
    while first and not is_furniture(lines[first - 1]) and _goes_on(lines[first - 1], lines[first]):
        first -= 1
    return [*range(first, keep[0]), *keep]


def _goes_on(line: Line, following: Line) -> bool:
    """Whether two lines are paragraphs of one article, with no furniture between them."""
    if is_furniture(following) or "bullet" in line.marks + following.marks:
        return False
    texts = (line.text, following.text)
    return all(len(t) >= _PARAGRAPH and t[-1] in ENDS and not t.endswith(("...", "…")) for t in texts)


def _section(lines: Sequence[Line], keep: list[int]) -> list[int]:
    """With the few sentences that follow a heading, if one is the last line: no article ends with it."""
    heading = lines[keep[-1]]
    if "numbered" not in heading.marks or heading.text[-1] in ENDS or is_furniture(heading):
        return keep
    end = keep[-1] + 1
    while end < min(keep[-1] + _REST + 1, len(lines)) and not is_furniture(lines[end]) and _is_sentence(lines[end]):
        end += 1
    return [*keep, *range(keep[-1] + 1, end)]


def _last_sentences(lines: Sequence[Line], keep: list[int]) -> list[int]:
    """With all up to the last sentence before the furniture that follows soon: parts with short lines of facts in
    between are one article."""
    found = last = keep[-1]
    for i in range(last + 1, min(last + 1 + _SOON, len(lines))):
        line = lines[i]
        if line.rule is not None and line.rule.cue == "inside" and line.role is None:
            continue
        if is_furniture(line):
            return [*keep, *range(last + 1, found + 1)]
        if _is_sentence(line) and "bullet" not in line.marks:
            found = i
    return keep


def _sentences_beside(lines: Sequence[Line], keep: list[int]) -> list[int]:
    """With the few sentences between either edge and the furniture next to it."""
    return [*_sentences(lines, keep[0], -1), *keep, *_sentences(lines, keep[-1], 1)]


def _sentences(lines: Sequence[Line], edge: int, step: int) -> list[int]:
    """The few sentences between the edge of an article and the furniture, or the numbered heading above, next to it, if
    no other line is there."""
    if lines[edge].text[-1] not in _SENTENCE:
        return []
    found: list[int] = []
    for i in range(edge + step, edge + step * (_REST + 2), step):
        if not 0 <= i < len(lines) or is_furniture(lines[i]):
            return sorted(found)
        if "bullet" in lines[i].marks or not _is_sentence(lines[i]):
            return sorted(found) if step < 0 and _opens(lines[i]) else []
        found.append(i)
    return []


def _opens(line: Line) -> bool:
    """Whether a line is the numbered heading of a chapter or a section, under which its text begins."""
    return "numbered" in line.marks and "bullet" not in line.marks and line.text[-1] not in ENDS


def _without_header(lines: Sequence[Line], keep: list[int]) -> list[int]:
    """Without the lines above the first sentence that say who wrote the article and when."""
    header = set()
    for i in keep[:_HEAD]:
        text = lines[i].text
        if len(text) > _STAMP or text[-1] in _SENTENCE:
            break
        if text.startswith("作者") or any(find_days(text)):
            header.add(i)
    return [i for i in keep if i not in header]


def _is_sentence(line: Line) -> bool:
    """Whether a line ends a sentence, or ends with a bracket behind one that says who wrote it."""
    text = line.text[: line.text.rfind("(")] if line.text.endswith(")") else line.text
    return len(text) >= _CLAUSE and text[-1] in _SENTENCE


def _is_cut(line: Line) -> bool:
    """Whether a line above an article is a title or a teaser that was cut off."""
    return len(line.text) <= _CUT and line.text.endswith(("...", "…"))


_STEPS: tuple[Callable[[Sequence[Line], list[int]], list[int]], ...] = (
    _before_comments, _whole, _next_paragraphs, _section, _last_sentences, _paragraphs_above, _without_header,
    _sentences_beside,
)  # fmt: skip
"""In this order; the first takes away what would else be grown from."""
