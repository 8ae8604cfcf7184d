"""A small corpus of Chinese pages for the tests of files and engines: short, varied, always the same."""

from __future__ import annotations

import random

NAV = "首页 | 新闻 | 财经 | 体育 | 娱乐 | 论坛"
TAIL = "版权所有 © 2009 海边新闻网 京ICP备09000000号"
SENTENCES = [
    "龟山岛上的渔村每年春天都会举行一次祭海的仪式,村民们天还没亮就来到了码头。",
    "老船长说,他十六岁出海,在这条船上整整过了四十年,从来没有想过要离开。",
    "孩子们在沙滩上放风筝,风很大,线一下子就断了。",
    "傍晚时分,渔船陆续回港,码头上挤满了等着买鱼的人。",
    "今年的收成比去年好,可是油价也涨了,算下来并没有多赚多少钱。",
    "县里打算在这里修一座新的防波堤,预计明年秋天完工。",
    "为了这座堤,大家开了三次会,每一次都开到深夜。",
    "“只要船还在,我们就还会出海。”他笑着对记者说。",
]
TRADITIONAL = [
    "龜山島上的漁村每年春天都會舉行一次祭海的儀式，村民們天還沒亮就來到了碼頭。",
    "老船長說，他十六歲出海，在這條船上整整過了四十年。",
]


def page(number: int) -> str:
    """Page `number` of the corpus: every kind of trouble a page can have comes round."""
    random_ = random.Random(number)
    body = [random_.choice(SENTENCES) + random_.choice(SENTENCES) for _ in range(random_.randint(2, 4))]
    lines = [f"渔村见闻之{number}", *body]
    kind = number % 6
    if kind == 1:
        lines = [NAV, *lines, TAIL]
    elif kind == 2:
        lines = [*lines, TRADITIONAL[number % len(TRADITIONAL)]]
    elif number % 48 == 3:
        lines = [lines[0], lines[1].encode().decode("latin-1"), *lines[2:]]
    elif kind == 4:
        lines = [line.replace("的", "&#30340;").replace("在", "在\u200b") for line in lines]
    elif kind == 5 and number % 4 == 1:
        lines = []
    return "\n".join(lines)


def pages(count: int) -> list[str]:
    """The first pages of the corpus."""
    return [page(number) for number in range(count)]
