"""Punctuation that meets, and quotation marks and emphasis within others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamphleteer.csl import to_html, to_text
from pamphleteer.csl.output import Marks, finish, settle
from pamphleteer.csl.richtext import Close, Inner, Open, Quote, Token, parse

AMERICAN, BRITISH = Marks(within=True), Marks("‘", "’", "“", "”")
GERMAN = Marks("„", "“", "‚", "‘")
FRENCH = Marks("« ", " »", "“", "”")


@pytest.mark.parametrize(
    ("strings", "expected"),
    [
        (["Water", ".", "."], "Water."),
        (["Water.", "."], "Water."),
        (["Water", ",", ","], "Water,"),
        (["Why?", "."], "Why?"),
        (["Why?", ","], "Why?,"),
        (["Stop!", "."], "Stop!"),
        (["ed.", ", "], "ed., "),
        (["ed.", ": "], "ed.: "),
        (["Water:", "."], "Water:"),
        (["Water;", "."], "Water;"),
        (["Water:", "?"], "Water?"),
        (["Water ", " and"], "Water and"),
        (["Water\u00a0", " and"], "Water\u00a0and"),
        (["Water", "", ".", "", "."], "Water."),
        # Within a field the author has the word.
        (["What..?"], "What..?"),
        (["Wait…", "."], "Wait…."),
        ([".", "."], "."),
        (["a  b"], "a b"),
        # Affixes that do not know of each other: a space, then a stop.
        (["(ed.) ", ", ", "Water"], "(ed.), Water"),
        (["Doe ", "."], "Doe."),
        (["(ed.)", " ", ". ", "Water"], "(ed.). Water"),
        (["Doe.", " ", "."], "Doe. ."),
        (["Doe ", ": "], "Doe : "),
        (["n.d. ", "."], "n.d. ."),
    ],
)
def test_marks_that_meet(strings: list[str], expected: str) -> None:
    assert to_text(finish(strings, AMERICAN)) == expected


@pytest.mark.parametrize(
    ("title", "after", "american", "british"),
    [
        ("Water", ["."], "“Water.”", "‘Water’."),
        ("Water", [", 5"], "“Water,” 5", "‘Water’, 5"),
        ("Water", ["; 5"], "“Water”; 5", "‘Water’; 5"),
        ("Why?", ["."], "“Why?”", "‘Why?’"),
        ("Why?", [", 5"], "“Why?,” 5", "‘Why?’, 5"),
        ("Water.", ["."], "“Water.”", "‘Water.’"),
        # The stop of a group and that of the layout around it are one.
        ("Water", [".", "."], "“Water.”", "‘Water’."),
        ("Water", [",", ",", " 5"], "“Water,” 5", "‘Water’, 5"),
        ("Water", [",", "."], "“Water,”.", "‘Water’,."),
    ],
)
def test_marks_behind_a_quotation(title: str, after: list[str], american: str, british: str) -> None:
    tokens: list[Token] = [Quote(True), title, Quote(False), *after]
    assert to_text(finish(tokens, AMERICAN)) == american
    assert to_text(finish(tokens, BRITISH)) == british


def test_a_stop_that_goes_within_stays_out_of_the_italics() -> None:
    tokens: list[Token] = [Quote(True), "On ", Open("italic"), "Larix", Close("italic"), Quote(False), ".", "."]
    assert to_html(finish(tokens, AMERICAN)) == "“On <i>Larix</i>.”"


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        ('The "wet" and the dry', AMERICAN, "“The ‘wet’ and the dry”"),
        ('The "wet" and the dry', BRITISH, "‘The “wet” and the dry’"),
        ("The “wet” and the ‘dry’", AMERICAN, "“The ‘wet’ and the ‘dry’”"),
        ("„Nass“", AMERICAN, "“„Nass“”"),
        ("A \"b 'c' d\" e", AMERICAN, "“A ‘b “c” d’ e”"),
        ('Eau "douce"', FRENCH, "« Eau “douce” »"),
        ("Weirs and “Walls”", GERMAN, "„Weirs and ‚Walls‘“"),
        ("A “b ‘c’ d” e", GERMAN, "„A ‚b „c“ d‘ e“"),
    ],
)
def test_quotations_alternate(text: str, marks: Marks, expected: str) -> None:
    assert to_text(finish([Quote(True), *parse(text), Quote(False)], marks)) == expected


def test_marks_that_are_set_already_stand_where_nothing_is_around_them() -> None:
    assert to_text(finish(parse("On “Walls” and ‘weirs “of” wood’"), GERMAN)) == "On “Walls” and ‘weirs “of” wood’"
    assert to_text(finish(parse('On "Walls"'), GERMAN)) == "On „Walls“"


def test_emphasis_within_emphasis_is_upright() -> None:
    tokens = [Open("italic"), *parse("The <i>Titanic</i> and <b>others</b>"), Close("italic")]
    assert to_html(finish(tokens, AMERICAN)) == (
        '<i>The <span style="font-style:normal;">Titanic</span> and <b>others</b></i>'
    )


def test_a_style_asks_for_italics_twice_and_gets_them_once() -> None:
    tokens: list[Token] = [Open("italic"), Open("italic"), "Water", Close("italic"), Close("italic")]
    assert to_html(finish(tokens, AMERICAN)) == "<i>Water</i>"


def test_what_is_empty_leaves_no_markup() -> None:
    assert to_html(finish([Open("italic"), "", Close("italic"), "x"], AMERICAN)) == "x"


def test_raised_letters_are_raised() -> None:
    assert to_html(finish(["1ʳᵉ éd."], AMERICAN)) == "1<sup>r</sup><sup>e</sup> éd."


_TEXT = st.text(st.sampled_from("ab .,:;!?"), max_size=6)


@given(st.lists(_TEXT, max_size=6))
def test_settling_loses_no_letter(strings: list[str]) -> None:
    once = settle(strings, within=True)
    whole = "".join(token for token in once if isinstance(token, str))
    assert [c for c in whole if c in "ab"] == [c for s in strings for c in s if c in "ab"]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(".,:;!?"), st.sampled_from(".,:;!?")), max_size=4))
def test_settling_twice_is_settling_once(marks: list[tuple[str, str, str]]) -> None:
    once = settle([string for triple in marks for string in triple], within=True)
    assert settle(once, within=True) == once


@given(st.lists(_TEXT, max_size=6))
def test_within_a_field_nothing_but_spaces_is_settled(strings: list[str]) -> None:
    first, *rest = [s for s in strings if s] or ["x"]
    whole = "".join(str(t) for t in settle([first, *map(Inner, rest)], within=True))
    assert whole.replace(" ", "") == "".join([first, *rest]).replace(" ", "")
