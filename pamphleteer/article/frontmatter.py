"""The front matter of an article: the YAML between two lines of three hyphens at its head."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from pydantic import Field

from pamphleteer.diagnostics import Diagnostic, Span, error
from pamphleteer.marked import Marked, read_yaml
from pamphleteer.validation import IsoDate, Language, Strict, Text, validate

_FENCE = re.compile(r"(?:---|\.\.\.)[ \t]*")


class FrontMatter(Strict):
    """What an article may say of itself. Titles and their like are one line of Markdown."""

    title: Text | None = Field(
        None,
        description="The title of the article. Without it, a first heading of level 1 is the title.",
        examples=["The *Ark* of Lowmere"],
    )
    standfirst: Text | None = Field(
        None,
        description="The sentence or two between title and text.",
        examples=["How a market town dug its own canal."],
    )
    byline: Text | None = Field(None, description="Who wrote it, as it is printed.", examples=["Edith Marl"])
    date: IsoDate | None = Field(
        None,
        description="When it was written or first printed: a day, a month or a year. It is printed as its language "
        "writes dates.",
        examples=["2019-03-14"],
    )
    language: Language | None = Field(
        None, description="The language of the text, where it differs from the book's.", examples=["fr"]
    )
    source: Text | None = Field(
        None,
        description="Where it first appeared, as it is printed below the text.",
        examples=["First printed in the *Lowmere Courier*."],
    )
    rights: Text | None = Field(
        None, description="Whose the text is, as it is printed below it.", examples=["Copyright Edith Marl."]
    )
    references: list[dict[str, Any]] = Field(
        default=[],
        description="Sources that the article cites, in CSL-YAML.",
        examples=[[{"id": "hale1901", "title": "The Parish Book of Saltby", "type": "book"}]],
    )


def split(text: str, file: str) -> tuple[Marked | None, str, int, tuple[Diagnostic, ...]]:
    """An article's front matter, its Markdown, and the line on which the Markdown begins."""
    lines = text.split("\n")
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if first and lines[first].rstrip() == "---" and any(":" in line for line in lines[first + 1 : first + 2]):
        message = "front matter begins on the first line, or it is text"
        place = Span(file, first + 1, 1)
        return None, "", 1, (error("front-matter-late", message, place, "take out the empty lines above it"),)
    if lines[0].rstrip() != "---":
        return Marked({}, {(): Span(file, 1, 1)}, {}), text, 1, ()
    end = next((i for i, line in enumerate(lines[1:], 1) if _FENCE.fullmatch(line)), None)
    if end is None:
        message = "the front matter that begins here does not end"
        return None, "", 1, (error("front-matter-open", message, Span(file, 1, 1), "close it with a line of '---'"),)
    marked, found = read_yaml("\n".join(lines[1:end]) + "\n", file, first_line=2)
    return marked, "\n".join(lines[end + 1 :]), end + 2, found


def read(marked: Marked) -> tuple[FrontMatter | None, Marked, tuple[Diagnostic, ...]]:
    """The front matter, typed."""
    front, marked, found = validate(FrontMatter, marked, "front-matter", "front matter")
    # Articles come with the keys of other tools; what is not ours is named, but stops nothing.
    told = (replace(d, severity="warning") if d.code == "front-matter-unknown-key" else d for d in found)
    return front, marked, tuple(told)
