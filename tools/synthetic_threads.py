# ruff: noqa: E501, SIM905  (word lists and Chinese sentences, which count double, are easier to read on one line)
"""Entries that people wrote under each other: posts of a thread, answers to a question, comments under an article.

No engine is described here: every page draws its own build (which fields an entry has, on one line or several, before
or after the words, with which labels and buttons), so that what is learned is the rhythm and not one program's words.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Protocol

Item = tuple[str, str, int]

NAMES = """清风徐来 小鱼儿 hello2008 天涯过客 阿飞 老王 lucky7 月光下的猫 一路向北 ztz2010 快乐每一天 墨染青衣 风中追风 柠檬不酸 大海无量 xiaoming 晚安 north_wind 半夏 码农小李
咸鱼翻身 路人甲 阳光男孩 云淡风轻 Kevin 山里人 wangjun88 雨后彩虹 青椒肉丝 老船长 momo 南方有佳人 静静的顿河 a123456 蓝色天空 木子 三毛 行者无疆 深海 小白 匿名 游客 匿名网友 qwerty
张三丰 李大嘴 Jack Lily99 一片叶子 流水账 东北大汉 火星人 小明的爸爸 苹果园 无聊的人 dudu cxy_2005 飞翔的荷兰人 半支烟 老猫 土豆丝 寒江雪 Mr.Lin snowman 乌鸦 看海的日子 佚名 风铃 大脸猫 tony 陈某某 zhangwei""".split()

RANKS = "新手上路 注册会员 中级会员 高级会员 金牌会员 论坛元老 版主 超级版主 管理员 初级会员 列兵 侠客 游侠 VIP会员 实习版主 荣誉会员 Lv3 Lv.7 LV1 V5 初级粉丝 铁杆粉丝 知名人士 秀才 举人 童生 小学生 等待验证会员 禁止发言 楼主 层主 博主 作者 ★★★ 白金长老 贫下中农 工程师 助理工程师 班长 士官".split()

PANEL = """主题 帖子 积分 威望 金钱 精华 贡献 贡献值 在线时间 注册时间 最后登录 阅读权限 好友 粉丝 关注 听众 收听 经验 金币 铜币 银元 人气 声望 魅力 发帖 发贴 级别 等级 头衔 UID 编号 性别 来自 状态 记录 日志 相册 签到天数 听众数 获赞 回帖 财富 热心 活跃度 总积分 门派 个人主页""".split()

BUTTONS = """回复 举报 引用 支持 反对 赞 踩 顶 收藏 分享 评论 使用道具 评分 鲜花 鸡蛋 TOP 编辑 删除 加好友 发消息 短消息 查看资料 个人空间 只看该作者 只看楼主 显示全部楼层 倒序浏览 复制链接 送花 赞同 添加评论 喜欢 感谢 收起 展开 展开全部 查看对话 盖楼 回应 点赞 没有帮助 追问 采纳 管理 道具 查看全部回复 ding 回复TA 搜索 资料 短信 有用 没用 打赏 顶部""".split()

CASUAL = """顶|顶一下|谢谢楼主分享|学习了|路过看看|支持楼主|不错不错，收藏了|楼主好人|同意楼上的说法|有道理|请问楼主在哪里买的|已经解决了，谢谢大家|我也遇到过这个问题，重启一下就好了|这个价格有点贵啊|坐等高手解答|mark一下，回家慢慢看|楼主辛苦了
|占个沙发|前排围观|说得好，赞一个|不敢苟同|哈哈，笑死我了|求链接|图呢？没图你说什么|这个真的管用吗|试过了，不行啊|好帖要顶起来|期待后续|看完了，写得真好|请教一下，具体怎么操作|你这是什么配置|官方说下周更新|我觉得没必要，凑合能用就行|同问，也想知道|楼上正解
|有没有人一起组队的|加我好友吧|太感谢了，正需要这个|这种事情见怪不怪了|建议找客服问问，他们态度还不错|别信，都是套路|我家也是这款，用了三年没坏过|楼主发错版了吧|先收藏再看|没看懂，能说详细点吗|+1|给力|飘过|呵呵|来晚了|欢迎欢迎|恭喜恭喜|写得不错，转走了|博主文笔真好|哈
|:)|^_^|沙发|板凳是我的|好|好文章|拜读|受教了|非常感谢|多谢指点|学习|赞|支持|强|牛|这也行|无语|悲哀|说到心坎里了|深有同感|祝你好运|加油|看看再说|我是来打酱油的|都不容易|活到老学到老|人在做天在看|谁告诉我怎么下载啊|为什么打不开|下载不了，补一下吧|链接失效了
|地址在哪里|多少钱一个|有现货吗|包邮吗|求带|求组织|同城的举手|楼主男的女的|我们这边早就这样了|去年去过一次，人太多|孩子上小学了没时间弄|等我有空试试再来汇报|老婆不让买|听说要拆了|不要迷信专家|太黑了|坑爹啊|白高兴一场|这是要逆天的节奏|我读书少你别骗我|你们继续，我先睡了""".replace("\n", "").split("|")

SIGNS = """人生如梦，一樽还酹江月|签名：走自己的路|好好学习，天天向上|懒得写签名|我的小店欢迎光临|天行健，君子以自强不息|淡泊明志，宁静致远|-- 发自我的手机|来自：手机客户端|本帖子中包含更多资源|该用户从未签到|开心是一天，不开心也是一天|http://blog.example.com/user""".split("|")

