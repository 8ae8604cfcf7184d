"""decode: the right encoding, nothing lost, exact byte offsets."""

from __future__ import annotations

import random

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cntextclean.decoding.decoded import Decoded, Run, decode
from cntextclean.errors import ConfigError

SENTENCES = [
    "气象台预报，今天夜间到明天上午，山区将有大到暴雨。",
    "她把信折好放进抽屉，什么都没有说就下楼去了。",
    "安装完成以后重新启动计算机，再打开设置画面。",
    "关于调整城市公共交通票价的通知",
    "第十二章 雨夜归来",
    "这家公司去年的营业收入比前年增加了百分之八。",
    "孩子们在院子里种了两棵苹果树和一棵梨树。",
    "如何选择适合自己的笔记本电脑",
    "专家提醒：冬季用电取暖要注意防火安全！",
    "老渔夫说：“明天一早涨潮，我们就出海。”",
]
TRADITIONAL = [opencc.OpenCC("s2t").convert(sentence) for sentence in SENTENCES]
CODECS = [
    ("gb18030", "gb18030", SENTENCES),
    ("gb18030", "gb18030", TRADITIONAL),
    ("big5hkscs", "big5hkscs", TRADITIONAL),
    ("utf-8", "utf-8", SENTENCES),
    ("utf-16-le", "utf-16-le", SENTENCES),
    ("utf-16-be", "utf-16-be", TRADITIONAL),
    ("utf-32-le", "utf-32-le", SENTENCES),
    ("hz", "hz", SENTENCES),
]


def spans_cover(decoded: Decoded) -> bool:
    """Whether spans of characters, ordered and disjoint, and runs without text cover all bytes."""
    covered = bytearray(decoded.size)
    last = 0
    for i in range(len(decoded.text)):
        start, end = decoded.byte_span(i, i + 1)
        assert last <= start <= end <= decoded.size
        covered[start:end] = b"\1" * (end - start)
        last = end
    stops = [(after.start, after.byte_start) for after in decoded.runs[1:]] + [
        (len(decoded.text), decoded.size)
    ]
    for run, (stop, end) in zip(decoded.runs, stops, strict=False):
        if run.start == stop:
            assert not any(covered[run.byte_start : end])
            covered[run.byte_start : end] = b"\1" * (end - run.byte_start)
    return all(covered)


def spoil(data: bytes, seed: int, share: float) -> bytes:
    """Exchange some bytes for others."""
    rng = random.Random(seed)
    spoiled = bytearray(data)
    for at in rng.sample(range(len(data)), max(1, int(len(data) * share))):
        spoiled[at] = rng.randrange(256)
    return bytes(spoiled)


# -- which encoding ----------------------------------------------------------------------------------------

TITLES = [
    ("中文信息处理技术", "gb18030", "gb18030"),
    ("联通", "gb18030", "gb18030"),  # its bytes are nearly valid UTF-8: the classic misreading
    ("北京今日天气预报", "gb18030", "gb18030"),
    ("繁體中文網頁資料", "big5", "big5hkscs"),
    ("香港嘅嘢係咁㗎喇", "big5hkscs", "big5hkscs"),
    ("日本語の文章です。", "shift_jis", "shift_jis"),
    ("日本語の文章です。", "euc_jp", "euc_jp"),
    ("日本語の文章です。", "iso2022_jp", "iso2022_jp"),
    ("한국어 문장입니다", "euc_kr", "euc_kr"),
    ("한국어 문장입니다", "iso2022_kr", "iso2022_kr"),
    ("中文信息处理技术", "utf-16-le", "utf-16-le"),
    ("中文信息处理技术", "utf-16-be", "utf-16-be"),
    ("中文信息处理技术", "utf-8", "utf-8"),
    ("中文abc信息~处理", "utf-8", "utf-8"),
    ("中文信息abc处理技术", "hz", "hz"),
    ("Größe, café, élan", "windows-1252", "windows-1252"),
    ("Привет, как дела?", "windows-1251", "windows-1251"),
    ("© 2020", "utf-8", "utf-8"),
    ("　學習目的\n　　一、認識自己", "big5", "big5hkscs"),  # its first byte may be missed: @ would follow
    ("　学习目的\n　　一、认识自己", "gb18030", "gb18030"),
    ("Привет", "utf-8", "utf-8"),
]


