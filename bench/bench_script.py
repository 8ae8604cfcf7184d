"""Speed of script unification beside OpenCC on the same text in one run, and the round trip by way of Taiwan.

usage: python bench/bench_script.py [FILE ...]      UTF-8 files of Simplified text; without any, sentences of our own
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from opencc import OpenCC

from cntextclean import unify
from cntextclean.config import Config
from cntextclean.normalize.characters import normalise_characters
from cntextclean.normalize.punctuation import PUNCTUATION
from cntextclean.normalize.script import identify_script
from cntextclean.page import Page
from cntextclean.settle import Paged, run

OWN = (
    "昨天下午，图书馆的阅览室里坐满了人。管理员说，新买的三千册书已经上架，读者可以随时借阅。"
    "孩子们围着一张大桌子，听老师讲这座城市的历史：从码头到铁路，从手工作坊到现代工厂（一共一百二十年）。"
    "“这些照片都很珍贵，”他看着墙上的说明，“只有一部分保存了下来。”复制的工作预计明年完成。\n"
)
SIZE = 4000


def seconds(function: Callable[[], object]) -> float:
    """The best of five rounds, in CPU seconds for one call."""
    best = 1e9
    for _ in range(5):
        start = time.process_time()
        for _ in range(50):
            function()
        best = min(best, (time.process_time() - start) / 50)
    return best


def main() -> None:
    texts = [Path(name).read_text("utf-8") for name in sys.argv[1:]] or [OWN]
    simplified = unify("\n".join(texts) * (1 + SIZE // len("\n".join(texts))), "zh-Hans").value[:SIZE]
    traditional = unify(simplified, "zh-Hant-TW").value
    narrowed = simplified.translate(str.maketrans("，：；？！（）", ",:;?!()"))
    t2s, tw2s, s2tw = (OpenCC(name).convert for name in ("t2s", "tw2s", "s2tw"))
    config = Config()
    rows: list[tuple[str, Callable[[], object], Callable[[], object] | None]] = [
        ("Simplified to zh-Hans", lambda: unify(simplified), lambda: t2s(simplified)),
        ("Traditional to zh-Hans", lambda: unify(traditional), lambda: tw2s(traditional)),
        ("Simplified to zh-Hant-TW", lambda: unify(simplified, "zh-Hant-TW"), lambda: s2tw(simplified)),
        ("identify_script", lambda: identify_script(simplified), None),
        ("characters, clean text", lambda: list(normalise_characters(Page(simplified), config)), None),
        ("punctuation, clean text", lambda: run(Paged.of(simplified), PUNCTUATION, config), None),
        ("punctuation, narrowed text", lambda: run(Paged.of(narrowed), PUNCTUATION, config), None),
    ]
    for name, ours, theirs in rows:
        ours()
        mine = seconds(ours)
        size = len(simplified.encode()) / 1e6
        line = f"{name:28s} {mine * 1e6:8.0f} us a page of {SIZE} characters, {size / mine:7.1f} MB/s"
        if theirs:
            line += f"; opencc {seconds(theirs) * 1e6:6.0f} us: {seconds(theirs) / mine:5.2f} x its speed"
        print(line)
    wrong = total = 0
    for text in texts:
        start = unify(text, "zh-Hans").value
        back = unify(unify(start, "zh-Hant-TW").value, "zh-Hans").value
        total += len(start)
        for at, (old, new) in enumerate(zip(start, back, strict=True)):
            if old != new:
                wrong += 1
                print(f"  round trip: {start[max(0, at - 4) : at]!r} {old}>{new} {start[at + 1 : at + 5]!r}")
    print(f"round trip by way of zh-Hant-TW: {1 - wrong / max(1, total):.4%} of {total} characters the same")


if __name__ == "__main__":
    main()
