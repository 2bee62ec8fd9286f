"""What sources are sorted by. Cases after CSL 1.0.2, "Sorting"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from pamphleteer.csl import Citation, Cite
from tests.csl.small import AUTHOR_DATE, NAMES, YEAR, book, cited, listed, people, style

TITLE = '<text variable="title"/>'


def order(
    sort: str, items: Sequence[Mapping[str, Any]], *, macros: str = "", options: str = "", language: str | None = None
) -> str:
    """The titles of the items in the order of a bibliography that is sorted so."""
    return " ".join(listed(style(TITLE, entries=TITLE, sort=sort, macros=macros, options=options), items, language))


def dated(*dates: Any) -> list[dict[str, Any]]:
    """Works with these dates, in this order, each called by its place."""
    return [book(title=str(at), issued={"date-parts": parts}) for at, parts in enumerate(dates)]


@pytest.mark.parametrize(
    "dates",
    [
        ([[2000]], [[2000, 5]], [[2000, 5, 1]], [[2000, 12]]),
        ([[-100]], [[-50]], [[50]], [[100]]),
        ([[2000], [2001]], [[2000], [2005]], [[2002], [2003]], [[2002], [2009]]),
        ([[2000]], [[2000], [2002]]),
        ([[999]], [[1000]], [[10000]]),
    ],
)
def test_dates(dates: tuple[Any, ...]) -> None:
    items = dated(*dates)
    titles = " ".join(item["title"] for item in items)
    assert order('<key variable="issued"/>', items[::-1]) == titles
    assert order('<key variable="issued" sort="descending"/>', items) == titles[::-1]


def test_a_macro_sorts_by_the_parts_that_it_shows() -> None:
    items = dated([[2000, 5]], [[2000, 1]], [[1999, 9]])
    assert order('<key macro="y"/>', items, macros=f'<macro name="y">{YEAR}</macro>') == "2 0 1"
    assert order('<key variable="issued"/>', items) == "2 1 0"


@pytest.mark.parametrize("direction", ["ascending", "descending"])
def test_what_is_missing_stands_last_either_way(direction: str) -> None:
    items = [book(title="none"), *dated([[2000]])]
    assert order(f'<key variable="issued" sort="{direction}"/>', items) == "0 none"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["10", "9", "2"], "2 9 10"),
        (["10", "2-3", "2"], "2 2-3 10"),
        (["n10", "n9"], "n9 n10"),
        (["special", "3"], "3 special"),
    ],
)
def test_numbers(values: list[str], expected: str) -> None:
    items = [book(title=value, volume=value) for value in values]
    assert order('<key variable="volume"/>', items) == expected


def test_case_accents_and_markup_do_not_count() -> None:
    titles = ["éclair", "Eagle", "eagle-owl", "<i>Dam</i>", "Zebra"]
    assert order('<key variable="title"/>', [book(title=t) for t in titles[::-1]]) == "Dam Eagle eagle-owl éclair Zebra"


def test_the_language_has_its_own_alphabet() -> None:
    items = [book(title=title) for title in ("Ål", "Zoo", "Ask")]
    assert order('<key variable="title"/>', items, language="da-DK") == "Ask Zoo Ål"
    assert order('<key variable="title"/>', items, language="en-GB") == "Ål Ask Zoo"


def test_a_second_key_decides_where_the_first_does_not() -> None:
    items = [book("Doe, J", 2001, title="a"), book("Doe, J", 1999, title="b"), book("Abel, J", 2005, title="c")]
    assert order('<key variable="author"/><key variable="issued" sort="descending"/>', items) == "c a b"


def test_names_are_sorted_by_their_parts() -> None:
    names = ["Doe, Ann", "Doe, Jane", "Doe, John; Abel, A", "Doering, Ann", "Roe, A"]
    items = [book(name, title=str(at)) for at, name in enumerate(names)]
    assert order('<key variable="author"/>', items[::-1]) == "0 1 2 3 4"
    macro = '<macro name="a"><names variable="author"><name/></names></macro>'
    assert order('<key macro="a"/>', items[::-1], macros=macro) == "0 1 2 3 4"


@pytest.mark.parametrize(
    ("demote", "expected"), [("never", "g z v"), ("sort-only", "g v z"), ("display-and-sort", "g v z")]
)
def test_a_particle_counts_as_the_style_says(demote: str, expected: str) -> None:
    van = [{"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}]
    items = [
        book(title="v") | {"author": van},
        book("Tull, Z", title="z"),
        book("Gogh, Anna", title="g"),
    ]
    options = f'demote-non-dropping-particle="{demote}"'
    macro = '<macro name="a"><names variable="author"><name/></names></macro>'
    assert order('<key variable="author"/>', items, options=options) == expected
    assert order('<key macro="a"/>', items, macros=macro, options=options) == expected


@pytest.mark.parametrize("key", ['<key variable="author"/>', '<key macro="a"/>'])
def test_an_english_article_before_a_whole_name_does_not_count(key: str) -> None:
    macro = '<macro name="a"><names variable="author"><name/></names></macro>'
    names = {"zander": "Zander", "weir": "The Weir Club", "mill": "A Mill", "oar": "an Oar", "tull": "Theban Tull"}
    items = [book(name, title=title) for title, name in names.items()]
    assert order(key, items, macros=macro) == "mill oar tull weir zander"
    # Whatever the language of a source: a body has one place.
    abroad = [item | {"language": "de"} for item in items]
    assert order(key, abroad, macros=macro) == "mill oar tull weir zander"
    # In Danish "the" and "an" are words like others.
    assert order(key, items, macros=macro, language="da-DK") == "mill oar weir tull zander"


def test_labels_and_et_al_do_not_count() -> None:
    macro = (
        '<macro name="a"><names variable="author editor"><name et-al-min="2" et-al-use-first="1"/><et-al/>'
        "<label/></names></macro>"
    )
    items = [
        book("Doe, J; Roe, K", title="two"),
        book(title="editor", editor=people("Doe, J")),
        book("Doe, J", title="one"),
    ]
    keys = '<key macro="a"/><key variable="title"/>'
    assert order(keys, items, macros=macro) == "editor one two"


def test_a_key_may_shorten_lists_otherwise() -> None:
    macro = '<macro name="a"><names variable="author"><name/></names></macro>'
    items = [book("Doe, J; Roe, K", title="z"), book("Doe, J; Abel, K", title="y"), book("Doe, J; Poe, K", title="x")]
    keys = '<key macro="a"{}/><key variable="title"/>'
    assert order(keys.format(""), items, macros=macro) == "y x z"
    assert order(keys.format(' names-min="2" names-use-first="1"'), items, macros=macro) == "x y z"


def test_names_can_be_counted() -> None:
    macro = '<macro name="n"><names variable="author"><name form="count"/></names></macro>'
    items = [book("A, A; B, B; C, C", title="3"), book("A, A", title="1"), book("A, A; B, B", title="2")]
    assert order('<key macro="n"/>', items, macros=macro) == "1 2 3"


def test_what_stands_in_for_names_is_sorted_among_them() -> None:
    macro = f'<macro name="a"><names variable="author"><name/><substitute>{TITLE}</substitute></names></macro>'
    items = [book("Moss, A", title="m"), book(title="Anvil"), book(title="Zebra")]
    assert order('<key macro="a"/>', items, macros=macro) == "Anvil m Zebra"


def test_cites_are_sorted_within_their_citation_and_take_their_places_along() -> None:
    made = style(f'{NAMES}<text variable="locator" prefix=" "/>', sort='<key variable="author"/>')
    items = {"z": book("Zed, A"), "a": book("Abel, A")}
    citation = Citation((Cite("z", "1"), Cite("a", "2"), Cite("z", "3")))
    assert cited(made, items, [citation]) == ["Abel 2; Zed 1; Zed 3"]


def test_without_keys_the_order_is_that_of_the_citations() -> None:
    assert listed(style(AUTHOR_DATE, entries=TITLE), [book(title="b"), book(title="a")]) == ["b", "a"]
