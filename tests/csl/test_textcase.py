"""Text cases over runs of rich text."""

from __future__ import annotations

import pytest

from pamphleteer.csl.textcase import (
    Run,
    apply,
    capitalize_all,
    capitalize_first,
    lowercase,
    sentence,
    title,
    uppercase,
)


def runs(text: str) -> list[Run]:
    """'plain |protected| plain' as runs."""
    return [(piece, bool(at % 2)) for at, piece in enumerate(text.split("|"))]


def text(done: list[Run]) -> str:
    return "|".join(piece for piece, _ in done)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("on the printing of small books", "On the Printing of Small Books"),
        ("what the press is for", "What the Press Is For"),
        ("a press: an inquiry", "A Press: An Inquiry"),
        ("whose press? the reader’s! and yours", "Whose Press? The Reader’s! And Yours"),
        ("a press. and more of it", "A Press. and More of It"),
        ("the “new type” (in lead) and 'old'", "The “New Type” (in Lead) and 'Old'"),
        ('from "lead" to "light"', 'From "Lead" to "Light"'),
        ("pro-industrial state-of-the-art by-products", "Pro-Industrial State-of-the-Art By-Products"),
        ("metal/wood types—their casting—with notes", "Metal/Wood Types—Their Casting—with Notes"),
        ("reader–printer accounts", "Reader–Printer Accounts"),
        ("the printers don’t say", "The Printers Don’t Say"),
        ("john d'Orme's press", "John d'Orme's Press"),
        ("a reply to Rafi`i again", "A Reply to Rafi`i Again"),
        ("the UK and its iPrint presses by A.N. author", "The UK and Its iPrint Presses by A.N. Author"),
        ("a dose of β-carotene and vitamin c", "A Dose of β-Carotene and Vitamin c"),
        ("about élan and œuvre", "About Élan and Œuvre"),
        ("the\u00a0press\u00a0of\u00a01650", "The\u00a0Press\u00a0of\u00a01650"),
        ("the |small| types of |the|", "The |small| Types of |the|"),
        ("|small| the types: |of| the press", "|small| the Types: |of| the Press"),
        ("", ""),
        ("…", "…"),
    ],
)
def test_title(before: str, after: str) -> None:
    assert text(title(runs(before))) == after


def test_words_reach_over_plain_runs() -> None:
    assert title([("ty", False), ("pes ", False), ("of", False)]) == [("Ty", False), ("pes ", False), ("Of", False)]


def test_titles_in_other_languages_stay() -> None:
    assert title(runs("das buch der bücher"), english=False) == [("das buch der bücher", False)]
    assert apply("title", runs("das buch"), english=False) == [("das buch", False)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("the Press of |Mainz| and Others", "The press of |Mainz| and others"),
        ("UK Presses: A List", "UK presses: a list"),
        ("|mainz| Is a Town", "|mainz| is a town"),
        ("“the Press”", "“The press”"),
    ],
)
def test_sentence(before: str, after: str) -> None:
    assert text(sentence(runs(before))) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("the Press of |mainz|", "The Press of |mainz|"),
        ("iPrint it", "iPrint it"),
        ("(in press)", "(In press)"),
        ("|mainz| press", "|mainz| press"),
        ("d'Orme", "D'Orme"),
        ("2nd edition", "2nd edition"),
    ],
)
def test_capitalize_first(before: str, after: str) -> None:
    assert text(capitalize_first(runs(before))) == after


def test_capitalize_all() -> None:
    assert text(capitalize_all(runs("this IS a |mainz| press-room"))) == "This IS A |mainz| Press-Room"


def test_upper_and_lower() -> None:
    assert text(uppercase(runs("a |small| press"))) == "A |small| PRESS"
    assert text(lowercase(runs("A |SMALL| Press"))) == "a |SMALL| press"


@pytest.mark.parametrize(
    ("language", "small", "capitals"),
    [
        ("en", "istanbul", "ISTANBUL"),
        ("tr", "istanbul ılıca", "İSTANBUL ILICA"),
        ("tr-TR", "istanbul", "İSTANBUL"),
        ("el", "ἀρχή τύπος", "ΑΡΧΗ ΤΥΠΟΣ"),
        ("no tag at all", "i", "I"),
        (None, "straße", "STRASSE"),
    ],
)
def test_capitals_of_a_language(language: str | None, small: str, capitals: str) -> None:
    assert uppercase([(small, False)], language) == [(capitals, False)]


def test_small_letters_of_a_language() -> None:
    assert lowercase([("ILICA İSTANBUL", False)], "tr") == [("ılıca istanbul", False)]
    assert capitalize_first([("istanbul", False)], "tr") == [("İstanbul", False)]


def test_a_case_by_name() -> None:
    assert apply("uppercase", runs("press")) == [("PRESS", False)]
    assert apply("of-another-day", runs("Press")) == [("Press", False)]
