"""Glyphs as Pango has shaped them, and as a PDF shows them.

In: a line of Pango's. Out: a ``Word``, whose ``Run``s each have one ``Font``, and the insides of text-showing strings
(ISO 32000-1, 9.4.3): glyphs of four hexadecimal digits, and between ``>`` and ``<`` how far, in thousandths of an em,
the next one moves to the left.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, harfbuzz, pango
from weasyprint.text.fonts import get_pango_font_hb_face, get_pango_font_key

_EMPTY = pango.PANGO_GLYPH_EMPTY
"""Stands for what is not shown; glyphs that no font has are above it, those of fonts below."""
_GLYPH = ffi.sizeof("PangoGlyphInfo") // 4
"""Numbers of which Pango makes a glyph: its id, its width, its offsets to the right and down, flags."""
_NUMBERS = ffi.typeof("int *")
_TOO_OLD = 14802
"""Before this version Pango told wrong sizes, and WeasyPrint has its way around them."""


def number(value: float) -> str:
    """A number as PDF has it: no digit is lost, and none is written as a power of ten."""
    text = f"{value:g}" if value == int(value) and abs(value) < 1e5 else repr(value)
    return text if "e" not in text else f"{value:.9f}"


class Font:
    """One of Pango's fonts, which is of one size."""

    __slots__ = ("_logical", "_shown", "_theirs", "kept", "key", "plain", "pointer", "size")

    def __init__(self, pointer: Any, kept: Any, key: Any, size: float, logical: dict[int, int]) -> None:
        self.pointer, self.kept = pointer, kept
        """``kept`` is a layout that uses the font; while there is one, no other font has its address."""
        self.key, self.size = key, size
        """By ``key`` documents know the font, whatever its size; ``size`` is in CSS pixels."""
        self.plain = _is_plain(pointer)
        """Whether it holds outlines and nothing else: no colours, no bitmaps."""
        self._logical = logical
        self._theirs: dict[tuple[int, int], str] = {}
        self._shown: dict[tuple[int, int], tuple[str, float]] = {}

    def logical(self, glyph: int) -> int:
        """A glyph's width as the PDF's font has it, in thousandths of an em."""
        width = self._logical.get(glyph)
        if width is None:
            extents = ffi.new("PangoRectangle *"), ffi.new("PangoRectangle *")
            pango.pango_font_get_glyph_extents(self.pointer, glyph, *extents)
            width = self._logical[glyph] = round(self.units(extents[1].width))
        return width

    def units(self, width: float) -> float:
        """A width of Pango's, in thousandths of an em."""
        return float(width * 1000 * FROM_UNITS / self.size)

    def theirs(self, glyph: int, width: int) -> str:
        """What WeasyPrint writes for a glyph, but for adjustments by nothing, which it writes after nearly each."""
        text = self._theirs.get((glyph, width))
        if text is None:
            kerning = int(self.logical(glyph) - width * 1000 * FROM_UNITS / self.size)
            text = self._theirs[glyph, width] = f"{glyph:04x}>{kerning}<" if kerning else f"{glyph:04x}"
        return text

    def shown(self, glyph: int, width: int) -> tuple[str, float]:
        """The same to the nearest thousandth, and by how many thousandths it is too wide."""
        shown = self._shown.get((glyph, width))
        if shown is None:
            exact = self.logical(glyph) - self.units(width)
            kerning = round(exact)
            text = f"{glyph:04x}>{kerning}<" if kerning else f"{glyph:04x}"
            shown = self._shown[glyph, width] = text, exact - kerning
        return shown


def _is_plain(pointer: Any) -> bool:
    if pango.pango_version() < _TOO_OLD:
        return False
    face = get_pango_font_hb_face(pointer)
    if harfbuzz.hb_ot_color_has_png(face) or harfbuzz.hb_ot_color_has_svg(face):
        return False
    if harfbuzz.hb_version_atleast(7, 0, 0) and (
        harfbuzz.hb_ot_color_has_paint(face) or harfbuzz.hb_ot_color_has_layers(face)
    ):
        return False
    bitmaps = harfbuzz.hb_face_reference_table(face, harfbuzz.hb_tag_from_string(b"EBDT", -1))
    plain = harfbuzz.hb_blob_get_length(bitmaps) == 0
    harfbuzz.hb_blob_destroy(bitmaps)
    return bool(plain)


