"""Whether a language is written to the left."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError

_RIGHT_TO_LEFT = frozenset("adlm arab aran hebr mand mend nkoo rohg samr syrc thaa".split())
"""ISO 15924 codes of the scripts in use that run to the left."""


def direction_of(language: str) -> str | None:
    """``rtl`` where a BCP 47 language is written to the left, else None."""
    parts = language.lower().split("-")
    script = next((part for part in parts[1:] if len(part) == 4 and part.isalpha()), None)
    if script:
        return "rtl" if script in _RIGHT_TO_LEFT else None
    try:
        return "rtl" if Locale.parse(parts[0]).character_order == "right-to-left" else None
    except (UnknownLocaleError, ValueError):
        return None
