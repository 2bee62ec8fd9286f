"""Numbers, ordinals, pages."""

from __future__ import annotations

import time

import pytest

from pamphleteer.csl.numbers import (
    format_number,
    is_numeric,
    is_plural,
    page_first,
    read_numbers,
)
from pamphleteer.csl.ordinals import Lookup, long_ordinal, ordinal, roman

ENGLISH = {
    ("ordinal", ""): ("th", ""),
    ("ordinal-01", ""): ("st", ""),
    ("ordinal-02", ""): ("nd", ""),
    ("ordinal-03", ""): ("rd", ""),
    ("ordinal-11", ""): ("th", ""),
    ("ordinal-12", ""): ("th", ""),
    ("ordinal-13", ""): ("th", ""),
    ("long-ordinal-09", ""): ("ninth", ""),
}
FRENCH = {
    ("ordinal", ""): ("e", ""),
    ("ordinal-01", "feminine"): ("re", "whole-number"),
    ("ordinal-01", "masculine"): ("er", "whole-number"),
}
GENDERED = {
    ("ordinal", ""): (".x", ""),
    ("ordinal-01", ""): (".n", ""),
    ("ordinal-01", "masculine"): (".m", ""),
    ("ordinal-02", "masculine"): (".mm", ""),
}
OLD = {(f"ordinal-0{at}", ""): (suffix, "") for at, suffix in enumerate(("st", "nd", "rd", "th"), 1)}


def page_range(text: str, format: str | None = None, delimiter: str = "–", ampersand: str = "&") -> str:
    return format_number(text, own="page", page_format=format, delimiter=delimiter, ampersand=ampersand)


def lookup(terms: dict[tuple[str, str], tuple[str, str]]) -> Lookup:
    return lambda name, gender: terms.get((name, gender))


@pytest.mark.parametrize(
    "value", ["2", 2, "D2", "2nd", "L2d", "1-3", "2 & 3", "5, 6", "2,3", "xii", "12a-c", "1/2", "01"]
)
def test_numeric(value: object) -> None:
    assert is_numeric(value)


@pytest.mark.parametrize(
    "value", ["", "I", "second", "2nd edition", "Fifth ed.", "revised", "2, revised", "A-1", "<i>2</i>"]
)
def test_not_numeric(value: object) -> None:
    assert not is_numeric(value)


@pytest.mark.parametrize(
    "value", ["1-3", "1–3", "1--3", "1 & 2", "1, 2", "1 and 2", "S3-S5", "xii-xv", "12a-13b", "CI–CV"]
)
def test_plural(value: str) -> None:
    assert is_plural(value)


@pytest.mark.parametrize(
    "value", ["", "1", "12a-c", "1\\-2", "A-1", "I-3", "1-2-3", "3, n. 2", "e9612", "1,204", "foo, bar"]
)
def test_singular(value: str) -> None:
    assert not is_plural(value)


def test_plural_of_what_is_a_count() -> None:
    assert is_plural(2, "number-of-volumes")
    assert not is_plural("1", "number-of-volumes")


def test_words_for_and() -> None:
    assert is_plural("3, et 5", and_terms=("et",))
    assert not is_plural("3 et 5")
    assert format_number("3 et 5", and_terms=("et",)) == "3 et 5"


@pytest.mark.parametrize(
    ("terms", "gender", "expected"),
    [
        (ENGLISH, "", {1: "1st", 2: "2nd", 4: "4th", 11: "11th", 21: "21st", 42: "42nd", 111: "111th", 100: "100th"}),
        (FRENCH, "feminine", {1: "1re", 2: "2e", 21: "21e", 101: "101e"}),
        (FRENCH, "masculine", {1: "1er", 11: "11e"}),
        (GENDERED, "masculine", {1: "1.m", 2: "2.mm", 3: "3.x", 31: "31.m"}),
        (GENDERED, "feminine", {1: "1.n", 2: "2.x"}),
        (OLD, "", {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 112: "112th", 21: "21st"}),
        ({}, "", {7: "7"}),
    ],
)
def test_ordinals(terms: dict[tuple[str, str], tuple[str, str]], gender: str, expected: dict[int, str]) -> None:
    assert {number: ordinal(number, lookup(terms), gender) for number in expected} == expected


def test_ordinals_in_words() -> None:
    assert long_ordinal(9, lookup(ENGLISH)) == "ninth"
    assert long_ordinal(42, lookup(ENGLISH)) == "42nd"


