"""Where words and addresses may be broken: elements in the text that both outputs understand.

An address stands in ``<span class="address">`` with a ``<wbr/>`` where a line may end: no hyphen is added, and what is
copied is the address. A word with breaks of its own, soft hyphens (U+00AD), stands in ``<span class="hyphenated">``, so
that it does not hinder the hyphenation of its neighbours; one that is never broken in ``<span class="unbroken">``. Long
words of code have a ``<wbr/>`` after their signs, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote

from pamphleteer.markup import SOFT_HYPHEN, append_text, class_names, element
from pamphleteer.typography.addresses import break_address, find_addresses
from pamphleteer.typography.language import ANY_LANGUAGE, fallbacks

Exceptions = Mapping[str, Sequence[str]]
"""Language tag → words with a hyphen at each place where they may be broken."""

_CODE = frozenset("code kbd samp var tt".split())
_LONG_CODE = re.compile(r"\S{16,}")
# A layout does not hyphenate these of itself, so that there is nothing to except; an author's own soft hyphens stay.
_WHOLE = frozenset("h1 h2 h3 h4 h5 h6 figcaption".split())
_WHOLE_CLASSES = frozenset(["line", "epigraph", "pullquote"])
_WORD = re.compile(rf"(?:[^\W\d_]|[\u0300-\u036f{SOFT_HYPHEN}])+")

Piece = tuple[str | None, str]
"""A class, or None for plain text, and the text; an empty class is for code, which has an element of its own."""


def mark_breaks(root: Any, language: str, exceptions: Exceptions, *, whole: bool = False) -> None:
    """Put the elements that say where a line may end into the text below ``root``.

    ``language`` is that of the text (BCP 47), ``exceptions`` are the book's. With ``whole`` the text is a title or its
    like: addresses are marked, but no word is given breaks.
    """
    words = _Words(exceptions)
    # All places first: the tree changes as they are filled.
    for place in list(_places(root, _Place(root, "text", language, whole, False))):
        text = getattr(place.node, place.slot)
        pieces: list[Piece]
        if place.slot == "text" and _is_address(place.node):
            pieces = [("address", text)]
        elif place.is_code:
            pieces = list(_code(text))
        else:
            pieces = list(_pieces(text, {} if place.whole else words.of(place.language)))
        if any(name is not None for name, _ in pieces):
            _fill(place.node, place.slot, pieces)


class _Words:
    """The exceptions by language, each word in small letters with the lengths at which it may be broken."""

    def __init__(self, exceptions: Exceptions) -> None:
        self.exceptions = exceptions
        self.known: dict[str, Mapping[str, tuple[str, ...]]] = {}

    def of(self, language: str) -> Mapping[str, tuple[str, ...]]:
        if language not in self.known:
            tags = [ANY_LANGUAGE, *reversed(fallbacks(language))]
            by_tag = {(fallbacks(tag) or (tag,))[0]: words for tag, words in self.exceptions.items()}
            self.known[language] = {
                word.replace("-", "").lower(): tuple(word.split("-")) for tag in tags for word in by_tag.get(tag, ())
            }
        return self.known[language]


@dataclass(frozen=True, slots=True)
class _Place:
    """A text of the tree, and what holds there."""

    node: Any
    slot: str
    """text or tail."""
    language: str
    whole: bool
    is_code: bool


def _places(node: Any, outer: _Place) -> Iterator[_Place]:
    if node.tag == "pre" or "data-note" in node.attrib:
        return
    inner = _Place(
        node,
        "text",
        node.get("lang") or outer.language,
        outer.whole or node.tag in _WHOLE or not _WHOLE_CLASSES.isdisjoint(class_names(node)),
        outer.is_code or node.tag in _CODE,
    )
    if node.text:
        yield inner
    for child in node:
        yield from _places(child, inner)
        if child.tail:
            yield replace(inner, node=child, slot="tail")


def _is_address(node: Any) -> bool:
    """Whether an element is a link that shows where it leads, with whatever signs: a DOI may have < and >."""
    text, target = node.text or "", node.get("href") or ""
    shown = node.tag == "a" and not len(node) and "/" in text and not any(c.isspace() for c in text)
    return shown and unquote(target).endswith(unquote(text))


def _code(text: str) -> Iterator[Piece]:
    at = 0
    for found in _LONG_CODE.finditer(text):
        yield None, text[at : found.start()]
        yield "", found.group()
        at = found.end()
    yield None, text[at:]


def _pieces(text: str, exceptions: Mapping[str, tuple[str, ...]]) -> Iterator[Piece]:
    at = 0
    for start, end in find_addresses(text):
        yield from _words(text[at:start], exceptions)
        yield "address", text[start:end]
        at = end
    yield from _words(text[at:], exceptions)


def _words(text: str, exceptions: Mapping[str, tuple[str, ...]]) -> Iterator[Piece]:
    if not exceptions and SOFT_HYPHEN not in text:
        yield None, text
        return
    at = 0
    for found in _WORD.finditer(text):
        word = found.group()
        parts = exceptions.get(word.lower())
        if SOFT_HYPHEN in word.strip(SOFT_HYPHEN):
            piece: Piece = ("hyphenated", word)
        elif parts is None or len("".join(parts)) != len(word):
            continue
        elif len(parts) == 1:
            piece = ("unbroken", word)
        else:
            piece = ("hyphenated", SOFT_HYPHEN.join(_cut(word, parts)))
        yield None, text[at : found.start()]
        yield piece
        at = found.end()
    yield None, text[at:]


def _cut(word: str, parts: Sequence[str]) -> Iterator[str]:
    """The word in pieces as long as ``parts``, in its own capitals."""
    at = 0
    for part in parts:
        yield word[at : at + len(part)]
        at += len(part)


def _fill(node: Any, slot: str, pieces: Sequence[Piece]) -> None:
    """Put text and elements in the place of a node's text, or of the text behind it."""
    setattr(node, slot, None)
    parent, at = (node, 0) if slot == "text" else (node.getparent(), node.getparent().index(node) + 1)
    made = element("made")
    for name, text in pieces:
        if name is None:
            append_text(made, text)
            continue
        holder = made if name == "" else element("span", {"class": name})
        if name:
            made.append(holder)
        first, *others = break_address(text) if name in ("", "address") else (text,)
        append_text(holder, first)
        for other in others:
            holder.append(element("wbr"))
            append_text(holder, other)
    setattr(node, slot, made.text)
    for child in reversed(made):
        parent.insert(at, child)
