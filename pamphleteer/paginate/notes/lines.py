"""Lines and the notes that they call: a note begins with its line, or the line waits for the next page."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, inline
from weasyprint.layout.percent import resolve_one_percentage

_FULL_ENOUGH = 0.7
"""A line that was broken between two calls is justified like its neighbours if it fills so much of the measure."""

_SHORTEST = 8
"""Letters, a call's mark among them: a text without a space that is shorter is not broken."""

_STEP = 0.02
"""Of the measure: how much narrower a line is tried until it leaves out a call."""


class _Lines:
    """The lines of a block, with a look ahead."""

    def __init__(self, lines: Iterator[tuple[Any, Any]]) -> None:
        self.lines, self.ahead = lines, deque[tuple[Any, Any]]()

    def take(self) -> tuple[Any, Any] | None:
        return self.ahead.popleft() if self.ahead else next(self.lines, None)

    def lacking(self, wanted: int) -> int:
        """How many of so many more lines there are not."""
        while len(self.ahead) < wanted and (item := next(self.lines, None)):
            self.ahead.append(item)
        return max(0, wanted - len(self.ahead))


def lay_out_lines(
    context: Any,
    box: Any,
    index: int,
    child: Any,
    new_children: list[Any],
    page_is_empty: bool,
    absolute_boxes: list[Any],
    fixed_boxes: list[Any],
    adjoining_margins: list[float],
    bottom_space: float,
    position_y: float,
    skip_stack: Any,
    first_letter_style: Any,
    first_line_style: Any,
    draw_bottom_decoration: bool,
    max_lines: int | None,
) -> Any:
    """WeasyPrint's ``_linebox_layout``, with notes of our own.

    Where a line calls notes that cannot all begin on the page, it goes to the next, if they can there and no more than
    six lines stay empty; else it is broken between the calls; else a note begins late. Once a note is split, the text
    of the page ends at the first break that orphans and widows allow; until there lines take their room from that note.
    """
    abort = stop = False
    resume_at: Any = None
    begun: list[Any] = []
    orphans, widows = (1, 1) if context.in_note else (box.style["orphans"], box.style["widows"])
    beside = bool(context.beside) or context.in_column or bottom_space == -math.inf
    if adjoining_margins:
        position_y += block.collapse_margin(adjoining_margins)
    lines = _Lines(
        inline.iter_line_boxes(
            context,
            child,
            position_y,
            bottom_space,
            skip_stack,
            box,
            absolute_boxes,
            fixed_boxes,
            first_letter_style,
            first_line_style,
        )
    )
    while not stop and (item := lines.take()):
        line, resume_at = item
        if max_lines is not None:
            if max_lines == 0:
                new_children[-1].block_ellipsis = box.style["block_ellipsis"]
                break
            max_lines -= 1
        line.resume_at = resume_at
        new_position_y = line.position_y + line.height
        draw_bottom_decoration |= resume_at is None
        offset_y = box.border_bottom_width + box.padding_bottom if draw_bottom_decoration else 0
        # Of what never breaks, the space below is minus infinity.
        bottom = new_position_y + offset_y + max(bottom_space, 0)
        forced = page_is_empty and not new_children
        overflow = not forced and context.overflows_page(bottom_space, new_position_y + offset_y)
        tied = not new_children and (context.area.headed or context.tail > 0)
        if not (forced or beside) and (context.area.closed or (overflow and (begun or tied))):
            legal = len(new_children) >= orphans and not lines.lacking(widows - 1)
            legal |= not new_children and not tied
            overflow = legal or bool(context.calls(line)) or not context.give_way(bottom)
        elif page_is_empty and not overflow and context.overflows_page(bottom_space, new_position_y):
            # A box too high for a page loses the margin above it.
            new_position_y -= box.margin_top
            line.translate(0, -box.margin_top)
            box.margin_top = 0

        if not overflow and (notes := context.calls(line)):
            shorten = partial(_break_between, context, box, child, line, bottom_space, skip_stack)
            whole = forced or bottom_space == -math.inf
            begins, notes = _begin_notes(context, line, notes, bottom, whole=whole, beside=beside, shorten=shorten)
            overflow = begins is None
            begun += notes
            if begins is not None and begins is not line:
                block.remove_placeholders(context, line.children, absolute_boxes, fixed_boxes)
                line, stop, new_position_y = begins, True, begins.position_y + begins.height

        if overflow:
            needed, spare = lines.lacking(widows - 1), len(new_children) - orphans
            if begun and not beside and (needed or spare < 0):
                top = new_children[-needed].position_y if 0 < needed <= spare else box.position_y
                if context.area.leaves_empty(top, line.height, begun):
                    needed, page_is_empty = 0, True
            abort, stop, resume_at = block._break_line(
                context,
                box,
                line,
                new_children,
                needed,
                page_is_empty or context.in_note,
                index,
                skip_stack,
                resume_at,
                absolute_boxes,
                fixed_boxes,
            )
            break
        new_children.append(line)
        position_y, skip_stack = new_position_y, line.resume_at
        context.stands(line, bottom)

    for line, _ in lines.ahead:
        block.remove_placeholders(context, line.children, absolute_boxes, fixed_boxes)
    if new_children:
        resume_at = {index: new_children[-1].resume_at}
    return abort, stop, resume_at, position_y, begun, max_lines


