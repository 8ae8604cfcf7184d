"""Cases of a run as one HTML file in which a person says of each whether it is right."""

from __future__ import annotations

from collections.abc import Sequence

from .account import Account, Case
from .case_view import case_html
from .corpus import why
from .frame import attribute, facts, page, text
from .precision import FORMAT, VERDICTS

__all__ = ["audit_html", "choose"]

_HELP = (
    "Say of each case whether the rule did right there. Keys inside a case: r right, w wrong, u unsure, n next, "
    "p previous. What you say stays in this browser, if it lets pages store anything, until you download it."
)


def choose(account: Account, size: int) -> list[Case]:
    """Up to `size` cases: the first drawn of every rule, then the second of every rule, and so on."""
    turns = ((turn, case["id"], case) for rule in account.rules() for turn, case in enumerate(account.of_rule(rule)))
    chosen = sorted(turns, key=lambda item: item[:2])[:size]
    return sorted((case for _, _, case in chosen), key=lambda case: (case["rule"], case["id"]))


def audit_html(account: Account, cases: Sequence[Case]) -> str:
    """A whole file: the cases by rule, each with three answers, and a button that gives the answers as JSON."""
    by_rule: dict[str, list[Case]] = {}
    for case in cases:
        by_rule.setdefault(case["rule"], []).append(case)
    seed = account.options.get("seed", 0)
    title = f"{account.name}: {len(cases)} cases to judge"
    known = [("run", account.name), ("version", account.version), ("seed", seed), ("cases", len(cases))]
    body = "\n".join([
        f"<header>\n<h1>{text(title)}</h1>\n{facts(known)}<p>{_HELP}</p>\n</header>",
        _tools(list(by_rule)),
        f"<main>\n{''.join(_rule(rule, found) for rule, found in by_rule.items())}\n</main>",
        '<footer><p id="progress" role="status"></p></footer>',
    ])  # fmt: skip
    data = {"format": FORMAT, "run": account.name, "fingerprint": account.fingerprint, "seed": seed}
    return page(title, body, assets="audit", data=data)


def _tools(rules: Sequence[str]) -> str:
    options = "".join(f'<option value="{attribute(rule)}">{text(rule)}</option>' for rule in rules)
    return (
        '<nav aria-label="What is shown">'
        f'<label>Rule <select id="rule" autocomplete="off"><option value="">all</option>{options}</select></label>'
        '<label><input type="checkbox" id="open" autocomplete="off"> only what is not judged</label>'
        '<button type="button" id="save">Download the labels</button>'
        '<label>Continue from a file <input type="file" id="load" accept="application/json,.json"></label></nav>'
    )


def _rule(rule: str, cases: Sequence[Case]) -> str:
    reason = f"<p>{text(why(rule))}</p>" if why(rule) else ""
    items = "".join(f"<li>{_case(case, rule)}</li>" for case in cases)
    return f'<section data-rule="{attribute(rule)}"><h2>{text(rule)}</h2>{reason}<ol>{items}</ol></section>'


def _case(case: Case, rule: str) -> str:
    kind = f'type="radio" autocomplete="off" name="c{attribute(case["id"])}"'  # off: what is stored counts
    answers = "".join(f'<label><input {kind} value="{verdict}"> {verdict}</label>' for verdict in VERDICTS)
    return (
        f'<article data-id="{attribute(case["id"])}" data-rule="{attribute(rule)}">{case_html(case)}'
        f"<fieldset><legend>Is this right?</legend>{answers}</fieldset></article>"
    )
