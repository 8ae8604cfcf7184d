"""Days as pages write them: 2021-03-04, 2021年3月4日, 二〇二一年三月四日, 民国110年3月4日, 4/3/2021."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ..patterns import lazy

__all__ = ["DAY", "Day", "find_days", "find_month"]

DAY = lazy(
    r"((?:19|20)[0-9]{2})\s?(?:[-/.]|年)\s?(1[0-2]|0?[1-9])\s?(?:[-/.]|月)\s?(3[01]|[12][0-9]|0?[1-9])(?![0-9])(?:\s?日)?"
)
_COMPACT = lazy(r"(?<![0-9a-z])(20[0-3][0-9])(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?![0-9a-z])")
_DAY_FIRST = lazy(r"(?<![0-9/.])([0-3]?[0-9])[/.]([0-3]?[0-9])[/.]((?:19|20)[0-9]{2})(?![0-9.])")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAME = rf"({'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_ENGLISH = lazy(
    rf"\b{_NAME}\s([0-3]?[0-9])(?:st|nd|rd|th)?,?\s{{1,2}}((?:19|20)[0-9]{{2}})\b"
    rf"|\b([0-3]?[0-9])(?:st|nd|rd|th)?\s{_NAME},?\s((?:19|20)[0-9]{{2}})\b"
)
# As C's asctime writes it, and boards of the BBS kind with it: mon apr 2 07:24:47 2007, dec 28 sat 2013 00:28
_ASCTIME = lazy(
    rf"\b{_NAME}\s{{1,2}}([0-3]?[0-9])\s(?:(?:[a-z]{{3}}|[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?)\s)((?:19|20)[0-9]{{2}})\b"
)
_MONTH_FIRST = lazy(
    r"(?<![0-9年])(1[0-2]|0?[1-9])月\s?(3[01]|[12][0-9]|0?[1-9])日?,?\s{1,2}((?:19|20)[0-9]{2})(?=[\s,|·]|$)"
)
# A year of two digits, which only the label before it makes one: 发布时间:18-03-0823:16
_SHORT_YEAR = lazy(
    r"(?<![0-9./-])([0-3][0-9])[-/.](0[1-9]|1[0-2])[-/.](0[1-9]|[12][0-9]|3[01])(?=[0-9]{2}:[0-9]{2}|[^0-9./-]|$)"
)
_ZERO = "〇○零Οo0"
_HAN_DIGITS = {**dict.fromkeys(_ZERO, 0), **{c: i for i, c in enumerate("一二三四五六七八九", 1)}, "元": 1}
_DIGIT = f"[{_ZERO}一二三四五六七八九]"
_HAN_DAY = lazy(
    rf"([一二]{_DIGIT}{{3}})年\s?([一二三四五六七八九十]{{1,2}})月\s?([一二三四五六七八九十]{{1,3}})日"
)
_REPUBLIC = lazy(
    rf"民国\s?([0-9]{{1,3}}|{_DIGIT[:-1]}十百元]{{1,5}})\s?年\s?([0-9]{{1,2}}|[一二三四五六七八九十]{{1,2}})\s?月"
    r"\s?([0-9]{1,2}|[一二三四五六七八九十]{1,3})\s?日"
)
_FIRST_YEAR = 1911  # the year before the first year of the Republic
_MONTH = lazy(r"(?<![0-9])((?:19|20)[0-9]{2})\s?年\s?(1[0-2]|0?[1-9])\s?月号?(?!\s?[0-9]{1,2}\s?日)")


class Day(NamedTuple):
    """A day in ISO 8601, and where it stands in the line."""

    iso: str
    start: int
    end: int


def find_days(line: str, *, labelled: bool = False) -> Iterator[Day]:
    """The days in a folded line, those in the clearer spellings first.

    labelled: a word before it says that a day follows, so that eight digits may be one.
    """
    for match in DAY.finditer(line):
        yield from _day(match, match[1], match[2], match[3])
    if "年" in line and "月" in line:
        for match in _HAN_DAY.finditer(line):
            yield from _day(match, *(str(_number(part)) for part in match.groups()))
        for match in _REPUBLIC.finditer(line):
            numbers = [int(part) if part.isdecimal() else _number(part) for part in match.groups()]
            yield from _day(match, str(numbers[0] + _FIRST_YEAR), str(numbers[1]), str(numbers[2]))
    if labelled:
        for match in _COMPACT.finditer(line):
            yield from _day(match, *match.groups())
        for match in _SHORT_YEAR.finditer(line):
            yield from _day(match, f"20{match[1]}", match[2], match[3])
    if "/" in line or "." in line:
        for match in _DAY_FIRST.finditer(line):
            second_is_day = int(match[2]) > 12  # otherwise the day stands first, as in most of the world
            month, day = (match[1], match[2]) if second_is_day else (match[2], match[1])
            yield from _day(match, match[3], month, day)
    if any(month in line for month in _MONTHS):
        yield from _english(line)
    if "月" in line:
        for match in _MONTH_FIRST.finditer(line):
            yield from _day(match, match[3], match[1], match[2])


def _english(line: str) -> Iterator[Day]:
    for match in _ENGLISH.finditer(line):
        name, day, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
        yield from _day(match, year, str(_MONTHS.index(name) + 1), day)
    for match in _ASCTIME.finditer(line):
        yield from _day(match, match[3], str(_MONTHS.index(match[1]) + 1), match[2])


def find_month(line: str) -> Day | None:
    """The first month with its year in a folded line: 2003年5月."""
    match = _MONTH.search(line)
    return Day(f"{match[1]}-{int(match[2]):02}", *match.span()) if match else None


def _day(match: re.Match[str], year: str, month: str, day: str) -> Iterator[Day]:
    try:
        yield Day(date(int(year), int(month), int(day)).isoformat(), *match.span())
    except ValueError:  # 30 February
        return


def _number(text: str) -> int:
    """二〇二一 is 2021, 三十一 is 31, 一百一十 is 110."""
    if len(text) > 1 and not set("十百") & set(text):
        return int("".join(str(_HAN_DIGITS[char]) for char in text))
    total, digit = 0, 0
    for char in text:
        if char in "十百":
            total, digit = total + (digit or 1) * (10 if char == "十" else 100), 0
        else:
            digit = _HAN_DIGITS[char]
    return total + digit
