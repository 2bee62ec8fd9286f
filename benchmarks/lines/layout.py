"""A page's lines by what they are: text, headings and notes, and the edges at which they end.

What a PDF does not say is recognised by its looks. The text is what has the commonest size; notes are smaller, headings
larger, or a block of one line that ends without a stop. A line is justified where it ends at an edge at which many do;
where text is justified, one that ends before that edge ends its paragraph, and one that is indented, or stands further
below the one before, begins one. Running heads and folios are not read.
"""

from __future__ import annotations

import itertools
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from benchmarks.lines.rows import Line

SAME = 0.6
"""Lines that end within so many points of each other end at one edge."""

_NOTE, _HEADING = 0.9, 1.04
"""Against the size of the text: what is smaller is a note, what is larger a heading."""

_STOPS = ".?!:;,…—–-\u2010\u00ad)]”’»«\"'"

Place = tuple[int, int]
"""A page, and a line of its text."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines, from the top."""

    text: tuple[Line, ...]
    """Headings among them."""
    notes: tuple[Line, ...]
    headings: frozenset[int]
    """Places in ``text``."""
    alone: tuple[Line, ...]
    """Calls that stand on a line alone."""

    def body(self) -> list[Line]:
        """The text without its headings."""
        return [line for at, line in enumerate(self.text) if at not in self.headings]


