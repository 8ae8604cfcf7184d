"""The promises of the library, on arbitrary text and bytes and on text that looks like its subject."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from corruptor import KEYS, inject, narrow
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import FIXTURES, IN_TEXT, sources

import cntextclean as cn
from cntextclean.alignment import Span

EXAMPLES = 25  # for each property: some cost a tenth of a second

SENTENCES = sorted(
    {line.text for source in sources() for line in source.lines if line.kind in IN_TEXT and len(line.text) > 12}
)
FURNITURE = sorted(
    {line.text for source in sources() for line in source.lines if line.kind not in IN_TEXT and line.text}
)
CLEAN = [
    "\n".join(line.text for line in source.lines)
    for source in sources()
    if source.name.startswith("clean_") and "narrow" not in source.header
]

# Characters that some stage looks for, so that random text goes through more than the gates.
TRICKY = (
    "?!,;:()[]<>&#%=_-./|@？！，；：（）。、“”‘’《》…—·　 \t\r\n\x00\x80\x85\xa0\xad"
    "\u200b\u200d\u2028\u3000\ufeff\ufffd\ue000\ue5e5"
)
calm = st.one_of(
    st.text(max_size=8),
    st.text(alphabet=TRICKY + "的一是在發現數當國中鐨涓浠锟斤拷ÖÐ¹úé›…쵀⽅⺬０Ａａāǎüshu0aA", max_size=12),
    st.sampled_from(SENTENCES),
    st.sampled_from(SENTENCES).map(narrow),
    st.sampled_from(FURNITURE),
    st.sampled_from([f"{key}({reading})" for key, reading in KEYS.items()]),
    st.sampled_from(["&#20013;&#25991;", "%E4%B8%AD", "\\u4e2d", "www.xx.com", "2021-03-24", "\n\n"]),
)
mojibake = st.one_of(
    st.sampled_from(SENTENCES).map(lambda s: s.encode().decode("gb18030", "replace")),
    st.sampled_from(SENTENCES).map(lambda s: s.encode("gb18030").decode("cp1252", "replace")),
)
calm_pages = st.lists(st.lists(calm, max_size=8).map("".join), max_size=6).map("\n".join)
texts = st.lists(calm | mojibake, max_size=8).map("".join)
pages = st.lists(texts, max_size=4).map("\n".join)
ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16", "cp1252", "shift_jis")
data = st.one_of(
    st.binary(max_size=200),
    st.builds(lambda text, name: text.encode(name, "ignore"), pages, st.sampled_from(ENCODINGS)),
    st.lists(st.one_of(st.binary(max_size=6), texts.map(lambda t: t.encode("gb18030", "ignore"))), max_size=6).map(
        b"".join
    ),
)
configs = st.builds(
    cn.Config,
    script=st.sampled_from(["zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK", None]),
    punctuation=st.sampled_from(["fullwidth", "keep"]),
    chrome=st.sampled_from(["drop", "keep"]),
    repair=st.booleans(),
)


@settings(max_examples=EXAMPLES)
@given(pages, configs)
def test_any_text_is_cleaned_and_accounted_for(page: str, config: cn.Config) -> None:
    check(cn.clean(page, config))


@settings(max_examples=EXAMPLES)
@given(data)
def test_any_bytes_are_cleaned_and_accounted_for(page: bytes) -> None:
    document = cn.clean(page)
    check(document)
    for paragraph in document.paragraphs:
        if paragraph.span:
            start, end = document.byte_span(*paragraph.span)
            assert 0 <= start <= end <= len(page)


def check(document: cn.Document) -> None:
    """Nothing lost, order kept, offsets exact, and the dictionary says it all."""
    source = document.source
    position, lost = 0, []
    for start, end in sorted(part.source_span for part in (*document.paragraphs, *document.dropped)):
        assert position <= start <= end
        lost.append(source[position:start])
        position = end
    lost.append(source[position:])
    assert not "".join(lost).strip()
    assert document.text == "\n".join(p.text for p in document.paragraphs if p.span)
    for paragraph in document.paragraphs:
        assert replay(source, paragraph) == paragraph.text
        if paragraph.span:
            assert document.text[slice(*paragraph.span)] == paragraph.text
    for part in document.dropped:
        assert part.label and part.rule
    again = cn.Document.from_dict(json.loads(json.dumps(document.to_dict())))
    assert again.to_dict() == document.to_dict()
    assert again.paragraphs == document.paragraphs
    assert [p.edits for p in again.paragraphs] == [p.edits for p in document.paragraphs]


def replay(source: str, paragraph: cn.Paragraph) -> str:
    """A paragraph's edits made on its part of the source."""
    position, out = paragraph.source_span.start, []
    for start, end, replacement, rule, *_ in paragraph.edits:
        assert rule
        assert position <= start <= end <= paragraph.source_span.end
        out += [source[position:start], replacement]
        position = end
    return "".join([*out, source[position : paragraph.source_span.end]])


@settings(max_examples=EXAMPLES)
@given(calm_pages)
def test_cleaning_twice_changes_nothing(page: str) -> None:
    once = cn.clean(page).text
    assert cn.clean(once).text == once


