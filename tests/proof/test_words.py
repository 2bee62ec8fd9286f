"""Words compared with the copy: what is the same, and how a difference is told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pamphleteer.diagnostics import Span
from pamphleteer.markup import parse
from pamphleteer.proof.copy import Passage, by_block, letters
from pamphleteer.proof.words import compare

WORDS = st.lists(st.text("abcdeß", min_size=1, max_size=6), min_size=1, max_size=30)


def passage(text: str) -> Passage:
    return Passage("b", text, Span("a.md", 1))


def test_what_breaking_a_line_adds_is_no_difference() -> None:
    found = letters("The Steam\u2010boat\u2010\u00a0com\u00adpany\u2060’s \u200bGASSE")
    assert found == letters("the steam-boat company’s gaße")


def test_a_word_may_not_be_lost_for_its_hyphen_alone() -> None:
    assert compare(passage("steam boat"), letters("steam-boat")) is None
    assert compare(passage("steamboat"), letters("steamboats")) is not None


@given(WORDS, st.data())
def test_a_lost_word_is_named(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    left = [*words[:at], *words[at + 1 :]]
    difference = compare(passage(" ".join(words)), letters(" ".join(left)))
    assert difference is not None and not difference.added
    # Of alike neighbours it cannot be said which one is lost: but as many letters are.
    assert len(letters("".join(difference.lost))) >= len(letters(words[at]))


@given(WORDS, st.data())
def test_a_word_that_stands_twice_is_named(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    more = [*words[: at + 1], *words[at:]]
    difference = compare(passage(" ".join(words)), letters(" ".join(more)))
    assert difference is not None and not difference.lost
    assert sorted(difference.added) == sorted(letters(words[at]))


@given(WORDS)
def test_the_same_words_are_no_difference(words: list[str]) -> None:
    assert compare(passage(" ".join(words)), letters("\n".join(words))) is None


def test_text_belongs_to_the_nearest_block_that_has_an_id() -> None:
    words = b'<p id="a">one <em id="x">two</em> <img id="i" alt="no"/>three</p>four'
    root = parse(words + b'<ul id="u"><li id="l">five</li></ul>')
    assert by_block(root) == {"a": "one two three", "": "four", "u": "", "l": "five"}


def test_what_is_unread_is_passed_over_with_all_it_holds() -> None:
    root = parse(b'<p id="a">one<span role="doc-backlink">1<b>2</b>3</span> two</p>')
    assert by_block(root, frozenset(["doc-backlink"])) == {"a": "one two"}
