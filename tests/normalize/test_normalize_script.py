"""Scripts: what a text is written in, and one spelling for one text."""

from __future__ import annotations

import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cntextclean.config import Config, Script
from cntextclean.normalize.script import identify_script, unify_script
from cntextclean.page import Page
from cntextclean.text import Text

FOLDER = Path(__file__).parent.parent / "cases"
CASES = json.loads((FOLDER / "script.json").read_text("utf-8"))
OPENCC = json.loads((FOLDER / "opencc.json").read_text("utf-8"))
TARGETS: dict[str, Script] = {
    "s2t": "zh-Hant",
    "s2tw": "zh-Hant-TW",
    "s2hk": "zh-Hant-HK",
    "t2tw": "zh-Hant-TW",
    "t2hk": "zh-Hant-HK",
    "t2s": "zh-Hans",
    "tw2s": "zh-Hans",
    "hk2s": "zh-Hans",
}
OURS = {(case["id"], case["config"]): case["result"] for case in OPENCC["ours"]}
LIKELY = "面麵麪只隻祇复復複覆历歷曆里裡裏后後发發髮干幹乾制製着著了瞭一壹的是有在上方太公国國说說钟鐘鍾么麼幺，。\n "
RARE = "東京はです한국𠀀\ud800\0aZ"
TEXTS = st.text(st.one_of(st.sampled_from(LIKELY), st.sampled_from(RARE), st.characters()), max_size=24)
SCRIPTS = st.sampled_from([*get_args(Script), None])


def unified(text: str, script: Script | None, **options: Any) -> str:
    return Text.of(text).apply(unify_script(Page(text), Config(script=script, **options))).value


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['script']} {case['why']}: {case['input']}")
def test_cases(case: dict[str, Any]) -> None:
    assert unified(case["input"], case["script"]) == case["expected"]


def test_the_table_of_cases_is_large_and_says_why() -> None:
    assert len(CASES) >= 200
    assert all(case["why"] for case in CASES)
    assert len({(case["input"], case["script"]) for case in CASES}) == len(CASES)


@pytest.mark.parametrize(
    ("case", "config"),
    [(case, config) for case in OPENCC["cases"] for config in case["expected"]],
    ids=lambda value: value["id"] if isinstance(value, dict) else value,
)
def test_cases_of_opencc(case: dict[str, Any], config: str) -> None:
    expected = OURS.get((case["id"], config), case["expected"][config])
    assert unified(case["input"], TARGETS[config]) == expected


def test_exceptions_to_opencc_are_few_argued_and_real() -> None:
    total = sum(len(case["expected"]) for case in OPENCC["cases"])
    wanted = {(case["id"], config): text for case in OPENCC["cases"] for config, text in case["expected"].items()}
    assert len(OURS) <= total // 15
    assert all(case["why"] for case in OPENCC["ours"])
    assert all(OURS[key] != wanted[key] for key in OURS)


@settings(deadline=None)
@given(TEXTS, SCRIPTS)
def test_is_idempotent(text: str, script: Script | None) -> None:
    once = unified(text, script)
    assert unified(once, script) == once


@settings(deadline=None)
@given(TEXTS, SCRIPTS)
def test_keeps_the_length_and_what_is_no_ideograph(text: str, script: Script | None) -> None:
    result = unified(text, script)
    assert len(result) == len(text)
    changed = [(old, new) for old, new in zip(text, result, strict=True) if old != new]
    assert all(old >= "\u2e80" and new >= "\u2e80" for old, new in changed)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("我们说这个问题很难", "zh-Hans"),
        ("我們說這個問題很難", "zh-Hant"),
        ("裡面的說明看著很溫馨", "zh-Hant-TW"),
        ("裏面的説明，啓動綫路", "zh-Hant-HK"),
        ("我们說这個问題", "mixed"),
        ("東京は日本の首都です", "ja"),
        ("대한민국의 수도", "ko"),
        ("人山人海", "zh"),
        ("plain text", "und"),
        ("", "und"),
    ],
)
def test_identify_script(text: str, script: str) -> None:
    report = identify_script(text)
    assert report.script == script
    assert 0 <= report.score <= 1


def test_identify_script_sees_what_a_machine_overconverted() -> None:
    assert identify_script("他走在上麵，隻是沒有說話").overconverted
    assert not identify_script("他走在上面，只是沒有說話").overconverted


@given(TEXTS)
def test_identify_script_never_raises(text: str) -> None:
    assert 0 <= identify_script(text).score <= 1


def test_rules_can_be_switched_off() -> None:
    assert unified("說話", "zh-Hans", disable=frozenset({"script.convert"})) == "說話"
    assert unified("走在上麵說話", None, disable=frozenset({"script.respell"})) == "走在上麵說話"
    assert unified("說話", "zh-Hans", disable=frozenset({"script."})) == "說話"


def test_every_change_is_an_edit_with_its_rule() -> None:
    text = Text.of("走在上麵說").apply(unify_script(Page("走在上麵說"), Config(script=None)))
    changes = [(edit.start, edit.end, edit.replacement, edit.rule) for edit in text.edits]
    assert changes == [(3, 4, "面", "script.respell")]
    assert not text.alignment.blocks


def test_threads_share_the_converters() -> None:
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: unified("顯著說明", "zh-Hans"), range(50))) == {"显著说明"}


def test_a_report_can_be_pickled() -> None:
    report = identify_script("我們說")
    assert pickle.loads(pickle.dumps(report)) == report


@pytest.mark.parametrize(
    "text",
    ["這只適用於沒有偵測到的媒體。", "飽和度從灰階到全彩。", "烏克蘭赫里夫尼亞", "沙烏地里亞爾", "那只能說明問題。"],
)
def test_sound_traditional_is_not_spelt_anew(text: str) -> None:
    """只 that is an adverb behind 這, 里 in the name of a currency: no machine converted them."""
    assert unified(text, None) == text
