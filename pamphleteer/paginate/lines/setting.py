"""A paragraph broken as a whole, its lines made as WeasyPrint makes them: ``iter_line_boxes`` of our own.

What stands in a line is measured from its words, which are shaped once for each style, so what is laid out is what is
painted.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.layout.percent import resolve_one_percentage, resolve_percentages

from pamphleteer.markup import SOFT_HYPHEN
from pamphleteer.paginate.lines import hanging
from pamphleteer.paginate.lines.breaking import HYPHENS, Broken, break_paragraph
from pamphleteer.paginate.lines.painting import SetText
from pamphleteer.paginate.lines.paragraph import Node, Paragraph, Refused
from pamphleteer.paginate.lines.shaping import NO_BREAK, Shaper, shaper_of

PLACE = "_paragraph"
"""Attribute of a line box: its ``Paragraph``, or why it is none."""
HUNG = "_hung"
"""Attribute of a line box that was set here: how far its first and its last sign stand out, in CSS pixels."""
BROKEN = "_broken"
"""Attribute of a line box that was set here: what of the paragraph stands in it, a ``Broken``."""
_TURNS = 4
"""How often lines are broken anew so that no hyphen ends a page: mostly once."""
_HAIR = 1e-6
_END = attrgetter("end")


@dataclass(frozen=True, slots=True)
class Plan:
    """The lines of a paragraph from one place on, in one width."""

    lines: tuple[Broken, ...]
    starts: dict[int, int]
    """Where a line starts → its number."""
    settled: bool = False
    """Whether the end of the page has been seen to already."""


def iter_line_boxes(
    whole: Any,
    context: Any,
    box: Any,
    position_y: float,
    bottom_space: float,
    skip_stack: Any,
    containing_block: Any,
    absolute_boxes: list[Any],
    fixed_boxes: list[Any],
    first_letter_style: Any,
    first_line_style: Any,
) -> Iterator[tuple[Any, Any]]:
    """Each line, and where the next one goes on; a paragraph that is not set here is left to WeasyPrint."""
    paragraph = plan = None
    number = 0
    if not (first_letter_style or first_line_style or stands_beside(context, position_y)):
        paragraph = _paragraph(box, containing_block)
    if paragraph is not None:
        resolve_percentages(box, containing_block)
        if skip_stack is None:
            resolve_one_percentage(box, "text_indent", containing_block.width)
        else:
            box.text_indent = 0
        start = _start(paragraph, skip_stack)
        if start is None:
            return
        try:
            plan = _plan(paragraph, context, start, containing_block.width, box.text_indent)
            number = plan.starts[start]
        except Refused as refused:
            _refuse(box, refused)
    if paragraph is None or plan is None:
        yield from whole(
            context,
            box,
            position_y,
            bottom_space,
            skip_stack,
            containing_block,
            absolute_boxes,
            fixed_boxes,
            first_letter_style,
            first_line_style,
        )
        return
    setter = _Setter(paragraph, box, containing_block)
    while number < len(plan.lines):
        room = (context.page_bottom - bottom_space - position_y) / setter.leading if setter.leading > 0 else math.inf
        if 0 < room < len(plan.lines) - number and not plan.settled:
            plan, number = _turned(plan, number, room, paragraph, context, containing_block.width, box)
        broken = plan.lines[number]
        line = setter.line(broken, position_y, box.text_indent, last=number == len(plan.lines) - 1)
        box.text_indent = 0
        position_y = line.position_y + line.height
        number += 1
        yield line, None if broken.next >= len(paragraph.text) else paragraph.skip_stack(broken.next)


def stands_beside(context: Any, position_y: float) -> bool:
    """Whether a float reaches below ``position_y``; WeasyPrint keeps those above, too, until the page's end."""
    return any(position_y < shape.position_y + shape.margin_height() for shape in context.excluded_shapes)


def _paragraph(box: Any, containing_block: Any) -> Paragraph | None:
    known = getattr(box, PLACE, None)
    if known is None or (isinstance(known, Paragraph) and not known.lasts):
        try:
            known = Paragraph(box, containing_block)
            setattr(box, PLACE, known)
        except Refused as refused:
            _refuse(box, refused)
            return None
    return known if isinstance(known, Paragraph) else None


def _refuse(box: Any, refused: Refused) -> None:
    """Leave a paragraph to WeasyPrint, and keep in mind why."""
    setattr(box, PLACE, str(refused))


def _start(paragraph: Paragraph, skip_stack: Any) -> int | None:
    """Where the next line starts, after spaces; None where nothing is left."""
    start, text = paragraph.offset(skip_stack), paragraph.text
    while start < len(text) and text[start] == " ":
        start += 1
    return start if start < len(text) else None


