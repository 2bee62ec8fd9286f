"""Pages weighed: a paragraph is given a line more or fewer where a page, or the end of a chapter, is better for it.

A page may end a line or two above its neighbour, since two lines of a paragraph stay together; its last line may end
with a hyphen; the last page of a chapter may hold a line or two. Space between blocks is never stretched: instead a
paragraph is broken otherwise, or both pages of a spread end a line sooner, and they are made again. What is tried is
bounded, and what is no better is taken back.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import strut

from pamphleteer.paginate.folios import NOTES_PAGE
from pamphleteer.paginate.lines.breaking import Broken, variants
from pamphleteer.paginate.lines.fitting import Fit
from pamphleteer.paginate.lines.paragraph import Paragraph
from pamphleteer.paginate.lines.setting import BROKEN, PLACE, ends_with_hyphen, turn
from pamphleteer.paginate.notes.area import MOST_EMPTY
from pamphleteer.paginate.notes.context import NotesContext
from pamphleteer.paginate.notes.parts import text_bottom

LEAST = 5
"""Lines: a last page of fewer looks like a mistake."""

_MISSING = 4
"""Lines: what is left empty beyond that has another reason than orphans and widows."""
_SHORT = 2
"""Lines that both pages of a spread may end sooner."""
_FACES = 2
"""How often two pages are made to end on one line."""
_LOOSE = 1.0
"""Ratio of a line that is made loose for the sake of the facing page, at most: spaces of one and a half."""
_LOOSER = 1.5
"""The same for the sake of a chapter's last page."""
_SHORTEST = 3
"""A paragraph of fewer lines has none to give, and takes none."""
_SPARE = 0.25
"""Of the measure: with more in its last line, and more room, a paragraph is not tried in other numbers of lines."""
_FAR = 20
"""So many paragraphs before the end of a chapter are looked at."""
_TRIES = 3
"""How often a chapter is made again."""
_ROUNDING = 0.1
"""Of a line: less is no line."""


@dataclass(slots=True)
class Passage:
    """What a page, or several, shows of a paragraph."""

    paragraph: Paragraph
    width: float
    """The measure."""
    page: int = 0
    """Where the first line stands: an index into the pages."""
    lines: list[Any] = field(default_factory=list)

    @property
    def begins(self) -> bool:
        """Whether the paragraph begins here."""
        return self._broken(0).first

    @property
    def whole(self) -> bool:
        """Whether all of the paragraph stands here."""
        return self.begins and self._broken(-1).next >= len(self.paragraph.text)

    @property
    def last(self) -> Broken:
        """The last line."""
        return self._broken(-1)

    def _broken(self, number: int) -> Broken:
        broken: Broken = getattr(self.lines[number], BROKEN)
        return broken

    def variants(self, context: Any) -> tuple[int, dict[int, Fit]]:
        """How many lines there are, and how it could be set in as many, in one more, and in one less."""
        paragraph = self.paragraph
        if not (self.whole and paragraph.justified and paragraph.lasts and len(self.lines) >= _SHORTEST):
            return 0, {}
        # A line more than the best begins with what the last one is too full for, a line less is filled with the last.
        if _SPARE < self.lines[-1].width / self.width < 1 - _SPARE:
            return 0, {}
        return len(self.lines), variants(paragraph, context, self.width, self.lines[0].text_indent)


@dataclass(frozen=True, slots=True)
class _Choice:
    """A paragraph that could have another number of lines."""

    cost: float
    order: int
    passage: Passage
    lines: int
    worse: bool = False
    """Whether a line becomes loose."""

    @property
    def paragraph(self) -> Paragraph:
        """The paragraph itself."""
        return self.passage.paragraph

    @property
    def key(self) -> tuple[bool, float, int]:
        """The best choice has the least."""
        return self.worse, self.cost, self.order


@dataclass(frozen=True, slots=True)
class _Way:
    """How a chapter may be made again."""

    choices: tuple[_Choice, ...] = ()
    short: Mapping[int, float] = field(default_factory=dict)
    """By number of the page, how much sooner it is to end, in CSS pixels."""

    @property
    def key(self) -> tuple[int, float]:
        """The best way has the least: no line becomes loose, else pages end sooner, else lines become loose."""
        grade = 2 if any(choice.worse for choice in self.choices) else 1 if self.short else 0
        return grade, sum(choice.cost for choice in self.choices) + len(self.short)


