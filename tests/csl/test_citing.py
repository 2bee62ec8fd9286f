"""Where a cite stands among the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamphleteer.csl import Citation, Cite
from pamphleteer.csl.citing import places

NEAR = 5


def note(number: int, *cites: str, scope: str = "") -> Citation:
    """A citation in a note (0: in the text); each cite is a key, or a key and a page: ``a:12``."""
    parts = (cite.partition(":") for cite in cites)
    return Citation(tuple(Cite(key, page) for key, _, page in parts), number, scope)


def positions(*citations: Citation) -> list[str]:
    return [" ".join(place.position for place in placed) for placed in places(citations, NEAR)]


@pytest.mark.parametrize(
    ("before", "here", "position"),
    [
        # CSL 1.0.2, "Choose": whether the cite before has a locator, and whether this one has it, too.
        ("a", "a", "ibid"),
        ("a", "a:5", "ibid-with-locator"),
        ("a:5", "a:5", "ibid"),
        ("a:5", "a:6", "ibid-with-locator"),
        ("a:5", "a", "subsequent"),
        ("b", "a", "subsequent"),
    ],
)
def test_the_cite_before_decides(before: str, here: str, position: str) -> None:
    assert positions(note(1, "a"), note(2, before), note(3, here))[-1] == position
    assert positions(note(1, "a"), note(2, before, here))[-1].split()[-1] == position
    assert positions(note(0, "a"), note(0, before), note(0, here))[-1] == position


def test_the_same_place_by_another_word_is_another_place() -> None:
    chapter = Citation((Cite("a", "5", "chapter"),), 2)
    assert positions(note(1, "a:5"), chapter)[-1] == "ibid-with-locator"


@pytest.mark.parametrize(
    ("citations", "position"),
    [
        ([note(1, "a"), note(2, "a", "b"), note(3, "b")], "subsequent"),
        ([note(1, "a"), note(2, "a", "a"), note(3, "a")], "subsequent"),
        # Note 2 cites nothing; a reader would look for its source there.
        ([note(1, "a"), note(3, "a")], "subsequent"),
        ([note(1, "a"), note(1, "b"), note(2, "b")], "subsequent"),
        ([note(1, "a"), note(1, "a")], "ibid"),
        ([note(1, "a"), note(2), note(3, "a")], "subsequent"),
        # What is cited in the text stands in no note, and the other way round.
        ([note(1, "a"), note(0, "b"), note(2, "a")], "ibid"),
        ([note(0, "a"), note(1, "b"), note(0, "a")], "ibid"),
        ([note(0, "a"), note(1, "a")], "subsequent"),
        ([note(1, "a", scope="one"), note(1, "a", scope="two")], "first"),
    ],
)
def test_where_ibid_would_be_in_doubt(citations: list[Citation], position: str) -> None:
    assert positions(*citations)[-1] == position


@pytest.mark.parametrize(
    ("citations", "near"),
    [
        ([note(1, "a"), note(6, "a")], True),
        ([note(1, "a"), note(7, "a")], False),
        # The nearest mention counts, not the first.
        ([note(1, "a"), note(4, "a"), note(9, "a")], True),
        ([note(2, "a"), note(2, "b", "a")], True),
        ([note(1, "a")], False),
        # Both must stand in notes.
        ([note(0, "a"), note(0, "a")], False),
        ([note(0, "a"), note(1, "a")], False),
        ([note(1, "a"), note(0, "a")], False),
        ([note(1, "b"), note(0, "b"), note(0, "a"), note(20, "b")], False),
    ],
)
def test_near_notes(citations: list[Citation], near: bool) -> None:
    assert places(citations, NEAR)[-1][-1].near is near


def test_the_first_note_is_the_first_that_is_a_note() -> None:
    placed = places([note(0, "a"), note(3, "a"), note(4, "b"), note(5, "a"), note(5, "a")], NEAR)
    assert [each[0].note for each in placed] == [0, 0, 0, 3, 3]


def test_a_note_does_not_name_itself_as_the_first() -> None:
    assert [place.note for place in places([note(3, "a", "b", "a")], NEAR)[0]] == [0, 0, 0]


def test_a_position_that_is_insisted_on() -> None:
    insisted = Citation((Cite("a", position="subsequent"),), 1)
    assert positions(insisted, note(2, "a")) == ["subsequent", "ibid"]


_CITATIONS = st.lists(
    st.tuples(st.integers(0, 2), st.lists(st.sampled_from(("a", "b", "a:1", "b:1", "a:2")), max_size=3)), max_size=8
)


@given(_CITATIONS)
def test_each_source_has_one_first_mention(steps: list[tuple[int, list[str]]]) -> None:
    number, citations = 1, []
    for step, cites in steps:
        number += step
        citations.append(note(number, *cites))
    seen: set[str] = set()
    for citation, placed in zip(citations, places(citations, NEAR), strict=True):
        assert len(placed) == len(citation.cites)
        for cite, place in zip(citation.cites, placed, strict=True):
            assert (place.position == "first") == (cite.key not in seen)
            assert not (place.near and place.position == "first")
            assert place.note < citation.note
            seen.add(cite.key)
