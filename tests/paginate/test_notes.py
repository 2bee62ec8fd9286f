"""Notes that fit a page stand whole on the page of their call, wherever the page happens to end."""

from __future__ import annotations

import random  # noqa: TID251
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Said

WORDS = (
    "water lock weir canal gate sluice barge towpath keeper ledger spade winter river bank flood level timber stone"
    " navigation commissioner proprietor measurement of the and by in a to with from under"
).split()


def copy(seed: int, paragraphs: int = 45, longest: int = 60) -> str:
    """An article of prose with a note or two in each paragraph."""
    chance = random.Random(seed)

    def prose(words: int) -> str:
        return " ".join(chance.choices(WORDS, k=words)).capitalize()

    text, notes = ["# Notes in prose"], []
    for i in range(paragraphs):
        calls = []
        for part in range(chance.randint(1, 3)):
            notes.append(f"[^{i}-{part}]: {prose(chance.randint(3, longest))}.")
            calls.append(f"{prose(chance.randint(12, 60))}.[^{i}-{part}]")
        text.append(" ".join([*calls, f"{prose(chance.randint(5, 40))}."]))
    return "\n\n".join([*text, *notes])


@pytest.mark.parametrize("seed", range(4))
def test_no_note_is_late_and_none_is_lost(book: Callable[..., Path], cli: Callable[..., Said], seed: int) -> None:
    folder = book({"a.md": copy(seed)})
    said = cli("build", "book.yaml", "-o", "out", "--format", "pdf", "--strict", cwd=folder)
    assert said.code == 0, said.err


@pytest.mark.parametrize("leading", ["9.1pt", "9.2pt", "9.3pt"])
def test_no_note_is_sent_on_for_the_last_digit_of_a_sum(
    book: Callable[..., Path], cli: Callable[..., Said], leading: str
) -> None:
    folder = book({"a.md": copy(1, paragraphs=8, longest=30)})
    settings = ("--set", "page.trim=A6", "--set", f"page.note-leading={leading}")
    said = cli("build", "book.yaml", "-o", "out", "--format", "pdf", "--strict", *settings, cwd=folder)
    assert said.code == 0, said.err
