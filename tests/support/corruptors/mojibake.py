"""Damage sentences the way the wrong table of characters does, for the tests and the benchmark of the repair."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import ftfy
import opencc

SENTENCES = Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8").splitlines()
LENGTHS = (2, 4, 10, 30, 200)


@dataclass(frozen=True)
class Damage:
    """Text in `right` read as `wrong`, `layers` times over; `loss` is what got lost on the way."""

    right: str
    wrong: str
    loss: str = ""
    layers: int = 1

    @property
    def name(self) -> str:
        layers = f", {self.layers} layers" if self.layers > 1 else ""
        return f"{self.right} read as {self.wrong}{layers}" + (f", {self.loss}" if self.loss else "")

    @property
    def traditional(self) -> bool:
        return self.right == "big5"

    def apply(self, text: str) -> str | None:
        """The damaged text; None where this text cannot be damaged so without other losses."""
        try:
            for _ in range(self.layers):
                text = self._once(text)
        except UnicodeError:
            return None
        return text

    def _once(self, text: str) -> str:
        data = text.encode(self.right)
        if self.loss == "signs of loss":
            return data.decode(self.wrong, "replace")
        if self.loss == "question marks":
            return data.decode(self.wrong, "replace").replace("\ufffd", "?")
        seen = _read(data, self.wrong)
        if self.loss == "controls stripped":
            return re.sub("[\x80-\x9f\xad]", "", seen)
        if self.loss == "private use stripped":
            return re.sub("[\ue000-\uf8ff]", "", seen)
        if self.loss == "widths folded":
            return seen.translate({wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)})
        return ftfy.fix_text(seen) if self.loss == "then ftfy" else seen


def _read(data: bytes, name: str) -> str:
    """Decode as browsers do: an undefined byte of a windows table is the control of the same number."""
    if name.startswith("cp125") or name == "cp874":
        return "".join(bytes([b]).decode(name, "ignore") or chr(b) for b in data)
    return data.decode(name)


EXACT = (
    Damage("utf-8", "gb18030"),
    Damage("utf-8", "gb18030", layers=2),
    Damage("utf-8", "gb18030", "widths folded"),
    Damage("utf-8", "cp1252"),
    Damage("utf-8", "latin-1"),
    Damage("utf-8", "cp1252", layers=2),
    Damage("utf-8", "cp1250"),
    Damage("utf-8", "cp1251"),
    Damage("utf-8", "mac_roman"),
    Damage("utf-8", "cp874"),
    Damage("utf-8", "cp932"),
    Damage("utf-8", "cp949"),
    Damage("utf-8", "cp950"),
    Damage("gb18030", "cp1252"),
    Damage("gb18030", "latin-1"),
    Damage("gb18030", "cp1250"),
    Damage("gb18030", "cp1251"),
    Damage("gb18030", "koi8-r"),
    Damage("gb18030", "mac_roman"),
    Damage("gb18030", "cp950"),
    Damage("gb18030", "cp949"),
    Damage("gb18030", "cp932"),
    Damage("big5", "gb18030"),
    Damage("big5", "cp1252"),
    Damage("big5", "cp949"),
    Damage("big5", "cp932"),
)
LOSSY = (
    Damage("gb18030", "cp1252", "then ftfy"),
    Damage("utf-8", "gb18030", "signs of loss"),
    Damage("utf-8", "gb18030", "question marks"),
    Damage("utf-8", "gb18030", "private use stripped"),
    Damage("utf-8", "cp1252", "controls stripped"),
    Damage("utf-8", "latin-1", "controls stripped"),
    Damage("utf-8", "cp874", "controls stripped"),
    Damage("utf-8", "cp950", "signs of loss"),
    Damage("gb18030", "utf-8", "signs of loss"),
    Damage("big5", "utf-8", "signs of loss"),
)


@lru_cache(maxsize=1)
def _to_traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2tw")


def sentence(length: int, chance: random.Random, *, traditional: bool = False) -> str:
    """Own sentences, cut to about `length` characters at a mark or anywhere."""
    text = chance.choice(SENTENCES)
    while len(text) < length + 8:
        text += chance.choice(SENTENCES)
    start = 0 if length > 40 else chance.randrange(len(text) - length)
    text = text[start : start + length].strip("，。、")
    return convert(text) if traditional else text


def convert(text: str) -> str:
    """A text in Traditional characters."""
    return _to_traditional().convert(text)
