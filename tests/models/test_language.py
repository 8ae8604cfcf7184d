"""The language floor: the character model, the readings, and the script that builds their data."""

from __future__ import annotations

import importlib
import math
import os
import pickle
import zlib
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cntextclean.models import bigrams, is_syllable, readings, toneless
from cntextclean.models.bigrams import Bigrams
from cntextclean.models.plausibility import plausibility
from cntextclean.models.words import word_score, word_scores

ROOT = Path(__file__).resolve().parent.parent.parent
MODEL = bigrams()

# Sentences written for this test, in several manners.
SENTENCES = (
    "经过多年的努力，这家企业的产品质量有了明显提高。",
    "“你怎么现在才来？”她放下手里的书，轻轻地叹了一口气。",
    "本实用新型涉及一种测量装置，包括壳体和设置在壳体内的传感器。",
    "患者入院后体温升高，医生建议立即进行手术治疗。",
    "公司成立于2003年，是一家专业从事环保设备研发的高新技术企业。",
)
TRADITIONAL = (
    "經過多年的努力，這家企業的產品質量有了明顯提高。",
    "「你怎麼現在才來？」她放下手裏的書，輕輕地嘆了一口氣。",
)


def sharing_trail_byte(char: str) -> list[str]:
    """The hanzi of GBK whose second byte is that of `char`."""
    trail = char.encode("gbk")[1:]
    found = (bytes([lead]) + trail for lead in range(0x81, 0xFF))
    return [c for c in (pair.decode("gbk", "ignore") for pair in found) if "\u4e00" <= c <= "\u9fff"]


class TestFold:
    @settings(deadline=None)  # rows are unpacked on first use
    @given(st.text())
    def test_keeps_length_and_is_idempotent(self, text: str) -> None:
        folded = MODEL.fold(text)
        assert len(folded) == len(text)
        assert MODEL.fold(folded) == folded

    def test_scripts_and_forms_meet(self) -> None:
        assert MODEL.fold("爲裏裡著麽，；：？！（）") == "为里里着么,;:?!()"
        assert MODEL.fold("「龍年２０２４，OK」") == "“龙年0000,aa”"
        assert MODEL.fold("\u3000\r\u2028") == " \n\n"

    @settings(deadline=None)  # rows are unpacked on first use
    @given(st.characters(), st.characters(), st.characters())
    def test_scores_do_not_see_what_is_folded(self, first: str, left: str, right: str) -> None:
        fold = MODEL.fold
        assert MODEL.logp(left, right) == MODEL.logp(fold(left), fold(right))
        assert MODEL.logp3(first, left, right) == MODEL.logp3(fold(first), fold(left), fold(right))
        assert MODEL.frequency(right) == MODEL.frequency(fold(right))


class TestProbabilities:
    @pytest.mark.parametrize("left", ["", "的", "们", "，", "龘", "0", "\U0001f600"])
    def test_a_row_adds_up_to_one(self, left: str) -> None:
        total = sum(math.exp(MODEL.logp(left, char)) for char in MODEL.vocabulary)
        assert 0.9 < total < 1.1

    @pytest.mark.parametrize("first, second", [("中", "国"), ("", "我"), ("。", "”"), ("Ж", "的")])
    def test_a_context_of_two_adds_up_to_one(self, first: str, second: str) -> None:
        total = sum(math.exp(MODEL.logp3(first, second, char)) for char in MODEL.vocabulary)
        assert 0.9 < total < 1.1

    @settings(deadline=None)  # rows are unpacked on first use
    @given(st.text(max_size=3), st.characters())
    def test_never_raises_and_is_finite(self, context: str, char: str) -> None:
        first, left = context[-2:-1], context[-1:]
        for value in (MODEL.logp(left, char), MODEL.logp3(first, left, char), MODEL.frequency(char)):
            assert -40 < value < 1

    def test_line_break_and_nothing_are_one(self) -> None:
        assert MODEL.logp("", "我") == MODEL.logp("\n", "我")
        assert MODEL.logp("。", "") == MODEL.logp("。", "\n")
        assert MODEL.logp("。", "") > MODEL.logp("的", "")

    def test_unknown_characters_get_a_low_floor(self) -> None:
        assert "\ue123" not in MODEL.vocabulary
        assert MODEL.logp("中", "\ue123") < MODEL.logp("中", "嚚") < MODEL.logp("中", "国")

    def test_vocabulary_is_folded_distinct_and_ordered(self) -> None:
        assert len(set(MODEL.vocabulary)) == len(MODEL.vocabulary)
        assert MODEL.fold(MODEL.vocabulary) == MODEL.vocabulary
        assert "的" in MODEL.vocabulary[:10]

    def test_row_answers_like_logp(self) -> None:
        row = MODEL.row("國")
        assert [row[c] for c in "家際龘\ue123"] == [MODEL.logp("国", c) for c in "家际龘\ue123"]


