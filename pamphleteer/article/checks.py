"""What the tokens of an article show that its tree will not: text that would be lost or that closes nothing."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from typing import Any

from markdown_it.token import Token

from pamphleteer.article import attributes, parser
from pamphleteer.diagnostics import Diagnostic, Span, error, warning
from pamphleteer.marked import ILLEGAL

Place = Callable[[int], Span]
"""The place of a line of the Markdown, counted from 0."""

_MEANING = re.compile(r":[ \t]+\S")
_PIPE = re.compile(r"(?<!\\)\|")


def forbidden(character: str, span: Span) -> Diagnostic:
    """The finding that a control character stands in a text."""
    message = f"the control character U+{ord(character):04X} cannot be printed"
    return error("character-forbidden", message, span, "take it out")


def too_deep(span: Span) -> Diagnostic:
    """The finding that a text is nested beyond what can be read."""
    hint = f"at most {parser.DEEPEST} elements may lie within each other"
    return error("article-too-deep", "the article is nested too deeply", span, hint)


def unreadable(tokens: Sequence[Token], file: str, place: Place) -> Diagnostic | None:
    """What no tree can be made of: text too deep, or characters that have no form."""
    for token in tokens:
        span = place(token.map[0]) if token.map else Span(file)
        if token.nesting == 1 and token.level + 1 >= parser.DEEPEST:
            # The parser leaves out in silence what lies deeper.
            return too_deep(span)
        within = [token]
        while within:
            part = within.pop()
            within += part.children or ()
            if illegal := ILLEGAL.search(part.content):
                return forbidden(illegal[0], span)
    return None


def leftovers(tokens: Sequence[Token], place: Place) -> tuple[list[Token], list[Diagnostic]]:
    """The tokens without those that belong to no block: fences that close nothing, attributes of nothing."""
    kept: list[Token] = []
    found: list[Diagnostic] = []
    for token in tokens:
        if token.type == "div_stray" and token.map:
            message = "these colons close nothing"
            hint = "a div begins with colons and a word; colons that are text are written \\:::"
            found.append(error("div-stray", message, place(token.map[0]), hint))
        elif token.type == attributes.LINE and token.map:
            message = "no block follows these attributes"
            hint = "write them on the line before a block; of raw HTML, into its tag; a brace that is text is \\{"
            found.append(warning("attributes-unused", message, place(token.map[0]), hint))
        else:
            kept.append(token)
    return kept, found


def definitions(tokens: Sequence[Token], env: dict[str, Any], place: Place) -> list[Diagnostic]:
    """A definition of a link that no text uses is text that vanishes: ``[Note]: important``."""
    found: list[Diagnostic] = []
    texts = " ".join(" ".join(token.content.split()).casefold() for token in tokens if token.type == "inline")
    for label, entry in env.get("references", {}).items():
        span = place(entry["map"][0])
        if label.startswith("^"):
            message = f"'[{label.lower()}]' cannot be a note: its label has a space"
            found.append(error("note-label", message, span, "write a label without spaces"))
        elif f"[{label.casefold()}]" not in texts:
            message = f"the line '[{label.lower()}]: …' defines a link that is never used, and is not shown"
            hint = "put a backslash before the bracket, if it is text: \\["
            found.append(warning("link-unused", message, span, hint))
    for entry in env.get("duplicate_refs", []):
        message = f"the link [{entry.get('label', '')}] is defined again, and this definition is not used"
        span = place(entry["map"][0])
        found.append(warning("link-unused", message, span, "give one of the two another label"))
    return found


def rows(tokens: Sequence[Token], lines: Sequence[str], place: Place) -> list[Diagnostic]:
    """A row with more cells than its table has columns would lose the last ones."""
    found: list[Diagnostic] = []
    columns = 0
    for token in tokens:
        if token.type == "table_open":
            columns = 0
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tr_open" and token.map and columns:
            line = lines[token.map[0]].strip(" >\t")
            cells = len(_PIPE.findall(line.strip().removeprefix("|").removesuffix("|"))) + 1
            if cells > columns:
                message = f"this row has {cells} cells, its table {columns} columns: the last would be lost"
                hint = "add a column, or write a bar that is text as \\|"
                found.append(error("table-row-long", message, place(token.map[0]), hint))
    return found


def paragraphs(tokens: Sequence[Token], place: Place) -> list[Diagnostic]:
    """Lines of paragraphs that look like something else: they are printed as they were typed.

    A colon begins the meaning of a term, or the caption of a table; braces alone on a line are attributes.
    """
    found: list[Diagnostic] = []
    before = Token("", "", 0)
    for opening, inline in itertools.pairwise(tokens):
        if opening.type == "paragraph_open" and inline.map and "indents" not in opening.meta:
            for i, line in enumerate(inline.content.split("\n")):
                if _MEANING.match(line) and (i or before.type != "table_close"):
                    message = "this line begins as the meaning of a term or the caption of a table, and is neither"
                    hint = (
                        "a meaning stands right below its term, a caption after its table; a colon that is text is \\:"
                    )
                    found.append(warning("colon-unread", message, place(inline.map[0] + i), hint))
                elif i and line.startswith("{") and attributes.on_line(line):
                    message = "these attributes stand within a paragraph, and are text"
                    hint = "leave an empty line above them; a brace that is text is \\{"
                    found.append(warning("attributes-unused", message, place(inline.map[0] + i), hint))
        before = opening
    return found
