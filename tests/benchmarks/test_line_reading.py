"""Lines read from PDFs that are written glyph by glyph, so that what must be found is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
import pytest

from benchmarks.lines import glyphs, rows
from benchmarks.lines.__main__ import _replaced
from benchmarks.lines.measures import Measures, letters
from benchmarks.lines.read import FONTS, read

# Of ten points each letter is five wide, and the space two and a half.
_WIDTHS = [250, *[500] * 223]
_FULL = ["aaaa bbbb cccc dddd", "eeee ffff gggg hhhh"]

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a PDF, a page for each content stream."""

    def written(*contents: str, spaced: bool = True) -> Path:
        pdf = pikepdf.new()
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.TrueType,
            BaseFont=pikepdf.Name("/ABCDEF+EBGaramond-Regular" if not spaced else "/Plain"),
            FirstChar=32 if spaced else 33,
            Widths=_WIDTHS if spaced else _WIDTHS[1:],
        )
        for content in contents:
            page = pdf.add_blank_page(page_size=(200, 300))
            page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font)))
            page.obj.Contents = pdf.make_stream(content.encode("cp1252"))
        path = tmp_path / "book.pdf"
        pdf.save(path)
        return path

    return written


def line(text: str, y: float, *, spacing: float = 0, x: float = 20, size: float = 10) -> str:
    """A line of text, its spaces so much wider than they are."""
    return f"BT /F {size} Tf {spacing} Tw 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n"


def block(texts: Sequence[str], top: float, *, indent: float = 0, short: str = "") -> str:
    """Lines of one length, the first of them perhaps indented, and perhaps a shorter last one."""
    content = ""
    for at, text in enumerate(texts):
        content += line(
            text if at or not indent else text[: -int(indent / 5)], top - 12 * at, x=20 if at else 20 + indent
        )
    return content + (line(short, top - 12 * len(texts)) if short else "")


def found(measures: Measures, case: str) -> list[str]:
    return [one.text for one in measures.cases[case]]


def test_a_space_is_compared_with_its_fonts_own(write: Write) -> None:
    path = write(line("aa bb cc", 200, spacing=1.25))
    [[one]] = [rows.lines(number, page) for number, page in enumerate(glyphs.pages(path, FONTS))]
    assert one.text == "aa bb cc"
    assert (one.left, one.right) == pytest.approx((20, 20 + 6 * 5 + 2 * 3.75))
    assert one.ratio == pytest.approx(1.5)


def test_a_gap_is_a_space_where_the_file_has_none_and_the_folder_of_fonts_says_how_wide(write: Write) -> None:
    path = write("BT /F 10 Tf 20 200 Td [(aa) -300 (b) 40 (b) -300 (cc)] TJ ET", spaced=False)
    [[one]] = [rows.lines(number, page) for number, page in enumerate(glyphs.pages(path, FONTS))]
    # The space of EB Garamond is a fifth of an em.
    assert (one.text, one.ratio) == ("aa bb cc", pytest.approx(1.5))


@pytest.mark.parametrize("means", ["<FEFF00AD>", "()"])
def test_the_pages_scale_and_the_words_of_a_marked_span_count(write: Write, means: str) -> None:
    content = (
        "q 2 0 0 -2 0 300 cm BT 5 0 0 -5 10 50 Tm /F 1 Tf (aa bb) Tj /Span <</ActualText MEANS>> BDC (-) Tj EMC ET Q"
    )
    [[one]] = [
        rows.lines(number, page)
        for number, page in enumerate(glyphs.pages(write(content.replace("MEANS", means)), FONTS))
    ]
    assert (one.text, one.size, one.baseline) == ("aa bb\xad", 10, 200)
    assert one.hyphenated


def test_a_raised_figure_belongs_to_its_line(write: Write) -> None:
    raised = "BT /F 6 Tf 1 0 0 1 30 204 Tm (1) Tj ET\n"
    [[one]] = [
        rows.lines(0, page) for page in glyphs.pages(write(line("aa", 200) + raised + line("b", 200, x=37)), FONTS)
    ]
    assert [(word.text, word.raised) for word in one.words] == [("aa1", 1), ("b", 0)]


