"""Code is found by its block and its shape, prose is never taken for it, and no stage changes it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cntextclean import Config, clean, repair
from cntextclean.page import Page, code
from cntextclean.page.code import code_lines

CASES = Path(__file__).parent.parent / "cases"
LISTINGS = json.loads((CASES / "code.json").read_text("utf-8"))
PROSE = (CASES / "code_prose.txt").read_text("utf-8").splitlines()
BEFORE = "安装教程\n首先打开终端，输入下面的命令，然后按回车键执行。\n"
AFTER = "\n如果没有出现错误，就说明安装已经成功了，可以继续进行下一步的配置。"
ANSWERS = {"你好"}  # what an interactive session prints is no code by any sign of its own
KEEP = Config(chrome="keep")


def lines_in_code(text: str) -> set[str]:
    return {line for span in Page(text).code_lines for line in text[span.start : span.end].split("\n")}


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda listing: listing["language"])
def test_every_line_of_a_listing_is_code_and_the_text_round_it_is_not(listing: dict[str, str]) -> None:
    text = BEFORE + listing["text"] + AFTER
    assert lines_in_code(text) == set(listing["text"].split("\n")) - ANSWERS


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda listing: listing["language"])
def test_a_listing_comes_through_the_pass_unchanged(listing: dict[str, str]) -> None:
    once = clean(BEFORE + listing["text"] + AFTER, KEEP).text
    assert listing["text"] in once
    assert clean(once, KEEP).text == once


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda listing: listing["language"])
def test_only_the_blanks_of_a_listing_are_indentation(listing: dict[str, str]) -> None:
    document = clean(BEFORE + listing["text"] + AFTER, KEEP)
    for paragraph in document.paragraphs:
        assert paragraph.text.strip() == paragraph.text.lstrip()
        assert document.source[paragraph.source_span.start : paragraph.source_span.end].strip() != ""


@pytest.mark.parametrize("line", PROSE)
def test_prose_that_resembles_code_is_prose(line: str) -> None:
    if not line.isascii():  # nothing is ever done to a line of ASCII but for its indentation
        assert not lines_in_code(BEFORE + line + AFTER)


@pytest.mark.parametrize("indent", ["", "    ", "\u3000\u3000"])
def test_prose_beside_prose_is_prose(indent: str) -> None:
    found = lines_in_code("\n".join(indent + line for line in PROSE))
    assert {line for line in found if not line.strip().isascii()} == set()


@pytest.mark.parametrize(
    ("sentence", "piece", "why"),
    [
        ("调用 `f(a,b:中,文)` 即可,注意参数。", "`f(a,b:中,文)`", "backticks"),
        ('用print("你好,世界")输出,很简单。', 'print("你好,世界")', "a call with a string"),
        ('写成<a href="说明,一">即可,不难。', '<a href="说明,一">', "a tag with an attribute"),
        ("空格写作&nbsp;即可,换行另说。", "&nbsp;", "an entity"),
    ],
)
def test_a_piece_of_code_in_a_sentence_is_code(sentence: str, piece: str, why: str) -> None:
    assert [sentence[span.start : span.end] for span in Page(sentence).code] == [piece]
    cleaned = clean(sentence, KEEP).text
    assert piece in cleaned and "，" in cleaned, why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("世界卫生组织(WHO)指出,情况好转。", "an abbreviation in brackets"),
        ('他说"你好,世界"就走了。', "a quotation"),
        ("小明&小红;小刚&小丽。", "an ampersand between names"),
        ("若a<b,则b>a。", "comparison"),
    ],
)
def test_sentences_without_code_have_no_piece_of_it(text: str, why: str) -> None:
    assert Page(text).code == (), why


@given(st.text(st.sampled_from("a1中,;:=(){}\"'`~#/*<>-\\ \n\t$%."), max_size=80))
def test_spans_are_sorted_disjoint_and_lines_are_whole(text: str) -> None:
    position = 0
    for start, end in Page(text).code:
        assert position <= start < end <= len(text)
        position = end
    for start, end in Page(text).code_lines:
        assert start == 0 or text[start - 1] == "\n"
        assert end == len(text) or text[end] == "\n"


@pytest.mark.parametrize("script", ["zh-Hans", "zh-Hant", "zh-Hant-TW", None])
def test_code_keeps_its_script(script: str | None) -> None:
    text = '下面這個函數會輸出結果。\nprint("請重試,謝謝")\nprint("请重试,谢谢")\n说明到这里就结束了。'
    cleaned = clean(text, Config(script=script, chrome="keep")).text.split("\n")  # type: ignore[arg-type]
    assert cleaned[1:3] == text.split("\n")[1:3]


# Lines whose strings look damaged: in code that is what somebody typed, and only a wrong encoding is undone there.
ODD_STRINGS = [
    'names = ["己经", "西大家族", "囯家"]',
    '    s = "創(chuàng)新是發(fā)展的動(dòng)力"',
    'x = "\ue5e5中文"  # 私有区',
    'print("烫烫烫烫烫烫")',
    'text = "你好\u200b世界"',
    '"簡땤言之": "簡而言之",',
    "bad = '在市場經济体制下'",
    "s = '为?什么?它长得那么?快?'",
    "t = '流速*大';",
    r'var s = "\u4e2d\u56fd";',
    "re.match(r'^(?:(a)|c)((?(1)b|d))$', 'cd')  # 正则",
    "fnmatch('abc', '???(*')  # 通配",
]


@pytest.mark.parametrize("line", ODD_STRINGS)
def test_repairs_leave_code_alone(line: str) -> None:
    text = BEFORE + line + AFTER
    assert repair(text).value == text
    assert repair(line).value == line
    assert clean(text, KEEP).text == text


def test_a_wrong_encoding_is_undone_in_code_too() -> None:
    assert repair("total = 0  # 浣犲ソ锛屼笘鐣屽拰骞筹紒").value == "total = 0  # 你好，世界和平！"


def test_blank_lines_of_a_listing_stay() -> None:
    listing = "```python\nimport os\n\n\ndef f(x):\n    y = x\n\n    return y\n```"
    once = clean(BEFORE + listing + AFTER, KEEP)
    assert listing in once.text
    assert clean(once.text, KEEP).text == once.text
    for paragraph in once.paragraphs:
        assert once.text[paragraph.span.start : paragraph.span.end] == paragraph.text


def test_wrapped_lines_of_code_are_not_joined() -> None:
    line = 'values.append("今天天气很好我们出去玩今天天气很好")'
    assert clean("\n".join([line] * 8), KEEP).text == "\n".join([line] * 8)


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda listing: listing["language"])
def test_what_may_hold_code_is_asked_before_any_line_is_looked_at(
    listing: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = code_lines(BEFORE + listing["text"] + AFTER)
    monkeypatch.setattr(code, "_shows_code", lambda text: True)
    assert asked == code_lines(BEFORE + listing["text"] + AFTER)


def test_prose_makes_no_objects_of_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []
    monkeypatch.setattr(code, "_lines", lambda text, blocks: looked_at.append(text) or iter(()))
    for line in (*PROSE, BEFORE, AFTER.strip()):
        code_lines(line)
    assert len(looked_at) < len(PROSE) / 3, "most lines of prose, even of those that speak of code, need no more"
    looked_at.clear()
    code_lines(BEFORE + AFTER)
    assert not looked_at
