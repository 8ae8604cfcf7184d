"""Sound text of many languages and of code, from packages that anybody can get: what a cleaner has to leave alone.

The cache that `gather` fills:
    CACHE/debs/*.deb            the packages as `apt-get download` gives them
    CACHE/unpacked/PACKAGE/     what `dpkg -x` makes of each
    CACHE/text/LANGUAGE.jsonl   one page a line, {"place": file it came from, "text": str}; LANGUAGE is a language tag
                                (ja, zh-cn, fr), "code", "data" (JSON, CSV, Markdown, logs …) or "names"
Nothing in it is damaged but what its authors wrote about.
"""

from __future__ import annotations

import gettext
import gzip
import json
import random
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

PACKAGES = (
    "manpages-zh", "manpages-ja", "manpages-fr", "manpages-cs", "manpages-pl", "manpages-ru", "manpages-uk",
    "manpages-vi", "fortunes-zh", "fortunes-cs", "fortunes-ru", "fortunes-pl", "fortunes-de",
    "debian-reference-zh-cn", "debian-reference-ja", "developers-reference-ja", "debian-handbook",
    "installation-guide-amd64", "libreoffice-help-zh-cn", "libreoffice-help-zh-tw", "libreoffice-help-ko",
    "libreoffice-help-ja", "libreoffice-l10n-th", "libreoffice-l10n-fa", "libreoffice-l10n-ar", "gnome-user-docs",
    "iso-codes", "vim-doc",
)
CODE = {"py", "pyi", "pyx", "pxd", "c", "h", "hpp", "cc", "f90", "f", "js", "ts", "sh", "j2", "css", "java", "go", "rs"}
CODE |= {"sql", "pl", "rb", "lua", "vim", "tex", "sty"}
DATA = {"json", "csv", "tsv", "md", "rst", "yml", "yaml", "toml", "ini", "cfg"}
DATA |= {"diff", "patch", "log", "svg", "xml", "txt"}
DAMAGED = "nn/LC_MESSAGES/gettext-tools.mo"  # Norwegian in UTF-8 twice over
LARGEST = 3_000_000  # bytes of one file
_TAG = re.compile(  # where a path names its language
    r"(?:/(?:man|html|help|locale|installation-guide-amd64|developers-reference)/|fortunes-|\.(?=\w\w(?:-\w\w)?\.html))"
    r"([a-z]{2,3})(?:[-_]([A-Za-z]{2}))?(?=[/.@])"
)
_MACRO = re.compile(r"^[.'](?:\\\".*|[A-Za-z]{1,2} ?|[^\n]?)", re.M)
_FONT = re.compile(r"\\(?:f(?:[BIRPCW1-4]|\(\w\w|\[\w*\])|s[+-]?\d|[&|^%:/]|\*\(\w\w)")
_ROFF = {r"\-": "-", r"\e": "\\", r"\(aq": "'", r"\(dq": '"', r"\(bu": "•", r"\(co": "©", r"\(em": "—", r"\ ": " "}


def gather(cache: Path) -> None:
    """Download, unpack and extract what the cache does not hold yet."""
    for folder in ("debs", "unpacked", "text"):
        (cache / folder).mkdir(parents=True, exist_ok=True)
    held = {path.name.partition("_")[0] for path in (cache / "debs").glob("*.deb")}
    for package in PACKAGES:
        if package not in held and subprocess.run(["apt-get", "download", package], cwd=cache / "debs").returncode:
            print(f"{package}: not to be had, left out", file=sys.stderr)
    for deb in (cache / "debs").glob("*.deb"):
        folder = cache / "unpacked" / deb.name.partition("_")[0]
        if not folder.exists():
            subprocess.run(["dpkg", "-x", str(deb), str(folder)], check=True)
    if not any((cache / "text").iterdir()):
        _extract(cache)


def _extract(cache: Path) -> None:
    outputs = {}
    try:
        for language, place, text in _pages(cache):
            if len(text) < 20:
                continue
            if language not in outputs:
                outputs[language] = open(cache / "text" / f"{language}.jsonl", "w", encoding="utf-8")  # noqa: SIM115
            outputs[language].write(json.dumps({"place": place, "text": text}, ensure_ascii=False) + "\n")
    finally:
        for output in outputs.values():
            output.close()


