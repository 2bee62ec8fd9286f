"""The words in small capitals, and the letter that drops."""

import re

import pytest

from pamphleteer.markup import text_of
from pamphleteer.render.opening import mark_opening

LONG = (
    " and so the water went on by night and by day, from lock to lock, as it had always gone before anybody counted."
    * 2
)


def opened(body, dropped=False, split=True):
    return mark_opening(body.encode(), dropped, split).decode()


def words(marked):
    return re.findall('<span class="opening-words">(.*?)</span>', marked)


@pytest.mark.parametrize(
    ("text", "small"),
    [
        ("In the early summer of 1785, two men came", ["In the early summer of"]),
        ("After the flood, nobody came", ["After the flood"]),
        ("“After the flood,” he said", ["“After the flood"]),
        ("No, said the keeper of the lock", ["No, said the keeper of"]),
        ("Incomprehensibilities, counterrevolutionaries", ["Incomprehensibilities"]),
        ("<em>The Towpath</em> came out every week", ["The Towpath", " came out"]),
        ('Early<span data-note="n" id="c"/> one morning', ["Early"]),
        ('Cited once <span class="cite" id="c">(<a href="#e">Rowe, 1950</a>)</span> as', ["Cited once"]),
        ('<span class="cite" id="c">Rowe and Hale</span> say that', ["Rowe and Hale", " say that"]),
    ],
)
def test_the_first_words_end_with_a_clause_or_after_a_few(text, small):
    marked = opened(f"<p>{text}{LONG}</p>")
    assert words(marked) == small
    assert text_of(marked.encode()) == text_of(f"<p>{text}{LONG}</p>".encode())
    assert 'class="opening-paragraph"' in marked


def test_no_citation_stands_in_small_capitals():
    body = f'<p><span class="cite" id="c">(Rowe, 1950)</span> is the first{LONG}</p>'
    assert opened(body) == body


def test_a_short_paragraph_is_no_opening():
    assert opened("<p>He came.</p>") == "<p>He came.</p>"


@pytest.mark.parametrize("first", ["<ul><li>One</li></ul>", "<blockquote><p>Said</p></blockquote>", "<pre>x</pre>"])
def test_a_text_that_begins_with_no_paragraph_has_no_opening(first):
    body = f"{first}<p>Then{LONG}</p>"
    assert opened(body) == body


@pytest.mark.parametrize(
    "first", ["<h2>One</h2>", '<div class="epigraph"><p>Said</p></div>', "<figure><img/></figure>"]
)
def test_an_opening_may_stand_below_a_heading_an_epigraph_or_a_picture(first):
    assert words(opened(f"{first}<p>Then came the winter{LONG}</p>")) == ["Then came the winter and"]


def test_only_the_first_paragraph_is_marked():
    assert opened(f"<p>One{LONG}</p><p>Two{LONG}</p>").count("opening-paragraph") == 1


def test_the_initial_is_cut_off_where_it_drops():
    marked = opened(f"<p>Nobody knew{LONG}</p>", dropped=True)
    assert '<span class="initial">N</span><span class="opening-words">obody knew and so the</span>' in marked


def test_for_an_ebook_the_word_stays_whole():
    marked = opened(f"<p>Nobody knew{LONG}</p>", dropped=True, split=False)
    assert 'class="opening-paragraph drops"' in marked
    assert words(marked) == ["Nobody knew and so the"]


@pytest.mark.parametrize("text", ["“Nobody knew”", "1785 was dry"])
def test_a_mark_or_a_figure_does_not_drop(text):
    assert "initial" not in opened(f"<p>{text}{LONG}</p>", dropped=True)


def test_beside_a_short_paragraph_nothing_drops():
    assert "initial" not in opened(f"<p>Nobody knew{LONG[:100]}</p>", dropped=True)
