"""The words that a book breaks otherwise than the patterns of its language, or never."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from pamphleteer.diagnostics import Diagnostic, Span, error
from pamphleteer.marked import Marked
from pamphleteer.typography.language import ANY_LANGUAGE
from pamphleteer.validation import Language, finding

_HINT = "write one word, with a hyphen at each place where it may be broken: pam-phlet-eer"


def _word(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    parts = text.split("-")
    if not all(parts) or not all(_is_letter(c) for part in parts for c in part):
        raise finding("hyphenation-invalid", f"'{text}' is no word with its breaks", _HINT)
    return text


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM"


def _by_language(value: Any) -> Any:
    return {ANY_LANGUAGE: value} if isinstance(value, list) else value


_LIST = {"type": "array", "items": {"type": "string"}}

Hyphenation = Annotated[
    dict[Language, list[Annotated[str, AfterValidator(_word)]]],
    BeforeValidator(_by_language),
    WithJsonSchema({"anyOf": [_LIST, {"type": "object", "additionalProperties": _LIST}]}),
]
"""A list of words for text in any language, or such a list for each language."""


def check_words(
    given: Mapping[str, list[str]], marked: Marked
) -> tuple[Mapping[str, tuple[str, ...]], list[Diagnostic]]:
    """The words by language; one that is given twice in a language must be given alike."""
    found: list[Diagnostic] = []
    for language, words in given.items():
        path = ("hyphenation", language) if ("hyphenation", language) in marked.spans else ("hyphenation",)
        first: dict[str, tuple[str, Span]] = {}
        for i, word in enumerate(words):
            span = marked.span((*path, i))
            before, place = first.setdefault(word.replace("-", "").lower(), (word, span))
            if before.lower() != word.lower():
                message = f"'{word}' is given otherwise before: '{before}' (line {place.line})"
                found.append(error("hyphenation-twice", message, span, "keep one of the two"))
    return {language: tuple(words) for language, words in given.items()}, found
