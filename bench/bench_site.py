# ruff: noqa: E501, SIM905  (word lists and Chinese sentences, which count double, are easier to read on one line)
"""What it gains to know which lines the pages of a host share.

usage: python bench/bench_site.py [--learn N] [--test N]
Makes three hosts, each with a template of its own and furniture that is hard to tell from an article (summaries, a
notice inside the text, a self-portrait in whole sentences), learns from N pages of each and cleans others, with
and without the profile. Prints character 4-gram precision, recall and F1, the share of titles found, and the time that learning and cleaning take.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from random import Random
from statistics import mean

import cntextclean as cn
from bench_chrome import f1

WHO = "村里的老人 几位志愿者 附近的居民 县里的工作人员 一位退休教师 学校的学生 合作社的社员 来自邻镇的商户 负责维修的师傅 值班的护士 参加培训的青年 做了半辈子木匠的老周".split()
WHEN = "今年春天 上个月底 昨天傍晚 入冬以后 雨停了之后 天刚蒙蒙亮的时候 去年秋收前后 连续三个周末 这几天 节日前夕".split()
WHERE = "在河边的旧仓库里 在镇上的小广场 沿着新修的山路 在学校后面的空地上 在合作社的院子里 在村口的大槐树下 在临时搭起的棚子里 在老街的拐角处".split()
WHAT = "把用了多年的农具一件件擦干净 种下了几百棵果树苗 商量怎样把水引到坡上的梯田 教孩子们辨认山里的药材 为晚归的人留了一盏灯 整理出一批发黄的老照片 核对了每一户的用水情况 修好了坏了半年的路灯 排练起了停演多年的地方戏 讨论下一季到底该种些什么".split()
THEN = "大家都说这样的日子越过越有奔头 可是真正做起来并没有想象中那么容易 不少人是第一次听说这件事 这让原本安静的院子一下子热闹起来 一直忙到太阳落山才肯回家 没有人抱怨路远 算下来每户能省下不少钱 这件小事后来被许多人记住了 事情到这里还远远没有结束 他们打算明年再多试几块地".split()
TOPIC = "灌溉渠 果树苗 老照片 地方戏 路灯 梯田 图书角 水井 集市 木工房 渡口 山路".split()
EVENT = "重新启用 让村民得了实惠 背后的故事 迎来新变化 今起开放 引来许多游客 修缮完工 的三十年".split()

PORTAL = {
    "top": ["首页", "新闻", "本地", "民生", "视频", "专题", "论坛", "手机版", "登录", "注册", "清泉热线全新客户端上线，打开手机应用商店搜索即可免费安装使用。"],
    "inside": ["清泉热线提醒您：阅读本地新闻，请认准清泉热线客户端，每天都有惊喜等着您。"],
    "bottom": [
        "清泉热线的记者每天走访街巷，把居民关心的事情一件一件记下来，也欢迎您把身边的新鲜事告诉我们。",
        "编辑部在每个工作日的上午接待来访读者，需要反映情况的居民可以带上相关材料前来登记。",
        "热门排行", "关于清泉", "加入清泉", "清泉热线版权所有",
    ],
}  # fmt: skip
BLOG = {
    "top": ["山间笔记", "写在山里的日子，慢慢看，不着急。", "归档", "留言", "标签云"],
    "inside": ["如果你也喜欢这里的文字，可以把它分享给身边的朋友，让更多的人看到山里的生活。"],
    "bottom": [
        "我在山里住了十几年，白天种地，晚上写字，这个地方记下的都是真实发生过的事情。",
        "所有的照片都是自己拍的，文字也是自己写的，如果要转走请先在留言里告诉我一声。",
        "订阅之后每个星期天的晚上会收到一封信，里面是这一周新写的文章和几张照片。",
        "最近来访", "友情链接", "由山间笔记驱动",
    ],
}  # fmt: skip
OFFICE = {
    "top": ["网站首页", "机构职能", "信息公开", "办事指南", "互动交流", "欢迎您来到柳河镇便民服务网，今天也请您注意天气变化。"],
    "inside": [],
    "bottom": [
        "办理上述事项的群众请携带本人有效证件，到镇便民服务大厅一楼的综合窗口排队取号。",
        "服务大厅的开放时间为工作日上午八点半到十二点，下午两点到五点半，节假日另行通知。",
        "如果您在办事过程中遇到困难，可以向窗口的工作人员说明情况，我们会尽快给您答复。",
        "主办单位：柳河镇便民服务中心", "网站地图", "无障碍浏览",
    ],
}  # fmt: skip
HOSTS = {"portal": PORTAL, "blog": BLOG, "office": OFFICE}


def sentence(random: Random) -> str:
    """One sentence; there are about a million different ones."""
    when, where, who, what, then = (random.choice(words) for words in (WHEN, WHERE, WHO, WHAT, THEN))
    return f"{when}，{who}{where}{what}，{then}。"


def make_page(host: dict[str, list[str]], pool: list[str], random: Random) -> tuple[str, str, str]:
    """A page of a host, its article and its title. `pool` holds the summaries that the host prints below its articles by turns."""
    title = f"{random.choice(TOPIC)}{random.choice(EVENT)}"
    article = ["".join(sentence(random) for _ in range(random.randint(1, 4))) for _ in range(random.randint(1, 8))]
    place = random.randint(0, len(article))
    date = f"20{random.randint(10, 24)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    body = [*article[:place], *host["inside"], *article[place:]]
    news = [f"{random.choice(TOPIC)}{random.choice(EVENT)}" for _ in range(random.randint(0, 8))]
    lines = [*host["top"], title, date, *body, *random.sample(pool, 3), *news, *host["bottom"]]
    return "\n".join(lines), "\n".join(article), title


def main() -> None:
    """Read the arguments and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learn", type=int, default=40)
    parser.add_argument("--test", type=int, default=60)
    arguments = parser.parse_args()
    cn.clean(PORTAL["bottom"][0])  # loads what is loaded once
    for name, host in HOSTS.items():
        random = Random(name)
        pool = ["".join(sentence(random) for _ in range(2)) for _ in range(12)]
        seen = [make_page(host, pool, random)[0] for _ in range(arguments.learn)]
        test = [make_page(host, pool, random) for _ in range(arguments.test)]
        begun = time.process_time()
        site = cn.learn_site(seen)
        shared = len(site)
        print(f"{name}: {shared} shared lines of {site.pages} pages, {1000 * (time.process_time() - begun) / len(seen):.2f} ms a page to learn")
        report("without", cn.clean, test)
        report("with profile", lambda page, site=site: cn.clean(page, site=site), test)


def report(name: str, clean: Callable[[str], cn.Document], test: list[tuple[str, str, str]]) -> None:
    """Score one way of cleaning and print a line."""
    begun = time.process_time()
    found = [clean(page) for page, _, _ in test]
    took = 1000 * (time.process_time() - begun) / len(test)
    scores = [f1(gold, document.text) for (_, gold, _), document in zip(test, found, strict=True)]
    titles = mean(document.title == title for (_, _, title), document in zip(test, found, strict=True))
    p, r, f = (mean(score[i] for score in scores) for i in range(3))
    print(f"  {name:14s} P {p:.4f} R {r:.4f} F1 {f:.4f}  titles {titles:.2f}  {took:.2f} ms a page")


if __name__ == "__main__":
    main()
