"""One font file, and how an unknown one is opened."""

from __future__ import annotations

import hashlib
import io
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from fontTools.ttLib import TTFont

Style = Literal["normal", "italic"]

UNICODE_SIZE = 0x110000

_KINDS = {b"\x00\x01\x00\x00": "font/ttf", b"true": "font/ttf", b"OTTO": "font/otf"}
_UNSUPPORTED = {b"wOFF": "WOFF", b"wOF2": "WOFF 2", b"ttcf": "a font collection"}


class FontUnsupported(Exception):
    """A font, but of a kind that the outputs cannot use; the message names the kind."""


class FontUnreadable(Exception):
    """No font, or a broken one; the message tells what is wrong."""


@dataclass(frozen=True, slots=True)
class Font:
    """A font file, as style sheets ask for it."""

    family: str
    """The typographic family, such as "EB Garamond"."""
    style: Style
    weight: int
    """As in CSS, 1 to 1000: 400 regular, 700 bold."""
    path: Path
    """Absolute."""
    sha256: str
    """Of the file, in hexadecimal."""


def media_type(font: Font) -> str:
    """``font/otf`` or ``font/ttf`` by the outlines in the file, whatever its name ends in (RFC 8081)."""
    with font.path.open("rb") as file:
        return _KINDS.get(file.read(4), "font/ttf")


def open_font(data: bytes) -> TTFont:
    """Open a font file's bytes.

    What is read of it later is safe in memory; tables are decompiled as they are asked for, and a broken one raises
    then. Raises FontUnsupported or FontUnreadable.
    """
    if kind := _UNSUPPORTED.get(data[:4]):
        raise FontUnsupported(kind)
    if data[:4] not in _KINDS:
        raise FontUnreadable("it does not begin as a font does")
    try:
        # recalcTimestamp: a font that is saved again keeps its date, or no two builds would be alike.
        font = TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False)
        _check_character_map(font.reader["cmap"])
        _check_glyph_count(font)
    except (FontUnreadable, MemoryError):
        raise
    except Exception as e:  # Of a broken file fontTools may raise anything.
        raise FontUnreadable(f"it is broken ({type(e).__name__}: {e})") from e
    return font


def read_face(path: Path) -> tuple[Font, TTFont]:
    """The font in a file, as it describes itself. Raises OSError, FontUnsupported or FontUnreadable."""
    data = path.read_bytes()
    font = open_font(data)
    try:
        names = font["name"]
        family = names.getDebugName(16) or names.getDebugName(1)
        # Bits 0 and 9 of fsSelection: italic, oblique; bit 1 of macStyle: italic.
        slanted = font["OS/2"].fsSelection & 0b10_0000_0001 or font["head"].macStyle & 0b10
        weight = min(max(font["OS/2"].usWeightClass, 1), 1000)
    except Exception as e:
        raise FontUnreadable(f"it is broken ({type(e).__name__}: {e})") from e
    if not family or not family.strip():
        raise FontUnreadable("it has no family name")
    digest = hashlib.sha256(data).hexdigest()
    return Font(family.strip(), "italic" if slanted else "normal", weight, path, digest), font


def _check_glyph_count(font: TTFont) -> None:
    """Refuse a font that says it has more glyphs than it has: features would be worked out for tens of thousands."""
    if "loca" not in font:
        return
    size = 4 if font["head"].indexToLocFormat else 2
    if font.reader.tables["loca"].length // size <= font["maxp"].numGlyphs:
        raise FontUnreadable("it has fewer glyphs than it says")


def _check_character_map(table: bytes) -> None:
    """Refuse a cmap whose ranges of characters are longer than Unicode: read out, a few bytes would fill the memory."""
    (count,) = struct.unpack_from(">2xH", table)
    offsets = {struct.unpack_from(">4xL", table, 4 + 8 * i)[0] for i in range(count)}
    for offset in sorted(offsets):
        (kind,) = struct.unpack_from(">H", table, offset)
        # Formats 8, 12 and 13 list ranges; the others hold at most two bytes of characters (OpenType 1.9, cmap).
        if kind not in (8, 12, 13):
            continue
        first = offset + (12 + 8192 if kind == 8 else 12)
        (groups,) = struct.unpack_from(">L", table, first)
        ranges = memoryview(table)[first + 4 : first + 4 + 12 * groups]
        if sum(max(end - start + 1, 0) for start, end, _ in struct.iter_unpack(">LLL", ranges)) > UNICODE_SIZE:
            raise FontUnreadable("its character map has more characters than Unicode")
