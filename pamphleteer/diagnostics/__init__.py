"""What the engine says to a person: where, how grave, what is wrong, what helps.

Every stage collects diagnostics and goes on as far as it can; the edge (``build``, ``cli``) reports them together,
sorted. A code names one kind of mistake; its explanation stands in ``codes/*.yaml`` and is printed by ``explain``.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a file that a person wrote."""

    file: str
    """The file's name as it is shown: relative to where the command was given, where that is possible."""
    line: int | None = None
    """Line, from 1; None where the whole file is meant."""
    column: int | None = None
    """Column, from 1, in characters; None where it is not known."""

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. Frozen and picklable, so that it passes between processes."""

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    hint: str | None = None

    def __str__(self) -> str:
        where = f"{self.span}: " if self.span else ""
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        return _visible(f"{where}{self.severity}[{self.code}]: {self.message}{hint}")

    def order(self) -> tuple[str, int, int, str, str]:
        """The key by which a report is sorted: file, line, column, then code."""
        span = self.span or Span("")
        return (span.file, span.line or 0, span.column or 0, self.code, self.message)


def _visible(text: str) -> str:
    """Words of a manuscript may stand in a message; they may not move the cursor, or pass for another finding."""
    head, newline, hint = text.partition("\n  hint: ")
    shown = ("".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in part) for part in (head, hint))
    return newline.join(shown) if newline else next(shown)


class BookError(Exception):
    """The one exception of the engine: it carries the diagnostics that stop the work."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(d) for d in self.diagnostics))

    def __reduce__(self) -> tuple[type[BookError], tuple[tuple[Diagnostic, ...]]]:
        return BookError, (self.diagnostics,)


def error(code: str, message: str, span: Span | None = None, hint: str | None = None) -> Diagnostic:
    """What stops the build."""
    return Diagnostic(code, "error", message, span, hint)


def warning(code: str, message: str, span: Span | None = None, hint: str | None = None) -> Diagnostic:
    """What a publisher wants to know; stops the build under ``--strict``."""
    return Diagnostic(code, "warning", message, span, hint)


def info(code: str, message: str, span: Span | None = None, hint: str | None = None) -> Diagnostic:
    """What happened that could surprise; never stops a build."""
    return Diagnostic(code, "info", message, span, hint)


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A hint that names the likeliest intended word, or None where nothing is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else None


def report_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics without repetitions, in the order in which a person reads files."""
    return sorted(dict.fromkeys(diagnostics), key=Diagnostic.order)
