"""HTML pages: what text they have, and that cleaning them is cleaning that text."""

from __future__ import annotations

import builtins
import importlib
import os
import sys
from collections.abc import Callable

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cntextclean as cn
from cntextclean.extras import MissingExtraError

if not os.environ.get("CI"):
    pytest.importorskip("turbohtml", reason="turbohtml is not installed, so HTML is not tested")

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
        ("<p>文</p><title>题目</title>", "文\n\n题目", "but where it stands in the body"),
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
        ("<ruby>床<rp>(</rp><rt>chuáng</rt><rp>)</rp></ruby>前", "床前", "the readings of ruby"),
        ("<ruby>漢<rt>ㄏㄢˋ<rtc>x</ruby>字", "漢字", "also where nothing ends them"),
        ("<noscript><p>甲</p>乙&amp;</noscript>", "甲\n\n乙&", "all the text there is"),
        ("<title>题</title><frameset><noframes><p>甲</noframes>", "题\n\n甲", "and what stands for frames"),
        ("甲<script>if (a < b) { '</p>' ", "甲", "a script that nothing closes"),
        ("甲<!-- 乙 <p>丙", "甲", "nor a comment"),
        ("<title>甲<p>乙", "", "nor a title"),
        ("<div>甲<span hidden><p>乙</p></span>丙", "甲丙", "hidden boxes set nothing apart"),
        ("<b><p>甲</b>乙</p>丙", "甲乙\n\n丙", "bold ends in a paragraph, not the paragraph with it"),
        ("<table><tr><td><div>甲</table></div>乙", "甲\n乙", "an end tag ends a table with all that is in it"),
        ("<svg><path/><p>甲</svg>", "甲", "a paragraph ends a picture"),
        ("甲 <b>乙</b> &gt; 丙", "甲 乙 > 丙", "a blank at the end of a run of text"),
        ("<plaintext>甲<p>\n 乙", "甲<p>\n 乙", "plain text to the end"),
        ("<xmp><b>甲</b></xmp>", "<b>甲</b>", "tags shown"),
        ("<pre>\r\n甲\r\n  乙</pre>", "甲\n  乙", "line breaks of any kind"),
        ("<pre><span>甲</span>\n<span>  乙</span></pre>", "甲\n  乙", "and between coloured words"),
        ("甲</>乙&bad;&#0;&notit;", "甲乙&bad;\ufffd¬it;", "references and tags that are none"),
        ("甲<br><br>乙", "甲\n\n乙", "two line breaks"),
        ("<ol start=3><li>甲<li value=7>乙<li>丙</ol>", "  3. 甲\n  7. 乙\n  8. 丙", "numbers of items"),
    ],
)  # fmt: skip
def test_the_text_of(html: str, text: str, why: str) -> None:
    assert cn.html_text(html) == text, why


def test_a_page_is_its_article() -> None:
    document = cn.clean_html(PAGE)
    assert document.text.split("\n") == ARTICLE
    assert document.title == "老茶馆里的说书人"
    assert (document.metadata["date"], document.metadata["source"]) == ("2021-01-20", "柳镇生活网")
    assert "脚本" not in cn.html_text(PAGE)
    assert {"茶馆的照片", "首页", "首页 > 新闻 > 正文", "集市开张了", "版权所有 柳镇生活网"} <= {
        part.text.lstrip("• ") for part in document.dropped
    }


def test_it_is_the_pass_over_the_text() -> None:
    text = cn.html_text(PAGE)
    of_html, of_text = cn.clean_html(PAGE), cn.clean(text)
    assert of_html.source == PAGE
    assert [(part.text, part.role) for part in of_html.paragraphs] == [
        (part.text, part.role) for part in of_text.paragraphs
    ]
    assert cn.clean(of_html.text).text == of_html.text


