"""Pictures of pages: made small, compared piece by piece, and a difference made visible."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter, ImageStat

SCALE = 0.75
"""Pixels a point: an A5 page is 315 × 447 pixels, in which words can be told apart."""

FINER = 8
"""Pages are painted so much larger, then reduced: PDFium puts letters on whole pixels, which would hide a shift."""

SHADES = 16
TILE = (24, 10)
"""A short word of a line, in pixels."""

TOLERANCE = 7.5
"""How far the mean grey of a tile may be off, of 255; ``tests/test_golden.py`` says why so far."""


def page_picture(pdf: Path, number: int, finer: int = FINER, scale: float = SCALE) -> Image.Image:
    """A page (from 0) in grey."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[number]
        size = tuple(round(length * scale) for length in page.get_size())
        large = page.render(scale=scale * finer, grayscale=True).to_pil().convert("L")
    return large.resize(size, Image.Resampling.BOX)


def reduced(picture: Image.Image) -> Image.Image:
    """The picture in the few shades in which it is kept."""
    step = 255 // (SHADES - 1)
    return picture.point([min(255, (grey + step // 2) // step * step) for grey in range(256)])


def worst_tile(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of the tile in which two pictures differ most, 0 to 255; 255 where their sizes differ."""
    if one.size != other.size:
        return 255.0
    # A little out of focus, the two hardly differ by the grey of letters' edges, but still by their places.
    difference = ImageChops.difference(*(picture.filter(ImageFilter.GaussianBlur(0.8)) for picture in (one, other)))
    width, height = TILE
    worst = 0.0
    # Tiles overlap by half, so that no line is parted between two.
    for top in range(0, one.height, height // 2):
        for left in range(0, one.width, width // 2):
            tile = difference.crop((left, top, min(left + width, one.width), min(top + height, one.height)))
            worst = max(worst, ImageStat.Stat(tile).mean[0])
    return worst


def write_difference(expected: Image.Image, got: Image.Image, path: Path) -> Path:
    """Both pictures and, between them, what differs, dark on white, three times as large."""
    width, height = max(expected.width, got.width), max(expected.height, got.height)
    sheet = Image.new("L", (3 * width, height), 255)
    sheet.paste(expected, (0, 0))
    sheet.paste(got, (2 * width, 0))
    padded = [Image.new("L", (width, height), 255) for _ in range(2)]
    for canvas, picture in zip(padded, (expected, got), strict=True):
        canvas.paste(picture, (0, 0))
    sheet.paste(ImageChops.invert(ImageChops.difference(*padded)), (width, 0))
    sheet.resize((sheet.width * 3, sheet.height * 3)).save(path)
    return path
