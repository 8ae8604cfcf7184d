"""Mojibake: cases from the wild, text that must stay, and the promise that damaged text comes back or is left alone."""

from __future__ import annotations

import json
import random
import re
from itertools import pairwise
from pathlib import Path

import pytest
from corruptors.mojibake import EXACT, LENGTHS, LOSSY, SENTENCES, Damage, convert, sentence
from hypothesis import given, settings
from hypothesis import strategies as st

from cntextclean.alignment import NEAR_TIE
from cntextclean.config import Config
from cntextclean.page import Page
from cntextclean.repairs.mojibake import gate, remove_residue, undo, undo_mojibake
from cntextclean.repairs.mojibake.certain import certain_stretches
from cntextclean.repairs.mojibake.codec_pairs import CHANNELS
from cntextclean.repairs.mojibake.latin9 import RULE as LATIN9
from cntextclean.repairs.mojibake.order import _pattern, suspects
from cntextclean.text import Text

CASES = json.loads((Path(__file__).parent.parent / "cases" / "mojibake.json").read_text(encoding="utf-8"))
CLEAN = json.loads((Path(__file__).parent.parent / "cases" / "mojibake_clean.json").read_text(encoding="utf-8"))


def repaired(text: str, config: Config = Config()) -> Text:  # noqa: B008
    result = Text.of(text).apply(undo_mojibake(Page(text), config))
    return result.apply(remove_residue(Page(result.value), config))


@pytest.mark.parametrize("case", CASES, ids=[case["seen"][:12] for case in CASES])
def test_cases(case: dict[str, str]) -> None:
    result = repaired(case["seen"])
    assert result.value == case["expected"], case["why"]
    assert {edit.rule for edit in result.edits} == ({case["rule"]} if case["rule"] else set())


@pytest.mark.parametrize("case", [c for c in CASES if c["rule"]], ids=[c["seen"][:12] for c in CASES if c["rule"]])
def test_a_rule_can_be_switched_off(case: dict[str, str]) -> None:
    result = repaired(case["seen"], Config(disable=frozenset({case["rule"]})))
    assert case["rule"] not in {edit.rule for edit in result.edits}


@pytest.mark.parametrize("case", CASES, ids=[case["seen"][:12] for case in CASES])
def test_repair_is_idempotent(case: dict[str, str]) -> None:
    once = repaired(case["seen"]).value
    assert repaired(once).value == once


@pytest.mark.parametrize("case", CLEAN, ids=[case["why"][:24] for case in CLEAN])
def test_clean_text_stays(case: dict[str, str]) -> None:
    assert repaired(case["text"]).edits == (), case["why"]


def test_guessed_bytes_are_marked() -> None:
    (exact,) = undo_mojibake(Page("浣犲ソ"), Config())
    (guessed,) = undo_mojibake(Page("鑾峰彇鐧婚檰浜岀淮鐮佸浘鐗?"), Config())
    assert not exact.inferred
    assert guessed.inferred and guessed.replacement.startswith("获取登陆二维码")


def test_only_the_damaged_part_of_a_line_is_edited() -> None:
    text = "本页标题：公司简介\n联系电话：12345678，地址：鍖椾含甯傛捣娣€鍖猴紝欢迎来访。"
    edits = list(undo_mojibake(Page(text), Config()))
    assert [(text[e.start : e.end], e.replacement) for e in edits] == [("鍖椾含甯傛捣娣€鍖猴紝", "北京市海淀区，")]


def test_edits_are_sorted_and_disjoint() -> None:
    text = "\n".join(case["seen"] for case in CASES if case["rule"].startswith("mojibake."))
    edits = list(undo_mojibake(Page(text), Config()))
    assert len(edits) > 10
    assert all(a.end <= b.start for a, b in pairwise(edits))


def test_every_pair_has_a_name_of_its_own() -> None:
    rules = [channel.rule for channel in CHANNELS] + [LATIN9]
    assert len(rules) == len(set(rules))
    assert all(rule.startswith("mojibake.") for rule in rules)


@pytest.mark.parametrize("damage", EXACT, ids=lambda d: d.name)
@given(seed=st.integers(0, 10_000), length=st.sampled_from(LENGTHS[:4]))
@settings(max_examples=6)
def test_damaged_text_comes_back_or_is_left_alone(damage: Damage, seed: int, length: int) -> None:
    text = sentence(length, random.Random(seed), traditional=damage.traditional)
    seen = damage.apply(text)
    if seen is None or seen == text or len(text) < 4 or damage.loss == "widths folded":
        return
    assert repaired(seen).value in (text, seen)


@pytest.mark.parametrize("damage", LOSSY, ids=lambda d: d.name)
@given(seed=st.integers(0, 10_000))
@settings(max_examples=3)
def test_what_is_guessed_is_said_to_be(damage: Damage, seed: int) -> None:
    text = sentence(12, random.Random(seed), traditional=damage.traditional)
    seen = damage.apply(text)
    if seen is None or damage.loss == "then ftfy":
        return
    for edit in repaired(seen).edits:
        assert edit.inferred or edit.replacement in text, "what is not marked as guessed is right"


@given(st.text(max_size=60))
@settings(max_examples=60)
def test_never_raises(text: str) -> None:
    repaired(text)


