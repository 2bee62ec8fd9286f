"""The pages of a chapter: facing ones are to end on one line, the last is to hold more than a few."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pamphleteer.paginate.notes.area import MOST_EMPTY
from pamphleteer.paginate.notes.context import NotesContext
from pamphleteer.paginate.notes.pages import Before
from pamphleteer.paginate.notes.parts import text_bottom
from pamphleteer.paginate.weighing.page import is_forced
from pamphleteer.paginate.weighing.passages import (
    LOOSE,
    MISSING,
    Choice,
    empty_lines,
    hyphened,
    leading,
    lines_in,
    passages_of,
)

LEAST = 5
"""Lines: a last page of fewer looks like a mistake."""
_SHORT = 2
"""Lines that both pages of a spread may end sooner."""
_FACES = 2
"""How often two pages are made to end on one line."""
_LOOSER = 1.5
"""Ratio of a line that is made loose for the sake of a chapter's last page, at most."""
_FAR = 20
"""So many paragraphs before the end of a chapter are looked at."""
_TRIES = 3
"""How often a chapter is made again."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How a chapter may be made again."""

    choices: tuple[Choice, ...] = ()
    short: Mapping[int, float] = field(default_factory=dict)
    """By number of the page, how much sooner it is to end, in CSS pixels."""

    @property
    def key(self) -> tuple[int, float]:
        """The best way has the least: no line becomes loose, else pages end sooner, else lines become loose."""
        grade = 2 if any(choice.worse for choice in self.choices) else 1 if self.short else 0
        return grade, sum(choice.cost for choice in self.choices) + len(self.short)


def make_all_pages(whole: Any, context: Any, root_box: Any, html: Any, kept: Sequence[Any]) -> Iterator[Any]:
    """``make_all_pages``; facing pages are made again so that they end on one line, and without hyphens; a chapter, so
    that its last page holds more lines.
    """
    maker = whole(context, root_box, html, kept)
    if kept or not isinstance(context, NotesContext):
        yield from maker
        return
    back: int | None = None
    chapter = _Chapter(context, 1)
    while True:
        try:
            made = maker.send(back)
        except StopIteration:
            return
        number = chapter.add(made)
        ends = context.page_maker[number][0] is None or is_forced(context, made, number)
        back = chapter.face(ends=ends)
        if ends and back is None:
            back = chapter.end()
        if ends and back is None:
            yield from chapter.pages
            chapter = _Chapter(context, number + 1)


