"""What surrounds a build: the date that the environment gives, and what fontconfig may see."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pamphleteer import fonts
from pamphleteer.diagnostics import BookError, Diagnostic, Span, error, info
from pamphleteer.fonts import Font
from pamphleteer.model import Manifest

# Where neither SOURCE_DATE_EPOCH nor the manifest gives a date: the earliest that a zip file can hold.
_NO_DATE = "1980-01-01"


def date_of(manifest: Manifest) -> tuple[str, tuple[Diagnostic, ...]]:
    """The book's own date, as ISO 8601 in UTC: SOURCE_DATE_EPOCH, else the manifest's.

    Raises:
        BookError: SOURCE_DATE_EPOCH is no number of seconds.
    """
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), ()
        except (ValueError, OverflowError, OSError):
            message = f"SOURCE_DATE_EPOCH is '{epoch}', which is no number of seconds"
            raise BookError([error("date-invalid", message)]) from None
    found: tuple[Diagnostic, ...] = ()
    if manifest.date is None:
        message = "the book has no date; its files say 1980"
        found = (info("date-missing", message, Span(manifest.file), "add 'date: 2026-11-24'"),)
    day = manifest.date or _NO_DATE
    return f"{day}{'-01-01'[len(day) - 10 :] if len(day) < 10 else ''}T00:00:00Z", found


@contextmanager
def fontconfig(families: Sequence[Font], cache: Path | None) -> Iterator[None]:
    """Let fontconfig see the book's fonts and no others, so that a book looks the same on every machine."""
    with tempfile.TemporaryDirectory(prefix="pamphleteer-") as folder:
        config = Path(folder) / "fonts.conf"
        config.write_text(fonts.fontconfig(families, str(cache or Path(folder) / "cache")), encoding="utf-8")
        before: Any = os.environ.get("FONTCONFIG_FILE")
        os.environ["FONTCONFIG_FILE"] = str(config)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before
