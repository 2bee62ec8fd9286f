"""Boxes stand in lines of ours where WeasyPrint puts them, and what is not set here is laid out as it lays it out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.paginate.lines.laid import Line, text_boxes

Lay = Callable[..., list[Line]]

NEAR = 0.02
"""CSS pixels."""

SMALL = ".small { font-variant: small-caps } sup { font-size: 70%; vertical-align: super } code { font-size: 90% }"


# -- places, as WeasyPrint has them

INLINE = {
    "plain": "",
    "in the middle": "p { text-align: center }",
    "on the right": "p { text-align: right }",
    "indented": "p { text-indent: 2em }",
    "all justified": "p { text-align: justify; text-align-last: justify }",
    "padded": "em { padding: 1px 3px 2px 5px; background: yellow } b { padding: 0 2px }",
    "bordered": "em { border: 1px solid; border-left-width: 4px } strong { border-right: 3px solid }",
    "with margins": "em { margin: 5px 7px } b { margin: 0 -3px } a { margin-left: 10% } sup { margin-left: 1px }",
    "with auto margins": "em { margin: auto } strong { margin-right: auto }",
    "raised and lowered": "em { vertical-align: 3px } b { vertical-align: sub } a { vertical-align: -20% }",
    "aligned": "em { vertical-align: middle } b { vertical-align: text-top } a { vertical-align: text-bottom }",
    "of many sizes": "em { font-size: 25px } b { font-size: 8px } code { font: 13px/40px Source Code Pro }",
    "of other line heights": "em { line-height: 3 } b { line-height: 0 } p { line-height: normal }",
    # Of both together, WeasyPrint gives a space at the end of a box half a letter's too much.
    "spaced out": "em { letter-spacing: 2px } a { letter-spacing: -0.5px }",
    "with wider spaces": "p { word-spacing: 3px } em { word-spacing: -1px }",
    "of another family": "p { font-family: 'Source Sans 3' } em { font-family: Source Code Pro }",
    "decorated": "em { text-decoration: underline } a { text-decoration: line-through 2px }",
    "made by the style": "em::before { content: '+' } b::after { content: '!' }",
}


@pytest.mark.parametrize("css", INLINE.values(), ids=INLINE)
def test_boxes_of_a_line_stand_where_weasyprint_puts_them(lay: Lay, css: str) -> None:
    html = (
        "<p>The <em>keeper <b>of</b> Wye’s</em> weir, <strong>7\u00a0feet</strong>, in "
        "<a href='#x'>1876</a><sup>12</sup> — <code>a.b</code> <span class='small'>nato</span> too.</p><p>And on.</p>"
    )
    css = f"p {{ width: 590px }} {SMALL} {css}"
    ours, theirs = lay(html, css), lay(html, css, own=True)
    assert all(line.ours for line in ours)
    assert len(ours) == len(theirs) == 2
    for one, other in zip(ours, theirs, strict=True):
        assert_alike(one, other)


@pytest.mark.parametrize("css", INLINE.values(), ids=INLINE)
def test_boxes_of_several_lines_stand_where_weasyprint_puts_them(lay: Lay, css: str) -> None:
    html = "<p><em>The keeper <b>of Wye</b> and<br><a>7</a> <sup>12</sup> and on</em></p>"
    css = f"p {{ width: 590px }} {SMALL} {css}"
    for one, other in zip(lay(html, css), lay(html, css, own=True), strict=True):
        assert_alike(one, other)


@pytest.mark.parametrize("css", INLINE.values(), ids=INLINE)
def test_inlines_that_go_on_in_the_next_line_are_open_at_its_end(lay: Lay, css: str) -> None:
    # Of one word each, so that they are broken alike.
    word = "incomprehensibilities"
    html = f"<p>{word} <em>{word} <b>{word} {word}</b> {word}, {word}</em> {word} <a>{word}</a><sup>12</sup> {word}</p>"
    css = f"p {{ width: 150px; hyphens: none }} {SMALL} {css}"
    ours, theirs = lay(html, css), lay(html, css, own=True)
    assert all(line.ours for line in ours)
    assert len(ours) >= 8
    for one, other in zip(ours, theirs, strict=True):
        assert_alike(one, other)


def assert_alike(one: Line, other: Line) -> None:
    assert (one.box.position_y, one.box.height, one.box.baseline) == pytest.approx(
        (other.box.position_y, other.box.height, other.box.baseline), abs=NEAR
    )
    pairs = list(zip(placed(one.box), placed(other.box), strict=True))
    assert pairs
    for (name, mine), (their_name, theirs) in pairs:
        assert name == their_name
        assert mine == pytest.approx(theirs, abs=NEAR), name


def placed(line: Any) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Each box in a line that holds letters: what it is, and where it stands."""
    from weasyprint.formatting_structure import boxes  # noqa: TID251

    for box in line.descendants():
        if box is line or not any(b.text for b in text_boxes(box)):
            continue
        edges = [getattr(box, f"{kind}_{side}") for kind in ("margin", "padding") for side in ("left", "right")]
        edges += [getattr(box, f"border_{side}_width") for side in ("left", "right")]
        where = box.position_x, box.position_y, box.width, box.height, box.baseline, *edges
        named = f"{type(box).__name__} {box.element_tag}"
        # WeasyPrint ends a text with a space of no width where words are spaced.
        yield (f"{named} {box.text}".rstrip("\u200b") if isinstance(box, boxes.TextBox) else named), where


