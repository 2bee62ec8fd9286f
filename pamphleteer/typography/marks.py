"""The quotation marks and apostrophes of a block, each with what stands beside it.

Whether a straight mark opens, closes or stands for a letter left out is read from its neighbours first. Where they do
not say, what comes later does: :class:`Mark` therefore knows the next mark of its kind that plainly opens or closes.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto

from pamphleteer.typography.flanks import Flank, after, before, flank
from pamphleteer.typography.language import Language

DOUBLE = '"“”„‟«»'
SINGLE = "'‘’‚‛‹›"
_MARKS = re.compile(f"[{DOUBLE}{SINGLE}]")
_WORD = re.compile(r"[^\W\d_]{1,12}(?![^\W_])")
_YEAR = re.compile(r"[0-9]{2}(?![0-9])")


class Lean(Enum):
    """What a mark does, as far as its neighbours alone say it."""

    OPENS = auto()
    CLOSES = auto()
    """Stands after a stop or a dash."""
    ENDS = auto()
    """Stands at the end of a word."""
    TRAILS = auto()
    """Stands at the end of a word that may want an apostrophe there."""
    INSIDE = auto()
    """Anything else: within a word, before a word that wants an apostrophe, between spaces."""


CLOSERS = (Lean.CLOSES, Lean.ENDS, Lean.TRAILS)


@dataclass(slots=True)
class Mark:
    """A quotation mark or apostrophe, straight or typed."""

    place: int
    char: str
    touches: bool
    """Whether the mark before it is its neighbour."""
    left: int
    """Place of the neighbour before it, marks skipped; -1 at the start."""
    right: int
    """Place of the neighbour behind it, marks skipped; the text's length at the end."""
    next: int
    """Place of the neighbour behind it, marks not skipped."""
    lean: Lean = Lean.INSIDE
    coming: Lean | None = None
    """The lean of the next mark of its kind, single or double, that is not INSIDE."""
    coming_at: int = -1
    """The place of that mark; -1 where there is none."""

    @property
    def is_double(self) -> bool:
        """Whether it is of the double kind."""
        return self.char in DOUBLE


def read_marks(text: str, language: Language, primes: Collection[int] = ()) -> list[Mark]:
    """All marks of ``text`` in order, straight and typed; those at ``primes`` neither open nor close."""
    marks: list[Mark] = []
    for found in _MARKS.finditer(text):
        place = found.start()
        left = before(text, place)
        touches = bool(marks) and marks[-1].place == left
        behind = after(text, place + 1)
        marks.append(Mark(place, text[place], touches, marks[-1].left if touches else left, behind, behind))
    coming: dict[bool, tuple[Lean | None, int]] = {True: (None, -1), False: (None, -1)}
    for i in range(len(marks) - 1, -1, -1):
        mark = marks[i]
        if i + 1 < len(marks) and marks[i + 1].place == mark.next:
            mark.right = marks[i + 1].right
        mark.lean = Lean.INSIDE if mark.place in primes else _lean(text, mark, language)
        mark.coming, mark.coming_at = coming[mark.is_double]
        if mark.lean is not Lean.INSIDE:
            coming[mark.is_double] = (mark.lean, mark.place)
    return marks


def char_at(text: str, place: int) -> str:
    """The character at ``place``; empty beyond either edge."""
    return text[place] if 0 <= place < len(text) else ""


def _lean(text: str, mark: Mark, language: Language) -> Lean:
    left, right = char_at(text, mark.left), char_at(text, mark.right)
    f, g = flank(left), flank(right)
    opens = f in (Flank.SPACE, Flank.OPENING, Flank.NEUTRAL) and g in (Flank.WORD, Flank.OPENING)
    closes = f in (Flank.WORD, Flank.CLOSING, Flank.NEUTRAL) and g not in (Flank.WORD, Flank.OPENING)
    if mark.char in "“‘„‚«‹" and opens:
        return Lean.OPENS
    if opens:
        return Lean.INSIDE if not mark.is_double and _may_elide(text, mark, language) else Lean.OPENS
    if not closes:
        return Lean.INSIDE
    if f is not Flank.WORD:
        return Lean.CLOSES
    return Lean.TRAILS if left.lower() in language.trailing else Lean.ENDS


def _may_elide(text: str, mark: Mark, language: Language) -> bool:
    if end := year_after(text, mark):
        return not closes_at(text, end)
    word = word_after(text, mark)
    is_closed = closes_at(text, mark.place + 1 + len(word))
    return is_listed(text, mark, language) and (word in language.clipped or not is_closed)


def closes_at(text: str, place: int) -> bool:
    """Whether the word that ends at ``place`` has a single mark there that ends it."""
    return char_at(text, place) in ("'", "’") and not char_at(text, place + 1).isalpha()


def is_listed(text: str, mark: Mark, language: Language) -> bool:
    """Whether the language has an apostrophe before the word that follows, always or at times."""
    word = word_after(text, mark)
    if len(word) == 1 and text[mark.place + 1].isupper():
        # A letter that is spoken of, or an initial; but Rock 'N' Roll.
        return word in language.clipped and closes_at(text, mark.place + 2)
    return word in language.elisions or word in language.clipped or word in language.doubtful


def word_after(text: str, mark: Mark) -> str:
    """The word that follows a mark at once, in lower case; empty where none does or it is a long one."""
    found = _WORD.match(text, mark.place + 1)
    return found.group().lower() if found else ""


def year_after(text: str, mark: Mark) -> int:
    """Where a year of two figures that follows a mark at once ends; 0 where none follows."""
    found = _YEAR.match(text, mark.place + 1)
    return found.end() if found else 0
