"""Whether every word that must stand in a PDF stands there once, where it belongs.

    python -m tests.notes.check RECORD.json BOOK.pdf

prints what it found, and fails where that is anything. It knows the record and the PDF, and nothing of the program that
made it.

It does not see the form of letters, rules, colours, and what the marks of notes say; of pictures only that they
cover no text, and where the text ends. Words that paint covers are found because no ink is left at their place, so dark
paint is not found. Text that is there twice in the very same place is one to it.
"""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path

from tests.notes import record
from tests.notes.pdftext import PageText, Run, Word, join, read_pages
from tests.notes.record import Block, Note, Record

MOST_EMPTY = 6
"""Lines that may stay empty at the end of a page; less than one always may, where notes are on no grid."""

_SLACK = 1.5
"""Rounding, the overhang of letters, and a title that hangs by a hair, in points."""

_TWO_LINES = 40
"""Words that fill two lines of notes on the widest page."""

_LOOSE = ("table", "heading", "figure", "pullquote")
"""Kinds of blocks before which a page may end early, since they may not be broken, or not from what follows."""


@dataclass(frozen=True)
class Found:
    """What is wrong. Every list is empty where all is well."""

    lost: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    strays: tuple[str, ...] = ()
    """Pieces of text that are no part of any word."""
    outside: tuple[str, ...] = ()
    """Words beyond the type area."""
    covered: tuple[str, ...] = ()
    """Words under other text, under a picture, or not to be seen."""
    mixed: tuple[str, ...] = ()
    """Words of the text that stand below notes of their page, or on the rule above them."""
    disordered: tuple[str, ...] = ()
    """Words before which another stands that should follow them."""
    short_turns: tuple[str, ...] = ()
    """Labels of notes of which fewer than two lines stand on a page, though it goes on or comes from another."""
    late: tuple[str, ...] = ()
    """Labels of notes that do not begin on the page of their call."""
    calls: tuple[str, ...] = ()
    """Pages with a line of text that a note's call begins."""
    empty: tuple[str, ...] = ()
    """Pages that end early, with the lines that stay empty."""

    def report(self) -> Iterator[str]:
        """What is wrong, a line each."""
        for field in fields(self):
            if values := getattr(self, field.name):
                yield f"{field.name.replace('_', ' ')}: {len(values)} ({', '.join(values[:8])})"

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))


@dataclass(frozen=True)
class Counted:
    """How much there was to look at."""

    pages: int
    words: int
    notes: int
    turns: int
    """Pages at whose end a note goes on."""
    alone: int
    """Pages of notes only."""


def check(wanted: Record, pages: Sequence[PageText]) -> tuple[Found, Counted]:
    """Compare."""
    return _Reading(wanted, pages).compare()


