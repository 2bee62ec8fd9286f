"""The words of a source → its parts, as far as the words say them surely.

Copy names its sources in many ways: ``Title by Author, Newspaper, 1 May 2020``; ``Author, Title, Press, 1974, p. 3``;
``Author, “Title”, Journal 12 (1931), p. 4``; ``Author: Title, Place 1974, S. 3``. They are read from the right, where
dates and pages are; what then remains is author, title and container.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from pamphleteer.importing.citation import ENDS, VOLUME, Citation, names_journal, names_periodical
from pamphleteer.importing.dates import DateParts, final_date
from pamphleteer.importing.locators import final_locator, final_number, kind_of, with_stop
from pamphleteer.importing.titles import before_colon, citation_of, people_in, split
from pamphleteer.importing.words import one_of, words

_URL = re.compile(r"(?:^|(?<=[\s,;:(<]))(https?://[^\s<>]{1,500}?|www\.[^\s<>]{1,500}?)>?$", re.IGNORECASE)
_YEAR_LAST = re.compile(r"^\D*\d{1,3}, [12]\d{3}$")
"""Of a locator such as ``no. 3, 1931``, whose year is none of its places."""
_LED = re.compile(r"(?:vom|du|del|den)\s", re.IGNORECASE)
"""A word that begins a date, before which no comma stands."""


def parse_citation(text: str) -> Citation | None:
    """Read the words of a source, without its brackets; None where there is neither title nor container."""
    prefix, rest = after_see(text.strip())
    rest = rest.strip(ENDS)
    url = locator = ""
    date: DateParts = ()
    accessed: DateParts = ()
    publisher = place = ""
    found: tuple[int, DateParts] | None
    for _ in range(6):
        before = rest
        if not url and (match := _URL.search(rest, max(0, len(rest) - 520))):
            url, rest = match[1].rstrip(".,;"), rest[: match.start()].rstrip(ENDS)
        elif not accessed and (match := _accessed_in_brackets().search(rest)) and (found := final_date(match[1])):
            rest, accessed = rest[: match.start()].rstrip(ENDS), found[1]
        elif (match := final_locator(rest)) and (date or not _YEAR_LAST.search(match["locator"])):
            locator = f"{match['locator']}, {locator}" if locator else match["locator"]
            rest = rest[: match.start("locator")].rstrip(ENDS)
        elif not (date or locator) and (match := final_number(rest)) and _ends_with_year(rest[: match.start()]):
            locator, rest = match["locator"], rest[: match.start()].rstrip(ENDS)
        elif not date and (found := final_date(rest)):
            ahead = rest[: found[0]].rstrip(" \t")
            if match := _accessed().search(ahead):
                rest, accessed = ahead[: match.start()].rstrip(ENDS), found[1]
                continue
            led = _LED.match(rest, found[0])
            rest, date = ahead, found[1]
            if not led and rest[-1:] not in (",", ";", ":", "(", ".", "") and not _ends_volume(rest):
                rest, place = _place(rest) if len(date) == 1 else ("", "")
                if not place:
                    return None
            rest = rest.rstrip(ENDS)
        elif rest.endswith(")") and (imprint := _imprint(rest)):
            rest, publisher, place, inner = imprint
            date = date or inner
        if rest == before:
            break
    rest = rest.rstrip("(" + ENDS)
    if not rest:
        return None
    citation = citation_of(rest, date, with_stop(locator, text), url, publisher, place)
    return replace(_numbered(citation), accessed=accessed, prefix=prefix) if citation else None


def after_see(text: str) -> tuple[str, str]:
    """The words before a source, such as ``see`` and ``quoted in``, and the source; those that only announce it go."""
    match = _see().match(text)
    if not match:
        return "", text
    before = match[0].strip().rstrip(":").strip()
    return ("" if before.rstrip(".").casefold() in words().announce else before), text[match.end() :]


def unspoken(text: str, citation: Citation) -> set[str]:
    """The words of a source that its parts do not hold, apart from those between them."""
    parts = (
        citation.title, *citation.authors, *citation.editors, citation.container, citation.publisher, citation.place,
        citation.locator, citation.url, citation.volume, citation.issue, citation.prefix, citation.edition,
        citation.genre,
    )  # fmt: skip
    said = {word for part in parts for word in _words_of(part)}
    said |= {str(part) for part in (*citation.date, *citation.accessed)} | {f"{part:02d}" for part in citation.date}
    w = words()
    between = {"in", "dans", "chez", "the", "on", "le", "den", "am", "de", "vol", "no", *w.months, *w.weekdays}
    between |= {
        word
        for known in (w.by, w.conjunctions, w.accessed, w.editors, w.editions, w.announce, w.locators)
        for one in known
        for word in _words_of(one)
    }
    return {word for word in _words_of(text) - said - between if not re.fullmatch(r"\d{1,2}(?:st|nd|rd|th|er)", word)}


def _words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _numbered(citation: Citation) -> Citation:
    """The volume and issue of a journal, which stand behind its name or look like places in it."""
    if not citation.container or citation.publisher:
        return citation
    volume, issue, container = citation.volume, citation.issue, citation.container
    places = []
    for piece in citation.locator.split(", ") if citation.locator else ():
        number = re.search(r"[\divxlcIVXLC]+[a-z]?$", piece)
        if kind_of(piece) == "volume" and number and not volume:
            volume = number[0]
        elif kind_of(piece) == "issue" and number and not issue:
            issue = number[0]
        else:
            places.append(piece)
    if not volume and (match := VOLUME.search(container)) and match.start():
        volume, issue = match["volume"], issue or match["a"] or match["b"] or ""
        container = container[: match.start()].rstrip(ENDS)
    return replace(citation, container=container, volume=volume, issue=issue, locator=", ".join(places))


def _ends_volume(text: str) -> bool:
    """Whether a volume number ends ``text``, after which a journal's year may follow without a comma."""
    return text[-1:].isdigit()