class TestScore:
    def test_score_is_the_sum_of_its_steps(self) -> None:
        text = SENTENCES[0]
        steps = [MODEL.logp(a, b) for a, b in zip("企" + text, text + "后", strict=True)]
        assert MODEL.score(text, before="企", after="后") == pytest.approx(sum(steps))

    def test_score3_uses_two_characters_on_both_sides(self) -> None:
        whole = "我们的国家"
        steps = [MODEL.logp3(whole[i - 2], whole[i - 1], whole[i]) for i in range(2, 5)]
        assert MODEL.score3("的", before="我们", after="国家") == pytest.approx(sum(steps))

    def test_no_text_scores_nothing(self) -> None:
        assert MODEL.score("") == MODEL.score3("") == 0.0

    def test_a_pickled_model_is_the_model(self) -> None:
        assert pickle.loads(pickle.dumps(MODEL)) is MODEL


MIXED = st.text(st.characters() | st.sampled_from("的国，。 aＡ１あ가ЯÐ\n\ufffd"), min_size=1, max_size=60)


class TestArrays:
    """What is computed for many at once is what single look-ups say."""

    @settings(deadline=None)  # rows are unpacked on first use
    @given(MIXED)
    def test_pairs_and_triples(self, text: str) -> None:
        numbers = MODEL.numbers(text)
        pairs = MODEL.logps(numbers[:-1], numbers[1:])
        assert pairs.tolist() == [MODEL.logp(*pair) for pair in pairwise(text)]
        triples = MODEL.logps3(numbers[:-2], numbers[1:-1], numbers[2:])
        assert triples.tolist() == [MODEL.logp3(*three) for three in zip(text, text[1:], text[2:], strict=False)]

    @settings(deadline=None)
    @given(MIXED, st.text(max_size=3), st.text(max_size=3))
    def test_fillings_of_one_gap(self, text: str, before: str, after: str) -> None:
        texts = list(text)
        expected = [MODEL.score3(char, before=before, after=after) for char in texts]
        assert MODEL.scores3(texts, before=before, after=after).tolist() == pytest.approx(expected)

    @given(st.lists(st.text(st.sampled_from("大量脂肪堆積，a龘"), min_size=5, max_size=5), min_size=1))
    def test_words(self, texts: list[str]) -> None:
        assert word_scores(texts).tolist() == [word_score(text) for text in texts]

    @settings(deadline=None)
    @given(MIXED, st.characters())
    def test_plausibility(self, text: str, left: str) -> None:
        judge = plausibility()
        expected = [judge.logp(*pair) for pair in pairwise(text)]
        assert judge.steps(text).tolist() == expected
        assert judge.after(left, text).tolist() == [judge.logp(left, char) for char in text]
        best = sorted(((judge.logp(left, char), char) for char in text), reverse=True)
        assert judge.likeliest(left, text, 5) == best[:5]


class TestUse:
    @pytest.mark.parametrize("sentence", SENTENCES + TRADITIONAL)
    def test_text_beats_its_own_damage(self, sentence: str) -> None:
        data = sentence.encode("gb18030")
        wrong = (
            data[1:].decode("gb18030", "ignore"),
            data.decode("big5", "ignore"),
            sentence.encode().decode("gb18030", "ignore"),
        )
        for score in (MODEL.score, MODEL.score3):
            for text in wrong:
                assert score(sentence) / len(sentence) > score(text) / len(text) + 0.5

    def test_a_hidden_character_is_found_among_those_with_its_trail_byte(self) -> None:
        hits, asked = 0, 0
        for sentence in SENTENCES + TRADITIONAL:
            for i in range(2, len(sentence) - 2):
                if "\u4e00" <= sentence[i] <= "\u9fff":
                    before, after = sentence[i - 2 : i], sentence[i + 1 : i + 3]
                    candidates = sharing_trail_byte(sentence[i])
                    best = max(candidates, key=lambda c: MODEL.score3(c, before=before, after=after))
                    hits += MODEL.fold(best) == MODEL.fold(sentence[i])
                    asked += 1
        assert asked > 120
        assert hits / asked > 0.85


