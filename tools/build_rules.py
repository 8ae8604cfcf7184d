"""Write _data/rules.json: every rule id with the label or role it gives, and what it is for.

    python tools/build_rules.py

Rules that are data say why in their TOML entry, and pairs of encodings are named by the table of channels. Every other
rule is named where its id is written, by a comment "# rule ID: what it is for".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from cntextclean.boilerplate.line_rules import KEYWORD_WALL
from cntextclean.boilerplate.rulebook import FILES, rulebook
from cntextclean.repairs.mojibake.codec_pairs import CHANNELS

PACKAGE = Path(__file__).parent.parent / "src" / "cntextclean"
TARGET = PACKAGE / "_data" / "rules.json"
_REMARK = re.compile(r"^ *# rule ([a-z-]+\.[a-z0-9-]+): (.+)$", re.MULTILINE)


def rules() -> Iterator[tuple[str, str, str]]:
    """Each rule's id, label or role, and why."""
    for rule in (*(rule for name in FILES for rule in rulebook(name).rules), KEYWORD_WALL):
        yield rule.id, rule.label or rule.role, rule.why
    for channel in CHANNELS:
        yield channel.rule, "", f"text in {channel.right} that was read as {' or '.join(channel.wrong)}"
    for path in sorted(PACKAGE.rglob("*.py")):
        for name, why in _REMARK.findall(path.read_text(encoding="utf-8")):
            yield name, "", why


def build() -> str:
    """The list as JSON. Raises ValueError where an id is given twice."""
    table: dict[str, list[str]] = {}
    for name, said, why in rules():
        if name in table:
            raise ValueError(f"{name} is given twice")
        table[name] = [said, why]
    rows = (f"{json.dumps(name)}: {json.dumps(table[name], ensure_ascii=False)}" for name in sorted(table))
    return "{\n" + ",\n".join(rows) + "\n}\n"


if __name__ == "__main__":
    TARGET.write_text(build(), encoding="utf-8")
    print(TARGET.name, TARGET.stat().st_size, "bytes")
