"""The cheapest ways from a paragraph's start to its end, line by line: the search behind ``fitting``.

Dynamic programming over break points, forward. Of all ways to a point the cheapest are kept for each state: the number
of lines (as far as it matters), how many lines in a row end with hyphens, and the fitness class of the last one. From
each point only those are tried that a line can reach, so the work grows with the number of points.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

NO_HYPHEN, ADDED, OWN = 0, 1, 2
"""What ``Points.hyphen`` says: no hyphen; one that the break adds; one that the text has there in any case."""

EPSILON = 1e-6
"""Widths are sums of floats."""
LOOSEST = 4.0
"""Ratio beyond which a line is as bad as it is empty."""
_EMPTY = 12_000.0
"""What the badness grows by, beyond that, if all of a line is empty."""
_REACH = 300
"""From each point so many others are tried at most: no text has more within a line, but for one that is made to."""
_OVERLONG = 1e12
"""Demerits of a line over its measure; more than any paragraph has otherwise."""
_WINDOW = 3
"""Enough where lines are counted only because their lengths differ."""


@dataclass(frozen=True, slots=True)
class Points:
    """Where lines may end: sequences with an entry for each break point; entry 0 is the paragraph's start.

    A line from i to j is ``end[j] - begin[i]`` wide, its spaces ``space_end[j] - space_begin[i]``. ``begin`` and
    ``space_begin`` never decrease. At the last point a line always ends.
    """

    end: Sequence[float]
    """Width from the start to the point if the line ends there, its hyphen included."""
    begin: Sequence[float]
    """Width from the start to where the next line begins, if the line ends at the point."""
    space_end: Sequence[float]
    """Natural width of the spaces in ``end`` that may stretch."""
    space_begin: Sequence[float]
    """The same in ``begin``."""
    hyphen: Sequence[int]
    """``NO_HYPHEN``, ``ADDED`` or ``OWN``."""
    forced: Sequence[bool]
    """Whether a line ends there in any case, and is not stretched."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a paragraph is to be set. A ratio is how much of the stretch, or, if negative, of the shrink a line takes."""

    justified: bool = True
    stretch: float = 0.5
    """Of a space, in parts of its natural width, at a ratio of 1."""
    shrink: float = 1 / 3
    """Of a space, in parts of its natural width, at most."""
    rag: float = 40.0
    """If not justified: what is missing in a line at a ratio of 1; some ems."""
    tolerance: float = 1.0
    """The greatest ratio of a line where no word is hyphenated; if negative, that is not tried."""
    hyphen_tolerance: float = 2.0
    """The same where words are hyphenated."""
    short: float = 0.0
    """A last line of less is too short."""
    line: float = 1.0
    """Added to the badness of a line before it is squared: what a line more costs."""
    hyphen: float = 18_000.0
    """Demerits of a hyphen that is added."""
    crowded: float = 1 / 3
    """So many hyphens a line are too many in a paragraph; one is not."""
    crowded_hyphen: float = 200_000.0
    """Demerits of a hyphen that is added where there would be too many of them."""
    two_hyphens: float = 20_000.0
    """Demerits of a hyphen in the line after one with a hyphen."""
    three_hyphens: float = 1e8
    """Demerits of a hyphen after two."""
    last_hyphen: float = 6_000.0
    """Demerits of a hyphen before the last line."""
    short_last: float = 20_000.0
    """Demerits of a last line that is too short, or nothing but the rest of a word."""
    unlike: float = 5_000.0
    """Demerits of a line beside another that is tighter or looser by more than one class."""
    turns: frozenset[int] = frozenset()
    """Numbers of lines, from 0, that end a page."""
    turn_hyphen: float = 1e6
    """Demerits of a hyphen at the end of one of these."""

    def space(self, ratio: float) -> float:
        """The width of a space at a ratio, in parts of its natural width."""
        return 1.0 if not self.justified else 1 + ratio * (self.stretch if ratio > 0 else self.shrink)


