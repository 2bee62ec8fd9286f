"""Lines → what a typesetter counts: word spaces, hyphens, widows and orphans, headings at the foot, calls that stand alone.

What a PDF does not say is recognised by its looks. The text is what has the commonest size; notes are smaller, headings
larger, or a block of one line that ends without a stop. A line is justified where it ends at an edge at which many lines
end; where text is justified, one that ends before it ends its paragraph, and one that is indented, or stands further
below the one before, begins one. Running heads and folios are not read.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from benchmarks.lines.rows import Line

_SAME = 0.6
"""Lines that end within so many points of each other end at one edge."""

_NOTE, _HEADING = 0.9, 1.04
"""Against the size of the text: what is smaller is a note, what is larger a heading."""

_STOPS = ".?!:;,…—–-\u2010\u00ad)]”’»«\"'"

_WIDE = 1.5
"""A word space of more, against the natural one, is seen."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines by what they are, from the top."""

    text: tuple[Line, ...]
    """Headings among them."""
    notes: tuple[Line, ...]
    headings: frozenset[int]
    """Places in ``text``."""
    alone: tuple[Line, ...]
    """Calls that stand on a line alone."""


@dataclass(frozen=True, slots=True)
class Spacing:
    """Word space ÷ natural, of justified lines."""

    lines: int
    justified: int
    mean: float
    deviation: float
    most: float
    wide: float
    """Lines over 1.5, per 1,000."""
    hyphens: float
    """Lines that end in one, per 1,000 of all."""
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
    letters: int
    words: int
    cases: dict[str, list[Line]] = field(default_factory=dict)
    """By what is wrong, the lines with which it is."""

    def count(self, case: str) -> int:
        """How often something is wrong."""
        return len(self.cases.get(case, ()))


CASES = (
    "widow",
    "orphan",
    "heading at the foot",
    "hyphen across pages",
    "call first in a line",
    "call alone on a line",
)


def measure(pages: Sequence[Sequence[Line]], width: float | None = None) -> Measures:
    """Measure the lines of all pages; ``width`` is the measure in points, None: as the lines have it."""
    size = _size(line for page in pages for line in page)
    leading = _leading(pages, size)
    read = [_page(page, size, leading) for page in _bare(pages, leading)]
    edges = _Edges(read, width)
    texts = [[line for at, line in enumerate(page.text) if at not in page.headings] for page in read]
    notes = [list(page.notes) for page in read]
    every = [line for page in read for line in (*page.text, *page.notes)]
    return Measures(
        len(pages),
        edges.measure,
        size,
        _spacing(texts, edges.text),
        _spacing(notes, edges.notes),
        sum(_letters(line) for line in every),
        _count_words(texts)
        + _count_words(notes)
        + sum(len(page.text[at].words) for page in read for at in page.headings),
        _cases(read, edges, leading),
    )


