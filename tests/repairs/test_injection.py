"""Injected pinyin: what comes out, what stays, and damage done by our own corruptor undone."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest
from corruptor import KEYS, inject, narrow, sprinkle, throw
from hypothesis import given, settings
from hypothesis import strategies as st
from lessons import GENRES, lesson
from opencc import OpenCC
from pages import IN_TEXT, KEPT, sources

import cntextclean as cn
from cntextclean.io.record import details
from cntextclean.models import readings
from cntextclean.report.entries import explain

EXAMPLES = 25
EVERYDAY = {**KEYS, "人": "rén", "水": "shuǐ", "的": "de", "是": "shì", "有": "yǒu", "一": "yī"}
_GLOSSED = re.compile(r".[(（] ?\w+ ?[)）]")

# Traditional, one character at a time, as injectors write it; without what GBK lacks or keys would not touch.
_one = OpenCC("s2t").convert
SENTENCES = sorted(
    {
        "".join(c if c in "后于里干只系了台面着松制志余征游" else _one(c) for c in line.text)
        for source in sources()
        for line in source.lines
        if line.kind in IN_TEXT and len(line.text) > 20 and "japanese" not in source.name
    }
)
SENTENCES = [s for s in SENTENCES if s == s.encode("gbk", "ignore").decode("gbk") and "(" not in s and "（" not in s]

REPAIRED = [
    (
        "推動科創(chuàng)新,建設(shè)創(chuàng)新平臺",
        "推動科創新,建設創新平臺",
        "glosses after two characters, each each time",
    ),
    ("進(jìn)一步發(fā)展經(jīng)濟", "進一步發展經濟", "three keys, once each"),
    ("學(xué)習(xí)貫徹會(huì)議精神", "學習貫徹會議精神", "two glosses side by side"),
    ("產(chǎn)業(yè)發(fā)展的環(huán)境", "產業發展的環境", "three in a row"),
    ("（時(shí)）間和環(huán)境，現(xiàn)在開(kāi)始", "（時）間和環境，現在開始", "brackets of the text itself stay"),
    (
        "利用(yong)法拉第電(dian)磁感應(ying)原理",
        "利用法拉第電磁感應原理",
        "toneless, after every third or fourth character",
    ),
    (
        "進(jìn)行了當(dāng)?shù)牧私?，發(fā)現(xiàn)問題",
        "進行了當的了解，發現問題",
        "數 lies across 當 and 的: all is one byte off",
    ),
    (
        "空氣稀??，阻力??，發(fā)現(xiàn)問(wèn)題要記??，進(jìn)步來(lái)自學(xué)習。",
        "空氣稀薄，阻力小，發現問題要記住，進步來自學習。",
        "薄 is B1 A1: cut before A1 A3 (。) and again before A3 AC (，), it leaves two marks, and A1 is known",
    ),
    (
        "發(fā)現(xiàn)問(wèn)題，通常，F(xiàn)15戰(zhàn)機(jī)進(jìn)行學(xué)習",
        "發現問題，通常，F15戰機進行學習",
        "現 is AC 46, the last byte of ， and an F: no character before the gloss is read xiàn",
    ),
    (
        "進(jìn)行學(xué)習，常常感謝父老?！?第三章)發(fā)現(xiàn)",
        "進行學習，常常感謝父老。”(第三章)發現",
        "the second half of ” took the opening bracket along",
    ),
    (
        "科學(xué)發(fā)現(xiàn),經(jīng)濟(jì)發(fā)展?jié)摿3]。創(chuàng)新能力顯著[4]。",
        "科學發現,經濟發展潛力[3]。創新能力顯著[4]。",
        "the second byte of 力 with the bracket behind it, A6 5B, lies in a private zone and vanished",
    ),
    (
        "當(dāng)?shù)嘏沙鏊才琶窬膊?，發(fā)現(xiàn)相當(dāng)?shù)碾[患。",
        "當地派出所安排民警巡查，發現相當的隱患。",
        "疾病 would fit the words, but its A1 would have been cut off as well",
    ),
]

LEFT = [
    ("王?、李?、赵?", "lost characters in a list of names, on a page without glosses"),
    ("Q?：问题。A?：回答。", "a label with a question mark, on a page without glosses"),
    ("(?xi)", "a regular expression"),
    ("用(?i)可以忽略大小写，(?s)让点匹配换行。", "regular expressions in a sentence"),
    ("籴(dí)些麦稃(fū)回来喂猪。", "an annotated classic glosses rare characters"),
    ("你(nǐ)好(hǎo)，世(shì)界(jiè)！", "a textbook glosses every character"),
    ("我(wǒ)爱(ài)北(běi)京(jīng)天(tiān)安(ān)门(mén)。", "a textbook, toned"),
    ("这个字读作學(xué)，是学的繁体。", "one gloss in a language lesson"),
    ("王(wang)、李(li)、张(zhang)、刘(liu)、陈(chen)，是常见的姓。", "a list of surnames"),
    ("好(hǎo)人和爱好(hào)读音不同，长(cháng)短和生长(zhǎng)也是。", "readings told apart by context"),
    ("龜(guī)、鼈(biē)和黿(yuán)都有硬殼。", "a dictionary of rare characters"),
    ("下午三点(PM)开始，每袋五十(kg)。", "units and abbreviations"),
    ("人工智能(artificial intelligence)和机器学习(ML)。", "English in brackets"),
    ("小兒(소아)의 병", "a hanja reading"),
    ("真的吗?我不信!他说:“是吗?”", "real question marks, narrowed"),
    ("你說什麼??，我不信！對嗎??，好。", "two question marks before a wide comma, on a page without glosses"),
    ("進行發現A(xiàn)區和B(qū)區", "glosses behind letters that are no half of a key"),
    ("若x>0?1:0，则返回(a)或(b)。", "an expression, and items (a) (b)"),
    ("选择(a)、(e)、(o)三项。", "lists of letters that are syllables too"),
]


@pytest.mark.parametrize(("damaged", "expected", "why"), REPAIRED, ids=[row[2] for row in REPAIRED])
def test_comes_out(damaged: str, expected: str, why: str) -> None:
    assert cn.repair(damaged).value == expected, why


@pytest.mark.parametrize(("text", "why"), LEFT, ids=[row[1] for row in LEFT])
def test_stays(text: str, why: str) -> None:
    assert cn.repair(text).edits == (), why


def test_a_long_dictionary_page_stays() -> None:
    glosses = ["籴(dí)", "粜(tiào)", "麸(fū)", "稃(fū)", "醭(bú)", "筲(shāo)", "瓢(piáo)", "忒(tuī)"]
    page = "\n".join(f"{gloss}：见部首表。" for gloss in glosses)
    assert cn.repair(page).edits == ()


texts = st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=5, unique=True).map("\n".join)
aligned_keys = st.sets(st.sampled_from(sorted(KEYS)), min_size=8, max_size=20)


def line_by_line(text: str, keys: dict[str, str], cut: str = "") -> str:
    return "\n".join(inject(line, keys, cut=cut) for line in text.split("\n"))


def is_aligned(text: str, damaged: str, keys: dict[str, str]) -> bool:
    """Whether the injection only put glosses behind whole characters."""
    return damaged == "".join(f"{char}({keys[char]})" if char in keys else char for char in text)


@settings(max_examples=EXAMPLES)
@given(texts, aligned_keys, st.booleans())
def test_glosses_always_come_out(text: str, chosen: set[str], narrowed: bool) -> None:
    """Where no byte was hit out of alignment, the text comes back as it was."""
    keys = {key: KEYS[key] for key in chosen}
    damaged = line_by_line(text, keys)
    expected = narrow(text) if narrowed else text
    damaged = narrow(damaged) if narrowed else damaged
    if is_aligned(expected, damaged, keys) and sum(expected.count(key) for key in keys) >= 6:
        assert cn.repair(damaged).value == expected


@settings(max_examples=EXAMPLES)
@given(texts)
def test_text_without_damage_is_not_touched(text: str) -> None:
    assert cn.repair(text).edits == ()


@settings(max_examples=EXAMPLES)
@given(texts, st.integers(3, 5), st.booleans())
def test_sparse_glosses_come_out(text: str, every: int, toned: bool) -> None:
    damaged = sprinkle(text, EVERYDAY, every=every, toned=toned)
    beyond = sum(damaged.count(char + "(") for char in EVERYDAY.keys() - KEYS.keys())
    if damaged.count("(") >= 12 and (beyond >= 5 or not toned):  # fewer may be an author's on an injected page
        assert cn.repair(damaged).value == text


@settings(max_examples=8)
@given(texts)
def test_no_gloss_is_left_and_lines_stay(text: str) -> None:
    """With all keys and shifts: whatever is read, every key is rid of its gloss, and no line is lost."""
    damaged = line_by_line(text, dict(KEYS), cut="、。！，；？")
    repaired = cn.repair(damaged).value
    assert repaired.count("\n") == text.count("\n")
    left = [key for key, reading in KEYS.items() if f"{key}({reading})" in repaired]
    glossed = sum(text.count(key) for key in KEYS)
    assert left == [] or glossed < 6, "a single gloss is no sign of a program"


def test_shifted_lines_are_mostly_read_right_and_never_grow() -> None:
    """Over all sample sentences: nearly every shifted line comes back whole."""
    text = "\n".join(SENTENCES)
    damaged = line_by_line(text, dict(KEYS), cut="、。！，；？").split("\n")
    shifted = [
        (line, bad) for line, bad in zip(SENTENCES, damaged, strict=True) if not is_aligned(line, bad, dict(KEYS))
    ]
    assert len(shifted) >= 5
    repaired = dict(zip(SENTENCES, cn.repair("\n".join(damaged)).value.split("\n"), strict=True))
    right = sum(repaired[line] == line for line, _ in shifted)
    assert right >= 0.7 * len(shifted), [(repaired[line], line) for line, _ in shifted if repaired[line] != line]
    for line, bad in shifted:
        assert len(repaired[line]) <= len(bad)


def test_fixture_sources_use_known_roles() -> None:
    labels = {
        "nav",
        "breadcrumb",
        "related",
        "share",
        "login",
        "copyright",
        "ad",
        "spam",
        "dialog",
        "widget",
        "summary",
    }
    assert {line.kind for source in sources() for line in source.lines if line.text} <= KEPT | labels


@pytest.mark.parametrize("genre", GENRES)
def test_what_the_author_glossed_stays_on_an_injected_page(genre: str) -> None:
    """Every gloss of the author is left, and whatever the program put into the prose round them comes out."""
    for seed in range(6):
        prose = random.Random(seed).sample(SENTENCES, 10)
        page, bare = lesson(genre, prose, seed=seed), lesson("", prose, seed=seed)
        repaired = dict(zip(page.lines, cn.repair(page.seen).value.split("\n"), strict=True))
        for line in GENRES[genre]:
            assert Counter(_GLOSSED.findall(line)) <= Counter(_GLOSSED.findall(repaired[line])), line
        alone = cn.repair(bare.seen).value.split("\n")
        assert [repaired[line] for line in bare.lines] == alone, "the prose comes back as it would without the lesson"


@pytest.mark.parametrize("toned", [False, True])
@pytest.mark.parametrize("genre", ["list", "colon", "form"])
def test_what_the_author_glossed_stays_between_sprinkled_glosses(genre: str, toned: bool) -> None:
    prose = random.Random(7).sample(SENTENCES, 10)
    lines = [*prose[:5], *GENRES[genre], *prose[5:]]
    repaired = cn.repair("\n".join(sprinkle(line, EVERYDAY, every=4, toned=toned) for line in lines)).value.split("\n")
    assert repaired == lines


READ = {char: min(readings(char)) for sentence in SENTENCES for char in sentence if readings(char)}


@pytest.mark.parametrize("toned", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("rate", [0.1, 0.3, 0.5, 0.7])
def test_glosses_thrown_by_a_die_come_out(rate: float, toned: float) -> None:
    """Also where chance makes a row of them look like a verse for learners, and between lines that have none."""
    prose = "\n".join(random.Random(3).sample(SENTENCES, 16))
    page = f"首頁\n新聞\n{throw(prose, READ, rate=rate, toned=toned)}\n相關閱讀\n縣里舉辦環湖自行車賽"
    assert cn.repair(page).value == f"首頁\n新聞\n{prose}\n相關閱讀\n縣里舉辦環湖自行車賽"


def test_a_verse_stays_between_glosses_thrown_by_a_die() -> None:
    prose = random.Random(4).sample(SENTENCES, 12)
    lines = [throw(line, READ, rate=0.2, seed=i) for i, line in enumerate(prose)]
    verse = GENRES["rhyme"][1]
    repaired = cn.repair("\n".join([*lines[:6], verse, *lines[6:]])).value.split("\n")
    assert repaired == [*prose[:6], verse, *prose[6:]]


def test_a_reader_that_glosses_each_new_character_once_is_left_alone() -> None:
    """From the easiest on, as in a first reader: what stood bare before is never glossed later."""
    seen: set[str] = set()
    page = ""
    for number, char in enumerate("\n".join(random.Random(5).sample(SENTENCES, 12))):
        page += char
        if char in READ and char not in seen and number % 3:
            page += f"({READ[char]})"
        seen.add(char)
    assert cn.repair(page).edits == ()


def test_a_character_that_is_bare_elsewhere_was_glossed_by_a_person() -> None:
    prose = "發(fā)展經(jīng)濟(jì)，進(jìn)行實(shí)驗(yàn)。發(fā)現(xiàn)問(wèn)題，進(jìn)行學(xué)習(xí)。"
    assert cn.repair(prose + "\n人們常說樂(lè)山樂水，樂在其中。").value.endswith("人們常說樂(lè)山樂水，樂在其中。")


def test_a_near_tie_says_so() -> None:
    """行走中 and 行走著 fit alike: the edit has a small margin and names the other."""
    text = cn.repair("發(fā)現(xiàn)問(wèn)題，我們?nèi)祟愒谡玖⑿凶咧?，垂直的")
    (guess,) = [edit for edit in text.edits if edit.inferred]
    assert guess.margin is not None and guess.margin < 1
    assert {"行走中", "行走著"} <= {reading[-3:] for reading in (guess.replacement, *guess.alternatives)}
    document = cn.clean(text.source, cn.Config(script=None))
    assert [edit.alternatives for edit in document.guesses] == [guess.alternatives]
    (entry,) = details(document)["guesses"]
    assert entry["margin"] == guess.margin and entry["alternatives"] == list(guess.alternatives)
    assert any("行走中" in line and "nats" in line for line in explain(document))


def test_a_reading_without_a_rival_is_sure() -> None:
    edits = cn.repair("進(jìn)行了當(dāng)?shù)牧私?，發(fā)現(xiàn)問題").edits
    assert all(edit.margin is None or edit.margin > 3 for edit in edits)


@pytest.mark.parametrize(
    "line", ["中文變成一排問號，如：????", "再試一次，還是???，怎麼辦", "電話：???-????", "文件名???.txt"]
)
def test_a_row_of_question_marks_is_no_text(line: str) -> None:
    """Three in a row: more bytes are gone than anything is left to go by, and a writer may mean just that."""
    prose = "發(fā)展經(jīng)濟(jì)，進(jìn)行實(shí)驗(yàn)。發(fā)現(xiàn)問(wèn)題，進(jìn)行學(xué)習(xí)。"
    assert cn.repair(f"{prose}\n{line}").value.endswith("\n" + line)


def test_a_far_gloss_is_no_sign_of_injection() -> None:
    """Two common characters explained once each in a long text: keys of a program would come in every line."""
    text = "\n".join(s for s in SENTENCES if "樂" not in s and "還" not in s)
    text += "\n這裏的樂(lè)念四聲以外的音，還(huán)書的還也是。"
    assert cn.repair(text).edits == ()
