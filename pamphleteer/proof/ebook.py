"""The ebook against the copy: every word once, every note in an aside, linked both ways with its call."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from pamphleteer.diagnostics import Diagnostic, error
from pamphleteer.model import Book, Note, Publication
from pamphleteer.proof.copy import by_block, copy_of
from pamphleteer.proof.words import prove_words, quoted

_UNREAD = frozenset(["doc-backlink"])
"""Roles of what the ebook adds to a note: the way back."""

# What stands behind a comment is text like any other.
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
)

_WHERE = "nowhere in the ebook"


def prove_ebook(book: Book, publication: Publication) -> Iterator[Diagnostic]:
    """That the documents of an EPUB, as they will be packed, hold every word of the book's articles and notes.

    A word that is missing, twice or out of order is ``text-lost``; in a note, or where note and call do not lead to
    each other, ``note-lost``. All name the article's line.
    """
    copy = copy_of(book, ebook=True)
    streams: dict[str, str] = {}
    openings: dict[str, str] = {}
    elements: dict[str, tuple[str, Any]] = {}
    order, last = {block: place for place, block in enumerate(copy.passages)}, -1
    for document in publication.documents:
        root = etree.fromstring(document.content, _PARSER)
        texts = by_block(root.find("{*}body"), _UNREAD)
        for block, text in texts.items():
            if block in copy.passages:
                streams[block] = streams.get(block, "") + text
                passage = copy.passages[block]
                if not passage.note and text.strip() and order[block] < last:
                    yield error("text-lost", f"{quoted(text.split())} stands out of order in the ebook", passage.span)
                elif not passage.note and text.strip():
                    last = order[block]
        for node in root.iter(etree.Element):
            if name := node.get("id"):
                elements.setdefault(name, (document.name, node))
                if name in copy.openings:
                    own = [text for block, text in texts.items() if block not in copy.passages]
                    openings[name] = "\n".join(own)
    yield from prove_words(copy, streams, openings, _WHERE)
    there = {p.note.id for block, p in copy.passages.items() if p.note and streams.get(block)}
    for note in book.notes():
        if note.id in there and (reason := _unlinked(note, elements)):
            yield error("note-lost", f"in the ebook, {reason}", note.call_span)


def _unlinked(note: Note, elements: Mapping[str, tuple[str, Any]]) -> str | None:
    """What is missing between a note and its calls, as a sentence; None where nothing is."""
    if note.id not in elements:
        return f"note {note.mark} has no element of its own"
    home, aside = elements[note.id]
    if etree.QName(aside).localname != "aside":
        return f"note {note.mark} stands in no aside"
    back = {_target(link.get("href"), home) for link in aside.iter("{*}a") if link.get("href")}
    for call in note.calls:
        if call not in elements:
            return f"nothing calls note {note.mark}"
        there, link = elements[call]
        if _target(link.get("href") or "", there) != (home, note.id):
            return f"a call of note {note.mark} does not lead to it"
    first = note.calls[0]
    return None if (elements[first][0], first) in back else f"no way leads back from note {note.mark}"


def _target(href: str, home: str) -> tuple[str, str]:
    """The document and the id that a link names."""
    path, _, name = href.partition("#")
    return (posixpath.normpath(posixpath.join(posixpath.dirname(home), path)) if path else home), name
