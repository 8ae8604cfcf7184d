# ruff: noqa: E501  (word lists and Chinese sentences, which count double, are easier to read on one line)
"""Header lines: who wrote the article, when, and where it comes from, as labelled fields of one line."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["DAY", "EDGE", "Field", "fields_of", "header_role", "reporters"]

_WORDS = {
    "source": "来源 稿源 出处 转自 转载自 来自 源自 出所 来源于",
    "authors": "作者 原作者 撰稿 撰稿人 文 记者 通讯员 特约记者 供稿 供稿人 发布人 发布者 楼主 著者 撰文",
    "editor": "编辑 责编 责任编辑 值班编辑 本期编辑 网络编辑 编审 校对 审核 审校 录入 选稿 摄影 监制 初审 复审 终审 编校 图 译者 翻译 主编",
    "date": "时间 日期 发布 更新 发布时间 发布日期 发布于 发表时间 发表日期 发表于 更新时间 更新日期 更新于 发稿时间 创建时间 录入时间 添加时间"
    " 上传时间 编辑时间 修改时间 出版日期 公布日期 上网时间 上传日期 提交时间 投稿时间 成文日期 印发日期 生成日期 发文日期 编辑于 写于",
    "other": "浏览 浏览次数 浏览量 阅读 阅读次数 阅读量 阅读数 点击 点击数 点击次数 点击率 点击量 人气 评论 评论数 访问次数 访问量 字号 字体 字体大小"
    " 分享 分享到 栏目 分类 发布机构 发文机关 发布机关 索引号 发文字号 文号 主题词 有效性 发布单位 责任部门 信息类别 主题分类 公开方式 名称",
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_PREFIXES = ("本文", "文章", "新闻", "信息", "稿件", "内容", "原文")
_FIELD = re.compile(r"(?:(?<=^)|(?<=[\s\[(【|/,;。·0-9)\]】_]))([一-鿿]{1,8}|[一-鿿]\s{1,3}[一-鿿])(?:[:：]|/(?=[一-鿿]))\s?")
_BRACKET = re.compile(r"[【\[(]\s?(?:本报|本网|见习|实习|首席|特约|全媒体)?(?:记者|通讯员|作者|文|撰文)\s?[】\])]\s?(\S{2,4}(?:[\s、,]{1,3}\S{2,4}){0,5})")
_REPORTER = re.compile(r"[□■○◎●▲\s(]{0,3}(?:[一-鿿·]{2,12}?\s{0,2})?(?:记者|通讯员|特约记者)[\s:/]{1,3}([\w·]{2,4}(?:[\s、,]{1,3}(?:(?:通讯员|实习生|记者)\s?)?[\w·]{2,4}){0,6})\s?[)]?")
DAY = re.compile(r"((?:19|20)[0-9]{2})\s?(?:[-/.]|年)\s?(1[0-2]|0?[1-9])\s?(?:[-/.]|月)\s?(3[01]|[12][0-9]|0?[1-9])(?![0-9])\s?日?")
_TIME = r"(?:\s*(?:星期.|周.)?\s*[0-9]{1,2}[:时][0-9]{1,2}(?:[:分][0-9]{1,2})?(?:\.[0-9]+)?秒?\s?(?:am|pm)?)?"
_ONLY_DATE = re.compile(rf"[\[(]?\s?{DAY.pattern}{_TIME}\s?[\])]?(?:\s{{1,4}}[0-9]{{1,7}})?")
_NAMES = re.compile(r"[\w·•&]{1,20}(?:[\s、,/;|()\-:]{1,3}[\w·•]{1,16}){0,8}[\s)]*")
_LONGEST = 200


def header_role(line: str) -> str | None:
    """Which role a folded line has that tells of the article instead of being part of it, if it has one.

    "date", "source" or "byline".
    """
    size = len(line)
    if size > _LONGEST or size < 4:
        return None
    if (line[0] in "12[(" or line[0] == " ") and _ONLY_DATE.fullmatch(line):
        return "date"
    if size <= 60 and ("记者" in line or "通讯员" in line or line[0] in "【[(") and reporters(line):
        return "byline"
    if ":" not in line and "/" not in line:
        return None
    fields = fields_of(line)
    return _role_of(line, fields) if fields else None


def reporters(line: str) -> tuple[int, int] | None:
    """Where the names stand in a folded line that only names reporters."""
    match = _BRACKET.fullmatch(line) or _REPORTER.fullmatch(line)
    return match.span(1) if match else None


def _role_of(line: str, fields: list[Field]) -> str | None:
    """The role of a line by its labelled fields: a sentence with a colon in it has none."""
    longest = max(field.end - field.start for field in fields)
    kind, at = fields[0].kind, fields[0].at
    if longest > 60 or at > 36 or ("。" in line and len(fields) < 3):
        return None
    if len(fields) > 1:
        return "byline" if any(field.kind != "other" for field in fields) else None
    if longest > 40 or at > 3:
        return "byline" if len(line) <= 80 and DAY.search(line) else None
    value = line[fields[0].start : fields[0].end]
    if kind == "other" or not value:
        return None
    if kind in ("authors", "editor"):
        return "byline" if _NAMES.fullmatch(value) else None
    if kind == "date":
        return "date" if DAY.search(value) else None
    return "source"


class Field(NamedTuple):
    """One labelled field of a line: what kind, where its label begins, and the range of its value."""

    kind: str
    at: int
    start: int
    end: int


def fields_of(line: str) -> list[Field]:
    """The labelled fields of a folded line, in order."""
    found = []
    for match in _FIELD.finditer(line):
        word = "".join(match[1].split())
        kind = _KINDS.get(word) or (_KINDS.get(word[2:]) if word.startswith(_PREFIXES) else None)
        if kind:
            found.append((kind, match.start(1), match.end()))
    fields = []
    for i, (kind, at, start) in enumerate(found):
        end = found[i + 1][1] if i + 1 < len(found) else len(line)
        while end > start and line[end - 1] in EDGE:
            end -= 1
        while start < end and line[start] in EDGE:
            start += 1
        fields.append(Field(kind, at, start, end))
    return fields


EDGE = " \t|/[](),;。】_·"
