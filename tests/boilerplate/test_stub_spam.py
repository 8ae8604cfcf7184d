# ruff: noqa: E501  (Chinese sentences, which count double, are easier to read on one line)
"""Pages with nothing to read give no text and say why; what only talks of such pages stays."""

from __future__ import annotations

import pytest

import cntextclean as cn

STUBS = [
    ("404 页面不存在", "a status code and what it means"),
    ("404 Not Found\nnginx", "a server's own words"),
    ("该頁面不存在", "in Traditional"),
    ("请登录后查看", "for members"),
    ("该内容已被发布者删除", "taken away by who wrote it"),
    ("正在加载...", "never loaded"),
    ("页面正在跳转，请稍候...", "on the way to another page"),
    ("访问过于频繁，请稍后再试\n请完成安全验证", "a guard against robots"),
    ("网站建设中，敬请期待", "not built yet"),
    ("某某网\n首页 新闻\n抱歉，您访问的页面不存在\n可能原因：\n1. 网址输入错误\n2. 页面已被删除\n返回首页", "with reasons"),
    ("首页\n新闻\n体育\n很抱歉，您要访问的页面不存在！\n您可以：\n检查网址是否正确，或返回首页继续浏览。\n关于我们 | 联系我们", "with menus"),
    ("提示信息\n抱歉，指定的主题不存在或已被删除或正在被审核\n[ 点击这里返回上一页 ]", "a forum's notice"),
    ("此内容因违规无法查看\n由用户投诉并经平台审核，违反相关规定，查看对应规则", "taken away by a platform"),
    ("文章不存在或已被删除\n3秒后自动跳转到首页", "with a countdown"),
]


@pytest.mark.parametrize(("page", "why"), STUBS)
def test_a_stub_gives_no_text(page: str, why: str) -> None:
    document = cn.clean(page)
    assert document.text == "", why
    assert any(block.label == "stub" for block in document.dropped)
    assert sum(count for rule, count in document.damage.items() if rule.startswith("stub.")) > 0


SPAM = [
    ("国产精品_久久精品_亚洲欧美日韩\n欧美,日韩,亚洲综合,无码\n久久久久精品免费视频", "keywords in rows"),
    ("某某娱乐平台-官网\n真人娱乐_体育投注_棋牌游戏\n某某体育app官网下载", "brands and what they are searched by"),
    (
        "澳门新葡京官网，最新网址注册送彩金，百家乐、老虎机、时时彩应有尽有，欢迎登录新葡京娱乐平台，手机版app下载。\n新葡京娱乐城官网注册开户，真人娱乐平台，体育投注平台，棋牌游戏，首存返水。",
        "keywords in sentences",
    ),
]


@pytest.mark.parametrize(("page", "why"), SPAM)
def test_a_page_of_spam_gives_no_text(page: str, why: str) -> None:
    document = cn.clean(page)
    assert document.text == "", why
    assert {block.label for block in document.dropped} == {"spam"}
    assert len(document.dropped) == len(page.split("\n"))
    assert document.damage


KEPT = [
    (
        "404错误是怎么回事\n404是一个状态码，表示服务器找不到页面。遇到“404 页面不存在”时，先检查网址是否正确，再联系网站管理员。\n如果链接是站内的，说明网站自己出了问题。",
        "an article about missing pages",
    ),
    ("内容审核员的一天\n他每天要看三千条视频。该内容已被发布者删除，是他最常看到的一行字。", "a notice within a sentence"),
    ("页面不存在的原因", "a title"),
    ("登录后查看是什么意思", "a question"),
    ("正在加载货物的船只离港。", "another kind of loading"),
    ("春夜\n江上的灯一盏一盏灭了\n只剩下桥\n正在加载\n风先来了", "verse with such a line"),
    (
        "警方捣毁特大网络赌博团伙\n该团伙开设百家乐、老虎机、时时彩等赌博网站，以注册送彩金为诱饵，吸引会员投注，涉案金额上亿元。警方已抓获犯罪嫌疑人三十名，案件正在进一步审理。",
        "news about gambling",
    ),
    (
        "澳门博彩业的历史\n葡京、威尼斯人、金沙等娱乐城先后开业，百家乐成为最受欢迎的玩法。研究者认为，博彩业占当地经济的一半以上，也带动了旅游。\n二〇〇二年赌权开放后，澳门的博彩收入很快超过拉斯维加斯。",
        "an article about casinos",
    ),
]


@pytest.mark.parametrize(("page", "why"), KEPT)
def test_what_only_talks_of_such_pages_stays(page: str, why: str) -> None:
    document = cn.clean(page, cn.Config(script=None, punctuation="keep"))
    assert document.text == page, why
    assert document.damage == {}


def test_a_notice_beside_an_article_says_nothing_against_it() -> None:
    story = "昨天下午，县里的几位老师冒着雨走进山村小学，给孩子们带来了新的图书和文具，也带来了一堂关于河流的课。"
    document = cn.clean("\n".join(["首页", "新闻", story, "图片正在加载...", "版权所有 某某在线"]))
    assert document.text == story


def test_it_can_be_switched_off() -> None:
    assert cn.clean("404 页面不存在", cn.Config(disable={"stub."})).text == "404 页面不存在"
