"""Publication → one EPUB 3.3 file. The only room that touches ebooklib.

Documents come finished and go in as they are; what is made here is the package around them: metadata, manifest, reading
order, navigation and the container. The same publication gives the same bytes, wherever and whenever it is packed.
"""

from __future__ import annotations

from pamphleteer.diagnostics import BookError, Diagnostic
from pamphleteer.epub.check import check
from pamphleteer.epub.package import write
from pamphleteer.epub.scan import Scan, scan
from pamphleteer.model import Publication

__all__ = ["pack"]


def pack(publication: Publication) -> bytes:
    """The EPUB's bytes.

    Raises:
        BookError: a document is no XML, a name serves two files, a link leads nowhere: everything for which a reading
            system would refuse the book, at once.
    """
    scans: dict[str, Scan] = {}
    found: list[Diagnostic] = []
    for document in publication.documents:
        seen, wrong = scan(document)
        found += wrong
        if seen is not None:
            scans[document.name] = seen
    found += check(publication, scans)
    if found:
        raise BookError(found)
    return write(publication, scans)