class _Before:
    """What of a context is not known by page, as it was before a page was made."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self._kept = context.broken_out_of_flow, dict(context._excluded_shapes)
        self._roots = list(context._excluded_shapes_root_boxes)

    def restore(self) -> None:
        self._context.broken_out_of_flow, shapes = self._kept
        self._context._excluded_shapes = dict(shapes)
        self._context._excluded_shapes_root_boxes = list(self._roots)


def remake_page(whole: Any, index: int, context: Any, root_box: Any, html: Any) -> tuple[Any, Any]:
    """``remake_page``; the page is made again where it comes to be full by that, or to end without a hyphen."""
    if not isinstance(context, NotesContext):
        made: tuple[Any, Any] = whole(index, context, root_box, html)
        return made
    page = _Page(whole, index, context, root_box, html)
    if page.ends_chapter:
        return page.made
    passages = page.passages
    missing = page.missing
    if (
        0 < missing <= _MISSING
        and not page.made[0].children[1].children
        and (chosen := _longer(passages, context, missing))
    ):
        page.try_with(chosen, passages)
    if (last := _hyphened(page.made[0])) is not None:
        page.turn(last)
        if page.made[0].children[1].children and _hyphened(page.made[0]) is not None:
            page.end_sooner()
    return page.made


class _Page:
    """A page, and how it could be made again."""

    def __init__(self, whole: Any, index: int, context: Any, root_box: Any, html: Any) -> None:
        self._whole, self._index, self._context = whole, index, context
        self._more = root_box, html
        self._before = _Before(context)
        self.made: tuple[Any, Any] = whole(index, context, root_box, html)

    def _again(self) -> None:
        """Make it again. What it was found to want of another round, it still wants."""
        self._before.restore()
        self._context.coming = self._index + 1
        state = self._context.page_maker[self._index][-1]
        wanted = state["content_changed"], state["pages_wanted"]
        state.update(content_changed=False, pages_wanted=False, anchors=[], content_lookups=[])
        self.made = self._whole(self._index, self._context, *self._more)
        state["content_changed"] |= wanted[0]
        state["pages_wanted"] |= wanted[1]

    @property
    def ends_chapter(self) -> bool:
        """Whether nothing follows, or what follows begins a page in any case; or no text stands here."""
        page, resume_at = self.made
        return page.page_type.blank or resume_at is None or _is_forced(self._context, page, self._index + 1)

    @property
    def passages(self) -> list[Passage]:
        """What stands on it."""
        return list(_passages([self.made[0]]))

    @property
    def missing(self) -> int:
        """How many lines it ends too soon."""
        page = self.made[0]
        short: float = self._context.short.get(self._index + 1, 0.0)
        return _empty(page) - round(short / _leading(page))

    def try_with(self, chosen: Sequence[_Choice], passages: Sequence[Passage]) -> None:
        """Set some paragraphs in other numbers of lines; unless the page is full then and ends where it ended, not."""
        resume_at = self.made[1]
        for choice in chosen:
            choice.paragraph.wanted = choice.lines
        _forget(passages)
        self._again()
        if self.missing == 0 and self.made[1] == resume_at:
            return
        for choice in chosen:
            choice.paragraph.wanted = None
        _forget(passages)
        self._again()

    def turn(self, passage: Passage) -> None:
        """Have it end without a hyphen; unless it ends higher up then."""
        plans = dict(passage.paragraph.plans)
        missing = self.missing
        if not turn(passage.paragraph, self._context, passage.lines, passage.width):
            return
        self._again()
        if self.missing > missing:
            passage.paragraph.plans = plans
            self._again()

    def end_sooner(self) -> None:
        """Have it end a line sooner, which its notes make up for; unless that is of no use, or it ends far sooner."""
        number, short = self._index + 1, self._context.short
        before = short.get(number, 0.0)
        short[number] = before + (_empty(self.made[0]) + 1) * _leading(self.made[0])
        self._again()
        if _hyphened(self.made[0]) is not None or _empty(self.made[0]) >= MOST_EMPTY:
            short[number] = before
            self._again()


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
        ends = context.page_maker[number][0] is None or _is_forced(context, made, number)
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
        self._context, self._before = context, [_Before(context)]
        self._faced: dict[int, int] = {}
        """Left pages → how often they were made again for the sake of the right ones."""
        self._ways: list[_Way] | None = None
        self._early = 0
        """Pages that were nearly as empty as they may be, before anything was tried."""
        self._changed: int | None = None
        """The first page that one of these ways has changed."""
        self._asked = False
        """Whether a page of those that were made again is to be made once more, when it is known what it refers to."""

    def add(self, page: Any) -> int:
        """Add a page; returns its number."""
        self.pages.append(page)
        self._before.append(_Before(self._context))
        number = self.first + len(self.pages) - 1
        if self._asked:
            # WeasyPrint says so only once, to the page that the reference stood on.
            self._context.page_maker[number - 1][-1]["content_changed"] = True
        return number

    def _back(self, number: int) -> int:
        """Forget the pages from a number on; returns it."""
        at = number - self.first
        states = (state for *_, state in self._context.page_maker[number - 1 : number + len(self.pages)])
        self._asked |= any(state["content_changed"] or state["pages_wanted"] for state in states)
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
        empty = [_empty(page) for page in pages]
        hyphened = any(_hyphened(page) is not None for page in pages)
        wanted = max(empty) + hyphened
        again = tries < _FACES and wanted <= _SHORT
        if (len({*empty}) == 1 and not hyphened) or not (tries or again):
            return None
        for each in spread:
            short.pop(each, None)
            if again:
                short[each] = wanted * _leading(pages[0])
        # If all is in vain, as it was.
        self._faced[number] = tries + 1 if again else _FACES + 1
        return self._back(spread[0])

    def end(self) -> int | None:
        """The page from which on the chapter is to be made again, since its last page holds too few lines.

        None where nothing is to be done, or nothing can.
        """
        lines = _last_lines(self.pages)
        ended_early = sum(_empty(page) >= MOST_EMPTY for page in self.pages[:-1])
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
        for passage in _passages(self.pages[number - self.first :]):
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
        shorter: list[_Choice] = []
        longer: list[_Choice] = []
        for order, passage in enumerate(reversed(list(_passages(self.pages))[-_FAR:])):
            count, found = passage.variants(self._context)
            for more, choices in ((-1, shorter), (1, longer)):
                if (other := found.get(count + more)) is not None and count in found and other.worst <= _LOOSER:
                    worse = other.worst > max(_LOOSE, found[count].worst)
                    cost = other.demerits - found[count].demerits
                    choices.append(_Choice(cost, order, passage, count + more, worse))
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
            if any(_empty(self.pages[at]) >= (_MISSING if noted else _SHORT) for at in pair):
                break
            short |= {self.first + at: (_empty(self.pages[at]) + 1) * _leading(page) for at in pair}
            sent += len(pair)
            if sent >= needed:
                tried += 1
                yield _Way((), dict(short))


def _longer(passages: Sequence[Passage], context: Any, missing: int) -> list[_Choice]:
    """Paragraphs of a page that can have a line more without any loose one, so many that nothing is missing."""
    choices: list[_Choice] = []
    for order, passage in enumerate(passages):
        if passage.paragraph.wanted is not None:
            continue
        count, found = passage.variants(context)
        longer = found.get(count + 1)
        if longer is not None and count in found and longer.worst <= max(_LOOSE, found[count].worst):
            choices.append(_Choice(longer.demerits - found[count].demerits, order, passage, count + 1))
    choices.sort(key=lambda choice: choice.key)
    return choices[:missing] if len(choices) >= missing else []


def _forget(passages: Sequence[Passage]) -> None:
    """Forget how paragraphs were broken that begin on a page; what began before it stays as it stands there."""
    for passage in passages:
        if passage.begins:
            passage.paragraph.plans.clear()


def _is_forced(context: Any, page: Any, number: int) -> bool:
    """Whether the style sheets want a new page after this one."""
    following, name = context.page_maker[number][1], page.page_type.name
    return bool(following["break"] != "any" or (name != NOTES_PAGE and following["page"] != name))


def _empty(page: Any) -> int:
    """How many more lines of text would have room on a page."""
    root, notes = page.children[:2]
    foot = notes.position_y if notes.children else page.content_box_y() + page.height
    bottom = text_bottom(root)
    return 0 if bottom == -math.inf else _lines(page, foot - bottom)


def _last_lines(pages: Sequence[Any]) -> int:
    """How many lines the last of several pages holds above its notes."""
    page = pages[-1]
    root = page.children[0]
    if len(pages) < 2 or page.page_type.blank or not root.children:
        return 0
    return _lines(page, text_bottom(root) - page.content_box_y())


def _lines(page: Any, height: float) -> int:
    return math.floor(height / _leading(page) + _ROUNDING)


def _leading(page: Any) -> float:
    """The height of a line, in CSS pixels."""
    return float(strut(page.children[0].style)[0]) or 1.0


def _hyphened(page: Any) -> Passage | None:
    """What stands at a page's end of a paragraph that goes on on the next, if it ends with a hyphen."""
    last = next(reversed(list(_passages([page]))), None)
    return last if last and not last.whole and ends_with_hyphen(last.paragraph, last.last) else None


def _passages(pages: Sequence[Any]) -> Iterator[Passage]:
    """What of paragraphs stands on pages, in the flow of their text."""
    passage: Passage | None = None
    for number, page in enumerate(pages):
        for block, line in _flow(page.children[0]):
            paragraph = getattr(line, PLACE, None)
            if not isinstance(paragraph, Paragraph) or getattr(line, BROKEN, None) is None:
                continue
            if passage is None or passage.paragraph is not paragraph:
                if passage:
                    yield passage
                passage = Passage(paragraph, block.width, number)
            passage.lines.append(line)
    if passage:
        yield passage


def _flow(box: Any) -> Iterator[tuple[Any, Any]]:
    """The lines of a box, and the blocks that they are in: those that follow each other down the page."""
    for child in box.children:
        if isinstance(child, boxes.LineBox):
            yield box, child
        elif type(child) is boxes.BlockBox and child.is_in_normal_flow() and not child.is_table_wrapper:
            if child.style["column_count"] == child.style["column_width"] == "auto":
                yield from _flow(child)
