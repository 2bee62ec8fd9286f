"""The fonts of a PDF as far as lines need them: how wide each code is, what it means, and how wide the font's space is.

Nothing of the engine's is used. Widths are those that the file declares, which by the standard are the font program's
advances; where a file has no space (TeX moves the pen instead), the natural space is that of the font of the same
PostScript name in a folder of fonts.
"""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from fontTools.cffLib import CFFFontSet
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont, TTLibError

_PAIR = re.compile(rb"<\s*([0-9A-Fa-f\s]+)>\s*<\s*([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<\s*([0-9A-Fa-f]+)\s*>\s*<\s*([0-9A-Fa-f]+)\s*>\s*(?:<\s*([0-9A-Fa-f]*)\s*>|\[([^\]]*)\])")

_SUPERIOR = 0.2
"""A figure of which nothing reaches lower, in em above the baseline, is a superior one."""


@dataclass(slots=True)
class Font:
    """A font as a page uses it. Widths are in em."""

    name: str
    """PostScript's, without the tag of a subset."""
    length: int
    """Bytes of a code."""
    widths: Mapping[int, float]
    default: float
    texts: Mapping[int, str]
    space: float | None
    """The natural space; None where neither the file nor the folder of fonts knows it."""
    program: bytes | None = None
    _superiors: dict[int, bool] = field(default_factory=dict)

    def codes(self, shown: bytes) -> Iterator[int]:
        """The codes of a string that is shown."""
        if self.length == 1:
            return iter(shown)
        return (shown[at] << 8 | shown[at + 1] for at in range(0, len(shown) - 1, 2))

    def superior(self, code: int) -> bool:
        """Whether a figure is one of the font's own superiors, which stand on the baseline like any other glyph."""
        if code not in self._superiors:
            self._superiors[code] = _lowest(self.program, code) > _SUPERIOR if self.program else False
        return self._superiors[code]


def read(font: Any, folder: Path) -> Font:
    """A font of a page's resources; ``folder`` has the font files that may be asked for a space."""
    name = re.sub(r"^[A-Z]{6}\+", "", str(font.get("/BaseFont", "/?"))[1:])
    texts = _texts(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else {}
    if font.get("/Subtype") == "/Type0":
        inner = font.DescendantFonts[0]
        widths, default, length = _wide(inner.get("/W", [])), float(inner.get("/DW", 1000)) / 1000, 2
    else:
        inner, default, length = font, 0.0, 1
        first = int(font.get("/FirstChar", 0))
        widths = {first + at: float(width) / 1000 for at, width in enumerate(font.get("/Widths", []))}
        texts = {code: bytes([code]).decode("cp1252", "replace") for code in range(256)} | texts
    space = next((widths[code] for code, text in texts.items() if text == " " and code in widths), None)
    if not space:
        space = _spaces(folder).get(re.sub(r"-Identity-H$", "", name))
    return Font(name, length, widths, default, texts, space, _program(inner.get("/FontDescriptor")))


def _program(descriptor: Any) -> bytes | None:
    for key in ("/FontFile2", "/FontFile3"):
        if descriptor is not None and key in descriptor:
            return bytes(descriptor[key].read_bytes())
    return None


def _wide(array: Any) -> dict[int, float]:
    """The widths of a composite font: ``first [w w …]`` or ``first last w``."""
    widths: dict[int, float] = {}
    items = list(array)
    at = 0
    while at < len(items):
        first, second = int(items[at]), items[at + 1]
        if isinstance(second, pikepdf.Array):
            widths |= {first + step: float(width) / 1000 for step, width in enumerate(second)}
            at += 2
        else:
            widths |= dict.fromkeys(range(first, int(second) + 1), float(items[at + 2]) / 1000)
            at += 3
    return widths


def _texts(cmap: bytes) -> dict[int, str]:
    """Code → text, of a ToUnicode map."""
    texts: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in _PAIR.findall(block):
            texts[int(code, 16)] = _utf16(text)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, begin, each in _RANGE.findall(block):
            low, high = int(first, 16), int(last, 16)
            if each:
                several = re.findall(rb"<\s*([0-9A-Fa-f\s]*)>", each)
                texts |= {low + at: _utf16(text) for at, text in enumerate(several)}
            else:
                begun = _utf16(begin)
                texts |= {c: begun[:-1] + chr(ord(begun[-1]) + c - low) for c in range(low, high + 1) if begun}
    return texts


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")


@functools.cache
def _spaces(folder: Path) -> dict[str, float]:
    """PostScript name → natural space, of the fonts in a folder and below."""
    found = {}
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".ttf", ".otf")):
        font = TTFont(path, lazy=True)
        glyph = font.getBestCmap().get(0x20)
        if glyph:
            found[str(font["name"].getDebugName(6))] = font["hmtx"][glyph][0] / font["head"].unitsPerEm
    return found


@functools.cache
def _opened(program: bytes) -> tuple[Any, Any, float] | None:
    """Glyph set, order of glyphs and units of an em, of a font program; None where it cannot be read."""
    try:
        if program[:4] in (b"OTTO", b"true", b"\0\1\0\0"):
            font = TTFont(io.BytesIO(program), lazy=True)
            return font.getGlyphSet(), font.getGlyphOrder(), float(font["head"].unitsPerEm)
        fonts = CFFFontSet()
        fonts.decompile(io.BytesIO(program), None)
        return fonts[0].CharStrings, fonts[0].charset, 1000.0
    except (TTLibError, KeyError, AssertionError, ValueError):
        return None


def _lowest(program: bytes, code: int) -> float:
    """How low a glyph reaches, in em; 0 where the font program does not tell. Its code is taken for its place."""
    opened = _opened(program)
    if opened is None or code >= len(opened[1]):
        return 0.0
    glyphs, order, units = opened
    pen = BoundsPen(glyphs)
    glyphs[order[code]].draw(pen)
    return pen.bounds[1] / units if pen.bounds else 0.0
