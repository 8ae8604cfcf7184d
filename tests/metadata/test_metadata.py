# ruff: noqa: E501  (Chinese sentences, which count double, are easier to read on one line)
"""Titles, days, sources and authors in the forms that portals, blogs, forums, offices and accounts use."""

from __future__ import annotations

from typing import Any

import pytest
from test_label import BODY

import cntextclean as cn
from cntextclean.metadata.dates import find_days, find_month
from cntextclean.metadata.header import header_role
from cntextclean.metadata.names import poster
from cntextclean.metadata.title import title_range
from cntextclean.page.fold import fold

KEEP = cn.Config(script=None, punctuation="keep")
TITLE = "山村小学来了新老师"
ABOVE = ["某某在线", "首页", "新闻", "体育", "首页 > 新闻 > 正文"]
BELOW = ["分享到：", "相关阅读", "某地举行春季运动会", "公园里的花开了", "关于我们 | 联系我们", "版权所有 某某在线"]


def read(*header: str, end: tuple[str, ...] = (), title: str = TITLE) -> cn.Document:
    """A page with these lines between title and article, and those straight below the article."""
    return cn.clean("\n".join([*ABOVE, title, *header, *BODY, *end, *BELOW]), KEEP)


def values(**known: Any) -> dict[str, Any]:
    return known


HEADERS = [
    ("2021-03-04 10:20 来源：某某晚报 作者：张三", values(date="2021-03-04", source="某某晚报", authors=["张三"])),
    ("来源：某某网 | 作者：李四 | 时间：2021-03-04", values(date="2021-03-04", source="某某网", authors=["李四"])),
    ("发布时间：2021年03月04日 10:20　信息来源：某某局　浏览次数：128　【字体：大 中 小】", values(date="2021-03-04", source="某某局")),
    ("2021年03月04日 10:20 | 来源：某某日报", values(date="2021-03-04", source="某某日报")),
    ("2021年03月04日10:20　某某晚报", values(date="2021-03-04", source="某某晚报")),
    ("http://news.example.com 2005年03月31日03:18 某某信报", values(date="2005-03-31", source="某某信报")),
    ("原创 张三 某某公众号 2023-05-06 10:20 发布于 北京", values(date="2023-05-06", source="某某公众号", authors=["张三"])),
    ("某某公众号 2023-05-06 08:00 发表于 北京", values(date="2023-05-06", source="某某公众号")),
    ("2019-09-26 12:11来源：某某时报网作者：李在山", values(date="2019-09-26", source="某某时报网", authors=["李在山"])),
    ("作者： 赵婕 出自[某某文学出版社] 2005-01-02", values(date="2005-01-02", source="某某文学出版社", authors=["赵婕"])),
    ("2004年7月16日08:19 [ 黄宇 ] 来源：[ 某某金融报 ]", values(date="2004-07-16", source="某某金融报", authors=["黄宇"])),
    ("2021年3月4日 10:20 某某晚报 作者：张三 李四", values(date="2021-03-04", source="某某晚报", authors=["张三", "李四"])),
    ("记者｜张三 编辑｜李四", values(authors=["张三"])),
    ("文 | 张小北 来源 | 某某公众号（ID：abc）", values(source="某某公众号", authors=["张小北"])),
    ("作者 / 张三", values(authors=["张三"])),
    ("Posted on 2021-03-04 10:20 by 小山 阅读(123) 评论(4)", values(date="2021-03-04", authors=["小山"])),
    ("posted @ 2021-03-04 10:20 小山 阅读(123) 评论(4) 编辑 收藏", values(date="2021-03-04", authors=["小山"])),
    ("by 小山 on 2021-03-04", values(date="2021-03-04", authors=["小山"])),
    ("楼主：小山 时间：2019-03-04 12:33:01 点击：123 回复：4", values(date="2019-03-04", authors=["小山"])),
    ("2023-05-06 10:20:30　来源: 某某网 举报", values(date="2023-05-06", source="某某网")),
    ("【来源：某某日报】", values(source="某某日报")),
    ("作者：张三（某某大学）", values(authors=["张三"])),
    ("作者简介：张三，某某大学教授", values()),
    ("发布者：管理员 发布日期：2012/6/24 点击：12 次", values(date="2012-06-24")),
    ("本报记者 王燕平 方云凤", values(authors=["王燕平", "方云凤"])),
    ("【记者】刘秋宜 张三", values(authors=["刘秋宜", "张三"])),
    ("文/张小北", values(authors=["张小北"])),
    ("文丨李四", values(authors=["李四"])),
    ("作者|王五", values(authors=["王五"])),
    ("作者：John Smith 2021-03-04", values(date="2021-03-04", authors=["John Smith"])),
    ("发表时间： 26/02/2022 - 13:48", values(date="2022-02-26")),
    ("發佈時間：民國110年3月4日", values(date="2021-03-04")),
    ("时间：二〇二一年三月四日", values(date="2021-03-04")),
    ("March 4th, 2021", values(date="2021-03-04")),
    ("小山 发表于 2019-3-4 12:33:01 | 只看该作者", values(date="2019-03-04", authors=["小山"])),
    ("本帖由 半夏 于 2019-3-4 12:33 发表", values(date="2019-03-04", authors=["半夏"])),
    ("2小时前", values()),
    ("编辑：王五", values(authors=["王五"])),
    ("作者：佚名", values()),
    ("来源：本站原创 2021-03-04", values(date="2021-03-04")),
    ("发表于2014-08-24 21:30| 1164次阅读| 来源某某网| 0 条评论| 作者魏星", values(date="2014-08-24", source="某某网", authors=["魏星"])),
    ("半夏 发表于 2013-4-21 02:28 13小时前, 3回/289阅, 最后回答: 4小时前", values(date="2013-04-21", authors=["半夏"])),
    ("梧桐 · 2013/06/05 12:47", values(date="2013-06-05", authors=["梧桐"])),
    ("2019年09月11日01:53\xa0\xa0某某科技\xa0\xa0 我有话说(1307人参与) 收藏本文", values(date="2019-09-11")),
    ("发表于 2019-09-19 | 更新于 2019-10-14 | 留言", values(date="2019-09-19")),
    ("2019年02月20日 02:26:00 来自北京", values(date="2019-02-20")),
    ("石佳/某某青年报", values(source="某某青年报", authors=["石佳"])),
    ("作者：烽火山人[全文阅读]", values(authors=["烽火山人"])),
    ("发信人: xiaoshan (小山), 信区: Test", values(authors=["xiaoshan"])),
    ("发信站: 某某社区 (Fri Mar 18 20:52:50 2016), 站内", values(date="2016-03-18")),
    ("作者xiaoshan (小山)", values(authors=["xiaoshan"])),
    ("作者xiaoshan12345 (小山)", values()),
    ("作者shan12345 (小山)", values(authors=["shan12345"])),
    ("作者xiaoshan66", values(authors=["xiaoshan66"])),
    ("时间Mon Apr 2 07:24:47 2007", values(date="2007-04-02")),
    ("发布时间：18-03-0823:16", values(date="2018-03-08")),
    ("12月 22 2013", values(date="2013-12-22")),
    ("发布机构：某某县人民政府办公室 成文日期：2022年01月27日", values(date="2022-01-27", source="某某县人民政府办公室", authors=["某某县人民政府办公室"])),
]


