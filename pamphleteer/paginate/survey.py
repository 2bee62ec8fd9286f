"""Laid-out pages → what stands on which page, and how much of each note stands within the type area."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from pamphleteer.markup import count_letters
from pamphleteer.model import NotePlace, PageMap

# Rounding, in CSS pixels (1/96 in).
_SLACK = 0.5


def survey(document: Any) -> PageMap:
    """Read the pages of a WeasyPrint document.

    WeasyPrint neither splits a note nor says that it runs off the page: its boxes are there, below the paper's edge.
    So the letters of every note are counted where they stand.
    """
    anchors: dict[str, int] = {}
    note_pages: dict[str, list[int]] = {}
    letters: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for name in page.anchors:
            anchors.setdefault(name, number)
        box = page._page_box
        top = box.content_box_y() - _SLACK
        bottom = box.content_box_y() + box.height + _SLACK
        for note, line, text in _note_texts(box):
            name = note.get("id")
            # The line counts, not the text: a face's ascent and descent may reach beyond a tight line.
            inside = line.position_y >= top and line.position_y + line.height <= bottom
            if number not in note_pages.setdefault(name, []):
                note_pages[name].append(number)
            letters[name] = letters.get(name, 0) + (count_letters(text.text) if inside else 0)
    places = tuple(NotePlace(name, tuple(pages), letters[name]) for name, pages in note_pages.items())
    return PageMap(len(document.pages), anchors, places)


def _note_texts(page: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Every text box of every note: the note's element, the line and the box."""

    def texts(box: Any, note: Any, line: Any) -> Iterator[tuple[Any, Any, Any]]:
        if "::" in (box.element_tag or ""):
            # Numbers and bullets of lists are not the note's words.
            return
        element = box.element
        if note is None and element is not None and element.tag == "div" and element.get("class") == "note":
            note = element
        if isinstance(box, boxes.LineBox):
            line = box
        if isinstance(box, boxes.TextBox) and note is not None:
            yield note, line, box
        for child in getattr(box, "children", ()):
            yield from texts(child, note, line)

    for child in page.children:
        if not isinstance(child, boxes.MarginBox):
            yield from texts(child, None, child)
