"""Pinyin that was injected into GBK bytes, and the byte shifts it caused.

undo.py: the stage · glosses.py: where glosses stand · verdict.py: are they damage or content? · gbk_tokens.py: what is
seen, cut into tokens · gbk_slip.py: the search for the text before · gbk_pairs.py: what two bytes can be ·
gbk_damage.py: the damage itself.

See docs/damage.md, Injected pinyin.
"""

from .undo import undo_injection

__all__ = ["undo_injection"]
