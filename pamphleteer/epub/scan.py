"""What a finished document holds that its package must declare, and where it points. Read only: never written anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from pamphleteer.diagnostics import Diagnostic, Span, error
from pamphleteer.model import Document

_XHTML, _SVG = "http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg"
_MATHML = "http://www.w3.org/1998/Math/MathML"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
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
    needs: set[str] = set()
    ids: set[str] = set()
    references: list[Reference] = []
    for node in root.iter(etree.Element):
        needs.update(_needs(node))
        if name := node.get("id"):
            ids.add(name)
        references += _references(node)
    if any(reference.embedded and is_remote(reference.target) for reference in references):
        needs.add("remote-resources")
    return Scan(tuple(sorted(needs)), frozenset(ids), tuple(references)), ()


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


def _needs(node: etree._Element) -> Iterator[str]:
    space, name = etree.QName(node).namespace, etree.QName(node).localname
    if space == _SVG:
        yield "svg"
    elif space == _MATHML:
        yield "mathml"
    if name == "script" and (node.get("type") or "").lower() in _PROGRAMS:
        yield "scripted"
    # Forms and handlers of events count as programs too (EPUB 3.3, section D.6.5).
    if (space == _XHTML and name == "form") or any(str(key).lower().startswith("on") for key in node.attrib):
        yield "scripted"


def _references(node: etree._Element) -> Iterator[Reference]:
    name = etree.QName(node).localname
    line = node.sourceline if isinstance(node.sourceline, int) else None
    linked = name in ("a", "area")
    for key in ("href", _XLINK_HREF, "src", "poster", "data"):
        target = node.get(key)
        # A link element may name a licence or an author; only its style sheets are part of the page.
        if target is not None and (name != "link" or "stylesheet" in (node.get("rel") or "").split()):
            yield Reference(target.strip(), line, not linked)
    for candidate in (node.get("srcset") or "").split(","):
        if candidate.strip():
            yield Reference(candidate.split()[0], line, True)
