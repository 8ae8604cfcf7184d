"""What tags say of lines, and that it finds the lines again after they were changed."""

from __future__ import annotations

import numpy as np
import pytest

from cntextclean.alignment import Edit, Span
from cntextclean.html.attributes import CUES, cues_of
from cntextclean.html.marks import NAMES
from cntextclean.html.read import read_page
from cntextclean.marks import Marks

pytest.importorskip("turbohtml", reason="turbohtml is not installed, so HTML is not tested")


def rows(html: str) -> dict[str, dict[str, float]]:
    """The marks that are not zero, by line of the text."""
    source = read_page(html, html=True)
    assert source.marks is not None
    found = {}
    for span, values in zip(source.marks.spans, source.marks.values, strict=True):
        line = source.text.value[slice(*source.text.alignment.output_span(*span))]
        found[line] = {n: round(float(v), 2) for n, v in zip(NAMES, values, strict=True) if v}
    return found


@pytest.mark.parametrize(
    ("html", "line", "expected", "why"),
    [
        ("<div><p>甲</p></div>", "甲", {"paragraph": 1, "depth": 2}, "a paragraph in a box"),
        ("<h2>甲</h2>", "甲", {"heading": 5}, "a heading"),
        ("<p>甲<a>乙丙丁</a>", "甲乙丙丁", {"links": 0.75}, "three of four characters are a link"),
        ("<ul><li>甲<li>乙</ul>", "• 乙", {"lists": 1, "item": 1, "order": 1.0, "kin": 1.1}, "the second of two"),
        ("<table><tr><td>甲</table>", "甲", {"tables": 1, "cell": 1}, "a cell"),
        ("<pre>甲</pre>", "甲", {"pre": 1}, "code"),
        ("<blockquote>甲</blockquote>", "甲", {"quote": 1}, "a quotation"),
        ("<title>甲</title>", "甲", {"title": 1}, "what the page calls itself"),
        ("<div class='post-content'><p>甲", "甲", {"is_content": 1}, "by a class"),
        ("<div id=sideBar><p>甲", "甲", {"is_side": 1}, "by an id"),
        ("<nav><a>甲</a></nav>", "甲", {"is_nav": 1, "links": 1}, "by an element"),
        ("<footer><div class=copyright>甲", "甲", {"is_footer": 1}, "by both"),
        ("<div><p>甲甲甲<p>乙</div><div>丙丙丙丙", "乙", {"held": 0.5, "held_lines": 1.1}, "half of the page"),
    ],
)
def test_marks_of(html: str, line: str, expected: dict[str, float], why: str) -> None:
    found = rows(html)
    key = next(key for key in found if line.removeprefix("• ") in key)
    assert expected.items() <= found[key].items(), why


@pytest.mark.parametrize(
    ("names", "cues"),
    [
        ("post-content", {"content"}),
        ("sideBar right", {"side"}),
        ("bdshare", {"share"}),
        ("", set()),
        ("download padding grandma", set()),
        ("x" * 500 + " nav", set()),
    ],
)
def test_cues_are_whole_words(names: str, cues: set[str]) -> None:
    assert {name for bit, name in enumerate(CUES) if cues_of(names) >> bit & 1} == cues


def test_marks_survive_joins_and_cuts() -> None:
    marks = Marks(("a",), (Span(0, 4), Span(5, 7), Span(9, 12)), np.array([[1], [2], [3]], np.float32))
    asked = [Span(0, 4), Span(1, 3), Span(2, 7), Span(3, 12), Span(7, 9), Span(12, 20)]
    assert marks.of(asked)[:, 0].tolist() == [1, 1, 1, 3, 0, 0]
    assert marks.of([]).shape == (0, 1)


def test_a_line_is_found_by_what_it_came_from() -> None:
    source = read_page("<h1>题目</h1><p>甲<b>乙</b>丙</p>", html=True)
    text = source.text.apply([Edit(2, 4, "", "test.join")])
    assert text.value == "题目甲乙丙"
    assert source.marks is not None
    span = text.alignment.source_span(2, 5)
    assert source.marks.of([span])[0, NAMES.index("paragraph")] == 1
