"""Notes numbered on each page: laid out, numbered by what stands where, and laid out again until both agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from pamphleteer.assemble.marks import number_by_page
from pamphleteer.diagnostics import Diagnostic, error, warning
from pamphleteer.model import Book

if TYPE_CHECKING:
    from pamphleteer.paginate import Pagination

ROUNDS = 6
"""Layouts after the first. Marks nearly always settle in the first of them: a mark as wide as the one that was guessed
moves nothing."""

_GUESSED = 4
"""Notes of a page, for the first layout."""


def settle_marks(
    book: Book, lay_out: Callable[[Book, bool], Pagination]
) -> tuple[Book, Pagination, tuple[Diagnostic, ...]]:
    """The book with each page's notes numbered from 1, and its pages.

    ``lay_out`` is given a book, and whether its pages are to be painted. A wider mark may send a line to the next page,
    where its note has a narrower mark, with which it would not go there: then no numbering is right. The last one stays
    whose pages have each mark once, and a warning says so; where no page map is as good as that, it is an error.
    """
    guessed = number_by_page(book, {note.calls[0]: place // _GUESSED for place, note in enumerate(book.notes())})
    numbered = number_by_page(book, lay_out(guessed, False).map.anchors)
    for number in range(1, ROUNDS + 1):
        book, pagination = numbered, lay_out(numbered, True)
        anchors = pagination.map.anchors
        numbered = number_by_page(book, anchors)
        if numbered == book:
            return book, pagination, ()
        if number >= ROUNDS // 2 and _are_distinct(book, anchors):
            break
    there = next(old for old, new in zip(book.notes(), numbered.notes(), strict=True) if old != new)
    page = pagination.map.called(anchors.get(there.calls[0], 1))
    finding = warning if _are_distinct(book, anchors) else error
    message = f"the notes of {page} cannot be numbered from 1: with its right mark, this call would stand elsewhere"
    hint = "change a word or two before the call, or write 'restart: chapter'"
    return book, pagination, (finding("notes-unsettled", message, there.call_span, hint),)


def _are_distinct(book: Book, anchors: Mapping[str, int]) -> bool:
    """Whether no two notes of a page have one mark."""
    marks = Counter((anchors.get(note.calls[0]), note.mark) for note in book.notes())
    return max(marks.values(), default=1) == 1
