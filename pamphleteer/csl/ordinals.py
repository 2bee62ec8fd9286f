"""Numbers as ordinals, with the suffixes and words of a locale, and in Roman figures.

Rules: CSL 1.0.2, "Ordinal Suffixes", "Long Ordinals"; the four suffixes of CSL 1.0 where a locale has no others.
"""

from __future__ import annotations

from collections.abc import Callable

Lookup = Callable[[str, str], tuple[str, str] | None]
"""Name of a term, and a gender or '' → its text and its `match` ('' where it states none), or None.

It answers for exactly that gender; the fallback from a gender to none is made here.
"""


def roman(number: int) -> str:
    """Small Roman figures, for 1 to 3999; figures for others."""
    if not 0 < number < 4000:
        return str(number)
    result = ""
    for worth, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "m cm d cd c xc l xl x ix v iv i".split(), strict=True
    ):
        times, number = divmod(number, worth)
        result += letters * times
    return result


def ordinal(number: int, lookup: Lookup, gender: str = "") -> str:
    """The number with the suffix of its ordinal, by the locale's terms and the gender of what is counted.

    For the gender first and then for none: the suffix for the whole number, its last two digits, its last digit; else
    the term `ordinal`. A locale without that term has the four suffixes of CSL 1.0.
    """
    digits = str(number)
    default = _term(lookup, "ordinal", gender)
    if default is None:
        return digits + _legacy_suffix(number, lookup, gender)
    for who in (gender, "") if gender else ("",):
        for name, kind in (
            (digits.zfill(2), "whole-number"),
            (digits[-2:].zfill(2), "last-two-digits"),
            (digits[-1].zfill(2), "last-digit"),
        ):
            found = lookup(f"ordinal-{name}", who) if len(name) == 2 else None
            if found is None:
                continue
            match = found[1] or ("last-digit" if name < "10" else "last-two-digits")
            if match == kind:
                return digits + found[0]
    return digits + default[0]


def _legacy_suffix(number: int, lookup: Lookup, gender: str) -> str:
    last = number % 10
    name = last if 1 <= last <= 3 and number // 10 % 10 != 1 else 4
    found = _term(lookup, f"ordinal-0{name}", gender)
    return found[0] if found else ""


def long_ordinal(number: int, lookup: Lookup, gender: str = "") -> str:
    """The ordinal in words ('third'), where the locale has the word; else as `ordinal`."""
    found = _term(lookup, f"long-ordinal-{number:02d}", gender) if 0 < number <= 10 else None
    return found[0] if found else ordinal(number, lookup, gender)


def _term(lookup: Lookup, name: str, gender: str) -> tuple[str, str] | None:
    return (lookup(name, gender) if gender else None) or lookup(name, "")
