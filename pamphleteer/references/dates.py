"""Dates as people write them in sources → dates as CSL-JSON has them. What a text says, ``csl.dates`` reads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pamphleteer.csl.dates import Date as Days
from pamphleteer.csl.dates import Day, parse_date

Date = dict[str, Any]

_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}


def parse(text: str) -> Date | None:
    """The date that a text gives: ``1901-02-03/1901-05``, ``1723~``, ``1950-21``, ``1964/..``, ``1 May 2000``.

    None where it is words. An interval with an open end stays ``raw``, since date-parts cannot say so.
    """
    read = parse_date(text)
    if read is None or read.literal is not None:
        return None
    return _written(read, " ".join(text.split()))


def _written(read: Days, text: str) -> Date:
    if read.start is None or read.open_end:
        return {"raw": text}
    date: Date = {"date-parts": [_parts(day) for day in (read.start, read.end) if day]}
    if read.start.season and read.end is None:
        date = {"date-parts": [[read.start.year]], "season": read.start.season}
    return {**date, "circa": True} if read.circa else date


def _parts(day: Day) -> list[int]:
    month = 20 + day.season if day.season else day.month
    return [part for part in (day.year, month, day.day) if part]


def season(text: str) -> int | None:
    """The number of a season, given so, as a month from 13 to 24, or by its English name: 1 is spring."""
    word = text.strip().lower()
    if not re.fullmatch(r"\d{1,2}", word):
        return _SEASONS.get(word)
    number = int(word)
    return number if 1 <= number <= 4 else (number - 13) % 4 + 1 if 13 <= number <= 24 else None


def folded(date: Date) -> Date:
    """A date whose months from 13 on are the seasons that programs mean by them."""
    ends = [[*end[:1], *(20 + (season(str(m)) or 0) if m > 12 else m for m in end[1:2]), *end[2:]] for end in
            date.get("date-parts", ())]  # fmt: skip
    if len(ends) == 1 and len(ends[0]) > 1 and ends[0][1] > 12:
        return {**date, "date-parts": [ends[0][:1]], "season": ends[0][1] - 20}
    return {**date, "date-parts": ends} if ends else date


def year_of(date: object) -> str:
    """The year of a CSL date as text, with its sign; empty where it has none."""
    if not isinstance(date, Mapping):
        return ""
    parts = date.get("date-parts")
    if parts:
        return str(parts[0][0])
    found = re.search(r"-?\d{3,}", str(date.get("raw") or date.get("literal") or ""))
    return found[0] if found else ""