class Run:
    """Glyphs of one font."""

    __slots__ = ("at", "end", "font", "glyphs", "offsets", "raw", "starts", "widths")

    def __init__(
        self, font: Font, glyphs: list[int], widths: list[int], offsets: list[int] | None, raw: bytes, spans: Any
    ) -> None:
        self.font, self.glyphs, self.widths = font, glyphs, widths
        """The widths are Pango's units."""
        self.offsets = offsets
        """How far each glyph is moved to the right, in Pango's units; None where none is."""
        self.raw = raw
        """The whole text that was shaped, in UTF-8."""
        self.at, self.end, self.starts = spans
        """Its bytes of the text; and for each glyph where the letters that it shows begin, counted from there."""

    def letters(self) -> Iterator[tuple[int, str]]:
        """Each glyph that is shown, with the letters that it shows."""
        starts, last = self.starts, len(self.glyphs) - 1
        for index, glyph in enumerate(self.glyphs):
            if glyph != _EMPTY:
                end = self.end if index == last else self.at + starts[index + 1]
                yield glyph, self.raw[self.at + starts[index] : end].decode()

    def theirs(self, start: int = 0, end: int | None = None) -> str:
        """The inside of a text-showing string, as WeasyPrint rounds it: widths are cut to thousandths of an em."""
        font, offsets = self.font, self.offsets
        glyphs, widths = self.glyphs[start:end], self.widths[start:end]
        if offsets is None and _EMPTY not in glyphs:
            return "".join(map(font.theirs, glyphs, widths))
        text = ""
        for glyph, width, x in zip(glyphs, widths, offsets[start:end] if offsets else [0] * len(glyphs), strict=True):
            if glyph == _EMPTY:
                text += f">{number(-width / font.size)}<" if width else ""
                continue
            offset = x / font.size
            kerning = int(font.logical(glyph) + offset - width * 1000 * FROM_UNITS / font.size)
            text += f">{number(-offset)}<" if offset else ""
            text += f"{glyph:04x}>{kerning}<" if kerning else f"{glyph:04x}"
        return text

    def shown(self, start: int = 0, end: int | None = None) -> tuple[str, float]:
        """The inside of a text-showing string for some glyphs, and by how many thousandths it is too wide."""
        font, text, over = self.font, "", 0.0
        offsets = self.offsets
        for index in range(start, len(self.glyphs) if end is None else end):
            glyph, width = self.glyphs[index], self.widths[index]
            if glyph == _EMPTY:
                # What shows nothing may still be spaced out.
                text += f">{number(round(-font.units(width), 1))}<" if width else ""
                continue
            piece, more = font.shown(glyph, width)
            over += more
            if offsets and offsets[index]:
                # The glyph alone is moved, not what follows it.
                moved = round(font.units(offsets[index]), 1)
                text += f">{number(-moved)}<{glyph:04x}>{number(round(moved + _kerning(piece), 1))}<"
            else:
                text += piece
        return text, over

    def settled(self, start: int = 0, end: int | None = None) -> str:
        """The same, brought to its true width."""
        text, over = self.shown(start, end)
        over = round(over, 1)
        return f"{text}>{number(over)}<" if over else text


def _kerning(piece: str) -> int:
    """The adjustment that follows a glyph."""
    return int(piece[5:-1] or 0)


Part = tuple[Run, int, int]
"""Glyphs of a run, from one to before another."""