class _Reading:
    """The words of a PDF, told apart by what they are."""

    def __init__(self, wanted: Record, pages: Sequence[PageText]) -> None:
        self.wanted, self.pages = wanted, pages
        self.text = {word: block for block in wanted.blocks for word in block.words}
        self.note = {word: note for note in wanted.notes for word in note.words}
        words, strays = join(pages, {*self.text, *self.note}, wanted.sheet.leading)
        self.words = [word for word in words if not self._furniture(word.pieces)]
        self.strays = [run for run in strays if not self._furniture([run])]
        self.at: dict[str, list[Word]] = defaultdict(list)
        for word in self.words:
            self.at[word.text].append(word)
        # By page: the pieces of words of the text, and of notes.
        self.lines: dict[int, list[Run]] = defaultdict(list)
        self.notes: dict[int, list[tuple[Run, Note]]] = defaultdict(list)
        for word in self.words:
            for run in word.pieces:
                if word.text in self.note:
                    self.notes[run.page].append((run, self.note[word.text]))
                else:
                    self.lines[run.page].append(run)

    def _furniture(self, pieces: Iterable[Run]) -> bool:
        """Whether something is part of a running head: beyond the type area, and made of the words of one."""
        return all(
            any(run.text in name for name in self.wanted.furniture)
            and not self.wanted.sheet.top - _SLACK < run.baseline < self.wanted.sheet.height - self.wanted.sheet.bottom
            for run in pieces
        )

    def compare(self) -> tuple[Found, Counted]:
        wanted = [*self.text, *self.note]
        turns, short = self._turns()
        found = Found(
            lost=tuple(word for word in wanted if word not in self.at),
            twice=tuple(word for word in wanted if self._is_twice(word)),
            strays=tuple(f"{run.text} on page {run.page}" for run in self.strays),
            outside=tuple(word.text for word in self.words if not all(map(self._inside, word.pieces))),
            covered=tuple(dict.fromkeys(self._covered())),
            mixed=tuple(self._mixed()),
            disordered=tuple(dict.fromkeys(self._disordered())),
            short_turns=tuple(short),
            late=tuple(note.label for note in self.wanted.notes if self._is_late(note)),
            calls=tuple(self._bare_calls()),
            empty=tuple(self._empty()),
        )
        alone = sum(not self.lines[page] for page in self.notes)
        return found, Counted(len(self.pages), len(self.words), len(self.wanted.notes), turns, alone)

    def _inside(self, run: Run) -> bool:
        sheet = self.wanted.sheet
        left, right = sheet.sides(run.page)
        across = left - _SLACK <= run.left and run.right <= right + _SLACK
        return across and sheet.top - _SLACK <= run.top and run.bottom <= sheet.height - sheet.bottom + _SLACK

    def _is_twice(self, text: str) -> bool:
        pages = [word.page for word in self.at.get(text, ())]
        block = self.text.get(text) or next(b for b in self.note[text].blocks if text in b.words)
        return len(pages) > (len(set(pages)) if block.repeats else 1)

    def _covered(self) -> Iterator[str]:
        """Words that share their place with other letters or with a picture, or are not seen."""
        for page in self.pages:
            above: list[Run] = []
            for run in sorted(page.words, key=lambda run: run.top):
                above = [other for other in above if other.bottom > run.top + 0.5]
                for other in above:
                    if min(run.right, other.right) - max(run.left, other.left) > 0.5:
                        yield f"{run.text} and {other.text}"
                above.append(run)
                if not run.inked:
                    yield run.text
                for picture in page.pictures:
                    aside = run.left > picture.right - 0.5 or run.right < picture.left + 0.5
                    # An ascender may reach into the room above a line.
                    if (
                        not aside
                        and run.baseline > picture.top + 1
                        and run.baseline - run.size * 0.4 < picture.bottom - 1
                    ):
                        yield run.text

    def _mixed(self) -> Iterator[str]:
        for page, notes in self.notes.items():
            head = min(run.top for run, _ in notes) - self.wanted.sheet.above_notes + _SLACK
            yield from (run.text for run in self.lines[page] if run.bottom > head)

    def _disordered(self) -> Iterator[str]:
        yield from _backwards(self.wanted.blocks, self.at)
        for note in self.wanted.notes:
            yield from _backwards(note.blocks, self.at)
        # Notes follow each other on a page; those called from a table's row are promised no more, and where the row
        # goes on on the next page, a note that began after them may go on there before they begin.
        order = {note.label: place for place, note in enumerate(self.wanted.notes)}
        for notes in self.notes.values():
            for (_, one), (run, other) in pairwise(sorted(notes, key=lambda item: (item[0].baseline, item[0].left))):
                begun = self._first(one)
                goes_on = begun is not None and begun.page < run.page and "table" in (one.kind, other.kind)
                if order[other.label] < order[one.label] and not goes_on:
                    yield run.text
        for one, other in pairwise(self.wanted.notes):
            first, second = self._first(one), self._first(other)
            if first and second and second.page < first.page and "table" not in (one.kind, other.kind):
                yield second.text

    def _first(self, note: Note) -> Word | None:
        return next(iter(self.at.get(note.words[0], ())), None)

    def _turns(self) -> tuple[int, list[str]]:
        """How many turns there are, and the notes of which a side has fewer than two lines."""
        counted: dict[str, dict[int, set[float]]] = defaultdict(lambda: defaultdict(set))
        for page, notes in self.notes.items():
            for run, note in notes:
                counted[note.label][page].add(round(run.baseline))
        # A picture is as good as a line; there is one at most in a note, and its page is that of its caption.
        by_label = {note.label: note for note in self.wanted.notes}
        for sheet in self.pages:
            here = [label for label, lines in counted.items() if sheet.number in lines and by_label[label].pictures]
            for label in here:
                lines = counted[label][sheet.number]
                head = min(lines) - self.wanted.sheet.note_leading
                lines.update(picture.bottom for picture in sheet.pictures if picture.bottom > head)
        turned = {label: lines for label, lines in counted.items() if len(lines) > 1}
        short = [label for label, lines in turned.items() if min(map(len, lines.values())) < 2]
        return sum(len(lines) - 1 for lines in turned.values()), short

    def _is_late(self, note: Note) -> bool:
        first, call = self._first(note), next(iter(self.at.get(note.call, ())), None)
        return bool(first and call and first.page != call.pieces[-1].page)

    def _bare_calls(self) -> Iterator[str]:
        """A call begins no line of the text. Digits followed by a full stop number a list."""
        for page in self.pages:
            notes = [run.baseline - run.size for run, _ in self.notes[page.number]]
            end = min(notes, default=self.wanted.sheet.height - self.wanted.sheet.bottom)
            for digits in page.digits:
                if self.wanted.sheet.top < digits.baseline < end and digits.after != ".":
                    before = [
                        run.right
                        for run in self.lines[page.number]
                        if run.left < digits.left and -2 < run.baseline - digits.baseline < run.size
                    ]
                    if max(before, default=-99) < digits.left - digits.size:
                        yield str(page.number)

    def _empty(self) -> Iterator[str]:
        """Pages that end with too many empty lines, though what follows could have been broken to fill them."""
        sheet = self.wanted.sheet
        starts = {word for block in self.wanted.blocks if block.starts for word in block.words[:1]}
        shown = sorted({*self.lines, *self.notes})
        texts = [word for word in self.words if word.text in self.text]
        # No other note may begin there, and text that calls one must wait.
        late = {self.at[note.call][0].pieces[-1].page for note in self.wanted.notes if self._is_late(note)}
        for page in shown[:-1]:
            following = next((word for word in texts if word.page > page), None)
            if following is None or following.text in starts:
                continue
            block = self.text[following.text]
            begins = following.text == block.words[0]
            loose = block.kind in _LOOSE and (begins or block.kind == "table")
            if loose or page in late or self._calls_picture(following) or self._goes_on_with_picture(page):
                continue
            pictures = self.pages[page - 1].pictures
            notes = [run for run, _ in self.notes[page]]
            end = min((run.baseline - sheet.note_leading for run in notes), default=sheet.height - sheet.bottom)
            ends = [run.bottom for run in self.lines[page]]
            ends += [picture.bottom for picture in pictures if picture.bottom < end + _SLACK]
            room = end - max(ends, default=sheet.top)
            # The space and the rule above notes are no more than a line; there is up to one and a half between blocks.
            apart = 1.5 if (begins and block.kind != "text") or _ends_block(texts, page, self.text) else 0
            lines = room / sheet.leading - bool(notes) - apart
            if math.floor(lines + 0.1) > MOST_EMPTY:
                yield f"{page}: {lines:.1f}"

    def _calls_picture(self, first: Word) -> bool:
        """Whether a line calls a note of which not even the beginning may stand without a picture."""
        line = {word.text for word in self.words if word.page == first.page and word.place[1] == first.place[1]}
        short = [note for note in self.wanted.notes if note.pictures and len(note.blocks[0].words) < _TWO_LINES]
        return any(note.call in line for note in short)

    def _goes_on_with_picture(self, page: int) -> bool:
        """Whether a page has no room for the picture with which its last note goes on."""
        following = [run.top for run, _ in self.notes.get(page + 1, ())]
        return any(picture.bottom < min(following, default=0) for picture in self.pages[page].pictures)


def _ends_block(texts: Sequence[Word], page: int, blocks: dict[str, Block]) -> bool:
    """Whether the text of a page ends with the end of something that is set apart."""
    last = next((word for word in reversed(texts) if word.page == page), None)
    if last is None:
        return False
    block = blocks[last.text]
    return block.kind != "text" and last.text == block.words[-1]


def _backwards(blocks: Sequence[Block], at: dict[str, list[Word]]) -> Iterator[str]:
    """Words of blocks that stand before one that they should follow; blocks beside each other are not compared."""
    ends: tuple[int, float, float] = (0, 0, 0)
    reached, beside = ends, ""
    for block in blocks:
        if not beside or block.beside != beside:
            ends = reached
        beside = block.beside
        last = ends
        for text in block.words:
            for word in at.get(text, ())[:1]:
                if word.place < last:
                    yield text
                last = max(last, word.place)
        reached = max(reached, last)


def main() -> int:
    """The command line."""
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    wanted = record.read(Path(sys.argv[1]))
    found, counted = check(wanted, read_pages(Path(sys.argv[2])))
    print(", ".join(f"{getattr(counted, field.name)} {field.name}" for field in fields(counted)))
    for line in found.report():
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
