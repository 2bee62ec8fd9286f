"""The same text by our engine, with its own lines and with WeasyPrint's: the PDF, and the processor time it took."""

from __future__ import annotations

import contextlib
import gc
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.lines.texts import Text
from pamphleteer.build.manuscript import Loaded, Manuscript
from pamphleteer.build.press import Press
from pamphleteer.build.surroundings import fontconfig
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


def lay_out(loaded: Loaded, *, own: bool) -> Laid:
    """Lay a text out; ``own`` is with WeasyPrint's own lines."""
    pieces, running, _ = render_print(loaded.book, loaded.layout, ())
    with fontconfig(loaded.fonts, None):
        # WeasyPrint is loaded with the book's fonts, and patched.
        from pamphleteer.paginate.patches import suspended

        with suspended("lines") if own else contextlib.nullcontext():
            gc.collect()
            begun = time.thread_time()
            pagination = Press(loaded, "2026-01-01", None, []).lay_out(pieces, running)
            return Laid(pagination.pdf, time.thread_time() - begun, pagination.map.count)
