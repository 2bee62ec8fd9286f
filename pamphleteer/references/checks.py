"""What a publisher wants to know of a book's sources, beyond how they are written."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from pamphleteer.diagnostics import Diagnostic, Span, info, warning
from pamphleteer.model import Reference
from pamphleteer.references.dates import year_of

_PIECES = frozenset(
    "article article-journal article-magazine article-newspaper chapter entry entry-dictionary entry-encyclopedia "
    "paper-conference post post-weblog review review-book".split()
)
"""Kinds that share the ISBN of what they stand in."""
_UNTITLED = frozenset("interview personal_communication legal_case performance review review-book".split())
"""Kinds that often have no title."""
_APART = (
    "volume", "issue", "number", "page", "edition", "part-number", "collection-number", "container-title", "language",
    "issued", "version", "genre",
)  # fmt: skip
"""Two works with one title, year and author are two where one of these differs."""
_MOST_NAMED = 5


def alike(references: Iterable[Reference]) -> list[Diagnostic]:
    """Entries that seem to be one work under two keys, or one key with two sets of data.

    Asked are those of the whole book, its articles' own among them. Equal data under one key are one entry.
    """
    entries = list({(r.key, r.data): r for r in references}.values())
    first: dict[tuple[str, ...], list[tuple[Reference, Mapping[str, Any]]]] = {}
    found = []
    told: set[tuple[int, int]] = set()
    for entry in entries:
        item = json.loads(entry.data)
        for mark in _marks(item):
            others = first.setdefault(mark, [])
            twin = next(
                (r for r, other in others if mark[0] != "the same title, year and author" or not _apart(item, other)),
                None,
            )
            if twin is not None and (id(twin), id(entry)) not in told:
                told.add((id(twin), id(entry)))
                keys = f"'{twin.key}' ({twin.span}) and '{entry.key}'" if twin.key != entry.key else _two_of(twin)
                hint = "keep one of them, and cite it everywhere; what differs (volume, edition, page) makes two works"
                found.append(warning("reference-alike", f"{keys} seem to be one work: {mark[0]}", entry.span, hint))
            if len(others) < _MOST_NAMED:
                others.append((entry, item))
    return found


def _two_of(twin: Reference) -> str:
    return f"'{twin.key}' here and '{twin.key}' in {twin.span}"


def _marks(item: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """What tells a work: each begins with its name in a message."""
    if doi := _plain(item, "DOI").lower():
        yield "the same DOI", doi
    if item.get("type") not in _PIECES:
        for isbn in re.split(r"[,;]|\s{1,2}(?=97[89])", _plain(item, "ISBN")):
            digits = re.sub(r"[^\dXx]", "", isbn)
            if len(digits) in (10, 13):
                # The last digit is a check on the others, and differs between the two lengths.
                yield "the same ISBN", digits[-10:-1], _plain(item, "volume"), _plain(item, "chapter-number")
    title, year = _letters(_plain(item, "title")), year_of(item.get("issued"))
    names = item.get("author") or item.get("editor") or [{}]
    name = _letters(names[0].get("family") or names[0].get("literal") or "")
    if title and year and name:
        yield "the same title, year and author", title, year, name


def _apart(item: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether both say of themselves what only two works can."""
    for part in _APART:
        ours, theirs = item.get(part), other.get(part)
        if part == "issued":
            # A year and a day in it are no contradiction.
            ours, theirs = (_days(date) for date in (ours, theirs))
        if ours and theirs and _letters(str(ours)) != _letters(str(theirs)):
            return True
    return False


def _days(date: object) -> str:
    parts = date.get("date-parts") if isinstance(date, Mapping) else None
    return "".join(f"{n}." for end in parts for n in end) if parts and len(parts[0]) > 1 else ""


def undated(references: Iterable[Reference], cited: Collection[str]) -> list[Diagnostic]:
    """Cited sources without a date."""
    found = []
    for entry, item in _cited(references, cited):
        if not item.get("issued") and not any(item.get(k) for k in ("status", "original-date", "event-date")):
            message = f"'{entry.key}' has no date: many styles print 'n.d.' for it"
            found.append(info("reference-undated", message, entry.span, "add 'issued:' (in BibTeX, date)"))
    return found


def untitled(references: Iterable[Reference], cited: Collection[str]) -> list[Diagnostic]:
    """Cited sources without a title."""
    found = []
    for entry, item in _cited(references, cited):
        titles = ("title", "reviewed-title", "container-title") if item.get("type") in _UNTITLED else ("title",)
        if not any(item.get(k) for k in titles) and not (item.get("type") in _UNTITLED and item.get("author")):
            message = f"'{entry.key}' has no title: a reader can hardly find it"
            found.append(warning("reference-untitled", message, entry.span, "add its 'title:'"))
    return found


def unused(references: Sequence[Reference], cited: Collection[str], inline: bool = False) -> list[Diagnostic]:
    """Sources that nothing cites: a warning for each of an article's own, one word for a file that others may share."""
    idle: dict[str, list[Reference]] = {}
    for entry in references:
        if entry.key not in cited:
            idle.setdefault(entry.span.file, []).append(entry)
    if inline:
        hint = "cite it, or take it out"
        return [
            warning("reference-unused", f"nothing in the article cites '{entry.key}'", entry.span, hint)
            for entries in idle.values()
            for entry in entries
        ]
    found = []
    for file, entries in idle.items():
        keys = ", ".join(f"'{entry.key}'" for entry in entries[:_MOST_NAMED])
        more = f" and {len(entries) - _MOST_NAMED} more" if len(entries) > _MOST_NAMED else ""
        place = entries[0].span if len(entries) == 1 else Span(file)
        found.append(info("references-unused", f"nothing in the book cites {keys}{more}", place))
    return found


def _cited(references: Iterable[Reference], cited: Collection[str]) -> Iterator[tuple[Reference, Mapping[str, Any]]]:
    """The cited sources that are printed by a style; those in their author's own words say what they say."""
    for entry in references:
        if entry.key in cited and entry.raw is None:
            yield entry, json.loads(entry.data)


def _plain(item: Mapping[str, Any], key: str) -> str:
    value = item.get(key)
    return re.sub(r"<[^<>]*>", "", value) if isinstance(value, str) else ""


def _letters(text: str) -> str:
    """Letters and digits alone, without accents and case."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())
