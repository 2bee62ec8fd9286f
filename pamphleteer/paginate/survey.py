"""Laid-out pages → what stands on which page, and how much of each note stands within the type area."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from pamphleteer.markup import count_letters
from pamphleteer.model import NotePlace, PageMap
from pamphleteer.paginate.folios import name_pages

_NOTE = frozenset(("data-note", "data-endnote"))
"""Attributes of the elements that hold the words of notes, at the foot of the page or apart."""
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
    off_paper: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for name in page.anchors:
            anchors.setdefault(name, number)
        box = page._page_box
        top = box.content_box_y() - _SLACK
        bottom = box.content_box_y() + box.height + _SLACK
        for block in _off_paper(box):
            off_paper.setdefault(block, number)
        for note, line, text in _note_texts(box):
            name = note.get("id")
            # The line counts, not the text: a face's ascent and descent may reach beyond a tight line.
            inside = line.position_y >= top and line.position_y + line.height <= bottom
            if number not in note_pages.setdefault(name, []):
                note_pages[name].append(number)
            letters[name] = letters.get(name, 0) + (count_letters(text.text) if inside else 0)
    places = tuple(NotePlace(name, tuple(pages), letters[name]) for name, pages in note_pages.items())
    folios = tuple(folio.text for folio in name_pages(document.pages))
    return PageMap(len(document.pages), folios, anchors, places, off_paper)


def _off_paper(page: Any) -> Iterator[str]:
    """The ids of blocks that have text or a picture, wholly or in part, beyond the paper's edges."""
    width, height = page.margin_width(), page.margin_height()

    def look(box: Any, block: str) -> Iterator[str]:
        element = box.element
        block = element.get("id", block) if element is not None else block
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
            right, bottom = box.position_x + box.width, box.position_y + box.height
            outside = box.position_x < -_SLACK or right > width + _SLACK or bottom > height + _SLACK
            if outside and (not isinstance(box, boxes.TextBox) or box.text.strip()):
                yield block
        for child in getattr(box, "children", ()):
            yield from look(child, block)

    for child in page.children:
        if not isinstance(child, boxes.MarginBox):
            yield from look(child, "")


def _note_texts(page: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Every text box of every note: the note's element, the line and the box."""

    def texts(box: Any, note: Any, line: Any) -> Iterator[tuple[Any, Any, Any]]:
        if "::" in (box.element_tag or ""):
            # Numbers and bullets of lists are not the note's words.
            return
        element = box.element
        if note is None and element is not None and element.tag == "div" and _NOTE.intersection(element.attrib):
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