def _plan(paragraph: Paragraph, context: Any, start: int, width: float, indent: float) -> Plan:
    """The plan that has a line from ``start`` on; a new one where the last was for another width or other breaks."""
    known: dict[float, Plan] = paragraph.plans
    plan = known.get(_measure(width))
    if plan is None or start not in plan.starts or (indent and plan.starts[start] > 0):
        wanted = None if paragraph.text[:start].strip(" ") else paragraph.wanted
        lines = break_paragraph(paragraph, context, start, width, indent, lines=wanted)
        plan = known[_measure(width)] = _planned(lines)
    return plan


def _planned(lines: tuple[Broken, ...], *, settled: bool = False) -> Plan:
    return Plan(lines, {line.start: number for number, line in enumerate(lines)}, settled)


def _measure(width: float) -> float:
    """A width by which plans are known: left and right pages differ in the last digit of theirs."""
    return round(width, 3)


def _turned(
    plan: Plan, number: int, room: float, paragraph: Paragraph, context: Any, width: float, box: Any
) -> tuple[Plan, int]:
    """The lines from ``number`` on, with no hyphen at the end of the page, where so many more have room.

    Where a note is called below, the page ends sooner than was thought, and this is asked again with the next line.
    """
    widows = 1 if context.in_note else box.style["widows"]
    for _ in range(_TURNS):
        last = min(math.floor(room + _HAIR), len(plan.lines) - number - widows) - 1
        if last < 0 or plan.lines[number].before:
            break
        turned = plan.lines[number + last]
        if not ends_with_hyphen(paragraph, turned):
            break
        start, left = plan.lines[number].start, len(plan.lines) - number
        lines = break_paragraph(
            paragraph,
            context,
            start,
            width,
            box.text_indent,
            turns=frozenset({last}),
            lines=None if paragraph.wanted is None else left,
        )
        if turned in lines:
            break
        plan, number = _planned(lines), 0
        paragraph.plans[_measure(width)] = plan
    return plan, number


def ends_with_hyphen(paragraph: Paragraph, line: Broken) -> bool:
    """Whether a line shows a hyphen at its end."""
    return line.hyphened or paragraph.text[line.start : line.end].endswith(HYPHENS)


def ends_amid_word(box: Any) -> bool:
    """Whether the last line in a block shows a hyphen at its end, and its paragraph goes on."""
    while getattr(box, "children", None) and not isinstance(box, boxes.LineBox):
        box = box.children[-1]
    line: Broken | None = getattr(box, BROKEN, None)
    if line is None:
        return False
    paragraph: Paragraph = getattr(box, PLACE)
    return line.next < len(paragraph.text) and ends_with_hyphen(paragraph, line)


def turn(paragraph: Paragraph, context: Any, lines: Sequence[Any], width: float) -> bool:
    """Have the ``lines`` that a page ends with, boxes of one paragraph, end without a hyphen; whether they can."""
    first: Broken = getattr(lines[0], BROKEN)
    if first.before:
        return False
    last = len(lines) - 1
    broken = break_paragraph(paragraph, context, first.start, width, lines[0].text_indent, turns=frozenset({last}))
    if len(broken) <= last or ends_with_hyphen(paragraph, broken[last]):
        return False
    paragraph.plans[_measure(width)] = _planned(broken, settled=True)
    return True


