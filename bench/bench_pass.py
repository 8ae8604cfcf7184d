"""Speed of the pass beside other libraries, each on what it does, and beside itself, as ratios with their spread.

    python bench/bench_pass.py [--rounds 9] [--only GROUP] [--json FILE] [--compare bench/speed.json] [PAGE ...]

Without arguments it takes pages of the repository, with them the given pages in place of these; a page named *.html is
measured as HTML. A round runs all subjects of a group one after the other, so what else the machine does falls on all
of them. A ratio is that of a peer to cntextclean in one round (2.0: cntextclean is twice as fast), given as the median
of the rounds with the quartiles. What is counted is the processor time of this process; the clock on the wall where
processes are compared. Caches of lines and pieces are emptied before each subject: no page is seen a second time.
Peers that are not installed are left out (pip install resiliparse trafilatura jionlp). within.py: the pass beside
itself. --compare flags what has grown slower by more than a fifth beside its peers.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import charset_normalizer
import ftfy
from opencc import OpenCC

import cntextclean as cn
from within import Ratio, fill, quartiles, stored, within

ROOT = Path(__file__).parent
sys.path[:0] = [str(ROOT.parent / "tests" / "support")]

from caches import forget  # noqa: E402

FIXTURES = ROOT.parent / "fixtures" / "pages"
NOT_CHINESE = {"clean_english", "clean_japanese", "clean_code"}
LANGUAGES = ("ja", "ko", "ru", "western")
SAMPLE = 4000  # characters of each text of another language
LONG = 200_000  # characters of the long page
SLOWER = 1.2
SHORT = (
    "首页 > 新闻 > 正文\n北京迎来入秋以来最强降温\n2023-10-05 08:30 来源：北京日报 作者：王小明\n"
    "受冷空气影响，今日气温骤降，最高气温只有十二度，市民纷纷换上厚衣服。气象台提醒大家注意防寒保暖。\n"
    "上一篇：某某新闻\n下一篇：另一新闻\n版权所有 京ICP备12345678号"
)

Subject = Callable[[str], object]


class Group(NamedTuple):
    """Pages of one kind, what is measured on them, and what others do with them. Pages may be bytes in Latin-1."""

    name: str
    pages: list[str]
    own: dict[str, Subject]
    peers: dict[str, Subject]


def groups(given: Sequence[Path]) -> Iterator[Group]:
    """All that is measured beside others."""
    own: dict[str, Subject] = {"clean": cn.clean, "repair": cn.repair}
    peers: dict[str, Subject] = {"ftfy.fix_text": ftfy.fix_text, "opencc t2s": OpenCC("t2s").convert, **_cleaners()}
    if given:
        pages = [page for path in given if path.suffix != ".html" for page in [text_of(path)]]
        yield Group("given pages", pages, own, peers)
    else:
        named = {path.stem: text_of(path) for path in sorted(FIXTURES.glob("*.txt"))}
        pages = list(named.values())
        yield Group("clean articles", sound_pages(), own, peers)
        yield Group("pages with furniture", [named["gbk_portal"], named["portal_residue"]], own, peers)
        yield Group(
            "damaged pages", [t for n, t in named.items() if n.startswith(("injected_", "mojibake_"))], own, peers
        )
        for name, text in foreign_pages().items():
            yield Group(f"language: {name}", [text], own, peers)
    news = "\n".join(sound_pages())
    yield Group("one short page", [SHORT], own, peers)
    yield Group("one long page", [fill(news, LONG)], own, peers)
    for right, wrong in (("utf-8", "latin-1"), ("gb18030", "latin-1")):
        text = news[:SAMPLE].encode(right).decode(wrong)
        yield Group(f"all damage: {right} as {wrong}", [text], own, peers)
    data = [page.encode("gb18030", "replace").decode("latin-1") for page in pages]
    detectors: dict[str, Subject] = {
        "charset_normalizer": lambda page: str(charset_normalizer.from_bytes(_raw(page)).best())
    }
    yield Group("bytes of GB18030", data, {"decode": lambda page: cn.decode(_raw(page))}, detectors)
    if find_spec("turbohtml") and (extractors := _extractors()):
        html = [text_of(path) for path in given if path.suffix == ".html"] or [_as_html(page) for page in pages]
        yield Group("HTML", html, {"clean_html": cn.clean_html}, extractors)


def text_of(path: Path) -> str:
    """A page, decoded."""
    return cn.decode(path.read_bytes()).text


def sound_pages() -> list[str]:
    """The Chinese articles of the repository."""
    return [text_of(path) for path in sorted(FIXTURES.glob("clean_*.txt")) if path.stem not in NOT_CHINESE]


def foreign_pages() -> dict[str, str]:
    """Text in other languages."""
    return {name: (ROOT / "detection" / f"{name}.txt").read_text("utf-8")[:SAMPLE] for name in LANGUAGES}


def _cleaners() -> dict[str, Subject]:
    if not find_spec("jionlp"):
        return {}
    import jionlp

    return {"jionlp.clean_text": jionlp.clean_text}


def _raw(page: str) -> bytes:
    return page.encode("latin-1")


def _as_html(page: str) -> str:
    body = "".join(f"<p>{escape(line)}</p>\n" for line in page.splitlines())
    return f"<html><head><title>{escape(page[:20])}</title></head><body><div>{body}</div></body></html>"


def _extractors() -> dict[str, Subject]:
    found: dict[str, Subject] = {}
    if find_spec("resiliparse"):
        from resiliparse.extract.html2text import extract_plain_text

        convert = OpenCC("t2s").convert
        found["resiliparse + ftfy + opencc"] = lambda page: convert(
            ftfy.fix_text(extract_plain_text(page, main_content=True))
        )
    if find_spec("trafilatura"):
        import trafilatura

        found["trafilatura"] = trafilatura.extract
    return found


def measured(group: Group, rounds: int) -> Iterator[Ratio]:
    """The ratios of one group."""
    subjects = {**group.own, **group.peers}
    took: dict[str, list[float]] = {name: [] for name in subjects}
    for number in range(rounds + 1):
        for name, work in subjects.items():
            forget()
            start = time.process_time()
            for page in group.pages:
                work(page)
            if number:  # the first round loads what is loaded once
                took[name].append(max(time.process_time() - start, 1e-9))
    count = len(group.pages)
    size = sum(len(page.encode()) for page in group.pages) / count
    for own in group.own:
        for peer in group.peers:
            rounds_of_both = [(a / count, b / count) for a, b in zip(took[own], took[peer], strict=True)]
            yield quartiles(group.name, own, peer, rounds_of_both, size)


def grown(now: Sequence[Ratio], before: Path) -> Iterator[str]:
    """What has grown slower beside a peer since a run that was stored."""
    known = {(r["group"], r["own"], r["peer"]): r["median"] for r in json.loads(before.read_text("utf-8"))}
    for ratio in now:
        then = known.get((ratio.group, ratio.own, ratio.peer))
        if then is not None and ratio.median * SLOWER < then:
            yield f"{ratio.group}, {ratio.own} beside {ratio.peer}: {then} before, {ratio.median} now"


def main() -> None:
    """Print a table, write it as JSON where asked to, and compare it with an earlier one."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("pages", nargs="*", type=Path, metavar="PAGE")
    parser.add_argument("--rounds", type=int, default=9, help="rounds over each group, two at least (default: 9)")
    parser.add_argument("--only", default="", metavar="GROUP", help="measure groups alone whose names begin so")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the ratios there, too")
    parser.add_argument("--compare", type=Path, metavar="FILE", help="name what is slower than in this earlier run")
    args = parser.parse_args()
    found: list[Ratio] = []
    print("| input | call | ms a page | MB/s | peer | peer : call (quartiles) |\n| --- | --- | --- | --- | --- | --- |")
    for r in ratios(args.pages, args.rounds, args.only):
        found.append(r)
        spread = f"{r.median} ({r.low} to {r.high})"
        print(f"| {r.group} | {r.own} | {r.milliseconds} | {r.megabytes or '-'} | {r.peer} | {spread} |", flush=True)
    if args.compare:
        print(*grown(found, args.compare), sep="\n")
    if args.json:
        args.json.write_text(stored(found), "utf-8")


def ratios(given: Sequence[Path], rounds: int, only: str) -> Iterator[Ratio]:
    """All that is measured, beside others and beside itself."""
    for group in groups(given):
        if group.name.startswith(only):
            yield from measured(group, rounds)
    pages = [text_of(path) for path in given or sorted(FIXTURES.glob("*.txt")) if path.suffix == ".txt"]
    yield from within("\n".join(sound_pages()), pages, foreign_pages(), rounds, forget, only)


if __name__ == "__main__":
    main()
