"""A chapter of the handbook as someone follows it, its files written, its commands typed, its answers compared.

A block ``sh`` is typed line by line, and a block ``text`` after it is what it answers. A block after a sentence that
names one file in backticks is that file. A manifest that exists has its keys replaced, and no more; a sentence that
says "add" adds to the file, one that says "now" tells what stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

_BLOCK = re.compile(r"^(?P<fence>`{3,}) *(?P<kind>[\w-]*)[^\n]*\n(?P<text>.*?)^(?P=fence) *$", re.M | re.S)
_FILE = re.compile(r"`((?:[\w-]+/)*(?:[\w-]+\.(?:yaml|md|css|j2|html\.j2|txt|bib|svg)|Makefile))`")


@dataclass(frozen=True)
class Block:
    """A fenced block of code."""

    kind: str
    """Its info string: sh, markdown, yaml …"""
    text: str
    line: int
    """The line of its fence in the chapter."""
    before: str
    """The text between the block before it and itself."""

    @property
    def sentence(self) -> str:
        """The sentence that leads to it, if one does."""
        paragraph = self.before.strip().rsplit("\n\n", 1)[-1]
        return re.split(r"(?<=[.?!]) (?=[A-Z])", paragraph)[-1] if paragraph.endswith(":") else ""

    @property
    def file(self) -> str | None:
        """The file that the sentence before it names."""
        named = _FILE.findall(self.sentence) if self.kind != "sh" else []
        return named[0] if len(named) == 1 else None


def blocks(chapter: str) -> Iterator[Block]:
    """The fenced blocks of a chapter, in their order."""
    end = 0
    for match in _BLOCK.finditer(chapter):
        line = chapter.count("\n", 0, match.start()) + 1
        yield Block(match["kind"], match["text"], line, chapter[end : match.start()])
        end = match.end()


def commands(block: Block) -> list[str]:
    """The commands of a block ``sh``, one a line, or on several that end in a backslash; a comment is left out."""
    lines = block.text.replace("\\\n", " ").splitlines()
    return [line.split("  #")[0].strip() for line in lines if line.strip()]


def write(block: Block, folder: Path) -> None:
    """Do with a block's file what a reader would."""
    assert block.file
    path = folder / block.file
    path.parent.mkdir(parents=True, exist_ok=True)
    if re.search(r"\bnow\b", block.sentence):
        assert plain(block.text) in plain(path.read_text(encoding="utf-8"))
    elif re.search(r"\b[Aa]dd\b", block.sentence):
        path.write_text(path.read_text(encoding="utf-8") + block.text, encoding="utf-8")
    elif path.name == "book.yaml" and path.exists():
        keys = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        keys |= yaml.load(block.text, yaml.BaseLoader)
        path.write_text(yaml.safe_dump(keys, allow_unicode=True, sort_keys=False), encoding="utf-8")
    else:
        path.write_text(block.text, encoding="utf-8")


def plain(text: str) -> str:
    """A text with its white space folded, so that lines may be broken where a page needs it."""
    return re.sub(r"\s+", " ", text).strip()
