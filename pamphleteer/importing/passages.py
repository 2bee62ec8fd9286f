"""Lines → passages: what stands between blank lines, joined where it was only wrapped, parted where it was not.

Copy has paragraphs on one line each, with or without blank lines between them, or is wrapped by hand at some 72
columns. Which it is shows in where its lines end: a wrapped line ends because the next word would not have fitted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from pamphleteer.importing import marks
from pamphleteer.importing.draft import Doubt
from pamphleteer.importing.rows import RAG, SHORT, WIDEST, Row, is_verse, mark_kind, overflows, wrap_width

Shape = Literal["prose", "verse", "lines", "table"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading, item, stanza or table, not yet known which."""

    text: str
    """Its words; rows of anything but prose are parted by newlines."""
    first: int
    """Its first line, from 1."""
    last: int
    gap: int
    """Blank lines before it."""
    shape: Shape = "prose"
    indent: int = 0
    """Columns."""
    calls: tuple[tuple[int, Any], ...] = ()
    """Places in the text where a note is called, in their order, each with its note."""

    def rows(self) -> list[Passage]:
        """Each line as a passage of its own."""
        parts, start = [], 0
        for i, row in enumerate(self.text.split("\n")):
            margin = len(row) - len(row.lstrip(" "))
            calls = tuple(
                (max(0, at - start - margin), note) for at, note in self.calls if start <= at <= start + len(row)
            )
            number = self.first + i
            parts.append(Passage(row[margin:], number, number, 0 if i else self.gap, calls=calls))
            start += len(row) + 1
        return parts if len(parts) > 1 else [self]


def read_passages(lines: Sequence[str]) -> tuple[list[Passage], list[Doubt]]:
    """The passages of copy, in order, and where their bounds are doubtful."""
    chunks: list[tuple[int, list[Row]]] = []
    gap = 0
    fresh = True
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text:
            gap, fresh = gap + 1, True
            continue
        margin = line[: len(line) - len(line.lstrip())].expandtabs(4)
        row = Row(number, text, len(margin))
        if fresh:
            chunks.append((gap, [row]))
        else:
            chunks[-1][1].append(row)
        gap, fresh = 0, False
    reader = _Reader(wrap_width([rows for _gap, rows in chunks]))
    for gap, rows in chunks:
        reader.chunk(gap, rows)
    return reader.passages, reader.doubts


