"""Lines of WeasyPrint's are painted as it paints them, lines of ours as they were measured, and both can be copied."""

from __future__ import annotations

import functools
import io
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pikepdf
import pydyf
import pypdfium2
import pytest

from pamphleteer import fonts
from pamphleteer.cli import main
from pamphleteer.model import Piece, Stylesheet
from pamphleteer.shelf import bundled
from tests.conftest import ROOT

SCALE = 150 / 72
"""Dots a point."""

Wanted = Callable[[Any], None]


@dataclass
class Painted:
    """One layout of WeasyPrint's own lines, painted in several ways."""

    theirs: list[bytes] = field(default_factory=list)
    """By WeasyPrint; a PDF for each that is made."""
    ours: list[bytes] = field(default_factory=list)
    """By us, the same lines, without a mark on hyphens: that begins another string, which PDFium rounds by itself."""
    marked: list[bytes] = field(default_factory=list)
    """By us, with these marks."""
    exact: list[bytes] = field(default_factory=list)
    """By us, as if the lines were of our making."""
    instead: tuple[Any, ...] = ()
    """What these lines are, where they are others."""


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Painted]:
    """What is laid out while it lasts."""
    from weasyprint import draw  # noqa: TID251

    import pamphleteer.paginate as room
    from pamphleteer.paginate import patches
    from pamphleteer.paginate.lines import painting

    # Their lines, which know of the hyphens that breaks have added; nothing else of the room.
    kept = [replace(row, room="kept") if row.name == "split_text_box" else row for row in patches._PATCHES]
    monkeypatch.setattr(patches, "_PATCHES", tuple(kept))
    # Where a string is empty, PDFium loses the last number of the array; WeasyPrint writes such where the font changes.
    show = pydyf.Stream.show_text
    monkeypatch.setattr(pydyf.Stream, "show_text", lambda stream, text: show(stream, text.replace("<>", " ")))
    made, whole = Painted(), room.paint
    with patches.suspended("lines"):
        theirs = draw.draw_text
        ours = functools.partial(painting.draw_text, theirs)

        def paint(document: Any, *more: Any) -> bytes:
            for pdfs in (made.theirs, made.ours, made.marked, made.exact):
                copy = document.copy(document.pages)
                if pdfs is made.exact:
                    for box in text_boxes(copy):
                        as_it_is = box.pango_layout.text, getattr(box, painting._ADDED, 0)
                        box.pango_layout = painting.SetText(*(made.instead or as_it_is))
                with monkeypatch.context() as patch:
                    patch.setattr(draw, "draw_text", theirs if pdfs is made.theirs else ours)
                    if pdfs is made.ours:
                        patch.setattr(painting, "_ADDED", "none")
                    pdfs.append(whole(copy, *more))
            return made.theirs[-1]

        monkeypatch.setattr(room, "paint", paint)
        yield made


def text_boxes(document: Any) -> Iterator[Any]:
    """Every text box that is not at the top of a list item, outside of its line."""
    from weasyprint.formatting_structure import boxes  # noqa: TID251

    waiting = [page._page_box for page in document.pages]
    while waiting:
        box = waiting.pop()
        if isinstance(box, boxes.TextBox):
            if box.text.strip() and not re.search("[\t\n]", box.pango_layout.text):
                yield box
        else:
            waiting += getattr(box, "children", ())


def pages(pdf: bytes) -> Iterator[tuple[bytes, str]]:
    """The picture and the text of each page; soft hyphens are not told from others."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage().get_text_range()
            yield page.render(scale=SCALE, grayscale=True).to_pil().tobytes(), re.sub("\u2010\r\n", "\ufffe", text)


def differing(one: bytes, other: bytes) -> list[int]:
    """Pages that look or read otherwise, from 1."""
    both = list(zip(pages(one), pages(other), strict=True))
    assert both
    return [number for number, (a, b) in enumerate(both, 1) if a != b]


def size_of_contents(pdf: bytes) -> int:
    """Bytes of all pages' content, uncompressed."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return sum(len(page.Contents.read_bytes()) for page in document.pages)


@pytest.mark.long
@pytest.mark.parametrize(
    ("manifest", "layout"),
    [("tests/constructs/book.yaml", "pamphlet"), ("tests/constructs/book.yaml", "report"), ("book/book.yaml", "")],
    ids=["pamphlet", "report", "handbook"],
)
def test_golden_books_are_painted_as_weasyprint_paints_them(
    painted: Painted, tmp_path: Path, manifest: str, layout: str, capsys: pytest.CaptureFixture[str]
) -> None:
    choice = ["--set", f"layout={layout}"] if layout else []
    assert main(["build", str(ROOT / manifest), "-o", str(tmp_path / "out"), "--format", "pdf", *choice]) == 0
    capsys.readouterr()
    for theirs, ours, marked, exact in zip(painted.theirs, painted.ours, painted.marked, painted.exact, strict=True):
        assert differing(theirs, ours) == []
        assert [text for _, text in pages(marked)] == [text for _, text in pages(ours)]
        assert max(map(size_of_contents, (ours, marked, exact))) < 0.92 * size_of_contents(theirs)
        assert max(map(len, (ours, marked, exact))) < len(theirs)


