"""Undo escaped bytes and code units: quoted-printable, MIME words, %E4%B8%AD, \\u4e2d, %u4e2d.

Bytes must decode strictly, as UTF-8 or into plausible Chinese in GB18030 or Big5; otherwise they stay.

*Source*: RFC 2045 (quoted-printable), RFC 2047 (MIME words), RFC 3986 (percent), ECMA-262 (escapes, `escape`).

See docs/damage.md, Escapes.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import quopri
import re
from collections.abc import Callable, Iterator
from typing import Final

from ...alignment import Edit
from ...config import Config
from ...models.bigrams import bigrams
from ...page import Page
from ...patterns import lazy
from .setting import Setting

__all__ = ["undo_mime", "undo_percent", "undo_quoted_printable", "undo_units"]

# rule escape.mime-word: an encoded word of a mail header: =?utf-8?B?5Lit?=
MIME: Final = "escape.mime-word"
# rule escape.quoted-printable: bytes written as in mails: =E4=B8=AD
QUOTED: Final = "escape.quoted-printable"
# rule escape.percent: bytes written as in URLs: %E4%B8%AD
PERCENT: Final = "escape.percent"
# rule escape.unicode: code units written as in JSON or JavaScript: \u4e2d
UNITS: Final = "escape.unicode"

_CJK: Final = lazy("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]")
_HAN: Final = lazy("[\u3400-\u9fff]")
_PLAIN: Final = lazy("[\t\n\r -~\xa0-\ud7ff\uf900-\ufffd\U00010000-\U000e0fff]*")
_PLAUSIBLE: Final = -7.8  # mean ln P of a character; Chinese prose has about -5.5, bytes read wrongly below -9

_WORD: Final = lazy(r"=\?([A-Za-z][\w.:-]{2,40})(?:\*[\w-]{1,10})?\?([bBqQ])\?([^?\n]{0,2000})\?=")
_XX: Final = "=[0-9A-Fa-f]{2}"
_SOFT: Final = r"=[ \t]*\r?\n[ \t]*(?==[0-9A-Fa-f]{2})|=[ \t]*\r?\n"
_STRETCH: Final = lazy(rf"(?:[ -<>-~\t]|{_XX}|{_SOFT})+")
_QUOTED: Final = lazy(rf"(?:{_XX}|{_SOFT}|=[ ](?={_XX}))+")
_THREE: Final = lazy(rf"{_XX}(?:=[ \t]*\r?\n?[ \t]*)?{_XX}(?:=[ \t]*\r?\n?[ \t]*)?{_XX}")
_P: Final = "%(?:25){0,3}[0-9A-Fa-f]{2}"
_PERCENT: Final = lazy(rf"{_P}(?:\+?{_P})+")
_PERCENT_GBK: Final = lazy(
    rf"(?:%(?:25){{0,3}}(?:[89A-Ea-e][0-9A-Fa-f]|[fF][0-9A-Ea-e])(?:{_P}|[@-~])|%20|\+(?=%))+"
)
_UNITS: Final = lazy(r"(?:\\{1,2}u[0-9a-fA-F]{4})+|(?:%(?:25){0,2}u[0-9a-fA-F]{4})+")
_UNIT: Final = lazy("u([0-9a-fA-F]{4})")

_LESSON: Final = lazy(
    r"编码|編碼|解码|解碼|转码|轉碼|转义|轉義|字节|十六进制|字符集|字元集|正则|encod|decod|escap|unicode|ascii|utf-?8|native2ascii"
    r"|quoted-printable|\bMIME\b|RFC|JSON|\bUR[IL]\b|网址|網址|地址栏|網址列|(?:变|變|显示|顯示)[成为為]",
    re.IGNORECASE,
)


def undo_mime(page: Page, config: Config) -> Iterator[Edit]:
    """Edits for =?GB2312?Q?=D6=D0?= and its like; neighbours that only white space parts are joined (RFC 2047, 6.2)."""
    text = page.text
    if "=?" not in text or not config.allows(MIME):
        return
    setting = Setting(text)
    group: list[re.Match[str]] = []
    for found in _WORD.finditer(text):
        if group and text[group[-1].end() : found.start()].strip(" \t\r\n"):
            yield from _mime_edit(group, setting)
            group = []
        group.append(found)
    yield from _mime_edit(group, setting)


def _mime_edit(words: list[re.Match[str]], setting: Setting) -> Iterator[Edit]:
    if not words:
        return
    start, end = words[0].start(), words[-1].end()
    if setting.is_code(start, end) or setting.mentions(start, _LESSON):
        return
    value, pending, charset = "", b"", ""
    for word in words:
        data = _payload(word[2], word[3])
        if data is None:
            return
        if word[1].lower() != charset and pending:
            decoded = _strict(pending, charset)
            if decoded is None:
                return
            value, pending = value + decoded, b""
        charset, pending = word[1].lower(), pending + data
    decoded = _strict(pending, charset)
    if decoded is not None and (_CJK.search(value + decoded) or _CJK.search("".join(setting.line(start, end)))):
        yield Edit(start, end, value + decoded, MIME)


def _payload(kind: str, payload: str) -> bytes | None:
    """The bytes of a MIME word; None if they are broken."""
    if not payload.isascii():
        return None
    if kind in "qQ":
        return quopri.decodestring(payload.replace("_", " ").encode("ascii"))
    packed = "".join(payload.split())
    try:
        return base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True)
    except binascii.Error:
        return None


def _strict(data: bytes, charset: str) -> str | None:
    """The text of some bytes; the GB labels mean GB18030 and Big5 its Microsoft form, as in the WHATWG standard."""
    name = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "cp950"}.get(charset, charset)
    try:
        if not codecs.lookup(name)._is_text_encoding:
            return None
        value = data.decode(name)
    except (LookupError, UnicodeError, ValueError):
        return None
    return value if _PLAIN.fullmatch(value) else None


def undo_quoted_printable(page: Page, config: Config) -> Iterator[Edit]:
    """Edits for =E4=BD=A0 and, in the same stretch, for =3D, =20 and soft line breaks."""
    text = page.text
    if "=" not in text or not _THREE.search(text) or not config.allows(QUOTED):
        return
    setting = Setting(text)
    for stretch in _STRETCH.finditer(text):
        if not _THREE.search(stretch[0]):
            continue
        edits = list(_quoted_edits(text, *stretch.span()))
        if not any(_CJK.search(edit.replacement) for edit in edits):
            continue
        first, last = edits[0].start, edits[-1].end
        if not (setting.is_code(first, last) or setting.mentions(first, _LESSON)):
            yield from edits


def _quoted_edits(text: str, start: int, end: int) -> Iterator[Edit]:
    position = start
    while found := _QUOTED.search(text, position, end):
        position = found.end()
        hexed = re.sub(r"=[ \t]*\r?\n[ \t]*|=(?![0-9A-Fa-f]{2})\s?", "", found[0])
        data = bytes.fromhex(hexed.replace("=", ""))
        value = _chinese(data)
        if value is None and position < end and "@" <= text[position] <= "~":  # an ASCII trail byte stands for itself
            position += 1
            value = _chinese(data + text[position - 1].encode("ascii"))
        if value is not None:
            yield Edit(found.start(), position, value, QUOTED)


def undo_percent(page: Page, config: Config) -> Iterator[Edit]:
    """Edits for %E4%B8%AD (UTF-8) and %D6%D0 (GBK) that stand outside addresses."""
    text = page.text
    if "%" not in text or not config.allows(PERCENT):
        return
    setting: Setting | None = None
    position = 0
    while found := _PERCENT.search(text, position):
        start, end, position = *found.span(), found.end()
        value = _percent_value(found[0], _utf8)
        if value is None and (wider := _PERCENT_GBK.match(text, start)):
            value = _percent_value(wider[0], _gbk)
            end = position = max(end, wider.end())
            value = value if end == wider.end() else None
        if value is None:
            continue
        setting = setting or Setting(text)
        shown = setting.is_code(start, end) or setting.is_address(start, end) or setting.mentions(start, _LESSON)
        if not shown:
            yield Edit(start, end, value, PERCENT)


def _percent_value(escaped: str, decode: Callable[[bytes], str | None]) -> str | None:
    escaped = re.sub("%(?:25)+(?=[0-9A-Fa-f]{2})", "%", escaped).replace("+", " ")
    data = bytearray()
    for literal, byte in re.findall("([^%])|%([0-9A-Fa-f]{2})", escaped):
        data += literal.encode("ascii") if literal else bytes.fromhex(byte)
    value = decode(bytes(data))
    return value if value and _CJK.search(value) and _PLAIN.fullmatch(value) else None


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _gbk(data: bytes) -> str | None:
    """Two everyday hanzi or more: two random bytes pass for one hanzi too easily."""
    try:
        value = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return value if len(_HAN.findall(value)) >= 2 and _mean(value) > _PLAUSIBLE else None


def _mean(text: str) -> float:
    return bigrams().score(text) / max(1, len(text))


def _chinese(data: bytes) -> str | None:
    """Bytes as UTF-8, or else as whichever Chinese charset gives plausible text."""
    value = _utf8(data)
    if value is None:
        readings = [text for name in ("gb18030", "cp950") if (text := _strict(data, name))]
        plausible = [text for text in readings if _mean(text) > _PLAUSIBLE]
        value = max(plausible, key=_mean, default=None)
    return value if value is not None and _PLAIN.fullmatch(value) else None


def undo_units(page: Page, config: Config) -> Iterator[Edit]:
    r"""Edits for \u4e2d\u56fd and %u4E2D%u56FD: runs of two or more, and single ones on a page that has such runs."""
    text = page.text
    if not ("\\u" in text or "%u" in text or "%25" in text) or not config.allows(UNITS):
        return
    runs = [(m.start(), m.end(), _units(m[0])) for m in _UNITS.finditer(text)]
    if not any(value and len(value) >= 2 and _CJK.search(value) for _, _, value in runs):
        return
    setting = Setting(text)
    for start, end, value in runs:
        if not value or text[start - 1 : start] in ("[", "-") or text[end : end + 1] in ("-", "]"):
            continue  # a range in a regular expression: [\u4e00-\u9fa5]
        if value.isalpha() and not _CJK.search(value):
            continue  # letters of other languages are not for us to judge
        shown = setting.is_code(start, end) or setting.is_shown(start, end) or setting.mentions(start, _LESSON)
        if not (shown or _in_query(text, start)):
            yield Edit(start, end, value, UNITS)


def _in_query(text: str, start: int) -> bool:
    word = re.search(r"[!-~]*\Z", text[max(0, start - 80) : start])
    return word is not None and re.search(r"[/=?&]", word[0]) is not None


def _units(escaped: str) -> str | None:
    """The text of escaped UTF-16 code units; None if a surrogate stands alone or a control character comes out."""
    data = b"".join(int(unit, 16).to_bytes(2, "little") for unit in _UNIT.findall(escaped))
    try:
        value = data.decode("utf-16-le")
    except UnicodeDecodeError:
        return None
    return value if _PLAIN.fullmatch(value) else None
