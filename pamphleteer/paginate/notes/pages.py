"""Pages as WeasyPrint makes them, with notes that go on on the next."""

from __future__ import annotations

import copy
from collections.abc import Callable, Generator, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import page

from pamphleteer.paginate.folios import NOTES_PAGE
from pamphleteer.paginate.notes.context import Crowded
from pamphleteer.paginate.values import FORBIDS


class Before:
    """What of a context is not known by page, as it was before a page was made."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self._kept = context.broken_out_of_flow, dict(context._excluded_shapes)
        self._roots = list(context._excluded_shapes_root_boxes)

    def restore(self) -> None:
        """Give it back to the context."""
        self._context.broken_out_of_flow, shapes = self._kept
        self._context._excluded_shapes = dict(shapes)
        self._context._excluded_shapes_root_boxes = list(self._roots)


def unsettle(state: Any) -> None:
    """Have WeasyPrint's record of a page say that nothing is known of it: it is about to be made."""
    state.update(content_changed=False, pages_wanted=False, anchors=[], content_lookups=[])


def make_all_pages(context: Any, root_box: Any, html: Any, pages: Sequence[Any]) -> Generator[Any, int | None, None]:
    """WeasyPrint's function of that name: all pages, those of an earlier round again only where it must be.

    A page is the last when neither text nor notes are left; a page kept from an earlier round has begun its notes.
    Whoever asks for pages may ``send`` the number of one instead, from which on all are made again.
    """
    context.rendered_notes = []
    context.html = html
    number = 0
    while True:
        number += 1
        context.coming = number
        state = context.page_maker[number - 1][-1]
        if not pages or state["content_changed"] or state["pages_wanted"] or number > len(pages):
            unsettle(state)
            made, resume_at = page.remake_page(number - 1, context, root_box, html)
            made.begun = context.area.begun()
        else:
            made, resume_at = pages[number - 1], context.page_maker[number][0]
            context.begun.update(dict.fromkeys(made.begun, number))
        back = yield made
        if back is not None:
            number = back - 1
        elif resume_at is None and not context.carry.get(number + 1):
            context.page_maker = context.page_maker[: number + 1]
            context.broken_out_of_flow.clear()
            return


def make_page(
    whole: Callable[..., Any], context: Any, root_box: Any, page_type: Any, resume_at: Any, number: int, state: Any
) -> Any:
    """``make_page``, or a page of notes alone before it.

    Notes carried to a page get it to themselves where the text is at its end, where a break is forced (so that the
    notes of one article never stand under the next), and where they leave too little room.
    """
    if not context.carry.get(number):
        return whole(context, root_box, page_type, resume_at, number, state)
    following = context.page_maker[number - 1][1]
    if resume_at is not None and following["break"] == "any" and not page_type.blank:
        counted, before = copy.deepcopy(state), Before(context)
        try:
            return whole(context, root_box, page_type, resume_at, number, state)
        except Crowded:
            _restore(state, counted)
            before.restore()
    # The page's groups, for :nth(… of …), are those of the page before: none begins here, and none is one page older.
    state[3][:] = copy.deepcopy(context.page_maker[number - 1][3][3])
    page_type = page.PageType(page_type.side, False, NOTES_PAGE, page_type.index, ())
    page.set_page_type_computed_styles(page_type, context.html, context.style_for)
    floats, context.broken_out_of_flow = context.broken_out_of_flow, {}
    context.alone = True
    try:
        return whole(context, root_box, page_type, resume_at, number, state)
    finally:
        context.alone = False
        context.broken_out_of_flow = floats


def _restore(state: Any, before: Any) -> None:
    """The state of a page (depth of quotes, counters, their scopes, page groups) as it was."""
    for now, then in zip(state, before, strict=True):
        now.clear()
        now.update(then) if isinstance(now, dict) else now.extend(then)


def lay_out_block(
    whole: Callable[..., Any],
    context: Any,
    box: Any,
    bottom_space: float,
    skip_stack: Any,
    containing_block: Any,
    page_is_empty: bool = True,
    absolute_boxes: list[Any] | None = None,
    fixed_boxes: list[Any] | None = None,
    adjoining_margins: list[float] | None = None,
) -> Any:
    """What ``make_page`` calls for the text of a page, and for the note area when the text is final."""
    rest = (containing_block, page_is_empty, absolute_boxes, fixed_boxes, adjoining_margins)
    if isinstance(box, boxes.FootnoteAreaBox):
        return context.finish_page(box, absolute_boxes)
    if not box.is_for_root_element:
        return whole(context, box, bottom_space, skip_stack, *rest)
    return context.lay_out_text(lambda box, skip: whole(context, box, bottom_space, skip, *rest), box, skip_stack)


def lay_out_within(whole: Callable[..., Any], context: Any, box: Any, *arguments: Any, **options: Any) -> Any:
    """A block, of which it is known whether it may be parted from what is before it and after it."""
    heads, tails = box.style["break_after"] in FORBIDS, box.style["break_before"] in FORBIDS
    context.heading += heads
    context.tail += tails
    try:
        return whole(context, box, *arguments, **options)
    finally:
        context.heading -= heads
        context.tail -= tails


def side_by_side(whole: Callable[..., Any], context: Any, *arguments: Any, **options: Any) -> Any:
    """A layout whose lines do not simply follow each other down the page: a table, a float, a grid."""
    context.beside += 1
    try:
        return whole(context, *arguments, **options)
    finally:
        context.beside -= 1


def lay_out_table(
    whole: Callable[..., Any],
    context: Any,
    table: Any,
    bottom_space: float,
    skip_stack: Any,
    containing_block: Any,
    page_is_empty: bool,
    *rest: Any,
) -> Any:
    """A table; of one at the top of a page, the notes are known that its head calls.

    WeasyPrint drops the head of a table where no row fits below it, and with the head its words and notes. So the notes
    of a row do not wait for the next page where nothing but those of the head keep them from this one.
    """
    before = context.head_notes
    if page_is_empty and table.children and table.children[0].is_header:
        context.head_notes = frozenset(b.footnote for b in table.children[0].descendants() if b.footnote)
    try:
        return side_by_side(whole, context, table, bottom_space, skip_stack, containing_block, page_is_empty, *rest)
    finally:
        context.head_notes = before


def lay_out_cell(
    whole: Callable[..., Any], context: Any, box: Any, bottom_space: float, skip_stack: Any, *rest: Any, **options: Any
) -> Any:
    """``block_container_layout``; a cell of which nothing fits on a page goes on where the page before left it.

    WeasyPrint begins the cell again, so that its first lines stand twice.
    """
    result = whole(context, box, bottom_space, skip_stack, *rest, **options)
    if result[0] is not None or skip_stack is None or not isinstance(box, boxes.TableCellBox):
        return result
    nothing = box.copy_with_children([])
    empty = whole(context, nothing, bottom_space, skip_stack, *rest, **{**options, "page_is_empty": True})
    return empty[0], skip_stack, *empty[2:]
