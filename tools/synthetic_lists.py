# ruff: noqa: E501, SIM905  (word lists and Chinese sentences, which count double, are easier to read on one line)
"""Pages without an article: lists of links and teasers, indexes of boards, shops and books, tables of records, forms,
empty frames and notices. No site is described: every page draws which fields an entry has, in which order and with
which buttons, so that what is learned is the rhythm of a list and not one program's words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Protocol

from synthetic_threads import NAMES, Item

HEADS = """新闻列表 栏目导航 最新 最热 精华 全部 推荐 排序 默认排序 按时间 筛选 分类 频道首页 热门话题 热门看板 我的收藏 全部分类 综合 销量 价格 主题 作者 回复 最后发表 标题 日期 点击 序号 名称 文件名称 发布时间 共找到相关结果
开奖 课程 讲座 下载 专题 图集 视频 直播 剧集 榜单 周榜 月榜 总榜 完结 连载 书名 最新章节 字数 状态 播放 影评 书评 菜谱 店铺 职位 薪资 地区 楼盘 均价 车型 报价 期号 股票代码 涨跌幅 最新价""".split()
FIELDS = """阅读({c}) 评论({k})|{c} 次点击|{k} 条回复|{n}|{d}|{a}|{n} · {a}|{n} / {d}|回复 {k} 浏览 {c}|[{w}]|{w}|¥{c}.00|评分 {s}|{s}分|{c}人想看|{k}赞|作者：{n}|发布时间：{d}|来源：{w}网|{c}|共{k}张|更新至第{k}集|连载中|已完结|{c}字|{w} | {d}|{n} 发表于 {d}|最后由 {n} 回复|标签：{w} {v}|分类：{w}|查看详情|阅读全文|继续阅读 »|[详细]|更多|立即购买|收藏|加入书架|下载|报名中|NEW|置顶|[图]|{k}阅读|{d} {n} 评论{k} 浏览{c}|来自：{n}|({k})|{c}万播放""".split("|")
PAGER = """上一页 下一页|1 2 3 4 5 下一页|首页 上一页 1 2 3 下一页 尾页|共{c}条 第1/{k}页|« 1 2 3 … {k} »|加载更多|查看更多|没有更多了|‹ 上页 下页 › 最旧|1|2|3|4|5|...|{k}|下一页|共 {k} 页 到第 页 确定|Next »|12345678910>>>|已加载全部|点击加载更多""".split("|")
EMPTY = """暂无数据|暂无内容|没有找到相关内容|暂无相关信息|共0条记录|正在加载...|加载中，请稍候|页面不存在|您访问的页面不存在或已被删除|404|该内容已被发布者删除|请登录后查看|您还没有登录，请先登录|此功能需要登录|服务器繁忙，请稍后再试|验证码错误|系统维护中|该商品已下架|该用户还没有发布内容|抱歉，您要访问的页面找不到了|3秒后自动返回首页|内容加载失败，点击重试""".split("|")
FORM = """用户名|密码|验证码|记住我|忘记密码？|登录|立即注册|手机号|短信登录|扫码登录|其他登录方式|邮箱|确认密码|我已阅读并同意用户协议|修改密码|绑定手机|账号管理|退出登录|提交|重置|取消|姓名|联系电话|留言内容|请选择|男 女|上传头像|个人资料|安全设置|没有账号？去注册|切换账号|返回登录|QQ登录 微信登录""".split("|")
ABOUT = """为了您的信息安全，请不要在公用电脑上保存密码。|您可以在这里查看订单、管理收藏和修改资料。|下载客户端，随时随地查看最新内容。|本站提供免费注册，登录后享受更多服务。|欢迎使用本系统，建议使用最新版浏览器。|如有问题请联系客服，工作时间周一至周五9:00-18:00。|你的专业服务平台|只为更好的你|让阅读成为一种习惯|专注行业二十年""".split("|")


class Source(Protocol):
    """Where words, menus and dates come from: synthetic_pages.Maker."""

    random: Random
    bullet: str

    def chance(self, share: float) -> bool: ...
    def number(self, top: int) -> int: ...
    def day(self) -> str: ...
    def ago(self) -> str: ...
    def title(self) -> str: ...
    def sentence(self) -> str: ...
    def paragraphs(self, most: int) -> list[str]: ...
    def off(self, *lines: str) -> list[Item]: ...
    def menu(self, most: int = 40) -> list[Item]: ...
    def foot(self) -> list[Item]: ...
    def head(self, title: str, sites: Sequence[str] = ()) -> list[Item]: ...
    def word(self) -> str: ...


class Entries:
    """The build of one list's entries, drawn once."""

    def __init__(self, source: Source) -> None:
        r, s = source.random, source
        self.source = source
        self.before = r.sample(FIELDS, r.choice([0, 0, 0, 1, 1, 2]))
        self.after = r.sample(FIELDS, r.choice([0, 0, 1, 1, 2, 3, 4]))
        self.joint = r.choice([" ", "  ", "\t", "\t\t", " | ", " - ", "　", ""]) if s.chance(0.45) else ""
        self.teaser = r.choice([0.0, 0.0, 0.0, 0.5, 1.0, 1.0])
        self.teaser_size = r.choice([(15, 40), (30, 90), (60, 160), (100, 300)])
        self.teaser_end = r.choice(["...", "…", "......", "", "。", "[...]", "...[详细]", "… 全文", "…阅读全文", " 阅读更多 »"])
        self.short = r.random() < 0.35
        self.mark = r.choice(["", "", "", s.bullet, s.bullet, "{i}", "{i}.", "{i}、", "[{w}]", "【{w}】", "· ", "{i} ", "TOP{i} "])
        self.missing = r.choice([0.0, 0.0, 0.15, 0.4])

    def name(self) -> str:
        """What an entry is called: a headline, a name, a word."""
        if self.short:
            return self.source.title()[: self.source.random.randint(2, 8)]
        return self.source.title()

    def _field(self, form: str, number: int) -> str:
        s, r = self.source, self.source.random
        return form.format(
            c=s.number(99999), k=s.number(300), n=r.choice(NAMES), d=s.day(), a=s.ago(), w=s.word(), v=s.word(),
            s=f"{r.random() * 5 + 5:.1f}", i=number + 1,
        )  # fmt: skip

    def entry(self, number: int) -> list[Item]:
        """One entry: what stands before its name, the name, what stands behind, a teaser."""
        s, r = self.source, self.source.random
        before = [self._field(form, number) for form in self.before if r.random() >= self.missing]
        after = [self._field(form, number) for form in self.after if r.random() >= self.missing]
        lines = [*before, self._field(self.mark, number) + self.name(), *after]
        if self.joint:
            lines = [self.joint.join(lines)]
        if r.random() < self.teaser:
            text = "".join(s.paragraphs(3)) if self.teaser_size[1] > 90 else s.sentence()
            at = min(len(lines), r.choice([1, 1, len(lines)]))
            lines.insert(at, text[: r.randint(*self.teaser_size)] + self.teaser_end)
        return s.off(*lines)


