"""Lines of text → a PDF's content stream: whole strings of glyphs that were shaped before.

WeasyPrint shapes each line again to paint it, and writes it glyph by glyph. Here a line that WeasyPrint has made is
painted as WeasyPrint paints it, to the last rounding; a line of our own (``SetText``) as wide as it was measured.

A hyphen that stands only because a line ends there is marked as the soft hyphen that it means (ISO 32000-1, 14.9.4,
replacement text), so that copying and searching find the word whole. What none of this is for goes to WeasyPrint.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import groupby
from operator import itemgetter
from typing import Any

import pydyf
from weasyprint.draw.color import get_color
from weasyprint.draw.text import draw_text_decoration
from weasyprint.layout.percent import percentage
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, pango
from weasyprint.text.line_break import create_layout

from pamphleteer.markup import SOFT_HYPHEN
from pamphleteer.paginate.lines.glyphs import Font, Run, Word, number, part, read
from pamphleteer.paginate.lines.shaping import NO_BREAK, Shaper, shaper_of

_SPACES = re.compile(f"([ {NO_BREAK}])")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SOUGHT = (" ", "-")
_ADDED = "added_hyphen"
"""Attribute of a text box of WeasyPrint's: of how many characters the hyphen is that a break has added."""
_SEEN = 0.5
"""Thousandths of an em; less is put off to the next space."""
_BELOW_PIXELS = 1023
"""The bits of Pango's units that are less than a pixel."""


class SetText:
    """What stands in a line of ours, in place of the layout that Pango would have made."""

    __slots__ = ("meant", "tail", "text")

    first_line_direction = 0
    """From left to right."""

    def __init__(self, text: str, tail: int = 0, meant: str = SOFT_HYPHEN) -> None:
        self.text = text
        """As it is painted, an added hyphen included."""
        self.tail, self.meant = tail, meant
        """How many characters at the end the copy has otherwise, and what it has: of Zuk- 2, which mean c (Zucker)."""


class _Unable(Exception):
    """A line that is left to WeasyPrint."""


def draw_text(
    theirs: Callable[..., None],
    stream: Any,
    textbox: Any,
    offset_x: float,
    text_overflow: str = "clip",
    block_ellipsis: Any = "none",
) -> None:
    """Paint a text box. ``theirs`` is WeasyPrint's function, whose place this takes."""
    layout, style = textbox.pango_layout, textbox.style
    ours = isinstance(layout, SetText)
    if style["visibility"] != "visible":
        return
    shaper = shaper_of(style)
    try:
        if shaper is None or (not ours and (text_overflow == "ellipsis" or block_ellipsis != "none")):
            raise _Unable
        line = _Line(stream, shaper)
        if ours:
            line.set_ours(layout, textbox.justification_spacing)
        else:
            line.set_theirs(layout, style, getattr(textbox, _ADDED, 0))
    except _Unable:
        if ours:
            textbox.pango_layout = create_layout(layout.text, style, None, None, textbox.justification_spacing)
            textbox.pango_layout.deactivate()
        theirs(stream, textbox, offset_x, text_overflow, block_ellipsis)
        return
    decorated = style["text_decoration_line"]
    if decorated != "none":
        _decorate(stream, textbox, shaper, offset_x, [kind for kind in ("overline", "underline") if kind in decorated])
    line.show(textbox.position_x, textbox.position_y + textbox.baseline, style["color"])
    if "line-through" in decorated:
        _decorate(stream, textbox, shaper, offset_x, ["line-through"])


def remember_hyphen(whole: Callable[..., Any], context: Any, box: Any, width: float, skip: Any, **options: Any) -> Any:
    """A line's text box that knows of the hyphen which WeasyPrint's break has added."""
    made, resume, _ = split = whole(context, box, width, skip, **options)
    if made is None or resume is None:
        return split
    hyphen = box.style["hyphenate_character"]
    if hyphen and made.text.endswith(hyphen):
        copy = box.text.encode()[skip or 0 : resume].decode()
        if not copy.rstrip(" ").endswith(hyphen):
            setattr(made, _ADDED, len(hyphen))
    return split


