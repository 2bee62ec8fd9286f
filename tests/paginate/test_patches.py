"""What is put right in WeasyPrint: each fault first shown, then gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pamphleteer import fonts
from pamphleteer.build import Options, Result
from pamphleteer.build import make as made
from pamphleteer.model import Piece, Stylesheet
from pamphleteer.shelf import bundled
from tests.reading import pdf_lines

TEXT = "This puts everything that the folder uses of its own folders, <code>.venv</code>, and disturbs nothing else."

PARAGRAPH = " ".join(["The lock is old, and the weir is old, and nobody in the whole village mends them."] * 8)


@pytest.fixture
def lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], list[str]]:
    """Set a body and return its lines."""
    config = tmp_path / "fonts.conf"
    config.write_text(fonts.fontconfig(fonts.load(bundled("fonts")), str(tmp_path / "cache")))
    monkeypatch.setenv("FONTCONFIG_FILE", str(config))
    from pamphleteer.paginate import Head, paginate

    def set_lines(html: str, css: str) -> list[str]:
        head = Head("T", "T", (), "en", "2026-01-01", "test")
        made = paginate([Piece("a", "chapter", html.encode())], [Stylesheet("t.css", css)], head, {}, {})
        assert not made.found
        (tmp_path / "t.pdf").write_bytes(made.pdf)
        return [line.text for line in pdf_lines(tmp_path / "t.pdf")]

    return set_lines


def test_no_line_breaks_after_its_first_word(lines: Callable[[str, str], list[str]]) -> None:
    for width in range(200, 320, 2):
        css = f"@page {{ size: 500pt 200pt }} p {{ font: 11pt EB Garamond; width: {width}pt; margin: 0 }}"
        set_lines = lines(f"<p>{TEXT}</p>", css)
        assert all(len(line) > 25 for line in set_lines[:-1]), (width, set_lines)


def test_every_function_is_the_one_that_was_read(make: Callable[[], Result]) -> None:
    assert "typesetter-changed" not in [d.code for d in make().found]
    from pamphleteer.paginate.patches import install

    assert [d.message for d in install()] == []


@pytest.fixture
def change(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], None]]:
    """Take a function for changed, by its name and the room that goes by it, until the test is over."""
    from pamphleteer.paginate import patches

    def fake(room: str, name: str) -> None:
        for table in ("_PATCHES", "_READ"):
            rows = [
                replace(row, digest="0" * 64) if (row.room, row.name) == (room, name) else row
                for row in getattr(patches, table)
            ]
            monkeypatch.setattr(patches, table, tuple(rows))

    yield fake
    monkeypatch.undo()
    patches.install()


def words(pdf: bytes, path: Path) -> str:
    path.write_bytes(pdf)
    return "".join("".join(line.text.split()) for line in pdf_lines(path)).replace("-", "").replace("\u2010", "")


LINES = [
    "iter_line_boxes",
    "split_first_line",
    "split_text_box",
    "draw_text",
    "draw_first_line",
    "set_text",
    "_font_style_cache_key",
]


@pytest.mark.parametrize("name", LINES)
def test_where_a_function_of_lines_has_changed_all_are_weasyprints_own(
    name: str, make: Callable[[], Result], change: Callable[[str, str], None], tmp_path: Path
) -> None:
    from pamphleteer.paginate import patches

    whole = make()
    with patches.suspended("lines"):
        theirs = make()
    change("lines", name)
    fallen = make()
    [finding] = [d for d in fallen.found if d.code == "typesetter-changed"]
    assert finding.severity == "info"
    assert finding.message.count(name) == 1 and "'lines'" in finding.message
    assert not fallen.failed(strict=True), fallen.found
    # Not one row of the room is left, and of the others none is out.
    assert dict(fallen.outputs) == dict(theirs.outputs) != dict(whole.outputs)
    [ours], [their] = whole.outputs.values(), fallen.outputs.values()
    assert words(ours, tmp_path / "a.pdf") == words(their, tmp_path / "b.pdf")
    assert [row.name for row in patches._PATCHES if row.room == "notes" and not is_patched(row)] == []
    assert [row.name for row in patches._PATCHES if row.room == "lines" and is_patched(row)] == []


def is_patched(row: Any) -> bool:
    from pamphleteer.paginate import patches

    return getattr(row.home, row.name) is not patches._WHOLE[row.home, row.name]


def test_what_was_changed_and_is_as_it_was_is_in_force_again(make: Callable[[], Result]) -> None:
    from pamphleteer.paginate import patches

    whole = make()
    with pytest.MonkeyPatch.context() as patch:
        rows = [replace(row, digest="0" * 64) if row.room == "styles" else row for row in patches._PATCHES]
        patch.setattr(patches, "_PATCHES", tuple(rows))
        [finding] = [d for d in make().found if d.code == "typesetter-changed"]
        # Each is named once, however often it stands in the table.
        assert all(finding.message.count(name) == 1 for name in ("ComputedStyle, ", ".resolve_percentages, "))
    assert make() == whole


def test_a_function_that_is_no_more_is_named(make: Callable[[], Result], monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.layout import inline  # noqa: TID251

    from pamphleteer.paginate import patches
    from pamphleteer.paginate.guards import Read

    gone = Read(inline, "split_by_magic", "0" * 64, "rhythm")
    monkeypatch.setattr(patches, "_READ", (*patches._READ, gone))
    [finding] = [d for d in make().found if d.code == "typesetter-changed"]
    assert "weasyprint.layout.inline.split_by_magic" in finding.message and "'rhythm'" in finding.message


@pytest.mark.parametrize("room", ["notes", "tables", "rhythm", "styles", "pages", "painting"])
def test_a_room_that_falls_out_is_named_and_the_book_is_made(
    room: str, make: Callable[[], Result], change: Callable[[str, str], None]
) -> None:
    from pamphleteer.paginate import patches

    change(room, next(row.name for row in patches._PATCHES if row.room == room))
    made = make()
    [finding] = [d for d in made.found if d.code == "typesetter-changed"]
    assert f"{room!r}" in finding.message
    assert made.outputs and not made.failed(strict=False), made.found


def test_no_book_is_made_without_page_numbers(make: Callable[[], Result], change: Callable[[str, str], None]) -> None:
    change("folios", "_update_page_groups")
    made = make()
    [finding] = [d for d in made.found if d.code == "typesetter-unfit"]
    assert finding.severity == "error" and not made.outputs
    assert "weasyprint.layout.page._update_page_groups" in finding.message


@pytest.fixture
def make(book: Callable[..., Path], tmp_path: Path) -> Callable[[], Result]:
    """Make a small book."""
    folder = book({"a.md": f"# Locks\n\n{PARAGRAPH}[^n]\n\n[^n]: The mill.\n"})
    options = Options(folder / "book.yaml", tmp_path, ("pdf",))
    made(options)
    return lambda: made(options)
