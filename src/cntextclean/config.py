"""The one set of options. A rule is switched off by its id, so the options never grow with the rules."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, get_args

from .errors import ConfigError
from .known_rules import check_rules

__all__ = ["Config", "Script", "as_config"]

Script = Literal["zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK"]

# Tags of regions, which browsers and operating systems name, and the script each of them writes (CLDR likelySubtags).
_REGIONS = {
    "zh-CN": "zh-Hans", "zh-SG": "zh-Hans", "zh-TW": "zh-Hant-TW", "zh-HK": "zh-Hant-HK", "zh-MO": "zh-Hant-HK",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=False)
class Config:
    """What a pass shall do. Immutable, hashable, picklable.

    script: a BCP 47 tag to unify the text to, or None to keep each page's own script. zh-CN and zh-SG mean zh-Hans,
        zh-TW means zh-Hant-TW, zh-HK and zh-MO mean zh-Hant-HK.
    punctuation: "fullwidth" restores marks narrowed to ASCII between Chinese characters; "keep" leaves all marks.
    chrome: "drop" leaves menus, ads and the like out of the text; "keep" keeps them as paragraphs.
    pages: "articles" gives no text for lists, stubs and spam (their blocks are in `dropped`); "all" looks for text on
        them as well.
    comments: "drop" or "keep" readers' comments under an article; the posts of a forum thread are always kept.
    repair: whether damage (mojibake, injected pinyin, escapes) is undone.
    disable: ids of rules that shall not act; a prefix with a dot ("script.") switches off its whole family.

    Raises ConfigError for a value that is not allowed, and for an id or a family in `disable` that no rule has.
    """

    script: Script | None = "zh-Hans"
    punctuation: Literal["fullwidth", "keep"] = "fullwidth"
    chrome: Literal["drop", "keep"] = "drop"
    comments: Literal["drop", "keep"] = "drop"
    pages: Literal["articles", "all"] = "articles"
    repair: bool = True
    disable: Set[str] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "script", _REGIONS.get(str(self.script), self.script))
        _check("script", self.script, (*get_args(Script), None))
        _check("punctuation", self.punctuation, ("fullwidth", "keep"))
        _check("chrome", self.chrome, ("drop", "keep"))
        _check("comments", self.comments, ("drop", "keep"))
        _check("pages", self.pages, ("articles", "all"))
        _check("repair", self.repair, (True, False))
        if isinstance(self.disable, str) or not all(isinstance(rule, str) for rule in self.disable):
            raise ConfigError(f"disable must be a set of rule ids, not {self.disable!r}")
        object.__setattr__(self, "disable", frozenset(self.disable))
        if self.disable:  # or the list of rules is never read
            check_rules(self.disable)

    def allows(self, rule: str) -> bool:
        """Whether a rule may act."""
        if not self.disable:
            return True
        return rule not in self.disable and not any(d[-1:] == "." and rule.startswith(d) for d in self.disable)

    def but(self, **changes: Any) -> Config:
        """This configuration with some options exchanged."""
        known = {f.name for f in fields(self)}
        for name in changes:
            if name not in known:
                raise ConfigError(f"there is no option {name!r}; known are {', '.join(sorted(known))}")
        return replace(self, **changes)


def as_config(config: object) -> Config:
    """What was given as a configuration, if it is one. Raises TypeError if it is not."""
    if not isinstance(config, Config):
        raise TypeError(f"config must be a Config, such as Config(script='zh-Hant'), not {config!r}")
    return config


def _check(name: str, value: object, allowed: tuple[object, ...]) -> None:
    if not any(value is a or (type(value) is type(a) and value == a) for a in allowed):
        known = ", ".join(repr(a) for a in allowed)
        raise ConfigError(f"{name}={value!r} is not allowed; it must be one of {known}")
