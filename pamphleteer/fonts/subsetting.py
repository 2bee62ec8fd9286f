"""The part of a font that an EPUB needs: fewer glyphs, the typography whole."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import uharfbuzz as harfbuzz
from fontTools.ttLib import TTFont

from pamphleteer.diagnostics import BookError, Span, error
from pamphleteer.fonts.face import Font, FontUnreadable, FontUnsupported, open_font

TEXT_FEATURES = tuple(
    "c2sc calt case ccmp clig curs dlig dnom frac kern liga lnum locl mark mkmk numr onum ordn pnum rlig sinf smcp "
    "subs sups tnum".split()
)
"""What CSS can ask for in running text, without the stylistic alternates: a subset is about a third smaller so."""

ALWAYS = " -\u00a0\u00ad\u2010\u2011\u202f\u2026"
"""What a reading system itself puts into text, or seeks in the font when it breaks lines."""

_WINDOWS_ENGLISH = 0x409
# Copyright, names, version, trademark, makers, licence, typographic names (OpenType 1.9, name).
_NAMES = (*range(15), 16, 17)
# The names that a person sees: family, identifier, full name, PostScript name, typographic family, WWS family.
_SHOWN = (1, 3, 4, 6, 16, 21)


def subset(font: Font, text: str, *, features: str | Iterable[str] = "*") -> bytes:
    """The font with the glyphs for the characters of ``text`` alone, and all that its features can make of them.

    ``features`` are OpenType tags to keep, ``"*"`` for all; ``TEXT_FEATURES`` suffices for text. Hinting is dropped.
    The file is of the same kind as the source, and for the same arguments it is the same bytes. A font whose licence
    reserves its name gets a neutral one, as the Open Font License 1.1 asks in condition 3; style sheets name it as
    they like. Raises BookError where the file cannot be read.
    """
    wanted = harfbuzz.SubsetInput()
    wanted.sets(harfbuzz.SubsetInputSets.UNICODE).update(map(ord, text + ALWAYS))
    _choose(wanted, harfbuzz.SubsetInputSets.NAME_ID, _NAMES)
    _choose(wanted, harfbuzz.SubsetInputSets.NAME_LANG_ID, [_WINDOWS_ENGLISH])
    tags = [features] if isinstance(features, str) else list(features)
    _choose(wanted, harfbuzz.SubsetInputSets.LAYOUT_FEATURE_TAG, [_number(tag) for tag in tags if tag != "*"])
    if "*" in tags:
        wanted.sets(harfbuzz.SubsetInputSets.LAYOUT_FEATURE_TAG).invert()
    wanted.flags = harfbuzz.SubsetFlags.NO_HINTING | harfbuzz.SubsetFlags.NOTDEF_OUTLINE
    try:
        data = font.path.read_bytes()
        # HarfBuzz makes something of anything: that the file is a font is seen by whoever reads all of it.
        reserved = _reserves_name(open_font(data))
        made: bytes = harfbuzz.subset(harfbuzz.Face(harfbuzz.Blob(data)), wanted).blob.data
        if not reserved:
            return made
        opened = TTFont(io.BytesIO(made), recalcTimestamp=False)
        _rename(opened, f"Subset {font.sha256[:8]}")
        out = io.BytesIO()
        opened.save(out)
    except (OSError, FontUnreadable, FontUnsupported) as e:
        raise BookError([error("font-unreadable", f"this font cannot be read: {e}", Span(str(font.path)))]) from e
    except Exception as e:  # Of a broken file fontTools may raise anything.
        message = f"this font cannot be made smaller ({type(e).__name__}: {e})"
        raise BookError([error("font-unreadable", message, Span(str(font.path)))]) from e
    return out.getvalue()


def _choose(wanted: Any, kind: Any, values: Iterable[int]) -> None:
    chosen = wanted.sets(kind)
    chosen.clear()
    chosen.update(values)


def _number(tag: str) -> int:
    """An OpenType tag as HarfBuzz has it."""
    return int.from_bytes(tag.encode("ascii"), "big")


def _reserves_name(font: TTFont) -> bool:
    said = " ".join(font["name"].getDebugName(name_id) or "" for name_id in (0, 13))
    return "reserved font name" in said.casefold()


def _rename(font: TTFont, name: str) -> None:
    names = font["name"]
    style = names.getDebugName(17) or names.getDebugName(2) or "Regular"
    full = f"{name} {style}"
    new = {1: name, 3: full, 4: full, 6: full.replace(" ", "-"), 16: name, 21: name}
    for record in names.names:
        if record.nameID in _SHOWN:
            record.string = new[record.nameID]
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [new[6]]
        for top in cff.topDictIndex:
            top.FamilyName, top.FullName = name, full
