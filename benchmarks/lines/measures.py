"""Lines → what a typesetter counts: word spaces, hyphens, widows and orphans, headings at the foot, calls alone."""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.lines.layout import SAME, Edges, Page, paragraphs, sort_out, text_leading, text_size
from benchmarks.lines.rows import Line

_WIDE = 1.5
"""A word space of more, against the natural one, is seen."""

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u00ad'’][^\W\d_]+)*")

CALLS = ("call first in a line", "call alone on a line")
CASES = ("widow", "orphan", "heading at the foot", "hyphen at a page's end", *CALLS)
"""What may be wrong with a line where it stands."""


@dataclass(frozen=True, slots=True)
class Spacing:
    """Word space ÷ natural, of justified lines; and hyphens, of all."""

    lines: int
    justified: int
    """Those that have a space."""
    mean: float
    deviation: float
    most: float
    wide: float
    """Lines over 1.5, per 1,000 justified ones."""
    hyphens: float
    """Lines that end in one, per 1,000."""
    runs: int
    """Stretches of three or more lines that end in one."""
    over: int
    """Lines that run over their measure."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What is counted of a PDF."""

    pages: int
    measure: float
    size: float
    text: Spacing
    notes: Spacing
    letters: Counter[str]
    """Each as often as it stands there, in lower case, ligatures taken apart."""
    words: int
    """Letters that stand together, with hyphens and apostrophes between; a dash or a slash parts words."""
    calls: int
    cases: dict[str, list[Line]]
    """For each of ``CASES`` the lines with which it is wrong."""


def measure(pages: Sequence[Sequence[Line]], width: float | None = None) -> Measures:
    """Measure the lines of all pages; ``width`` is the measure in points, None: as the lines have it."""
    size = text_size(line for page in pages for line in page)
    leading = text_leading(pages, size)
    read = sort_out(pages, size, leading)
    edges = Edges(read, width)
    texts = [line for page in read for line in page.body()]
    notes = [line for page in read for line in page.notes]
    every = [line for page in read for line in (*page.text, *page.notes)]
    headings = [page.text[at] for page in read for at in page.headings]
    return Measures(
        len(pages),
        edges.measure,
        size,
        _spacing(texts, edges.text),
        _spacing(notes, edges.notes),
        letters(" ".join(line.text for line in every)),
        sum(map(_count_words, (texts, notes, headings))),
        sum(word.raised > 0 for line in texts for word in line.words),
        _cases(read, edges, leading),
    )


def letters(text: str) -> Counter[str]:
    """The letters of a text, as ``Measures`` counts them."""
    return Counter(sign for sign in unicodedata.normalize("NFKC", text).lower() if sign.isalpha())


def _spacing(lines: Sequence[Line], edge: Callable[[Line], float | None]) -> Spacing:
    justified = [(line, end) for line in lines if (end := edge(line)) is not None]
    ratios = [ratio for line, _ in justified if (ratio := line.ratio) is not None]
    hyphenated = [line.hyphenated for line in lines]
    return Spacing(
        len(lines),
        len(ratios),
        statistics.mean(ratios) if ratios else 0.0,
        statistics.pstdev(ratios) if ratios else 0.0,
        max(ratios, default=0.0),
        1000 * sum(ratio > _WIDE for ratio in ratios) / max(len(ratios), 1),
        1000 * sum(hyphenated) / max(len(lines), 1),
        _runs(hyphenated),
        sum(line.right > end + 2 * SAME for line, end in justified),
    )


def _runs(hyphenated: Iterable[bool]) -> int:
    runs = length = 0
    for ends in hyphenated:
        length = length + 1 if ends else 0
        runs += length == 3
    return runs


def _count_words(lines: Iterable[Line]) -> int:
    text = ""
    for line in lines:
        text += line.text[:-1] if line.hyphenated else f"{line.text} "
    return len(_WORD.findall(text))


def _cases(pages: Sequence[Page], edges: Edges, leading: float) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {case: [] for case in CASES}
    begins, ends = paragraphs(pages, edges, leading)
    for number, page in enumerate(pages):
        last = len(page.text) - 1
        found["call alone on a line"] += page.alone
        for at, line in enumerate(page.text):
            if at in page.headings:
                continue
            begun, ended = (number, at) in begins, (number, at) in ends
            if at == 0 and ended and not begun:
                found["widow"].append(line)
            if at == last and begun and not ended:
                found["orphan"].append(line)
            if at == last and line.hyphenated and number + 1 < len(pages):
                found["hyphen at a page's end"].append(line)
            first = line.words[0]
            if not begun and first.raised and first.raised == len(first.text):
                found[CALLS[len(line.words) == 1]].append(line)
        if last > 0 and last in page.headings and number + 1 < len(pages):
            found["heading at the foot"].append(page.text[last])
    return found
