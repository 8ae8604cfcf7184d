"""Title, date, source and authors of a page, read from the lines that state them, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from ..alignment import Span
from ..page import Page
from ..page.blocks import Labelled
from ..page.fold import fold, trimmed
from ..patterns import lazy
from .dates import Day, find_days, find_month
from .header import Field, fields_of, header_role, reporters
from .names import Name, is_person, is_signature, names_alone, names_in, owner, pen_name, poster, reported, signed
from .title import title_range

__all__ = ["Metadata", "read_metadata"]

_HEADER = frozenset({"byline", "date", "source"})
_TEXT = frozenset({"body", "heading", "list", "quote"})
_NEAR = 25  # lines round the article's edges in which a header line is looked for
_LONGEST = 4000
_BETWEEN = 12  # lines after the first of an article among which a dropped one may say when it was written
_FOOT = 12  # lines at the foot of a page, one of which may say whose it is
_CLOCK = lazy(r"\s*[0-9]{1,2}:[0-9]{2}")
_STAMP = lazy(
    r"(?:发布|发表|更新|张贴|发帖|编辑|修改|写|刊登)(?:时间|日期|于)\s?[::]?\s?[0-9]{2}"
    r"|由\s?\S{1,16}?\s?于\s?(?:19|20)[0-9]{2}|posted (?:on|at)"
)
_YEAR = lazy(r"(?:19|20)[0-9]{2}")
_MONTH_DAY = lazy(r"(1[0-2]|0?[1-9])[-/.月](3[01]|[12][0-9]|0?[1-9])日?(?:\s?[0-9]{1,2}:[0-9]{2})?")
_DATED_END = lazy(r"[(（]?[^。!?,;]{0,24}(?:年|/|-)[^。!?,;]{1,16}(?:日|[0-9])[)）]?")
_PANEL = lazy(r"(?:粉丝|关注|文章|帖子|积分|作品|获赞|主题)\s?[::]?\s?[0-9]{1,9}")
_OWNER = lazy(
    r"(\S{2,12}?)(?:\s?的\s?(?:博客|blog|专栏|空间|个人主页|主页|日志)|\s?\|\s?blog\.\S{3,40})(?:\s.{0,30})?"
)
_SOURCE_END = lazy(
    r"[?？\s|]*(?=(?:19|20)[0-9]{2}[-/.年])|\s{2,}|[|｜]"
    r"|\s?(?:\(id|字号|字体|我要|举报|分享|收藏|打印|浏览|阅读|点击|评论|责任编辑|编辑|作者|【|查看|关注)"
)
_NO_SOURCE = lazy(
    r"^(?:未知|不详|网络|网络整理|本站|本站原创|原创|转载|转载文章|无|互联网|iphone.*|android.*|.{0,8}(?:客户端|手机版?))$"
)


# An author's workplace and city stand beside the name in journals
_OFFICE = lazy(r"(?:支部|党委|委员会|办公室|[科处局部]|中心|工会|团委|协会)$")
_WORKPLACE = lazy(r"(?:大学|大學|学院|學院|研究[所院]|医院|公司|中学|小学|集团)$")


class Metadata(NamedTuple):
    """What a page says of itself: date in ISO 8601, the rest in the page's spelling.

    places: where each value stands in the text, one range for each author; code points.
    """

    title: str | None
    values: dict[str, str | list[str]]
    places: dict[str, tuple[Span, ...]]


class Part(NamedTuple):
    """A labelled line with its folded text."""

    labelled: Labelled
    raw: str
    line: str

    def place(self, start: int, end: int) -> Span:
        """A range of the line as a range of the text."""
        return Span(self.labelled.start + start, self.labelled.start + end)


Found = tuple[str, Span]
Fields = list[tuple[Part, Field]]


def read_metadata(page: Page, labelled: Sequence[Labelled]) -> Metadata:
    """Title, date, source and authors where the page states them."""
    text, folded = page.text, page.folded.text
    parts = [
        Part(part, text[part[0] : part[1]], folded[part[0] : part[1]])
        for part in labelled
        if part[1] - part[0] <= _LONGEST
    ]
    near = list(_near(parts))
    end = max((part.labelled.end for part in parts if part.labelled.role in _TEXT), default=len(text))
    fields = [(part, field) for part in near if _is_header(part) for field in fields_of(part.line)]
    # below the article a name beside a moment is that of a reader who comments on it
    fields = [(part, field) for part, field in fields if part.labelled.start < end or field.at < field.start]
    title = next(_titles(parts), None)
    day = next(_dates(near), None) or next(_split_days(parts), None)
    source = next(_sources(fields), None)
    authors = list({name: (name, place) for name, place in reversed(_authors(parts, near, fields))}.values())[::-1]
    found = {"date": day, "source": source}
    values: dict[str, str | list[str]] = {kind: one[0] for kind, one in found.items() if one}
    places: dict[str, tuple[Span, ...]] = {kind: (one[1],) for kind, one in {"title": title, **found}.items() if one}
    if authors:
        values["authors"] = [name for name, _ in authors]
        places["authors"] = tuple(place for _, place in authors)
    return Metadata(title[0] if title else None, values, places)


def _titles(parts: list[Part]) -> Iterator[Found]:
    for part in parts:
        if part.labelled.role == "title":
            start, end = title_range(part.line)
            yield part.raw[start:end], part.place(start, end)


def _near(parts: list[Part]) -> Iterator[Part]:
    """Lines that may be a header, the likeliest first: header lines, then those round the article, upwards from its
    first line and downwards from its last."""
    rows = [i for i, part in enumerate(parts) if part.labelled.role in _TEXT]
    first, last = (rows[0], rows[-1]) if rows else (len(parts), len(parts) - 1)
    headers = [i for i, part in enumerate(parts) if part.labelled.role in _HEADER]
    headers.sort(key=lambda i: min(abs(i - first), abs(i - last) + 2))
    above = [i for i in range(first - 1, max(first - _NEAR, -1), -1) if parts[i].labelled.role not in _HEADER]
    between = [i for i in range(first + 1, min(first + _BETWEEN, last)) if parts[i].labelled.role is None]
    below = [i for i in range(last + 1, min(last + 6, len(parts))) if _belongs(parts[i], i - last)]
    top = [i for i in rows[:4] if len(parts[i].line) <= 80]
    stamped = [i for i in rows if len(parts[i].line) <= 90 and _STAMP.search(parts[i].line)][:2]
    signature = [i for i in rows[:-4:-1] if len(parts[i].line) <= 40]
    for i in dict.fromkeys([*headers, *top, *stamped, *between, *above, *below, *signature]):
        if len(parts[i].line) <= 200:
            yield parts[i]


def _belongs(part: Part, distance: int) -> bool:
    """Whether a line below the article may still tell of it, and not of another one."""
    if part.labelled.label != "related":
        return True
    near = distance <= 3 or _STAMP.search(part.line) is not None
    return near and part.labelled.rule == "layout.outside"


def _dates(near: list[Part]) -> Iterator[Found]:
    """Days of header lines, of lines round the article that begin with one or say that they give one, and months."""
    months: list[tuple[Part, Day]] = []
    for part in near:
        role, label = part.labelled.role, part.labelled.label
        if label in ("copyright", "comment") or (role == "title" and not _CLOCK.search(part.line)):
            continue
        for day in find_days(part.line, labelled=role in _HEADER):
            begins = day.start < 2 and (role not in _TEXT or (len(part.line) <= 40 and part.line[-1] not in "。;,"))
            clear = begins or _CLOCK.match(part.line, day.end) or _STAMP.search(part.line)
            if (role in _TEXT or label == "related") and not clear and not _DATED_END.fullmatch(part.line):
                continue
            yield day.iso, part.place(day.start, day.end)
        month = find_month(part.line) if len(part.line) <= 30 else None
        if month:
            months.append((part, month))
    for part, month in months:
        yield month.iso, part.place(month.start, month.end)


def _split_days(parts: list[Part]) -> Iterator[Found]:
    """A day on lines of its own above the article, as some portals set it: 2020 / 07/08 / 16:37."""
    for year, day in pairwise(parts):
        if year.labelled.role in _TEXT and len(year.line) > 4:
            return
        if _YEAR.fullmatch(year.line) and (match := _MONTH_DAY.fullmatch(day.line)):
            with suppress(ValueError):  # 30 February
                iso = date(int(year.line), int(match[1]), int(match[2])).isoformat()
                yield iso, Span(year.labelled.start, day.labelled.end)


def _is_header(part: Part) -> bool:
    return part.labelled.role in _HEADER or (part.labelled.role is None and header_role(part.line) is not None)


def _sources(fields: Fields) -> Iterator[Found]:
    """Sources, and the offices that issued a document where no source is named."""
    for wanted in ("source", "issuer"):
        for part, field in fields:
            if field.kind != wanted:
                continue
            stop = _SOURCE_END.search(part.line, field.start + 1, field.end)
            start, end = trimmed(part.line, field.start, stop.start() if stop else field.end, _EDGES)
            if end > start and not _NO_SOURCE.search(part.line[start:end]):
                yield part.raw[start:end], part.place(start, end)


_EDGES = " ?？\t\u3000\xa0[]【】():·-"


def _authors(parts: list[Part], near: list[Part], fields: Fields) -> list[Found]:
    """Names from the best place that has any: author fields, reporters in the text, posters, a name under the title,
    the name at a panel or over a blog, and editors where nobody else is named."""
    rows = [i for i, part in enumerate(parts) if part.labelled.role in _TEXT]
    ways: tuple[Callable[[], Iterable[Found]], ...] = (
        lambda: _stated(near, fields, "authors"),
        lambda: _in_text(parts, rows),
        lambda: _each(poster, near),
        lambda: _under_title(parts, rows),
        lambda: _beside_panel(near),
        lambda: (one for one in _sources(fields) if is_person(fold(one[0]))),
        lambda: _stated(near, fields, "editor"),
        lambda: _stated(near, fields, "issuer"),
        lambda: _owner(parts),
        lambda: _each(owner, parts[-_FOOT:]),
    )
    found = (names for names in map(list, (way() for way in ways)) if names)
    names: list[Found] = next(found, [])
    if names and all(_OFFICE.search(name) for name, _ in names):  # who wrote for it may be named in the text
        names = list(_in_text(parts, rows)) or names
    people = [one for one in names if is_person(fold(one[0]))]
    return people if any(_WORKPLACE.search(name) for name, _ in names) and people else names


def _place(part: Part, names: Iterable[Name]) -> Iterator[Found]:
    for name in names:
        yield name.text, part.place(name.start, name.end)


def _stated(near: list[Part], fields: Fields, kind: str) -> Iterator[Found]:
    for part in near:
        span = reporters(part.line) if kind == "authors" and part.labelled.role in _HEADER else None
        if span:
            yield from _place(part, names_in(part.line, part.raw, *span))
    for part, field in fields:
        if field.kind == kind and not (kind == "authors" and reporters(part.line)):
            yield from _place(part, names_in(part.line, part.raw, field.start, field.end))


def _in_text(parts: list[Part], rows: list[int]) -> Iterator[Found]:
    """Reporters named in the first or last lines of the article or just below it, and names in brackets at its end."""
    if not rows:
        return
    above, below = range(max(rows[0] - 3, 0), rows[0]), range(rows[-1] + 1, min(rows[-1] + 4, len(parts)))
    for i in [*rows[:3], *above, *rows[-3:], *below]:
        yield from _place(parts[i], reported(parts[i].line, parts[i].raw))
    for i in reversed(rows[-6:]):
        names = list(signed(parts[i].line, parts[i].raw))
        if names and (i == rows[-1] or len(parts[i].line) <= 40 or is_signature(parts[i].line)):
            yield from _place(parts[i], names)
            return


def _each(read: Callable[[str, str], Iterable[Name]], near: list[Part]) -> Iterator[Found]:
    for part in near:
        names = list(read(part.line, part.raw))
        if names:
            yield from _place(part, names)
            return


def _under_title(parts: list[Part], rows: list[int]) -> Iterator[Found]:
    """A line of nothing but a name or two, under a title and just above the first sentence of the article."""
    prose = next((i for i in rows if len(parts[i].line) > 25), None)
    if prose is None:
        return
    for i in range(prose - 1, max(prose - 6, 0), -1):
        part, above = parts[i], parts[i - 1]
        if part.labelled.rule.startswith("chrome.") or part.labelled.role == "title" or len(above.line) < 4:
            continue
        below = parts[i + 1] if i + 1 < len(parts) else part
        names = list(names_alone(part.line, part.raw, sure=above.labelled.role == "title"))
        if not names and above.labelled.role == "title" and (i + 1 == prose or _dated_below(part, below)):
            names = list(pen_name(part.line, part.raw))
        if names:
            yield from _place(part, names)
            return


def _dated_below(part: Part, below: Part) -> bool:
    """Whether a line says who wrote the article because the next one says when."""
    return part.line.startswith("原创") or _STAMP.match(below.line) is not None or below.labelled.role == "date"


def _beside_panel(near: list[Part]) -> Iterator[Found]:
    """The short line above a member's numbers: 某某 / 级别 新手 / 粉丝 23."""
    lines = sorted(near, key=lambda part: part.labelled.start)
    for i, part in enumerate(lines):
        if len(part.line) <= 30 and _PANEL.match(part.line):
            above = next((other for other in lines[max(i - 3, 0) : i][::-1] if ":" not in other.line), None)
            if above and 2 <= len(above.line) <= 16:
                yield from _place(above, names_in(above.line, above.raw))
                return


def _owner(parts: list[Part]) -> Iterator[Found]:
    """Whose blog it is, in the first lines of the page."""
    for part in parts[:12]:
        match = _OWNER.fullmatch(part.line) if len(part.line) <= 60 else None
        if match and part.labelled.role not in _TEXT:
            yield from _place(part, names_in(part.line, part.raw, *match.span(1)))
            return
