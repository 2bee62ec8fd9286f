import re
from importlib import resources

import pytest
import yaml

from pamphleteer.diagnostics import Span
from pamphleteer.terms import known_terms, terms_of

HERE = Span("book.yaml", 7, 1)
FILES = sorted(f.name for f in resources.files("pamphleteer.terms").iterdir() if f.name.endswith(".yaml"))


@pytest.mark.parametrize("name", FILES)
def test_every_language_has_every_word(name: str) -> None:
    words = yaml.safe_load(resources.files("pamphleteer.terms").joinpath(name).read_text("utf-8"))
    assert tuple(words) == known_terms()
    assert all(isinstance(word, str) and word.strip() == word != "" for word in words.values())
    places = {key: re.findall(r"{\w*}", word) for key, word in words.items() if "{" in word}
    assert places == {"notes-to-page": ["{page}"], "notes-to-pages": ["{pages}"], "set-with": ["{font}"]}


@pytest.mark.parametrize(
    ("language", "contents", "page"),
    [
        ("en", "Contents", "p."),
        ("en-GB", "Contents", "p."),
        ("EN-us", "Contents", "p."),
        ("fr", "Table des matières", "p."),
        ("fr-CH", "Table des matières", "p."),
        ("de-Latn-AT-1996", "Inhalt", "S."),
        ("es-MX", "Índice", "p."),
        ("it", "Indice", "p."),
        ("nl-BE", "Inhoud", "p."),
        ("pt-BR", "Sumário", "p."),
        ("sv", "Innehåll", "s."),
    ],
)
def test_words_are_found_by_language(language: str, contents: str, page: str) -> None:
    words, found = terms_of(language, {}, HERE)
    assert (words["contents"], words["page-abbr"]) == (contents, page)
    assert found == ()


def test_the_books_own_words_win() -> None:
    words, found = terms_of("fr", {"contents": "Dans ce numéro", "note": ""}, HERE)
    assert (words["contents"], words["note"], words["notes"]) == ("Dans ce numéro", "", "Notes")
    assert found == ()


@pytest.mark.parametrize("language", ["eo", "x", "../en", "no tag", ""])
def test_english_serves_a_language_without_words(language: str) -> None:
    words, (found,) = terms_of(language, {"contents": "Enhavo"}, HERE)
    assert words["contents"] == "Enhavo"
    assert words["index"] == "Index"
    assert (found.code, found.severity, found.span) == ("terms-missing", "info", HERE)
    assert f"'{language}'" in found.message


def test_nothing_is_missing_where_the_book_gives_all() -> None:
    own = dict.fromkeys(known_terms(), "vorto")
    assert terms_of("eo", own, HERE) == (own, ())


def test_an_unknown_word_is_an_error_with_the_likeliest() -> None:
    words, found = terms_of("en", {"content": "x", "qqq": "y", "index": "Names"}, HERE)
    assert tuple(words) == known_terms()
    assert words["index"] == "Names"
    assert [(d.code, d.severity, d.span) for d in found] == [("terms-unknown-key", "error", HERE)] * 2
    assert found[0].hint == "did you mean 'contents'?"
    assert found[1].hint and found[1].hint.startswith("known here: contents, notes")
