"""Where a note call goes that stands for a citation of the text: behind the word, or behind the stop after it.

An author writes ``the dam [@rowe1950, 4].`` A printer sets the call after the full stop, or before it where the
language wants that, and no space before it.
"""

from __future__ import annotations

import re
from typing import Any

from pamphleteer.markup import BLOCKS, ancestors, class_names, drop, replace

# Closing quotation marks of one language open in another: what follows without a space closes.
_STOPS = re.compile("(?:[.,;:!?\u2026]|[\"'\u2018\u2019\u201a\u201c\u201d\u00ab\u00bb\u2039\u203a](?!\\w))+(?!\\w)")
_MARKS = "\"'\u2018\u2019\u201c\u201d\u00ab\u00bb\u2039\u203a"
ENDED = re.compile(f"[.!?\u2026](?:[ \u00a0\u202f]?[{_MARKS}])*$")
"""A text that has its stop."""
_GENITIVE = re.compile("[\u2019'](?:s(?!\\w)|(?=\\s))")
_OF_ITSELF = re.compile(r"--b\.\d+$")
"""The id of a block to which its author gave none."""
_EMPHASIS = frozenset("em strong i b".split())
_SPACES = " \n\t\u00a0\u202f\u2009"
_BEFORE_STOPS = frozenset(("es", "fr", "pl", "ru"))
"""Languages whose calls stand before the stop: Ortografía de la lengua española (2010); Imprimerie nationale, Lexique
des règles typographiques; Polish and Russian custom."""


def place_call(cite: Any, call: Any, language: str, *, attached: bool = False) -> None:
    """Put a call in the place of a cite.

    ``language`` is that of the text. ``attached``: what stands before it belongs to it, as the author's name of a
    citation in the sentence.
    """
    replace(cite, call)
    if attached:
        holder, slot = _slot(call)
        setattr(holder, slot, (getattr(holder, slot) or "") + take_genitive(call) or None)
    else:
        _leave_brackets(call)
        _close_up(call)
        _leave_paragraph(call)
    _leave_links(call)
    _leave_emphasis(call)
    _pass_stops(call, attached, before=language.split("-")[0].lower() in _BEFORE_STOPS)


def _slot(call: Any) -> tuple[Any, str]:
    """Where the text before an element is kept."""
    before = call.getprevious()
    return (before, "tail") if before is not None else (call.getparent(), "text")


def _close_up(call: Any) -> None:
    holder, slot = _slot(call)
    text = getattr(holder, slot) or ""
    if closed := text.rstrip(_SPACES):
        setattr(holder, slot, closed)
    elif slot == "tail" and holder.tag not in BLOCKS and holder.tag != "br":
        holder.tail = None


def _leave_brackets(call: Any) -> None:
    """Brackets that hold the citation alone would be empty."""
    holder, slot = _slot(call)
    before, after = getattr(holder, slot) or "", call.tail or ""
    if before.endswith("(") and after.startswith(")"):
        setattr(holder, slot, before[:-1] or None)
        call.tail = after[1:] or None


def _leave_paragraph(call: Any) -> None:
    """A citation in a paragraph of its own, as below what is quoted, is called at the end of the one before."""
    paragraph = next((above for above in ancestors(call.getparent()) if above.tag in BLOCKS), None)
    if paragraph is None or paragraph.tag != "p":
        return
    before = paragraph.getprevious()
    if before is None or before.tag != "p" or (before.tail or "").strip():
        return
    if paragraph.get("class", "stanza") != "stanza" or not _OF_ITSELF.search(paragraph.get("id", "--b.1")):
        # What its author has named may be asked for.
        return
    node = call
    while node is not paragraph:
        # Nobody else stands beside it, at any depth.
        above = node.getparent()
        if len(above) > 1 or (above.text or "").strip() or (node.tail or "").strip():
            return
        if above is not paragraph and not _is_plain(above):
            return
        node = above
    drop(call)
    lines = [line for line in before if "line" in class_names(line)]
    (lines[-1] if lines else before).append(call)
    drop(paragraph)
    _close_up(call)


def _is_plain(node: Any) -> bool:
    return node.tag in _EMPHASIS or class_names(node) == ["line"]


def take_genitive(node: Any) -> str:
    """The ending that a name has behind ``node``, taken away from there: Rowe’s book; empty where there is none."""
    ending = _GENITIVE.match(node.tail or "")
    if ending is None:
        return ""
    node.tail = node.tail[ending.end() :] or None
    return ending[0]


def _leave_links(call: Any) -> None:
    """A call is a link, and a link may not stand in another: it comes after it."""
    link = next((above for above in ancestors(call.getparent()) if above.tag == "a"), None)
    if link is not None:
        drop(call)
        call.tail, link.tail = link.tail, None
        link.addnext(call)


def _leave_emphasis(call: Any) -> None:
    """A call at the end of what is emphasised comes after it, if a stop follows there; verse keeps it in its line."""
    above = call.getparent()
    while (
        not call.tail
        and call.getnext() is None
        and above.getparent() is not None
        and above.tag not in BLOCKS
        and "line" not in class_names(above)
        and (_STOPS.match(above.tail or "") or not above.tail)
    ):
        above.remove(call)
        call.tail, above.tail = above.tail, None
        above.addnext(call)
        above = call.getparent()


def _pass_stops(call: Any, attached: bool, *, before: bool) -> None:
    """Put the stops behind a call before it, unless the call stands ``before`` them; a sentence keeps one full stop."""
    match = _STOPS.match(call.tail or "")
    if not match:
        return
    stops = match[0]
    holder, slot = _slot(call)
    text = getattr(holder, slot) or ""
    said, said_slot = holder, slot
    while not (getattr(said, said_slot) or "") and said.get("data-note"):
        # Behind the call of another note.
        said, said_slot = _slot(said)
    # “He left.” [@x]. has one full stop too many.
    ended = stops == "." and not attached and _has_ended(getattr(said, said_slot) or "")
    if before and not ended:
        return
    call.tail = call.tail[match.end() :] or None
    if not ended:
        setattr(holder, slot, text + stops)


def _has_ended(text: str) -> bool:
    """Whether a text has its stop: at its end, or in the brackets there, if what they hold is a sentence of its own."""
    bare = text.rstrip(_SPACES + _MARKS)
    if not bare.endswith(")"):
        return ENDED.search(text) is not None
    if not ENDED.search(bare[:-1]):
        return False
    depth = 0
    for at in range(len(bare) - 1, -1, -1):
        depth += (bare[at] == ")") - (bare[at] == "(")
        if depth == 0:
            before = bare[:at].rstrip(_SPACES + _MARKS)
            return not before or before[-1] in ".!?\u2026)"
    return False
