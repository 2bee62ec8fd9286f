"""A note as it is found in the copy, before it has a number; and how its call takes its place in a text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from pamphleteer.importing.draft import NoteKind
from pamphleteer.importing.passages import Passage


@dataclass(eq=False, slots=True)
class Work:
    """A source, as far as the copy tells it; every mention of it shares one of these."""

    csl: dict[str, Any]
    """The entry, without id."""
    raw: str
    """The words in which it is named first, with their brackets."""
    note: Found | None = None
    """The note that names it first."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A source in a note."""

    work: Work
    locator: str = ""
    prefix: str = ""
    full: bool = False
    """Whether it is named in full, not by a short form."""


@dataclass(eq=False, slots=True)
class Found:
    """A note found. Two calls of one note share one of these; it is told apart by identity."""

    kind: NoteKind
    raw: str
    first: int
    """First line in the copy."""
    last: int
    paragraphs: tuple[str, ...] = ()
    """Words of a ``note``, without mark."""
    cites: tuple[Mention, ...] = ()
    """The sources of which it consists."""
    within: list[tuple[int, int, Mention]] = field(default_factory=list)
    """Sources amid the words of a ``note``: paragraph, characters of it before the source."""
    read: bool = False
    """Whether a listed note's words have been looked at for sources."""


def cut(passage: Passage, spans: list[tuple[int, int, tuple[Found, ...]]]) -> Passage:
    """The passage with each span of its text (start, end, notes) replaced by calls of the notes.

    The spans are in order and do not overlap. White space before a span goes with it.
    """
    text, calls = "", []
    old = list(passage.calls)
    at = 0
    for start, end, notes in spans:
        piece = passage.text[at:start]
        while old and old[0][0] <= start:
            place, note = old.pop(0)
            calls.append((min(len(text) + place - at, len(text) + len(piece.rstrip())), note))
        text += piece.rstrip()
        calls += [(len(text), note) for note in notes]
        # A source that stands at the very head leaves no empty line there.
        while not text and passage.text[end : end + 1].isspace():
            end += 1
        at = end
    shift = len(text) - at
    text += passage.text[at:]
    calls += [(max(len(text) - len(passage.text[at:]), place + shift), note) for place, note in old]
    return replace(passage, text=text, calls=tuple(calls))
