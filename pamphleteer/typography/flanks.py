"""What a character is to a mark that stands beside it."""

from __future__ import annotations

import unicodedata
from enum import Enum, auto
from functools import lru_cache

from pamphleteer.typography.block import OBJECT

_ENDING = ".,;:!?…‥、。，！？：；"
_WORDS = "%‰′″‴°§¶&@#"


class Flank(Enum):
    """The kinds of neighbour."""

    SPACE = auto()
    """A space, or the edge of the block."""
    OPENING = auto()
    """An opening bracket or quotation mark."""
    NEUTRAL = auto()
    """A dash, a stroke, an apostrophe: what opens and what closes can both stand beside it."""
    WORD = auto()
    """A letter, a figure, a sign that is read."""
    CLOSING = auto()
    """A stop, or a closing bracket or quotation mark."""
    NOTHING = auto()
    """A combining accent, a control that shows nothing, a note call: the neighbour is the one beyond it."""


@lru_cache(maxsize=4096)
def flank(char: str) -> Flank:
    """The kind of ``char``; the empty string is the edge of the block."""
    if not char or char.isspace():
        return Flank.SPACE
    if char == OBJECT:
        return Flank.NOTHING
    if char in _ENDING:
        return Flank.CLOSING
    if char in _WORDS:
        return Flank.WORD
    match unicodedata.category(char):
        case "Mn" | "Mc" | "Me" | "Cf":
            return Flank.NOTHING
        case "Ps" | "Pi":
            return Flank.OPENING
        case "Pe" | "Pf":
            return Flank.CLOSING
        case "Lu" | "Ll" | "Lt" | "Lm" | "Lo" | "Nd" | "Nl" | "No" | "Sc" | "So" | "Co":
            return Flank.WORD
        case _:
            return Flank.OPENING if char in "¿¡" else Flank.NEUTRAL


def before(text: str, place: int) -> int:
    """The place of the neighbour before ``place``; -1 where there is none."""
    place -= 1
    while place >= 0 and flank(text[place]) is Flank.NOTHING:
        place -= 1
    return place


def after(text: str, place: int) -> int:
    """The place of the neighbour from ``place`` on; the length of the text where there is none."""
    while place < len(text) and flank(text[place]) is Flank.NOTHING:
        place += 1
    return place
