"""What other libraries give for the inputs of docs/coming-from.md: those that are installed are tried.

    pip install ftfy opencc resiliparse trafilatura lxml_html_clean jionlp
    python bench/peers.py
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module, metadata
from typing import Any

import cntextclean as cn

HTML = """<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>县里修堤 - 海边新闻网</title></head><body>
<div class="nav"><a href="/">首页</a> | <a href="/n">新闻</a> | <a href="/s">体育</a></div><h1>县里修堤</h1>
<div class="article"><p>縣裡打算在這裡修一座新的防波堤,預計明年秋天完工。大家開了三次會,每一次都開到深夜。</p>
<p>老船長說,他十六歲出海,在這條船上整整過了四十年,從來沒有想過要離開。孩子們在沙灘上放風箏,線一下子就斷了。</p></div>
<div class="related">相关阅读：<a href="/1">渔村春祭</a> <a href="/2">油价上涨</a></div>
<div class="footer">版权所有 © 2009 海边新闻网 京ICP备09000000号</div></body></html>"""
DAMAGED = (
    "你好，世界：“好”！",
    "æ–°é—»ï¼Œä¸\xadæ–‡",
    "中文测试内容".encode().decode("gbk", "replace"),
    "推動科創(chuàng)新，建設(shè)平臺",
)
SCRIPTS = ("他說著話", "显著的变化", "顯著，乾隆，著作，他說著話")
PATTERNS = "县里打算修堤（图）,见《论语（下）》（张三）。联系电话 13800138000。"


def tried() -> Iterator[tuple[str, str, Callable[[Any], Any], tuple[str, ...]]]:
    """The module, what is called, how, and with what."""
    yield "ftfy", "fix_text", lambda m: m.fix_text, DAMAGED
    yield "opencc", "t2s", lambda m: m.OpenCC("t2s").convert, SCRIPTS
    yield "opencc", "tw2s", lambda m: m.OpenCC("tw2s").convert, SCRIPTS
    extract = "resiliparse.extract.html2text"
    yield extract, "main content", lambda m: lambda html: m.extract_plain_text(html, main_content=True), (HTML,)
    yield extract, "all text", lambda m: m.extract_plain_text, (HTML,)
    yield "trafilatura", "extract", lambda m: m.extract, (HTML, PATTERNS)
    yield "jionlp", "clean_text", lambda m: m.clean_text, (PATTERNS,)
    yield "jionlp", "tra2sim", lambda m: m.tra2sim, SCRIPTS
    yield "jionlp", "tra2sim word", lambda m: lambda text: m.tra2sim(text, mode="word"), SCRIPTS
    yield "cntextclean", "repair", lambda m: lambda text: m.repair(text).value, DAMAGED
    yield "cntextclean", "unify", lambda m: lambda text: m.unify(text, "zh-Hans").value, SCRIPTS
    yield "cntextclean", "clean", lambda m: lambda text: cn.clean(text).text, (HTML, PATTERNS)


def main() -> None:
    """Print what each gives."""
    for module, name, call, inputs in tried():
        try:
            function = call(import_module(module))
        except ImportError as error:
            print(f"{module}: not tried: {error}")
            continue
        package = module.partition(".")[0]
        for text in inputs:
            shown = "(the page)" if text is HTML else repr(text)
            print(f"{package} {metadata.version(package)} {name}: {shown} -> {function(text)!r}")


if __name__ == "__main__":
    main()
