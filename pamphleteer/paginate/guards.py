"""Which functions of WeasyPrint were read, told by a hash of their source; and what is said where one has changed."""

from __future__ import annotations

import functools
import hashlib
import inspect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from weasyprint import __version__

from pamphleteer.diagnostics import Diagnostic, error, info

NEEDED = "folios"
"""The room without which no book is made: its pages would bear other numbers than its contents say."""

_HINT = "install the version of WeasyPrint that this version of Pamphleteer asks for"


@dataclass(frozen=True, slots=True)
class Read:
    """A function or class of WeasyPrint that was read, since ours do what it does."""

    home: Any
    """The module or class that has it."""
    name: str
    digest: str
    """SHA-256 of its source."""
    room: str
    """What of ours goes by it."""


@dataclass(frozen=True, slots=True)
class Patch:
    """A function or class of WeasyPrint that another stands in for."""

    home: Any
    """The module that calls it."""
    name: str
    ours: Any
    digest: str
    """Of the source that was read."""
    room: str
    """What it serves."""
    replaces: bool = False
    """Whether ours does without theirs; otherwise it is given theirs as its first argument."""


def changed(rows: Iterable[Patch | Read], whole: Mapping[tuple[Any, str], Any]) -> dict[str, tuple[str, ...]]:
    """The rooms of which a function is not the one that was read, and the names of these functions.

    ``whole`` has what WeasyPrint has, by where it stands and its name; None for what it has no longer.
    """
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        function = whole[row.home, row.name]
        if _digest(function) != row.digest:
            found.setdefault(row.room, {})[_called(row, function)] = None
    return {room: tuple(names) for room, names in found.items()}


def findings(rooms: Mapping[str, tuple[str, ...]]) -> Iterator[Diagnostic]:
    """What is said of each such room: which functions have changed; an error where nothing can be made without it."""
    for room, names in rooms.items():
        message = f"WeasyPrint {__version__} has changed {', '.join(names)}: "
        if room == NEEDED:
            yield error("typesetter-unfit", f"{message}pages cannot be counted ({room!r})", None, _HINT)
        else:
            yield info(
                "typesetter-changed",
                f"{message}what Pamphleteer does otherwise there ({room!r}) is left undone",
                None,
                _HINT,
            )


@functools.cache
def _digest(function: Any) -> str:
    """Of a function's source; of none where there is no such function, or no source."""
    try:
        return hashlib.sha256(inspect.getsource(_asked(function)).encode()).hexdigest()
    except (OSError, TypeError):
        return ""


def _called(row: Patch | Read, function: Any) -> str:
    if function is None:
        return f"{row.home.__name__}.{row.name}"
    function = _asked(function)
    return f"{function.__module__}.{function.__qualname__}"


def _asked(function: Any) -> Any:
    """The function behind a property."""
    return function.fget if isinstance(function, property) else function
