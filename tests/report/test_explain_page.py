"""The report of a page: inert whatever the page holds, and in a real browser each word leads to its source."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from browser import assert_nothing_ran, needs_browser, opened, violations
from pages import FIXTURES

import cntextclean as cn

HOSTILE = [
    ("<script>alert(1)</script>“新闻”<img src=x onerror=alert(2)>", "tags"),
    ("</script><script>alert(3)</script>&lt;b&gt;正文&amp;nbsp;", "the end of a script, entities"),
    ("价格\u202eexe.fdp是\u2066多少\x00\x07元\ud83d。", "marks that turn the text round, controls, half an emoji"),
    ("]]>--><style>*{display:none}</style>' onload='alert(4)", "the ends of other contexts"),
]


def data_of(page: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page)
    assert found
    return json.loads(found[1])


@pytest.mark.parametrize(("text", "why"), HOSTILE)
def test_hostile_text_stays_text(text: str, why: str) -> None:
    page = cn.clean(text, cn.Config(chrome="keep")).to_html(name=text)
    page.encode("utf-8")
    assert len(re.findall(r"<script\b", page)) == 2, why
    assert "<img" not in page and page.count("<style>") == 1, why
    assert not re.search(r"[\x00-\x08\u202a-\u202e\u2066-\u2069]", page), why
    assert not re.search(r"<[^>]*\son\w+=", page), why
    assert "default-src 'none'" in page.replace("&#x27;", "'")


def test_the_links_lead_from_text_to_source() -> None:
    source = "推動😀科創(chuàng)新,建設(shè)創(chuàng)新平臺。"
    document = cn.clean(source)
    links = data_of(document.to_html())["links"]
    units = source.encode("utf-16-le")
    text = document.paragraphs[0].text.encode("utf-16-le")
    for start, end, out, out_end in zip(*[iter(links)] * 4, strict=True):
        before, after = units[2 * start : 2 * end].decode("utf-16-le"), text[2 * out : 2 * out_end].decode("utf-16-le")
        assert before == after or len(after) <= len(before), "what is not edited is the same on both sides"
    assert links[0] == 0 and links[-1] == len(text) // 2, "they cover the whole text"


def test_a_notebook_shows_the_first_paragraphs() -> None:
    html = cn.clean("<b>第一段</b>文字，写得很长很长。\n第二段文字，也写得很长。")._repr_html_()
    assert "第二段文字" in html and "<b>" not in html and "<script" not in html


# ---- in a browser ----


def show(browser: Any, tmp_path: Path, document: cn.Document) -> Any:
    """The browser with a document's report open."""
    return opened(browser, tmp_path, document.to_html(name="page"))


SAY = """
const flat = [...document.querySelectorAll("#text p")].map((p) => p.textContent).join("");
const at = flat.indexOf(arguments[0]);
say("text", at, at + arguments[0].length);
return window.lit;
"""


@needs_browser
@pytest.mark.parametrize("name", sorted(path.stem for path in (FIXTURES / "pages").glob("*.txt")))
def test_every_fixture_loads_without_a_word_on_the_console(browser: Any, tmp_path: Path, name: str) -> None:
    document = cn.clean((FIXTURES / "pages" / f"{name}.txt").read_bytes())
    show(browser, tmp_path, document)
    assert browser.get_log("browser") == []
    body = next((p for p in document.paragraphs if p.role == "body" and len(p.text) > 12), None)
    if body is None or not body.span:
        return
    lit = browser.execute_script(SAY, body.text[:6])
    assert lit["here"] == body.text[:6]
    span = document.source_span(body.span.start, body.span.start + 6)
    assert lit["there"].strip() == document.source[slice(*span)].strip()


@needs_browser
def test_a_selection_lights_up_where_it_came_from(browser: Any, tmp_path: Path) -> None:
    document = cn.clean((FIXTURES / "pages" / "injected_news.txt").read_bytes())
    show(browser, tmp_path, document)
    browser.execute_script(
        """const walker = document.createTreeWalker(document.querySelector("#text p:last-child"), NodeFilter.SHOW_TEXT);
        const node = walker.nextNode();
        document.getSelection().setBaseAndExtent(node, 0, node, node.length);"""
    )
    time.sleep(0.2)  # the event comes with the next frame
    assert "↔" in browser.find_element("id", "note").text


@needs_browser
def test_filters_take_the_colour_from_a_kind(browser: Any, tmp_path: Path) -> None:
    show(browser, tmp_path, cn.clean((FIXTURES / "pages" / "injected_news.txt").read_bytes()))
    box = browser.find_element("css selector", "nav input")
    kind = box.get_attribute("data-k")
    assert not browser.find_elements("css selector", f'main .k.off[data-k="{kind}"]')
    box.click()
    assert browser.find_elements("css selector", f'main .k.off[data-k="{kind}"]')
    assert not browser.find_elements("css selector", f'main .k:not(.off)[data-k="{kind}"]')


@needs_browser
def test_a_hostile_page_runs_nothing(browser: Any, tmp_path: Path) -> None:
    text = "\n".join(text for text, _ in HOSTILE) + "<img src='http://127.0.0.1:9/x.png'>"
    show(browser, tmp_path, cn.clean(text, cn.Config(chrome="keep", repair=False)))
    assert_nothing_ran(browser)


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", ["wide", "phone"])
def test_it_is_accessible(browser: Any, tmp_path: Path, scheme: str, width: str) -> None:
    show(browser, tmp_path, cn.clean((FIXTURES / "pages" / "injected_news.txt").read_bytes()))
    assert violations(browser, scheme=scheme, width=width) == []


@needs_browser
def test_a_page_of_a_megabyte_answers_within_seconds(browser: Any, tmp_path: Path) -> None:
    line = "推動科創(chuàng)新,建設(shè)創(chuàng)新平臺,全縣的幹部都來了。" * 10
    show(browser, tmp_path, cn.clean("\n".join([line] * 800)))
    lit = browser.execute_script(SAY, "建设创新平台")
    assert lit["here"] == "建设创新平台" and lit["there"].startswith("建設")
