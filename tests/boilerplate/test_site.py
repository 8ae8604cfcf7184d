"""Site profiles: what pages of one host share, and what becomes of it."""

from __future__ import annotations

import json
import pickle
from collections.abc import Sequence
from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cntextclean as cn
from cntextclean.boilerplate.site import line_key
from cntextclean.page.fold import fold

TOP = ["首页", "归档", "山间笔记每个星期天的晚上更新，欢迎常来坐坐。"]
INSIDE = "如果你也喜欢这里的文字，可以把它分享给身边的朋友。"
BOTTOM = ["我在山里住了十几年，白天种地，晚上写字，这里记下的都是真事。", "最近来访", "阅读次数：128"]
THINGS = "水井 木桥 石磨 老墙 枣树 菜园 炉子 秋千 竹篮 门板 陶罐 马灯 渡船 粮仓 碾坊 磨盘 木梯 铁锅 扁担 蓑衣".split()  # noqa: SIM905


def article(thing: str) -> list[str]:
    return [
        f"村口的{thing}已经有些年头了，小时候我每天放学都要从旁边走过，总要停下来看上几眼。",
        f"祖父说，他年轻的时候和几个兄弟一起修这个{thing}，前后忙了整整一个冬天，手上全是茧子。",
        f"今年回去再看，{thing}还在，只是旁边多了一条水泥路，来来往往的人已经不再留意它了。",
    ]


def page(thing: str, *, visits: int = 0) -> str:
    first, *rest = article(thing)
    return "\n".join([*TOP, f"村口的{thing}", first, INSIDE, *rest, *BOTTOM[:2], f"阅读次数：{visits}"])


def profile_of(pages: Sequence[str], **options: int) -> cn.SiteProfile:
    profile = cn.SiteProfile(**options)
    for each in pages:
        profile.add(each)
    return profile


PAGES = [page(thing) for thing in THINGS]
SITE = profile_of(PAGES[2:])


@pytest.mark.parametrize(
    ("left", "right", "same", "why"),
    [
        ("最近来访", "  最近来访　", True, "space round a line says nothing"),
        ("• 最近来访", "最近来访", True, "nor does a bullet"),
        ("更新於2021-03-04", "更新于2022-11-30", True, "dates and scripts differ from page to page"),
        ("共3页", "共128页", True, "and counters, however many digits they have"),
        ("版权所有，山间笔记", "版权所有,山间笔记", True, "marks are folded"),
        ("ABC新闻", "ａｂｃ新闻", True, "and so are letters"),
        ("第一章", "第二章", False, "words are not"),
        ("最近来访", "最近来信", False, "one character is enough"),
    ],
)
def test_which_lines_are_the_same(left: str, right: str, same: bool, why: str) -> None:
    assert (line_key(fold(left)) == line_key(fold(right))) is same, why


@pytest.mark.parametrize("line", ["", "2021-03-04 10:20", "128", "——", "1 / 3"])
def test_lines_without_letters_are_never_shared(line: str) -> None:
    assert line_key(fold(line)) == 0
    assert line not in profile_of([f"{line}\n{each}" for each in PAGES])


def test_keys_do_not_depend_on_the_process() -> None:
    """As Python's own hashes of strings do: a profile is read by other processes than the one that learnt."""
    digest = blake2b("共0页最近来访".encode(), digest_size=7).digest()
    assert line_key("共12页，最近来访") == int.from_bytes(digest, "big") << 8 | 7


@pytest.mark.parametrize(
    ("pages", "line", "shared", "why"),
    [
        (PAGES[:4], INSIDE, True, "on four pages"),
        (PAGES[:3], INSIDE, False, "three pages are too few"),
        (PAGES[:3] * 9, INSIDE, False, "the same three again are no more"),
        ([page("水井", visits=n) for n in range(50)], INSIDE, False, "fifty loads of one article are one page"),
        ([f"{page('水井')}\n{n}楼：{'好' * n}" for n in range(50)], article("水井")[0], False, "with new comments"),
        (PAGES, article("水井")[0], False, "a line of one article"),
        (PAGES, "阅读次数：77", True, "numbers are not compared"),
        ([], INSIDE, False, "nothing was learnt"),
        ([f"{INSIDE}\n{t}" for t in THINGS[:4]] + [a + b for a in THINGS for b in THINGS], INSIDE, False,
         "four of many hundreds are no share"),
    ],
)  # fmt: skip
def test_what_is_shared(pages: list[str], line: str, shared: bool, why: str) -> None:
    assert (line in profile_of(pages)) is shared, why