@pytest.mark.parametrize(("text", "codec", "name"), TITLES)
def test_short_titles(text: str, codec: str, name: str) -> None:
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding, decoded.errors) == (text, name, ())
    assert spans_cover(decoded)


@pytest.mark.parametrize(("codec", "name", "texts"), CODECS)
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_round_trip_of_twelve_characters_and_more(
    codec: str, name: str, texts: list[str], data: st.DataObject
) -> None:
    text = "\n".join(data.draw(st.lists(st.sampled_from(texts), min_size=1, max_size=4)))
    start = data.draw(st.integers(0, len(text) - 12)) if len(text) > 12 else 0
    text = text[start:]
    decoded = decode(text.encode(codec, "ignore"))
    assert decoded.text == text.encode(codec, "ignore").decode(codec)
    assert decoded.encoding == name
    assert spans_cover(decoded)


# As iconv writes it: GB 2312, then CNS 11643 plane 1, then one character of plane 2 by a single shift.
ISO_2022_CN = b"\x1b$)A\x0eVPND\x0fabc\n\x1b$)G\x0ejW}$j=Sw\x0f\n\x1b$*H\x1bN.}"


def test_iso_2022_cn() -> None:
    decoded = decode(ISO_2022_CN)
    assert decoded.text == "中文abc\n臺灣網頁\n彧"
    assert (decoded.encoding, decoded.evidence) == ("iso2022_cn", "escape-sequence")
    assert decoded.byte_span(1, 2) == (7, 9)
    assert decoded.byte_span(len(decoded.text) - 1, len(decoded.text)) == (
        len(ISO_2022_CN) - 4,
        len(ISO_2022_CN),
    )
    assert spans_cover(decoded)


def test_a_plane_of_cns_that_is_not_known_is_an_error() -> None:
    decoded = decode(ISO_2022_CN + b"\x1b$+I\x1bObA")
    assert decoded.text == "中文abc\n臺灣網頁\n彧\ufffd"
    assert decoded.errors == ((decoded.size - 4, decoded.size),)


def test_hz_that_lost_its_opening() -> None:
    data = "天气预报：明天有雨".encode("hz")
    decoded = decode(data.replace(b"~{", b"~|") + b" ok")
    assert decoded.text == "~|天气预报：明天有雨 ok"
    assert spans_cover(decoded)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b'{"a": 1, "b": [1, 2]}', "JSON begins with a brace"),
        (b"class A { ~A() {} };  ~{ x }", "a destructor"),
        (rb"\begin{foo} a~{b} c~} \end{foo}", "tied brackets in TeX"),
        (b"~/bin ~user", "home directories"),
        (b"plain text", "no sign of an encoding at all"),
    ],
)
def test_ascii_stays_ascii(data: bytes, why: str) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.evidence) == (data.decode("ascii"), "ascii"), why


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4, "an image"),
        (bytes(100), "nothing but zeros"),
        (random.Random(3).randbytes(3000), "noise, as in compressed data"),
    ],
)
def test_binary_data_is_told_and_kept(data: bytes, why: str) -> None:
    decoded = decode(data)
    assert decoded.evidence == "binary", why
    assert len(decoded.text) == len(data)
    assert spans_cover(decoded)


def test_one_zero_byte_makes_no_binary() -> None:
    assert decode("中文\0信息处理".encode()).encoding == "utf-8"


# -- marks, hints, declarations ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\0\0", "utf-32-le"),
        (b"\0\0\xfe\xff", "utf-32-be"),
        (b"\x84\x31\x95\x33", "gb18030"),
    ],
)
def test_a_mark_decides_and_belongs_to_no_character(mark: bytes, codec: str) -> None:
    decoded = decode(mark + "中文".encode(codec))
    assert (decoded.text, decoded.encoding, decoded.evidence) == ("中文", codec, "bom")
    assert decoded.byte_span(0, 1).start == len(mark)
    assert spans_cover(decoded)