@pytest.mark.parametrize(("header", "expected"), HEADERS)
def test_a_header_line_becomes_metadata(header: str, expected: dict[str, Any]) -> None:
    document = read(header)
    assert document.metadata == expected
    assert document.title == TITLE
    assert header not in document.text


ENDS = [
    (("责任编辑：王五",), values(authors=["王五"])),
    (("作者：张三 责任编辑：王五",), values(authors=["张三"])),
    (("（记者 张三 通讯员 李四）",), values(authors=["张三", "李四"])),
    (("发表于 2004年12月27日 12:40 - (阅读:3727;评论:63)",), values(date="2004-12-27")),
]


@pytest.mark.parametrize(("end", "expected"), ENDS)
def test_lines_below_the_article_are_read_too(end: tuple[str, ...], expected: dict[str, Any]) -> None:
    assert read(end=end).metadata == expected


IN_TEXT = [
    ("本报讯（记者 张三 通讯员 李四）昨天下午，县里的老师冒着雨走进了山村小学，给孩子们带来了新的图书和文具。", ["张三", "李四"]),
    ("孩子们把画的地图贴在了墙上，大家都很高兴。（常书香 马丹阳）", ["常书香", "马丹阳"]),
    ("孩子们把画的地图贴在了墙上，大家都很高兴。（记者王建宏报道）", ["王建宏"]),
    ("（某某社记者王建宏东京21日电）孩子们把画的地图贴在了墙上，大家都很高兴，老师也笑了。", ["王建宏"]),
    ("孩子们把画的地图贴在了墙上，大家都很高兴，老师也笑了。（评论员 王建宏 常书香）", ["王建宏", "常书香"]),
]


