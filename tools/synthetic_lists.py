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
FIELDS = """阅读({c}) 评论({k})|{c} 次点击|{k} 条回复|{n}|{d}|{a}|{n} · {a}|{n} / {d}|回复 {k} 浏览 {c}|[{w}]|{w}|¥{c}.00|评分 {s}|{s}分|{c}人想看|{k}赞|作者：{n}|发布时间：{d}|来源：{w}网|{c}|共{k}张|更新至第{k}集|连载中|已完结|{c}字|{w} | {d}|{n} 发表于 {d}|最后由 {n} 回复|标签：{w} {v}|分类：{w}|查看详情|阅读全文|继续阅读 »|[详细]|更多|立即购买|收藏|加入书架|下载|报名中|NEW|置顶|[图]|{k}阅读|{d} {n} 评论{k} 浏览{c}|来自：{n}|({k})|{c}万播放|{w}  •  {n}  •  {a}  •  最后回复来自 {n}|{k}|{k}/{c}|{k} {n} {a} {n} 刚刚|回应 {k}|{n}{d}|[ 1 2 3 ]|出版时间: {d}|发表于 {d}   |   分类于 {w}   ||by {n} - {d} - [ {w} ]|{d}{n}|大小：{k}MB|{w} {w} {v}|{c}人在读|{n} 著|上映：{d}|{s} ({c}人评价)|主演: {n} / {n}|类型: {w} / {v}|好评率{k}%|限时{k}折|{c}人付款|店铺：{w}{v}专营店|已有{c}人参加|薪资面议|经验不限|{w}-{v} {k}平米|更多>>""".split("|")
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


def excerpts(source: Source) -> list[Item]:
    """The index of a blog or a magazine: every entry begins in whole sentences, and breaks off at a button."""
    r = source.random
    title, about = source.title(), r.choice(["", "发表于 {d}", "{d} | 分类于 {w}", "{n} 发布于 {d}", "{d} · {w} · {k} 条评论", "作者：{n} 时间：{d}", "Posted on {d}"])
    button = r.choice(["阅读全文 »", "阅读全文", "[阅读全文]", "继续阅读 →", "Read more", "查看更多 »", "[详细]", "MORE", "全文>>", "more..."])
    full, short = r.random(), r.random() * 0.4
    items = source.head(title) if source.chance(0.7) else source.off(title, *(source.word() for _ in range(r.randint(3, 8))))
    for _ in range(r.randint(4, 18)):
        fields = about.format(d=source.day(), w=source.word(), n=r.choice(NAMES), k=source.number(99))
        named = [source.title(), fields] if source.chance(0.9) else [source.title()]
        lines = [] if r.random() < short else source.paragraphs(r.choice([1, 1, 2, 3]))
        cut = [line[: r.randint(40, 400)] + ("" if r.random() < full else r.choice(["...", "…", "[...]"])) for line in lines[-1:]]
        items += source.off(*named, *lines[:-1], *cut, button)
    return items + _pager(source) + (source.menu(20) if source.chance(0.6) else []) + source.foot()


def search(source: Source) -> list[Item]:
    """What was found for a word: headlines, pieces of text round it, where it stands and since when."""
    r = source.random
    word = source.word()
    items = source.off(word, "搜索") + source.menu(12) if source.chance(0.6) else source.head(word + "的搜索结果")
    items += source.off(r.choice(["找到相关结果约{c}条", "共为您找到 {c} 条结果", "以下是“{w}”的搜索结果", "约 {c} 条结果", "搜索 {w} 用时0.03秒"]).format(c=source.number(999999), w=word))
    at = r.choice(["www.example.com/{c}.html - {d}", "{d} - 某某网", "{n} {a}", "example.com › {w}", "百科 - 快照", ""])
    for _ in range(r.randint(6, 20)):
        text = r.choice(["", "...", "… "]) + "".join(source.paragraphs(2))[: r.randint(50, 180)] + r.choice(["...", "…", ""])
        items += source.off(source.title() + r.choice(["", "_某某网", "...", " - 某某"]), text, at.format(c=source.number(9999), d=source.day(), n=r.choice(NAMES), a=source.ago(), w=word))
    return items + source.off("相关搜索", *(source.word() for _ in range(6))) + _pager(source) + source.foot()


