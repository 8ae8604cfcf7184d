"""Short bytes: a word, a name, a field. Western words are no Chinese, and valid Chinese has no unreadable byte."""

from __future__ import annotations

import pytest

from cntextclean import decode

# Accented letters side by side are a pair of GBK, so is one and an ASCII letter after it.
WORDS = {
    "windows-1252": (
        "ção informações|As eleições|Le théâtre de la ville|São Paulo é uma cidade|não há|ações|lições|coração|leões"
        "|créée|réélu|océan|où êtes-vous allé|l’été|crème brûlée|Noël|garçon|cœur|Größe|Gefäße|Äpfel|Straße|Maßstäbe"
        "|schöne Grüße aus München|niños|corazón|¿Cómo estás?|España y Perú|räksmörgås|blåbær på fjellet|smørrebrød"
        "|mä en ota riskiä että tää selkä pahenee|yö|ísland|København"
    ),
    "windows-1251": "Привет|мир|Россия|новости дня|Здравствуйте, как дела?|Война и мир|да",
    "koi8-r": "Привет|Россия|новости дня|Здравствуйте, как дела?|Война и мир",
    "windows-1253": "Ελλάδα|Καλημέρα σας|Αθήνα|η γλώσσα μας",
}
WESTERN = [(word, encoding) for encoding, words in WORDS.items() for word in words.split("|")]
OTHERS = [
    (word, encoding)
    for encoding, words in {
        "cp1250": "Příliš žluťoučký kůň|zażółć gęślą jaźń|miłość|źródło|őszinte|Dvořák|święta|vyřešení",
        "cp1254": "güneş ışığı|değişiklik|çocukların eğitimi|ağaç|şişli",
        "cp874": "ประเทศไทย|ภาษาไทย",
    }.items()
    for word in words.split("|")
]
NAMES = [
    *("陶喆", "李喆", "王菲", "朱镕基", "镕", "卞之琳", "翦伯赞", "郗鉴", "嬴政", "妲己", "饕餮", "赵堃", "王旸"),
    *("李昉", "苏轼", "朱棣", "玄烨", "载淳", "载湉", "鳌拜", "和珅", "翁同龢", "张謇", "段祺瑞", "蔡锷", "杨玠"),
    *("姜夔", "易烊千玺", "迪丽热巴", "鹿晗", "郑爽", "杨幂", "汶", "何炅", "一", "的", "中国", "目录", "说明.txt"),
    *("附件1", "a中", "文件a", "ok了", "T恤", "第1章"),
]


@pytest.mark.parametrize(("word", "encoding"), WESTERN)
def test_a_western_word_is_read_in_its_own_alphabet(word: str, encoding: str) -> None:
    codec = {"windows-1252": "cp1252", "windows-1251": "cp1251", "windows-1253": "cp1253"}.get(encoding, encoding)
    assert not any(char >= "\u2e80" for char in decode(word.encode(codec)).text)


@pytest.mark.parametrize("word", WORDS["windows-1252"].split("|"))
def test_western_europe_is_read_without_a_mistake(word: str) -> None:
    assert decode(word.encode("cp1252")).text == word


@pytest.mark.parametrize(("word", "encoding"), OTHERS)
def test_an_encoding_that_is_not_known_for_sure_is_never_chinese(word: str, encoding: str) -> None:
    assert not any("\u3400" <= char <= "\u9fff" for char in decode(word.encode(encoding)).text)


@pytest.mark.parametrize("name", NAMES)
def test_valid_chinese_has_no_unreadable_byte(name: str) -> None:
    assert "\ufffd" not in decode(name.encode("gbk")).text


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"鳌拜", "杨玠", "汶"}])
def test_a_rare_name_in_gbk_is_read(name: str) -> None:
    """The three left out are as likely another word: 驉問 and 栦削 in Big5, гл in Windows-1251."""
    assert decode(name.encode("gbk")).text == name


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_bytes_of_any_kind_are_taken(kind: type) -> None:
    assert decode(kind("这是中文".encode("gbk"))).text == "这是中文"


@pytest.mark.parametrize(
    ("data", "expected", "why"),
    [
        ("哈哈哈".encode("gbk") + b"\0\0", "哈哈哈\0\0", "a field of fixed width"),
        ("尤里的陰謀v1.0 ".encode("gbk"), "尤里的陰謀v1.0 ", "a trail byte that is a backslash"),
        ("品名,單價,數量\r\n醬油,35,2\r\n".encode("big5"), "品名,單價,數量\r\n醬油,35,2\r\n", "a short table"),
        ("新建文件夹/说明.txt".encode("gbk"), "新建文件夹/说明.txt", "a name in an archive"),
        (b"", "", "nothing"),
    ],
)
def test_short_data(data: bytes, expected: str, why: str) -> None:
    assert decode(data).text == expected, why
