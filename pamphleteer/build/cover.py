"""The picture of the cover: the cover's page, laid out by itself and painted."""

from __future__ import annotations

from pathlib import Path

from pamphleteer import __version__, raster
from pamphleteer.build.manuscript import Loaded
from pamphleteer.build.surroundings import fontconfig
from pamphleteer.diagnostics import Diagnostic
from pamphleteer.layout import custom_properties
from pamphleteer.model import Stylesheet
from pamphleteer.render.cover import render_cover
from pamphleteer.render.dress import print_address

SHORT_SIDE = 1600
"""Pixels: what Kindle Direct Publishing recommends (1600 × 2560), and more than the 1400 that Apple Books asks for. The
long side follows from the trim."""


def cover_picture(
    loaded: Loaded, created: str, fonts: tuple[str, ...], cache: Path | None, found: list[Diagnostic]
) -> bytes | None:
    """The cover as a JPEG; None where its template fails, which is added to ``found``."""
    manifest, layout = loaded.manifest, loaded.layout
    piece, said = render_cover(loaded.book, layout, fonts)
    found += said
    if piece is None:
        return None
    sheets = [Stylesheet(layout.print_css[0].file, custom_properties(layout)), *layout.print_css]
    pictures = (*loaded.pictures, *([loaded.cover] if loaded.cover else []))
    with fontconfig(loaded.fonts, cache):
        from pamphleteer.paginate import Head, paginate

        head = Head(
            title=loaded.book.manifest.title,
            running="",
            authors=(),
            language=manifest.language,
            created=created,
            generator=f"Pamphleteer {__version__}",
        )
        pagination = paginate([piece], sheets, head, layout.choices, {print_address(p.path): p.data for p in pictures})
    # The same sheets were read for the pages, if there are any: what is wrong with them is told once.
    found += pagination.found
    return raster.page_picture(pagination.pdf, SHORT_SIDE)
