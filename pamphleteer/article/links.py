"""Links and pictures of an article: what each address means, and whether a book may hold it."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from typing import Any
from urllib.parse import unquote, urlsplit

from pamphleteer.article.notes import Locate
from pamphleteer.article.tree import NO_ALT
from pamphleteer.diagnostics import Diagnostic, error, warning
from pamphleteer.markup import ancestors, class_names, unwrap
from pamphleteer.model import Image

_SCHEMES = ("http", "https", "mailto", "tel", "urn", "ftp")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


def inner_path(address: str, article_path: str) -> str | None:
    """A path in an article, made relative to the book's folder; None where it leaves that folder."""
    path = unquote(address)
    if path.startswith("/") or "\\" in path or "\0" in path:
        return None
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(article_path), path))
    return None if whole.startswith("../") or whole == ".." else whole


def _is_address(target: str) -> bool:
    """Whether a web address has a host and a port that can be, and nothing that must be escaped."""
    if any(c.isspace() or c in '<>"\\^`{|}' for c in target):
        return False
    try:
        parts = urlsplit(target)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme.lower() not in ("http", "https", "ftp") or bool(parts.hostname)


def images(root: Any, article_path: str, locate: Locate) -> tuple[list[Image], list[Diagnostic]]:
    """The pictures below ``root``; each ``src`` becomes a path from the book's folder."""
    used: list[Image] = []
    found: list[Diagnostic] = []
    for node in root.iter("img"):
        source = node.get("src") or ""
        span = locate(node, source)
        said = _caption_beside(node) if node.get("alt") is None else ""
        if node.attrib.pop(NO_ALT, None) is not None or (node.get("alt") is None and not said):
            message = f"the picture '{source[:80]}' has neither a caption nor a description"
            hint = 'describe it: {alt="…"}, or alt="…" in a tag; alt="" if it is an ornament'
            found.append(warning("image-no-alt", message, span, hint))
        elif not (node.get("alt") or said).strip():
            # The author said of it that it is an ornament.
            node.set("role", "presentation")
        node.set("alt", node.get("alt") or said)
        if _SCHEME.match(source) or source.startswith("//"):
            message = f"the picture {source[:80]} is not in the book's folder"
            hint = "bring it into the folder: a book fetches nothing from the net"
            found.append(error("image-remote", message, span, hint))
        elif not source:
            found.append(error("image-unnamed", "a picture names no file", span))
        elif (path := inner_path(source, article_path)) is None:
            message = f"the picture '{source}' leaves the book's folder"
            found.append(error("path-outside", message, span, "bring it into the book's folder"))
        else:
            node.set("src", path)
            used.append(Image(path, span))
    return used, found


def _caption_beside(node: Any) -> str:
    """The words of the caption of a figure that is written in HTML, for a picture in it that is not described."""
    figure = next((above for above in ancestors(node) if above.tag == "figure"), None)
    caption = figure.find("figcaption") if figure is not None else None
    return " ".join("".join(caption.itertext()).split()) if caption is not None else ""


def links(root: Any, article_path: str, locate: Locate) -> list[Diagnostic]:
    """Mark links within the book as cross-references: ``data-xref`` is ``PATH#ID``, from the book's folder."""
    found: list[Diagnostic] = []
    for node in list(root.iter("a")):
        target = node.get("href")
        if target is None:
            continue
        span = locate(node, target)
        if scheme := _SCHEME.match(target):
            if scheme[1].lower() == "doi":
                node.set("href", f"https://doi.org/{target[4:].lstrip('/')}")
            elif scheme[1].lower() not in _SCHEMES or not _is_address(target):
                message = f"a link to '{target[:60]}' is refused"
                found.append(warning("link-refused", message, span, f"a link begins with {', '.join(_SCHEMES)}"))
                unwrap(node)
            elif "page" in class_names(node):
                found.append(
                    warning("link-no-page", "a link out of the book has no page number", span, "take out .page")
                )
                # What prints page numbers would look for the page of a place on the net.
                others = [name for name in class_names(node) if name != "page"]
                node.attrib.pop("class")
                node.attrib.update({"class": " ".join(others)} if others else {})
            continue
        try:
            parts = urlsplit(target)
        except ValueError:
            found.append(warning("link-refused", f"'{target[:60]}' is no address", span))
            unwrap(node)
            continue
        path = inner_path(parts.path, article_path) if parts.path else article_path
        if path is None or target.startswith("//"):
            message = f"the link '{target}' leaves the book's folder"
            hint = "write a whole web address, or a path within the book"
            found.append(error("path-outside", message, span, hint))
            continue
        del node.attrib["href"]
        here = "" if not parts.path else path
        node.set("data-xref", f"{here}#{unicodedata.normalize('NFC', unquote(parts.fragment))}")
    return found
