"""Small fonts, made for the tests."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

from pamphleteer.fonts import Font, load

Make = Callable[..., bytes]


def _draw(pen, size=500):  # type: ignore[no-untyped-def]
    pen.moveTo((50, 0))
    pen.lineTo((50, size))
    pen.lineTo((size, size))
    pen.lineTo((size, 0))
    pen.closePath()


def make_font(
    family: str = "Probe",
    style: str = "Regular",
    *,
    text: str = "abc -",
    weight: int = 400,
    cff: bool = False,
    fs_type: int = 0,
    copyright: str = "",
    axis: bool = False,
) -> bytes:
    """A whole small font with a square for every character of ``text``."""
    names = {ord(c): f"uni{ord(c):04X}" for c in text}
    order = [".notdef", *names.values()]
    builder = FontBuilder(1000, isTTF=not cff)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    if cff:
        pens = {name: T2CharStringPen(600, None) for name in order}
        for pen in pens.values():
            _draw(pen)
        builder.setupCFF(
            f"{family}-{style}".replace(" ", ""),
            {"FullName": f"{family} {style}", "FamilyName": family},
            {name: pen.getCharString() for name, pen in pens.items()},
            {},
        )
    else:
        glyphs = {name: TTGlyphPen(None) for name in order}
        for glyph in glyphs.values():
            _draw(glyph)
        builder.setupGlyf({name: glyph.glyph() for name, glyph in glyphs.items()})
    builder.setupHorizontalMetrics({name: (600, 50) for name in order})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    strings = {"familyName": family, "styleName": style, "fullName": f"{family} {style}"}
    strings["psName"] = f"{family}-{style}".replace(" ", "")
    if copyright:
        strings["copyright"] = copyright
    builder.setupNameTable(strings, mac=False)
    italic = "Italic" in style
    builder.setupOS2(usWeightClass=weight, fsType=fs_type, fsSelection=0x01 if italic else 0x40, sTypoAscender=800)
    builder.setupPost()
    if axis:
        builder.setupFvar([("wght", 400, 400, 700, "Weight")], [])
        builder.setupGvar({name: [] for name in order})
    builder.font["head"].macStyle = 0b10 if italic else 0
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


@pytest.fixture
def font_bytes() -> Make:
    """Makes a small font."""
    return make_font


@pytest.fixture(scope="session")
def bundle_folder() -> Path:
    """The folder of the bundled fonts."""
    return Path(__file__).parents[2] / "fonts"


@pytest.fixture(scope="session")
def bundle(bundle_folder: Path) -> tuple[Font, ...]:
    """The bundled fonts."""
    return load(bundle_folder)