def calendar(source: Source) -> list[Item]:
    """Headlines of news, the newest first, with the day before, after, or over those of the day."""
    r = source.random
    form, year, month, day = r.choice(["{d}{t}", "{d} {t}", "{t} {d}", "{t}\n{d}", "{d}\n{t}", "[{w}]{t}({d})", "{t}[{d}]", "{w}\t{t}\t{d}"]), r.randint(2008, 2023), 12, 28
    shape = r.choice(["{y}-{m:02}-{d:02}", "{y}/{m:02}/{d:02} {h:02}:{i:02}", "{m:02}-{d:02}", "{m}月{d}日", "{y}.{m:02}.{d:02}", "发布时间: {y}/{m:02}/{d:02} {h:02}:{i:02}"])
    items = source.head(source.word()) if source.chance(0.7) else source.menu(30)
    for _ in range(r.randint(12, 70)):
        if source.chance(0.6):
            day -= r.randint(0, 3)
        if day < 1:
            day, month = 28, month - 1
        if month < 1:
            month, year = 12, year - 1
        when = shape.format(y=year, m=month, d=day, h=r.randint(0, 23), i=r.randint(0, 59))
        items += source.off(*form.format(d=when, t=source.title(), w=source.word()).split("\n"))
    return items + _pager(source) + source.foot()


def words_only(source: Source) -> list[Item]:
    """Clouds of tags, lists of places, sites and brands, some with a slogan or a count."""
    r = source.random
    form = r.choice(["{w}{v}", "{w}({c})", "{w}网", "{w} {c}", "{t}", "{w}-{t}", "{v}{w}大全"])
    items = source.menu(40)
    for _ in range(r.randint(2, 12)):
        names = [form.format(w=source.word(), v=source.word(), c=source.number(999), t=source.title()[:10]) for _ in range(r.randint(4, 30))]
        items += source.off(source.word(), *([" ".join(names)] if source.chance(0.3) else names))
    return items + source.foot()


def empty_file(source: Source) -> list[Item]:
    """A page for a file, a film, a thing for sale or a member, of which only the facts are filled in."""
    r = source.random
    facts = r.sample(["文件大小：{c}KB", "下载次数：{c}", "上传者：{n}", "更新时间：{d}", "软件语言：简体中文", "授权方式：免费", "星级：★★★", "播放：{c}次", "时长：{k}:30", "发布：{d}", "导演：{n}", "主演：{n} {n}", "年份：2012", "价格：¥{c}", "库存：{k}", "品牌：{w}", "型号：{v}{k}", "关注 {k}", "粉丝 {c}", "文章 {k}", "获赞 {c}", "注册时间：{d}", "最后登录：{a}", "积分：{c}", "IP属地：北京", "个人简介：暂无", "状态：离线", "浏览量：{c}", "编号：{c}"], r.randint(3, 9))
    buttons = r.sample(["立即下载", "本地下载", "高速下载", "收藏", "分享", "举报", "加关注", "发私信", "加入购物车", "立即购买", "播放", "预览", "返回列表", "相关软件", "上一个", "下一个", "评论(0)", "暂无评论", "暂无简介", "TA还没有发布内容", "登录后查看更多", "下载地址", "在线观看", "选集 1 2 3 4 5"], r.randint(2, 8))
    items = source.head(source.title()) if source.chance(0.7) else source.menu(25)
    items += source.off(source.title(), *(fact.format(c=source.number(99999), n=r.choice(NAMES), d=source.day(), k=source.number(99), a=source.ago(), w=source.word(), v=source.word()) for fact in facts), *buttons)
    return items + (entries(source, 16) if source.chance(0.6) else []) + source.foot()


def parked(source: Source) -> list[Item]:
    """A name that is for sale, a page of a landlord of sites, links that were paid for."""
    r = source.random
    lines = r.sample(["该域名正在出售", "This domain is for sale", "域名 example.com 可以转让", "您正在访问的域名可以购买", "网站建设中，敬请期待", "本站已关闭", "该网站暂时无法访问", "相关搜索", "Related Searches", "联系QQ：123456789", "域名到期，请及时续费", "站点已暂停", "主机开通成功", "It works!", "如果您是站长，请登录控制面板绑定域名", "Welcome to nginx!", "备案信息未核实，暂停访问", "隐私政策"], r.randint(2, 6))
    return source.off(*lines) + (words_only(source) if source.chance(0.4) else source.menu(12)) + source.foot()[:2]


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


KINDS: dict[str, Sequence[Callable[[Source], list[Item]]]] = {
    "list": [index, index, index, portal, table, excerpts, excerpts, search, calendar, calendar, words_only],
    "stub": [frame, frame, empty_file, empty_file, parked],
}
"""What can be made of each kind."""
