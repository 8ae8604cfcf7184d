"""Look-alikes and what is slipped in: pairs with their negatives, whole damaged pages, and the promises."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stages import applied

from cntextclean.config import Config
from cntextclean.repairs.obfuscation import STAGES
from cntextclean.repairs.obfuscation.lookalikes import SWAPS

CASES = json.loads((Path(__file__).parent.parent / "cases" / "lookalikes.json").read_text(encoding="utf-8"))
PAGE = """春天来了，院子里的桃花开得正盛。奶奶搬了一把椅子坐在门口，一边晒太阳，一边给我们讲过去的故事。
她说，那时候家里很穷，一年到头只有过年才能吃上一顿饺子。父亲每天天不亮就出门，走二十里山路去县城上班。
我问奶奶，为什么不坐车呢？奶奶笑了，她说那时候哪里有车，有一双结实的布鞋就算不错了。
现在村里通了公路，家家户户都盖了新房，年轻人大多去了城市工作。可是奶奶还是喜欢住在老房子里，她说习惯了。
前几天我给她买了一部手机，教她怎么打电话，怎么看照片。她学得很慢，但是很高兴，逢人就说孙子给她买了手机。
傍晚的时候，太阳落到山后面去了，院子里慢慢暗下来。奶奶站起来，拍拍身上的灰，说要去给我们做晚饭。
我看着她的背影，忽然觉得她老了，头发全白了，走路也没有以前那么快了。我想，以后应该多回来看看她。
"""


def undo(text: str, config: Config = Config()) -> str:  # noqa: B008
    return applied(STAGES, text, config).value


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, str]) -> None:
    text = case["input"].encode("utf-16", "surrogatepass").decode("utf-16")
    expected = case["expected"].encode("utf-16", "surrogatepass").decode("utf-16")
    assert undo(text) == expected, case["why"]


def test_a_clean_page_has_no_edit() -> None:
    assert not applied(STAGES, PAGE, Config()).edits


def test_random_pairs_before_the_marks_of_a_page() -> None:
    draw = random.Random(5)
    level_1 = [bytes((a, b)).decode("gb2312") for a in range(0xB0, 0xD7) for b in range(0xA1, 0xFF)]
    peppered = "".join("".join(draw.sample(level_1, 2)) + char if char in "，。" else char for char in PAGE)
    assert peppered != PAGE
    marks = PAGE.count("，") + PAGE.count("。")
    left = len(undo(peppered)) - len(PAGE)
    assert 0 <= left <= 0.2 * 2 * marks


TECHNICAL = """ASCII 编码只用后七位，一共 128 个字符，所以每个字符占 1 byte。
UTF-8 是变长的，常用汉字占 3 bytes，拉丁字母占 1 byte。
Windows 的记事本会在文件开头写 BOM，Linux 的工具不认识它，于是第一行多出三个字符。
用 iconv 转换，先看 file -i 的结果，再选编码。
Python 3 里 str 是字符，bytes 是字节，open() 要写 encoding，不然按系统的默认值读，在服务器上就会出错。
MySQL 的 utf8 只到 3 bytes，存不下 emoji，要用 utf8mb4，连接的字符集也要改，否则写入的是问号。
"""


def test_random_pairs_before_most_marks_of_a_technical_page() -> None:
    """Hanzi are few beside letters and digits, and not every mark has its pair."""
    draw = random.Random(8)
    level_1 = [bytes((a, b)).decode("gb2312") for a in range(0xB0, 0xD7) for b in range(0xA1, 0xFF)]
    peppered = "".join(
        "".join(draw.sample(level_1, 2)) + char if char in "，。" and draw.random() < 0.8 else char
        for char in TECHNICAL
    )
    left = len(undo(peppered)) - len(TECHNICAL)
    assert len(peppered) - len(TECHNICAL) > 30
    assert -2 <= left <= 8
    assert undo(TECHNICAL) == TECHNICAL


def test_a_name_in_a_simplified_form_is_no_random_pair() -> None:
    """A Traditional page on which one person's name has a form that the table calls Simplified."""
    page = "".join(
        f"{day}日上午議員在議會質詢，與會人員爭論許久沒有結論，{text}。"
        for day, text in enumerate(("這筆預算根本沒有必要", "說好的檢討報告還沒寫完", "大家都在看著這場會議"), 1)
    )
    page += "李學恒酸：這樣開會不如不開。"
    assert undo(page) == page


def test_zero_width_marks_printed_on_a_whole_page() -> None:
    draw = random.Random(5)
    habit = set("的了是我她一有那家里年")
    pairs = zip(PAGE, PAGE[1:] + " ", strict=True)
    printed = "".join(
        a + "?" if a in habit and "\u4e00" <= b <= "\u9fff" and draw.random() < 0.6 else a for a, b in pairs
    )
    assert printed.count("?") > 20
    assert undo(printed).count("?") <= 2
    assert undo(printed).replace("?", "") == PAGE


