"""The report of a run as one HTML file: tables that can be sorted and filtered, and the samples to look at."""

from __future__ import annotations

from collections.abc import Sequence

from .account import PAGES, Account, Case
from .case_view import case_html
from .corpus import Cell, Section, head, sampled, sections, warnings, why
from .frame import attribute, facts, page, text

__all__ = ["account_html", "contents", "section_html"]

LONG = 12  # rows from which a table has a filter


def account_html(account: Account) -> str:
    """A whole file: facts, contents, a table for each section, and the samples by rule and by confidence."""
    tables = sections(account)
    notes = "".join(f'<p class="warning">{text(warning)}</p>' for warning in warnings(account))
    body = "\n".join([
        f"<header>\n<h1>{text(account.name)}</h1>\n{facts(head(account))}{notes}\n</header>",
        contents([*(table.title for table in tables), "Samples"]),
        "<main>",
        *map(section_html, tables),
        _samples(account),
        "</main>",
    ])  # fmt: skip
    return page(f"{account.name}: report of a run", body, assets="corpus")


def contents(titles: Sequence[str]) -> str:
    """Links to the sections with these titles."""
    links = (f'<li><a href="#{_anchor(title)}">{text(title)}</a></li>' for title in titles)
    return f'<nav aria-label="Contents"><ul>{"".join(links)}</ul></nav>'


def section_html(section: Section) -> str:
    """A table under its title; a long one with a filter."""
    anchor = _anchor(section.title)
    heads = "".join(map(_head, section.columns, zip(*section.rows, strict=True)))
    counts = [float(row[section.share]) for row in section.rows] if section.share is not None else []
    bars = [_bar(count, sum(counts), max(counts)) for count in counts] or [""] * len(section.rows)
    rows = "".join(
        f"<tr>{''.join(map(_cell, row))}{bar}</tr>" for row, bar in zip(section.rows, bars, strict=True)
    )
    share = '<th scope="col" class="n">share</th>' if counts else ""
    note = f"<p>{text(section.note)}</p>" if section.note else ""
    return (
        f'<section id="{anchor}">\n<h2 id="{anchor}-h">{text(section.title)}</h2>{note}'
        f"{_filter(section.title) if len(section.rows) > LONG else ''}"
        f'<div class="scroll" tabindex="0" role="region" aria-labelledby="{anchor}-h"><table>'
        f"<thead><tr>{heads}{share}</tr></thead><tbody>{rows}</tbody></table></div></section>"
    )


def _samples(account: Account) -> str:
    groups = [_group(rule, why(rule), account.of_rule(rule)) for rule in account.rules()]
    for stratum in sorted(account.cases):
        if stratum.startswith("band:"):
            name = f"confidence from {stratum.removeprefix('band:')}"
            groups.append(_group(name, "", account.cases[stratum]))
    if whole := account.cases.get(PAGES):
        groups.append(_group("all pages", "", whole))
    return (
        '<section id="samples"><h2>Samples</h2>\n'
        f"<p>{text(sampled(account))}</p>{_filter('Samples')}<div>{''.join(groups)}</div></section>"
    )


def _group(name: str, reason: str, cases: Sequence[Case]) -> str:
    """The cases of a stratum, folded."""
    items = "".join(f"<li>{case_html(case)}</li>" for case in cases)
    said = f"<p>{text(reason)}</p>" if reason else ""
    return f"<details><summary>{text(name)} <b>{len(cases)}</b></summary>{said}<ol>{items}</ol></details>"


def _filter(title: str) -> str:
    return (
        f'<p class="filter"><label>Filter <input type=search aria-label="Filter {attribute(title)}"></label> '
        '<span role="status"></span></p>'
    )


def _head(name: str, cells: Sequence[Cell]) -> str:
    """The name of a column, by which the rows are sorted on a click."""
    number = ' class="n"' if all(isinstance(cell, (int, float)) for cell in cells) else ""
    return f'<th scope="col" aria-sort="none"{number}><button type="button">{text(name)}</button></th>'


def _cell(value: Cell) -> str:
    if isinstance(value, str):
        return f'<td lang="zh">{text(value)}</td>' if not value.isascii() else f"<td>{text(value)}</td>"
    return f'<td class="n" data-v="{value}">{value:,}</td>'


def _bar(count: float, total: float, longest: float) -> str:
    width = 100 * count / longest if longest else 0
    share = count / total if total else 0
    return (
        f'<td class="n share" data-v="{count}"><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{width:.1f}" height="10"/></svg> {share:.1%}</td>'
    )


def _anchor(title: str) -> str:
    return "-".join("".join(char if char.isalnum() else " " for char in title.lower()).split())
