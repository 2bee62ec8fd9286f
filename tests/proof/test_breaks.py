"""Where pages end: what is short and what is not, what is stranded and what is not."""

from __future__ import annotations

from dataclasses import replace

from pamphleteer.diagnostics import Span
from pamphleteer.model import Article, Book, Division, Line, Manifest, Note, PageMap, SetPage, Setting
from pamphleteer.proof.breaks import check_breaks
from pamphleteer.proof.copy import copy_of
from pamphleteer.proof.setting import Places

LEADING = 20.0
TOP, FOOT = 100.0, 700.0
SETTING = Setting("a", "", 50, 350, (50, TOP, 350, FOOT))
BLOCKS = ("p", "q", "r", "h")


def book() -> Book:
    body = b"".join(b'<p id="%s">words</p>' % block.encode() for block in BLOCKS)
    notes = (
        Note("n", "n", b'<p id="n">words</p><p id="m">words</p>', ("call",), Span("a.md", 9), Span("a.md", 2), "1"),
    )
    spans = {name: Span("a.md", i) for i, name in enumerate(("a", *BLOCKS), 1)}
    article = Article("a", "a.md", "a.md", None, b"A", b"A", None, None, None, None, None, body, notes, (), (), spans)
    manifest = Manifest(
        "book.yaml", "T", None, (), "en", {}, None, None, None, "pamphlet", Span("book.yaml"), {}, (), (), (), (), (),
        (), {}, ("pdf",),
    )  # fmt: skip
    return Book(manifest, (Division("a", "chapter", b"A", "A", (article,), Span("book.yaml")),), {})


def lines(*blocks: str | Setting) -> tuple[Line, ...]:
    """A line for each block, below each other from the top."""
    made = []
    for i, block in enumerate(blocks):
        setting = block if isinstance(block, Setting) else replace(SETTING, block=block)
        top = TOP + i * LEADING
        made.append(Line(setting, "words", top, top + LEADING, ((50, 90, top + 8, top + 15),)))
    return tuple(made)


def page(*blocks: str | Setting, forced: bool = False) -> SetPage:
    set_lines = lines(*blocks)
    return SetPage(400, 800, TOP, FOOT, LEADING, set_lines, set_lines[-1].bottom if set_lines else TOP, forced)


def codes(*pages: SetPage) -> list[str]:
    whole = book()
    found = check_breaks(Places(copy_of(whole), whole, PageMap(len(pages), ("1", "2", "3")[: len(pages)], {}, pages)))
    return [d.code for d in found]


def test_a_page_that_ends_early_is_told() -> None:
    assert codes(page(*"p" * 10), page(*"q" * 10)) == ["page-short"]
    assert codes(page(*"p" * 23), page(*"q" * 10)) == ["page-short"]


def test_six_lines_may_be_empty() -> None:
    assert codes(page(*"p" * 24), page(*"q" * 10)) == []


def test_what_must_begin_a_page_leaves_the_one_before_short() -> None:
    assert codes(page(*"p" * 10), page(*"q" * 10, forced=True)) == []


def test_the_last_page_may_be_short() -> None:
    assert codes(page(*"p" * 30), page(*"q" * 3)) == []


def test_what_may_not_be_parted_and_does_not_fit_leaves_the_page_short() -> None:
    whole = replace(SETTING, block="q", unit=7)
    assert codes(page(*"p" * 20), page(*[whole] * 12)) == []
    assert codes(page(*"p" * 10), page(*[whole] * 12)) == ["page-short"]


def test_what_calls_a_note_that_cannot_begin_leaves_the_page_short() -> None:
    foot = replace(SETTING, block="n", foot=True)
    calling = replace(lines("q")[0], ids=("call",))
    after = page(*"q" * 10)

    def turned(*note: Setting) -> SetPage:
        return replace(after, lines=(calling, *after.lines[1:], *lines(*note)))

    assert codes(page(*"p" * 10), turned(foot, foot)) == ["page-short"]
    whole = [replace(foot, unit=9)] * 16
    assert codes(page(*"p" * 10), turned(*whole)) == []
    assert codes(page(*"p" * 10), turned(foot, *(replace(each, block="m") for each in whole))) == []


def test_a_page_of_notes_alone_is_not_short() -> None:
    assert codes(page(), page(*"q" * 10)) == []


def test_a_heading_whose_text_does_not_follow_on_its_page_is_stranded_and_leaves_no_page_short() -> None:
    heading = replace(SETTING, block="h", heading=True, keeps=True)
    assert codes(page(*"p" * 10), page(heading), page(), page(*"q" * 10)) == ["heading-stranded"]
    assert codes(page(*"p" * 29, heading), page(), page(*"q" * 10)) == ["heading-stranded"]
    assert codes(page(*"p" * 29, heading), page(), page(*"q" * 10, forced=True)) == []


def test_a_heading_at_the_foot_is_told() -> None:
    heading = replace(SETTING, block="h", heading=True, keeps=True)
    assert codes(page(*"p" * 29, heading), page(*"q" * 30)) == ["heading-stranded"]
    assert codes(page(*"p" * 28, heading, "q"), page(*"q" * 30)) == ["heading-stranded"]
    assert codes(page(*"p" * 27, heading, "q", "q"), page(*"q" * 30)) == []
    assert codes(page(*"p" * 28, heading, "q"), page(*"r" * 30)) == []
