"""Book + Layout → the cover: a page of print HTML, which is also the picture of the ebook's cover."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pamphleteer.diagnostics import Diagnostic
from pamphleteer.layout import Layout
from pamphleteer.model import Book, Piece
from pamphleteer.render import Renderer
from pamphleteer.render.dress import PrintDress, print_address

# The most letters of a title, and of its longest word, that a step of size has room for; one more step takes the rest.
_STEPS = ((28, 11), (60, 15), (110, 20))
# On a full label there is less room than the title alone says.
_FULL = 220


def render_cover(book: Book, layout: Layout, fonts: Sequence[str]) -> tuple[Piece | None, tuple[Diagnostic, ...]]:
    """The cover as a piece of print, whether or not the printed book has one; None where the template fails."""
    renderer = Renderer(book, layout, "pdf", PrintDress(book.terms, {}), fonts)
    html = cover_section(renderer)
    return (Piece("cover", "cover", html) if html is not None else None), tuple(renderer.found)


def cover_section(renderer: Renderer, image: str | None = None) -> bytes | None:
    """The cover's ``<section>``; ``image`` is the address of the whole cover as a picture, which the ebook shows."""
    return renderer.template("cover.html.j2", cover=_words(renderer.book, image))


def cover_alt(book: Book) -> str:
    """What someone hears who does not see the cover: the manifest's own words, or "Cover: TITLE, by …"."""
    manifest = book.manifest
    if manifest.cover.alt:
        return manifest.cover.alt
    authors = ", ".join(creator.name for creator in manifest.creators if creator.role == "aut")
    by = f", {book.terms['by']} {authors}" if authors else ""
    return f"{book.terms['cover']}: {manifest.title}{by}"


def _words(book: Book, image: str | None) -> dict[str, Any]:
    manifest = book.manifest
    cover = manifest.cover
    names = [creator.name for creator in manifest.creators if creator.role == "aut"]
    return {
        "alt": cover_alt(book),
        "image": image,
        "picture": print_address(cover.image.path) if cover.image else None,
        "fit": cover.fit,
        "names": names or [creator.name for creator in manifest.creators],
        "step": _step(manifest.title, "".join([*names, manifest.subtitle or ""])),
    }


def _step(title: str, others: str) -> int:
    """How small the title must be, from 1 (largest) to 4."""
    longest = max(len(word) for word in title.replace("-", "- ").split())
    step = next((i for i, (most, word) in enumerate(_STEPS, 1) if len(title) <= most and longest <= word), 4)
    return min(step + (len(title) + len(others) > _FULL), 4)
