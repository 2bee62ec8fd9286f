"""Negative controls: whatever is spoilt on the laid-out pages is found, and the finding names the author's line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Said

Book = Callable[..., Path]
Cli = Callable[..., Said]
Spoil = Callable[[Any], None]

COPY = """\
---
title: Locks
standfirst: What the water left behind
byline: E. Marl
source: From the Lowmere Gazette
date: 2026-03-01
---

The lock is as old as the weir, and its keeper is older than both of them.[^keeper]

The barge came down with timber.

## Tolls

| Boat  | Toll     |
|-------|----------|
| Barge | fourpence |
| Skiff | twopence |

The gate was shut at dusk.[^gate]

[^keeper]: He kept it until the winter of the flood.

[^gate]: By custom, not by law.
"""


@pytest.fixture
def spoilt(book: Book, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Callable[[Spoil], Said]:
    """What is said of a book whose pages were spoilt after they were laid out."""

    def run(spoil: Spoil) -> Said:
        folder = book({"a.md": COPY})
        # The library may only be loaded where it finds the book's fonts: as a build does it.
        assert cli("check", "book.yaml", "--format", "pdf", cwd=folder).code == 0
        from pamphleteer import paginate

        whole = paginate.survey

        def survey(document: Any) -> Any:
            spoil(document)
            return whole(document)

        monkeypatch.setattr(paginate, "survey", survey)
        return cli("check", "book.yaml", "--format", "pdf", cwd=folder)

    return run


def below(box: Any) -> Iterator[tuple[Any, Any]]:
    """Every box below a box, with the box that holds it."""
    for child in getattr(box, "children", ()):
        yield box, child
        yield from below(child)


def find(document: Any, words: str) -> tuple[Any, Any, Any]:
    """The text box in which words stand, the box that holds it, and their page's."""
    for page in document.pages:
        for holder, box in below(page._page_box):
            if words in getattr(box, "text", "") and box.element_tag != "html":
                return box, holder, page._page_box
    raise AssertionError(words)


def block(document: Any, words: str) -> tuple[Any, Any]:
    """The block in which words stand, and the box that holds it."""
    text, _, page = find(document, words)
    parents = {id(box): holder for holder, box in below(page)}
    box = text
    while not type(box).__name__.endswith("BlockBox") or "Inline" in type(box).__name__:
        box = parents[id(box)]
    return box, parents[id(box)]


def test_a_word_that_is_taken_out_is_found(spoilt: Callable[[Spoil], Said]) -> None:
    def spoil(document: Any) -> None:
        box, _, _ = find(document, "barge came down")
        box.text = box.text.replace("barge ", "")

    said = spoilt(spoil)
    assert said.code == 1 and said.codes == ["text-lost"]
    assert "a.md:11: error[text-lost]: a word stands on no page: “barge”" in said.err


def test_a_word_that_stands_twice_is_found(spoilt: Callable[[Spoil], Said]) -> None:
    def spoil(document: Any) -> None:
        box, _, _ = find(document, "barge came down")
        box.text = box.text.replace("barge", "barge barge")

    assert "a.md:11: error[text-lost]: “barge” stands twice" in spoilt(spoil).err


def test_words_that_change_places_are_found(spoilt: Callable[[Spoil], Said]) -> None:
    def spoil(document: Any) -> None:
        box, _, _ = find(document, "barge came down")
        box.text = box.text.replace("barge came", "came barge")

    assert "a.md:11: error[text-lost]: words are out of order" in spoilt(spoil).err


@pytest.mark.parametrize(
    ("across", "down", "said_of"),
    [
        (600, 0, "runs off the paper"),
        (0, 900, "runs off the paper"),
        (-40, 0, "runs out of the type area"),
        (0, 560, "runs off the paper"),
    ],
)
def test_words_that_are_moved_out_are_found(
    spoilt: Callable[[Spoil], Said], across: int, down: int, said_of: str
) -> None:
    def spoil(document: Any) -> None:
        box, _, _ = find(document, "barge came down")
        box.position_x += across
        box.position_y += down

    said = spoilt(spoil)
    assert said.code == 1
    [line] = [line for line in said.err.splitlines() if "[text-clipped]" in line]
    assert "a.md:11: error" in line and said_of in line


def test_a_line_that_is_wider_than_its_measure_is_found(spoilt: Callable[[Spoil], Said]) -> None:
    def spoil(document: Any) -> None:
        box, _ = block(document, "barge came down")
        box.width = 60

    assert "a.md:11: error[line-overfull]" in spoilt(spoil).err


