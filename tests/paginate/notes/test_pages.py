"""Pages with notes that go on: where they begin, what stands above them, pages of notes alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from tests.conftest import Said
from tests.paginate.books import HEAD
from tests.reading import pdf_lines, pdf_text

BOOK = HEAD + "front: []\nback: []\npage: {trim: A6}\nchapters: [articles/a.md, articles/b.md]\n"
Build = Callable[..., Path]


def words(name: str, count: int) -> str:
    return " ".join(f"{name}{number}" for number in range(count)) + "."


def pages_of(pdf: Path, word: str) -> list[int]:
    return [number for number, text in enumerate(pdf_text(pdf), 1) if f"{word} " in f"{text} ".replace(".", " ")]


def test_a_long_note_goes_on_and_loses_nothing(build: Build) -> None:
    note = words("n", 700)
    pdf = build(
        BOOK, **{"a.md": f"# A\n\n{words('t', 20)}[^1] {words('u', 80)}\n\n[^1]: {note}\n", "b.md": "# B\n\nEnd.\n"}
    )
    text = " ".join(pdf_text(pdf))
    assert [pages_of(pdf, f"n{number}") for number in (0, 699)] == [[1], [pages_of(pdf, "n699")[0]]]
    assert pages_of(pdf, "n699")[0] > 2
    assert all(text.count(f" n{number} ") == 1 for number in range(1, 699))


def test_pages_of_notes_alone_stand_before_a_break_and_have_folio_and_running_head(build: Build) -> None:
    article = f"# A\n\n{words('t', 30)}[^1]\n\n[^1]: {words('n', 900)}\n"
    pdf = build(BOOK, **{"a.md": article, "b.md": f"# B\n\n{words('b', 60)}\n"})
    texts = pdf_text(pdf)
    [last] = pages_of(pdf, "n899")
    [following] = pages_of(pdf, "b0")
    assert following == last + 1, "the next chapter begins on a page of its own"
    for number in range(2, last + 1):
        alone = texts[number - 1].replace("T he", "The")
        head, folio = ("The Canals", str(number)) if number % 2 == 0 else ("A", str(number))
        assert alone.endswith(f" {head} {folio}"), alone[-40:]
    assert "T he Canals" not in texts[following - 1], "an opening has no running head, though notes stand before it"


@pytest.mark.parametrize("openings", ["page", "recto"])
def test_no_note_stands_under_the_next_chapter(build: Build, openings: str) -> None:
    article = f"# A\n\n{words('t', 90)}[^1]\n\n[^1]: {words('n', 330)}\n"
    pdf = build(
        BOOK.replace("A6", f"A6, openings: {openings}"), **{"a.md": article, "b.md": f"# B\n\n{words('b', 60)}\n"}
    )
    [last], [following] = pages_of(pdf, "n329"), pages_of(pdf, "b0")
    assert last < following
    if openings == "recto":
        assert following % 2 == 1


def test_the_last_note_of_a_book_is_finished(build: Build) -> None:
    pdf = build(
        BOOK, **{"a.md": "# A\n\nBegin.\n", "b.md": f"# B\n\n{words('b', 40)}[^1]\n\n[^1]: {words('n', 800)}\n"}
    )
    with pypdfium2.PdfDocument(pdf) as document:
        assert pages_of(pdf, "n799") == [len(document)]


def test_notes_of_a_heading_leave_room_for_its_text(build: Build) -> None:
    article = f"# A\n\n{words('t', 20)}\n\n## Gate[^1]\n\n{words('u', 60)}\n\n[^1]: {words('n', 500)}\n"
    pdf = build(BOOK, **{"a.md": article, "b.md": "# B\n\nEnd.\n"})
    assert pages_of(pdf, "n0") == pages_of(pdf, "u0") == pages_of(pdf, "u20")


def test_a_line_is_broken_between_calls_rather_than_a_page_left_empty(build: Build) -> None:
    article = (
        f"# A\n\n{words('t', 24)} one[^1] two three four five six[^2] {words('u', 60)}\n\n[^1]: {words('n', 300)}\n\n"
    )
    article += f"[^2]: {words('m', 12)}\n"
    pdf = build(BOOK, **{"a.md": article, "b.md": "# B\n\nEnd.\n"})
    assert pages_of(pdf, "n0") == [1]
    assert pages_of(pdf, "m0") == pages_of(pdf, "u0")


def test_a_line_none_of_whose_notes_can_begin_waits_for_the_next_page(build: Build) -> None:
    """Even where they could not all begin there."""
    calls = "one[^1] two[^2] three[^3]"
    notes = f"[^1]: {words('n', 500)}\n\n[^2]: {words('m', 120)}\n\n[^3]: {words('o', 500)}\n"
    for lead in (164, 188):
        article = f"# A\n\n{words('t', lead)} {calls} {words('u', 60)}\n\n{notes}"
        build(BOOK, **{"a.md": article, "b.md": "# B\n\nEnd.\n"})


def test_a_note_is_laid_out_once_and_once_more_for_each_turn(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    from pamphleteer.paginate.notes.context import NotesContext

    seen: list[NotesContext] = []
    begin = NotesContext.__init__

    def init(self: NotesContext, *arguments: object, **options: object) -> None:
        begin(self, *arguments, **options)
        seen.append(self)

    monkeypatch.setattr(NotesContext, "__init__", init)
    notes = "\n\n".join(f"[^{number}]: {words(f'n{number}x', 30 * (number % 7) + 4)}" for number in range(30))
    text = "\n\n".join(f"{words(f't{number}x', 30)}[^{number}] {words(f'u{number}x', 30)}" for number in range(30))
    pdf = build(BOOK, **{"a.md": f"# A\n\n{text}\n\n{notes}\n", "b.md": "# B\n\nEnd.\n"})
    turns = sum(len(pages) for pages in _pages_of_notes(pdf, 30)) - 30
    [context] = seen
    assert turns > 5
    assert context.layouts <= 30 + turns
    assert context.repaired == 0


def _pages_of_notes(pdf: Path, count: int) -> list[list[int]]:
    texts = pdf_text(pdf)
    return [[page for page, text in enumerate(texts) if f" n{number}x" in f" {text}"] for number in range(count)]


def test_a_cell_goes_on_where_it_was_left(build: Build) -> None:
    """Though on the page between nothing of it fits, because a note called beside it takes the rest."""
    rows = f"| {words('x', 4)} | {words('y', 4)} |\n|---|---|\n"
    rows += f"| {words('p', 6)} | {words('q', 8)} q[^1] |\n"
    rows += f"| first[^2] {words('r', 30)} | {words('s', 22)} last[^3] {words('v', 5)} |\n"
    notes = "".join(f"[^{n}]: {words(f'n{n}x', count)}\n\n" for n, count in ((1, 420), (2, 420), (3, 120)))
    pdf = build(BOOK, **{"a.md": f"# A\n\n{words('t', 20)}\n\n{rows}\n{notes}", "b.md": "# B\n\nEnd.\n"})
    text = " ".join(pdf_text(pdf))
    assert [text.count(f" s{number} ") for number in range(1, 21)] == [1] * 20


def test_a_tables_head_that_calls_a_long_note_keeps_its_rows(
    book: Callable[..., Path], cli: Callable[..., Said]
) -> None:
    """Though the first row calls another note, which cannot begin on the page."""
    table = "| Head[^1] | Other |\n|---|---|\n| one | two[^2] |\n| three | four |\n"
    article = f"# A\n\n{words('t', 20)}\n\n{table}\n[^1]: {words('n', 900)}\n\n[^2]: {words('m', 20)}\n"
    said = cli("check", "book.yaml", cwd=book({"a.md": article, "b.md": "# B\n\nEnd.\n"}, BOOK))
    assert said.code == 0 and set(said.codes) <= {"note-late", "page-short"}, said.err


def test_no_page_is_broken_within_a_note(build: Build) -> None:
    note = f"{words('n', 12)}\n\n    {{.break}}\n    {words('m', 12)}"
    pdf = build(BOOK, **{"a.md": f"# A\n\n{words('t', 20)}[^1]\n\n[^1]: {note}\n", "b.md": "# B\n\nEnd.\n"})
    assert pages_of(pdf, "n0") == pages_of(pdf, "m0") == [1]


def test_a_note_of_pieces_as_high_as_a_page_goes_on_between_them(build: Build) -> None:
    rows = "".join(f"<tr><td>{words(f'r{n}x', 9)}</td></tr>" for n in range(60))
    table = f"<table><tr><td rowspan='2'>{words('h', 3)}</td></tr>{rows}</table>"
    note = f"{words('n', 4)}\n\n    {table}"
    pdf = build(BOOK, **{"a.md": f"# A\n\n{words('t', 20)}[^1]\n\n[^1]: {note}\n", "b.md": "# B\n\nEnd.\n"})
    assert pages_of(pdf, "n0") == [1]
    assert [len(pages_of(pdf, f"r{n}x0")) for n in range(60)] == [1] * 60


def test_a_space_before_a_call_ends_no_line(build: Build) -> None:
    for lead in range(9, 16):
        article = f"# A\n\n{words('t', lead)[:-1]} last [^1] {words('u', 20)}\n\n[^1]: {words('n', 5)}\n"
        pdf = build(BOOK, **{"a.md": article, "b.md": "# B\n\nEnd.\n"})
        assert not any(line.text.startswith("1 u") for line in pdf_lines(pdf)), lead
