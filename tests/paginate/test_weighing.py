"""Pages that are made again: facing pages end on one line, last pages hold more, no page ends with a hyphen."""

from __future__ import annotations

import random  # noqa: TID251
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from benchmarks.lines.read import read
from pamphleteer.build.manuscript import Manuscript
from pamphleteer.build.press import Press
from pamphleteer.build.surroundings import fontconfig
from pamphleteer.model import Line, SetPage
from pamphleteer.render.press import render_print

if TYPE_CHECKING:
    from pamphleteer.paginate import Pagination

HEAD = "title: T\nlanguage: en-GB\ncreators: [A. Writer]\ndate: 2026-01-01\nfront: []\nback: []\nchapters:\n"
WORDS = (
    "water lock weir canal gate sluice barge towpath keeper ledger spade winter river bank flood level timber stone"
    " navigation commissioner proprietor measurement of the and by in a to with from under it is was not that for his"
).split()
BookMaker = Callable[..., Path]


def prose(seed: int, paragraphs: int, *, notes: int = 0) -> str:
    """A chapter of prose; ``notes`` of ten paragraphs call a note."""
    chance = random.Random(seed)

    def words(least: int, most: int) -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(least, most))).capitalize()

    text, foot = ["# Chapter"], []
    for number in range(paragraphs):
        call = ""
        if chance.randrange(10) < notes:
            call = f"[^{number}]"
            foot.append(f"[^{number}]: {words(4, 60)}.")
        text.append(f"{words(20, 120)}.{call}")
    return "\n\n".join([*text, *foot])


def lay_out(folder: Path, *suspend: str) -> Pagination:
    loaded = Manuscript(folder / "book.yaml", {}).load()
    assert loaded is not None
    pieces, running, _ = render_print(loaded.book, loaded.layout, ())
    with fontconfig(loaded.fonts, None), ExitStack() as stack:
        from pamphleteer.paginate.patches import suspended

        for room in suspend:
            stack.enter_context(suspended(room))
        return Press(loaded, "2026-01-01", None, []).lay_out(pieces, running)


def text(page: SetPage) -> list[Line]:
    return [line for line in page.lines if not line.setting.foot]


def empty(page: SetPage) -> int:
    """Lines that would have room below the text."""
    return round((page.foot - page.end) / page.leading - 0.4)


def chapters(pages: tuple[SetPage, ...]) -> Iterator[list[tuple[int, SetPage]]]:
    """The pages that hold text, with their numbers, by chapter."""
    chapter: list[tuple[int, SetPage]] = []
    for number, page in enumerate(pages, 1):
        if page.forced and chapter:
            yield chapter
            chapter = []
        if text(page):
            chapter.append((number, page))
    yield chapter


def spreads(pages: tuple[SetPage, ...]) -> Iterator[tuple[SetPage, SetPage]]:
    """Facing pages without notes, neither of which is a chapter's last."""
    for chapter in chapters(pages):
        for (number, left), (_, right) in pairwise(chapter[:-1]):
            if number % 2 == 0 and not any(line.setting.foot for page in (left, right) for line in page.lines):
                yield left, right


def last_lines(pages: tuple[SetPage, ...]) -> list[int]:
    """How many lines the last page of each chapter holds that has others."""
    return [len(text(chapter[-1][1])) for chapter in chapters(pages) if len(chapter) > 1]


def hyphens(made: Pagination, folder: Path) -> int:
    """Pages that end with the part of a word."""
    path = folder / "made.pdf"
    path.write_bytes(made.pdf)
    return len(read(path).cases["hyphen at a page's end"])


def letters(made: Pagination) -> Counter[str]:
    return Counter("".join(re.sub(r"\W", "", line.text) for page in made.map.pages for line in page.lines))


