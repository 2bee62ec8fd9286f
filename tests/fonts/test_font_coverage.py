from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pamphleteer.diagnostics import BookError, Span
from pamphleteer.fonts import Font, coverage, scan, uncovered

Make = Callable[..., bytes]


def fonts_of(tmp_path: Path, *files: bytes) -> tuple[Font, ...]:
    for number, data in enumerate(files):
        (tmp_path / f"{number}.ttf").write_bytes(data)
    return scan([(tmp_path, Span("book.yaml"))])[0]


def test_coverage_is_what_the_font_maps(tmp_path: Path, font_bytes: Make) -> None:
    (font,) = fonts_of(tmp_path, font_bytes(text="aβ\U0001f33e"))
    assert coverage(font) == {ord("a"), ord("β"), 0x1F33E}


def test_uncovered_is_what_no_font_has_in_order_of_appearance(tmp_path: Path, font_bytes: Make) -> None:
    fonts = fonts_of(tmp_path, font_bytes(text="abc"), font_bytes("Other", text="xyz"))
    assert uncovered("zebra ☃ cab é ☃ d", fonts) == ("e", "r", "☃", "é", "d")
    assert uncovered("", fonts) == ()
    assert uncovered("abc", ()) == ("a", "b", "c")


def test_what_has_no_form_needs_no_glyph(tmp_path: Path, font_bytes: Make) -> None:
    fonts = fonts_of(tmp_path, font_bytes(text="a"))
    unseen = "\t\n\r \u00a0\u00ad\u034f\u2003\u2009\u200b\u200d\u200e\u2028\u202f\u2060\u3000\ufe0f\ufeff\U000e0100"
    assert uncovered("a" + unseen, fonts) == ()
    assert uncovered("\u2010\u2011\ufffc\ufffd\ue000", fonts) == ("\u2010", "\u2011", "\ufffc", "\ufffd", "\ue000")


def test_the_bundle_tells_what_it_lacks(bundle: tuple[Font, ...]) -> None:
    assert uncovered("Ἀθῆναι, Съешь ещё, «fine» 12\u202f345 – 日本語 ☃", bundle) == ("日", "本", "語", "☃")


def test_a_whole_book_is_quick(bundle: tuple[Font, ...]) -> None:
    text = "The canal — naïve, Ὁ βίος, 日本 " * 50_000
    uncovered("", bundle)
    start = time.process_time()
    assert uncovered(text, bundle) == ("日", "本")
    assert time.process_time() - start < 1


def test_a_file_that_has_gone_is_told(tmp_path: Path) -> None:
    font = Font("Gone", "normal", 400, tmp_path / "gone.ttf", "0" * 64)
    with pytest.raises(BookError) as caught:
        coverage(font)
    assert caught.value.diagnostics[0].code == "font-unreadable"
