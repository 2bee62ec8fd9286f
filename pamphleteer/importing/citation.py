"""A source in its author's own words → a CSL entry, as far as the words say it surely.

Copy names its sources in many ways: ``Title by Author, Newspaper, 1 May 2020``; ``Author, Title, Press, 1974, p. 3``;
``Author, “Title”, Journal 12 (1931), p. 4``. They are read from the right, where dates and pages are; what then
remains is author, title and container. What kind of thing it is, is said only where a word in it says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from pamphleteer.importing.dates import DateParts, final_date
from pamphleteer.importing.words import one_of, words

_URL = re.compile(r"(?:^|(?<=[\s,;:(<]))(https?://[^\s<>]{1,500}?|www\.[^\s<>]{1,500}?)>?$", re.IGNORECASE)
_QUOTED = re.compile(
    r"“([^“”]{2,300})”|„([^„“”]{2,300})[“”]|«\s?([^«»]{2,300}?)\s?»|»([^«»]{2,300})«|\"([^\"]{2,300})\"|‘([^‘]{2,300}?)’(?=[\s,.;]|$)"
)
_ENDS = " \t,;.:"


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

    def csl(self) -> dict[str, Any]:
        """The entry, without id and custom."""
        entry: dict[str, Any] = {"type": self.type()}
        if self.title:
            entry["title"] = self.title
        if self.authors:
            entry["author"] = [csl_name(name) for name in self.authors]
        if self.container:
            entry["container-title"] = self.container
        if self.publisher:
            entry["publisher"] = self.publisher
        if self.place:
            entry["publisher-place"] = self.place
        if self.date:
            entry["issued"] = {"date-parts": [list(self.date)]}
        if self.accessed:
            entry["accessed"] = {"date-parts": [list(self.accessed)]}
        if self.url:
            entry["URL"] = self.url
        return entry

    def type(self) -> str:
        """A CSL type: the generic ``document`` where nothing says more."""
        if self.publisher:
            return "book"
        if self.container and len(self.date) == 3 and names_periodical(self.container):
            return "article-newspaper"
        return "webpage" if self.url else "document"


def parse_citation(text: str) -> Citation | None:
    """Read the words of a source, without its brackets; None where there is neither title nor container."""
    rest = _see().sub("", text.strip(), count=1).strip(_ENDS)
    url = locator = ""
    date: DateParts = ()
    accessed: DateParts = ()
    publisher = place = ""
    for _ in range(6):
        before = rest
        if not url and (match := _URL.search(rest, max(0, len(rest) - 520))):
            url, rest = match[1].rstrip(".,;"), rest[: match.start()].rstrip(_ENDS)
        elif match := _locator().search(rest, max(0, len(rest) - 60)):
            locator = f"{match['locator']}, {locator}" if locator else match["locator"]
            rest = rest[: match.start("locator")].rstrip(_ENDS)
        elif not date and (found := final_date(rest)):
            ahead = rest[: found[0]].rstrip(" \t")
            if match := _accessed().search(ahead):
                rest, accessed = ahead[: match.start()].rstrip(_ENDS), found[1]
                continue
            rest, date = ahead, found[1]
            if rest[-1:] not in (",", ";", ":", "(", ".", "") and not _ends_volume(rest):
                return None
            rest = rest.rstrip(_ENDS)
        elif rest.endswith(")") and (imprint := _imprint(rest)):
            rest, publisher, place, inner = imprint
            date = date or inner
        if rest == before:
            break
    rest = rest.rstrip("(" + _ENDS)
    if not rest:
        return None
    citation = _parts(rest, date, locator, url, publisher, place)
    return replace(citation, accessed=accessed) if citation else None


def _parts(rest: str, date: DateParts, locator: str, url: str, publisher: str, place: str) -> Citation | None:
    if quoted := _QUOTED.search(rest):
        before, after = rest[: quoted.start()].strip(_ENDS), rest[quoted.end() :].strip(_ENDS)
        title = next(group for group in quoted.groups() if group).strip(" ,")
        authors = authors_in(before)
        if not before or authors:
            after = re.sub(r"^(?:in:?|dans|chez)\s+", "", after, flags=re.IGNORECASE)
            return Citation(title, authors, after, publisher, place, date, locator, url, quoted=True)
    pieces = _split(rest)
    authors = ()
    container = ""
    first = authors_in(pieces[0])
    if len(pieces) > 1 and not publisher and (len(pieces) > 2 or date or url):
        # "Author, Title, 1974" is a book; before a day stands what came out on it.
        is_book = len(pieces) == 2 and first and len(date) <= 1 and not url
        is_title = first and len(date) <= 1 and not _is_container(pieces[-1])
        if not is_book and not is_title:
            container = pieces.pop()
    if len(pieces) > 1 and first:
        authors, pieces = first, pieces[1:]
    title = ", ".join(pieces)
    if not authors:
        title, authors = _by(title)
    if not container and not authors and not locator and not url and len(date) == 3 and names_periodical(title):
        title, container = "", title
    if container and len(date) < 3 and names_publisher(container):
        publisher, container = container, ""
    if container and not _is_container(container):
        return None
    if not (title or container):
        return None
    return Citation(title, authors, container, publisher, place, date, locator, url)


def _by(title: str) -> tuple[str, tuple[str, ...]]:
    """Title and authors of ``Title by Author``: the last "by" that a name follows."""
    matches = list(_by_pattern().finditer(title))
    for match in reversed(matches):
        if match.start() and (authors := authors_in(title[match.end() :])):
            return title[: match.start()].rstrip(" ,"), authors
    return title, ()


def authors_in(text: str) -> tuple[str, ...]:
    """The people whom ``text`` names; empty where it is anything but a list of names."""
    if not text or len(text) > 200:
        return ()
    names = [name.strip() for name in _between_names().split(text)]
    names = [name for name in names if name]
    return tuple(names) if names and all(map(is_name, names)) else ()


def is_name(text: str) -> bool:
    """Whether ``text`` can be a person's name: two to five words, capitals but for particles, none of them common."""
    tokens = text.split()
    if not 2 <= len(tokens) <= 5 or any(c.isdigit() for c in text):
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


