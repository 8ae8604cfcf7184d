"""The report of a run: the same figures in words and on a page, inert whatever they hold, sorted and filtered."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from accounts import COUNTS, account, dropped, edited, page
from browser import assert_nothing_ran, needs_browser, opened, violations

from cntextclean.report.account import Account, Top
from cntextclean.report.changes import compare
from cntextclean.report.changes_page import changes_html
from cntextclean.report.changes_text import changes_lines
from cntextclean.report.corpus import sections
from cntextclean.report.corpus_page import account_html
from cntextclean.report.corpus_text import account_lines

BAD = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202e\x00\ud83d"


def hostile() -> Account:
    """A run in which whatever can come from outside is hostile."""
    return account(
        BAD,
        hosts=Top(((BAD, 1),)),
        lines=Top(((f"nav\t{BAD}", 1),), 3),
        counts=COUNTS | {"reasons": {BAD: 1}, "encodings": {BAD: 1}},
        slowest=[(1.0, BAD, 1)],
        cases={
            f"rule:{BAD}": [edited("c", rule=BAD, before=[BAD] * 3, after=[BAD] * 3, shard=BAD, url=BAD)],
            "rule:x": [dropped("d", before=[BAD] * 3, label=BAD)],
            "pages": [page("p", title=BAD, text=BAD, source=BAD, kind=BAD, encoding=BAD)],
        },
    )  # fmt: skip


def compared(before: Account | None = None, after: Account | None = None) -> Any:
    return compare(before or account("old"), after or account("new"))


def changed() -> Account:
    """The run again with another script, in which one page came out otherwise."""
    text = "風很大，線斷了。\n都走了。"
    return account(
        "new",
        options={"fingerprint": "e" * 16, "samples": 20, "seed": 5, "config": {"script": "zh-Hant"}},
        counts=COUNTS | {"edits": {"punctuation.comma": 30, "script.convert": 20}, "dropped": {"nav": 200}},
        cases={"pages": [page("p0", digest="two", text=text, labels={"nav": 2}), page("p1", digest="other")]},
    )


def test_every_figure_of_the_account_stands_in_a_section() -> None:
    rows = {section.title: list(section.rows) for section in sections(account())}
    assert rows["Characters"] == [("in kept paragraphs", 700), ("in dropped blocks", 200), ("between blocks", 100)]
    assert rows["Kinds of pages"] == [("article", 6), ("list", 3)]
    assert rows["Confidence"][3] == ("0.3", 3) and len(rows["Confidence"]) == 11
    assert rows["Edits, by rule"][0][:2] == ("script.convert", 90) and "script" in str(rows["Edits, by rule"][0][2])
    assert rows["Dropped lines"] == [("nav", "首页 | 新闻", 7), ("ad", "点击下载", 2)]
    assert rows["Slowest records"][0] == (3.25, "b.jsonl", 7)


def test_the_bound_of_approximate_counts_is_stated() -> None:
    notes = {section.title: section.note for section in sections(account(lines=Top((("nav\ta", 9),), 4)))}
    assert "too low by 4 at most" in notes["Dropped lines"] and notes["Hosts"] == "All are counted."


def test_a_terminal_shows_columns_aligned_and_bars() -> None:
    lines = list(account_lines(account()))
    assert lines[0].startswith("run: version 0.1.0, files 2, records 10")
    assert "  article  6   66.7% ████████████████████" in lines
    assert "  list     3   33.3% ██████████" in lines
    assert "  nav    首页 | 新闻      7   77.8% ████████████████████" in lines
    assert "  ad     点击下载         2   22.2% ██████" in lines, "a hanzi takes two columns"
    assert "drawn with the seed 5" in lines[-1]


def test_a_run_of_nothing_has_a_report() -> None:
    nothing = {
        name: dict.fromkeys(values, 0) if name in ("records", "characters") else {} for name, values in COUNTS.items()
    }
    empty = account(counts=nothing, hosts=Top(), lines=Top(), cases={}, slowest=[], seconds=0.0)
    assert "No samples were kept" in list(account_lines(empty))[-1]
    assert "<h2>Samples</h2>" in account_html(empty)


@pytest.mark.parametrize(
    "html", [account_html, lambda run: changes_html(compared(run, run))], ids=["report", "changes"]
)
def test_hostile_content_stays_text(html: Any) -> None:
    made = html(hostile())
    made.encode("utf-8")
    assert len(re.findall(r"<script\b", made)) == 1 and "<img" not in made
    assert not re.search(r"[\x00-\x08\u202a-\u202e]", made)
    assert not re.search(r"<[^>]*\son\w+=", made)


def test_a_terminal_gets_no_control_of_a_hostile_run() -> None:
    for lines in (account_lines(hostile()), changes_lines(compared(hostile(), changed()))):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\u202a-\u202e]", "\n".join(lines))


def test_two_runs_that_are_alike_have_no_changes() -> None:
    changes = compared()
    assert (changes.settings, changes.sections, changes.compared, changes.pairs) == ([], [], 2, [])
    assert "All counts are the same" in changes_html(changes)


def test_changes_of_options_counts_and_pages() -> None:
    changes = compared(after=changed())
    assert ("config.script", "zh-Hans", "zh-Hant") in changes.settings
    assert {section.title: section.rows for section in changes.sections} == {
        "Dropped, characters by label": [("ad", 50, 0, -50), ("nav", 150, 200, 50)],
        "Edits, by rule": [("script.convert", 90, 20, -70)],
    }
    (pair,) = changes.pairs
    assert pair.facts == [("nav", "1", "2")]
    (passage,) = pair.passages
    assert passage.before == ["", "风很大，线断", "了。"] and passage.after == ["", "風很大，線斷", "了。"]
    said = list(changes_lines(changes))
    assert "Of 2 pages that both runs drew, 1 came out otherwise." in said
    assert "  - [风很大，线断]了。" in said and "  + [風很大，線斷]了。" in said


def test_pages_are_known_again_by_what_they_hold() -> None:
    moved = account("new", cases={"pages": [page("p0", shard="z.jsonl", record=99)]})
    assert compared(after=moved).compared == 1 and compared(after=moved).pairs == []
    others = account("new", cases={"pages": [page("q")]})
    assert "No page was drawn by both runs" in "\n".join(changes_lines(compared(after=others)))


def test_a_difference_beyond_what_is_kept_is_told() -> None:
    long = {"text": "同" * 40, "size": 90}
    old = account("old", cases={"pages": [page("p", **long, digest="a")]})
    new = account("new", cases={"pages": [page("p", **long, digest="b")]})
    assert "differ beyond what the runs kept" in changes_html(compared(old, new))


# ---- in a browser ----


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", ["wide", "phone"])
@pytest.mark.parametrize("name", ["report", "changes"])
def test_it_is_accessible(browser: Any, tmp_path: Path, name: str, scheme: str, width: str) -> None:
    html = account_html(account()) if name == "report" else changes_html(compared(after=changed()))
    opened(browser, tmp_path, html)
    browser.execute_script("for (const one of document.querySelectorAll('details')) one.open = true")
    assert violations(browser, scheme=scheme, width=width) == []


@needs_browser
def test_a_hostile_run_runs_nothing(browser: Any, tmp_path: Path) -> None:
    opened(browser, tmp_path, account_html(hostile()))
    assert_nothing_ran(browser)
    opened(browser, tmp_path, changes_html(compared(hostile(), changed())))
    assert_nothing_ran(browser)


def column(browser: Any, section: str, k: int) -> list[str]:
    cells = browser.find_elements("css selector", f"#{section} tbody tr:not([hidden]) td:nth-child({k})")
    return [cell.text for cell in cells]


@needs_browser
def test_a_click_on_a_column_sorts_by_it(browser: Any, tmp_path: Path) -> None:
    opened(browser, tmp_path, account_html(account()))
    head = browser.find_element("css selector", "#edits-by-rule th:nth-child(2) button")
    for order in (["90", "30"], ["30", "90"]):
        head.click()
        assert column(browser, "edits-by-rule", 2) == order
    browser.find_element("css selector", "#edits-by-rule th:nth-child(1) button").click()
    assert column(browser, "edits-by-rule", 1) == ["punctuation.comma", "script.convert"]
    sorts = browser.find_elements("css selector", "#edits-by-rule th[aria-sort]")
    assert [head.get_attribute("aria-sort") for head in sorts] == ["ascending", "none", "none"]


@needs_browser
def test_filters_leave_what_holds_the_words(browser: Any, tmp_path: Path) -> None:
    hosts = Top(tuple((f"host{n}.example.cn", 20 - n) for n in range(20)))
    opened(browser, tmp_path, account_html(account(hosts=hosts)))
    box = browser.find_element("css selector", "#hosts input")
    box.send_keys("host1")
    assert len(column(browser, "hosts", 1)) == 11
    assert browser.find_element("css selector", "#hosts [role=status]").text == "11 of 20"
    browser.find_element("css selector", "#samples input").send_keys("首页")
    shown = browser.find_elements("css selector", "#samples details:not([hidden]) summary")
    assert [summary.text for summary in shown] == ["chrome.nav-words 1"]


@needs_browser
def test_samples_open_by_keyboard(browser: Any, tmp_path: Path) -> None:
    opened(browser, tmp_path, account_html(account()))
    browser.find_element("css selector", "#samples summary").send_keys("\ue007")  # Enter
    assert browser.find_element("css selector", "#samples details[open] li").is_displayed()
