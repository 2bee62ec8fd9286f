"""Where WeasyPrint 70 is put right: a function of its own is wrapped, and only as long as it is the one that we read.

Each patch says what was wrong, what it does, which room it serves, and is bound to a hash of the source that it
changes: where another version of WeasyPrint has another, the patches of that room are left out and a finding says so,
instead of setting books differently in silence.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint import css, document, draw, layout
from weasyprint.draw import text
from weasyprint.layout import background, block, inline, page
from weasyprint.text import line_break

from pamphleteer.diagnostics import BookError, Diagnostic
from pamphleteer.paginate import folios, heads, rhythm, styles, used
from pamphleteer.paginate.guards import NEEDED, Patch, Read, changed, findings
from pamphleteer.paginate.lines import left, painting, setting
from pamphleteer.paginate.notes import breaks, context, lines, pages
from pamphleteer.paginate.paint import References
from pamphleteer.paginate.weighing import chapter
from pamphleteer.paginate.weighing import page as weighed

_WHOLE: dict[tuple[Any, str], Any] = {}
"""What WeasyPrint has, by where it stands and its name."""

_SUSPENDED: set[str] = set()
"""Rooms whose patches are out of force."""


def install() -> tuple[Diagnostic, ...]:
    """Put the patches in force, those of one name around each other; calling it again changes nothing.

    A room of which a function has changed is left out as a whole, and a finding says so.

    Raises:
        BookError: the room is one without which no book is made.
    """
    rows: tuple[Patch | Read, ...] = (*_PATCHES, *_READ)
    for row in rows:
        if (row.home, row.name) not in _WHOLE:
            _WHOLE[row.home, row.name] = getattr(row.home, row.name, None)
    out = changed(rows, _WHOLE)
    wanted: dict[tuple[Any, str], Any] = {}
    for patch in _PATCHES:
        place = patch.home, patch.name
        before = wanted.setdefault(place, _WHOLE[place])
        if patch.room not in _SUSPENDED and patch.room not in out:
            wanted[place] = patch.ours if patch.replaces else _around(patch.ours, before)
    for (home, name), whole in wanted.items():
        if whole is not None:
            setattr(home, name, whole)
    found = tuple(findings(out))
    if NEEDED in out:
        raise BookError(found)
    return found


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
    *(
        Patch(
            home,
            "resolve_percentages",
            used.resolve_percentages,
            "71673078096fcf8764e6412933288cc79ba956eae0d939deda27beaeac45acad",
            "styles",
        )
        for home in (block, inline, page)
    ),
    Patch(
        inline,
        "strut",
        used.strut,
        "b57885b70dd08efe92f72a746709e08c576f47b90edb36f02925fefa15bb761a",
        "styles",
    ),
    Patch(
        background,
        "layout_box_backgrounds",
        used.layout_box_backgrounds,
        "617a870678c82755762bbf53eecd2a871214b00246b2abf8f3a9a1524695f68a",
        "styles",
    ),
    Patch(
        inline,
        "split_first_line",
        left.fit_line,
        "39ad1016863ca34de0bea4c9fcffb46da7e27813c87dd82b7011bfa19fe5504f",
        "lines",
    ),
    Patch(
        inline,
        "split_first_line",
        left.drop_soft_hyphens,
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
        pydyf.PDF,
        "page_references",
        property(References),
        "060bf90aad55931bc24c3575a52af9478a89916aa307e5323142663841cb7798",
        "painting",
        replaces=True,
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
        chapter.make_all_pages,
        "b5e4034894841caa9581fa5d33338c71a7d8948be65618d358ab4b946f367edb",
        "pages",
    ),
    Patch(
        page,
        "remake_page",
        weighed.remake_page,
        "1ff09b2dffa17839c03aec1150866068066c43e76a5cace0ea298e68909c6d31",
        "pages",
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
"""In the order in which they are put around each other."""

ROOMS = frozenset(patch.room for patch in _PATCHES)
"""What can be suspended."""

_READ: tuple[Read, ...] = (
    Read(text, "draw_first_line", "1bb8eae6d88e71b17096a034656f3be17da8f1f513c78536c1c38d971927638b", "lines"),
    Read(line_break.Layout, "set_text", "fe23ca9937dbf5205bda422f9c01103f301ef2c511228842632ea86e853274f7", "lines"),
    Read(
        line_break, "_font_style_cache_key", "d6b09d54b8258d5861359b1bae2533929064715f647e36902523399bd14cce46", "lines"
    ),
)
"""What is done as they do it: words are shaped and painted by it."""