def entries(source: Source, most: int) -> list[Item]:
    """A list of one build."""
    build = Entries(source)
    items: list[Item] = []
    for number in range(source.random.randint(5, most)):
        items += build.entry(number)
    return items


def _pager(source: Source) -> list[Item]:
    return source.off(*(form.format(c=source.number(9999), k=source.number(200)) for form in source.random.sample(PAGER, source.random.randint(0, 3))))


def index(source: Source) -> list[Item]:
    """A list among menus: a channel of news, a board, search results, a shop's shelf, a library."""
    r = source.random
    items = source.head(source.word()) if source.chance(0.7) else source.menu(30)
    if source.chance(0.3):
        items += source.off(r.choice(ABOUT))
    for _ in range(r.choice([1, 1, 1, 2, 3])):
        items += source.off(*r.sample(HEADS, r.choice([0, 1, 2, 5])))
        items += entries(source, 40)
        items += _pager(source)
    if source.chance(0.5):
        items += source.menu(25)
    return items + (entries(source, 12) if source.chance(0.4) else []) + source.foot()


def portal(source: Source) -> list[Item]:
    """A front page: many short lists and menus."""
    items = source.menu(40)
    for _ in range(source.random.randint(3, 9)):
        items += source.off(source.word()) + (entries(source, 12) if source.chance(0.7) else source.menu(20))
    return items + source.foot()


def table(source: Source) -> list[Item]:
    """Records in columns: court dates, prices, results, files."""
    r = source.random
    width, joint = r.randint(3, 7), r.choice(["\t", "\t\t", "  ", " | ", "\t\t "])
    forms = [r.choice(["{n}", "{d}", "{c}", "{w}", "{t}", "{k}", "{t}", "（2018）某0115民初{c}号", "{w}法院", "{s}%"]) for _ in range(width)]
    items = source.head(source.word()) if source.chance(0.6) else source.menu(12)
    items += source.off(joint.join(r.sample(HEADS, width)))
    for _ in range(r.randint(8, 50)):
        cells = [form.format(n=r.choice(NAMES), d=source.day(), c=source.number(99999), w=source.word(), t=source.title()[: r.randint(4, 20)], k=source.number(99), s=f"{r.random() * 20 - 10:.2f}") for form in forms]
        items += source.off(*([joint.join(cells)] if source.chance(0.93) else cells))
    return items + _pager(source) + source.foot()


def frame(source: Source) -> list[Item]:
    """A page of which only the frame is there: menus, a form, a notice, an address."""
    r = source.random
    items = source.menu(30) if source.chance(0.8) else source.off(source.title())
    for part in r.sample([EMPTY, FORM, FORM, ABOUT, ABOUT], r.randint(0, 3)):
        items += source.off(*r.sample(part, r.randint(1, min(8, len(part))) if part is FORM else 1))
    if source.chance(0.3):
        items += source.off("联系我们", f"联系人：{r.choice(NAMES)}", f"手机：138{r.randint(10000000, 99999999)}", "地址：某市某区某路8号")
    if source.chance(0.3):
        items += entries(source, 7)
    return items + source.foot() if source.chance(0.9) else items


KINDS: dict[str, Sequence[Callable[[Source], list[Item]]]] = {"list": [index, index, index, portal, table], "stub": [frame]}
"""What can be made of each kind."""
