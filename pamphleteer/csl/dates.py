"""Dates as sources have them, read into days: nothing is rendered here.

In goes a CSL-JSON date variable (`date-parts`, `raw`, `literal`, `season`, `circa`), a string or a year; out comes a
`Date`, or None where nothing is said. Strings are EDTF (levels 0 and 1 of ISO 8601-2, as CSL 1.0.2 and Pandoc take
it), or English free text ('1 May 2000', 'Spring 1995', 'ca. 44 BC', 'May–June 2001'). A string that is not understood
as a whole is a literal date: no word of it is lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Day:
    """A year (before Christ negative, 44 BC is -44; never 0), with a month and a day of it, or with a season (1–4)."""

    year: int
    month: int | None = None
    day: int | None = None
    season: int | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """A date or a range.

    start: None for a literal alone, and where only the end is known ('../2004')
    end: the last day of a range; open_end: a range that has no end yet ('1987–')
    literal: words to be shown instead; a start beside it still sorts
    """

    start: Day | None
    end: Day | None = None
    circa: bool = False
    literal: str | None = None
    open_end: bool = False


def parse_date(value: Any) -> Date | None:
    """A date variable of CSL-JSON, whatever its shape; None where it says nothing that could be shown."""
    if isinstance(value, int | float):
        year = _integer(value)
        return Date(Day(year)) if year else None
    if isinstance(value, str):
        return _from_text(value)
    if not isinstance(value, Mapping):
        return None
    date = _from_parts(value.get("date-parts"), value.get("season"))
    if date is None and value.get("raw") not in (None, ""):
        date = _from_text(str(value["raw"]))
    literal = value.get("literal")
    if literal not in (None, ""):
        date = replace(date or Date(None), literal=str(literal))
    if date and _is_true(value.get("circa")):
        date = replace(date, circa=True)
    return date


def sort_key(date: Date | None, parts: Sequence[str] = ("year", "month", "day")) -> str:
    """Figures of one length that sort by the start and then by the end of the date; '' for a date without a year.

    Years before Christ go first, and what lacks a part before what has it. Only the parts named count; seasons do not.
    """
    if date is None or (date.start or date.end) is None:
        return ""
    return "".join(_sorted(day, parts) for day in (date.start, date.end))


_FARTHEST = 999_999_999


def _sorted(day: Day | None, parts: Sequence[str]) -> str:
    year = day.year if day and "year" in parts else 0
    month = (day.month or 0) if day and "month" in parts else 0
    number = (day.day or 0) if day and "day" in parts else 0
    year = max(-_FARTHEST, min(year, _FARTHEST))
    era, year = (0, _FARTHEST + year) if year < 0 else (1, year)
    return f"{era}{year:09d}{month:02d}{number:02d}"


# Structured dates.

_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}


def _integer(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    if isinstance(value, int):
        return value
    text = str(value).strip()
    return int(text) if re.fullmatch(r"[-−]?[0-9]{1,9}", text.replace("−", "-")) else None


def _is_true(value: Any) -> bool:
    return str(value).strip().lower() not in ("", "0", "false", "no", "none")


def _from_parts(parts: Any, season: Any) -> Date | None:
    if not isinstance(parts, Sequence) or isinstance(parts, str) or not parts:
        return None
    if not isinstance(parts[0], Sequence) or isinstance(parts[0], str):
        parts = [parts]  # a single date that lacks the outer list
    days = [_day([_integer(part) for part in day]) if isinstance(day, Sequence) else None for day in parts[:2]]
    start = days[0]
    if start is None:
        return None
    literal = None
    if start.month is None and start.season is None and season not in (None, ""):
        number = _season(season)
        start = replace(start, season=number)
        # A term of the year that CSL has no number for: 'Michaelmas'.
        literal = f"{season} {start.year}" if number is None and str(season).strip().isalpha() else None
    # The end [0] of a range is CSL-JSON's way to leave it open.
    end = parts[1] if len(parts) > 1 and isinstance(parts[1], Sequence) else ()
    open_end = len(end) > 0 and _integer(end[0]) == 0
    return Date(start, days[1] if len(days) > 1 else None, literal=literal, open_end=open_end)


def _season(value: Any) -> int | None:
    number = _integer(value)
    if number is None:
        return _SEASONS.get(str(value).strip().lower())
    return number if 1 <= number <= 4 else _season_of_month(number)


def _season_of_month(number: int) -> int | None:
    """Seasons in the place of a month: 13–16 of old, 21–24 in EDTF and CSL, 17–20 in what some programs write."""
    return (number - 13) % 4 + 1 if 13 <= number <= 24 else None


def _day(numbers: Sequence[int | None]) -> Day | None:
    """Year, month and day, as far as they are in the calendar."""
    year, month, day = (*numbers[:3], None, None, None)[:3]
    if not year:
        return None
    if month is None or not 1 <= month <= 12:
        return Day(year, season=_season_of_month(month) if month else None)
    return Day(year, month, day if day and 1 <= day <= 31 else None)


# Strings.

_EDTF = re.compile(
    r"(?:(-?[0-9]{4})(?:-(0[1-9]|1[0-2]|2[1-4])(?:-(0[1-9]|[12][0-9]|3[01]))?)?|Y(-?[0-9]{4,9}))([?~%]?)"
)
_TIME = re.compile(r"(?<=[0-9])T[0-9].*$")
_DASH = re.compile(r"\s+[-–—]\s+|\s*(?:[–—]|--)\s*|\s+to\s+|(?<=[0-9A-Za-z])-(?=[0-9A-Za-z])")
_MONTHS = "january february march april may june july august september october november december".split()
_CIRCA = re.compile(r"c|ca|circa|approx|approximately|about|around")
_FILLERS = frozenset({"of", "the", "in", "on"})
_TOKEN = re.compile(r"[0-9]+(?:[-/.][0-9]+)+|[0-9]+|[^\W\d_]+(?:\.[^\W\d_]+)*|[~?%]|[\s,.\[\]]+|.", re.DOTALL)
# No date is longer; what is, is prose.
_LONGEST = 100


def _from_text(text: str) -> Date | None:
    text = text.strip()
    if not text:
        return None
    if len(text) > 2 and text[0] == text[-1] == '"':
        return Date(None, literal=text[1:-1])
    if len(text) > _LONGEST:
        return Date(None, literal=text)
    return _edtf(text) or _free(text) or Date(None, literal=text)


def _edtf(text: str) -> Date | None:
    """A date or an interval of EDTF, levels 0 and 1, but for unspecified digits ('199X'), which no style can show."""
    sides = text.split("/")
    if len(sides) > 2:
        return None
    days: list[Day | None] = []
    circa = False
    for side in sides:
        side = side.strip()
        if len(sides) == 2 and side in ("", ".."):
            days.append(None)
            continue
        found = _EDTF.fullmatch(_TIME.sub("", side))
        if not found:
            # '2000/2001' and '2000-05/06': some write only what changes; free text takes care of these.
            return None
        year = int(found[1] or found[4])
        # In ISO 8601 the year before 1 is 0: -0043 is 44 BC.
        day = _day([year if year > 0 else year - 1, *(int(part) if part else None for part in (found[2], found[3]))])
        if day is None or (found[3] and day.day is None):
            return None
        days.append(day)
        circa = circa or bool(found[5])
    if not any(days):
        return None
    if len(days) == 1:
        return Date(days[0], circa=circa)
    return Date(days[0], days[1], circa=circa, open_end=days[1] is None)


@dataclass(frozen=True, slots=True)
class _Side:
    """What one side of a range says; the other may say the rest."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    number: str = ""
    era: bool = False
    circa: bool = False


