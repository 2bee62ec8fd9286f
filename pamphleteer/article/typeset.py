"""Typography applied to a tree: each block's text goes, in runs, to the typography service, and comes back set."""

from __future__ import annotations

from typing import Any

from pamphleteer.article.tree import CITE, KEY, PART
from pamphleteer.markup import BLOCKS
from pamphleteer.typography import Run, set_text

VERBATIM = frozenset("code pre kbd samp var tt".split())
# Stands for a note call or a picture: it has a place in the text, but no letters.
_OBJECT = Run("\ufffc", True)
_BREAK = Run("\n", True)
# Stands for a source in the sentence, or a key: it will be words.
_WORD = Run("Name", True)


def typeset(root: Any, language: str) -> None:
    """Set all text below ``root`` by the rules of its language; a newline in a source is a space."""
    setter = _Setter()
    setter.walk(root, language, False)
    setter.flush(language)


class _Setter:
    """Gathers the runs of one block, and where each came from."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.slots: list[tuple[Any, str] | None] = []

    def walk(self, node: Any, language: str, verbatim: bool) -> None:
        inner = node.get("lang") or language
        breaks = node.tag in BLOCKS
        if breaks:
            self.flush(language)
        verbatim = verbatim or node.tag in VERBATIM or "data-pamphleteer-auto" in node.attrib
        if node.tag == KEY or (node.tag == CITE and "bare" in node.attrib):
            self.add(_WORD, None)
        elif "data-note" in node.attrib or node.tag in ("img", CITE):
            self.add(_OBJECT, None)
        elif node.tag in ("br", PART):
            self.add(_BREAK, None)
        else:
            self.text(node, "text", node.text, verbatim, inner)
            for child in node:
                self.walk(child, inner, verbatim)
                self.text(child, "tail", child.tail, verbatim, inner)
        if breaks:
            self.flush(inner)

    def text(self, node: Any, slot: str, text: str | None, verbatim: bool, language: str) -> None:
        if text:
            self.add(Run(text if verbatim else text.replace("\n", " "), verbatim, language), (node, slot))

    def add(self, run: Run, slot: tuple[Any, str] | None) -> None:
        self.runs.append(run)
        self.slots.append(slot)

    def flush(self, language: str) -> None:
        if self.runs:
            for slot, text in zip(self.slots, set_text(self.runs, language), strict=True):
                if slot:
                    setattr(*slot, text)
        self.runs, self.slots = [], []
