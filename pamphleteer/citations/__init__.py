"""Cites + sources → the text of a note.

Citation styles come later. Until then a cite prints its source's own words, as the copy had them (``custom.raw``),
without their outer brackets; a cite that would need a style is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from pamphleteer.diagnostics import Diagnostic, Span, did_you_mean, error
from pamphleteer.markup import escape
from pamphleteer.model import Reference

_CITE = re.compile(
    r"(?P<before>.*?)(?P<suppress>-?)@(?P<key>\{[^{}\s]+\}|\w(?:[\w:.#$%&+?<>~/-]*[\w/])?)(?P<after>.*)", re.S
)
_BRACKETS = {"(": ")", "[": "]"}


def cite_text(
    written: str, sources: Mapping[str, Reference], span: Span, *, bare: bool = False
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """The XHTML that stands for a citation in Pandoc's syntax, given without its brackets.

    A prefix and a suffix (such as a locator) are kept as written: ``see @key, p. 5``. Several cites are joined by
    semicolons. A ``bare`` cite (``@key`` in running text) has neither.
    """
    texts: list[str] = []
    found: list[Diagnostic] = []
    for piece in [written] if bare else written.split(";"):
        match = _CITE.fullmatch(piece.strip())
        if not match:
            hint = "separate cites by semicolons: [@one, p. 3; @two]"
            found.append(error("citation-unsupported", f"'{piece.strip()}' cites nothing", span, hint))
            continue
        key = match["key"].strip("{}")
        source = sources.get(key)
        if source is None:
            hint = did_you_mean(key, sources) or "list it under 'references'; a plain @ is written \\@"
            found.append(error("citation-unknown", f"no source is called '{key}'", span, hint))
        elif source.raw is None or match["suppress"]:
            hint = (
                "give the source its own words: custom: {raw: …}"
                if source.raw is None
                else "write it without the hyphen"
            )
            found.append(error("citation-unsupported", f"'{key}' cannot be cited so yet", span, hint))
        else:
            before = f"{match['before'].strip()} " if match["before"].strip() else ""
            suffix = _suffix(match["after"])
            words = without_brackets(source.raw)
            words = _without_locator(words, source).removesuffix(".") if suffix else words
            texts.append(f"{before}{words}{suffix}")
    return escape("; ".join(texts)), tuple(found)


def without_brackets(raw: str) -> str:
    """A source's words without the pair of brackets around them all."""
    words = raw.strip()
    closing = _BRACKETS.get(words[:1])
    if closing is None or not words.endswith(closing):
        return words
    depth = 0
    for i, character in enumerate(words):
        depth += (character == words[0]) - (character == closing)
        if depth == 0:
            # The first bracket closes before the end: "(a) and (b)" has no outer pair.
            return words[1:-1].strip() if i == len(words) - 1 else words
    return words


def _without_locator(words: str, source: Reference) -> str:
    """A source's words without the page that its first mention named: this cite names one of its own."""
    locator = json.loads(source.data).get("custom", {}).get("locator")
    if not isinstance(locator, str) or not words.rstrip(".").endswith(locator):
        return words
    return words.rstrip(".").removesuffix(locator).rstrip(" ,;:")


def _suffix(text: str) -> str:
    text = text.rstrip()
    return text if not text or text[0] in ",.;:!?" else f", {text.strip()}"
