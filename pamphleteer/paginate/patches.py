"""Where WeasyPrint 70 is put right: a function of its own is wrapped, and only as long as it is the one that we read.

Each patch says what was wrong, what it does, which room it serves, and is bound to a hash of the source that it
changes: another version of WeasyPrint stops at once, with a sentence, instead of setting books differently in silence.
"""

from __future__ import annotations

import functools
import hashlib
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from weasyprint import css, document, draw, layout
from weasyprint.layout import block, inline, page
from weasyprint.text import line_break

from pamphleteer.markup import SOFT_HYPHEN
from pamphleteer.paginate import folios, heads, rhythm, styles
from pamphleteer.paginate.lines import left, painting, setting
from pamphleteer.paginate.notes import breaks, context, lines, pages

_NARROWEST = 0.25
"""The letters of no text are narrower on average, in em: a text of more cannot fit a line, and need not be tried."""


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


@dataclass(frozen=True, slots=True)
class Patch:
    """A function or class of WeasyPrint that another stands in for."""

    home: Any
    """The module that calls it."""
    name: str
    ours: Callable[..., Any]
    digest: str
    """Of the source that was read."""
    room: str
    """What it serves."""
    replaces: bool = False
    """Whether ours does without theirs; otherwise it is given theirs as its first argument."""


_WHOLE: dict[tuple[Any, str], Any] = {}
"""What WeasyPrint has, by where it stands and its name."""

_SUSPENDED: set[str] = set()
"""Rooms whose patches are out of force."""


def install() -> None:
    """Put the patches in force, those of one name around each other; calling it again changes nothing."""
    wanted: dict[tuple[Any, str], Any] = {}
    for patch in _PATCHES:
        place = patch.home, patch.name
        if place not in _WHOLE:
            _WHOLE[place] = guarded(getattr(*place), patch.digest)
        before = wanted.setdefault(place, _WHOLE[place])
        if patch.room not in _SUSPENDED:
            wanted[place] = patch.ours if patch.replaces else _around(patch.ours, before)
    for (home, name), whole in wanted.items():
        setattr(home, name, whole)


@contextmanager
def suspended(room: str) -> Iterator[None]:
    """While it lasts, WeasyPrint does what a room of ours does otherwise; for comparisons alone."""
    _SUSPENDED.add(room)
    install()
    try:
        yield
    finally:
        _SUSPENDED.discard(room)
        install()


@functools.cache
def _around(ours: Callable[..., Any], whole: Callable[..., Any]) -> Callable[..., Any]:
    """A function that is given the one that it wraps."""

    @functools.wraps(whole)
    def wrapped(*arguments: Any, **options: Any) -> Any:
        return ours(whole, *arguments, **options)

    return wrapped


def _drop_soft_hyphens(
    whole: Callable[..., Any], text: str, style: Any, context: Any, width: float | None, spacing: float, **options: Any
) -> Any:
    """A line without its soft hyphens, which have done their work.

    Small capitals have a hyphen of their own for the soft one, which HarfBuzz takes for meant: it is shown amid words,
    and copied with them.
    """
    line = whole(text, style, context, width, spacing, **options)
    shown = line[0].text.replace(SOFT_HYPHEN, "")
    if not shown or shown == line[0].text:
        return line
    layout = line_break.create_layout(shown, style, context, None, spacing)
    first, _ = layout.get_first_line()
    width, height = line_break.line_size(first, style)
    layout.deactivate()
    return layout, *line[1:3], width, height, line[5]


def _fit_line(
    whole: Callable[..., Any], text: str, style: Any, context: Any, width: float | None, spacing: float, **options: Any
) -> Any:
    """A text that fits a line but for its trailing space is a line.

    WeasyPrint looks for a break in it instead and takes the first, so that a line of one word stands where a text ends
    in a space just at the margin, before an element that may not begin a line.
    """
    line = whole(text, style, context, width, spacing, **options)
    resume_index = line[2]
    if resume_index is None or width is None or not text.endswith(" ") or style["white_space"] != "normal":
        return line
    bare = text.rstrip(" ")
    if len(bare) * style["font_size"] * _NARROWEST > width:
        return line
    fitted = whole(bare, style, context, width, spacing, **options)
    if fitted[2] is None and fitted[3] <= width:
        return whole(text, style, context, None, spacing, **options)
    return line


