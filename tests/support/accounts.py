"""Accounts of runs for the tests of reports, written by hand: what they say is known without a run."""

from __future__ import annotations

from typing import Any

from cntextclean.report.account import Account, Case, Top

COUNTS: dict[str, dict[str, int]] = {
    "records": {"in": 10, "out": 8, "dropped": 1, "failed": 1, "out_with_errors": 0},
    "characters": {"source": 1000, "kept": 700, "between": 100, "text": 650},
    "dropped": {"nav": 150, "ad": 50},
    "edits": {"punctuation.comma": 30, "script.convert": 90},
    "damage": {"injection.gloss": 4},
    "encodings": {"gb18030": 5, "str": 4},
    "scripts": {"zh-Hans": 9},
    "kinds": {"article": 6, "list": 3},
    "confidence": {"0.9": 6, "0.3": 3},
    "reasons": {"not a JSON object": 1, "nothing left": 1},
}


def account(name: str = "run", **changes: Any) -> Account:
    """A run of nine pages; `changes` are of the fields of the account."""
    values: dict[str, Any] = {
        "name": name,
        "version": "0.1.0",
        "options": {"fingerprint": "f" * 16, "samples": 20, "seed": 5, "config": {"script": "zh-Hans"}},
        "shards": {"done": 2, "damaged": 0, "other options": 0},
        "counts": COUNTS,
        "hosts": Top((("news.example.cn", 6), ("bbs.example.cn", 3))),
        "lines": Top((("nav\t首页 | 新闻", 7), ("ad\t点击下载", 2)), 0),
        "cases": {
            "rule:punctuation.comma": [edited(f"c{n}") for n in range(3)],
            "rule:chrome.nav-words": [dropped("d0")],
            "band:0.9": [page("p0")],
            "pages": [page("p0"), page("p1", digest="other")],
        },
        "seconds": 12.5,
        "slowest": [(3.25, "b.jsonl", 7), (0.5, "a.jsonl", 1)],
    }
    return Account(**values | changes)


def edited(name: str, **changes: Any) -> Case:
    case = {
        "id": name, "rule": "punctuation.comma", "what": "edited", "shard": "a.jsonl", "record": 3, "at": 12,
        "url": "http://news.example.cn/3", "page": name, "inferred": False, "margin": None, "alternatives": [],
        "before": ["风很大", ",", "线断了"], "after": ["风很大", "，", "线断了"],
    }  # fmt: skip
    return case | changes


def dropped(name: str, **changes: Any) -> Case:
    case = edited(name, rule="chrome.nav-words", what="dropped", label="nav")
    return {**case, "before": ["", "首页 | 新闻", "\n渔村"], "after": ["", "", ""], **changes}


def page(name: str, **changes: Any) -> Case:
    case = {
        "id": name, "what": "page", "shard": "a.jsonl", "record": 3, "url": None, "page": name, "kind": "article",
        "confidence": 0.93, "title": "渔村见闻", "encoding": "gb18030", "script": "zh-Hans", "size": 11,
        "digest": "one", "text": "风很大，线断了。\n都走了。", "source": "風很大,線斷了。",
        "rules": {"punctuation.comma": 1}, "labels": {"nav": 1}, "damage": {},
    }  # fmt: skip
    return case | changes
