"""What the importer makes of copy: blocks, notes, references, and what it doubts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

BlockType = Literal["para", "heading", "numbered", "list", "blockquote", "verse", "table", "figure"]
NoteKind = Literal["source", "ibid", "note"]


@dataclass(frozen=True, slots=True)
class Call:
    """A note's call in a text."""

    at: int
    """Characters of the text before it."""
    note: int
    """The note's number, from 1."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or its like."""

    type: BlockType
    text: str
    """The copy's words, without list marker and note brackets. Lines of verse and rows of a table are parted by
    newlines, stanzas by an empty line, cells by tabs; a newline in a paragraph is a line break that the copy has."""
    lines: tuple[int, int]
    """First and last line in the copy, from 1."""
    calls: tuple[Call, ...] = ()
    """In the order of the text."""
    number: int | None = None
    """Of a numbered item."""
    tight: bool = False
    """Whether no blank line stood before it."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A source that a note cites."""

    key: str
    """The id of a reference."""
    locator: str = ""
    """The place in it, in the copy's words, such as ``S. 5``."""
    prefix: str = ""
    """Words before it that are not its own, such as ``see``."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note that the copy had in brackets or in a list."""

    kind: NoteKind
    """``source`` where it names one for the first time or in full; ``ibid`` where it means one by a short form."""
    raw: str
    """The copy's words, with brackets or mark."""
    lines: tuple[int, int]
    refers_to: int | None = None
    """The number of the note that names the source first; for ``ibid``."""
    cites: tuple[Cited, ...] = ()
    """The sources of which it consists."""
    paragraphs: tuple[str, ...] = ()
    """The words of a note that is no mere citation."""
    within: tuple[tuple[int, int, Cited], ...] = ()
    """Sources amid these words: paragraph, from 0; characters of it before the source."""

    @property
    def key(self) -> str | None:
        """The reference that is cited first."""
        return self.cites[0].key if self.cites else None

    @property
    def locator(self) -> str | None:
        """The place in it."""
        return (self.cites[0].locator or None) if self.cites else None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reading that a person should look at."""

    line: int
    """In the copy, from 1."""
    message: str


@dataclass(frozen=True, slots=True)
class Removed:
    """Words of the copy that are not in the article."""

    type: Literal["chrome", "heading"]
    """Page furniture, or the heading of a list of notes."""
    text: str
    lines: tuple[int, int]
    why: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as far as it could be read from copy."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    """In the order of their first calls; number n is at n - 1."""
    references: tuple[Mapping[str, Any], ...] = ()
    """CSL entries with an ``id``, in the order of their first cites."""
    doubts: tuple[Doubt, ...] = ()
    """By line."""
    removed: tuple[Removed, ...] = ()
    """By line."""
    title: str | None = None
    title_calls: tuple[Call, ...] = ()
    standfirst: str | None = None
    byline: str | None = None
    date: str | None = None
    """ISO 8601, to the day, month or year."""
    language: str | None = None
    """BCP 47; None where the copy does not say it."""
    source: str | None = None
    """Where the article first appeared, in the copy's words."""
