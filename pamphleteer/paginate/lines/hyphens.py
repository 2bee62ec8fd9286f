"""Where a word may be broken, and how its parts are spelled then: a word in, its ``Break``s out.

The book's own exceptions have become soft hyphens, and words that are never broken are kept whole by their style, long
before (``typography/breaks.py``); here are the patterns of the languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from itertools import pairwise

import pyphen

from pamphleteer.markup import SOFT_HYPHEN

Limits = tuple[int, int, int]
"""As ``hyphenate-limit-chars``: the least letters of a word, before its break and after it."""

Dictionaries = MutableMapping[tuple[str, int, int, int], pyphen.Pyphen]
"""Patterns by language, least letters before and after a break, least letters in all: as WeasyPrint keeps them."""

# The point of Catalan (col·legi) is a letter for its patterns.
_LETTERS = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f]|(?<=[lL])\u00b7(?=[lL]))+")
_MARKS = re.compile(r"[\u0300-\u036f]")
_VOWEL = re.compile("[aeiouyäöüéèêàâáóôúûíîæœø]", re.IGNORECASE)
_OLD_GERMAN = "1901"
"""BCP 47's variant for German as it was spelled from 1901 to 1996."""


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a word may be broken. ``apart`` puts together what stands on either side."""

    at: int
    """Offset of the first letter that the next line takes from the word."""
    before: str = ""
    """What the line ends with, before the hyphen, in place of the last ``cut`` letters."""
    after: str = ""
    """What the next line begins with, before the rest of the word."""
    cut: int = 0
    """How many letters before ``at`` are not set; a soft hyphen is one."""
    meant: str = SOFT_HYPHEN
    """What the copy has for ``before`` and the hyphen; a hyphen itself is in no copy."""

    def apart(self, word: str) -> tuple[str, str]:
        """The two parts of ``word``, without the hyphen between them and without any soft hyphen."""
        first, second = word[: self.at - self.cut] + self.before, self.after + word[self.at :]
        return first.replace(SOFT_HYPHEN, ""), second.replace(SOFT_HYPHEN, "")


def positions(
    word: str, language: str | None, limits: Limits, dictionaries: Dictionaries, *, automatic: bool = True
) -> tuple[Break, ...]:
    """Where ``word`` may be broken with a hyphen, in the order of its letters.

    ``word`` is what stands between two spaces, signs and all. One with soft hyphens is broken at these alone; another
    by the patterns of ``language`` (BCP 47) and within ``limits``, unless there are none or ``automatic`` is off.
    ``dictionaries`` is filled as languages come up.
    """
    if SOFT_HYPHEN in word:
        return tuple(_soft(word))
    name = pyphen.language_fallback(language) if automatic and language else None
    total, left, right = limits
    if name is None or language is None or len(word) < max(total, left + right):
        return ()
    key = name, left, right, total
    patterns = dictionaries.get(key)
    if patterns is None:
        patterns = dictionaries[key] = pyphen.Pyphen(lang=name, left=left, right=right)
    german = name.startswith("de")
    old = german and _OLD_GERMAN in language.lower().replace("_", "-").split("-")
    found: list[Break] = []
    for match in _LETTERS.finditer(word):
        letters = match.group()
        # A letter whose small form is longer (Turkish İ) would shift the patterns.
        if len(letters) < total or len(letters.lower()) != len(letters):
            continue
        places = patterns.positions(letters)
        for position in _syllabic(letters, places) if german else places:
            found += _placed(word, match.start(), match.end(), position, limits, old)
    return tuple(found)


def _syllabic(letters: str, places: list[pyphen.DataInt]) -> Iterator[pyphen.DataInt]:
    """Breaks that leave a vowel between them, as German syllables have one.

    The patterns for German break compounds twice, whole and in parts, so that some words are given breaks that exclude
    each other: glü-ck-lich, un-g-lück. A "ck" goes with what is before it; else nobody knows which break is wrong.
    """
    edges = [0, *places, len(letters)]
    wrong: set[int] = set()
    for start, end in pairwise(edges):
        if not _VOWEL.search(letters, start, end):
            wrong |= {start} if letters[start:end].lower() == "ck" else {start, end}
    return (place for place in places if place not in wrong)


def _soft(word: str) -> Iterator[Break]:
    """Breaks at the soft hyphens amid a word; of several side by side, at the last."""
    for match in re.finditer(f"{SOFT_HYPHEN}+", word):
        if 0 < match.start() and match.end() < len(word):
            yield Break(match.end(), cut=match.end() - match.start())


def _placed(word: str, start: int, end: int, position: pyphen.DataInt, limits: Limits, old: bool) -> Iterator[Break]:
    """The break that a pattern gives to the letters of ``word`` from ``start`` to ``end``, if they may have it."""
    at = start + position
    if _MARKS.match(word, at):
        return
    if position.data is not None:
        yield _respelled(word, at, position.data, word[start:end].isupper())
    elif not old:
        yield Break(at)
    elif word[at : at + 2].lower() == "ck":
        if end - at - 1 >= limits[2]:
            small = word[at].islower()
            yield Break(at + 1, before="k" if small else "K", cut=1, meant=word[at] + SOFT_HYPHEN)
    elif word[at - 1 : at + 1].lower() != "st":
        # "Trenne nie st": where these letters belong to two words (Haustür), only the dictionary could tell.
        yield Break(at)


def _respelled(word: str, at: int, data: tuple[str, int, int], capitals: bool) -> Break:
    """A break that changes the spelling: 'sz=' for the s of the Hungarian asszony, which becomes asz-szony.

    ``data`` is pyphen's: the letters before and after the break, where they stand, counted from ``at``, and how many
    letters they stand for. What they have in common with the word is left in it.
    """
    change, index, cut = data
    before, after = (change.upper() if capitals else change).split("=")
    start = at + index
    at = start + cut
    while after and at > start and word[at - 1] == after[-1]:
        at, after = at - 1, after[:-1]
    while before and at > start and word[start] == before[0]:
        start, before = start + 1, before[1:]
    return Break(at, before, after, at - start, word[start:at] + SOFT_HYPHEN)
