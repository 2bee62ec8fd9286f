"""Draft → the article's Markdown: every word of the copy stays a word, whatever signs it holds.

Escapes are for CommonMark with the extensions an article may use (notes, attributes, fenced divs, definition lists,
tables, citations, strikethrough), and for Pandoc's ``^`` and ``|``, so that the file also means the same there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import yaml

from pamphleteer.importing.draft import Block, Call, Cited, Draft, Note
from pamphleteer.importing.locators import cited as in_english

_SIGNS = re.compile(r"[\\`*_\[\]{}<~^@|$]|&(?=#?\w{1,40};)")
_LINE_START = re.compile(r"[#+\-=>:%]|(\d{1,9})(?=[.)](?:\s|$))")


def to_markdown(draft: Draft) -> str:
    """The article: front matter, Markdown, the notes' definitions."""
    parts = [_front_matter(draft), *_blocks(draft.blocks), *_definitions(draft)]
    return "\n".join(parts).strip("\n") + "\n"


# --- front matter


def _front_matter(draft: Draft) -> str:
    front: dict[str, Any] = {}
    if draft.title:
        front["title"] = inline(draft.title, draft.title_calls)
    for key in ("standfirst", "byline"):
        if value := getattr(draft, key):
            front[key] = inline(value)
    for key in ("date", "language"):
        if value := getattr(draft, key):
            front[key] = value
    if draft.source:
        front["source"] = inline(draft.source)
    if draft.references:
        front["references"] = [dict(entry) for entry in draft.references]
    if not front:
        return ""
    text = yaml.dump(
        front, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=1_000_000
    )
    return f"---\n{text}---"