class _Line:
    """Strings of glyphs, and the fonts that they are in."""

    def __init__(self, stream: Any, shaper: Shaper) -> None:
        self.stream, self.shaper = stream, shaper
        self.pieces: list[tuple[Font, str, str | None]] = []
        """A font, glyphs in it, and what they stand for where readers could not tell by the glyphs."""
        if shaper.document is not stream._fonts:
            shaper.document, shaper.entered = stream._fonts, set()

    def set_ours(self, text: SetText, spacing: float) -> None:
        """A line of ours, as wide as it was measured, its spaces wider by so many CSS pixels."""
        shaper, add = self.shaper, self.pieces.append
        parts = _SPACES.split(text.text)
        last = parts.pop() if text.tail else ""
        font, glyph, _ = self._space(" ")
        # A space that may not be broken is painted as one that may: so it is found by whoever searches for a space.
        blanks = {
            piece: font.logical(glyph) - (shaper.blank(piece) + spacing) * 1000 / font.size for piece in {*parts[1::2]}
        }
        over = 0.0
        for piece in parts:
            if piece in blanks:
                # What stands before has too much is taken off the space, unless nobody could see it.
                over += blanks[piece]
                off = round(over, 1) if abs(over) >= _SEEN else 0.0
                over -= off
                add((font, f"{glyph:04x}>{number(off)}<" if off else f"{glyph:04x}", None))
            elif piece:
                word = self._word(piece)
                # Letters that stand apart would be read as words.
                letters = piece if shaper.letter_spacing > 0 else None
                if word.font is font:
                    add((font, word.shown, letters))
                    over += word.over
                else:
                    self._add(word, Run.settled, letters=letters)
        if last and shaper.letter_spacing > 0:
            self._add(self._word(last), Run.settled, letters=last[: -text.tail] + text.meant)
        elif last:
            self._add(self._word(last), Run.settled, text.tail, text.meant)

    def set_theirs(self, layout: Any, style: Any, added: int) -> None:
        """A line of WeasyPrint's, rounded as it rounds; ``added`` is how many characters its break has added."""
        text, shaper, spacing = layout.text, self.shaper, layout.justification_spacing
        if _CONTROLS.search(text):
            raise _Unable
        if not shaper.plain:
            # What is spaced out has less at its ends: that is for Pango to say.
            layout.reactivate(style)
            pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
            word = read(layout.get_first_line()[0], layout.text.encode(), shaper.fonts, layout.layout)
            layout.deactivate()
            self._enter(word)
            self._add(word, Run.theirs, added)
        elif spacing:
            self._set_spaced(_SPACES.split(text), int(spacing * TO_UNITS), added)
        elif " " in text:
            # Spaces stand in one item with the letters, and kern with them.
            word = shaper.shape(text)
            self._enter(word)
            self._add(word, Run.theirs, added)
        elif text:
            self._add(self._word(text), Run.theirs, added)

    def _set_spaced(self, parts: list[str], extra: int, added: int) -> None:
        """A justified line: words and spaces in turn, each space wider by ``extra`` of Pango's units."""
        left, right = _halves(extra)
        middle = {piece: self._widened(piece, left, left + right) for piece in {*parts[1::2]}}
        last = len(parts) - 1
        for index, piece in enumerate(parts):
            if index % 2:
                if index == 1 and not parts[0]:
                    # WeasyPrint gives a space at either end twice as much, since Pango gives it half.
                    self.pieces.append((*self._widened(piece, 0, _halves(2 * extra)[1]), None))
                elif index == last - 1 and not parts[last]:
                    half = _halves(2 * extra if piece == " " else extra)[0]
                    self.pieces.append((*self._widened(piece, half, half), None))
                else:
                    self.pieces.append((*middle[piece], None))
            elif piece:
                word = self._word(piece)
                if index == last and added:
                    self._add(word, Run.theirs, added)
                elif word.font is not None and word.runs:
                    if word.theirs is None:
                        word.theirs = word.runs[0].theirs()
                    self.pieces.append((word.font, word.theirs, None))
                else:
                    self._add(word, Run.theirs)

    def _widened(self, space: str, offset: int, extra: int) -> tuple[Font, str]:
        """A space that is moved to the right and given more, in Pango's units."""
        font, glyph, width = self._space(space)
        moved = offset / font.size
        kerning = int(font.logical(glyph) + moved - (width + extra) * 1000 * FROM_UNITS / font.size)
        # One number would do for the two, but readers add them up in floats of 32 bits, and a letter is off by a hair.
        before = f">{number(-moved)}<" if moved else ""
        return font, f"{before}{glyph:04x}>{kerning}<" if kerning else f"{before}{glyph:04x}"

    def _space(self, space: str) -> tuple[Font, int, int]:
        """A space's font, glyph and width, in Pango's units."""
        runs = self._word(space).runs
        assert runs
        return runs[0].font, runs[0].glyphs[0], runs[0].widths[0]

    def _word(self, text: str) -> Word:
        """A word whose glyphs the PDF knows."""
        word = self.shaper.word(text)
        if word not in self.shaper.entered:
            self._enter(word)
            self.shaper.entered.add(word)
        return word

    def _enter(self, word: Word) -> None:
        if word.runs is None:
            raise _Unable
        for run in word.runs:
            font = run.font
            known = self.stream._fonts.get(font.key)
            if known is None:
                known, _ = self.stream.add_font(font.pointer)
            for glyph, letters in run.letters():
                # Spaces of two kinds may be one glyph, and hyphens: it is read as what readers search for.
                if glyph not in known.to_unicode or letters in _SOUGHT:
                    known.to_unicode[glyph] = letters
                if glyph not in known.widths:
                    known.widths[glyph] = font.logical(glyph)

    def _add(
        self,
        word: Word,
        string: Callable[..., str],
        tail: int = 0,
        meant: str = SOFT_HYPHEN,
        letters: str | None = None,
    ) -> None:
        """A word that stands for ``letters``, or for itself; its last ``tail`` characters mean something else."""
        runs = word.runs or ()
        if not tail:
            self.pieces += [(run.font, string(run), letters) for run in runs]
            return
        before, after, more = part(word, tail)
        self.pieces += [(run.font, string(run, start, end), None) for run, start, end in before]
        self.pieces += [(run.font, string(run, start, end), more + meant) for run, start, end in after]

    def show(self, x: float, y: float, colour: Any) -> None:
        """Paint the line from a point of its baseline on."""
        stream = self.stream
        stream.set_color(colour)
        stream.begin_text()
        stream.set_text_matrix(1, 0, 0, -1, x, y)
        for letters, group in groupby(self.pieces, key=itemgetter(2)):
            if letters is not None:
                meant = pydyf.Dictionary({"ActualText": pydyf.String(letters)})
                stream.begin_marked_content("Span", meant)
                self._show(group)
                stream.end_marked_content()
            else:
                self._show(group)
        stream.end_text()

    def _show(self, pieces: Iterable[tuple[Font, str, str | None]]) -> None:
        for font, group in groupby(pieces, key=itemgetter(0)):
            string = "".join([text for _, text, _ in group])
            if string:
                self.stream.set_font_size(self.stream._fonts[font.key].hash, font.size)
                # Something must stand between two numbers; with an empty string PDFium would lose the last number.
                self.stream.show_text(f"<{string}>".replace("<>", " "))