_PARTICLES = frozenset(
    "von van de der den del della di da dos das du la le zu zur zum af al el bin ibn ten ter y e".split()
)


def csl_name(name: str) -> dict[str, str]:
    """A name's family and given parts; a particle belongs to the family."""
    tokens = name.split()
    split = len(tokens) - 1
    while split > 1 and tokens[split - 1].casefold() in _PARTICLES:
        split -= 1
    return {"family": " ".join(tokens[split:]), "given": " ".join(tokens[:split])}


def names_periodical(text: str) -> bool:
    """Whether a word in ``text`` is one that newspapers call themselves."""
    return _has_word(text, words().periodicals)


def names_publisher(text: str) -> bool:
    """Whether a word in ``text`` is one that publishers call themselves."""
    return _has_word(text, words().publishers)


def _has_word(text: str, known: frozenset[str]) -> bool:
    found = re.findall(r"\w+", text.casefold())
    # German joins words: Neuverlag, Morgenzeitung.
    return any(word in known or any(len(k) > 5 and word.endswith(k) for k in known) for word in found[:20])


def _is_container(text: str) -> bool:
    return (text[0].isupper() or text[0].isdigit() or not text[0].isalpha()) and len(text.split()) <= 10


def _ends_volume(text: str) -> bool:
    """Whether a volume number ends ``text``, after which a journal's year may follow without a comma."""
    return text[-1:].isdigit()


def _imprint(rest: str) -> tuple[str, str, str, DateParts] | None:
    """``Title (Place: Publisher, 1999)`` → title, publisher, place, date; ``Journal 12 (1931)`` has a date alone."""
    depth, start = 0, len(rest)
    for i in range(len(rest) - 1, max(-1, len(rest) - 200), -1):
        depth += (rest[i] == ")") - (rest[i] == "(")
        if depth == 0:
            start = i
            break
    inner = rest[start + 1 : -1].strip()
    found = final_date(inner)
    if not found:
        return None
    names = inner[: found[0]].strip(_ENDS)
    place, colon, publisher = names.partition(": ")
    if not colon:
        publisher, place = (names, "") if "," not in names else (names.rsplit(", ", 1)[-1], names.rsplit(", ", 1)[0])
    return rest[:start].rstrip(_ENDS), publisher, place, found[1]


def _split(text: str) -> list[str]:
    """The parts between commas that stand outside brackets."""
    pieces, depth, start = [], 0, 0
    for i, c in enumerate(text):
        depth += (c in "([") - (c in ")]")
        if c in ",;" and depth <= 0 and text[i + 1 : i + 2].isspace():
            pieces.append(text[start:i].strip())
            start = i + 1
    return [piece for piece in (*pieces, text[start:].strip()) if piece]


@lru_cache(maxsize=1)
def _locator() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[,;:.)]\s{{0,2}})(?P<locator>{_locator_words()}{_places()})$", re.IGNORECASE)


@lru_cache(maxsize=1)
def is_locator() -> re.Pattern[str]:
    """A pattern for a whole locator: ``p. 5``, or a bare number."""
    return re.compile(rf"(?:{_locator_words()})?{_places()}", re.IGNORECASE)


def _locator_words() -> str:
    # A single letter without a stop is as likely a name's ("Model T 5").
    short = one_of(word for word in words().locators if len(word) == 1)
    long = one_of(word for word in words().locators if len(word) > 1)
    return rf"(?:{long}\.?\s?|{short}\.\s?)"


def _places() -> str:
    number = r"(?:\d{1,5}|[ivxlc]{1,8})[a-z]?"
    span = rf"{number}(?:\s?[-–—]\s?{number})?(?:\s?ff?\.?)?"
    return rf"{span}(?:,\s?{span}){{0,5}}"


def names_page(locator: str) -> bool:
    """Whether a locator means a page."""
    pieces = (re.split(r"[.\s\d]", piece, maxsplit=1)[0].casefold() for piece in locator.split(", "))
    return any(piece in words().pages for piece in pieces)


@lru_cache(maxsize=1)
def _see() -> re.Pattern[str]:
    # "See" with a capital may be a title's; with a stop or colon after it, it is not, nor are two words.
    known = words().see
    several = one_of(word for word in known if " " in word)
    return re.compile(rf"^(?:{one_of(known)}\s+|(?i:{several})\s+|(?i:{one_of(known)})[.:]:?\s+)(?=[^\sa-z])")


@lru_cache(maxsize=1)
def _by_pattern() -> re.Pattern[str]:
    return re.compile(rf",?\s+{one_of(words().by)}\s+")


@lru_cache(maxsize=1)
def _between_names() -> re.Pattern[str]:
    return re.compile(
        rf"\s*,\s+(?:{one_of(words().conjunctions)}\s+)?|\s+{one_of(words().conjunctions)}\s+|\s*&\s*|\s*;\s*"
    )


@lru_cache(maxsize=1)
def _accessed() -> re.Pattern[str]:
    return re.compile(rf"[\s,;(]*{one_of(words().accessed)}\s*$", re.IGNORECASE)
