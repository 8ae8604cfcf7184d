# ruff: noqa: E501, SIM905  (word lists and Chinese sentences, which count double, are easier to read on one line)
"""Make labelled pages of kinds that the collected ones lack: forums, questions and answers, shops, novels, offices.

A page is a list of (gap before the line, line, is it content). The furniture comes from the word lists below and
from grammars of how common systems print a page; what stands as content is taken from the bodies handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from synthetic_bodies import closing, opening, recipe, short_body, short_lines
from synthetic_threads import CASUAL as REPLIES
from synthetic_threads import NAMES, RANKS, Item, Talk, index_of_replies

Bodies = Sequence[Sequence[str]]

NAV = """首页 新闻 要闻 国内 国际 社会 财经 股票 体育 娱乐 科技 军事 历史 文化 教育 健康 时尚 汽车 房产 旅游 美食 游戏 数码 视频 图片 专题 评论 博客
论坛 社区 直播 公益 法治 时政 党建 反腐 港澳 台湾 地方 生活 读书 音乐 电影 招聘 商城 下载 更多 滚动 头条 热点 推荐 排行 原创 深度 人物 企业 产业 创业
北京 上海 广东 江苏 浙江 山东 河南 四川 湖北 湖南 福建 安徽 辽宁 陕西 会员 VIP 充值 书架 排行榜 全本 玄幻 言情 都市 穿越 完本 分类 标签 归档 关于 留言
邮箱 相册 日志 说说 好友 动态 问答 话题 发现 专栏 课程 文库 百科 知道 贴吧 地图 网盘 翻译 学术 政务公开 办事服务 互动交流 通知公告 机构设置 政策法规
产品中心 公司简介 新闻动态 成功案例 联系我们 人才招聘 解决方案 技术支持 服务中心 资质荣誉 家用电器 手机通讯 电脑办公 男装 女装 母婴 图书 超市 生鲜""".split()

HEADINGS = """相关阅读 相关新闻 相关文章 相关推荐 推荐阅读 热门推荐 热门文章 热门排行 最新文章 最新资讯 图文推荐 猜你喜欢 为您推荐 大家都在看 排行榜 点击排行 24小时热文
精彩推荐 编辑推荐 往期回顾 本周热门 热门标签 相关专题 延伸阅读 你可能感兴趣 作者最新文章 今日热点 热点新闻 视频推荐 精彩图集 相关链接 更多精彩 站内热门 同类推荐 本栏最新""".split()

SHARE = """分享到： 分享 微信 微博 QQ空间 朋友圈 复制链接 收藏 点赞 举报 打印 扫一扫分享 扫一扫在手机打开当前页 微信扫一扫 赞 0 评论 分享至 一键分享 好文要顶 关注我们 转发""".split()

FOOT = """关于我们 | 联系我们 | 广告服务 | 诚聘英才 | 法律声明|网站地图 - 版权声明 - 隐私政策|Copyright © 2020 某某网 版权所有|京ICP备12345678号-1|增值电信业务经营许可证B2-20190001
|违法和不良信息举报电话：010-12345678|地址：某市某区某路18号 邮编：100000|主办单位：某某市人民政府办公室|技术支持：某某科技有限公司|未经授权禁止转载|互联网新闻信息服务许可证
|建议使用1024*768以上分辨率浏览|本站部分内容来自网络，如有侵权请联系删除|All Rights Reserved|网站标识码：4400000001|客服电话：400-000-0000|返回顶部|友情链接|手机版|繁體""".replace("\n", "").split("|")

DISCLAIMERS = """声明：本文仅代表作者个人观点，不代表本站立场。|特别声明：以上内容由用户上传并发布，本平台仅提供信息存储服务。|免责声明：本文来源于网络，版权归原作者所有，如有侵权请联系我们删除。
|投资有风险，入市需谨慎，以上内容仅供参考，不构成投资建议。|本文为原创作品，未经许可不得转载。|转载请注明出处，谢谢合作！""".replace("\n", "").split("|")

SALES = """立即咨询|免费试听|广告|限时优惠，点击领取|加微信：abc12345|咨询热线：400-123-4567|扫码下载APP，新人立减20元|月销1000+|¥199.00|加入购物车|立即购买|已售356件|开通会员，全场免费|推广""".split("|")


BLOGS = "某某的博客 个人博客 某某博客 学习笔记 的专栏 心情日志 读书随笔 技术博客 空间 网易博客 BlogBus 小站".split()

BOARDS = "某某论坛 生活社区 某某吧 爱好者论坛 问答社区 技术社区 讨论区 交流论坛 某某小组 BBS 水木社区 某某知道 车友会 玩家社区 校园BBS 业主论坛 网上家园 经验交流 Forum 论坛".split()

Kind = Callable[[], list[Item]]


class Maker:
    """Makes pages from one source of chance and one set of bodies."""

    def __init__(self, random: Random, bodies: Bodies) -> None:
        self.random = random
        self.bodies = bodies
        self.bullet = random.choice(["", "", "", "• ", "  • ", "· ", "    • ", "* "])

    def kinds(self, what: str) -> list[Kind]:
        """What pages can be made: threads, articles with comments below ("discussed"), or articles; each as often as it
        should come up."""
        if what == "thread":
            return [self.thread] * 6 + [self.forum, self.tieba, self.questions, self.board, self.stream, self.stream, self.bulletin, self.answers, self.answers, self.best_answer]
        if what == "discussed":
            return [self.blog, self.blog, self.platform, self.weblog]
        return [
            self.news, self.news, self.news, self.blog, self.blog, self.blog, self.office, self.novel, self.shop, self.feed,
            self.feed, self.weblog, self.scroll, self.account, self.platform, self.platform, self.entry, self.programme, self.dish, self.patent,
            self.ticker,
        ]  # fmt: skip

    # pieces

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def word(self) -> str:
        return self.random.choice(NAV)

    def number(self, top: int) -> int:
        return int(top ** self.random.random())

    def day(self) -> str:
        r = self.random
        y, m, d = r.randint(2005, 2024), r.randint(1, 12), r.randint(1, 28)
        clock = f" {r.randint(0, 23)}:{r.randint(0, 59):02}"
        form = r.choice(["{}-{:02}-{:02}", "{}-{}-{}", "{}年{:02}月{:02}日", "{}/{}/{}", "{}.{:02}.{:02}"])
        return form.format(y, m, d) + (clock if self.chance(0.6) else "")

    def ago(self) -> str:
        return f"{self.random.randint(1, 30)}{self.random.choice(['分钟前', '小时前', '天前', '个月前'])}"

    def paragraphs(self, most: int) -> list[str]:
        body = self.random.choice(self.bodies)
        first = self.random.randrange(len(body))
        return list(body[first : first + self.random.randint(1, most)])

    def article(self, most: int) -> list[str]:
        """The lines of an article: paragraphs, or lists, tables and verse; with its first and last short lines."""
        lines = short_body(self) if self.chance(0.25) else self.paragraphs(most)
        while sum(map(len, lines)) < 60:
            lines = [*lines, *self.paragraphs(2)]
        if self.chance(0.15):
            lines = [*opening(self), *lines]
        return [*lines, *closing(self)] if self.chance(0.2) else lines

    def prose(self, most: int) -> list[str]:
        """Whole paragraphs."""
        for _ in range(9):
            lines = self.paragraphs(most)
            if sum(map(len, lines)) >= 60 * len(lines):
                break
        return lines

    def sentence(self) -> str:
        line = self.random.choice(self.random.choice(self.bodies))
        parts = [part for part in line.replace("！", "。").replace("？", "。").split("。") if part.strip()]
        return self.random.choice(parts).strip() if parts else "内容"

    def title(self) -> str:
        parts = self.sentence().replace("；", "，").split("，")
        title = " ".join(self.random.sample(parts, min(len(parts), self.random.randint(1, 2)))).strip() or "无题"
        return title[: self.random.randint(9, 34)].translate({ord("{"): "", ord("}"): ""}).strip("：:、“” ") or "无题"

    def post(self) -> list[str]:
        r = self.random.random()
        if r < 0.4:
            return [self.random.choice(REPLIES)]
        if r < 0.75:
            end = self.random.choice(["。", "", "！", "？", "……"])
            return [self.sentence()[: self.random.randint(6, 120)] + end for _ in range(self.random.randint(1, 3))]
        return self.paragraphs(4)

    def off(self, *lines: str) -> list[Item]:
        return [("\n" if self.chance(0.8) else "\n\n", line, 0) for line in lines if line.strip()]

    def on(self, lines: Sequence[str]) -> list[Item]:
        gap = self.random.choice(["\n", "\n\n", "\n　　", "\n", "\n\n    "])
        return [(gap, line, 1) for line in lines if line.strip()]

    def menu(self, most: int = 40) -> list[Item]:
        words = self.random.sample(NAV, min(self.random.randint(3, most), len(NAV)))
        r = self.random.random()
        if r < 0.6:
            return self.off(*(self.bullet + word for word in words))
        joint = self.random.choice([" | ", "|", "  ", " ", "\t", " · ", "-", ""])
        size = self.random.randint(5, 16)
        return self.off(*(joint.join(words[i : i + size]) for i in range(0, len(words), size)))

    def titles(self, most: int = 14) -> list[Item]:
        count = self.random.randint(3, most)
        form = self.random.choice(["{t}", "{b}{t}", "{b}{t}", "{n}. {t}", "{t} {d}", "{b}{t} ({d})", "{t}...", "[{w}] {t}"])
        return self.off(
            *(
                form.format(t=self.title(), b=self.bullet, n=i + 1, d=self.day(), w=self.random.choice(NAV))
                for i in range(count)
            )
        )

    def teasers(self, most: int = 8) -> list[Item]:
        items: list[Item] = []
        end = self.random.choice(["...", "…", "...[详细]", "", "。", "……"])
        for _ in range(self.random.randint(2, most)):
            items += self.off(self.title())
            items += self.off(self.sentence()[: self.random.randint(20, 90)] + end)
            if self.chance(0.4):
                items += self.off(self.random.choice([self.day(), self.ago(), f"阅读 {self.number(9999)}", self.random.choice(NAMES)]))
        return items

    def comments(self, title: str = "") -> list[Item]:
        """What readers wrote under an article: none of it is the article."""
        count = self.random.choice([0, 1, 2, 4, 8, 15, 30])
        heading = ["网友评论", "评论", f"评论({count})", "最新评论", "全部评论", "精彩评论", f"{count} 条评论", f"《{title}》已有{count}件评论", f"评论（共{count}条）", "Comments", "留言", "发表评论", "跟帖", f"{count} Responses", "读者留言", "回复", f"网友热评（{count}）"]
        items = self.off(self.random.choice(heading)) if self.chance(0.85) else []
        if self.chance(0.12):
            items += index_of_replies(self, 3 * count)
        else:
            talk = Talk(self, title or self.title(), forum=False)
            for number in range(count):
                items += talk.entry(number, 0)
        form = ["发表评论", "登录后参与评论", "请先登录", "暂无评论", "文明上网理性发言", "昵称", "验证码", "网址", "内容", "提交", "匿名发表", "姓名:", "Post Comment", "还可以输入140字", "查看全部评论", "（必填）"]
        return items + self.off(*self.random.sample(form, self.random.randint(0, 6)))

    def foot(self) -> list[Item]:
        return self.off(*self.random.sample(FOOT, self.random.randint(2, 9)))

    def tail(self) -> list[Item]:
        items: list[Item] = []
        if self.chance(0.4):
            items += self.off(self.random.choice([f"责任编辑：{self.random.choice(NAMES)}", f"（责编：{self.random.choice(NAMES)}）", f"[编辑：{self.random.choice(NAMES)}]"]))
        if self.chance(0.3):
            items += self.off(self.random.choice(DISCLAIMERS))
        if self.chance(0.3):
            items += self.off("标签：" + " ".join(self.random.sample(NAV, 3)))
        if self.chance(0.5):
            items += self.off(*self.random.sample(SHARE, self.random.randint(1, 7)))
        if self.chance(0.4):
            items += self.off(f"上一篇：{self.title()}", f"下一篇：{self.title()}")
        parts: list[Callable[[], list[Item]]] = [self.titles, self.titles, self.teasers, self.comments, self.sales]
        for part in self.random.sample(parts, self.random.randint(0, 4)):
            if self.chance(0.8):
                items += self.off(self.random.choice(HEADINGS) + self.random.choice(["", "", "：", " 更多>>"]))
            items += part()
        return items + self.foot()

    def sales(self) -> list[Item]:
        return self.off(*self.random.sample(SALES, self.random.randint(1, 5)))

    def head(self, title: str, sites: Sequence[str] = ("某某网", "新闻网", "在线", "资讯频道")) -> list[Item]:
        site = self.random.choice(sites)
        items: list[Item] = self.off(f"{title}{self.random.choice(['-', '_', ' - ', '|'])}{site}") if self.chance(0.4) else []
        items += self.menu()
        if self.chance(0.5):
            items += self.off(*self.random.sample(["登录", "注册", "登录 | 注册", "搜索", "热搜", "设为首页", "加入收藏", "客户端"], 3))
        if self.chance(0.6):
            crumb = self.random.choice(["首页 > {a} > 正文", "您的位置：首页>{a}>{b}", "{a} > {b} >", "当前位置: 首页 » {a}"])
            items += self.off(crumb.format(a=self.random.choice(NAV), b=self.random.choice(NAV)))
        return items

    def dateline(self) -> list[Item]:
        form = self.random.choice(
            ["{d} 来源：{s}", "来源：{s} 作者：{n} {d}", "{d}", "{n} {d}", "发布时间：{d} 浏览次数：{c}", "{s} {d}", "作者：{n}|来源：{s}|时间：{d}", "{n}|{d}|{c}阅读"]
        )
        line = form.format(d=self.day(), s="某某日报", n=self.random.choice(NAMES), c=self.number(99999))
        items = self.off(*(line.split("|") if self.chance(0.5) else [line]))
        return items + (self.off("字体：大 中 小") if self.chance(0.15) else [])

    # kinds of pages

    def news(self) -> list[Item]:
        title = self.title()
        return self.head(title) + self.off(title) + self.dateline() + self.on(self.article(20)) + self.tail()

    def feed(self) -> list[Item]:
        """A short story above a feed of other stories in full sentences."""
        title = self.title()
        items = self.head(title) + self.off(title) + self.dateline() + self.on(self.article(3)) + self.tail()
        return items + self.teasers(14) + self.teasers(10) + self.foot()

    def blog(self) -> list[Item]:
        title = self.title()
        side = self.off("个人资料", self.random.choice(NAMES), f"博客等级：{self.random.randint(1, 20)}", f"博客访问：{self.number(99999)}")
        items = (side if self.chance(0.5) else []) + self.head(title, BLOGS) + self.off(title) + self.dateline()
        if self.chance(0.4):
            items += self.off("分类：" + self.random.choice(NAV))
        items += self.on(self.article(self.random.choice([1, 2, 5, 15])))
        if self.chance(0.8):
            items += self.off(self.random.choice(["阅读({a}) 评论({b})", "发表于 {d} - (阅读:{a};评论:{b})", "posted @ {d} {n} 阅读({a}) 评论({b})", "由 {n} 张贴 @ {d} 共 {b} 篇评论", "本文发表于{d}，已被阅读{a}次"]).format(a=self.number(9999), b=self.number(99), d=self.day(), n=self.random.choice(NAMES)))
        items += self.tail() if self.chance(0.3) else []
        items += self.comments(title)
        if self.chance(0.6):
            items += self.archive()
        return items + (self.tail() if self.chance(0.4) else self.foot())

    def archive(self) -> list[Item]:
        """The side columns of a blog: categories, months, newest posts, newest comments, links."""
        r = self.random
        items: list[Item] = []
        for heading in r.sample(["存档", "文章分类", "随笔分类", "最新文章", "最新评论", "链接", "搜索", "日历", "我的相册", "博客统计", "个人资料", "公告", "推荐博文", "谁看过这篇博文", "归档备份"], r.randint(2, 6)):
            items += self.off(heading)
            if heading in ("存档", "归档备份"):
                items += self.off(*(f"{self.bullet}{r.choice(['{y}年{m}月 ({c})', '{m:02}/01/{y} - {m:02}/30/{y}', '{y}-{m:02} ({c})'])}".format(y=2004 + i // 12, m=i % 12 + 1, c=self.number(40)) for i in range(r.randint(3, 24))))
            elif "评论" in heading:
                items += index_of_replies(self, r.randint(2, 10)) if self.chance(0.4) else self.teasers(8)
            else:
                items += self.titles(20) if self.chance(0.6) else self.menu(12)
        return items

    def weblog(self) -> list[Item]:
        """The first page of a blog: several whole posts, which are all kept."""
        side = self.archive() if self.chance(0.6) else []
        items = self.head(self.title(), BLOGS) + side
        foot = self.random.choice(["[打印]|由{n}张贴 @ {d} ({a}) 共 {b} 篇评论", "阅读({a}) 评论({b})", "发表于 {d}|评论({b})|引用(0)", "全文阅读 ┆ 评论 ┆ 推荐", "{n} 发表于 {d}"])
        for _ in range(self.random.randint(2, 7)):
            items += self.off(*self.random.choice([[self.title(), self.day()], [f"{self.title()}\t\t{self.day()}"], [self.day(), self.title()], [self.title()]]))
            items += self.on(self.article(self.random.choice([1, 1, 2, 6])) if self.chance(0.2) else self.prose(self.random.choice([1, 1, 2, 6])))
            items += self.off(*foot.format(n=self.random.choice(NAMES), d=self.day(), a=self.number(999), b=self.number(99)).split("|"))
        return items + (self.archive() if self.chance(0.4) else []) + self.foot()

    def scroll(self) -> list[Item]:
        """An article with the next one below it, and perhaps a third."""
        items = self.news()[:-2]
        for _ in range(self.random.randint(1, 2)):
            items += self.another()
        return items + self.tail()

    def another(self) -> list[Item]:
        """An article that is not the page's own."""
        items = self.off(self.title()) + (self.dateline() if self.chance(0.8) else [])
        items += [(gap, line, 0) for gap, line, _ in self.on(self.paragraphs(10))]
        return items + self.off(*self.random.sample(SHARE, self.random.randint(0, 3)))

    def account(self) -> list[Item]:
        """An article of a social network's account, on a telephone."""
        r = self.random
        title, name = self.title(), r.choice(["某某日报", "读书会", "科技前沿", "城市观察"])
        items = self.off(title) + self.off(*r.sample([name, "原创", r.choice(NAMES), self.day(), f"{name} 今天", "点击上方蓝字关注我们", "以下文章来源于" + name, "收录于合集", f"#{r.choice(NAV)}"], r.randint(1, 5)))
        items += self.on(self.article(20))
        items += self.off(*r.sample(["阅读原文", "微信扫一扫", "关注该公众号", "继续滑动看下一个", "轻触阅读原文", "向上滑动看下一个", "喜欢此内容的人还喜欢", "预览时标签不可点", "在看", "分享收藏点赞在看", "长按识别二维码关注", "人划线", "知道了", "取消 允许", "赞", f"阅读 {self.number(99999)}", "写留言"], r.randint(3, 10)))
        return items + (self.titles(6) if self.chance(0.4) else [])

    def platform(self) -> list[Item]:
        """A news portal's page for authors of its own: banners, an author's box, the story, a feed."""
        r = self.random
        title, name = self.title(), r.choice(NAMES)
        items = self.menu(30) + self.off(title) + self.off(*r.sample([name, self.day(), "关注", f"{self.number(999)}文章 {self.number(9999)}总阅读", f"来源: {name}", "查看TA的文章>", "评论(0)", "分享", "原创", "IP属地：" + r.choice(["北京", "广东"])], r.randint(2, 7)))
        items += self.on(self.article(16))
        items += self.off(*r.sample(["返回首页，查看更多", "责任编辑：", "声明：该文观点仅代表作者本人，本平台系信息发布平台，仅提供信息存储空间服务。", f"阅读 ({self.number(9999)})", "特别声明：以上内容(如有图片或视频亦包括在内)为用户上传并发布", "平台声明", "举报/反馈", "打开APP阅读全文", "我来说两句", "0人参与, 0条评论", "来说两句吧......", "登录并发表", "推荐阅读", "免费获取"], r.randint(2, 8)))
        if self.chance(0.5):
            items += self.comments(title)
        return items + self.teasers(14) + self.foot()

    def entry(self) -> list[Item]:
        """A page of an encyclopedia or a manual: contents, sections, tables."""
        r = self.random
        items = self.menu(20) + self.off(self.title()[:10], *r.sample(["跳到导航", "跳到搜索", "编辑", "查看历史", "目录", "收藏", "播报", "讨论", "上传视频", "0有用+1"], r.randint(1, 5)))
        items += self.on([*self.paragraphs(2), *short_body(self), *short_body(self), *self.article(8)])
        return items + self.off(*r.sample(["取自", "分类：", "本页面最后修订于" + self.day(), "上一页 下一页", "词条统计", "浏览次数：" + str(self.number(99999)) + "次", "学术论文", "隐私政策", "免责声明", "有帮助吗？ 是 否"], r.randint(2, 6))) + self.foot()

    def thread(self) -> list[Item]:
        """A thread of no program in particular; what people wrote is the content."""
        r = self.random
        title = self.title()
        site = r.choice(BOARDS)
        items = self.head(title, [site, f"{site} - {r.choice(NAV)}", f"{r.choice(NAV)} - {site}"]) if self.chance(0.8) else self.menu(12)
        if self.chance(0.6):
            items += self.off(r.choice(["{s} › {n} › {t}", "{s}>{n}>{t}", "{s} → {n}", "{s} » {n} » {t}", "<返回{n}", "‹ {n}", "{n}_{s}", "回到 {n}", "{s} > {n} [我要发帖]"]).format(s=site, n=r.choice(NAV), t=title))
        info = [f"查看: {self.number(99999)}", f"回复: {self.number(999)}", "[复制链接]", "打印", "上一主题", "下一主题", "发新帖", "回复", "关注", "收藏", "只看楼主", "倒序看帖", f"共{r.randint(1, 30)}页", "1 2 3 下一页", f"{self.number(99)} 个回答", f"{self.number(9999)} 次浏览", "楼主", "电梯直达", "字体大小: t T", f"主题：{title}", f"{self.number(99)}人关注", "邀请回答", "举报", f"{self.number(9999)} 次点击", "我要发帖", "本帖已被收录", "已解决", "悬赏 10", "提问", "问题补充", "我来答", f"{r.randint(1, 9)}个回答", "最佳答案", "全部回答", "看帖模式", "话题", f"{self.number(999)} 条回复", f"共有 {self.number(9999)} 人关注过本帖", "树型", f"{self.number(99)} 篇文章 • 分页: 1 / 1", "讨论", f"阅读 {self.number(9999)}", f"点击：{self.number(9999)} 回复：{self.number(999)}"]
        items += self.off(*r.sample(info, r.randint(0, 6)))
        if self.chance(0.8):
            items += self.on([title]) if self.chance(0.1) else self.off(title)
            items += self.off(*r.sample(info, r.randint(0, 5)))
        talk = Talk(self, title, forum=True)
        for number in range(r.choice([1, 2, 3, 5, 8, 12, 20])):
            items += talk.entry(number, 1, first=number == 0 and self.chance(0.7))
            if self.chance(0.04):
                items += self.sales()
        end = ["返回列表", "发表回复", "您需要登录后才可以回帖 登录 | 注册", "本版积分规则", "高级模式", "快速回复", "登录后回复", "1 2 3 下一页", "回复主题", "发新话题", "用户名", "密码", "忘记密码", "验证码", "猜你喜欢", "相关帖子", "论坛跳转", "手机版", "Archiver", "查看全部回答", "我来回答", "提交"]
        items += self.off(*r.sample(end, r.randint(1, 9)))
        if self.chance(0.5):
            items += self.titles(16)
        return items + self.foot() + (self.off(f"GMT+8, {self.day()}") if self.chance(0.2) else [])

    def stream(self) -> list[Item]:
        """A stream of short texts by many people, without a title: jokes, news in brief, messages."""
        r = self.random
        items = self.menu(25) if self.chance(0.8) else []
        items += self.off(*r.sample(["热门", "最新", "24小时", "文字", "穿越", "糗图", "全部", "快讯", "只看重要", "关注", "推荐", "发布", "刷新"], r.randint(0, 6)))
        talk = Talk(self, self.title(), forum=False)
        talk.long = r.choice([0.2, 0.6, 1.0])
        for number in range(r.randint(4, 25)):
            items += talk.entry(number, 1)
        items += self.off(*r.sample(["1 2 3 4 5 下一页", "加载更多", "换一批", "下载APP", "回到顶部"], r.randint(0, 3)))
        return items + (self.titles(10) if self.chance(0.4) else []) + self.foot()

    def answers(self) -> list[Item]:
        """What one account, or those somebody follows, asked, answered and liked: questions and how the answers begin."""
        r = self.random
        items = self.menu(15) + self.off(r.choice(NAMES), *r.sample(["最新动态", "设置", "全部", "回答", "提问", "收藏夹", "关注者", "私信", "编辑资料", "TA 的动态", "按时间排序"], r.randint(1, 6)))
        above = r.sample(["{n} 赞同该回答 {a}", "{k}", "{n}，{w}爱好者", "{n} 回答了问题 • {a}", "来自话题：{w}", "{n} 在 {w} 中发布了文章 {a}", "{a}", "{n} 等人赞同"], r.randint(1, 4))
        below = r.sample(["关注问题 {k} 条评论 感谢 分享 收藏 • 没有帮助 • 举报", "关闭", "编辑于 {d}", "添加评论", "赞同 {k}", "显示全部", "取消关注", "阅读全文", "{k} 条评论", "作者保留权利", "发布于 {d}"], r.randint(1, 4))
        asked_first, cut = self.chance(0.6), r.choice([0.0, 0.5, 1.0])

        def filled(forms: list[str]) -> list[Item]:
            return self.off(*(form.format(n=r.choice(NAMES), a=self.ago(), k=self.number(999), w=self.word(), d=self.day()) for form in forms))

        for _ in range(r.randint(4, 25)):
            question = self.on([self.title() + r.choice(["？", "？", ""])])
            text = "".join(self.paragraphs(3))[: r.randint(12, 260)] + (r.choice(["...", "…", " 显示全部", "... 显示全部"]) if r.random() < cut else "")
            items += [*question, *filled(above)] if asked_first else [*filled(above), *question]
            items += self.on([text] if self.chance(0.7) else self.post()) + filled(below)
        return items + self.off("更多") + (self.titles(8) if self.chance(0.5) else []) + self.foot()

    def programme(self) -> list[Item]:
        """Nothing but short lines: the programme of a meeting, a timetable, a form to fill in, a notice of one sentence."""
        title = self.title()
        lines = [line for _ in range(self.random.randint(1, 4)) for line in short_lines(self)]
        if self.chance(0.3):
            lines = [self.sentence() + "。"]
        return self.head(title) + self.off(title) + self.dateline() + self.on(lines) + (self.tail() if self.chance(0.5) else self.foot())

    def best_answer(self) -> list[Item]:
        """A question with the answer that was taken, and others below, on a site where anybody answers."""
        r = self.random
        items = self.menu(14) + self.on([self.title() + r.choice(["？", "?", ""])]) + (self.on(self.post()) if self.chance(0.5) else [])
        items += self.off(*r.sample([f"浏览 {self.number(99999)} 次", "分享", "举报", f"悬赏 {r.randint(5, 100)}", "我来答", f"{r.randint(1, 9)}个回答", self.day(), f"提问者：{r.choice(NAMES)}", "可选中1个或多个下面的关键词，搜索相关资料。", f"分类：{self.word()}"], r.randint(1, 6)))
        for number in range(r.randint(1, 6)):
            about = ["最佳答案" if number == 0 else "其他回答", r.choice(NAMES), f"推荐于 {self.day()}", f"知道合伙人 采纳数：{self.number(999)} 获赞数：{self.number(9999)}", "TA获得超过" + str(self.number(9999)) + "个赞", "关注", "展开全部"]
            items += self.off(*r.sample(about, r.randint(1, 5)))
            items += self.on(self.paragraphs(r.choice([1, 2, 5])) if self.chance(0.7) else self.post())
            items += self.off(*r.sample(["已赞过 已踩过< 你对这个回答的评价是？", "评论 收起", f"{self.number(99)} 评论(2) 分享 举报", f"回答者： {r.choice(NAMES)} | 二级 | {self.day()}", "追问", "有用 没用"], r.randint(0, 3)))
        return items + self.off("更多回答", "类似问题", "为你推荐：") + self.titles(10) + self.foot()

    def dish(self) -> list[Item]:
        """How a dish is made: what goes in, a step on each line, a remark."""
        r = self.random
        title = self.title()[:12] + "的做法"
        items = self.head(title) + self.off(title) + self.off(*r.sample([r.choice(NAMES), f"{self.number(9999)} 人做过这道菜", f"收藏 {self.number(999)}", "综合评分 8.1", self.day(), "关注", "难度：简单", "时间：30分钟"], r.randint(1, 5)))
        items += self.on([*(self.prose(1) if self.chance(0.5) else []), *recipe(self), *(["小贴士", self.sentence() + "。"] if self.chance(0.4) else [])])
        return items + self.off(*r.sample(["我做过这道菜", "上传我做的", "收藏", "举报", "加入菜单", "被收录到的菜单", "相关食谱", f"{self.number(99)} 个作品"], r.randint(1, 5))) + self.titles(12) + self.foot()

    def patent(self) -> list[Item]:
        """A record with a text in it: facts by name, then the abstract and numbered claims."""
        r = self.random
        title = "一种" + self.title()[:14]
        facts = [f"申请号：CN2018{r.randint(10000000, 99999999)}.X", f"公开日：{self.day()}", f"申请人：{r.choice(['某某大学', '某某科技有限公司'])}", f"发明人：{r.choice(NAMES)}；{r.choice(NAMES)}", "分类号：G06F17/30", "状态：有权", "代理机构：某某知识产权事务所", "页数：12"]
        items = self.head(title) + self.off(title, *r.sample(facts, r.randint(3, 8)))
        claims = [f"{i}.{'根据权利要求1所述的，其特征在于，' if i > 1 else '其特征在于，'}{self.sentence()[: r.randint(10, 90)]}。" for i in range(1, r.randint(3, 12))]
        items += self.on([*([r.choice(["摘要", "【摘要】", "摘要："])] if self.chance(0.5) else []), *self.prose(2), *(["权利要求书", *claims] if self.chance(0.6) else [])])
        return items + self.off(*r.sample(["下载PDF", "全文", "法律状态", "引证文献", "同族专利", "相似专利", "收藏", "打印", "导出"], r.randint(1, 6))) + self.titles(8) + self.foot()

    def ticker(self) -> list[Item]:
        """A short story under a long band of prices, places or other languages."""
        r = self.random
        title = self.title()
        band = r.choice(["{a}{b} {c}.{k} +{k}.{k}%", "{a}/{b} {k}.{c}", "{a}{b} {k}℃", "English | Русский | Français | Español | {a}{b}", "{a}{b}\n{c}.{k}\n-{k}.{k}%"])
        lines = "\n".join(band.format(a=r.choice("ABCDEFGHUS"), b=r.choice(["USD", "TC", "指数", "股份", "市"]), c=self.number(9999), k=r.randint(0, 99)) for _ in range(r.randint(8, 60)))
        joint = self.chance(0.4)
        items = self.off(*([lines.replace("\n", "  ")[:1500]] if joint else lines.split("\n")))
        return items + self.head(title) + self.off(title) + self.dateline() + self.on(self.prose(r.choice([1, 1, 2, 4]))) + self.tail()

    def bulletin(self) -> list[Item]:
        """A post of a board that was read by telnet once: header lines, the post, its signature, short answers in a row."""
        r = self.random
        title, board, name = self.title(), r.choice(["生活", "Food", "Job", "book", "Movie", "Tech"]), r.choice(NAMES)
        items = self.off(f"{r.choice(BOARDS)} › 看板 {board} 關於我們 聯絡資訊", "返回看板") if self.chance(0.8) else self.menu(10)
        colon = r.choice(["", " ", ": ", "："])
        items += self.off(f"作者{colon}{name} ({r.choice(NAMES)})", f"看板{colon}{board}", f"標題{colon}[{r.choice(['心得', '問題', '公告', '徵才', '閒聊'])}] {title}", f"時間{colon}Tue Feb {r.randint(1, 28)} 00:10:18 {r.randint(2005, 2023)}")
        items += self.on(self.article(14))
        if self.chance(0.5):
            items += self.off("--", *r.sample(["人生如梦，一樽还酹江月", "好好学习，天天向上", "走自己的路"], r.randint(0, 2)))
        items += self.off("--", f"※ 發信站: 某某實業坊, 來自: 114.{r.randint(1, 254)}.{r.randint(1, 254)}.7", "※ 文章網址: https://www.example.com/bbs/M.1519661420.A.098.html") if self.chance(0.8) else []
        for _ in range(r.choice([0, 3, 10, 40])):
            said = r.choice([self.sentence()[: r.randint(3, 26)], r.choice(REPLIES)])
            items += self.on([f"{r.choice(['推', '→', '噓', '推'])} {r.choice('abcdefgh')}{r.choice(['ing77', 'kiki', 'ohn2008', 'lueeee'])}: {said} {r.randint(1, 12):02}/{r.randint(1, 28):02} {r.randint(0, 23):02}:{r.randint(0, 59):02}"])
        return items + self.foot()[:2]

    def office(self) -> list[Item]:
        title = self.title()
        items = self.head(title) + self.off(title)
        items += self.off(f"发布日期：{self.day()} 信息来源：{self.random.choice(['办公室', '某某局', '宣传部'])} 浏览次数：{self.number(9999)} 字号：大 中 小")
        if self.chance(0.3):
            items += self.off("索引号：000014349/2021-00001", "主题分类：综合政务", "发文机关：某某办公室", f"成文日期：{self.day()}", "标题：" + title, "发文字号：某政发〔2021〕3号")
        return items + self.on(self.article(10)) + self.off("【打印】【关闭】", "扫一扫在手机打开当前页") + self.foot()

    def novel(self) -> list[Item]:
        items = self.menu(20) + self.off(f"第{self.random.randint(1, 900)}章 {self.title()[:8]}", "上一章 目录 下一章", "加入书签")
        items += self.on(self.article(30))
        items += self.off("上一章 目录 下一章", "本章未完，点击下一页继续阅读", "书友还看过") + self.titles(8)
        return items + self.foot()

    def shop(self) -> list[Item]:
        items = self.menu() + self.off(self.title(), f"¥{self.number(9999)}.00", "加入购物车", f"月销{self.number(9999)}件", "商品详情")
        return items + self.on(self.article(8)) + self.off("商品评价", "看了又看") + self.titles() + self.sales() + self.foot()

    def forum(self) -> list[Item]:
        """The commonest forum software of the Chinese web: a member's panel beside every post."""
        title = self.title()
        items = self.menu(12) + self.off("找回密码", "注册", "快捷导航") if self.chance(0.7) else []
        items += self.off(f"论坛›{self.random.choice(NAV)}›{title}") + self.off(f"查看: {self.number(99999)}|回复: {self.number(999)}")
        items += self.off(title, "[复制链接]")
        panel = self.random.random()
        for floor in range(self.random.randint(1, 12)):
            name = self.random.choice(NAMES)
            if panel < 0.7:
                items += self.off(name, self.random.choice(RANKS))
                items += self.off(*self.random.sample(["主题", str(self.number(999)), "帖子", f"积分 {self.number(9999)}", "威望", f"注册时间 {self.day()}", "发消息", "该用户从未签到", "加好友"], self.random.randint(1, 6)))
            items += self.off(f"发表于 {self.day()} | 只看该作者" if self.chance(0.7) else f"{name} 发表于 {self.day()}")
            if self.chance(0.2):
                items += self.off(f"本帖最后由 {name} 于 {self.day()} 编辑")
            items += self.on(self.paragraphs(8) if floor == 0 else self.post())
            items += self.off(*self.random.sample(["回复", "举报", "使用道具", "支持 反对", f"{floor + 1}#", "沙发", "显示全部楼层", "收藏 0"], self.random.randint(1, 4)))
            if self.chance(0.15):
                items += self.off(self.random.choice(["人生如梦，一樽还酹江月", "签名：走自己的路", "好好学习，天天向上"]))
        items += self.off("返回列表", "您需要登录后才可以回帖 登录 | 注册", "本版积分规则", "Archiver|手机版|小黑屋")
        return items + self.foot() + self.off(f"GMT+8, {self.day()} , Processed in 0.05 second(s)")

    def tieba(self) -> list[Item]:
        items = self.menu(10) + self.off("看贴", "图片", "精品", f"关注：{self.number(999999)} 贴子：{self.number(999999)}", self.title())
        items += self.off("只看楼主", "收藏", "回复")
        for floor in range(self.random.randint(2, 14)):
            items += self.off(self.random.choice(NAMES), self.random.choice(RANKS), str(self.random.randint(1, 15)))
            items += self.on(self.paragraphs(5) if floor == 0 else self.post())
            items += self.off(*(["举报"] if self.chance(0.3) else []), f"{floor + 1}楼{self.day()}", "回复", *(["收起回复"] if self.chance(0.3) else []))
        return items + self.off("登录贴吧", "发表回复", "贴吧热议榜") + self.titles(8) + self.foot()

    def questions(self) -> list[Item]:
        """A question and its answers: each answer is content, its author's line and its buttons are not."""
        items = self.menu(12) + self.off(*self.random.sample(NAV, 2)) + self.on([self.title() + "？"])
        if self.chance(0.6):
            items += self.on(self.paragraphs(2))
        items += self.off("关注问题", "写回答", "邀请回答", f"{self.number(99)} 条评论", "分享", f"{self.random.randint(2, 90)} 个回答", "默认排序")
        for _ in range(self.random.randint(1, 6)):
            items += self.off(self.random.choice(NAMES), self.random.choice(["自由职业", "程序员", "在读研究生", "谢邀", ""]), f"{self.number(9999)} 人赞同了该回答")
            items += self.on(self.paragraphs(6))
            items += self.off(f"发布于 {self.day()}", f"赞同 {self.number(999)}", "添加评论", "分享", "收藏", "喜欢")
        return items + self.off("查看全部回答", "相关问题") + self.titles(8) + self.foot()

    def board(self) -> list[Item]:
        """Light boards: name, time, words, and little else."""
        items = self.menu(14) + self.off(self.title(), f"{self.random.choice(NAMES)} · {self.ago()} · {self.number(9999)} 次点击")
        items += self.on(self.paragraphs(5)) + self.off(f"{self.number(99)} 条回复")
        order = self.random.random()
        for floor in range(self.random.randint(2, 18)):
            name = self.random.choice(NAMES)
            who = [name, self.ago()] if order < 0.4 else [f"{name} {self.day()}"] if order < 0.7 else [str(floor + 1), name, self.ago()]
            items += self.off(*who) + self.on(self.post())
            if self.chance(0.5):
                items += self.off(self.random.choice(["回复", "赞", "感谢", "引用", "回复 举报"]))
        return items + self.off("登录后回复") + (self.titles(8) if self.chance(0.5) else []) + self.foot()