class Word:
    """A text that was shaped."""

    __slots__ = ("font", "over", "runs", "shown", "theirs", "width")

    def __init__(self, width: float, runs: tuple[Run, ...] | None) -> None:
        self.width = width
        """In CSS pixels, to Pango's precision."""
        self.runs = runs
        """None where it is not for us: a glyph that no font has, colours, bitmaps, a letter that is moved up or down,
        letters from right to left."""
        self.font: Font | None = None
        """The font of all its glyphs, where there is one."""
        self.theirs: str | None = None
        """The inside of a text-showing string, as WeasyPrint rounds it; None until it is asked for."""
        self.shown, self.over = "", 0.0
        """The same as its glyphs truly stand, and by how many thousandths of an em that is too wide."""
        if runs is not None and len(runs) == 1:
            self.font = runs[0].font
            self.shown, self.over = runs[0].shown()


def part(word: Word, tail: int) -> tuple[list[Part], list[Part], str]:
    """A word's glyphs before its last ``tail`` characters, those of these, and letters that a ligature adds to them."""
    before: list[Part] = []
    after: list[Part] = []
    more = ""
    for run in word.runs or ():
        count, at = len(run.glyphs), len(run.raw.decode()[:-tail].encode()) - run.at
        cut = next((i for i in range(count) if run.starts[i] >= at), count)
        if at > 0 and (cut == count or run.starts[cut] > at) and at < run.end - run.at:
            # The glyph before shows letters of both sides.
            shown = run.starts[cut - 1]
            while cut and run.starts[cut - 1] == shown:
                cut -= 1
            more = run.raw[run.at + shown : run.at + at].decode()
        if cut:
            before.append((run, 0, cut))
        if cut < count:
            after.append((run, cut, count))
    return before, after, more


def clusters(run: Run) -> Iterator[tuple[int, int, int]]:
    """The parts of a run that show letters together: their bytes of the text, and their width."""
    starts, count, index = run.starts, len(run.glyphs), 0
    while index < count:
        after, width = index + 1, run.widths[index]
        while after < count and starts[after] == starts[index]:
            width += run.widths[after]
            after += 1
        end = run.at + starts[after] if after < count else run.end
        yield run.at + starts[index], end, width
        index = after


class Fonts:
    """The fonts of a font configuration, as they are seen."""

    def __init__(self) -> None:
        self.seen: dict[Any, Font] = {}
        """By address; pointers compare by that."""
        self._logical: dict[Any, dict[int, int]] = {}

    def at(self, pointer: Any, layout: Any) -> Font:
        """The font at an address, which ``layout`` uses."""
        font = self.seen.get(pointer)
        if font is None:
            key, _, size = get_pango_font_key(pointer)
            # As in a document, sizes of one font have the same widths.
            widths = self._logical.setdefault(key, {})
            font = self.seen[pointer] = Font(pointer, layout, key, size, widths)
        return font


def read(line: Any, raw: bytes, fonts: Fonts, layout: Any, letter_spacing: int = 0) -> Word:
    """The glyphs of a line of Pango's.

    Args:
        line: the line, which holds the whole of ``raw``.
        raw: its text in UTF-8.
        fonts: those seen so far; new ones are added.
        layout: the layout of the line, kept with fonts that it is the first to show.
        letter_spacing: what its last letter is given after it, in Pango's units.
    """
    runs: list[Run] = []
    units = 0
    node = line.runs
    while node != ffi.NULL:
        data = node.data
        node = node.next
        item, string = data.item, data.glyphs
        font = fonts.at(item.analysis.font, layout)
        count = string.num_glyphs
        numbers = ffi.unpack(ffi.cast(_NUMBERS, string.glyphs), count * _GLYPH)
        glyphs, widths, offsets = numbers[::_GLYPH], numbers[1::_GLYPH], numbers[2::_GLYPH]
        if not font.plain or item.analysis.level & 1 or any(numbers[3::_GLYPH]) or max(glyphs, default=0) > _EMPTY:
            return Word(0.0, None)
        starts = range(count) if count == item.length and raw.isascii() else ffi.unpack(string.log_clusters, count)
        if letter_spacing and node == ffi.NULL:
            widths[-1] += letter_spacing
        moved = offsets if any(offsets) else None
        runs.append(Run(font, glyphs, widths, moved, raw, (item.offset, item.offset + item.length, starts)))
        units += sum(widths)
    return Word(units * FROM_UNITS, tuple(runs))
