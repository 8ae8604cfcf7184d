"""What the repairs know of the language: a character model and pinyin readings."""

from cntextclean.language.bigrams import Bigrams, bigrams
from cntextclean.language.readings import is_syllable, readings, toneless

__all__ = ["Bigrams", "bigrams", "is_syllable", "readings", "toneless"]
