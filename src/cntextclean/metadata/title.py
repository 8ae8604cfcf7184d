# ruff: noqa: E501  (word lists are easier to read on one line)
"""Which part of a line is a title: without the label before it, the names of channel and site behind it."""

from __future__ import annotations

from ..patterns import lazy

__all__ = ["title_range"]

_LEAD = lazy(r"(?:[•·●○■□◆◇★☆※▪◎►▶∙*>#]{1,3}\s*)?(?:(?:主题|标\s{0,8}题|题\s{0,8}目|名\s{0,8}称|文章标题|帖子主题|本文标题|正在浏览|您正在浏览|当前帖子|文章主题)\s?[::]\s{0,4}|标题(?=\[|re:)|(?:正文|首页)\s{0,2}>\s?)?")
_DATE = r"\(?(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?\s*(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?\)?"
_TAIL = lazy(rf"\s+{_DATE}\s*(?:楼主)?\s*$|\s*(?:楼主|\[复制链接\]|\(页\s?[0-9]+\))\s*$")
_TAIL_ENDS = frozenset("0123456789主])日 ")
_BREAKS = "_|–—«»<- \t"  # stand between a title and the names of channel and site
_SITES = ("网", "频道", "日报", "晚报", "时报", "晨报", "早报", "新闻", "在线", "论坛", "博客", "百科", "资讯", "社区", "网站", "官网", "客户端", "知乎", "头条", "贴吧", "文库", "空间", "百家号", "搜狐", "新浪", "腾讯", "网易", "凤凰", "首页", "电子报", "公众号", "小说", "书库", "豆瓣", "简书", "哔哩哔哩")
_LONGEST_SITE, _LONGEST_CHANNEL, _SHORTEST = 14, 6, 4


def title_range(line: str) -> tuple[int, int]:
    """The part of a folded line that is a title: without a label before it, the site's name and a date behind it."""
    lead = _LEAD.match(line)  # of a bullet at least, or of nothing
    start, end = lead.end() if lead else 0, len(line)
    if line[-1:] in _TAIL_ENDS:
        found = _TAIL.search(line, start, end)
        end = found.start() if found and found.start() - start >= _SHORTEST else end
    end = _before_site(line, start, end)
    while end > start and line[end - 1] in _BREAKS:
        end -= 1
    return start, end


def _before_site(line: str, start: int, end: int) -> int:
    """Where a title ends that has the names of a site and its channels behind it."""
    if not line[start:end].rstrip().endswith(_SITES):
        return end
    mark = ""  # what stood before the name of the site
    while True:
        at = max(line.rfind(char, start, end) for char in _BREAKS)
        if at - start < _SHORTEST:
            return end
        name = line[at + 1 : end].strip()
        if not name:
            end = at
            continue
        site = len(name) <= _LONGEST_SITE and name.endswith(_SITES)
        channel = mark and line[at].strip() == mark and len(name) <= _LONGEST_CHANNEL and at - start >= 2 * _SHORTEST
        if not (site or channel):
            return end
        mark, end = line[at].strip() or mark, at
        while end > start and line[end - 1] in _BREAKS:
            mark, end = line[end - 1].strip() or mark, end - 1
