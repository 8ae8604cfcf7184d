# ruff: noqa: E501  (a list of surnames)
"""Title, date, source and authors of a page, read from the lines that state them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from .fold import fold
from .header import DAY, fields_of, reporters

if TYPE_CHECKING:
    from .label import Labelled

__all__ = ["read_metadata"]

Metadata = dict[str, str | list[str]]

_HEADER = frozenset({"byline", "date", "source"})
_TEXT = frozenset({"body", "heading", "list", "quote"})
_NEAR = 25  # lines round the article's edges in which a header line is looked for
_DAY_FIRST = re.compile(r"(?<![0-9])([0-3]?[0-9])[/.]([01]?[0-9])[/.]((?:19|20)[0-9]{2})")
_CLOCK = re.compile(r"\s*[0-9]{1,2}:[0-9]{2}")
_STAMP = re.compile(r"(?:发布|发表|更新|张贴|发帖)(?:时间|日期|于)\s?[::]?\s?(?:19|20)[0-9]{2}|由\s?\S{1,16}?\s?于\s?(?:19|20)[0-9]{2}")
_HAN = "一-鿿·"
_PERSON = rf"[{_HAN}]{{2,4}}"
# 记者 before names, at the end of a sentence or before a word that cannot belong to a name
_REPORTED = re.compile(
    rf"(?:记者|通讯员|特派员|执笔人?|撰文)\s{{0,3}}[:：/]?\s{{0,3}}({_PERSON}?(?:(?:\s{{1,3}}|、|,){_PERSON}?){{0,5}})"
    r"(?=\s*(?:[)）】\]。/,;:]|$|发自|报道|文|摄|通讯员|实习生|受访|\s\S{2,8}(?:报道|电|讯)))"
)
_SIGNED = re.compile(rf"[(（]({_PERSON}(?:[\s、]{{1,2}}{_PERSON}){{0,3}})[)）]$")
_POSTED = re.compile(r"(?:本?[贴帖]由|^由)\s?(\S{1,16}?)\s?(?:于|在|张贴|发表)|(?:^|\s)(\S{1,16})\s{1,3}发表于\s?[:：]?\s?[0-9]|\sby\s(\S{1,20})")
_BY_WORD = re.compile(r"(?:^|\s)文\s?[:：/]\s?(\S{2,10})$")
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳唐罗薛雷贺倪汤"
    "滕殷毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵汪祁毛禹狄米贝明臧计伏成戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路江童颜郭梅盛林"
    "刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房解应宗丁宣邓郁单杭洪包左石崔吉龚程邢裴陆荣翁甄曲封储靳段焦牧谷车侯宓全班仰秋仲伊宫宁仇甘厉武符刘景詹"
    "束龙叶幸司韶黎薄印宿白怀从索赖卓屠蒙乔胥苍双闻莘翟谭劳姬申扶冉桑桂牛寿通边燕冀尚农温庄晏柴瞿阎连习容向古易廖终居衡步都耿满弘匡国文寇广东欧沃"
    "利越隆师巩聂晁勾敖融冷訾辛阚那简饶曾沙丰关查后游权盖益桓公肖涂付代岳"
)
_SPACED = re.compile(r"^([一-鿿])[\s　]{1,2}([一-鿿])(?![一-鿿])")
_SITE = re.compile(r"(?:\s*[-_|–—]+\s*[^-_|–—\s]{0,12}(?:网|频道|日报|晚报|在线|论坛|博客|百科|新闻|资讯|社区|网站|官网))+$")
_AFTER_NAME = re.compile(r"[?？\s|]*(?=(?:19|20)[0-9]{2}[-/.年])|\s{2,}|[|｜]")
_BETWEEN = re.compile(r"[\s、,，;；/|:：]+|通讯员|通訊員|实习生|實習生|記者|记者|摄影")
_NO_NAME = re.compile(r"[0-9\"=<>。!?]|http|www|佚名|未知|不详|网络|管理员|admin")


class Part(NamedTuple):
    """A labelled line with its folded text."""

    labelled: Labelled
    raw: str
    line: str


def read_metadata(text: str, labelled: Sequence[Labelled]) -> tuple[str | None, Metadata]:
    """Title, and date (ISO 8601), source and authors where the page states them, in the page's own spelling."""
    folded = fold(text)
    parts = [
        Part(part, text[part.start : part.end], folded[part.start : part.end])
        for part in labelled
        if part.end - part.start <= 4000
    ]
    title = next((_SITE.sub("", part.raw) for part in parts if part.labelled.role == "title"), None)
    metadata: Metadata = {}
    near = list(_near(parts))
    date = _date(near)
    if date:
        metadata["date"] = date
    source = next(_sources(near), None)
    if source:
        metadata["source"] = source
    authors = list(dict.fromkeys(_authors(parts, near)))
    if authors:
        metadata["authors"] = authors
    return title, metadata