class TestReadings:
    @pytest.mark.parametrize(
        "char, expected",
        [
            ("数", {"shù", "shǔ", "shuò"}),
            ("數", {"shù", "shǔ", "shuò"}),
            ("關", {"guān", "wān", "wǎn"}),
            ("現", {"xiàn"}),
            ("𨪜", set()),
            ("a", set()),
            ("。", set()),
            ("", set()),
            ("中国", set()),
        ],
    )
    def test_readings(self, char: str, expected: set[str]) -> None:
        assert readings(char) == expected

    def test_polyphones_have_all_their_readings(self) -> None:
        assert readings("行") >= {"xíng", "háng"}
        assert readings("的") >= {"de", "dí", "dì"}
        assert readings("女") >= {"nǚ"}

    @pytest.mark.parametrize("codec, without", [("gb2312", 0), ("big5", 3), ("gbk", 10)])
    def test_nearly_every_hanzi_of_the_old_charsets_has_one(self, codec: str, without: int) -> None:
        """Those without are units like 兙 (十克), read as two syllables, and two characters made in Japan."""
        missing = [c for c in map(chr, range(0x4E00, 0xA000)) if _encodable(c, codec) and not readings(c)]
        assert len(missing) == without, missing

    @pytest.mark.parametrize(
        "reading, plain",
        [
            ("shù", "shu"),
            ("lǜ", "lu"),
            ("lü", "lu"),
            ("ɡuān", "guan"),
            ("hɑ\u0301o", "hao"),
            ("ế", "e"),
            ("ma", "ma"),
        ],
    )
    def test_toneless(self, reading: str, plain: str) -> None:
        assert toneless(reading) == plain

    @pytest.mark.parametrize("text", ["zhuàng", "zhuang", "lǜ", "lü", "lv", "lu", "er", "ɡuān", "a\u0304n", "ng"])
    def test_syllables(self, text: str) -> None:
        assert is_syllable(text)

    @pytest.mark.parametrize("text", ["", "the", "PM", "kg", "shùù", "Shù", "xian g", "数", "pinyin", "v"])
    def test_not_syllables(self, text: str) -> None:
        assert not is_syllable(text)

    def test_every_reading_is_a_syllable_with_and_without_its_tone(self) -> None:
        for char in map(chr, range(0x4E00, 0xA000)):
            for reading in readings(char):
                assert is_syllable(reading) and is_syllable(toneless(reading))


class TestData:
    def test_is_small(self) -> None:
        data = files("cntextclean._data")
        assert sum(len(data.joinpath(name).read_bytes()) for name in ("bigrams.bin", "readings.bin")) < 1_800_000

    @pytest.mark.skipif(
        not os.environ.get("CNTEXTCLEAN_PACKAGES"),
        reason="set CNTEXTCLEAN_PACKAGES to a folder for 120 MB of packages to rebuild (2 minutes)",
    )
    def test_rebuilding_gives_the_same_data(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.syspath_prepend(str(ROOT / "tools"))
        for name, payload in importlib.import_module("build_language").build().items():
            stored = files("cntextclean._data").joinpath(name).read_bytes()
            assert zlib.decompress(stored) == payload, name


def _encodable(char: str, codec: str) -> bool:
    try:
        return len(char.encode(codec)) == 2
    except UnicodeEncodeError:
        return False


def test_the_rows_after_two_characters_are_unpacked_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked: list[str] = []
    original = Bigrams._unpack_context

    def counted(self: Bigrams, second: str, place: int) -> object:
        unpacked.append(second)
        return original(self, second, place)

    monkeypatch.setattr(Bigrams, "_unpack_context", counted)
    model = bigrams.__wrapped__()
    scores = [model.score3(sentence) for sentence in (*SENTENCES, *TRADITIONAL, *SENTENCES)]
    asked = len(unpacked)
    assert scores == [MODEL.score3(sentence) for sentence in (*SENTENCES, *TRADITIONAL, *SENTENCES)]
    assert 0 < asked <= sum(map(len, (*SENTENCES, *TRADITIONAL))), "a page costs what it asks for"