def _free(text: str) -> Date | None:
    """English free text; None where a word of it is not understood."""
    text = _TIME.sub("", text)
    whole = _side(text)
    if whole and not whole.number and (day := _whole(whole)):
        return Date(day, circa=whole.circa)
    for joint in (*_DASH.finditer(text), *re.finditer("/", text)):
        start, end = _side(text[: joint.start()]), _side(text[joint.end() :])
        if start and end and (date := _range(start, end)):
            return date
    open_ended = re.fullmatch(r"(.+?)\s*(?:[-–—]|--)", text)
    if open_ended and (start := _side(open_ended[1])) and not start.number and (day := _whole(start)):
        return Date(day, circa=start.circa, open_end=True)
    return None


def _range(start: _Side, end: _Side) -> Date | None:
    """Two sides complete each other: 'May–June 2001', '1–5 May 2001', 'May 1–5, 2001', '1955–57'."""
    if start.number and not start.year:
        start = replace(start, day=int(start.number), number="")
    if end.number:
        number = int(end.number)
        if start.day:
            end = replace(end, day=number, number="")
        elif start.month:
            end = replace(end, month=number, number="")
        elif start.year and len(end.number) == 2 and start.year % 100 < number and not end.year:
            end = replace(end, year=start.year - start.year % 100 + number, number="")
    if start.number or end.number:
        return None
    if start.year is None:
        start = replace(start, year=end.year)
    elif end.year is None:
        end = replace(end, year=start.year)
    if start.day and start.month is None:
        start = replace(start, month=end.month)
    if end.day and end.month is None:
        end = replace(end, month=start.month)
    first, last = _whole(start), _whole(end)
    return Date(first, last, circa=start.circa or end.circa) if first and last else None


