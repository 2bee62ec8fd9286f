"""``styles``: what is found by which words, how it is listed, and the specimen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pamphleteer.csl.library import style_names
from pamphleteer.specimen import MOST, find
from tests.conftest import Said

Cli = Callable[..., Said]


def names(said: Said) -> list[str]:
    return [line.split()[0] for line in said.out.splitlines() if line and not line.startswith((" ", "and "))]


def test_all_words_are_looked_for_in_name_and_title(cli: Cli) -> None:
    said = cli("styles", "chicago", "notes")
    assert said.code == 0 and not said.err
    assert "chicago-notes-bibliography-subsequent-ibid" in names(said)
    # One word in the name, the other in the title alone.
    assert "chicago-notes-bibliography" in names(cli("styles", "18th", "chicago-notes"))
    assert all("chicago" in line.lower() and "note" in line.lower() for line in said.out.splitlines()[:MOST])


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("KIEFERORTHOPADIE", "journal-of-orofacial-orthopedics"),
        ("kieferorthopädie", "journal-of-orofacial-orthopedics"),
        ("tecnicas numérico", "associacao-brasileira-de-normas-tecnicas-numerico"),
        ("orthopædica belgica", "acta-orthopaedica-belgica"),
    ],
)
def test_neither_case_nor_accents_matter(words: str, name: str) -> None:
    found = [entry.name for entry in find(words.split())]
    assert found == [entry.name for entry in find(words.upper().split())]
    assert name in found


@pytest.mark.parametrize("word", ["oscola", "oscola.csl", "http://www.zotero.org/styles/oscola"])
def test_a_style_is_found_by_its_file_and_its_id(word: str) -> None:
    assert find([word])[0].name == "oscola"


def test_a_style_that_is_called_so_stands_first_and_dependent_ones_last(cli: Cli) -> None:
    found = find(["nature"])
    assert found[0].name == "nature"
    dependent = [entry.parent is not None for entry in found[1:]]
    assert any(dependent) and dependent == sorted(dependent)
    line = next(
        line for line in cli("styles", "nature", "--all").out.splitlines() if line.startswith("nature-physics ")
    )
    assert line.split(maxsplit=2) == ["nature-physics", "numeric", "Nature Physics (the same as nature)"]


def test_kinds_are_told(cli: Cli) -> None:
    def kind(word: str) -> str:
        return cli("styles", word).out.splitlines()[0].split()[1]

    assert (kind("apa"), kind("oscola"), kind("ieee")) == ("author–date", "notes", "numeric")
    assert kind("modern-language-association") == "author"


def test_long_lists_are_cut_and_say_so(cli: Cli) -> None:
    said = cli("styles")
    lines = said.out.splitlines()
    assert len(lines) == MOST + 1
    assert lines[-1] == f"and {len(style_names()) - MOST:,} more: another word finds fewer, --all lists them"
    everything = cli("styles", "--all").out.splitlines()
    assert len(everything) == len(style_names()) and everything[:MOST] == lines[:MOST]


def test_no_style_is_exit_code_1_with_near_names(cli: Cli) -> None:
    said = cli("styles", "chicago-notes-bibliografy")
    assert said.code == 1 and not said.out
    assert "no style is called 'chicago-notes-bibliografy'" in said.err
    assert "did you mean 'chicago-notes-bibliography'" in said.err
    said = cli("styles", "qqqq", "zzzz")
    assert said.code == 1 and said.err.endswith("hint: fewer or shorter words find more\n")


def test_nothing_but_text_is_written(cli: Cli) -> None:
    assert "\033" not in cli("styles", "oscola", "--specimen").out


def test_a_specimen_of_notes_shows_each_position(cli: Cli) -> None:
    said = cli("styles", "chicago-notes-bibliography-subsequent-ibid", "--specimen")
    assert said.code == 0 and names(said)[0] == "chicago-notes-bibliography-subsequent-ibid"
    notes, _, listed = said.out.partition("In notes:")[2].partition("In the bibliography:")
    shown = [line.split(". ", 1)[1] for line in notes.splitlines() if ". " in line]
    assert shown[0].startswith("Miriam Hale, The Long Canal: Water and Work in a River Town (")
    assert shown[1:3] == ["Ibid.", "Ibid., 14–16."]
    assert shown[5] == "Hale, The Long Canal, 31."
    assert len(shown) == 7 and shown[6].startswith("Okafor and Lindqvist, “Who Paid for the Locks?”; River Town Museum")
    assert [line.split()[0] for line in listed.splitlines() if line] == ["Hale,", "Okafor,", "River"]


def test_a_specimen_in_the_text_shows_no_notes(cli: Cli) -> None:
    out = cli("styles", "apa", "--specimen").out
    assert "In the text:" in out and "In notes:" not in out
    assert "(Hale, 1998, p. 12)" in out and "(Okafor & Lindqvist, 2007, p. 203)" in out
    assert "[1, p. 12]" in cli("styles", "ieee", "--specimen").out


def test_a_style_without_bibliography_says_so(cli: Cli) -> None:
    assert "It makes no bibliography." in cli("styles", "chicago-notes", "--specimen").out


def test_a_style_that_is_found_alone_is_shown_at_once(cli: Cli) -> None:
    said = cli("styles", "nature-reviews-urology")
    assert len(names(said)) >= 1 and "(the same as nature)" in said.out
    # A dependent style is set as the one for which it stands.
    assert "In the text:" in said.out and "In the bibliography:" in said.out


def test_with_several_each_has_its_specimen(cli: Cli) -> None:
    said = cli("styles", "oscola", "--specimen")
    assert said.out.count("In notes:") == 1
    said = cli("styles", "din-1505", "--specimen")
    assert said.out.count("In the text:") + said.out.count("In notes:") == len(find(["din-1505"])) > 1
