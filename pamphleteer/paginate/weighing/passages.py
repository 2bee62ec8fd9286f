"""What a page shows, as far as it is weighed: what of which paragraph, and how much room is left."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import strut

from pamphleteer.paginate.lines.breaking import Broken, variants
from pamphleteer.paginate.lines.fitting import Fit
from pamphleteer.paginate.lines.paragraph import Paragraph
from pamphleteer.paginate.lines.setting import BROKEN, PLACE, ends_with_hyphen
from pamphleteer.paginate.notes.parts import text_bottom

MISSING = 4
"""Lines: what is left empty beyond that has another reason than orphans and widows."""
LOOSE = 1.0
"""Ratio of a line that is made loose for the sake of the facing page, at most: spaces of one and a half."""
_SHORTEST = 3
"""A paragraph of fewer lines has none to give, and takes none."""
_SPARE = 0.25
"""Of the measure: with more in its last line, and more room, a paragraph is not tried in other numbers of lines."""
_ROUNDING = 0.1
"""Of a line: less is no line."""


@dataclass(slots=True)
class Passage:
    """What a page, or several, shows of a paragraph."""

    paragraph: Paragraph
    width: float
    """The measure."""
    page: int = 0
    """Where the first line stands: an index into the pages."""
    lines: list[Any] = field(default_factory=list)

    @property
    def begins(self) -> bool:
        """Whether the paragraph begins here."""
        return self._broken(0).first

    @property
    def whole(self) -> bool:
        """Whether all of the paragraph stands here."""
        return self.begins and self._broken(-1).next >= len(self.paragraph.text)

    @property
    def last(self) -> Broken:
        """The last line."""
        return self._broken(-1)

    def _broken(self, number: int) -> Broken:
        broken: Broken = getattr(self.lines[number], BROKEN)
        return broken

    def variants(self, context: Any) -> tuple[int, dict[int, Fit]]:
        """How many lines there are, and how it could be set in as many, in one more, and in one less."""
        paragraph = self.paragraph
        if not (self.whole and paragraph.justified and paragraph.lasts and len(self.lines) >= _SHORTEST):
            return 0, {}
        # A line more than the best begins with what the last one is too full for, a line less is filled with the last.
        if _SPARE < self.lines[-1].width / self.width < 1 - _SPARE:
            return 0, {}
        return len(self.lines), variants(paragraph, context, self.width, self.lines[0].text_indent)


@dataclass(frozen=True, slots=True)
class Choice:
    """A paragraph that could have another number of lines."""

    cost: float
    order: int
    passage: Passage
    lines: int
    worse: bool = False
    """Whether a line becomes loose."""

    @property
    def paragraph(self) -> Paragraph:
        """The paragraph itself."""
        return self.passage.paragraph

    @property
    def key(self) -> tuple[bool, float, int]:
        """The best choice has the least."""
        return self.worse, self.cost, self.order


def passages_of(pages: Sequence[Any]) -> Iterator[Passage]:
    """What of paragraphs stands on pages, in the flow of their text."""
    passage: Passage | None = None
    for number, page in enumerate(pages):
        for block, line in _flow(page.children[0]):
            paragraph = getattr(line, PLACE, None)
            if not isinstance(paragraph, Paragraph) or getattr(line, BROKEN, None) is None:
                continue
            if passage is None or passage.paragraph is not paragraph:
                if passage:
                    yield passage
                passage = Passage(paragraph, block.width, number)
            passage.lines.append(line)
    if passage:
        yield passage


def _flow(box: Any) -> Iterator[tuple[Any, Any]]:
    """The lines of a box, and the blocks that they are in: those that follow each other down the page."""
    for child in box.children:
        if isinstance(child, boxes.LineBox):
            yield box, child
        elif type(child) is boxes.BlockBox and child.is_in_normal_flow() and not child.is_table_wrapper:
            if child.style["column_count"] == child.style["column_width"] == "auto":
                yield from _flow(child)


def hyphened(page: Any) -> Passage | None:
    """What stands at a page's end of a paragraph that goes on on the next, if it ends with a hyphen."""
    last = next(reversed(list(passages_of([page]))), None)
    goes_on = last is not None and last.last.next < len(last.paragraph.text)
    return last if last and goes_on and ends_with_hyphen(last.paragraph, last.last) else None


def empty_lines(page: Any) -> int:
    """How many more lines of text would have room on a page."""
    root, notes = page.children[:2]
    foot = notes.position_y if notes.children else page.content_box_y() + page.height
    bottom = text_bottom(root)
    return 0 if bottom == -math.inf else lines_in(page, foot - bottom)


def lines_in(page: Any, height: float) -> int:
    """How many lines of a page's text have room in so many CSS pixels."""
    return math.floor(height / leading(page) + _ROUNDING)


def leading(page: Any) -> float:
    """The height of a line, in CSS pixels."""
    return float(strut(page.children[0].style)[0]) or 1.0
