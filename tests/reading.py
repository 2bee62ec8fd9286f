"""Reading the outputs back: a PDF's words with their places, an EPUB's documents."""

from __future__ import annotations

import ctypes
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from lxml import etree

XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"


@dataclass(frozen=True)
class Line:
    """A run of text on a page; points from the page's lower left corner."""

    page: int
    text: str
    left: float
    bottom: float
    right: float
    top: float


def pdf_raw(path: Path) -> list[str]:
    """The text of each page in the order of painting, as PDFium gives it; a word's hyphen at a line's end is U+2010."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [_shown(page.get_textpage()) for page in pdf]


def _shown(text: pypdfium2.PdfTextPage) -> str:
    """The text of a page, with the hyphens that PDFium takes away: a word's own is U+FFFE, a soft one U+2010."""
    characters = str(text.get_text_range())
    return re.sub("\ufffe", lambda found: "\u2010\r\n" if _is_soft(text, found.start()) else "\ufffe", characters)


def _is_soft(text: pypdfium2.PdfTextPage, index: int) -> bool:
    """Whether a character is marked as one that stands for a soft hyphen."""
    at = pdfium.FPDFText_GetCharIndexFromTextIndex(text, index)
    painted = pdfium.FPDFText_GetTextObject(text, at)
    meant, length = (ctypes.c_ubyte * 16)(), ctypes.c_ulong()
    for i in range(pdfium.FPDFPageObj_CountMarks(painted)):
        mark = pdfium.FPDFPageObj_GetMark(painted, i)
        if pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", meant, len(meant), length):
            return bytes(meant[: length.value]) == "\ufeff\xad".encode("utf-16-be")
    return False


def pdf_text(path: Path) -> list[str]:
    """The text of each page, white space folded; words broken at the end of a line are joined."""
    # PDFium gives a hyphen of the text as U+FFFE where it stands at the end of a line.
    pages = (raw.replace("\u2010\r\n", "").replace("\ufffe", "-") for raw in pdf_raw(path))
    return [" ".join(page.split()) for page in pages]


def pdf_lines(path: Path) -> Iterator[Line]:
    """Every line of text with its place."""
    with pypdfium2.PdfDocument(path) as pdf:
        for number, page in enumerate(pdf, 1):
            text = page.get_textpage()
            # What PDFium joins to a word stands on two lines.
            for found in re.finditer("(?s:(?!\r\n)[^\ufffe])+\ufffe?", text.get_text_range()):
                line, start, end = found.group(), *found.span()
                shown = [start + i for i, c in enumerate(line) if not c.isspace()]
                if line.endswith("\ufffe") and _is_soft(text, end - 1):
                    line = line[:-1] + "\u2010"
                if shown:
                    boxes = [text.get_charbox(i) for i in shown]
                    left, bottom = min(b[0] for b in boxes), min(b[1] for b in boxes)
                    right, top = max(b[2] for b in boxes), max(b[3] for b in boxes)
                    yield Line(number, " ".join(line.split()), left, bottom, right, top)


def pdf_bookmarks(path: Path) -> list[tuple[int, str, int]]:
    """Level, title and page (from 1) of every bookmark."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [(b.level, b.get_title(), b.get_dest().get_index() + 1) for b in pdf.get_toc()]


def epub_documents(path: Path) -> dict[str, Any]:
    """The XHTML documents of an EPUB, parsed, by name within the content folder."""
    with zipfile.ZipFile(path) as epub:
        return {
            name.split("/", 1)[1]: etree.fromstring(epub.read(name))
            for name in epub.namelist()
            if name.endswith(".xhtml")
        }


def words(node: Any) -> str:
    """The text of an element, white space folded."""
    return " ".join("".join(node.itertext()).split())
