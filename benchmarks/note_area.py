"""The processor time that the note area takes: ours against WeasyPrint's own, on the same books, in turn."""

from __future__ import annotations

import contextlib
import gc
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import corpus
from benchmarks.clock import timed
from pamphleteer.build.manuscript import Loaded, Manuscript
from pamphleteer.build.press import Press
from pamphleteer.build.surroundings import fontconfig
from pamphleteer.render.press import render_print
from tests.notes.check import check
from tests.notes.pdftext import read_pages
from tests.notes.record import Record
from tests.notes.trial import write


def _is_area(_context: Any, box: Any, *_: Any) -> bool:
    return type(box).__name__ == "FootnoteAreaBox"


def _is_note(_context: Any, box: Any, *_: Any) -> bool:
    element = box.element
    return element is not None and element.tag == "div" and "data-note" in element.attrib


_BLOCK = "weasyprint.layout.block:block_level_layout_switch"
_THEIRS = "weasyprint.layout:LayoutContext"
_OURS = "pamphleteer.paginate.notes.context:NotesContext"

AREA = (
    # WeasyPrint's own: it lays the area out for each note that it tries, and once more when a page is done.
    *((f"{_THEIRS}.{name}", None) for name in ("layout_footnote", "report_footnote", "_update_footnote_area")),
    (f"{_THEIRS}.unlayout_footnote", None),
    (_BLOCK, _is_area),
    # Ours.
    *((f"{_OURS}.{name}", None) for name in ("_begin_page", "measure", "calls", "place", "could_begin_fresh")),
    *((f"{_OURS}.{name}", None) for name in ("give_way", "update", "unlayout_footnote", "finish_page")),
)
"""The functions of both areas. Only those of one are called at a time."""


@dataclass(frozen=True)
class Sample:
    """One layout of a book."""

    area: float
    """Seconds of processor time in the note area."""
    whole: float
    """Seconds to lay out and to paint."""
    layouts: int
    """How often a note was laid out."""
    pages: int
    pdf: bytes


@dataclass(frozen=True)
class Compared:
    """A book laid out with either area, in turn."""

    name: str
    ours: tuple[Sample, ...]
    theirs: tuple[Sample, ...]
    record: Record | None

    @property
    def ratio(self) -> float:
        """Time in our area against time in WeasyPrint's: the median of the pairs."""
        return statistics.median(one.area / other.area for one, other in zip(self.ours, self.theirs, strict=True))

    @property
    def whole_ratio(self) -> float:
        """Time for all, with our area against WeasyPrint's: the median of the pairs."""
        return statistics.median(one.whole / other.whole for one, other in zip(self.ours, self.theirs, strict=True))

    def lost(self, sample: Sample, folder: Path) -> tuple[int, int] | None:
        """Words that are lost in a sample's PDF, and turns of notes; None for a book of which no record tells."""
        if self.record is None:
            return None
        path = folder / "sample.pdf"
        path.write_bytes(sample.pdf)
        found, counted = check(self.record, read_pages(path))
        return len(found.lost), counted.turns


def compare(name: str, manifest: Path, pairs: int, record: Record | None = None) -> Compared:
    """Lay a book out with our area and with WeasyPrint's, so many times in turn."""
    manuscript = Manuscript(manifest, {})
    loaded = manuscript.load()
    if loaded is None or manuscript.failed():
        raise SystemExit("\n".join(map(str, manuscript.folder.found)))
    ours, theirs = [], []
    for _ in range(pairs):
        ours.append(_lay_out(loaded, own=False))
        theirs.append(_lay_out(loaded, own=True))
    return Compared(name, tuple(ours), tuple(theirs), record)


def _lay_out(loaded: Loaded, *, own: bool) -> Sample:
    pieces, running, _ = render_print(loaded.book, loaded.layout, ())
    with fontconfig(loaded.fonts, None):
        # WeasyPrint is loaded with the book's fonts, and patched, before clocks are put around anything.
        from pamphleteer.paginate.patches import suspended

        with contextlib.ExitStack() as stack:
            # Of a page that is made again the notes would be counted twice; and lines that cost little hide what is
            # laid out in vain.
            stack.enter_context(suspended("pages"))
            stack.enter_context(suspended("lines"))
            if own:
                stack.enter_context(suspended("notes"))
            area, notes = stack.enter_context(timed(AREA)), stack.enter_context(timed(_NOTES))
            gc.collect()
            begun = time.thread_time()
            pagination = Press(loaded, "2026-01-01", None, []).lay_out(pieces, running)
            whole = time.thread_time() - begun
    return Sample(area.seconds, whole, notes.calls, pagination.map.count, pagination.pdf)


_NOTES = ((_BLOCK, _is_note),)


def books(folder: Path) -> Iterator[tuple[str, Path, Record]]:
    """The books of the benchmark, written to a folder: name, manifest and record."""
    for name, made in (("book", corpus.book()), ("dense", corpus.dense())):
        yield name, write(made, folder / name), made.record
