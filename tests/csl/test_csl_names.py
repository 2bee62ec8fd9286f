"""Lists of names. Cases after CSL 1.0.2, "Name", "Name-part Order", "Substitute" and "Label in cs:names"."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamphleteer.csl import Citation, Cite
from pamphleteer.csl.items import Name, read_name
from tests.csl.small import book, cited, people, style

GOGH = {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van", "suffix": "III"}
HUMBOLDT = {"family": "Humboldt", "given": "Alexander", "dropping-particle": "von", "suffix": "Jr."}
FONTAINE = {"family": "La Fontaine", "given": "Jean", "dropping-particle": "de"}
HAKIM = {"family": "Hakim", "given": "Tawfiq", "non-dropping-particle": "al-"}
MAO = {"family": "毛", "given": "泽东"}


def names(name: str, authors: Any, options: str = "", label: str = "", language: str | None = None) -> str:
    """The authors as ``cs:name`` with these attributes sets them; ``label`` goes after it."""
    layout = f'<names variable="author"><name {name}/>{label}</names>'
    return cited(style(layout, options=options), [{"type": "book", "author": authors}], language=language)[0]


@pytest.mark.parametrize(
    ("name", "demote", "form", "expected"),
    [
        (GOGH, "display-and-sort", "", "Vincent van Gogh III"),
        (HUMBOLDT, "display-and-sort", "", "Alexander von Humboldt Jr."),
        (GOGH, "never", 'name-as-sort-order="all"', "van Gogh, Vincent, III"),
        (GOGH, "sort-only", 'name-as-sort-order="all"', "van Gogh, Vincent, III"),
        (GOGH, "display-and-sort", 'name-as-sort-order="all"', "Gogh, Vincent van, III"),
        (HUMBOLDT, "never", 'name-as-sort-order="all"', "Humboldt, Alexander von, Jr."),
        (HUMBOLDT, "display-and-sort", 'name-as-sort-order="all"', "Humboldt, Alexander von, Jr."),
        (GOGH, "display-and-sort", 'form="short"', "van Gogh"),
        (GOGH, "display-and-sort", 'form="short" name-as-sort-order="all"', "van Gogh"),
        (HUMBOLDT, "never", 'form="short"', "Humboldt"),
        (FONTAINE, "never", "", "Jean de La Fontaine"),
        (FONTAINE, "never", 'name-as-sort-order="all"', "La Fontaine, Jean de"),
        (HAKIM, "never", "", "Tawfiq al-Hakim"),
        (HAKIM, "never", 'form="short"', "al-Hakim"),
        (HAKIM, "display-and-sort", 'name-as-sort-order="all"', "Hakim, Tawfiq al-"),
        (MAO, "never", "", "毛泽东"),
        (MAO, "never", 'name-as-sort-order="all"', "毛泽东"),
        (MAO, "never", 'form="short"', "毛"),
        ({"literal": "The Weir Club"}, "never", 'name-as-sort-order="all"', "The Weir Club"),
        ({"family": "Leonardo"}, "never", 'form="short"', "Leonardo"),
        ({"given": "Leonardo"}, "never", 'form="short"', "Leonardo"),
        (GOGH, "never", 'name-as-sort-order="all" sort-separator=" "', "van Gogh Vincent III"),
    ],
)
def test_the_order_of_the_parts(name: dict[str, Any], demote: str, form: str, expected: str) -> None:
    assert names(form, [name], f'demote-non-dropping-particle="{demote}"') == expected


DOE = ["Doe, J", "Smith, S", "Williams, T"]


@pytest.mark.parametrize(
    ("precedes", "two", "three"),
    [
        ("", "J Doe and S Smith", "J Doe, S Smith, and T Williams"),
        ("contextual", "J Doe and S Smith", "J Doe, S Smith, and T Williams"),
        ("always", "J Doe, and S Smith", "J Doe, S Smith, and T Williams"),
        ("never", "J Doe and S Smith", "J Doe, S Smith and T Williams"),
    ],
)
def test_what_stands_before_the_last_name(precedes: str, two: str, three: str) -> None:
    attribute = f'delimiter-precedes-last="{precedes}"' if precedes else ""
    assert names(f'and="text" {attribute}', people(*DOE[:2])) == two
    assert names(f'and="text" {attribute}', people(*DOE)) == three
    assert names(f'and="symbol" {attribute}', people(*DOE)) == three.replace("and", "&")
    # Without a conjunction the delimiter always stands.
    assert names(attribute, people(*DOE[:2])) == "J Doe, S Smith"


@pytest.mark.parametrize(
    ("precedes", "one", "two"),
    [
        ("contextual", "J Doe et al.", "J Doe, S Smith, et al."),
        ("always", "J Doe, et al.", "J Doe, S Smith, et al."),
        ("never", "J Doe et al.", "J Doe, S Smith et al."),
    ],
)
def test_what_stands_before_et_al(precedes: str, one: str, two: str) -> None:
    shortened = f'delimiter-precedes-et-al="{precedes}" et-al-min="3" et-al-use-first='
    assert names(f'{shortened}"1"', people(*DOE)) == one
    assert names(f'{shortened}"2"', people(*DOE)) == two


def test_after_an_inverted_name() -> None:
    first = 'and="text" name-as-sort-order="first" delimiter-precedes-last="after-inverted-name"'
    assert names(first, people(*DOE[:2])) == "Doe, J, and S Smith"
    assert names(first, people(*DOE)) == "Doe, J, S Smith and T Williams"
    shortened = 'name-as-sort-order="first" delimiter-precedes-et-al="after-inverted-name" et-al-min="3"'
    assert names(f'{shortened} et-al-use-first="1"', people(*DOE)) == "Doe, J, et al."
    assert names(f'{shortened} et-al-use-first="2"', people(*DOE)) == "Doe, J, S Smith et al."


@pytest.mark.parametrize(
    ("minimum", "first", "last", "expected"),
    [
        (3, 1, "true", "J Doe, … T Williams"),
        # With one name left out, "et al." hides it; the dots need two.
        (3, 2, "true", "J Doe, S Smith, et al."),
        (4, 1, "true", "J Doe, S Smith, T Williams"),
        (3, 1, "false", "J Doe et al."),
        (3, 3, "false", "J Doe, S Smith, T Williams"),
        (3, 0, "false", ""),
    ],
)
def test_lists_that_are_shortened(minimum: int, first: int, last: str, expected: str) -> None:
    assert names(f'et-al-min="{minimum}" et-al-use-first="{first}" et-al-use-last="{last}"', people(*DOE)) == expected


def test_lists_that_are_shortened_later() -> None:
    name = '<name form="short" et-al-subsequent-min="2" et-al-subsequent-use-first="1"/>'
    again = [Citation((Cite("a"),), number) for number in (1, 5)]
    made = style(f'<names variable="author">{name}</names>')
    assert cited(made, [book("; ".join(DOE))], again) == ["Doe, Smith, Williams", "Doe et al."]


def test_others_that_are_not_named() -> None:
    item = book("Doe, J; Roe, K") | {"and-others": ["author"]}
    assert cited(style('<names variable="author"><name/></names>'), [item]) == ["J Doe, K Roe, et al."]


def test_et_al_by_another_term_and_in_italics() -> None:
    label = '<et-al term="and others"/>'
    assert names('et-al-min="2" et-al-use-first="1"', people(*DOE), label=label) == "J Doe and others"


def test_affixes_of_parts_enclose_what_goes_with_them() -> None:
    parts = '<name-part name="family" prefix="(" suffix=")"/><name-part name="given" prefix="[" suffix="]"/>'
    plain = f'<names variable="author"><name>{parts}</name></names>'
    inverted = f'<names variable="author"><name name-as-sort-order="all">{parts}</name></names>'
    item = {"type": "book", "author": [GOGH]}
    assert cited(style(plain), [item]) == ["[Vincent] (van Gogh III)"]
    assert cited(style(inverted), [item]) == ["(Gogh), [Vincent van], III"]
    short = f'<names variable="author"><name form="short">{parts}</name></names>'
    assert cited(style(short), [item]) == ["(van Gogh)"]


def test_a_case_concerns_its_part_and_the_particle() -> None:
    layout = '<names variable="author"><name><name-part name="family" text-case="uppercase"/></name></names>'
    assert cited(style(layout), [{"type": "book", "author": [GOGH]}]) == ["Vincent VAN GOGH III"]


EDITED = {"type": "book", "title": "T", "editor": people("Doe, J"), "translator": people("Roe, K", "Poe, L")}
TITLE = '<text variable="title"/>'


def instead(content: str, label: str = "") -> str:
    """The author, or what stands in for one."""
    return f'<names variable="author">{label}<substitute>{content}</substitute></names>'


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ('<names variable="editor"><label prefix=", "/></names>', "J Doe, editor"),
        ('<names variable="editor"><label form="short" prefix=" (" suffix=")"/></names>', "J Doe (ed.)"),
        ('<names variable="editor"><label form="verb" suffix=" "/><name/></names>', "edited by J Doe"),
        ('<names variable="translator"><label form="short" prefix=", "/></names>', "K Roe, L Poe, trans."),
        (
            '<names variable="editor translator" delimiter="; "><label prefix=", "/></names>',
            "J Doe, editor; K Roe, L Poe, translators",
        ),
        ('<names variable="editor translator"><name form="count"/></names>', "3"),
        (instead('<names variable="editor"/>'), "J Doe"),
        # What is named instead is labelled as the first would be.
        (instead('<names variable="editor"/>', '<label prefix=", "/>'), "J Doe, editor"),
        (instead(TITLE), "T"),
        # What stood in for another is not said again; what was said before may be.
        (f"{instead(TITLE)}<group prefix='. '>{TITLE}</group>", "T"),
        (f"{TITLE}<group prefix='. '>{instead(TITLE)}</group>", "T. T"),
        (instead('<names variable="editor"/>') + '<names variable="editor" prefix=", "/>', "J Doe"),
        (
            instead('<names variable="editor"/>') + '<names variable="translator" prefix=", "/>',
            "J Doe, K Roe, L Poe",
        ),
    ],
)
def test_labels_and_substitutes(layout: str, expected: str) -> None:
    assert cited(style(layout), [EDITED], language="en-US") == [expected]


def test_who_edited_and_translated_is_named_once() -> None:
    layout = '<names variable="editor translator" delimiter="; "><label prefix=", "/></names>'
    item = {"type": "book", "editor": people("Doe, J"), "translator": people("Doe, J")}
    assert cited(style(layout), [item], language="en-US") == ["J Doe, editor & translator"]
    other = item | {"translator": people("Doe, K")}
    assert cited(style(layout), [other], language="en-US") == ["J Doe, editor; K Doe, translator"]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"family": "van Gogh", "given": "Vincent"}, Name("Gogh", "Vincent", particle="van")),
        ({"family": "de la Cruz", "given": "Ana"}, Name("Cruz", "Ana", particle="de la")),
        ({"family": "Humboldt", "given": "Alexander von"}, Name("Humboldt", "Alexander", dropping="von")),
        ({"family": "d’Aubigné", "given": "Agrippa"}, Name("Aubigné", "Agrippa", particle="d’")),
        ({"family": "De Vries", "given": "Jan"}, Name("De Vries", "Jan")),
        ({"family": '"van Gogh"', "given": "Vincent"}, Name("van Gogh", "Vincent")),
        ({"family": "King", "given": "Martin Luther, Jr."}, Name("King", "Martin Luther", suffix="Jr.")),
        ({"family": "van", "given": "Vincent"}, Name("van", "Vincent")),
        ({"literal": " The  Weir\nClub "}, Name(literal="The Weir Club")),
        ({"given": "Leonardo"}, Name("Leonardo")),
        ("Leonardo", Name(literal="Leonardo")),
        ({"family": " "}, None),
        ({}, None),
        (None, None),
        (12, None),
    ],
)
def test_names_as_data_has_them(entry: Any, expected: Name | None) -> None:
    assert read_name(entry) == expected


_PART = st.text(st.sampled_from("AbcdÉ -'.,’"), max_size=8)


@given(_PART, _PART)
def test_no_letter_of_a_name_is_lost(family: str, given_name: str) -> None:
    item = {"type": "book", "author": [{"family": family, "given": given_name}]}
    for form in ("", 'name-as-sort-order="all"'):
        shown = cited(style(f'<names variable="author"><name {form}/></names>'), [item])[0]
        assert sorted(c for c in shown if c.isalpha()) == sorted(c for c in family + given_name if c.isalpha())
