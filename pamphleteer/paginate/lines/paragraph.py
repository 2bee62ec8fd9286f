"""The inline content of a block, flattened once: its text, the boxes that hold it, and where lines may end.

Offsets are in characters of the text of all its text boxes together. What a paragraph holds that is not set here is
named by a ``Refused``, and left to WeasyPrint.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi

from pamphleteer.markup import SOFT_HYPHEN
from pamphleteer.paginate.lines import hanging
from pamphleteer.paginate.lines.shaping import Shaper, shaper_of

_FLOWING = ("normal", "nowrap")
"""Values of ``white-space`` under which spaces collapse and line ends are spaces."""
_ATTRIBUTES = ffi.sizeof("PangoLogAttr")
"""Bytes of what Pango says of each character: one word, whose lowest bit says that a line may end before it."""
_FORCED = re.compile("[\n\t\f\r\u0085\u2028\u2029]")
LINE_END = "\n"
"""What stands in the text where its author has ended a line."""
BLANK = f" {LINE_END}"
"""Characters that are not seen at the end of a line."""
_CALL = "note-call"
"""The class of a note's call."""
_BR = "br::before"
"""The box that holds such a line end, and nothing else."""


class Refused(Exception):
    """A paragraph that is left to WeasyPrint; the message says what it holds."""


class Node:
    """An inline box or text box, and its place in the text."""

    __slots__ = ("after", "before", "box", "children", "end", "index", "keeps", "shaper", "start", "text")

    def __init__(self, box: Any, index: int, start: int) -> None:
        self.box, self.index, self.start, self.end = box, index, start, start
        self.children: list[Node] | None = None
        """None for a text box."""
        self.shaper: Shaper
        self.text = ""
        self.before = self.after = 0.0
        """Width of the margin, border and padding that begin and end it, in CSS pixels."""
        self.keeps = False
        """Whether no line may end within it."""


class Paragraph:
    """A line box's content before it is broken into lines; the same whatever their width."""

    def __init__(self, line: Any, containing_block: Any) -> None:
        style = line.style
        if style["direction"] != "ltr":
            raise Refused("text from right to left")
        if style["white_space"] not in _FLOWING:
            raise Refused("white space that is kept")
        self.style = style
        self.nodes: list[Node] = []
        texts: list[str] = []
        _flatten(line, self.nodes, texts, 0, containing_block, keeps=style["white_space"] == "nowrap")
        self.text = "".join(texts)
        self.leaves = list(_leaves(self.nodes))
        if not self.leaves or not self.text.strip(BLANK):
            raise Refused("no text")
        self.justified = style["text_align_all"] == "justify"
        self.hangs = self.justified and hanging.asked(style)
        """Whether signs at the ends of its lines stand out into the margin."""
        self.hyphenates = any(leaf.box.style["hyphens"] == "auto" and leaf.shaper.language for leaf in self.leaves)
        """Whether words may be broken by the patterns of their language."""
        self.breaks_long_words = any(leaf.box.style["overflow_wrap"] != "normal" for leaf in self.leaves)
        """Whether a word that is longer than a line may be broken anywhere."""
        self.edges = sorted(_edges(self.nodes), key=lambda edge: (edge[0], edge[2]))
        """Margins, borders and padding of inline boxes: offset, width, and whether a box begins there."""
        self.lasts = not any("::" in (leaf.box.element_tag or "") for leaf in self.leaves if leaf.text != LINE_END)
        """Whether it stays as it is: what a style sheet adds may hold a page number that is not known yet."""
        self.plans: dict[float, Any] = {}
        """Its lines by the measure, for whoever breaks it."""
        self.wanted: int | None = None
        """How many lines it is to have for the sake of its page, if it can have so many well."""
        self.stops = self._stops()
        """Offsets before which a line may end, the text's end last; spaces go with the line before."""

    def _stops(self) -> list[int]:
        text, length = self.text, len(self.text)
        attributes = line_break.get_log_attrs(text, self.style["lang"])
        bits = memoryview(ffi.buffer(attributes, (length + 1) * _ATTRIBUTES)).cast("I").tolist()
        start = length - len(text.lstrip(" "))
        kept = [False] * (length + 1)
        for node in _all(self.nodes):
            if node.keeps:
                kept[node.start + 1 : node.end] = [True] * max(0, node.end - node.start - 1)
            if _is_call(node.box):
                kept[node.start] = True
        stops = [
            i
            for i in range(start + 1, length)
            if bits[i] & 1 and text[i - 1] != SOFT_HYPHEN and (not kept[i] or text[i - 1] == LINE_END)
        ]
        while stops and not text[stops[-1] :].strip(" "):
            stops.pop()
        return [*stops, length]

    def offset(self, skip_stack: Any) -> int:
        """The place in the text that WeasyPrint's ``skip_stack`` names."""
        if skip_stack is None:
            return 0
        nodes, at = self.nodes, skip_stack
        while True:
            [(index, inner)] = at.items()
            node = next((node for node in nodes if node.index == index), None)
            if node is None:
                return len(self.text)
            if inner is None:
                return node.start
            if node.children is None:
                [(skipped, _)] = inner.items()
                return node.start + len(node.text.encode()[:skipped].decode())
            nodes, at = node.children, inner

    def skip_stack(self, offset: int) -> dict[int, Any]:
        """What WeasyPrint calls a place in the text: indices of children from the outside in, then bytes."""
        nodes, path = self.nodes, []
        while True:
            node = nodes[bisect_right(nodes, offset, key=attrgetter("end"))]
            path.append(node.index)
            if node.children is None:
                break
            nodes = node.children
        skipped = len(node.text[: offset - node.start].encode())
        stack: dict[int, Any] | None = {skipped: None} if skipped else None
        for index in reversed(path):
            stack = {index: stack}
        assert stack is not None
        return stack


