"""What is read of a style's XML."""

from __future__ import annotations

import pytest

from pamphleteer.csl import StyleError, load_style, parse_style
from pamphleteer.csl.items import Item
from tests.csl.small import AUTHOR_DATE, book, cited, people, style

TITLE = '<text variable="title"/>'


def test_what_a_style_says_of_itself() -> None:
    made = load_style("chicago-notes-bibliography")
    assert made.title.startswith("Chicago Manual of Style") and made.id.endswith("/chicago-notes-bibliography")
    assert made.is_note and made.has_bibliography
    assert not style(TITLE).is_note and not style(TITLE).has_bibliography
    assert style(TITLE, options='default-locale="de-DE"').default_locale == "de-DE"


def test_a_style_that_stands_for_another_is_that_one_in_its_own_language() -> None:
    other = load_style("http://www.zotero.org/styles/nature-physics")
    assert other.id.endswith("/nature")
    with pytest.raises(StyleError, match="no style is called 'no-such'"):
        load_style("no-such")
    dependent = (
        b'<style xmlns="http://purl.org/net/xbiblio/csl" class="note"><info><title>T</title>'
        b'<link href="http://www.zotero.org/styles/nature" rel="independent-parent"/></info></style>'
    )
    with pytest.raises(StyleError, match=r"depends on another, http://www\.zotero\.org/styles/nature"):
        parse_style(dependent)


def test_the_line_of_what_is_wrong() -> None:
    xml = b'<style xmlns="http://purl.org/net/xbiblio/csl">\n<citation><layout>\n<text macro="x"/></layout></citation>'
    xml += b"</style>"
    with pytest.raises(StyleError) as raised:
        parse_style(xml)
    assert raised.value.line == 3


def test_options_of_names_are_inherited_and_the_nearest_holds() -> None:
    names = '<names variable="author"><name{}/></names>'
    item = book("Doe, John; Roe, Kim; Poe, Lee", title="T")
    given = 'initialize-with="." and="symbol"'
    assert cited(style(names.format(""), options=given), [item]) == ["J. Doe, K. Roe, & L. Poe"]
    assert cited(style(names.format(""), 'and="text"', options=given), [item]) == ["J. Doe, K. Roe, and L. Poe"]
    assert cited(style(names.format(' and="symbol"'), 'and="text"', options=given), [item]) == [
        "J. Doe, K. Roe, & L. Poe"
    ]
    assert cited(style(names.format(""), 'name-delimiter="/" name-form="short"'), [item]) == ["Doe/Roe/Poe"]


def test_words_of_a_style_go_before_those_of_the_library() -> None:
    locales = (
        '<locale><terms><term name="editor">EDITOR</term></terms></locale>'
        '<locale xml:lang="de"><terms><term name="editor">HG</term></terms></locale>'
        '<locale xml:lang="de-AT"><terms><term name="editor">HG-AT</term></terms></locale>'
    )
    made = style('<text term="editor"/>', macros=locales)
    assert [cited(made, [book()], language=tag)[0] for tag in ("fr-FR", "de-DE", "de-AT")] == ["EDITOR", "HG", "HG-AT"]


@pytest.mark.parametrize(
    ("item", "label"),
    [
        (book("Doe, J", 1965), "Doe65"),
        (book("Doering, J", 1965), "Doer65"),
        (book("Doe, J; Roe, K", 1965), "DoRo65"),
        (book("Doe, J; Roe, K; Poe, L", 1965), "DoRoPo65"),
        (book("Doe, J; Roe, K; Poe, L; Voe, M", 2005), "DRPV05"),
        (book("Doe, J; Roe, K; Poe, L; Voe, M; Zoe, N", 2005), "DRPV05"),
        (book("The Weir Club", 1999), "TheW99"),
        (book("Doe, J"), "Doe"),
        (book(year=1962, title="The Ferry") | {"director": people("Lindqvist, A")}, "Lind62"),
        (book("Doe, J", 1965) | {"citation-label": "D1"}, "D1"),
        # Without anybody the title's letters: a label of figures alone would be a number, and an empty one nothing.
        (book(year=1965, title="The boatman’s almanack"), "Theb65"),
        (book(title="«Ô eau»"), "Ôeau"),
        (book(), ""),
    ],
)
def test_labels(item: dict[str, object], label: str) -> None:
    assert style(AUTHOR_DATE).label(Item("a", item), "") == label
    assert style(AUTHOR_DATE).label(Item("a", item), "b") == f"{label}b"


def test_a_label_is_never_empty_where_there_is_a_title() -> None:
    made = load_style("din-1505-2-alphanumeric")
    assert cited(made, [book(title="Opening hours")]) == ["[Open]"]


def test_a_style_is_shared() -> None:
    assert load_style("apa") is load_style("apa")