def test_scattered_traditional_on_a_whole_page() -> None:
    spun = PAGE.replace("给我们", "給我們").replace("怎么看", "怎麼看").replace("说要", "說要").replace("电话", "電话")
    assert undo(spun) == PAGE


@pytest.mark.parametrize("rule", ["lookalike.", "invisible.", "noise.", "question-mark.", "mask.", "injection.emoji"])
def test_rules_can_be_switched_off(rule: str) -> None:
    config = Config(disable={rule})
    for case in CASES:
        edits = applied(STAGES, case["input"], config).edits
        assert not any(edit.rule.startswith(rule) for edit in edits)


def test_what_was_guessed_is_marked() -> None:
    (edit,) = applied(STAGES, "中心軸上流速*大,且", Config()).edits
    assert edit.inferred and edit.rule == "mask.superlative"
    (edit,) = applied(STAGES, "己经站在了", Config()).edits
    assert not edit.inferred


# Sound text that resembles the damage; each line was changed by an earlier version or is one kind further.
SOUND = [
    ("行己有恥，使於四方，不辱君命", "a classic: 己有 is no modern pair"),
    ("不患人之不己知，患不知人也", "a classic"),
    ("乃眷西顧，此維與宅", "verse: 四顾 is a word and 西顧 is right"),
    ("落日無言西下，行人獨自東歸", "verse"),
    ("把光标从当前行首移到行尾", "行首 is the start of a line"),
    ("西维吉尼亚\n西佛兰德省\n西萨塞克斯", "a list of places; 四维 is a word"),
    ("西大的学生多，西塞山前白鹭飞", "a university and a hill"),
    ("敌将被他囚了三年", "囚 as a verb"),
    ("甲乙丙丁戊己庚辛壬癸，己巳年巳时三刻", "the stems and branches"),
    ("第叁条 甲方应付叁拾元，计贰零壹陆年", "a contract in cheque numerals"),
    ("?? 5 行\n??5??????   /lib/a.so\n??5?????? c /etc/b.conf", "the flags of `dpkg -V`"),
    ("????年??月??日\n????年??月??日", "a form"),
    ("??高照，??如意\n??有余，??平安", "a puzzle"),
    ("??是中国的首都。\n??是法国的首都。", "an exercise with gaps"),
    ("??州市人民政府\n??州市人民医院", "a lost hanzi, which nobody begins a line without"),
    ("地址：?州市中山路", "a lost hanzi behind a label"),
    ("姓名：?小明", "a lost surname"),
    ("王?国先生来了", "a lost given name; 王国 is a word"),
    ("小說名字????.epub", "lost hanzi in the name of a file"),
    ("旧密码*新密码*", "a form with its required fields"),
    ("请注意*小心地滑", "an asterisk before a word of its own"),
    ("参数：*大小、*高度", "items that may be left out"),
    ("满意*好评返现", "an ornament"),
    ("晚🌙安，加💪油吧", "greetings"),
    ("己经和已经，哪个是正确的？", "a question about spelling"),
    ("“囯家”是错误写法。", "a remark on spelling"),
]


@pytest.mark.parametrize(("text", "why"), SOUND, ids=[why for _, why in SOUND])
def test_sound_text_stays(text: str, why: str) -> None:
    assert undo(text) == text, why


def test_a_long_text_that_never_writes_the_plain_numeral_keeps_its_own() -> None:
    text = "有叁种方式。" + "我们今天去公园散步看花。" * 100
    assert undo(text) == text
    assert undo(text + "共三种。").startswith("有三种方式")


def test_one_row_is_all_that_a_new_lookalike_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    """巿 (the old word for an apron) for 市."""
    assert undo("这座城巿的经济发展很快") == "这座城巿的经济发展很快"
    monkeypatch.setitem(SWAPS, "巿", "市")
    assert undo("这座城巿的经济发展很快") == "这座城市的经济发展很快"


def test_no_swap_stands_for_itself() -> None:
    assert not set(SWAPS) & set(SWAPS.values())


@given(
    st.text(
        st.sampled_from("的了自己经西大家四?？*最小\u200b\u0336그놙國民團過这市場，。 \n😀⛷\ufe0f奴臀葬冶丸铝湘"),
        max_size=60,
    )
)
def test_settles(text: str) -> None:
    once = undo(text)
    assert undo(once) == once


@given(st.text(max_size=80))
def test_never_raises(text: str) -> None:
    undo(text)


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x24F, exclude_characters="?*\xad"), max_size=80))
def test_latin_text_is_left(text: str) -> None:
    assert not applied(STAGES, text, Config()).edits