def test_facing_pages_end_on_the_same_line(book: BookMaker) -> None:
    folder = book({f"{seed}.md": prose(seed, 60) for seed in range(3)}, HEAD)
    before, after = lay_out(folder, "pages"), lay_out(folder)
    unlike = [sum(empty(left) != empty(right) for left, right in spreads(made.map.pages)) for made in (before, after)]
    assert unlike[0] > 5 and unlike[1] <= unlike[0] / 4, unlike
    # A spread ends two lines sooner at most, and what is between its blocks is not stretched.
    assert max(empty(page) for pair in spreads(after.map.pages) for page in pair) <= 3
    assert letters(before) == letters(after)


@pytest.mark.parametrize("notes", [0, 4])
def test_a_last_page_holds_five_lines(book: BookMaker, notes: int) -> None:
    folder = book({f"{seed}.md": prose(seed, 18 + seed % 7, notes=notes) for seed in range(24)}, HEAD)
    before, after = lay_out(folder, "pages"), lay_out(folder)
    short = [sum(lines < 5 for lines in last_lines(made.map.pages)) for made in (before, after)]
    assert short[0] >= 3 and short[1] <= short[0] / 3, short
    assert letters(before) == letters(after)


@pytest.mark.parametrize("notes", [0, 5])
def test_no_page_ends_with_a_hyphen(book: BookMaker, notes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = book({f"{seed}.md": prose(seed, 70, notes=notes) for seed in range(3)}, HEAD)
    lay_out(folder)
    from pamphleteer.paginate.lines import setting

    # Without what avoids hyphens line by line, there are more.
    monkeypatch.setattr(setting, "_TURNS", 0)
    before, after = lay_out(folder, "pages"), lay_out(folder)
    assert hyphens(before, folder) >= 2
    assert hyphens(after, folder) == 0
    assert letters(before) == letters(after)


@pytest.mark.parametrize("seed", range(6))
def test_references_find_their_pages(book: BookMaker, seed: int) -> None:
    """Also where a page is made again that refers to another, or is referred to."""
    chance = random.Random(seed)
    files, targets = {}, []
    for number in range(4):
        whole = prose(seed * 10 + number, 24, notes=2).split("\n\n")
        for at in range(3, 20, 4):
            other = chance.randrange(4)
            targets.append(f"a-{other}--there-{at}")
            whole[at] += f" See [there]({other}.md#there-{at}){{.page}}."
            whole.insert(at, f"## There {at}")
        files[f"{number}.md"] = "\n\n".join(whole)
    made = lay_out(book(files, HEAD))
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.pdf)]
    shown = re.findall(r"there\s+\(p\.\s+(\d+)\)", "\n".join(pages))
    assert shown == [made.map.folios[made.map.anchors[target] - 1] for target in targets]


def test_the_same_book_has_the_same_bytes(book: BookMaker) -> None:
    folder = book({f"{seed}.md": prose(seed, 20, notes=2) for seed in range(4)}, HEAD)
    assert lay_out(folder).pdf == lay_out(folder).pdf


def notes_broken(made: Pagination) -> int:
    """Pages whose notes end with the part of a word."""
    ends = [[line.text.split()[-1] for line in page.lines if line.setting.foot][-1:] for page in made.map.pages]
    return sum(end.strip(".").lower() not in WORDS for [end] in filter(None, ends))


def test_no_note_goes_on_amid_a_word(book: BookMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(1)
    words = [word for word in WORDS if len(word) > 6]
    long = [" ".join(chance.choices(words, k=900)) for _ in range(6)]
    text = "\n\n".join(f"{prose(seed, 3)[10:]}[^{seed}]\n\n[^{seed}]: {note}." for seed, note in enumerate(long))
    folder = book({"a.md": f"# Notes\n\n{text}"}, HEAD)
    after = lay_out(folder)
    from pamphleteer.paginate.notes.context import NotesContext

    monkeypatch.setattr(NotesContext, "_unbroken", lambda _self, _entry, part: part)
    before = lay_out(folder)
    assert notes_broken(before) >= 3
    assert notes_broken(after) == 0
    assert letters(before) == letters(after)
