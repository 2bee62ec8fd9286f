"""Where WeasyPrint 70 is put right: a function of its own is wrapped, and only as long as it is the one that we read.

Each patch says what was wrong, what it does, and is bound to a hash of the source that it changes: another version of
WeasyPrint stops at once, with a sentence, instead of setting books differently in silence.
"""

from __future__ import annotations

import hashlib
import inspect
import math
from collections.abc import Callable
from typing import Any

from weasyprint import layout as layout_room
from weasyprint.layout import LayoutContext, block, inline, page
from weasyprint.text import line_break

from pamphleteer.markup import SOFT_HYPHEN
from pamphleteer.paginate import folios, heads, rhythm

_NARROWEST = 0.25
"""The letters of no text are narrower on average, in em: a text of more cannot fit a line, and need not be tried."""


_WHOLE: dict[str, Callable[..., Any]] = {}
"""The functions that are wrapped, by name."""


def guarded(function: Callable[..., Any], digest: str) -> Callable[..., Any]:
    """``function``, if its source has that SHA-256.

    Raises:
        RuntimeError: it is another one than the patch was written for.
    """
    found = hashlib.sha256(inspect.getsource(function).encode()).hexdigest()
    if found != digest:
        message = f"{function.__module__}.{function.__name__} has changed: its patch must be read again (now {found})"
        raise RuntimeError(message)
    return function


def install() -> None:
    """Put the patches in force; calling it again changes nothing."""
    for home, name, ours, digest in _PATCHES:
        if getattr(home, name) is not ours:
            _WHOLE[name] = guarded(getattr(home, name), digest)
            setattr(home, name, ours)


def _linebox_layout(context: Any, *arguments: Any) -> Any:
    """A line that does not fit goes to the next page; notes called above it stay.

    Where orphans forbid a break before the line, WeasyPrint sends notes of this page to the next until the line fits.
    They then stand away from their calls, and the notes that the line itself calls are forgotten: they appear nowhere.
    """
    return _WHOLE["_linebox_layout"](_Unyielding(context), *arguments)


def _block_box_layout(context: Any, box: Any, *arguments: Any) -> Any:
    """Blocks that end on the grid, and verse as wide as its longest line."""
    return rhythm.lay_out(_WHOLE["block_box_layout"], context, box, *arguments)


def _update_footnote_area(context: Any) -> bool:
    """Notes overflow their area only where its height is bounded.

    WeasyPrint compares the sum of the notes' heights, added up in one order, with the same sum added up in another; the
    last digit of a binary fraction then sends every note of a book to the page after its call.
    """
    overflows = _WHOLE["_update_footnote_area"](context)
    return bool(overflows) and context.current_footnote_area.style["max_height"].value != math.inf


def _make_page(context: Any, *arguments: Any) -> Any:
    """Pages are counted as a book's are: WeasyPrint knows one series, and no way to begin another with an element."""
    return folios.count_page(_WHOLE["make_page"], context, *arguments)


def _update_page_groups(*arguments: Any) -> Any:
    """A chapter that happens to begin a page is an opening."""
    return folios.open_page_group(_WHOLE["_update_page_groups"], *arguments)


def _make_all_pages(context: Any, root_box: Any, html: Any, pages: Any) -> Any:
    """When the pages stand, and before they are furnished, running heads learn which notes are on them."""
    made = list(_WHOLE["make_all_pages"](context, root_box, html, pages))
    heads.name_notes(context, html, made)
    return made


class _Unyielding:
    """A layout context that shows no notes of this page to be sent on; in all else it is the context."""

    current_page_footnotes = ()

    def __init__(self, context: Any) -> None:
        object.__setattr__(self, "_context", context)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._context, name, value)


def _split_first_line(
    text: str, style: Any, context: Any, max_width: float | None, justification_spacing: float, **options: Any
) -> Any:
    """A line without its soft hyphens, which have done their work.

    Small capitals have a hyphen of their own for the soft one, which HarfBuzz takes for meant: it is shown amid words,
    and copied with them.
    """
    line = _fit_line(text, style, context, max_width, justification_spacing, **options)
    shown = line[0].text.replace(SOFT_HYPHEN, "")
    if not shown or shown == line[0].text:
        return line
    layout = line_break.create_layout(shown, style, context, None, justification_spacing)
    first, _ = layout.get_first_line()
    width, height = line_break.line_size(first, style)
    layout.deactivate()
    return layout, *line[1:3], width, height, line[5]


def _fit_line(
    text: str, style: Any, context: Any, max_width: float | None, justification_spacing: float, **options: Any
) -> Any:
    """A text that fits a line but for its trailing space is a line.

    WeasyPrint looks for a break in it instead and takes the first, so that a line of one word stands where a text ends
    in a space just at the margin, before an element that may not begin a line.
    """
    whole = line_break.split_first_line
    line = whole(text, style, context, max_width, justification_spacing, **options)
    resume_index = line[2]
    if resume_index is None or max_width is None or not text.endswith(" ") or style["white_space"] != "normal":
        return line
    bare = text.rstrip(" ")
    if len(bare) * style["font_size"] * _NARROWEST > max_width:
        return line
    fitted = whole(bare, style, context, max_width, justification_spacing, **options)
    if fitted[2] is None and fitted[3] <= max_width:
        return whole(text, style, context, None, justification_spacing, **options)
    return line


_PATCHES: tuple[tuple[Any, str, Callable[..., Any], str], ...] = (
    (
        inline,
        "split_first_line",
        _split_first_line,
        "39ad1016863ca34de0bea4c9fcffb46da7e27813c87dd82b7011bfa19fe5504f",
    ),
    (
        block,
        "_linebox_layout",
        _linebox_layout,
        "e07bbe000974787ee370be1f419a01a21b327a1a1e3025a65afd47589060883d",
    ),
    (
        block,
        "block_box_layout",
        _block_box_layout,
        "a6279066e3d9ff7d2efe70280d14eddd38bfbfa3f132ebf76011ecc8f4ca5a22",
    ),
    (
        LayoutContext,
        "_update_footnote_area",
        _update_footnote_area,
        "2e317e4b066fb80cb369a41cd6f054a127722f9961c18ef4d6e1eef93673c4c1",
    ),
    (
        page,
        "make_page",
        _make_page,
        "656f183328e8b1b56311a342621442056c067422958dcaf6730acdfb6c7b8971",
    ),
    (
        layout_room,
        "make_all_pages",
        _make_all_pages,
        "b5e4034894841caa9581fa5d33338c71a7d8948be65618d358ab4b946f367edb",
    ),
    (
        page,
        "_update_page_groups",
        _update_page_groups,
        "baae519d41beefe1b8df0d922aab8aaaaea9c7d87a0a8f08ce499780788ecb1c",
    ),
)
"""Where a function stands, its name, what takes its place, and the hash of the source that was read."""