class _Chapter:
    """Pages from one forced break to the next, and what is tried with them."""

    def __init__(self, context: Any, first: int) -> None:
        self.first = first
        """The number of the first page."""
        self.pages: list[Any] = []
        self._context, self._before = context, [Before(context)]
        self._faced: dict[int, int] = {}
        """Right pages → how often their spreads were made again."""
        self._ways: list[_Way] | None = None
        self._early = 0
        """Pages that were nearly as empty as they may be, before anything was tried."""
        self._changed: int | None = None
        """The first page that one of these ways has changed."""
        self._asked = 0
        """Up to this page those are to be made once more that were made again, when it is known what they refer to."""

    def add(self, page: Any) -> int:
        """Add a page; returns its number."""
        self.pages.append(page)
        self._before.append(Before(self._context))
        number = self.first + len(self.pages) - 1
        if number <= self._asked:
            # WeasyPrint says so only once, to the page that the reference stood on.
            self._context.page_maker[number - 1][-1]["content_changed"] = True
        return number

    def _back(self, number: int) -> int:
        """Forget the pages from a number on; returns it."""
        at, last = number - self.first, self.first + len(self.pages) - 1
        states = [state for *_, state in self._context.page_maker[number - 1 : last]]
        if any(state["content_changed"] or state["pages_wanted"] for state in states):
            # What they hold may come to stand a page later.
            self._asked = max(self._asked, last + 1)
        self._before[at].restore()
        del self.pages[at:], self._before[at + 1 :]
        return number

    def face(self, *, ends: bool) -> int | None:
        """The page from which on a spread is to be made again; None where its pages end well.

        They are to end on one line, and without hyphens. Where the chapter ``ends``, or begins on a right page, the
        other page of the spread has no line to end on.
        """
        number = self.first + len(self.pages) - 1
        if self.pages[-1].page_type.side != "right":
            return None
        spread = range(max(number - 1, self.first), number + (not ends))
        pages = [self.pages[each - self.first] for each in spread]
        tries, short = self._faced.get(number, 0), self._context.short
        if not pages or tries > _FACES or any(page.page_type.blank or page.children[1].children for page in pages):
            return None
        empty = [empty_lines(page) for page in pages]
        in_a_word = any(hyphened(page) is not None for page in pages)
        wanted = max(empty) + in_a_word
        again = tries < _FACES and wanted <= _SHORT
        if (len({*empty}) == 1 and not in_a_word) or not (tries or again):
            return None
        for each in spread:
            short.pop(each, None)
            if again:
                short[each] = wanted * leading(pages[0])
        # If all is in vain, as it was.
        self._faced[number] = tries + 1 if again else _FACES + 1
        return self._back(spread[0])

    def end(self) -> int | None:
        """The page from which on the chapter is to be made again, since its last page holds too few lines.

        None where nothing is to be done, or nothing can.
        """
        lines = _last_lines(self.pages)
        ended_early = sum(empty_lines(page) >= MOST_EMPTY for page in self.pages[:-1])
        if not 0 < lines < LEAST and (self._ways is None or ended_early <= self._early):
            return None
        if self._ways is None:
            self._early = ended_early
            # If all is in vain, as it was.
            ways = self._found(lines)[:_TRIES]
            self._ways = [*ways, _Way()] if ways else []
        if not self._ways:
            return None
        way = self._ways.pop(0)
        changed = [*way.short, *(self.first + choice.passage.page for choice in way.choices)]
        number = self._changed = min([*changed, *([self._changed] if self._changed else [])])
        for passage in passages_of(self.pages[number - self.first :]):
            if passage.begins:
                passage.paragraph.wanted = None
                passage.paragraph.plans.clear()
        for choice in way.choices:
            choice.paragraph.wanted = choice.lines
        short = self._context.short
        for each in [each for each in short if each >= number]:
            del short[each]
        short.update(way.short)
        self._faced = {right: tries for right, tries in self._faced.items() if right < number}
        return self._back(number)

    def _found(self, lines: int) -> list[_Way]:
        """Ways to pull the last ``lines`` back, or to send more after them; the best first."""
        shorter: list[Choice] = []
        longer: list[Choice] = []
        for order, passage in enumerate(reversed(list(passages_of(self.pages))[-_FAR:])):
            count, found = passage.variants(self._context)
            for more, choices in ((-1, shorter), (1, longer)):
                if (other := found.get(count + more)) is not None and count in found and other.worst <= _LOOSER:
                    worse = other.worst > max(LOOSE, found[count].worst)
                    cost = other.demerits - found[count].demerits
                    choices.append(Choice(cost, order, passage, count + more, worse))
        ways: list[_Way] = []
        for choices, needed in ((shorter, lines), (longer, LEAST - lines)):
            choices.sort(key=lambda choice: choice.key)
            # Where the end of a page is in the way, one line more may do.
            ways += [_Way(tuple(choices[:number])) for number in (needed, needed + 1) if number <= len(choices)]
        ways += self._shortened(LEAST - lines)
        return sorted(ways, key=lambda way: way.key)

    def _shortened(self, needed: int) -> Iterator[_Way]:
        """Ways to send so many lines on by ending pages a line sooner: both of a spread, or one whose notes fill it."""
        short: dict[int, float] = {}
        sent = tried = 0
        number = len(self.pages) - 2
        while number >= 0 and tried < 2:
            page = self.pages[number]
            noted = bool(page.children[1].children)
            pair = [number] if noted else [number - 1, number]
            number -= 1
            # Beside a full page the end of a short one would show, unless its notes fill it.
            if not noted and (page.page_type.side != "right" or number < 0 or self.pages[number].children[1].children):
                continue
            number -= not noted
            # What is before a page that has room pushes nothing beyond it.
            if any(empty_lines(self.pages[at]) >= (MISSING if noted else _SHORT) for at in pair):
                break
            short |= {self.first + at: (empty_lines(self.pages[at]) + 1) * leading(page) for at in pair}
            sent += len(pair)
            if sent >= needed:
                tried += 1
                yield _Way((), dict(short))


def _last_lines(pages: Sequence[Any]) -> int:
    """How many lines the last of several pages holds above its notes."""
    page = pages[-1]
    root = page.children[0]
    if len(pages) < 2 or page.page_type.blank or not root.children:
        return 0
    return lines_in(page, text_bottom(root) - page.content_box_y())
