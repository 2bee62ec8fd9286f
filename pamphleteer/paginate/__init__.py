"""Pieces of print HTML → pages → one PDF, and a map of what is on which page. The only room that touches WeasyPrint.

For now the pieces are joined and laid out as one document. Nothing outside this room knows: it is given a list of
pieces and returns pages, the map and the findings.
"""

from __future__ import annotations

import hashlib
import html
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint import CSS
from weasyprint.css import get_all_computed_styles
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration

from pamphleteer.diagnostics import Diagnostic
from pamphleteer.model import PageMap, Piece, Stylesheet
from pamphleteer.paginate.folios import PLACE, name_pages
from pamphleteer.paginate.garbage import all_kept, seldom_collected
from pamphleteer.paginate.log import Log, log
from pamphleteer.paginate.paint import paint
from pamphleteer.paginate.patches import install
from pamphleteer.paginate.screen import is_blank, recolour, shifts, widen_background
from pamphleteer.paginate.source import Fetcher, Source
from pamphleteer.paginate.survey import PIECE, survey


@dataclass(frozen=True, slots=True)
class Head:
    """What the PDF says of itself."""

    title: str
    running: str
    """The title as running heads have it."""
    authors: tuple[str, ...]
    language: str
    created: str
    """ISO 8601, for the document's dates."""
    generator: str


@dataclass(frozen=True, slots=True)
class Screen:
    """What the PDF for the screen has besides that for the printer."""

    sheets: Sequence[Stylesheet]
    """Follow the others in the cascade, and only colour."""
    cover: Piece | None
    """Its first page, where the printed book has none."""


@dataclass(frozen=True, slots=True)
class Pagination:
    """A laid-out book."""

    pdf: bytes
    """For the printer; empty where only the other was asked for."""
    screen: bytes
    """For the screen; empty where it was not asked for."""
    map: PageMap
    """Of the printed pages."""
    screen_count: int
    """How many pages the PDF for the screen has."""
    found: tuple[Diagnostic, ...]
    """What the typesetter could not understand, and where it is another than ours was written for."""
    lost: tuple[str, ...] = ()
    """Addresses of the pictures that it could not paint, or not whole."""
    astray: tuple[str, ...] = ()
    """Ids of notes called where none can be: in columns, or in what is positioned absolutely."""


def paginate(
    pieces: Sequence[Piece],
    sheets: Sequence[Stylesheet],
    head: Head,
    choices: Mapping[str, str],
    files: Mapping[str, bytes],
    screen: Screen | None = None,
    *,
    printed: bool = True,
) -> Pagination:
    """Lay pieces out.

    ``sheets`` follow each other in the cascade; ``choices`` become ``data-`` attributes of the root element;
    ``files`` are the pictures and the like that the pieces may name, by address. With ``screen`` the pages are painted
    for a screen, too; where they are not ``printed``, only for that.
    """
    changed = install()
    with log() as said, seldom_collected():
        press = _Press(sheets, head, choices, files, said)
        source, document = press.lay_out(pieces)
        pages = survey(document)
        pdf, screen_pdf, count = b"", b"", 0
        with all_kept():
            if printed:
                mark = press.identifier(pieces, "print")
                pdf = paint(document, name_pages(document.pages), mark, {"PageLayout": "/TwoPageRight"})
            if screen:
                screen_pdf, count = press.paint_screen(source, document, pieces, screen)
    astray = tuple(name for page in document.pages for name in getattr(page._page_box, "astray", ()))
    return Pagination(pdf, screen_pdf, pages, count, (*changed, *said.findings()), said.lost(), astray)


class _Press:
    """The style sheets and files of a book, with which pieces are laid out and painted."""

    def __init__(
        self,
        sheets: Sequence[Stylesheet],
        head: Head,
        choices: Mapping[str, str],
        files: Mapping[str, bytes],
        said: Log,
    ) -> None:
        self.said = said
        self.sheets, self.head, self.choices, self.files = sheets, head, choices, files
        self.fetcher = Fetcher(files)
        self.known = {"font_config": FontConfiguration(), "counter_style": CounterStyle()}
        self.css = self._parse(sheets)

    def _parse(self, sheets: Sequence[Stylesheet]) -> list[CSS]:
        css = []
        for sheet in sheets:
            with self.said.about(sheet.file):
                css.append(CSS(string=sheet.text, url_fetcher=self.fetcher, **self.known))
        return css

    def lay_out(self, pieces: Sequence[Piece]) -> tuple[Source, Any]:
        """The pieces as one document, and its pages."""
        source = Source(_join(pieces, self.head, self.choices), self.fetcher)
        return source, source.render(stylesheets=self.css, **self.known)

    def identifier(self, pieces: Sequence[Piece], *more: str) -> bytes:
        """A hash of all that a PDF is made of."""
        texts = [
            repr(pieces),
            repr(self.head),
            repr(sorted(self.choices.items())),
            *(s.text for s in self.sheets),
            *more,
        ]
        parts = [*(text.encode() for text in texts), *(self.files[name] for name in sorted(self.files))]
        return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).digest()[:16]

    def paint_screen(self, source: Source, document: Any, pieces: Sequence[Piece], screen: Screen) -> tuple[bytes, int]:
        """The PDF for the screen, and how many pages it has; the boxes of ``document`` are changed for good."""
        laid_out = [(source, document.pages)]
        if screen.cover and not any(piece.place == "cover" for piece in pieces):
            cover_source, cover = self.lay_out([screen.cover])
            laid_out.insert(0, (cover_source, cover.pages))
        sheets = [*self.css, *self._parse(screen.sheets)]
        for each, pages in laid_out:
            recolour(pages, get_all_computed_styles(each, sheets, **self.known))
        every = [page for _, pages in laid_out for page in pages]
        told = zip(every, name_pages(every), shifts(every), strict=True)
        shown = [(page, folio, shift) for page, folio, shift in told if not is_blank(page)]
        for page, _, shift in shown:
            widen_background(page, shift)
        mark = self.identifier(
            [screen.cover, *pieces] if screen.cover else pieces, "screen", *(s.text for s in screen.sheets)
        )
        pdf = paint(
            document.copy([page for page, _, _ in shown]),
            [folio for _, folio, _ in shown],
            mark,
            {"PageLayout": "/SinglePage", "PageMode": "/UseOutlines"},
            [shift for _, _, shift in shown],
        )
        return pdf, len(shown)


def _join(pieces: Sequence[Piece], head: Head, choices: Mapping[str, str]) -> ET.Element:
    """One document of the pieces; the elements of each say its place in the book."""

    def attribute(text: str) -> str:
        return html.escape(text, quote=True)

    data = "".join(f' data-{name}="{attribute(value)}"' for name, value in sorted(choices.items()))
    meta = "".join(f'<meta name="author" content="{attribute(name)}"/>' for name in head.authors)
    meta += f'<meta name="generator" content="{attribute(head.generator)}"/>'
    meta += f'<meta name="dcterms.created" content="{attribute(head.created)}"/>'
    meta += f'<meta name="dcterms.modified" content="{attribute(head.created)}"/>'
    opening = (
        f'<html lang="{attribute(head.language)}"{data}><head><title>{html.escape(head.title)}</title>{meta}</head>'
        f'<body data-book="{attribute(head.running)}"></body></html>'
    )
    root = ET.fromstring(opening)
    for piece in pieces:
        elements = ET.fromstring(b"<body>" + piece.html + b"</body>")
        for element in elements:
            element.set(PLACE, piece.place)
            element.set(PIECE, piece.id)
        root[-1].extend(elements)
    return root
