"""The words of a language, and those of a style over them."""

from __future__ import annotations

import pytest
from lxml import etree

from pamphleteer.csl.library import locale_tags
from pamphleteer.csl.locale import NS, Locale, locale_for, read_locale


def locale(language: str, terms: str = "", options: str = "") -> Locale:
    """The locale of a language, under these terms and options of a style's own."""
    xml = f'<locale xmlns="{NS[1:-1]}">{options}<terms>{terms}</terms></locale>'
    return locale_for(language, [("", read_locale(etree.fromstring(xml)))])


@pytest.mark.parametrize(
    ("language", "term", "form", "words"),
    [
        ("en-US", "editor", "short", "ed."),
        ("de-AT", "editor", "long", "Herausgeber"),
        ("fr-CA", "and", "long", "et"),
        ("xx", "and", "long", "and"),
        # verb-short falls to verb, symbol to short, and both to the long form in the end.
        ("en-US", "compiler", "symbol", "comp."),
        ("en-US", "at", "verb-short", "at"),
    ],
)
def test_terms(language: str, term: str, form: str, words: str) -> None:
    assert locale(language).term(term, form) == words


def test_a_language_is_asked_for_all_its_forms_before_another() -> None:
    german = locale("de-DE")
    assert german.term("version", "short") == german.term("version")


def test_ordinals_of_a_style_replace_all_others() -> None:
    assert locale("en-US").ordinal("ordinal-02", "") == ("nd", "")
    changed = locale("en-US", '<term name="ordinal">.</term>')
    assert changed.ordinal("ordinal", "") == (".", "") and changed.ordinal("ordinal-02", "") is None


def test_a_style_changes_one_form_and_leaves_the_others() -> None:
    changed = locale("en-US", '<term name="editor" form="short"><single>e.</single><multiple>ee.</multiple></term>')
    assert changed.term("editor", "short", plural=True) == "ee."
    assert changed.term("editor") == "editor"


def test_options_of_a_style() -> None:
    assert locale("en-US").punctuation_in_quote and not locale("en-GB").punctuation_in_quote
    assert locale("en-GB", options='<style-options punctuation-in-quote="true"/>').marks.within


def test_a_typewriter_s_apostrophe_becomes_one() -> None:
    assert locale("fr-FR").term("from") == "à l’adresse"
    assert locale("en-US", '<term name="from">d\'où</term>').term("from") == "d’où"


@pytest.mark.parametrize("tag", locale_tags())
def test_every_locale_has_what_is_always_needed(tag: str) -> None:
    found = locale(tag)
    assert all(found.term(name) for name in ("and", "et-al", "editor", "page", "month-01", "month-12"))
    assert set(found.dates) >= {"text", "numeric"}
    marks = found.marks
    assert all((marks.open, marks.close, marks.inner_open, marks.inner_close))
