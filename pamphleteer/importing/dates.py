"""Dates as people write them → year, month, day."""

from __future__ import annotations

import re
from functools import lru_cache

from pamphleteer.importing.words import one_of, words

DateParts = tuple[int, ...]
"""Year; year and month; or year, month and day."""

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    month = one_of(words().months)
    weekday = one_of(words().weekdays)
    year = r"[12]\d{3}"
    return re.compile(
        rf"(?:{weekday}\.?,?\s+)?(?:(?:den|vom|le|du|el|del)\s+)?(?:"
        rf"(?P<y1>{year})-(?P<m1>\d\d)(?:-(?P<d1>\d\d))?"
        rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s+(?:of\s+|de\s+)?(?P<n2>{month})\.?,?\s+(?:de\s+)?(?P<y2>{year})"
        rf"|(?P<n3>{month})\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y3>{year})"
        rf"|(?P<d4>\d{{1,2}})\.\s?(?P<m4>\d{{1,2}})\.\s?(?P<y4>{year})"
        rf"|(?P<n5>{month})\.?,?\s+(?P<y5>{year})"
        rf"|(?P<y6>{year}))",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _at_end() -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=[\s,;(]))(?:{_pattern().pattern})$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _prefix() -> re.Pattern[str]:
    return re.compile(rf"{one_of(words().published)}\s*:?\s+", re.IGNORECASE)


def whole_date(text: str) -> DateParts | None:
    """The date that ``text`` is, with or without "Published on" and a weekday; None where it says anything else."""
    text = text.strip().rstrip(".")
    for _ in range(2):
        if match := _pattern().fullmatch(text):
            return _parts(match)
        shorter = _prefix().sub("", text, count=1) if _prefix().match(text) else text
        if shorter == text:
            return None
        text = shorter
    return None


def final_date(text: str) -> tuple[int, DateParts] | None:
    """Where the date at the end of ``text`` begins, and the date."""
    # A date is no longer than its longest form; a bounded tail keeps the search linear.
    start = max(0, len(text) - 48)
    match = _at_end().search(text, start)
    parts = _parts(match) if match else None
    return (match.start(), parts) if match and parts else None


def iso(parts: DateParts) -> str:
    """ISO 8601."""
    return "-".join(f"{part:04d}" if i == 0 else f"{part:02d}" for i, part in enumerate(parts))


def _parts(match: re.Match[str]) -> DateParts | None:
    found = match.groupdict()
    year = next(int(v) for k, v in found.items() if v and k[0] == "y")
    month = next((int(v) for k, v in found.items() if v and k[0] == "m"), None)
    name = next((v for k, v in found.items() if v and k[0] == "n"), None)
    if name:
        month = words().months[name.casefold()]
    day = next((int(v) for k, v in found.items() if v and k[0] == "d"), None)
    if month is None:
        return (year,)
    if not 1 <= month <= 12:
        return None
    if day is None:
        return (year, month)
    return (year, month, day) if 1 <= day <= _DAYS[month - 1] else None
