"""Dates as a book's language writes them."""

from __future__ import annotations

from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton


def spoken_date(iso: str, language: str) -> str:
    """An ISO 8601 date (to the year, month or day) in words: '24 November 2026'.

    A language that the CLDR does not know keeps the figures as they are.
    """
    try:
        locale = Locale.parse(language.split("-x-")[0], sep="-")
    except (UnknownLocaleError, ValueError):
        return iso
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 1:
        return iso
    day = date(parts[0], parts[1], parts[2] if len(parts) == 3 else 1)
    if len(parts) == 2:
        return str(format_skeleton("yMMMM", day, locale=locale))
    return str(format_date(day, "long", locale=locale))
