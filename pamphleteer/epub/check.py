"""What would make an EPUB that a reading system refuses, found before it is packed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Set

from pamphleteer.diagnostics import Diagnostic, Span, error
from pamphleteer.epub.navigation import NAV, NCX
from pamphleteer.epub.scan import Reference, Scan, is_remote, resolve
from pamphleteer.model import NavEntry, Publication

# XML 1.0, section 2.2. A person sees none of these, and no XML file may hold one.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# EPUB 3.3, section 4.2.3, and white space, which EPUBCheck warns of.
_UNFIT = re.compile(r'["*:<>?\\|\x00-\x20\x7f-\x9f]|(?:^|/)\.{0,2}(?:/|$)|\.(?:/|$)')
_PACKAGE = "package.opf"


def check(publication: Publication, scans: Mapping[str, Scan]) -> Iterator[Diagnostic]:
    """Every mistake of a publication; ``scans`` are its documents, by name."""
    yield from _texts(publication)
    yield from _names(publication)
    yield from _links(publication, scans)


def _texts(publication: Publication) -> Iterator[Diagnostic]:
    said = {
        "title": publication.title,
        "subtitle": publication.subtitle,
        "publisher": publication.publisher,
        "identifier": publication.identifier,
        "date": publication.date,
        "rights": publication.rights,
        "heading of the contents": publication.contents_title,
        "heading of the landmarks": publication.landmarks_title,
    }
    words = [(what, text or "") for what, text in said.items()]
    words += [("creator's name", f"{c.name}{c.file_as or ''}") for c in publication.creators]
    words += [("line of the contents", entry.title) for entry in _walk(publication.contents)]
    words += [("landmark", mark.title) for mark in publication.landmarks]
    for what, text in words:
        if found := _FORBIDDEN.search(text):
            message = f"the {what} holds the character U+{ord(found[0]):04X}, which no ebook may hold"
            yield error("epub-character-forbidden", message, hint="take it out")


def _names(publication: Publication) -> Iterator[Diagnostic]:
    taken = {_folded(name) for name in (NAV, NCX, _PACKAGE)}
    for name in (*(d.name for d in publication.documents), *(r.name for r in publication.resources)):
        if _UNFIT.search(name):
            message = f"'{name}' is no name for a file within an ebook"
            hint = "use letters, digits, '-', '_' and '.' in the names of pictures and fonts"
            yield error("epub-name-unfit", message, Span(name), hint)
        if _folded(name) in taken:
            message = f"two files of the ebook have the name '{name}'"
            yield error("epub-name-taken", message, Span(name), "rename the picture or the font")
        taken.add(_folded(name))


def _folded(name: str) -> str:
    """Where files are unpacked, capitals and composed letters may not tell them apart (EPUB 3.3, section 4.2.3)."""
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())


def _links(publication: Publication, scans: Mapping[str, Scan]) -> Iterator[Diagnostic]:
    ids = {NAV: frozenset(("toc", "toc-title", "landmarks", "landmarks-title"))}
    # A document that could not be read may have any id.
    ids |= {d.name: scans[d.name].ids for d in publication.documents if d.name in scans}
    pages = {NAV, *(d.name for d in publication.documents)}
    files = {*pages, *(r.name for r in publication.resources)}
    places: list[tuple[str, Reference]] = [(NAV, Reference(e.href, None, False)) for e in _walk(publication.contents)]
    places += [(NAV, Reference(mark.href, None, False)) for mark in publication.landmarks]
    places += [(name, reference) for name, seen in scans.items() for reference in seen.references]
    for home, reference in places:
        target, where = reference.target, Span(home, reference.line)
        if is_remote(target) and reference.embedded:
            message = f"the ebook would fetch '{target}' from the net"
            hint = "save it in the book's folder and name it there"
            yield error("epub-remote-resource", message, where, hint)
        elif not is_remote(target) and not target.startswith("data:"):
            if wrong := _astray(reference, home, ids, pages, files):
                yield error("epub-link-dangling", f"'{target}' leads nowhere", where, wrong)


def _astray(
    reference: Reference, home: str, ids: Mapping[str, frozenset[str]], pages: Set[str], files: Set[str]
) -> str | None:
    """Why an address within the ebook cannot be followed; None where it can."""
    try:
        name, fragment = resolve(reference.target, home)
    except ValueError:
        return "it is no address"
    if name not in files:
        return f"there is no file '{name}' in the ebook"
    if name not in pages and not reference.embedded:
        return f"'{name}' is no page that a reader could turn to"
    if fragment and fragment not in ids.get(name, (fragment,)):
        return f"nothing in {name} has the id '{fragment}'"
    return None


def _walk(entries: tuple[NavEntry, ...]) -> Iterator[NavEntry]:
    for entry in entries:
        yield entry
        yield from _walk(entry.children)
