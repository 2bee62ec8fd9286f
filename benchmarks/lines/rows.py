"""Glyphs → lines: what stands on one baseline, with the raised figures that belong to it, in words.

A space is what stands between two words, from the advance of one to the origin of the next, and is compared with the
natural space of the font that it is set in. Where a page has no glyph for it, as TeX's have none, a gap of almost half
a natural space is one.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.lines.glyphs import Glyph

HYPHENS = "-\u2010\u00ad"

_FIXED = "\u00a0\u202f\u2009\u2006\u2007\u2002\u2003"
"""Spaces of a width of their own: they part words, and are no word space."""

_LEAST = 0.45
"""The least part of a natural space that is a space, on a page that has no glyph for it."""

_LETTERSPACED = 0.4
"""No letters of a word stand so far apart, in em."""

_APART = 3.0
"""What stands further apart, in em, is no line but columns."""

_SMALL = 0.85
"""A raised figure is smaller than its line by so much."""


@dataclass(frozen=True, slots=True)
class Word:
    """What stands between two spaces."""

    text: str
    raised: int
    """How many figures at its end are raised, or superior: a call. As long as the text where it is nothing else."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line. Lengths are in points; ``top`` of the page is the highest baseline."""

    page: int
    """From 0."""
    baseline: float
    left: float
    right: float
    size: float
    """That most of its glyphs have."""
    font: str
    words: tuple[Word, ...]
    space: float
    """Of all its word spaces, those that can be compared."""
    natural: float
    """What these would have naturally."""

    @property
    def text(self) -> str:
        """Its words, with a space between."""
        return " ".join(word.text for word in self.words)

    @property
    def ratio(self) -> float | None:
        """Word space ÷ natural; None where the line has no space."""
        return self.space / self.natural if self.natural else None

    @property
    def hyphenated(self) -> bool:
        """Whether it ends in a hyphen, whoever put it there."""
        last = self.words[-1].text
        return len(last) > 1 and last[-1] in HYPHENS and last[-2].isalpha()


def lines(page: int, glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines of a page, from the top."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.baseline):
        if rows and rows[-1][0].baseline - glyph.baseline < 0.5:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    rows = [row for row in rows if any(not glyph.text.isspace() for glyph in row)]
    spaced = any(glyph.text == " " for glyph in glyphs)
    return [_line(page, row, spaced) for row in _raised(rows)]


def _raised(rows: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Rows, with raised figures in the row that they belong to."""
    left: list[list[Glyph]] = []
    for at, row in enumerate(rows):
        base = next((other for other in rows[at + 1 : at + 3] if _stands_on(row, other)), None)
        if base:
            base.extend(glyph._replace(superior=glyph.text.isdigit()) for glyph in row)
        else:
            left.append(row)
    return left


def _stands_on(row: Sequence[Glyph], base: Sequence[Glyph]) -> bool:
    size = statistics.median(glyph.size for glyph in base)
    lift = row[0].baseline - base[0].baseline
    small = max(glyph.size for glyph in row) < _SMALL * size and 0.15 * size < lift < 0.7 * size
    begin, end = min(glyph.left for glyph in base), max(glyph.right for glyph in base)
    return small and all(begin - size < glyph.left < end + size / 2 for glyph in row)


def _line(page: int, row: list[Glyph], spaced: bool) -> Line:
    row.sort(key=lambda glyph: glyph.left)
    size, font = Counter((round(g.size, 2), g.font) for g in row if not g.text.isspace()).most_common(1)[0][0]
    words: list[list[Glyph]] = []
    space = natural = 0.0
    between: Glyph | None = None
    for glyph in row:
        if glyph.text.isspace():
            between = between if between and between.text in _FIXED else glyph
            continue
        if not words:
            words.append([glyph])
        else:
            last = words[-1][-1]
            gap = glyph.left - last.right
            measure = (between or last).space
            least = _LETTERSPACED * last.size if spaced else _LEAST * (measure or 0.25 * last.size)
            if between or gap > least:
                words.append([glyph])
                fixed = between is not None and between.text in _FIXED
                if measure and not fixed and gap < _APART * size:
                    space, natural = space + gap, natural + measure
            else:
                words[-1].append(glyph)
        between = None
    ink = [glyph for word in words for glyph in word]
    return Line(
        page,
        ink[0].baseline if not ink[0].superior else min(glyph.baseline for glyph in ink),
        ink[0].left,
        max(glyph.right for glyph in ink),
        size,
        font,
        tuple(_word(word) for word in words),
        space,
        natural,
    )


def _word(glyphs: Sequence[Glyph]) -> Word:
    raised = 0
    for glyph in reversed(glyphs):
        if not glyph.superior:
            break
        raised += len(glyph.text)
    return Word("".join(glyph.text for glyph in glyphs), raised)