def _near(parts: list[Part]) -> Iterator[Part]:
    """Lines that may be a header, the likeliest first: header lines, then those round the article, upwards from its
    first line and downwards from its last."""
    rows = [i for i, part in enumerate(parts) if part.labelled.role in _TEXT]
    first, last = (rows[0], rows[-1]) if rows else (len(parts), len(parts) - 1)
    headers = [i for i, part in enumerate(parts) if part.labelled.role in _HEADER]
    headers.sort(key=lambda i: min(abs(i - first), abs(i - last) + 2))
    above = [i for i in range(first - 1, max(first - _NEAR, -1), -1) if parts[i].labelled.role not in _HEADER]
    below = [i for i in range(last + 1, min(last + 6, len(parts))) if parts[i].labelled.label != "related"]
    top = [i for i in rows[:4] if len(parts[i].line) <= 80]
    stamped = [i for i in rows if len(parts[i].line) <= 90 and _STAMP.search(parts[i].line)][:2]
    for i in dict.fromkeys([*headers, *top, *stamped, *above, *below]):
        if len(parts[i].line) <= 200:
            yield parts[i]


def _date(near: list[Part]) -> str | None:
    for part in near:
        if part.labelled.role == "title" or part.labelled.label in ("copyright", "comment"):
            continue
        day = DAY.search(part.line)
        clear = day and (_CLOCK.match(part.line, day.end()) or day.start() < 2 or _STAMP.search(part.line))
        if part.labelled.role in _TEXT and not clear:
            continue
        if day:
            return f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"
        if part.labelled.role in _HEADER:
            turned = _DAY_FIRST.search(part.line)
            if turned and 1 <= int(turned[2]) <= 12 and 1 <= int(turned[1]) <= 31:
                return f"{turned[3]}-{int(turned[2]):02}-{int(turned[1]):02}"
    return None


def _sources(near: list[Part]) -> Iterator[str]:
    for part in near:
        if part.labelled.role not in _HEADER:
            continue
        for field in fields_of(part.line):
            if field.kind == "source":
                source = _AFTER_NAME.split(part.raw[field.start : field.end])[0].strip(" ?？\t　[]【】")
                if source:
                    yield source


def _authors(parts: list[Part], near: list[Part]) -> list[str]:
    """Names from the best place that has any: author fields, reporters in the text, posters, a name under the title,
    and editors where nobody else is named."""
    for found in (_stated(near, "authors"), _reported(parts), _posted(near), _under_title(parts), _stated(near, "editor")):
        names = list(found)
        if names:
            return names
    return []


def _stated(near: list[Part], kind: str) -> Iterator[str]:
    for part in near:
        if part.labelled.role not in _HEADER:
            continue
        span = reporters(part.line) if kind == "authors" else None
        if span:
            yield from _names(part.raw[span[0] : span[1]])
            continue
        for field in fields_of(part.line):
            if field.kind == kind:
                yield from _names(part.raw[field.start : field.end])


def _reported(parts: list[Part]) -> Iterator[str]:
    """Reporters named in the first or last lines of the article or just below it."""
    rows = [i for i, part in enumerate(parts) if part.labelled.role in _TEXT]
    if not rows:
        return
    below = range(rows[-1] + 1, min(rows[-1] + 3, len(parts)))
    for i in [*rows[:3], *rows[-3:], *below]:
        line = parts[i].line
        for start, end in ((0, 120), (max(len(line) - 60, 0), len(line))):
            for match in _REPORTED.finditer(line, start, min(end, len(line))):
                if line[match.start(1)] in _SURNAMES or "(" in line[max(match.start() - 4, 0) : match.start()]:
                    yield from _names(parts[i].raw[match.start(1) : match.end(1)])
    for i in reversed(rows[-6:]):
        signed = _SIGNED.search(parts[i].line)
        if signed and parts[i].line[signed.start(1)] in _SURNAMES and (i == rows[-1] or signed.start() == 0):
            yield from _names(parts[i].raw[signed.start(1) : signed.end(1)])
            return


def _posted(near: list[Part]) -> Iterator[str]:
    for part in near:
        match = _POSTED.search(part.line) or _BY_WORD.search(part.line)
        if match:
            span = next(match.span(k) for k in range(1, (match.lastindex or 1) + 1) if match[k])
            yield from _names(part.raw[span[0] : span[1]])
            return


def _under_title(parts: list[Part]) -> Iterator[str]:
    """A line of nothing but a name or two, just above the first sentence of the article."""
    rows = [i for i, part in enumerate(parts) if part.labelled.role in _TEXT and len(part.line) > 40]
    if not rows:
        return
    for part in reversed(parts[max(rows[0] - 4, 0) : rows[0]]):
        if _NAMES_ALONE.fullmatch(part.line) and part.line[0] in _SURNAMES and part.labelled.rule != "chrome.nav-words":
            yield from _names(part.raw)
            return


_NAMES_ALONE = re.compile(rf"[(（]?{_PERSON}(?:[\s、,]{{1,2}}{_PERSON}){{0,4}}[)）]?")


def _names(value: str) -> Iterable[str]:
    value = _SPACED.sub(r"\1\2", value.strip())
    for name in _BETWEEN.split(_AFTER_NAME.split(value.strip())[0]):
        name = name.strip(" 　[]【】()（）:：")
        if 1 < len(name) <= 14 and not _NO_NAME.search(name):
            yield name
