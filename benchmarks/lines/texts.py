"""The texts that lines are compared on, as Markdown that we and pandoc read alike: a heading, paragraphs, notes."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CHAPTERS, WORDS, SEED = 20, 4050, 7
"""Of the book corpus."""

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_TITLE = re.compile(r'^title: *"?(.*?)"? *$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Text:
    """A text, a file a chapter."""

    name: str
    language: str
    chapters: tuple[Path, ...]


def corpus(shared: Path, folder: Path, chapters: int = CHAPTERS) -> Text:
    """The first chapters of the book corpus, which a script of the shared folder makes up."""
    out = folder / "corpus"
    made = [sys.executable, str(shared / "bench" / "corpus.py"), str(out), str(CHAPTERS), str(WORDS), str(SEED)]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
    return Text("book corpus", "en-US", tuple(sorted(out.glob("[0-9]*.md"))[:chapters]))


def articles(shared: Path, folder: Path) -> Text:
    """The prose among the articles of a weekly of 1888–1896."""
    out = folder / "articles"
    out.mkdir()
    paths = []
    for path in sorted((shared / "inputs" / "sentinel").glob("*.md")):
        if "verse" in path.name:
            continue
        whole = path.read_text(encoding="utf-8")
        front = _FRONT.match(whole)
        assert front is not None
        title = _TITLE.search(front.group(1))
        assert title is not None
        paths.append(out / path.name)
        paths[-1].write_text(f"# {title.group(1)}\n\n{whole[front.end() :].lstrip()}", encoding="utf-8")
    return Text("English articles", "en-US", tuple(paths))


def german(path: Path, folder: Path) -> Text:
    """A German text as Project Gutenberg has it, whose chapters are headed by roman numerals."""
    out = folder / "german"
    out.mkdir()
    whole = path.read_text(encoding="utf-8-sig").split("End of the Project Gutenberg")[0]
    paths = []
    for number, (title, body) in enumerate(_numbered(whole), 1):
        paths.append(out / f"{number:03}.md")
        dashed = re.sub(r"(?<!-)--(?!-)", "–", body.strip())
        paths[-1].write_text(f"# Kapitel {title}\n\n{dashed}\n", encoding="utf-8")
    return Text("German text", "de-DE", tuple(paths))


def _numbered(whole: str) -> Iterator[tuple[str, str]]:
    pieces = re.split(r"^ *([IVX]+)\. *$", whole, flags=re.MULTILINE)
    return zip(pieces[1::2], pieces[2::2], strict=True)
