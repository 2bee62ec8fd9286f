"""A publication as ebooklib's model has it, and a writer that puts right what ebooklib 0.20 gets wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

from ebooklib import epub

from pamphleteer import __version__
from pamphleteer.direction import direction_of
from pamphleteer.epub.archive import Archive
from pamphleteer.epub.navigation import NAV, NCX, write_nav, write_ncx
from pamphleteer.epub.scan import Scan
from pamphleteer.model import Document, Publication, Resource

FOLDER, PACKAGE = "EPUB", "package.opf"

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_OPENING = frozenset(("cover", "halftitlepage", "titlepage", "copyright-page"))


class Page(epub.EpubHtml):  # type: ignore[misc]
    """A document whose bytes are final.

    ebooklib parses and pretty-prints what it is given: it moves spaces between words, breaks ``pre``, drops text that
    stands bare in the body, all attributes of the body and most of the head, and writes ``viewBox`` in small letters.
    """

    def __init__(self, uid: str, document: Document, properties: tuple[str, ...]) -> None:
        super().__init__(uid, document.name, "application/xhtml+xml", document.content, document.title)
        self.properties = list(properties)

    def get_content(self, default: Any = None) -> bytes:
        """The bytes as they came."""
        return bytes(self.content)


class Writer(epub.EpubWriter):  # type: ignore[misc]
    """Writes into memory; each override names the defect that it remedies."""

    def __init__(self, book: epub.EpubBook, publication: Publication, direction: str | None) -> None:
        self.publication, self.direction = publication, direction
        modified = datetime.fromisoformat(publication.modified)
        self.out = Archive(modified)
        # Without mtime, ebooklib writes the clock's local time and calls it UTC.
        super().__init__("", book, {"mtime": modified, "package_direction": True})

    def write(self) -> bytes:
        """The whole EPUB. ebooklib's zip entries carry the time at which they are written."""
        self._write_container()
        self._write_opf()
        self._write_items()
        return self.out.close()

    def _write_container(self) -> None:
        """The base class names the package document content.opf, whatever it contains."""
        container = epub.CONTAINER_XML % {"folder_name": FOLDER}
        self.out.writestr(epub.CONTAINER_PATH, container.replace("content.opf", PACKAGE))

    def _write_opf_manifest(self, root: Any) -> Any:
        """The base class writes names of files where addresses are wanted (EPUB 3.3, section 5.6.2)."""
        ncx = super()._write_opf_manifest(root)
        for item in root.iter("item"):
            item.set("href", quote(item.get("href")))
        return ncx

    def _write_opf_file(self, root: Any) -> None:
        """The base class gives the package no language, and declares a reserved prefix (EPUB 3.3, section D.1.5)."""
        root.set(_XML_LANG, self.publication.language)
        del root.attrib["prefix"]
        # Indented by the same call that ebooklib makes; no element here has mixed content.
        written = epub.etree.tostring(root, pretty_print=True, encoding="utf-8", xml_declaration=True)
        self.out.writestr(f"{FOLDER}/{PACKAGE}", written)

    def _get_nav(self, item: Any) -> bytes:
        """See ``navigation``."""
        return write_nav(self.publication, self.direction)

    def _get_ncx(self) -> bytes:
        """See ``navigation``."""
        return write_ncx(self.publication, self.direction)


def write(publication: Publication, scans: Mapping[str, Scan]) -> bytes:
    """The EPUB's bytes; ``scans`` are the documents, by name."""
    direction = direction_of(publication.language)
    book = epub.EpubBook()
    book.FOLDER_NAME = FOLDER
    book.set_direction(direction)
    _describe(book, publication)
    nav = epub.EpubNav(file_name=NAV, title=publication.contents_title)
    book.add_item(nav)
    book.add_item(epub.EpubNcx(file_name=NCX))
    pages = []
    for number, document in enumerate(publication.documents, 1):
        properties = tuple(sorted({*document.properties, *scans[document.name].properties}))
        pages.append(book.add_item(Page(f"text-{number}", document, properties)))
    cover = _cover_of(publication)
    for number, resource in enumerate(publication.resources, 1):
        # EpubCover is what makes ebooklib write properties="cover-image".
        made = epub.EpubCover if resource is cover else epub.EpubItem
        item = made(f"file-{number}", resource.name)
        item.media_type, item.content = resource.media_type, resource.data
        book.add_item(item)
        if resource is cover:
            # What readers of EPUB 2 look for.
            book.add_metadata(None, "meta", None, {"name": "cover", "content": item.id})
    at = _place_of_contents(publication)
    book.spine = [*pages[:at], nav, *pages[at:]]
    return Writer(book, publication, direction).write()


def _describe(book: epub.EpubBook, publication: Publication) -> None:
    """The metadata (EPUB 3.3, section 5.5).

    Not by ebooklib's own calls: add_author gives every creator the same id and every file-as the scheme of roles.
    """
    # Takes the place of ebooklib's own two: its name, and an identifier drawn by lot.
    book.set_unique_metadata("OPF", "generator", "", {"name": "generator", "content": f"Pamphleteer {__version__}"})
    book.set_identifier(publication.identifier)
    titles = {"main": publication.title} | ({"subtitle": publication.subtitle} if publication.subtitle else {})
    for sequence, (kind, text) in enumerate(titles.items(), 1):
        name = f"title-{sequence}"
        book.add_metadata("DC", "title", text, {"id": name})
        _refine(book, name, "title-type", kind)
        _refine(book, name, "display-seq", str(sequence))
    book.title = publication.title
    book.set_language(publication.language)
    for sequence, creator in enumerate(publication.creators, 1):
        name = f"creator-{sequence}"
        book.add_metadata("DC", "creator", creator.name, {"id": name})
        _refine(book, name, "role", creator.role, scheme="marc:relators")
        if creator.file_as:
            _refine(book, name, "file-as", creator.file_as)
        _refine(book, name, "display-seq", str(sequence))
    others = {"publisher": publication.publisher, "date": publication.date, "rights": publication.rights}
    for word, said in others.items():
        if said:
            book.add_metadata("DC", word, said, {})
    for word, values in publication.accessibility.items():
        for value in values:
            book.add_metadata(None, "meta", value, {"property": word if ":" in word else f"schema:{word}"})


def _refine(book: epub.EpubBook, name: str, word: str, value: str, **others: str) -> None:
    book.add_metadata(None, "meta", value, {"refines": f"#{name}", "property": word, **others})


def _cover_of(publication: Publication) -> Resource | None:
    """The picture named cover; the first, since a book may declare but one (EPUB 3.3, section D.6.1)."""
    pictures = (r for r in publication.resources if r.media_type.startswith("image/"))
    return next((r for r in pictures if r.name.rsplit("/", 1)[-1].startswith("cover.")), None)


def _place_of_contents(publication: Publication) -> int:
    """How many documents stand before the contents in reading order: those that open the book and tell nothing."""
    opening = {mark.href.partition("#")[0] for mark in publication.landmarks if mark.type in _OPENING}
    for at, document in enumerate(publication.documents):
        if at and document.name not in opening:
            return at
    return len(publication.documents)