@settings(max_examples=EXAMPLES)
@given(calm_pages)
def test_repairing_twice_changes_nothing(page: str) -> None:
    once = cn.repair(page).value
    assert cn.repair(once).edits == ()


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            "東(dōng)#\n問(wèn)" + "“写个名字就行。”店员把本子推过来。".encode().decode("gb18030", "replace"),
            id="gloss-before-mojibake",
        ),
    ],
)
def test_repairing_mixed_damage_twice_changes_nothing(page: str) -> None:
    assert cn.repair(cn.repair(page).value).edits == ()


@pytest.mark.parametrize("name", [source.name for source in sources()])
def test_cleaning_a_sample_page_twice_changes_nothing(name: str) -> None:
    once = cn.clean((FIXTURES / "pages" / f"{name}.txt").read_bytes()).text
    assert cn.clean(once).text == once


@settings(max_examples=EXAMPLES)
@given(pages, st.data())
def test_ranges_map_to_ranges(page: str, draw: st.DataObject) -> None:
    document = cn.clean(page)
    size = len(document.text)
    start = draw.draw(st.integers(0, size))
    end = draw.draw(st.integers(start, size))
    middle = draw.draw(st.integers(start, end))
    whole, left, right = (document.source_span(a, b) for a, b in ((start, end), (start, middle), (middle, end)))
    assert 0 <= whole.start <= whole.end <= len(page)
    if start < middle < end:
        assert (whole.start, whole.end) == (left.start, right.end)
    if end - start == 1 and document.text[start] == page[whole.start : whole.end]:
        assert len(whole) == 2 and whole.end - whole.start == 1


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
@settings(max_examples=EXAMPLES)
@given(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=5), st.data())
def test_byte_spans_are_exact(encoding: str, lines: list[str], draw: st.DataObject) -> None:
    page = "\n".join(lines)
    if encoding == "big5":
        # Nobody writes Japanese in Big5: kana there speak against the hint.
        lines = [line for line in lines if not any("\u3041" <= c <= "\u30ff" for c in line)]
        page = cn.unify("\n".join(lines), "zh-Hant-TW").value.encode("big5", "ignore").decode("big5")
    data = page.encode(encoding)
    decoded = cn.decode(data, hint=encoding)
    assert decoded.text == page
    start = draw.draw(st.integers(0, len(page)))
    end = draw.draw(st.integers(start, len(page)))
    left = len(page[:start].encode(encoding))
    assert decoded.byte_span(start, end) == Span(left, left + len(page[start:end].encode(encoding)))
    document = cn.clean(data, cn.Config(script=None, punctuation="keep", chrome="keep"), encoding=encoding)
    for paragraph in document.paragraphs:
        if paragraph.span and not paragraph.edits:
            assert data[slice(*document.byte_span(*paragraph.span))].decode(encoding) == paragraph.text


@settings(max_examples=EXAMPLES)
@given(st.lists(st.sampled_from(CLEAN), min_size=1, max_size=3).map("\n".join))
def test_clean_text_needs_no_repair(page: str) -> None:
    assert cn.repair(page).edits == ()
    assert cn.clean(page).damage == {}


def test_a_document_read_back_is_equal() -> None:
    document = cn.clean(inject("清溪縣環湖觀光巴士發車，全長三十二公里，設站十八個。").encode())
    assert cn.Document.from_dict(document.to_dict()) == document


@pytest.mark.parametrize("indent", ["", "  ", "\t", "　　"])
@pytest.mark.parametrize(
    "page",
    [
        pytest.param(SENTENCES[0].encode().decode("latin1"), id="a whole line of mojibake"),
        pytest.param("&#20013;&#25991;&#10;&#20013;&#22269;", id="two paragraphs out of one run of entities"),
        pytest.param("経済?shù)母母铩⑸", id="remains of a gloss"),
    ],
)
def test_the_edits_of_a_paragraph_give_its_text(page: str, indent: str) -> None:
    for text in (indent + page, ("甲\n" + indent + page).encode().decode("latin1")):
        check(cn.clean(text))


def test_a_line_that_is_repaired_with_its_indent_is_replayed_without_it() -> None:
    check(cn.clean(("　　" + SENTENCES[0]).encode().decode("latin1")))
    check(cn.clean(b"\x00\x00\x00\x01 \r\x810\x842\xce\xbb\xb0"))


