"""The table of contents, twice: as the navigation document of EPUB 3, and as the NCX that older readers want."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence

from pamphleteer.model import Landmark, NavEntry, Publication

NAV, NCX, STYLE = "nav.xhtml", "toc.ncx", "css/epub.css"


def contents_of(publication: Publication) -> tuple[NavEntry, ...]:
    """The table of contents; where the publication has none, a line for each document.

    Neither form may be empty (EPUB 3.3, section 7.3; OPF 2.0.1, section 2.4.1), nor any of its lines.
    """
    entries = publication.contents or tuple(NavEntry(d.title, d.name) for d in publication.documents)
    return tuple(_worded(entry, publication.title) for entry in entries)


def write_nav(publication: Publication, direction: str | None) -> bytes:
    """The navigation document (EPUB 3.3, section 7): the contents, and the landmarks out of sight.

    Our own and not ebooklib's, which has no headings in the book's language, shows the landmarks as text, and makes a
    page list of whatever has an epub:type and an id.
    """
    language = _attribute(publication.language)
    side = f' dir="{direction}"' if direction else ""
    title = _text(publication.contents_title)
    styled = any(resource.name == STYLE for resource in publication.resources)
    style = f'<link rel="stylesheet" type="text/css" href="{STYLE}"/>\n' if styled else ""
    lines = "".join(_items(contents_of(publication)))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="{language}" xml:lang="{language}"{side}>\n<head>\n<meta charset="utf-8"/>\n'
        f"<title>{title}</title>\n{style}"
        '</head>\n<body epub:type="frontmatter">\n'
        '<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="toc-title">\n'
        f'<h1 id="toc-title">{title}</h1>\n{lines}</nav>\n'
        f"{_landmarks(publication)}</body>\n</html>\n"
    ).encode()


def write_ncx(publication: Publication, direction: str | None) -> bytes:
    """The NCX (DAISY Z39.86-2005, section 8; OPF 2.0.1, section 2.4.1).

    Our own and not ebooklib's, which gives a depth of 0, no language, and neither order nor distinct ids to its points.
    """
    entries = contents_of(publication)
    side = f' dir="{direction}"' if direction else ""
    places: dict[str, int] = {}
    for entry in _walk(entries):
        # Points to the same place share their order, and others may not.
        places.setdefault(entry.href, len(places) + 1)
    authors = "".join(
        f"<docAuthor><text>{_text(creator.name)}</text></docAuthor>\n" for creator in publication.creators
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"'
        f' xml:lang="{_attribute(publication.language)}"{side}>\n<head>\n'
        f'<meta name="dtb:uid" content="{_attribute(publication.identifier)}"/>\n'
        f'<meta name="dtb:depth" content="{_depth(entries)}"/>\n'
        '<meta name="dtb:totalPageCount" content="0"/>\n<meta name="dtb:maxPageNumber" content="0"/>\n</head>\n'
        f"<docTitle><text>{_text(publication.title)}</text></docTitle>\n{authors}"
        f"<navMap>\n{''.join(_points(entries, places, 'point'))}</navMap>\n</ncx>\n"
    ).encode()


def _worded(entry: NavEntry, title: str) -> NavEntry:
    """A line without words could not be chosen: it takes its first child's, else the book's title."""
    children = tuple(_worded(child, title) for child in entry.children)
    words = " ".join(entry.title.split())
    return NavEntry(words or (children[0].title if children else title), entry.href, children)


def _items(entries: Sequence[NavEntry]) -> Iterator[str]:
    """An ``ol``; nothing at all where there are no entries, since a list may not be empty."""
    if not entries:
        return
    yield "<ol>\n"
    for entry in entries:
        yield f'<li><a href="{_attribute(entry.href)}">{_text(entry.title)}</a>'
        yield from ("\n", *_items(entry.children)) if entry.children else ()
        yield "</li>\n"
    yield "</ol>\n"


def _landmarks(publication: Publication) -> str:
    # No two may have the same type and target (EPUB 3.3, section 7.4.4).
    marks: dict[tuple[str, str], Landmark] = {}
    for mark in publication.landmarks:
        marks.setdefault((mark.type, mark.href), mark)
    if not marks:
        return ""
    lines = "".join(
        f'<li><a epub:type="{_attribute(mark.type)}" href="{_attribute(mark.href)}">{_text(mark.title)}</a></li>\n'
        for mark in marks.values()
    )
    return (
        '<nav epub:type="landmarks" id="landmarks" aria-labelledby="landmarks-title" hidden="hidden">\n'
        f'<h2 id="landmarks-title">{_text(publication.landmarks_title)}</h2>\n<ol>\n{lines}</ol>\n</nav>\n'
    )


def _points(entries: Sequence[NavEntry], places: Mapping[str, int], stem: str) -> Iterator[str]:
    """The points of the NCX; ids follow the tree, so that none is used twice."""
    for number, entry in enumerate(entries, 1):
        name = f"{stem}-{number}"
        yield f'<navPoint id="{name}" playOrder="{places[entry.href]}">\n'
        yield f"<navLabel><text>{_text(entry.title)}</text></navLabel>\n"
        yield f'<content src="{_attribute(entry.href)}"/>\n'
        yield from _points(entry.children, places, name)
        yield "</navPoint>\n"


def _walk(entries: Sequence[NavEntry]) -> Iterator[NavEntry]:
    for entry in entries:
        yield entry
        yield from _walk(entry.children)


def _depth(entries: Sequence[NavEntry]) -> int:
    return 1 + max(_depth(entry.children) for entry in entries) if entries else 0


def _text(text: str) -> str:
    return html.escape(text, quote=False)


def _attribute(text: str) -> str:
    return html.escape(text)
