"""The lines of a chunk, and what shows in their widths, ends and first characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pamphleteer.importing import marks

WIDEST, _NARROWEST = 100, 40
"""Columns within which copy is wrapped by hand; a longer line is a paragraph."""
RAG = 10
"""Columns by which a wrapped line may fall short of the width."""
SHORT = 72
"""Columns of a line that is short whatever it is."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line that is not blank."""

    number: int
    """In the copy, from 1."""
    text: str
    """Without the white space around it."""
    indent: int
    """Columns of white space before it."""

    @property
    def width(self) -> int:
        """Columns that it takes, its indent included."""
        return self.indent + len(self.text)


def overflows(row: Row, after: Row, width: int) -> bool:
    """Whether the first word of the next row would not have fitted on this one."""
    return row.width + 1 + len(after.text.split(maxsplit=1)[0]) > width - RAG


def wrap_width(chunks: Sequence[Sequence[Row]]) -> int | None:
    """The width at which the copy was wrapped by hand, or None where it was not."""
    widths = []
    for rows in chunks:
        widest = max(row.width for row in rows)
        if len(rows) < 2 or not _NARROWEST <= widest <= WIDEST:
            continue
        joints = list(pairwise(rows))
        full = sum(overflows(a, b, widest) for a, b in joints)
        running = sum(marks.starts_lower(b.text) or not marks.ends_phrase(a.text) for a, b in joints)
        if (
            full >= 0.8 * len(joints)
            and running >= 0.5 * len(joints)
            and any(marks.starts_lower(b.text) for _, b in joints)
        ):
            widths.append(widest)
    return max(widths, default=None)


def mark_kind(text: str) -> str | None:
    """The kind of item or note that a row begins, by its mark."""
    if marks.BULLET.match(text) and not marks.DAGGER.match(text):
        return "bullet" + text[0]
    if marks.item_number(text) is not None:
        return "number"
    if marks.BRACKETED.match(text):
        return "bracketed"
    if marks.SUPERSCRIPT.match(text):
        return "superscript"
    return "dagger" if marks.DAGGER.match(text) else None


def is_verse(rows: Sequence[Row], announced: bool, stanza: bool) -> bool | None:
    """Whether short lines are verse; None: probably."""
    texts = [row.text for row in rows]
    if any(not any(c.isalpha() for c in text) or text[0].isdigit() or "\t" in text for text in texts):
        return False
    capitals = sum(marks.starts_upper(text) for text in texts) / len(texts)
    stops = sum(marks.ends_phrase(text) for text in texts) / len(texts)
    indents = len({row.indent for row in rows}) > 1
    if stanza and (capitals >= 0.75 or indents):
        return True
    if announced and (capitals >= 0.75 or indents or stops >= 0.5):
        return True
    if stops >= 0.5 and ((len(rows) >= 4 and capitals >= 0.75) or (len(rows) >= 3 and indents)):
        return True
    if len(rows) == 3 and capitals == 1 and stops == 1:
        return None
    return False
