"""Lines as a browser fills them, one after the other: against these the widths of words are proved."""

from __future__ import annotations

from collections.abc import Sequence

from pamphleteer.paginate.lines.fitting import JUSTIFIED, Fit, _fitted
from pamphleteer.paginate.lines.ways import EPSILON, Manner, Points


def first_fit(points: Points, lengths: Sequence[float], manner: Manner = JUSTIFIED) -> Fit:
    """Each line as long as it can be without shrinking, whatever comes after it; as a browser breaks lines."""
    end, begin = points.end, points.begin
    last = len(end) - 1
    breaks: list[int] = []
    at = 0
    while at < last:
        limit = begin[at] + lengths[min(len(breaks), len(lengths) - 1)] + EPSILON
        chosen = 0
        for j in range(at + 1, last + 1):
            if end[j] <= limit or not chosen:
                chosen = j
            if points.forced[j] or begin[j] > limit:
                break
        breaks.append(chosen)
        at = chosen
    return _fitted(points, lengths, manner, breaks, 0.0)