def _halves(spacing: int) -> tuple[int, int]:
    """What Pango gives before and after a letter of the spacing between letters."""
    left = int(spacing / 2)
    if not spacing & _BELOW_PIXELS:
        left = (left + 512) & ~_BELOW_PIXELS
    return left, spacing - left


def _decorate(stream: Any, textbox: Any, shaper: Shaper, offset_x: float, kinds: Iterable[str]) -> None:
    """Lines over, under and through text, as WeasyPrint's ``draw_text`` has them."""
    style, metrics = textbox.style, shaper.metrics
    colour = get_color(style, "text_decoration_color")
    for kind in kinds:
        if kind == "line-through":
            thickness, y = metrics.strikethrough_thickness, textbox.baseline - metrics.strikethrough_position
        else:
            thickness = metrics.underline_thickness
            if style["text_decoration_thickness"] not in ("auto", "from-font"):
                thickness = percentage(style["text_decoration_thickness"], style, style["font_size"])
            if kind == "overline":
                y = textbox.baseline - metrics.ascent + thickness / 2
            else:
                offset = -metrics.underline_position
                if style["text_underline_offset"] != "auto":
                    offset = percentage(style["text_underline_offset"], style, style["font_size"])
                y = textbox.baseline + offset + thickness / 2
        draw_text_decoration(stream, textbox, offset_x, y, thickness, colour)
