"""What each language does with quotation marks, apostrophes and spaces: packaged YAML, typed.

``TAG.yaml`` holds what a language adds to the one it falls back on: ``fr-CH`` to ``fr``, ``fr`` to ``und``. A list
adds to the inherited list; anything else takes the inherited value's place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

ANY_LANGUAGE = "und"
"""The tag of words that are broken in the same way whatever the language of the text (BCP 47: undetermined)."""

_SUBTAG = re.compile(r"[A-Za-z0-9]{1,8}")
_REGION = re.compile(r"[A-Za-z]{2}|[0-9]{3}")
# One language under two subtags (IANA's registry: no is the macrolanguage of nb, which is what it is used for).
_SAME = {"no": "nb"}


def fallbacks(tag: str) -> tuple[str, ...]:
    """The tags under which data for ``tag`` may stand, nearest first: ``de-CH``, ``de`` for ``de-Latn-CH-1996``.

    Only language and region count: data differ by no other subtag. Empty for what is no BCP 47 tag.
    """
    subtags = tag.split("-")
    if not all(_SUBTAG.fullmatch(subtag) for subtag in subtags):
        return ()
    language = _SAME.get(subtags[0].lower(), subtags[0].lower())
    region = next((s.upper() for s in subtags[1:3] if _REGION.fullmatch(s)), None)
    return (f"{language}-{region}", language) if region else (language,)


# Compared by identity, so that what is compiled from a language can be kept by it: there is one of each.
@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A language's habits."""

    double: tuple[str, str]
    """What the pair of straight double marks becomes."""
    single: tuple[str, str]
    """What the pair of straight single marks becomes; also a double pair within typed outer marks."""
    elisions: frozenset[str] = frozenset()
    """Words that are written with an apostrophe before them and seldom begin a quotation: tis, em."""
    clipped: frozenset[str] = frozenset()
    """Words with an apostrophe before and one behind: n."""
    doubtful: frozenset[str] = frozenset()
    """Words that are written with an apostrophe before them, but are words without one too: cause, round."""
    trailing: str = ""
    """Letters after which a mark may be an apostrophe although a quotation is open: the dogs' bowl."""
    high: Mapping[str, str] = field(default_factory=dict)
    """The space before each mark that has one: ; : ! ? in French."""
    inserted: str = ""
    """The marks of ``high`` before which a space is set where the author gave none."""
    guillemets: str = ""
    """The space within « »; empty for none."""
    incises: str = ""
    """Not empty where two spaced dashes in a sentence enclose what is between them, as brackets do."""
    groups: str = ""
    """The space between groups of three figures; empty where a space between figures means nothing."""
    units: tuple[str, ...] = ()
    """What a number is kept with when it follows."""
    numbered: tuple[str, ...] = ()
    """What a number is kept with when it precedes: p., No., §."""
    titles: tuple[str, ...] = ()
    """What a name is kept with when it precedes: Mr, Dr."""
    abbreviations: tuple[str, ...] = ()
    """Abbreviations of several words."""
    abbreviation_space: str = "\u00a0"
    """The space within them."""
    counted: tuple[str, ...] = ()
    """Words after two numbers that show these to be a range: pages, minutes."""


@lru_cache(maxsize=64)
def language_of(tag: str) -> Language:
    """The habits of the language ``tag``; for one without data, those that English shares with many."""
    values: dict[str, Any] = {}
    for name in ("und", *reversed(fallbacks(tag))):
        for key, value in _read(name).items():
            values[key] = values.get(key, []) + value if isinstance(value, list) and key not in _PAIRS else value
    typed = {key: _TYPES[key](value) if key in _TYPES else value for key, value in values.items()}
    return Language(**typed)


_PAIRS = ("double", "single")
_TYPES: dict[str, Any] = {
    **dict.fromkeys(("elisions", "clipped", "doubtful"), frozenset),
    **dict.fromkeys(("double", "single", "units", "numbered", "titles", "abbreviations", "counted"), tuple),
}


def _read(name: str) -> dict[str, Any]:
    file = resources.files(__package__).joinpath(f"{name}.yaml")
    # BaseLoader, because every scalar here is text: "no" is an abbreviation, not a falsehood.
    return yaml.load(file.read_text("utf-8"), yaml.BaseLoader) if file.is_file() else {}
