"""Notes numbered by page: laid out until the numbers are those of the pages, and told of where they cannot be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from pamphleteer.build.settling import ROUNDS, settle_marks
from pamphleteer.model import Book
from tests.assemble.bringing import bring, marks

Places = Callable[[list[str]], Mapping[str, int]]
"""The page of each call, the notes having these marks."""


def settled(places: Places, text: str) -> tuple[Book, list[tuple[list[str], bool]], list[str]]:
    """The book, the marks of each layout and whether it was painted, and what was found: severity and call's line."""
    book, _ = bring("chapters: [a.md]\ncitations: {restart: page, marks: symbols}\n", a=text)
    layouts = []

    def lay_out(laid_out: Book, painted: bool) -> Any:
        (own,) = marks(laid_out)
        layouts.append((own, painted))
        return SimpleNamespace(map=SimpleNamespace(anchors=places(own), called=lambda page: f"page {page}"))

    done, _, found = settle_marks(book, lay_out)
    assert all(d.code == "notes-unsettled" for d in found)
    return done, layouts, [d.severity for d in found]


def text(count: int) -> str:
    return "# A\n\n" + "".join(f"x^[note {number}]\n\n" for number in range(count))


def on(pages: list[int]) -> dict[str, int]:
    return {f"a--call.{number}": page for number, page in enumerate(pages, 1)}


def test_pages_that_stay_as_they_are_take_two_layouts_and_only_the_second_is_painted() -> None:
    book, layouts, found = settled(lambda _: on([1, 1, 2, 2, 2]), text(5))
    assert marks(book) == [["*", "†", "*", "†", "‡"]]
    assert layouts == [(["*", "†", "‡", "§", "*"], False), (["*", "†", "*", "†", "‡"], True)]
    assert not found


def test_marks_that_move_their_calls_are_tried_again() -> None:
    # The guess for the third note is too wide for the second page.
    book, layouts, found = settled(lambda own: on([1, 2, 3 if own[2] == "‡" else 2]), text(3))
    assert marks(book) == [["*", "*", "†"]]
    assert [own for own, _ in layouts] == [["*", "†", "‡"], ["*", "*", "*"], ["*", "*", "†"]]
    assert not found


def test_what_never_settles_keeps_the_pages_with_distinct_marks() -> None:
    # The seventh note's double mark drives it to the next page, where a single one would bring it back.
    book, layouts, found = settled(lambda own: on([1] * 6 + [2 if own[6] == "**" else 1, 2]), text(8))
    assert found == ["warning"]
    assert len(layouts) <= ROUNDS + 1
    assert marks(book)[0][6:] == ["**", "*"], "each mark means one note of its page"


def test_marks_that_mean_two_notes_are_an_error() -> None:
    # The second note and the fourth go to and fro, never both at once where no other has their mark.
    def places(own: list[str]) -> Mapping[str, int]:
        return on([1, 1 if own[1] == "*" else 2, 5, 6 if own[3] == "†" else 5])

    _, layouts, found = settled(places, text(4))
    assert found == ["error"]
    assert len(layouts) == ROUNDS + 1
