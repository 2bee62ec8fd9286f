"""Garbage is looked for seldom while pages are made: nearly all that is made stays until the book is done.

Python counts what is made, and looks through it whenever it is 700 things more; a book is millions of them, and each
search finds nothing. It is this that is put off, never given up: the memory that a book takes stays as it was.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MADE = 10_000
"""So many things more, and the youngest are looked through."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """As long as it lasts, Python's search for garbage is put off."""
    before = gc.get_threshold()
    # Where somebody has turned it off, or down, it stays so.
    if 0 < before[0] < _MADE:
        gc.set_threshold(_MADE, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def all_kept() -> Iterator[None]:
    """As long as it lasts, what is there already is not looked through: the pages, while they are painted."""
    # What another has set aside comes back with ours; it is looked through again, and nothing else.
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
