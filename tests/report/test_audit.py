"""The audit: cases spread over the rules, verdicts kept and given back as a file, and precision with its interval."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from accounts import account, dropped, edited
from browser import assert_nothing_ran, needs_browser, opened, violations
from test_corpus_report import hostile

from cntextclean.errors import ConfigError
from cntextclean.report.audit_page import audit_html, choose
from cntextclean.report.audit_text import precision_lines
from cntextclean.report.precision import FORMAT, Verdicts, precision_by_rule, read_verdicts, wilson


def page(size: int = 200) -> str:
    run = account()
    return audit_html(run, choose(run, size))


@pytest.mark.parametrize(
    ("right", "judged", "low", "high", "source"),
    [
        (0, 10, 0.0, 0.2775, "Newcombe 1998: 0 of 10 has the upper end z2 / (n + z2)"),
        (10, 10, 0.7225, 1.0, "the same from the other side"),
        (81, 263, 0.2553, 0.3662, "Newcombe, Statistics in Medicine 17 (1998), table I, method 3"),
        (15, 148, 0.0624, 0.1605, "the same table"),
        (1, 29, 0.0061, 0.1718, "the same table"),
        (0, 0, 0.0, 1.0, "nothing is known"),
    ],
)
def test_wilson(right: int, judged: int, low: float, high: float, source: str) -> None:
    assert [round(end, 4) for end in wilson(right, judged)] == [low, high], source


def test_cases_are_spread_over_the_rules() -> None:
    many = {"rule:a": [edited(f"a{n}", rule="a") for n in range(9)], "rule:b": [edited("b0", rule="b")]}
    run = account(cases=many)
    assert [case["id"] for case in choose(run, 3)] == ["a0", "a1", "b0"]
    assert [case["id"] for case in choose(run, 1)] == ["a0"]
    assert len(choose(run, 200)) == 10


def test_precision_by_rule() -> None:
    cases = {
        "rule:a": [edited(f"a{n}", rule="a") for n in range(4)],
        "rule:b": [dropped("b0", rule="b"), dropped("b1", rule="b")],
        "rule:c": [edited("c0", rule="c")],
    }
    verdicts = {"a0": "right", "a1": "right", "a2": "right", "a3": "unsure", "b0": "wrong", "b1": "right"}
    found = precision_by_rule(account(cases=cases), Verdicts(verdicts))
    assert [(row.rule, row.right, row.wrong, row.unsure, row.share) for row in found] == [
        ("b", 1, 1, 0, 0.5),
        ("a", 3, 0, 1, 1.0),
    ]
    lines = list(precision_lines(account(cases=cases), Verdicts({**verdicts, "gone": "right"}, "f" * 16)))
    assert "  a         3      0       1  1.000          0.439    1.0" in lines
    assert "  b: [首页 | 新闻]⏎渔村" in lines, "what was wrong is shown"
    assert "1 labels are of no case that this run drew, and are not counted." in lines


def test_labels_of_another_run_are_told() -> None:
    assert "The labels were made for another version or configuration." in list(
        precision_lines(account(), Verdicts({"c0": "right"}, "other"))
    )


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ([], "no labels of format 1"),
        ({"format": 9, "labels": []}, "no labels of format 1"),
        ({"format": FORMAT, "labels": {"a": "right"}}, "no labels of format 1"),
        ({"format": FORMAT, "labels": [{"id": "a", "verdict": "maybe"}]}, "is no label"),
        ({"format": FORMAT, "labels": [{"verdict": "right"}]}, "is no label"),
        ({"format": FORMAT, "labels": ["a"]}, "is no label"),
    ],
)
def test_what_is_no_file_of_labels_is_refused(data: object, error: str) -> None:
    with pytest.raises(ConfigError, match=error):
        read_verdicts(data)


def test_the_last_label_of_a_case_counts() -> None:
    labels = [{"id": "a", "verdict": "right"}, {"id": "a", "verdict": "wrong"}]
    assert read_verdicts({"format": FORMAT, "labels": labels}).of == {"a": "wrong"}


# ---- in a browser ----


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", ["wide", "phone"])
def test_it_is_accessible(browser: Any, tmp_path: Path, scheme: str, width: str) -> None:
    opened(browser, tmp_path, page())
    assert violations(browser, scheme=scheme, width=width) == []


@needs_browser
def test_hostile_cases_run_nothing(browser: Any, tmp_path: Path) -> None:
    run = hostile()
    opened(browser, tmp_path, audit_html(run, choose(run, 200)))
    assert_nothing_ran(browser)


@needs_browser
def test_answers_are_counted_kept_and_given_back(browser: Any, tmp_path: Path) -> None:
    opened(browser, tmp_path, page())
    browser.execute_script("localStorage.clear()")
    browser.refresh()
    first = browser.find_element("css selector", "article[data-id=c0] input[value=right]")
    click(browser, first)
    first.send_keys("n")
    browser.switch_to.active_element.send_keys("w")
    browser.switch_to.active_element.send_keys("u")
    progress = browser.find_element("id", "progress")
    assert progress.text == "3 of 4 judged: 1 right, 1 wrong, 1 unsure"
    browser.refresh()
    progress = browser.find_element("id", "progress")
    assert progress.text == "3 of 4 judged: 1 right, 1 wrong, 1 unsure", "it is there again after a reload"
    labels = browser.execute_script("return labels()")
    found = precision_by_rule(account(), read_verdicts(labels))
    assert [(row.rule, row.right, row.wrong, row.unsure) for row in found] == [("punctuation.comma", 1, 1, 1)]
    assert labels["seed"] == 5 and labels["fingerprint"] == "f" * 16


@needs_browser
def test_the_labels_are_downloaded_and_read_again(browser: Any, tmp_path: Path) -> None:
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    opened(browser, tmp_path, page())
    browser.execute_script("localStorage.clear()")
    browser.refresh()
    click(browser, browser.find_element("css selector", "article[data-id=d0] input[value=wrong]"))
    browser.find_element("id", "save").click()
    file = tmp_path / "run-labels.json"
    wait(browser, lambda: file.exists() and file.stat().st_size > 0)
    assert read_verdicts(json.loads(file.read_bytes())).of == {"d0": "wrong"}
    browser.execute_script("localStorage.clear()")
    browser.refresh()
    browser.find_element("id", "load").send_keys(str(file))
    wait(browser, lambda: "1 of 4 judged" in browser.find_element("id", "progress").text)


@needs_browser
def test_filters_leave_the_rule_and_what_is_open(browser: Any, tmp_path: Path) -> None:
    opened(browser, tmp_path, page())
    browser.execute_script("localStorage.clear()")
    browser.refresh()
    click(browser, browser.find_element("css selector", "article[data-id=c0] input[value=right]"))
    browser.find_element("id", "open").click()
    assert shown(browser) == ["d0", "c1", "c2"]
    browser.find_element("css selector", "#rule option[value='punctuation.comma']").click()
    assert shown(browser) == ["c1", "c2"]


def click(browser: Any, element: Any) -> None:
    """Click where nothing that sticks to the window is above it."""
    browser.execute_script("arguments[0].scrollIntoView({ block: 'center' })", element)
    element.click()


def shown(browser: Any) -> list[str]:
    cases = browser.find_elements("css selector", "article")
    return [case.get_attribute("data-id") for case in cases if case.is_displayed()]


def wait(browser: Any, done: Any) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(browser, 20).until(lambda _: done())
