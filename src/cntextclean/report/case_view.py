"""One drawn case as HTML: what stood there, what became of it, and where that was."""

from __future__ import annotations

from collections.abc import Sequence

from .account import Case
from .frame import text

__all__ = ["around", "case_html", "place_of", "side", "what_became"]


def case_html(case: Case) -> str:
    """Before and after, each with what stands beside it."""
    if case["what"] == "page":
        return _page(case)
    after = around(case["after"], "ins") if case["what"] != "dropped" else f"<i>dropped as {text(case['label'])}</i>"
    said = f'<p class="how">{text(what_became(case))}</p>'
    return f'<div class="pair">{side("before", around(case["before"], "del"))}{side("after", after)}</div>{said}'


def what_became(case: Case) -> str:
    """In words what was done, how sure it is, and where."""
    words = {"edited": "edited", "dropped": f"dropped as {case.get('label')}", "kept": f"kept as {case.get('label')}"}
    said = [words.get(case["what"], "page")]
    if case.get("inferred"):
        margin = case.get("margin")
        said.append("guessed" + (f" by {margin:.1f} nats" if margin is not None else ""))
    if others := case.get("alternatives"):
        said.append("or " + " or ".join(others))
    return ", ".join([*said, place_of(case)])


def place_of(case: Case) -> str:
    """File and record; the address, if it is known."""
    at = f", character {case['at']}" if "at" in case else ""
    return f"{case['shard']}, record {case['record']}{at}" + (f", {case['url']}" if case.get("url") else "")


def _page(case: Case) -> str:
    facts = f"{case['kind']}, confidence {case['confidence']:.2f}, {case['size']} characters of text, {place_of(case)}"
    sides = side("source", text(case["source"])) + side("text", text(case["text"][:600]))
    return f'<div class="pair">{sides}</div><p class="how">{text(facts)}</p>'


def side(name: str, content: str) -> str:
    """One of two columns under its name; `content` is HTML."""
    return f'<div class="side"><b>{text(name)}</b><div lang="zh" class="words">{content}</div></div>'


def around(parts: Sequence[str], element: str) -> str:
    """What stands to the left, the place itself in an element, and what stands to the right."""
    left, inside, right = parts
    return f"{text(left)}<{element}>{text(inside)}</{element}>{text(right)}"
