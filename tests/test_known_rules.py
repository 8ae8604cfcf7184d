"""Every rule is known in one place, and only known rules can be switched off."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

import pytest
from pages import FIXTURES, sources

import cntextclean as cn
from cntextclean.boilerplate.rulebook import rulebook
from cntextclean.known_rules import known_rules
from cntextclean.repairs.mojibake.codec_pairs import CHANNELS
from cntextclean.vocabulary import LABELS, ROLES

PACKAGE = Path(cn.__file__).parent
CASES = Path(__file__).parent / "cases"
LITERAL = re.compile(r"[a-z]+(?:-[a-z]+)*\.[a-z0-9-]+")


def test_the_list_is_what_the_tool_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent.parent / "tools"))
    module = importlib.import_module("build_rules")
    assert module.TARGET.read_text(encoding="utf-8") == module.build(), "run tools/build_rules.py"


def test_the_list_says_of_every_rule_what_it_is_for() -> None:
    assert {rule.id for name in ("chrome", "fragments") for rule in rulebook(name).rules} < known_rules().keys()
    assert {channel.rule for channel in CHANNELS} < known_rules().keys()
    for name, rule in known_rules().items():
        assert LITERAL.fullmatch(name)
        assert len(rule.why) > 5, name
        assert rule.said in {"", *LABELS, *ROLES}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.name)
def test_every_id_in_code_is_listed(path: Path) -> None:
    families = {name.partition(".")[0] for name in known_rules()}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and LITERAL.fullmatch(node.value):
            family = node.value.partition(".")[0]
            if family in families and not node.value.endswith((".css", ".js", "-")):
                assert node.value in known_rules(), f"add a comment '# rule {node.value}: what it is for'"


def rules_of(document: cn.Document) -> set[str]:
    acted = {rule for edit in document.edits for rule in edit.rule.split("+")}
    return acted | {block.rule for block in document.dropped} | {document.kind_rule}


@pytest.mark.parametrize("name", [source.name for source in sources()])
def test_every_rule_that_acts_on_a_page_is_listed(name: str) -> None:
    data = (FIXTURES / "pages" / f"{name}.txt").read_bytes()
    for config in (cn.Config(), cn.Config(script=None, pages="all"), cn.Config(script="zh-Hant-TW", comments="keep")):
        assert rules_of(cn.clean(data, config)) <= known_rules().keys()


@pytest.mark.parametrize("path", sorted(CASES.glob("*.json")), ids=lambda path: path.name)
def test_every_rule_that_acts_on_a_case_is_listed(path: Path) -> None:
    document = cn.clean(path.read_text(encoding="utf-8"))
    assert rules_of(document) <= known_rules().keys()
    assert document.damage.keys() <= known_rules().keys() | {"unsettled"}


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("script.covert", "script.convert"),
        ("puctuation.", "punctuation."),
        ("chrome.copywright", "chrome.copyright"),
        ("script", "script."),
        ("script.convert+script.respell", "script.convert"),
        ("", "altered."),
    ],
)
def test_what_no_rule_has_cannot_be_switched_off(name: str, nearest: str) -> None:
    with pytest.raises(cn.ConfigError, match=rf"there is no rule '{re.escape(name)}'.*{re.escape(nearest)}"):
        cn.Config(disable={"chrome.", name})


@pytest.mark.parametrize("name", ["layout.title-prefix", "site.shared-line", "script.", "question-mark."])
def test_what_a_rule_has_can_be_switched_off(name: str) -> None:
    assert not cn.Config(disable={name}).allows(name + "x" if name.endswith(".") else name)
