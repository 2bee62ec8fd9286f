"""What the typesetting libraries log, as diagnostics."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from pamphleteer.diagnostics import Diagnostic, Span, warning

_LOST = re.compile(r"Failed to (?:render SVG image|load image at) '?(book:[^\s']+)")
_PLACE = re.compile(r" at (\d+):(\d+)\b")


class Log(logging.Handler):
    """Keeps what is said, and of which style sheet."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.kept: list[tuple[str, str]] = []
        self.file = ""

    @contextmanager
    def about(self, file: str) -> Iterator[None]:
        """While it lasts, what is said is said of that file."""
        self.file = file
        try:
            yield
        finally:
            self.file = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self.kept.append((self.file, " ".join(record.getMessage().split())))

    def findings(self) -> tuple[Diagnostic, ...]:
        """A warning for each; where it is about a style sheet, with the place in it."""
        found = []
        for file, message in self.kept:
            # Every link within the book has been resolved: what lacks its target lost it with a note off the page, and
            # that is told by the survey.
            if message.startswith("No anchor #") or _LOST.match(message):
                continue
            place = _PLACE.search(message) if file else None
            span = Span(file, int(place[1]), int(place[2])) if place else Span(file) if file else None
            found.append(warning("layout-css", f"the typesetter says: {message}", span))
        return tuple(found)

    def lost(self) -> tuple[str, ...]:
        """The addresses of pictures that could not be painted, or not whole."""
        return tuple(dict.fromkeys(match[1] for _, message in self.kept if (match := _LOST.match(message))))


@contextmanager
def log() -> Iterator[Log]:
    """Keep what is logged, instead of printing it."""
    keeper = Log()
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    before = [(logger, logger.handlers, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.handlers, logger.propagate = [keeper], False
    try:
        with warnings.catch_warnings():
            # What a library makes of odd metadata in a picture is nothing that a person could mend.
            warnings.simplefilter("ignore")
            yield keeper
    finally:
        for logger, handlers, propagate in before:
            logger.handlers, logger.propagate = handlers, propagate
