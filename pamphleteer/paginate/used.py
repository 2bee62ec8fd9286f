"""Used values: boxes of one style in containing blocks of one size have the same ones.

WeasyPrint resolves eighteen lengths for every box, asks for the height of its lines by words that describe its font,
and looks for a background that hardly any has. Boxes that share their style (``styles``) share these answers, too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes

_SIDES = ("top", "right", "bottom", "left")
_NAMES = (
    *(f"margin_{side}" for side in _SIDES),
    *(f"padding_{side}" for side in _SIDES),
    *(f"border_{side}_width" for side in _SIDES),
    *(f"{limit}{axis}" for axis in ("width", "height") for limit in ("", "min_", "max_")),
)
"""Attributes of a box that ``resolve_percentages`` sets."""
_RADII = tuple(f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left"))
_UNROUNDED = dict.fromkeys(_RADII, (0, 0))
_USED = "(used)"
"""Name, among the values that styles share, of lengths in a containing block of one size."""
_STRUT = "(strut)"
"""Name, among the values that styles share, of the height of their lines."""
_BARE = "(bare)"
"""Name, among the values that styles share, of whether nothing is painted behind or around a box of theirs."""


def resolve_percentages(whole: Callable[[Any, Any], None], box: Any, containing_block: Any) -> None:
    """Set a box's used lengths; those of its style in a containing block of that size, if they are known."""
    shared = getattr(box.style, "shared", None)
    # Of collapsed borders a box has its own.
    if shared is None or box.style["border_collapse"] == "collapse" or isinstance(box, boxes.PageBox):
        whole(box, containing_block)
        return
    if isinstance(containing_block, boxes.Box):
        key = _USED, containing_block.width, containing_block.height
    else:
        key = _USED, *containing_block
    known = shared.get(key)
    if known is None:
        whole(box, containing_block)
        shared[key] = {name: getattr(box, name) for name in _NAMES}
    else:
        box.__dict__.update(known)


def strut(whole: Callable[[Any], tuple[float, float]], style: Any) -> tuple[float, float]:
    """The height of a line of a style, and its baseline; that of the styles that share it, if it is known."""
    shared = getattr(style, "shared", None)
    if shared is None:
        return whole(style)
    known: tuple[float, float] | None = shared.get(_STRUT)
    if known is None:
        known = shared[_STRUT] = whole(style)
    return known


def layout_box_backgrounds(
    whole: Callable[..., None],
    page: Any,
    box: Any,
    get_image_from_uri: Any,
    layout_children: bool = True,
    style: Any = None,
) -> None:
    """Find a box's background and those within it; of what has none, no further question is asked."""
    shared = getattr(box.style, "shared", None)
    if shared is None or style is not None or box is page:
        whole(page, box, get_image_from_uri, layout_children, style)
        return
    bare = shared.get(_BARE)
    if bare is None:
        bare = shared[_BARE] = _is_bare(box.style)
    if not bare:
        whole(page, box, get_image_from_uri, layout_children, style)
        return
    box.__dict__.update(_UNROUNDED)
    box.background = None
    if layout_children:
        for child in box.all_children():
            layout_box_backgrounds(whole, page, child, get_image_from_uri)


def _is_bare(style: Any) -> bool:
    if any((0, "px") not in style[corner] for corner in _RADII) or style["box_shadow"]:
        return False
    if style["border_image_source"][0] != "none" or style["mask_border_source"][0] != "none":
        return False
    unseen = style["visibility"] == "hidden" or get_color(style, "background_color").alpha == 0
    return unseen and all(kind == "none" for kind, _ in style["background_image"])