@pytest.fixture
def set_html(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., bytes]:
    """Set a body by a style sheet; returns the PDF."""
    config = tmp_path / "fonts.conf"
    config.write_text(fonts.fontconfig(fonts.load(bundled("fonts")), str(tmp_path / "cache")))
    monkeypatch.setenv("FONTCONFIG_FILE", str(config))

    def run(html: str, css: str = "", language: str = "en") -> bytes:
        from pamphleteer.paginate import Head, paginate

        page = "@page { size: 300pt 400pt; margin: 20pt } body { font: 11pt/1.3 EB Garamond } p { margin: 0 } "
        head = Head("T", "T", (), language, "2026-01-01", "test")
        piece = Piece("a", "chapter", f"<section>{html}</section>".encode())
        return paginate([piece], [Stylesheet("t.css", page + css)], head, {}, {}).pdf

    return run


PROSE = (
    "The keeper of the difficult office at Wye, <em>an AVATAR of the wharfinger</em>, kept 7\u00a0feet of water "
    "over\u00a0<strong>the sill</strong> in <a href='#x'>1876</a>\u00a0— and more ⇧ in Жуковка "
    "<span class='small'>nato and the Bbc</span><sup>12</sup> than the navigation’s commissioners had ever asked for."
)

SPECIAL = {
    "justified": "p { text-align: justify; hyphens: auto }",
    "ragged": "p { text-align: left; hyphens: auto }",
    "centred, by word-spacing": "p { text-align: center; word-spacing: 2pt }",
    "justified by word-spacing": "p { text-align: justify; word-spacing: -0.5pt }",
    "spaced out": "p { text-align: justify; letter-spacing: 0.1em; hyphens: auto }",
    "decorated": (
        "p { text-align: justify } em { text-decoration: underline overline 1pt red }"
        " strong { text-decoration: line-through } a { text-decoration: underline; text-underline-offset: 2pt }"
    ),
    "oldstyle, no ligatures": "p { text-align: justify; font-variant: oldstyle-nums no-common-ligatures }",
    "sans": "p { text-align: justify; font-family: 'Source Sans 3'; hyphens: auto }",
    "code": "p { font-family: Source Code Pro; white-space: pre-wrap; overflow-wrap: anywhere }",
    "cut": "p { white-space: nowrap; overflow: hidden; text-overflow: ellipsis }",
    "half unseen": "em { visibility: hidden } strong { font-size: 0 }",
    "coloured": "em { color: rgb(0 0 0 / 40%) } strong { color: device-cmyk(0 1 1 0) }",
    "a drop capital": "p::first-letter { float: left; font-size: 30pt; line-height: 1 } p { text-align: justify }",
    "leaders": "p::after { content: leader('.') '7' } ",
}


@pytest.mark.parametrize("css", SPECIAL.values(), ids=SPECIAL)
def test_text_of_every_kind_is_painted_as_weasyprint_paints_it(
    painted: Painted, set_html: Callable[..., bytes], css: str
) -> None:
    set_html(f"<p id='x'>{PROSE} {PROSE}</p>", f".small {{ font-variant: small-caps }} sup {{ font-size: 70% }} {css}")
    assert differing(painted.theirs[0], painted.ours[0]) == []


@pytest.mark.parametrize(
    "html",
    [
        "<p>שלום and then <bdo dir='rtl'>some</bdo> Latin</p>",
        "<p dir='rtl'>from the right</p>",
        "<pre>a\tb\n\tc</pre>",
        "<p style='font-family: &quot;Source Sans 3&quot;'>q\u0323\u0301 and A\u0301\u0302</p>",
        "<p style='text-align: justify'>\ue000 is nothing that a font of ours has, and the line goes on.</p>",
        "<ul><li>one</li></ul><ol><li>two</li></ol>",
    ],
)
def test_what_we_do_not_paint_is_left_to_weasyprint(
    painted: Painted, set_html: Callable[..., bytes], html: str
) -> None:
    set_html(html)
    assert differing(painted.theirs[0], painted.ours[0]) == []
    assert len(painted.exact[0]) > 0


def operations(pdf: bytes) -> Iterator[tuple[str, list[Any]]]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            for instruction in pikepdf.parse_content_stream(page):
                yield str(instruction.operator), list(instruction.operands)


