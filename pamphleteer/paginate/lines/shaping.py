"""Words → glyphs: each word is shaped once for each style, by Pango, as WeasyPrint sets Pango up.

WeasyPrint shapes a line anew wherever it stands, and once more to paint it. In a justified line each space is an item
of its own for Pango, so words are shaped apart there already, and what was shaped once serves everywhere.

What is known is kept with the font configuration of a document and ends with it. It holds pointers into Pango, and is
never pickled.
"""

from __future__ import annotations

from typing import Any

from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout, _font_style_cache_key

from pamphleteer.paginate.lines.glyphs import Fonts, Word, clusters, read

NO_BREAK = "\u00a0"

_KNOWN = "pamphleteer_words"
"""Attribute of a font configuration: what is kept with it."""
_SHAPER = "(shaper)"
"""Name, among the values that styles share, of what shapes their text; no property is called so."""


class Shaper:
    """What shapes the text of a style."""

    def __init__(self, style: Any, fonts: Fonts) -> None:
        self._style, self.fonts = style, fonts
        self._words: dict[str, Word] = {}
        self.within: dict[tuple[str, tuple[int, ...], bool], Any] = {}
        """Where its words may be broken, for whoever looks for that: by word, limits, and whether by patterns."""
        spacing = style["letter_spacing"]
        self.letter_spacing = 0.0 if spacing == "normal" else float(spacing)
        """CSS pixels; given to each letter but the last of a word by Pango, and to that one by us."""
        self.word_spacing = float(style["word_spacing"])
        self.plain = not self.letter_spacing and not self.word_spacing
        """Whether nothing is spaced out."""
        self._units = int(self.letter_spacing * TO_UNITS)
        self._layout = self._new_layout()
        self.size = float(style["font_size"])
        self.language: str = style["lang"] or ""
        """As the copy has it (BCP 47); empty where none is said."""
        self.hyphen: str = style["hyphenate_character"]
        self.document: Any = None
        """The fonts of the PDF that is being painted."""
        self.entered: set[Word] = set()
        """Words whose glyphs are known to that PDF."""
        self.text_height = self._height(" ")
        """Height of the text as WeasyPrint has it, in CSS pixels."""
        self.space, self.nbsp = self.blank(" "), self.blank(NO_BREAK)
        """A no-break space may be a glyph of another width."""
        self.hyphen_width = self.word(self.hyphen).width

    def _new_layout(self) -> Any:
        layout = Layout(self._style)
        self.metrics = layout
        """Of decorations, where the style has any."""
        handle = layout.layout
        del layout.layout, layout.style
        if self._units:
            attributes = pango.pango_layout_get_attributes(handle)
            if attributes == ffi.NULL:
                attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
            pango.pango_attr_list_change(attributes, pango.pango_attr_letter_spacing_new(self._units))
            pango.pango_layout_set_attributes(handle, attributes)
        pango.pango_layout_set_single_paragraph_mode(handle, True)
        return handle

    def _height(self, text: str) -> float:
        extents = ffi.new("PangoRectangle *")
        raw = text.encode()
        pango.pango_layout_set_text(self._layout, raw, len(raw))
        line = pango.pango_layout_get_line_readonly(self._layout, 0)
        pango.pango_layout_line_get_extents(line, ffi.NULL, extents)
        return float(extents.height * FROM_UNITS)

    def word(self, text: str) -> Word:
        """A word, or a lone space or no-break space; shaped when it is asked for first."""
        word = self._words.get(text)
        if word is None:
            word = self._words[text] = self.shape(text)
        return word

    def blank(self, space: str) -> float:
        """The width of a space or no-break space, in CSS pixels."""
        return self.word(space).width + self.word_spacing

    def shape(self, text: str) -> Word:
        """Any text in one line, shaped anew."""
        raw = text.encode()
        pango.pango_layout_set_text(self._layout, raw, len(raw))
        line = pango.pango_layout_get_line_readonly(self._layout, 0)
        known = len(self.fonts.seen)
        word = read(line, raw, self.fonts, self._layout, self._units)
        if len(self.fonts.seen) != known:
            # The layout stays as it is, with the font that it has shown.
            self._layout = self._new_layout()
        return word

    def advances(self, text: str, word: Word) -> list[float]:
        """The width before each character of a word, and the whole, in CSS pixels; letters of a ligature share it."""
        raw = text.encode()
        before = [0.0] * (len(raw) + 1)
        x = 0.0
        for run in word.runs or ():
            for start, end, width in clusters(run):
                for byte in range(start, end):
                    before[byte] = (x + width * (byte - start) / (end - start)) * FROM_UNITS
                x += width
        before[-1] = word.width
        if len(raw) == len(text):
            return before
        result, byte = [], 0
        for character in text:
            result.append(before[byte])
            byte += len(character.encode())
        return [*result, before[-1]]


class _Known:
    """What is kept with a font configuration."""

    __slots__ = ("fonts", "shapers")

    def __init__(self) -> None:
        self.fonts = Fonts()
        self.shapers: dict[tuple[Any, ...], Shaper] = {}


def shaper_of(style: Any) -> Shaper | None:
    """What shapes a style's text; None where that is left to WeasyPrint: from right to left, of no size, or spaceless.

    Whether lines may be broken as we do is another question, which is not asked here.
    """
    shared: dict[str, Any] | None = getattr(style, "shared", None)
    if shared is None:
        return _find(style)
    if _SHAPER not in shared:
        shared[_SHAPER] = _find(style)
    shaper: Shaper | None = shared[_SHAPER]
    return shaper


def _find(style: Any) -> Shaper | None:
    if style["direction"] != "ltr" or style["font_size"] < 1e-6:
        return None
    kept = style.font_config.__dict__
    known = kept.get(_KNOWN)
    if known is None:
        known = kept[_KNOWN] = _Known()
    key = (
        _font_style_cache_key(style, include_size=True),
        style["font_kerning"],
        style["hyphenate_character"],
        style["letter_spacing"],
        style["word_spacing"],
        style["text_decoration_line"] != "none",
    )
    shaper: Shaper | None = known.shapers.get(key)
    if shaper is None:
        shaper = known.shapers[key] = Shaper(style, known.fonts)
    return shaper if shaper.word(" ").font and shaper.word(NO_BREAK).font else None
