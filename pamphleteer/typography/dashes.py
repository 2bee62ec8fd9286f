"""Dashes, ranges of numbers, and the ellipsis.

A hyphen between numbers becomes an en dash only where the two are plainly a range: two years, numbers after "pp." or
before a thing that is counted. A date, a telephone number, an ISBN, a score keep theirs.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pamphleteer.typography.block import SPACES, Block, Edit
from pamphleteer.typography.language import Language

EM_DASH, EN_DASH, ELLIPSIS = "\u2014", "\u2013", "\u2026"

# An arrow (-->) is no dash, nor is a rule of four hyphens or more.
_HYPHENS = re.compile(r"(?<![-<])-{2,3}(?![->])")
_POINTS = re.compile(r"(?<!\.)\.{3,4}(?!\.)")
_NUMBERS = re.compile(
    rf"(?<![\w.,:/+\-–—#°])(?<![0-9][{SPACES}])([0-9]{{1,4}})-([0-9]{{1,4}})(?![\w\-–—/:°]|[.,][0-9]|[{SPACES}][0-9])"
)
_CODE_BEFORE = re.compile(r"\b(?:issn|isbn|tel|fax|phone|call|dial|code|ref|id)\b[^\w]{0,3}$", re.IGNORECASE)
_YEARS = range(1000, 2100)


def set_dashes(block: Block, language: Language) -> Block:
    """Turn hyphens and points that stand for other signs into these."""
    text = block.text
    if "--" in text:
        block = block.edit(
            (found.start(), found.end(), EM_DASH if len(found.group()) == 3 else EN_DASH)
            for found in _HYPHENS.finditer(text)
            if block.is_one(*found.span())
        )
    text = block.text
    if "..." in text:
        block = block.edit(
            (found.start(), found.start() + 3, ELLIPSIS)
            for found in _POINTS.finditer(text)
            if block.is_one(*found.span())
        )
    return block.edit(_ranges(block.text, language)) if "-" in block.text else block


def _ranges(text: str, language: Language) -> list[Edit]:
    ahead, behind = _evidence(language)
    edits: list[Edit] = []
    for found in _NUMBERS.finditer(text):
        first, last = found.groups()
        lead = text[max(found.start() - 24, 0) : found.start()]
        is_range = (
            (ahead.search(lead) is not None and (int(first) < int(last) or len(last) < len(first)))
            or (_are_years(first, last) and not _CODE_BEFORE.search(lead))
            or (_are_counts(first, last) and behind.match(text, found.end()) is not None)
        )
        if is_range:
            edits.append((found.end(1), found.end(1) + 1, EN_DASH))
    return edits


def _are_years(first: str, last: str) -> bool:
    if int(first) not in _YEARS:
        return False
    if len(last) == 4:
        return int(first) < int(last) and int(last) in _YEARS
    # Up to 12 the second may be a month: 2001-11.
    return len(last) == 2 and int(last) > max(12, int(first[2:]))


def _are_counts(first: str, last: str) -> bool:
    return len(first) <= 3 and int(first) < int(last) and not (first + last).startswith("0")


@lru_cache(maxsize=64)
def _evidence(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What shows, before and after two numbers, that they are a range."""
    before = "|".join(map(re.escape, language.numbered))
    after = "|".join(map(re.escape, (*language.counted, *language.units)))
    space = f"[{SPACES}]"
    return (
        re.compile(rf"(?<!\w)(?:{before}){space}?$"),
        re.compile(rf"{space}?[%‰](?!\w)|{space}(?:{after})(?![\w-])"),
    )
