"""The trial: sixty paragraphs of every kind, with 94 notes of 8 to 2,000 words, and one that calls fifty.

python -m tests.notes.trial FOLDER [--trim A5] [--seed 1]
"""

from __future__ import annotations

import argparse
import random  # noqa: TID251
from dataclasses import replace
from pathlib import Path

from tests.notes.compose import FORMS, Chapter, Composed, Item, NotePlan, Page, compose

PAGES = {
    "A4": Page((210, 297), (28, 38, 30, 38), (12.5, 16), (10.5, 12.8), "page"),
    "A5": Page((148, 210), (16, 22, 18, 24), (11, 14), (9.25, 11.2), "recto"),
    "A6": Page((105, 148), (11, 13, 15, 17), (9, 11.5), (7.75, 9.2), "page"),
}

NOTES = 94
SHORTEST, LONGEST = 8, 2000

# A chapter is ten of these; between the first and the last stands prose.
_CHAPTERS = (
    "text text list text quotation text verse text table text",
    "text sidebar text figure text text definition text list text",
    "text table text text letter text quotation text table text",
    "text text verse text fifty text list text text text",
    "text text pullquote text quotation text text figure text text",
    "text table text list text text verse text sidebar text",
)


def trial(trim: str, seed: int = 1) -> Composed:
    """The trial book at one of the trims of PAGES; the seed shuffles its notes."""
    chance = random.Random(seed)
    plans = _notes(chance)
    extra = [1] * (NOTES - 6 - 60) + [0] * (60 - (NOTES - 6 - 60))
    chance.shuffle(extra)
    chapters = []
    for number, kinds in enumerate(_CHAPTERS):
        items: list[Item] = []
        for at, kind in enumerate(kinds.split()):
            if at in (3, 7):
                called = ((1.0, plans.pop()),) if at == 7 else ()
                items.append(Item("heading", chance.randint(2, 5), called, starts=at == 7 and number % 2 == 1))
            calls = tuple((chance.random(), plans.pop()) for _ in range(1 + extra.pop()))
            items.append(_item(kind, calls, last=at == 9, chance=chance))
        chapters.append(Chapter(tuple(items), NotePlan(25) if number == 2 else None))
    assert not plans
    return compose(_vary(chapters), PAGES[trim], seed)


def _notes(chance: random.Random) -> list[NotePlan]:
    """Many short ones and a few that fill pages, of every form."""
    sizes = [round(SHORTEST * (LONGEST / SHORTEST) ** ((i / (NOTES - 1)) ** 3.5)) for i in range(NOTES)]
    plans = [NotePlan(size, FORMS[i % len(FORMS)] if size >= 24 else "paragraph") for i, size in enumerate(sizes)]
    chance.shuffle(plans)
    return plans


def _item(kind: str, calls: tuple[tuple[float, NotePlan], ...], last: bool, chance: random.Random) -> Item:
    match kind:
        case "fifty":
            short = tuple(((i + 0.5) / 50, NotePlan(chance.randint(2, 6))) for i in range(50))
            return Item("text", 160, (*short, *((float(at), plan) for at, (_, plan) in enumerate(calls))))
        case "table" | "verse":
            return Item(kind, chance.randint(60, 100), calls)
        case "figure" | "pullquote":
            return Item(kind, chance.randint(8, 20), calls)
        case _:
            # The last word of the chapter calls a note.
            called = (*calls[1:], (1.0, calls[0][1])) if last else calls
            return Item(kind, chance.randint(50, 130), called)


def _vary(chapters: list[Chapter]) -> list[Chapter]:
    """A note called twice, calls side by side, calls close together on a line."""

    def change(chapter: int, at: int, *calls: tuple[float, NotePlan | None]) -> None:
        items = list(chapters[chapter].items)
        items[at] = replace(items[at], calls=(*items[at].calls, *calls))
        chapters[chapter] = replace(chapters[chapter], items=tuple(items))

    change(0, 0, (0.97, NotePlan(12)), (1.0, None))
    change(1, 0, (0.5, NotePlan(30)), (0.5, NotePlan(140, "paragraphs")))
    change(2, 2, (0.4, NotePlan(60)), (0.43, NotePlan(90)), (0.46, NotePlan(40)))
    change(4, 1, (0.6, NotePlan(12)), (0.6, NotePlan(9)), (0.6, NotePlan(10)))
    return chapters


def write(book: Composed, folder: Path) -> Path:
    """Write the book and its record; returns the manifest's path."""
    for name, content in book.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    book.record.write(folder / "record.json")
    return folder / "book.yaml"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="write the trial book, and the record of what must stand in its PDF")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--trim", choices=sorted(PAGES), default="A5")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    print(write(trial(chosen.trim, chosen.seed), chosen.folder))


if __name__ == "__main__":
    main()
