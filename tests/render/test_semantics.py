"""What the parts of a text are called for reading systems and screen readers."""

from __future__ import annotations

import pytest

from pamphleteer.markup import canonical, parse
from pamphleteer.render.semantics import give_meaning

OPS = ' xmlns:epub="http://www.idpf.org/2007/ops"'


def meant(markup: str, language: str = "en-GB") -> str:
    root = parse(markup.encode())
    give_meaning(root, language)
    return canonical(root).decode()


QUOTE = '<aside class="pullquote"><p>{}</p></aside>'


@pytest.mark.parametrize(
    ("text", "quoted", "is_hidden"),
    [
        ("<p>The gate holds, and the water knows it.</p>", "The water knows it.", True),
        ("<p>The gate holds, and the <em>wa</em>ter knows it.</p>", "The water knows it.", True),
        ('<p>The water<sup class="note-call">1</sup> knows it.</p>', "The water knows it!", True),
        ("<p>The water</p><p>knows it.</p>", "The water knows it.", True),
        ("<p>Another text.</p>", "The water knows it.", False),
        ("<p>The waters know it.</p>", "The water", False),
        ("<p>The water knows it.</p>", 'The <a href="#x">water</a> knows it.', False),
        ("<p>Text</p>", "— … !", False),
    ],
)
def test_a_pull_quote_is_not_read_where_the_text_says_the_same(text: str, quoted: str, is_hidden: bool) -> None:
    made = meant(text + QUOTE.format(quoted))
    assert 'class="pullquote" role="doc-pullquote"' in made
    assert ('aria-hidden="true"' in made) == is_hidden


def test_who_said_it_is_no_part_of_what_was_said() -> None:
    attributed = '<aside class="pullquote"><p>The water knows it.</p><p class="attribution">— A. Writer</p></aside>'
    assert 'aria-hidden="true"' in meant(f"<p>The water knows it.</p>{attributed}")


def test_a_box_is_named_by_its_heading_or_is_no_landmark() -> None:
    assert meant('<aside class="sidebar"><h3 id="b">Puddle</h3></aside>') == (
        '<aside class="sidebar" aria-labelledby="b"><h3 id="b">Puddle</h3></aside>'
    )
    assert meant('<aside class="sidebar"><p>Clay.</p></aside>').startswith('<aside class="sidebar" role="note">')


def test_an_epigraph_has_its_role() -> None:
    assert meant('<div class="epigraph"><p>A</p></div>') == (
        f'<div{OPS} class="epigraph" epub:type="epigraph" role="doc-epigraph"><p>A</p></div>'
    )


@pytest.mark.parametrize(
    ("language", "markup", "made"),
    [
        ("en", '<em lang="fr">mot</em>', '<em lang="fr" xml:lang="fr">mot</em>'),
        ("en", '<em lang="he">שלום</em>', '<em lang="he" xml:lang="he" dir="rtl">שלום</em>'),
        ("ar", '<em lang="fr">mot</em>', '<em lang="fr" xml:lang="fr" dir="ltr">mot</em>'),
        ("ar", '<em lang="he">שלום</em>', '<em lang="he" xml:lang="he">שלום</em>'),
        ("en", '<em lang="he" dir="auto">שלום</em>', '<em lang="he" dir="auto" xml:lang="he">שלום</em>'),
    ],
)
def test_words_of_another_language_say_which_and_which_way(language: str, markup: str, made: str) -> None:
    assert meant(markup, language) == made


def test_a_head_without_words_is_no_head() -> None:
    row = '<table><tr><th scope="col">A</th><th scope="col"></th><th><img src="a.png" alt="B"/></th></tr></table>'
    assert meant(row) == '<table><tr><th scope="col">A</th><td/><th><img src="a.png" alt="B"/></th></tr></table>'


def test_tables_say_how_large_they_are_and_long_cells_that_they_are() -> None:
    assert 'class="many-columns"' in meant(f"<table><tr>{'<td>a</td>' * 4}</tr></table>")
    assert 'class="many-rows"' in meant(f"<table>{'<tr><td>a</td></tr>' * 16}</table>")
    assert meant("<table><tr><td>a</td><td>Weed is cut from a boat.</td></tr></table>") == (
        '<table><tr><td>a</td><td class="wordy">Weed is cut from a boat.</td></tr></table>'
    )
