"""Groups, choices, dates, numbers, labels and terms. Cases after CSL 1.0.2, "Rendering Elements"."""

from __future__ import annotations

from typing import Any

import pytest

from pamphleteer.csl import Citation, Cite
from tests.csl.small import book, cited, people, style

TITLE = '<text variable="title"/>'


def shown(
    layout: str, item: dict[str, Any], language: str | None = "en-US", macros: str = "", options: str = ""
) -> str:
    return cited(style(layout, macros=macros, options=options), [item], language=language)[0]


def at(layout: str, locator: str, label: str = "page", language: str = "en-US") -> str:
    """The item cited at a place."""
    return cited(style(layout), [book(title="T")], [Citation((Cite("a", locator, label),))], language)[0]


# --- groups and choices


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ('<group delimiter=" "><text term="retrieved"/><text term="from"/><text variable="URL"/></group>', ""),
        ('<group delimiter=" "><text term="retrieved"/></group>', "retrieved"),
        ('<group delimiter=", "><text variable="title"/><text variable="URL"/><text value="x"/></group>', "T, x"),
        # A group that shows something is a variable that does, to the group around it.
        ('<group delimiter=" "><text variable="URL"/><group><text value="x"/></group></group>', "x"),
        ('<group delimiter=" "><text value="x"/><group><text variable="URL"/></group></group>', ""),
        ('<group delimiter=" "><text value="x"/><text macro="url"/></group>', ""),
        ('<group delimiter=" "><text variable="URL"/><text macro="title"/></group>', "T"),
        # The delimiter of a group is not that of the groups within it, but that of its choices.
        ('<group delimiter=": "><text value="a"/><group><text value="b"/><text value="c"/></group></group>', "a: bc"),
        (
            '<group delimiter=", "><text value="a"/><choose><if variable="title"><text value="b"/><text value="c"/>'
            "</if></choose></group>",
            "a, b, c",
        ),
        ('<group prefix="(" suffix=")"><text variable="URL"/></group>', ""),
        ('<group prefix="(" suffix=")"><text variable="title"/></group>', "(T)"),
    ],
)
def test_groups(layout: str, expected: str) -> None:
    macros = '<macro name="url"><text variable="URL"/></macro><macro name="title"><text variable="title"/></macro>'
    assert shown(layout, book(title="T"), macros=macros) == expected


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ('type="book"', True),
        ('type="chapter"', False),
        ('type="chapter book" match="any"', True),
        ('type="chapter book" match="none"', False),
        ('variable="title volume"', True),
        ('variable="title DOI"', False),
        ('variable="title DOI" match="any"', True),
        ('variable="DOI URL" match="none"', True),
        ('type="book" variable="DOI"', False),
        ('type="book" variable="DOI" match="any"', True),
        ('variable="author"', False),
        ('variable="issued"', True),
        ('is-numeric="volume"', True),
        ('is-numeric="edition"', False),
        ('is-numeric="page"', False),
        ('is-uncertain-date="issued"', True),
        ('is-uncertain-date="accessed"', False),
        ('locator="page"', True),
        ('locator="chapter"', False),
        ('position="first"', True),
        ('position="subsequent"', False),
        ('position="near-note"', False),
        ('disambiguate="true"', False),
    ],
)
def test_conditions(condition: str, holds: bool) -> None:
    layout = f'<choose><if {condition}><text value="1"/></if><else><text value="0"/></else></choose>'
    item = book(title="T", volume="3", edition="2nd edition") | {"issued": {"date-parts": [[1640]], "circa": True}}
    assert cited(style(layout), [item], [Citation((Cite("a", "5"),), 1)]) == ["1" if holds else "0"]


def test_the_first_branch_that_holds_is_shown() -> None:
    layout = (
        '<choose><if type="chapter"><text value="a"/></if><else-if type="book"><text value="b"/></else-if>'
        '<else-if variable="title"><text value="c"/></else-if><else><text value="d"/></else></choose>'
    )
    assert shown(layout, book(title="T")) == "b"


# --- dates

