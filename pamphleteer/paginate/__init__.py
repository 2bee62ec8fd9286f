"""Pieces of print HTML → pages → one PDF, and a map of what is on which page. The only room that touches WeasyPrint.

For now the pieces are joined and laid out as one document. Nothing outside this room knows: it is given a list of
pieces and returns pages, the map and the findings.
"""

from __future__ import annotations

import hashlib
import html
import logging
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from weasyprint import CSS
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration

from pamphleteer.diagnostics import Diagnostic, Span, warning
from pamphleteer.model import PageMap, Piece, Stylesheet
from pamphleteer.paginate.folios import PLACE
from pamphleteer.paginate.patches import install
from pamphleteer.paginate.source import Fetcher, Source
from pamphleteer.paginate.survey import survey


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
class Pagination:
    """A laid-out book."""

    pdf: bytes
    map: PageMap
    found: tuple[Diagnostic, ...]
    """What the typesetter could not understand."""


def paginate(
    pieces: Sequence[Piece],
    sheets: Sequence[Stylesheet],
    head: Head,
    choices: Mapping[str, str],
    files: Mapping[str, bytes],
) -> Pagination:
    """Lay pieces out.

    ``sheets`` follow each other in the cascade; ``choices`` become ``data-`` attributes of the root element;
    ``files`` are the pictures and the like that the pieces may name, by address.
    """
    install()
    document = _join(pieces, head, choices)
    counter_style = CounterStyle()
    fetcher = Fetcher(files)
    with _records() as records:
        configuration = FontConfiguration()
        known = {"font_config": configuration, "counter_style": counter_style}
        css = [CSS(string=s.text, url_fetcher=fetcher, **known) for s in sheets]
        rendered = Source(document, fetcher).render(stylesheets=css, **known)
        pages = survey(rendered)
        parts = [ET.tostring(document), *(s.text.encode() for s in sheets), *(files[name] for name in sorted(files))]
        fingerprint = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).digest()[:16]
        pdf = rendered.write_pdf(pdf_identifier=fingerprint)
    return Pagination(pdf, pages, tuple(_findings(records, sheets)))


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
        root[-1].extend(elements)
    return root


@contextmanager
def _records() -> Iterator[list[logging.LogRecord]]:
    """What the typesetting libraries log, kept instead of printed."""
    kept: list[logging.LogRecord] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            kept.append(record)

    keeper = Keeper(logging.WARNING)
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    before = [(logger, logger.handlers, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.handlers, logger.propagate = [keeper], False
    try:
        yield kept
    finally:
        for logger, handlers, propagate in before:
            logger.handlers, logger.propagate = handlers, propagate


def _findings(records: Sequence[logging.LogRecord], sheets: Sequence[Stylesheet]) -> Iterator[Diagnostic]:
    for record in records:
        message = " ".join(record.getMessage().split())
        if message.startswith("No anchor #"):
            # Every link within the book has been resolved: what lacks its target lost it with a note off the page,
            # and that is told by the survey.
            continue
        file = sheets[-1].file if sheets else ""
        yield warning("layout-css", f"the typesetter says: {message}", Span(file))
