"""Where the words stand on their pages: inside the type area, within their measure, under no other text, in order."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from pamphleteer.diagnostics import Diagnostic, Span, error, warning
from pamphleteer.model import Book, Line, PageMap, SetPage
from pamphleteer.proof.copy import Copy
from pamphleteer.proof.words import quoted

_SLACK = 1.0
"""Rounding, and what no eye sees, in CSS pixels."""

_COVERED = 1.5
"""By how much letters must stand on others to count as covering them, in CSS pixels."""

_MM = 25.4 / 96
_SPACE = 0.9
"""A space at a line's end may hang out: its width at most, as a share of the height of a run."""


@dataclass(frozen=True, slots=True)
class Places:
    """Who stands where in a book: what a finding needs to name."""

    copy: Copy
    book: Book
    pages: PageMap

    def span(self, line: Line) -> Span:
        """The place of a line's text in the author's files; the manifest, for the layout's own words."""
        passage = self.copy.passages.get(line.setting.block)
        if passage:
            return passage.span
        division = next((d for d in self.book.divisions if d.id == line.setting.piece), None)
        if division is None:
            return Span(self.book.manifest.file)
        article = next((a for a in division.articles if a.id == line.setting.block), None)
        article = article or (division.articles[0] if division.is_article else None)
        return article.spans[article.id] if article else division.span


def check_places(places: Places) -> Iterator[Diagnostic]:
    """Each line on its page; of a block, a note or a table, what is worst."""
    yield from _worst(places)
    told: set[str] = set()
    for number, page in enumerate(places.pages.pages, 1):
        for over, under in _covered(page.lines):
            owner = _owner(under, places.copy)
            if owner not in told:
                told.add(owner)
                words, others = quoted(under.text.split()), quoted(over.text.split())
                message = f"{words} and {others} stand on each other on {places.pages.called(number)}"
                yield error("text-overlaps", message, places.span(under))
        for block in page.off_paper:
            message = f"a picture runs off the paper on {places.pages.called(number)}"
            passage = places.copy.passages.get(block)
            span = passage.span if passage else _span_of(block, places)
            yield error("text-clipped", message, span, "make the picture smaller, or choose a larger trim")


def _worst(places: Places) -> Iterator[Diagnostic]:
    """The line that reaches farthest out, of each block, note or table that has one."""
    worst: dict[str, tuple[float, float, Diagnostic]] = {}
    for number, page in enumerate(places.pages.pages, 1):
        for line in page.lines:
            if line.runs and (out := _outside(line, page, places, number)):
                owner = _owner(line, places.copy)
                if owner not in worst or out[:2] > worst[owner][:2]:
                    worst[owner] = out
    yield from (finding for _, _, finding in worst.values())


def _span_of(block: str, places: Places) -> Span:
    articles = [article for division in places.book.divisions for article in division.articles]
    return next((a.spans[block] for a in articles if block in a.spans), Span(places.book.manifest.file))


def _owner(line: Line, copy: Copy) -> str:
    passage = copy.passages.get(line.setting.block)
    return (passage.note.id if passage and passage.note else "") or line.setting.table or line.setting.block


def _outside(line: Line, page: SetPage, places: Places, number: int) -> tuple[float, float, Diagnostic] | None:
    """How far a line reaches out of its area and its measure, in CSS pixels, and the finding; None: not at all."""
    left, top, right, bottom = line.setting.area
    start, end = min(run[0] for run in line.runs), max(run[1] for run in line.runs)
    high, low = min(run[2] for run in line.runs), max(run[3] for run in line.runs)
    # Spaces at a line's end may hang out.
    end -= (len(line.text) - len(line.text.rstrip())) * _SPACE * (line.runs[-1][3] - line.runs[-1][2])
    out, wide = max(left - start, end - right, top - high, low - bottom), end - line.setting.right
    if out <= _SLACK and wide <= _SLACK:
        return None
    name, words = places.pages.called(number), quoted(line.text.split())
    if out > _SLACK:
        off = max(-start, end - page.width, -high, low - page.height) > _SLACK
        message = f"{words} {'runs off the paper' if off else 'runs out of the type area'} on {name}"
        hint = "make the table narrower, break the word, or choose a larger trim"
        if out in (top - high, low - bottom):
            hint = "shorten what cannot be broken over pages, or choose a larger trim"
        return out, wide, error("text-clipped", message, places.span(line), hint)
    message = f"a line on {name} is {wide * _MM:.1f} mm wider than its measure: {words}"
    hint = "say where its long word may be broken, or write it otherwise"
    return 0, wide, error("line-overfull", message, places.span(line), hint)


