"""What the lines of a paragraph were chosen by: those that were not broken as a whole, with the reason."""

from __future__ import annotations

from collections.abc import Iterator

from pamphleteer.diagnostics import Diagnostic, Span, info
from pamphleteer.proof.setting import Places

_HINT = "nothing need be done; where its lines look uneven, write or set the paragraph without it"


def check_lines(places: Places) -> Iterator[Diagnostic]:
    """One finding for each file and reason, at the first such paragraph; what is no author's text is not told."""
    left: dict[tuple[str, str], dict[str, Span]] = {}
    for page in places.pages.pages:
        for line in page.lines:
            passage = places.copy.passages.get(line.setting.block) if line.left and line.text.strip() else None
            if passage:
                left.setdefault((passage.span.file, line.left), {})[passage.block] = passage.span
    for (_, reason), spans in left.items():
        first = min(spans.values(), key=lambda span: (span.line or 0, span.column or 0))
        more = f" (and {len(spans) - 1} more in this file)" if len(spans) > 1 else ""
        yield info("line-fallback", f"this paragraph{more} is broken line by line because of {reason}", first, _HINT)
