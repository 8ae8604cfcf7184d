"""The pass beside itself: damaged beside sound, foreign beside Chinese, ten times the input, two processes, a stage."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import cntextclean as cn
from cntextclean._pass import LAYOUT
from cntextclean.config import Config
from cntextclean.page import Page
from cntextclean.repairs import REPAIRS

__all__ = ["Bench", "Ratio", "fill", "quartiles", "stored", "within"]

Work = Callable[[], object]

CHANNELS = (
    ("utf-8", "cp1252"), ("utf-8", "latin-1"), ("utf-8", "gbk"), ("gbk", "latin-1"), ("gbk", "cp1252"),
    ("gbk", "cp949"), ("gbk", "big5"), ("big5", "gbk"), ("gbk", "utf-8"),
)  # fmt: skip
LINE = "受冷空气影响，北京今日气温骤降，市民纷纷换上厚衣服。"
SHAPES = {
    "one short line": "今天天气很好\n",
    "digits on lines of their own": "1\n",
    "a label on lines of its own": "广告\n",
    "line ends of Windows": f"{LINE}\r\n",
    "GBK read as Latin-1": LINE.encode("gbk").decode("latin-1") + "\n",
    "lost characters": "中\ufffd文",
    "spaced characters": "今 天 天 气 ",
    "brackets": "（(",
}
TIMES, SIZE = 10, 20_000  # so many times so many characters
JOBS, RECORDS = 2, 600
PAGE = 4000  # characters
FIRST = """
import time, sys
start = time.process_time()
import cntextclean
imported = time.process_time()
cntextclean.clean(sys.stdin.read())
print(imported - start, time.process_time() - imported)
"""
IMPORT = "import time; start = time.process_time(); import {}; print(time.process_time() - start)"


class Ratio(NamedTuple):
    """How many times as long as `own` a peer takes on a group of pages: median and quartiles over rounds."""

    group: str
    own: str
    milliseconds: float  # of own, for a page, in the best round
    megabytes: float  # of UTF-8 that own reads in a second, in the best round
    peer: str
    low: float
    median: float
    high: float


def quartiles(group: str, own: str, peer: str, took: Sequence[tuple[float, float]], size: float) -> Ratio:
    """The ratio of the times (own, peer) of some rounds; size: bytes that `own` reads in its time."""
    best = max(min(mine for mine, _ in took), 1e-9)
    low, median, high = statistics.quantiles([theirs / max(mine, 1e-9) for mine, theirs in took], n=4)
    return Ratio(
        group, own, round(best * 1e3, 3), round(size / best / 1e6, 3), peer, *(round(x, 3) for x in (low, median, high))
    )


def fill(text: str, size: int) -> str:
    """A text again and again, up to a size in characters."""
    return (text * (size // len(text) + 1))[:size]


class Bench(NamedTuple):
    """How two pieces of work are run in turn. forget: empties the caches. only: what names of groups begin with."""

    rounds: int
    forget: Callable[[], None]
    only: str = ""

    def __call__(
        self, names: tuple[str, str, str], own: Work, peer: Work, *, size: float, count: int = 1, scale: float = 1.0
    ) -> Iterator[Ratio]:
        """The ratio of both. names: group, own, peer. size: bytes that `own` reads. count: pages that both read.
        scale: by what the time of the peer is multiplied."""
        if not names[0].startswith(self.only):
            return
        took = [(self.timed(own) / count, scale * self.timed(peer) / count) for _ in range(self.rounds + 1)]
        yield quartiles(*names, took[1:], size / count)

    def timed(self, work: Work) -> float:
        """Seconds of processor time that work takes."""
        self.forget()
        start = time.process_time()
        work()
        return time.process_time() - start


def within(
    news: str, pages: Sequence[str], foreign: dict[str, str], rounds: int, forget: Callable[[], None], only: str
) -> Iterator[Ratio]:
    """All that is measured of the library beside itself.

    news: sound Chinese text. pages: pages as they are collected. foreign: text by language. forget: empties the caches.
    """
    run = Bench(rounds, forget, only)
    sound = fill(news, PAGE)
    yield from _damage(sound, run)
    for name, text in foreign.items():
        yield from run(
            (f"language: {name}", "repair", "repair of as much Chinese"),
            partial(cn.repair, text), partial(cn.repair, sound),
            size=len(text.encode()), scale=len(text) / len(sound),
        )  # fmt: skip
    yield from _stages(pages, run)
    for name, shape in {"news": news, **SHAPES}.items():
        one = fill(shape, SIZE)
        yield from run(
            (f"growth: {name}", "clean", f"clean of {TIMES} times as much"),
            partial(cn.clean, one), partial(cn.clean, one * TIMES), size=len(one.encode()),
        )  # fmt: skip
    if f"{RECORDS} records".startswith(only):
        yield _jobs(pages, rounds)
    if "import".startswith(only) or "first page".startswith(only):
        yield from imports(sound[:1000], rounds)


def _damage(sound: str, run: Bench) -> Iterator[Ratio]:
    """Pages of which all, or one paragraph, was read in a wrong encoding, beside the sound page."""
    peer = partial(cn.clean, sound)
    for right, wrong in CHANNELS:
        page = "\n".join(line.encode(right, "replace").decode(wrong, "replace") for line in sound.splitlines())
        names = (f"all damage: {right} read as {wrong}", "repair", "clean of the sound page")
        yield from run(names, partial(cn.repair, page), peer, size=len(page.encode()))
    first, *rest = sound.splitlines()
    page = "\n".join([first.encode("gbk").decode("latin-1"), *rest])
    yield from run(
        ("one damaged paragraph", "clean", "clean of the sound page"),
        partial(cn.clean, page),
        peer,
        size=len(page.encode()),
    )


def _stages(pages: Sequence[str], run: Bench) -> Iterator[Ratio]:
    """Every stage once over each page, beside the whole pass."""
    config = Config()
    size = sum(len(page.encode()) for page in pages)
    for act, _ in (*REPAIRS, *LAYOUT):
        yield from run(
            ("stages", _name(act), "clean"),
            lambda act=act: [tuple(act(Page(page), config)) for page in pages],
            lambda: [cn.clean(page) for page in pages],
            size=size, count=len(pages),
        )  # fmt: skip


def _name(act: object) -> str:
    while isinstance(act, partial):
        act = act.args[0]
    return getattr(act, "__name__", str(act))


def _jobs(pages: Sequence[str], rounds: int) -> Ratio:
    """Two processes beside one, by the clock on the wall, starting them included."""
    records = [pages[number % len(pages)] for number in range(RECORDS)]
    size = sum(len(record.encode()) for record in records)

    def seconds(jobs: int) -> float:
        start = time.perf_counter()
        for _ in cn.Cleaner().clean_many(records, jobs=jobs):
            pass
        return time.perf_counter() - start

    took = [(seconds(JOBS), seconds(1)) for _ in range(max(2, rounds // 3))]
    return quartiles(f"{RECORDS} records", f"{JOBS} jobs", "1 job", took, size)


def imports(page: str, rounds: int) -> Iterator[Ratio]:
    """How long it takes to import a library and to clean a first page, in processes of their own."""
    took: dict[str, list[float]] = {}
    for _ in range(rounds):
        command = [sys.executable, "-c", FIRST]
        done = subprocess.run(command, input=page, capture_output=True, check=True, text=True).stdout.split()
        for name, seconds in zip(("import", "first page"), map(float, done), strict=True):
            took.setdefault(name, []).append(seconds)
        for name in ("numpy", "ftfy", "opencc"):
            command = [sys.executable, "-c", IMPORT.format(name)]
            took.setdefault(name, []).append(
                float(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
            )
    for own in ("import", "first page"):
        for peer in ("numpy", "ftfy", "opencc"):
            yield quartiles(own, "cntextclean", f"import of {peer}", list(zip(took[own], took[peer], strict=True)), 0)


def stored(ratios: Sequence[Ratio]) -> str:
    """Ratios as JSON."""
    return json.dumps([r._asdict() for r in ratios], indent=1, ensure_ascii=False) + "\n"