def _ends_with_year(text: str) -> bool:
    """Whether a year ends ``text``, perhaps in brackets: a number behind it is a page."""
    return re.search(r"(?:^|[\s,(])[12]\d{3}\)?$", text) is not None


def _place(text: str) -> tuple[str, str]:
    """``Author, Title, Hohenried`` before a year → what is before the place, and the place; "" where it is none."""
    ahead, comma, place = text.rpartition(", ")
    at = place.split()
    small = ("am", "an", "der", "im", "sur", "de", "la", "upon", "on", "le")
    plain = all(word[0].isupper() or word in small for word in at) and all(w.replace("-", "").isalpha() for w in at)
    if (
        not comma
        or not 1 <= len(at) <= 4
        or not plain
        or at[0] in small
        or names_periodical(place)
        or names_journal(place)
    ):
        return "", ""
    pieces = split(ahead)
    named = before_colon(ahead)[1] != ((), ()) or (len(pieces) > 1 and people_in(pieces[0])[0])
    return (ahead, place) if named else ("", "")


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
    names = inner[: found[0]].strip(ENDS)
    place, colon, publisher = names.partition(": ")
    if not colon and names.casefold() in words().places:
        publisher, place = "", names
    elif not colon:
        publisher, place = (names, "") if "," not in names else (names.rsplit(", ", 1)[-1], names.rsplit(", ", 1)[0])
    return rest[:start].rstrip(ENDS), publisher, place, found[1]


@lru_cache(maxsize=1)
def _see() -> re.Pattern[str]:
    # "See" with a capital may be a title's; with a stop or colon after it, it is not, nor are two words.
    known = words().see
    several = one_of(word for word in known if " " in word)
    return re.compile(rf"^(?:{one_of(known)}\s+|(?i:{several})\s+|(?i:{one_of(known)})[.:]:?\s+)(?=[^\sa-z])")


@lru_cache(maxsize=1)
def _accessed_in_brackets() -> re.Pattern[str]:
    return re.compile(rf"\(({one_of(words().accessed)}[^()]{{4,60}})\)$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _accessed() -> re.Pattern[str]:
    return re.compile(rf"[\s,;(]*{one_of(words().accessed)}\s*$", re.IGNORECASE)
