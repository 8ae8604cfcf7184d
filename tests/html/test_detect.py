"""What is taken for HTML, and what only talks about it."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cntextclean as cn
from cntextclean.cli.clean import main
from cntextclean.html import is_html

BODY = "<body><div><p>腊月里，镇上的老茶馆又坐满了人。</p></div></body>"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"<!DOCTYPE html>\n<html><head><title>茶馆</title></head>{BODY}</html>", "a page"),
        (f"\ufeff\r\n <!-- 缓存 --> <!doctype HTML PUBLIC '-//W3C'><HTML>{BODY}", "after a mark, blanks and a comment"),
        (f"<?xml version='1.0'?><html xmlns='x'>{BODY}", "XHTML"),
        (f"<html lang=zh>{BODY}", "without a doctype"),
        (f"<head><meta charset=gbk><title>茶馆</title></head>{BODY}", "only a head"),
        (BODY, "only a body"),
        ("<div class='post'><h1>茶馆</h1><p>坐满了人。</p><p>炉子上的水壶响着。</p></div>\n", "a part of a page"),
        ("<p>坐满了人。</p><p>炉子上的水壶响着。</p>", "two paragraphs"),
        ("<table><tr><td>甲</td><td>乙</td></tr></table>", "a table"),
    ],
)
def test_this_is_html(text: str, why: str) -> None:
    assert is_html(text), why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing"),
        ("腊月里，镇上的老茶馆又坐满了人。", "text"),
        ("<!DOCTYPE html> 是网页的第一行，<html> 和 <body> 要写在后面。", "a sentence that begins with a doctype"),
        ("<html> 标签是根元素，<head> 和 <body> 在它里面。", "a sentence that begins with a tag"),
        ("<div> 是块级元素，<p> 是段落，</p> 结束段落，</div> 结束块。", "a sentence about tags"),
        ("网页是这样写的：\n<!DOCTYPE html>\n<html><head></head><body></body></html>", "a listing after a sentence"),
        ("<p align='center'><img src='a.png'></p>\n\n# 项目\n\n## 安装\n\n<p>见文档</p>", "Markdown"),
        ("<div align='center'><b>茶馆</b></div>\n\n说明见下文，先安装，再运行。", "text under a banner of tags"),
        ("<p>只有一段", "too little to tell"),
        ("<b>粗</b>体<i>斜</i>体", "inline tags"),
        ("<xml><p>甲</p></xml>", "another language"),
        ("<ul>", "a tag alone"),
        ("<<<<<<< HEAD\n甲\n=======\n乙\n>>>>>>>", "a conflict"),
        ("<作者>张三</作者><正文>文</正文>", "tags of its own"),
    ],
)
def test_this_is_no_html(text: str, why: str) -> None:
    assert not is_html(text), why


def test_clean_reads_html_where_it_sees_some() -> None:
    pytest.importorskip("turbohtml")
    page = f"<!DOCTYPE html><html><head><title>茶馆</title></head>{BODY}</html>"
    for data in (page, page.encode()):
        found = cn.clean(data)
        assert found.text.split("\n")[-1] == "腊月里，镇上的老茶馆又坐满了人。"
        assert "<" not in found.text
        assert found.source == page
    assert "<p>" in cn.clean(page, html=False).source
    assert cn.clean("文", html=True).text == "文"
    assert cn.Cleaner(html=False).clean("<p>甲</p><p>乙</p>").edits == cn.clean("<p>甲</p><p>乙</p>", html=False).edits
    with pytest.raises(cn.ConfigError, match="html='yes'"):
        cn.clean("文", html="yes")  # type: ignore[arg-type]


def test_without_the_extra_it_is_text_and_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    imported = importlib.import_module

    def missing(name: str, package: str | None = None) -> object:
        if name.startswith("turbohtml"):
            raise ImportError(f"No module named {name!r}")
        return imported(name, package)

    monkeypatch.setattr(importlib, "import_module", missing)
    document = cn.clean(f"<!DOCTYPE html><html>{BODY}</html>")
    assert document.damage["html.unread"] == 1
    file = tmp_path / "page"
    file.write_text(document.source, encoding="utf-8")
    assert main([str(file)]) == 0
    said = capsys.readouterr()
    assert "pip install 'cntextclean[html]'" in said.err
    assert said.out == document.text + "\n"
    assert "html.unread" not in cn.clean("文").damage


@given(st.text(alphabet="<>/!docty pehml甲。\n-", max_size=60))
def test_any_text_is_looked_at(text: str) -> None:
    is_html(text)
    document = cn.clean(text)
    again = cn.clean(document.text)
    assert again.text == document.text or "unsettled" in document.damage
