"""The check finds what is wrong: a PDF made by hand, right at first, then spoilt in every manner."""

from __future__ import annotations

import random  # noqa: TID251
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pytest

from tests.notes import record
from tests.notes.check import Found, check
from tests.notes.pdftext import read_pages
from tests.notes.record import Block, Note, Record, Sheet
from tests.notes.words import words

WIDTH, HEIGHT, MARGIN = 300, 400, 30
SHEET = Sheet(WIDTH, HEIGHT, MARGIN, MARGIN, MARGIN, MARGIN, leading=14, note_leading=11)
VOCABULARY = [word for word, _ in zip(words(random.Random(1)), range(400), strict=False)]


@dataclass(frozen=True)
class Line:
    """A line of text; the baseline is counted from the page's upper edge."""

    page: int
    baseline: float
    text: str
    left: float = MARGIN
    size: float = 10


def _book() -> tuple[list[Line], Record]:
    """Two pages: sixteen lines of text and six of a note on each, the note being one; and a second note."""
    supply = iter(VOCABULARY)

    def some(count: int) -> list[str]:
        return [next(supply) for _ in range(count)]

    lines: list[Line] = []
    text: list[str] = []
    for page in (1, 2):
        for row in range(16):
            said = some(3)
            text += said
            if row == 15 and page == 1:
                # The page ends within a word.
                long = next(word for word in supply if len(word) > 7)
                text.append(long)
                lines.append(Line(page, 45 + 14 * row, " ".join([*said, long[:4] + "-"])))
                begun = long[4:] + " "
            else:
                calls = {1: "1", 9: "2"} if page == 1 else {}
                opening = begun if page == 2 and row == 0 else ""
                lines.append(Line(page, 45 + 14 * row, opening + " ".join(said) + calls.get(row, "")))
    first, second = some(21), some(4)
    for row in range(4):
        lines.append(Line(1, 310 + 11 * row, ("1 " if row == 0 else "") + " ".join(first[3 * row :][:3]), size=8))
    for row in range(3):
        lines.append(Line(2, 310 + 11 * row, " ".join(first[12 + 3 * row :][:3]), size=8))
    # The second note is called after the first has ended its text here: it stands on page 1, too.
    lines.append(Line(1, 310 + 11 * 4, "2 " + " ".join(second), size=8))
    first_note = Note("a", (Block(tuple(first)),), text[5])
    second_note = Note("b", (Block(tuple(second)),), text[29])
    wanted = Record(SHEET, (Block(tuple(text)),), (first_note, second_note), frozenset({VOCABULARY[-1]}))
    lines += [Line(page, 20, VOCABULARY[-1]) for page in (1, 2)]
    return lines, wanted


LINES, WANTED = _book()
TEXT, FIRST, SECOND = WANTED.blocks[0].words, WANTED.notes[0].words, WANTED.notes[1].words


def _typeset(lines: list[Line], path: Path, paint: dict[int, str] | None = None) -> Path:
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    for number in range(1, max(line.page for line in lines) + 1):
        said = [
            f"BT /F {line.size} Tf 1 0 0 1 {line.left} {HEIGHT - line.baseline} Tm ({line.text}) Tj ET"
            for line in lines
            if line.page == number
        ]
        page = pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.Contents = pdf.make_stream("\n".join([*said, (paint or {}).get(number, "")]).encode("latin-1"))
    pdf.save(path)
    return path


def _read(path: Path, lines: list[Line], wanted: Record = WANTED, paint: dict[int, str] | None = None) -> Found:
    return check(wanted, read_pages(_typeset(lines, path / "book.pdf", paint)))[0]


def _at(word: str) -> int:
    return next(at for at, line in enumerate(LINES) if word in line.text.split())


def _changed(word: str, change: Callable[[Line], Line]) -> list[Line]:
    """The lines, that with a word in it another."""
    at = _at(word)
    return [*LINES[:at], change(LINES[at]), *LINES[at + 1 :]]


def test_nothing_is_found_where_nothing_is_wrong(tmp_path: Path) -> None:
    found, counted = check(WANTED, read_pages(_typeset(LINES, tmp_path / "book.pdf")))
    assert list(found.report()) == []
    assert (counted.pages, counted.notes, counted.turns, counted.alone) == (2, 2, 1, 0)
    assert counted.words == len(TEXT) + len(FIRST) + len(SECOND)


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    WANTED.write(tmp_path / "record.json")
    assert record.read(tmp_path / "record.json") == WANTED


@pytest.mark.parametrize("word", [TEXT[7], FIRST[13], SECOND[0]])
def test_a_word_that_is_not_there_is_lost(tmp_path: Path, word: str) -> None:
    found = _read(tmp_path, _changed(word, lambda line: replace(line, text=line.text.replace(word, ""))))
    assert found.lost == (word,)


def test_a_word_half_of_which_is_not_there_is_lost(tmp_path: Path) -> None:
    head = next(line for line in LINES if line.text.endswith("-"))
    found = _read(
        tmp_path, [replace(line, text=line.text.rsplit(" ", 1)[0]) if line is head else line for line in LINES]
    )
    assert len(found.lost) == len(found.strays) == 1
    assert found.strays[0].endswith("on page 2")


