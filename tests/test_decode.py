"""decode: the right encoding, nothing lost, exact byte offsets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cntextclean.decode import Decoded, decode
from cntextclean.errors import ConfigError


def spans_cover(decoded: Decoded) -> bool:
    """Byte spans of single characters are ordered and disjoint; with runs that hold no text they cover all bytes."""
    covered = bytearray(decoded.size)
    last = 0
    for i in range(len(decoded.text)):
        start, end = decoded.byte_span(i, i + 1)
        assert last <= start <= end <= decoded.size
        covered[start:end] = b"\1" * (end - start)
        last = end
    stops = [(after.start, after.byte_start) for after in decoded.runs[1:]] + [(len(decoded.text), decoded.size)]
    for run, (stop, end) in zip(decoded.runs, stops, strict=False):
        if run.start == stop:
            assert not any(covered[run.byte_start : end])
            covered[run.byte_start : end] = b"\1" * (end - run.byte_start)
    return all(covered)


TITLES = [
    ("中文信息处理技术", "gb18030", "gb18030"),
    ("北京今日天气预报", "gb18030", "gb18030"),
    ("繁體中文網頁資料", "big5", "big5hkscs"),
    ("日本語の文章です。", "shift_jis", "shift_jis"),
    ("日本語の文章です。", "euc_jp", "euc_jp"),
    ("한국어 문장입니다", "euc_kr", "euc_kr"),
    ("中文信息处理技术", "utf-16-le", "utf-16-le"),
    ("中文信息处理技术", "utf-16-be", "utf-16-be"),
    ("中文信息处理技术", "utf-8", "utf-8"),
]


@pytest.mark.parametrize(("text", "codec", "name"), TITLES)
def test_short_titles(text: str, codec: str, name: str) -> None:
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding, decoded.errors) == (text, name, ())
    assert spans_cover(decoded)


@pytest.mark.parametrize(("text", "codec", "name"), [t for t in TITLES if t[1] in ("gb18030", "utf-8")])
def test_cut_at_both_ends(text: str, codec: str, name: str) -> None:
    decoded = decode(text.encode(codec)[1:-1])
    assert decoded.text.strip("\ufffd") == text[1:-1]
    assert decoded.errors[0].start == 0
    assert decoded.errors[-1].end == decoded.size
    assert decoded.encoding == name
    assert spans_cover(decoded)


@pytest.mark.parametrize(
    ("hint", "name"),
    [("gb2312", "gb18030"), ("text/html; charset=Big5", "big5hkscs"), ("latin1", "windows-1252"), ("UTF-8", "utf-8")],
)
def test_hint_names_the_encoding_of_ascii(hint: str, name: str) -> None:
    assert decode(b"abc", hint=hint).encoding == name


def test_a_refuted_hint_loses() -> None:
    decoded = decode("中文信息".encode(), hint="gbk")
    assert (decoded.text, decoded.encoding, decoded.evidence) == ("中文信息", "utf-8", "against-hint")


def test_unknown_hint_and_wrong_type() -> None:
    with pytest.raises(ConfigError):
        decode(b"abc", hint="no-such-charset")
    with pytest.raises(TypeError):
        decode("abc")  # type: ignore[arg-type]


def test_mark_belongs_to_no_character() -> None:
    decoded = decode(b"\xef\xbb\xbf" + "中".encode())
    assert (decoded.text, decoded.evidence, decoded.byte_span(0, 1)) == ("中", "bom", (3, 6))
    assert spans_cover(decoded)


def test_lines_of_two_encodings() -> None:
    lines = ["北京今日天气预报说明天有雨\n", "我们的网站今天开始更新内容\n"]
    decoded = decode(lines[0].encode("gbk") + lines[1].encode())
    assert decoded.text == "".join(lines)
    assert decoded.evidence == "mixed"
    assert decoded.byte_span(len(lines[0]), len(lines[0]) + 1) == (len(lines[0].encode("gbk")), len(lines[0].encode("gbk")) + 3)


@given(st.binary(max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_bytes(data: bytes) -> None:
    decoded = decode(data)
    assert spans_cover(decoded)
    assert len(decoded.errors) <= decoded.text.count("\ufffd")