def test_a_shared_line_goes_with_its_rule_and_the_article_stays() -> None:
    document = cn.clean(PAGES[0], site=SITE)
    assert document.text.split("\n")[-3:] == article("水井")
    assert INSIDE not in document.text
    rules = {d.text: (d.rule, d.label) for d in document.dropped}
    assert rules[INSIDE] == ("site.shared-line", "widget")
    assert rules["最近来访"] == ("site.shared-line", "nav")
    assert rules["首页"] == ("chrome.nav-words", "nav"), "a line with a rule of its own keeps it"


def test_without_a_profile_nothing_changes() -> None:
    alone = cn.clean(PAGES[0])
    assert INSIDE in alone.text
    assert cn.clean(PAGES[0], site=cn.SiteProfile()).to_dict() == alone.to_dict()


def test_the_rule_can_be_switched_off() -> None:
    for disable in ({"site."}, {"site.shared-line"}):
        config = cn.Config(disable=disable)
        assert cn.clean(PAGES[0], config, site=SITE).to_dict() == cn.clean(PAGES[0], config).to_dict()


def test_kept_chrome_is_kept() -> None:
    document = cn.clean(PAGES[0], cn.Config(chrome="keep"), site=SITE)
    assert INSIDE in document.text.split("\n")


def test_a_rule_of_its_own_keeps_its_name_inside_an_article() -> None:
    """A line that chrome.toml takes for furniture only beside furniture goes everywhere if pages share it."""
    notice = "更多精彩内容请关注山间笔记微信公众号"
    pages = [each.replace(INSIDE, notice) for each in PAGES]
    dropped = {d.text: d.rule for d in cn.clean(pages[0], site=profile_of(pages[2:])).dropped}
    own = {d.text: d.rule for d in cn.clean("首页\n" + notice).dropped}
    assert dropped[notice].startswith("chrome.")
    assert own.get(notice, dropped[notice]) == dropped[notice]


@pytest.mark.parametrize("above", ["会议通知 - 山间笔记\n", ""])
def test_the_title_of_the_page_itself_is_no_furniture(above: str) -> None:
    """Its title stands on other pages of the host as news, or they have the same one."""
    pages = [
        each.replace(f"村口的{thing}\n", f"今年春耕会议的通知\n村口的{thing}\n")
        for each, thing in zip(PAGES, THINGS, strict=True)
    ]
    site = profile_of(pages)
    assert "今年春耕会议的通知" in site
    head = above.replace("会议通知", "今年春耕会议的通知")
    own = "\n".join([head + "首页", "归档", "今年春耕会议的通知", "来源：山间笔记 2021-03-04", *article("陶罐")])
    document = cn.clean(own, site=site)
    assert document.title == "今年春耕会议的通知"
    assert document.text.split("\n") == article("陶罐")


def test_short_lines_inside_an_article_stay() -> None:
    """Articles of one host share headings, and these are no furniture."""
    pages = []
    for thing in THINGS:
        first, second, third = article(thing)
        lines = [f"村口的{thing}", "作者：张三 2021-03-04", first, "修建经过", second, "如今的样子", third]
        pages.append("\n".join([*TOP, *lines, *BOTTOM]))
    site = profile_of(pages[1:])
    assert "修建经过" in site
    first, second, third = article(THINGS[0])
    assert cn.clean(pages[0], site=site).text.split("\n")[-5:] == [first, "修建经过", second, "如今的样子", third]


@pytest.mark.parametrize(
    ("end", "kept", "why"),
    [
        (["邻村通了汽车", "河边的柳树又发芽了"], False, "titles of other articles"),
        (["（写于二月）"], True, "furniture in the middle, not at the end"),
        ([article("山门")[1]], True, "prose is the article's"),
    ],
)
def test_what_stands_below_shared_lines_and_is_no_prose_goes(end: list[str], kept: bool, why: str) -> None:
    notice = "山间笔记提醒您：转发文字之前，请先在留言里告诉我一声，谢谢。"
    things = [THINGS[0], *THINGS[9:]]
    pages = ["\n".join([*TOP, *article(thing), notice, f"说说{thing}", BOTTOM[0], *BOTTOM[1:]]) for thing in things[1:]]
    below = [article("水井")[0], notice, article("水井")[2]] if why.startswith("furniture") else [notice]
    own = "\n".join([*TOP, *article("水井")[:2], *below, *end, BOTTOM[0], *BOTTOM[1:]])
    text = cn.clean(own, site=profile_of(pages)).text.split("\n")
    assert (end[-1] in text) is kept, why
    assert article("水井")[1] in text


def test_profiles_go_to_workers() -> None:
    cleaner = cn.Cleaner(site=SITE)
    expected = [cn.clean(each, site=SITE).text for each in PAGES[:4]]
    assert [d.text for d in pickle.loads(pickle.dumps(cleaner)).clean_many(PAGES[:4], jobs=2)] == expected
    assert [d.text for d in cleaner.clean_many(PAGES[:4])] == expected


