"""Charset labels: what a header, a meta element or a caller calls an encoding, and what is meant by it.

*Source*: WHATWG Encoding Standard, section 4.2 (case and outer whitespace do not matter).
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from ..errors import ConfigError
from ..patterns import lazy

__all__ = ["declared", "resolve"]

# A label names the smallest set its author knew; pages use the superset. Big5 means Big5-HKSCS and every GBK
# label means GB18030 as in browsers; Latin-1 and ASCII mean windows-1252.
_LABELS: Final = {
    "utf-8": "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8 utf8mb4 utf-8-sig",
    "gb18030": "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk "
    "gb18030 gb18030-2000 cp936 936 ms936 windows-936 euc-cn euccn euc_cn gb gb-2312 "
    "gb2312-80 gb18030-2005 gb18030-2022 x-euc-cn",
    "big5hkscs": "big5 big5-hkscs cn-big5 csbig5 x-x-big5 big5hkscs big5-hkscs:2004 cp950 950 ms950 "
    "windows-950 big-5 big5-eten x-big5 hkscs",
    "hz": "hz-gb-2312 hz hzgb hz-gb",
    "iso2022_cn": "iso-2022-cn iso2022_cn iso-2022-cn-ext iso2022cn csiso2022cn",
    "iso2022_jp": "csiso2022jp iso-2022-jp iso2022_jp",
    "iso2022_kr": "csiso2022kr iso-2022-kr iso2022_kr",
    "shift_jis": "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis cp932 932 "
    "s-jis shift_jis_2004 shift_jisx0213",
    "euc_jp": "cseucpkdfmtjapanese euc-jp x-euc-jp euc_jp eucjp ujis euc_jis_2004 euc_jisx0213",
    "euc_kr": "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 "
    "ksc_5601 windows-949 euc_kr cp949 uhc ms949",
    "utf-16-le": "utf-16 utf-16le utf_16 utf_16_le utf-16-le csunicode iso-10646-ucs-2 ucs-2 unicode "
    "unicodefeff",
    "utf-16-be": "utf-16be unicodefffe utf_16_be utf-16-be",
    "utf-32-le": "utf-32 utf-32le utf_32 utf_32_le utf-32-le ucs-4",
    "utf-32-be": "utf-32be utf_32_be utf-32-be",
    "windows-1252": "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 "
    "iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 latin-1 us-ascii windows-1252 x-cp1252 "
    "ansi",
    "windows-1254": "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 l5 latin5 "
    "windows-1254",
    "cp874": "windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 tis620 cp874",
}
_NAMES: Final = {label: name for name, labels in _LABELS.items() for label in labels.split()}

_CHARSET: Final = lazy(r"charset\s*=\s*[\"']?\s*([^\s\"';,<>/]+)", re.IGNORECASE)
_META: Final = lazy(
    rb"<meta\s[^>]{0,300}?charset\s{0,3}=\s{0,3}[\"']?\s{0,3}([A-Za-z0-9_.:\-]{2,30})"
    rb"|<\?xml\s[^>]{0,100}?encoding\s{0,3}=\s{0,3}[\"']([A-Za-z0-9_.:\-]{2,30})",
    re.IGNORECASE,
)
_HEAD: Final = 2048  # bytes searched for a declaration: twice what the standard asks for, as real pages need


def resolve(hint: str) -> str:
    """The encoding that a label or a Content-Type value means, in this package's spelling.

    Raises ConfigError if it names none.

    >>> resolve("GB2312"), resolve("text/html; charset=big5"), resolve("latin1")
    ('gb18030', 'big5hkscs', 'windows-1252')
    """
    found = _lookup(hint)
    if found is None:
        raise ConfigError(f"hint={hint!r} names no known encoding")
    return found


def declared(data: bytes) -> str | None:
    """The encoding that an HTML meta element or XML declaration near the start names, if it is known.

    A declaration that could be read as ASCII at all is not UTF-16 or UTF-32, whatever it says: UTF-8 is meant
    (WHATWG).
    """
    head = data[:_HEAD]
    if b"<" not in head:
        return None
    match = _META.search(head)
    if match is None:
        return None
    name = _lookup((match[1] or match[2]).decode("ascii"))
    return "utf-8" if name and name.startswith(("utf-16", "utf-32")) else name


def _lookup(hint: str) -> str | None:
    match = _CHARSET.search(hint)
    label = (match[1] if match else hint).strip(" \t\r\n\f\"'").lower()
    name = _NAMES.get(label) or _NAMES.get(label.replace("_", "-"))
    if name is not None:
        return name
    try:
        codec = codecs.lookup(label).name
        if "escape" in codec or codec == "charmap":  # what is no charset
            return None
        one_byte = len(bytes(range(256)).decode(codec, "replace")) == 256
    except (LookupError, ValueError):  # no codec, or one that makes no text
        return None
    name = _NAMES.get(codec) or (codec if one_byte else None)
    return name.replace("cp125", "windows-125") if name else None