def _size(lines: Iterable[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += sum(len(word.text) for word in line.words)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _leading(pages: Sequence[Sequence[Line]], size: float) -> float:
    steps: Counter[float] = Counter()
    for page in pages:
        for one, other in zip(page, page[1:], strict=False):
            if abs(one.size - size) < 0.1 and abs(other.size - size) < 0.1:
                steps[round(one.baseline - other.baseline, 1)] += 1
    return steps.most_common(1)[0][0] if steps else 1.2 * size


def _bare(pages: Sequence[Sequence[Line]], leading: float) -> list[list[Line]]:
    """Pages without running heads, which stand at one height apart from the text, and without folios."""
    firsts = Counter(round(page[0].baseline) for page in pages if page)
    height, _ = firsts.most_common(1)[0] if firsts else (0, 0)
    at = [page for page in pages if page and abs(page[0].baseline - height) <= 1]
    apart = sum(len(page) > 1 and page[0].baseline - page[1].baseline > 1.45 * leading for page in at)
    headed = len(at) > 2 and apart > 0.7 * len(at)
    bare = []
    for page in pages:
        left = list(page)
        if headed and left and abs(left[0].baseline - height) <= 1:
            del left[0]
        for end in (-1, 0):
            if left and _folio(left[end]) and (len(left) == 1 or abs(left[end].baseline - _next(left, end)) > leading):
                del left[end]
        bare.append(left)
    return bare


def _next(page: Sequence[Line], end: int) -> float:
    return page[-2 if end else 1].baseline


def _folio(line: Line) -> bool:
    text = line.text.strip("–— ")
    return len(text) < 7 and (text.isdigit() or (text != "" and set(text) <= set("ivxlcdm")))


def _page(lines: Sequence[Line], size: float, leading: float) -> Page:
    text: list[Line] = []
    notes: list[Line] = []
    alone: list[Line] = []
    for line in lines:
        if line.size >= _NOTE * size:
            text.append(line)
        elif line.size < 0.75 * size and line.text.isdigit():
            # A figure without a line, among the text: a call that begins a line, and has it for itself.
            alone.append(line)
        else:
            notes.append(line)
    lowest = min((line.baseline for line in text), default=0.0)
    alone = [line for line in alone if line.baseline > lowest - 1.5 * leading]
    headings = frozenset(at for at in range(len(text)) if _heading(text, at, size, leading))
    return Page(tuple(text), tuple(notes), headings, tuple(alone))


def _heading(text: Sequence[Line], at: int, size: float, leading: float) -> bool:
    line = text[at]
    if line.size > _HEADING * size:
        return True
    before = at == 0 or text[at - 1].baseline - line.baseline > 1.2 * leading
    after = at + 1 == len(text) or line.baseline - text[at + 1].baseline > 0.9 * leading
    width = max((other.right for other in text), default=line.right) - min(other.left for other in text)
    short = line.right - line.left < 0.8 * width
    return at > 0 and before and after and short and line.text[-1] not in _STOPS and line.text[0].isupper()


class _Edges:
    """Where lines end: the edges of pages to the left and to the right, of text and of notes."""

    def __init__(self, pages: Sequence[Page], width: float | None) -> None:
        self.sides: dict[tuple[bool, int], list[float]] = {}
        """Of notes or text, on odd or even pages: from the outermost."""
        for notes in (False, True):
            for side in (0, 1):
                own = [line for page in pages for line in (page.notes if notes else page.text) if line.page % 2 == side]
                self.sides[notes, side] = _edges(own)
        lefts: dict[int, float] = {}
        for side in (0, 1):
            found = Counter(round(line.left, 1) for page in pages for line in page.text if line.page % 2 == side)
            lefts[side] = found.most_common(1)[0][0] if found else 0.0
        self.lefts = lefts
        own = [self.sides[False, side][0] - lefts[side] for side in (0, 1) if self.sides[False, side]]
        self.measure = width or max(own, default=0.0)
        if width:
            for notes, side in self.sides:
                self.sides[notes, side] = [lefts[side] + width, *self.sides[notes, side][1:]]

    def text(self, line: Line) -> float | None:
        """The edge at which a line of text ends or which it passes; None where it ends before one."""
        return self._of(line, self.sides[False, line.page % 2])

    def notes(self, line: Line) -> float | None:
        """The same of a note."""
        return self._of(line, self.sides[True, line.page % 2] or self.sides[False, line.page % 2])

    def _of(self, line: Line, edges: Sequence[float]) -> float | None:
        for at, edge in enumerate(edges):
            if abs(line.right - edge) < _SAME or (at == 0 and line.right > edge):
                return edge
        return None


def _edges(lines: Sequence[Line]) -> list[float]:
    """Where at least a twelfth as many lines end as at the commonest edge; no fewer than four."""
    found = sorted((line.right for line in lines), reverse=True)
    groups: list[list[float]] = []
    for right in found:
        if groups and groups[-1][-1] - right < _SAME / 4:
            groups[-1].append(right)
        else:
            groups.append([right])
    most = max((len(group) for group in groups), default=0)
    strong = [group for group in groups if len(group) >= max(4, most / 40)]
    main = max(strong, key=len, default=[])
    # Beyond the commonest edge lines only run over their measure.
    return [
        statistics.median(group) for group in strong if main and statistics.median(group) <= statistics.median(main)
    ]


def _spacing(pages: Sequence[Sequence[Line]], edge: object) -> Spacing:
    every = [line for page in pages for line in page]
    ends = {id(line): edge(line) for line in every}  # type: ignore[operator]
    justified = [line for line in every if ends[id(line)] is not None]
    ratios = [ratio for line in justified if (ratio := line.ratio) is not None]
    hyphenated = [line.hyphenated for line in every]
    thousand = 1000 / max(len(every), 1)
    return Spacing(
        len(every),
        len(ratios),
        statistics.mean(ratios) if ratios else 0.0,
        statistics.pstdev(ratios) if ratios else 0.0,
        max(ratios, default=0.0),
        1000 * sum(ratio > _WIDE for ratio in ratios) / max(len(ratios), 1),
        thousand * sum(hyphenated),
        _runs(hyphenated),
        sum(line.right > ends[id(line)] + 2 * _SAME for line in justified),
    )


def _runs(hyphenated: Iterable[bool]) -> int:
    runs = length = 0
    for ends in hyphenated:
        length = length + 1 if ends else 0
        runs += length == 3
    return runs


def _letters(line: Line) -> int:
    return sum(sign.isalpha() for sign in line.text)


def _count_words(pages: Sequence[Sequence[Line]]) -> int:
    """Words that have a letter; one that a hyphen parts counts once."""
    count, parted = 0, False
    for page in pages:
        for line in page:
            count += sum(any(map(str.isalpha, word.text)) for word in line.words) - parted
            parted = line.hyphenated
    return count


def _cases(pages: Sequence[Page], edges: _Edges, leading: float) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {case: [] for case in CASES}
    begins, ends = _paragraphs(pages, edges, leading)
    for number, page in enumerate(pages):
        last = len(page.text) - 1
        found["call alone on a line"] += page.alone
        for at, line in enumerate(page.text):
            if at in page.headings:
                continue
            key = number, at
            if at == 0 and key in ends and key not in begins:
                found["widow"].append(line)
            if at == last and key in begins and key not in ends:
                found["orphan"].append(line)
            if at == last and line.hyphenated and number + 1 < len(pages):
                found["hyphen across pages"].append(line)
            if line.words[0].raised and line.words[0].raised == len(line.words[0].text):
                found["call first in a line" if len(line.words) > 1 else "call alone on a line"].append(line)
        if last in page.headings and number + 1 < len(pages) and last > 0:
            found["heading at the foot"].append(page.text[last])
    return found


def _paragraphs(
    pages: Sequence[Page], edges: _Edges, leading: float
) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """The places of lines that begin a paragraph, and of those that end one."""
    flow = [((number, at), page) for number, page in enumerate(pages) for at in range(len(page.text))]
    # On a page to the left lines begin elsewhere than on one to the right: they are compared as if they did not.
    even = [replace(page.text[at], left=page.text[at].left - edges.lefts[number % 2]) for (number, at), page in flow]
    begins: set[tuple[int, int]] = set()
    ends: set[tuple[int, int]] = set()
    for at, (place, page) in enumerate(flow):
        before, after = (even[at - 1] if at else None), (even[at + 1] if at + 1 < len(even) else None)
        own = even[at]
        heading = place[1] in page.headings or (at > 0 and flow[at - 1][0][1] in flow[at - 1][1].headings)
        short = before is None or edges.text(before) is None
        gap = before is not None and before.page == own.page and before.baseline - own.baseline > 1.25 * leading
        other = before is not None and abs(before.size - own.size) > 0.1
        indented = after is not None and 0.5 * own.size < own.left - after.left < 3 * own.size
        indented = indented and before is not None and own.left - before.left > -0.1
        if heading or short or gap or other or indented:
            begins.add(place)
            if at:
                ends.add(flow[at - 1][0])
    if flow:
        ends.add(flow[-1][0])
    return begins, ends
