# ruff: noqa: E501  (lists of surnames and words are easier to read on one line)
"""Names of authors in the value of a field and in the sentences of an article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..page.fold import trimmed
from ..patterns import lazy

__all__ = ["Name", "is_person", "is_signature", "names_alone", "names_in", "owner", "pen_name", "poster", "reported", "signed"]

_HAN = "一-鿿·"
_PERSON = rf"[{_HAN}]{{2,4}}"
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳唐罗薛雷贺倪汤"
    "滕殷毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵汪祁毛禹狄米贝明臧计伏成戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路江童颜郭梅盛林"
    "刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房解应宗丁宣邓郁单杭洪包左石崔吉龚程邢裴陆荣翁甄曲封储靳段焦牧谷车侯宓全班仰秋仲伊宫宁仇甘厉武符刘景詹"
    "束龙叶幸司韶黎薄印宿白怀从索赖卓屠蒙乔胥苍双闻莘翟谭劳姬申扶冉桑桂牛寿通边燕冀尚农温庄晏柴瞿阎连习容向古易廖终居衡步都耿满弘匡国文寇广东欧沃"
    "利越隆师巩聂晁勾敖融冷訾辛阚那简饶曾沙丰关查后游权盖益桓公肖涂付代岳佟闫仝佘仵蔺苟邸栾暴逯原亓郗"
)
_DOUBLE = frozenset(["欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "长孙", "宇文", "端木", "南宫", "万俟", "赫连", "澹台", "闻人"])
_NOT_GIVEN = frozenset("区县市省镇网报台局处部科室组的了是在有和与为我他她你们这那就都也还很到说要会可能不没对从被把让给上下中来去")
_WHO = r"(?:本[报网刊台]|见习|实习|首席|特约|特派|全媒体|融媒体|驻\S{2,4}|[一-鿿]{0,4}(?:报|网|都|社|台|刊|新闻))?(?:记者|通讯员|实习生|特派员|评论员|特约撰稿人|撰稿人|摄影|专栏作者|作者|撰文|供稿|执笔|采写|编译)"
# 记者 before names, at the end of a sentence or before a word that cannot belong to a name
_REPORTED = lazy(
    rf"(?:记者|通讯员|特派员|执笔人?|撰文|实习生|采写)\s{{0,3}}[:：/|]?\s{{0,3}}({_PERSON}?(?:(?:\s{{1,3}}|、|,){_PERSON}?){{0,5}})"
    r"(?=\s*(?:[)）】\]。/,;:]|$|发自|报道|文|摄|通讯员|实习生|记者|受访|供图|编辑|\s\S{2,8}(?:报道|电|讯)|(?:[一-鿿]{2}|华盛顿|洛杉矶|旧金山|莫斯科|新德里)[0-9一二三十]{1,3}日[电讯]))"
)
_SIGNED = lazy(rf"[(（]\s?(?:作者\s?[:：]?\s?|文\s?[:：/]\s?|{_WHO}\s?[\s:：/])?({_PERSON}(?:[\s、,]{{1,2}}{_PERSON}){{0,4}})\s?[)）]\s?$")
_POSTED = lazy(
    r"(?:本?[贴帖]由|^由)\s?(?P<a>\S{1,16}?)\s?(?:于|在|张贴|发表)|(?:^|\s|[|·])(?P<b>[^\s|:]{1,16})\s{0,3}(?:发表|发布|写|回答|编辑|更新)于\s?[:：]?\s?[0-9]|^(?P<g>[^\s|:]{1,20})\s(?:发表在|posted in)\s\S"
    r"|^来自\s?:\s?(?P<h>(?!\S*(?:客户端|手机|iphone|android|网|微博|[省市区县])\s)\S{2,16})\s{1,3}(?:19|20)[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}\s[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?$"
    r"|(?:^|posted |[0-9]\s)by:?\s(?!(?:an?|the|our|one|some)\s)(?P<c>[^\s|,]{1,20}(?:\s[a-z]{2,14})?)|posted @\s?[0-9\-]{8,10}\s[0-9:]{4,8}\s(?P<f>[^\s|,]{1,20})\s|[0-9]:[0-9]{2}\s{0,4}[\[(]\s?(?P<e>[一-鿿·]{2,4})\s?[\])]|^(?P<d>[^\s|:,。]{2,12})\s{1,3}(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?\s{1,2}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?$"
)
_POSTED_WORD = lazy(r"[于在]|posted|by|[由贴帖]|文[:/|丨\s]|/文|[0-9]:[0-9]{2}")  # one of which stands in each of them
_BY_WORD = lazy(r"(?:^|[\s。,)])文\s?[:：/|丨]\s?(\S{2,10})$|(?:^|[\s。,)])(" + _PERSON + r")\s?/\s?(?:文|图文|文图|撰文)(?:$|[\s,、;])")
_ALONE = lazy(rf"[(（]?(?:文|作者|{_WHO})?\s?(?:{_PERSON}(?:[\s、,]{{1,3}}{_PERSON}){{0,4}})[)）]?")
_PEN_NAME = lazy(r"([一-鿿a-z0-9_·\-]{2,12})")
_ACCOUNT = lazy(r"原创\s?[:]?\s{0,3}(\S{2,16})\s{1,4}\S{2,20}")
_OWNED = lazy(r"(?:copyright\s?)?(?:©|\(c\))\s?(?:(?:19|20)[0-9]{2}\s?(?:[-–—]\s?(?:(?:19|20)[0-9]{2}|present)?)?\s)?([a-z][a-z0-9_.\-]{2,20}(?:\s[a-z]{2,14})?)\.?(?:\s?all rights reserved\.?)?")
_FIRM = lazy(r"\b(?:inc|ltd|co|corp|corporation|company|limited|technology|media|news|network|official|group|all|rights|reserved|copyright|the|by|blog|www|com|cn|net|org|studio|team)\b|[a-z](?:com|net)$|\.")
_BETWEEN = lazy(rf"[\s、,，;；/|:：]+|{_WHO}\s?[:：]?|摄影报道|摄影|综合报道|报道|整理|编译|图文|文图|供图")
_TRADE = lazy(rf"\s?(?:{_WHO})")
_LATIN_SPACE = lazy(r"(?<=[a-z.])\s(?=[a-z])|(?<=^[一-鿿])[\s　]{1,2}(?=[一-鿿](?:[^一-鿿]|$))")
_STOP = lazy(r"[?？\s|]*(?=(?:19|20)[0-9]{2}[-/.年])|[|｜]|\s*[(（【\[<《]|返回|查看更多|\son\b|\sat\b|\s(?:来源|出自|时间|浏览|阅读|点击|发布|发表|字[体号]|评论|分享)")
_EDGES = " \t\u3000\xa0[]【】()（）:：.。,，·-_\"“”"
_NO_NAME = lazy(
    r"(?<![a-z0-9])[0-9]{5,}|^qq[0-9]|^[0-9]+$|[=<>。!?！？%#@]|http|www|\.com|^(?:删除|修改|整合|系统管理员|专栏|佚名|未知|不详|网络|匿名|管理员|版主|admin|administrator|未填|暂无|转载|原创|综合|本站|小编|编辑|记者|作者|网友|用户|游客|楼主|无|文|图|摄|摄影|来源|关注|举报|分享|收藏|评论|回复|打印|关闭|已关注|更多|返回|点击|阅读|浏览)$|点击|收藏|阅读|浏览|本文|评论|统计|下载|登录|注册|查看|\[|转载|^(?:当前)?(?:离线|在线)$|^(?:发布|发表|编辑|更新|回答|回复|来自)于$"
)


class Name(NamedTuple):
    """A name and where it stands in the line it was read from."""

    text: str
    start: int
    end: int


def is_person(text: str) -> bool:
    """Whether a word of two to four hanzi begins with a surname and looks like a name."""
    if len(text) == 4 and text[:2] not in _DOUBLE:
        return False
    return 2 <= len(text) <= 4 and text[0] in _SURNAMES and not _NOT_GIVEN & set(text[1:])


def names_in(line: str, raw: str, start: int = 0, end: int | None = None) -> Iterator[Name]:
    """The names that a range of a line lists; `line` is `raw` folded."""
    end = len(line) if end is None else end
    while start < end and line[start] in _EDGES:
        start += 1
    stop = _STOP.search(line, start + 1, end)
    end = stop.start() if stop else end
    together = {match.start() + start for match in _LATIN_SPACE.finditer(line[start:end])}
    position = start
    cuts = [match.span() for match in _BETWEEN.finditer(line, start, end) if match.start() not in together]
    for left, right in [*cuts, (end, end)]:
        if not _TRADE.match(line, left, right) or is_person(line[position:left]):  # 某报 in 某报记者 is no name
            yield from _name(line, raw, position, left)
        position = right


def _name(line: str, raw: str, start: int, end: int) -> Iterator[Name]:
    start, end = trimmed(line, start, end, _EDGES)
    text = raw[start:end]
    if 3 <= len(text) <= 4 and text[1:-1].isspace():
        text = text[0] + text[-1]
    if 1 < len(text) <= (24 if text.isascii() else 14) and not _NO_NAME.search(line[start:end]):
        yield Name(text, start, end)


def reported(line: str, raw: str) -> Iterator[Name]:
    """Reporters named at the beginning or the end of a paragraph, before those who took the pictures."""
    ends = ((0, 120), (max(len(line) - 60, 0), len(line)))
    found = [match for first, last in ends for match in _REPORTED.finditer(line, first, min(last, len(line)))]
    for pictures in (False, True):
        for match in found:
            if line.startswith("摄", match.end()) != pictures:
                continue
            if line[match.start(1)] in _SURNAMES or "(" in line[max(match.start() - 6, 0) : match.start()]:
                yield from names_in(line, raw, *match.span(1))


def signed(line: str, raw: str) -> Iterator[Name]:
    """Names in brackets at the end of a paragraph."""
    match = _SIGNED.search(line, max(len(line) - 40, 0))
    if match and line[match.start(1)] in _SURNAMES:
        yield from names_in(line, raw, *match.span(1))


def is_signature(line: str) -> bool:
    """Whether a paragraph ends with names in brackets that a word calls those of its authors: (评论员 张三 李四)."""
    match = _SIGNED.search(line, max(len(line) - 40, 0))
    return match is not None and match.start(1) > match.start() + 2


def poster(line: str, raw: str) -> Iterator[Name]:
    """Who a line says posted or wrote something: 某某 发表于 2019-3-4, by 某某, 文/某某."""
    if not _POSTED_WORD.search(line):
        return
    match = _POSTED.search(line) or _BY_WORD.search(line)
    if match:
        span = next(match.span(k) for k in range(1, (match.lastindex or 1) + 1) if match[k])
        yield from names_in(line, raw, *span)


def pen_name(line: str, raw: str) -> Iterator[Name]:
    """The name in a line that stands where names stand, between a title and a date: 某某大相公, 原创 kingname 某某公众号."""
    match = _ACCOUNT.fullmatch(line) or _PEN_NAME.fullmatch(line)
    if match:
        yield from _name(line, raw, *match.span(1))


def owner(line: str, raw: str) -> Iterator[Name]:
    """Whose pages these are by the line at their foot, if it is a person's: © 2013 - 2024 Yuren Ju."""
    match = _OWNED.fullmatch(line)
    if match and not _FIRM.search(match[1]):
        yield from _name(line, raw, *match.span(1))


def names_alone(line: str, raw: str, *, sure: bool) -> Iterator[Name]:
    """The names in a line that consists of nothing else. sure: it stands where names stand, so pen names count."""
    if len(line) <= 30 and _ALONE.fullmatch(line):
        found = list(names_in(line, raw))
        if sure or any(is_person("".join(line[name.start : name.end].split())) for name in found):
            yield from found
