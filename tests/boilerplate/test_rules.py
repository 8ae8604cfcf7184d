"""Every rule's examples are its tests; a broken rule file says where it is broken."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
import pytest

from cntextclean.boilerplate.rulebook import FILES, Rule, Rulebook, parse_rules, rulebook
from cntextclean.config import Config
from cntextclean.errors import RuleError
from cntextclean.page import Page
from cntextclean.page.fold import fold

RULES = [rule for name in ("chrome", "mixed") for rule in rulebook(name).rules]


def ids(rule: Rule) -> str:
    return rule.id


@pytest.mark.parametrize("rule", RULES, ids=ids)
def test_a_rule_hits_its_hits_and_misses_its_misses(rule: Rule) -> None:
    alone = Rulebook((rule,))
    for example in rule.hit:
        assert alone.match(fold(example), Config()) is rule, example
    for example in rule.miss:
        assert alone.match(fold(example), Config()) is None, example


@pytest.mark.parametrize("rule", RULES, ids=ids)
def test_a_rule_names_a_label_and_its_words_are_folded(rule: Rule) -> None:
    assert rule.label
    assert [fold(line) for line in rule.lines] == list(rule.lines)


@pytest.mark.parametrize("name", FILES)
def test_the_files_of_the_package_hold_together(name: str) -> None:
    text = files("cntextclean.boilerplate").joinpath("rules", f"{name}.toml").read_text("utf-8")
    assert parse_rules(text, file=name) == rulebook(name).rules


GOOD = """
[[rule]]
id = "chrome.x"
label = "nav"
pattern = 'x+'
why = "because"
hit = ["xx"]
miss = ["y"]
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("'x+'", "'x('", "pattern"),
        ("'x+'", "'(x)+'", "must not capture"),
        ('label = "nav"', 'label = "nav"\nkeep = "middle"', "capture what stays"),
        ('hit = ["xx"]', "", "no hit"),
        ('miss = ["y"]', "", "no miss"),
        ('why = "because"', "", "no why"),
        ("pattern = 'x+'", "", "neither pattern nor lines"),
        ('label = "nav"', 'lable = "nav"', "unknown fields"),
        ('label = "nav"', 'label = "nav"\ncue = "up"', "unknown cue 'up'; known are drop, inside, head"),
        ('label = "nav"', 'label = "menu"', "unknown label 'menu'; known are ad"),
        ('label = "nav"', 'label = "nav"\nrole = "author"', "unknown role 'author'; known are body, byline"),
        ('label = "nav"', 'label = "nav"\nmark = "post"', "unknown mark 'post'; known are thread, comment"),
        ('label = "nav"', 'label = "nav"\nnotice = "yes"', "unknown notice 'yes'; known are sure, beside"),
        ("'x+'", "'<<sweets>>+'", "no words 'sweets'"),
    ],
)
def test_a_broken_rule_is_named_with_its_file(old: str, new: str, message: str) -> None:
    with pytest.raises(RuleError, match=message) as caught:
        parse_rules(GOOD.replace(old, new), file="mine.toml")
    assert caught.value.file == "mine.toml"
    assert caught.value.rule == "chrome.x"


def test_a_file_has_room_for_more_patterns_than_a_number_has_bits() -> None:
    many = "\n".join(GOOD.replace("chrome.x", f"chrome.x{i}").replace("x+", f"x{i}y") for i in range(150))
    book = Rulebook(parse_rules(many, file="mine.toml"), {f"chrome.x{i}": [str(i)[-1] + "y"] for i in range(150)})
    page = Page("x3y\nx130y\nz").folded
    edges = np.array([0, 3, 4, 9, 10, 11])
    masks = book.masks(page, edges)
    found = [book.match(line, Config(), mask=mask) for line, mask in zip(page.text.split("\n"), masks, strict=True)]
    assert [rule and rule.id for rule in found] == ["chrome.x3", "chrome.x130", None]
    assert masks[2] == 0


def test_a_file_that_is_no_toml_is_named() -> None:
    with pytest.raises(RuleError, match=r"mine\.toml"):
        parse_rules("[[rule", file="mine.toml")


def test_a_rule_for_ends_of_lines_looks_there_only() -> None:
    (rule,) = parse_rules(GOOD + "within = 4", file="mine.toml")
    assert [span[:2] for span in Rulebook((rule,)).search("xx.....xx")] == [(7, 9)]
    (rule,) = parse_rules(GOOD, file="mine.toml")
    assert [span[:2] for span in Rulebook((rule,)).search("xx.....xx")] == [(0, 2), (7, 9)]


def test_an_id_is_used_once() -> None:
    with pytest.raises(RuleError, match="twice"):
        parse_rules(GOOD + GOOD, file="mine.toml")


def test_a_rule_that_is_switched_off_gives_way_to_the_next() -> None:
    first = GOOD.replace("chrome.x", "chrome.pager")
    rules = parse_rules(first + GOOD.replace("chrome.x", "chrome.copyright").replace("x+", "xx"), file="mine.toml")
    assert Rulebook(rules).match("xx", Config()) == rules[0]
    assert Rulebook(rules).match("xx", Config(disable={"chrome.pager"})) == rules[1]
    assert Rulebook(rules).match("xx", Config(disable={"chrome."})) is None


@pytest.mark.parametrize("text", ["網絡", "ＡＢＣ：（）", "Copyright", "\U0001f600\ud800x"])
def test_folding_keeps_the_length_and_is_idempotent(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_folding_gives_the_spelling_rules_are_written_in() -> None:
    assert fold("網站：（Ｑ＆Ａ）　TEL") == "网站:(q&a) tel"


@pytest.mark.parametrize("name", ["chrome", "fragments"])
def test_every_example_is_found_by_the_keys_of_its_rule(name: str) -> None:
    book = rulebook(name)
    for rule in book.rules:
        for example in rule.hit:
            page = Page(example).folded
            if page.text in book.words:
                continue
            mask = book.masks(page, np.array([0, len(example)]))[0]
            number = [r.id for r in book.rules if r.pattern].index(rule.id)
            assert mask >> number & 1, f"run tools/build_rule_keys.py: {rule.id} {example}"
