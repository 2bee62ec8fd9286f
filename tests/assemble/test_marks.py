"""The marks of notes, in figures and symbols, by chapter, book and page."""

from __future__ import annotations

import pytest

from pamphleteer.assemble.marks import mark_of, number_by_page, part_calls
from pamphleteer.markup import parse
from tests.assemble.bringing import bring, marks


@pytest.mark.parametrize(
    ("number", "mark"), [(1, "*"), (2, "†"), (3, "‡"), (4, "§"), (5, "‖"), (6, "¶"), (7, "**"), (12, "¶¶"), (13, "***")]
)
def test_symbols_are_doubled_when_all_were_used(number: int, mark: str) -> None:
    assert mark_of(number, "symbols") == mark
    assert mark_of(number, "digits") == str(number)


def test_no_two_of_many_symbols_are_alike() -> None:
    assert len({mark_of(number, "symbols") for number in range(1, 200)}) == 199


TWO = {"a": "# A\n\nx[^1] y[^2] z[^1]\n\n[^1]: one\n\n[^2]: two", "b": "# B\n\nx^[three]"}


@pytest.mark.parametrize(
    ("citations", "expected"),
    [
        ("{}", [["1", "2"], ["1"]]),
        ("{restart: book}", [["1", "2"], ["3"]]),
        ("{restart: page}", [["1", "2"], ["1"]]),
        ("{notes: chapter-endnotes, restart: book, marks: symbols}", [["*", "†"], ["‡"]]),
    ],
)
def test_a_series_goes_through_a_chapter_or_the_book(citations: str, expected: list[list[str]]) -> None:
    book, found = bring(f"chapters: [a.md, b.md]\ncitations: {citations}\n", **TWO)
    assert not found
    assert marks(book) == expected


def test_there_is_no_division_of_notes_where_nothing_calls_one() -> None:
    manifest = "chapters: [a.md]\ncitations: {notes: book-endnotes}\nback: [notes, colophon]\n"
    kinds = [[d.kind for d in bring(manifest, a=text)[0].divisions][-2:] for text in ("# A\n\nx", "# A\n\nx^[y]")]
    assert kinds == [["chapter", "colophon"], ["notes", "colophon"]]


def test_notes_are_numbered_on_the_page_of_their_first_call() -> None:
    text = "# A[^t]\n\nx[^1] y[^2] z[^1] and[^2]\n\n[^t]: title\n\n[^1]: one\n\n[^2]: two"
    book, _ = bring("chapters: [a.md, b.md]\ncitations: {restart: page, marks: symbols}\n", a=text, b="# B\n\nx^[z]")
    anchors = {"a--call.1": 1, "a--call.2": 1, "a--call.3": 2, "a--call.2.2": 2, "a--call.3.2": 2, "b--call.1": 2}
    numbered = number_by_page(book, anchors)
    assert marks(numbered) == [["*", "†", "*"], ["†"]]
    first = numbered.divisions[-2].articles[0]
    assert [note.far_calls for note in first.notes] == [(), ("a--call.2.2",), ()], "only what stands on another page"
    assert first.title_calls.count(b">*</span>") == 1
    assert [first.body.count(f">{mark}</span>".encode()) for mark in "*†"] == [2, 2]
    assert number_by_page(numbered, anchors) == numbered, "numbered twice, it is the same"


def test_marks_side_by_side_are_parted() -> None:
    book, _ = bring("chapters: [a.md]\n", a="# A\n\nx^[f]^[g] y^[h] ^[i] *z^[j]*^[k] *z^[l] z*^[m]")
    assert "".join(parse(book.divisions[-1].articles[0].body).itertext()).strip() == "x1\u202f2 y3 4 z5\u202f6 z7 z8"
    marked = parse(b'<span class="raised">1</span><span class="raised">2</span>')
    part_calls(marked)
    assert "".join(marked.itertext()) == "1\u202f2"