def _pages(cache: Path) -> Iterator[tuple[str, str, str]]:
    unpacked = cache / "unpacked"
    for path in sorted(unpacked.rglob("*")):
        if path.is_file() and not path.is_symlink() and path.stat().st_size < LARGEST:
            place = str(path.relative_to(unpacked))
            text = _read(path)
            if text is not None:
                yield _language(place), place, text
    for root in (Path("/usr/share/locale"), Path(sysconfig.get_paths()["purelib"])):
        for path in sorted(root.rglob("*.mo")):
            text = None if str(path).endswith(DAMAGED) else _messages(path)
            if text is not None:
                yield _language(str(path)), str(path), text
    yield from _sources()
    yield "names", "generated", "\n".join(_names(40_000))


def _sources() -> Iterator[tuple[str, str, str]]:
    """The standard library of the running Python, its packages, and the documents of the machine."""
    for key in ("stdlib", "purelib"):
        yield from _files(Path(sysconfig.get_paths()[key]), skip={"stdlib": "site-packages"}.get(key, "/tests/data/"))
    yield from _files(Path("/usr/share/doc"), skip="/unused/")
    yield from _files(Path("/usr/share/vim"), skip="/lang/")


def _files(root: Path, *, skip: str) -> Iterator[tuple[str, str, str]]:
    for path in sorted(root.rglob("*")):
        ending = path.name.removesuffix(".gz").rpartition(".")[2].lower()
        kind = "code" if ending in CODE else "data" if ending in DATA else None
        # Tests of codecs hold broken text on purpose, and so do the sources of tools that mend it.
        if kind and skip not in str(path) and not re.search("ftfy|cntextclean|chardet|charset|codec|encod", str(path)):
            text = _decoded(path)
            if text is not None:
                yield kind, str(path), text


def _read(path: Path) -> str | None:
    """The text of a file of a package by its kind, or None if it holds none."""
    name = path.name.removesuffix(".gz")
    if name.endswith((".html", ".page")):
        return _visible(_decoded(path))
    if name.endswith(".mo"):
        return _messages(path)
    if re.search(r"/man\d/", str(path)):
        return _plain_roff(_decoded(path))
    if "/fortunes/" in str(path) and not name.endswith((".dat", ".u8")):
        return _decoded(path)
    return _decoded(path) if name.endswith((".txt", ".rst", ".md")) else None


def _decoded(path: Path) -> str | None:
    try:
        data = path.read_bytes() if path.stat().st_size < LARGEST else b""
        return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8").replace("\r\n", "\n")
    except (OSError, EOFError, UnicodeDecodeError):
        return None


def _messages(path: Path) -> str | None:
    """The translated strings of a catalogue, one after the other."""
    try:
        with open(path, "rb") as file:
            catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    except (OSError, LookupError, ValueError):  # a catalogue that gettext cannot read
        return None
    return "\n".join(value for key, value in catalogue.items() if key and isinstance(value, str))


def _plain_roff(source: str | None) -> str | None:
    """A manual page without its macros: roughly what it prints."""
    if source is None:
        return None
    text = _FONT.sub("", _MACRO.sub("", source))
    for escape, char in _ROFF.items():
        text = text.replace(escape, char)
    return text


class _Visible(HTMLParser):
    BLOCKS = frozenset(("p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "pre", "dt", "dd", "title", "td"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._hidden += tag in ("script", "style")
        if tag in self.BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style")
        if tag in self.BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data)


def _visible(source: str | None) -> str | None:
    if source is None:
        return None
    parser = _Visible()
    parser.feed(source)
    return re.sub(r"\n\s*\n+", "\n", "".join(parser.pieces)).strip()


def _language(place: str) -> str:
    """The language that a path names; "en" if it names none."""
    found = _TAG.search(place)
    if not found:
        return "en"
    return f"zh-{found[2].lower()}" if found[1] == "zh" and found[2] else found[1]


_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "欧阳司马诸葛"
)
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国庆文志海燕波宁浩宇轩子涵梓萱诗雨欣怡佳琪俊"
    "泽铭睿晨皓嘉懿翊喆堃琨晟昊昱晗曦煜烨熠燊犇骁骏驰鑫淼焱垚森沁沛泓洁涓淇渊湜溪滢瀚灏"
)


def _names(number: int) -> Iterator[str]:
    """Names of people as lists have them: random, of everyday and of rare characters."""
    chance = random.Random(11)
    for _ in range(number):
        yield chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.choice((1, 2, 2))))
