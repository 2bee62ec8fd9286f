"""The note area of a page: the notes in it, in order, and what room they leave to the text.

Heights are in CSS pixels, positions are those of the page, from its top. Nothing here is laid out: the height of the
area is a sum of heights known beforehand, so that a note taken off the list leaves no trace.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from pamphleteer.paginate.notes.parts import EPSILON, Part

MOST_EMPTY = 6
"""Lines: a page may be left so many short, before an orphan, a widow or a note begun late is the lesser evil."""


class Manner(Enum):
    """How much of a note stands in the area."""

    WHOLE = "whole"
    SPLIT = "split"
    LATE = "late"


@dataclass(slots=True)
class Entry:
    """A note in the area."""

    part: Part
    manner: Manner = Manner.WHOLE
    carried: bool = False
    """Whether it comes from the page before, or was to begin there."""
    bottom: float = 0.0
    """Where the line ends that calls it."""
    text_end: float | None = None
    """Where the text ends that the page has above a split note, which gets the rest; None where it is not known."""
    headed: bool = False
    """Whether it is called in a heading that has no text below it yet."""
    displaced: bool = False
    """Whether it is late only because of what the page began with."""

    @property
    def note(self) -> Any:
        """The note's box before layout."""
        return self.part.note


@dataclass(slots=True)
class NoteArea:
    """The area of the page that is being made."""

    foot: float = 0.0
    """Where the page's content ends, and the area does."""
    rule: float = 0.0
    """What the area's margins, rule and paddings take."""
    entries: list[Entry] = field(default_factory=list)

    @property
    def closed(self) -> bool:
        """Whether no other note can begin: the last one goes on on the next page."""
        return bool(self.entries) and self.entries[-1].manner is not Manner.WHOLE

    @property
    def last(self) -> Entry | None:
        """The last note of which something stands here."""
        return next((entry for entry in reversed(self.entries) if entry.manner is not Manner.LATE), None)

    def begun(self) -> list[Any]:
        """The notes called on the page, late ones among them."""
        return [entry.note for entry in self.entries if not entry.carried]

    @property
    def headed(self) -> bool:
        """Whether the last note is called in a heading that has no text below it yet."""
        return bool(self.entries) and self.entries[-1].headed

    def follow_heading(self) -> None:
        """Text stands below the heading."""
        if self.entries:
            self.entries[-1].headed = False

    @property
    def used(self) -> float:
        """The height of all whole notes, with the rule where there is any note."""
        heights = [entry.part.height for entry in self.entries if entry.manner is Manner.WHOLE]
        return sum(heights) + self.rule * any(entry.manner is not Manner.LATE for entry in self.entries)

    @property
    def lowest(self) -> float:
        """How far down text may stand: to the whole notes and the least that is to be seen of a split one."""
        split = self._split()
        return self.foot - self.used - (split.part.cuts[0] if split else 0)

    @property
    def page_bottom(self) -> float:
        """How far down text may stand where the text beside a split note has come to its end."""
        split = self._split()
        return self.lowest if split is None or split.text_end is None else split.text_end

    def _split(self) -> Entry | None:
        return next((entry for entry in self.entries if entry.manner is Manner.SPLIT), None)

    def leaves_empty(self, bottom: float, line: float, without: Sequence[Any] = ()) -> bool:
        """Whether more than six lines of that height would stay empty if the text ended at ``bottom``.

        The notes ``without`` are gone then, and no other begins.
        """
        kept = [entry for entry in self.entries if entry.note not in without]
        if any(entry.manner is not Manner.WHOLE for entry in kept):
            # A split note takes what is left.
            return False
        room = self.foot - self.rule * bool(kept) - sum(entry.part.height for entry in kept)
        return room - bottom > MOST_EMPTY * line

    def would_part(self, line: float) -> bool:
        """Whether more than six lines of that height would stay empty if the last note's call were sent on."""
        split = self._split()
        return split is not None and not split.carried and self.foot - self.used - split.bottom > MOST_EMPTY * line

    def take_off(self, note: Any) -> None:
        """Forget a note that was to begin on this page."""
        self.entries = [entry for entry in self.entries if entry.carried or entry.note != note]

    def place(
        self,
        notes: Sequence[Any],
        measure: Callable[[Any], Part],
        bottom: float,
        *,
        beside: bool,
        headed: bool = False,
        late: bool = False,
        displaced: bool = False,
    ) -> int:
        """Begin notes under text that goes down to ``bottom``; returns how many could.

        With ``late`` those that cannot are entered, too, as ``displaced`` or not: they begin on the next page. Where
        other text stands ``beside`` the line that calls, and where the line is a heading's (``headed``), more text will
        stand above the notes: there a split note reserves its least part, and gets more when the page is done.
        """
        for number, note in enumerate(notes):
            part, manner, text_end = measure(note), Manner.LATE, None
            room = self.foot - bottom - (self.used or self.rule) + EPSILON
            if not self.closed and part.height <= room:
                manner = Manner.WHOLE
            elif not self.closed and part.cuts and part.cuts[0] <= room:
                manner, text_end = Manner.SPLIT, None if beside or headed else bottom
            elif not late:
                return number
            displaced &= manner is Manner.LATE
            self.entries.append(
                Entry(part, manner, bottom=bottom, text_end=text_end, headed=headed, displaced=displaced)
            )
        return len(notes)

    def give_way(self, bottom: float) -> bool:
        """Shorten the last note that begins here, so that text can go down to ``bottom``; whether that was possible."""
        last = self.last
        if last is None or last.carried or not last.part.cuts:
            return bottom <= self.page_bottom + EPSILON
        before = last.manner
        last.manner = Manner.SPLIT
        if bottom > self.lowest + EPSILON:
            last.manner = before
            return False
        last.text_end = bottom
        return True

    def fits_fresh(self, parts: Sequence[Part], line: float, page: float) -> bool:
        """Whether the notes of a line of that height could all begin if it were the first on a page of that height."""
        *first, last = parts
        heights = [part.height for part in first]
        least = last.cuts[0] if last.cuts else last.height
        return line + self.rule + sum(heights) + least <= page
