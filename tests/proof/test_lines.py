"""Lines that were not broken with their paragraph: each reason once in a file, at its first paragraph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pamphleteer.diagnostics import Diagnostic
from pamphleteer.model import PageMap, SetPage
from pamphleteer.proof.copy import copy_of
from pamphleteer.proof.lines import check_lines
from pamphleteer.proof.setting import Places
from tests.conftest import Said
from tests.proof.test_breaks import book, page

LONG = "the weir is old, and so are the mill and the bridge over the water, and nobody in the whole village mends them"


def left(blocks: str, *reasons: str) -> SetPage:
    """A page with a line of each block, and for what it was left."""
    made = page(*blocks)
    lines = tuple(replace(line, left=reason) for line, reason in zip(made.lines, reasons, strict=True))
    return replace(made, lines=lines)


def found(*pages: SetPage) -> list[Diagnostic]:
    whole = book()
    folios = tuple(str(number) for number in range(1, len(pages) + 1))
    return list(check_lines(Places(copy_of(whole), whole, PageMap(len(pages), folios, {}, pages))))


def test_a_paragraph_that_was_broken_as_a_whole_is_not_told() -> None:
    assert found(left("pq", "", "")) == []


def test_a_paragraph_is_told_once_however_many_lines_and_pages_it_has() -> None:
    [finding] = found(left("qq", "a float", "a float"), left("q", "a float"))
    assert str(finding.span) == "a.md:3"
    assert finding.severity == "info"
    assert finding.message == "this paragraph is broken line by line because of a float"


def test_a_reason_is_told_once_for_a_file_at_the_first_paragraph() -> None:
    one, other = found(left("rpq", "a float", "a float", "a picture"))
    assert [str(d.span) for d in (one, other)] == ["a.md:2", "a.md:3"]
    assert one.message == "this paragraph (and 1 more in this file) is broken line by line because of a float"
    assert other.message.endswith("because of a picture")


def test_the_layouts_own_words_are_not_told() -> None:
    assert found(left("x", "a float")) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"The lock is old, and {LONG}.", None),
        (f"    The lock is old, and {LONG}.", None),
        ("The lock is old,\\\nthe weir is older.", None),
        (f"The lock is old,\\\nand {LONG}.", None),
        (f"The paddle ![a paddle](p.svg) is old, and {LONG}.", "a picture or a block within the line"),
        ("A paddle ![a paddle](p.svg) is cheap.", None),
        ("![a paddle](p.svg)", None),
    ],
)
@pytest.mark.parametrize("note", [False, True])
def test_what_a_book_is_told(
    text: str, reason: str | None, note: bool, book: Callable[..., Path], cli: Callable[..., Said]
) -> None:
    body = "The lock[^n] is old.\n\n[^n]:\n    " + text.replace("\n", "\n    ") if note else text
    folder = book({"a.md": f"# Locks\n\n{body}\n"})
    (folder / "articles" / "p.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>')
    said = cli("check", "book.yaml", "-v", "--format", "pdf", cwd=folder)
    assert said.code == 0, said.err
    assert ("line-fallback" in said.codes) == (reason is not None), said.err
    if reason:
        line = 6 if note else 3
        assert f"a.md:{line}" in said.err and f"because of {reason}" in said.err
    assert said.err.count("[line-fallback]") <= 1


@pytest.mark.parametrize(
    ("css", "reason"),
    [
        ("section p { direction: rtl }", "text from right to left"),
        ("section p { white-space: pre-wrap }", "white space that is kept"),
        ("section em { float: left }", "a float, or what is put elsewhere"),
        ("section p::first-line { color: gray }", "a first letter or line of a form of its own"),
        ("section h1 { float: left; width: 2em; font-size: 8pt; height: 200pt }", "a float beside it"),
    ],
)
def test_what_a_layout_does_is_told(css: str, reason: str, book: Callable[..., Path], cli: Callable[..., Said]) -> None:
    folder = book({"a.md": f"# L\n\nThe *lock* is old, and {LONG}.\n"})
    layout = folder / "layouts" / "mine"
    layout.mkdir(parents=True)
    (layout / "layout.yaml").write_text("extends: pamphlet\n")
    (layout / "print.css").write_text(css)
    said = cli("check", "book.yaml", "-v", "--format", "pdf", "--set", "layout=mine", cwd=folder)
    assert "a.md:3" in said.err and f"because of {reason}" in said.err, said.err


def test_only_what_stands_beside_an_initial_is_told(book: Callable[..., Path], cli: Callable[..., Said]) -> None:
    paragraph = f"The lock is old, and {LONG}. The lock is old, and {LONG}. The lock is old, and {LONG}.\n"
    folder = book({"a.md": f"# Locks\n\n{paragraph}\n{paragraph}\n{paragraph}"})
    said = cli("check", "book.yaml", "-v", "--format", "pdf", "--set", "page.opening-words=drop-cap", cwd=folder)
    assert said.err.count("line-fallback") == 1, said.err
    assert "a.md:3" in said.err and "paragraph is broken line by line because of a float" in said.err
