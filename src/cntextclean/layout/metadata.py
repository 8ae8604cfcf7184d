"""Who wrote the article, when, and for whom: read from the lines that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from .fold import fold

if TYPE_CHECKING:
    from .label import Labelled

__all__ = ["header_role", "read_metadata"]

Metadata = dict[str, str | list[str]]

_SOURCE = r"(?:(?:文章|新闻|信息|稿件|内容|本文)?来\s?源(?:于|自)?|稿\s?源|出处|转自|转载自|来自|出所)"
_AUTHOR = r"(?:(?:本文|文章|原)?作\s?者|撰\s?稿(?:人)?|文|记\s?者|通讯员|特约记者|供稿|供\s?稿人|发布人|发布者|楼主|著者)"
_EDITOR = r"(?:(?:责任|值班|本期|网络)?编\s?辑|责\s?编|责任编辑|编审|校对|审核|审校|录入|选稿|摄影|监制|初审|终审|编校|作者id)"
_DATE = r"(?:(?:发布|发表|更新|发稿|创建|录入|添加|上传|编辑|修改|出版|公布|上网|提交|投稿)?(?:时\s?间|日\s?期|于)|发布|更新)"
_OTHER = r"(?:浏览(?:次数|量|人次)?|阅读(?:次数|量|数)?|点击(?:数|次数|率|量)?|人气|评论(?:数)?|访问(?:次数|量)?|字\s?[体号]|字体大小|分享到?|栏目|分类)"
_FIELD = re.compile(rf"(?:^|(?<=[\s\[(【|/,;。·:0-9)）\]】]))({_SOURCE}|{_AUTHOR}|{_EDITOR}|{_DATE}|{_OTHER})\s?[:：/]\s?")
_KEYS = {
    kind: re.compile(key)
    for kind, key in (("source", _SOURCE), ("authors", _AUTHOR), ("editor", _EDITOR), ("date", _DATE), ("other", _OTHER))
}
_BRACKET = re.compile(r"[【\[(]\s?(?:本报|本网|见习|实习|首席|特约|全媒体)?(?:记者|通讯员|作者|文|撰文)\s?[】\])]\s?(\S{2,4}(?:[\s、,]{1,3}\S{2,4}){0,5})")
_REPORTER = re.compile(r"[□■○◎●▲\s(]{0,3}(?:(?:本报|本网|本刊|本台|见习|实习|首席|特约|全媒体|新华社|中新社)\S{0,6}?)?(?:记者|通讯员|特约记者)[\s:/]{1,3}([\w·]{2,4}(?:[\s、,]{1,3}(?:(?:通讯员|实习生|记者)\s?)?[\w·]{2,4}){0,6})\s?[)]?")
_DAY = re.compile(r"((?:19|20)[0-9]{2})\s?(?:[-/.]|年)\s?(1[0-2]|0?[1-9])\s?(?:[-/.]|月)\s?(3[01]|[12][0-9]|0?[1-9])(?![0-9])\s?日?")
_TIME = r"(?:\s*(?:星期.|周.)?\s*[0-9]{1,2}[:时][0-9]{1,2}(?:[:分][0-9]{1,2})?(?:\.[0-9]+)?秒?\s?(?:am|pm)?)?"
_ONLY_DATE = re.compile(rf"[\[(]?\s?{_DAY.pattern}{_TIME}\s?[\])]?(?:\s{{1,4}}[0-9]{{1,7}})?")
_NAMES = re.compile(r"[\w·•]{1,20}(?:[\s、,/;|()\-:]{1,3}[\w·•]{1,16}){0,8}[\s)]*")
_LEADING = re.compile(r"[^\s,。:!?;]{1,16}[\s?]{1,4}(?=(?:19|20)[0-9]{2}[-/.年])")
_LONGEST = 200


def header_role(line: str) -> str | None:
    """Which role a folded line has that tells of the article instead of being part of it, if it has one.

    "date", "source" or "byline".
    """
    size = len(line)
    if size > _LONGEST or size < 4:
        return None
    if _ONLY_DATE.fullmatch(line):
        return "date"
    if size <= 60 and (_BRACKET.fullmatch(line) or _REPORTER.fullmatch(line)):
        return "byline"
    fields = _fields(line)
    if not fields:
        return None
    kinds = [kind for kind, _, _ in fields]
    longest = max(len(value) for _, value, _ in fields)
    if longest > 60 or fields[0][2] > 36 or ("。" in line and len(fields) < 3):
        return None
    if len(fields) > 1:
        return "byline"
    if longest > 40 or fields[0][2] > 3:
        return "byline" if _DAY.search(line) and size <= 80 else None
    if kinds[0] == "other" or (kinds[0] in ("authors", "editor") and not _NAMES.fullmatch(fields[0][1])):
        return None
    return {"source": "source", "date": "date"}.get(kinds[0], "byline")


def _fields(line: str) -> list[tuple[str, str, int]]:
    """The labelled fields of a folded line: what kind, its value, and where it begins."""
    found = list(_FIELD.finditer(line))
    fields = []
    for i, match in enumerate(found):
        end = found[i + 1].start(1) if i + 1 < len(found) else len(line)
        kind = next(k for k, pattern in _KEYS.items() if pattern.fullmatch(match[1]))
        fields.append((kind, line[match.end() : end].strip(" \t|/[](),;。】"), match.start(1)))
    return fields


def read_metadata(text: str, labelled: Sequence[Labelled]) -> tuple[str | None, Metadata]:
    """Title, and date (ISO 8601), source and authors where the page states them."""
    metadata: Metadata = {}
    title: str | None = None
    authors: list[str] = []
    for part in labelled:
        if part.role == "title":
            title = title or text[part.start : part.end]
        if part.role not in ("byline", "date", "source"):
            continue
        raw = text[part.start : part.end]
        line = fold(raw)
        _read_line(line, metadata, authors)
    if authors:
        metadata["authors"] = list(dict.fromkeys(authors))
    return title, metadata


def _read_line(line: str, metadata: Metadata, authors: list[str]) -> None:
    day = _DAY.search(line)
    if day and "date" not in metadata:
        metadata["date"] = f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
    for pattern in (_BRACKET, _REPORTER):
        match = pattern.fullmatch(line)
        if match:
            authors.extend(_names(match[1]))
            return
    for kind, value, _ in _fields(line):
        if kind == "source" and "source" not in metadata:
            source = re.split(r"[?\s|]*(?=(?:19|20)[0-9]{2}[-/.年])|\s{2,}|\|", value)[0].strip(" ?\t")
            if source:
                metadata["source"] = source
        elif kind == "authors":
            authors.extend(_names(value))


def _names(value: str) -> Iterable[str]:
    value = re.split(r"(?:19|20)[0-9]{2}[-/.年]|\||\s{2,}", value)[0]
    for name in re.split(r"[\s、,;/]+|通讯员|实习生|记者", value):
        if 1 < len(name) <= 12:
            yield name
