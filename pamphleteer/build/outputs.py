"""Making: a book that was read, taken through the stages to the bytes of its outputs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer import fonts
from pamphleteer.build.cover import cover_picture
from pamphleteer.build.manuscript import Loaded, missing
from pamphleteer.build.press import Press
from pamphleteer.build.settling import settle_marks
from pamphleteer.build.surroundings import date_of
from pamphleteer.diagnostics import BookError, Diagnostic, Span
from pamphleteer.markup import text_of
from pamphleteer.model import Book, Piece, Resource
from pamphleteer.preflight import missing_glyph
from pamphleteer.proof import prove_ebook, prove_pages
from pamphleteer.render import has_code
from pamphleteer.render.cover import render_cover
from pamphleteer.render.ebook import families, render_epub, text, with_fonts
from pamphleteer.render.press import render_print
from pamphleteer.slug import slug

if TYPE_CHECKING:
    from pamphleteer.paginate import Pagination

PDFS = ("pdf", "pdf-screen")
"""The kinds of outputs that have pages: for the printer, and for the screen."""


class Maker:
    """Makes the outputs of one book; what is found on the way is added to ``found``."""

    def __init__(
        self, loaded: Loaded, found: list[Diagnostic], cache: Path | None, progress: Callable[[str], None]
    ) -> None:
        self.loaded, self.found, self.progress = loaded, found, progress
        self.pages: dict[str, int] = {}
        """How many pages each PDF has that is made, by kind."""
        self.created, undated = date_of(loaded.manifest)
        self.found += undated
        self.press = Press(loaded, self.created, cache, found)

    def make(self, formats: Collection[str]) -> dict[str, bytes]:
        """The outputs' bytes by kind; fewer than asked for where an error stopped the work.

        Raises:
            BookError: the pages could not be rendered.
        """
        outputs: dict[str, bytes] = {}
        if pdfs := [kind for kind in PDFS if kind in formats]:
            self.progress("laying out the pages")
            outputs |= self._pdfs(pdfs)
        if "epub" in formats and not self._failed():
            self.progress("packing the ebook")
            if (epub := self._epub()) is not None:
                outputs["epub"] = epub
        return outputs

    def _failed(self) -> bool:
        return any(d.severity == "error" for d in self.found)

    def _pdfs(self, kinds: Collection[str]) -> dict[str, bytes]:
        loaded = self.loaded
        cover = None
        if "pdf-screen" in kinds:
            cover, found = render_cover(loaded.book, loaded.layout, _names(loaded))
            self.found += found

        def lay_out(book: Book, painted: bool) -> Pagination:
            pieces, running, found = render_print(book, loaded.layout, _names(loaded))
            self.found += [d for d in found if d not in self.found]
            self._check_rendered(pieces)
            if self._failed():
                raise BookError([])
            for_printer, for_screen = ("pdf" in kinds, "pdf-screen" in kinds) if painted else (False, False)
            return self.press.lay_out(pieces, running, printed=for_printer, for_screen=for_screen, cover=cover)

        if loaded.manifest.noting.restart == "page":
            book, pagination, found = settle_marks(loaded.book, lay_out)
            self.found += found
        else:
            book, pagination = loaded.book, lay_out(loaded.book, True)
        self.found += prove_pages(book, pagination.map)
        made = {
            "pdf": (pagination.pdf, pagination.map.count),
            "pdf-screen": (pagination.screen, pagination.screen_count),
        }
        self.pages = {kind: made[kind][1] for kind in kinds}
        return {kind: made[kind][0] for kind in kinds}

    def _check_rendered(self, pieces: Sequence[Piece]) -> None:
        """What the templates add (dates, words of their own) needs glyphs, too."""
        told = " ".join(d.message for d in self.found if d.code == "glyph-missing")
        content = b"".join(piece.html for piece in pieces)
        for character in missing(text_of(content), fonts=self.loaded.fonts):
            if f"U+{ord(character):04X}" not in told:
                self.found.append(missing_glyph(character, Span(self.loaded.manifest.file)))

    def _epub(self) -> bytes | None:
        from pamphleteer.epub import pack

        loaded = self.loaded
        names = _names(loaded)
        cover = cover_picture(self.press, names)
        if cover is None:
            return None
        publication, found = render_epub(loaded.book, loaded.layout, loaded.pictures, cover, self.created, names)
        self.found += found
        if publication is None:
            return None
        self.found += prove_ebook(loaded.book, publication)
        wanted = families(loaded.layout, loaded.book)
        shown_text = text(publication)
        faces = [
            (
                Resource(
                    f"fonts/{slug(font.family)}-{font.weight}-{font.style}{font.path.suffix.lower()}",
                    fonts.media_type(font),
                    fonts.subset(font, shown_text, features=fonts.TEXT_FEATURES),
                ),
                font.family,
                font.style,
                font.weight,
            )
            for font in loaded.fonts
            if font.family in wanted
        ]
        return pack(with_fonts(publication, faces))


def _names(loaded: Loaded) -> tuple[str, ...]:
    """The families that the book is set in, for the colophon: that of the text, and that of code where there is any."""
    options = ["text-font", "mono-font"] if has_code(loaded.book) else ["text-font"]
    chosen = (loaded.layout.options.get(option, "").strip('"') for option in options)
    return tuple(name for name in chosen if name)
