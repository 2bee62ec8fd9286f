"""What is cited, as the caller says it, and where each cite stands among the others (CSL 1.0.2, "Choose": position)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pamphleteer.csl.elements.base import Place
from pamphleteer.csl.tree import Node


@dataclass(frozen=True, slots=True)
class Cite:
    """One source in a citation. ``prefix`` and ``suffix`` are rich text of CSL-JSON, or trees."""

    key: str
    locator: str = ""
    label: str = "page"
    prefix: str | Node = ""
    suffix: str | Node = ""
    suppress_author: bool = False
    author_only: bool = False
    position: str | None = None
    """A position that the caller insists on."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Sources cited at one place."""

    cites: tuple[Cite, ...]
    note: int = 0
    """The number of the note in which they stand; 0 in the text."""
    scope: str = ""
    """Positions begin anew where this changes, as in a new chapter."""
    textual: bool = False
    """Whether the author of the first source is part of the sentence, and the rest follows."""


@dataclass(slots=True)
class _Line:
    """What came last, in the notes or in the text."""

    before: Citation | None = None
    alone: bool = True
    """Whether it is the first citation of its note."""


@dataclass(slots=True)
class _Scope:
    """What has been cited since positions began anew."""

    cited: set[str] = field(default_factory=set)
    first: dict[str, int] = field(default_factory=dict)
    """Source → the first note that cites it."""
    last: dict[str, int] = field(default_factory=dict)
    """Source → the last note that cites it."""
    notes: _Line = field(default_factory=_Line)
    text: _Line = field(default_factory=_Line)


def places(citations: Sequence[Citation], near: int) -> list[tuple[Place, ...]]:
    """The place of each cite of each citation, in order. ``near`` is the distance in notes that counts as near.

    A cite is "ibid" where the cite before it, in the same citation or in the one before, is of the same source. The
    citation before must be a single cite, alone in its note: a note of several cites, or one in between, even if it
    cites nothing, leaves a reader in doubt.
    """
    found: list[tuple[Place, ...]] = []
    scope, name = _Scope(), None
    for citation in citations:
        if citation.scope != name:
            scope, name = _Scope(), citation.scope
        line = scope.notes if citation.note else scope.text
        placed: list[Place] = []
        for at, cite in enumerate(citation.cites):
            before = citation.cites[at - 1] if at else _single(line, citation)
            position = cite.position or _position(cite, before, cite.key in scope.cited)
            last = scope.last.get(cite.key) if citation.note else None
            first = scope.first.get(cite.key, 0)
            placed.append(
                Place(
                    cite.locator,
                    cite.label,
                    position,
                    position != "first" and last is not None and citation.note - last <= near,
                    first if first != citation.note else 0,
                    cite.suppress_author,
                )
            )
            scope.cited.add(cite.key)
            if citation.note:
                scope.first.setdefault(cite.key, citation.note)
                scope.last[cite.key] = citation.note
        found.append(tuple(placed))
        line.alone = not (citation.note and line.before is not None and line.before.note == citation.note)
        line.before = citation
    return found


def _single(line: _Line, citation: Citation) -> Cite | None:
    """The last cite before a citation, where it can be meant by "ibid." there: nothing else stands in its note."""
    before = line.before
    if before is None or len(before.cites) != 1:
        return None
    if citation.note == before.note:
        return before.cites[0]
    return before.cites[0] if citation.note == before.note + 1 and line.alone else None


def _position(cite: Cite, before: Cite | None, known: bool) -> str:
    if not known:
        return "first"
    if before is None or before.key != cite.key:
        return "subsequent"
    if before.locator and not cite.locator:
        return "subsequent"
    if cite.locator and (cite.locator, cite.label) != (before.locator, before.label):
        return "ibid-with-locator"
    return "ibid"
