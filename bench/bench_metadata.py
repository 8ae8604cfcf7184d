"""How often title, date and authors of a page are right.

usage: python bench/bench_metadata.py PAGES

PAGES holds one folder for each page with raw.txt, and what somebody wrote down that the page states: labels.json with
title, date, authors and kind (lists, stubs and spam are passed over); or date.txt and author.txt ("UNKNOWN" where it
states nothing) beside page.html. A date is right to the day (or the month, if only that is
written down); authors are right if all are found and at most one more. A title is right if it is the one written down;
without labels, if it is the page's h1 or what the browser shows before the site's name: a strict measure, for browsers
are shown other titles as well.
"""

from __future__ import annotations

import argparse
import html
import json
import re
from pathlib import Path
from typing import Any

import cntextclean as cn

_DAY = re.compile(r"((?:19|20)[0-9]{2})-([0-9]{1,2})(?:-([0-9]{1,2}))?")
_NO_ARTICLE = frozenset({"list", "stub", "spam"})
_SPLIT = re.compile(r"[\s、,]+|\(.*?\)")


def right_date(found: object, page: Path) -> bool | None:
    """Whether the date is right; None if the page states none."""
    stated = _DAY.match(str(_labels(page).get("date", _read(page / "date.txt"))))
    if not stated:
        return None
    parts = [f"{int(part):02}" for part in stated.groups() if part]
    return isinstance(found, str) and found.startswith("-".join(parts))


def right_authors(found: object, page: Path) -> bool | None:
    """Whether the authors are right; None if the page states none."""
    written = _SPLIT.split(_read(page / "author.txt"))
    stated = {name for name in _labels(page).get("authors", written) if name}
    if not stated or stated == {"UNKNOWN"}:
        return None
    names = [str(name) for name in found] if isinstance(found, list) else []
    return stated <= set(names) and len(names) <= len(stated) + 1


def right_title(found: str | None, page: Path) -> bool | None:
    """Whether the title is the one written down, or the page's heading, or begins what the browser shows; None if the
    page has none."""
    if _labels(page):
        stated = _plain(_labels(page)["title"])
        return _plain(found or "") == stated if stated else None
    data = (page / "page.html").read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    heads = [_plain(part) for part in re.findall(r"(?is)<(?:title|h1)[^>]*>(.*?)</(?:title|h1)>", text)]
    if not any(heads):
        return None
    title = _plain(found or "")
    return len(title) > 3 and any(head.startswith(title) or title == head for head in heads)


def _plain(markup: str) -> str:
    return re.sub(r"[\W_]+", "", html.unescape(re.sub(r"<[^>]+>", "", markup)))


def _labels(page: Path) -> dict[str, Any]:
    labels: dict[str, Any] = json.loads(_read(page / "labels.json") or "{}")
    return labels


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""


def main() -> None:
    """Print one line for each kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    verdicts: dict[str, list[bool]] = {"title": [], "date": [], "authors": []}
    for page in sorted(path for path in parser.parse_args().pages.iterdir() if (path / "raw.txt").exists()):
        if _labels(page).get("kind") in _NO_ARTICLE:
            continue
        document = cn.clean(_read(page / "raw.txt"), cn.Config(script=None, punctuation="keep"))
        for kind, verdict in (
            ("title", right_title(document.title, page)),
            ("date", right_date(document.metadata.get("date"), page)),
            ("authors", right_authors(document.metadata.get("authors"), page)),
        ):
            if verdict is not None:
                verdicts[kind].append(verdict)
    for kind, found in verdicts.items():
        print(f"{kind:8} {sum(found)} of {len(found)} right, {sum(found) / max(len(found), 1):.3f}")


if __name__ == "__main__":
    main()
