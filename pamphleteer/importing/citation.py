"""A source as its parts, and what becomes of it: a CSL entry, which says no more than its author's own words do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pamphleteer.importing.dates import DateParts
from pamphleteer.importing.words import words

VOLUME = re.compile(r",?\s+(?P<volume>\d{1,4}|[IVXLC]{1,7})(?:[./:](?P<a>\d{1,4})|\s?\((?P<b>\d{1,4})\))?$")
"""A journal's volume behind its name, perhaps with an issue: ``12``, ``12.3``, ``12(3)``."""
ENDS = " \t,;.:"
"""What stands between the parts of a source."""


@dataclass(frozen=True, slots=True)
class Citation:
    """The parts of a source; empty where it does not say them."""

    title: str
    authors: tuple[str, ...] = ()
    container: str = ""
    publisher: str = ""
    place: str = ""
    date: DateParts = ()
    locator: str = ""
    url: str = ""
    accessed: DateParts = ()
    """When the page was read."""
    quoted: bool = False
    """Whether its title stood in quotation marks."""
    editors: tuple[str, ...] = ()
    edition: str = ""
    genre: str = ""
    """What a thesis is called."""
    volume: str = ""
    issue: str = ""
    is_book_by_form: bool = False
    """Whether its publisher is one by its place alone."""
    prefix: str = ""
    """Words before the source that are not its own: see, quoted in."""

    def csl(self) -> dict[str, Any]:
        """The entry, without id and custom."""
        entry: dict[str, Any] = {
            "type": self.type(),
            "title": self.title,
            "author": [csl_name(name) for name in self.authors],
            "editor": [csl_name(name) for name in self.editors],
            "container-title": self.container,
            "edition": self.edition,
            "genre": self.genre,
            "volume": self.volume,
            "issue": self.issue,
            "publisher": self.publisher,
            "publisher-place": self.place,
            "issued": {"date-parts": [list(self.date)]} if self.date else {},
            "accessed": {"date-parts": [list(self.accessed)]} if self.accessed else {},
            "URL": self.url,
        }
        return {key: value for key, value in entry.items() if value}

    def type(self) -> str:
        """A CSL type: the generic ``document`` where not even a guess can be made."""
        return self._kind()[0]

    def is_guessed(self) -> bool:
        """Whether no word says what kind of source it is, so that its form had to."""
        return self._kind()[1]

    def _kind(self) -> tuple[str, bool]:
        """The type, and whether it is a guess."""
        if self.genre:
            return "thesis", False
        if self.publisher or self.place or self.editors or self.edition:
            return ("chapter" if self.container else "book"), self.is_book_by_form
        if self.container and (self.volume or names_journal(self.container)):
            return "article-journal", False
        if self.container and len(self.date) == 3 and names_periodical(self.container):
            return "article-newspaper", False
        if self.url:
            return "webpage", False
        if self.container and len(self.date) > 1:
            # Many styles print neither container nor date of what is a mere document.
            return ("article-newspaper" if len(self.date) == 3 else "article-magazine"), True
        if self.container and self.date and self.quoted:
            return "article-journal", True
        if self.title and self.authors and self.date and not self.container and not self.quoted:
            return "book", True
        return "document", True


def is_name(text: str) -> bool:
    """Whether ``text`` can be a person's name: two to five words, capitals but for particles, none of them common."""
    tokens = text.split()
    if not 2 <= len(tokens) <= 5 or any(c.isdigit() for c in text) or is_body(text):
        return False
    capitals = 0
    for i, token in enumerate(tokens):
        if token.casefold() in _PARTICLES and i < len(tokens) - 1 and i:
            continue
        bare = token.strip(".").replace("-", "").replace("’", "").replace("'", "").replace(".", "")
        initial = len(bare) == 1 or token.endswith(".")
        if not bare.isalpha() or not bare[0].isupper():
            return False
        if not initial and (words().is_function_word(bare) or bare.casefold() in words().periodicals):
            return False
        capitals += 1
    return capitals >= 2 and len(tokens[-1].strip(".")) > 1


def is_body(text: str) -> bool:
    """Whether ``text`` can be the name of an office or society: a few words, one of which says so."""
    tokens = text.split()
    return 2 <= len(tokens) <= 8 and tokens[0][0].isupper() and _has_word(text, words().bodies)


_PARTICLES = frozenset(
    "von van de der den del della di da dos das du la le zu zur zum af al el bin ibn ten ter y e".split()
)


def csl_name(name: str) -> dict[str, str]:
    """A name's family and given parts; a particle belongs to the family. A society's name is one whole."""
    if is_body(name):
        return {"literal": name}
    tokens = name.split()
    split = len(tokens) - 1
    while split > 1 and tokens[split - 1].casefold() in _PARTICLES:
        split -= 1
    return {"family": " ".join(tokens[split:]), "given": " ".join(tokens[:split])}


def family(name: Mapping[str, str]) -> str:
    """By what a person or body of an entry is called in short."""
    return name.get("family") or name.get("literal", "")


def names_periodical(text: str) -> bool:
    """Whether a word in ``text`` is one that newspapers call themselves."""
    return _has_word(text, words().periodicals)


def names_journal(text: str) -> bool:
    """Whether a word in ``text`` is one that learned journals call themselves."""
    return _has_word(text, words().journals)


def names_publisher(text: str) -> bool:
    """Whether a word in ``text`` is one that publishers call themselves."""
    return _has_word(text, words().publishers)


def _has_word(text: str, known: frozenset[str]) -> bool:
    found = re.findall(r"\w+", text.casefold())
    # German joins words: Neuverlag, Morgenzeitung.
    return any(word in known or any(len(k) > 5 and word.endswith(k) for k in known) for word in found[:20])
