"""Sources as CSL-JSON has them."""

from __future__ import annotations

from typing import Any

import pytest

from pamphleteer.csl.dates import Date, Day
from pamphleteer.csl.items import Item, Name


def item(**data: Any) -> Item:
    return Item("a", {name.replace("_", "-"): value for name, value in data.items()})


@pytest.mark.parametrize(
    ("value", "text"),
    [("T", "T"), (3, "3"), (2.5, "2.5"), (True, ""), (None, ""), ([], ""), ({"a": 1}, "")],
)
def test_what_is_no_text_is_not_there(value: Any, text: str) -> None:
    assert item(title=value).text("title") == text


def test_short_forms() -> None:
    assert item(title="The Long Canal", shortTitle="Canal").text("title", short=True) == "Canal"
    assert item(title="The Long Canal").text("title", short=True) == "The Long Canal"
    assert item(shortTitle="Canal").text("title-short") == "Canal"
    assert item(journalAbbreviation="Wat.").text("container-title", short=True) == "Wat."
    assert item(publisher="Larkspur Press", publisher_short="Larkspur").text("publisher", short=True) == "Larkspur"


def test_old_and_new_names_of_a_variable() -> None:
    assert item(event="Forum").text("event-title") == "Forum"
    assert item(event_title="Forum").text("event") == "Forum"


@pytest.mark.parametrize(
    ("page", "first"), [("12-15", "12"), ("12–15", "12"), ("12, 15", "12"), ("e12", "e12"), ("xii & 4", "xii")]
)
def test_the_first_page(page: str, first: str) -> None:
    assert item(page=page).text("page-first") == first
    assert item(page=page, page_first="7").text("page-first") == "7"


@pytest.mark.parametrize("value", [None, "Doe", {"family": "Doe"}, 3, [None, 3, {}]])
def test_lists_of_names_that_are_none(value: Any) -> None:
    assert item(author=value).names("author") == ()


def test_variables_that_stand_in_the_note() -> None:
    found = item(
        type="book",
        title="T",
        note="original-date: 1901-05\neditor: Doe || Jane\neditor: The Club\nvolume: 3\ntitle: Not this\n"
        "Free words\nDOI: 10.1/x",
    )
    assert found.date("original-date") == Date(Day(1901, 5))
    assert found.names("editor") == (Name("Doe", "Jane"), Name(literal="The Club"))
    assert found.text("volume") == "3"
    # What the source has, it keeps; and after free words the note is a note.
    assert found.text("title") == "T" and found.text("DOI") == ""
    assert item(note="see {:original-title: Wasser} there").text("original-title") == "Wasser"
    assert item(type="book", note="type: map").type == "map"


def test_lists_that_go_on() -> None:
    assert item(and_others=["author"]).open_lists == {"author"}
    assert item(and_others=True).open_lists == frozenset()
