"""A plan of paragraphs and notes → the files of a book, and the record of what must stand in its PDF.

Every word of the book is another, so the plan says how many, of what kind, and where notes are called.
"""

from __future__ import annotations

import io
import random  # noqa: TID251
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PIL import Image

from tests.notes.record import MILLIMETRE, Block, Note, Record, Sheet
from tests.notes.words import words

FORMS = ("paragraph", "paragraphs", "list", "quotation", "verse", "table", "picture")
"""What a note may hold, besides words."""

KINDS = ("text", "list", "quotation", "verse", "sidebar", "letter", "pullquote", "table", "figure", "definition")
"""What may stand in a chapter, besides headings."""


@dataclass(frozen=True)
class NotePlan:
    """A note to be written."""

    words: int
    form: str = "paragraph"
    """One of FORMS."""


@dataclass(frozen=True)
class Item:
    """A block, or what is one to its author: a list, a table."""

    kind: str = "text"
    words: int = 80
    calls: tuple[tuple[float, NotePlan | None], ...] = ()
    """Where notes are called, from 0, behind the first word, to 1, behind the last; None calls the one before again."""
    starts: bool = False
    """Whether a page must begin with it: headings only."""


@dataclass(frozen=True)
class Chapter:
    """An article."""

    items: tuple[Item, ...]
    title_note: NotePlan | None = None


@dataclass(frozen=True)
class Page:
    """What the manifest says of the page; lengths in points, but for the margins and the trim, in millimetres."""

    trim: tuple[float, float]
    margins: tuple[float, float, float, float] = (17, 20, 18, 22)
    """Inner, outer, top, bottom."""
    text: tuple[float, float] = (11, 14)
    """Size and leading."""
    notes: tuple[float, float] = (9.25, 11.2)
    openings: str = "page"

    def options(self) -> dict[str, str]:
        """As the manifest has them."""
        names = ("inner-margin", "outer-margin", "top-margin", "bottom-margin")
        return {
            "trim": f"{self.trim[0]:g} x {self.trim[1]:g} mm",
            **{name: f"{margin:g}mm" for name, margin in zip(names, self.margins, strict=True)},
            "text-size": f"{self.text[0]:g}pt",
            "leading": f"{self.text[1]:g}pt",
            "note-size": f"{self.notes[0]:g}pt",
            "note-leading": f"{self.notes[1]:g}pt",
            "openings": self.openings,
        }

    def sheet(self) -> Sheet:
        """As the check knows it."""
        lengths = (length * MILLIMETRE for length in (*self.trim, *self.margins))
        return Sheet(*lengths, self.text[1], self.notes[1], above_notes=self.text[1] / 2 + 6)


@dataclass(frozen=True)
class Composed:
    """A book in files, and what must stand in it."""

    files: dict[str, bytes]
    record: Record
    lines: dict[str, tuple[str, int]]
    """Label of each note → the file and the line that calls it first."""


def compose(chapters: Sequence[Chapter], page: Page, seed: int = 0) -> Composed:
    """Write a book."""
    writer = _Writer(random.Random(seed))
    title = writer.take(3)
    files: dict[str, bytes] = {}
    for number, chapter in enumerate(chapters, 1):
        files[f"articles/{number:02}.md"] = writer.article(chapter).encode()
    if writer.pictures:
        files["images/grey.png"] = _picture()
    options = "".join(f"  {name}: {value}\n" for name, value in page.options().items())
    manifest = f"title: {' '.join(title)}\nlanguage: it\ncreators: [A. Writer]\ndate: 2026-01-01\nlayout: pamphlet\n"
    manifest += f"page:\n{options}front: []\nback: []\noutputs: [pdf]\nchapters:\n"
    manifest += "".join(f"  - {name}\n" for name in sorted(files) if name.startswith("articles/"))
    files["book.yaml"] = manifest.encode()
    record = Record(page.sheet(), tuple(writer.blocks), tuple(writer.notes), frozenset({*title, *writer.titles}))
    return Composed(files, record, dict(_first_calls(files)))


