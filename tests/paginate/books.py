"""Books whose pages tests count: a few pages of prose each, with references to pages of other articles."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2

from tests.reading import pdf_lines

HEAD = "title: The Canals\nlanguage: en-GB\ncreators: [A. Writer]\ndate: 2026-01-01\n"
FRONT = "front: [half-title, title-page, imprint, contents, {article: articles/foreword.md}]\n"
CHAPTERS = "chapters: [articles/locks.md, articles/weirs.md]\n"
BACK = "back: [colophon]\n"


def prose(title: str, pages: int, more: str = "") -> str:
    """An article of about so many pages."""
    sentence = f"The {title.lower()} of this canal is as old as the canal, and its keeper is older than both of them. "
    return f"# {title}\n\n{more}\n\n" + "\n\n".join(sentence * 5 for _ in range(4 * pages)) + "\n"


def articles() -> dict[str, str]:
    return {
        "foreword.md": prose("Foreword", 2, "See [the weir](weirs.md){.page}."),
        "locks.md": prose("Lock", 2, "See [the foreword](foreword.md){.page}."),
        "weirs.md": prose("Weir", 2),
    }


def printed(path: Path) -> list[str | None]:
    """What stands alone at the foot of each page, below the text: its folio."""
    with pypdfium2.PdfDocument(path) as pdf:
        found: list[str | None] = [None] * len(pdf)
        height = pdf[0].get_height()
    for line in pdf_lines(path):
        if line.bottom < height * 0.17 and re.fullmatch(r"[ivxlcdm]+|\d+", line.text):
            found[line.page - 1] = line.text
    return found
