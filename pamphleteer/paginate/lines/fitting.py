"""Which breaks make the best lines of a whole paragraph: numbers in, numbers out.

Total fit after Knuth and Plass, "Breaking paragraphs into lines" (Software: Practice and Experience 11, 1981). A line
that is stretched or shrunk costs demerits, as do hyphens and unlike neighbours, and the paragraph that costs least is
set. ``fit`` looks for lines without hyphens first, then for lines with them, and at last takes the least evil, so that
there is always an answer. The same numbers give the same lines.

All lengths are in one unit, whichever it is. The work grows with the number of break points.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, compress

from pamphleteer.paginate.lines.ways import (
    ADDED,
    EPSILON,
    LOOSEST,
    NO_HYPHEN,
    OWN,
    Manner,
    Points,
    cheapest,
)

__all__ = [
    "ADDED",
    "NO_HYPHEN",
    "OWN",
    "Fit",
    "Manner",
    "Points",
    "alternatives",
    "fit",
    "fit_unhyphenated",
    "ragged",
]


@dataclass(frozen=True, slots=True)
class Fit:
    """A paragraph in lines."""

    breaks: tuple[int, ...]
    """The break points at which lines end, the last one included."""
    ratios: tuple[float, ...]
    """Of each line; infinite where nothing can stretch, below -1 where a line is over its measure."""
    demerits: float

    @property
    def lines(self) -> int:
        """How many there are."""
        return len(self.breaks)

    @property
    def worst(self) -> float:
        """The ratio of the loosest line; infinite if a line is over its measure."""
        return max((ratio if ratio >= -1 else math.inf for ratio in self.ratios), default=0.0)


JUSTIFIED = Manner()


def ragged(em: float) -> Manner:
    """The manner of lines that are not justified, in letters of so many units."""
    return Manner(justified=False, rag=4 * em, hyphen=20_000, two_hyphens=40_000, unlike=0)


def fit(points: Points, lengths: Sequence[float], manner: Manner = JUSTIFIED) -> Fit:
    """The best lines of a paragraph; ``lengths`` are those of its lines, the last is that of all further ones."""
    return _best(points, lengths, manner)[1]


def _best(points: Points, lengths: Sequence[float], manner: Manner) -> tuple[Manner, Fit]:
    """The best lines, and the manner in which they are that: hyphens are dearer where there would be too many."""
    if len(points.end) < 2:
        return manner, Fit((), (), 0.0)
    best = fit_unhyphenated(points, lengths, manner)
    if best is not None:
        return manner, best
    cap = _counted(lengths, manner)
    loosest = max(LOOSEST, manner.hyphen_tolerance)
    for tolerance, last_resort in ((manner.hyphen_tolerance, False), (loosest, False), (loosest, True)):
        ways = cheapest(points, lengths, manner, tolerance, cap, last_resort=last_resort)
        if not ways:
            continue
        demerits, breaks = min(ways.values())
        if last_resort or _run(points, breaks) < 3:
            break
    if sum(points.hyphen[j] == ADDED for j in breaks) >= max(2, manner.crowded * len(breaks)):
        manner = replace(manner, hyphen=max(manner.hyphen, manner.crowded_hyphen))
        ways = cheapest(points, lengths, manner, tolerance, cap, last_resort=last_resort)
        demerits, breaks = min(ways.values())
    return manner, _fitted(points, lengths, manner, breaks, demerits)


def fit_unhyphenated(points: Points, lengths: Sequence[float], manner: Manner = JUSTIFIED) -> Fit | None:
    """The best lines of a paragraph in which no hyphen is added; None where a line would be too loose."""
    if manner.tolerance < 0 or len(points.end) < 2:
        return None
    kept = [hyphen != ADDED for hyphen in points.hyphen]
    numbers = None
    plain = points
    if not all(kept):
        numbers = list(compress(range(len(kept)), kept))
        plain = Points(
            list(compress(points.end, kept)),
            list(compress(points.begin, kept)),
            list(compress(points.space_end, kept)),
            list(compress(points.space_begin, kept)),
            list(compress(points.hyphen, kept)),
            list(compress(points.forced, kept)),
        )
    ways = cheapest(plain, lengths, manner, manner.tolerance, _counted(lengths, manner))
    if not ways:
        return None
    demerits, breaks = min(ways.values())
    if _run(plain, breaks) > 2:
        return None
    return _fitted(points, lengths, manner, [numbers[j] for j in breaks] if numbers else breaks, demerits)


def alternatives(
    points: Points, lengths: Sequence[float], manner: Manner = JUSTIFIED, spread: int = 1
) -> dict[int, Fit]:
    """Number of lines → the best lines of that number: of the best number, and of up to ``spread`` more and fewer.

    Other numbers than the best are there only if no line of theirs is looser than the tolerance, and no three lines in
    a row have hyphens; and without a gap from the best on.
    """
    manner, best = _best(points, lengths, manner)
    found = {best.lines: best}
    if spread < 1 or best.lines < 1:
        return found
    cap = len(points.end)
    ways = cheapest(points, lengths, manner, manner.hyphen_tolerance, cap, window=spread + 1)
    for step in (1, -1):
        for number in range(best.lines + step, best.lines + step * (spread + 1), step):
            if number not in ways or _run(points, ways[number][1]) > 2:
                break
            demerits, breaks = ways[number]
            found[number] = _fitted(points, lengths, manner, breaks, demerits)
    return dict(sorted(found.items()))


def _counted(lengths: Sequence[float], manner: Manner) -> int:
    """From which line on it does not matter which line it is."""
    return max(len(lengths) - 1, max(manner.turns, default=-1) + 1)


def _run(points: Points, breaks: Sequence[int]) -> int:
    """How many lines in a row end with a hyphen, at most."""
    runs = accumulate((points.hyphen[j] for j in breaks), lambda run, hyphen: run + 1 if hyphen else 0, initial=0)
    return max(runs)


def _fitted(points: Points, lengths: Sequence[float], manner: Manner, breaks: Sequence[int], demerits: float) -> Fit:
    ratios: list[float] = []
    last = len(points.end) - 1
    i = 0
    for number, j in enumerate(breaks):
        slack = lengths[min(number, len(lengths) - 1)] - points.end[j] + points.begin[i]
        space = points.space_end[j] - points.space_begin[i]
        if abs(slack) <= EPSILON or (slack > 0 and (j == last or points.forced[j])):
            ratios.append(0.0)
        elif slack > 0:
            give = manner.stretch * space if manner.justified else manner.rag
            ratios.append(slack / give if give > 0 else math.inf)
        else:
            give = manner.shrink * space if manner.justified else 0.0
            ratio = slack / give if give > 0 else -math.inf
            ratios.append(-1.0 if -1 - EPSILON < ratio < -1 else ratio)
        i = j
    return Fit(tuple(breaks), tuple(ratios), demerits)
