"""Note calls in the place of cites: behind the word, behind the stop, out of links."""

from __future__ import annotations

import pytest

from pamphleteer.citations.calls import place_call
from pamphleteer.markup import canonical, element, parse


def placed(text: str, language: str = "en", *, attached: bool = False) -> str:
    """The text with ``¹`` where the call goes that stands for ``@``."""
    root = parse(text.replace("@", "<cite/>").encode())
    for cite in reversed(list(root.iter("cite"))):
        place_call(cite, element("sup"), language, attached=attached)
    return canonical(root).decode().replace("<sup/>", "¹")


@pytest.mark.parametrize("stop", [*".,;:!?…", "”", "’", "»", ".”", "”.", ",’", "!»", "?”", "“", "“.", "«"])
@pytest.mark.parametrize("space", ["", " ", "\u00a0", "\n", " \n "])
def test_a_call_stands_behind_the_stop_and_at_its_word(stop: str, space: str) -> None:
    assert placed(f"<p>The dam{space}@{stop} It leaks.</p>") == f"<p>The dam{stop}¹ It leaks.</p>"
    assert placed(f"<p>The dam{space}@{stop}</p>", "de") == f"<p>The dam{stop}¹</p>"
    assert placed(f"<p>The dam{space}@{stop}</p>", "fr-CH") == f"<p>The dam¹{stop}</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a @ b", "a¹ b"),
        ("a @) b", "a¹) b"),
        ("a @ – b", "a¹ – b"),
        ("a @—b", "a¹—b"),
        ("a @’s", "a¹’s"),
        ("a @.5", "a¹.5"),
        ("@ a", "¹ a"),
        ("<em>a</em> @. b", "<em>a</em>.¹ b"),
        ("<em>a @</em>. b", "<em>a</em>.¹ b"),
        ("<em>a @</em> b", "<em>a¹</em> b"),
        ("<em><strong>a @</strong></em>, b", "<em><strong>a</strong></em>,¹ b"),
        ("<em>a @ b</em>. c", "<em>a¹ b</em>. c"),
        ('<a href="x">a @ b</a>. c', '<a href="x">a b</a>.¹ c'),
        ('<a href="x">a @</a>, c', '<a href="x">a</a>,¹ c'),
        ('<em><a href="x">a @</a></em>, c', '<em><a href="x">a</a></em>,¹ c'),
        ("a @ @. b", "a.¹¹ b"),
        ("a.@ b", "a.¹ b"),
        ("a. @ b", "a.¹ b"),
        ("“a.” @. b", "“a.”¹ b"),
        ("a? @. b", "a?¹ b"),
        ("a. @, b", "a.,¹ b"),
        ("a<br/>@ b", "a<br/>¹ b"),
        ("a (b etc.) @. c", "a (b etc.).¹ c"),
        ("a (in the U.S.) (b). (It is c.) @. d", "a (in the U.S.) (b). (It is c.)¹ d"),
        ("a “(b etc.)” @. c", "a “(b etc.)”.¹ c"),
        ("(It is a (b).) @. c", "(It is a (b).)¹ c"),
        ("a (@). b", "a.¹ b"),
        ("a (@) b", "a¹ b"),
        ("a (see @). b", "a (see¹). b"),
    ],
)
def test_where_a_call_goes(text: str, expected: str) -> None:
    assert placed(f"<p>{text}</p>") == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("« Il pleut. » @. Il", "« Il pleut. »¹ Il"),
        ("Il pleut, etc. @. Il", "Il pleut, etc.¹ Il"),
        ("« Il pleut » @. Il", "« Il pleut »¹. Il"),
        ("« Il pleut ? » @, dit-il", "« Il pleut ? »¹, dit-il"),
        ("Il pleut. @... Il", "Il pleut.¹... Il"),
    ],
)
def test_a_sentence_has_one_stop_where_calls_stand_before_it(text: str, expected: str) -> None:
    assert placed(f"<p>{text}</p>", "fr") == f"<p>{expected}</p>"


def test_a_call_at_the_end_of_emphasis_that_ends_a_paragraph() -> None:
    assert placed("<p><em>a @</em></p><p>b</p>") in ("<p><em>a</em>¹</p><p>b</p>", "<p><em>a¹</em></p><p>b</p>")


def test_a_call_stays_in_its_line_of_verse() -> None:
    verse = '<p class="stanza"><span class="line">a, @</span> <span class="line"><em>b. @</em></span></p>'
    expected = '<p class="stanza"><span class="line">a,¹</span> <span class="line"><em>b.</em>¹</span></p>'
    assert placed(verse) == expected


@pytest.mark.parametrize(
    ("quoted", "expected"),
    [
        ("<p>a.</p> <p>@</p>", "<p>a.¹</p> "),
        ("<p>a.</p><p><em>@</em></p><p>b</p>", "<p>a.¹</p><p>b</p>"),
        ("<p>a.</p><p>@ b</p>", "<p>a.</p><p>¹ b</p>"),
        ("<p>@</p>", "<p>¹</p>"),
        (
            '<p class="stanza"><span class="line">a</span></p><p class="stanza"><span class="line">@</span></p>',
            '<p class="stanza"><span class="line">a¹</span></p>',
        ),
        ('<p>a</p><p class="source">@</p>', '<p>a</p><p class="source">¹</p>'),
        ("<ul><li>a</li></ul><p>@</p>", "<ul><li>a</li></ul><p>¹</p>"),
        ("<p>a.</p><p>@<img/></p>", "<p>a.</p><p>¹<img/></p>"),
    ],
)
def test_no_paragraph_is_a_call_alone(quoted: str, expected: str) -> None:
    assert placed(f"<blockquote>{quoted}</blockquote>") == f"<blockquote>{expected}</blockquote>"


def test_a_stop_is_not_doubled_behind_another_call() -> None:
    assert placed('<p>a.<span data-note="n">¹</span> @. b</p>') == '<p>a.<span data-note="n">¹</span>¹ b</p>'
    assert placed('<p>a<span data-note="n">¹</span> @. b</p>') == '<p>a<span data-note="n">¹</span>.¹ b</p>'


def test_a_call_of_a_source_in_the_sentence_keeps_what_stands_before_it() -> None:
    assert placed("<p>As <span>Rowe</span>@ says</p>", attached=True) == "<p>As <span>Rowe</span>¹ says</p>"
    assert placed("<p>as in <span>Rowe</span>@. It</p>", attached=True) == "<p>as in <span>Rowe</span>.¹ It</p>"
    assert placed("<p>in <span>Rowe</span>@’s. It</p>", attached=True) == "<p>in <span>Rowe</span>’s.¹ It</p>"
    assert placed("<p>in <span>Rowes</span>@’ book</p>", attached=True) == "<p>in <span>Rowes</span>’¹ book</p>"
