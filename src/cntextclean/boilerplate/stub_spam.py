"""Pages without an article: notices that there is nothing to see, and pages that are nothing but spam."""

from __future__ import annotations

from collections.abc import Sequence

from ..patterns import lazy
from .line_rules import Line
from .rulebook import words
from .sorting import Decision

__all__ = ["SPAM", "STUB", "find_worthless", "notice_of"]

# rule stub.page: all of the page is a notice or a form, and no article stands beside it
STUB = "stub.page"
# rule spam.page: all of the page advertises betting or porn, or is made up for search engines
SPAM = "spam.page"
_SENTENCE = 22  # letters: so long a line with a mark in it is something somebody wrote
_LITTLE, _LEAST = 160, 12  # characters that may stand beside a notice, and beside a sign that is less sure
_LINES = 12
_MARK = lazy(r"\W")
_MARKS = lazy(r"[,。!?;]")
_ADVICE = 2  # different words of advice: the notice explains itself
_DENSE = 0.18  # of the characters; articles about gambling have 0.08 at most
_HITS, _STORIES = 5, 2


def find_worthless(lines: Sequence[Line], kept: Sequence[int]) -> dict[int, Decision]:
    """A decision for each line that is left of a page, if none of it is worth keeping."""
    if _is_stub(lines, kept):
        return {i: Decision(None, "stub", _notice(lines[i]) or STUB) for i in kept}
    if _is_spam("\n".join(lines[i].text for i in kept)):
        return dict.fromkeys(kept, Decision(None, "spam", SPAM))
    return {}


def notice_of(lines: Sequence[Line]) -> str:
    """The rule of the surest notice on a page; empty if there is none."""
    found = [line.rule for line in lines if line.rule is not None and line.rule.notice]
    found.sort(key=lambda rule: rule.notice != "sure")
    return found[0].id if found else ""


def _is_stub(lines: Sequence[Line], kept: Sequence[int]) -> bool:
    """A notice in place of the article: it stands on the page, and nothing that is left was written by anybody."""
    notices = {line.rule.notice for line in lines if line.rule is not None and line.rule.notice}
    if not notices:
        return False
    rest = [lines[i].text for i in kept if not _notice(lines[i])]
    size = sum(map(len, rest))
    written = any(_is_sentence(lines[i].text) for i in kept if lines[i].rule is None)
    if len(rest) > _LINES or written:
        return False
    if "sure" in notices:
        return size <= _LITTLE
    return size <= _LEAST and not any(_MARKS.search(text) for text in rest)


def _notice(line: Line) -> str:
    """The rule of a line that is a notice."""
    return line.rule.id if line.rule is not None and line.rule.notice else ""


def _is_sentence(text: str) -> bool:
    if len(_MARK.sub("", text)) < _SENTENCE or _MARKS.search(text) is None:
        return False
    return len(set(words("advice").findall(text))) < _ADVICE


def _is_spam(text: str) -> bool:
    """Hardly anything but the words of the betting and porn trades, and nothing that reports on them."""
    sample = text[:4000]
    if words("page-sure").search(sample) is None or len(words("page-sure").findall(sample)) < _HITS:
        return False
    dense = sum(map(len, words("page-trade").findall(sample))) >= _DENSE * len(sample)
    return dense and len(words("page-story").findall(sample)) < max(_STORIES, len(sample) // 400)
