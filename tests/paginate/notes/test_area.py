"""The arithmetic of the note area: what fits, what is split, what is taken back."""

from __future__ import annotations

import pytest

from pamphleteer.paginate.notes.area import Entry, Manner, NoteArea
from pamphleteer.paginate.notes.parts import Part


class Box:
    """A laid-out note of so many lines, ten pixels each."""

    def __init__(self, lines: int) -> None:
        self.lines = lines

    def margin_height(self) -> float:
        return 10.0 * self.lines


def part(lines: int, name: str = "carried") -> Part:
    return Part(name, Box(lines), None, None, (), tuple(10.0 * n for n in range(2, lines - 1)))


@pytest.fixture
def area() -> NoteArea:
    """A page that ends at 300, with a rule of 10 above the notes."""
    return NoteArea(300.0, 10.0)


def place(
    area: NoteArea, *lines: int, bottom: float, beside: bool = False, headed: bool = False, late: bool = False
) -> int:
    parts = {f"{number}": part(n, f"{number}") for number, n in enumerate(lines, len(area.entries))}
    return area.place(list(parts), parts.__getitem__, bottom, beside=beside, headed=headed, late=late)


def test_a_note_that_fits_stands_whole(area: NoteArea) -> None:
    assert place(area, 5, bottom=200) == 1
    assert area.used == 60 and area.page_bottom == 240 and not area.closed


def test_a_note_that_does_not_fit_is_split_where_the_text_ends(area: NoteArea) -> None:
    assert place(area, 20, bottom=200) == 1
    assert area.closed and area.page_bottom == 200
    assert area.lowest == 300 - 10 - 20


def test_beside_other_text_a_split_note_reserves_its_least_part(area: NoteArea) -> None:
    assert place(area, 20, bottom=200, beside=True) == 1
    assert area.page_bottom == area.lowest == 270


def test_a_note_under_four_lines_is_whole_or_not_there(area: NoteArea) -> None:
    assert place(area, 3, bottom=265) == 0
    assert not area.entries
    assert place(area, 3, bottom=260) == 1


def test_two_lines_are_the_least_to_begin_with(area: NoteArea) -> None:
    assert place(area, 20, bottom=270) == 1
    other = NoteArea(300.0, 10.0)
    assert place(other, 20, bottom=271) == 0


def test_no_note_begins_after_a_split_one(area: NoteArea) -> None:
    assert place(area, 40, 2, bottom=100) == 1
    assert place(area, 2, bottom=100, late=True) == 1
    assert [entry.manner for entry in area.entries] == [Manner.SPLIT, Manner.LATE]


def test_what_is_taken_off_leaves_no_trace(area: NoteArea) -> None:
    place(area, 5, bottom=100)
    before = area.used, area.page_bottom
    assert place(area, 7, 40, bottom=140) == 2
    area.take_off("1")
    area.take_off("2")
    assert (area.used, area.page_bottom) == before and not area.closed


def test_a_carried_note_is_never_taken_off(area: NoteArea) -> None:
    area.entries = [Entry(part(5), carried=True)]
    area.take_off("carried")
    assert area.entries


def test_the_last_note_gives_way_to_lines_until_two_of_its_own_are_left(area: NoteArea) -> None:
    place(area, 10, bottom=150)
    assert area.page_bottom == 190
    assert area.give_way(230) and area.page_bottom == 230 and area.closed
    assert area.give_way(270)
    assert not area.give_way(271) and area.page_bottom == 270


def test_a_whole_note_does_not_give_way_where_it_may_not_be_split(area: NoteArea) -> None:
    place(area, 3, bottom=150)
    assert not area.give_way(265)
    assert not area.closed


def test_more_than_six_lines_are_not_left_empty(area: NoteArea) -> None:
    place(area, 5, bottom=100)
    # 300 less the rule and 50 for the note; six lines are 84.
    assert area.leaves_empty(155, 14)
    assert not area.leaves_empty(157, 14)
    assert area.leaves_empty(157, 14, without=["0"])
    place(area, 40, bottom=100)
    assert not area.leaves_empty(100, 14), "a split note takes the rest"


def test_a_heading_keeps_text_above_its_note(area: NoteArea) -> None:
    place(area, 40, bottom=100, headed=True)
    assert area.headed and area.page_bottom == area.lowest
    area.follow_heading()
    assert not area.headed and area.closed