def _begin_notes(
    context: Any,
    line: Any,
    notes: list[Any],
    bottom: float,
    *,
    whole: bool,
    beside: bool,
    shorten: Callable[[Any, Any], Any],
) -> tuple[Any, list[Any]]:
    """Begin the notes of a line that goes down to ``bottom``.

    Returns the line, or a shorter one, and its notes; no line where it waits for the next page. A line that stays
    ``whole`` cannot wait; ``shorten`` breaks it between two of its notes.
    """
    done = context.place(notes, bottom, beside=beside)
    if done == len(notes):
        return line, notes
    for note in notes:
        context.unlayout_footnote(note)
    empty = context.area.leaves_empty(line.position_y, line.height)
    fresh = context.could_begin_fresh(notes, line)
    if not whole and not context.fills_head() and (not done or (fresh and (beside or not empty))):
        return None, []
    for kept in range(done, len(notes)) if done and not beside else ():
        if (short := shorten(notes[kept - 1], notes[kept])) is not None:
            bottom += short.position_y + short.height - line.position_y - line.height
            line, notes = short, notes[:kept]
            break
    # On a page that began with nothing, the first at least would begin, and the line could be broken behind it.
    displaced = whole and (fresh or (not done and context.could_begin_fresh(notes[:1], line)))
    context.place(notes, bottom, beside=beside, late=True, displaced=displaced)
    return line, notes


def _break_between(
    context: Any, box: Any, child: Any, line: Any, bottom_space: float, skip_stack: Any, first: Any, second: Any
) -> Any:
    """The line broken so that it calls the first of two notes and not the second; None where it cannot be."""
    call, text = _up_to(line, first, second)
    if len(text) < _SHORTEST and not any(map(str.isspace, text)):
        # The calls stand side by side.
        return None
    short, narrow = child.copy(), box.copy()
    short.style = child.style.copy()
    short.style["text_align_all"] = short.style["text_align_last"] = "start"
    short.text_indent, narrow.width = 0, call.position_x - box.content_box_x()
    if skip_stack is None:
        resolve_one_percentage(short, "text_indent", box.width)
    while narrow.width > 0:
        new, resume_at = inline.get_next_linebox(
            context, short, line.position_y, bottom_space, skip_stack, narrow, [], [], None, None
        )
        calls = context.calls(new) if new else []
        if first not in calls:
            return None
        if second not in calls:
            if new.width > _FULL_ENOUGH * box.width and not context.excluded_shapes:
                new.style = child.style
                room = box.width - new.position_x + box.content_box_x()
                inline.text_align(context, new, room, last=False)
            new.resume_at = resume_at
            return new
        narrow.width -= box.width * _STEP
    return None


def _up_to(line: Any, first: Any, second: Any) -> tuple[Any, str]:
    """The box that calls the second of two notes, and the text between it and the one that calls the first."""
    texts: list[str] = []
    for box in line.descendants():
        if box.footnote is second:
            return box, "".join(texts)
        if box.footnote is first:
            texts.clear()
        elif isinstance(box, boxes.TextBox):
            texts.append(box.text)
    raise AssertionError("a line does not call the note that it was asked for")
