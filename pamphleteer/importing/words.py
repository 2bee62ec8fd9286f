"""The words by which the importer knows what a line is: months, page furniture, ibid … of every language it knows.

They are data (``words/LANG.yaml``); all languages are asked at once, since copy does not say which is its own. A
language may have some lists only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

LANGUAGES = ("en", "de", "fr", "es", "it")


@dataclass(frozen=True, slots=True)
class Words:
    """All lists, of all languages together; words are casefolded."""

    chrome: frozenset[str]
    """Lines that are page furniture wherever they stand, normalised by ``normal``."""
    chrome_starts: tuple[str, ...]
    """Beginnings of short lines that are page furniture wherever they stand."""
    chrome_edges: frozenset[str]
    """Lines that are page furniture before the text begins and after it has ended."""
    chrome_ends: frozenset[str]
    """Lines after which there is page furniture only."""
    reserved: tuple[str, ...]
    """Words of a copyright line."""
    note_headings: frozenset[str]
    """Headings of a list of notes."""
    byline: tuple[str, ...]
    """Beginnings of a byline."""
    published: tuple[str, ...]
    """Words before a date of publication, longest first."""
    source: tuple[str, ...]
    """Beginnings of a line that says where the article first appeared."""
    months: Mapping[str, int]
    """Name or abbreviation without its stop → month, from 1."""
    weekdays: frozenset[str]
    ibid: tuple[str, ...]
    """Words for "the same source", without their last stop."""
    same_place: tuple[str, ...]
    """Words for "the same place of the same source"."""
    above: tuple[str, ...]
    """Words for "the source named further up"."""
    same_author: tuple[str, ...]
    """Words for "the same author", in the place of a name."""
    see: tuple[str, ...]
    """Words before a source, longest first."""
    announce: frozenset[str]
    """Those of them that say nothing but that a source follows."""
    by: tuple[str, ...]
    """Words between a title and its author."""
    conjunctions: frozenset[str]
    """Words between two authors."""
    editors: tuple[str, ...]
    """Words that say of a name that it is an editor's, without their stop."""
    locators: Mapping[str, str]
    """Words before a page, chapter or volume, without their stop → what CSL calls it."""
    accessed: tuple[str, ...]
    """Words before the date on which a web page was read."""
    periodicals: frozenset[str]
    """Words in the names of newspapers."""
    journals: frozenset[str]
    """Words in the names of learned journals."""
    publishers: frozenset[str]
    """Words in the names of publishers."""
    theses: tuple[str, ...]
    """What theses are called."""
    editions: tuple[str, ...]
    """Words behind the number of an edition, without their stop."""
    bodies: frozenset[str]
    """Words in the names of societies, offices and the like, which persons' names do not have."""
    places: frozenset[str]
    """Towns where many books come out."""
    function: Mapping[str, frozenset[str]]
    """Language → its commonest words."""
    captions: tuple[str, ...]
    """Words at the head of a picture's caption."""

    def is_function_word(self, word: str) -> bool:
        """Whether ``word`` is among the commonest of any language."""
        return any(word.casefold() in words for words in self.function.values())


@lru_cache(maxsize=1)
def words() -> Words:
    """The lists, read once."""
    folder = files("pamphleteer.importing").joinpath("words")
    by_language = {lang: _plain(folder.joinpath(f"{lang}.yaml").read_text("utf-8")) for lang in LANGUAGES}

    def all_of(*path: str) -> list[str]:
        found: list[str] = []
        for data in by_language.values():
            value: Any = data
            for step in path:
                value = value.get(step, {})
            found += [str(word).casefold() for word in value]
        return list(dict.fromkeys(found))

    locators: dict[str, str] = {}
    for data in by_language.values():
        for kind, names in data["sources"]["locators"].items():
            for word in names:
                locators.setdefault(str(word).casefold(), kind)
    months = {
        name.casefold(): number
        for data in by_language.values()
        for number, names in enumerate(data["months"], 1)
        for name in names
    }
    return Words(
        chrome=frozenset(all_of("chrome", "anywhere")),
        chrome_starts=tuple(all_of("chrome", "starts")),
        chrome_edges=frozenset(all_of("chrome", "edges")),
        chrome_ends=frozenset(all_of("chrome", "ends")),
        reserved=tuple(all_of("chrome", "reserved")),
        note_headings=frozenset(all_of("notes", "headings")),
        byline=tuple(all_of("head", "byline")),
        published=_longest_first(all_of("head", "published")),
        source=tuple(all_of("head", "source")),
        months=months,
        weekdays=frozenset(all_of("weekdays")),
        ibid=_longest_first(all_of("sources", "ibid")),
        same_place=_longest_first(all_of("sources", "same_place")),
        above=_longest_first(all_of("sources", "above")),
        same_author=_longest_first(all_of("sources", "same_author")),
        see=_longest_first(all_of("sources", "see")),
        announce=frozenset(all_of("sources", "announce")),
        by=tuple(all_of("sources", "by")),
        conjunctions=frozenset(all_of("sources", "and")),
        editors=_longest_first(all_of("sources", "editors")),
        locators=locators,
        accessed=_longest_first(all_of("sources", "accessed")),
        periodicals=frozenset(all_of("sources", "periodicals")),
        journals=frozenset(all_of("sources", "journals")),
        publishers=frozenset(all_of("sources", "publishers")),
        theses=_longest_first(all_of("sources", "theses")),
        editions=_longest_first(all_of("sources", "editions")),
        bodies=frozenset(all_of("sources", "bodies")),
        places=frozenset(all_of("sources", "places")),
        function={
            lang: frozenset(map(str, data["function"])) for lang, data in by_language.items() if "function" in data
        },
        captions=_longest_first(all_of("captions")),
    )


def normal(text: str) -> str:
    """A line as the lists have it: casefolded, numbers as ``#``, without arrows, bullets and end punctuation."""
    folded = re.sub(r"\d+", "#", text.casefold())
    return " ".join(folded.strip(" \t.:!?…»›>→«‹<←|•·–—-+×✕▼▲↓↑\u00a0").split())


def one_of(choices: Iterable[str]) -> str:
    """A regular expression for any of ``choices``, longest first."""
    return "(?:" + "|".join(re.escape(word) for word in _longest_first(choices)) + ")"


def _longest_first(choices: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(choices), key=lambda word: (-len(word), word)))


def _plain(text: str) -> Any:
    # Every scalar is a word: "on" and "no" are not truth values here.
    return yaml.load(text, Loader=yaml.BaseLoader)
