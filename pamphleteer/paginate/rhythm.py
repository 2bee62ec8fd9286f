"""What a compositor does and WeasyPrint 70 does not: blocks end on the grid, verse is centred, titles are balanced.

A style sheet asks for them by custom properties, since WeasyPrint throws away properties that it does not know. They
are named after what they stand for in CSS:

``--block-step-size: 1rlh``  the block's border box is made as high as the next whole number of the root's lines (CSS
                             Rhythmic Sizing, section 2), by padding below or, under ``--block-step-align: center``,
                             above and below
``--width: fit-content``     the block is as wide as its longest line, at most as wide as there is room, and stands in
                             the middle (CSS Sizing, section 5.1)
``--text-wrap: balance``     the block's lines are about equally long, and no more than they would be (CSS Text 4,
                             section 6.4)

Custom properties are inherited, these are not to be: ``layouts/base`` takes them back for every element.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.css import AnonymousStyle
from weasyprint.formatting_structure import boxes
from weasyprint.layout.preferred import max_content_width
from weasyprint.text.line_break import split_first_line, strut

_ROUNDING = 0.01
"""In CSS pixels: a block that misses the grid by less stands on it."""

_FINE = 0.5
"""In CSS pixels: how near a width comes to the least."""


def lay_out(whole: Any, context: Any, box: Any, *arguments: Any, **options: Any) -> Any:
    """``block_box_layout``, before which a block is narrowed and after which it is made to end on the grid."""
    room = arguments[2].width
    for caption in box.children if box.is_table_wrapper else ():
        if caption.element_tag == "caption":
            # The caption of a narrow table may be as wide as the text.
            caption.room = room
    if box.width == "auto" and not box.is_table_wrapper:
        room = getattr(box, "room", room) - box.padding_left - box.padding_right
        room -= box.border_left_width + box.border_right_width
        room -= sum(margin for margin in (box.margin_left, box.margin_right) if margin != "auto")
        if _asked(box, "__width") == "fit-content":
            box.width = min(max_content_width(context, box, outer=False), room)
            box.margin_left = box.margin_right = "auto"
        elif _asked(box, "__text_wrap") == "balance":
            room = min(room, box.max_width)
            spare = room - balanced_width(list(_words(context, box)), room)
            box.width = room - spare
            centred = box.style["text_align_all"] == "center"
            box.padding_left += spare / 2 if centred else 0
            box.padding_right += spare / 2 if centred else spare
    result = whole(context, box, *arguments, **options)
    new_box, resume_at = result[0], result[1]
    if new_box is not None and resume_at is None and _asked(box, "__block_step_size"):
        room = context.page_bottom - arguments[0] - new_box.border_box_y() - new_box.border_height()
        _end_on_grid(new_box, room)
    return result


def _asked(box: Any, name: str) -> str:
    """What a custom property says; nothing for boxes that stand for no element of their own."""
    style = box.get_wrapped_table().style if box.is_table_wrapper else box.style
    if style is None or isinstance(style, AnonymousStyle):
        return ""
    tokens = style[name]
    words = "".join(token.serialize() for token in tokens if token.type not in ("whitespace", "comment"))
    return "" if words in ("auto", "none") else words


def _end_on_grid(box: Any, room: float) -> None:
    """Fill the last line of a block; not where the page ends before it, and nothing comes below."""
    line, _ = strut(box.style.root_style)
    height = box.border_height()
    short = math.ceil(height / line - _ROUNDING) * line - height
    if short <= _ROUNDING or short > room:
        return
    if _asked(box, "__block_step_align") == "center":
        for child in box.children:
            child.translate(0, short / 2)
        box.padding_top += short / 2
        box.padding_bottom += short / 2
    else:
        box.padding_bottom += short


def balanced_width(words: Sequence[tuple[float, float]], room: float) -> float:
    """The least width in which words, each with the width of the space after it, take as few lines as in ``room``."""
    fewest = _lines(words, room)
    if fewest < 2 or any(width > room for width, _space in words):
        return room
    narrow, wide = 0.0, room
    while wide - narrow > _FINE:
        middle = (narrow + wide) / 2
        fits = all(width <= middle for width, _space in words) and _lines(words, middle) <= fewest
        narrow, wide = (narrow, middle) if fits else (middle, wide)
    return min(wide + _FINE, room)


def _lines(words: Sequence[tuple[float, float]], room: float) -> int:
    lines, left = 1, room
    for width, space in words:
        if width > left + _ROUNDING and left < room:
            lines, left = lines + 1, room
        left -= width + space
    return lines


def _words(context: Any, box: Any) -> Iterator[tuple[float, float]]:
    """The widths of a block's words and of the spaces after them; nothing where it holds more than text."""
    texts = []
    for child in _inline(box):
        if not isinstance(child, boxes.TextBox):
            return
        texts += [(piece, child.style) for piece in re.split("( +)", child.text) if piece]
    width = 0.0
    for piece, style in texts:
        # A space alone would count for nothing at a line's end.
        size = split_first_line(piece.replace(" ", "\u00a0"), style, context, None, 0)[3]
        if piece.isspace():
            yield width, size
            width = 0.0
        else:
            width += size
    yield width, 0.0


def _inline(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.LineBox) or (isinstance(child, boxes.InlineBox) and not child.is_note()):
            yield from _inline(child)
        elif not child.is_note():
            yield child
