"""HTML pages: what text they have, and that cleaning them is cleaning that text."""

from __future__ import annotations

import builtins
import importlib
import os
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cntextclean as cn
from cntextclean.extras import MissingExtraError

if not os.environ.get("CI"):
    pytest.importorskip("resiliparse", reason="resiliparse is not installed, so HTML is not tested")

ARTICLE = [
    "腊月里，镇上的老茶馆又坐满了人，炉子上的水壶咕嘟咕嘟地响，说书先生清了清嗓子，把醒木往桌上轻轻一拍，屋里立刻安静了下来。",
    "听书的多半是附近的老人，也有带着孙子来的，孩子们听不懂那些打仗的故事，只顾着吃桌上的花生，吃完了就靠在大人的腿上睡着了。",
    "这家茶馆开了六十多年，换过三个掌柜，门口的招牌重新漆过好几回，里面的桌椅却一直没有动，客人们说换了就不是原来的味道了。",
    "散场的时候天已经黑了，大家约好明天再来，掌柜的站在门口一个一个地送出去，嘱咐他们路上滑，慢一点走，不要着急。",
]
PAGE = f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>老茶馆里的说书人_柳镇生活网</title>
<style>p {{ color: red }}</style><script>var a = "<p>脚本</p>";</script></head>
<body><ul class="nav"><li><a href="/">首页</a></li><li><a href="/n">新闻</a></li><li><a href="/l">登录</a></li></ul>
<div>首页 &gt; 新闻 &gt; 正文</div><h1>老茶馆里的说书人</h1><div>2021-01-20 来源：柳镇生活网 作者：张三</div>
<div class="content"><p>{ARTICLE[0]}</p><p>{ARTICLE[1]}<img src="a.jpg" alt="茶馆的照片"></p><p>{ARTICLE[2]}</p>
<p>{ARTICLE[3]}</p></div>
<div>相关阅读</div><ul><li><a>集市开张了</a></li><li><a>石桥修好了</a></li></ul>
<div style="display: none">扫一扫，关注我们</div><noscript>请打开脚本</noscript>
<div>版权所有 柳镇生活网</div></body></html>"""


@pytest.mark.parametrize(
    ("html", "text", "why"),
    [
        ("", "", "nothing"),
        ("只有文字", "只有文字", "text without a tag"),
        ("<p>甲<p>乙", "甲\n\n乙", "paragraphs"),
        ("甲<br>乙<br/>丙", "甲\n乙\n丙", "line breaks"),
        ("<div>甲<div>乙</div>丙</div>", "甲\n乙\n丙", "boxes in each other"),
        ("<h1>题</h1>文<h2>节</h2>段", "题\n\n文\n\n节\n\n段", "headings"),
        ("<b>一</b><span>二</span><a>三</a>", "一二三", "tags inside a line"),
        ("<ul><li>一<li>二<ol><li>甲</ol></ul>", "  • 一\n  • 二\n    1. 甲", "lists"),
        ("<dl><dt>词<dd>义</dl>", "词\n义", "definitions"),
        ("<table><tr><th>名<th>数<tr><td>水<td>2</table>", "名\t\t数\n水\t\t2", "tables"),
        ("<table><tr><td>外<td><table><tr><td>内<td>里</table></table>", "外\n内\t\t里", "tables in each other"),
        ("<pre>一\n  二\n\n三</pre>四", "一\n  二\n\n三\n四", "lines of code"),
        ("<p>多   空\n 白</p>", "多 空 白", "white space is one space"),
        ("<blockquote>引</blockquote>后<hr>线", "引\n后\n线", "quotations and rules"),
        ("<figure><img alt=甲><figcaption>图注</figcaption></figure>文", "图注\n文", "captions, no alternative texts"),
        ("<details><summary>概要</summary>细节</details>", "概要\n细节", "a summary is a line of its own"),
        ("<fieldset><legend>框</legend>里</fieldset>", "框\n里", "and so is a legend"),
        ("<label>标签</label>文", "标签文", "labels are text"),
        ("&lt;p&gt; &#20013;&#x6587; a&amp;nbsp;b", "<p> 中文 a&nbsp;b", "entities, once"),
        ("<title>题目\n 一</title><p>文", "题目 一\n\n文", "the title comes first"),
        ("<p>文</p><title>题目</title>", "题目\n\n文", "also where it stands in the body"),
        ("<script>一</script><style>二</style><template><p>三</template><noscript>四</noscript>文", "文", "no text"),
        ("<p hidden>一</p><p style='Display : none'>二</p>文文文", "文文文", "what is hidden"),
        ("<p style='top:0;visibility:hidden'>三</p>文文文", "文文文", "by either word"),
        ("<dialog>关</dialog><dialog open>开</dialog>", "开", "a dialog that is closed"),
        ("<p style='backface-visibility: hidden'>文</p>甲", "文\n\n甲", "a style that hides nothing"),
        ("<body style='visibility:hidden'><p>文", "文", "a page that a script shows"),
        ("<div style='display:none'><p>文文文文文文</p></div>壹", "文文文文文文\n\n壹", "most of a page is not hidden"),
        ("<select><option>甲</select><input value=丙><textarea>丁</textarea><button>戊</button>文", "文", "forms"),
        ("<video>不支持</video><object>没有</object><svg><title>图</title><text>字</text></svg>文", "文", "media"),
        ("<!-- 注 -->文<!-- <p>-->", "文", "comments"),
        ("<p>𠮷\ud842\udfb7\ud83d\x00", "𠮷𠮷\ufffd", "surrogates in pairs and alone, and a NUL"),
        ("<div><p>甲</div></p><b>乙<i>丙</b>丁</i><td>戊", "甲\n\n乙丙丁戊", "tags that do not match"),
        ("<p>甲<p title='乙", "甲", "a tag cut off"),
        ("<frameset><frame src=a></frameset>", "", "frames have no text"),
    ],
)  # fmt: skip
def test_the_text_of(html: str, text: str, why: str) -> None:
    assert cn.html_text(html) == text, why


def test_a_page_is_its_article() -> None:
    document = cn.clean_html(PAGE)
    assert document.text.split("\n") == ARTICLE
    assert document.title == "老茶馆里的说书人"
    assert (document.metadata["date"], document.metadata["source"]) == ("2021-01-20", "柳镇生活网")
    assert "茶馆的照片" not in document.source
    assert "脚本" not in document.source
    assert {"首页", "首页 > 新闻 > 正文", "集市开张了", "版权所有 柳镇生活网"} <= {
        part.text.lstrip("• ") for part in document.dropped
    }


def test_it_is_the_pass_over_the_text() -> None:
    text = cn.html_text(PAGE)
    of_html, of_text = cn.clean_html(PAGE), cn.clean(text)
    assert of_html.source == text
    assert of_html.paragraphs == of_text.paragraphs
    assert of_html.dropped == of_text.dropped
    assert cn.clean(of_html.text).text == of_html.text


def test_offsets_lead_to_the_text() -> None:
    document = cn.clean_html(PAGE.encode())
    at = document.text.index("说书先生")
    start, end = document.source_span(at, at + 4)
    assert document.source[start:end] == "说书先生"
    with pytest.raises(cn.ConfigError, match="HTML"):
        document.byte_span(at, at + 4)
    copy = cn.Document.from_dict(document.to_dict())
    with pytest.raises(cn.ConfigError, match="HTML"):
        copy.byte_span(at, at + 4)
    assert copy == document


@pytest.mark.parametrize(
    ("charset", "hint", "encoding"),
    [
        ("gbk", None, "gb18030"),
        ("gb2312", None, "gb18030"),
        ("big5", None, "big5hkscs"),
        ("utf-8", None, "utf-8"),
        (None, "gbk", "gb18030"),
    ],
)
def test_bytes_are_read_by_what_the_page_or_the_caller_says(
    charset: str | None, hint: str | None, encoding: str
) -> None:
    short = PAGE.replace("2021-01-20 来源：柳镇生活网 作者：张三", "")
    html = short.replace("utf-8", charset) if charset else short.replace('<meta charset="utf-8">', "")
    if charset == "big5":
        html = cn.unify(html, "zh-Hant-TW").value
    data = html.encode(charset or "gbk", "ignore")
    document = cn.clean_html(data, encoding=hint)
    assert document.encoding == encoding
    assert document.text.split("\n")[-4:] == ARTICLE


def test_what_cannot_be_decoded_is_told() -> None:
    document = cn.clean_html(b'<meta charset="utf-8"><p>' + "好".encode() + b"\xff</p>")
    assert document.decoded is not None
    assert [tuple(span) for span in document.decoded.errors] == [(28, 29)]


def test_titles() -> None:
    """The <title> says which line is one; without such a line it says nothing, as it may name the site alone."""
    body = "<p>今日快报</p><p>{}</p>" + "".join(f"<p>{line}</p>" for line in ARTICLE) + "<p>版权所有</p><p>相关阅读</p>"
    named = cn.clean_html("<title>{} - 柳镇生活网</title>".format("茶馆往事") + body.format("茶馆往事"))
    assert named.title == "茶馆往事"
    site = cn.clean_html("<title>柳镇生活网</title>" + body.format("茶馆往事"))
    assert site.title == cn.clean(site.source).title


def test_a_site_profile_serves_html_too() -> None:
    notice = "<p>柳镇生活网提醒您：转发之前请先核对消息的来源，不要轻信传言。</p>"
    things = "茶馆 石桥 渡口 集市 水井 磨坊".split()  # noqa: SIM905
    pages = [PAGE.replace("茶馆", thing).replace("</p><p>", f"</p>{notice}<p>", 1) for thing in things]
    for thing in things:
        assert thing in cn.html_text(pages[things.index(thing)])
    bare = [
        f"<title>{t}</title>{notice}<p>{t}的故事，{t}里的人和{t}外的路，都在这一篇里慢慢地写下来了。" for t in things
    ]
    site = cn.learn_site(map(cn.html_text, bare))
    assert "柳镇生活网提醒您" in cn.clean_html(pages[0]).text
    assert cn.clean_html(pages[0], site=site).text.split("\n")[-4:] == ARTICLE
    assert cn.Cleaner(site=site).clean_html(pages[0]).text.split("\n")[-4:] == ARTICLE


@pytest.mark.parametrize("jobs", [1, 2])
def test_many_pages(jobs: int) -> None:
    found = cn.Cleaner().clean_many([PAGE, PAGE.encode()], jobs=jobs, html=True)
    assert [document.text.split("\n") for document in found] == [ARTICLE, ARTICLE]


@pytest.mark.parametrize(
    "tag", ["div", "ul><li", "table><tr><td", "b", "blockquote", "label", "div style='display:none'", "select><option"]
)
def test_depth_costs_no_more_than_length(tag: str) -> None:
    """Nor does it end the process. No item of a deep list is indented by its depth: the text would be its square."""
    text = cn.html_text(f"<{tag}>字" * 5000)
    assert len(text) <= 40_000


def test_the_hint_has_to_be_an_encoding() -> None:
    with pytest.raises(cn.ConfigError):
        cn.clean_html(b"<p>x", encoding="no-such")


@pytest.mark.parametrize("function", [cn.clean_html, cn.html_text])
def test_only_str_and_bytes(function: Callable[..., object]) -> None:
    with pytest.raises(TypeError, match="int"):
        function(1)


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str, *args: object, **kwargs: object) -> object:
        if name.startswith("resiliparse"):
            raise ImportError(f"No module named {name!r}")
        return imported(name, *args, **kwargs)

    imported = importlib.import_module
    for name in [name for name in sys.modules if name.startswith("resiliparse")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(MissingExtraError, match=r"pip install 'cntextclean\[html\]'"):
        cn.clean_html("<p>字")
    assert builtins.ImportError in MissingExtraError.__mro__


TAGS = "p div b i a ul ol li table tr td span h1 title script style select option label summary figure pre br"
tags = st.sampled_from(TAGS.split())
pieces = st.one_of(
    tags.map("<{}>".format),
    tags.map("</{}>".format),
    tags.map("<{} hidden style='display:none' x".format),
    st.sampled_from(["中文", "文字。", "\n", "&amp;", "&#x4e2d;", "<!--", "-->", "]]>", "\x00", "\ud800", "<", '"']),
    st.text(max_size=5),
)


@given(st.lists(pieces, max_size=40).map("".join))
def test_any_tags_have_a_text(html: str) -> None:
    document = cn.clean_html(html)
    document.source.encode()
    assert cn.clean(document.text).text == document.text


@given(st.binary(max_size=200))
def test_any_bytes_have_a_text(data: bytes) -> None:
    assert cn.clean_html(data).source == cn.html_text(data)
