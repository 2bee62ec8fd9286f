"""Notes: calls and definitions brought together, none lost, in the order of their calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pamphleteer.article.tree import CALL, LINE, NOTE
from pamphleteer.diagnostics import Diagnostic, Span, did_you_mean, error
from pamphleteer.markup import ancestors, drop, element, move_children, replace

Locate = Callable[[Any, str], Span]
"""The place of a word within the block that holds an element."""


@dataclass(slots=True)
class OpenNote:
    """A note whose tree is still open."""

    id: str
    label: str
    tree: Any
    calls: list[str]
    span: Span
    call_span: Span


def gather(root: Any, article: str, locate: Locate) -> tuple[list[OpenNote], list[Diagnostic]]:
    """Take the notes' definitions out of ``root``, and name each call after its note.

    Every call becomes ``<span data-note="NOTE" id="CALL"/>``. A call without a note, a note without a call, two notes
    of one label and a note called within a note are errors: each would lose text.
    """
    found: list[Diagnostic] = []
    definitions: dict[str, Any] = {}
    spans: dict[str, Span] = {}
    for node in list(root.iter(NOTE)):
        label = node.get("label")
        span = locate(node, f"[^{label}]:")
        if label in definitions:
            message = f"the note [^{label}] is defined twice (first on line {spans[label].line})"
            found.append(error("note-twice", message, span, "give one of them another label, or join them"))
        elif not len(node) and not (node.text or "").strip():
            found.append(error("note-empty", f"the note [^{label}] has no text", span))
            definitions[label], spans[label] = node, span
        else:
            definitions[label], spans[label] = node, span
    for node in definitions.values():
        drop(node)
    for node in list(root.iter(NOTE)):
        drop(node)
    for label, node in definitions.items():
        for call in list(node.iter(CALL)):
            message = f"a note is called within the note [^{label}]"
            found.append(error("note-in-note", message, spans[label], "bring the text of one into the other"))
            drop(call)
    notes, missing = _calls(root, definitions, spans, article, locate)
    found += missing
    called = {note.label for note in notes}
    for label in definitions:
        if label not in called:
            message = f"the note [^{label}] is never called: its text would be lost"
            found.append(error("note-uncalled", message, spans[label], f"write [^{label}] where it belongs"))
    return notes, found


def _calls(
    root: Any, definitions: dict[str, Any], spans: dict[str, Span], article: str, locate: Locate
) -> tuple[list[OpenNote], list[Diagnostic]]:
    found: list[Diagnostic] = []
    notes: dict[str, OpenNote] = {}
    count = 0
    for call in list(root.iter(CALL)):
        if not any(node is root for node in ancestors(call)):
            continue
        label = call.get("label")
        if any(inner is not call for inner in call.iter(CALL)):
            message = "a note is called within a note"
            found.append(error("note-in-note", message, locate(call, "^["), "bring the text of one into the other"))
            drop(call)
            continue
        if label is None:
            # A note written in the text: ^[like this].
            tree = element(NOTE)
            paragraph = element("p")
            move_children(call, paragraph)
            tree.append(paragraph)
            span = locate(call, "^[")
            # No author can write a label with a space.
            label = f"inline {count}"
        elif label in definitions:
            tree, span = definitions[label], locate(call, f"[^{label}]")
        else:
            span = locate(call, f"[^{label}]")
            hint = did_you_mean(label, definitions) or f"define it: [^{label}]: …"
            found.append(error("note-missing", f"the note [^{label}] is called but not defined", span, hint))
            drop(call)
            continue
        if label not in notes:
            count += 1
            home = spans.get(label, span)
            tree.set(LINE, str(home.line or 1))
            notes[label] = OpenNote(f"{article}--note.{count}", label, tree, [], home, span)
        note = notes[label]
        # With a dot, which no heading's slug has: a heading may be called "Note 1".
        name = note.id.replace("--note.", "--call.")
        note.calls.append(f"{name}.{len(note.calls) + 1}" if note.calls else name)
        mark = element("span", {"data-note": note.id, "id": note.calls[-1]})
        replace(call, mark)
        _no_space_before(mark)
        _out_of_link(mark)
    return list(notes.values()), found


def _out_of_link(mark: Any) -> None:
    """A call is a link, and a link may not stand in another: it comes after it."""
    link = next((above for above in ancestors(mark) if above.tag == "a"), None)
    if link is None:
        return
    drop(mark)
    mark.tail, link.tail = link.tail, None
    link.addnext(mark)


def _no_space_before(mark: Any) -> None:
    """A call stands at the word it belongs to: a line break that the author typed before it is no space."""
    previous = mark.getprevious()
    parent = mark.getparent()
    text = (previous.tail if previous is not None else parent.text) or ""
    if text.endswith("\n"):
        if previous is not None:
            previous.tail = text.rstrip()
        else:
            parent.text = text.rstrip()
