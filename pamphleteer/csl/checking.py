"""What a style's XML must be before it is compiled: all its macros exist, none calls itself, none is endless work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pamphleteer.csl.locale import NS

_DEEPEST = 200
"""Elements within one another: far more than any style has, and few enough to render."""
_HEAVIEST = 100_000
"""Elements rendered for a cite and an entry: the longest style of the library has 5,449."""

Call = tuple[str, int]
"""A macro that is called, and the line of the XML that calls it."""


class StyleError(ValueError):
    """A style that cannot be used, and why; ``line`` is its line in the XML, 0 where none is known."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def check(root: Any, macros: Mapping[str, Any]) -> None:
    """Raise ``StyleError`` where the style, whose macros are given by name, cannot be rendered."""
    areas = [area for tag in ("citation", "bibliography") if (area := root.find(f"{NS}{tag}")) is not None]
    # What is cited and listed stands under no name.
    parts = {"": areas} | {name: [node] for name, node in macros.items()}
    calls = {name: list(_calls(within)) for name, within in parts.items()}
    for call, line in (each for called in calls.values() for each in called):
        if call not in macros:
            raise StyleError(f"there is no macro '{call}'", line)
    ordered = _ordered(calls)
    _check_depth(root)
    weights: dict[str, int] = {}
    for name in ordered:
        weights[name] = sum(_weight(part, weights) for part in parts[name])
        if weights[name] > _HEAVIEST:
            raise StyleError("its macros call one another too often", parts[name][0].sourceline or 0)


def _calls(within: Iterable[Any]) -> Iterable[Call]:
    for part in within:
        for node in part.iter(f"{NS}text", f"{NS}key"):
            if (call := node.get("macro")) is not None:
                yield call, node.sourceline or 0


def _ordered(calls: Mapping[str, Sequence[Call]]) -> list[str]:
    """All macros, each after those that it calls."""
    ordered: dict[str, None] = {}
    for start in calls:
        path: list[Call] = [(start, 0)]
        """The macros on the way, and how many calls of each have been followed."""
        while path:
            name, at = path[-1]
            if name in ordered or at == len(calls[name]):
                ordered[name] = None
                path.pop()
                continue
            path[-1] = (name, at + 1)
            call, line = calls[name][at]
            if any(call == open_name for open_name, _ in path):
                raise StyleError(f"the macro '{call}' calls itself", line)
            if len(path) > _DEEPEST:
                raise StyleError("its macros call one another too deeply", line)
            path.append((call, 0))
    return list(ordered)


def _check_depth(root: Any) -> None:
    for node in root.iter():
        if isinstance(node.tag, str):
            above = sum(1 for _ in zip(node.iterancestors(), range(_DEEPEST), strict=False))
            if above >= _DEEPEST:
                raise StyleError("its elements stand too deeply within one another", node.sourceline or 0)


def _weight(node: Any, weights: Mapping[str, int]) -> int:
    """How many elements are rendered for one, at most: what its macros hold, and the heaviest branch of a choice."""
    each = [_weight(child, weights) for child in node]
    called = node.get("macro")
    own = 1 + (weights.get(called, 0) if called else 0)
    return own + (max(each, default=0) if node.tag == f"{NS}choose" else sum(each))