def test_justified_lines_and_hyphens(write: Write) -> None:
    texts = ["aaaa bbbb cccc ddd-"] * 3 + ["aaaa bbbb cccc dddd"]
    spacing = read(write(block(texts, 250, short="eeee ff"))).text
    assert (spacing.lines, spacing.justified, spacing.runs) == (5, 4, 1)
    assert (spacing.mean, spacing.deviation, spacing.hyphens) == (pytest.approx(1), pytest.approx(0, abs=1e-9), 600)


def test_wide_spaces_are_counted_of_justified_lines(write: Write) -> None:
    # Four letters fewer, and the spaces take their room.
    loose = line("aaaa bbbb cccc", 190, spacing=(20 + 2.5) / 2)
    spacing = read(write(block(_FULL * 2, 250) + line("aaaa bbbb cccc dddd", 202) + loose + line("e f", 178))).text
    assert (spacing.justified, spacing.wide) == (6, pytest.approx(1000 / 6))
    assert spacing.most == pytest.approx(1 + 11.25 / 2.5)


def test_a_last_line_at_the_head_of_a_page_is_a_widow_and_a_first_at_the_foot_an_orphan(write: Write) -> None:
    one = block(_FULL * 2, 250)
    two = line("widow", 250) + block(_FULL * 2, 238, indent=10, short="end") + block(_FULL[:1], 178, indent=10)
    three = block(_FULL * 2, 250, short="end")
    measures = read(write(one, two, three))
    assert found(measures, "widow") == ["widow"]
    assert found(measures, "orphan") == ["aaaa bbbb cccc dd"]


def test_a_paragraph_that_fills_its_only_line_is_neither(write: Write) -> None:
    one = block(_FULL * 2, 250, short="end") + block(_FULL[:1], 190, indent=10)
    assert found(read(write(one, block(_FULL * 2, 250, indent=10))), "orphan") == []


def test_lists_and_whole_paragraphs_are_neither(write: Write) -> None:
    item = line("aaaa bbbb cccc dddd", 250, x=30) + line("end", 238, x=30) + block(_FULL * 2, 226)
    assert found(read(write(block(_FULL * 3, 250), item)), "widow") == []


def test_a_heading_and_a_hyphen_at_the_foot(write: Write) -> None:
    one = block(_FULL * 2, 250, short="end.") + line("A Heading", 170, size=12)
    measures = read(write(one, block([*_FULL, "aaaa bbbb cccc ddd-"], 250), block(_FULL, 250)))
    assert found(measures, "heading at the foot") == ["A Heading"]
    assert found(measures, "hyphen at a page's end") == ["aaaa bbbb cccc ddd-"]


def test_calls_that_begin_a_line_or_have_one_alone(write: Write) -> None:
    first = "BT /F 6 Tf 1 0 0 1 20 230 Tm (7) Tj ET\n" + line("aaaa bbbb cccc ddd", 226, x=27.5)
    alone = "BT /F 6 Tf 1 0 0 1 20 218 Tm (8) Tj ET\n"
    measures = read(write(block(_FULL, 250) + first + alone + block(_FULL, 202)))
    assert found(measures, "call first in a line") == ["7 aaaa bbbb cccc ddd"]
    assert found(measures, "call alone on a line") == ["8"]


def test_letters_are_the_same_however_they_are_written() -> None:
    assert letters("Oﬃce") == letters("o f-f i c e")


def test_the_results_get_their_part_in_its_place() -> None:
    whole = "# Results\n\none\n\n## Citations\n\ntwo\n"
    once = _replaced(whole, ["## Lines", "", "three", ""])
    assert once == "# Results\n\none\n\n## Lines\n\nthree\n\n## Citations\n\ntwo\n"
    assert _replaced(once, ["## Lines", "", "four"]) == once.replace("three", "four")
