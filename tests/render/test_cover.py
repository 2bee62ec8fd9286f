"""The cover: what stands on it, that it holds on every trim, and the picture that the ebook shows of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from pamphleteer.build import Options, make
from tests.conftest import MANIFEST

LONG = (
    "An Account of the Several Attempts to Drain the Great Marsh, Together with the Names of Those Who Lost Their "
    "Fortunes in It"
)
FIVE = ["A. Writer", "Beatrice van den Bergh-Hohenstein", "C. de la Fontaine", "Dmitri Alexandrovich", "Eve Eden"]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}"><rect width="100%" height="100%" fill="#f00"/></svg>'
PAPER, LABEL = (47, 93, 98), (250, 246, 234)


def manifest(title: str, creators: list[str], *lines: str) -> str:
    names = ", ".join(f'"{name}"' for name in creators)
    head = f'title: "{title}"\nlanguage: en-GB\ndate: 2026-01-01\ncreators: [{names}]\n'
    return head + "".join(f"{line}\n" for line in lines) + "chapters:\n"


def pdf_of(folder: Path) -> pypdfium2.PdfDocument:
    result = make(Options(folder / "book.yaml", formats=("pdf",)))
    assert [str(d) for d in result.found if d.severity != "info"] == []
    return pypdfium2.PdfDocument(next(data for path, data in result.outputs.items() if path.suffix == ".pdf"))


def epub_of(folder: Path) -> dict[str, bytes]:
    result = make(Options(folder / "book.yaml", formats=("epub",)))
    assert [str(d) for d in result.found if d.severity != "info"] == []
    data = next(data for path, data in result.outputs.items() if path.suffix == ".epub")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def near(pixel: tuple[int, ...], colour: tuple[int, ...], most: int = 8) -> bool:
    return all(abs(a - b) <= most for a, b in zip(pixel, colour, strict=True))


def test_the_ebook_shows_a_picture_of_the_cover(book: Callable[..., Path]) -> None:
    files = epub_of(book({"a.md": "# Locks\n\nText.\n"}))
    picture = Image.open(io.BytesIO(files["EPUB/images/cover.jpg"]))
    assert (picture.format, picture.mode) == ("JPEG", "RGB")
    # A5, 1600 pixels wide.
    assert picture.size == (1600, pytest.approx(1600 * 210 / 148, abs=2))
    assert near(picture.getpixel((20, 20)), PAPER), "a field of colour to the very edge"
    assert near(picture.getpixel((220, 240)), LABEL), "and a label on it"
    page = files["EPUB/cover.xhtml"].decode()
    assert '<img src="images/cover.jpg" alt="Cover: The Canals, by A. Writer" role="doc-cover"/>' in page
    package = files["EPUB/package.opf"].decode()
    assert 'properties="cover-image"' in package and "linear" not in package
    assert 'epub:type="cover" href="cover.xhtml"' in files["EPUB/nav.xhtml"].decode()


@pytest.mark.parametrize(("language", "said"), [("de", "von"), ("fr", "par")])
def test_the_alternative_text_is_in_the_language_of_the_book(
    book: Callable[..., Path], language: str, said: str
) -> None:
    lines = MANIFEST.replace("en-GB", language)
    page = epub_of(book({"a.md": "# Locks\n\nText.\n"}, lines))["EPUB/cover.xhtml"].decode()
    assert f", {said} A. Writer" in page


def test_the_manifest_may_say_what_the_cover_shows(book: Callable[..., Path]) -> None:
    lines = MANIFEST.replace("chapters:", 'cover: {alt: "A lock gate, half open"}\nchapters:')
    page = epub_of(book({"a.md": "# Locks\n\nText.\n"}, lines))["EPUB/cover.xhtml"].decode()
    assert 'alt="A lock gate, half open"' in page


def test_a_printed_cover_is_a_leaf_before_all_others(book: Callable[..., Path]) -> None:
    lines = MANIFEST.replace("chapters:", "front: [cover, half-title, title-page]\nchapters:")
    document = pdf_of(book({"a.md": "# Locks\n\nText.\n"}, lines))
    texts = [document[i].get_textpage().get_text_range().split() for i in range(len(document))]
    assert " ".join(texts[0]) == "A. WRITER The Canals" or " ".join(texts[0]) == "A. Writer The Canals"
    assert texts[1] == [] and texts[2] != [], "the inside of the cover is blank, and the half-title a recto"
    corner = document[0].render(scale=1).to_pil().getpixel((2, 2))
    assert near(corner, PAPER)
    assert document[1].render(scale=1).to_pil().getpixel((2, 2)) == (255, 255, 255)


def test_a_printed_book_has_a_cover_only_where_it_asks_for_one(book: Callable[..., Path]) -> None:
    document = pdf_of(book({"a.md": "# Locks\n\nText.\n"}))
    assert document[0].render(scale=1).to_pil().getpixel((2, 2)) == (255, 255, 255)


def test_what_follows_the_cover_is_a_recto_without_a_half_title_too(book: Callable[..., Path]) -> None:
    lines = MANIFEST.replace("chapters:", "front: [cover]\nchapters:")
    document = pdf_of(book({"a.md": "# Locks\n\nText.\n"}, lines))
    assert len(document) == 3
    assert document[1].get_textpage().get_text_range().split() == []


@pytest.mark.parametrize("trim", ["A6", "210 × 148 mm", "150 × 150 mm"])
@pytest.mark.parametrize(
    ("title", "creators", "picture"),
    [
        ("1984", [], None),
        (LONG, FIVE, None),
        (LONG, FIVE, (3, 2)),
        ("On Walking", ["A. Writer"], (2, 3)),
        ("Donaudampfschifffahrtsgesellschaftskapitän", ["A. Writer"], (1, 1)),
        ("The Locks, Weirs and Bridges of the Old Navigation", FIVE[:3], (2, 5)),
    ],
)
def test_the_label_holds_its_words_and_picture(
    book: Callable[..., Path], trim: str, title: str, creators: list[str], picture: tuple[int, int] | None
) -> None:
    lines = [f"page: {{trim: {trim}}}", "front: [cover]", "publisher: Hamish and Daughters, Publishers"]
    lines += ["subtitle: Being a true history, with tables and an appendix on windmills"] if title == LONG else []
    lines += ["cover: gate.svg"] if picture else []
    files = {"gate.svg": SVG.format(*picture)} if picture else {}
    document = pdf_of(book({"a.md": "# Locks\n\nText.\n"}, manifest(title, creators, *lines), **files))
    assert len(document) == 3, "the cover is one page"
    image = document[0].render(scale=2).to_pil().convert("RGB")
    width, height = image.size
    for y in (height // 40, height - height // 30):
        assert all(near(image.getpixel((x, y)), PAPER) for x in range(0, width, 7)), "the label ends within the page"
    for x in (width // 40, width - width // 40):
        assert all(near(image.getpixel((x, y)), PAPER) for y in range(0, height, 7)), "at its sides, too"
    if picture:
        red = [
            (x, y) for x in range(0, width, 3) for y in range(0, height, 3) if near(image.getpixel((x, y)), (255, 0, 0))
        ]
        across, down = (max(place[i] for place in red) - min(place[i] for place in red) for i in (0, 1))
        assert across / down == pytest.approx(picture[0] / picture[1], rel=0.1), "neither cut nor stretched"
        assert max(across, down) > 0.1 * min(width, height)


def test_a_picture_may_fill_the_cover(book: Callable[..., Path]) -> None:
    lines = MANIFEST.replace("chapters:", "front: [cover]\ncover: {picture: gate.svg, fit: fill}\nchapters:")
    image = pdf_of(book({"a.md": "# Locks\n\nText.\n"}, lines, **{"gate.svg": SVG.format(30, 20)}))[0].render().to_pil()
    red = (255, 0, 0)
    corners = [(2, 2), (image.width - 3, 2), (2, image.height - 3), (image.width - 3, image.height - 3)]
    assert all(near(image.getpixel(corner), red) for corner in corners)
    assert near(image.getpixel((image.width // 2, round(image.height * 0.12))), LABEL)


def test_colours_are_options_of_the_layout(book: Callable[..., Path]) -> None:
    lines = MANIFEST.replace("chapters:", 'front: [cover]\npage: {cover-paper: "#802020"}\nchapters:')
    image = pdf_of(book({"a.md": "# Locks\n\nText.\n"}, lines))[0].render().to_pil()
    assert near(image.getpixel((2, 2)), (0x80, 0x20, 0x20))


def test_a_picture_of_the_cover_that_is_missing_is_told(book: Callable[..., Path]) -> None:
    folder = book({"a.md": "# Locks\n\nText.\n"}, MANIFEST.replace("chapters:", "cover: gone.png\nchapters:"))
    found = make(Options(folder / "book.yaml")).found
    assert [(d.code, d.span and (d.span.line, d.span.column)) for d in found if d.severity == "error"] == [
        ("file-missing", (5, 8))
    ]


def test_a_cover_outside_the_folder_or_out_of_its_place_is_refused(book: Callable[..., Path]) -> None:
    lines = MANIFEST.replace("chapters:", "cover: {picture: ../gate.png}\nfront: [title-page, cover]\nchapters:")
    found = make(Options(book({"a.md": "# Locks\n\nText.\n"}, lines) / "book.yaml")).found
    assert {d.code for d in found} == {"path-outside", "cover-misplaced"}
