"""Speed of the pass beside other libraries, each on what it does, as ratios with their spread in one run.

    python bench/bench_pass.py [--rounds 9] [--json bench/speed.json] [--compare bench/speed.json] [PAGE ...]

Without arguments it takes pages of the repository, with them the given pages in place of these. A round runs all
subjects of a group one after the other, so what else the machine does falls on all of them. A ratio is that of a peer
to cntextclean in one round (2.0: cntextclean is twice as fast), given as the median of the rounds with the quartiles.
What is counted is the processor time of this process. Caches of lines and pieces are emptied before each subject:
no page is seen a second time. Peers that are not installed are left out (pip install resiliparse trafilatura).
--compare flags what has grown slower by more than a fifth beside its peers.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
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
from cntextclean.boilerplate.line_rules import _judge
from cntextclean.page.code_shape import shape
from cntextclean.repairs.mojibake.undo import _explained

ROOT = Path(__file__).parent
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
IMPORT = "import time; start = time.process_time(); import {}; print(time.process_time() - start)"

Subject = Callable[[str], object]


class Group(NamedTuple):
    """Pages of one kind, what is measured on them, and what others do with them. Pages may be bytes in Latin-1."""

    name: str
    pages: list[str]
    own: dict[str, Subject]
    peers: dict[str, Subject]


class Ratio(NamedTuple):
    """How many times as long as `own` a peer takes on a group of pages: median and quartiles over rounds."""

    group: str
    own: str
    milliseconds: float  # of own, for a page, in the best round
    peer: str
    low: float
    median: float
    high: float


def groups(given: Sequence[Path]) -> Iterator[Group]:
    """All that is measured."""
    pages = {path.stem: cn.decode(path.read_bytes()).text for path in sorted(given or FIXTURES.glob("*.txt"))}
    clean = [text for name, text in pages.items() if name.startswith("clean_") and name not in NOT_CHINESE]
    news = "\n".join(clean) or "\n".join(pages.values())
    own: dict[str, Subject] = {"clean": cn.clean, "repair": cn.repair}
    peers: dict[str, Subject] = {"ftfy.fix_text": ftfy.fix_text, "opencc t2s": OpenCC("t2s").convert}
    if given:
        yield Group("given pages", list(pages.values()), own, peers)
    else:
        damaged = [text for name, text in pages.items() if name.startswith(("injected_", "mojibake_"))]
        yield Group("clean articles", clean, own, peers)
        yield Group("pages with furniture", [pages["gbk_portal"], pages["portal_residue"]], own, peers)
        yield Group("damaged pages", damaged, own, peers)
        foreign = {name: (ROOT / "detection" / f"{name}.txt").read_text("utf-8")[:SAMPLE] for name in LANGUAGES}
        for name, text in foreign.items():
            yield Group(f"language: {name}", [text], own, peers)
    yield Group("one short page", [SHORT], own, peers)
    yield Group("one long page", [(news * (LONG // len(news) + 1))[:LONG]], own, peers)
    for right, wrong in (("utf-8", "latin-1"), ("gb18030", "latin-1")):
        text = news[:SAMPLE].encode(right).decode(wrong)
        yield Group(f"all damage: {right} as {wrong}", [text], own, peers)
    data = [page.encode("gb18030").decode("latin-1") for page in pages.values()]
    detectors: dict[str, Subject] = {
        "charset_normalizer": lambda page: str(charset_normalizer.from_bytes(_raw(page)).best())
    }
    yield Group("bytes of GB18030", data, {"decode": lambda page: cn.decode(_raw(page))}, detectors)
    if find_spec("turbohtml") and (extractors := _extractors()):
        yield Group("HTML", [_as_html(page) for page in pages.values()], {"clean_html": cn.clean_html}, extractors)


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
            for cached in (shape, _judge, _explained):
                cached.cache_clear()
            start = time.process_time()
            for page in group.pages:
                work(page)
            if number:  # the first round loads what is loaded once
                took[name].append(max(time.process_time() - start, 1e-9))
    for own in group.own:
        best = min(took[own]) / len(group.pages) * 1e3
        for peer in group.peers:
            ratios = [b / a for a, b in zip(took[own], took[peer], strict=True)]
            low, median, high = statistics.quantiles(ratios, n=4)
            yield Ratio(group.name, own, round(best, 3), peer, round(low, 3), round(median, 3), round(high, 3))


def imports(rounds: int) -> Iterator[Ratio]:
    """How long it takes to import a library, in processes of their own."""
    names = ("cntextclean", "numpy", "ftfy", "opencc")
    took: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            command = [sys.executable, "-c", IMPORT.format(name)]
            took[name].append(float(subprocess.run(command, capture_output=True, check=True, text=True).stdout))
    best = round(min(took[names[0]]) * 1e3, 1)
    for peer in names[1:]:
        ratios = [b / a for a, b in zip(took[names[0]], took[peer], strict=True)]
        low, median, high = statistics.quantiles(ratios, n=4)
        yield Ratio("import", names[0], best, peer, round(low, 3), round(median, 3), round(high, 3))


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
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the ratios there, too")
    parser.add_argument("--compare", type=Path, metavar="FILE", help="name what is slower than in this earlier run")
    args = parser.parse_args()
    found: list[Ratio] = []
    print("| input | call | ms a page | peer | peer : call (quartiles) |\n| --- | --- | --- | --- | --- |")
    for ratios in (*(measured(group, args.rounds) for group in groups(args.pages)), imports(args.rounds)):
        for r in ratios:
            found.append(r)
            print(
                f"| {r.group} | {r.own} | {r.milliseconds} | {r.peer} | {r.median} ({r.low} to {r.high}) |", flush=True
            )
    if args.compare:
        print(*grown(found, args.compare), sep="\n")
    if args.json:
        args.json.write_text(json.dumps([r._asdict() for r in found], indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
