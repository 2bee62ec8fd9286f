"""A note is laid out once, and once more for each page on which it goes on; the benchmark counts so."""

from __future__ import annotations

from pathlib import Path

from benchmarks import corpus
from benchmarks.note_area import compare
from tests.notes.compose import Chapter, Item, NotePlan, compose
from tests.notes.trial import write


def test_a_note_is_laid_out_once_and_once_for_each_turn(tmp_path: Path) -> None:
    long = NotePlan(900, "paragraphs")
    items = [Item("text", 90, ((0.3, NotePlan(15)), (0.6, long), (0.9, NotePlan(40)))) for _ in range(2)]
    book = compose([Chapter(tuple(items))], corpus.A5)
    compared = compare("long notes", write(book, tmp_path), 1, book.record)
    [ours], [theirs] = compared.ours, compared.theirs
    lost, turns = compared.lost(ours, tmp_path) or (None, 0)
    assert lost == 0
    assert turns >= 4
    assert ours.layouts == len(book.record.notes) + turns
    # WeasyPrint's own area loses words, and the check sees it.
    lost, _ = compared.lost(theirs, tmp_path) or (0, 0)
    assert lost and lost > 500


def test_a_dense_page_is_laid_out_note_by_note(tmp_path: Path) -> None:
    book = corpus.dense(pages=2)
    compared = compare("dense", write(book, tmp_path), 1, book.record)
    assert compared.ours[0].layouts == len(book.record.notes)
    assert compared.theirs[0].layouts > 3 * len(book.record.notes)
