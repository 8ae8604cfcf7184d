"""The whole pass on one screen: the stages in their order, and the turns that a page goes through them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from .assemble import assemble, set_aside
from .boilerplate.fragments import cut_fragments
from .boilerplate.label import label
from .boilerplate.site import SiteProfile
from .boilerplate.verdict import PageVerdict
from .config import Config
from .document import Document
from .draft import Draft
from .normalize.characters import normalise_characters
from .normalize.line_breaks import join_lines
from .normalize.punctuation import PUNCTUATION
from .normalize.script import unify_script
from .normalize.spaces import close_gaps
from .page import Page, Stage
from .page.characters import CharClass
from .page.listings import keep_listings
from .repairs import REPAIRS
from .repairs.mojibake.order import suspects
from .repairs.obfuscation import find_altered
from .repairs.private_use import drop_icons, find_unreadable
from .repairs.undeciphered import find_undeciphered
from .settle import Paged, run, settle
from .source import Source
from .text import Substitution, Text
from .vocabulary import UNSETTLED

__all__ = ["lay_out", "repair_text", "run_pass"]

LAYOUT = (
    Stage(drop_icons, CharClass.PRIVATE),
    Stage(normalise_characters, CharClass.ODD),
    Stage(close_gaps, CharClass.SPACE),
    *PUNCTUATION,
    Stage(unify_script),
    Stage(join_lines, CharClass.LINE_END),
    Stage(cut_fragments),
)
"""Each with the classes of characters that a page must hold for it to find anything."""

CALM = ("punctuation.", "characters.")
"""Rules of edits that a second turn has nothing to add to."""


def repair_text(given: Paged, config: Config) -> Paged:
    """A text with its damage undone. Undamaged text comes back as it is."""
    return settle(given, lambda state: run(state, REPAIRS, config))[0] if config.repair else given


def lay_out(value: str, config: Config) -> str:
    """A text as the labeller reads it: repaired, in one script, one form for each character, whole lines."""
    return run(repair_text(Paged.of(value), config), LAYOUT, config).text.value


def run_pass(source: Source, config: Config, site: SiteProfile | None) -> Document:
    """A page as it was read, cleaned until cleaning its own text again changes nothing."""
    sound = repair_text(Paged.of(source.text.value), config)
    laid = run(sound, LAYOUT, config)
    text = source.text.then(laid.text)
    marks = None
    if source.marks is not None:
        marks = source.marks.columns([text.alignment.source_span(*line) for line in laid.page.lines])
    draft = Draft(text, judge(laid.page, config, site, marks))
    damage = Counter(sound.text.counts())
    damage.update(find_altered(sound.page) if config.repair else {})
    settled = True
    if laid.text.layers or len(draft.kept(config)) < len(draft.parts):
        calm = not sound.text.layers and is_calm(laid.text)
        draft, settled = settle(
            draft, lambda state: judged_again(state, config, site) if calm else again(state, config, site, damage)
        )
    if not (settled and draft.complete):
        damage[UNSETTLED] = 1
    page = laid.page if draft.text.value == laid.page.text else Page(draft.text.value)
    return assemble(draft, page, source=source, damage=dict(damage), config=config)


def again(draft: Draft, config: Config, site: SiteProfile | None, damage: Counter[str]) -> Draft:
    """A draft after another turn over what is kept of it; the same object if that changed nothing."""
    excerpt = Paged.of(draft.excerpt(config))
    sound = repair_text(excerpt, config)
    laid = run(sound, LAYOUT, config)
    damage.update(sound.text.counts())
    if laid is excerpt:
        return draft.judged(judge(excerpt.page, config, site), config)
    return judged_again(draft.revised(laid.text, config), config, site)


def is_calm(text: Text) -> bool:
    """Whether a text shows nothing that may be damage, and had only characters exchanged for others: none was laid
    bare, and none is left that would be read otherwise with these characters beside it."""
    if suspects(text.value):
        return False
    for layer in text.layers:
        if isinstance(layer, Substitution):
            continue
        if not all(edit.rule.startswith(CALM) and len(edit.replacement) == edit.end - edit.start for edit in layer):
            return False
    return True


def judged_again(draft: Draft, config: Config, site: SiteProfile | None) -> Draft:
    """A draft after its excerpt was labelled again, which is all that another turn can do to a calm page."""
    return draft.judged(judge(Page(draft.excerpt(config)), config, site), config)


def judge(
    page: Page, config: Config, site: SiteProfile | None, marks: Mapping[str, NDArray[np.float32]] | None = None
) -> PageVerdict:
    """What a page is and what its lines are. marks: what tags say of each line."""
    verdict = label(page, config, site, marks=marks)
    lines = keep_listings(verdict.lines, page)
    return verdict._replace(lines=set_aside(lines, [*find_unreadable(page), *find_undeciphered(page)]))
