"""The same text by our engine, with its own lines and with WeasyPrint's, and by WeasyPrint alone: PDF and time."""

from __future__ import annotations

import contextlib
import functools
import gc
import shutil
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.lines.texts import Text
from pamphleteer.build.manuscript import Loaded, Manuscript
from pamphleteer.build.press import Press
from pamphleteer.build.surroundings import fontconfig
from pamphleteer.layout import custom_properties, filled
from pamphleteer.render.press import render_print


@dataclass(frozen=True, slots=True)
class Laid:
    """A text laid out and painted."""

    pdf: bytes
    seconds: float
    """Of processor time."""
    pages: int


def load(text: Text, folder: Path) -> Loaded:
    """A text as a book: the pamphlet's A5, and nothing but the chapters."""
    (folder / "articles").mkdir(parents=True)
    for path in text.chapters:
        shutil.copy(path, folder / "articles")
    manifest = f"title: {text.name}\nlanguage: {text.language}\ncreators: [Various Hands]\ndate: 2026-01-01\n"
    manifest += "layout: pamphlet\nfront: []\nback: []\noutputs: [pdf]\nchapters:\n"
    manifest += "".join(f"  - articles/{path.name}\n" for path in text.chapters)
    (folder / "book.yaml").write_text(manifest, encoding="utf-8")
    manuscript = Manuscript(folder / "book.yaml", {})
    loaded = manuscript.load()
    if loaded is None or manuscript.failed():
        raise SystemExit("\n".join(map(str, manuscript.folder.found)))
    return loaded


def lay_out(loaded: Loaded, *, own: bool = False, tags: bool = False) -> Laid:
    """Lay a text out; ``own`` is with WeasyPrint's own lines, ``tags`` has the PDF tagged."""
    pieces, running, _ = render_print(loaded.book, loaded.layout, ())
    with fontconfig(loaded.fonts, None):
        # WeasyPrint is loaded with the book's fonts, and patched.
        from pamphleteer.paginate.patches import suspended

        with suspended("lines") if own else contextlib.nullcontext(), _tagged() if tags else contextlib.nullcontext():
            gc.collect()
            begun = time.thread_time()
            pagination = Press(loaded, "2026-01-01", None, []).lay_out(pieces, running)
            return Laid(pagination.pdf, time.thread_time() - begun, pagination.map.count)


def lay_out_unpatched(loaded: Loaded, *, tags: bool = False) -> Laid:
    """The same document by WeasyPrint alone, from its HTML and its style sheets."""
    pieces, running, _ = render_print(loaded.book, loaded.layout, ())
    css = filled(loaded.layout.print_css, loaded.layout.options)
    texts = [custom_properties(loaded.layout), *(sheet.text for sheet in css)]
    with fontconfig(loaded.fonts, None):
        from weasyprint import CSS, HTML  # noqa: TID251
        from weasyprint.text.fonts import FontConfiguration  # noqa: TID251

        from pamphleteer.paginate import Head, _join
        from pamphleteer.paginate.patches import ROOMS, suspended

        head = Head(loaded.book.manifest.title, running, (), loaded.manifest.language, "2026-01-01", "Pamphleteer")
        html = ET.tostring(_join(pieces, head, loaded.layout.choices), encoding="unicode", method="html")
        with contextlib.ExitStack() as out:
            for room in ROOMS:
                out.enter_context(suspended(room))
            gc.collect()
            begun = time.thread_time()
            fonts = FontConfiguration()
            sheets = [CSS(string=text, font_config=fonts) for text in texts]
            document = HTML(string=html).render(stylesheets=sheets, font_config=fonts)
            pdf = document.write_pdf(pdf_tags=tags)
            return Laid(pdf, time.thread_time() - begun, len(document.pages))


@contextlib.contextmanager
def _tagged() -> Iterator[None]:
    """As long as it lasts, every PDF is tagged; ours are not, for now."""
    from weasyprint.document import Document  # noqa: TID251

    whole = Document.write_pdf
    Document.write_pdf = functools.partialmethod(whole, pdf_tags=True)
    try:
        yield
    finally:
        Document.write_pdf = whole
