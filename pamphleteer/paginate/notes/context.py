"""What WeasyPrint carries through the layout of a book, with a note area that splits notes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

from weasyprint.css.units import LENGTHS_TO_PIXELS
from weasyprint.formatting_structure import build
from weasyprint.layout import LayoutContext, block
from weasyprint.text.line_break import strut

from pamphleteer.paginate.lines.setting import ends_amid_word
from pamphleteer.paginate.notes.area import Entry, Manner, NoteArea
from pamphleteer.paginate.notes.parts import EPSILON, Part, cut, part_of, text_bottom
from pamphleteer.paginate.values import FORCES

_MORE = 4
"""Lines: a note is laid out so far beyond the height of a page, for the least turns to be known."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A note that a page begins with."""

    note: Any
    resume: Any
    """Where the note goes on; None where it has not begun."""


class Crowded(Exception):
    """The notes that a page begins with leave it too little room for text: they get the page to themselves."""


class NotesContext(LayoutContext):  # type: ignore[misc]
    """WeasyPrint's context; its note area is a ``NoteArea``.

    What a page begins with is known before it is made (``carry``), so that any page can be made again.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.area = NoteArea()
        self.carry: dict[int, tuple[Carried, ...]] = {}
        """By number of the page, from 1."""
        self.begun: dict[Any, int] = {}
        """Note → page of its call, for all pages made so far."""
        self.layouts = 0
        """How often a note was laid out."""
        self.repaired = 0
        """Notes that the search for a page break left in the area without their calls, or left out."""
        self.astray: dict[Any, None] = {}
        """Notes that this page calls where none can be called: in columns, or in what is positioned absolutely."""
        self.coming = 1
        """The page that is made next."""
        self.alone = False
        """Whether the page that is being made is to hold notes only."""
        self.beside = 0
        """How many of the boxes being laid out set text side by side, as a table does."""
        self.heading = 0
        """How many of the boxes being laid out want what follows them on the same page."""
        self.tail = 0
        """How many of the boxes being laid out want to be on the page of what is before them."""
        self.line = 0.0
        """The height of the line that was laid out last."""
        self.reach = 0.0
        """How far down the page lines stand that have others beside them."""
        self._parts: dict[tuple[Any, ...], Part] = {}
        self._prepared: dict[Any, Any] = {}
        self._order: dict[Any, int] | None = None
        self._box: Any = None
        self._root: Any = None
        self._in_page = False
        self.in_note = False
        """Whether a note is being laid out, where neither orphans nor widows count: the area sees to both."""
        self.html: Any = None
        """The document, from which the styles of a page are reckoned."""
        self.short: dict[int, float] = {}
        """By number of the page, how much sooner its text ends than it could, in CSS pixels."""
        self.head_notes: frozenset[Any] = frozenset()
        """Notes called in the head of a table that stands at the top of a page."""
        self._reached = 0
        self.in_column: bool
        super().__init__(*arguments, **options)

    # --- what WeasyPrint asks of a context ---

    @property
    def reported_footnotes(self) -> Sequence[Any]:
        """For ``remake_page``: whether there is something to begin the coming page with. Nothing for ``make_page``."""
        return () if self._in_page else self.carry.get(self.coming, ())

    @reported_footnotes.setter
    def reported_footnotes(self, _: Any) -> None:
        """What goes on on the next page is settled when a page is done."""

    @property
    def current_footnote_area(self) -> Any:
        """WeasyPrint's box of the area."""
        return self._box

    @current_footnote_area.setter
    def current_footnote_area(self, box: Any) -> None:
        """``make_page`` sets it when it knows where the page ends: a page begins."""
        self._box = box
        if box is not None:
            self._begin_page()

    def unlayout_footnote(self, footnote: Any) -> None:
        """Take a note off the page. The search for a break asks that for notes of other pages, too."""
        if self._in_page and self.begun.get(footnote) == self.current_page:
            del self.begun[footnote]
            self.area.take_off(footnote)
            self.update()

    # --- a page ---

    def _begin_page(self) -> None:
        box = self._box
        if self._order is None:
            self._order = dict(zip(self.footnotes, count(), strict=False))
        if self.current_page <= self._reached:
            # The page was made before.
            self.begun = {note: page for note, page in self.begun.items() if page < self.current_page}
        self._reached = self.current_page
        self._in_page, self._root, self.reach, self.astray = True, None, 0.0, {}
        for side in ("top", "bottom", "left", "right"):
            if getattr(box, f"margin_{side}") == "auto":
                setattr(box, f"margin_{side}", 0)
        box.width, box.height = "auto", 0
        block.block_level_width(box, box.page)
        self.area = NoteArea(self.page_bottom - self.short.get(self.current_page, 0.0), box.margin_height())
        carried = self.carry.get(self.current_page, ())
        self.area.entries = [Entry(self.measure(c.note, c.resume), carried=True) for c in carried]
        self.update()

    def update(self) -> None:
        """Tell WeasyPrint how much room the notes leave."""
        self.page_bottom = self.area.page_bottom
        self._box.height = max(0, self.area.foot - self.page_bottom - self.area.rule)

    def measure(self, note: Any, resume: Any = None, room: float | None = None) -> Part:
        """Lay a note out from ``resume`` on, once: to its end, or a little further than a page.

        Of a note of many pages only that much may be needed; more would cost the square of its length. With ``room``,
        no further than that, as WeasyPrint breaks what must not be broken; that is placed at once, and not kept.
        """
        page = self._box.page
        key = self._key(note, resume)
        part = self._parts.get(key) if room is None else None
        if part is None:
            placeholders: list[Any] = []
            prepared = self._prepare(note)
            prepared.position_x, prepared.position_y = self._box.content_box_x(), 0
            with self._aside():
                self.page_bottom = room or page.height + _MORE * strut(note.style)[0]
                box, following = block.block_level_layout(
                    self, prepared, 0, resume, self._box, absolute_boxes=placeholders, fixed_boxes=placeholders
                )[:2]
            self.layouts += 1
            part = part_of(note, box, resume, following, placeholders, page.height)
            if room is None:
                self._parts[key] = part
        return part

    def _key(self, note: Any, resume: Any) -> tuple[Any, ...]:
        """What a part depends on. Left and right pages differ in the last digit of their width."""
        return note, repr(resume), round(self._box.width, 3), round(self._box.page.height, 3)

    def _prepare(self, note: Any) -> Any:
        """A box of the note that can be laid out again and again."""
        if note not in self._prepared:
            box = note.deepcopy()
            box.style = box.style.copy()
            # No margin collapses through it.
            box.style["display"] = ("block", "flow-root")
            # WeasyPrint's own number, where a style sheet leaves it empty, would be laid out as a line.
            box.children = [child for child in box.children if child.children or not _is_marker(child)]
            for child in box.descendants():
                # A page is not broken within the notes at its foot.
                if child.style["break_before"] in FORCES or child.style["break_after"] in FORCES:
                    child.style = child.style.copy()
                    child.style["break_before"] = child.style["break_after"] = "auto"
            self._prepared[note] = build.create_anonymous_boxes(box)
        return self._prepared[note]

    @contextmanager
    def _aside(self) -> Iterator[None]:
        """While it lasts, what is laid out is not part of the page's text."""
        kept = self.page_bottom, self.in_column, self.beside, self.in_note
        self.in_column, self.beside, self.in_note = False, 1, True
        yield
        self.page_bottom, self.in_column, self.beside, self.in_note = kept

    def calls(self, line: Any) -> list[Any]:
        """The notes that a line calls and that have not begun."""
        if self.in_note or not self._order:
            return []
        return [box.footnote for box in line.descendants() if box.footnote and box.footnote not in self.begun]

    def place(
        self, notes: Sequence[Any], bottom: float, *, beside: bool, late: bool = False, displaced: bool = False
    ) -> int:
        """Begin notes on this page under text that goes down to ``bottom``; returns how many could."""
        bottom = max(bottom, self.reach)
        headed = self.heading > 0
        done = self.area.place(
            notes, self.measure, bottom, beside=beside, headed=headed, late=late, displaced=displaced
        )
        self.begun.update(dict.fromkeys(notes[:done], self.current_page))
        if self.in_column:
            self.astray.update(dict.fromkeys(notes[:done]))
        self.update()
        return done

    def give_way(self, bottom: float) -> bool:
        """Let text go down to ``bottom`` at the cost of the last note; whether that was possible."""
        done = self.area.give_way(bottom)
        self.update()
        return done

    def stands(self, line: Any, bottom: float) -> None:
        """Take note of a line that was set, and goes down to ``bottom`` with what belongs to it."""
        if self.in_note:
            return
        self.line = line.height
        if self.beside:
            self.reach = max(self.reach, bottom)
        if not self.heading:
            self.area.follow_heading()

    def fills_head(self) -> bool:
        """Whether the last note that stands here is called in the head of a table at the top of the page."""
        last = self.area.last
        return last is not None and last.note in self.head_notes

    def could_begin_fresh(self, notes: Sequence[Any], line: Any) -> bool:
        """Whether all notes of a line could begin if it were the first of a page."""
        return self.area.fits_fresh([self.measure(note) for note in notes], line.height, self._box.page.height)

    def text_bottom(self) -> float:
        """Where the text of the page ends."""
        return max(float(self._box.page.content_box_y()), text_bottom(self._root))

    def lay_out_text(self, lay_out: Callable[..., Any], box: Any, skip_stack: Any) -> Any:
        """A page's text, or nothing of it where the page is for notes alone.

        ``lay_out`` does what WeasyPrint does for the root box, from ``skip_stack`` on.

        Raises:
            Crowded: the notes that the page begins with leave too little room for text.
        """
        if self.alone:
            self._root = lay_out(box.copy_with_children([]), None)[0]
            next_page = self.page_maker[self.current_page - 1][1]
            return self._root, skip_stack, dict(next_page), [], False, None
        carried = list(self.area.entries)
        room = self.page_bottom - self._box.page.content_box_y()
        if carried and room < 2 * strut(box.style)[0]:
            raise Crowded
        result = lay_out(box, skip_stack)
        self._root = result[0]
        if carried and self._root is not None:
            # On a page that it takes for empty WeasyPrint sets the first thing whether it fits or not.
            over = self.text_bottom() > self.area.lowest + EPSILON
            if over or any(entry.displaced for entry in self.area.entries):
                raise Crowded
        return result

    def finish_page(self, box: Any, absolute_boxes: list[Any]) -> Any:
        """Give each note its place, now that the text is final; ``box`` is WeasyPrint's, to be filled."""
        self._settle(absolute_boxes)
        bottom = self.text_bottom()
        room = self.area.foot - bottom - self.area.rule
        placed: list[Part] = []
        rest: list[Carried] = []
        for entry in self.area.entries:
            part: Part | None = None
            if not rest and entry.part.height <= room + EPSILON:
                part = entry.part
            elif not rest:
                if entry.text_end is not None:
                    room = min(room, self.area.foot - self.area.used - entry.text_end)
                part = self._unbroken(entry, cut(entry.part, room))
                if part is None and not placed and self.alone:
                    # No page is larger than what must not be broken.
                    part = self.measure(entry.note, entry.part.resume, room)
            if part is None or part.next:
                rest.append(Carried(entry.note, part.next if part else entry.part.resume))
            if part is not None:
                placed.append(part)
                room -= part.extent
                self._forget(entry.part)
        self._carry(tuple(rest))
        self._in_page, self.coming = False, self.current_page + 1
        self._fill(box, placed, absolute_boxes)
        return box, None, None, [], False, None

    def _unbroken(self, entry: Entry, part: Part | None) -> Part | None:
        """A part of a note that does not end amid a word, if it can end so on the same line, or on the one before."""
        if part is None or not ends_amid_word(part.box):
            return part
        for room in (part.extent, part.extent - 1):
            if (kept := cut(entry.part, room)) is None:
                break
            # Its lines are broken anew for a page that ends there.
            for other in (kept, cut(self.measure(entry.note, entry.part.resume, kept.extent), kept.extent)):
                if other is not None and other.extent >= kept.extent - EPSILON and not ends_amid_word(other.box):
                    return other
        return part

    def _settle(self, absolute_boxes: Sequence[Any]) -> None:
        """Make the area agree with the calls on the page, and bring its notes into their order."""
        called = {b.footnote for b in self._root.descendants() if b.footnote}
        hidden = (b.footnote for p in absolute_boxes for b in p.descendants() if b.footnote)
        self.astray.update(dict.fromkeys(note for note in hidden if note not in called))
        self._box.page.astray = tuple(note.element.get("id", "") for note in self.astray)
        stray = [e.note for e in self.area.entries if not e.carried and e.note not in called]
        for note in stray:
            self.unlayout_footnote(note)
        missing = sorted((note for note in called if note not in self.begun), key=self._order_of)
        self.place(missing, self.text_bottom(), beside=True, late=True)
        self.repaired += len(stray) + len(missing)
        # Of all notes only the last is split; a table may call them out of order.
        self.area.entries.sort(
            key=lambda e: (not e.carried, e.manner is not Manner.WHOLE, 0 if e.carried else self._order_of(e.note))
        )
        standing = {entry.note for entry in self.area.entries if not entry.carried}
        if standing != {note for note in called if self.begun[note] == self.current_page}:
            raise AssertionError(f"the note area of page {self.current_page} differs from the calls on it")

    def _order_of(self, note: Any) -> int:
        return (self._order or {}).get(note, -1)

    def _forget(self, part: Part) -> None:
        """A part that was placed is the page's: another making of the page lays it out again."""
        self._parts.pop(self._key(part.note, part.resume), None)
        if part.next is None:
            self._prepared.pop(part.note, None)

    def _carry(self, rest: tuple[Carried, ...]) -> None:
        """Keep what the next page begins with; where that has changed, the next page must be made again."""
        number = self.current_page + 1
        changed = self.carry.get(number, ()) != rest
        self.carry[number] = rest
        if changed and number <= len(self.page_maker):
            self.page_maker[number - 1][-1]["content_changed"] = True

    def _fill(self, box: Any, placed: Sequence[Part], absolute_boxes: list[Any]) -> None:
        x, top = box.content_box_x(), box.content_box_y()
        y = top
        for part in placed:
            part.box.translate(x - part.box.position_x, y - part.box.position_y)
            y += part.extent
            absolute_boxes.extend(part.placeholders)
        box.children, box.height = [part.box for part in placed], y - top
        if placed and placed[0].resume is None:
            # The notes have their places already: only the rule above them is shorter.
            spare = max(0.0, box.width - _length(box.style["__rule_length"]))
            box.width -= spare
            box.position_x += spare if box.style["direction"] == "rtl" else 0


def _is_marker(box: Any) -> bool:
    return str(box.element_tag).endswith("::footnote-marker")


def _length(tokens: Any) -> float:
    """A length of a custom property, in CSS pixels; infinite where it is none."""
    lengths = (token for token in tokens or () if token.type == "dimension")
    return next((token.value * LENGTHS_TO_PIXELS.get(token.lower_unit, math.inf) for token in lengths), math.inf)
