"""What the tags of an HTML page say of its lines, of the page, and of candidates: what is measured beside the text.

Marks are columns by name, one value for each line; which there are says cntextclean.html.marks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .boxes import Boxes, find_boxes, levels_of
from .candidates import WEIGHT, Candidates
from .features import COLUMN, Page, columns_of
from .scores import Scores, chance, running

__all__ = [
    "FIT_COLUMNS", "LINE_COLUMNS", "PAGE_COLUMNS", "MarkColumns", "Tagged", "add_candidates", "describe_candidates",
    "describe_tags", "read_tags",
]  # fmt: skip

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
MarkColumns = Mapping[str, Floats]

_CUES = (
    "content", "nav", "header", "footer", "side", "comment", "related", "share", "crumb", "ad", "title", "meta",
    "login", "tag", "caption", "quote", "thread",
)  # fmt: skip
_OWN = (
    "depth", "links", "heading", "lists", "tables", "pre", "paragraph", "item", "cell", "caption", "quote", "title",
    "kin", "order", "held", "held_links", "held_lines", "kin_round", "order_round", "shared",
    *(f"is_{name}" for name in _CUES), *(f"called_{name}" for name in _CUES),
)  # fmt: skip
_NEIGHBOUR = (
    "links", "heading", "paragraph", "item", "kin", "held", "shared", "depth", "kin_round", "cell",
)  # fmt: skip
_LEVELS = ("home", "round1", "round2", "outer2", "outer1")
_MASSES = (
    "prose", "unlinked", "links", "han_share", "drop", "tail", "any", "related", "comment", "stamp", "bullet", "ends",
    "talk", "meta",
)  # fmt: skip
_OF_BOX = ("size", "size_share", "lines", "line_share", "first", "last", "prose_share", "worth", *_MASSES)
_GROUPS = ("path", "path_round")
_OF_GROUP = ("lines", "size", "size_share", "prose", "prose_share", "links", "copies", "first")
_BEST = ("tight", "loose")
_PENALTY = (1.0, 0.2)  # how much a line that is no prose, or all links, counts against its box
_OF_BEST = ("inside", "from_first", "from_last", "lines", "prose_share")
_NOTHING, _SCRAP = 12, 40  # characters: the least and the most that such a line counts
LINE_COLUMNS = (
    *(f"{name}.mark" for name in _OWN), *(f"{name}.mark.{side}" for side in ("up1", "down1") for name in _NEIGHBOUR),
    *(f"{name}.{level}" for level in _LEVELS for name in _OF_BOX),
    *(f"{name}.{group}" for group in _GROUPS for name in _OF_GROUP),
    *(f"{name}.{best}" for best in _BEST for name in _OF_BEST),
)  # fmt: skip
"""What is measured of a line and the boxes it stands in, in order: its marks and those of
its neighbours, five boxes round it, the lines that stand in blocks called the same, the box with most prose."""

PAGE_COLUMNS = ("link_share", "prose_links", "best_lines", "best_prose", "loose_prose", "headings")
"""What is measured of a page, in order."""

FIT_COLUMNS = (
    "links_inside", "links_outside", "joint", "joint_above", "joint_below", "best_fit", "in_content", "in_other",
    "headings",
)  # fmt: skip
"""What is measured of a candidate, in order."""

_BEST_OF_PAGE = [LINE_COLUMNS.index(name) for name in ("lines.tight", "prose_share.tight", "prose_share.loose")]
_BOXES, _ALIKE = 8, 3  # boxes, and groups of lines in blocks called the same, that are tried as candidates
_GROUP_SHARES = (0.5, 0.3)  # share of likely text in groups that are tried together
_OTHER = ("is_comment", "is_related", "is_side", "is_footer", "is_nav")


class Tagged(NamedTuple):
    """A page with its marks, its boxes and what is measured of its lines (LINE_COLUMNS)."""

    page: Page
    marks: MarkColumns
    boxes: Boxes
    sizes: Floats
    rows: Floats


def read_tags(page: Page, marks: MarkColumns) -> Tagged:
    """The page with what its tags say."""
    boxes = find_boxes(marks["shared"])
    sizes = np.minimum(np.maximum(page.sizes, 1), WEIGHT).astype(np.float32)
    return Tagged(page, marks, boxes, sizes, _lines(page, marks, boxes, sizes))


def _lines(page: Page, marks: MarkColumns, boxes: Boxes, sizes: Floats) -> Floats:
    links = marks["links"]
    prose = page.base[:, COLUMN["prose"]] * sizes
    unlinked = page.base[:, COLUMN["prose"]] * (1 - links)
    against = np.maximum(_NOTHING, np.minimum(sizes, _SCRAP)) * (0.4 + links)
    worth = [np.where(unlinked > 0.5, sizes * unlinked, -penalty * against) for penalty in _PENALTY]
    near = np.zeros((len(_NEIGHBOUR), len(sizes) + 2), np.float32)
    near[:, 1:-1] = [marks[name] for name in _NEIGHBOUR]
    of_boxes = _of_boxes(boxes, sizes, _masses(page, links, unlinked, sizes), worth[0])
    levels = levels_of(boxes)
    parts = [np.stack([marks[name] for name in _OWN]), near[:, :-2], near[:, 2:]]
    parts += [of_boxes[:, levels[:, k]] for k in range(len(_LEVELS))]
    parts += [_of_group(marks[name], sizes, prose, links, page.base[:, COLUMN["copies"]]) for name in _GROUPS]
    parts += [_of_best(boxes, each, prose) for each in worth]
    out: Floats = np.concatenate(parts).T.astype(np.float32)
    return out


def _masses(page: Page, links: Floats, unlinked: Floats, sizes: Floats) -> Floats:
    """What is added up over the lines of a box, by size."""
    prose = page.base[:, COLUMN["prose"]]
    out: Floats = np.concatenate([np.stack([prose, unlinked, links]), page.base.T[columns_of(_MASSES[3:])]]) * sizes
    return out


def _of_boxes(boxes: Boxes, sizes: Floats, masses: Floats, worth: Floats) -> Floats:
    """_OF_BOX by boxes."""
    n = len(sizes)
    first, end = boxes.first, boxes.end
    size, sums, value = running(sizes), running(masses), running(worth)
    own, inside = size[end] - size[first], sums[:, end] - sums[:, first]
    whole = np.stack([
        np.log1p(own) / 8, own / size[-1], np.log1p(end - first) / 5, (end - first) / n, first / n, end / n,
        inside[0] / (sums[0, -1] + 1), (value[end] - value[first]) / (float(np.maximum(worth, 0).sum()) + 1),
    ])  # fmt: skip
    out: Floats = np.concatenate([whole, inside / (own + 1)]).astype(np.float32)
    return out


def _of_group(group: Floats, sizes: Floats, prose: Floats, links: Floats, copies: Floats) -> Floats:
    """What the lines have in common that stand in blocks of the same names and classes."""
    _, first, own = np.unique(group, return_index=True, return_inverse=True)
    lines, size, marked = np.bincount(own), np.bincount(own, sizes), np.bincount(own, prose)
    rows = np.stack([
        np.log1p(lines) / 5, np.log1p(size / lines) / 5, size / sizes.sum(), marked / size, marked / (prose.sum() + 1),
        np.bincount(own, links * sizes) / size, np.bincount(own, copies * sizes) / size, first / len(sizes),
    ])  # fmt: skip
    out: Floats = rows[:, own].astype(np.float32)
    return out


def _of_best(boxes: Boxes, worth: Floats, prose: Floats) -> Floats:
    """Where a line stands to the box that is worth most."""
    n = len(worth)
    sums = running(worth)
    best = int((sums[boxes.end] - sums[boxes.first]).argmax())
    first, end = int(boxes.first[best]), int(boxes.end[best])
    row = np.arange(n)
    marked = prose[first:end].sum() / (prose.sum() + 1)
    return np.stack([
        (row >= first) & (row < end), np.clip((row - first) / 20, -2, 2), np.clip((row - end + 1) / 20, -2, 2),
        np.full(n, np.log1p(end - first) / 5), np.full(n, marked),
    ]).astype(np.float32)  # fmt: skip


def describe_tags(tagged: Tagged) -> Floats:
    """One row, with PAGE_COLUMNS."""
    linked = tagged.marks["links"] * tagged.sizes
    prose = tagged.page.base[:, COLUMN["prose"]] * tagged.sizes
    best = tagged.rows[0, _BEST_OF_PAGE]
    share = linked.sum() / tagged.sizes.sum()
    headings = np.log1p((tagged.marks["heading"] > 0).sum())
    return np.array(
        [share, (tagged.marks["links"] * prose).sum() / (prose.sum() + 1), *best, headings], np.float32
    )


def add_candidates(tagged: Tagged, scores: Scores, found: Candidates) -> Candidates:
    """Candidates with the most promising boxes added, and the lines in blocks called the same."""
    boxes, likely = tagged.boxes, chance(scores.content) * tagged.sizes
    mass, size = running(likely), running(tagged.sizes)
    inside = mass[boxes.end] - mass[boxes.first]
    promise = 2 * inside / (size[boxes.end] - size[boxes.first] + mass[-1] + 1)
    best = np.argsort(-promise, kind="stable")[:_BOXES]
    row = np.arange(len(likely))
    ranges = (row >= boxes.first[best][:, None]) & (row < boxes.end[best][:, None])
    sets: list[Flags] = []
    for name in _GROUPS:
        sets += _groups(tagged.marks[name], tagged.sizes, likely)
    lines = np.concatenate([found.lines, ranges, *(one[None] for one in sets)])
    pieces = np.concatenate([found.pieces, np.zeros(len(ranges), np.bool_), np.ones(len(sets), np.bool_)])
    _, places = np.unique(np.packbits(lines, axis=1), axis=0, return_index=True)
    return Candidates(lines[places], pieces[places])


def _groups(group: Floats, sizes: Floats, likely: Floats) -> Sequence[Flags]:
    """The lines of the most promising groups, and of all that are mostly likely text."""
    _, own = np.unique(group, return_inverse=True)
    size, mass = np.bincount(own, sizes), np.bincount(own, likely)
    best = np.argsort(-(2 * mass / (size + mass.sum() + 1)), kind="stable")[:_ALIKE]
    share = (mass / size)[own]
    return [own == one for one in best] + [share > least for least in _GROUP_SHARES if (share > least).any()]


def describe_candidates(tagged: Tagged, found: Candidates) -> Floats:
    """One row for each candidate, with FIT_COLUMNS."""
    marks, sizes = tagged.marks, tagged.sizes
    lines, n = found.lines.astype(np.float32), len(sizes)
    first, last = found.lines.argmax(axis=1), n - 1 - found.lines[:, ::-1].argmax(axis=1)
    kept, linked = lines @ sizes, marks["links"] * sizes
    inside = lines @ linked
    shared = np.append(marks["shared"], 0)
    least = np.array([
        shared[a + 1 : b + 1].min() if b > a else marks["depth"][a] for a, b in zip(first, last, strict=True)
    ])  # fmt: skip
    best = tagged.rows[:, LINE_COLUMNS.index("inside.tight")] * sizes
    content = marks["is_content"] * sizes
    other = np.clip(np.sum([marks[name] for name in _OTHER], axis=0), 0, 1)
    return np.stack([
        inside / kept, (linked.sum() - inside) / (sizes.sum() - kept + 1), least, least - shared[first],
        least - shared[last + 1], 2 * (lines @ best) / (kept + best.sum() + 1), lines @ content / kept,
        lines @ (other * sizes) / kept, lines @ (marks["heading"] > 0) / lines.sum(axis=1),
    ], axis=1).astype(np.float32)  # fmt: skip