@pytest.mark.parametrize(
    ("hint", "name"),
    [
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        (" x-gbk ", "gb18030"),
        ("text/html; charset=Big5", "big5hkscs"),
        ('text/html; charset="utf-8"; x=y', "utf-8"),
        ("latin1", "windows-1252"),
        ("ISO-8859-1", "windows-1252"),
        ("windows-1251", "windows-1251"),
        ("UTF8", "utf-8"),
    ],
)
def test_hint_names_the_encoding_of_ascii(hint: str, name: str) -> None:
    assert decode(b"abc", hint=hint).encoding == name


@pytest.mark.parametrize("hint", ["no-such-charset", "", "hex", "rot13", "idna", "unicode_escape", "\0"])
def test_unknown_hint(hint: str) -> None:
    with pytest.raises(ConfigError):
        decode(b"abc", hint=hint)


def test_wrong_type() -> None:
    with pytest.raises(TypeError):
        decode("abc")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "hint", "encoding", "evidence", "why"),
    [
        ("天气".encode("gbk"), "gb2312", "gb18030", "hint", "believed, short as it is"),
        ("天氣預報".encode("big5"), "big5", "big5hkscs", "hint", "believed"),
        ("ภาษาไทยเป็นภาษา".encode("cp874"), "tis-620", "cp874", "hint", "not judged by the model"),
        ("中文信息".encode(), "gbk", "utf-8", "against-hint", "strict UTF-8 with hanzi"),
        (SENTENCES[0].encode("gbk"), "big5", "gb18030", "against-hint", "Big5 makes no sense of it"),
        (SENTENCES[0].encode("gbk"), "iso-8859-1", "gb18030", "against-hint", "a server's default"),
        ("Größe, café".encode("latin-1"), "iso-8859-1", "windows-1252", "hint", "a default that is right"),
        (SENTENCES[0].encode("gbk"), "utf-8", "gb18030", "against-hint", "no UTF-8 at all"),
        (SENTENCES[0].encode("gbk"), "iso-2022-jp", "gb18030", "against-hint", "no escape in it"),
    ],
)
def test_hints(data: bytes, hint: str, encoding: str, evidence: str, why: str) -> None:
    decoded = decode(data, hint=hint)
    assert (decoded.encoding, decoded.evidence) == (encoding, evidence), why
    assert not decoded.errors


