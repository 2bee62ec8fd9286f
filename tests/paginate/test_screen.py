"""The PDF for the screen: the same pages as in print, but for what only paper needs."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from tests.conftest import Said
from tests.paginate.books import BACK, CHAPTERS, FRONT, HEAD, prose
from tests.paginate.test_labels import labels
from tests.reading import Line, pdf_bookmarks, pdf_lines, pdf_raw

Build = Callable[..., Path]

SEE = "See [the weir](weirs.md){.page} and [the site](https://example.org/)."
NOTED = f"{prose('Lock', 2, SEE)}\n\nNoted.[^1]\n\n[^1]: Here.\n"


@pytest.fixture
def both(build: Build) -> Callable[..., tuple[Path, Path]]:
    def run(manifest: str, *more: str, **files: str) -> tuple[Path, Path]:
        pdf = build(manifest, "--format", "pdf-screen", *more, **{"locks.md": NOTED, **files})
        return pdf, pdf.with_name("the-canals-screen.pdf")

    return run


def by_label(path: Path) -> dict[str, list[Line]]:
    names = labels(path)
    lines: dict[str, list[Line]] = {name: [] for name in names}
    for line in pdf_lines(path):
        lines[names[line.page - 1]].append(line)
    return lines


@pytest.mark.parametrize("more", [(), ("page.front-folios=running",), ("page.openings=recto", "page.trim=digest")])
def test_every_line_and_every_page_is_that_of_print(
    both: Callable[..., tuple[Path, Path]], more: tuple[str, ...]
) -> None:
    settings = [word for setting in more for word in ("--set", setting)]
    printed, screen = both(HEAD + FRONT + CHAPTERS + BACK, *settings)
    paper, glass = by_label(printed), by_label(screen)
    assert glass.pop("C1"), "the cover comes first"
    blank = {name for name, lines in paper.items() if not lines}
    assert blank and not blank & set(glass), "no page is blank"
    assert list(glass) == [name for name in paper if name not in blank]
    for name, lines in glass.items():
        assert [line.text for line in lines] == [line.text for line in paper[name]], name
        for one, other in zip(lines, paper[name], strict=True):
            assert (one.left, one.right, one.top) == pytest.approx((other.left, other.right, other.top), abs=0.05)


def test_margins_are_equal_on_both_sides(both: Callable[..., tuple[Path, Path]]) -> None:
    printed, screen = both(HEAD + FRONT + CHAPTERS)
    with pypdfium2.PdfDocument(screen) as pdf, pypdfium2.PdfDocument(printed) as paper:
        size = paper[0].get_size()
        for page in pdf:
            assert page.get_size() == pytest.approx(size)
        edges = [page.get_mediabox() for page in pdf]
    full = [
        line for line in pdf_lines(screen) if "is as old as the canal" in line.text and line.right - line.left > 280
    ]
    assert {line.page % 2 for line in full} == {0, 1}
    for line in full:
        left, _, right, _ = edges[line.page - 1]
        if line.right - line.left > 290:
            assert line.left - left == pytest.approx(right - line.right, abs=2)


def test_a_margin_that_both_sides_keep_free_stays(both: Callable[..., tuple[Path, Path]]) -> None:
    printed, screen = both(HEAD + "layout: report\n" + CHAPTERS)
    with pypdfium2.PdfDocument(screen) as pdf:
        assert {tuple(round(x) for x in page.get_mediabox()) for page in pdf} == {(0, 0, 595, 842)}
    places = [[(line.text, line.left, line.top) for line in by_label(path)["1"]] for path in (printed, screen)]
    assert places[0] == places[1]


def test_the_books_cover_is_not_shown_twice(both: Callable[..., tuple[Path, Path]]) -> None:
    printed, screen = both(HEAD + FRONT.replace("[half", "[cover, half") + CHAPTERS)
    assert labels(printed)[:4] == ["C1", "C2", "i", "ii"]
    assert labels(screen)[:3] == ["C1", "i", "iii"]


def colours(page: pypdfium2.PdfPage) -> set[tuple[int, int, int]]:
    picture = page.render(scale=2).to_pil().convert("RGB")
    return {colour for _, colour in picture.getcolors(1 << 24)}


def test_links_are_seen_and_lead_somewhere(both: Callable[..., tuple[Path, Path]]) -> None:
    printed, screen = both(
        HEAD + "front: []\n" + CHAPTERS, "--set", "page.link=#c00000", **{"weirs.md": "# Weir\n\nlow"}
    )
    red = (0xC0, 0, 0)
    with pypdfium2.PdfDocument(screen) as pdf, pypdfium2.PdfDocument(printed) as paper:
        assert red in colours(pdf[1]) and red not in colours(paper[0])
        assert red not in colours(pdf[3]), "only links are coloured"
        with pikepdf.open(screen) as file:
            rectangles = [[float(x) for x in a.Rect] for a in file.pages[1].get("/Annots", [])]
            addresses = [str(a.A.URI) for a in file.pages[1].Annots if "/A" in a]
        text = pdf[1].get_textpage()
        linked = [text.get_text_bounded(*r) for r in rectangles]
    assert addresses == ["https://example.org/"]
    assert any("the site" in words for words in linked) and any("the weir" in words for words in linked)
    assert [(level, title) for level, title, _ in pdf_bookmarks(screen)] == [
        (level, title) for level, title, _ in pdf_bookmarks(printed)
    ]
    shift = len(pdf_raw(screen)) - len(pdf_raw(printed))
    assert [page - shift for _, _, page in pdf_bookmarks(screen)] == [page for _, _, page in pdf_bookmarks(printed)]


def test_a_coloured_page_is_coloured_to_its_edges(both: Callable[..., tuple[Path, Path]]) -> None:
    files = {
        "layouts/mine/layout.yaml": "extends: pamphlet\n",
        "layouts/mine/print.css": "@page { background: #ffe0a0 }\n",
        "layouts/mine/screen.css": "section.chapter > .opening h1.title { color: #00c000 }\n",
    }
    _, screen = both(HEAD + "layout: mine\nfront: []\n" + CHAPTERS, **files)
    with pypdfium2.PdfDocument(screen) as pdf:
        for number in (1, 2):
            picture: Image.Image = pdf[number].render(scale=1).to_pil().convert("RGB")
            row = [picture.getpixel((x, 20)) for x in range(2, picture.width - 2)]
            assert set(row) == {(0xFF, 0xE0, 0xA0)}
        assert (0, 0xC0, 0) in colours(pdf[1]), "a layout's own screen.css"


def test_one_pdf_does_not_change_the_other(
    both: Callable[..., tuple[Path, Path]], build: Build, cli: Callable[..., Said]
) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(picture, "PNG")
    book = HEAD + FRONT + CHAPTERS
    printed, screen = both(book)
    for kind, path in (("pdf", printed), ("pdf-screen", screen)):
        folder = printed.parent.parent
        assert cli("build", "book.yaml", "-o", kind, "--format", kind, cwd=folder).code == 0
        assert [p.name for p in (folder / kind).iterdir()] == [path.name]
        assert (folder / kind / path.name).read_bytes() == path.read_bytes()
