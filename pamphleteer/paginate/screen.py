"""The pages of print, for a screen: without the blank ones, both sides alike, links in a colour of their own.

The book is laid out once. For the screen its pages are painted again: no line and no page can break differently, and a
reader may cite either by page. For that reason a layout's ``screen.css`` may only colour (``layout.lint`` sees to it).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from weasyprint.css import AnonymousStyle
from weasyprint.formatting_structure import boxes

_POINTS = 0.75
"""Points in a CSS pixel."""

COLOURS = (
    "color",
    "text_decoration_color",
    "text_decoration_line",
    "text_decoration_style",
    "text_decoration_thickness",
)
"""The properties, as WeasyPrint calls them, that a page painted again may have different."""


def is_blank(page: Any) -> bool:
    """Whether nothing stands on a page that was put in to come to the other side."""
    box = page._page_box
    return box.page_type.blank and all(isinstance(child, boxes.MarginBox) for child in box.children[1:])


def shifts(pages: Sequence[Any]) -> tuple[float, ...]:
    """How far the content of each page must move to the right so that both sides are alike, in points.

    What the margins of left and right pages have in common stays: where a layout keeps one margin free on both sides,
    for titles that hang in it, nothing moves. A page whose text stands in the middle, such as the cover, stays, too.
    """
    places: dict[str, Counter[float]] = {"left": Counter(), "right": Counter()}
    for page in pages:
        box = page._page_box
        if _asymmetry(box):
            places[box.page_type.side][round(box.content_box_x(), 2)] += 1
    usual = {side: counted.most_common(1)[0][0] for side, counted in places.items() if counted}
    middle = sum(usual.values()) / len(usual) if len(usual) == 2 else None
    return tuple(
        (middle - usual[page._page_box.page_type.side]) * _POINTS if middle and _asymmetry(page._page_box) else 0.0
        for page in pages
    )


def _asymmetry(box: Any) -> float:
    """By how much the margins of a page differ, in CSS pixels; nothing where that is not seen."""
    apart = float(box.margin_width() - box.width - 2 * box.content_box_x())
    return apart if abs(apart) > 1 else 0.0


def widen_background(page: Any, shift: float) -> None:
    """Let the colour of a page reach its edges after its content has moved by so many points."""
    box, more = page._page_box, abs(shift) / _POINTS
    for name in ("background", "canvas_background"):
        if background := getattr(box, name):
            layers = []
            for layer in background.layers:
                x, y, width, height = layer.painting_area
                layers.append(layer._replace(painting_area=(x - more, y, width + 2 * more, height)))
            setattr(box, name, background._replace(layers=layers))


def recolour(pages: list[Any], style_for: Callable[[Any, str | None], Any]) -> None:
    """Give every box of the text the colours of another cascade."""
    for page in pages:
        for child in page._page_box.children:
            if not isinstance(child, boxes.MarginBox):
                for box in _boxes(child):
                    _recolour(box, style_for)


def _boxes(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(child)


def _recolour(box: Any, style_for: Callable[[Any, str | None], Any]) -> None:
    if box.element is None or isinstance(box.element, str):
        return
    _, _, pseudo = (box.element_tag or "").partition("::")
    style = style_for(box.element, pseudo or None)
    if style is None:
        return
    if isinstance(box.style, AnonymousStyle):
        style = AnonymousStyle(style)
    for name in COLOURS:
        box.style[name] = style[name]