def right_edges(pdf: bytes) -> list[float]:
    """Where the last letter of each line ends, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        edges: dict[int, float] = {}
        for i in range(text.count_chars()):
            if text.get_text_range(i, 1).strip():
                _, bottom, right, _ = text.get_charbox(i, loose=True)
                edges[round(bottom)] = max(edges.get(round(bottom), 0.0), right)
    return list(edges.values())


def test_lines_of_ours_end_at_the_margin(painted: Painted, set_html: Callable[..., bytes]) -> None:
    words = "an ocean in autumn when even a barn on a fen can turn a green din then " * 12
    set_html(f"<p>{words}</p>", "p { text-align: justify; font-family: 'Source Sans 3' }")
    ways = painted.theirs, painted.ours, painted.exact
    off = [max(abs(edge - 274) for edge in right_edges(pdf)[:-1]) for [pdf] in ways]
    assert off[0] == off[1] > 0.02
    assert off[2] < 0.01


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not here")
def test_a_hyphen_at_a_lines_end_is_soft_for_poppler(
    painted: Painted, set_html: Callable[..., bytes], tmp_path: Path
) -> None:
    set_html(*HYPHENATED)
    for name in ("marked", "exact"):
        (tmp_path / "t.pdf").write_bytes(getattr(painted, name)[0])
        text = subprocess.run(["pdftotext", str(tmp_path / "t.pdf"), "-"], capture_output=True, text=True).stdout
        assert "navig\u00ad\nation" in text
        assert "\u2010" not in text
        assert "well-\nknown" in text or "wellknown" in text


HYPHENATED = (
    "<p>the navig\u00adation</p><p>his well-known</p>",
    "p { width: 45pt; hyphens: manual }",
)


def test_a_word_that_a_line_breaks_is_whole_for_pdfium(painted: Painted, set_html: Callable[..., bytes]) -> None:
    set_html(*HYPHENATED)
    for name in ("marked", "exact"):
        with pypdfium2.PdfDocument(getattr(painted, name)[0]) as document:
            text = document[0].get_textpage()
            assert "navig\ufffeation" in text.get_text_range()
    spans = [
        str(operands[1]["/ActualText"]) for name, operands in operations(painted.marked[0]) if is_meant(name, operands)
    ]
    assert spans == ["\u00ad"], "a hyphen of the word's own is not soft"


def is_meant(name: str, operands: list[Any]) -> bool:
    return name == "BDC" and "/ActualText" in operands[1]


@pytest.mark.parametrize(
    ("text", "tail", "meant", "expected"),
    [
        ("Zuk-", 2, "c", "Zuc"),
        ("asz-", 1, "", "asz"),
        ("Schiff-", 2, "", "Schif"),
        ("the navig\u2010", 1, "\u00ad", "the navig\u00ad"),
        ("-", 1, "", ""),
        ("a\u00a0b", 0, "", "a b"),
    ],
)
def test_what_a_break_has_changed_is_read_as_the_copy_has_it(
    painted: Painted,
    set_html: Callable[..., bytes],
    text: str,
    tail: int,
    meant: str,
    expected: str,
) -> None:
    painted.instead = text, tail, meant
    set_html("<p>placeholder</p>")
    assert read_back(painted.exact[0]) == expected


def read_back(pdf: bytes) -> str:
    """The text of a page of one line by its /ToUnicode maps and replacement texts."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        page = document.pages[0]
        maps = {name: to_unicode(font) for name, font in page.Resources.Font.items()}
        text, font, replaced = "", "", 0
        for instruction in pikepdf.parse_content_stream(page):
            name, operands = str(instruction.operator), list(instruction.operands)
            if is_meant(name, operands):
                text, replaced = text + str(operands[1]["/ActualText"]), 1
            elif name == "EMC":
                replaced = 0
            elif name == "Tf":
                font = str(operands[0])
            elif name == "TJ" and not replaced:
                for piece in operands[0]:
                    if isinstance(piece, pikepdf.String):
                        code = bytes(piece).hex()
                        text += "".join(maps[font][code[i : i + 4]] for i in range(0, len(code), 4))
    return text


def to_unicode(font: Any) -> dict[str, str]:
    found = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]*)>", font.ToUnicode.read_bytes())
    return {glyph.decode(): bytes.fromhex(letters.decode()).decode("utf-16-be") for glyph, letters in found}


def test_glyphs_of_two_characters_are_read_as_those_that_are_searched_for(
    painted: Painted, set_html: Callable[..., bytes]
) -> None:
    set_html("<p>7\u00a0feet in all\u2010out-of-date</p>", "p { font-family: 'Source Sans 3' }")
    assert read_back(painted.ours[0]) == "7 feet in all-out-of-date"
