"""Lines of laid-out pages, as tests look at them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands on its page; lengths in CSS pixels."""

    page: int
    box: Any
    measure: float
    """Width of the block that holds it."""

    @property
    def texts(self) -> list[Any]:
        """Its text boxes."""
        return list(text_boxes(self.box))

    @property
    def text(self) -> str:
        """As it is copied."""
        return "".join(box.text for box in self.texts)

    @property
    def shown(self) -> str:
        """As it is painted."""
        return "".join(box.pango_layout.text for box in self.texts if box.text)

    @property
    def ours(self) -> bool:
        """Whether it was made here."""
        from pamphleteer.paginate.lines.painting import SetText

        return bool(self.texts) and all(isinstance(box.pango_layout, SetText) for box in self.texts)

    @property
    def right(self) -> float:
        """Where its last letter ends."""
        return float(max((box.position_x + box.width for box in self.texts if box.text), default=self.box.position_x))

    @property
    def end(self) -> float:
        """Where its last box ends, with what closes it."""
        return float(
            max((box.position_x + box.margin_width() for box in self.box.children), default=self.box.position_x)
        )


def text_boxes(box: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure import boxes  # noqa: TID251

    if isinstance(box, boxes.TextBox):
        yield box
    for child in getattr(box, "children", ()):
        yield from text_boxes(child)


def lines_of(document: Any) -> list[Line]:
    """Every line of its pages, in their order."""
    from weasyprint.formatting_structure import boxes  # noqa: TID251

    found: list[Line] = []

    def walk(box: Any, page: int) -> None:
        for child in getattr(box, "children", ()):
            if isinstance(child, boxes.LineBox):
                found.append(Line(page, child, box.width))
            walk(child, page)

    for number, page in enumerate(document.pages):
        walk(page._page_box, number)
    return found


def left_over(text: str, lines: Sequence[Line]) -> str | None:
    """What is left of a text after its lines have taken theirs from it, in turn, and no other letter; None if none is.

    Soft hyphens are no letters; spaces at a line's end are in no line.
    """
    rest = " ".join(text.replace("\u00ad", "").split(" ")).strip(" ")
    for line in lines:
        if not rest.startswith(line.text):
            return rest
        rest = rest[len(line.text) :].lstrip(" ")
    return rest or None