class _Setter:
    """Makes the boxes of a paragraph's lines."""

    def __init__(self, paragraph: Paragraph, box: Any, containing_block: Any) -> None:
        self.paragraph, self.box = paragraph, box
        self.width, self.left = containing_block.width, containing_block.content_box_x()
        inline._adjust_line_height(box)
        self.leading = box.margin_height()
        self.align, self.align_last = box.style["text_align_all"], box.style["text_align_last"]

    def line(self, broken: Broken, position_y: float, indent: float, *, last: bool) -> Any:
        """A line at its place."""
        leaves: list[Any] = []
        children = self._children(self.paragraph.nodes, broken, leaves, last)
        spaces = sum(box.spaces for box in leaves)
        line = self.box.copy()
        line.children = children
        line.remove_decoration_sides = set()
        line.text_indent = indent
        setattr(line, BROKEN, broken)
        out = self._hung(leaves, indent) if self.paragraph.hangs else (0.0, 0.0)
        setattr(line, HUNG, out)
        line.position_x = self.left
        start = self.left + indent - out[0]
        natural = self._lay(children, start, 0.0) - self.left - out[1]
        ended = last or broken.forced
        align = self.align_last if ended and self.align_last != "auto" else self.align
        spare = self.width - natural
        spacing = 0.0
        if spaces and (align == "justify" or (spare < 0 and self.align == "justify")):
            spacing = spare / spaces
        if spacing:
            natural = self._lay(children, start, spacing) - self.left - out[1]
        line.width = natural
        self._stand(line, children, position_y)
        offset = _offset(align, max(spare, 0.0))
        if offset:
            line.translate(offset, 0)
        return line

    def _hung(self, leaves: Sequence[Any], indent: float) -> tuple[float, float]:
        """How far the first and the last sign of a line stand out; what is indented has no margin to keep."""
        seen = [leaf for leaf in leaves if leaf.pango_layout.text]
        if not seen:
            return 0.0, 0.0
        first, last = seen[0], seen[-1]
        before = 0.0 if indent else hanging.before(first.pango_layout.text[0], self._shaper(first))
        return before, hanging.after(last.pango_layout.text[-1], self._shaper(last))

    def _shaper(self, box: Any) -> Shaper:
        shaper = shaper_of(box.style)
        assert shaper is not None
        return shaper

    def _stand(self, line: Any, children: Sequence[Any], position_y: float) -> None:
        """Put what stands in the line on its baseline."""
        if all(type(child) is boxes.TextBox for child in children):
            top = -line.baseline
            line.height = line.margin_height()
            for child in children:
                child.position_y = position_y - top - child.baseline
        else:
            line.position_y = 0
            bottom, top = inline.line_box_verticality(line)
            line.baseline, line.height = -top, bottom - top
            for child in children:
                child.translate(0, position_y - top)
        line.margin_top = line.margin_bottom = 0
        line.position_y = position_y

    def _lay(self, children: Sequence[Any], x: float, spacing: float) -> float:
        """Put boxes side by side from ``x`` on, each space wider by ``spacing``; returns where they end."""
        for box in children:
            box.position_x = x
            if type(box) is boxes.TextBox:
                box.justification_spacing = spacing
                box.width = box.natural + spacing * box.spaces
                x += box.width
            else:
                start = x + box.margin_left + box.border_left_width + box.padding_left
                end = self._lay(box.children, start, spacing)
                box.width = end - start
                x = end + box.padding_right + box.border_right_width + box.margin_right
        return x

    def _children(self, nodes: Sequence[Node], broken: Broken, leaves: list[Any], last: bool) -> list[Any]:
        made = []
        for place in range(bisect_left(nodes, broken.start, key=_END), len(nodes)):
            node = nodes[place]
            if node.start > broken.next:
                break
            if not _stands(node, broken, last):
                continue
            if node.children is None:
                box = self._text(node, broken)
                if box is None:
                    continue
                leaves.append(box)
            else:
                box = node.box.copy()
                box.children = self._children(node.children, broken, leaves, last)
                box.remove_decoration_sides = set()
                box.remove_decoration(start=node.start < broken.start, end=node.end > broken.next)
            made.append(box)
        return made

    def _text(self, node: Node, broken: Broken) -> Any:
        start, end = max(node.start, broken.start), min(node.end, broken.end)
        if start >= end:
            return None
        copy = node.text[start - node.start : end - node.start].replace(SOFT_HYPHEN, "")
        text, tail = copy, 0
        if broken.before and start == broken.start:
            text = broken.before + text
        shaper = node.shaper
        if broken.hyphened and end == broken.end:
            text = text[: len(text) - broken.cut] + broken.respelled + shaper.hyphen
            tail = len(broken.respelled) + len(shaper.hyphen)
        words = text.replace(NO_BREAK, " ").split(" ")
        box = node.box.copy()
        # The box keeps the copy's words; what is painted may be spelled otherwise.
        box.text, box.pango_layout = copy, SetText(text, tail, broken.meant) if tail else SetText(text)
        box.spaces = len(words) - 1
        box.natural = sum([shaper.word(word).width for word in words]) + box.spaces * shaper.space
        box.natural += text.count(NO_BREAK) * (shaper.nbsp - shaper.space)
        return box


def _stands(node: Node, broken: Broken, last: bool) -> bool:
    """Whether a box, or a part of it, stands in a line."""
    if node.start == node.end:
        # What holds no letters, as a note's call does, goes with the letter before it.
        first = broken.first and node.start == broken.start
        return first or broken.start < node.start <= broken.next or (last and node.start > broken.start)
    return node.start < broken.next and node.end > broken.start


def _offset(align: str, spare: float) -> float:
    if align == "center":
        return spare / 2
    return spare if align in ("end", "right") else 0.0
