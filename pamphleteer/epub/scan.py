"""What a finished document holds that its package must declare, and where it points. Read only: never written anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from pamphleteer.diagnostics import Diagnostic, Span, error
from pamphleteer.model import Document

_SPACES = {
    "h": "http://www.w3.org/1999/xhtml",
    "s": "http://www.w3.org/2000/svg",
    "m": "http://www.w3.org/1998/Math/MathML",
    "l": "http://www.w3.org/1999/xlink",
}
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _find(path: str) -> Callable[[Any], Any]:
    # Going through the elements in Python takes about twice as long.
    return etree.XPath(path, namespaces=_SPACES, smart_strings=False)


_IDS = _find("//@id")
_SVG, _MATHML = _find("boolean(//s:*)"), _find("boolean(//m:*)")
_SCRIPTS = _find("//h:script | //s:script")
# Forms and handlers of events count as programs too (EPUB 3.3, section D.6.5).
_ACTIVE = _find("boolean(//h:form | //@*[starts-with(name(), 'on')])")
# A link element may also name a licence or an author; only its style sheets are part of the page.
_POINTING = _find(
    "//*[@href or @src or @poster or @data or @srcset or @l:href]"
    "[not(self::h:link) or contains(concat(' ', normalize-space(@rel), ' '), ' stylesheet ')]"
)
_ADDRESSES = ("href", f"{{{_SPACES['l']}}}href", "src", "poster", "data")

# Any other type makes a script a block of data (HTML, section 4.12.1). EPUBCheck 5.3 takes modules for data too, and
# calls it an error to declare them.
_PROGRAMS = frozenset(("", "text/javascript", "application/javascript", "application/ecmascript"))


@dataclass(frozen=True, slots=True)
class Reference:
    """An address in a document."""

    target: str
    """As it is written."""
    line: int | None
    embedded: bool
    """Whether it is part of the page, as a picture is, and not a place to go to."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A document, looked through."""

    properties: tuple[str, ...]
    """Those of EPUB 3.3, section D.6, that the document needs, sorted."""
    ids: frozenset[str]
    references: tuple[Reference, ...]


def scan(document: Document) -> tuple[Scan | None, tuple[Diagnostic, ...]]:
    """Look through a document; None with a diagnostic where it is no XML."""
    try:
        root = etree.fromstring(document.content, _PARSER)
    except etree.XMLSyntaxError as e:
        # lxml counts columns from 0, and says them again at the message's end.
        where = Span(document.name, e.lineno, e.offset + 1 if e.offset is not None else None)
        said = str(e.msg).rsplit(", line ", 1)[0]
        message = f"the layout makes no XHTML of '{document.title}': {said}"
        return None, (error("epub-document-malformed", message, where, "look at the layout's templates"),)
    references = tuple(reference for node in _POINTING(root) for reference in _references(node))
    needs = {
        "mathml": _MATHML(root),
        "remote-resources": any(r.embedded and is_remote(r.target) for r in references),
        "scripted": _ACTIVE(root) or any((s.get("type") or "").lower() in _PROGRAMS for s in _SCRIPTS(root)),
        "svg": _SVG(root),
    }
    return Scan(tuple(name for name, needed in needs.items() if needed), frozenset(_IDS(root)), references), ()


def is_remote(target: str) -> bool:
    """Whether an address leads out of the EPUB, by whatever scheme; data: holds its own content."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return parts.scheme not in ("", "data") or bool(parts.netloc)


def resolve(target: str, home: str) -> tuple[str, str]:
    """The name of the file and the id that a relative address in the file ``home`` means.

    Raises:
        ValueError: it is no address.
    """
    parts = urlsplit(target)
    path = urljoin(f"/{home}", parts.path).removeprefix("/") if parts.path else home
    return unquote(path), unquote(parts.fragment)


def _references(node: Any) -> Iterator[Reference]:
    line = node.sourceline if isinstance(node.sourceline, int) else None
    embedded = etree.QName(node).localname not in ("a", "area")
    for key in _ADDRESSES:
        if (target := node.get(key)) is not None:
            yield Reference(target.strip(), line, embedded)
    # A comma without white space may belong to an address (HTML, section 4.8.4.2.1).
    for candidate in re.split(r",\s+", node.get("srcset") or ""):
        if candidate.strip():
            yield Reference(candidate.split()[0], line, True)
