"""The pages of print, for a screen: without the blank ones, the text in the middle, links in a colour of their own.

The book is laid out once. For the screen its pages are painted again: no line and no page can break differently, and a
reader may cite either by page. For that reason a layout's ``screen.css`` may only colour (``layout.lint`` sees to it).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


def shift(page: Any) -> float:
    """How far the text must move to the right to stand in the middle of its page, in points."""
    box = page._page_box
    return float((box.margin_width() - box.width) / 2 - box.content_box_x()) * _POINTS


def widen_background(page: Any) -> None:
    """Let the colour of a page reach its edges after its content has moved."""
    box, more = page._page_box, abs(shift(page)) / _POINTS
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
