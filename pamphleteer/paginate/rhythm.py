"""Two things that a compositor does and WeasyPrint 70 does not: blocks end on the grid, verse is centred on its longest line.

A style sheet asks for them by custom properties, since WeasyPrint throws away properties that it does not know. They
are named after what they stand for in CSS:

``--block-step-size: 1rlh``  the block's border box is made as high as the next whole number of the root's lines (CSS
                             Rhythmic Sizing, section 2), by padding below or, under ``--block-step-align: center``,
                             above and below
``--width: fit-content``     the block is as wide as its longest line, at most as wide as there is room, and stands in
                             the middle (CSS Sizing, section 5.1)

Custom properties are inherited, these are not to be: ``layouts/base`` takes them back for every element.
"""

from __future__ import annotations

import math
from typing import Any

from weasyprint.css import AnonymousStyle
from weasyprint.layout.preferred import max_content_width
from weasyprint.text.line_break import strut

_ROUNDING = 0.01
"""In CSS pixels: a block that misses the grid by less stands on it."""


def lay_out(whole: Any, context: Any, box: Any, *arguments: Any) -> Any:
    """``block_box_layout``, before which a block is narrowed and after which it is made to end on the grid."""
    containing_block = arguments[2]
    if _asked(box, "__width") == "fit-content" and box.width == "auto" and not box.is_table_wrapper:
        edges = box.padding_left + box.padding_right + box.border_left_width + box.border_right_width
        box.width = min(max_content_width(context, box, outer=False), containing_block.width - edges)
        box.margin_left = box.margin_right = "auto"
    result = whole(context, box, *arguments)
    new_box, resume_at = result[0], result[1]
    if new_box is not None and resume_at is None and _asked(box, "__block_step_size"):
        _end_on_grid(new_box)
    return result


def _asked(box: Any, name: str) -> str:
    """What a custom property says; nothing for boxes that stand for no element of their own."""
    if box.style is None or isinstance(box.style, AnonymousStyle):
        return ""
    tokens = box.style[name]
    words = "".join(token.serialize() for token in tokens if token.type not in ("whitespace", "comment"))
    return "" if words in ("auto", "none") else words


def _end_on_grid(box: Any) -> None:
    line, _ = strut(box.style.root_style)
    height = box.border_height()
    short = math.ceil(height / line - _ROUNDING) * line - height
    if short <= _ROUNDING:
        return
    if _asked(box, "__block_step_align") == "center":
        for child in box.children:
            child.translate(0, short / 2)
        box.padding_top += short / 2
        box.padding_bottom += short / 2
    else:
        box.padding_bottom += short
