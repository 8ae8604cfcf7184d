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
from .page.blocks import segment
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
    verdict = label(text.value, segment(text.value), config, site)
    verdict = verdict._replace(lines=set_aside(verdict.lines, find_unreadable(text.value)))
    damage = sound.counts() | find_altered(sound.value) if config.repair else {}
    return assemble(text, verdict, decoded=source.decoded, damage=damage, config=config)


def repaired(source: Source, config: Config) -> Text:
    """A page with its damage undone, where that is asked for."""
    return source.text.then(repair_text(source.text.value, config)) if config.repair else source.text


def lay_out(text: Text, config: Config) -> Text:
    """A repaired text as the labeller reads it: one script, one form for each character, whole lines."""
    text = normalise(text, config)
    text = unify_script(text, config.script, config)
    for stage in (join_lines, cut_fragments):
        changed = text.apply(stage(text.value, config))
        if changed is not text:  # some marks have new neighbours, some brackets their partner
            text = changed.apply(widen_punctuation(changed.value, config))
    return text


def normalise(text: Text, config: Config) -> Text:
    """A text with one form for each character, space and mark."""
    text = text.apply(drop_icons(text.value, config))
    text = text.apply(normalise_characters(text.value, config))
    return text.apply(widen_punctuation(text.value, config))