def _first_calls(files: dict[str, bytes]) -> Iterator[tuple[str, tuple[str, int]]]:
    seen = set()
    for name in sorted(files):
        for number, line in (
            enumerate(files[name].decode(errors="replace").splitlines(), 1) if name.endswith(".md") else ()
        ):
            for part in line.split("[^")[1:]:
                label, _, after = part.partition("]")
                if not after.startswith(":") and label not in seen:
                    seen.add(label)
                    yield label, (name, number)


def _picture() -> bytes:
    """A grey strip, dark enough to be seen and too light to be text."""
    buffer = io.BytesIO()
    Image.new("L", (300, 90), 225).save(buffer, "PNG", dpi=(200, 200))
    return buffer.getvalue()


_Token = tuple[str, str]
"""A word and the calls behind it."""


@dataclass
class _Writer:
    """Writes Markdown, and records what it writes."""

    chance: random.Random
    blocks: list[Block] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    definitions: list[str] = field(default_factory=list)
    pictures: bool = False

    def __post_init__(self) -> None:
        self.vocabulary = words(self.chance)
        self.rows = 0

    def take(self, count: int) -> list[str]:
        """So many words that no other place has."""
        return [next(self.vocabulary) for _ in range(max(count, 1))]

    def article(self, chapter: Chapter) -> str:
        self.definitions = []
        calls: tuple[tuple[float, NotePlan | None], ...] = ((1.0, chapter.title_note),) if chapter.title_note else ()
        title = self.tokens(Item("heading", 2, calls))
        self.titles += [word for word, _ in title]
        self.record(title, "heading", starts=True)
        parts = [f"---\ntitle: {_plain(title)}\n---", *(self.item(item) for item in chapter.items)]
        return "\n\n".join([*parts, *self.definitions]) + "\n"

    def record(
        self, tokens: Sequence[_Token], kind: str, beside: str = "", *, starts: bool = False, repeats: bool = False
    ) -> None:
        self.blocks.append(Block(tuple(word for word, _ in tokens), kind, beside, starts, repeats))

    def item(self, item: Item) -> str:
        tokens = self.tokens(item)
        if item.kind == "heading":
            self.record(tokens, "heading", starts=item.starts)
            return f"## {_plain(tokens)}" + (" {.break}" if item.starts else "")
        return self.shape(item.kind, tokens)

    def tokens(self, item: Item) -> list[_Token]:
        """The words of an item with their calls; the notes are written, too."""
        tokens = [(word, "") for word in self.take(item.words)]
        for share, plan in sorted(item.calls, key=lambda call: call[0]):
            at = round(share * (len(tokens) - 1))
            word, calls = tokens[at]
            label = self.note(plan, word, item.kind, bool(calls)) if plan else self.notes[-1].label
            tokens[at] = word, f"{calls}[^{label}]"
        return tokens

    def note(self, plan: NotePlan, call: str, kind: str, beside: bool) -> str:
        label = f"n{len(self.notes) + 1}"
        outer, self.blocks = self.blocks, []
        text = self.form(plan)
        outer, self.blocks = self.blocks, outer
        self.notes.append(Note(label, tuple(outer), call, kind, beside, int(plan.form == "picture")))
        self.definitions.append(f"[^{label}]: " + text.replace("\n", "\n    ").replace("\n    \n", "\n\n"))
        return label

    def form(self, plan: NotePlan) -> str:
        """A note's Markdown: a paragraph, then what the plan asks for, then paragraphs again."""
        tokens = [(word, "") for word in self.take(plan.words)]
        if plan.form == "paragraph" or len(tokens) < 8:
            return self.shape("text", tokens)
        first = len(tokens) // 3
        second = min(first * 2, first + 60) if plan.form != "paragraphs" else first * 2
        kind = {"paragraphs": "text", "picture": "figure"}.get(plan.form, plan.form)
        parts = [self.shape("text", tokens[:first]), self.shape(kind, tokens[first:second])]
        rest = tokens[second:]
        parts += [self.shape("text", rest[at : at + 150]) for at in range(0, len(rest), 150)]
        return "\n\n".join(parts)

    def shape(self, kind: str, tokens: Sequence[_Token]) -> str:
        """Markdown of a kind for words with their calls."""
        match kind:
            case "text":
                return self.paragraph(tokens, kind)
            case "list":
                return "\n".join(f"- {self.paragraph(part, kind)}" for part in _parts(tokens, 3))
            case "definition":
                term, rest = tokens[:1], tokens[1:] or [(self.take(1)[0], "")]
                self.record(term, "list")
                return f"{_plain(term)}\n:   {self.paragraph(rest, 'list')}"
            case "quotation":
                return "\n>\n".join(f"> {self.paragraph(part, kind)}" for part in _parts(tokens, 2))
            case "verse":
                return f"::: verse\n{self.verse(tokens)}\n:::"
            case "table":
                return self.table(tokens)
            case "figure":
                self.pictures = True
                self.record(tokens, kind)
                return f'![{_plain(tokens)}](../images/grey.png){{alt="A grey strip." width=60%}}'
            case _:
                paragraphs = (self.paragraph(part, kind) for part in _parts(tokens, 1 if kind == "pullquote" else 2))
                return f"::: {kind}\n" + "\n\n".join(paragraphs) + "\n:::"

    def paragraph(self, tokens: Sequence[_Token], kind: str) -> str:
        """Sentences of some length, with commas."""
        self.record(tokens, kind)
        said, left = [], 0
        for at, (word, calls) in enumerate(tokens):
            first = not left
            left = left or self.chance.randint(5, 18)
            left -= 1
            stop = "." if not left or at == len(tokens) - 1 else self.chance.choice(["", "", "", "", "", ","])
            said.append((word.capitalize() if first else word) + stop + calls)
        return " ".join(said)

    def verse(self, tokens: Sequence[_Token]) -> str:
        lines = []
        for at in range(0, len(tokens), 5):
            part = tokens[at : at + 5]
            self.record(part, "verse")
            lines += ["" for _ in range(1) if lines and at % 20 == 0]
            lines.append("  " * (at // 5 % 2) + _plain(part))
        return "\n".join(lines)

    def table(self, tokens: Sequence[_Token]) -> str:
        """Three columns, a head, and a caption, which print sets above the table."""
        tokens = [*tokens, *((word, "") for word in self.take(9 - len(tokens)) if len(tokens) < 9)]
        caption, cells = tokens[:3], _parts(tokens[3:], max(2, len(tokens) // 12) * 3)
        self.record(caption, "table")
        rows = []
        for at in range(0, len(cells) - len(cells) % 3, 3):
            self.rows += 1
            row = [
                *cells[at : at + 2],
                [t for cell in cells[at + 2 :] for t in cell] if at + 6 > len(cells) else cells[at + 2],
            ]
            for cell in row:
                self.record(cell, "table", f"row {self.rows}", repeats=not rows)
            rows.append("| " + " | ".join(_plain(cell) for cell in row) + " |")
        return "\n".join([rows[0], "|---|---|---|", *rows[1:]]) + f"\n\n: {_plain(caption)}"


def _plain(tokens: Sequence[_Token]) -> str:
    text = " ".join(word + calls for word, calls in tokens)
    return text[:1].upper() + text[1:]


def _parts(tokens: Sequence[_Token], count: int) -> list[Sequence[_Token]]:
    """So many parts, or as many as there are words."""
    count = max(1, min(count, len(tokens)))
    return [tokens[len(tokens) * i // count : len(tokens) * (i + 1) // count] for i in range(count)]
