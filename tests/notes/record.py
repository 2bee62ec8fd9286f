"""What must stand in a PDF: the words of a book in their order, and the notes with the words that call them."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path

MILLIMETRE = 72 / 25.4
"""In points."""


@dataclass(frozen=True)
class Sheet:
    """The page. Lengths are in points."""

    width: float
    height: float
    inner: float
    outer: float
    top: float
    bottom: float
    leading: float
    """From baseline to baseline in the text."""
    note_leading: float
    above_notes: float = 0
    """What stands between text and notes, the rule and the white around it."""
    facing: bool = True
    """Whether the inner margin is left on odd pages and right on even ones; else it is always left."""

    def sides(self, page: int) -> tuple[float, float]:
        """Left and right edge of the type area of a page, counted from 1."""
        left, right = (self.outer, self.inner) if self.facing and page % 2 == 0 else (self.inner, self.outer)
        return left, self.width - right


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, item, line of verse, cell or caption."""

    words: tuple[str, ...]
    kind: str = "text"
    """text, heading, list, quotation, verse, sidebar, letter, epigraph, pullquote, table or figure."""
    beside: str = ""
    """Blocks that follow each other and have this in common may stand beside each other, as the cells of a table do."""
    starts: bool = False
    """Whether a page must begin with it."""
    repeats: bool = False
    """Whether it may stand again on pages that follow, as the head of a table does."""


@dataclass(frozen=True)
class Note:
    """A note."""

    label: str
    blocks: tuple[Block, ...]
    call: str
    """The last word before its first call; empty where it is not known."""
    kind: str = "text"
    """The kind of the block that calls it."""
    beside: bool = False
    """Whether its call stands immediately behind another."""
    pictures: int = 0

    @property
    def words(self) -> tuple[str, ...]:
        """Its words in their order."""
        return tuple(word for block in self.blocks for word in block.words)


@dataclass(frozen=True)
class Record:
    """What must stand in a PDF, each word once. All words are lower case and without marks."""

    sheet: Sheet
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    """In the order of their first calls."""
    furniture: frozenset[str]
    """Words that may stand outside the type area, as often as they like: running heads are made of them."""

    def write(self, path: Path) -> None:
        """As JSON."""
        data = dataclasses.asdict(self) | {"furniture": sorted(self.furniture)}
        path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> Record:
    """A record that was written."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return Record(
        Sheet(**data["sheet"]),
        _blocks(data["blocks"]),
        tuple(Note(**{**note, "blocks": _blocks(note["blocks"])}) for note in data["notes"]),
        frozenset(data["furniture"]),
    )


def _blocks(data: list[dict[str, object]]) -> tuple[Block, ...]:
    return tuple(Block(**{**block, "words": tuple(block["words"])}) for block in data)  # type: ignore[arg-type, call-overload]
