# ruff: noqa: E501  (word lists and Chinese sentences, which count double, are easier to read on one line)
"""What is the article? Clean texts are kept whole, furniture goes, and labelling twice is labelling once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cntextclean as cn
from cntextclean.boilerplate.label import label
from cntextclean.boilerplate.rulebook import rulebook
from cntextclean.config import Config
from cntextclean.metadata.header import header_role
from cntextclean.metadata.read import read_metadata
from cntextclean.page import Page
from cntextclean.page.blocks import Labelled, segment

KEEP = Config(script=None, punctuation="keep")
IN_TEXT = {"body", "heading", "list", "quote"}


def labelled(text: str, config: Config = KEEP) -> tuple[Labelled, ...]:
    return label(Page(text), config).lines


def kept(text: str, config: Config = KEEP) -> str:
    return "\n".join(text[part.start : part.end] for part in labelled(text, config) if part.role in IN_TEXT)


BODY = [
    "昨天下午，县里的几位老师冒着雨走进山村小学，给孩子们带来了新的图书和文具，也带来了一堂关于河流的课。",
    "校长告诉大家，学校只有三十二个学生，最远的一个要走两个小时的山路，但从来没有人迟到过，这让老师们很感动。",
    "“我们想让他们知道，山外面的水和这里的水是同一条河。”带队的老师说，他已经连续六年来到这里，认识每一个孩子。",
    "课后，孩子们把自己画的地图贴在墙上，地图上有一条弯弯曲曲的蓝线，从他们的家门口一直画到了大海。",
    "老师们还和村里商量，准备在暑假办一个读书班，由镇上的中学生来当小老师，书由大家一起捐。",
]

PAGE = """某某在线
首页
新闻
体育
娱乐
更多
首页 > 新闻 > 正文
山村小学来了新老师
2021-03-04 10:20 来源：某某晚报 作者：张三
{body}
责任编辑：李四
分享到：
相关阅读
某地举行春季运动会
公园里的花开了
市民可以在网上预约
上一篇：没有了
下一篇：公园里的花开了
关于我们 | 联系我们 | 网站地图
版权所有 某某在线 未经许可不得转载
京ICP备12345678号-1
"""

CLEAN = {
    "news": "\n".join(BODY),
    "poem": "春夜\n江上的灯一盏一盏灭了\n只剩下桥\n和桥下没有睡着的水\n你说过要来\n风先来了",
    "old verse": "秋山\n木落千山静\n云开一径长\n归人迷古渡\n孤雁度斜阳",
    "dialogue": "“你去哪里？”\n“回家。”\n“这么晚了还有车吗？”\n“没有。”\n“那怎么走？”\n“走着走着就到了。”\n他没有再问。",
    "recipe": "番茄炒蛋\n材料：\n鸡蛋 3个\n番茄 2个\n盐 半勺\n糖 1勺\n做法：\n1. 鸡蛋打散，加少许盐。\n2. 番茄切块。\n3. 先炒蛋，盛出。\n4. 再炒番茄，出汁后倒入鸡蛋，加糖翻匀。",
    "table": "姓名\t年龄\t城市\n王明\t32\t成都\n李红\t28\t西安\n赵强\t45\t南京\n合计\t3人\t",
    "questions": "问：什么时候开馆？\n答：每天九点，周一闭馆。\n问：要预约吗？\n答：不用。\n问：可以拍照吗？\n答：可以，但不要用闪光灯。",
    "speech": "各位同学：\n大家好！\n今天我想和你们谈谈时间。\n第一，时间对每个人都是公平的。\n第二，时间不等人。\n第三，时间会说明一切。\n谢谢大家！",
    "law": "第一章 总则\n第一条 为了加强图书管理，制定本办法。\n第二条 本办法适用于本馆全部藏书。\n第三条 读者应当爱护图书。\n第二章 借阅\n第四条 每人每次可以借五册。\n第五条 逾期归还的，暂停借阅一个月。",
    "code": "def area(r):\n    # 圆的面积\n    return 3.14159 * r * r\n\nfor r in range(3):\n    print(area(r))",
    "dictionary": "龜（guī）：爬行动物。\n籴（dí）：买进粮食。\n粜（tiào）：卖出粮食。\n麦稃（fū）：小麦的外壳。",
    "english": "The river rises in the hills above the town.\nIt runs for sixty miles before it meets the sea.\nNobody has ever measured its depth.",
    "japanese": "昨日は雨でした。\n図書館で本を読みました。\n夕方になって、空が明るくなりました。",
    "interview": "记者：您什么时候开始画画的？\n王先生：大概七岁。\n记者：谁教您的？\n王先生：没有人教，我自己照着年画描。\n记者：现在还画吗？\n王先生：每天都画。",
    "headings": "一、工作开展情况\n今年以来，全县共修路十二公里，架桥三座。\n二、存在的问题\n资金不足，人手不够。\n三、下一步打算\n明年继续修路，争取全部通车。",
    "about logins": "登录\n如何登录系统\n打开首页，点击右上角的按钮，输入用户名和密码即可。\n如果忘记密码，可以用手机号找回，步骤和注册时一样，只需要两分钟。",
    "menu word": "首页",
    "one word": "水",
    "title": "山村小学来了新老师",
    "nothing": "",
}


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_text_is_kept_whole(name: str) -> None:
    text = CLEAN[name]
    assert kept(text) == "\n".join(text[start:end] for start, end in segment(text))


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n　　"])
def test_the_furniture_of_a_page_goes_and_the_article_stays(gap: str) -> None:
    assert kept(PAGE.format(body=gap.join(BODY))) == "\n".join(BODY)


def test_traditional_pages_with_narrow_marks_are_read_alike() -> None:
    page = PAGE.format(body="\n".join(BODY)).replace("：", ":").replace("，", ",").replace("关于我们", "關於我們")
    page = page.replace("版权所有", "版權所有").replace("相关阅读", "相關閱讀").replace("责任编辑", "責任編輯")
    assert kept(page) == "\n".join(BODY).replace("，", ",")


def test_every_block_is_labelled_once_and_in_order() -> None:
    page = PAGE.format(body="\n".join(BODY))
    blocks = segment(page)
    parts = labelled(page)
    assert [(part.start, part.end) for part in parts] == [tuple(block) for block in blocks]
    assert all((part.role is None) != (part.label is None) for part in parts)
    assert all(part.rule for part in parts)


def test_labels_say_what_the_furniture_is() -> None:
    page = PAGE.format(body="\n".join(BODY))
    found = {page[part.start : part.end]: part.label for part in labelled(page)}
    assert found["首页 > 新闻 > 正文"] == "breadcrumb"
    assert found["首页"] == "nav"
    assert found["相关阅读"] == "related"
    assert found["公园里的花开了"] == "related"
    assert found["分享到："] == "share"
    assert found["京ICP备12345678号-1"] == "copyright"


def test_the_title_and_the_header_become_metadata() -> None:
    page = PAGE.format(body="\n".join(BODY))
    title, metadata, _ = read_metadata(Page(page), labelled(page))
    assert title == "山村小学来了新老师"
    assert metadata == {"date": "2021-03-04", "source": "某某晚报", "authors": ["张三"]}


def test_a_rule_that_is_switched_off_drops_nothing_inside_the_article() -> None:
    body = "\n".join([*BODY[:2], "版权所有 某某在线", *BODY[2:]])
    page = PAGE.format(body=body)
    assert "版权所有" not in kept(page)
    assert "版权所有 某某在线" in kept(page, Config(disable={"chrome.copyright"}))


def test_a_summary_that_repeats_the_article_goes() -> None:
    page = PAGE.format(body="摘要：" + BODY[0][:40] + "...\n" + "\n".join(BODY))
    assert kept(page) == "\n".join(BODY)


def test_a_page_of_nothing_but_betting_words_gives_no_text() -> None:
    page = "某某娱乐平台-官网\n真人娱乐_体育投注_棋牌游戏\n某某体育app官网下载"
    assert kept(page) == ""
    assert {part.label for part in labelled(page)} == {"spam"}


THREAD = """某某论坛
登录 | 注册
查看: 348|回复: 3
请教一个关于相机的问题
[复制链接]
小鱼儿
新手上路
积分 12
发表于 2012-3-4 10:20 | 只看该作者
刚买了一台旧相机，快门有时候按不下去，修理店说要换整个机身，我觉得不值，想问问大家有没有遇到过这种情况。
回复 举报
老王
高级会员
积分 2031
发表于 2012-3-4 11:02 | 只看该作者
我的也这样，后来发现是电池仓的触点氧化了，用橡皮擦一擦就好，你先试试看，不要急着换。
回复 举报
半夏
中级会员
积分 402
发表于 2012-3-4 12:40 | 只看该作者
同意楼上的说法，另外冬天太冷的时候电池也会这样，放在口袋里捂一会儿再用。
回复 举报
返回列表
您需要登录后才可以回帖 登录 | 注册
本版积分规则
Powered by Discuz! X3.4
"""


def test_the_posts_of_a_thread_are_kept_in_order() -> None:
    text = kept(THREAD)
    posts = [line for line in THREAD.split("\n") if "。" in line]
    places = [text.find(post) for post in posts]
    assert -1 not in places
    assert places == sorted(places)
    for furniture in ("只看该作者", "积分", "返回列表", "Discuz", "注册"):
        assert furniture not in text

COMMENTS = [
    ("清风徐来 2019-03-04 10:20", "写得真好，我小时候也走过这样的山路，下雨天鞋子里全是泥。"),
    ("路人甲 2019-03-04 11:02", "支持老师，什么时候再去，我想捐一些书。"),
    ("小鱼儿 2019-03-04 12:45", "孩子们真可爱"),
    ("老王 2019-03-05 08:30", "我们这里的学校前年就撤了，现在要坐车去镇上，来回两个小时，大人不放心只好租房子陪读，一年下来要多花一万多块钱。"),
    ("半夏 2019-03-05 09:12", "看哭了"),
    ("行者无疆 2019-03-06 21:40", "请问怎么联系这个读书班？我有两个大学生朋友想去当志愿者，吃住都可以自己解决，就是不知道要办什么手续。"),
]


@pytest.mark.parametrize("form", ["{who}\n{words}\n回复", "{words}\n{who}", "# re: 山村小学来了新老师 {who}\n{words}"])
def test_comments_under_a_short_article_are_not_the_article(form: str) -> None:
    comments = "\n".join(form.format(who=who, words=words) for who, words in COMMENTS)
    body = "\n".join(BODY[:3])
    page = f"某某的博客\n首页\n存档\n留言\n登录\n山村小学来了新老师\n2019-03-04 09:12\n{body}\n阅读(120) 评论(6)\n网友评论\n{comments}\n发表评论\n昵称\n验证码\nCopyright © 某某"
    text = kept(page)
    assert text.startswith(BODY[0])
    assert BODY[2] in text
    for _, words in COMMENTS:
        assert words not in text


def test_signatures_under_posts_do_not_make_a_clean_page_one_with_furniture() -> None:
    text = "\n".join([*BODY, "2021-03-04 10:20"])
    assert kept(text) == text


@pytest.mark.parametrize("count", [2, 12])
def test_what_a_thread_keeps_is_kept_when_it_is_cleaned_again(count: int) -> None:
    once = kept("\n".join([THREAD] * count))
    assert kept(once) == once


@pytest.mark.parametrize(
    ("line", "role", "why"),
    [
        ("2021-03-24 09:33:51", "date", "a date and a time"),
        ("2022年02月13日07:48", "date", "a Chinese date"),
        ("来源:新华网", "source", "a source"),
        ("作者:张三", "byline", "an author"),
        ("【记者】刘某某", "byline", "a reporter in brackets"),
        ("来源:某某日报 作者:张三 2021-03-04 10:20", "byline", "several fields"),
        ("[ 字体:大 中 小 时间:2022-11-03 15:04 稿源:县科技局 作者:贾某 ]", "byline", "a header in brackets"),
        ("记者:您是什么时候开始学画的?", None, "somebody asks"),
        ("时间:下午两点,地点:会议室,请大家准时参加,不要迟到。", None, "a notice"),
        ("来源于生活的艺术", None, "a word that begins alike"),
        ("作者认为:这是一个错误", None, "a sentence"),
        ("2021年3月24日,会议召开。", None, "a sentence that begins with a date"),
    ],
)
def test_header_lines_are_told_from_sentences(line: str, role: str | None, why: str) -> None:
    assert header_role(line) == role, why


LINES = (
    [example for rule in rulebook("chrome").rules for example in (*rule.hit, *rule.miss)]
    + BODY
    + PAGE.split("\n")
    + THREAD.split("\n")
    + ["", "　　" + BODY[0], "  • 首页", "短", "1、第一项", "2021-03-04"]
)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(LINES), max_size=30).map("\n".join))
def test_cleaning_what_was_kept_keeps_all_of_it(text: str) -> None:
    once = cn.clean(text, KEEP)
    assert cn.clean(once.text, KEEP).text == once.text or "unsettled" in once.damage


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_labelled_completely(text: str) -> None:
    blocks = segment(text)
    assert len(label(Page(text), KEEP).lines) == len(blocks)


NOTICE = [
    "首页", "政务公开", "当前位置：首页 > 政务公开 > 通知公告", "关于做好居民医疗保险参保缴费工作的通知",
    "发布时间：2021-11-12 09:20", "为切实做好居民医疗保险参保缴费工作，现将有关事项通知如下：", "一、参保对象",
    "具有本县户籍且未参加职工基本医疗保险的城乡居民。", "二、缴费时间", "自2021年11月15日起至2022年2月28日止。",
    "扫一扫在手机打开当前页", "打印本页", "关闭窗口",
]  # fmt: skip


def test_no_article_ends_with_the_heading_of_a_section() -> None:
    text = cn.clean("\n".join(NOTICE)).text
    assert "二、缴费时间\n自2021年11月15日起至2022年2月28日止。" in text
    assert "打印" not in text


ACCOUNT = [
    "周末去哪儿？这五个小众公园值得一去", "原创 林小满 城市漫游指南 2023-05-06 08:30 发表于浙江", "点击上方蓝字关注我们",
    "春天的尾巴，最适合找一片草地坐下来发呆。", "不用走远，城里就藏着几个人少景美的公园，今天小编把私藏的清单分享给大家。",
    "01", "北山生态园", "这里原来是一片废弃的采石场，改造之后成了市民散步的好去处，栈道一直通到山腰。",
    "门票：免费", "交通：地铁三号线北山站步行十分钟", "02", "南湖湿地",
    "清晨五点半，白鹭就开始在芦苇荡里觅食了，带上望远镜会有意想不到的收获。", "图片来源：网络",
    "你还知道哪些好去处？欢迎在评论区留言。", "END", "编辑 | 林小满", "往期推荐", "春天的十种野菜，你吃过几种",
    "微信扫一扫", "关注该公众号",
]  # fmt: skip


def test_an_article_goes_on_to_its_last_sentence_before_furniture() -> None:
    document = cn.clean("\n".join(ACCOUNT))
    assert "交通：地铁三号线北山站步行十分钟\n02\n南湖湿地\n清晨五点半" in document.text
    assert not any(word in document.text for word in ("图片来源", "往期", "野菜", "扫一扫"))
    assert document.metadata["date"] == "2023-05-06"
