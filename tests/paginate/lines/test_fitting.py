"""Total fit against all the ways that there are, and what it owes to readers whatever the numbers."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from types import FrameType
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pamphleteer.paginate.lines import fitting, ways
from pamphleteer.paginate.lines.fitting import (
    ADDED,
    NO_HYPHEN,
    OWN,
    Fit,
    Manner,
    Points,
    alternatives,
    fit,
    fit_unhyphenated,
    ragged,
)
from tests.paginate.lines.greedy import first_fit

HYPHEN = 0.5
PLAIN = Manner()
RAGGED = ragged(1.0)


def points_of(pieces: Sequence[tuple[float, str]]) -> Points:
    """Pieces of text, each with what follows it: a space ' ', a place to hyphenate '-', a hyphen of its own '=', a
    place without either '|', or one where a line must end '/'."""
    end, begin, space_end, space_begin, hyphen, forced = [0.0], [0.0], [0.0], [0.0], [NO_HYPHEN], [False]
    x = space = 0.0
    for number, (width, follows) in enumerate(pieces):
        follows = "|" if number == len(pieces) - 1 else follows
        x += width
        end.append(x + (HYPHEN if follows == "-" else 0))
        space_end.append(space)
        if follows in " /":
            x, space = x + 1, space + 1
        begin.append(x)
        space_begin.append(space)
        hyphen.append({"-": ADDED, "=": OWN}.get(follows, NO_HYPHEN))
        forced.append(follows == "/")
    return Points(end, begin, space_end, space_begin, hyphen, forced)


def words(text: str) -> Points:
    """A text whose letters are half as wide as its spaces; hyphens are places to hyphenate."""
    pieces: list[tuple[float, str]] = []
    for word in text.split():
        parts = word.split("-")
        pieces += [(len(part) / 2, "-") for part in parts[:-1]]
        pieces.append((len(parts[-1]) / 2, " "))
    return points_of(pieces)


# -- the same from its definition


def badness(slack: float, space: float, length: float, manner: Manner, tolerance: float, resort: bool) -> Any:
    """Badness and class of a line that is not a last one, or None if it may not be so."""
    give = manner.stretch * space if manner.justified else manner.rag
    if slack >= 0:
        if slack <= 1e-6:
            return 0.0, 1
        ratio = slack / give if give else math.inf
        kind = 1 if ratio <= 0.5 or not manner.justified else 2 if ratio <= 1 else 3
        if ratio <= tolerance:
            return 100 * ratio**3 if ratio <= 1 else 300 * ratio - 200, kind
        if not resort:
            return None
        return 1000 + 12_000 * max(slack - 4 * give, 0) / length, kind
    ratio = -slack / (manner.shrink * space) if manner.justified and space else math.inf
    return (100 * ratio**3, 0 if ratio > 0.5 else 1) if ratio <= 1 + 1e-6 else None


def lines_of(points: Points, breaks: Sequence[int], lengths: Sequence[float]) -> Iterator[tuple[int, int, float]]:
    for number, (i, j) in enumerate(pairwise((0, *breaks))):
        yield i, j, lengths[min(number, len(lengths) - 1)]


def ends(points: Points) -> list[int]:
    return list(range(1, len(points.end)))


def fits(points: Points, i: int, j: int, length: float, manner: Manner, tolerance: float, resort: bool) -> Any:
    slack, space = length - points.end[j] + points.begin[i], points.space_end[j] - points.space_begin[i]
    if slack >= 0 and (j == len(points.end) - 1 or points.forced[j]):
        return 0.0, 1
    return badness(slack, space, length, manner, tolerance, resort)


def demerits(
    points: Points, breaks: Sequence[int], lengths: Sequence[float], manner: Manner, tolerance: float, resort: bool
) -> float:
    """What these lines cost; infinite if they may not be."""
    total, run, before = 0.0, 0, 1
    last = len(points.end) - 1
    for number, (i, j, length) in enumerate(lines_of(points, breaks, lengths)):
        if any(points.forced[k] for k in range(i + 1, j)):
            return math.inf
        found = fits(points, i, j, length, manner, tolerance, resort)
        over = 0.0
        if found is None:
            stop = next(k for k in range(i + 1, last + 1) if k == last or points.forced[k])
            others = [k for k in ends(points) if i < k <= stop]
            if not resort or j != others[0]:
                return math.inf
            if any(fits(points, i, k, length, manner, tolerance, resort) for k in others):
                return math.inf
            over = 1e12 * (1 + (points.end[j] - points.begin[i] - length) / max(length, 1))
            found = 0.0, 1
        bad, kind = found
        total += (manner.line + bad) ** 2 + over
        if abs(kind - before) > 1:
            total += manner.unlike
        before = kind
        if points.hyphen[j]:
            run += 1
            total += {1: 0.0, 2: manner.two_hyphens}.get(run, manner.three_hyphens)
            total += manner.hyphen if points.hyphen[j] == ADDED else 0.0
            total += manner.turn_hyphen if number in manner.turns else 0.0
        else:
            run = 0
        if i and (j == last or points.forced[j]):
            stub = points.hyphen[i] and points.space_end[j] == points.space_begin[i]
            if stub or points.end[j] - points.begin[i] < manner.short:
                total += manner.short_last
            if points.hyphen[i]:
                total += manner.last_hyphen
    return total


def sets(points: Points) -> Iterator[tuple[int, ...]]:
    *inner, last = ends(points)
    for count in range(len(inner) + 1):
        for chosen in combinations(inner, count):
            yield (*chosen, last)


def runs(points: Points, breaks: Sequence[int]) -> int:
    most = run = 0
    for j in breaks:
        run = run + 1 if points.hyphen[j] else 0
        most = max(most, run)
    return most


def least(points: Points, lengths: Sequence[float], manner: Manner) -> float:
    """The demerits of the best of all lines, pass by pass."""
    unhyphenated = [s for s in sets(points) if all(points.hyphen[j] != ADDED for j in s)]
    first = [(demerits(points, s, lengths, manner, manner.tolerance, False), runs(points, s)) for s in unhyphenated]
    more = [
        [(demerits(points, s, lengths, manner, tolerance, False), runs(points, s)) for s in sets(points)]
        for tolerance in (manner.hyphen_tolerance, 4.0)
    ]
    # With a tolerance below zero the first pass is left out, even where lines would be just full.
    for found in (first, *more) if manner.tolerance >= 0 else more:
        cost, run = min(found)
        if cost < math.inf and run < 3:
            return cost
    return min(demerits(points, s, lengths, manner, 4.0, True) for s in sets(points))


def tolerances(manner: Manner) -> list[tuple[float, bool]]:
    return [(manner.tolerance, False), (manner.hyphen_tolerance, False), (4.0, False), (4.0, True)]


PIECES = st.lists(
    st.tuples(st.integers(1, 12).map(lambda n: n / 2), st.sampled_from("       ----==|/")), min_size=1, max_size=10
)
LENGTHS = st.lists(st.integers(6, 28).map(lambda n: n / 2), min_size=1, max_size=4)
MANNERS = st.builds(
    Manner,
    justified=st.booleans(),
    rag=st.sampled_from([2.0, 6.0]),
    tolerance=st.sampled_from([-1.0, 0.8, 1.5]),
    hyphen_tolerance=st.sampled_from([1.0, 2.5]),
    short=st.sampled_from([0.0, 3.0]),
    hyphen=st.sampled_from([0.0, 2_500.0]),
    unlike=st.sampled_from([0.0, 5_000.0]),
    turns=st.sampled_from([frozenset[int](), frozenset({1})]),
    crowded=st.just(math.inf),
)


JUST_FULL = [(0.5, " "), (2.5, " "), (5.0, " "), (0.5, " ")]
RAGGED = Manner(justified=False, rag=6.0, tolerance=-1.0, hyphen_tolerance=1.0, short=3.0, unlike=0.0, crowded=math.inf)


@settings(max_examples=300, deadline=None)
@given(PIECES, LENGTHS, MANNERS)
@example(JUST_FULL, [10.0], RAGGED)
def test_no_other_lines_cost_less(pieces, lengths, manner):
    points = points_of(pieces)
    found = fit(points, lengths, manner)
    assert found.demerits == pytest.approx(least(points, lengths, manner), rel=1e-9)
    # And these lines are worth what they are said to be.
    costs = [demerits(points, found.breaks, lengths, manner, *pass_) for pass_ in tolerances(manner)]
    assert any(found.demerits == pytest.approx(cost, rel=1e-9) for cost in costs)


@settings(max_examples=150, deadline=None)
@given(PIECES, LENGTHS, MANNERS)
def test_each_other_number_of_lines_is_had_at_its_least(pieces, lengths, manner):
    points = points_of(pieces)
    best, found = fit(points, lengths, manner), alternatives(points, lengths, manner, 2)
    assert found[best.lines] == best
    cheapest: dict[int, tuple[float, int]] = {}
    for chosen in sets(points):
        cost = demerits(points, chosen, lengths, manner, manner.hyphen_tolerance, False)
        if cost < math.inf:
            number = len(chosen)
            cheapest[number] = min(cheapest.get(number, (math.inf, 0)), (cost, runs(points, chosen)))
    wanted = {best.lines}
    for step in (1, -1):
        for number in (best.lines + step, best.lines + 2 * step):
            if number not in cheapest or cheapest[number][1] > 2:
                break
            wanted.add(number)
    assert set(found) == wanted
    for number in wanted - {best.lines}:
        assert found[number].demerits == pytest.approx(cheapest[number][0], rel=1e-9)
        assert found[number].lines == number


@settings(max_examples=150, deadline=None)
@given(PIECES, LENGTHS, MANNERS, st.sampled_from([0.25, 1 / 3, 0.5]))
def test_where_there_would_be_many_hyphens_they_are_dear(pieces, lengths, manner, crowded):
    points = points_of(pieces)
    best = fit(points, lengths, manner)
    added = sum(points.hyphen[j] == ADDED for j in best.breaks)
    sparing = replace(manner, crowded=crowded, crowded_hyphen=50_000.0)
    found = fit(points, lengths, sparing)
    if added < max(2, crowded * best.lines):
        assert found == best
        return
    assert sum(points.hyphen[j] == ADDED for j in found.breaks) <= added
    dear = replace(manner, hyphen=50_000.0)
    cost = min(demerits(points, best.breaks, lengths, dear, *pass_) for pass_ in tolerances(manner))
    assert found.demerits <= cost * (1 + 1e-9)


@settings(max_examples=150, deadline=None)
@given(PIECES, LENGTHS, MANNERS)
def test_all_text_is_set_once_and_the_same_numbers_give_the_same_lines(pieces, lengths, manner):
    points = points_of(pieces)
    for function in (fit, first_fit):
        found = function(points, lengths, manner)
        assert found == function(points, lengths, manner)
        assert list(found.breaks) == sorted(set(found.breaks))
        assert found.breaks[-1] == len(points.end) - 1
        assert set(found.breaks) <= set(ends(points))
        assert {j for j, forced in enumerate(points.forced) if forced} <= set(found.breaks)
        for (i, j, length), ratio in zip(lines_of(points, found.breaks, lengths), found.ratios, strict=True):
            if math.isfinite(ratio):
                natural = points.end[j] - points.begin[i]
                spaces = points.space_end[j] - points.space_begin[i]
                if manner.justified:
                    stretched = natural + (manner.space(ratio) - 1) * spaces
                else:
                    stretched = natural + ratio * manner.rag
                # A last line is as long as it is.
                assert stretched == pytest.approx(length) or (ratio == 0 and natural <= length)


# -- in so many words


def test_a_line_of_text_is_a_line():
    assert fit(words("so it is"), [20]) == Fit((3,), (0.0,), 1.0)


def test_nothing_is_no_line():
    for found in (fit(words(""), [20]), first_fit(words(""), [20])):
        assert found == Fit((), (), 0.0)
    assert fit_unhyphenated(words(""), [20]) is None


def test_first_fit_is_greedy():
    points = words("aaaa bbbb cc-cc dd")
    assert first_fit(points, [5]).breaks == (2, 5)
    # The hyphen itself must fit.
    assert first_fit(points, [7.4]).breaks == (2, 5)
    assert first_fit(points, [7.5]).breaks == (3, 5)
    assert first_fit(points, [4, 7]).breaks == (1, 5)
    assert first_fit(words("aaaaaaaaaaaa b"), [4]).breaks == (1, 2)


def test_a_word_is_taken_down_to_spare_the_next_line():
    points = words("a bbbb cccc d eeeeeeeeee fffff ggg")
    total, first = fit(points, [8]), first_fit(points, [8])
    assert total.worst < first.worst
    assert total.breaks != first.breaks


def test_looser_lines_cost_more():
    costs = [fit(points_of([(4, " "), (4 - n / 10, " "), (9, " ")]), [10]).demerits for n in range(40)]
    assert costs == sorted(costs) and len(set(costs)) == len(costs)


def test_tighter_lines_cost_more():
    costs = [fit(points_of([(4, " "), (5 + n / 100, " "), (10, " ")]), [10]).demerits for n in range(33)]
    assert costs == sorted(costs) and len(set(costs)) == len(costs)


TEXT = (
    "the com-mit-tee had or-gan-ized its li-brary in a small par-ish hall and ev-ery mem-ber brought a book that the "
    "oth-ers had not read be-cause no-body could af-ford to buy what ev-ery-body want-ed to know about the con-sti-tu-"
    "tion of old can-als and the peo-ple who had dug them in the long win-ters be-fore the rail-way came to the dis-"
    "trict and took the coal a-way"
)


@pytest.mark.parametrize("length", [13, 16, 20, 24, 30])
@pytest.mark.parametrize("manner", [PLAIN, RAGGED])
def test_no_text_runs_over_its_measure_where_its_syllables_fit(length, manner):
    found = fit(words(TEXT), [length - 2, length], manner)
    assert all(ratio >= -1 for ratio in found.ratios)


def test_no_hyphen_is_added_where_lines_are_good_without():
    points = words(TEXT)
    found = fit(points, [40], Manner(tolerance=1.5))
    assert found == fit_unhyphenated(points, [40], Manner(tolerance=1.5))
    assert not any(points.hyphen[j] for j in found.breaks)
    assert fit_unhyphenated(points, [9], PLAIN) is None


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(2, 8), st.sampled_from(" ---")), min_size=8, max_size=12), st.integers(10, 16))
def test_three_lines_in_a_row_have_hyphens_only_where_nothing_else_will_do(pieces, length):
    points = points_of(pieces)
    found = fit(points, [length])
    if runs(points, found.breaks) > 2:
        others = [s for s in sets(points) if runs(points, s) < 3]
        assert all(demerits(points, s, [length], PLAIN, PLAIN.hyphen_tolerance, False) == math.inf for s in others)


def test_a_last_line_is_no_stub():
    points = words("aaaa bbbb cccc dddd ee")
    # Two lines of two words, and a third one: or three of which the last has more.
    stub = fit(points, [10.0], replace(PLAIN, tolerance=3, short=0))
    long = fit(points, [10.0], replace(PLAIN, tolerance=3, short=2.0, short_last=1e9))
    assert [points.end[5] - points.begin[found.breaks[-2]] for found in (stub, long)] == [1.0, 4.0]


def test_a_page_does_not_end_with_a_hyphen():
    points = words(TEXT)
    manner = Manner(tolerance=-1, hyphen=0)
    found = fit(points, [16], manner)
    broken = [number for number, j in enumerate(found.breaks) if points.hyphen[j]]
    assert broken
    for number in broken:
        other = fit(points, [16], replace(manner, turns=frozenset({number})))
        assert not points.hyphen[other.breaks[number]]


def test_a_paragraph_may_have_a_line_more_or_fewer():
    points = words(TEXT)
    best = fit(points, [26])
    found = alternatives(points, [26])
    assert set(found) == {best.lines - 1, best.lines, best.lines + 1}
    assert all(other.worst <= PLAIN.hyphen_tolerance for other in found.values())
    assert all(other.demerits >= best.demerits for other in found.values())


def test_alternatives_are_not_worth_any_line():
    points = words("aaaaaaaaaa bbbbbbbbbb cccccccccc")
    assert set(alternatives(points, [10.5], PLAIN, 3)) == {3}


# -- where nothing fits


def test_a_word_that_fits_no_line_stands_alone():
    points = words("a bb cccccccccccccccccccc dd e")
    found = fit(points, [6])
    assert 3 in found.breaks and 2 in found.breaks
    assert found.ratios[found.breaks.index(3)] < -1
    assert found.worst == math.inf


def test_a_word_that_fits_no_line_is_hyphenated_as_early_as_it_can():
    points = words("aaaaaaaaaaaaaaaa-bbbb")
    assert fit(points, [6]).breaks == (1, 2)


def test_what_cannot_stretch_is_as_long_as_it_can_be():
    # An address: pieces without spaces.
    points = points_of([(3, "|")] * 7)
    found = fit(points, [10])
    assert found.breaks == (3, 6, 7)
    assert found.ratios == (math.inf, math.inf, 0.0)


def test_no_measure_at_all_is_no_error():
    points = words(TEXT)
    for length in (0.0, -5.0, 1e-9):
        for manner in (PLAIN, RAGGED):
            assert fit(points, [length], manner).breaks[-1] == len(points.end) - 1
            assert first_fit(points, [length], manner).breaks[-1] == len(points.end) - 1


def test_a_width_that_is_met_but_for_rounding_is_met():
    points = points_of([(0.1, " "), (0.2, " "), (5, " ")])
    width = 0.1 + 1 + 0.2
    assert fit(points, [width - 1e-9, 6]).ratios == (0.0, 0.0)


# -- ragged


def test_ragged_lines_are_of_like_length():
    points = words(TEXT)
    total, first = fit(points, [24], RAGGED), first_fit(points, [24], RAGGED)
    assert max(total.ratios[:-1]) < max(first.ratios[:-1])
    assert all(RAGGED.space(ratio) == 1 for ratio in total.ratios)
    assert all(ratio >= 0 for ratio in total.ratios)


def test_ragged_lines_have_fewer_hyphens():
    points = words(TEXT)
    hyphens = [sum(points.hyphen[j] for j in fit(points, [20], manner).breaks) for manner in (PLAIN, RAGGED)]
    assert hyphens[1] < hyphens[0]


# -- growth


def work(points: Points, function: Any, manner: Manner, event: str) -> int:
    """How many lines of our own code run, or how many calls of functions; a call is made for each way that is kept."""
    count = 0
    files = {fitting.__file__, ways.__file__}

    def trace(frame: FrameType, what: str, argument: Any) -> Any:
        nonlocal count
        if frame.f_code.co_filename not in files:
            return None
        count += what == event
        return trace if event == "line" else None

    sys.settrace(trace)
    try:
        function(points, [20], manner)
    finally:
        sys.settrace(None)
    return count


NARROW = Manner(tolerance=0.1, hyphen_tolerance=0.2)


@pytest.mark.parametrize("manner", [PLAIN, RAGGED, NARROW])
def test_the_work_grows_with_the_text(manner):
    short, long = (work(words(f"{TEXT} " * times), fit, manner, "line") for times in (8, 16))
    assert long < 2.2 * short


@pytest.mark.parametrize("manner", [PLAIN, RAGGED])
def test_the_ways_that_are_kept_for_other_numbers_of_lines_grow_with_the_text(manner):
    short, long = (work(words(f"{TEXT} " * times), alternatives, manner, "call") for times in (24, 48))
    assert long < 2.3 * short


def test_the_work_is_bounded_where_a_line_has_break_points_without_end():
    short, long = (
        work(points_of([(1, " "), *[(0.0, "|")] * count, (1, " ")]), fit, PLAIN, "line") for count in (600, 1200)
    )
    assert long < 3 * short
