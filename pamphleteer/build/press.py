"""Pieces laid out with all that a book's layout needs: its style sheets, its fonts, its pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer import __version__
from pamphleteer.build.manuscript import Loaded
from pamphleteer.build.surroundings import fontconfig
from pamphleteer.diagnostics import Diagnostic, error
from pamphleteer.layout import custom_properties, filled
from pamphleteer.model import Piece, Stylesheet
from pamphleteer.render.dress import print_address

if TYPE_CHECKING:
    from pamphleteer.paginate import Pagination


class Press:
    """Lays out pieces of one book; what the typesetter finds is added to ``found``, each thing once."""

    def __init__(self, loaded: Loaded, created: str, cache: Path | None, found: list[Diagnostic]) -> None:
        self.loaded, self.created, self.cache, self.found = loaded, created, cache, found

    def lay_out(
        self,
        pieces: Sequence[Piece],
        running: str = "",
        *,
        printed: bool = True,
        for_screen: bool = False,
        cover: Piece | None = None,
    ) -> Pagination:
        """The pages of pieces; ``running`` is the book's title as running heads have it.

        ``for_screen`` asks for the PDF for the screen, which begins with ``cover``; without ``printed`` for that alone.
        """
        loaded = self.loaded
        manifest, layout = loaded.manifest, loaded.layout
        css = filled(layout.print_css, layout.options)
        sheets = [Stylesheet(css[0].file, custom_properties(layout)), *css]
        pictures = (*loaded.pictures, *([loaded.cover] if loaded.cover else []))
        with fontconfig(loaded.fonts, self.cache):
            # Only now: the library reads the fontconfig file as it is loaded, and loading it takes its time.
            from pamphleteer.paginate import Head, Screen, paginate

            head = Head(
                title=loaded.book.manifest.title,
                running=running,
                authors=tuple(c.name for c in manifest.creators if c.role == "aut"),
                language=manifest.language,
                created=self.created,
                generator=f"Pamphleteer {__version__}",
            )
            files = {print_address(p.path): p.data for p in pictures}
            screen = Screen(filled(layout.screen_css, layout.options), cover) if for_screen else None
            pagination = paginate(pieces, sheets, head, layout.choices, files, screen, printed=printed)
        # The ebook's cover is set with the sheets of the pages: what is wrong with them is told once.
        told = (*pagination.found, *self._unpainted(pagination.lost), *self._astray(pagination.astray))
        self.found += [d for d in told if d not in self.found]
        return pagination

    def _unpainted(self, lost: Sequence[str]) -> Iterator[Diagnostic]:
        """A picture that was decoded may still hold what cannot be painted."""
        images = [image for d in self.loaded.book.divisions for article in d.articles for image in article.images]
        images += [self.loaded.manifest.cover.image] if self.loaded.manifest.cover.image else []
        for image in dict.fromkeys(images):
            if print_address(image.path) in lost:
                message = f"{image.path} holds what cannot be painted"
                yield error("image-broken", message, image.span, "export it as a plain SVG, or as a PNG")

    def _astray(self, notes: Sequence[str]) -> Iterator[Diagnostic]:
        """A note stands at the foot of the page of its call; not where the call is outside the page's one column."""
        for note in self.loaded.book.notes():
            if note.id in notes:
                message = f"the layout sets the call of note {note.mark} in columns, or positions it absolutely"
                hint = "set text that calls notes in one column, in the flow of the page"
                yield error("layout-unsupported", message, note.call_span, hint)
