"""The manifest's ``citations:``, as far as they are of sources: the checked model → ``Citing``."""

from __future__ import annotations

from collections.abc import Iterator

from pamphleteer.diagnostics import Diagnostic, error, warning
from pamphleteer.manifest.schema import BibliographyModel, ManifestModel
from pamphleteer.marked import Marked
from pamphleteer.model import Citing, Grouping


def read_citing(model: ManifestModel, marked: Marked) -> tuple[Citing, tuple[Diagnostic, ...]]:
    """How the book cites, and where it has bibliographies; what cannot be so is told.

    Whether the style can be found is for the reader of the files to say.
    """
    asked = model.citations
    given = ("citations", "bibliography") in marked.spans
    footnotes = asked.notes == "footnotes" and ("citations", "notes") in marked.spans
    bibliography = asked.bibliography or BibliographyModel(of=_default(model, marked))
    citing = Citing(
        style=asked.style or "",
        style_span=marked.span(("citations", "style")),
        locale=asked.locale,
        ebook=asked.ebook,
        bibliography=bibliography.of,
        groups=tuple(Grouping(g.title, tuple(g.types), tuple(g.keywords)) for g in bibliography.groups),
        nocite=tuple((key, marked.span(("citations", "nocite", i))) for i, key in enumerate(asked.nocite)),
        bibliography_span=marked.key(("citations", "bibliography")) if given else None,
        footnotes_span=marked.span(("citations", "notes")) if footnotes else None,
    )
    return citing, tuple(_wrong(model, marked, citing))


def _default(model: ManifestModel, marked: Marked) -> str:
    """Where a bibliography stands in a book that does not say so."""
    named = any(matter.page == "bibliography" for matter in (*model.front, *model.back))
    return "book" if named or (model.citations.style and ("back",) not in marked.spans) else "none"


def _wrong(model: ManifestModel, marked: Marked, citing: Citing) -> Iterator[Diagnostic]:
    groups = ("citations", "bibliography", "groups")
    if citing.bibliography == "part" and not model.parts:
        message, hint = "a book without parts has no bibliographies of parts", "write 'bibliography: chapter' or 'book'"
        yield error("manifest-wrong-value", message, marked.span(("citations", "bibliography", "of")), hint)
    rest = [i for i, group in enumerate(citing.groups) if not group.types and not group.keywords]
    for i in rest[1:]:
        message = f"the group '{citing.groups[rest[0]].title}' takes all sources that are left already"
        yield warning("bibliography-group", message, marked.span((*groups, i)), "give it types or keywords")
    if citing.bibliography != "book" and citing.nocite:
        message, hint = "only a bibliography of the book lists what nothing cites", "write 'bibliography: book'"
        yield warning("nocite-unlisted", message, citing.nocite[0][1], hint)