class _Dumper(yaml.SafeDumper):
    """Writes a value twice rather than as an alias, which front matter may not hold."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


# --- text


def inline(text: str, calls: Sequence[Call] = (), *, braces: bool = True) -> str:
    """One line of text as Markdown, with its note calls.

    ``braces=False`` writes them as character references: a heading that ends in an escaped brace has attributes.
    """
    written: list[str] = []
    at = 0
    for call in (*calls, None):
        end = call.at if call else len(text)
        piece = escape(text[at:end], braces=braces)
        if written and piece[:1] in ("(", ":"):
            # Right after a call they would make a link or a definition of it.
            piece = "\\" + piece
        if call:
            if text[at:end].endswith("!"):
                piece = piece[:-1] + "\\!"
            piece += f"[^{call.note}]"
        written.append(piece)
        at = end
    return "".join(written)


def escape(text: str, *, braces: bool = True) -> str:
    """Text as Markdown that means it, where it does not begin a line."""

    def sign(match: re.Match[str]) -> str:
        if not braces and match[0] in "{}":
            return f"&#{ord(match[0])};"
        return "\\" + match[0]

    return _SIGNS.sub(sign, text)


def line(text: str, calls: Sequence[Call] = ()) -> str:
    """Text as Markdown at the beginning of a line."""
    written = inline(text, calls)
    match = _LINE_START.match(written)
    if not match:
        return written
    if match[1]:
        return f"{match[1]}\\{written[match.end() :]}"
    return "\\" + written


# --- blocks


def _blocks(blocks: Sequence[Block]) -> Iterable[str]:
    lists = _Lists()
    for i, block in enumerate(blocks):
        before = blocks[i - 1] if i else None
        text = lists.item(block, before) if block.type in ("list", "numbered") else _WRITERS[block.type](block)
        if before is not None and before.type == block.type and block.type == "blockquote":
            yield f">\n{text}"
        elif block.type in ("list", "numbered") and lists.joined and block.tight:
            yield text
        else:
            yield f"\n{text}"


class _Lists:
    """Which delimiter an item has: lists that follow each other need different ones, or they would be one list."""

    def __init__(self) -> None:
        self.delimiter = "."
        self.bullet = "-"
        self.joined = False
        """Whether the item went on with the list before it."""

    def item(self, block: Block, before: Block | None) -> str:
        after = before is not None and before.type == block.type
        if block.type == "list":
            self.joined = after
            return f"{self.bullet} {line(block.text, block.calls)}"
        goes_on = after and before is not None and block.number == (before.number or 0) + 1
        if not goes_on:
            self.delimiter = ")" if after and self.delimiter == "." else "."
        self.joined = goes_on
        return f"{block.number}{self.delimiter} {line(block.text, block.calls)}"


def _paragraph(block: Block) -> str:
    return "\\\n".join(line(text, calls) for text, calls in _lines(block))


def _heading(block: Block) -> str:
    text = inline(block.text, block.calls, braces=False)
    return f"## {text[:-1]}\\#" if text.endswith("#") else f"## {text}"


def _quotation(block: Block) -> str:
    return "\n".join(f"> {text}" for text in _paragraph(block).split("\n"))


def _verse(block: Block) -> str:
    rows = []
    indents = sorted({_indent(text) for text, _calls in _lines(block) if text.strip()})
    stanza = True
    for text, calls in _lines(block):
        if not text.strip():
            rows.append("")
            stanza = True
            continue
        # Four spaces at the head of a stanza would be code.
        steps = min(indents.index(_indent(text)), 1 if stanza else 8)
        margin = _indent(text)
        kept = tuple(Call(max(0, call.at - margin), call.note) for call in calls)
        rows.append("  " * steps + line(text[margin:], kept))
        stanza = False
    return "\n".join(["::: verse", *rows, ":::"])


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _table(block: Block) -> str:
    rows = ["| " + " | ".join(inline(text, calls) for text, calls in _cells(row)) + " |" for row in _lines(block)]
    columns = block.text.split("\n")[0].count("\t") + 1
    return "\n".join([rows[0], "|" + "---|" * columns, *rows[1:]])


_WRITERS = {
    "para": _paragraph,
    "figure": _paragraph,
    "heading": _heading,
    "blockquote": _quotation,
    "verse": _verse,
    "table": _table,
}


def _lines(block: Block) -> list[tuple[str, tuple[Call, ...]]]:
    return _split(block.text, block.calls, "\n")


def _cells(row: tuple[str, tuple[Call, ...]]) -> list[tuple[str, tuple[Call, ...]]]:
    return _split(*row, "\t")


def _split(text: str, calls: Sequence[Call], at: str) -> list[tuple[str, tuple[Call, ...]]]:
    """The parts between separators, each with the calls that stand in it."""
    parts = []
    start = 0
    for part in text.split(at):
        end = start + len(part)
        parts.append((part, tuple(Call(c.at - start, c.note) for c in calls if start <= c.at <= end)))
        start = end + 1
    return parts


# --- notes


def _definitions(draft: Draft) -> Iterable[str]:
    for number, note in enumerate(draft.notes, 1):
        yield f"\n[^{number}]: {_definition(note)}"


def _definition(note: Note) -> str:
    if note.cites:
        return f"[{'; '.join(map(_cite, note.cites))}]"
    return "\n\n    ".join(_worded(text, i, note) for i, text in enumerate(note.paragraphs))


def _worded(text: str, paragraph: int, note: Note) -> str:
    """A paragraph of a note in words, with the sources that are cited amid them."""
    written, at = "", 0
    for _, end, cited in (place for place in note.within if place[0] == paragraph):
        piece = text[at:end]
        written += (inline(piece) if at else line(piece)) + f"[{_cite(cited)}]"
        at = end
    rest = text[at:]
    if at and rest[:1] in ("(", "{", ":"):
        # Right after a citation they would go on with it.
        return f"{written}\\{inline(rest).removeprefix(chr(92))}"
    return written + (inline(rest) if at else line(rest))


def _cite(cited: Cited) -> str:
    prefix = f"{escape(cited.prefix)} " if cited.prefix else ""
    return f"{prefix}@{cited.key}{', ' + escape(in_english(cited.locator)) if cited.locator else ''}"
