"""A book's fixed words by language: "Contents", "Notes", "Chapter".

``LANG.yaml`` holds a language's words; ``en.yaml`` says which words there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

import yaml

from pamphleteer.diagnostics import Diagnostic, Span, did_you_mean, error, info
from pamphleteer.typography import fallbacks

_LAST_RESORT = "en"


def terms_of(
    language: str, overrides: Mapping[str, str], span: Span | None = None
) -> tuple[Mapping[str, str], tuple[Diagnostic, ...]]:
    """All fixed words of a book in ``language`` (BCP 47), with its own ``overrides``.

    A word is looked up in the book's own, then in the language and region, the language, and English at last; that
    English had to serve is told once. ``span`` is where the overrides stand, or the language where there are none.
    Every known word is in what comes back, in the order of :func:`known_terms`.
    """
    found: list[Diagnostic] = []
    for name in overrides:
        if name not in known_terms():
            hint = did_you_mean(name, known_terms()) or f"known here: {', '.join(known_terms())}"
            found.append(error("terms-unknown-key", f"no fixed word is called '{name}'", span, hint))
    words: dict[str, str] = {}
    for tag in reversed(fallbacks(language)):
        words |= _read(tag)
    words |= {name: word for name, word in overrides.items() if name in known_terms()}
    if not words.keys() >= set(known_terms()):
        message = f"no fixed words are known in '{language}': those that the book does not give stand in English"
        found.append(info("terms-missing", message, span, "give them under 'terms:' in the manifest"))
    english = _read(_LAST_RESORT)
    return {name: words.get(name, english[name]) for name in known_terms()}, tuple(found)


def known_terms() -> tuple[str, ...]:
    """The names of all fixed words."""
    return tuple(_read(_LAST_RESORT))


@lru_cache(maxsize=32)
def _read(tag: str) -> Mapping[str, str]:
    file = resources.files(__package__).joinpath(f"{tag}.yaml")
    # BaseLoader, because every scalar here is text.
    return yaml.load(file.read_text("utf-8"), yaml.BaseLoader) if file.is_file() else {}
