"""The proof and long notes: it passes where they go on over pages, and fails with WeasyPrint's own note area."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import MANIFEST, Said

Book = Callable[..., Path]
Cli = Callable[..., Said]

ARTICLE = "# A\n\nThe lock[^n] is old, and so is the weir.\n\nBoth are gone.\n\n[^n]: {}\n"
LONG = " ".join(f"word{i}" for i in range(1500))


def test_a_note_of_many_pages_passes(book: Book, cli: Cli) -> None:
    folder = book({"a.md": ARTICLE.format(LONG), "b.md": "# B\n\nThe mill.\n"})
    said = cli("check", "book.yaml", "--format", "pdf", "--set", "page.trim=A6", "--strict", cwd=folder)
    assert said.code == 0, said.err


def test_with_weasyprints_own_note_area_a_long_note_is_told(book: Book, cli: Cli) -> None:
    folder = book({"a.md": ARTICLE.format(LONG)})
    command = ("check", "book.yaml", "--format", "pdf", "--set", "page.trim=A6")
    assert cli(*command, cwd=folder).code == 0
    # Only now, when the library has seen the book's fonts.
    from pamphleteer.paginate.patches import suspended

    with suspended("notes"):
        said = cli(*command, cwd=folder)
    assert said.code == 1
    assert {"note-lost", "text-clipped"}.intersection(said.codes)
    assert "a.md:7:1: error[" in said.err


@pytest.mark.parametrize("place", ["footnotes", "chapter-endnotes", "book-endnotes"])
@pytest.mark.parametrize("restart", ["chapter", "book", "page"])
def test_notes_pass_wherever_they_stand(book: Book, cli: Cli, place: str, restart: str) -> None:
    noting = f"citations: {{notes: {place}, restart: {restart}, marks: symbols}}\n"
    table = "    | a | b |\n    |---|---|\n    | c | d |\n"
    text = f"The lock[^n] is old.[^m] And[^n] on.\n\n[^n]: One.\n\n{table}\n[^m]: - a\n    - b\n"
    files = {name: f"# {name}\n\n{text}" for name in ("a.md", "b.md")}
    head = MANIFEST.replace("chapters:", f"{noting}chapters:")
    said = cli("check", "book.yaml", cwd=book(files, head))
    assert not [code for code in said.codes if code not in ("notes-restart",)], said.err
