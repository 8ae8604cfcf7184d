# ruff: noqa: E501  (word lists are easier to read on one line)
"""Pages without an article: notices that there is nothing to see, and pages that are nothing but spam."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .line_rules import Line

__all__ = ["SPAM", "STUB", "find_worthless"]

STUB = "stub.page"
SPAM = "spam.page"
_STUBS = frozenset({"stub.missing", "stub.removed", "stub.login"})
_EMPTY = frozenset({"stub.loading", "stub.empty"})  # stand beside short articles as well
_SENTENCE = 25  # characters: so long a line with a mark in it is something somebody wrote
_LITTLE, _LEAST = 160, 12  # characters that may stand beside a notice, and beside a sign that is less sure
_LINES = 12
_MARKS = re.compile(r"[,。!?;]")
# What a notice explains: what may be wrong, and where to go from here
_ADVICE = re.compile(
    r"网址|网页|页面|链接|地址栏|返回|首页|刷新|管理员|服务器|浏览器|登录|注册|会员|客服|网络|删除|移动|输入|重试|稍后|跳转|访问|联系我们|搜索|投诉|审核|违反|违规|规定|not found|error|request|server|page"
)
_TRADE = re.compile(
    r"久久|国产精品|无码|一区二区|人妻|熟女|自拍|色综合|啪啪|裸聊|av|成人|激情|做爰|三级|六合彩|时时彩|赛车|快三|百家乐|真人|葡京|威尼斯人|金沙|银河娱乐|博彩|投注|老虎机|太阳城|娱乐城|皇冠|棋牌"
    r"|彩票|送彩金|捕鱼|电竞|网投|官网|注册|开户|app|下载|登录|平台|手机版|客户端|免费|在线观看|高清|娱乐|首存|返水|提款|玩法|代理"
)
_SURE = re.compile(
    r"久久|国产精品|无码|一区二区|人妻|熟女|色综合|啪啪|裸聊|做爰|六合彩|时时彩|快三|百家乐|真人(?:娱乐|视讯|荷官)|葡京|威尼斯人|博彩|投注|老虎机|太阳城|娱乐城|皇冠|棋牌|彩票|送彩金|网投|首存|返水"
)
_STORY = re.compile(
    r"警|案件|嫌疑|犯罪|罪|查处|打击|整治|监管|判处|法院|检察|抓获|骗|戒赌|治理|法律|危害|受害|调查|记者|研究|专家|历史|经济|旅游"
)
_DENSE = 0.18  # of the characters; articles about gambling have 0.08 at most
_HITS, _STORIES = 5, 2


def find_worthless(lines: Sequence[Line], kept: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The label and the rule for each line that is left of a page, if none of it is worth keeping."""
    if _is_stub(lines, kept):
        return {i: ("stub", lines[i].rule.id if _is_notice(lines[i]) else STUB) for i in kept}  # type: ignore[union-attr]
    if _is_spam("\n".join(lines[i].text for i in kept)):
        return dict.fromkeys(kept, ("spam", SPAM))
    return {}


def _is_stub(lines: Sequence[Line], kept: Sequence[int]) -> bool:
    """A notice in place of the article: it stands on the page, and nothing that is left was written by anybody."""
    ids = {line.rule.id for line in lines if line.rule is not None and line.rule.id.startswith("stub.")}
    if not ids:
        return False
    rest = [lines[i].text for i in kept if not _is_notice(lines[i])]
    size = sum(map(len, rest))
    if len(rest) > _LINES or any(_is_sentence(text) for text in rest):
        return False
    if ids & _STUBS:
        return size <= _LITTLE
    return size <= _LEAST and not any(_MARKS.search(text) for text in rest)


def _is_notice(line: Line) -> bool:
    return line.rule is not None and line.rule.id in _STUBS | _EMPTY


def _is_sentence(text: str) -> bool:
    return len(text) >= _SENTENCE and _MARKS.search(text) is not None and len(set(_ADVICE.findall(text))) < 2


def _is_spam(text: str) -> bool:
    """Hardly anything but the words of the betting and porn trades, and nothing that reports on them."""
    sample = text[:4000]
    if _SURE.search(sample) is None or len(_SURE.findall(sample)) < _HITS:
        return False
    dense = sum(map(len, _TRADE.findall(sample))) >= _DENSE * len(sample)
    return dense and len(_STORY.findall(sample)) < max(_STORIES, len(sample) // 400)
