"""Which characters fonts have, so that none falls back in silence."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from pamphleteer.diagnostics import BookError, Span, error
from pamphleteer.fonts.face import Font, FontUnreadable, FontUnsupported, open_font

# Default_Ignorable_Code_Point (Unicode 16, DerivedCoreProperties.txt): what has no form needs no glyph.
_IGNORABLE = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)


def coverage(font: Font) -> frozenset[int]:
    """The code points that the font has a glyph for. Raises BookError where the file cannot be read."""
    return _coverage(font.sha256, font.path)


def uncovered(text: str, fonts: Sequence[Font]) -> tuple[str, ...]:
    """The characters of ``text`` that none of the fonts has, each once, in the order of their first appearance.

    White space, control characters and characters without a form of their own are left out: the layout engine makes
    them of any font.
    """
    covered = _union(tuple((font.sha256, font.path) for font in fonts))
    # dict.fromkeys runs at C's speed; what follows sees each character of a book once.
    return tuple(c for c in dict.fromkeys(text) if c not in covered and _has_form(c))


def _has_form(character: str) -> bool:
    if unicodedata.category(character) in ("Cc", "Zs", "Zl", "Zp"):
        return False
    code = ord(character)
    return not any(first <= code <= last for first, last in _IGNORABLE)


@lru_cache(maxsize=256)
def _coverage(sha256: str, path: Path) -> frozenset[int]:
    try:
        characters = open_font(path.read_bytes()).getBestCmap() or {}
    except (OSError, FontUnreadable, FontUnsupported) as e:
        raise BookError([error("font-unreadable", f"this font cannot be read: {e}", Span(str(path)))]) from e
    return frozenset(code for code, glyph in characters.items() if glyph != ".notdef")


@lru_cache(maxsize=32)
def _union(files: tuple[tuple[str, Path], ...]) -> frozenset[str]:
    return frozenset(chr(code) for sha256, path in files for code in _coverage(sha256, path))
