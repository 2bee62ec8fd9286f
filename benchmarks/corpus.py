"""Books to be measured: one like those that are printed, and one that is hardly more than notes."""

from __future__ import annotations

import random  # noqa: TID251
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.notes.compose import Chapter, Composed, Item, NotePlan, Page, compose

A5 = Page((148, 210), (14.8, 29.6, 21, 40.7))
"""The pamphlet's page: thirty lines."""

CHAPTERS, WORDS, NOTES = 20, 4050, 524
"""Of the book: its chapters, the words of each, and the notes of all."""

DENSE = 18
"""Notes on a page of the dense one."""


def book(seed: int = 7) -> Composed:
    """Twenty chapters of 4,050 words with 524 notes, most of them as long as a citation."""
    chance = random.Random(seed)
    quotas = [NOTES * (i + 1) // CHAPTERS - NOTES * i // CHAPTERS for i in range(CHAPTERS)]
    return compose([Chapter(tuple(_prose(chance, quota))) for quota in quotas], A5, seed)


def _prose(chance: random.Random, notes: int) -> Iterator[Item]:
    """Paragraphs, some quotations, lists and tables, and a heading every few hundred words."""
    left, heading = WORDS, chance.randint(500, 1000)
    while left > 0:
        if WORDS - left >= heading:
            heading += chance.randint(500, 1000)
            yield Item("heading", chance.randint(3, 6))
        [kind] = chance.choices(["text", "quotation", "list", "table"], [83, 8, 7, 2])
        size = min(left, chance.randint(60, 140))
        # What is left of the notes, spread over what is left of the words.
        exact = notes * size / left
        called = min(notes, int(exact) + (chance.random() < exact % 1))
        notes, left = notes - called, left - size
        yield Item(kind, size, tuple((chance.random(), NotePlan(_citation(chance))) for _ in range(called)))


def _citation(chance: random.Random) -> int:
    """How many words a note has: an address, a source with its pages, or a source and two sentences on it."""
    return chance.choice([3, 8, 12, 14, 15, 16, 40])


def dense(seed: int = 7, pages: int = 20) -> Composed:
    """So many pages with eighteen notes of a line each, called from as many clauses."""
    chance = random.Random(seed)
    items = []
    for _ in range(pages):
        calls = tuple(((i + 0.5) / DENSE, NotePlan(chance.randint(2, 4))) for i in range(DENSE))
        items.append(Item("text", 7 * DENSE, calls))
    return compose([Chapter(tuple(items))], A5, seed)


def from_folder(folder: Path, out: Path) -> Path:
    """A book of all the Markdown files of a folder, a chapter each, in the order of their names; its manifest."""
    articles = out / "articles"
    articles.mkdir(parents=True)
    names = sorted(path.name for path in folder.glob("*.md"))
    for name in names:
        shutil.copy(folder / name, articles / name)
    options = "".join(f"  {name}: {value}\n" for name, value in A5.options().items())
    manifest = "title: A corpus\nlanguage: en-GB\ncreators: [Various Hands]\ndate: 2026-01-01\nlayout: pamphlet\n"
    manifest += f"page:\n{options}front: []\nback: []\noutputs: [pdf]\nchapters:\n"
    (out / "book.yaml").write_text(manifest + "".join(f"  - articles/{name}\n" for name in names), encoding="utf-8")
    return out / "book.yaml"
