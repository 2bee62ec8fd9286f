"""The words of a PDF with their places, as its own text positions give them.

Letters are read one by one with the origin that each has on its baseline, and put together to words only where they
follow each other in the file: no reader's idea of lines, columns or reading order comes between. What stands beyond the
paper's edges is not read, since nobody sees it. A word that a line's end cuts comes in pieces, which ``join`` brings
together.
"""

from __future__ import annotations

import ctypes
import functools
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from tests.notes.words import opens

ASCENT, DESCENT = 0.70, 0.22
"""How far letters reach above and below the baseline, in em: less than the closest leading that text is set in."""

_DARK = 190
"""A grey that paper does not have, nor the trial's pictures, but the thinnest letter where it is seen from near."""

_APART = 0.2
"""How far letters of one word may stand apart, in em. Spaces between words are in the file, and need not be guessed."""

_SCALE = 1.5
"""Pixels a point, of the picture in which ink is looked for."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters, or digits, that stand together. Lengths are in points from the page's upper left corner."""

    page: int
    """From 1."""
    text: str
    """In lower case."""
    left: float
    right: float
    baseline: float
    size: float
    after: str
    """The sign that follows it in the file at once, such as a full stop; empty where a space or nothing does."""
    inked: bool
    """Whether anything dark is seen where the run stands."""

    @property
    def top(self) -> float:
        """Where its ascenders end."""
        return self.baseline - ASCENT * self.size

    @property
    def bottom(self) -> float:
        """Where its descenders end."""
        return self.baseline + DESCENT * self.size


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a page."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageText:
    """What stands on a page."""

    number: int
    width: float
    height: float
    words: tuple[Run, ...]
    """From top to bottom, and from left to right on a line."""
    digits: tuple[Run, ...]
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word, whole or in pieces."""

    text: str
    pieces: tuple[Run, ...]

    @property
    def page(self) -> int:
        """Where it begins."""
        return self.pieces[0].page

    @property
    def place(self) -> tuple[int, float, float]:
        """For the order of words."""
        first = self.pieces[0]
        return first.page, round(first.baseline, 1), first.left


def read_pages(path: Path) -> list[PageText]:
    """Every page of a PDF."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [_read_page(page, number) for number, page in enumerate(pdf, 1)]


def _read_page(page: pypdfium2.PdfPage, number: int) -> PageText:
    width, height = page.get_size()
    seen = page.render(scale=_SCALE, grayscale=True).to_pil()
    runs = [
        Run(number, text, left, right, height - y, size, after, _inked(seen, left, right, height - y, size))
        for text, left, right, y, size, after in _runs(page)
        if left > 0 and right < width and 0 < y < height
    ]
    runs.sort(key=lambda run: (round(run.baseline, 1), run.left))
    pictures = []
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = item.get_bounds()
        pictures.append(Picture(number, left, height - top, right, height - bottom))
    words = tuple(run for run in runs if run.text.isalpha())
    return PageText(number, width, height, words, tuple(run for run in runs if run.text.isdigit()), tuple(pictures))


def _inked(seen: object, left: float, right: float, baseline: float, size: float) -> bool:
    box = (left, baseline - 0.42 * size, right, baseline)
    low, _ = seen.crop([round(edge * _SCALE) for edge in box]).getextrema()  # type: ignore[attr-defined]
    return bool(low < _DARK)


def _runs(page: pypdfium2.PdfPage) -> Iterator[tuple[str, float, float, float, float, str]]:
    """Text, left, right, baseline (from below), size and the sign behind each run, in the file's order."""
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    letters = ""
    left = right = baseline = size = origin = 0.0
    for at in range(text.count_chars()):
        generated = pdfium.FPDFText_IsGenerated(text, at) == 1
        code = pdfium.FPDFText_GetUnicode(text, at)
        sign = " " if generated or not code else chr(code)
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        if letters:
            same = sign.isalpha() == letters[-1].isalpha() and abs(y.value - baseline) < 0.1
            # The letters of a ligature have one origin; others may stand under the arm of the one before.
            near = x.value > origin - 0.01 and (x.value - right) / size < _APART
            if not (sign.isalnum() and same and near):
                yield letters, left, right, baseline, size, "" if sign.isspace() else sign
                letters = ""
        if sign.isalnum():
            pdfium.FPDFText_GetLooseCharBox(text, at, box)
            if not letters:
                pdfium.FPDFText_GetMatrix(text, at, matrix)
                left, baseline = x.value, y.value
                size = max(pdfium.FPDFText_GetFontSize(text, at) * abs(matrix.d), 0.1)
            right, origin = box.right, x.value
            letters += sign.lower()
    if letters:
        yield letters, left, right, baseline, size, ""


def join(pages: Sequence[PageText], vocabulary: Collection[str], leading: float) -> tuple[list[Word], list[Run]]:
    """The words of a book in their order, those that a line cuts joined; and the pieces that are no part of any.

    A piece that opens a word is joined with the next that goes on with it: below it within two lines, else on a later
    page. A cut may stand within a piece that is the end of another.
    """
    found: list[Word] = []
    heads: list[Run] = []
    tails: list[Run] = []
    for page in pages:
        for run in page.words:
            if run.text in vocabulary:
                found.append(Word(run.text, (run,)))
            else:
                (heads if opens(run.text) else tails).append(run)
    missing = set(vocabulary) - {word.text for word in found}
    for ways, sought in ((_below, missing), (_later, missing), (_below, vocabulary)):
        # What is there already is sought last: a word may be twice in the book, though it should not.
        begun = {word[:cut] for word in sought for cut in range(1, len(word))}
        strays: list[Run] = []
        for head in heads:
            if joined := _join((head,), tails, sought, begun, ways, leading):
                word = Word("".join(run.text for run in joined), joined)
                missing.discard(word.text)
                tails = [run for run in tails if run not in joined]
                found.append(word)
            else:
                strays.append(head)
        heads = strays
    found.sort(key=lambda word: word.place)
    return found, heads + tails


def _below(head: Run, tail: Run, leading: float) -> bool:
    """Whether a piece stands on the next line, or the one after it, of the same column."""
    return tail.page == head.page and 0 < tail.baseline - head.baseline < 2 * leading and tail.left < head.right


def _later(head: Run, tail: Run, leading: float) -> bool:
    """Whether a piece stands on a later page, or below."""
    return tail.page > head.page or _below(head, tail, leading)


def _join(
    pieces: tuple[Run, ...],
    tails: Sequence[Run],
    sought: Collection[str],
    begun: Collection[str],
    ways: Callable[[Run, Run, float], bool],
    leading: float,
) -> tuple[Run, ...] | None:
    """The pieces of a word that those at hand begin, or None."""
    text = "".join(piece.text for piece in pieces)
    if text not in begun:
        return None
    for tail in tails:
        if ways(pieces[-1], tail, leading):
            whole = text + tail.text
            if whole in sought:
                return *pieces, tail
            if more := _join((*pieces, tail), tails, sought, begun, ways, leading):
                return more
    return None


@functools.cache
def read_once(path: Path) -> tuple[PageText, ...]:
    """Every page of a PDF that several tests ask."""
    return tuple(read_pages(path))
