"""The trial book at three trims: no word of it lost, twice, beyond the type area, covered or out of order."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.notes.building import proved, remarks
from tests.notes.trial import LONGEST, NOTES, PAGES, SHORTEST, trial


def test_the_book_holds_what_it_is_to_try() -> None:
    book = trial("A5")
    notes = book.record.notes
    sizes = [len(note.words) for note in notes]
    assert len(notes) >= NOTES + 50
    assert min(sizes[:20]) <= SHORTEST + 1 and max(sizes) >= 0.95 * LONGEST
    assert {note.kind for note in notes} >= {
        "text",
        "heading",
        "table",
        "figure",
        "verse",
        "quotation",
        "sidebar",
        "list",
    }
    assert sum(note.beside for note in notes) >= 3
    text = "".join(content.decode() for name, content in book.files.items() if name.endswith(".md"))
    assert any(text.count(f"[^{note.label}]") == 3 for note in notes), "none is called twice"
    assert text.count("{.break}") == 3
    words = [word for block in book.record.blocks for word in block.words]
    words += [word for note in notes for word in note.words]
    assert len(words) == len(set(words))


@pytest.mark.long
@pytest.mark.parametrize("trim", sorted(PAGES))
def test_every_word_of_the_trial_stands_where_it_belongs(trim: str, tmp_path: Path) -> None:
    book = trial(trim)
    found, counted = proved(book, tmp_path)
    assert remarks(found) == []
    assert len(found.late) <= counted.notes * 2 / 100
    assert counted.notes == len(book.record.notes)
    assert counted.turns > 15