Way = tuple[float, list[int]]
"""Demerits, and the points at which lines end."""
_Row = list[float]
"""The ways to a point that have one number of lines: demerits by state, then, by state, where the last line began.

States are the four classes; where the point has a hyphen, they are so for one, two, and three or more in a row.
"""


def cheapest(
    points: Points,
    lengths: Sequence[float],
    manner: Manner,
    tolerance: float,
    cap: int,
    *,
    window: int = _WINDOW,
    last_resort: bool = False,
) -> dict[int, Way]:
    """Number of lines → the way of least demerits. Numbers from ``cap`` on are not told apart, and are called ``cap``.

    At each point numbers are kept in mind that differ by up to ``window`` from that of its cheapest way. No line is
    looser than ``tolerance``, and none is over its measure, so that there may be no way at all. As a
    ``last_resort`` looser ones are dear, one over its measure stands where none fits, and there is always a way.
    """
    end, begin, space_end, space_begin = points.end, points.begin, points.space_end, points.space_begin
    hyphen = points.hyphen
    last, many = len(end) - 1, len(lengths)
    stretch, shrink, rag = (manner.stretch, manner.shrink, 0.0) if manner.justified else (0.0, 0.0, manner.rag)
    base, unlike = manner.line, manner.unlike
    narrowest = [x - shrink * s for x, s in zip(begin, space_begin, strict=True)]
    widest = [x + tolerance * stretch * s for x, s in zip(begin, space_begin, strict=True)]
    # A hyphen may reach over the letters that follow it, and a rag adds to any line.
    more = max(0.0, max(e - b for e, b in zip(end, begin, strict=True))) + tolerance * rag + EPSILON
    stops = [j for j in range(1, last) if points.forced[j]]
    stops.append(last)
    stop, stopped = stops[0], 0
    scale, far = cap + 1, math.inf
    # Most points are never reached: a table for each would cost more than the search.
    rows: dict[int, dict[int, _Row]] = {0: {0: [far, 0.0, far, far, 0, 0, 0, 0]}}
    for i in range(last):
        counted = rows.get(i)
        if counted is None:
            continue
        while stop <= i:
            stopped += 1
            stop = stops[stopped]
        origin, spaces, hyphened = begin[i], space_begin[i], hyphen[i] if i else NO_HYPHEN
        for line, row in counted.items() if len(counted) == 1 else _near(counted, window):
            length = lengths[line] if line < many else lengths[-1]
            emptied = _EMPTY / (length if length > 1 else 1.0)
            back, following = i * scale + line, line + 1 if line < cap else cap
            turn = manner.turn_hyphen if line in manner.turns else 0.0
            plain = _arrivals(row, 0, unlike)
            if hyphened:
                one, two, three = plain, _arrivals(row, 4, unlike), _arrivals(row, 8, unlike)
                plain = [min(costs) for costs in zip(one, two, three, strict=True)]
            high = min(bisect_right(narrowest, length + narrowest[i] + EPSILON, i + 1), stop)
            low = i + 1 if last_resort else min(bisect_left(widest, length + widest[i] - more, i + 1), high)
            reach: Sequence[int] = range(max(low, high - _REACH), high + 1)
            found = overlong = False
            while True:
                for j in reach:
                    slack, space = length - end[j] + origin, space_end[j] - spaces
                    kind, badness = 1, base
                    if slack > EPSILON:
                        if j != stop:
                            give = stretch * space + rag
                            if slack <= tolerance * give:
                                ratio = slack / give
                                if ratio <= 1:
                                    badness += 100 * ratio * ratio * ratio
                                    if not rag and ratio > 0.5:
                                        kind = 2
                                else:
                                    # What is loose already loses by each space alike. By the third power, one line that
                                    # cannot be helped would be worth any number of hyphens in its paragraph.
                                    badness += 300 * ratio - 200
                                    if not rag:
                                        kind = 3
                            elif last_resort:
                                beyond = slack - LOOSEST * give
                                badness += 300 * LOOSEST - 200 + (beyond * emptied if beyond > 0 else 0.0)
                                kind = 1 if rag else 3
                            else:
                                continue
                    elif slack < -EPSILON:
                        give = shrink * space
                        if slack >= -give - EPSILON:
                            ratio = min(-slack / give, 1.0)
                            badness += 100 * ratio * ratio * ratio
                            if ratio > 0.5:
                                kind = 0
                        elif not overlong:
                            continue
                    found = True
                    cost = badness * badness
                    if overlong:
                        cost += _OVERLONG * (1 - slack / max(length, 1.0))
                    if j == stop and i:
                        if end[j] - origin < manner.short or (hyphened and space <= 0):
                            cost += manner.short_last
                        if hyphened:
                            cost += manner.last_hyphen
                    targets = rows.get(j)
                    if targets is None:
                        targets = rows[j] = {}
                    if hyphen[j]:
                        target = targets.get(following)
                        if target is None:
                            target = targets[following] = [far] * 12 + [0] * 12
                        cost += turn + (manner.hyphen if hyphen[j] == ADDED else 0.0)
                        if not hyphened:
                            tries = [(kind, plain[kind])]
                        else:
                            tries = [
                                (kind + 4, one[kind] + manner.two_hyphens),
                                (kind + 8, two[kind] + manner.three_hyphens),
                                (kind + 8, three[kind] + manner.three_hyphens),
                            ]
                        for state, arrival in tries:
                            if arrival + cost < target[state]:
                                target[state], target[state + 12] = arrival + cost, back
                    else:
                        cost += plain[kind]
                        target = targets.get(following)
                        if target is None:
                            target = targets[following] = [far] * 4 + [0] * 4
                        if cost < target[kind]:
                            target[kind], target[kind + 4] = cost, back
                if found or not last_resort:
                    break
                reach = (i + 1,)
                overlong = True
    return {line: _traced(rows, line, points, manner, scale) for line in sorted(rows.get(last, ()))}