def _whole(side: _Side) -> Day | None:
    """The side as a day; None where it lacks its year or its month, or is in no calendar."""
    if not side.year or (side.day and not side.month) or (side.season and side.month):
        return None
    if (side.month and not 1 <= side.month <= 12) or (side.day and not 1 <= side.day <= 31):
        return None
    return Day(side.year, side.month, side.day, side.season)


def _side(text: str) -> _Side | None:
    """The words and figures of one date; None where one of them is not understood."""
    side = _Side()
    for token in _TOKEN.findall(text):
        word = token.lower().replace(".", "") if token[0].isalpha() else token
        after_number = side.number and not token[0].isdecimal()
        if not token.strip(" \t\n\u00a0,.[]") or word in _FILLERS:
            continue
        if word in ("?", "~", "%") or _CIRCA.fullmatch(word):
            side = replace(side, circa=True)
        elif after_number and word in ("st", "nd", "rd", "th"):
            continue
        elif after_number and word in ("bc", "bce", "ad", "ce") and not side.year:
            side = replace(side, year=int(side.number) * (-1 if word.startswith("b") else 1), number="")
        elif side.year and side.year > 0 and word in ("bc", "bce", "ad", "ce"):
            side = replace(side, year=side.year * (-1 if word.startswith("b") else 1))
        elif word == "ad" and not side.year:
            side = replace(side, era=True)
        elif word in _SEASONS and not side.season:
            side = replace(side, season=_SEASONS[word])
        elif (month := _month(word)) and not side.month:
            side = replace(side, month=month)
        elif token.isdecimal() and token.isascii():
            if len(token) == 4 and side.year is None:
                side = replace(side, year=int(token))
            elif len(token) <= 3 and not side.number:
                side = replace(side, number=token)
            else:
                return None
        elif token[0].isdecimal() and side == _Side(circa=side.circa):
            figures = _figures(token)
            if figures is None:
                return None
            side = replace(figures, circa=side.circa)
        else:
            return None
    return _with_number(side) if side != _Side(circa=side.circa) else None


def _with_number(side: _Side) -> _Side:
    """What a lone number is: the day of a month, or the year, where it has three figures or 'AD' before it."""
    if not side.number:
        return side
    if side.month and side.day is None and len(side.number) <= 2 and not side.era:
        return replace(side, day=int(side.number), number="")
    if side.year is None and (side.era or (len(side.number) == 3 and not side.month)):
        return replace(side, year=int(side.number), number="")
    return side


def _month(word: str) -> int | None:
    if word == "sept":
        return 9
    return next((at for at, name in enumerate(_MONTHS, 1) if len(word) >= 3 and word in (name, name[:3])), None)


def _figures(token: str) -> _Side | None:
    """'2000-5-1', '2000/05', '5/13/2000' (month first, unless that is none), '13.5.2000' (day first), '5/2000'."""
    marks = set(re.findall(r"[-/.]", token))
    parts = re.split(r"[-/.]", token)
    if len(marks) != 1 or len(parts) > 3 or any(len(part) > 4 for part in parts):
        return None
    lengths = [len(part) for part in parts]
    numbers = [int(part) for part in parts]
    if lengths[0] == 4 and max(lengths[1:]) <= 2:
        year, month, day = (*numbers, None)[:3]
    elif lengths[-1] == 4 and max(lengths[:-1]) <= 2:
        year = numbers[-1]
        if len(numbers) == 2:
            month, day = numbers[0], None
        else:
            month, day = numbers[:2]
            if "." in marks or month > 12:
                month, day = day, month
    else:
        return None
    return _Side(year, month, day) if _whole(_Side(year, month, day)) else None
