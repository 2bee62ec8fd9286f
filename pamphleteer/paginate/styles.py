"""Computed styles: elements with the same parent's style and the same declarations have the same values.

WeasyPrint reckons every property of every element anew, though a book has thousands of paragraphs of one style. What a
property computes to depends on the declarations, on the parent's values and on the document, never on the element
(``attr()`` is looked up later), but for the one property that holds the element's own id.
"""

from __future__ import annotations

from typing import Any

from weasyprint.css import AnonymousStyle, ComputedStyle, Style

_OWN = "anchor"
"""The element's id: its own, and of no consequence to any other property."""

_SPECIFIED = frozenset(["position", "float", "display"])
"""Properties of which what was specified is kept, besides what was computed."""


class Shared(dict[str, Any]):
    """The values known so far of all elements with one key."""

    def __init__(self, kept: list[Any]) -> None:
        super().__init__()
        self.kept = kept
        """What the key names by identity, which must not be given to others while the key is in use."""
        self.specified: dict[str, Any] = {}
        self.children: dict[tuple[Any, ...], Shared] = {}
        self.anonymous: dict[str, Any] = {}


class _Sharing(Style):  # type: ignore[misc]
    """What a style has that shares values."""

    shared: Any = None

    def copy(self) -> Any:
        """A style that may be changed; it shares nothing from then on."""
        copy = super().copy()
        copy.shared = None
        return copy


class SharedStyle(_Sharing, ComputedStyle):  # type: ignore[misc]
    """A computed style that takes what another has computed already."""

    def __init__(self, parent_style: Any, cascaded: Any, pseudo_type: Any, *rest: Any) -> None:
        super().__init__(parent_style, cascaded, pseudo_type, *rest)
        family = _families(parent_style, self.cache)
        if family is None:
            return
        # Of the first page the style is asked before its size is known, which viewport units are of.
        key: list[Any] = [pseudo_type, self.initial_page_sizes["area"] is None]
        kept = []
        for name, (value, weight) in cascaded.items():
            if name == _OWN:
                continue
            precedence, layer, specificity = weight
            if isinstance(value, str | int | float):
                key += (name, value, precedence, layer, *specificity)
            else:
                key += (name, id(value), precedence, layer, *specificity)
                kept.append(value)
        whole = tuple(key)
        self.shared = family.get(whole)
        if self.shared is None:
            self.shared = family[whole] = Shared(kept)

    def __missing__(self, key: str) -> Any:
        shared = self.shared
        if shared is None or key == _OWN:
            return super().__missing__(key)
        if key in shared:
            value = self[key] = shared[key]
            if key in _SPECIFIED:
                self.specified[key] = shared.specified[key]
            return value
        value = super().__missing__(key)
        if key in self and (key not in _SPECIFIED or key in self.specified):
            if key in _SPECIFIED:
                shared.specified[key] = self.specified[key]
            shared[key] = value
        return value


class SharedAnonymousStyle(_Sharing, AnonymousStyle):  # type: ignore[misc]
    """The style of boxes without an element, shared with those of the same parents."""

    def __init__(self, parent_style: Any) -> None:
        super().__init__(parent_style)
        parent = getattr(parent_style, "shared", None)
        if isinstance(parent, Shared):
            self.shared = parent.anonymous

    def __missing__(self, key: str) -> Any:
        shared = self.shared
        if shared is None:
            return super().__missing__(key)
        if key in shared:
            value = self[key] = shared[key]
            return value
        value = shared[key] = super().__missing__(key)
        return value


def _families(parent_style: Any, cache: dict[Any, Any]) -> dict[tuple[Any, ...], Shared] | None:
    """Where the styles of a parent's children are kept: with the parent, those of a root with the document."""
    if parent_style is None:
        roots: dict[tuple[Any, ...], Shared] = cache.setdefault("shared styles", {})
        return roots
    parent: Shared | None = getattr(parent_style, "shared", None)
    return parent.children if parent is not None else None
