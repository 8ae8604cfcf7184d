# ruff: noqa: E501  (Chinese sentences, which count double, are easier to read on one line)
"""What kind of page is it? Lists and frames give no text, whatever a user gives as clean text is kept whole; the
labeller stands behind a protocol, and weights know the columns they were trained on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import cntextclean as cn
from cntextclean.boilerplate import choice, context, fit, pages
from cntextclean.boilerplate.kinds import load_kinds
from cntextclean.boilerplate.label import label
from cntextclean.boilerplate.labeller import Opinion, PageLines, TrainedLabeller, labeller
from cntextclean.boilerplate.line_rules import read_lines
from cntextclean.boilerplate.rulebook import Rulebook, rulebook
from cntextclean.boilerplate.trees import Trees
from cntextclean.boilerplate.weights import load, pack, unpack
from cntextclean.page import Page
from cntextclean.vocabulary import IN_TEXT, LABELS

PACKAGE = Path(cn.__file__).parent
KEEP = cn.Config(script=None, punctuation="keep")

FRONT = "\n".join([
    "某某网", "首页", "新闻", "体育", "娱乐", "财经", "科技", "汽车", "更多", "登录 | 注册", "当前位置：首页 > 新闻 > 国内",
    *(f"• {title} 2021-03-{day:02}" for day, title in enumerate([
        "某市召开春季造林动员会", "县图书馆延长开放时间", "两条公交线路下周调整", "老城区改造工程完成过半", "大桥检修期间夜间封闭",
        "中小学开学第一课走进农田", "三名教师获省级表彰", "春耕物资供应充足", "文化下乡活动启动", "河道清淤工程开工",
        "体育馆向市民免费开放", "农技人员进村指导", "夜市搬到了江边", "社区食堂受老人欢迎", "新车站试运行",
    ], 1)),
    "上一页 1 2 3 4 5 下一页 尾页", "热门排行", "友情链接", "关于我们 | 联系我们 | 网站地图", "版权所有 某某网", "京ICP备12345678号-1",
])  # fmt: skip


def test_a_list_of_links_gives_no_text_and_says_why() -> None:
    document = cn.clean(FRONT)
    assert document.kind == "list"
    assert document.kind_rule == "page.list"
    assert document.text == ""
    assert "".join(part.text for part in (*document.dropped, *document.paragraphs)).count("2021") == 15


def test_a_list_is_kept_where_all_pages_are_asked_for() -> None:
    assert cn.clean(FRONT, cn.Config(pages="all")).text
    assert cn.clean(FRONT, cn.Config(disable={"page.list"})).text


CLEAN_LISTS = [
    ("苹果\n香蕉\n橘子\n葡萄\n西瓜\n桃子", "a shopping list"),
    ("1. 打开盒子\n2. 取出零件\n3. 按图装好\n4. 拧紧螺丝", "steps"),
    ("姓名\t年龄\n王明\t32\n李红\t28\n赵强\t45", "a table"),
    ("床前的灯\n照着旧书\n书里的人\n走了很远", "verse"),
    ("“走吗？”\n“走。”\n“去哪里？”\n“不知道。”", "dialogue"),
    ("for i in range(3):\n    print(i)\nprint('完')", "code"),
    ("红楼梦\n三国演义\n水浒传\n西游记", "titles of books"),
    ("2021-03-04 某市召开春季造林动员会\n2021-03-05 县图书馆延长开放时间\n2021-03-06 两条公交线路调整", "dated titles"),
]


@pytest.mark.parametrize(("text", "why"), CLEAN_LISTS)
def test_a_clean_list_of_a_user_is_kept_whole(text: str, why: str) -> None:
    document = cn.clean(text, KEEP)
    assert document.text == text, why
    assert (document.kind, document.kind_rule) == ("plain", "page.plain")


def test_a_stub_is_said_to_be_one_by_the_rule_of_its_notice() -> None:
    document = cn.clean("某某网\n首页 新闻\n抱歉，您访问的页面不存在\n返回首页")
    assert (document.kind, document.kind_rule, document.text) == ("stub", "stub.missing", "")


def test_kind_and_confidence_are_in_the_dictionary() -> None:
    document = cn.clean(FRONT)
    data = document.to_dict()
    assert (data["kind"], data["kind_rule"]) == ("list", "page.list")
    assert 0 <= data["confidence"] <= 1
    assert cn.Document.from_dict(data).kind == "list"


class Always:
    """A labeller that says the same of every page."""

    def __init__(self, opinion: Opinion) -> None:
        self.opinion = opinion
        self.asked = 0

    def judge(self, pages: Sequence[PageLines]) -> list[Opinion]:
        self.asked += len(pages)
        return [self.opinion for _ in pages]


def test_another_labeller_may_be_asked() -> None:
    page = Page("首页\n更多\n河水流过石桥。\n桥上有人看水。\n版权所有 某某网")
    judge = Always(Opinion("article", 0.5, [2]))
    verdict = label(page, KEEP, judge=judge)
    assert (verdict.kind, verdict.confidence, judge.asked) == ("article", 0.5, 1)
    assert verdict.lines[2].role in IN_TEXT


def test_no_labeller_is_asked_about_a_page_without_furniture() -> None:
    judge = Always(Opinion("list", 1.0, ()))
    assert label(Page("苹果\n香蕉\n橘子"), KEEP, judge=judge).kind == "plain"
    assert judge.asked == 0


def _lines(text: str) -> PageLines:
    page = Page(text)
    return PageLines(page.folded, read_lines(page.folded, page.lines, KEEP))


def test_pages_judged_together_are_judged_as_if_alone() -> None:
    given = [_lines(FRONT), _lines(FRONT[:200]), _lines(FRONT[100:])]
    together = labeller().judge(given)
    assert together == [labeller().judge([page])[0] for page in given]


@pytest.mark.parametrize("model", ["line", "page", "fit"])
def test_weights_of_other_columns_are_refused_by_name(model: str) -> None:
    weights = load()
    names = [*weights.columns[model][1:], "moonlight"]
    with pytest.raises(ValueError, match="moonlight"):
        TrainedLabeller(weights._replace(columns=weights.columns | {model: names}), load_kinds())


def test_columns_have_names_of_their_own() -> None:
    for names in (context.COLUMNS, pages.COLUMNS, fit.COLUMNS, choice.COLUMNS):
        assert len(set(names)) == len(names)


def test_weights_are_small_and_survive_packing() -> None:
    weights = load()
    assert (PACKAGE / "_data" / "labeller.npz").stat().st_size < 1_000_000
    copy = unpack(pack(weights))
    assert copy.columns == weights.columns
    assert np.array_equal(copy.fit.value, weights.fit.value)


def test_trees_are_summed_as_they_are_walked() -> None:
    chance = np.random.default_rng(7)
    feature, threshold = chance.integers(0, 5, (9, 3)).astype(np.int16), chance.normal(size=(9, 3)).astype(np.float32)
    value, bias = chance.normal(size=(9, 8, 2)).astype(np.float32), np.array([1.0, -1.0], np.float32)
    rows = chance.normal(size=(20, 5)).astype(np.float32)
    expected = np.zeros((20, 2))
    for i, row in enumerate(rows):
        for tree in range(9):
            leaf = sum(int(row[feature[tree, k]] > threshold[tree, k]) << k for k in range(3))
            expected[i] += value[tree, leaf]
    assert np.allclose(Trees(feature, threshold, value, bias).values(rows), expected + bias, atol=1e-5)


def test_a_rule_newer_than_the_weights_is_no_input_of_theirs() -> None:
    weights = load()
    given = _lines(FRONT)
    rule = next(line.rule for line in given.lines if line.rule is not None and line.rule.cue == "tail")
    older = weights._replace(columns=weights.columns | {"rules": [r for r in weights.columns["rules"] if r != rule.id]})
    plain = [replace_marks(line, rule.id) for line in given.lines]
    kinds = load_kinds()
    told, expected = TrainedLabeller(older, kinds), TrainedLabeller(weights, kinds)
    assert told.judge([given]) == expected.judge([PageLines(given.page, plain)])


def replace_marks(line, rule):  # type: ignore[no-untyped-def]
    """The line without what a rule says."""
    if line.rule is None or line.rule.id != rule:
        return line
    return line._replace(marks=tuple(mark for mark in line.marks if mark not in (line.rule.cue, line.rule.mark)))


def test_a_new_rule_needs_its_entry_and_nothing_else() -> None:
    book = rulebook("chrome")
    new = replace(book.rules[0], id="chrome.moon", pattern="月相[::].{1,8}", lines=(), label="widget")
    assert Rulebook((*book.rules, new)).match("月相:上弦月", cn.Config()) == new


@pytest.mark.parametrize("word", ["tags", "search", "contact", "breadcrumb", "disclaimer"])
def test_a_label_stands_in_the_vocabulary_and_in_its_rules_only(word: str) -> None:
    assert word in LABELS
    files = [path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".toml")]
    named = {path.name for path in files if f'"{word}"' in path.read_text(encoding="utf-8")}
    assert named <= {"vocabulary.py", "chrome.toml", "fragments.toml"}