def test_damaged_pages_teach_their_repaired_lines() -> None:
    damaged = [each.encode().decode("latin-1") for each in PAGES[2:]]
    assert INSIDE in cn.learn_site(damaged)
    assert INSIDE in cn.learn_site([each.encode("gb18030") for each in PAGES[2:]])
    assert cn.learn_site(PAGES[2:], into=profile_of(PAGES[:2])) == cn.learn_site(PAGES)


def test_bytes_are_not_added_unread() -> None:
    with pytest.raises(TypeError, match="bytes"):
        cn.SiteProfile().add(b"page")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="int"):
        cn.learn_site([1])  # type: ignore[list-item]


# laws

lines = st.lists(
    st.sampled_from([*TOP, INSIDE, *BOTTOM, *(line for t in THINGS[:9] for line in article(t))]), max_size=9
)
some_pages = st.lists(st.one_of(lines.map("\n".join), st.text(max_size=60)), max_size=12)
capacities = st.sampled_from([4, 5, 256])


@given(some_pages, st.randoms(use_true_random=False), capacities)
def test_order_and_repetition_do_not_matter(pages: list[str], random: object, capacity: int) -> None:
    again = [*pages, *pages[:3]]
    random.shuffle(again)  # type: ignore[attr-defined]
    assert profile_of(again, capacity=capacity) == profile_of(pages, capacity=capacity)


@given(some_pages, some_pages, some_pages, capacities, capacities)
def test_merging_is_associative_commutative_and_idempotent(
    a: list[str], b: list[str], c: list[str], small: int, large: int
) -> None:
    p, q, r = profile_of(a, capacity=small), profile_of(b, capacity=large), profile_of(c)
    merged = cn.SiteProfile.merged
    assert merged([p, q]) == merged([q, p])
    assert merged([merged([p, q]), r]) == merged([p, merged([q, r])])
    assert merged([p, p]) == p
    if small == large:
        assert merged([p, q]) == profile_of([*a, *b], capacity=small)


@given(some_pages, capacities)
def test_a_profile_survives_json_and_pickle(pages: list[str], capacity: int) -> None:
    profile = profile_of(pages, capacity=capacity)
    copy = cn.SiteProfile.from_dict(json.loads(json.dumps(profile.to_dict())))
    assert copy == profile
    assert (copy.pages, len(copy), copy.capacity) == (profile.pages, len(profile), capacity)
    assert pickle.loads(pickle.dumps(profile)) == profile


@given(st.integers(0, 40), st.integers(0, 9))
def test_memory_is_bounded(count: int, seed: int) -> None:
    profile = profile_of([f"{seed}甲{n}乙\n" + "丙" * (n + 1) for n in range(count)], capacity=4)
    assert profile.pages == min(count, 4)
    assert len(profile.to_dict()["pages"]) == profile.pages


def test_an_endless_page_is_cut() -> None:
    long = "\n".join(a + b + c for a in THINGS for b in THINGS for c in THINGS)
    profile = profile_of([long])
    assert [len(part) for part in profile.to_dict()["pages"].values()] == [1024]


@given(some_pages, st.text(max_size=40))
def test_cleaning_twice_with_a_profile_changes_nothing(pages: list[str], tail: str) -> None:
    for each in pages[:3]:
        once = cn.clean(each, site=SITE).text
        assert cn.clean(once, site=SITE).text == once


@given(st.sampled_from(PAGES), some_pages)
def test_nothing_is_lost_silently(each: str, pages: list[str]) -> None:
    document = cn.clean(each, site=profile_of([*PAGES, *pages]))
    spans = sorted(part.source_span for part in (*document.paragraphs, *document.dropped))
    rest = each
    for start, end in reversed(spans):
        rest = rest[:start] + rest[end:]
    assert not rest.strip()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"format": 2},
        {"format": 1, "capacity": 0, "lines": [], "pages": {}},
        {"format": 1, "capacity": 8, "lines": ["x"], "pages": {}},
        {"format": 1, "capacity": 8, "lines": ["0f"], "pages": {"01": [1]}},
        {"format": 1, "capacity": 8, "lines": ["f" * 17], "pages": {}},
        {"format": 1, "capacity": 8, "lines": [], "pages": []},
        {"format": 1, "capacity": 8, "lines": [], "pages": {"01": ["a"]}},
        [],
    ],
)
def test_what_is_no_profile_is_told(data: object) -> None:
    with pytest.raises(cn.ConfigError):
        cn.SiteProfile.from_dict(data)  # type: ignore[arg-type]


@pytest.mark.parametrize("capacity", [0, 3, True, 8.0, None])
def test_capacities_that_make_no_sense(capacity: object) -> None:
    with pytest.raises(cn.ConfigError, match="capacity"):
        cn.SiteProfile(capacity=capacity)  # type: ignore[arg-type]
