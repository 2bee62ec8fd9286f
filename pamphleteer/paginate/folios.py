"""Folios: how pages are counted, and how a run-on chapter at a page's top is known for an opening.

WeasyPrint counts the pages of a document from 1 to the last. A book has two series: its front matter is counted in a
series of its own where the layout says so, its cover not at all. The counter ``page`` tells them apart by its sign:

====  ==============================================================
1 …   a page of the body and what follows; where folios run on, of the front matter, too
-1 …  a page of the front matter, counted downwards: -4 is the fourth
0     a page of the cover
====  ==============================================================

The counter style ``folio`` of ``layouts/base/print.css`` writes each as it is printed, so that neither a layout nor a
reference needs to know where the page stands. Blank pages are counted with what is before them, and so are pages of
notes alone.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

NOTES_PAGE = "continued-notes"
"""The name, for ``@page``, of pages that hold nothing but notes continued from the page before."""

PLACE = "data-place"
"""Attribute of a piece's element: cover, front, body or back."""

ROMAN = ("data-front-folios", "roman")
"""Attribute and value of the root element where the front matter has folios of its own."""

_COVER = "C"
_STYLES = {"/D": "decimal", "/r": "lower-roman", "/R": "upper-roman"}
"""Numbering styles of a PDF's labels → the counter styles of CSS that write the same."""


@dataclass(frozen=True, slots=True)
class Folio:
    """The number of a page."""

    count: int
    """The page counter, signed as above."""
    text: str
    """As a layout prints it; of a cover's page, what it is called: C1, C2 …"""
    style: str = ""
    """The numbering style of a PDF's label that writes it so (ISO 32000-1, table 159); empty where none does."""

    @property
    def number(self) -> int:
        """The number that the style writes."""
        return int(self.text[1:]) if self.count == 0 else abs(self.count)

    @property
    def prefix(self) -> str:
        """What a PDF's label has before the number: a cover's letter, or the whole folio where no style writes it."""
        return _COVER if self.count == 0 else "" if self.style else self.text


def count_page(whole: Any, context: Any, root_box: Any, page_type: Any, resume_at: Any, number: int, state: Any) -> Any:
    """``make_page``, before which the page counter is set so that its increment by 1 gives the page's number."""
    counter = state[1].setdefault("page", [0])
    textless = page_type.blank or page_type.name == NOTES_PAGE
    counter[-1] = _before(counter[-1], root_box, textless, resume_at, number)
    result = whole(context, root_box, page_type, resume_at, number, state)
    count = state[1]["page"][-1]
    render = context.counter_style.render_value
    text = render(count, "folio")
    style = next((style for style, name in _STYLES.items() if render(abs(count), name) == text), "")
    result[0].folio = Folio(count, text, style)
    return result


def _before(last: int, root_box: Any, textless: bool, resume_at: Any, number: int) -> int:
    piece, _ = _first_piece(root_box, resume_at) if number == 1 or resume_at is not None else (None, None)
    own_series = root_box.element is not None and root_box.element.get(ROMAN[0]) == ROMAN[1]
    if textless or piece is None:
        # A blank page goes with what is before it, as the back of a cover does; so does a page of notes alone.
        return last if last > 0 else last - 2 if last < 0 else -1
    place = piece.element.get(PLACE)
    if place == "cover":
        return -1
    if place == "front" and own_series:
        return min(last, 0) - 2
    return max(last, 0)


def _first_piece(root_box: Any, resume_at: Any) -> tuple[Any, Any]:
    """The box of the piece that a page begins with, and where in it; None where no box is marked as a piece."""
    box, at = root_box, resume_at
    while box.element is None or PLACE not in box.element.attrib:
        children = getattr(box, "children", ())
        if not children:
            return None, at
        index, at = next(iter(at.items())) if at else (0, None)
        box = children[index]
    return box, at


def open_page_group(
    whole: Any, page_groups: list[Any], resume_at: Any, next_page: Any, root_box: Any, blank: bool
) -> Any:
    """``_update_page_groups``, after which a piece that comes to begin a page has a group of its own.

    The next chapter, where chapters run on, has the same page name, so that no group would begin with it; and its page
    would not be the first of its name, as the page of an opening is.
    """
    name = whole(page_groups, resume_at, next_page, root_box, blank)
    if not blank and page_groups and page_groups[-1][0] == name and _begins_piece(root_box, resume_at):
        page_groups[-1] = [name, 0, copy.deepcopy(resume_at)]
    return name


def _begins_piece(root_box: Any, resume_at: Any) -> bool:
    piece, at = _first_piece(root_box, resume_at)
    while at:
        index, at = next(iter(at.items()))
        if index:
            return False
    return piece is not None


def name_pages(pages: Sequence[Any]) -> tuple[Folio, ...]:
    """The folio of each laid-out page, blank and unnumbered ones included."""
    folios, covers = [], 0
    for page in pages:
        folio: Folio = page._page_box.folio
        if folio.count == 0:
            covers += 1
            folio = Folio(0, f"{_COVER}{covers}", "/D")
        folios.append(folio)
    return tuple(folios)