@pytest.mark.parametrize("indent", ["", "　　"])
def test_a_range_is_the_union_of_its_parts(indent: str) -> None:
    document = cn.clean(f"首页\n{indent}{inject(SENTENCES[0])}\n\n{indent}{SENTENCES[1]}\n{indent}數據")
    size = len(document.text)
    for start in range(size):
        for end in range(start + 1, size + 1):
            whole, parts = document.source_span(start, end), (start, (start + end) // 2, end)
            if start < parts[1]:
                left, right = document.source_span(*parts[:2]), document.source_span(*parts[1:])
                assert whole == (min(left.start, right.start), max(left.end, right.end))


ONCE = [
    ("请记住本站域名，更新最快，无弹窗/enpproperty-->&#20013;&#25991;", "a fragment bares an entity"),
    ("\x80¤@¤@", "a control goes and leaves mojibake"),
    ("\t经 理", "an indent of a tab is no table"),
    ("\x88å¥½", "a control before mojibake"),
    ("站\0锟斤", "a control inside a loss"),
    ("的?\ufffd", "a cut tail behind a mark"),
    ("老梁接过照片，停在那张脸上，过了很久才还给他。\n\n\t老\ufffd", "a cut tail behind an indent"),
    ("??立?g)", "marks before what is left of a gloss"),
    ("• 首页\n• 新闻\n• 关于我们\n• 登录\n• 注册", "a menu of bullets"),
    ("日本嘩\ud83d国", "a lone surrogate"),
    ("©忒（tuī）醭（bú）\n長(zhǎng)三時(shí)た", "brackets of glosses are widened"),
]


@pytest.mark.parametrize(("page", "why"), ONCE, ids=[why for _, why in ONCE])
def test_what_one_stage_lays_bare_another_mends_at_once(page: str, why: str) -> None:
    for chrome in ("drop", "keep"):
        config = cn.Config(chrome=chrome)
        once = cn.clean(page, config)
        check(once)
        assert "unsettled" not in once.damage
        assert cn.clean(once.text, config).text == once.text, why
    assert cn.repair(cn.repair(page).value).edits == ()


@pytest.mark.parametrize("name", [source.name for source in sources()])
def test_keeping_all_of_a_page_keeps_all_of_it_the_second_time(name: str) -> None:
    config = cn.Config(chrome="keep")
    once = cn.clean((FIXTURES / "pages" / f"{name}.txt").read_bytes(), config)
    assert cn.clean(once.text, config).text == once.text
    assert all(paragraph.span for paragraph in once.paragraphs)


@pytest.mark.parametrize("script", ["zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK"])
def test_unifying_twice_changes_nothing(script: str) -> None:
    beside = "駅前の商店街に、小さなパン屋があります。朝の七時に開店して、昼過ぎにはもう売り切れてしまいます。\t"
    beside += "(二)薄弱環節還不少。有的鄉鎮預案多年沒有更新,有的村沒有備足沙袋和照明設備,個別同志還存在僥倖心理。"
    for text in ("正麵麵麵版权", "高尔基著", "显着地", "走在上麵說", "日本嘩\ud83d國", beside):
        once = cn.unify(text, script).value
        assert cn.unify(once, script).edits == ()


WRONG = [
    (lambda: cn.clean(None), TypeError, "str or bytes, not NoneType"),
    (lambda: cn.clean(["a"]), TypeError, "str or bytes, not list"),
    (lambda: cn.clean("x", "zh-Hant"), TypeError, "must be a Config"),
    (lambda: cn.clean("x", encoding="gbk"), cn.ConfigError, "hint for bytes"),
    (lambda: cn.Cleaner("x"), TypeError, "must be a Config"),
    (lambda: cn.learn_site("abc"), TypeError, "iterable of pages"),
    (lambda: cn.repair(b"x"), TypeError, "expected str, not bytes"),
    (lambda: cn.unify(b"x"), TypeError, "expected str, not bytes"),
    (lambda: cn.Document.from_dict({"format": 1}), cn.ConfigError, "is missing"),
    (lambda: cn.Document.from_dict({"format": 7}), cn.ConfigError, "format is 7"),
    (lambda: cn.Config(script="zh-XX"), cn.ConfigError, "zh-Hant-HK"),
]


@pytest.mark.parametrize(("call", "error", "words"), WRONG, ids=[words for *_, words in WRONG])
def test_a_wrong_argument_is_named(call: Callable[[], object], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        call()


def test_all_that_holds_bytes_is_taken() -> None:
    data = SENTENCES[0].encode("gb18030")
    assert cn.clean(bytearray(data)).text == cn.clean(memoryview(data)).text == cn.clean(data).text


@pytest.mark.parametrize(
    ("region", "script"),
    [
        ("zh-CN", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-TW", "zh-Hant-TW"),
        ("zh-HK", "zh-Hant-HK"),
        ("zh-MO", "zh-Hant-HK"),
    ],
)
def test_a_region_means_its_script(region: str, script: str) -> None:
    assert cn.Config(script=region) == cn.Config(script=script)  # type: ignore[arg-type]
    assert cn.unify("軟體里面", region) == cn.unify("軟體里面", script)


def test_a_bracket_over_two_wrapped_lines_is_widened_at_once() -> None:
    lines = [
        "那一年的冬天来得特别早，村口的老槐树一夜之间落光了叶",
        "子，只剩下几根枝丫在风里摇晃。父亲把晒干的玉米(还有",
        "几袋红薯)搬进地窖，母亲在灶台边熬着一锅热腾腾的粥，",
        "我和弟弟趴在窗台上数着屋檐下的冰凌，谁也不肯先去睡。",
        "第二天清早推开门，院子里已经积了厚厚的一层雪，连水缸",
        "也冻住了。",
    ]
    once = cn.clean("\n".join(lines)).text
    assert "玉米（还有几袋红薯）搬进" in once
    assert cn.clean(once).text == once
