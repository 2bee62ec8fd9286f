"""Clocks around functions, ours and WeasyPrint's, named as ``module:Class.name``."""

from __future__ import annotations

import functools
import importlib
import inspect
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

Applies = Callable[..., bool]


@dataclass
class Clock:
    """Processor time of this thread within functions; while one of them runs, what it calls is a part of it."""

    seconds: float = 0.0
    calls: int = 0
    running: bool = False

    def around(self, function: Callable[..., Any], applies: Applies | None) -> Callable[..., Any]:
        """The function, timed where its arguments say that it is to be."""

        @functools.wraps(function)
        def timed(*arguments: Any, **options: Any) -> Any:
            if applies is not None and not applies(*arguments):
                return function(*arguments, **options)
            if self.running:
                return function(*arguments, **options)
            self.calls += 1
            self.running, begun = True, time.thread_time()
            try:
                result = function(*arguments, **options)
                # What a generator finds, it looks for only when it is asked.
                return list(result) if inspect.isgenerator(result) else result
            finally:
                self.seconds += time.thread_time() - begun
                self.running = False

        return timed


@contextmanager
def timed(functions: Sequence[tuple[str, Applies | None]]) -> Iterator[Clock]:
    """A clock around functions, as long as the context lasts."""
    clock = Clock()
    with ExitStack() as undo:
        for name, applies in functions:
            home, last = _find(name)
            whole = getattr(home, last)
            setattr(home, last, clock.around(whole, applies))
            undo.callback(setattr, home, last, whole)
        yield clock


def _find(name: str) -> tuple[Any, str]:
    module, _, path = name.partition(":")
    home: Any = importlib.import_module(module)
    *outer, last = path.split(".")
    for part in outer:
        home = getattr(home, part)
    return home, last
