"""Author, title, container and publisher: what a source says before its dates and places.

``Title by Author, Newspaper``; ``Author, Title, Press``; ``Author, “Title”, Journal 12``; ``Author: Title``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from pamphleteer.importing.citation import (
    ENDS,
    VOLUME,
    Citation,
    is_body,
    is_name,
    names_journal,
    names_periodical,
    names_publisher,
)
from pamphleteer.importing.dates import DateParts
from pamphleteer.importing.words import one_of, words

_QUOTED = re.compile(
    r"“([^“”]{2,300})”|„([^„“”]{2,300})[“”]|«\s?([^«»]{2,300}?)\s?»|»([^«»]{2,300})«|\"([^\"]{2,300})\"|‘([^‘]{2,300}?)’(?=[\s,.;]|$)"
)


def citation_of(rest: str, date: DateParts, locator: str, url: str, publisher: str, place: str) -> Citation | None:
    """The citation whose author, title and container ``rest`` names; None where these cannot be told."""
    if quoted := _QUOTED.search(rest):
        before, after = rest[: quoted.start()].strip(ENDS), rest[quoted.end() :].strip(ENDS)
        title = next(group for group in quoted.groups() if group).strip(" ,")
        authors = people_in(before)[0] or ((before,) if is_body(before) else ())
        if not after and not authors and (names_periodical(before) or names_journal(before)):
            before, after = "", before
        if not before or authors:
            after, editors = _of_editors(re.sub(r"^(?:in:?|dans|chez)\s+", "", after, flags=re.IGNORECASE))
            cited = Citation(title, authors, after, publisher, place, date, locator, url, editors=editors, quoted=True)
            return _thesis(cited)
    rest, (authors, editors) = before_colon(rest)
    pieces = split(rest)
    container = ""
    first, edited = people_in(pieces[0]) if not (authors or editors) else ((), False)
    if not (authors or editors or first) and is_body(pieces[0]) and _is_apart(pieces, date):
        first = (pieces[0],)
    named = authors or editors or first
    if len(pieces) > 1 and not publisher and not place and (len(pieces) > 2 or date or url):
        # "Author, Title, 1974" is a book; before a day stands what came out on it.
        count = len(pieces) - bool(first)
        is_book = count == 1 and named and len(date) <= 1 and not url
        is_title = named and len(date) <= 1 and not _is_container(pieces[-1])
        if not is_book and not is_title:
            container = pieces.pop()
    if len(pieces) > 1 and first:
        authors, editors = ((), first) if edited else (first, ())
        pieces = pieces[1:]
    title = ", ".join(pieces)
    if not authors and not editors:
        title, authors = _by(title)
    if not container and not authors and not url and len(date) == 3 and names_periodical(title):
        title, container = "", title
    by_form = False
    if container and len(date) < 3 and not url:
        where, colon, house = container.partition(": ")
        serial = names_periodical(container) or names_journal(container) or VOLUME.search(container)
        by_form = not names_publisher(container) and not colon
        if container.casefold() in words().places:
            place, container = container, ""
        elif not by_form or (colon and len(where.split()) <= 3):
            publisher, place, container = (house, where, "") if colon else (container, "", "")
        elif (authors or editors) and len(date) == 1 and not serial and _is_container(container):
            # "Author, Title, House, 1974": what came out in a periodical has quotation marks, or a volume.
            publisher, container = container, ""
    if not place and (publisher or not container):
        ahead, _, last = title.rpartition(", ")
        title, place = (ahead, last) if ahead and last.casefold() in words().places else (title, "")
    if container and not _is_container(container):
        return None
    if not (title or container):
        return None
    by_form = by_form and bool(publisher)
    cited = Citation(
        title, authors, container, publisher, place, date, locator, url, editors=editors, is_book_by_form=by_form
    )
    match = _edition().search(title)
    return _thesis(replace(cited, title=title[: match.start()].rstrip(ENDS), edition=match[1]) if match else cited)


def authors_in(text: str) -> tuple[str, ...]:
    """The people whom ``text`` names; empty where it is anything but a list of names."""
    if not text or len(text) > 200:
        return ()
    names = [name.strip() for name in _between_names().split(text)]
    names = [name for name in names if name]
    return tuple(names) if names and all(map(is_name, names)) else ()


def people_in(text: str) -> tuple[tuple[str, ...], bool]:
    """The people whom ``text`` names, and whether it says that they are editors: ``Ann Bole (ed.)``."""
    match = _editors().search(text)
    bare = text[: match.start()] if match else text
    return authors_in(bare.strip(ENDS)), match is not None


def before_colon(text: str) -> tuple[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """The authors or editors before a colon, their names in either order; and what is behind it."""
    before, colon, after = text.partition(": ")
    if not colon or not after:
        return text, ((), ())
    match = _editors().search(before)
    bare = before[: match.start()] if match else before
    people = authors_in(bare.strip(ENDS))
    if not people:
        inverted = [" ".join(reversed(name.split(", "))) for name in re.split(r"\s*[;/]\s*", bare.strip(ENDS))]
        people = tuple(inverted) if bare.count(", ") == len(inverted) and all(map(is_name, inverted)) else ()
    if not people:
        return text, ((), ())
    return after.strip(), (((), people) if match else (people, ()))


def _of_editors(container: str) -> tuple[str, tuple[str, ...]]:
    """A book without the editors named before it (``Joan Marl (ed.), Gates and Weirs``), and these."""
    for joint in re.finditer(r"[,:]\s", container):
        people, edited = people_in(container[: joint.start()])
        if people and edited:
            return container[joint.end() :].strip(), people
    return container, ()


def _by(title: str) -> tuple[str, tuple[str, ...]]:
    """Title and authors of ``Title by Author``: the last "by" that a name follows."""
    matches = list(_by_pattern().finditer(title))
    for match in reversed(matches):
        if match.start() and (authors := authors_in(title[match.end() :])):
            return title[: match.start()].rstrip(" ,"), authors
    return title, ()


def _is_apart(pieces: Sequence[str], date: DateParts) -> bool:
    """Whether a body's name stands for an author's: after it come a title and a house, or a title and a year."""
    if words().is_function_word(pieces[0].split()[0]):
        # One that begins with an article is as likely a title.
        return False
    last = pieces[-1]
    serial = names_periodical(last) or names_journal(last) or names_publisher(last)
    return len(pieces) > 2 or (len(pieces) == 2 and len(date) == 1 and not serial)


def _is_container(text: str) -> bool:
    return (text[0].isupper() or text[0].isdigit() or not text[0].isalpha()) and len(text.split()) <= 10


def _thesis(citation: Citation) -> Citation:
    """A thesis, which says so where others have their place or publisher."""
    if citation.place.rstrip(".").casefold() in words().theses:
        return replace(citation, place="", genre=citation.place)
    if citation.publisher.rstrip(".").casefold() in words().theses:
        return replace(citation, publisher="", genre=citation.publisher)
    return citation


def split(text: str) -> list[str]:
    """The parts between commas that stand outside brackets."""
    pieces, depth, start = [], 0, 0
    for i, c in enumerate(text):
        depth += (c in "([") - (c in ")]")
        if c in ",;" and depth <= 0 and text[i + 1 : i + 2].isspace():
            pieces.append(text[start:i].strip())
            start = i + 1
    return [piece for piece in (*pieces, text[start:].strip()) if piece]


@lru_cache(maxsize=1)
def _edition() -> re.Pattern[str]:
    return re.compile(rf",\s+(\d{{1,2}})(?:st|nd|rd|th|\.|e|ª|a)?\s+{one_of(words().editions)}\.?$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _editors() -> re.Pattern[str]:
    return re.compile(rf"\s*[,(]\s*{one_of(words().editors)}\.?\s*\)?\s*$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _by_pattern() -> re.Pattern[str]:
    return re.compile(rf",?\s+{one_of(words().by)}\s+")


@lru_cache(maxsize=1)
def _between_names() -> re.Pattern[str]:
    return re.compile(
        rf"\s*,\s+(?:{one_of(words().conjunctions)}\s+)?|\s+{one_of(words().conjunctions)}\s+|\s*&\s*|\s*;\s*"
    )
