"""The elements that say where a line may end."""

from __future__ import annotations

import pytest

from pamphleteer.markup import canonical, parse
from pamphleteer.typography.breaks import mark_breaks

WORDS = {"und": ["pam-phlet-eer", "Kleisthenes"], "de": ["Stau-becken", "pamphlet-eer"], "en-GB": ["lock-age"]}


def marked(markup: str, language: str = "en", *, whole: bool = False) -> str:
    root = parse(markup.replace("~", "\u00ad").encode())
    mark_breaks(root, language, WORDS, whole=whole)
    return canonical(root).decode().replace("\u00ad", "~")


def hyphenated(word: str) -> str:
    return f'<span class="hyphenated">{word}</span>'


def unbroken(word: str) -> str:
    return f'<span class="unbroken">{word}</span>'


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        (
            "<p>At https://a.org/b_cc, <em>x</em> www.ab.org.</p>",
            '<p>At <span class="address">https://<wbr/>a.<wbr/>org/<wbr/>b_<wbr/>cc</span>, <em>x</em> '
            '<span class="address">www.<wbr/>ab.<wbr/>org</span>.</p>',
        ),
        (
            '<p><a href="https://a.org/bb">https://a.org/bb</a> and</p>',
            '<p><a href="https://a.org/bb"><span class="address">https://<wbr/>a.<wbr/>org/<wbr/>bb</span></a> and</p>',
        ),
        (
            '<p><a href="https://doi.org/10.1/aa%3Cbb%3Ecc.">10.1/aa&lt;bb&gt;cc.</a></p>',
            '<p><a href="https://doi.org/10.1/aa%3Cbb%3Ecc.">'
            '<span class="address">10.<wbr/>1/<wbr/>aa&lt;bb&gt;cc.</span></a></p>',
        ),
        ('<p><a href="https://a.org/or/and">and</a></p>', '<p><a href="https://a.org/or/and">and</a></p>'),
        ("<p>Plain <code>a/b</code> words.</p>", "<p>Plain <code>a/b</code> words.</p>"),
        (
            "<p><code>set /usr/share/documents/x</code></p>",
            "<p><code>set /usr/<wbr/>share/<wbr/>documents/x</code></p>",
        ),
        ("<pre><code>/usr/share/documents/x</code></pre>", "<pre><code>/usr/share/documents/x</code></pre>"),
        ('<p>x<span data-note="n">https://a.org</span></p>', '<p>x<span data-note="n">https://a.org</span></p>'),
    ],
)
def test_addresses_and_long_code_may_be_broken_at_their_signs(markup: str, wanted: str) -> None:
    assert marked(markup) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A pamphleteer writes.", f"A {hyphenated('pam~phlet~eer')} writes."),
        ("PAMPHLETEER’s, Pamphleteer’", f"{hyphenated('PAM~PHLET~EER')}’s, {hyphenated('Pam~phlet~eer')}’"),
        ("l’pamphleteer-pamphleteer", f"l’{hyphenated('pam~phlet~eer')}-{hyphenated('pam~phlet~eer')}"),
        ("pamphleteers pamphleteering", "pamphleteers pamphleteering"),
        ("Kleisthenes’ and KLEISTHENES", f"{unbroken('Kleisthenes')}’ and {unbroken('KLEISTHENES')}"),
        ("A pamph~leteer, a can~al~", f"A {hyphenated('pamph~leteer')}, a {hyphenated('can~al~')}"),
        ("Staubecken lockage", "Staubecken lockage"),
    ],
)
def test_words_have_the_breaks_that_the_book_gives(text: str, wanted: str) -> None:
    assert marked(f"<p>{text}</p>") == f"<p>{wanted}</p>"


def test_a_languages_own_words_go_before_those_of_any_language() -> None:
    given = '<p>Staubecken <i lang="en-GB">lockage</i> pamphleteer <i lang="fr">pamphleteer</i></p>'
    wanted = (
        f'<p>{hyphenated("Stau~becken")} <i lang="en-GB">{hyphenated("lock~age")}</i> {hyphenated("pamphlet~eer")} '
        f'<i lang="fr">{hyphenated("pam~phlet~eer")}</i></p>'
    )
    assert marked(given, "de-AT") == wanted


def test_titles_captions_verse_and_code_are_not_hyphenated_but_keep_the_authors_own_breaks() -> None:
    for tag in ("h2", "figcaption", 'p class="line"', "code", "pre"):
        markup = f"<{tag}>A pamphleteer.</{tag.split()[0]}>"
        assert marked(markup) == markup
    assert marked("A pamphleteer, pam~phlet https://a.org", whole=True) == (
        f'A pamphleteer, {hyphenated("pam~phlet")} <span class="address">https://<wbr/>a.<wbr/>org</span>'
    )
    assert marked("<h2>Pam~phlet</h2>") == f"<h2>{hyphenated('Pam~phlet')}</h2>"
