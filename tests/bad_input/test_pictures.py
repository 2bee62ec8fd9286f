"""Pictures and fonts that are too large, that lie about what they are, or that are none."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from tests.bad_input.conftest import Attempt
from tests.conftest import MANIFEST, ROOT

Book = Callable[..., Path]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'
DATA = "data:image/"
GARAMOND = (ROOT / "fonts/eb-garamond/EBGaramond-Regular.ttf").read_bytes()


def raster(kind: str, mode: str = "RGB", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    made = io.BytesIO()
    Image.new(mode, size).save(made, kind, **options)
    return made.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *more: bytes) -> bytes:
    """A PNG of that size, all in one colour: some kilobytes, however many pixels."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    rows = zlib.compressobj(9)
    data = b"".join([rows.compress(bytes(1 + (width + 7) // 8)) for _ in range(height)] + [rows.flush()])
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def shows(book: Book, name: str, data: bytes) -> Path:
    return book({"a.md": f"# A\n\n![A lock.]({name})\n"}, **{f"articles/{name}": data})


REFUSED = {
    "huge.png": (png(30_000, 30_000), "image-too-large"),
    "page.jpg": (b"<!DOCTYPE html><title>x</title>", "image-broken"),
    "raster.svg": (raster("PNG"), "image-broken"),
    "drawing.png": (SVG.format("").encode(), "image-broken"),
    "half.png": (raster("PNG", size=(400, 300))[:300], "image-broken"),
    "half.jpg": (raster("JPEG", size=(400, 300))[:400], "image-broken"),
    "empty.png": (b"", "image-broken"),
    "script.svg": (SVG.format("<script>x()</script>").encode(), "image-unsafe"),
    "load.svg": (SVG.format('<rect onload="x()"/>').encode(), "image-unsafe"),
    "outer.svg": (SVG.format('<image href="https://example.org/a.png"/>').encode(), "image-unsafe"),
    "file.svg": (SVG.format('<image xlink:href="file:///etc/passwd"/>').encode(), "image-unsafe"),
    "url.svg": (SVG.format('<rect fill="url(https://example.org/a.svg#b)"/>').encode(), "image-unsafe"),
    "import.svg": (SVG.format("<style>@import 'x.css';</style>").encode(), "image-unsafe"),
    "foreign.svg": (SVG.format("<foreignObject/>").encode(), "image-unsafe"),
    "self.svg": (SVG.format('<g id="a"><use href="#a"/></g>').encode(), "image-unsafe"),
    "laughs.svg": (
        ('<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]>' + SVG.format("<text>&b;</text>")).encode(),
        "image-unsafe",
    ),
    "within.svg": (SVG.format(f'<image href="{DATA}png;base64,AAAA"/>').encode(), "image-broken"),
    "wide.svg": (
        SVG.format(f'<image href="{DATA}png;base64,{base64.b64encode(png(30_000, 30_000)).decode()}"/>').encode(),
        "image-too-large",
    ),
    "nested.svg": (SVG.format(f'<image href="{DATA}svg+xml,%3Csvg/%3E"/>').encode(), "image-unsafe"),
    "fill.svg": (SVG.format(f'<rect fill="url({DATA}svg+xml,%3Csvg/%3E)"/>').encode(), "image-unsafe"),
    "water.svg": (SVG.format("<text>\u6c34</text>").encode(), "glyph-missing"),
    "mask.svg": (
        SVG.format('<mask id="a"><rect mask="url(#a)" width="9" height="9"/></mask><rect mask="url(#a)"/>').encode(),
        "image-broken",
    ),
    "numbers.svg": (SVG.format('<rect x="a" rx="q" width="%" height="nan"/>').encode(), "image-broken"),
    "profile.png": (png(40, 30, chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(50 << 20), 9))), "image-broken"),
    "text.png": (png(40, 30, chunk(b"zTXt", b"x\0\0" + zlib.compress(bytes(50 << 20), 9))), "image-broken"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_picture_that_no_book_can_hold_is_refused_at_its_line(book: Book, limited: Attempt, name: str) -> None:
    data, code = REFUSED[name]
    limited(shows(book, name, data), code=code, place="articles/a.md:3:12", seconds=10, megabytes=900)


SET = {
    "lies.png": (raster("JPEG"), "jpg"),
    "moves.gif": (raster("GIF", "P", save_all=True, append_images=[Image.new("P", (40, 30), 1)]), "gif"),
    "print.jpg": (raster("JPEG", "CMYK"), "jpg"),
    "deep.png": (raster("PNG", "I;16"), "png"),
}


@pytest.mark.parametrize("name", SET)
def test_a_picture_of_another_kind_is_set_as_what_it_is(book: Book, limited: Attempt, name: str) -> None:
    data, ending = SET[name]
    folder = shows(book, name, data)
    limited(folder, seconds=20, megabytes=1500)
    held = zipfile.ZipFile(folder / "dist/the-canals.epub").namelist()
    assert [n for n in held if "/images/" in n and "cover" not in n] == [f"EPUB/images/{name[:-4]}.{ending}"]


FONTS = {
    "none.ttf": b"This is no font.",
    "empty.otf": b"",
    "half.ttf": GARAMOND[: len(GARAMOND) // 3],
    "head.ttf": GARAMOND[:40],
    "bad.woff2": b"wOF2" + bytes(60),
    "flipped.ttf": GARAMOND[:12] + bytes(200) + GARAMOND[212:],
}


@pytest.mark.parametrize("name", FONTS)
def test_a_font_that_is_none_is_refused(book: Book, limited: Attempt, name: str) -> None:
    manifest = MANIFEST.replace("chapters:", f"fonts: [fonts/{name}]\nchapters:")
    folder = book({"a.md": "# A\n\nText.\n"}, manifest, **{f"fonts/{name}": FONTS[name]})
    code = "font-unsupported" if name.endswith(".woff2") else "font-unreadable"
    limited(folder, code=code, place="book.yaml:5:9", seconds=10, megabytes=900)


def test_greys_of_16_bits_are_printed_as_they_are(book: Book, limited: Attempt) -> None:
    # From black to white, 256 steps across, each of a byte and the same byte again.
    rows = b"".join(bytes([grey, grey]) for grey in range(256)) * 64
    held = io.BytesIO()
    Image.frombytes("I;16", (256, 64), rows).save(held, "PNG")
    folder = shows(book, "steps.png", held.getvalue())
    limited(folder, seconds=20, megabytes=1500)
    with pypdfium2.PdfDocument(folder / "dist/the-canals.pdf") as pdf:
        pictures = [item for page in pdf for item in page.get_objects() if isinstance(item, pypdfium2.PdfImage)]
        shown = pictures[0].get_bitmap().to_pil().convert("L").resize((4, 1))
    greys = [shown.getpixel((x, 0)) for x in range(4)]
    assert [abs(grey - right) < 12 for grey, right in zip(greys, (32, 96, 160, 224), strict=True)] == [True] * 4, greys


def test_a_cover_that_cannot_be_painted_is_refused(book: Book, limited: Attempt) -> None:
    manifest = MANIFEST.replace("chapters:", "cover: mask.svg\nchapters:")
    folder = book({"a.md": "# A\n\nText.\n"}, manifest, **{"mask.svg": REFUSED["mask.svg"][0]})
    limited(folder, code="image-broken", place="book.yaml:5:8", seconds=20, megabytes=1500)