@pytest.mark.parametrize(
    ("head", "codec", "encoding", "evidence"),
    [
        (b'<html><head><meta charset="gb2312"><title>', "gbk", "gb18030", "meta"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=big5">', "big5", "big5hkscs", "meta"),
        (b'<?xml version="1.0" encoding="GBK"?>', "gbk", "gb18030", "meta"),
        (b'<meta charset="gbk">', "utf-8", "utf-8", "against-hint"),
        (b"<meta charset=utf-8>", "gbk", "gb18030", "against-hint"),
        (b"<meta charset=unheard-of>", "gbk", "gb18030", "language"),
    ],
)
def test_declarations_in_the_page(head: bytes, codec: str, encoding: str, evidence: str) -> None:
    decoded = decode(head + "天气预报".encode(codec, "ignore"))
    assert (decoded.encoding, decoded.evidence) == (encoding, evidence)


def test_the_caller_goes_before_the_page() -> None:
    page = b"<meta charset=shift_jis>" + "天气预报".encode("gbk")
    assert decode(page, hint="gbk").evidence == "hint"


# -- damage ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("codec", "name", "texts"), [c for c in CODECS if c[0] != "hz"])
@pytest.mark.parametrize("number", range(len(SENTENCES)))
def test_cut_at_both_ends(codec: str, name: str, texts: list[str], number: int) -> None:
    text = texts[number].encode(codec, "ignore").decode(codec)
    decoded = decode(text.encode(codec)[1:-1])
    assert decoded.text.strip("\ufffd").endswith(text[2:-2] + decoded.text.strip("\ufffd")[-1])
    assert decoded.encoding == name
    assert spans_cover(decoded)


@pytest.mark.parametrize(
    ("text", "codec", "name"), [t for t in TITLES[:13] if len(t[0]) == 8 and "iso" not in t[1]]
)
def test_short_titles_cut_at_both_ends(text: str, codec: str, name: str) -> None:
    decoded = decode(text.encode(codec)[1:-1])
    assert text[1:-1] in decoded.text
    assert decoded.encoding == name


@pytest.mark.parametrize("codec", ["gb18030", "big5hkscs"])
def test_a_lost_byte_shifts_nothing(codec: str) -> None:
    texts = SENTENCES if codec == "gb18030" else TRADITIONAL
    for number, text in enumerate(texts):
        before, after = texts[number - 1], text
        data = (before + after).encode(codec)
        at = len(before.encode(codec)) - 6  # inside the characters before the last ones
        decoded = decode(data[:at] + data[at + 1 :])
        assert decoded.text.startswith(before[:-4])
        assert decoded.text.endswith(after)
        assert decoded.encoding == codec
        assert spans_cover(decoded)


def test_errors_are_told_and_nothing_else_is_lost() -> None:
    data = "价格是".encode("gbk") + b"\xff" + "一百元整，不含运费".encode("gbk")
    decoded = decode(data)
    assert decoded.text == "价格是\ufffd一百元整，不含运费"
    assert decoded.errors == ((6, 7),)
    assert decoded.byte_span(3, 4) == (6, 7)
    assert decoded.byte_span(4, 5) == (7, 9)


def test_the_euro_sign_of_windows_in_gbk() -> None:
    decoded = decode("价格是".encode("gbk") + b"\x80" + "一百元整，不含运费".encode("gbk"))
    assert decoded.text == "价格是€一百元整，不含运费"
    assert (decoded.byte_span(3, 4), decoded.errors) == ((6, 7), ())


def test_private_use_characters_are_kept() -> None:
    text = "价格是\ue5e5一百元整，不含运费\ue019"
    assert decode(text.encode("gb18030")).text == text


def test_genuine_replacement_characters_are_no_errors() -> None:
    decoded = decode("信息\ufffd处理".encode())
    assert (decoded.text, decoded.errors) == ("信息\ufffd处理", ())


def test_letters_with_accents_of_big5_hkscs_share_their_bytes() -> None:
    text = "國語拼音Ê̄和ê̌的寫法，這裡有說明"
    decoded = decode(text.encode("big5hkscs"))
    assert decoded.text == text
    assert spans_cover(decoded)


@pytest.mark.parametrize("codec", ["gb18030", "big5hkscs", "utf-8", "utf-16-le"])
def test_one_percent_of_bad_bytes_costs_little(codec: str) -> None:
    texts = TRADITIONAL if codec == "big5hkscs" else SENTENCES
    for seed in range(5):
        lines = [random.Random(seed * 100 + k).choice(texts) for k in range(40)]
        data = "".join(lines).encode(codec)
        decoded = decode(spoil(data, seed, 0.01))
        sound = sum(decoded.text.count(line) >= lines.count(line) // 3 for line in set(lines))
        assert decoded.encoding == codec
        assert sound >= len(set(lines)) - 2
        assert spans_cover(decoded)


# -- mixed lines -------------------------------------------------------------------------------------------


def test_lines_of_two_encodings() -> None:
    lines = ["北京今日天气预报说明天有雨\n", "我们的网站今天开始更新内容\n"]
    decoded = decode(lines[0].encode("gbk") + lines[1].encode())
    assert decoded.text == "".join(lines)
    assert decoded.evidence == "mixed"
    first = len(lines[0].encode("gbk"))
    assert decoded.byte_span(len(lines[0]), len(lines[0]) + 1) == (first, first + 3)


def test_japanese_that_is_said_to_be_gb18030_is_no_euc_jp() -> None:
    """The kana are the same bytes in both, the kanji are not."""
    page = 'print("&nbsp;")\n一番人気は、地元の牛乳を使った食パンです。予約すれば、夕方まで取っておいてくれます。'
    assert decode(page.encode("gb18030"), hint="gb18030").text == page
    assert decode(page.encode("euc_jp")).text == page


def test_a_mark_that_lies() -> None:
    decoded = decode(b"\xef\xbb\xbf" + SENTENCES[0].encode("gbk"))
    assert (decoded.text, decoded.encoding, decoded.evidence) == (SENTENCES[0], "gb18030", "mixed")


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["gb18030", "utf-8", "big5hkscs"])), max_size=8))
@settings(max_examples=50, deadline=None)
def test_mixed_lines(parts: list[tuple[int, str]]) -> None:
    lines = [(TRADITIONAL if codec == "big5hkscs" else SENTENCES)[k] + "\n" for k, codec in parts]
    data = b"".join(line.encode(codec) for line, (_, codec) in zip(lines, parts, strict=True))
    decoded = decode(data)
    assert decoded.text == "".join(lines)
    assert not decoded.errors
    assert spans_cover(decoded)