@pytest.mark.parametrize(("sentence", "authors"), IN_TEXT)
def test_reporters_are_named_in_the_article(sentence: str, authors: list[str]) -> None:
    assert cn.clean("\n".join([*ABOVE, TITLE, *BODY, sentence, *BELOW]), KEEP).metadata == {"authors": authors}


def test_a_day_may_stand_on_lines_of_its_own() -> None:
    assert read("2020", "07/08", "16:37", "某某新闻", "分享").metadata["date"] == "2020-07-08"
    assert "date" not in read("2020", "大约 07/08 的事").metadata


@pytest.mark.parametrize("name", ["某某大相公", "xiaoshan_2"])
def test_a_pen_name_stands_between_title_and_date(name: str) -> None:
    assert read(name, "发布时间：18-03-08 23:16").metadata["authors"] == [name]
    assert "authors" not in read(name, "扫一扫").metadata, "nothing says that it is a name"


def test_whose_pages_these_are_is_the_last_resort() -> None:
    assert cn.clean("\n".join([*ABOVE, TITLE, *BODY, "© 2013 - 2024 Yuren Ju"]), KEEP).metadata["authors"] == ["Yuren Ju"]
    assert "authors" not in cn.clean("\n".join([*ABOVE, TITLE, *BODY, "© 2013 - 2024 Example Corporation"]), KEEP).metadata


NO_HEADERS = [
    ("某地举行春季运动会 2019-03-04 12:30", "the title of another article with its date"),
    ("2019年8月16日12:30，县里召开会议", "something that happened then"),
    ("会议定于2019-03-04 12:30在礼堂举行", "a notice"),
    ("2019-03-04 12:30 火车从北京出发开往上海", "a timetable"),
    ("他在2019-03-04 12:30到达, 随后离开", "a sentence"),
    ("作者认为这样不好", "no board's line"),
]


@pytest.mark.parametrize(("line", "why"), NO_HEADERS)
def test_a_moment_in_a_line_is_no_header(line: str, why: str) -> None:
    assert header_role(fold(line)) is None, why


SENTENCES = [
    ("时间：下午两点，地点：会议室，请大家准时参加，不要迟到。", "a notice"),
    ("昨天下午，记者走进山村小学，看到孩子们正在上课，教室里很安静。", "a reporter without a name"),
    ("2020年8月16日，县里召开会议，决定给山村小学修一条新的路。", "a day that something happened"),
    ("这本书的作者：他是谁，没有人知道，书上也没有写。", "an author in a sentence"),
    ("他说，消息的来源：一个是报纸，一个是电台，两个都不可靠。", "a source in a sentence"),
]


@pytest.mark.parametrize(("sentence", "why"), SENTENCES)
def test_sentences_give_no_metadata(sentence: str, why: str) -> None:
    document = cn.clean("\n".join([*ABOVE, TITLE, BODY[0], sentence, *BODY[1:], *BELOW]), KEEP)
    assert document.metadata == {}, why
    assert sentence in document.text, why


def test_every_value_says_where_it_stands() -> None:
    document = read("2021年03月04日 10:20 来源：某某晚报 作者：张三 李四")
    shown = {kind: [document.source[slice(*span)] for span in spans] for kind, spans in document.metadata_spans.items()}
    assert shown == {
        "title": [TITLE],
        "date": ["2021年03月04日"],
        "source": ["某某晚报"],
        "authors": ["张三", "李四"],
    }


def test_places_are_those_of_the_damaged_source() -> None:
    page = "首頁\n新聞\n山村小學(xué)來(lái)了新老師\n時(shí)間：2021-03-04　來(lái)源：某某晚報(bào)\n" + "\n".join(BODY) + "\n版權(quán)所有"
    document = cn.clean(page)
    assert document.metadata == {"date": "2021-03-04", "source": "某某晚报"}
    start, end = document.metadata_spans["source"][0]
    assert document.source[start:end] == "某某晚報"
    assert cn.Document.from_dict(document.to_dict()).metadata_spans == document.metadata_spans