PLACES = "北京 上海 广东 浙江 四川 湖北 中国四川眉山 广东省深圳市 江苏 河南 火星".split()


class Source(Protocol):
    """Where words and dates come from: synthetic_pages.Maker."""

    random: Random

    def chance(self, share: float) -> bool: ...
    def number(self, top: int) -> int: ...
    def day(self) -> str: ...
    def ago(self) -> str: ...
    def sentence(self) -> str: ...
    def paragraphs(self, most: int) -> list[str]: ...
    def off(self, *lines: str) -> list[Item]: ...
    def on(self, lines: Sequence[str]) -> list[Item]: ...


class Talk:
    """The build of one page's entries, drawn once."""

    def __init__(self, source: Source, title: str, *, forum: bool) -> None:
        self.source, self.title = source, title.replace("{", "").replace("}", "")  # it goes into forms
        r = self.r = source.random
        self.panel = r.sample(PANEL, r.randint(2, 9)) if forum and r.random() < 0.55 else []
        self.panel_form = r.choice(["{k}\n{v}", "{k}: {v}", "{k}：{v}", "{k} {v}", "{v}\n{k}", "{k}{v}"])
        self.panel_joint = r.choice([" ", "  ", " | ", "　"]) if r.random() < 0.35 else ""
        self.panel_after = r.random() < 0.15
        self.rank = forum and r.random() < 0.5
        self.who = self._name_form()
        self.time = r.choice([source.day] * 4 + [source.ago, self._short_day, self._english_day])
        self.when = r.choice(["{d}", "{d}", "发表于 {d}", "发表于: {d}", "{d} 发表", "发布于 {d}", "编辑于 {d}", "时间：{d}", "[{d}]", "({d})", "回答于 {d}", "{d} {p}", "Posted {d}", "{d} 来自 {p}", "{d} via {p}", "{d} · {p}", "Post By：{d}"])
        self.floor = r.choice(["", "", "{f}楼", "{f}#", "#{f}", "第{f}楼", "{f}F", "[{f}楼]", "{f}.", "{f}", "{f}"])
        self.together = r.choice([" ", "  ", " | ", "|", " 　", "\t", "", " · "]) if r.random() < 0.6 else ""
        self.split = not self.together and r.random() < 0.7
        self.order = r.sample(["who", "when", "floor"], 3)
        self.after = r.random() < 0.2
        self.buttons = r.sample(BUTTONS, r.randint(1, 6)) if r.random() < 0.75 else []
        self.one_line = r.random() < 0.5
        self.counted = r.random() < 0.4
        self.signs = r.random() * 0.4 if forum and r.random() < 0.4 else 0.0
        self.quotes = r.random() * 0.3 if r.random() < 0.4 else 0.0
        self.long = r.random() ** 2 * (0.8 if forum else 0.4)

    def _name_form(self) -> str:
        forms = ["{n}"] * 8 + ["{n}：", "{n}:", "【{n}】", "〖{n}〗", "@{n}", "网友：{n}", "[{n}]", "{n} 说：", "作者：{n}", "{n}的评论", "{n} 发表于", "{n} 回复:", "# re: " + self.title + " {n}", "# " + self.title + " {n}", "回复：" + self.title + " {n}", "Re: {n}", "{n} 于", "[广东网友] {n}", "{n} ({p})", "{n} 写道", "by {n}", "引用 {n}"]
        return self.r.choice(forms)

    def _short_day(self) -> str:
        r = self.r
        return f"{r.randint(1, 12):02}-{r.randint(1, 28):02} {r.randint(0, 23):02}:{r.randint(0, 59):02}"

    def _english_day(self) -> str:
        r = self.r
        month = r.choice("January February March April May June July August September October November December".split())
        return f"{month} {r.randint(1, 28)}, {r.randint(2004, 2023)} {r.randint(1, 12)}:{r.randint(0, 59):02} {r.choice(['am', 'pm', 'AM', 'PM'])}"

    def words(self, *, first: bool) -> list[str]:
        """What somebody wrote."""
        r, s = self.r, self.source
        dice = r.random()
        if first or dice < self.long:
            return s.paragraphs(r.choice([1, 2, 4, 8, 14] if first else [1, 2, 3, 5]))
        if dice < self.long + (1 - self.long) * 0.5:
            return [r.choice(CASUAL) + r.choice(["", "", "。", "！", "!", "...", "~~", "？", "！！！", "啊", "。。。"])]
        lines = []
        for _ in range(r.choice([1, 1, 1, 2, 3])):
            text = s.sentence()
            if r.random() < 0.5:
                text = text.replace("，", r.choice([",", " ", "，", "，"]))
            lines.append(text[: r.randint(8, 140)] + r.choice(["", "", "。", "。", "！", "？", "...", "啊", "吧", "~"]))
        return lines

    def _fields(self, number: int) -> list[Item]:
        r, s = self.r, self.source
        name, place = r.choice(NAMES), r.choice(PLACES)
        parts = {
            "who": self.who.format(n=name, p=place),
            "when": self.when.format(d=self.time(), p=place),
            "floor": self.floor.format(f=number + 1),
        }
        if number < 3 and self.floor == "{f}楼" and r.random() < 0.3:
            parts["floor"] = ("沙发", "板凳", "地板")[number]
        fields = [parts[name] for name in self.order if parts[name]]
        if self.rank:
            fields.insert(1, r.choice(RANKS))
        if self.together:
            items = s.off(self.together.join(fields))
        elif self.split:
            items = s.off(*fields)
        else:
            items = s.off(fields[0], " ".join(fields[1:]))
        panel = self._panel() if self.panel else []
        return items + panel if self.panel_after else panel[: len(panel) // 2] + items + panel[len(panel) // 2 :] if r.random() < 0.1 else [*items[:1], *panel, *items[1:]]

    def _panel(self) -> list[Item]:
        lines: list[str] = []
        for key in self.panel:
            value = self.source.day().split(" ")[0] if key in ("注册时间", "最后登录") else self.r.choice(PLACES) if key == "来自" else str(self.source.number(99999))
            lines += self.panel_form.format(k=key, v=value).split("\n")
        return self.source.off(*([self.panel_joint.join(lines)] if self.panel_joint else lines))

    def _buttons(self) -> list[Item]:
        if not self.buttons:
            return []
        shown = [b + (self.r.choice(["({})", " {}", "[{}]"]).format(self.source.number(300)) if self.counted and self.r.random() < 0.4 else "") for b in self.buttons]
        return self.source.off(*([self.r.choice([" ", " | ", "  ", ""]).join(shown)] if self.one_line else shown))

    def entry(self, number: int, label: int, *, first: bool = False) -> list[Item]:
        """One entry: its fields, its words (labelled) and its buttons."""
        r, s = self.r, self.source
        words: list[Item] = []
        if not first and r.random() < self.quotes:
            head = r.choice(["引用：", "回复 {n} 的帖子", "引用 {n} 发表于 {d}", "{n} 发表于 {d}", "回复 {f}楼 {n}", "@{n}", "回复 {n} :"])
            words += s.off(head.format(n=r.choice(NAMES), d=self.time(), f=r.randint(1, 9)))
        words += s.on(self.words(first=first))
        if r.random() < 0.05:
            words += s.off(r.choice(["[ 本帖最后由 {n} 于 {d} 编辑 ]", "本主题由 {n} 于 {d} 加入精华", "（{n} 编辑于 {d}）"]).format(n=r.choice(NAMES), d=s.day()))
        fields = self._fields(number)
        items = [*words, *fields] if self.after else [*fields, *words]
        items = [(gap, line, 0 if flag == 0 else label) for gap, line, flag in items]
        if r.random() < self.signs:
            items += s.off(r.choice(SIGNS))
        return items + self._buttons()


def index_of_replies(source: Source, count: int) -> list[Item]:
    """Old boards print the replies as one list of titles with name, time and size."""
    r = source.random
    form = r.choice(["{b}{t}【{n}】{d} {c}字 [{v}/{w}]", "{b}{t} - {n} {d} ({v} bytes)", "{b}{t} [{n}] {d}", "{b}{t}　　{n}　{d}　(点击:{v})", "{b}回复: 《{t}》 {n} ({d})", "{b}{t} /{n} ({d})"])
    bullet = r.choice(["• ", "", "· ", "  • ", "└ "])
    lines = [
        form.format(b=bullet, t=r.choice(CASUAL) if r.random() < 0.4 else source.sentence()[:30], n=r.choice(NAMES), d=source.day(), c=source.number(900), v=source.number(999), w=r.randint(0, 3))
        for _ in range(count)
    ]
    return source.off(r.choice(["回复线索：", "所有跟帖：", "| 回复线索：", "全部回复", "跟帖列表", f"共有 {count} 篇回复"]), *lines)
