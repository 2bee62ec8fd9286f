"""The dates of a BibTeX entry: BibLaTeX's ``date``, in EDTF, or year, month and day apart, as BibTeX has them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pamphleteer.references import dates, tex

_MONTHS = "january february march april may june july august september october november december".split()
_LONGEST = 80
"""What is longer is prose."""
_CIRCA = re.compile(r"(?:c\.|ca\.?|circa)\s*|[~?]$|^\[|\]$")


def date_of(fields: Mapping[str, str], before: str) -> tuple[dates.Date | None, str]:
    """The date of an entry, and the field that is none, or ''; ``before`` begins the fields' names: orig, event, url.

    A year in words ("forthcoming") stays words, as in BibTeX's own styles.
    """
    whole = fields.get(f"{before}date", "").strip()
    if len(whole) > _LONGEST:
        return {"literal": tex.plain(whole)}, ""
    if whole:
        # Some write the dash of a range; only a slash makes one.
        words = re.sub(r"(?<=\d{4})\s*(?:--+|–)\s*(?=\d{4})", "/", whole.replace("\\textasciitilde", "~").strip("{}"))
        date = dates.parse(words)
        if date is None:
            told = f"{before}date" if re.fullmatch(r"[\d/.-]+", words) else ""
            return {"literal": tex.plain(whole)}, told
        return date, ""
    year = tex.plain(fields.get(f"{before}year", ""))
    if not year:
        return None, ""
    if len(year) > _LONGEST or len(fields.get(f"{before}month", "")) > _LONGEST:
        return {"literal": year}, ""
    return _of_parts(fields, before, year)


def _of_parts(fields: Mapping[str, str], before: str, year: str) -> tuple[dates.Date | None, str]:
    circa = bool(re.search(r"^\s*\[?\s*(?:c\.|ca\.?|circa)|[~?]\]?$", year))
    bare = year.strip()
    while (stripped := _CIRCA.sub("", bare).strip()) != bare:
        bare = stripped
    years = re.fullmatch(r"([–—-]*\d{1,4})(?:\s*(?:-+|–|—|/)\s*(\d{1,4}))?", bare)
    if not years:
        return {"literal": year}, ""
    start = [_year(years[1])]
    ends = [start]
    if years[2]:
        last = years[2] if len(years[2]) >= len(years[1]) else years[1][: -len(years[2])] + years[2]
        ends.append([int(last)])
    elif end := tex.plain(fields.get(f"{before}endyear", "")):
        if not end.lstrip("-").isdigit():
            return {"literal": year}, f"{before}endyear"
        ends.append([_year(end)])
    date: dates.Date = {"date-parts": ends}
    wrong = ""
    months = tex.plain(fields.get(f"{before}month", ""))
    if months and not years[2]:
        read = _months(months)
        if season := dates.season(months) if not read else None:
            date["season"] = season
        elif read is None:
            # "Michaelmas" is when it was, too.
            return {"literal": f"{months} {year}"}, ""
        else:
            days = [fields.get(f"{before}day", ""), fields.get(f"{before}endday", "")]
            if len(ends) == 2:
                read = [*read[:1], *(_months(tex.plain(fields.get(f"{before}endmonth", ""))) or [])[:1]]
            elif len(read) == 2:
                ends.append([*start])
            for parts, (month, day), given in zip(ends, read, days, strict=False):
                parts.append(month)
                if number := _day(given) or day:
                    parts.append(number)
                elif given.strip():
                    wrong = wrong or f"{before}day"
    return ({**date, "circa": True} if circa else date), wrong


def _year(text: str) -> int:
    number = int(re.sub(r"\D", "", text))
    return -number if text[0] in "-–—" else number


def _day(text: str) -> int | None:
    bare = re.sub(r"\D", "", tex.plain(text)) if len(text) < 20 else ""
    return int(bare) if bare and 1 <= int(bare) <= 31 else None


def _months(text: str) -> list[tuple[int, int | None]] | None:
    """One month or two, each perhaps with a day: ``3``, ``mar``, ``March 4``, ``4~mar``, ``jan/feb``."""
    read = []
    for part in re.split(r"\s*(?:-+|–|—|/|,(?=\s*[A-Za-z]))\s*", text):
        numbers = [int(n) for n in re.findall(r"(?<!\d)\d{1,2}(?!\d)", part)]
        word = next((w for w in re.findall(r"[A-Za-z]+", part)), "").lower()
        month = next((n for n, name in enumerate(_MONTHS, 1) if len(word) > 2 and name.startswith(word[:4])), None)
        if month is None and not word and numbers:
            # A macro followed by a day: jan # {~1} is "1 1".
            month, numbers = numbers[0], numbers[1:]
        if month is None or not 1 <= month <= 12:
            return None
        read.append((month, numbers[0] if numbers and 1 <= numbers[0] <= 31 else None))
    return read if len(read) <= 2 else None
