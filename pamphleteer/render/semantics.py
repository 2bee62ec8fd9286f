"""What the parts of a text are, said to reading systems and screen readers.

``epub:type`` is of the EPUB 3 Structural Semantics Vocabulary 1.1, ``role`` of DPUB-ARIA 1.1 and WAI-ARIA 1.2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pamphleteer.direction import direction_of
from pamphleteer.markup import BLOCKS, OPS, class_names

_TYPE = f"{{{OPS}}}type"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WIDE, _LONG, _WORDY = 4, 16, 16
"""A table of so many columns is set smaller, one of so many rows may run over pages, and a cell of so many letters
gives way where the page is narrow."""


def give_meaning(root: Any, language: str) -> None:
    """Name epigraphs, boxes and pull quotes, languages and directions below ``root``.

    ``language`` is the book's.
    """
    for node in root.iter():
        classes = class_names(node)
        if node.get("lang"):
            _speak(node, language)
        if node.tag == "th" and not len(node) and not (node.text or "").strip():
            # A head without words heads nothing.
            node.tag = "td"
            node.attrib.pop("scope", None)
        elif node.tag == "table":
            _measure(node)
        elif "epigraph" in classes:
            node.set(_TYPE, "epigraph")
            node.set("role", "doc-epigraph")
        elif "sidebar" in classes:
            _name_sidebar(node)
        elif "pullquote" in classes:
            _name_pullquote(node, root)


def _speak(node: Any, language: str) -> None:
    own = node.get("lang")
    node.set(_XML_LANG, own)
    if direction_of(own) != direction_of(language) and node.get("dir") is None:
        node.set("dir", direction_of(own) or "ltr")


def _measure(table: Any) -> None:
    rows = list(table.iter("tr"))
    names = ["many-columns"] if max((len(row) for row in rows), default=0) >= _WIDE else []
    names += ["many-rows"] if len(rows) >= _LONG else []
    _add_classes(table, names)
    for cell in table.iter("td", "th"):
        _add_classes(cell, ["wordy"] if len("".join(cell.itertext())) >= _WORDY else [])


def _add_classes(node: Any, names: Sequence[str]) -> None:
    if names:
        node.set("class", " ".join([*class_names(node), *names]))


def _name_sidebar(box: Any) -> None:
    """A box with a heading is a landmark of that name; without one it is a remark, and no landmark.

    The vocabulary deprecates its word for boxes: the element says the same.
    """
    heading = next((node for node in box.iter() if node.tag in _HEADINGS and node.get("id")), None)
    if heading is not None:
        box.set("aria-labelledby", heading.get("id"))
    else:
        box.set("role", "note")


def _name_pullquote(quote: Any, text: Any) -> None:
    """A pull quote says once more what the text says: who listens hears it in the text alone."""
    quote.set("role", "doc-pullquote")
    said = " ".join(_words(p) for p in quote.iter("p") if "attribution" not in class_names(p)).strip()
    # A link can be reached by keys, and may not be silent there.
    if said and next(quote.iter("a"), None) is None and f" {said} " in f" {_words(text)} ":
        quote.set("aria-hidden", "true")


def _words(root: Any) -> str:
    """The words alone, in small letters, a space between them; without note calls and pull quotes."""
    pieces: list[str] = []

    def walk(node: Any) -> None:
        edge = " " if node.tag in BLOCKS else ""
        pieces.append(edge)
        if not {"note-call", "pullquote"}.intersection(class_names(node)):
            pieces.append(node.text or "")
            for child in node:
                walk(child)
                pieces.append(child.tail or "")
        pieces.append(edge)

    walk(root)
    return " ".join(re.findall(r"\w+", "".join(pieces).casefold()))
