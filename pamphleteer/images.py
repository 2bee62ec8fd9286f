"""Pictures: what they are, whether they can be decoded, and whether they are safe."""

from __future__ import annotations

import base64
import binascii
import io
import itertools
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes

from lxml import etree
from PIL import Image as Pillow
from PIL import ImageFile, UnidentifiedImageError

from pamphleteer.diagnostics import Diagnostic, Span, error

FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
"""Raster formats that both outputs take (EPUB 3.3, section 3.2)."""

MOST_PIXELS = 200_000_000
"""A picture of more would fill the memory before it fills a page."""

MOST_COPIES = 2000
"""A picture with more copies of its parts would take minutes to paint."""

_PLAIN = "export it as a plain SVG"
_OUTER = re.compile(r"url\(\s*[\"']?(?!#|data:image/(?!svg))|@import", re.IGNORECASE)
_EMBEDDED = "data:image/"
_SVG = "http://www.w3.org/2000/svg"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"


@dataclass(frozen=True, slots=True)
class Probe:
    """What a picture is."""

    media_type: str
    width: int | None
    height: int | None
    words: str = ""
    """The text that an SVG shows, for whoever looks for glyphs."""


def probe(data: bytes, name: str, span: Span) -> tuple[Probe | None, tuple[Diagnostic, ...]]:
    """Look into a picture's bytes; None with a diagnostic where it cannot go into a book."""
    if name.lower().endswith(".svg"):
        return _probe_svg(data, name, span)
    return _probe_raster(data, name, span)


def eight_bit(data: bytes) -> bytes:
    """A picture in greys of 16 bits as a PNG in greys of 8; any other as it is."""
    # The header of a PNG holds the bits at byte 24 and the kind at byte 25: 0 is grey (PNG, section 11.2.1).
    if not data.startswith(b"\x89PNG") or data[24:26] != b"\x10\x00":
        return data
    with Pillow.open(io.BytesIO(data), formats=["PNG"]) as image:
        grey = image.point(lambda value: value * (1 / 256)).convert("L")
    out = io.BytesIO()
    grey.save(out, "PNG", dpi=image.info.get("dpi", (96, 96)))
    return out.getvalue()


def _probe_raster(data: bytes, name: str, span: Span) -> tuple[Probe | None, tuple[Diagnostic, ...]]:
    try:
        with warnings.catch_warnings(), _whole_files_only():
            warnings.simplefilter("ignore")
            with Pillow.open(io.BytesIO(data), formats=list(FORMATS)) as image:
                width, height = image.size
                if width * height > MOST_PIXELS:
                    message = f"{name} has {width} × {height} pixels, more than can be set"
                    return None, (error("image-too-large", message, span, "scale it down"),)
                kind = FORMATS[image.format or ""]
                # Decoding finds what the header hides: a file that breaks off.
                image.load()
    except Pillow.DecompressionBombError:
        # Pillow refuses what is far too large before it tells the size.
        message = f"{name} has more pixels than can be set"
        return None, (error("image-too-large", message, span, "scale it down"),)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, KeyError) as e:
        said = "" if isinstance(e, UnidentifiedImageError) else f" ({str(e)[:80]})"
        hint = "PNG, JPEG, GIF, WebP and SVG can be set"
        return None, (error("image-broken", f"{name} is no picture that can be read{said}", span, hint),)
    return Probe(kind, width, height), ()


def _reaches(node: Any) -> bool:
    """Whether an element asks for something that is not in the picture."""
    reference = (node.get(_XLINK_HREF) or node.get("href") or "").strip()
    schemes = ("#", "http:", "https:", "mailto:") if etree.QName(node).localname == "a" else ("#", _EMBEDDED)
    # An SVG within could hold what this one may not.
    if reference and (not reference.lower().startswith(schemes) or reference.lower().startswith(f"{_EMBEDDED}svg")):
        return True
    words = [str(value) for value in node.attrib.values()]
    words += [node.text or ""] if etree.QName(node).localname == "style" else []
    return any(_OUTER.search(text) for text in words)


def _copies(root: Any) -> int:
    """How many elements a reader makes of the picture's ``<use>``, which may copy what holds others."""
    named = {node.get("id"): node for node in root.iter(etree.Element) if node.get("id")}
    known: dict[Any, int] = {}

    def count(node: Any, above: frozenset[Any]) -> int:
        if node in above:
            # A picture within itself has no end.
            return MOST_COPIES + 1
        if node not in known:
            total = 0
            for use in node.iter(f"{{{_SVG}}}use"):
                target = named.get((use.get(_XLINK_HREF) or use.get("href") or "").removeprefix("#"))
                total += 1 + (count(target, above | {node}) if target is not None and len(above) < 50 else 0)
            known[node] = total
        return known[node]

    return count(root, frozenset())


@contextmanager
def _whole_files_only() -> Iterator[None]:
    """Let Pillow refuse a file that breaks off, though the typesetting library tells it to accept one."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _probe_svg(data: bytes, name: str, span: Span) -> tuple[Probe | None, tuple[Diagnostic, ...]]:
    try:
        root: Any = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as e:
        return None, (error("image-broken", f"{name} is no SVG that can be read ({e.msg})", span),)
    if root.tag != f"{{{_SVG}}}svg":
        return None, (error("image-broken", f"{name} is no SVG: its root is <{root.tag}>", span),)
    before = root.itersiblings(etree.ProcessingInstruction, preceding=True)
    if any(True for _ in itertools.chain(before, root.iter(etree.ProcessingInstruction))):
        message = f"{name} holds an instruction that may fetch a style sheet"
        return None, (error("image-unsafe", message, span, _PLAIN),)
    node: Any
    for node in root.iter(etree.Element):
        local = etree.QName(node).localname
        if (
            local in ("script", "foreignObject")
            or any(a.lower().startswith("on") for a in node.attrib)
            or _reaches(node)
        ):
            message = f"{name} holds a <{local}> that runs a program or reaches outside the picture"
            return None, (error("image-unsafe", message, span, _PLAIN),)
    for node in root.iter(f"{{{_SVG}}}image"):
        seen, found = _probe_embedded((node.get(_XLINK_HREF) or node.get("href") or "").strip(), name, span)
        if seen is None:
            return None, found
    if _copies(root) > MOST_COPIES:
        message = f"{name} copies its parts more than {MOST_COPIES} times"
        return None, (error("image-unsafe", message, span, _PLAIN),)
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        message = f"{name} declares entities, which may hide what it holds"
        return None, (error("image-unsafe", message, span, _PLAIN),)
    words = "".join(str(text) for node in root.iter(f"{{{_SVG}}}text") for text in node.itertext())
    return Probe("image/svg+xml", None, None, words), ()


def _probe_embedded(address: str, name: str, span: Span) -> tuple[Probe | None, tuple[Diagnostic, ...]]:
    """Look into a picture that stands within an SVG as a ``data:`` address (RFC 2397)."""
    head, _, body = address.partition(",")
    data = unquote_to_bytes(body)
    try:
        data = base64.b64decode(data) if head.lower().endswith(";base64") else data
    except binascii.Error:
        data = b""
    return _probe_raster(data, f"a picture within {name}", span)