def _covered(lines: tuple[Line, ...]) -> Iterator[tuple[Line, Line]]:
    """Pairs of lines of which letters stand on each other."""
    runs = sorted((run[2], run, i) for i, line in enumerate(lines) for run in line.runs)
    for at, (_, (left, right, _, low), i) in enumerate(runs, 1):
        for high, other, j in itertools.islice(runs, at, None):
            if high > low - _COVERED:
                break
            if min(right, other[1]) - max(left, other[0]) > _COVERED and min(low, other[3]) - high > _COVERED:
                yield lines[j], lines[i]


def check_notes(places: Places) -> Iterator[Diagnostic]:
    """Every footnote begun on the page of its call, and the notes of a page in their order."""
    order = {note.id: i for i, note in enumerate(places.book.notes())}
    begins, calls = _begins(places), _calls(places.pages)
    for note in places.book.notes():
        begun, called = begins.get(note.id), calls.get(note.calls[0])
        if begun and called and begun != called:
            there, here = places.pages.called(begun), places.pages.called(called)
            message = f"note {note.mark} begins on {there}, its call stands on {here}"
            yield warning("note-late", message, note.call_span)
    last: dict[int, str] = {}
    notes = {note.id: note for note in places.book.notes()}
    for name, page in begins.items():
        if page in last and order[name] < order[last[page]]:
            note, before = notes[name], notes[last[page]]
            message = f"note {note.mark} stands after note {before.mark} on {places.pages.called(page)}"
            yield error("note-lost", message, note.span)
        last[page] = name


def _begins(places: Places) -> dict[str, int]:
    """The page on which each footnote begins, in the order in which they stand."""
    found: dict[str, int] = {}
    for number, page in enumerate(places.pages.pages, 1):
        for line in page.lines:
            passage = places.copy.passages.get(line.setting.block) if line.setting.foot else None
            if passage and passage.note:
                found.setdefault(passage.note.id, number)
    return found


def _calls(pages: PageMap) -> dict[str, int]:
    """The page of each id within a line; of one that goes on to the next page, the first."""
    found: dict[str, int] = {}
    for number, page in enumerate(pages.pages, 1):
        for line in page.lines:
            for name in line.ids:
                found.setdefault(name, number)
    return found


def check_order(places: Places) -> Iterator[Diagnostic]:
    """The lines of a block below each other, and the blocks of an article in the order of the text."""
    order = {block: i for i, block in enumerate(places.copy.passages)}
    told: set[str] = set()
    begun: set[str] = set()
    for number, page in enumerate(places.pages.pages, 1):
        before: Line | None = None
        # Endnotes may stand apart from the text that calls them.
        last, table = {False: -1, True: -1}, ""
        for line in page.lines:
            block = line.setting.block
            if line.setting.foot or line.setting.loose or line.setting.repeated or block not in order:
                continue
            is_note = places.copy.passages[block].note is not None
            # A block may go on behind another that stands in it; a table may have its caption or its foot anywhere.
            within = bool(table) and line.setting.table == table
            wrong = block not in begun and not within and order[block] < last[is_note]
            begun.add(block)
            last[is_note], table = max(last[is_note], order[block]), line.setting.table
            wrong = wrong or (before is not None and before.setting is line.setting and line.top < before.top - _SLACK)
            before = line
            if wrong and block not in told:
                told.add(block)
                message = f"{quoted(line.text.split())} stands out of order on {places.pages.called(number)}"
                yield error("text-lost", message, places.span(line))
