"""Lines that are left to WeasyPrint: put right, and marked with the reason where it ended them by its own choice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from weasyprint.text import line_break

from pamphleteer.markup import SOFT_HYPHEN
from pamphleteer.paginate.lines.setting import PLACE, stands_beside

WHY = "left_because"
"""Attribute of a line that WeasyPrint has broken: what its paragraph holds that is not set here."""

_FORCED = ("br", "br::before")
_NARROWEST = 0.25
"""The letters of no text are narrower on average, in em: a text of more cannot fit a line, and need not be tried."""


def mark(whole: Any, context: Any, box: Any, position_y: float, *more: Any) -> Iterator[tuple[Any, Any]]:
    """``iter_line_boxes`` of WeasyPrint, which is asked only for what is not broken as a whole.

    A line that ends where the text does, or where its author ended it, would end there under any breaking: it has no
    mark.
    """
    why = _reason(context, box, position_y, *more[-2:])
    for line, resume_at in whole(context, box, position_y, *more):
        if resume_at is not None and not _is_forced(line):
            setattr(line, WHY, why)
        yield line, resume_at


def _reason(context: Any, box: Any, position_y: float, first_letter_style: Any, first_line_style: Any) -> str:
    if first_letter_style or first_line_style:
        return "a first letter or line of a form of its own"
    if stands_beside(context, position_y):
        return "a float beside it"
    known = getattr(box, PLACE, None)
    return known if isinstance(known, str) else "what is not set in whole paragraphs"


def _is_forced(line: Any) -> bool:
    """Whether the line ends with an author's own line end."""
    box = line
    while getattr(box, "children", None):
        box = box.children[-1]
        if box.element_tag in _FORCED:
            return True
    return False


def drop_soft_hyphens(
    whole: Callable[..., Any], text: str, style: Any, context: Any, width: float | None, spacing: float, **options: Any
) -> Any:
    """A line without its soft hyphens, which have done their work.

    Small capitals have a hyphen of their own for the soft one, which HarfBuzz takes for meant: it is shown amid words,
    and copied with them.
    """
    line = whole(text, style, context, width, spacing, **options)
    shown = line[0].text.replace(SOFT_HYPHEN, "")
    if not shown or shown == line[0].text:
        return line
    layout = line_break.create_layout(shown, style, context, None, spacing)
    first, _ = layout.get_first_line()
    width, height = line_break.line_size(first, style)
    layout.deactivate()
    return layout, *line[1:3], width, height, line[5]


def fit_line(
    whole: Callable[..., Any], text: str, style: Any, context: Any, width: float | None, spacing: float, **options: Any
) -> Any:
    """A text that fits a line but for its trailing space is a line.

    WeasyPrint looks for a break in it instead and takes the first, so that a line of one word stands where a text ends
    in a space just at the margin, before an element that may not begin a line.
    """
    line = whole(text, style, context, width, spacing, **options)
    resume_index = line[2]
    if resume_index is None or width is None or not text.endswith(" ") or style["white_space"] != "normal":
        return line
    bare = text.rstrip(" ")
    if len(bare) * style["font_size"] * _NARROWEST > width:
        return line
    fitted = whole(bare, style, context, width, spacing, **options)
    if fitted[2] is None and fitted[3] <= width:
        return whole(text, style, context, None, spacing, **options)
    return line
