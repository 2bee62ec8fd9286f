"""The words and dates of a language: the library's locales, one over the other, and a style's own over them.

CSL 1.0.2, "Locale Fallback": a style's own in the exact dialect goes before those in the language, those before the
style's without a language, and all of them before the library's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from lxml import etree

from pamphleteer.csl import library
from pamphleteer.csl.collation import Collator
from pamphleteer.csl.output import Marks
from pamphleteer.csl.richtext import apostrophes

NS = "{http://purl.org/net/xbiblio/csl}"
_FALLS = {"verb-short": "verb", "verb": "long", "symbol": "short", "short": "long"}


@dataclass(frozen=True, slots=True)
class Term:
    """A term in one form."""

    single: str
    multiple: str
    gender: str = ""
    match: str = ""


@dataclass(frozen=True, slots=True)
class DatePart:
    """How a part of a date is set: the attributes of ``cs:date-part``."""

    name: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DateForm:
    """A localized date format: its parts in their order."""

    attributes: Mapping[str, str]
    parts: tuple[DatePart, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """What one ``locale`` element says."""

    terms: Mapping[tuple[str, str, str], Term]
    dates: Mapping[str, DateForm]
    options: Mapping[str, str]
    whole: bool = False
    """Whether it is a locale of the library, not some words of a style's own."""


class Locale:
    """Terms, dates and options in force for one language."""

    def __init__(self, language: str, layers: Sequence[_Words]) -> None:
        self.language = language
        self.terms: dict[tuple[str, str, str], Term] = {}
        """By name, form and gender-form."""
        self.dates: dict[str, DateForm] = {}
        self.options: dict[str, str] = {}
        for layer in layers:
            if any(name.startswith("ordinal") for name, _form, _gender in layer.terms):
                # A locale's ordinals hold together: they replace those below as a whole (CSL 1.0.2, "Ordinals").
                self.terms = {key: term for key, term in self.terms.items() if not key[0].startswith("ordinal")}
            if layer.whole:
                # What the language has in any form is not looked for in another one.
                names = {name for name, _form, _gender in layer.terms}
                self.terms = {key: term for key, term in self.terms.items() if key[0] not in names}
            self.terms |= layer.terms
            self.dates |= layer.dates
            self.options |= layer.options
        self.punctuation_in_quote = self.options.get("punctuation-in-quote") == "true"
        self.marks = Marks(
            self.term("open-quote") or "“",
            self.term("close-quote") or "”",
            self.term("open-inner-quote") or "‘",
            self.term("close-inner-quote") or "’",
            self.punctuation_in_quote,
        )
        self.english = language.lower().startswith("en")
        self._collator: Collator | None = None

    @property
    def collator(self) -> Collator:
        """The order of the language's letters."""
        if self._collator is None:
            self._collator = Collator(self.language)
        return self._collator

    def find(self, name: str, form: str = "long") -> Term | None:
        """A term in a form, or in the next more general form that has it."""
        while (term := self.terms.get((name, form, ""))) is None:
            if form not in _FALLS:
                return None
            form = _FALLS[form]
        return term

    def term(self, name: str, form: str = "long", plural: bool = False) -> str | None:
        """The words of a term; None where the language has none."""
        term = self.find(name, form)
        if term is None:
            return None
        return term.multiple if plural else term.single

    def exact(self, name: str, form: str) -> str:
        """The words of a term in exactly this form; empty where it has none."""
        term = self.terms.get((name, form, ""))
        return term.single if term else ""

    def gender(self, name: str) -> str:
        """The gender of a term: masculine, feminine or empty."""
        term = self.terms.get((name, "long", ""))
        return term.gender if term else ""

    def ordinal(self, name: str, gender: str) -> tuple[str, str] | None:
        """An ordinal term of exactly this gender, or of none where it is empty; with what it matches."""
        term = self.terms.get((name, "long", gender))
        return (term.single, term.match) if term else None


def read_locale(node: Any) -> _Words:
    """What a ``locale`` element says."""
    terms: dict[tuple[str, str, str], Term] = {}
    for term in node.iterfind(f"{NS}terms/{NS}term"):
        single, multiple = term.find(f"{NS}single"), term.find(f"{NS}multiple")
        if single is None and multiple is None:
            one = many = _words(term)
        else:
            one = _words(single) if single is not None else ""
            many = _words(multiple) if multiple is not None else ""
        form, kind = term.get("form", "long"), term.get("gender-form", "")
        made = Term(one, many, term.get("gender", ""), term.get("match", ""))
        terms[term.get("name", ""), form, kind] = made
    dates = {}
    for date in node.iterfind(f"{NS}date"):
        parts = tuple(DatePart(p.get("name", ""), dict(p.attrib)) for p in date.iterfind(f"{NS}date-part"))
        dates[date.get("form", "")] = DateForm(dict(date.attrib), parts)
    options: dict[str, str] = {}
    for option in node.iterfind(f"{NS}style-options"):
        options |= {name: value for name, value in option.attrib.items() if ":" not in name}
    return _Words(terms, dates, options)


def _words(node: Any) -> str:
    """The words of an element; a line end alone is the XML's layout."""
    text = node.text or ""
    return "" if "\n" in text and not text.strip() else apostrophes(text)


@lru_cache(maxsize=32)
def _of_library(tag: str) -> _Words | None:
    xml = library.locale_xml(tag)
    return replace(read_locale(etree.fromstring(xml)), whole=True) if xml else None


def locale_for(language: str, own: Sequence[tuple[str, _Words]]) -> Locale:
    """The locale of a language, under a style's ``own``: pairs of a language tag, or none, and what it says."""
    tags = library.fallbacks(language)
    layers = [layer for tag in reversed(tags) if (layer := _of_library(tag)) is not None]
    exact = tags[0] if tags[0].split("-")[0].lower() == language.split("-")[0].lower() else language
    for wanted in dict.fromkeys(("", exact.split("-")[0].lower(), exact.lower(), language.lower())):
        layers += [words for tag, words in own if tag.lower() == wanted]
    return Locale(exact, layers)
