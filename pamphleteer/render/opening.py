"""How an article's text begins: the words that stand in small capitals, the letter that drops."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pamphleteer.markup import canonical, class_names, element, parse

OPENING = "opening-paragraph"
"""Class of the first paragraph of an article's text."""

_LEAST, _MOST = 9, 24
"""Letters in small capitals: enough to be seen, and too few to turn over a line."""

_SHORTEST = 60
"""A paragraph of fewer letters is no opening, but a line of its own."""

_DEEPEST = 220
"""A paragraph of fewer letters might end beside its dropped capital."""

_WORD = re.compile(r"\S+")
_CLAUSE = re.compile(r"[,;:.!?…—–]+[’”\"')\]]*$")
_BEFORE = ("h2", "h3", "h4", "h5", "h6", "figure", "aside", "hr")


def mark_opening(body: bytes, dropped: bool, split: bool) -> bytes:
    """An article's body, its first paragraph named and its first words held by ``<span class="opening-words">``.

    ``dropped``: the first letter is to drop, where the paragraph is long enough and begins with a letter. ``split``: it
    gets an element of its own; else the paragraph has a class, and the style sheet takes its ``::first-letter``.
    """
    root = parse(body)
    paragraph = _first_paragraph(root)
    if paragraph is None:
        return body
    pieces = list(_leading(paragraph))
    text = "".join(words for _node, _slot, words in pieces)
    if len("".join(paragraph.itertext())) < _SHORTEST or not text.strip():
        return body
    paragraph.set("class", " ".join([*class_names(paragraph), OPENING]))
    drops = dropped and text[0].isalpha() and len("".join(paragraph.itertext())) >= _DEEPEST
    if drops and not split:
        paragraph.set("class", f"{paragraph.get('class')} drops")
    left = _end(text)
    for node, slot, words in pieces:
        if left <= 0:
            break
        _hold(node, slot, words, left, drops and split and node is pieces[0][0] and slot == pieces[0][1])
        left -= len(words)
    return canonical(root)


def _first_paragraph(root: Any) -> Any:
    """The paragraph with which the text begins; what stands above it may be a heading, a picture or an epigraph."""
    for child in root:
        if child.tag == "p":
            return child
        if child.tag not in _BEFORE and "epigraph" not in class_names(child):
            return None
    return None


def _leading(node: Any) -> Iterator[tuple[Any, str, str]]:
    """The texts with which a paragraph begins, up to the first thing that is no plain text."""
    yield from _inside(node, [])


def _inside(node: Any, stopped: list[bool]) -> Iterator[tuple[Any, str, str]]:
    if node.text:
        yield node, "text", node.text
    for child in node:
        plain = child.tag in ("em", "strong", "i", "b", "a", "span", "abbr") and not child.get("data-note")
        if stopped or not plain or _is_citation(child):
            stopped.append(True)
            return
        yield from _inside(child, stopped)
        if stopped:
            return
        if child.tail:
            yield child, "tail", child.tail


def _is_citation(node: Any) -> bool:
    """Whether an element is a citation, and not only the name of an author in the sentence."""
    words = "".join(node.itertext()).strip()
    return "cite" in class_names(node) and (words[:1] in "([" or any(character.isdigit() for character in words))


def _end(text: str) -> int:
    """Where the words in small capitals end: with a clause, or after a few words; before their punctuation."""
    end = 0
    for match in _WORD.finditer(text):
        word = match[0]
        bare = _CLAUSE.sub("", word)
        if end and match.start() + len(bare) > _MOST:
            break
        end = match.start() + len(bare)
        if bare != word and end >= _LEAST:
            break
    return end


def _hold(node: Any, slot: str, words: str, left: int, drops: bool) -> None:
    """Put the first ``left`` characters of a text into a holder of their own, the first of all into another."""
    taken, rest = words[:left], words[left:]
    made = []
    if drops:
        made.append(element("span", {"class": "initial"}, taken[0]))
        taken = taken[1:]
    if taken:
        made.append(element("span", {"class": "opening-words"}, taken))
    made[-1].tail = rest or None
    at = 0 if slot == "text" else node.getparent().index(node) + 1
    parent = node if slot == "text" else node.getparent()
    setattr(node, slot, None)
    for offset, piece in enumerate(made):
        parent.insert(at + offset, piece)