# -- what is left to WeasyPrint

LEFT = {
    "from right to left": "<p dir='rtl'>שלום and some more of it, שלום and on</p>",
    "letters from right to left": "<p>In Hebrew שלום is peace, and in a <bdo dir='rtl'>mirror</bdo> it is not</p>",
    "kept white space": "<pre>a\tb\n  c</pre><p style='white-space: pre-wrap'>as   it is,\n and on</p>",
    "a line end that is forced": "<p style='white-space: pre-line'>one\ntwo and three</p>",
    "an inline block": "<p>Some <span style='display: inline-block; width: 30px'>text</span> and more of it</p>",
    "a float": "<p><span style='float: left; width: 50px'>here</span> Some text and more of it beside, and on</p>",
    "text beside a float": "<div style='float: left; width: 99px; height: 50px'></div><p>Text beside it, and on</p>",
    "a first letter": "<p class='first'>Some text and more of it, in lines, more than one of them</p>",
    "a first line": "<p class='line'>Some text and more of it, in lines, more than one of them</p>",
    "what is put elsewhere": "<p>Some <span style='position: relative; top: 3px'>text</span> and more of it</p>",
    "words broken anywhere": "<p style='word-break: break-all'>Some text and more of it, in lines</p>",
    "a leader": "<p class='leader'>Some text</p>",
    "a picture": "<p>Some <img src='data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\"/>'> text</p>",
    "nothing": "<p> </p><p><b></b></p>",
}
LEFT_CSS = (
    "p { width: 150px; text-align: justify } .first::first-letter { font-size: 40px } "
    ".line::first-line { font-variant: small-caps } .leader::after { content: leader('.') '7' }"
)


@pytest.mark.parametrize("html", LEFT.values(), ids=LEFT)
def test_what_is_not_set_here_is_laid_out_as_weasyprint_lays_it_out(lay: Lay, html: str) -> None:
    ours, theirs = lay(html, LEFT_CSS), lay(html, LEFT_CSS, own=True)
    # What stands in a box of its own is a paragraph of its own.
    assert not any(line.ours for line in ours if not own_block(line))
    for one, other in zip(ours, theirs, strict=True):
        assert one.text == other.text
        assert list(placed(one.box)) == list(placed(other.box))


def own_block(line: Line) -> bool:
    return line.text in ("text", "here")


def test_a_paragraph_that_is_left_out_leaves_its_neighbours_alone(lay: Lay) -> None:
    html = "<p>Some text and on</p><p dir='rtl'>שלום</p><p>And some more</p>"
    made = [line.ours for line in lay(html, f"p {{ text-align: justify }} {SMALL}")]
    assert made.count(False) == 1
    assert made[0] and made[-1]
