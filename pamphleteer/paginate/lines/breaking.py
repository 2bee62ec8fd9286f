"""A paragraph's break points, measured, and the lines between those of them that are chosen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from pamphleteer.markup import SOFT_HYPHEN
from pamphleteer.paginate.lines import hanging
from pamphleteer.paginate.lines.fitting import (
    ADDED,
    JUSTIFIED,
    NO_HYPHEN,
    OWN,
    Fit,
    Manner,
    Points,
    alternatives,
    fit,
    ragged,
)
from pamphleteer.paginate.lines.hyphens import Break, Dictionaries, positions
from pamphleteer.paginate.lines.paragraph import BLANK, LINE_END, Node, Paragraph, Refused
from pamphleteer.paginate.lines.shaping import NO_BREAK, Shaper

HYPHENS = ("-", "\u2010")
_STUB = 3.0
"""In em: a last line that is shorter looks like a mistake, whatever the indent."""


_Within = tuple[Break, float, float]
"""A break within a word: the width up to it if a line ends there, its hyphen included, and if a line begins there."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A line of a paragraph, by the places in its text."""

    start: int
    end: int
    """After its last letter."""
    next: int
    """Where the next line starts: after the spaces that follow."""
    first: bool = False
    """Whether it begins the paragraph."""
    respelled: str = ""
    """What stands at the end of a broken word, before its hyphen, for its last letters."""
    hyphened: bool = False
    """Whether a word is broken at its end, and has a hyphen there."""
    cut: int = 0
    """How many letters ``respelled`` stands for."""
    meant: str = SOFT_HYPHEN
    """What the copy has for ``respelled`` and the hyphen."""
    before: str = ""
    """What is set before the rest of a word whose spelling changes."""
    forced: bool = False
    """Whether its author has ended it there."""


class _Measured:
    """Break points, a tuple each; the first is the start."""

    __slots__ = ("add", "rows")

    def __init__(self, start: int, out: float) -> None:
        self.rows: list[tuple[int, float, float, float, float, Break | None]] = [(start, 0.0, out, 0.0, 0.0, None)]
        """Where the next line starts, spaces not yet skipped; width of the text up to there if a line ends there, and
        if one begins there; the natural width of its spaces likewise; the place in a word, where it is one."""
        self.add = self.rows.append

    def points(self, text: str) -> Points:
        hyphens = [NO_HYPHEN if row[5] is None else ADDED for row in self.rows]
        for number, row in enumerate(self.rows):
            if not number or hyphens[number]:
                continue
            where = row[0]
            while where and text[where - 1] in BLANK:
                where -= 1
            if text[where - 1 : where] in HYPHENS:
                hyphens[number] = OWN
        _, end, begin, space_end, space_begin, _ = zip(*self.rows, strict=True)
        forced = [False] * len(hyphens)
        if LINE_END in text:
            forced[1:] = [text[row[0] - 1] == LINE_END for row in self.rows[1:]]
        return Points(end, begin, space_end, space_begin, hyphens, forced)


def break_paragraph(
    paragraph: Paragraph,
    context: Any,
    start: int,
    width: float,
    indent: float,
    turns: frozenset[int] = frozenset(),
    lines: int | None = None,
) -> tuple[Broken, ...]:
    """The lines from ``start`` on, in a measure of ``width``, the first indented; ``turns`` end pages.

    There are as many ``lines`` as are wanted, if these can be had well.
    """
    measured = _measure(paragraph, context, start, indent)
    points, lengths = measured.points(paragraph.text), (width - indent, width)
    manner = _manner(paragraph, indent, turns)
    found = {} if lines is None else alternatives(points, lengths, manner)
    chosen = found[lines] if lines in found else fit(points, lengths, manner)
    if paragraph.breaks_long_words and min(chosen.ratios, default=0.0) < -1:
        raise Refused("a word longer than its line")
    return tuple(_broken(paragraph, measured, chosen, start))


def variants(paragraph: Paragraph, context: Any, width: float, indent: float) -> dict[int, Fit]:
    """By number of lines, how the whole paragraph may be set well: in the best number, in one more, in one less."""
    start = len(paragraph.text) - len(paragraph.text.lstrip(" "))
    points = _measure(paragraph, context, start, indent).points(paragraph.text)
    return alternatives(points, (width - indent, width), _manner(paragraph, indent, frozenset()))


def _manner(paragraph: Paragraph, indent: float, turns: frozenset[int]) -> Manner:
    size = paragraph.leaves[0].shaper.size
    manner = JUSTIFIED if paragraph.justified else ragged(size)
    return replace(manner, short=max(1.5 * indent, _STUB * size), turns=turns)


def _broken(paragraph: Paragraph, measured: _Measured, chosen: Fit, start: int) -> Iterator[Broken]:
    text = paragraph.text
    before = ""
    first = not text[:start].strip(" ")
    for number in chosen.breaks:
        stop = end = measured.rows[number][0]
        while end > start and text[end - 1] in BLANK:
            end -= 1
        at = measured.rows[number][5]
        if at is None:
            yield Broken(start, end, stop, first, before=before, forced=text[end:stop].endswith(LINE_END))
            before = ""
        else:
            cut = len(text[stop - at.cut : stop].replace(SOFT_HYPHEN, ""))
            yield Broken(start, end, stop, first, at.before, True, cut, at.meant, before)
            before = at.after
        start, first = stop, False