def _arrivals(row: _Row, at: int, unlike: float) -> list[float]:
    """The least demerits with which a line of each class follows the ways of ``row`` from its state ``at`` on."""
    tight, decent, loose, very_loose = row[at : at + 4]
    return [
        min(tight, decent, loose + unlike, very_loose + unlike),
        min(tight, decent, loose, very_loose + unlike),
        min(tight + unlike, decent, loose, very_loose),
        min(tight + unlike, decent + unlike, loose, very_loose),
    ]


def _near(rows: dict[int, _Row], window: int) -> Iterator[tuple[int, _Row]]:
    """Of many numbers of lines those near that of the cheapest way, lest their number grow with the paragraph."""
    least = {line: min(row[: len(row) // 2]) for line, row in rows.items()}
    best = min(least, key=lambda line: (least[line], line))
    return ((line, rows[line]) for line in sorted(rows) if abs(line - best) <= window)


def _traced(rows: dict[int, dict[int, _Row]], line: int, points: Points, manner: Manner, scale: int) -> Way:
    """The cheapest way to the end that has so many lines."""
    j = len(points.end) - 1
    row = rows[j][line]
    states = len(row) // 2
    state = min(range(states), key=lambda s: row[s])
    demerits, breaks = row[state], []
    while j:
        breaks.append(j)
        i, line = divmod(int(row[states + state]), scale)
        # Where the line began, the ways to it were told apart by state: which one was it?
        kind, run, before = state % 4, state // 4 if points.hyphen[j] else None, rows[i][line]
        states = len(before) // 2
        state = min(range(states), key=lambda s: _step(before, s, kind, run, bool(i and points.hyphen[i]), manner))
        j, row = i, before
    return demerits, breaks[::-1]


def _step(before: _Row, state: int, kind: int, run: int | None, hyphened: bool, manner: Manner) -> float:
    """Demerits of the way in a state, and of going on from it with a line of a class, as the ``run``-th hyphen."""
    cost = before[state] + (manner.unlike if abs(state % 4 - kind) > 1 else 0.0)
    if run is None:
        return cost
    if not hyphened:
        return cost if run == 0 else math.inf
    if min(state // 4 + 1, 2) != run:
        return math.inf
    return cost + (manner.two_hyphens if run == 1 else manner.three_hyphens)