def text_size(lines: Iterable[Line]) -> float:
    """The size of the text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += sum(len(word.text) for word in line.words)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def text_leading(pages: Sequence[Sequence[Line]], size: float) -> float:
    """How far below each other its lines stand."""
    steps: Counter[float] = Counter()
    for page in pages:
        for one, other in itertools.pairwise(page):
            if abs(one.size - size) < 0.1 and abs(other.size - size) < 0.1:
                steps[round(one.baseline - other.baseline, 1)] += 1
    return steps.most_common(1)[0][0] if steps else 1.2 * size


def sort_out(pages: Sequence[Sequence[Line]], size: float, leading: float) -> list[Page]:
    """The lines of all pages by what they are."""
    return [_page(page, size, leading) for page in _bare(pages, leading)]


def _bare(pages: Sequence[Sequence[Line]], leading: float) -> Iterator[list[Line]]:
    """Pages without running heads, which stand at one height apart from the text, and without folios."""
    firsts = Counter(round(page[0].baseline) for page in pages if page)
    height = firsts.most_common(1)[0][0] if firsts else 0
    at = [page for page in pages if page and abs(page[0].baseline - height) <= 1]
    apart = sum(len(page) > 1 and page[0].baseline - page[1].baseline > 1.45 * leading for page in at)
    headed = len(at) > 2 and apart > 0.7 * len(at)
    for page in pages:
        left = list(page)
        if headed and left and abs(left[0].baseline - height) <= 1:
            del left[0]
        for end, beside in ((-1, -2), (0, 1)):
            if left and _folio(left[end]):
                if len(left) == 1 or abs(left[end].baseline - left[beside].baseline) > leading:
                    del left[end]
        yield left


def _folio(line: Line) -> bool:
    text = line.text.strip("–— ")
    return len(text) < 7 and (text.isdigit() or (text != "" and set(text) <= set("ivxlcdm")))


def _page(lines: Sequence[Line], size: float, leading: float) -> Page:
    text = [line for line in lines if line.size >= _NOTE * size]
    lowest = min((line.baseline for line in text), default=0.0) - 1.5 * leading
    alone: list[Line] = []
    notes: list[Line] = []
    for line in lines:
        if line.size >= _NOTE * size:
            continue
        # A figure without a line, among the text: a call that begins a line, and has it for itself.
        call = line.size < 0.75 * size and line.text.isdigit() and line.baseline > lowest
        (alone if call else notes).append(line)
    headings = frozenset(at for at in range(len(text)) if _heading(text, at, size, leading))
    return Page(tuple(text), tuple(notes), headings, tuple(alone))


def _heading(text: Sequence[Line], at: int, size: float, leading: float) -> bool:
    line = text[at]
    if line.size > _HEADING * size:
        return True
    before = at > 0 and text[at - 1].baseline - line.baseline > 1.2 * leading
    after = at + 1 == len(text) or line.baseline - text[at + 1].baseline > 0.9 * leading
    width = max(other.right for other in text) - min(other.left for other in text)
    short = line.right - line.left < 0.8 * width
    return before and after and short and line.text[-1] not in _STOPS and line.text[0].isupper()


class Edges:
    """Where lines begin and end, on pages to the left and to the right."""

    def __init__(self, pages: Sequence[Page], width: float | None) -> None:
        text = [line for page in pages for line in page.text]
        notes = [line for page in pages for line in page.notes]
        self.lefts = [_left([line for line in text if line.page % 2 == side]) for side in (0, 1)]
        self._text = [_ends([line for line in text if line.page % 2 == side]) for side in (0, 1)]
        self._notes = [_ends([line for line in notes if line.page % 2 == side]) for side in (0, 1)]
        own = [ends[0] - left for ends, left in zip(self._text, self.lefts, strict=True) if ends]
        self.measure = width or max(own, default=0.0)
        if width:
            self._text = [[left + width, *ends[1:]] for left, ends in zip(self.lefts, self._text, strict=True)]

    def text(self, line: Line) -> float | None:
        """The edge at which a line of text ends or which it passes; None where it ends before one."""
        return _of(line, self._text[line.page % 2])

    def notes(self, line: Line) -> float | None:
        """The same of a note."""
        return _of(line, self._notes[line.page % 2] or self._text[line.page % 2])


def _left(lines: Sequence[Line]) -> float:
    found = Counter(round(line.left, 1) for line in lines)
    return found.most_common(1)[0][0] if found else 0.0


def _of(line: Line, edges: Sequence[float]) -> float | None:
    for at, edge in enumerate(edges):
        if abs(line.right - edge) < SAME or (at == 0 and line.right > edge):
            return edge
    return None


def _ends(lines: Sequence[Line]) -> list[float]:
    """Where a fortieth as many lines end as at the commonest edge, but no fewer than four; from the outermost."""
    groups: list[list[float]] = []
    for right in sorted((line.right for line in lines), reverse=True):
        if groups and groups[-1][-1] - right < SAME / 4:
            groups[-1].append(right)
        else:
            groups.append([right])
    most = max(map(len, groups), default=0)
    strong = [group for group in groups if len(group) >= max(4, most / 40)]
    ends = [statistics.median(group) for group in strong]
    # Beyond the commonest edge lines only run over their measure.
    main = next((end for end, group in zip(ends, strong, strict=True) if len(group) == most), 0.0)
    return [end for end in ends if end <= main]


def paragraphs(pages: Sequence[Page], edges: Edges, leading: float) -> tuple[set[Place], set[Place]]:
    """The places of lines that begin a paragraph, and of those that end one."""
    flow = [((number, at), page) for number, page in enumerate(pages) for at in range(len(page.text))]
    # On a page to the left lines begin elsewhere than on one to the right: they are compared as if they did not.
    even = [_aligned(page.text[at], edges) for (_, at), page in flow]
    begins: set[Place] = set()
    ends: set[Place] = set()
    for at, ((number, line), page) in enumerate(flow):
        own, after = even[at], even[at + 1] if at + 1 < len(even) else None
        starts = at == 0 or line in page.headings
        if at:
            (before_number, before_line), before_page = flow[at - 1]
            before = even[at - 1]
            starts |= before_line in before_page.headings or edges.text(before_page.text[before_line]) is None
            starts |= before_number == number and before.baseline - own.baseline > 1.25 * leading
            starts |= abs(before.size - own.size) > 0.1
            indented = after is not None and 0.5 < (own.left - after.left) / own.size < 3
            # The line before stands further left, or begins a paragraph, too, and fills its line with it.
            alike = (before_number, before_line) in begins and abs(own.left - before.left) < SAME
            starts |= indented and (alike or own.left - before.left > 0.5 * own.size)
        if starts:
            begins.add((number, line))
            if at:
                ends.add(flow[at - 1][0])
    if flow:
        ends.add(flow[-1][0])
    return begins, ends


def _aligned(line: Line, edges: Edges) -> Line:
    return replace(line, left=line.left - edges.lefts[line.page % 2])
