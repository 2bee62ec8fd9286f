"""Places in a source, as copy names them (``p. 5``, ``S. 3 ff.``, ``vol. 2``) and as a cite says them."""

from __future__ import annotations

import re
from functools import lru_cache

from pamphleteer.importing.words import one_of, words

_NUMBER = r"(?:\d{1,5}[a-z]?|(?=[ivxlc])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})(?![a-z]))"
_SPAN = rf"{_NUMBER}(?:\s?[-–—]\s?{_NUMBER})?(?:\s?ff?\.?)?"
_PLACES = rf"{_SPAN}(?:,\s?{_SPAN}){{0,5}}"
_BARE = re.compile(r"[\s,:]{1,3}(?P<locator>\d{1,4}(?:\s?[-–—]\s?\d{1,4})?(?:\s?ff?\.?)?)$")
_LABELS = {
    "page": "p.", "chapter": "chap.", "volume": "vol.", "section": "sec.", "paragraph": "para.", "folio": "fol.",
    "issue": "no.", "note": "n.", "line": "l.", "column": "col.", "book": "bk.", "part": "pt.",
    "article-locator": "art.",
}  # fmt: skip
"""English words for the kinds of place, which every cite may use whatever its article's language."""


def final_locator(text: str) -> re.Match[str] | None:
    """The locator at the end of a text, after a stop or comma, as the group ``locator``; or all of the text."""
    return _final().search(text, max(0, len(text) - 60))


def final_number(text: str) -> re.Match[str] | None:
    """A number at the end of a text that says a page by its place alone, as after a year or "ibid."."""
    return _BARE.search(text, max(0, len(text) - 24))


def is_locator(text: str) -> bool:
    """Whether a text is a locator and nothing else: ``p. 5``, ``vol. 2, p. 5``, or a bare number."""
    return _whole().fullmatch(text) is not None


def with_stop(locator: str, text: str) -> str:
    """A locator taken from the end of a text, with the stop that belongs to it: ``p. 5 ff.``"""
    return f"{locator}." if locator.endswith("f") and re.search(r"f\.\W*$", text) else locator


def kind_of(piece: str) -> str:
    """What one place is, as CSL calls it; a bare number is a page, and what has another word before it is nothing."""
    word = _word(piece)
    return words().locators.get(word.rstrip(". ").casefold(), "") if word else "page"


def names_page(locator: str) -> bool:
    """Whether a locator has a word that means a page."""
    return any(_word(piece) and kind_of(piece) == "page" for piece in locator.split(", "))


def cited(locator: str) -> str:
    """A locator as a cite has it: its words English, since an article need not be in the language of its copy."""
    pieces = []
    for piece in locator.split(", "):
        word = _word(piece)
        label, places = _LABELS.get(kind_of(piece)) if word else None, piece[len(word) :]
        if label == "p." and re.search(r"\D", places):
            label = "pp."
        pieces.append(f"{label} {places}" if label else piece)
    return ", ".join(pieces)


def _word(piece: str) -> str:
    match = _labelled().match(piece)
    return match[0] if match else ""


@lru_cache(maxsize=1)
def _labelled() -> re.Pattern[str]:
    # A single letter without a stop is as likely a name's ("Model T 5").
    short = one_of(word for word in words().locators if len(word) == 1)
    long = one_of(word for word in words().locators if len(word) > 1)
    return re.compile(rf"(?:{long}\.?\s?|{short}\.\s?)(?=[\divxlc])", re.IGNORECASE)


@lru_cache(maxsize=1)
def _final() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[,;:.)]\s{{0,2}})(?P<locator>{_labelled().pattern}{_PLACES})$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _whole() -> re.Pattern[str]:
    one = rf"(?:{_labelled().pattern})?{_PLACES}"
    return re.compile(rf"{one}(?:,\s{one}){{0,3}}", re.IGNORECASE)
