# ruff: noqa: E501  (word lists and Chinese sentences, which count double, are easier to read on one line)
"""Header lines: who wrote the article, when, and where it comes from, as labelled fields of one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ..page.fold import trimmed
from ..patterns import lazy
from ..vocabulary import Role
from .dates import DAY, find_days
from .names import is_person

__all__ = ["Field", "fields_of", "header_role", "reporters"]

_WORDS = {
    "source": "来源 稿源 出处 出自 转自 转载自 来自 源自 出所 来源于 稿件来源 信息来源 新闻来源 图文来源 发布来源 来源网站 来源媒体 来源单位 供稿单位 发稿单位",
    "authors": "作者 原作者 撰稿 撰稿人 文 图文 文图 记者 通讯员 特约记者 见习记者 实习记者 首席记者 全媒体记者 本报记者 本网记者 特约通讯员 特约撰稿人"
    " 供稿 供稿人 发信人 寄信人 发布人 发布者 发帖人 发贴人 发表人 投稿人 楼主 博主 题主 答主 提问者 回答者 著者 撰文 采写 执笔 执笔人 撰写 署名",
    "editor": "编辑 责编 责任编辑 值班编辑 本期编辑 网络编辑 新媒体编辑 执行编辑 编审 校对 校审 责校 审核 审校 审稿 复核 核稿 录入 选稿 摄影 摄像 监制 监审 统筹 初审 复审 终审"
    " 一审 二审 三审 签发 签审 审签 编发 编校 美编 排版 制图 主播 剪辑 值班主任 值班总编 图 译者 翻译 译 编译 整理 主编",
    "date": "时间 日期 发布 更新 发表 发布时间 发布日期 发布于 发表时间 发表日期 发表于 更新时间 更新日期 更新于 发稿时间 发稿日期 创建时间 创建日期 录入时间 添加时间"
    " 上传时间 编辑时间 修改时间 出版日期 公布日期 上网时间 上传日期 提交时间 投稿时间 成文日期 印发日期 生成日期 发文日期 发文时间 编辑于 写于 发帖时间 发贴时间 提问时间"
    " 回答时间 刊发时间 刊登日期 最后更新 最近更新 最后修改 撰写时间 收录时间 首发时间 发信站",
    "issuer": "发布机构 发文机关 发布机关 发文单位 制发机关 发布单位 责任部门 公开主体",
    "other": "浏览 浏览次数 浏览量 阅读 阅读次数 阅读量 阅读数 点击 点击数 点击次数 点击率 点击量 人气 评论 评论数 回复 回复数 访问次数 访问量 字号 字体 字体大小"
    " 分享 分享到 栏目 分类 索引号 发文字号 文号 主题词 有效性 信息类别 主题分类 公开方式 名称",
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_GLUED = ("作者", "来源", "责任编辑", "责编", "发布时间", "发表时间")  # stand straight behind another value as well
_PREFIXES = ("本文", "文章", "新闻", "信息", "稿件", "内容", "原文")
_FIELD = lazy(
    r"(?:(?<=^)|(?<=[\s\[(【|/,;:。·0-9)\]】_]))([一-鿿]{1,8}?|[一-鿿]\s{1,3}[一-鿿])(?:[:：丨]|/(?=[一-鿿])|(?<=[文者源写])\s?[|/︱](?=\s?[一-鿿])|(?<=[自源])(?=\s?\[))\s?"
)
_BRACKET = lazy(
    r"[【\[(]\s?(?:本报|本网|见习|实习|首席|特约|全媒体)?(?:记者|通讯员|作者|文|撰文)\s?[】\])]\s?(\S{2,4}(?:[\s、,]{1,3}\S{2,4}){0,5})"
)
_REPORTER = lazy(
    r"[□■○◎●▲\s(]{0,3}(?:[一-鿿·]{2,12}?\s{0,2})?(?:记者|通讯员|特约记者|实习生)[\s:/]{1,3}([\w·]{2,4}(?:[\s、,]{1,3}(?:(?:通讯员|实习生|记者)\s?)?[\w·]{2,4}){0,6})\s?[)]?"
)
_TIME = r"(?:[\s\-]*(?:星期.|周.)?\s*[0-9]{1,2}[:时][0-9]{1,2}(?:[:分][0-9]{1,2})?(?:\.[0-9]+)?秒?\s?(?:am|pm)?)?"
_COUNT = r"(?:[\s|,·\-]{1,6}(?:[0-9]{1,9}|(?:阅读|浏览|点击|人气|访问|评论|回复|查看|播放|点赞|收藏|字数|阅)\S{0,14}))"
_ADDRESS = r"(?:https?://[!-~]{4,60}|(?:[a-z0-9\-]{1,20}\.){1,3}(?:com|cn|net|org|tw|hk))"
_ONLY_DATE = lazy(rf"(?:{_ADDRESS}\s{{0,6}})?[\[(]?\s?{DAY.pattern}{_TIME}\s?(?:更新|发布|发表)?\s?[\])]?{_COUNT}{{0,4}}")
_CLOCK = r"(?:[\s\-]*(?:星期.|周.)?\s*[0-9]{1,2}[:时][0-9]{1,2}(?:[:分][0-9]{1,2})?秒?)"
_MEDIUM = r"《?[一-鿿a-z0-9·“”—]{1,14}(?:报|网|网站|社|台|刊|志|在线|频道|新闻|财经|参考|观察|客户端|通讯|博客|论坛|公众号)》?"
_OFFICE = r"[一-鿿]{1,14}(?:中心|政府|办公室|[局委厅部院])"
_DATED = lazy(
    rf"(?:{_ADDRESS}\s{{0,6}})?{DAY.pattern}(?:{_TIME}\s{{0,4}}[|·]?\s{{0,4}}({_MEDIUM})|{_CLOCK}\s{{0,4}}[|·]?\s{{0,4}}({_OFFICE})){_COUNT}{{0,3}}"
    rf"|({_MEDIUM}|{_OFFICE})\s{{1,4}}[|·]?\s?{DAY.pattern}{_CLOCK}{_COUNT}{{0,3}}"
)
_ACCOUNT = lazy(
    rf"原创\s?:?\s{{0,3}}(\S{{1,16}})\s{{1,4}}(?:(\S{{2,20}})\s{{1,4}})?{DAY.pattern}{_TIME}(?:\s{{1,4}}(?:发布于|发表于|收录于)\s?\S{{1,12}}){{0,2}}"
    rf"|(\S{{2,20}})\s{{1,4}}{DAY.pattern}{_TIME}\s{{1,4}}(?:发布于|发表于)\s?\S{{2,12}}"
)
_NAME_MEDIUM = lazy(rf"([一-鿿·]{{2,4}}(?:[、\s][一-鿿·]{{2,4}}){{0,3}})\s?/\s?({_MEDIUM})")
# The head of a post on a board of the BBS kind, as its pages show it: 作者abc12345 (冰雨), 作者ocean55, 看板Gossiping, 时间Mon Apr 2 07:24:47 2007
_BOARD = lazy(
    r"作者\s?([a-z][a-z0-9]{1,11})(?:\s?\(.{0,30}\))?(?:\s?看板\s?[a-z][\w\-]{1,16})?|看板\s?[a-z][\w\-]{1,16}"
    r"|时间\s?(?:mon|tue|wed|thu|fri|sat|sun)\s[a-z]{3}\s{1,2}[0-9]{1,2}\s[0-9:]{8}\s(?:19|20)[0-9]{2}"
)
_NAMES = lazy(r"[\w·•&]{1,20}(?:[\s、,/;|()\-:]{1,3}[\w·•]{1,16}){0,8}[\s)]*")
_NOTE = lazy(r"\s?(?:\[.{1,12}|\([^()]{1,30}\).{0,16})$")  # behind a name: a link, a nickname and a board
_BEFORE = lazy(rf"(?:[\s0-9:年月日时分\-/.|\[\]()【】■●◆□>]|{_ADDRESS}){{0,40}}")
_STAMPED = lazy(rf"(?:{_ADDRESS}\s{{0,6}})?{DAY.pattern}{_CLOCK}")
_LONGEST = 200
_SEPARATOR = lazy("[:/丨|︱·-]")  # one of which stands in each header line
_LONGEST_MOMENT = 90  # characters
# A line that is a moment with short pieces round it: 小山 · 2013/06/05 12:47, 发表于2014-08-24 21:30| 1164次阅读| 来源某网| 作者魏星
_MOMENT = lazy(rf"[\[(]?{DAY.pattern}[,\s\-]*(?:星期.|周.)?\s*[0-9]{{1,2}}[:时][0-9]{{1,2}}(?:[:分][0-9]{{1,2}})?秒?(?:\s?[ap]m)?[\])]?")
_CUT = lazy(r"\s*[|｜│┊]\s*|\s{2,}|\s?·\s?|\t|\s?,\s?")
_LOOSE = lazy(r"[一-鿿]{2,6}|[a-z][a-z0-9 .+#\-]{1,20}")  # a channel or a tag, among counts and buttons
_PARTED = lazy(r"[|｜│┊·]\s?$|[a-z0-9]\s{1,4}$")  # what parts a name from the moment behind it
_MIDDLE = lazy(r"\s?[|｜│┊·]")
_APART = lazy(r"\s|\s?[|｜│┊·]|,\s")
_COUNTED = lazy(
    r"[(]?[0-9.]{1,9}[wk万千]?\s?(?:次|条|人|个|回|阅|位|℃)?\s?(?:阅读|浏览|点击|评论|回复|跟[贴帖]|参与|收藏|分享|查看|人气|讨论|字|赞|小时前|天前|分钟前)?[/)]?\S{0,8}"
    r"|(?:阅读|浏览|点击|评论|回复|人气|访问|查看|播放|点赞|收藏|字数|留言|讨论|热度|最后回答|次数)(?:数|量|次数|时间)?\s?[:(]?\s?\S{0,10}"
    r"|(?:我有话说|我要评论|我要分享|收藏本文|收藏|分享|举报|打印|只看该?作者|只看楼主|倒序(?:浏览|看帖)|阅读模式|来自手机|转载|原创|字[号体].{0,12}|正序浏览|显示全部楼层|编辑|删除|[a-z+\- ]{1,8})(?:\(.{0,12}\))?"
    rf"|(?:发表|发布|更新|编辑)于?\s?{DAY.pattern}(?:\s[0-9:]{{4,8}})?"
    r"|(?:分类|标签|收录|归档|发布|发表)于?\s?\S{1,16}"
)
_SPOKEN = lazy(r"(来源|作者|编辑|责编|发布者|记者|来自)\s?[:]?\s?([^\s。!?,;:|]{1,16})")
_POSTING = lazy(r"(?:^|(?<=\s)|(?<=[|·]))(?:最后)?(?:发表|发布|更新|编辑|发帖|刊登|张贴|回答|提问|修改|写)(?:于|时间|日期|在)?\s?:?\s?$")
_SITE = lazy(rf"(?:{_MEDIUM}|{_OFFICE}|[一-鿿a-z0-9]{{2,12}}站)\s?")
_WHO = lazy(r"[一-鿿·]{2,8}|[\w\-.]{2,20}(?:\s[a-z]{2,12})?")


@lru_cache(maxsize=1 << 11)  # asked of a line when it is judged, and again when what it says is read
def header_role(line: str) -> Role | None:
    """Which role a folded line has that tells of the article instead of being part of it, if it has one.

    "date", "source" or "byline".
    """
    size = len(line)
    if size > _LONGEST or size < 4:
        return None
    year = "20" in line or "19" in line
    if year and _ONLY_DATE.fullmatch(line):
        return "date"
    if size <= 60 and ("记者" in line or "通讯员" in line or "实习生" in line or line[0] in "【[(") and reporters(line):
        return "byline"
    if year and size <= 90 and (_DATED.fullmatch(line) or _ACCOUNT.fullmatch(line)):
        return "byline"
    if size <= 60 and (_named_medium(line) or _BOARD.fullmatch(line)):
        return "byline"
    if _SEPARATOR.search(line) is None:
        return None
    fields = fields_of(line)
    role = _role_of(line, fields) if fields else None
    return role or ("byline" if year and _around_moment(line) is not None else None)


def _around_moment(line: str) -> list[Field] | None:
    """The names in a folded line that is a day, mostly with a time, and nothing but names, counts and buttons round it;
    None where it is anything else."""
    timed = _MOMENT.search(line)
    moment = timed or DAY.search(line)
    if moment is None or len(line) > _LONGEST_MOMENT:
        return None
    before = line[: moment.start()]
    posted = _POSTING.search(before)
    who = trimmed(line, 0, posted.start() if posted else moment.start(), EDGE)
    apart = timed is not None or posted is not None or _MIDDLE.match(line, moment.end())
    if not apart or not _is_poster(line[slice(*who)], before, posted=posted is not None):
        return None
    fields = [Field("authors", *who[:1], *who)] if who[0] < who[1] and not _SITE.fullmatch(line, *who) else []
    if moment.end() < len(line) and not (_APART.match(line, moment.end()) or _SPOKEN.match(line, moment.end())):
        return None
    loose, known = 0, 0
    for start, end in _pieces(line, moment.end()):
        spoken, piece = _SPOKEN.fullmatch(line, start, end), line[start:end]
        if spoken and spoken[1] != "来自":  # which mostly names a city or a telephone
            fields.append(Field(_KINDS[spoken[1]], start, *spoken.span(2)))
        elif spoken or _is_known(piece):
            known += 1
        elif not (_SITE.fullmatch(piece) or is_person(piece)):
            if not _LOOSE.fullmatch(piece):
                return None
            loose += 1
    return fields if loose <= known else None


def _is_poster(name: str, before: str, *, posted: bool) -> bool:
    """Whether what stands before a moment is nothing or somebody's name, set apart from it."""
    if not name or _SITE.fullmatch(name) or is_person(name):
        return True
    return _WHO.fullmatch(name) is not None and (posted or _PARTED.search(before) is not None)


