"""Draft → what a person or a program reads of it: the report of an import, and JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pamphleteer.importing.draft import Block, Draft, Note
from pamphleteer.importing.markdown import escape

_NAMES = {
    "para": ("paragraph", "paragraphs"),
    "heading": ("heading", "headings"),
    "numbered": ("numbered item", "numbered items"),
    "list": ("item of a list", "items of lists"),
    "blockquote": ("paragraph of a block quotation", "paragraphs of block quotations"),
    "verse": ("poem", "poems"),
    "table": ("table", "tables"),
    "figure": ("figure", "figures"),
}


def to_json(draft: Draft) -> dict[str, Any]:
    """The draft as plain data: head, ``blocks``, ``notes``, ``removed``."""
    return {
        "title": draft.title,
        "standfirst": draft.standfirst,
        "byline": draft.byline,
        "date": draft.date,
        "language": draft.language,
        "source": draft.source,
        "blocks": [_block(block) for block in draft.blocks],
        "notes": [_note(note, draft.references) for note in draft.notes],
        "removed": [{"type": r.type, "text": r.text, "lines": list(r.lines)} for r in draft.removed],
    }


def _block(block: Block) -> dict[str, Any]:
    data: dict[str, Any] = {
        "type": block.type,
        "text": block.text,
        "lines": list(block.lines),
        "notes": [call.note for call in block.calls],
    }
    if block.number is not None:
        data["number"] = block.number
    return data


def _note(note: Note, references: tuple[Mapping[str, Any], ...]) -> dict[str, Any]:
    csl = next((dict(r) for r in references if r["id"] == note.key), None) if note.kind == "source" else None
    cites = [{"key": c.key, "locator": c.locator, "prefix": c.prefix} for c in note.cites]
    return {"raw": note.raw, "kind": note.kind, "refers_to": note.refers_to, "csl": csl, "cites": cites}


def report(draft: Draft, name: str) -> str:
    """Markdown that says what became of the copy: read this beside ``name``, the file of the copy."""
    parts = [f"# Import of {escape(name)}", _counts(draft)]
    parts += ["## Doubts", _doubts(draft), "## Left out", _removed(draft), "## Head", _head(draft)]
    parts += ["## Notes", _notes(draft), "## Text", _text(draft)]
    return "\n\n".join(parts) + "\n"


def _counts(draft: Draft) -> str:
    counts = []
    for kind, (one, many) in _NAMES.items():
        number = sum(block.type == kind for block in draft.blocks)
        if number:
            counts.append(f"{number} {one if number == 1 else many}")
    notes = len(draft.notes)
    counts.append(f"{notes} {'note' if notes == 1 else 'notes'}")
    doubts = len(draft.doubts)
    counts.append(f"{doubts} {'doubt' if doubts == 1 else 'doubts'}")
    return f"Read: {', '.join(counts)}. Lines are those of the copy."


def _doubts(draft: Draft) -> str:
    return _list([f"line {d.line}: {escape(d.message)}" for d in draft.doubts], "None.")


def _removed(draft: Draft) -> str:
    return _list([f"{_place(r.lines)}: “{escape(_short(r.text))}” ({r.why})" for r in draft.removed], "Nothing.")


def _head(draft: Draft) -> str:
    rows = []
    for key in ("title", "standfirst", "byline", "date", "language", "source"):
        value = getattr(draft, key)
        rows.append(f"{key}: {escape(value)}" if value else f"{key}: not in the copy, left empty")
    return _list(rows, "")


def _notes(draft: Draft) -> str:
    rows = []
    for number, note in enumerate(draft.notes, 1):
        keys = ", ".join(f"`{cited.key}`" for cited in note.cites)
        what = {"source": f"cites {keys}", "ibid": "the source of an earlier note", "note": "a note"}[note.kind]
        if note.within:
            what += f" that cites {', '.join(f'`{cited.key}`' for *_, cited in note.within)}"
        if note.kind == "ibid" and note.refers_to:
            what = f"the source of note {note.refers_to}, `{note.key}`"
        rows.append(f"note {number}, {_place(note.lines)}: {what}: {escape(_short(note.raw))}")
    return _list(rows, "None.")


def _text(draft: Draft) -> str:
    rows = []
    for block in draft.blocks:
        kind = _NAMES[block.type][0]
        number = f" {block.number}" if block.number is not None else ""
        rows.append(f"{_place(block.lines)}: {kind}{number}: {escape(_short(block.text))}")
    return _list(rows, "None.")


def _list(rows: list[str], empty: str) -> str:
    return "\n".join(f"- {row}" for row in rows) if rows else empty


def _place(lines: tuple[int, int]) -> str:
    return f"line {lines[0]}" if lines[0] == lines[1] else f"lines {lines[0]}–{lines[1]}"


def _short(text: str, most: int = 70) -> str:
    """The first words of a text, in one line."""
    whole = re.sub(r"\s+", " ", text)
    return whole if len(whole) <= most else whole[:most].rsplit(" ", 1)[0] + " …"
