"""Lines that are left to WeasyPrint, and why: a mark on each that it ended by its own choice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pamphleteer.paginate.lines.setting import PLACE

WHY = "left_because"
"""Attribute of a line that WeasyPrint has broken: what its paragraph holds that is not set here."""

_FORCED = ("br", "br::before")


def mark(whole: Any, context: Any, box: Any, *more: Any) -> Iterator[tuple[Any, Any]]:
    """``iter_line_boxes`` of WeasyPrint, which is asked only for what is not broken as a whole.

    A line that ends where the text does, or where its author ended it, would end there under any breaking: it has no
    mark.
    """
    why = _reason(context, box, *more[-2:])
    for line, resume_at in whole(context, box, *more):
        if resume_at is not None and not _is_forced(line):
            setattr(line, WHY, why)
        yield line, resume_at


def _reason(context: Any, box: Any, first_letter_style: Any, first_line_style: Any) -> str:
    if first_letter_style or first_line_style:
        return "a first letter or line of a form of its own"
    if context.excluded_shapes:
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
