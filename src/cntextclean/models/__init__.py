"""What is known of the language: characters in pairs, words, readings, and how plausible a text is."""

from .bigrams import Bigrams, bigrams
from .readings import is_syllable, readings, toneless

__all__ = ["Bigrams", "bigrams", "is_syllable", "readings", "toneless"]