def test_roman() -> None:
    assert [roman(number) for number in (1, 4, 42, 1994, 3999)] == ["i", "iv", "xlii", "mcmxciv", "mmmcmxcix"]
    assert [roman(number) for number in (0, 4000, -3)] == ["0", "4000", "-3"]


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        ("2-4", "numeric", "2–4"),
        ("2,3", "numeric", "2, 3"),
        ("2&3", "numeric", "2 & 3"),
        ("2-4", "ordinal", "2nd–4th"),
        ("2, 3 & 4", "roman", "ii, iii & iv"),
        ("2nd", "ordinal", "2nd"),
        ("D2", "ordinal", "D2"),
        ("9", "long-ordinal", "ninth"),
        ("revised", "ordinal", "revised"),
        ("2-nd, thoroughly revised, and enlarged", "ordinal", "2-nd, thoroughly revised, and enlarged"),
        ("Smith & Sons - 3", "numeric", "Smith & Sons - 3"),
        ("<b>2</b>-3", "ordinal", "<b>2</b>-3"),
        ("1\\-2", "numeric", "1-2"),
        ("1-2-3", "numeric", "1-2-3"),
        ("I-3", "numeric", "I-3"),
        ("1,204-1,210", "numeric", "1,204–1,210"),
        ("7, p. 3-8", "ordinal", "7th, p. 3–8"),
        (" 666", "numeric", "666"),
    ],
)
def test_forms(value: str, form: str, expected: str) -> None:
    assert format_number(value, form, lookup(ENGLISH)) == expected


def test_labels_within_a_value() -> None:
    words = {("page", True): "pp.", ("page", False): "p.", ("note", False): "fn."}

    def labeller(term: str, plural: bool) -> str:
        return words[term, plural]

    assert format_number("7, p. 3-8", "ordinal", lookup(ENGLISH), labeller=labeller) == "7th, pp. 3–8"
    assert format_number("12 n. 3", own="page", labeller=labeller) == "12 fn. 3"
    assert format_number("p. 3, n. 3", own="page", labeller=labeller) == "3, fn. 3"
    assert format_number("see n. 5", own="page", labeller=labeller) == "see n. 5"
    assert [(part.label, part.word) for part in read_numbers("12, n. 3-4")] == [("", ""), ("note", "n. "), ("note", "")]


def test_the_locales_ampersand() -> None:
    assert page_range("213 & 235", ampersand="und") == "213 und 235"
    assert format_number("Smith & Sons", ampersand="und") == "Smith & Sons"


CHICAGO = {
    "3-10": "3–10",
    "71-72": "71–72",
    "71-2": "71–72",
    "100-4": "100–104",
    "107-108": "107–8",
    "321-325": "321–25",
    "415-532": "415–532",
    "1002-1006": "1002–6",
    "1100-23": "1100–1123",
    "11564-11578": "11564–78",
    "13792-13803": "13792–803",
    "12991-123001": "12991–123001",
    "10000-10005": "10000–10005",
}


@pytest.mark.parametrize(
    ("format", "pages"),
    [
        (None, {"42-45": "42–45", "110-5": "110–5", "S3-S5": "S3–S5", "329 - 348": "329–348", "e12": "e12"}),
        ("expanded", {"110-5": "110–115", "N110 - N5": "N110–N115", "1-3, 5-7 & 29-2": "1–3, 5–7 & 29–2"}),
        ("minimal", {"321-328": "321–8", "321-8": "321–8", "42-45": "42–5", "96-117": "96–117", "N31-N35": "N31–5"}),
        ("minimal-two", {"321-328": "321–28", "3-5": "3–5", "42-45": "42–45", "1536-1708": "1536–708"}),
        ("chicago", CHICAGO | {"1496-504": "1496–1504", "2787-816": "2787–2816"}),
        ("chicago-15", CHICAGO | {"1496-504": "1496–1504"}),
        ("chicago-16", CHICAGO | {"1496-1500": "1496–500", "498-532": "498–532"}),
        ("chicago", {"n11564-n1568": "n11564–68", "8n11564-8n1568": "8n11564–68", "n11564-1568": "n11564-1568"}),
        ("chicago", {"xxv-xxviii": "xxv–xxviii", "cvi-cix": "cvi–cix", "142-145 & 235": "142–45 & 235"}),
        ("chicago", {"10\\-1": "10-1", "A-1": "A-1", "10–20": "10–20", "01790": "01790", "12a-13b": "12a–13b"}),
        ("expanded", {"N110 - P5": "N110-P5", "110 - N6": "110-N6", "1N10 - N5, 4K20 - 9": "1N10-N5, 4K20-9"}),
    ],
)
def test_pages(format: str | None, pages: dict[str, str]) -> None:
    assert {page: page_range(page, format) for page in pages} == pages


def test_the_locales_delimiter() -> None:
    assert page_range("253-257", "chicago", "\u2011") == "253\u201157"


@pytest.mark.parametrize(
    ("pages", "first"), [("22-45", "22"), ("10–20", "10"), ("S3, 5", "S3"), ("", ""), ("e9", "e9")]
)
def test_the_first_page(pages: str, first: str) -> None:
    assert page_first(pages) == first


@pytest.mark.parametrize(
    "value", ["9" * 5000, "1-" * 20000, "a" * 50000, " " * 50000 + "&", "p. " * 20000, "1a," * 20000]
)
def test_long_values_take_linear_time(value: str) -> None:
    begun = time.perf_counter()
    format_number(value, "ordinal", lookup(ENGLISH))
    page_range("3-" + value, "chicago")
    assert time.perf_counter() - begun < 3