def _pieces(line: str, start: int) -> Iterator[tuple[int, int]]:
    """The pieces of a header line from a place on, without blanks and separators."""
    cuts = [match.span() for match in _CUT.finditer(line, start)]
    for left, right in [*cuts, (len(line), len(line))]:
        piece = trimmed(line, start, left, EDGE)
        if piece[0] < piece[1]:
            yield piece
        start = right


def _is_known(piece: str) -> bool:
    """Whether a piece of a header line is a count or a button, or several of them."""
    if _COUNTED.fullmatch(piece):
        return True
    return " " in piece and all(_COUNTED.fullmatch(word) for word in piece.split())


def _named_medium(line: str) -> re.Match[str] | None:
    """Somebody and the paper they write for: 石佳/某某青年报."""
    match = _NAME_MEDIUM.fullmatch(line)
    return match if match and is_person(match[1].split()[0].split("、")[0]) else None


def reporters(line: str) -> tuple[int, int] | None:
    """Where the names stand in a folded line that only names reporters."""
    match = _BRACKET.fullmatch(line) or _REPORTER.fullmatch(line)
    return match.span(1) if match else None


def _role_of(line: str, fields: list[Field]) -> Role | None:
    """The role of a line by its labelled fields: a sentence with a colon in it has none."""
    longest = max(field.end - field.start for field in fields)
    kind, at = fields[0].kind, fields[0].at
    if at > 3 and (_BEFORE.fullmatch(line, 0, at) or (len(line) <= 90 and _STAMPED.match(line))):
        at = 0
    if longest > 60 or at > 36 or ("。" in line and len(fields) < 3):
        return None
    if len(fields) > 1:
        return "byline" if any(field.kind not in ("other", "issuer") for field in fields) else None
    if longest > 40 or at > 3:
        return "byline" if len(line) <= 80 and DAY.search(line) else None
    value = line[fields[0].start : fields[0].end]
    if kind in ("other", "issuer") or not value:
        return None
    if kind in ("authors", "editor"):
        return "byline" if _NAMES.fullmatch(_NOTE.sub("", value)) else None
    if kind == "date":
        return "date" if any(find_days(value, labelled=True)) else None
    return "source"


