"""The glyphs of a PDF's pages, each where its content stream puts it.

Positions follow from the operators and from the widths that the fonts declare, as any reader reckons them; no reader's
idea of words, lines or order comes between. Upright text only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf

from benchmarks.lines import fonts

Matrix = tuple[float, float, float, float, float, float]

_UNIT: Matrix = (1, 0, 0, 1, 0, 0)


class Glyph(NamedTuple):
    """A glyph. Lengths are in points, from the page's lower left corner."""

    text: str
    """What it means; empty where another says it, as within a ligature's ``/ActualText``."""
    left: float
    right: float
    """Where its advance ends."""
    baseline: float
    size: float
    font: str
    space: float | None
    """The natural space of its font at its size."""
    superior: bool
    """Whether it is one of its font's superior figures."""


def pages(path: Path, folder: Path) -> Iterator[list[Glyph]]:
    """The glyphs of each page, in the order of the file; ``folder`` has fonts that are asked for their space."""
    with pikepdf.open(path) as pdf:
        known: dict[Any, fonts.Font] = {}
        for page in pdf.pages:
            reader = _Reader(folder, known)
            reader.read(page, page.obj.get("/Resources", pikepdf.Dictionary()), _UNIT)
            yield reader.found


class _Reader:
    """One page's content, and the forms that it shows."""

    def __init__(self, folder: Path, known: dict[Any, fonts.Font]) -> None:
        self.folder, self.known = folder, known
        self.found: list[Glyph] = []
        self.marked: list[list[str] | None] = []
        """For each span that is open what it says, until a glyph has it; None where it says nothing."""

    def read(self, content: Any, resources: Any, ctm: Matrix) -> None:
        state = _State(ctm)
        saved: list[tuple[Matrix, dict[str, Any]]] = []
        for instruction in pikepdf.parse_content_stream(content):
            operands = instruction.operands
            match str(instruction.operator):
                case "Tj":
                    self._show(state, [operands[0]])
                case "TJ":
                    self._show(state, operands[0])
                case "'" | '"' as way:
                    if way == '"':
                        state.text["word"], state.text["letter"] = float(operands[0]), float(operands[1])
                    state.move(0, -state.text["leading"])
                    self._show(state, [operands[-1]])
                case "Tf":
                    state.text["font"] = self._font(resources.Font[str(operands[0])])
                    state.text["size"] = float(operands[1])
                case "Tm":
                    state.begin(_matrix(operands))
                case "Td":
                    state.move(float(operands[0]), float(operands[1]))
                case "TD":
                    state.text["leading"] = -float(operands[1])
                    state.move(float(operands[0]), float(operands[1]))
                case "T*":
                    state.move(0, -state.text["leading"])
                case "BT":
                    state.begin(_UNIT)
                case "q":
                    saved.append((state.ctm, dict(state.text)))
                case "Q" if saved:
                    state.ctm, state.text = saved.pop()
                case "cm":
                    state.ctm = _times(_matrix(operands), state.ctm)
                case "Tc" | "Tw" | "Tz" | "TL" | "Ts" as name:
                    state.text[_NUMBERS[name]] = float(operands[0]) / (100 if name == "Tz" else 1)
                case "BMC":
                    self.marked.append(None)
                case "BDC":
                    self.marked.append(_actual(operands[1], resources))
                case "EMC" if self.marked:
                    self.marked.pop()
                case "Do":
                    form = resources.XObject[str(operands[0])]
                    if form.get("/Subtype") == "/Form":
                        inner = _times(_matrix(form.get("/Matrix", _UNIT)), state.ctm)
                        self.read(form, form.get("/Resources", resources), inner)

    def _font(self, font: Any) -> fonts.Font:
        key = font.objgen if font.is_indirect else id(font)
        if key not in self.known:
            self.known[key] = fonts.read(font, self.folder)
        return self.known[key]

    def _show(self, state: _State, pieces: Any) -> None:
        text = state.text
        font, size, stretch = text["font"], text["size"], text["stretch"]
        a, b, c, d, e, f = _times(state.matrix, state.ctm)
        upright = abs(b) < 1e-6 and abs(c) < 1e-6 and a > 0
        across, high = a * size * stretch, abs(d) * size
        baseline = f + text["rise"] * d
        pen = state.pen
        for piece in pieces:
            if not isinstance(piece, pikepdf.String | bytes):
                pen -= float(piece) / 1000 * size * stretch
                continue
            for code in font.codes(bytes(piece)):
                width = font.widths.get(code, font.default) * size
                if upright:
                    sign = self._sign(font.texts.get(code, "\ufffd"))
                    left = e + pen * a
                    superior = sign.isdigit() and font.superior(code)
                    space = font.space and font.space * across
                    right = left + width * stretch * a
                    self.found.append(Glyph(sign, left, right, baseline, high, font.name, space, superior))
                extra = text["letter"] + (text["word"] if font.length == 1 and code == 32 else 0)
                pen += (width + extra) * stretch
        state.pen = pen

    def _sign(self, own: str) -> str:
        """What a glyph means: the first of a marked span has its words, and the others none.

        A glyph that is said to mean nothing is a hyphen that is not to be copied.
        """
        said = next((said for said in reversed(self.marked) if said is not None), [own])
        return (said.pop() or "\u00ad") if said else ""


class _State:
    """Where the pen is, and how it writes."""

    def __init__(self, ctm: Matrix) -> None:
        self.ctm = ctm
        self.text: dict[str, Any] = dict.fromkeys(("letter", "word", "leading", "rise", "size"), 0.0)
        self.text |= {"stretch": 1.0, "font": None}
        self.begin(_UNIT)

    def begin(self, matrix: Matrix) -> None:
        self.matrix, self.pen = matrix, 0.0

    def move(self, x: float, y: float) -> None:
        """A new line, so far from where the one before began."""
        self.begin(_times((1, 0, 0, 1, x, y), self.matrix))


_NUMBERS = {"Tc": "letter", "Tw": "word", "Tz": "stretch", "TL": "leading", "Ts": "rise"}


def _matrix(operands: Iterable[Any]) -> Matrix:
    a, b, c, d, e, f = map(float, operands)
    return a, b, c, d, e, f


def _times(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _actual(properties: Any, resources: Any) -> list[str] | None:
    """What a marked span's glyphs mean together, where it says so."""
    if isinstance(properties, pikepdf.Name):
        properties = resources.get("/Properties", {}).get(str(properties), {})
    said = properties.get("/ActualText") if isinstance(properties, pikepdf.Dictionary) else None
    return None if said is None else [str(said)]
