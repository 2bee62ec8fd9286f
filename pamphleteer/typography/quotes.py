"""Straight quotation marks, apostrophes and primes, by sense.

The neighbours decide where they can. Where both readings are possible, an open quotation is closed, and where none is
open one is opened; so a quotation that is left open, to go on in the next paragraph, disturbs none that follows.
Marks that were typed curly stay, and count as what they are.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass

from pamphleteer.typography.block import Block, Edit
from pamphleteer.typography.flanks import Flank, flank
from pamphleteer.typography.language import Language
from pamphleteer.typography.marks import (
    CLOSERS,
    Lean,
    Mark,
    char_at,
    closes_at,
    is_listed,
    read_marks,
    word_after,
    year_after,
)

APOSTROPHE = "\u2019"
PRIME, DOUBLE_PRIME = "\u2032", "\u2033"

# Deeper nesting is no text; a bound keeps the search for an opening mark from growing with the block.
_DEEPEST = 8
# In characters: a word or phrase within single marks, as one is mentioned or used with irony.
_LONGEST_PHRASE = 40

_SPACE = "[ \u00a0\u202f]?"
_FRACTIONS = tuple("½¼¾⅓⅔⅛⅜⅝⅞")
_SMALL = rf"[0-9]{{1,2}}(?:[.,][0-9]{{1,3}}|[{''.join(_FRACTIONS)}])?"
_MEASURES = re.compile(
    rf"(?<![0-9])[0-9]{{1,3}}(?P<feet>'){_SPACE}{_SMALL}(?P<inches>\")"
    rf"|°{_SPACE}{_SMALL}(?P<minutes>')(?:{_SPACE}{_SMALL}(?P<seconds>\"))?"
)

_CLOSED_BY = {"“": "”", "‘": "’", "„": "“”", "‚": "‘’", "‟": "”", "‛": "’", "«": "»", "‹": "›"}
_ALSO_OPEN = {"»": "«»", "›": "‹›", "”": "”"}


@dataclass(frozen=True, slots=True)
class _Open:
    """A quotation that is open."""

    double: bool
    char: str
    closers: str
    """The typed marks that close it."""
    close: str
    """What a straight mark that closes it becomes."""
    typed: bool


def set_quotes(block: Block, language: Language) -> Block:
    """Give every straight mark of the block its form."""
    if '"' not in block.text and "'" not in block.text:
        return block
    return block.edit(_Setter(block.text, language).edits())


class _Setter:
    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.language = language
        self.stack: deque[_Open] = deque(maxlen=_DEEPEST)
        self.primes = {
            found.start(name)
            for found in _MEASURES.finditer(text)
            for name in ("feet", "inches", "minutes", "seconds")
            if found.group(name)
        }
        self.last = {c: text.rfind(c) for c in "”“»«"}

    def edits(self) -> list[Edit]:
        edits: list[Edit] = []
        decided = Flank.SPACE
        for mark in read_marks(self.text, self.language, self.primes):
            self.before = decided if mark.touches else flank(char_at(self.text, mark.left))
            self.after = flank(char_at(self.text, mark.right))
            if mark.char not in "\"'":
                decided = self.typed(mark)
                continue
            new, decided = self.double(mark) if mark.is_double else self.single(mark)
            edits.append((mark.place, mark.place + 1, new))
        return edits

    # --- double ---

    def double(self, mark: Mark) -> tuple[str, Flank]:
        opened = any(entry.double for entry in self.stack)
        if mark.place in self.primes or self.is_inches(mark, opened):
            return DOUBLE_PRIME, Flank.WORD
        if self.double_opens(mark, opened):
            pair = self.language.single if self.is_enclosed(mark) else self.language.double
            return self.open(mark, pair), Flank.OPENING
        return self.close_double(), Flank.CLOSING

    def double_opens(self, mark: Mark, opened: bool) -> bool:
        match self.before, self.after:
            case ((Flank.SPACE | Flank.OPENING), Flank.SPACE):
                return not opened
            case _, Flank.SPACE:
                return False
            case Flank.SPACE, Flank.CLOSING:
                # A space too many before the end of a quotation, or one that begins with the points of an omission.
                return not opened or self.is_glued(mark.right)
            case ((Flank.SPACE | Flank.OPENING), _):
                return True
            case Flank.NEUTRAL, (Flank.WORD | Flank.OPENING):
                return True
            case _, Flank.CLOSING:
                return False
            case ((Flank.WORD | Flank.CLOSING), Flank.NEUTRAL):
                return False
            case _:
                return not opened

    def is_inches(self, mark: Mark, opened: bool) -> bool:
        if mark.touches or not 1 <= self.figures_before(mark.left) <= 3:
            return False
        if self.after in (Flank.WORD, Flank.OPENING) and char_at(self.text, mark.right) not in "x×":
            return False
        return not opened or mark.coming in CLOSERS

    def is_enclosed(self, mark: Mark) -> bool:
        """Whether a typed pair of the outer marks stands around the mark."""
        opening, closing = self.language.double
        return self.last.get(closing, -1) > mark.place and any(e.typed and e.char == opening for e in self.stack)

    def close_double(self) -> str:
        while self.stack:
            entry = self.stack.pop()
            if entry.double:
                return entry.close
        return self.language.double[1]

    # --- single ---

    def single(self, mark: Mark) -> tuple[str, Flank]:
        if mark.place in self.primes or self.is_feet(mark):
            return PRIME, Flank.WORD
        if self.single_opens(mark):
            return self.open(mark, self.language.single), Flank.OPENING
        if self.single_closes(mark):
            return self.stack.pop().close, Flank.CLOSING
        return APOSTROPHE, Flank.NEUTRAL

    @property
    def single_open(self) -> bool:
        # Only the innermost: a single mark that was left open outside must not be closed from within a quotation.
        return bool(self.stack) and not self.stack[-1].double

    def single_opens(self, mark: Mark) -> bool:
        match self.before, self.after:
            case _, Flank.SPACE:
                return False
            case Flank.SPACE, Flank.CLOSING:
                return not self.single_open or self.is_glued(mark.right)
            case ((Flank.SPACE | Flank.OPENING | Flank.NEUTRAL), (Flank.WORD | Flank.OPENING)):
                return not self.is_elision(mark)
            case ((Flank.SPACE | Flank.OPENING), _):
                return True
            case Flank.CLOSING, (Flank.WORD | Flank.OPENING):
                return not self.single_open and not self.is_genitive(mark)
            case _:
                return False

    def single_closes(self, mark: Mark) -> bool:
        if not self.single_open:
            return False
        match self.before, self.after:
            case Flank.WORD, Flank.WORD:
                return False
            case ((Flank.SPACE | Flank.OPENING | Flank.NEUTRAL), (Flank.WORD | Flank.OPENING)):
                return False
            case Flank.CLOSING, (Flank.WORD | Flank.OPENING):
                return not self.is_genitive(mark)
            case _:
                return not (mark.lean is Lean.TRAILS and mark.coming in CLOSERS)

    def is_genitive(self, mark: Mark) -> bool:
        """Whether the mark joins an ending to what a stop, a bracket or a quotation mark closes: (RN)'s, U.S.'s."""
        return mark.touches or char_at(self.text, mark.left) in ")]}" or word_after(self.text, mark) == "s"

    def is_elision(self, mark: Mark) -> bool:
        """Whether a mark before a word stands for letters left out."""
        if end := year_after(self.text, mark):
            if closes_at(self.text, end):
                return False
            return self.single_open or mark.coming is not Lean.CLOSES or char_at(self.text, end) == "s"
        if is_listed(self.text, mark, self.language):
            word = word_after(self.text, mark)
            if word in self.language.clipped:
                return True
            if closes_at(self.text, mark.place + 1 + len(word)):
                return False
            always = word in self.language.elisions
            return always or self.single_open or mark.coming not in (Lean.CLOSES, Lean.ENDS)
        # A small letter amid a clause, and nothing later that is likely to close: 'appened. What ends a word far away
        # is more likely another apostrophe (goin'); only whole sentences go on so long, and end in a stop.
        is_near = mark.coming is Lean.CLOSES or mark.coming_at - mark.place <= _LONGEST_PHRASE
        return (
            char_at(self.text, mark.right).islower()
            and mark.right == mark.place + 1
            and (self.single_open or mark.coming not in CLOSERS or not is_near)
            and self.is_amid(mark.left)
        )

    def is_amid(self, left: int) -> bool:
        """Whether the word before the space at ``left`` ends without a stop."""
        return self.text[max(left - 8, 0) : left + 1].rstrip()[-1:].isalnum() and left >= 0

    def is_feet(self, mark: Mark) -> bool:
        if mark.touches or self.single_open or self.after is not Flank.SPACE:
            return False
        following = self.text[mark.right : mark.right + 8].lstrip()[:1]
        return 1 <= self.figures_before(mark.left) <= 3 and (following.islower() or following.isdigit())

    # --- both ---

    def typed(self, mark: Mark) -> Flank:
        """Take account of a mark that was typed curly."""
        if mark.char == APOSTROPHE and not mark.touches and self.before is self.after is Flank.WORD:
            return Flank.NEUTRAL
        for depth, entry in enumerate(reversed(self.stack), 1):
            if mark.char in entry.closers and (entry.double or depth == 1):
                for _ in range(depth):
                    self.stack.pop()
                return Flank.CLOSING
        closers = _CLOSED_BY.get(mark.char)
        if closers is None and self.before in (Flank.SPACE, Flank.OPENING) and self.after is not Flank.SPACE:
            closers = _ALSO_OPEN.get(mark.char)
        if closers:
            own = {pair[0]: pair[1] for pair in (self.language.single, self.language.double)}
            close = own.get(mark.char, closers[0])
            self.stack.append(_Open(mark.is_double, mark.char, closers, close, typed=True))
            return Flank.OPENING
        return Flank.NEUTRAL if mark.char == APOSTROPHE else Flank.CLOSING

    def open(self, mark: Mark, pair: tuple[str, str]) -> str:
        self.stack.append(_Open(mark.is_double, pair[0], pair[1], pair[1], typed=False))
        return pair[0]

    def is_glued(self, place: int) -> bool:
        """Whether a word follows the stops at ``place`` without a space: ...and."""
        rest = self.text[place : place + 8].lstrip(".…")
        return bool(rest) and flank(rest[0]) is Flank.WORD

    def figures_before(self, place: int) -> int:
        """How many figures stand up to ``place``, a fraction counting as one; 4 for more than 3."""
        count = int(char_at(self.text, place) in _FRACTIONS)
        while count < 4 and "0" <= char_at(self.text, place - count) <= "9":
            count += 1
        return count
