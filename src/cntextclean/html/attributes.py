"""What the attributes of an element say of its text: whether it is seen, and what its class and id call it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

__all__ = ["CUES", "PLAIN", "SEMANTIC", "Tag", "cues_of", "read_attributes", "words_of"]

_NUMBER = re.compile(r"\s*([+-]?[0-9]{1,9})")


class Tag(NamedTuple):
    """The attributes that are looked at. words: what class, id and role say, a bit for each of CUES.

    instead: whether a picture or a field of a form has something to say in its place. style_name: its class as given.
    """

    hidden: bool = False
    opened: bool = False
    style: str | None = None
    value: str = ""
    start: str = ""
    instead: bool = False
    words: int = 0
    style_name: str = ""

    def number(self, name: str, otherwise: int) -> int:
        """The value of `start` or `value` as a whole number."""
        found = _NUMBER.match(self.start if name == "start" else self.value)
        return int(found[1]) if found else otherwise


PLAIN = Tag()


def read_attributes(name: str, given: list[tuple[str, str]]) -> Tag | None:
    """What a start tag says, None if it is nothing; of an attribute that is given twice the first counts."""
    named = dict(reversed(given))
    if named.keys().isdisjoint(_LOOKED_AT):
        return None
    value = named.get("value", "")
    instead = value if name == "input" else named.get("alt", "") if name in ("area", "img") else ""
    words = 0
    for key in ("class", "id", "role"):
        if key in named:
            words |= cues_of(named[key])
    tag = Tag(
        hidden="hidden" in named,
        opened="open" in named,
        style=named.get("style"),
        value=value,
        start=named.get("start", ""),
        instead=bool(instead.strip()) and named.get("type", "").lower() != "hidden",
        words=words,
        style_name=named.get("class", ""),
    )
    return None if tag == PLAIN else tag


_LOOKED_AT = frozenset(("alt", "class", "hidden", "id", "open", "role", "start", "style", "value"))

CUES: dict[str, str] = {
    "content": "article|content|post|entry|main|detail|story|body|text|txt|neirong|zhengwen|wenzhang",
    "nav": "nav|navi|navbar|navigation|menu|menus|daohang|channel",
    "header": "header|head|top|topbar|banner|masthead|logo",
    "footer": "footer|foot|bottom|copyright|copy|beian|icp",
    "side": "aside|side|sidebar|right|left|widget|rail|column",
    "comment": "comment|comments|pinglun|reply|replies|review|reviews|discuss",
    "related": "related|relate|relative|recommend|rec|hot|rank|ranking|latest|tuijian|more|list|lists|next|prev",
    "share": "share|sns|social|bdshare|weixin|qrcode|toolbar|tool|tools|func|action|actions|btn|button",
    "crumb": "breadcrumb|breadcrumbs|crumb|crumbs|location|position|path|weizhi|mianbao",
    "ad": "ad|ads|adv|advert|adsense|gg|guanggao|sponsor|promo|promotion",
    "title": "title|headline|subject|biaoti",
    "meta": "meta|info|date|time|author|byline|source|pubtime|editor|laiyuan",
    "login": "login|user|userinfo|search|register|member|form|pop|popup|dialog|modal|mask",
    "tag": "tag|tags|keyword|keywords|label|labels|category",
    "caption": "caption|figure|pic|image|img|photo|gallery",
    "quote": "quote|summary|abstract|intro|lead|excerpt|desc|description",
    "thread": "thread|floor|plhin|postmessage|message|answer|question|topic|signature|sign",
}
"""Words of class, id and role, in English and in pinyin, by what they are said of. They are features for a model:
none of them decides anything by itself."""

SEMANTIC = {
    "article": "content", "aside": "side", "figcaption": "caption", "footer": "footer", "header": "header",
    "main": "content", "nav": "nav", "time": "meta",
}  # fmt: skip
"""Elements that say by their name what others say by a class."""

_BITS = {word: 1 << bit for bit, words in enumerate(CUES.values()) for word in words.split("|")}
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LONGEST = 200  # characters: longer classes are made by machines


@lru_cache(maxsize=1 << 12)
def cues_of(names: str) -> int:
    """The cues in the words of class, id and role: "sideBar post_list" is in side, content and related."""
    found = 0
    if len(names) <= _LONGEST and not names.isspace():
        for word in _WORD.findall(names):
            found |= _BITS.get(word.lower(), 0)
    return found


def words_of(name: str, tag: Tag) -> int:
    """What an element is called by its name and its attributes, a bit for each of CUES."""
    return tag.words | _ELEMENTS.get(name, 0)


_ELEMENTS = {name: 1 << [*CUES].index(cue) for name, cue in SEMANTIC.items()}
