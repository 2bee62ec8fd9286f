"""The entries of a bibliography, in their order (CSL 1.0.2, "Bibliography-specific Options")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pamphleteer.csl.elements.base import Tokens, names_of, natural
from pamphleteer.csl.output import finish
from pamphleteer.csl.richtext import Close, Open, Token
from pamphleteer.csl.tree import Node

if TYPE_CHECKING:
    from pamphleteer.csl.processor import Processor


@dataclass(frozen=True, slots=True)
class Entry:
    """A source as the bibliography has it."""

    key: str
    tree: Node


@dataclass(frozen=True, slots=True)
class Bibliography:
    """Entries, and how they are laid out."""

    entries: tuple[Entry, ...] = ()
    hanging_indent: bool = False
    second_field_align: str = ""
    """flush or margin, where the first field stands in a column of its own."""
    entry_spacing: int = 1
    line_spacing: int = 1


def make_bibliography(processor: Processor, keys: Sequence[str]) -> Bibliography:
    """The entries of ``keys``, which are sorted."""
    area = processor.style.bibliography
    if area is None:
        return Bibliography()
    attributes = area.attributes
    substitute = attributes.get("subsequent-author-substitute")
    rule = attributes.get("subsequent-author-substitute-rule", "complete-all")
    entries: list[Entry] = []
    before: list[str] = []
    for key in keys:
        context = processor.entry_context(key)
        parts = [list(child.render(context)) for child in area.children]
        parts = [part for part in parts if part]
        if substitute is not None:
            names = next((found for part in parts if (found := _names(part))), [])
            if before and names:
                parts = _substituted(parts, names, before, substitute, rule)
            before = names
        if not parts:
            # The style has nothing to say of this one.
            continue
        tokens = _laid(parts, attributes.get("second-field-align", ""), area.formatting.suffix)
        if area.formatting.prefix:
            tokens = [area.formatting.prefix, *tokens]
        entries.append(Entry(key, finish(_fonts(tokens, area.formatting.kinds), processor.locale.marks)))
    return Bibliography(
        tuple(entries),
        attributes.get("hanging-indent") == "true",
        attributes.get("second-field-align", ""),
        natural(attributes.get("entry-spacing", ""), 1),
        natural(attributes.get("line-spacing", ""), 1),
    )


def _trim(tokens: list[Token]) -> None:
    """Take the space away that a column ends in."""
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        if isinstance(token, str):
            tokens[at] = token = token.rstrip(" ")
            if token:
                return


def _laid(parts: Sequence[Sequence[Token]], align: str, suffix: str) -> list[Token]:
    """The parts of an entry, the first in a column of its own where the style aligns the second."""
    end: list[Token] = [suffix] if suffix else []
    if align and len(parts) > 1:
        rest = [token for part in parts[1:] for token in part]
        if not end:
            _trim(rest)
        return [
            Open("left-margin"),
            *parts[0],
            Close("left-margin"),
            Open("right-inline"),
            *rest,
            *end,
            Close("right-inline"),
        ]
    whole = [token for part in parts for token in part]
    last = whole[-1]
    if end and isinstance(last, Close) and last.kind in ("right-inline", "block", "indent"):
        # The full stop belongs to the text, not below it.
        return [*whole[:-1], *end, last]
    return [*whole, *end]


def _fonts(tokens: list[Token], kinds: Sequence[str]) -> list[Token]:
    return [*(Open(kind) for kind in kinds), *tokens, *(Close(kind) for kind in reversed(kinds))]


# --- authors that are named once


def _names(tokens: Tokens) -> list[str]:
    """The names of the first list, as they are shown."""
    names: list[str] = []
    within = False
    for token in names_of(tokens):
        if isinstance(token, Open | Close) and token.kind == "name":
            within = isinstance(token, Open)
            names += [""] if within else []
        elif within and isinstance(token, str):
            names[-1] += token
    return names


def _substituted(
    parts: list[list[Token]], here: list[str], before: list[str], substitute: str, rule: str
) -> list[list[Token]]:
    """The parts with the names, or some of them, replaced where they are those of the entry before."""
    same = 0
    while same < min(len(here), len(before)) and here[same] == before[same]:
        same += 1
    if rule in ("complete-all", "complete-each"):
        count = len(here) if here == before else 0
    elif rule == "partial-each":
        count = same
    else:
        count = min(same, 1)
    if not count:
        return parts
    found = next(i for i, part in enumerate(parts) if _names(part))
    changed = _replaced(parts[found], count, substitute, whole=rule == "complete-all")
    return [*parts[:found], changed, *parts[found + 1 :]]


def _replaced(tokens: Sequence[Token], count: int, substitute: str, *, whole: bool) -> list[Token]:
    """The tokens with the first list of names, or the first names of it, replaced."""
    listed = names_of(tokens)
    start = next(at for at, token in enumerate(tokens) if isinstance(token, Open) and token.kind == "names")
    end = start + len(listed)
    if whole:
        return [*tokens[:start], listed[0], *([substitute] if substitute else []), listed[-1], *tokens[end:]]
    changed: list[Token] = []
    number, skipping = 0, False
    for token in listed:
        if isinstance(token, Open | Close) and token.kind == "name":
            number += isinstance(token, Open)
            skipping = isinstance(token, Open) and number <= count
            changed += [token, substitute] if skipping and substitute else [token]
        elif not skipping:
            changed.append(token)
    return [*tokens[:start], *changed, *tokens[end:]]
