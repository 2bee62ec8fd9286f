"""Cites of one citation: joined, grouped, collapsed. Cases after CSL 1.0.2, "Cite Grouping" and "Cite Collapsing"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from pamphleteer.csl import Citation, Cite, Node, Style
from tests.csl.small import AUTHOR_DATE, NAMES, YEAR, book, cited, style

NUMBER = '<text variable="citation-number"/>'
PLACE = '<text variable="locator" prefix=", p. "/>'
SUFFIX = 'disambiguate-add-year-suffix="true"'


def does(*years: int) -> dict[str, Mapping[str, Any]]:
    """Works of one man, by the letters a, b, c …"""
    return {chr(97 + at): book("Doe, J", year) for at, year in enumerate(years)}


def together(made: Style, items: Mapping[str, Mapping[str, Any]], *keys: str) -> str:
    """One citation of these, in which a key may have a page: ``a:5``; the whole work is registered first."""
    parts = [key.partition(":") for key in keys]
    citation = Citation(tuple(Cite(key, page) for key, _, page in parts))
    return cited(made, items, [*(Citation((Cite(key),), scope=key) for key in items), citation])[-1]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("abce", "1–3, 5"),
        ("ab", "1, 2"),
        ("abc", "1–3"),
        # Only rising runs collapse.
        ("cba", "3, 2, 1"),
        ("acbd", "1, 3, 2, 4"),
        ("cab", "3, 1, 2"),
        ("abcde", "1–5"),
    ],
)
def test_numbers_collapse(keys: str, expected: str) -> None:
    made = style(NUMBER, 'collapse="citation-number"', delimiter=", ")
    assert together(made, does(1, 2, 3, 4, 5), *keys) == expected


def test_numbers_with_places_do_not_collapse() -> None:
    made = style(f"{NUMBER}{PLACE}", 'collapse="citation-number" after-collapse-delimiter="; "', delimiter=", ")
    items = does(1, 2, 3, 4, 5)
    assert together(made, items, "a", "b", "c:7", "d", "e") == "1, 2, 3, p. 7, 4, 5"
    assert together(made, items, "a", "b", "c", "e") == "1–3; 5"


def test_labels_are_no_numbers() -> None:
    made = style('<text variable="citation-label"/>', 'collapse="citation-number"', delimiter=", ")
    assert together(made, does(1998, 1999, 2000), "a", "b", "c") == "Doe98, Doe99, Doe00"


@pytest.mark.parametrize(
    ("options", "keys", "expected"),
    [
        ('collapse="year"', ("a", "b", "r"), "Doe 2000, 2001; Roe 2000"),
        ('collapse="year" cite-group-delimiter=","', ("a", "b", "r"), "Doe 2000,2001; Roe 2000"),
        (
            'collapse="year" after-collapse-delimiter=" / "',
            ("a", "b", "r", "p"),
            "Doe 2000, 2001 / Roe 2000 / Poe 2000",
        ),
        ('cite-group-delimiter=", "', ("a", "b", "r"), "Doe 2000, Doe 2001; Roe 2000"),
        ('collapse="year"', ("a:5", "b", "r"), "Doe 2000, p. 5, 2001; Roe 2000"),
        ("", ("a", "b"), "Doe 2000; Doe 2001"),
    ],
)
def test_years_collapse(options: str, keys: tuple[str, ...], expected: str) -> None:
    items = {**does(2000, 2001), "r": book("Roe, K", 2000), "p": book("Poe, K", 2000)}
    assert together(style(AUTHOR_DATE + PLACE, options), items, *keys) == expected


@pytest.mark.parametrize(
    ("collapse", "keys", "expected"),
    [
        ("year", "ab", "Doe 2000a, 2000b"),
        ("year-suffix", "ab", "Doe 2000a,b"),
        ("year-suffix", "abf", "Doe 2000a,b, 2001"),
        ("year-suffix", "fab", "Doe 2001, 2000a,b"),
        ("year-suffix-ranged", "abce", "Doe 2000a–c,e"),
        ("year-suffix-ranged", "ab", "Doe 2000a,b"),
        ("year-suffix-ranged", "acd", "Doe 2000a,c,d"),
    ],
)
def test_letters_collapse(collapse: str, keys: str, expected: str) -> None:
    options = f'{SUFFIX} collapse="{collapse}" year-suffix-delimiter=","'
    assert together(style(AUTHOR_DATE, options), does(2000, 2000, 2000, 2000, 2000, 2001), *keys) == expected


def test_a_place_stops_letters_from_collapsing() -> None:
    options = f'{SUFFIX} collapse="year-suffix-ranged" year-suffix-delimiter=","'
    items = does(*[2000] * 6)
    made = style(AUTHOR_DATE + PLACE, options)
    assert together(made, items, "a", "b", "c", "d:5", "e", "f") == "Doe 2000a–c, 2000d, p. 5, 2000e,f"


def test_cites_of_one_author_stand_side_by_side_where_cites_are_sorted() -> None:
    items = {
        "a": book("Doe, J", 1999),
        "b": book("Smith, J", 2002),
        "c": book("Doe, J", 2006),
        "d": book("Doe, J; Roe, K; Poe, L", 2007),
    }
    made = style(
        AUTHOR_DATE,
        'cite-group-delimiter="; " et-al-min="3" et-al-use-first="1"',
        sort='<key variable="issued"/>',
    )
    assert together(made, items, "d", "c", "b", "a") == "Doe 1999; Doe 2006; Smith 2002; Doe et al. 2007"


@pytest.mark.parametrize(
    ("prefix", "suffix", "expected"),
    [
        ("see ", "", "see Doe 2000"),
        ("see", "", "see Doe 2000"),
        ("see (", ")", "see (Doe 2000)"),
        ("", ", on dams", "Doe 2000, on dams"),
        ("", "on dams", "Doe 2000 on dams"),
        ("", "’s view", "Doe 2000’s view"),
        ("<i>pace</i> ", "", "pace Doe 2000"),
        (Node("", ("see ", Node("italic", ("also",)))), "", "see also Doe 2000"),
    ],
)
def test_affixes_of_a_cite(prefix: str | Node, suffix: str | Node, expected: str) -> None:
    citation = Citation((Cite("a", prefix=prefix, suffix=suffix),))
    assert cited(style(AUTHOR_DATE), does(2000), [citation]) == [expected]


def test_the_author_of_a_book_has_punctuated_already() -> None:
    cites = (Cite("a", suffix="; a classic."), Cite("b", prefix="Against it "))
    assert cited(style(AUTHOR_DATE), does(2000, 2001), [Citation(cites)]) == [
        "Doe 2000; a classic. Against it Doe 2001"
    ]
    cites = (Cite("a"), Cite("b", prefix=", but also "))
    assert cited(style(AUTHOR_DATE), does(2000, 2001), [Citation(cites)]) == ["Doe 2000, but also Doe 2001"]


def test_a_prefix_is_not_collapsed_away() -> None:
    cites = (Cite("a"), Cite("b", prefix="but see "))
    made = style(AUTHOR_DATE, 'collapse="year"')
    assert cited(made, does(2000, 2001), [Citation(cites)]) == ["Doe 2000; but see Doe 2001"]


def test_what_shows_nothing_leaves_no_delimiter() -> None:
    items = {"a": book("Doe, J", 2000), "b": book(title="T"), "c": book("Roe, J", 2000)}
    assert together(style(AUTHOR_DATE), items, "a", "b", "c") == "Doe 2000; Roe 2000"
    assert cited(style(AUTHOR_DATE), items, [Citation((Cite("b"),)), Citation(())]) == ["", ""]


@pytest.mark.parametrize("joint", [" ", ", ", ": "])
@pytest.mark.parametrize(
    "layout",
    [
        "{names}<group prefix='{joint}'>{year}</group>",
        "<group delimiter='{joint}'>{names}{year}</group>",
        "{names}<text value='{joint}'/>{year}",
    ],
)
def test_the_author_left_out_takes_the_joint_along(layout: str, joint: str) -> None:
    made = style(layout.format(names=NAMES, year=YEAR, joint=joint))
    items = {**does(2000), "t": book(title="T", year=1999)}
    assert cited(made, items, [Citation((Cite("a", suppress_author=True),))]) == ["2000"]
    assert cited(made, items, [Citation((Cite("t"), Cite("a", suppress_author=True)))])[0].endswith("1999; 2000")
    assert cited(made, items, [Citation((Cite("a", author_only=True),))]) == ["Doe"]
    assert cited(made, items, [Citation((Cite("a"),), textual=True)]) == ["Doe 2000"]


def test_years_collapse_whatever_joins_them_to_the_names() -> None:
    made = style(f"{NAMES}<group prefix=', '>{YEAR}</group>", 'collapse="year"')
    assert together(made, does(2000, 2001), "a", "b") == "Doe, 2000, 2001"
