"""Train the weights by which the title of a page is chosen among its lines.

usage: python tools/train_title.py PAGES [PAGES ...] [--folds 5] [-o src/cntextclean/_data/title.json]

PAGES holds one folder for each page: raw.txt, and labels.json with "title", "kind" and "host"; or page.html, whose h1
is then taken for the title. A softmax over the lines of each page, by gradient descent with a quadratic penalty; a line
that scores less than nearly all titles is none. The figures printed are those of weights that saw no page of the host.
"""

from __future__ import annotations

import argparse
import html
import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

import cntextclean as cn
from cntextclean.boilerplate import title as titles
from cntextclean.metadata.title import title_range
from cntextclean.page.fold import fold

CONFIG = cn.Config(script=None, punctuation="keep")
PENALTY, STEPS, RATE = 0.02, 4000, 0.5
FEWEST = 0.01  # of the titles that are found score less than what counts as none
Floats = NDArray[np.float64]


class Example(NamedTuple):
    """The candidates of one page, and which of them are the title."""

    host: str
    rows: Floats
    right: NDArray[np.bool_]


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def read_pages(folders: list[Path]) -> list[Example]:
    """An example for each page that has a title and an article."""
    found: list[Example] = []
    seen: list[titles.Candidates] = []
    original = titles.Candidates

    class Watched(original):  # type: ignore[misc,valid-type]
        def __init__(self, *args: Any) -> None:
            super().__init__(*args)
            seen.append(self)

    titles.Candidates = Watched  # type: ignore[misc]
    for page in sorted(p for folder in folders for p in folder.iterdir() if (p / "raw.txt").exists()):
        stated, host = stated_title(page)
        if not stated:
            continue
        seen.clear()
        cn.clean((page / "raw.txt").read_text(encoding="utf-8"), CONFIG)
        if seen and seen[-1].rows:
            found.append(example(seen[-1], stated, host))
    titles.Candidates = original  # type: ignore[misc]
    return found


def stated_title(page: Path) -> tuple[set[str], str]:
    """The spellings of a page's title without marks, none for a page without article, and the page's host."""
    if (page / "labels.json").exists():
        labels = json.loads((page / "labels.json").read_text(encoding="utf-8"))
        article = labels["kind"] not in ("list", "stub", "spam")
        return {plain(fold(labels["title"]))} - {""} if article else set(), labels["host"] or page.name
    data = (page / "page.html").read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    heads = re.findall(r"(?is)<h1[^>]*>(.*?)</h1>", text)
    return {plain(fold(html.unescape(re.sub(r"<[^>]+>", "", head)))) for head in heads} - {""}, page.name


def example(page: titles.Candidates, stated: set[str], host: str) -> Example:
    rows = np.array([page.features(i) for i in page.rows], float)
    texts = [page.lines[i].text for i in page.rows]
    right = np.array([plain(text[slice(*title_range(text))]) in stated for text in texts])
    return Example(host, rows, right)


def train(examples: list[Example]) -> Floats:
    """The weights of the columns."""
    examples = [one for one in examples if one.right.any()]
    weights = np.zeros(len(titles.COLUMNS))
    for _ in range(STEPS):
        slope = PENALTY * weights
        for _, rows, right in examples:
            chance = np.exp(rows @ weights - (rows @ weights).max())
            chance /= chance.sum()
            wanted = chance * right / max((chance * right).sum(), 1e-9)
            slope += rows.T @ (chance - wanted) / len(examples)
        weights -= RATE * slope
    return weights


def main() -> None:
    """Cross-validate, train on everything, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path, nargs="+")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("-o", "--output", type=Path)
    args = parser.parse_args()
    examples = read_pages(args.pages)
    hosts = sorted({one.host for one in examples})
    good, scores = 0, []
    for fold_number in range(args.folds):
        held = set(hosts[fold_number :: args.folds])
        weights = train([one for one in examples if one.host not in held])
        for one in examples:
            if one.host in held and one.right[(one.rows @ weights).argmax()]:
                good += 1
                scores.append((one.rows @ weights).max())
    reachable = sum(bool(one.right.any()) for one in examples)
    print(f"{len(examples)} pages, the title is a candidate on {reachable}; right on hosts not seen: {good}")
    least = float(np.quantile(scores, FEWEST))
    weights = train(examples)
    print("in sample:", sum(bool(one.right[(one.rows @ weights).argmax()]) for one in examples))
    named = {name: round(float(weight), 3) for name, weight in zip(titles.COLUMNS, weights, strict=True)}
    for name, weight in named.items():
        print(f"  {name:20} {weight:7.3f}")
    if args.output:
        data = {"none": round(least, 3), "pages": len(examples), "right on hosts not seen": good, "weights": named}
        args.output.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
