"""A page, which is made again where it comes to be full by that, or to end without a hyphen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pamphleteer.paginate.folios import NOTES_PAGE
from pamphleteer.paginate.lines.setting import turn
from pamphleteer.paginate.notes.area import MOST_EMPTY
from pamphleteer.paginate.notes.context import NotesContext
from pamphleteer.paginate.notes.pages import Before, unsettle
from pamphleteer.paginate.weighing.passages import (
    LOOSE,
    MISSING,
    Choice,
    Passage,
    empty_lines,
    hyphened,
    leading,
    passages_of,
)


def remake_page(whole: Any, index: int, context: Any, root_box: Any, html: Any) -> tuple[Any, Any]:
    """``remake_page``; the page is made again where it comes to be full by that, or to end without a hyphen."""
    if not isinstance(context, NotesContext):
        made: tuple[Any, Any] = whole(index, context, root_box, html)
        return made
    page = _Page(whole, index, context, root_box, html)
    if page.ends_chapter:
        return page.made
    missing = page.missing
    if 0 < missing <= MISSING and not page.made[0].children[1].children:
        passages = list(passages_of([page.made[0]]))
        if chosen := _longer(passages, context, missing):
            page.try_with(chosen, passages)
    if (last := hyphened(page.made[0])) is not None:
        page.turn(last)
        if page.made[0].children[1].children and hyphened(page.made[0]) is not None:
            page.end_sooner()
    return page.made


class _Page:
    """A page, and how it could be made again."""

    def __init__(self, whole: Any, index: int, context: Any, root_box: Any, html: Any) -> None:
        self._whole, self._index, self._context = whole, index, context
        self._more = root_box, html
        self._before = Before(context)
        self.made: tuple[Any, Any] = whole(index, context, root_box, html)

    def _again(self) -> None:
        """Make it again. What it was found to want of another round, it still wants."""
        self._before.restore()
        self._context.coming = self._index + 1
        state = self._context.page_maker[self._index][-1]
        wanted = state["content_changed"], state["pages_wanted"]
        unsettle(state)
        self.made = self._whole(self._index, self._context, *self._more)
        state["content_changed"] |= wanted[0]
        state["pages_wanted"] |= wanted[1]

    @property
    def ends_chapter(self) -> bool:
        """Whether nothing follows, or what follows begins a page in any case; or no text stands here."""
        page, resume_at = self.made
        return page.page_type.blank or resume_at is None or is_forced(self._context, page, self._index + 1)

    @property
    def missing(self) -> int:
        """How many lines it ends too soon."""
        page = self.made[0]
        short: float = self._context.short.get(self._index + 1, 0.0)
        return empty_lines(page) - round(short / leading(page))

    def try_with(self, chosen: Sequence[Choice], passages: Sequence[Passage]) -> None:
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
        """Have it end without a hyphen; unless it ends higher up then, or with another."""
        plans = dict(passage.paragraph.plans)
        missing = self.missing
        if not passage.paragraph.lasts or not turn(passage.paragraph, self._context, passage.lines, passage.width):
            return
        self._again()
        if self.missing > missing or hyphened(self.made[0]) is not None:
            passage.paragraph.plans = plans
            self._again()

    def end_sooner(self) -> None:
        """Have it end a line sooner, which its notes make up for; unless that is of no use, or it ends far sooner."""
        number, short = self._index + 1, self._context.short
        before = short.get(number, 0.0)
        short[number] = before + (empty_lines(self.made[0]) + 1) * leading(self.made[0])
        self._again()
        if hyphened(self.made[0]) is not None or empty_lines(self.made[0]) >= MOST_EMPTY:
            short[number] = before
            self._again()


def _longer(passages: Sequence[Passage], context: Any, missing: int) -> list[Choice]:
    """Paragraphs of a page that can have a line more without any loose one, so many that nothing is missing."""
    choices: list[Choice] = []
    for order, passage in enumerate(passages):
        if passage.paragraph.wanted is not None:
            continue
        count, found = passage.variants(context)
        longer = found.get(count + 1)
        if longer is not None and count in found and longer.worst <= max(LOOSE, found[count].worst):
            choices.append(Choice(longer.demerits - found[count].demerits, order, passage, count + 1))
    choices.sort(key=lambda choice: choice.key)
    return choices[:missing] if len(choices) >= missing else []


def _forget(passages: Sequence[Passage]) -> None:
    """Forget how paragraphs were broken that begin on a page; what began before it stays as it stands there."""
    for passage in passages:
        if passage.begins:
            passage.paragraph.plans.clear()


def is_forced(context: Any, page: Any, number: int) -> bool:
    """Whether the style sheets want a new page after this one."""
    following, name = context.page_maker[number][1], page.page_type.name
    return bool(following["break"] != "any" or (name != NOTES_PAGE and following["page"] != name))