@given(st.text(alphabet="涓枃鐨刾\ufffd?€ÖÐÎÄã¤å›½いゅ羉砰櫓匡ｦ荳ｭ锟斤拷嚙\n ,。", max_size=40))
@settings(max_examples=60)
def test_never_raises_on_soup(text: str) -> None:
    repaired(text)


def test_a_long_line_takes_time_in_proportion() -> None:
    line = "鍖椾含甯傛捣娣€鍖猴紝" * 300
    result = repaired(line)
    assert result.value == "北京市海淀区，" * 300


def test_glosses_alone_are_no_sign_of_mojibake() -> None:
    """A page whose only odd letters are toned vowels in glosses belongs to another stage, and must not be searched."""
    text = "推動科創(chuàng)新\n建設(shè)創(chuàng)新平臺"
    assert list(undo_mojibake(Page(text), Config())) == []


# Without kana and Hangul, for which whole lines may be spared.
ODD = st.sampled_from("aZéÉñÃ¿¡©«бЖЯאعกุ่—…“”√├╔ʼ\x85\x92\ue003\ufffd的中锟臺㐀，。（ \n")


@given(st.text(ODD, max_size=40))
def test_the_pattern_is_tried_wherever_it_could_match(text: str) -> None:
    found = [match.start() for match in _pattern().finditer(text)]
    assert suspects(text) == (found if gate().search(text) else [])


_SURVIVED = [d for d in EXACT if d.right != "utf-8" or d.wrong not in ("cp932", "cp949", "cp950")]  # others lose it all


@pytest.mark.parametrize("damage", _SURVIVED, ids=lambda damage: damage.name)
def test_a_page_comes_back_line_by_line(damage: Damage) -> None:
    """The channel that undid one line is tried first on the next."""
    lines = [convert(line) if damage.traditional else line for line in SENTENCES]
    parts = [part for line in lines for part in re.split("(?<=[，。])", line) if len(part) > 8]
    pairs = [(part, seen) for part in parts if (seen := damage.apply(part)) and seen != part]
    got = repaired("\n".join(seen for _, seen in pairs)).value.split("\n")
    assert len(got) == len(pairs)
    assert all(line in pair for line, pair in zip(got, pairs, strict=True))
    assert sum(line == right for line, (right, _) in zip(got, pairs, strict=True)) >= 0.9 * len(pairs)


def test_of_two_bytes_for_one_character_the_likelier_is_taken() -> None:
    line = "務器將於週六凌晨進行維護，屆時暫停訪問。他們在沙漠裡走了三天"  # windows-31J has 箜 and 盡 of it twice
    assert repaired(line.encode("big5").decode("cp932")).value == line


def test_a_stretch_is_certain_between_lost_bytes_only() -> None:
    channel = next(channel for channel in CHANNELS if channel.rule == "mojibake.utf8-as-western")
    seen = "今天下午的会议".encode().decode("latin-1")
    certain = certain_stretches(f"caf\xe9{seen}?{seen[:6]}", channel)
    assert {end - start: output for start, (end, output) in certain.items()}[15] == "天下午的会"
    assert min(certain) == 4 + 3 and max(end for end, _ in certain.values()) == 4 + len(seen) - 3
    assert certain_stretches(seen, CHANNELS[-1]) == {}


def test_a_page_that_nothing_undoes_is_left_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []

    def in_vain(around: str, piece: str, channels: object, known: object) -> list[object]:
        searched.append(piece)
        return []

    monkeypatch.setattr(undo, "_explained", in_vain)
    line = "\u00c3\u00a4\u00c2\u00b8\u00e9\u00bf\u00a6\u00d0\u00cf\n"  # letters and signs of no language
    assert repaired(line * 2000).edits == ()
    assert len("".join(searched)) < 0.1 * len(line * 2000)
    assert repaired("这是正常的一行。\n" * 9000 + line).edits == ()
    assert searched[-1] == line.strip(), "what costs nothing of it is no search"


def test_lost_bytes_at_the_ends_of_two_lines_are_no_wrapped_hanzi() -> None:
    assert repaired("凡有用字\ufffd\n\ufffd\ufffd同的").value == "凡有用字不同的"
    assert repaired("凡有用字\ufffd\ufffd\n\ufffd\ufffd同的").edits == ()


def test_a_near_tie_tells_its_readings() -> None:
    """行走中 or 行走一: the byte that would tell is lost, so the place stays marked and both are told."""
    text = "行走中的人都看着她，没有一支队伍不知道这件事。".encode().decode("gbk", "replace")
    (edit,) = undo_mojibake(Page(text), Config())
    assert edit.margin is not None
    assert edit.margin < NEAR_TIE
    assert edit.replacement.startswith("行走\ufffd的人")
    assert {reading[:4] for reading in edit.alternatives} == {"行走中的", "行走一的"}


def test_a_clear_reading_tells_no_other() -> None:
    text = "今年的收入比去年增加了百分之十，主要是因为出口。".encode().decode("gbk", "replace")
    (edit,) = undo_mojibake(Page(text), Config())
    assert edit.margin is not None
    assert edit.margin >= NEAR_TIE
    assert edit.alternatives == ()


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ("Diablo ç¬¬äºŒå¹• é«˜å›", "Diablo 第二幕 高"),
        ("La façade, déjà", "La façade, déjà"),
        ("Ils ont mangé", "Ils ont mangé"),
    ],
)
def test_what_stands_before_a_cut_character_is_read(seen: str, expected: str) -> None:
    assert repaired(seen).value == expected