# -- promises on any bytes ---------------------------------------------------------------------------------

PIECES = st.one_of(
    st.binary(max_size=12),
    st.sampled_from([s.encode(codec, "ignore") for codec, _, texts in CODECS for s in texts]),
    st.sampled_from(
        [b"\n", b" ", b"~{", b"~}", b"~\n", b"\x1b$)A\x0e", b"\x0f", b"\x1b$B", b"\x1b(B", b"\x1bN", b"\0"]
    ),
)


@given(
    st.lists(PIECES, max_size=10),
    st.sampled_from([None, "gbk", "big5", "utf-8", "latin1", "hz", "utf-16", "koi8-r"]),
)
@settings(max_examples=250, deadline=None)
def test_any_bytes(pieces: list[bytes], hint: str | None) -> None:
    data = b"".join(pieces)
    decoded = decode(data, hint=hint)
    assert decoded.size == len(data)
    assert spans_cover(decoded)
    assert len(decoded.errors) <= decoded.text.count("\ufffd")
    assert all(a.end <= b.start for a, b in zip(decoded.errors, decoded.errors[1:], strict=False))
    assert not any("\ud800" <= char <= "\udfff" for char in decoded.text)


@given(st.lists(PIECES, max_size=10))
@settings(max_examples=100, deadline=None)
def test_a_span_reads_as_its_text(pieces: list[bytes]) -> None:
    data = b"".join(pieces)
    decoded = decode(data)
    stops = [run.start for run in decoded.runs[1:]] + [len(decoded.text)]
    for run, stop in zip(decoded.runs, stops, strict=False):
        accents = decoded.text[run.start : stop] in (
            "Ê̄",
            "Ê̌",
            "ê̄",
            "ê̌",
        )  # two characters of one pair of bytes
        if (
            run.encoding in ("gb18030", "big5hkscs", "utf-8", "utf-16-le")
            and stop - run.start > 1
            and not accents
        ):
            middle = (run.start + stop) // 2
            start, end = decoded.byte_span(run.start, middle)
            assert data[start:end].decode(run.encoding, "replace") == decoded.text[run.start : middle]


def test_a_record_can_be_built_again_from_its_fields() -> None:
    decoded = decode(b"\xef\xbb\xbf" + SENTENCES[0].encode())
    again = Decoded(
        decoded.text,
        decoded.encoding,
        decoded.evidence,
        decoded.errors,
        tuple(Run(*r) for r in decoded.runs),
        decoded.size,
    )
    assert again == decoded
    assert again.byte_span(3, 5) == decoded.byte_span(3, 5)


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (0, 3), (2, 1)])
def test_spans_outside_the_text(start: int, end: int) -> None:
    with pytest.raises(IndexError):
        decode("中文".encode()).byte_span(start, end)


def test_empty() -> None:
    decoded = decode(b"")
    assert (decoded.text, decoded.evidence, decoded.byte_span(0, 0)) == ("", "empty", (0, 0))