TITLES = [
    ("山村小学来了新老师_新闻_某某网", "山村小学来了新老师", "channel and site"),
    ("山村小学来了新老师-某某新闻网", "山村小学来了新老师", "a site"),
    ("山村小学来了新老师 | 某某日报", "山村小学来了新老师", "a paper behind a bar"),
    ("山村小学来了新老师 - 教育频道 - 某某在线", "山村小学来了新老师", "a channel and a site"),
    ("标题：山村小学来了新老师", "山村小学来了新老师", "a label"),
    ("• 山村小学来了新老师", "山村小学来了新老师", "a bullet"),
    ("山村小学来了新老师 2021-03-04 10:20:00 楼主", "山村小学来了新老师", "a forum's date and floor"),
    ("图说某地| 学校过年", "图说某地| 学校过年", "a column before a bar"),
    ("李简——新外科运动向我们走来", "李简——新外科运动向我们走来", "a dash inside"),
    ("土豆不“土” 土豆无“土”", "土豆不“土” 土豆无“土”", "two halves"),
    ("互联网与山村", "互联网与山村", "a word that ends like a site's"),
]


@pytest.mark.parametrize(("line", "title", "why"), TITLES)
def test_a_title_is_cut_out_of_its_line(line: str, title: str, why: str) -> None:
    assert line[slice(*title_range(fold(line)))] == title, why


DAYS = [
    ("2021-3-4", "2021-03-04", "without zeros"),
    ("2021年03月04日", "2021-03-04", "in Chinese"),
    ("二〇二一年三月四日", "2021-03-04", "in Chinese numerals"),
    ("二○二一年十二月三十一日", "2021-12-31", "with a round zero"),
    ("民國110年3月4日", "2021-03-04", "of the Republic"),
    ("民国一百一十年三月四日", "2021-03-04", "of the Republic, in numerals"),
    ("06/02/2022", "2022-02-06", "day first"),
    ("9/17/2004 5:54:13 AM", "2004-09-17", "month first, as the day shows"),
    ("Saturday, September 10th, 2005", "2005-09-10", "in English"),
    ("4 Mar 2021", "2021-03-04", "in English, day first"),
    ("2021-02-30", None, "a day that does not exist"),
    ("1/2/3", None, "numbers"),
    ("May the 4th", None, "no year"),
    ("3月4日", None, "no year in Chinese"),
    ("version 1.2.2005.1", None, "a version"),
]


@pytest.mark.parametrize(("line", "iso", "why"), DAYS)
def test_days_are_read_in_many_spellings(line: str, iso: str | None, why: str) -> None:
    assert next((day.iso for day in find_days(fold(line))), None) == iso, why


def test_eight_digits_are_a_day_only_behind_a_label() -> None:
    assert [day.iso for day in find_days("20210304", labelled=True)] == ["2021-03-04"]
    assert list(find_days("20210304")) == []


@pytest.mark.parametrize(("line", "iso"), [("2003年5月", "2003-05"), ("1998年3月号", "1998-03"), ("2003年5月3日", None)])
def test_a_month_stands_for_a_day_that_is_not_given(line: str, iso: str | None) -> None:
    month = find_month(line)
    assert (month.iso if month else None) == iso


def test_a_title_above_its_column_and_its_second_title_is_found() -> None:
    page = [*ABOVE, "走进山村", TITLE, "——孩子们有了读书班", "2021-03-04 来源：某某晚报", *BODY, *BELOW]
    assert cn.clean("\n".join(page), KEEP).title == TITLE


def test_the_browser_s_title_stands_in_where_there_is_no_other() -> None:
    page = ["山村小学来了新老师和图书_教育频道_某某网", "首页", "新闻", "体育", *BODY, *BELOW]
    document = cn.clean("\n".join(page), KEEP)
    assert document.title == "山村小学来了新老师和图书"
    assert document.text.split("\n") == BODY


def test_a_greeting_is_no_title() -> None:
    page = [*ABOVE, TITLE, "2021-03-04 来源：某某局", "各位老师：", *BODY, *BELOW]
    assert cn.clean("\n".join(page), KEEP).title == TITLE


def test_the_first_heading_of_a_text_alone_stays() -> None:
    text = "\n".join([TITLE, *BODY])
    document = cn.clean(text, KEEP)
    assert document.text == text
    assert document.title is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("the content is uploaded and posted by a user of this platform", []),
        ("posted by the editors", []),
        ("posted by an old friend", []),
        ("posted by zhang san", ["zhang san"]),
        ("posted by alan", ["alan"]),
        ("posted by theo", ["theo"]),
        ("来自: 半夏 2016-08-26 16:30:57", ["半夏"]),
        ("来自: 北京市 2016-08-26 16:30:57", []),
        ("来自: iphone客户端 2016-08-26 16:30:57", []),
        ("来自: 半夏", []),
    ],
)
def test_who_posted_is_a_name(line: str, names: list[str]) -> None:
    assert [name.text for name in poster(line, line)] == names