def _is_call(box: Any) -> bool:
    """Whether a box is the call of a note, which never begins a line."""
    return _CALL in (box.element.get("class") or "").split() if hasattr(box.element, "get") else False


def _flatten(box: Any, nodes: list[Node], texts: list[str], at: int, containing_block: Any, *, keeps: bool) -> int:
    """Add the nodes of a box's children; returns the offset after them."""
    for index, original in enumerate(box.children):
        if not original.is_in_normal_flow():
            raise Refused("a float, or what is put elsewhere")
        # A box of our own, which nobody else measures anew.
        child = original.copy()
        node = Node(child, index, at)
        if isinstance(child, boxes.TextBox):
            at = _text(node, child, texts, at, containing_block, keeps=keeps)
        elif type(child) is boxes.InlineBox and not child.is_leader:
            at = _inline(node, child, texts, at, containing_block)
        else:
            raise Refused("a picture or a block within the line")
        node.end = at
        nodes.append(node)
    return at


def _text(node: Node, box: Any, texts: list[str], at: int, containing_block: Any, *, keeps: bool) -> int:
    style = box.style
    inline.resolve_percentages(box, containing_block)
    shaper = shaper_of(style)
    if shaper is None:
        raise Refused("letters that are not set in words")
    ends = box.text == LINE_END and box.element_tag == _BR
    if style["white_space"] not in _FLOWING and not ends:
        raise Refused("forced line ends" if LINE_END in box.text else "white space that is kept")
    if not ends and _FORCED.search(box.text):
        raise Refused("forced line ends")
    if style["word_break"] != "normal":
        raise Refused("words that may be broken anywhere")
    node.shaper, node.text, node.keeps = shaper, box.text, keeps or style["white_space"] == "nowrap"
    texts.append(box.text)
    # As WeasyPrint's split_text_box does for each line.
    line_height, baseline = inline.strut(style)
    box.height = shaper.text_height
    box.margin_top = box.margin_bottom = (line_height - box.height) / 2
    box.baseline = baseline
    box.position_y = 0
    return at + len(box.text)


def _inline(node: Node, box: Any, texts: list[str], at: int, containing_block: Any) -> int:
    style = box.style
    inline.resolve_percentages(box, containing_block)
    if style["position"] != "static":
        raise Refused("what is put elsewhere")
    if style["direction"] != "ltr":
        raise Refused("text from right to left")
    if style["vertical_align"] in ("top", "bottom"):
        raise Refused("text at the line's top or bottom")
    margins = [0 if margin == "auto" else margin for margin in (box.margin_left, box.margin_right)]
    box.margin_left, box.margin_right = margins
    node.before = box.margin_left + box.border_left_width + box.padding_left
    node.after = box.margin_right + box.border_right_width + box.padding_right
    if (node.before or node.after) and style["box_decoration_break"] == "clone":
        raise Refused("a box that is closed at each line's end")
    node.children = []
    node.keeps = style["white_space"] == "nowrap"
    at = _flatten(box, node.children, texts, at, containing_block, keeps=node.keeps)
    if at == node.start and (node.before or node.after):
        raise Refused("a box without text")
    inline._adjust_line_height(box)
    return at


def _leaves(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in _all(nodes):
        if node.children is None and node.start < node.end:
            yield node


def _all(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        if node.children is not None:
            yield from _all(node.children)


def _edges(nodes: Sequence[Node]) -> Iterator[tuple[int, float, bool]]:
    for node in _all(nodes):
        if node.before:
            yield node.start, node.before, True
        if node.after:
            yield node.end, node.after, False
