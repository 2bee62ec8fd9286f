"""Laid-out pages → what stands where: every line of text with its block, its letters' places and its measure.

The boxes are walked once. What is found is for the proof, which knows nothing of WeasyPrint.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass, field, replace
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.text.line_break import strut

from pamphleteer.markup import BLOCKS
from pamphleteer.model import Line, PageMap, SetPage, Setting
from pamphleteer.paginate.folios import name_pages
from pamphleteer.paginate.lines.left import WHY
from pamphleteer.paginate.lines.setting import HUNG
from pamphleteer.paginate.values import FORBIDS, FORCES, HEADINGS

PIECE = "data-piece"
"""Attribute of a piece's element: the piece's id."""

_HYPHENS = ("-", "\u2010")
_SLACK = 0.5
"""Rounding, in CSS pixels."""

_SMALL, _LOW = 0.42, 0.12
"""How far small letters reach above the foot of the line, and the least of what hangs below it, in em."""

_REAL = ("::first-letter", "::first-line")
"""Pseudo-elements that hold words of the text; all others hold what a style sheet adds."""


def survey(document: Any) -> PageMap:
    """Read the pages of a WeasyPrint document."""
    anchors: dict[str, int] = {}
    reader = _Reader()
    pages = []
    # Nothing is made here that would have to be found as a cycle, and looking for cycles means to walk all boxes again.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        for number, page in enumerate(document.pages, 1):
            for name in page.anchors:
                anchors.setdefault(name, number)
            pages.append(reader.read(page._page_box))
    finally:
        if was_enabled:
            gc.enable()
    folios = tuple(folio.text for folio in name_pages(document.pages))
    return PageMap(len(pages), folios, anchors, tuple(pages))


@dataclass(slots=True)
class _Open:
    """A line that is being read, as far as it belongs together."""

    texts: list[str] = field(default_factory=list)
    runs: list[tuple[float, float, float, float]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    hyphen: str = ""
    """What a word that is broken at the line's end gets, where that is no hyphen."""