class Field(NamedTuple):
    """One labelled field of a line: what kind, where its label begins, and the range of its value."""

    kind: str
    at: int
    start: int
    end: int


def fields_of(line: str) -> list[Field]:
    """The fields of a folded line, in order: those with a label, or those whose order is known."""
    found: list[tuple[str, int, int]] = []
    for match in _FIELD.finditer(line):
        word = "".join(match[1].split())
        kind, at = _KINDS.get(word), match.start(1)
        if kind is None and word.startswith(_PREFIXES):
            kind = _KINDS.get(word[2:])
        if kind is None and found:  # a label straight behind the value before it
            label = next((label for label in _GLUED if word.endswith(label)), "")
            kind, at = _KINDS.get(label), match.end(1) - len(label)
        if kind:
            found.append((kind, at, match.end()))
    fields = []
    for i, (kind, at, start) in enumerate(found):
        end = found[i + 1][1] if i + 1 < len(found) else len(line)
        fields.append(Field(kind, at, *trimmed(line, start, end, EDGE)))
    if any(field.kind == "source" for field in fields):
        return fields
    return [*_unlabelled(line[: fields[0].at].rstrip(EDGE) if fields else line), *fields]


def _unlabelled(line: str) -> list[Field]:
    """Source and author of a line without labels: 2021-03-04 某某晚报, 原创 张三 某某公众号 2021-03-04."""
    board, named = _BOARD.fullmatch(line), _named_medium(line)
    if board and board[1]:
        return [Field("authors", *board.span(1)[:1], *board.span(1))]
    if named:
        return [Field(kind, start, start, end) for kind, (start, end) in (("authors", named.span(1)), ("source", named.span(2)))]
    if len(line) > 90 or ("20" not in line and "19" not in line):
        return []
    around = _around_moment(line)
    if around:
        return around
    account = _ACCOUNT.fullmatch(line)
    if account and account[1] and _SITE.fullmatch(account[1]):  # a newspaper's own account
        spans = [("source", account.span(1))]
    elif account:
        spans = [(kind, account.span(group)) for kind, group in (("authors", 1), ("source", 2), ("source", 6))]
    else:
        dated = _DATED.fullmatch(line)
        spans = [("source", dated.span(group)) for group in (4, 5, 6)] if dated else []
    return [Field(kind, start, start, end) for kind, (start, end) in spans if start >= 0]


EDGE = " \t|/[](),;。】_·"
