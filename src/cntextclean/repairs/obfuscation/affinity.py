"""How well neighbours go together: the pointwise mutual information of two characters, from the bigram model."""

from __future__ import annotations

from ...models.bigrams import bigrams

__all__ = ["affinity", "mean_affinity"]


def affinity(left: str, right: str) -> float:
    """ln P(right | left) / P(right): above 3 inside a word, about 0 between words, below -1 where nobody puts them."""
    model = bigrams()
    return model.logp(left, right) - model.frequency(right)


def mean_affinity(text: str) -> float:
    """The mean over the neighbours in `text`; 0 if there are none."""
    if len(text) < 2:
        return 0.0
    return sum(map(affinity, text, text[1:])) / (len(text) - 1)