def test_covered_words_are_found(spoilt: Callable[[Spoil], Said]) -> None:
    def spoil(document: Any) -> None:
        box, _, _ = find(document, "barge came down")
        over, _, _ = find(document, "Tolls")
        box.position_y = over.position_y

    said = spoilt(spoil)
    assert said.code == 1
    assert "error[text-overlaps]: “Tolls” and “The barge came down with timber.”" in said.err.replace(
        "“The barge came down with timber.” and “Tolls”", "“Tolls” and “The barge came down with timber.”"
    )


def test_a_block_that_is_dropped_is_found(spoilt: Callable[[Spoil], Said]) -> None:
    def spoil(document: Any) -> None:
        box, holder = block(document, "barge came down")
        holder.children = [child for child in holder.children if child is not box]

    assert "a.md:11: error[text-lost]: 6 words stand on no page" in spoilt(spoil).err


def test_blocks_that_change_places_are_found(spoilt: Callable[[Spoil], Said]) -> None:
    def spoil(document: Any) -> None:
        box, holder = block(document, "barge came down")
        others = [child for child in holder.children if child is not box]
        holder.children = [box, *others]

    assert "out of order" in spoilt(spoil).err


@pytest.mark.parametrize("words", ["Locks", "What the water", "E. Marl", "Lowmere Gazette", "March"])
def test_the_words_around_an_article_are_proved_too(spoilt: Callable[[Spoil], Said], words: str) -> None:
    def spoil(document: Any) -> None:
        for page in document.pages:
            for _, box in below(page._page_box):
                if words in getattr(box, "text", ""):
                    box.text = box.text.replace(words, "xxx")

    said = spoilt(spoil)
    assert said.code == 1 and said.codes == ["text-lost"]
    assert "a.md:2: error[text-lost]: the " in said.err


def test_a_row_of_a_table_that_is_dropped_is_found(spoilt: Callable[[Spoil], Said]) -> None:
    def spoil(document: Any) -> None:
        for page in document.pages:
            for holder, box in list(below(page._page_box)):
                inside = "".join(getattr(inner, "text", "") for _, inner in below(box))
                if type(box).__name__ == "TableRowBox" and "twopence" in inside:
                    holder.children = [child for child in holder.children if child is not box]

    said = spoilt(spoil)
    assert said.codes == ["text-lost", "text-lost"]
    assert "a.md:18: error[text-lost]" in said.err


def test_a_note_that_is_dropped_is_found(spoilt: Callable[[Spoil], Said]) -> None:
    def spoil(document: Any) -> None:
        for page in document.pages:
            for area in page._page_box.children[1:]:
                children = getattr(area, "children", ())
                area.children = [c for c in children if c.element is None or c.element.get("id") != "a--note.1"]

    said = spoilt(spoil)
    assert said.code == 1 and said.codes == ["note-lost"]
    assert (
        "a.md:22:1: error[note-lost]: 9 words of note 1 stand on no page: “He kept it until the winter …”" in said.err
    )


def test_a_note_that_stands_twice_is_found(spoilt: Callable[[Spoil], Said]) -> None:
    def spoil(document: Any) -> None:
        for page in document.pages:
            for area in page._page_box.children[1:]:
                for child in list(getattr(area, "children", ())):
                    if child.element is not None and child.element.get("id") == "a--note.2":
                        again = child.deepcopy()
                        again.translate(0, -60)
                        area.children = [*area.children, again]

    said = spoilt(spoil)
    assert said.code == 1 and "note-lost" in said.codes
    assert "a.md:24:1: error[note-lost]: in note 2, " in said.err and "stands twice" in said.err


def test_notes_that_change_places_are_found(spoilt: Callable[[Spoil], Said]) -> None:
    def spoil(document: Any) -> None:
        for page in document.pages:
            for area in page._page_box.children[1:]:
                if len(getattr(area, "children", ())) == 2:
                    area.children = list(area.children)[::-1]

    assert "error[note-lost]: note 1 stands after note 2" in spoilt(spoil).err


def test_a_long_table_may_repeat_its_head(book: Book, cli: Cli) -> None:
    rows = "".join(f"| Barge {i} | fourpence |\n" for i in range(80))
    folder = book({"a.md": f"# Locks\n\n| Boat | Toll |\n|---|---|\n{rows}"})
    said = cli("check", "book.yaml", "--format", "pdf", "--strict", cwd=folder)
    assert said.code == 0, said.err