class _Reader:
    """Parts chunks into passages, one after another."""

    def __init__(self, width: int | None) -> None:
        self.width = width
        self.passages: list[Passage] = []
        self.doubts: list[Doubt] = []
        self.crowded = False
        """Whether the chunk has paragraphs on a line each, so that its short lines are no verse."""

    def chunk(self, gap: int, rows: list[Row]) -> None:
        self.crowded = any(row.width > WIDEST for row in rows)
        start = 0
        while start < len(rows):
            end = start
            while end < len(rows) and not (table := self.table_end(rows, end)):
                end += 1
            self.items(gap if start == 0 else 0, rows[start:end])
            if end < len(rows):
                self.table(gap if end == 0 else 0, rows[end:table])
                end = table
            start = end

    def items(self, gap: int, rows: list[Row]) -> None:
        """Part rows where an item of a list or a note begins."""
        start = 0
        for i in range(1, len(rows) + 1):
            if i < len(rows) and not self.starts_item(rows, i):
                continue
            run = rows[start:i]
            if len(run) > 1 and mark_kind(run[0].text) and not self.continues(run):
                self.segment(gap if start == 0 else 0, run[:1])
                self.segment(0, run[1:])
            elif run:
                self.segment(gap if start == 0 else 0, run)
            start = i

    def starts_item(self, rows: list[Row], i: int) -> bool:
        """Whether a list's item or a note begins at row ``i``, within a chunk."""
        kind = mark_kind(rows[i].text)
        if kind is None:
            return False
        if mark_kind(rows[0].text) == kind or marks.ends_sentence(rows[i - 1].text):
            return True
        # In running prose a wrapped line may begin with a number by chance.
        neighbours = [row for row in (*rows[max(0, i - 3) : i], *rows[i + 1 : i + 4]) if mark_kind(row.text) == kind]
        return self.width is None and bool(neighbours)

    def segment(self, gap: int, rows: list[Row]) -> None:
        """Rows of which only the first can begin an item."""
        if len(rows) == 1 or (mark_kind(rows[0].text) and self.continues(rows)):
            self.add(gap, rows)
        elif self.width and self.wrapped(rows):
            self.unwrap(gap, rows)
        elif self.crowded or any(row.width > SHORT for row in rows):
            self.mixed(gap, rows)
        else:
            self.short(gap, rows)

    def continues(self, rows: list[Row]) -> bool:
        """Whether all rows after an item's first go on with it."""
        if self.width and self.wrapped(rows):
            return True
        return all(row.indent > rows[0].indent or marks.starts_lower(row.text) for row in rows[1:])

    # --- wrapped by hand

    def wrapped(self, rows: list[Row]) -> bool:
        width = self.width or 0
        joints = list(pairwise(rows))
        full = [overflows(a, b, width) for a, b in joints]
        if all(full):
            return max(row.width for row in rows) <= width + RAG
        return sum(full) > 0.5 * len(joints) and max(row.width for row in rows) <= width + RAG

    def unwrap(self, gap: int, rows: list[Row]) -> None:
        start = 0
        for i, (row, after) in enumerate(pairwise(rows), 1):
            if overflows(row, after, self.width or 0):
                continue
            if marks.starts_lower(after.text) and not marks.ends_sentence(row.text):
                self.doubts.append(Doubt(row.number, "a short line within a paragraph: joined with the next"))
                continue
            self.doubts.append(Doubt(row.number, "a short line, and no blank line after it: read as a paragraph's end"))
            self.add(gap if start == 0 else 0, rows[start:i])
            start = i
        self.add(gap if start == 0 else 0, rows[start:])

    # --- not wrapped

    @staticmethod
    def table_end(rows: list[Row], start: int) -> int:
        """Where the table ends that begins at row ``start``; 0 where none does."""
        count = rows[start].text.count("\t")
        end = start
        while end < len(rows) and count and rows[end].text.count("\t") == count and not mark_kind(rows[end].text):
            end += 1
        return end if end - start >= 2 else 0

    def table(self, gap: int, rows: list[Row]) -> None:
        text = "\n".join("\t".join(cell.strip() for cell in row.text.split("\t")) for row in rows)
        self.doubts.append(Doubt(rows[0].number, "read as a table, its first row as the head"))
        self.put(Passage(text, rows[0].number, rows[-1].number, gap, "table"))

    def short(self, gap: int, rows: list[Row]) -> None:
        before = self.passages[-1] if self.passages else None
        announced = before is not None and before.text.rstrip(" —–-").endswith(":")
        stanza = before is not None and before.shape == "verse" and gap <= 2
        verse = is_verse(rows, announced, stanza)
        if verse is False and self.broken(rows):
            self.doubts.append(Doubt(rows[0].number, "lines broken within a sentence: joined"))
            self.add(gap, rows)
            return
        if verse is False and self.headed(rows):
            self.doubts.append(Doubt(rows[0].number, "a short line right above a paragraph: parted from it"))
            self.add(gap, rows[:1])
            self.add(0, rows[1:])
            return
        if verse is None:
            self.doubts.append(Doubt(rows[0].number, "short lines: read as verse"))
        least = min(row.indent for row in rows)
        shape: Shape = "lines" if verse is False else "verse"
        margins = [" " * (row.indent - least) if shape == "verse" else "" for row in rows]
        text = "\n".join(margin + row.text for margin, row in zip(margins, rows, strict=True))
        self.put(Passage(text, rows[0].number, rows[-1].number, gap, shape, least))

    @staticmethod
    def broken(rows: list[Row]) -> bool:
        """Whether every line but the last breaks off within a sentence that the next goes on with."""
        joints = pairwise(rows)
        return all(marks.starts_lower(b.text) and not marks.ends_sentence(a.text) for a, b in joints)

    @staticmethod
    def headed(rows: list[Row]) -> bool:
        """Whether two lines are a heading and its paragraph."""
        first, *rest = rows
        return (
            len(rest) == 1
            and not marks.ends_phrase(first.text)
            and marks.ends_sentence(rest[0].text)
            and rest[0].width > 1.5 * first.width
        )

    def mixed(self, gap: int, rows: list[Row]) -> None:
        """Paragraphs on a line each, with no blank lines between."""
        i = 0
        while i < len(rows):
            end = i
            while end < len(rows) and rows[end].width <= SHORT and not marks.BULLET.match(rows[end].text):
                end += 1
            announced = bool(self.passages) and (i > 0 or gap == 0) and self.passages[-1].text.endswith(":")
            if end - i >= 3 and announced and is_verse(rows[i:end], True, False):
                self.short(gap if i == 0 else 0, rows[i:end])
                i = end
                continue
            end = i + 1
            while (
                end < len(rows) and marks.starts_lower(rows[end].text) and not marks.ends_sentence(rows[end - 1].text)
            ):
                self.doubts.append(
                    Doubt(rows[end].number, "a line that begins within a sentence: joined with the one before")
                )
                end += 1
            self.add(gap if i == 0 else 0, rows[i:end])
            i = end

    def add(self, gap: int, rows: list[Row]) -> None:
        text = rows[0].text
        for before, row in pairwise(rows):
            if before.text[-1:] in "-\u2010" and before.text[-2:-1].isalpha() and marks.starts_lower(row.text):
                self.doubts.append(Doubt(before.number, "a word broken at the line's end: its hyphen is kept"))
                text += row.text
            else:
                text += " " + row.text
        self.put(Passage(text, rows[0].number, rows[-1].number, gap, indent=min(row.indent for row in rows)))

    def put(self, passage: Passage) -> None:
        self.passages.append(passage)
