"""Page furniture: menus, buttons, boxes and links that came with the copy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pamphleteer.importing import marks
from pamphleteer.importing.draft import Removed
from pamphleteer.importing.passages import Passage
from pamphleteer.importing.words import normal, words

_LONGEST = 14
"""Words of a line that can be furniture."""
_PROSE = 25
"""Words of a passage that is surely the article's own."""
_BOX = 3
"""Lines that a box may hold between two lines of furniture."""
_PICTURE = re.compile(r"(\S{1,200}?\.(?:jpe?g|png|gif|webp|svg|tiff?|bmp|avif))(?=$|[^\W\d_a-z]|[“„«»‘\"'])")
"""A picture's file name, alone in its line or glued to the first word of the paragraph below it."""
_TRAIL = re.compile(r"\s[>›»/]\s")


def strip_chrome(passages: Sequence[Passage]) -> tuple[list[Passage], list[Removed]]:
    """The article's own passages, and the furniture. Where nothing would be left, all is kept."""
    rows: list[Passage] = []
    for passage in passages:
        parts = passage.rows() if passage.shape in ("lines", "verse") else [passage]
        rows += parts if any(_anywhere(part.text) for part in parts) else [passage]
    rows, pictures = _pictures(rows)
    why = _reasons(rows)
    kept = [row for row, reason in zip(rows, why, strict=True) if reason is None]
    if not kept:
        return list(passages), []
    removed = [
        Removed("chrome", row.text, (row.first, row.last), reason)
        for row, reason in zip(rows, why, strict=True)
        if reason is not None
    ]
    return kept, sorted([*removed, *pictures], key=lambda r: r.lines)


def _pictures(rows: Sequence[Passage]) -> tuple[list[Passage], list[Removed]]:
    """The passages without the file names of pictures before their first words."""
    kept, removed = [], []
    for row in rows:
        match = _PICTURE.match(row.text) if row.shape == "prose" else None
        if match is None or match[1].startswith(("http:", "https:")) or len(rows) == 1:
            kept.append(row)
            continue
        removed.append(Removed("chrome", match[1], (row.first, row.first), "the file name of a picture"))
        if rest := row.text[match.end() :].lstrip():
            kept.append(replace(row, text=rest))
    return kept, removed


def _anywhere(text: str) -> bool:
    if len(text) > 120 or len(text.split()) > _LONGEST:
        return False
    folded = text.casefold().lstrip("→»›• ")
    return normal(text) in words().chrome or folded.startswith(words().chrome_starts)


def _reasons(rows: Sequence[Passage]) -> list[str | None]:
    why: list[str | None] = ["a line of page furniture" if _anywhere(row.text) else None for row in rows]
    prose = [i for i, row in enumerate(rows) if len(row.text.split()) >= _PROSE]
    first, last = (prose[0], prose[-1]) if prose else (len(rows), -1)
    _head(rows, why, first)
    _boxes(rows, why, first)
    _tail(rows, why, last)
    return why


def _head(rows: Sequence[Passage], why: list[str | None], first: int) -> None:
    """Menus and trails of crumbs above the text."""
    for i, row in enumerate(rows[: max(first, 0)]):
        if why[i] is None and normal(row.text) in words().chrome_edges and len(rows) > i + 1:
            why[i] = "a button or menu above the text"
        elif why[i] is None and _is_trail(row.text):
            why[i] = "a trail of crumbs above the text"


def _is_trail(text: str) -> bool:
    steps = _TRAIL.split(text)
    return 2 <= len(steps) <= 8 and len(text) <= 120 and (len(steps) > 2 or normal(steps[0]) in words().chrome_edges)


def _boxes(rows: Sequence[Passage], why: list[str | None], first: int) -> None:
    """A few short lines between two lines of furniture belong to their box."""
    known = [i for i, reason in enumerate(why) if reason is not None and i > first]
    for a, b in pairwise(known):
        between = range(a + 1, b)
        if 1 <= len(between) <= _BOX and all(_is_short(rows[i]) and len(rows[i].text.split()) <= 8 for i in between):
            for i in between:
                why[i] = "within a box of page furniture"


def _is_short(row: Passage) -> bool:
    if row.shape != "prose" or normal(row.text) in words().note_headings or marks.opens_quotation(row.text):
        return False
    begins_item = marks.BRACKETED.match(row.text) or marks.DAGGER.match(row.text) or marks.SUPERSCRIPT.match(row.text)
    return not begins_item and marks.item_number(row.text) is None and len(row.text.split()) <= _LONGEST


def _tail(rows: Sequence[Passage], why: list[str | None], last: int) -> None:
    """What follows the text: buttons, links to other articles, the owner's mark."""
    ended = False
    start = len(rows)
    while start - 1 > last and _is_short(rows[start - 1]):
        start -= 1
    for i in range(start, len(rows)):
        text = normal(rows[i].text)
        if text in words().chrome_ends:
            ended = True
        if why[i] is not None:
            continue
        if ended:
            why[i] = "after the article's end"
        elif text in words().chrome_edges:
            why[i] = "a button or menu below the text"
        elif _is_owner(rows[i].text):
            why[i] = "the owner's mark below the text"


def _is_owner(text: str) -> bool:
    folded = text.casefold()
    return (
        folded.startswith("©")
        or any(folded.startswith(f"{word} ") for word in words().reserved)
        or ("©" in folded and len(folded.split()) <= _LONGEST)
    )
