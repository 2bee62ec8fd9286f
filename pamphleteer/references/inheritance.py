"""What an entry of a BibTeX file takes from others: ``crossref`` and ``xdata``.

After BibLaTeX's manual (appendix B, "Default Inheritance Setup"): a chapter's book gives its title as ``booktitle``, a
work in volumes its title as ``maintitle``, a periodical its title as ``journaltitle``; other fields keep their names,
and no field is overwritten. ``xref`` only says that two entries belong together: nothing is inherited, as in BibLaTeX.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pamphleteer.diagnostics import Span

if TYPE_CHECKING:
    from pamphleteer.references.bibtex import Written

_KEPT = frozenset(
    "ids crossref xref xdata entryset entrysubtype execute label options presort related relatedoptions relatedstring "
    "relatedtype shortauthor shorthand shorthandintro sortkey sortname sorttitle sortyear".split()
)
"""Fields that are an entry's own."""
_TITLES = ("title", "subtitle", "titleaddon")
_OWN_TITLES = frozenset(("shorttitle", "sorttitle", "indextitle", "indexsorttitle"))
_VOLUMES = frozenset("mvbook mvcollection mvreference mvproceedings".split())
_WHOLE = frozenset("book collection reference proceedings".split())
_PIECES = frozenset("inbook bookinbook suppbook incollection inreference suppcollection inproceedings".split())
_OF_AUTHORS = frozenset("mvbook book".split())


def inherited(
    entries: Sequence[Written],
    grow: Callable[[int, Span], bool],
    unresolved: Callable[[str, Span, str, Iterable[str]], None],
) -> list[Written]:
    """The entries, each with all its fields.

    Parents may stand anywhere in the file, and have parents of their own. ``grow`` is asked for room for what an entry
    takes; ``unresolved`` hears of a parent that is not there, or that has the entry among its own parents.
    """
    known = {entry.key: entry for entry in entries}
    done: dict[str, Written] = {}
    for entry in entries:
        if entry.key in done:
            continue
        # Parents first, without recursion: a chain may be as long as the file.
        waiting = [(entry, _parents(entry), iter(_parents(entry)))]
        open_ = {entry.key}
        while waiting:
            here, parents, left = waiting[-1]
            missing = next((k for _, k in left if k in known and k not in done and k not in open_), None)
            if missing is not None:
                parent = known[missing]
                waiting.append((parent, _parents(parent), iter(_parents(parent))))
                open_.add(missing)
                continue
            waiting.pop()
            open_.discard(here.key)
            done[here.key] = _with(here, parents, done, known, grow, unresolved)
    return [done[entry.key] for entry in entries]


def _parents(entry: Written) -> list[tuple[str, str]]:
    """The fields that name parents, with the keys that they name."""
    return [
        (name, key) for name in ("xdata", "crossref") for key in re.split(r"[\s,]+", entry.fields.get(name, "")) if key
    ]


def _with(
    entry: Written,
    parents: Sequence[tuple[str, str]],
    done: Mapping[str, Written],
    known: Mapping[str, Written],
    grow: Callable[[int, Span], bool],
    unresolved: Callable[[str, Span, str, Iterable[str]], None],
) -> Written:
    fields = dict(entry.fields)
    for name, key in parents:
        parent = done.get(key)
        if parent is None:
            said = (
                "takes fields from itself" if key in known else f"takes fields from '{key}', which is not in the file"
            )
            unresolved(f"'{entry.key}' {said}", entry.place(name), key, () if key in known else known)
            continue
        if not grow(0, entry.span):
            break
        taken = _offered(parent, entry.kind) if name == "crossref" else parent.fields
        new = {k: v for k, v in taken.items() if k not in fields and k not in _KEPT}
        if "date" in fields or "year" in fields:
            # A date is one thing, however it is written.
            new = {k: v for k, v in new.items() if k not in ("date", "year", "month", "day", "endyear", "endmonth")}
        if not grow(sum(len(k) + len(v) for k, v in new.items()), entry.span):
            break
        fields.update(new)
    return replace(entry, fields=fields)


def _offered(parent: Written, kind: str) -> dict[str, str]:
    """A parent's fields under the names that they have for a child of this kind."""
    prefix = ""
    if parent.kind in _VOLUMES and (kind in _WHOLE or kind in _PIECES):
        prefix = "main"
    elif parent.kind in _WHOLE and kind in _PIECES:
        prefix = "book"
    elif parent.kind == "periodical" and kind in ("article", "suppperiodical", "review"):
        prefix = "journal"
    offered: dict[str, str] = {}
    for name, value in parent.fields.items():
        if prefix and name in _OWN_TITLES:
            continue
        if prefix and name in _TITLES:
            # Old files give a book both titles, the second for its chapters.
            offered.setdefault(f"{prefix}{name}", value)
        else:
            offered[name] = value
    if prefix == "book" and "booktitle" in parent.fields:
        offered["booktitle"] = parent.fields["booktitle"]
    if parent.kind in _OF_AUTHORS and kind in _PIECES | _WHOLE and "author" in parent.fields:
        offered.setdefault("bookauthor", parent.fields["author"])
    return offered
