"""The marks of notes: figures or symbols, in a series for each chapter, for the book, or for each page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pamphleteer.markup import canonical, class_names, parse
from pamphleteer.model import Article, Book, Division, Note, Noting

SYMBOLS = "*†‡§‖¶"
"""In the order in which printers use them; then each is doubled, tripled and so on."""


def mark_of(number: int, marks: str) -> str:
    """The mark of the ``number``-th note of a series, from 1, in ``digits`` or ``symbols``."""
    if marks == "digits":
        return str(number)
    times, which = divmod(number - 1, len(SYMBOLS))
    return SYMBOLS[which] * (times + 1)


def marks_of(divisions: Iterable[Division], noting: Noting) -> Mapping[str, str]:
    """Note → its mark, where the pages are not known: a series for the book, else one for each division."""
    marks: dict[str, str] = {}
    number = 0
    for division in divisions:
        if noting.restart != "book":
            number = 0
        for note in (note for article in division.articles for note in article.notes):
            number += 1
            marks[note.id] = mark_of(number, noting.marks)
    return marks


def part_calls(root: Any) -> None:
    """Put a narrow space between marks that stand side by side below ``root``: 14 and 15 are not 1415."""
    for node in root.iter():
        before = node.getprevious()
        if before is None or before.tail or not _is_mark(node):
            continue
        last = before
        while not _is_mark(last) and len(last) and not last[-1].tail:
            # In italics that end there.
            last = last[-1]
        if _is_mark(last):
            before.tail = "\u202f"


def _is_mark(node: Any) -> bool:
    """Whether an element is the call of a note, or a citation by numbers that stand high."""
    return bool(node.get("data-note")) or "raised" in class_names(node)


def number_by_page(book: Book, anchors: Mapping[str, int]) -> Book:
    """The book with its notes numbered anew on each page, the pages being those of ``anchors``: element id → page.

    A note is numbered on the page of its first call. A later call of it on another page has the note's own mark, which
    there would mean another note: such calls are kept in ``Note.far_calls``, so that they can name the page.
    """
    counts: Counter[int] = Counter()
    numbered = {}
    for note in book.notes():
        page = anchors.get(note.calls[0], 0)
        counts[page] += 1
        far = tuple(call for call in note.calls[1:] if anchors.get(call, page) != page)
        numbered[note.id] = replace(note, mark=mark_of(counts[page], book.manifest.noting.marks), far_calls=far)
    return replace(book, divisions=tuple(_division(d, numbered) for d in book.divisions))


def _division(division: Division, notes: Mapping[str, Note]) -> Division:
    return replace(division, articles=tuple(_article(a, notes) for a in division.articles))


def _article(article: Article, notes: Mapping[str, Note]) -> Article:
    if not article.notes:
        return article

    def marked(markup: bytes) -> bytes:
        root = parse(markup)
        for call in root.iter():
            if name := call.get("data-note"):
                call.text = notes[name].mark
        return canonical(root)

    return replace(
        article,
        title_calls=marked(article.title_calls),
        body=marked(article.body),
        notes=tuple(notes[note.id] for note in article.notes),
    )
