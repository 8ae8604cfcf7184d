"""Lines of mojibake that nothing could undo are known as such; rare characters that somebody chose are not."""

import pytest

import cntextclean as cn
from cntextclean.page import Page
from cntextclean.repairs.undeciphered import find_undeciphered

SENTENCE = "环湖观光巴士今天上午从东门码头发车，沿途停靠古镇、湿地公园和三处观景台，每天来回十二班。"


def misread(text: str, times: int) -> str:
    """UTF-8 read as GBK time after time, by a reader that drops what it cannot read."""
    for _ in range(times):
        text = text.encode().decode("gbk", "ignore")
    return text


@pytest.mark.parametrize("times", [3, 4, 5])
def test_mojibake_without_a_reading_is_unreadable(times: int) -> None:
    line = misread(SENTENCE, times)
    document = cn.clean(f"{SENTENCE}\n{line}\n{SENTENCE}")
    assert document.text == f"{SENTENCE}\n{SENTENCE}"
    assert [(d.label, d.rule) for d in document.dropped] == [("unreadable", "unreadable.mojibake")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (SENTENCE, "prose"),
        ("魑魅魍魉魃魈饕餮麒麟貔貅夔龘靐齉齾爩鱻麤灪龖厵", "a list of rare characters"),
        ("赑屃嘲风睚眦狴犴狻猊螭吻蒲牢囚牛椒图负屃饕餮貔貅麒麟獬豸梼杌混沌穷奇", "the names of beasts"),
        ("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜", "surnames"),
        ("般若波罗蜜多咒即说咒曰揭谛揭谛波罗揭谛波罗僧揭谛菩提萨婆诃", "a text that spells sounds"),
        ("佶屈聱牙者，犹云诘诎；觳觫者，恐惧貌；踟蹰者，徘徊貌；龃龉者，不相合也。", "a glossary"),
        (misread("巴士", 3), "a word in an article on mojibake"),
    ],
)
def test_what_somebody_wrote_stays(text: str, why: str) -> None:
    assert list(find_undeciphered(Page(text))) == [], why


def lost(text: str, sign: str = "?") -> str:
    return text.encode("latin-1", "replace").decode("latin-1").replace("?", sign)


@pytest.mark.parametrize("sign", ["?", "\ufffd"])
def test_a_page_whose_hanzi_are_all_lost_is_unreadable(sign: str) -> None:
    page = [
        "环湖观光巴士5月8日上午从东门码头发车,全长32公里,沿途设站18个,每天来回12班。",
        "票价2元,60岁以上的乘客免费,学生凭学生证半价。",
        "清溪日报记者",
    ]
    lines = [lost(line, sign) for line in page]
    assert [rule for _, rule in find_undeciphered(Page("\n".join(lines)))] == ["unreadable.lost"] * 3


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("????????\n?????\n???", "comments of the puzzled"),
        ("??5??????  c /etc/apache2/apache2.conf\n??5??????    /usr/bin/xdg-open\n??5??????  c /etc/fstab", "dpkg -V"),
        ("c?a??t\n?e??er\n??o??", "a crossword"),
        ("真的吗???怎么可能???谁说的???\n不会吧????好吧???行???", "hanzi between"),
        ("Q1: ??? Q2: ??? Q3: ???", "one line of blanks to fill in"),
        ("Name: ????? Age: ????? Sex: ?????\nStreet: ????? City: ????? ZIP: ?????", "a form"),
    ],
)
def test_question_marks_that_somebody_wrote_stay(text: str, why: str) -> None:
    assert list(find_undeciphered(Page(text))) == [], why