@pytest.mark.parametrize(
    ("html", "text", "label", "rule"),
    [
        ("<p>甲<span hidden>乙 <b>丙</b></span></p>", "乙 丙", "hidden", "html.hidden"),
        ("<p>甲</p><p style='display:none'>乙</p>", "乙", "hidden", "html.hidden"),
        ("<p>甲</p><template><p>乙</p></template>", "乙", "hidden", "html.hidden"),
        ("<ruby>床<rt>chuáng</rt></ruby>前", "chuáng", "reading", "html.ruby"),
        ("甲<noscript>请打开 &lt;脚本&gt;</noscript>", "请打开 <脚本>", "hidden", "html.noscript"),
        ("甲<noframes>乙</noframes>", "乙", "hidden", "html.noscript"),
        ("甲<img alt='茶&amp;馆' src=a>乙", "茶&馆", "alternative", "html.alternative"),
        ("甲<video>不支持</video>", "不支持", "alternative", "html.media"),
        ("甲<svg><text>字</text></svg>", "字", "alternative", "html.media"),
        ("甲<select><option>一<option>二</select>", "一 二", "widget", "html.form"),
        ("甲<input type=submit value=提交>", "提交", "widget", "html.form"),
        ("甲<button>乙</button>", "乙", "widget", "html.form"),
        ("甲<script>var a = '乙", "var a = '乙", "hidden", "html.unclosed"),
        ("甲<!-- 乙 <p>丙", "<!-- 乙 丙", "hidden", "html.unclosed"),
        ("甲<p title='乙", "<p title='乙", "hidden", "html.unclosed"),
        ("甲<style>乙", "乙", "hidden", "html.unclosed"),
    ],
)  # fmt: skip
def test_what_the_text_leaves_out_is_told(html: str, text: str, label: str, rule: str) -> None:
    found = [part for part in cn.clean_html(html).dropped if part.rule == rule]
    assert [(part.text, part.label) for part in found] == [(text, label)]
    start, end = found[0].source_span
    assert html[start:end].replace(" ", "")[0] == text[0]
    assert html[start:end] in html and not html[start:end].startswith(" ") and not html[start:end].endswith(" ")


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("<p>甲</p><script>var 乙</script><style>p { }</style><!-- 丙 -->", "scripts, styles and comments"),
        ("<p class='甲' title='乙'>丙<img alt='' src=x><input type=hidden value=丁>", "attributes nobody reads"),
        ("<p>甲<rt> </rt><button>\n</button>乙", "nothing but blanks"),
    ],
)
def test_markup_is_no_text_that_was_left_out(html: str, why: str) -> None:
    assert cn.clean_html(html).dropped == (), why


def test_a_reading_lies_inside_the_paragraph_it_was_taken_from() -> None:
    html = "<p><ruby>臺<rt>ㄊㄞˊ</rt></ruby><ruby>灣<rt>ㄨㄢ</rt></ruby>的小朋友</p>"
    document = cn.clean_html(html)
    assert document.text == "台湾的小朋友"
    (paragraph,) = document.paragraphs
    assert html[slice(*paragraph.source_span)] == html[len("<p><ruby>") : -len("</p>")]
    assert [html[slice(*part.source_span)] for part in document.dropped] == ["ㄊㄞˊ", "ㄨㄢ"]
    assert "html.markup+html.ruby" in {edit.rule for edit in paragraph.edits}


def test_offsets_lead_to_the_html() -> None:
    html = PAGE.replace("说书先生", "说<b>书&#20808;</b><!-- 空 -->生")
    data = html.encode("gb18030")
    document = cn.clean_html(data, encoding="gb18030")
    at = document.text.index("说书先生")
    start, end = document.source_span(at, at + 4)
    assert document.source[start:end] == "说<b>书&#20808;</b><!-- 空 -->生"
    assert document.source[slice(*document.source_span(at + 2, at + 3))] == "&#20808;"
    start, end = document.byte_span(at, at + 4)
    assert data[start:end].decode("gb18030") == "说<b>书&#20808;</b><!-- 空 -->生"
    copy = cn.Document.from_dict(document.to_dict())
    assert copy.byte_span(at, at + 4) == (start, end)
    assert copy.to_dict() == document.to_dict()


def test_a_page_of_many_tags_has_few_edits() -> None:
    html = "".join(f"<div><p><b>{line}</b></p></div>\n" for line in ARTICLE * 20)
    assert len(cn.clean_html(html).edits) <= 81


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
        html = opencc.OpenCC("s2tw").convert(html)
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
    assert site.title == cn.clean(cn.html_text(site.source)).title


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
        if name.startswith("turbohtml"):
            raise ImportError(f"No module named {name!r}")
        return imported(name, *args, **kwargs)

    imported = importlib.import_module
    for name in [name for name in sys.modules if name.startswith("turbohtml")]:
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
    cn.html_text(html).encode()
    assert cn.clean(document.text).text == document.text


@given(st.binary(max_size=200))
def test_any_bytes_have_a_text(data: bytes) -> None:
    assert cn.clean_html(data).source == cn.decode(data).text
