"""Book + Layout → pieces of print HTML."""

from __future__ import annotations

from collections.abc import Sequence

from pamphleteer.diagnostics import Diagnostic
from pamphleteer.layout import Layout
from pamphleteer.model import Book, Piece
from pamphleteer.render import Renderer
from pamphleteer.render.cover import cover_section
from pamphleteer.render.dress import PrintDress, print_address


def render_print(
    book: Book, layout: Layout, fonts: Sequence[str]
) -> tuple[tuple[Piece, ...], str, tuple[Diagnostic, ...]]:
    """One piece a division, in reading order, and the book's title as running heads have it.

    ``fonts`` are the names of the families, for the colophon.
    """
    pictures = {image.path: print_address(image.path) for d in book.divisions for a in d.articles for image in a.images}
    renderer = Renderer(book, layout, "pdf", PrintDress(book.terms, pictures, book.manifest.noting), fonts)
    pieces = []
    for division in book.divisions:
        html = cover_section(renderer) if division.kind == "cover" else renderer.division(division)
        if html is not None:
            place = "cover" if division.kind == "cover" else division.place
            pieces.append(Piece(division.id, division.kind, html, place))
    return tuple(pieces), renderer.shortened(book.manifest.title), tuple(renderer.found)
