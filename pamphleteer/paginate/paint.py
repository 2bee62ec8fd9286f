"""Laid-out pages → a PDF: what WeasyPrint paints, and what it leaves out (labels of pages, how a viewer opens)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pydyf

from pamphleteer.paginate.folios import Folio


def paint(
    document: Any,
    folios: Sequence[Folio],
    identifier: bytes,
    catalogue: dict[str, str],
    shifts: Sequence[float] = (),
) -> bytes:
    """The PDF of a WeasyPrint document.

    ``folios`` are those of its pages; ``catalogue`` says how a viewer opens it (ISO 32000-1, 7.7.2); ``shifts`` are how
    far each page's content is to move to the right, in points.
    """
    return bytes(document.write_pdf(pdf_identifier=identifier, finisher=_finisher(folios, catalogue, shifts)))


class References(Sequence[bytes]):
    """What a PDF's pages are called by its other objects.

    The writer makes them all whenever one is asked for: by each link, and by each box of a PDF that is tagged.
    """

    def __init__(self, pdf: pydyf.PDF) -> None:
        self._kids = pdf.pages["Kids"]
        """Three for each page: its number, a generation, a letter."""

    def __len__(self) -> int:
        return len(self._kids) // 3

    def __getitem__(self, index: Any) -> Any:
        return f"{self._kids[::3][index]} 0 R".encode("ascii")


def _finisher(
    folios: Sequence[Folio], catalogue: dict[str, str], shifts: Sequence[float]
) -> Callable[[Any, pydyf.PDF], None]:
    def finish(_document: Any, pdf: pydyf.PDF) -> None:
        pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": _labels(folios)})
        pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
        pdf.catalog.update(catalogue)
        pages = [o for o in pdf.objects if isinstance(o, pydyf.Dictionary) and o.get("Type") == "/Page"]
        for page, shift in zip(pages, shifts, strict=False):
            # The window moves instead of what is seen through it: links and bookmarks keep their places.
            for name in ("MediaBox", "TrimBox", "BleedBox"):
                left, bottom, right, top = page[name]
                page[name] = pydyf.Array([left - shift, bottom, right - shift, top])

    return finish


def _labels(folios: Sequence[Folio]) -> pydyf.Array:
    """A number tree of page labels (ISO 32000-1, 12.4.2): an entry where one does not follow from the last."""
    tree = pydyf.Array()
    last: Folio | None = None
    for index, folio in enumerate(folios):
        follows = last and folio.style == last.style and folio.prefix == last.prefix
        if not (follows and folio.style and last and folio.number == last.number + 1):
            label = pydyf.Dictionary()
            if folio.style:
                label["S"] = folio.style
                label["St"] = folio.number
            if folio.prefix:
                label["P"] = pydyf.String(folio.prefix)
            tree.extend([index, label])
        last = folio
    return tree