_PATCHES: tuple[Patch, ...] = (
    Patch(
        css,
        "ComputedStyle",
        styles.SharedStyle,
        "4ff0512c0af12674b13e48f340df75722c65089b78feaa4ccb0295b0a60c0af6",
        "styles",
        replaces=True,
    ),
    Patch(
        css,
        "AnonymousStyle",
        styles.SharedAnonymousStyle,
        "414bbf41061e0a4a2621717c3e154c4fd6ca0aaf125950526057bfa474f84ed0",
        "styles",
        replaces=True,
    ),
    Patch(
        inline,
        "split_first_line",
        _fit_line,
        "39ad1016863ca34de0bea4c9fcffb46da7e27813c87dd82b7011bfa19fe5504f",
        "lines",
    ),
    Patch(
        inline,
        "split_first_line",
        _drop_soft_hyphens,
        "39ad1016863ca34de0bea4c9fcffb46da7e27813c87dd82b7011bfa19fe5504f",
        "lines",
    ),
    Patch(
        inline,
        "split_text_box",
        painting.remember_hyphen,
        "8c564329599ef23fac6cc8c403768e9e51638226d87a8b2de69c49c9c5f408c8",
        "lines",
    ),
    Patch(
        draw,
        "draw_text",
        painting.draw_text,
        "ebaf96239c6ca3635d2b91bfb34718c2dcebd7809fec1c53fb8dffd1366befe3",
        "lines",
    ),
    Patch(
        inline,
        "iter_line_boxes",
        left.mark,
        "04aec48abfcad809bc94c54eeba0e23a389e824cec85fe67bc1b21412d29dc3a",
        "lines",
    ),
    Patch(
        inline,
        "iter_line_boxes",
        setting.iter_line_boxes,
        "04aec48abfcad809bc94c54eeba0e23a389e824cec85fe67bc1b21412d29dc3a",
        "lines",
    ),
    Patch(
        block,
        "block_box_layout",
        rhythm.lay_out,
        "a6279066e3d9ff7d2efe70280d14eddd38bfbfa3f132ebf76011ecc8f4ca5a22",
        "rhythm",
    ),
    Patch(
        page,
        "make_page",
        folios.count_page,
        "656f183328e8b1b56311a342621442056c067422958dcaf6730acdfb6c7b8971",
        "folios",
    ),
    Patch(
        page, "make_page", pages.make_page, "656f183328e8b1b56311a342621442056c067422958dcaf6730acdfb6c7b8971", "notes"
    ),
    Patch(
        page,
        "_update_page_groups",
        folios.open_page_group,
        "baae519d41beefe1b8df0d922aab8aaaaea9c7d87a0a8f08ce499780788ecb1c",
        "folios",
    ),
    Patch(
        document,
        "LayoutContext",
        context.NotesContext,
        "211f859ff4e2d663a49c6536de3718fdcbdee69830752a27ec6d44779012b933",
        "notes",
        replaces=True,
    ),
    Patch(
        layout,
        "make_all_pages",
        pages.make_all_pages,
        "b5e4034894841caa9581fa5d33338c71a7d8948be65618d358ab4b946f367edb",
        "notes",
        replaces=True,
    ),
    Patch(
        layout,
        "make_all_pages",
        heads.make_all_pages,
        "b5e4034894841caa9581fa5d33338c71a7d8948be65618d358ab4b946f367edb",
        "folios",
    ),
    Patch(
        block,
        "_linebox_layout",
        lines.lay_out_lines,
        "e07bbe000974787ee370be1f419a01a21b327a1a1e3025a65afd47589060883d",
        "notes",
        replaces=True,
    ),
    Patch(
        page,
        "block_level_layout",
        pages.lay_out_block,
        "c1301dde9284e24519ee0432b508d6cd79768018d2564d4066f0fdf103982dd6",
        "notes",
    ),
    Patch(
        block,
        "block_level_layout",
        pages.lay_out_within,
        "c1301dde9284e24519ee0432b508d6cd79768018d2564d4066f0fdf103982dd6",
        "notes",
    ),
    Patch(
        block,
        "block_level_page_break",
        breaks.break_between,
        "4c36f807aa76498f38889123643841888444796a348d11a3bb8bbdff53a78c10",
        "notes",
    ),
    Patch(
        block,
        "avoid_page_break",
        breaks.avoids,
        "2810fc88d7b6fbb7fe2e499c6aeccbd7cfd9d52ac2ec18ba48ea74e22d789d48",
        "notes",
    ),
    Patch(
        block,
        "table_layout",
        pages.lay_out_table,
        "6594fa40743fbc0bd49b2ba12682897bfa86b75b7f6f1e395d8ba947b0641376",
        "notes",
    ),
    Patch(
        block,
        "block_container_layout",
        pages.lay_out_cell,
        "65842ca53a8391ebad539e7ff642eec2f429e981df4396590c37c7b0a0e524dc",
        "tables",
    ),
    Patch(
        block,
        "flex_layout",
        pages.side_by_side,
        "88846efd249bd64305b30d132dc6407de528ada67a0fd35be38119f2c7237030",
        "notes",
    ),
    Patch(
        block,
        "grid_layout",
        pages.side_by_side,
        "c80044013f555b30a0524bc16336946c2da55c4f39a5a8c4f6933760e34bcfca",
        "notes",
    ),
    Patch(
        block,
        "float_layout",
        pages.side_by_side,
        "d6c66bc084325f9339f19cddbc2a1e642e416b609532206efaa06885d991c6ec",
        "notes",
    ),
    Patch(
        inline,
        "float_layout",
        pages.side_by_side,
        "d6c66bc084325f9339f19cddbc2a1e642e416b609532206efaa06885d991c6ec",
        "notes",
    ),
)
