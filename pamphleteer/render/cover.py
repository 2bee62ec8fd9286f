"""Book + Layout → the cover: a page of print HTML, which is also the picture of the ebook's cover."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from pamphleteer.diagnostics import Diagnostic
from pamphleteer.layout import Layout
from pamphleteer.model import Book, Manifest, Piece
from pamphleteer.render import Renderer
from pamphleteer.render.dress import PrintDress, print_address

# Shares of the cover's unit: the trim's width, or less on trims that are not tall (cover.css says how much).
_UNIT = 0.72
_SIZES = (0.115, 0.088, 0.066, 0.05, 0.04)
"""Sizes of the title, of which it gets the largest that it has room for."""
_MEASURE = 0.66
_PADDING = 0.155
_PICTURE_GAP, _LEAST_PICTURE, _MOST_PICTURE = 0.06, 0.32, 0.64
# Widths of letters on average, in em: of a roman in lines and in a single word, and of spaced small capitals.
_ROMAN, _WORD, _CAPITALS = 0.45, 0.52, 0.6
# The label begins at a tenth of the trim's height; below it as much stays free, or a little less.
_TALLEST = 0.82
_CROWD = 5
"""So many names run on, in a smaller size, instead of standing in lines of their own."""


def render_cover(book: Book, layout: Layout, fonts: Sequence[str]) -> tuple[Piece | None, tuple[Diagnostic, ...]]:
    """The cover as a piece of print, whether or not the printed book has one; None where the template fails."""
    renderer = Renderer(book, layout, "pdf", PrintDress(book.terms, {}), fonts)
    html = cover_section(renderer)
    return (Piece("cover", "cover", html, "cover") if html is not None else None), tuple(renderer.found)


def cover_section(renderer: Renderer, image: str | None = None) -> bytes | None:
    """The cover's ``<section>``; ``image`` is the address of the whole cover as a picture, which the ebook shows."""
    return renderer.template("cover.html.j2", cover=_words(renderer.book, renderer.layout.options, image))


def cover_alt(book: Book) -> str:
    """What someone hears who does not see the cover: the manifest's own words, or "Cover: TITLE, by …"."""
    manifest = book.manifest
    if manifest.cover.alt:
        return manifest.cover.alt
    authors = ", ".join(creator.name for creator in manifest.creators if creator.role == "aut")
    by = f", {book.terms['by']} {authors}" if authors else ""
    return f"{book.terms['cover']}: {manifest.title}{by}"


def _words(book: Book, options: Mapping[str, str], image: str | None) -> dict[str, Any]:
    manifest = book.manifest
    cover = manifest.cover
    authors = [creator.name for creator in manifest.creators if creator.role == "aut"]
    names = authors or [creator.name for creator in manifest.creators]
    whole = cover.image is not None and cover.fit == "whole"
    size, room = _sizes(manifest, names, whole, _tallest(options))
    return {
        "alt": cover_alt(book),
        "image": image,
        "picture": print_address(cover.image.path) if cover.image else None,
        "fit": cover.fit,
        "names": names,
        "crowded": len(names) >= _CROWD,
        "title_size": f"{size:g}",
        "picture_room": f"{room:.3g}",
    }


def _tallest(options: Mapping[str, str]) -> float:
    """The greatest height of the label, as a share of the unit."""
    width, height = (float(options[f"trim-{side}"].removesuffix("mm")) for side in ("width", "height"))
    return _TALLEST * height / min(width, height * _UNIT)


def _sizes(manifest: Manifest, names: Sequence[str], whole: bool, tallest: float) -> tuple[float, float]:
    """The size of the title, and the height that is left for a picture that stands whole on the label."""
    longest = max(len(word) for word in manifest.title.replace("-", "- ").split())
    size, room = _SIZES[-1], 0.0
    for size in _SIZES:
        words, lines = _height(manifest, names, size)
        room = tallest - words - _PICTURE_GAP
        fits = room >= _LEAST_PICTURE if whole else words <= tallest
        if fits and lines <= (3 if size > 0.08 else 5) and longest * size * _WORD <= _MEASURE:
            break
    return size, min(max(room, 0.1), _MOST_PICTURE)


def _height(manifest: Manifest, names: Sequence[str], size: float) -> tuple[float, int]:
    """The height of the label's words, about, and how many lines of them are the title's."""
    title = _lines(manifest.title, size * _ROMAN)
    height = _PADDING + title * size * 1.15
    if len(names) >= _CROWD:
        height += _lines(", ".join(names), 0.034 * _CAPITALS) * 0.034 * 1.3 + 0.035
    elif names:
        height += sum(_lines(name, 0.042 * _CAPITALS) for name in names) * 0.042 * 1.3 + 0.035
    if manifest.subtitle:
        height += _lines(manifest.subtitle, 0.05 * _ROMAN) * 0.05 * 1.2 + 0.025
    if manifest.publisher:
        height += _lines(manifest.publisher, 0.038 * _CAPITALS) * 0.038 * 1.3 + 0.06
    return height, title


def _lines(text: str, letter: float) -> int:
    return len(textwrap.wrap(text, int(_MEASURE / letter)))
