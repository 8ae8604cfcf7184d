# ruff: noqa: E501  (word lists, which count double, are easier to read on one line)
"""What repeats down a page, and what its words and numbers are about: read for all lines at once.

Comments, archives and lists of links look like prose line by line; what gives them away is that every entry has the
same build: a name, a date, so many words, a button.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from ..page.fold import Folded, pair_of

__all__ = ["TOPICS", "Lines", "alike", "distinct", "likeness_to_title", "repeats", "stamps", "topics"]

Floats = NDArray[np.float32]
Number = TypeVar("Number", bound=np.number)
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

TOPICS = {
    "talk": "回复 评论 留言 跟帖 跟贴 回帖 回贴 沙发 网友 举报 引用 点赞 发言 发表 张贴 回应 顶一 路过 支持 反对 拍砖 说道 楼上 评分",
    "board": "楼主 帖子 发帖 发贴 主题 版主 贴子 版块 论坛 社区 贴吧 小组 只看 倒序 楼层 道具 吧主 话题 提问 回答 问答 知道 求助 悬赏 采纳 最佳 电梯 看帖"
    " 看贴 本帖 本贴 讨论 灌水 坛友 水友 吧友 答主 题主 补充",
    "member": "积分 威望 金钱 经验 等级 在线 精华 粉丝 会员 级别 贡献 头衔 签到 鲜花 好友 私信 消息 听众 金币 铜币 声望 魅力 人气 新手 手上 上路 板凳 地板"
    " 组别 赞同 关注 注册 状态 文章 资料 门派 财富 活跃 获赞",
    "blog": "博客 日志 随笔 归档 存档 访客 博主 相册 博文 专栏 日记 笔记 草稿",
    "links": "更多 相关 推荐 热门 最新 排行 专题 上一 下一 一篇 详细 全文 猜你 热点 精彩 往期 目录 分类 标签 链接 点击 图片 视频",
    "legal": "版权 许可 备案 转载 声明 未经 权所 证号 免责 侵权 网安 不良 举报 司址 邮编 热线 权利 立场 观点",
    "act": "登录 密码 用户 户名 下载 扫码 扫一 收藏 分享 打印 关闭 户端 微信 众号 维码 订阅 投稿 搜索 设为 首页 返回 顶部 登陆 验证 复制 提交"
    " 取消 确定 邮箱 手机 微博 朋友 空间",
    "meta": "来源 作者 编辑 责编 记者 讯员 时间 日期 发布 浏览 次数 字号 字体 阅读 稿件 审核 摄影 分钟 时前 钟前 天前 月前 年前 昨天 刚刚",
    "sell": "价格 优惠 包邮 购买 销量 库存 立即 咨询 客服 商品 元起 免费 广告 赞助 招商 加盟 试听 领取 热卖 折扣",
}
"""Words of page furniture that no rule matches because they stand in longer lines."""

_RUNS = 32  # as many runs of one kind of character describe the build of a line
_LAST = 5  # and as many its end
_DIGIT = 4
_AFTER_YEAR = [ord(mark) for mark in "-/.年"]
_AFTER_MONTH = [ord(mark) for mark in "-月"]
_DAY = ord("日")
_ROOM = 64  # places in a table for each line: so many that two lines seldom fall on one


class Lines(NamedTuple):
    """A page's lines: its folded text, where lines start and end, which line each character is of, and their kinds.

    line: as long as the page; characters between lines have a number after the last. kinds: classes of features.
    """

    page: Folded
    starts: Ints
    ends: Ints
    line: Ints
    kinds: NDArray[np.uint8]
    size: Floats


@lru_cache(maxsize=1)
def _topic_table() -> NDArray[np.uint8]:
    table = np.zeros(65536, np.uint8)
    for number, words in enumerate(TOPICS.values(), 1):
        table[[pair_of(word) for word in words.split()]] = number
    return table


def topics(lines: Lines) -> list[Floats]:
    """For each topic the share of a line that is made of its words."""
    n = len(lines.starts)
    width = len(TOPICS) + 1
    found = _topic_table()[lines.page.pairs]
    at = np.flatnonzero(found)
    counts = np.bincount(lines.line[at] * width + found[at], minlength=width * (n + 1)).reshape(-1, width)[:n, 1:]
    share = np.minimum(counts * 2 / np.maximum(lines.size, 2)[:, None], 1).astype(np.float32)
    return list(share.T)


def stamps(lines: Lines) -> tuple[Floats, Floats]:
    """Which lines hold a date or a time of day, and which the number of a floor (3楼, 12#, #5)."""
    codes, n = lines.page.codes, len(lines.starts)
    digit = lines.kinds == _DIGIT
    if len(codes) < 5 or not digit.any():
        return np.zeros(n, np.float32), np.zeros(n, np.float32)
    at = np.flatnonzero(digit[:-4])
    one, two, three, four = codes[at + 1], codes[at + 2], codes[at + 3], codes[at + 4]
    clock = (one == 58) & digit[at + 2] & digit[at + 3]
    years = digit[at + 1] & digit[at + 2] & digit[at + 3] & np.isin(four, _AFTER_YEAR)
    days = np.isin(one, _AFTER_MONTH) & digit[at + 2] & (digit[at + 3] | (three == _DAY)) & ((four == 32) | (four == _DAY))
    before = codes[np.maximum(at - 1, 0)]
    floors = (one == ord("楼")) | ((one == 35) & (two < 48)) | ((before == 35) & (at > 0))
    dated = np.bincount(lines.line[at[clock | years | days]], minlength=n)[:n] > 0
    floor = np.bincount(lines.line[at[floors]], minlength=n)[:n] > 0
    return dated.astype(np.float32), (floor & (lines.size < 60)).astype(np.float32)


def repeats(lines: Lines) -> list[Floats]:
    """How many other lines are built alike: as a whole, at their end, by the very characters they begin with, and in
    every character."""
    kinds = np.where(lines.kinds == 0, np.uint8(12), lines.kinds)
    change = np.empty(len(kinds), np.bool_)
    change[0] = True
    change[1:] = (kinds[1:] != kinds[:-1]) | (lines.line[1:] != lines.line[:-1])
    runs = np.flatnonzero(change & (lines.line < len(lines.starts)))
    own, kind = lines.line[runs], kinds[runs].astype(np.uint64) + np.uint64(1)
    first = np.flatnonzero(np.diff(own, prepend=-1))
    count = np.diff(np.append(first, len(runs)))
    place = np.arange(len(runs)) - first[own]
    back = count[own] - 1 - place
    powers = _powers()
    whole = np.add.reduceat(kind * powers[np.minimum(place, _RUNS)], first)
    end = np.add.reduceat(kind * powers[np.minimum(back, _LAST)] * (back < _LAST), first)
    numbers = np.zeros(len(count), np.bool_)
    numbers[own[(kind == _DIGIT + 1) & (back < _LAST)]] = True
    several = count >= 3
    head = lines.page.pairs[lines.starts].astype(np.uint64)
    return [
        np.where(several, _others(whole), 0),
        np.where(several & numbers & (lines.size < 150), _others(end), 0),
        np.where(lines.size >= 3, _others(head), 0),
        _others(_spelling(lines)),
    ]


def _spelling(lines: Lines) -> NDArray[np.uint64]:
    """A number for every character of each line in its place."""
    place = np.arange(len(lines.line)) - np.append(lines.starts, 0)[lines.line]
    value = lines.page.pairs.astype(np.uint64) * _powers()[place & (_RUNS - 1)]
    edges = np.empty(2 * len(lines.starts), np.int64)
    edges[0::2], edges[1::2] = lines.starts, np.maximum(lines.ends - 1, lines.starts + 1)
    return np.add.reduceat(np.append(value, np.uint64(0)), edges)[0::2]


@lru_cache(maxsize=1)
def _powers() -> NDArray[np.uint64]:
    return np.array([pow(0x9E3779B97F4A7C15, k + 1, 1 << 64) for k in range(_RUNS)] + [0], np.uint64)


def _others(values: NDArray[np.uint64]) -> Floats:
    """The logarithm of how many lines have the same value."""
    bits = max(int(len(values) * _ROOM).bit_length(), 6)
    places = (values * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(64 - bits)).astype(np.int64)
    counts = np.bincount(places, minlength=1 << bits)
    out: Floats = (np.log(counts[places]) / 3).astype(np.float32)
    return out


def alike(size: Floats) -> Floats:
    """How much a line differs in length from its two neighbours on either side."""
    logs = np.log1p(size)
    step = np.minimum(np.abs(np.diff(logs)), 2)
    padded = np.concatenate(([2, 2], step, [2, 2]))
    out: Floats = ((padded[:-3] + padded[1:-2] + padded[2:-1] + padded[3:])[: len(size)] / 8).astype(np.float32)
    return out


def distinct(values: NDArray[Number]) -> NDArray[Number]:
    """The different values, in order. As np.unique, which loads masked arrays and looks for them."""
    ordered = np.sort(values)
    first = np.ones(len(ordered), np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def likeness_to_title(lines: Lines) -> tuple[Floats, Floats]:
    """Likeness to the first line, where most pages print their title: the share of a line that stands in it, and the
    share of it that stands in the line."""
    n = len(lines.starts)
    pairs = lines.page.pairs
    title = distinct(pairs[lines.starts[0] : max(int(lines.ends[0]) - 1, int(lines.starts[0]))][:60])
    if len(title) < 4:
        return np.zeros(n, np.float32), np.zeros(n, np.float32)
    table = np.zeros(65536, np.int64)
    table[title] = np.arange(1, len(title) + 1)
    found = table[pairs]
    at = np.flatnonzero(found)
    own = lines.line[at]
    inside = np.bincount(own, minlength=n)[:n] / np.maximum(lines.size - 1, 3)
    seen = distinct(own * (len(title) + 1) + found[at]) // (len(title) + 1)
    covered = np.bincount(seen, minlength=n)[:n] / len(title)
    return np.minimum(inside, 1).astype(np.float32), covered.astype(np.float32)
