"""The picture of the cover: the cover's page, laid out by itself and painted."""

from __future__ import annotations

from pamphleteer import raster
from pamphleteer.build.press import Press
from pamphleteer.render.cover import render_cover

SHORT_SIDE = 1600
"""Pixels: what Kindle Direct Publishing recommends (1600 × 2560), and more than the 1400 that Apple Books asks for. The
long side follows from the trim."""


def cover_picture(press: Press, fonts: tuple[str, ...]) -> bytes | None:
    """The cover as a JPEG; None where its template fails, which the press is told."""
    piece, found = render_cover(press.loaded.book, press.loaded.layout, fonts)
    press.found += found
    return raster.page_picture(press.lay_out([piece]).pdf, SHORT_SIDE) if piece else None