class _Reader:
    """Walks the boxes of page after page, and remembers what went on from one to the next."""

    def __init__(self) -> None:
        self.units = 0
        self.heads: set[Any] = set()
        """Elements of the table heads and feet that were met."""
        self.last: dict[Any, Any] = {}
        """With what the page before ended: elements, from the outside in, and their boxes."""
        self.clings = False
        """Whether the next line may not begin a page."""
        self.name: Any = None
        """The page before's name."""
        self.is_code = False
        """Whether the lines are code, whose ends are meant."""

    def read(self, page: Any) -> SetPage:
        """A page's lines and edges."""
        self.width, self.height = page.margin_width(), page.margin_height()
        self.lines: list[Line] = []
        self.end = top = page.content_box_y()
        self.off_paper: dict[str, None] = {}
        left, bottom = page.content_box_x(), top + page.height
        area = (left, top, left + page.width, bottom)
        foot = bottom
        root = page.children[0]
        for child in page.children:
            if isinstance(child, boxes.MarginBox):
                continue
            is_foot = child is not root
            if is_foot and child.children:
                foot = min(foot, child.border_box_y())
            self._box(child, Setting("", "", left, area[2], area, foot=is_foot))
        forced = self._is_forced(page, root)
        leading = strut(root.style)[0] if root.style else 0.0
        lines, off_paper = tuple(self.lines), tuple(self.off_paper)
        return SetPage(self.width, self.height, top, foot, leading, lines, self.end, forced, off_paper)

    def _is_forced(self, page: Any, root: Any) -> bool:
        """Whether the style sheets want a new page here; the page becomes the one before."""
        if page.page_type.blank:
            self.last, self.name = {}, None
            return True
        if not root.children:
            # A page of notes alone, of whatever name: the text goes on from the page before it.
            return False
        first, last = _edge(root, 0), _edge(root, -1)
        name, before = page.page_type.name, self.last
        forced = self.name is not None and name != self.name
        forced = forced or any(b.style["break_before"] in FORCES for e, b in first.items() if e not in before)
        forced = forced or any(b.style["break_after"] in FORCES for e, b in before.items() if e not in first)
        self.last, self.name = last, name
        return forced or not before

    def _box(self, box: Any, setting: Setting) -> None:
        """A box that is neither a line nor in one."""
        if type(box) is AbsolutePlaceholder:
            if not box._layout_done:
                return
            box = box._box
        tag = box.element_tag or ""
        if "::" in tag and not tag.endswith(_REAL):
            return
        if isinstance(box, boxes.ReplacedBox):
            self._picture(box, setting)
            return
        setting = self._setting(box, tag, setting)
        was_code, self.is_code = self.is_code, self.is_code or tag == "pre"
        for child in box.children:
            if type(child) is boxes.LineBox:
                self._line(child, setting)
            else:
                self._box(child, setting)
        self.is_code = was_code

    def _setting(self, box: Any, tag: str, setting: Setting) -> Setting:
        """The setting of what stands in a block."""
        element, style = box.element, box.style
        changed: dict[str, Any] = {}
        if element is not None:
            if PIECE in element.attrib:
                changed["piece"] = element.get(PIECE)
            if tag in BLOCKS and (name := element.get("id")):
                changed["block"] = name
            if tag in HEADINGS and box.is_in_normal_flow():
                changed["heading"] = changed["keeps"] = True
        if isinstance(box, boxes.TableRowGroupBox) and (box.is_header or box.is_footer):
            changed["keeps"] = box.is_header
            changed["repeated"] = element in self.heads
            self.heads.add(element)
        elif (isinstance(box, boxes.TableBox) or box.is_table_wrapper) and not setting.table:
            changed["table"] = changed.get("block") or setting.block or tag
        if not setting.unit and (style["break_inside"] in FORBIDS or isinstance(box, boxes.TableRowBox)):
            self.units += 1
            changed["unit"] = self.units
        if style["break_before"] in FORBIDS:
            self.clings = True
        if style["break_after"] in FORBIDS:
            changed["keeps"] = True
        if isinstance(box, boxes.TableRowGroupBox | boxes.TableRowBox):
            return replace(setting, **changed) if changed else setting
        left = box.content_box_x()
        changed["left"], changed["right"] = left, left + box.width
        if isinstance(box, boxes.TableCellBox):
            # Letters between two columns are no harm; those of the next column would be.
            changed["left"], changed["right"] = box.border_box_x(), box.border_box_x() + box.border_width()
        changed["area"] = self._area(box, style, setting.area)
        if box.is_absolutely_positioned() or box.is_floated():
            changed["loose"] = True
        return replace(setting, **changed)

    def _area(self, box: Any, style: Any, area: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """Where the letters in a block may stand: a layout may hang them out of the type area by negative margins."""
        left, top, right, bottom = area
        if box.is_absolutely_positioned():
            return (0.0, 0.0, self.width, self.height)
        start = box.border_box_x()
        if start < left and box.margin_left < 0:
            # Not out of the paper.
            left = min(left, max(start, 0.0))
        if box.margin_right < 0 and start + box.border_width() > right and style["width"] == "auto":
            # Else it is what an excess of width has left of the margin.
            hung = min(start + box.border_width(), self.width)
            right = hung if not box.is_table_wrapper else right
        if style["overflow"] != "visible":
            start, above = box.padding_box_x(), box.padding_box_y()
            left, right = max(left, start), min(right, start + box.padding_width())
            top, bottom = max(top, above), min(bottom, above + box.padding_height())
        return left, top, right, bottom

    def _line(self, line: Any, setting: Setting) -> None:
        """A line, and whatever stands in it."""
        opened = _Open()
        self._inside(line, line, setting, opened)
        self._close(line, setting, opened)

    def _inside(self, box: Any, line: Any, setting: Setting, opened: _Open) -> None:
        for child in box.children:
            kind = type(child)
            tag = child.element_tag
            if kind is boxes.TextBox:
                style = child.style
                if ("::" in tag and not tag.endswith(_REAL)) or style["visibility"] != "visible":
                    continue
                opened.texts.append(child.text)
                opened.hyphen = "" if style["hyphenate_character"] in _HYPHENS else style["hyphenate_character"]
                left, size = child.position_x, style["font_size"]
                base = child.position_y + child.baseline
                opened.runs.append((left, left + child.width, base - size * _SMALL, base + size * _LOW))
            elif kind is boxes.InlineBox or kind is boxes.LineBox:
                # A line within a line is one that ::first-line sets.
                if "::" in tag and not tag.endswith(_REAL):
                    continue
                if child.element is not None and (name := child.element.get("id")):
                    opened.ids.append(name)
                self._inside(child, line, setting, opened)
            else:
                # A block within the line has lines of its own: what comes after it is told after it.
                self._close(line, setting, opened)
                opened.texts, opened.runs, opened.ids = [], [], []
                self._box(child, setting)

    def _close(self, line: Any, setting: Setting, opened: _Open) -> None:
        text = "".join(opened.texts)
        text = text.removesuffix(opened.hyphen) if opened.hyphen else text
        if text.isspace() or not text:
            if not opened.ids:
                return
            opened.runs = []
        runs = opened.runs
        if runs and (hung := getattr(line, HUNG, None)):
            # What is meant to stand out of the measure does not count.
            runs[0] = (runs[0][0] + hung[0], *runs[0][1:])
            runs[-1] = (runs[-1][0], runs[-1][1] - hung[1], *runs[-1][2:])
        top, bottom = line.position_y, line.position_y + line.height
        if not setting.foot and not setting.loose:
            self.end = max(self.end, bottom)
        left = "" if self.is_code else getattr(line, WHY, "")
        self.lines.append(Line(setting, text, top, bottom, tuple(runs), tuple(opened.ids), self.clings, left))
        self.clings = False

    def _picture(self, box: Any, setting: Setting) -> None:
        right, bottom = box.position_x + box.width, box.position_y + box.height
        if not setting.foot and not setting.loose:
            self.end = max(self.end, box.position_y + box.margin_height())
        if box.position_x < -_SLACK or right > self.width + _SLACK or bottom > self.height + _SLACK:
            self.off_paper[setting.block] = None


def _edge(root: Any, at: int) -> dict[Any, Any]:
    """The elements with which a page begins (``at`` 0) or ends (-1), from the outside in, and their boxes."""
    found: dict[Any, Any] = {}
    box = root
    while isinstance(box, boxes.ParentBox) and not isinstance(box, boxes.LineBox):
        if box.element is not None and "::" not in (box.element_tag or ""):
            found[box.element] = box
        if not box.children:
            break
        box = box.children[at]
    return found
