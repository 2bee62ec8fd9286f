"""Where pages end: one that is left short though more would fit, a heading that stands alone at the foot."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise

from pamphleteer.diagnostics import Diagnostic, warning
from pamphleteer.model import Line, SetPage
from pamphleteer.proof.setting import Places

SHORT = 6
"""Lines that may be left empty at the foot of a page."""

_BESIDE = 3
"""Lines that a block may want above and below it, which it has not at the head of a page."""

_HALF = 0.5
"""Of a line: a page that ends early by a trifle more is not called short."""

_TOGETHER = 2
"""Lines of a block that no page parts."""


def check_breaks(places: Places) -> Iterator[Diagnostic]:
    """The foot of every page after which the text goes on."""
    footnotes: Mapping[str, list[Line]] | None = None
    # Pages of notes alone may stand between two pages of text.
    flows = [(number, page, _flow(page)) for number, page in enumerate(places.pages.pages, 1)]
    for (number, page, here), (next_number, after, there) in pairwise(f for f in flows if f[2] or f[1].forced):
        if after.forced or not here or there[0].setting.block not in places.copy.passages:
            continue
        if heading := _stranded(here, there):
            message = f"a heading stands at the foot of {places.pages.called(number)}, its text on the next page"
            yield warning("heading-stranded", message, places.span(heading))
            continue
        gap = (page.foot - page.end) / page.leading if page.leading else 0
        if gap > SHORT + _HALF and next_number == number + 1:
            footnotes = _footnotes(places) if footnotes is None else footnotes
            if _needed(there, after, footnotes) <= page.foot - page.end:
                name = places.pages.called(number)
                message = f"{gap:.1f} lines are empty on {name}, though what follows would fit there"
                yield warning("page-short", message, places.span(there[0]))


def _flow(page: SetPage) -> list[Line]:
    return [line for line in page.lines if not (line.setting.foot or line.setting.loose or line.setting.repeated)]


def _footnotes(places: Places) -> dict[str, list[Line]]:
    """By its first call, the lines of each footnote, on whatever pages they stand."""
    found: dict[str, list[Line]] = {}
    for page in places.pages.pages:
        for line in page.lines:
            passage = places.copy.passages.get(line.setting.block) if line.setting.foot else None
            if passage and passage.note:
                found.setdefault(passage.note.calls[0], []).append(line)
    return found


def _needed(lines: list[Line], page: SetPage, footnotes: Mapping[str, list[Line]]) -> float:
    """The room that the first lines of a page want, as many as may not be parted, in CSS pixels; without end, where
    what may not be parted is not all on the page.
    """
    taken = _unparted(lines)
    if taken[-1].setting.keeps:
        return math.inf
    room = max(line.bottom for line in taken) - page.top + page.leading * _BESIDE
    notes = [footnotes[name] for line in taken for name in line.ids if name in footnotes]
    for note in notes:
        least = _unparted(note)
        if len(least) < _TOGETHER and len(note) > 1:
            least += _unparted(note[1:])
        room += sum(line.bottom - line.top for line in least)
    return room + (page.leading if notes else 0)


def _unparted(lines: list[Line]) -> list[Line]:
    """The first of some lines, as many as no page may part."""
    taken = [lines[0]]
    for line in lines[1:]:
        if not _together(taken, line, lines):
            break
        taken.append(line)
    return taken


def _together(taken: list[Line], line: Line, lines: list[Line]) -> bool:
    """Whether no page ends between the lines ``taken`` and the next one."""
    before, after = taken[-1].setting, line.setting
    if before.keeps or line.clings or (before.unit and before.unit == after.unit):
        return True
    if before.unit or before.block != after.block:
        return False
    # Two lines stand on each side of a turn: three are never parted.
    short = sum(each.setting.block == before.block for each in lines) < 2 * _TOGETHER
    return short or sum(each.setting.block == before.block for each in taken) < _TOGETHER


def _stranded(here: list[Line], there: list[Line]) -> Line | None:
    """The heading under which too little stands."""
    block = here[-1].setting.block
    below = [line for line in here[-_TOGETHER:] if not line.setting.heading]
    if here[-1].setting.heading:
        return here[-1]
    if len(here) >= _TOGETHER and len(below) == 1 and there[0].setting.block == block:
        heading = here[-_TOGETHER]
        return heading if heading.setting.heading else None
    return None
