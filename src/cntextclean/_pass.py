"""The whole pass: repair, normalise, unify, segment, label, Document."""

from __future__ import annotations

from .assemble import assemble, set_aside
from .boilerplate.fragments import cut_fragments
from .boilerplate.label import label
from .boilerplate.site import SiteProfile
from .config import Config
from .document import Document
from .normalize.characters import normalise_characters
from .normalize.line_breaks import join_lines
from .normalize.punctuation import widen_punctuation
from .normalize.script import unify_script
from .page import Page
from .page.listings import keep_listings
from .repairs import repair_text
from .repairs.obfuscation import find_altered
from .repairs.private_use import drop_icons, find_unreadable
from .source import Source
from .text import Text

__all__ = ["lay_out", "repaired", "run_pass"]


def run_pass(source: Source, config: Config, site: SiteProfile | None) -> Document:
    """A page as it was read, cleaned."""
    sound = repaired(source, config)
    text = lay_out(sound, config)
    page = Page(text.value)
    verdict = label(page, config, site)
    lines = keep_listings(verdict.lines, page)
    verdict = verdict._replace(lines=set_aside(lines, find_unreadable(page)))
    damage = sound.counts() | find_altered(Page(sound.value)) if config.repair else {}
    return assemble(text, page, verdict, decoded=source.decoded, damage=damage, config=config)


def repaired(source: Source, config: Config) -> Text:
    """A page with its damage undone, where that is asked for."""
    return source.text.then(repair_text(source.text.value, config)) if config.repair else source.text


LAYOUT = (drop_icons, normalise_characters, widen_punctuation, unify_script)


def lay_out(text: Text, config: Config) -> Text:
    """A repaired text as the labeller reads it: one script, one form for each character, whole lines."""
    page = Page(text.value)
    for stage in LAYOUT:
        changed = text.apply(stage(page, config))
        if changed is not text:
            text, page = changed, Page(changed.value)
    for stage in (join_lines, cut_fragments):
        changed = text.apply(stage(page, config))
        if changed is not text:  # some marks have new neighbours, some brackets their partner
            text = changed.apply(widen_punctuation(Page(changed.value), config))
            page = Page(text.value)
    return text