PARTS = (
    '<date-part name="day" suffix=" " range-delimiter="-"/><date-part name="month" suffix=" "/>'
    '<date-part name="year" range-delimiter="/"/>'
)


def date(parts: list[list[int]], element: str = f'<date variable="issued">{PARTS}</date>', **more: Any) -> str:
    language = more.pop("language", "en-US")
    return shown(element, {"type": "book", "issued": {"date-parts": parts} | more}, language)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([[2008, 5, 1]], "1 May 2008"),
        ([[2008, 5, 1], [2008, 5, 4]], "1-4 May 2008"),
        ([[2008, 5], [2008, 7]], "May–July 2008"),
        ([[2008, 5], [2009, 6]], "May 2008/June 2009"),
        ([[2008, 5, 1], [2008, 6, 2]], "1 May–2 June 2008"),
        ([[2008], [2009]], "2008/2009"),
        ([[2008], [2008]], "2008"),
        ([[2008, 13]], "Spring 2008"),
        ([[79]], "79 AD"),
        ([[-2500]], "2500 BC"),
        ([[2008], [0]], "2008/"),
    ],
)
def test_dates_in_parts(parts: list[list[int]], expected: str) -> None:
    assert date(parts) == expected


@pytest.mark.parametrize(
    ("element", "language", "expected"),
    [
        ('<date variable="issued" form="text"/>', "en-US", "May 1, 2008"),
        ('<date variable="issued" form="text"/>', "en-GB", "1 May 2008"),
        ('<date variable="issued" form="text"/>', "de-DE", "1. Mai 2008"),
        ('<date variable="issued" form="text"/>', "fr-FR", "1 mai 2008"),
        ('<date variable="issued" form="numeric"/>', "de-DE", "01.05.2008"),
        ('<date variable="issued" form="text" date-parts="year-month"/>', "en-US", "May 2008"),
        ('<date variable="issued" form="text" date-parts="year"/>', "de-DE", "2008"),
        ('<date variable="issued" form="text"><date-part name="month" form="short"/></date>', "en-US", "May 1, 2008"),
        (
            '<date variable="issued" form="text"><date-part name="day" form="numeric-leading-zeros"/></date>',
            "en-US",
            "May 01, 2008",
        ),
        ('<date variable="issued" form="text" prefix="(" suffix=")"/>', "en-US", "(May 1, 2008)"),
        ('<date variable="issued" delimiter="-"><date-part name="year" form="short"/></date>', "en-US", "08"),
        ('<date variable="issued"><date-part name="day" form="ordinal"/></date>', "en-US", "1st"),
        ('<date variable="issued"><date-part name="month" form="numeric-leading-zeros"/></date>', "en-US", "05"),
        ('<date variable="accessed" form="text"/>', "en-US", ""),
    ],
)
def test_dates_in_words(element: str, language: str, expected: str) -> None:
    assert date([[2008, 5, 1]], element, language=language).replace("\u00a0", " ") == expected


def test_a_date_that_lacks_a_part_is_set_without_it() -> None:
    text = '<date variable="issued" form="text"/>'
    assert [date([parts], text) for parts in ([2008], [2008, 5])] == ["2008", "May 2008"]
    assert date([], text, literal="forthcoming") == "forthcoming"


# --- numbers, labels and terms


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        ("2", "numeric", "2"),
        ("2", "ordinal", "2nd"),
        ("2", "long-ordinal", "second"),
        ("11", "ordinal", "11th"),
        ("11", "long-ordinal", "11th"),
        ("4", "roman", "iv"),
        ("2E", "ordinal", "2E"),
        ("2, 3", "ordinal", "2nd, 3rd"),
        ("2,3", "roman", "ii, iii"),
        ("2 - 4", "numeric", "2–4"),
        ("2&3", "numeric", "2 & 3"),
        ("Special edition", "ordinal", "Special edition"),
    ],
)
def test_numbers_in_their_forms(value: str, form: str, expected: str) -> None:
    assert shown(f'<number variable="edition" form="{form}"/>', book(edition=value)) == expected