def test_what_stands_beyond_the_paper_is_lost(tmp_path: Path) -> None:
    found = _read(tmp_path, _changed(FIRST[20], lambda line: replace(line, baseline=HEIGHT + 5)))
    assert found.lost == FIRST[18:]


def test_a_word_is_there_twice(tmp_path: Path) -> None:
    assert _read(tmp_path, [*LINES, Line(2, 285, TEXT[50])]).twice == (TEXT[50],)


def test_words_of_the_heads_may_be_there_twice_in_heads_only(tmp_path: Path) -> None:
    assert _read(tmp_path, [*LINES, Line(2, 275, VOCABULARY[-1])]).strays == (f"{VOCABULARY[-1]} on page 2",)


@pytest.mark.parametrize(("left", "baseline"), [(180, 59), (20, 59), (MARGIN, 32), (MARGIN, 372)])
def test_a_line_stands_beyond_the_type_area(tmp_path: Path, left: float, baseline: float) -> None:
    found = _read(tmp_path, _changed(TEXT[7], lambda line: replace(line, left=left, baseline=baseline)))
    assert found.outside


def test_lines_stand_on_each_other(tmp_path: Path) -> None:
    found = _read(tmp_path, _changed(FIRST[0], lambda line: replace(line, baseline=line.baseline + 8)))
    assert any(FIRST[0] in pair for pair in found.covered)


def test_white_hides_a_word(tmp_path: Path) -> None:
    line = LINES[_at(TEXT[7])]
    white = f"1 g {line.left - 2} {HEIGHT - line.baseline - 4} 200 14 re f"
    assert set(_read(tmp_path, LINES, paint={1: white}).covered) == set(TEXT[6:9])


def test_a_picture_stands_on_a_word(tmp_path: Path) -> None:
    line = LINES[_at(TEXT[7])]
    picture = f"q 100 0 0 14 {line.left} {HEIGHT - line.baseline - 4} cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"
    assert TEXT[6] in _read(tmp_path, LINES, paint={1: picture}).covered


def test_text_stands_below_a_note(tmp_path: Path) -> None:
    found = _read(tmp_path, _changed(TEXT[4], lambda line: replace(line, baseline=368)))
    assert TEXT[4] in found.mixed


def test_text_stands_on_the_rule_above_the_notes(tmp_path: Path) -> None:
    sheet = replace(SHEET, above_notes=13)
    assert not _read(tmp_path, LINES, replace(WANTED, sheet=sheet)).mixed
    found = _read(tmp_path, _changed(TEXT[7], lambda line: replace(line, baseline=298)), replace(WANTED, sheet=sheet))
    assert TEXT[7] in found.mixed


def test_two_lines_have_changed_places(tmp_path: Path) -> None:
    one, other = _at(TEXT[7]), _at(TEXT[10])
    lines = list(LINES)
    lines[one], lines[other] = (
        replace(lines[one], baseline=lines[other].baseline),
        replace(lines[other], baseline=lines[one].baseline),
    )
    assert set(_read(tmp_path, lines).disordered) & {*TEXT[6:12]}


def test_two_notes_have_changed_places(tmp_path: Path) -> None:
    lines = _changed(SECOND[0], lambda line: replace(line, baseline=299))
    assert FIRST[0] in _read(tmp_path, lines).disordered


def test_one_line_of_a_note_stands_alone(tmp_path: Path) -> None:
    moved = [replace(line, page=1, baseline=365) if FIRST[12] in line.text else line for line in LINES]
    moved = [replace(line, page=1, baseline=376) if FIRST[15] in line.text else line for line in moved]
    assert _read(tmp_path, moved).short_turns == ("a",)


def test_a_note_begins_away_from_its_call(tmp_path: Path) -> None:
    found = _read(tmp_path, _changed(SECOND[0], lambda line: replace(line, page=2, baseline=354)))
    assert found.late == ("b",)


def test_a_call_begins_a_line(tmp_path: Path) -> None:
    lines = _changed(TEXT[30], lambda line: replace(line, text="2 " + line.text))
    assert _read(tmp_path, lines).calls == ("1",)


def test_a_page_ends_early(tmp_path: Path) -> None:
    def last(line: Line) -> bool:
        return line.page == 1 and 45 + 14 * 8 < line.baseline < 290 and not line.text.endswith("-")

    kept = [line for line in LINES if not last(line)]
    kept = [replace(line, baseline=45 + 14 * 9) if line.text.endswith("-") else line for line in kept]
    gone = {word for line in LINES if last(line) for word in line.text.rstrip("2").split()}
    text = Block(tuple(word for word in TEXT if word not in gone))
    found = _read(
        tmp_path, kept, replace(WANTED, blocks=(text,), notes=(WANTED.notes[0], replace(WANTED.notes[1], call="")))
    )
    assert [page.split(":")[0] for page in found.empty] == ["1"]
    assert not found.lost
