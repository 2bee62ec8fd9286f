"""Dates of sources, as structure and as text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamphleteer.csl.dates import Date, Day, parse_date, sort_key


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"date-parts": [[1965, 6, 1]]}, Date(Day(1965, 6, 1))),
        ({"date-parts": [["1965", "6", "1"]]}, Date(Day(1965, 6, 1))),
        ({"date-parts": [["2000", "", ""]]}, Date(Day(2000))),
        ({"date-parts": [[-44, 3, 15]]}, Date(Day(-44, 3, 15))),
        ({"date-parts": [[2000, 5], [2001, 6]]}, Date(Day(2000, 5), Day(2001, 6))),
        ({"date-parts": [[1987], [0]]}, Date(Day(1987), open_end=True)),
        ({"date-parts": [[1987], []]}, Date(Day(1987))),
        ({"date-parts": [[1987], None]}, Date(Day(1987))),
        ({"date-parts": [["1999", "21"], ["1999", "22"]]}, Date(Day(1999, season=1), Day(1999, season=2))),
        ({"date-parts": [[1999, 15]]}, Date(Day(1999, season=3))),
        ({"date-parts": [[1999, 99, 99]]}, Date(Day(1999))),
        ({"date-parts": [[1999, 2, 99]]}, Date(Day(1999, 2))),
        ({"date-parts": [2005, 3]}, Date(Day(2005, 3))),
        ({"date-parts": [[2000]], "season": 3}, Date(Day(2000, season=3))),
        ({"date-parts": [[2000]], "season": "Fall"}, Date(Day(2000, season=3))),
        ({"date-parts": [[2000]], "season": "Michaelmas"}, Date(Day(2000), literal="Michaelmas 2000")),
        ({"date-parts": [[2013, 1, 30]], "season": "22:38:38"}, Date(Day(2013, 1, 30))),
        ({"date-parts": [[2005]], "circa": 1}, Date(Day(2005), circa=True)),
        ({"date-parts": [[2005]], "circa": "false"}, Date(Day(2005))),
        ({"date-parts": [], "literal": "(in press)"}, Date(None, literal="(in press)")),
        ({"date-parts": [[2005]], "literal": "in press"}, Date(Day(2005), literal="in press")),
        ({"date-parts": [["1999", "21"]], "raw": "Summer 1999"}, Date(Day(1999, season=1))),
        ({"date-parts": [], "raw": "No Such Date"}, Date(None, literal="No Such Date")),
        ({"raw": "May 2001", "circa": True}, Date(Day(2001, 5), circa=True)),
        (1999, Date(Day(1999))),
        (1999.0, Date(Day(1999))),
    ],
)
def test_structured_dates(value: Any, expected: Date) -> None:
    assert parse_date(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        " ",
        0,
        True,
        {},
        [],
        float("nan"),
        float("inf"),
        {"date-parts": []},
        {"date-parts": [[]]},
        {"date-parts": [[0]]},
        {"date-parts": "2000"},
        {"date-parts": [["soon"]]},
        {"date-parts": [None]},
        {"circa": True},
        {"raw": ""},
    ],
)
def test_nothing_said(value: Any) -> None:
    assert parse_date(value) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2000", Date(Day(2000))),
        ("2000-05", Date(Day(2000, 5))),
        ("2000-05-01", Date(Day(2000, 5, 1))),
        ("2000-05-01T10:20:30Z", Date(Day(2000, 5, 1))),
        ("2016-21", Date(Day(2016, season=1))),
        ("2016-24", Date(Day(2016, season=4))),
        ("2004?", Date(Day(2004), circa=True)),
        ("2004-06~", Date(Day(2004, 6), circa=True)),
        ("2004-06-11%", Date(Day(2004, 6, 11), circa=True)),
        ("1964/2008", Date(Day(1964), Day(2008))),
        ("2004-06-01/2004-07", Date(Day(2004, 6, 1), Day(2004, 7))),
        ("1964~/2008", Date(Day(1964), Day(2008), circa=True)),
        ("1964/..", Date(Day(1964), open_end=True)),
        ("1964/", Date(Day(1964), open_end=True)),
        ("../1964", Date(None, Day(1964))),
        ("-0043", Date(Day(-44))),
        ("0000", Date(Day(-1))),
        ("Y17000", Date(Day(17000))),
        ("Y-17000", Date(Day(-17001))),
    ],
)
def test_edtf(text: str, expected: Date) -> None:
    assert parse_date(text) == expected
    assert parse_date({"raw": text}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 May 2000", Date(Day(2000, 5, 1))),
        ("May 1, 2000", Date(Day(2000, 5, 1))),
        ("the 1st of May, 2000", Date(Day(2000, 5, 1))),
        ("Sept. 2001", Date(Day(2001, 9))),
        ("2000-5-1", Date(Day(2000, 5, 1))),
        ("2000/05", Date(Day(2000, 5))),
        ("5/2000", Date(Day(2000, 5))),
        ("05/06/2000", Date(Day(2000, 5, 6))),
        ("13/05/2000", Date(Day(2000, 5, 13))),
        ("13.5.2000", Date(Day(2000, 5, 13))),
        ("Spring 1995", Date(Day(1995, season=1))),
        ("~2000", Date(Day(2000), circa=True)),
        ("[ca. 2000?]", Date(Day(2000), circa=True)),
        ("circa May 2000", Date(Day(2000, 5), circa=True)),
        ("476", Date(Day(476))),
        ("44 BC", Date(Day(-44))),
        ("March 44 B.C.E.", Date(Day(-44, 3))),
        ("54 AD", Date(Day(54))),
        ("AD 54", Date(Day(54))),
        ("1066 AD", Date(Day(1066))),
        ("2000–", Date(Day(2000), open_end=True)),
        ("2000 - 2002", Date(Day(2000), Day(2002))),
        ("2000--2002", Date(Day(2000), Day(2002))),
        ("1914-18", Date(Day(1914), Day(1918))),
        ("1955–57", Date(Day(1955), Day(1957))),
        ("2000-05/06", Date(Day(2000, 5), Day(2000, 6))),
        ("May-June 2000", Date(Day(2000, 5), Day(2000, 6))),
        ("May 1-5, 2000", Date(Day(2000, 5, 1), Day(2000, 5, 5))),
        ("1–5 May 2000", Date(Day(2000, 5, 1), Day(2000, 5, 5))),
        ("28 May to 2 June 2000", Date(Day(2000, 5, 28), Day(2000, 6, 2))),
        ("Dec. 1999/Jan. 2000", Date(Day(1999, 12), Day(2000, 1))),
        ("Spring 1999 - Summer 2001", Date(Day(1999, season=1), Day(2001, season=2))),
    ],
)
def test_free_text(text: str, expected: Date) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "in press",
        "mai 2000",
        "12 May",
        "May",
        "19th century",
        "2000 and later",
        "199X",
        "2000-13-01",
        "2000-05-32",
        "1957-55",
        "1, 2, 3",
        "–",
        "BC",
        "May 2000 " * 1000,
    ],
)
def test_what_is_not_understood_is_literal(text: str) -> None:
    assert parse_date(text) == Date(None, literal=text.strip())


def test_quotation_marks_make_a_literal() -> None:
    assert parse_date('"2000"') == Date(None, literal="2000")


def test_dates_sort_by_start_then_end() -> None:
    values: list[Any] = [
        {"date-parts": [[-100, 7, 13]]},
        {"date-parts": [[-44, 3, 15]]},
        {"date-parts": [[54, 10, 13]]},
        {"date-parts": [[2000]]},
        {"date-parts": [[2000, 5]]},
        {"date-parts": [[2000, 5], [1999, 5]]},
        {"date-parts": [[2000, 5], [2001, 5]]},
        {"date-parts": [[2000, 5, 1]]},
        "2000-12",
        "Y17000",
    ]
    keys = [sort_key(parse_date(value)) for value in values]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert len({len(key) for key in keys}) == 1


def test_only_parts_that_are_asked_for_sort() -> None:
    assert sort_key(parse_date("2000-05-01"), ("year",)) == sort_key(parse_date("2000-07"), ("year",))
    assert sort_key(parse_date("2000-05-01"), ("year", "month")) < sort_key(parse_date("2000-07"), ("year", "month"))


def test_what_has_no_year_has_no_key() -> None:
    assert sort_key(None) == sort_key(parse_date("in press")) == ""
    assert sort_key(parse_date("../2004")) > sort_key(None)


@given(st.text(alphabet="0123456789-/–. ,~?MayJunespringBCAD[]", max_size=40))
def test_any_text_is_a_date_or_a_literal(text: str) -> None:
    date = parse_date(text)
    if date is None:
        assert not text.strip()
    else:
        assert date.start or date.end or date.literal
        assert len(sort_key(date)) in (0, 28)