def _measure(paragraph: Paragraph, context: Any, start: int, indent: float) -> _Measured:
    """The break points from ``start`` on, each measured from there."""
    hyphens, hangs = paragraph.hyphenates, paragraph.hangs
    text, leaves = paragraph.text, paragraph.leaves
    measured = _Measured(start, _hung_before(paragraph, start) if hangs and not indent else 0.0)
    x = spaces = 0.0
    number = next(i for i, leaf in enumerate(leaves) if leaf.end > start)
    leaf = leaves[number]
    edges = paragraph.edges
    edge = next((i for i, (at, _, opens) in enumerate(edges) if at > start or (opens and at == start)), len(edges))
    at = start
    for stop in paragraph.stops:
        if stop <= start:
            continue
        body_end = stop
        while body_end > at and text[body_end - 1] in BLANK:
            body_end -= 1
        while at < body_end:
            while at >= leaf.end:
                number += 1
                leaf = leaves[number]
            while edge < len(edges) and edges[edge][0] <= at:
                x += edges[edge][1]
                edge += 1
            to = min(body_end, leaf.end)
            for piece_start, piece in _pieces(text, at, to):
                if piece == NO_BREAK:
                    x += leaf.shaper.nbsp
                    spaces += leaf.shaper.space
                    continue
                word = leaf.shaper.word(piece.replace(SOFT_HYPHEN, ""))
                if word.runs is None:
                    raise Refused("letters that are not set in words")
                if hyphens or SOFT_HYPHEN in piece:
                    out = hanging.after(leaf.shaper.hyphen, leaf.shaper) if hangs else 0.0
                    for within, end, begin in _within(piece, leaf, context.dictionaries, patterns=hyphens):
                        measured.add((piece_start + within.at, x + end - out, x + begin, spaces, spaces, within))
                x += word.width
            at = to
        while edge < len(edges) and (edges[edge][0] < stop or (edges[edge][0] == body_end and not edges[edge][2])):
            x += edges[edge][1]
            edge += 1
        end, space_end = x, spaces
        if body_end < stop and text[body_end] == " ":
            while body_end >= leaf.end:
                number += 1
                leaf = leaves[number]
            x += leaf.shaper.space
            spaces += leaf.shaper.space
        if hangs:
            out, before = _hung_after(paragraph, body_end), _hung_before(paragraph, stop)
            measured.add((stop, end - out, x + before, space_end, spaces, None))
        else:
            measured.add((stop, end, x, space_end, spaces, None))
        at = stop
    return measured


def _hung_before(paragraph: Paragraph, at: int) -> float:
    """How far the first sign of a line that begins at an offset stands out; soft hyphens are none."""
    text = paragraph.text
    while at < len(text) and text[at] == SOFT_HYPHEN:
        at += 1
    return hanging.before(text[at], _leaf_at(paragraph, at).shaper) if at < len(text) else 0.0


def _hung_after(paragraph: Paragraph, end: int) -> float:
    """The same of the last sign before an offset."""
    text = paragraph.text
    while end and text[end - 1] == SOFT_HYPHEN:
        end -= 1
    return hanging.after(text[end - 1], _leaf_at(paragraph, end - 1).shaper) if end else 0.0


def _leaf_at(paragraph: Paragraph, offset: int) -> Node:
    """The text box that holds a character."""
    return paragraph.leaves[bisect_right(paragraph.leaves, offset, key=attrgetter("end"))]


def _pieces(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """Words and no-break spaces, each with its place."""
    piece = text[start:end]
    if NO_BREAK not in piece:
        return [(start, piece)]
    pieces, at = [], start
    for word in piece.split(NO_BREAK):
        if at > start:
            pieces.append((at - 1, NO_BREAK))
        if word:
            pieces.append((at, word))
        at += len(word) + 1
    return pieces


def _within(piece: str, leaf: Node, dictionaries: Dictionaries, *, patterns: bool) -> tuple[_Within, ...]:
    """The break points within a word; found once for each style."""
    style, shaper = leaf.box.style, leaf.shaper
    if style["hyphens"] == "none" or leaf.keeps:
        return ()
    limits, automatic = tuple(style["hyphenate_limit_chars"]), patterns and style["hyphens"] == "auto"
    key = piece, limits, automatic
    known: tuple[_Within, ...] | None = shaper.within.get(key)
    if known is None:
        found = positions(piece, shaper.language, limits, dictionaries, automatic=automatic)
        known = shaper.within[key] = tuple(_placed(piece, shaper, found)) if found else ()
    return known


def _placed(piece: str, shaper: Shaper, found: Sequence[Break]) -> Iterator[_Within]:
    bare = piece.replace(SOFT_HYPHEN, "")
    advances = shaper.advances(bare, shaper.word(bare))
    for at in found:
        cut = len(piece[: at.at - at.cut].replace(SOFT_HYPHEN, ""))
        rest = len(piece[: at.at].replace(SOFT_HYPHEN, ""))
        end = advances[cut] + shaper.hyphen_width
        begin = advances[rest]
        if at.before:
            end += shaper.word(at.before).width
        if at.after:
            begin -= shaper.word(at.after).width
        yield at, end, begin
