"""Cites that would look the same are set apart. Cases after CSL 1.0.2, "Disambiguation"."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamphleteer.csl import Citation, Cite
from pamphleteer.csl.distinguishing import letters
from tests.csl.small import AUTHOR_DATE, YEAR, book, cited, listed, style

GIVEN = 'disambiguate-add-givenname="true"'
NAMES = 'disambiguate-add-names="true"'
SUFFIX = 'disambiguate-add-year-suffix="true"'
INITIALS = 'initialize-with=". "'
SHORT = 'et-al-min="3" et-al-use-first="1"'


def rule(name: str) -> str:
    return f'{GIVEN} givenname-disambiguation-rule="{name}"'


def test_letters_go_on_after_z() -> None:
    assert [letters(n) for n in (0, 25, 26, 27, 51, 52, 701, 702)] == ["a", "z", "aa", "ab", "az", "ba", "zz", "aaa"]


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_letters_are_of_one_number_each_and_sort_by_length_and_alphabet(one: int, other: int) -> None:
    first, second = letters(one), letters(other)
    assert set(first) <= set(string.ascii_lowercase)
    assert (one < other) == ((len(first), first) < (len(second), second))


@pytest.mark.parametrize(
    ("options", "authors", "expected"),
    [
        # As little of a given name as will do.
        (f"{GIVEN} {INITIALS}", ["Simpson, Homer", "Simpson, Bart"], ["H. Simpson 2005", "B. Simpson 2005"]),
        (f"{GIVEN} {INITIALS}", ["Doe, John", "Doe, Jane"], ["John Doe 2005", "Jane Doe 2005"]),
        (GIVEN, ["Doe, John", "Doe, Jane"], ["John Doe 2005", "Jane Doe 2005"]),
        (f"{GIVEN} {INITIALS}", ["Doe, John", "Roe, Jane"], ["Doe 2005", "Roe 2005"]),
        ("", ["Doe, John", "Doe, Jane"], ["Doe 2005", "Doe 2005"]),
        # Whoever bears the same name cannot be set apart by it.
        (f"{GIVEN} {INITIALS}", ["Doe, John", "Doe, John"], ["Doe 2005", "Doe 2005"]),
        (f"{rule('all-names')} {INITIALS}", ["Doe, John", "Doe, John"], ["Doe 2005", "Doe 2005"]),
        # Initials alone, where they help; where they do not, the name stays as it is.
        (f"{rule('all-names-with-initials')} {INITIALS}", ["Doe, John", "Doe, Mary"], ["J. Doe 2005", "M. Doe 2005"]),
        (f"{rule('all-names-with-initials')} {INITIALS}", ["Doe, John", "Doe, Jane"], ["Doe 2005", "Doe 2005"]),
        (f"{rule('primary-name-with-initials')} {INITIALS}", ["Doe, John", "Doe, Jane"], ["Doe 2005", "Doe 2005"]),
        (rule("all-names-with-initials"), ["Doe, John", "Doe, Mary"], ["Doe 2005", "Doe 2005"]),
        (
            f"{rule('all-names-with-initials')} {INITIALS} initialize='false'",
            ["Doe, John", "Doe, Mary"],
            ["Doe 2005", "Doe 2005"],
        ),
        (
            f"{rule('all-names-with-initials')} {INITIALS}",
            ["Doe, John", "Doe, Jane", "Doe, Mary"],
            ["J. Doe 2005", "J. Doe 2005", "M. Doe 2005"],
        ),
        # The first name only, or all.
        (f"{rule('primary-name')} {INITIALS}", ["Roe, A; Doe, John", "Doe, Mary"], ["Roe and Doe 2005", "Doe 2005"]),
        (
            f"{rule('all-names')} {INITIALS}",
            ["Roe, A; Doe, John", "Doe, Mary"],
            ["Roe and J. Doe 2005", "M. Doe 2005"],
        ),
        # "J. J." and "J.J." are one man.
        (f"{rule('all-names')} {INITIALS}", ["Doe, J. J.", "Doe, J.J."], ["Doe 2005", "Doe 2005"]),
        # Names that a shortened list hides, one by one.
        (f"{NAMES} {SHORT}", ["A, X; B, X; C, X", "A, X; B, X; D, X"], ["A, B, and C 2005", "A, B, and D 2005"]),
        (f"{NAMES} {SHORT}", ["A, X; B, X; C, X", "A, X; E, X; C, X"], ["A, B, et al. 2005", "A, E, et al. 2005"]),
        (f"{NAMES} {SHORT}", ["A, X; B, X; C, X", "A, X; B, X; C, X"], ["A et al. 2005", "A et al. 2005"]),
        (
            f"{NAMES} {GIVEN} {INITIALS} {SHORT}",
            ["A, X; B, Tom; C, X", "A, X; B, Sue; C, X"],
            ["A, T. B, et al. 2005", "A, S. B, et al. 2005"],
        ),
        # The year at last, in the order of the bibliography; here that of the citations.
        (
            f"{GIVEN} {SUFFIX}",
            ["Doe, John", "Doe, John", "Doe, Jane"],
            ["John Doe 2005a", "John Doe 2005b", "Jane Doe 2005"],
        ),
    ],
)
def test_what_sets_cites_apart(options: str, authors: list[str], expected: list[str]) -> None:
    items = [book(author, 2005, title=f"T{at}") for at, author in enumerate(authors)]
    assert cited(style(AUTHOR_DATE, options), items) == expected


def test_names_are_set_apart_in_cites_that_are_clear_only_where_all_names_are_to_be() -> None:
    items = [book("Doe, Jane", 1950), book("Doe, John", 2000)]
    assert cited(style(AUTHOR_DATE, rule("all-names")), items) == ["Jane Doe 1950", "John Doe 2000"]
    assert cited(style(AUTHOR_DATE, rule("by-cite")), items) == ["Doe 1950", "Doe 2000"]


def test_letters_follow_the_bibliography() -> None:
    made = style(
        AUTHOR_DATE, SUFFIX, entries=f'{YEAR}<text variable="title" prefix=" "/>', sort='<key variable="title"/>'
    )
    items = [book("Doe, J", 1999, title="Z"), book("Doe, J", 1999, title="A")]
    assert cited(made, items) == ["Doe 1999b", "Doe 1999a"]
    assert listed(made, items) == ["1999a A", "1999b Z"]


def test_what_is_listed_but_not_cited_is_set_apart_too() -> None:
    items = {"a": book("Doe, J", 1999), "b": book("Doe, J", 1999)}
    assert cited(style(AUTHOR_DATE, SUFFIX), items, [Citation((Cite("a"),))], nocite=["b"]) == ["Doe 1999a"]


_TWICE = f'{AUTHOR_DATE}<date variable="issued" form="text" prefix=", "/>'
_PLACED = f'{AUTHOR_DATE}<text variable="year-suffix" prefix="-"/>'


@pytest.mark.parametrize(
    ("layout", "entries", "cite", "entry"),
    [
        (AUTHOR_DATE, AUTHOR_DATE, "Doe 1999a", "Doe 1999a"),
        # A letter stands at the first year that is set.
        (_TWICE, AUTHOR_DATE, "Doe 1999a, 1999", "Doe 1999a"),
        (AUTHOR_DATE, _TWICE, "Doe 1999a", "Doe 1999a, 1999"),
        # Or where the style places it; and if it does so in one area, not elsewhere in the other either.
        (_PLACED, _PLACED, "Doe 1999-a", "Doe 1999-a"),
        (_PLACED, AUTHOR_DATE, "Doe 1999-a", "Doe 1999"),
        (AUTHOR_DATE, _PLACED, "Doe 1999", "Doe 1999-a"),
    ],
)
def test_the_letter_stands_once(layout: str, entries: str, cite: str, entry: str) -> None:
    made, items = style(layout, SUFFIX, entries=entries), [book("Doe, J", 1999)] * 2
    assert cited(made, items)[0] == cite
    assert listed(made, items)[0] == entry


def test_a_condition_holds_where_it_sets_apart() -> None:
    layout = f'{AUTHOR_DATE}<choose><if disambiguate="true"><text variable="title" prefix=", "/></if></choose>'
    items = [book("Doe, J", 1999, title="A"), book("Doe, J", 1999, title="B"), book("Roe, J", 1999, title="C")]
    assert cited(style(layout), items) == ["Doe 1999, A", "Doe 1999, B", "Roe 1999"]
    same = [book("Doe, J", 1999, title="A")] * 2
    assert cited(style(layout), same) == ["Doe 1999", "Doe 1999"]
