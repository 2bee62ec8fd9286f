"""Laid-out notes, and where they may be cut."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from pamphleteer.paginate.values import FORBIDS

EPSILON = 0.01
"""In CSS pixels: heights are sums of floats."""

_CONTAINERS = (boxes.BlockBox, boxes.TableBox, boxes.TableRowGroupBox)
_FLOWS = (*_CONTAINERS, boxes.TableRowBox)


@dataclass(frozen=True, slots=True)
class Part:
    """A note, or what is left of it, as far as it was laid out; its top is at 0."""

    note: Any
    """The note's box before layout."""
    box: Any
    """The box laid out."""
    resume: Any
    """Where in the note the part begins; None at the note's beginning."""
    next: Any
    """Where the note goes on after the part; None at its end."""
    placeholders: tuple[Any, ...] = ()
    """Of what is positioned absolutely, such as the bullets of a list."""
    cuts: tuple[float, ...] = ()
    """Heights, in CSS pixels, at which the part may end, so that two lines stand on each side of the turn."""

    @property
    def extent(self) -> float:
        """The height of the box, in CSS pixels."""
        return float(self.box.margin_height())

    @property
    def height(self) -> float:
        """The height of all that is left of the note; infinite where that was not laid out to its end."""
        return math.inf if self.next else self.extent


def part_of(note: Any, box: Any, resume: Any, following: Any, placeholders: list[Any], page: float) -> Part:
    """The part that ``box`` is of a note; ``page`` is the height of a page."""
    bottoms: list[float] = []
    last = -math.inf
    for top, bottom in sorted(pieces(box)):
        if top < last - EPSILON:
            # Side by side.
            bottoms[-1] = last = max(last, bottom)
        else:
            last = bottom
            bottoms.append(last)
    # Two lines stay, two go: notes of fewer than four are whole. Where the note was not laid out to its end, more goes.
    cuts = bottoms[1:] if following else bottoms[1:-2]
    if box.margin_height() > page and not any(bottom - box.position_y <= page for bottom in cuts):
        # It consists of a few tall pieces, and has to be parted somewhere.
        cuts = bottoms if following else bottoms[:-1]
    heights = tuple(bottom - box.position_y for bottom in cuts)
    return Part(note, box, resume, following, tuple(placeholders), heights)


def pieces(box: Any) -> list[tuple[float, float]]:
    """Top and bottom of all in a laid-out box that stands in one piece: lines, rows, pictures, what may not be parted.

    A block itself is none: WeasyPrint stretches the fragments of blocks down to the end of the page.
    """
    found: list[tuple[float, float]] = []
    tied = False
    for child in box.children:
        if isinstance(child, AbsolutePlaceholder) or (isinstance(child, boxes.LineBox) and child.height == 0):
            continue
        if _is_divisible(child):
            more = pieces(child)
        elif isinstance(child, boxes.LineBox):
            more = [(child.position_y, child.position_y + child.height)]
        else:
            top = child.border_box_y()
            more = [(top, top + child.border_height())]
        tied |= child.style["break_before"] in FORBIDS
        if tied and found and more:
            top, bottom = found.pop()
            more[0] = top, max(bottom, more[0][1])
        found += more
        # The head of a table stands with its first row.
        tied = child.style["break_after"] in FORBIDS or getattr(child, "is_header", False)
    return found


def text_bottom(box: Any) -> float:
    """How far down anything stands in a laid-out box but for stretched fragments; minus infinity where nothing does."""
    lowest = -math.inf
    for child in box.children:
        if isinstance(child, AbsolutePlaceholder):
            continue
        # A cell that goes on on the next page is stretched.
        goes_on = isinstance(child, boxes.TableCellBox) and "bottom" in child.remove_decoration_sides
        flows = isinstance(child, _FLOWS) and child.style["height"] == "auto" and bool(child.children)
        if goes_on or flows:
            lowest = max(lowest, text_bottom(child))
        elif not isinstance(child, boxes.LineBox):
            lowest = max(lowest, child.border_box_y() + child.border_height())
        elif child.height > 0:
            lowest = max(lowest, child.position_y + child.height)
    return lowest


def _is_divisible(box: Any) -> bool:
    return (
        isinstance(box, _CONTAINERS)
        and bool(box.children)
        and box.style["column_count"] == box.style["column_width"] == "auto"
        and not (isinstance(box, boxes.TableRowGroupBox) and (box.is_header or box.is_footer))
        and box.style["height"] == "auto"
        and box.style["break_inside"] not in FORBIDS
        and not (isinstance(box, boxes.TableBox) and _spans_rows(box))
    )


def _spans_rows(table: Any) -> bool:
    return any(cell.rowspan > 1 for group in table.children for row in group.children for cell in row.children)


def cut(part: Part, room: float) -> Part | None:
    """The most of a part that fits into so many CSS pixels, cut where it may be; None where it may not."""
    for height in reversed(part.cuts):
        if height <= room + EPSILON:
            bottom = part.box.position_y + height
            kept, following = _slice(part.box, bottom)
            if kept is part.box:
                # It ends where the note was laid out to, and is stretched beyond.
                kept, following = part.box.copy_with_children(part.box.children), part.next
                kept.height = bottom - kept.content_box_y()
            within = set(map(id, kept.descendants(placeholders=True)))
            placeholders = tuple(p for p in part.placeholders if id(p._box) in within)
            return Part(part.note, kept, part.resume, following, placeholders)
    return None


def _slice(box: Any, bottom: float) -> tuple[Any, Any]:
    """What of a laid-out box stands above ``bottom``, and where its content goes on: None where nothing is left."""
    kept: list[Any] = []
    resume: Any = None
    reach = box.content_box_y()
    for child in box.children:
        if isinstance(child, AbsolutePlaceholder):
            # It goes with what follows it, and takes no room.
            kept.append(child)
            continue
        whole, following = child, None
        if isinstance(child, boxes.LineBox):
            if child.height > 0 and child.position_y + child.height > bottom + EPSILON:
                resume, whole = {0: kept[-1].resume_at if kept else None}, None
        elif _is_divisible(child):
            whole, following = _slice(child, bottom)
            if whole is not child:
                resume = {getattr(child, "index", 0): following}
        elif child.border_box_y() + child.border_height() > bottom + EPSILON:
            resume, whole = {getattr(child, "index", 0): None}, None
        if whole is not None:
            kept.append(whole)
            reach = max(reach, whole.position_y + whole.margin_height())
        if resume is not None:
            break
    if resume is None:
        return box, None
    while kept and isinstance(kept[-1], AbsolutePlaceholder):
        kept.pop()
    if not kept:
        return None, None
    fragment = box.copy_with_children(kept)
    fragment.remove_decoration(start=False, end=True)
    # What is below the last line of a block that ends at the turn goes, too.
    fragment.height = min(reach, bottom) - fragment.content_box_y()
    return fragment, resume