@pytest.mark.parametrize(
    ("locator", "label", "form", "expected"),
    [
        ("5", "page", "long", "page 5"),
        ("5-7", "page", "long", "pages 5–7"),
        ("5", "page", "short", "p. 5"),
        ("5, 9", "page", "short", "pp. 5, 9"),
        ("3", "chapter", "short", "chap. 3"),
        ("3 & 4", "section", "symbol", "§§ 3 & 4"),
        ("xiv", "page", "short", "p. xiv"),
        ("weir", "sub-verbo", "short", "s.v. weir"),
        ("weir", "sub verbo", "short", "s.v. weir"),
        ("1:02:33", "timestamp", "long", "1:02:33"),
    ],
)
def test_labels_of_locators(locator: str, label: str, form: str, expected: str) -> None:
    layout = f'<group delimiter=" "><label variable="locator" form="{form}"/><text variable="locator"/></group>'
    assert at(layout, locator, label).replace("\u00a0", " ") == expected


def test_a_label_without_its_variable_shows_nothing() -> None:
    assert shown(f'{TITLE}<label variable="page"/><label variable="locator"/>', book(title="T")) == "T"


@pytest.mark.parametrize(
    ("variable", "value", "plural", "expected"),
    [
        ("number-of-volumes", "1", "contextual", "vol."),
        ("number-of-volumes", "3", "contextual", "vols."),
        ("volume", "3", "contextual", "vol."),
        ("volume", "3", "always", "vols."),
        ("volume", "2 & 4", "contextual", "vols."),
        ("volume", "2 & 4", "never", "vol."),
        ("page", "5", "contextual", "p."),
        ("page", "5-7", "contextual", "pp."),
    ],
)
def test_labels_are_plural_where_the_number_is(variable: str, value: str, plural: str, expected: str) -> None:
    layout = f'<label variable="{variable}" form="short" plural="{plural}"/>'
    assert shown(layout, book() | {variable: value}) == expected


def test_terms_fall_back_to_other_forms_and_languages() -> None:
    assert shown('<text term="editor" form="verb-short"/>', book(), "en-US") == "ed. by"
    assert shown('<text term="and" form="symbol"/>', book(), "en-US") == "&"
    assert shown('<text term="editor" plural="true"/>', book(), "de-AT") == "Herausgeber"
    assert shown('<text term="editor"/>', book(), "xx") == "editor"
    assert shown('<text term="no-such-term"/>', book()) == ""


def test_a_variable_in_its_short_form_or_else_in_its_long_one() -> None:
    short = '<text variable="title" form="short"/>'
    assert shown(short, book(title="The Long Canal")) == "The Long Canal"
    assert shown(short, book(title="The Long Canal") | {"title-short": "Canal"}) == "Canal"
    container = '<text variable="container-title" form="short"/>'
    assert shown(container, book() | {"container-title": "Waters", "journalAbbreviation": "Wat."}) == "Wat."


@pytest.mark.parametrize(
    ("format", "expected"),
    [("", "321–28"), ("expanded", "321–328"), ("minimal", "321–8"), ("minimal-two", "321–28"), ("chicago", "321–28")],
)
def test_page_ranges(format: str, expected: str) -> None:
    options = f'page-range-format="{format}"' if format else ""
    assert shown('<text variable="page"/>', book(page="321-28"), options=options) == expected


def test_affixes_stand_outside_of_case_and_stops() -> None:
    layout = '<text variable="title" text-case="uppercase" strip-periods="true" prefix="a. " suffix=" b."/>'
    assert shown(layout, book(title="t. x.")) == "a. T X b."


def test_headline_case_is_for_english_titles_and_for_all_words_of_a_locale() -> None:
    title = '<text variable="title" text-case="title"/>'
    label = '<names variable="editor"><label form="short" text-case="title" prefix=" ("/></names>'
    item = book(title="the ferry", editor=people("Doe, J"))
    assert shown(title + label, item, "da-DK") == "the ferryJ Doe (Red."
    assert shown(title + label, item | {"language": "en"}, "da-DK") == "The FerryJ Doe (Red."
    assert shown(title + label, item | {"language": "de"}, "en-US") == "the ferryJ Doe (Ed."
