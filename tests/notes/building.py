"""Composed books, built; and what the check says of their pages."""

from __future__ import annotations

import re
from pathlib import Path

from pamphleteer.build import Options, make
from tests.notes.check import Counted, Found, check
from tests.notes.compose import Composed
from tests.notes.pdftext import read_pages
from tests.notes.trial import write


def proved(book: Composed, folder: Path) -> tuple[Found, Counted]:
    """Build a book and check its PDF.

    Asserts that the build finds no error, and that whatever note is late is named by the warning, and called in a table
    or immediately behind another. All else that is found is the caller's to judge.
    """
    result = make(Options(write(book, folder), folder, ("pdf",)))
    assert not result.failed(strict=False), "\n".join(map(str, result.found))
    [pdf] = [content for path, content in result.outputs.items() if path.suffix == ".pdf"]
    path = folder / "book.pdf"
    path.write_bytes(pdf)
    found, counted = check(book.record, read_pages(path))
    named = {
        (Path(d.span.file).name, d.span.line) for d in result.found if d.code == "note-late" and d.span is not None
    }
    lines = {label: (Path(file).name, line) for label, (file, line) in book.lines.items()}
    assert {lines[label] for label in found.late} == named
    notes = {note.label: note for note in book.record.notes}
    odd = [label for label in found.late if notes[label].kind != "table" and not notes[label].beside]
    assert not odd, f"late, though called in text: {odd}"
    return found, counted


def remarks(found: Found) -> list[str]:
    """What is found besides late notes."""
    return [line for line in found.report() if not re.match("late:", line)]
