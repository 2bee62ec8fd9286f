"""Optical margins: signs at the ends of lines stand out as far as they are to, and nothing else moves."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Said
from tests.paginate.lines.laid import Line, left_over
from tests.reading import pdf_lines

NEAR = 0.02
PROSE = (
    "“Water,” said the keeper, “is never in a hurry; boats are.” He had kept the gates, the sluices, and the ledger for"
    " forty years—winter and summer—and had seen the navigation’s commissioners come (by boat), measure, and go away."
    " “They ask,” he went on, “how much it holds. I tell them: ‘As much as it is given.’” The embankment’s keeper"
    " laughed; the commissioners, who were understandably dissatisfied, did not. “Anything else?” they asked."
)
SHARES = {"-": 0.7, "‐": 0.7, ".": 0.7, ",": 0.7, ";": 0.5, ":": 0.5, "”": 0.6, "’": 0.6, "—": 0.25, "?": 0.2}
LEFT = {"“": 0.6, "‘": 0.6, "—": 0.25, "(": 0.1}
CSS = "p { text-align: justify; hyphens: auto; --hanging-punctuation: last }"
Lay = Callable[..., list[Line]]


def hung(line: Line) -> tuple[float, float]:
    """How far the first and the last sign of a line are to stand out."""
    from pamphleteer.paginate.lines.shaping import shaper_of

    first, last = line.shown[0], line.shown[-1]
    seen = [box for box in line.texts if box.pango_layout.text]
    shapers = [shaper_of(box.style) for box in (seen[0], seen[-1])]
    assert shapers[0] and shapers[1]
    left = LEFT.get(first, 0) * shapers[0].word(first).width
    return left, SHARES.get(last, 0) * shapers[1].word(last).width


@pytest.mark.parametrize("width", range(170, 420, 25))
def test_signs_stand_out(lay: Lay, width: int) -> None:
    lines = lay(f"<p>{PROSE}</p>", f"{CSS} p {{ width: {width}px }}")
    assert left_over(PROSE, lines) is None
    for line in lines:
        before, after = hung(line)
        assert line.texts[0].position_x == pytest.approx(-before, abs=NEAR)
        if line is not lines[-1]:
            assert line.right == pytest.approx(width + after, abs=NEAR)


def test_hyphens_and_quotation_marks_are_among_them(lay: Lay) -> None:
    lines = [
        line for width in range(170, 420, 25) for line in lay(f"<p>{PROSE}</p>", f"{CSS} p {{ width: {width}px }}")
    ]
    assert {line.shown[-1] for line in lines} >= {"‐", ".", ",", "”"}
    assert {line.shown[0] for line in lines} >= {"“"}


@pytest.mark.parametrize(
    "html",
    ["A word <em>&shy;</em>", "<em>&shy;</em>“Another” word.", "<em>&shy;</em>", "a<br>&shy;<br>“b”", "“a”&shy;"],
)
def test_a_soft_hyphen_alone_is_no_sign(lay: Lay, html: str) -> None:
    shown = [line for line in lay(f"<p>{html}</p>", CSS) if line.shown]
    assert "".join(line.shown for line in shown) == re.sub("<[^>]*>|&shy;", "", html)
    for line in shown:
        assert line.texts[0].position_x == pytest.approx(-hung(line)[0], abs=NEAR)


def test_an_indented_line_does_not_hang_on_its_left(lay: Lay) -> None:
    lines = lay(f"<p>{PROSE}</p>", f"{CSS} p {{ text-indent: 20px }}")
    assert lines[0].texts[0].position_x == pytest.approx(20, abs=NEAR)


@pytest.mark.parametrize("css", ["--hanging-punctuation: none", "text-align: left", "text-align: center", ""])
def test_nothing_stands_out_unless_it_is_asked_for(lay: Lay, css: str) -> None:
    inherited = "body { --hanging-punctuation: last }" if "align" in css else ""
    own = "p { text-align: justify; hyphens: auto } "
    lines, plain = lay(f"<p>{PROSE}</p>", f"{own} {inherited} p {{ {css} }}"), lay(f"<p>{PROSE}</p>", own)
    if "align" in css:
        plain = lay(f"<p>{PROSE}</p>", f"{own} p {{ {css} }}")
    assert [line.shown for line in lines] == [line.shown for line in plain]
    assert [line.texts[0].position_x for line in lines] == [line.texts[0].position_x for line in plain]


def test_a_layout_has_the_option(book: Callable[..., Path], cli: Callable[..., Said]) -> None:
    folder = book({"a.md": f"# Keeper\n\n{PROSE}\n\n> {PROSE}\n\nHe said.[^1]\n\n[^1]: {PROSE}\n"})
    ends = {}
    for value in ("none", "hanging"):
        out = f"out-{value}"
        said = cli(
            *("build", "book.yaml", "-o", out, "--format", "pdf", "--strict"),
            *("--set", f"page.optical-margins={value}"),
            cwd=folder,
        )
        assert said.code == 0, said.err
        [path] = (folder / out).glob("*.pdf")
        ends[value] = max(line.right for line in pdf_lines(path) if line.text[-1:] in ".,;”‐-")
    # A hyphen, or a point and the like: what stands out is seen, and is less than half an em.
    assert 0.5 < ends["hanging"] - ends["none"] < 5.5
