"""From what Markdown says to what it means: captions, verse, fenced divs, headings of consecutive levels."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from typing import Any

from pamphleteer.article import attributes
from pamphleteer.article.notes import Locate
from pamphleteer.article.tree import INDENTS, KIND, LINE, OPEN
from pamphleteer.diagnostics import Diagnostic, Span, did_you_mean, error, warning
from pamphleteer.markup import append_text, class_names, drop, element, move_children

DIVS = {"verse": "div", "epigraph": "div", "sidebar": "aside", "pullquote": "aside", "letter": "div"}
"""The kinds of fenced div that every layout sets, and the element each becomes."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_DASH = re.compile(r"(?:--+|[—–])\s*\S")
_CAPTION = re.compile(r"(?:Table)?:[ \t\n]+")


def fenced_divs(root: Any, locate: Locate) -> list[Diagnostic]:
    """Give fenced divs their elements and classes."""
    found: list[Diagnostic] = []
    for div in list(root.iter("div")):
        kind = div.attrib.pop(KIND, None)
        if kind is None:
            continue
        span = locate(div, ":::")
        if div.attrib.pop(OPEN, None) is not None:
            found.append(error("div-open", "the div that begins here does not end", span, "close it with ':::'"))
        if kind:
            if kind not in DIVS:
                hint = (
                    did_you_mean(kind, DIVS) or f"known: {', '.join(DIVS)}; a class of your own is written {{.{kind}}}"
                )
                found.append(warning("div-unknown", f"no layout knows the div '{kind}'", span, hint))
            div.set("class", " ".join(dict.fromkeys([kind, *class_names(div)])))
        for name in class_names(div):
            if name in DIVS:
                div.tag = DIVS[name]
        if {"verse", "epigraph", "pullquote"} & {*class_names(div)}:
            _attribution(div)
        if "verse" in class_names(div):
            _verse(div)
    return found


def _attribution(div: Any) -> None:
    """A last paragraph that begins with a dash says whose words they are."""
    last: Any = div[-1] if len(div) else None
    if len(div) < 2 or last.tag != "p" or not _DASH.match("".join(last.itertext())):
        return
    if " " in last.get(INDENTS, ""):
        # A last stanza of several lines is one of a poem in which somebody speaks.
        return
    last.attrib.pop(INDENTS, None)
    last.set("class", " ".join([*class_names(last), "attribution"]))


def _verse(div: Any) -> None:
    """Stanzas of lines: each line of the source is a line of verse, its indent kept in steps of two spaces."""
    for stanza in [p for p in div.iter("p") if INDENTS in p.attrib]:
        indents = [int(indent) for indent in stanza.attrib.pop(INDENTS).split()]
        stanza.set("class", " ".join([*class_names(stanza), "stanza"]))
        lines = _split_lines(stanza)
        least = min(indents)
        for i, line in enumerate(lines):
            steps = min((indents[i] - least) // 2, 8) if i < len(indents) else 0
            line.set("class", f"line indent-{steps}" if steps else "line")
            # White space, so that lines are words apart wherever they are not lines: copied, searched, read aloud.
            line.tail = "\n" if line is not lines[-1] else None
            stanza.append(line)


def _split_lines(stanza: Any) -> list[Any]:
    """The stanza's lines as ``<span>``; an element that runs over a line's end is closed there and opened again."""
    lines = [element("span")]
    stack: list[Any] = []

    def top() -> Any:
        return stack[-1] if stack else lines[-1]

    def reopen() -> None:
        lines.append(element("span"))
        for depth, old in enumerate(stack):
            fresh = element(old.tag, {k: v for k, v in old.items() if k != "id"})
            (stack[depth - 1] if depth else lines[-1]).append(fresh)
            stack[depth] = fresh

    def text(words: str | None) -> None:
        for i, piece in enumerate((words or "").split("\n")):
            if i:
                reopen()
            append_text(top(), piece.strip("\t") if not i else piece.lstrip())

    def walk(node: Any) -> None:
        text(node.text)
        for child in list(node):
            if child.tag == "br":
                # The parser puts a newline after each hard break, which ends the line.
                if not (child.tail or "").startswith("\n"):
                    reopen()
            elif not len(child) and not child.text:
                single = copy.copy(child)
                single.tail = None
                top().append(single)
            else:
                opened = element(child.tag, dict(child.items()))
                top().append(opened)
                stack.append(opened)
                walk(child)
                stack.pop()
            text(child.tail)

    walk(stanza)
    for child in list(stanza):
        stanza.remove(child)
    stanza.text = None
    return lines


def table_captions(root: Any) -> None:
    """A paragraph ``: caption`` after a table becomes its caption, as in Pandoc."""
    for table in list(root.iter("table")):
        after = table.getnext()
        if after is None or after.tag != "p" or not (match := _CAPTION.match(after.text or "")):
            continue
        caption = element("caption", {LINE: after.get(LINE, "1")})
        after.text = (after.text or "")[match.end() :]
        move_children(after, caption)
        _caption_attributes(caption, table)
        table.insert(0, caption)
        drop(after)


def _caption_attributes(caption: Any, table: Any) -> None:
    """``: caption {#id .class}`` names the table, as in Pandoc."""
    holder, slot = (caption[-1], "tail") if len(caption) else (caption, "text")
    words, given = attributes.trailing(getattr(holder, slot) or "")
    if not given:
        return
    setattr(holder, slot, words or None)
    for key, value in attributes.join(dict(table.items()), given).items():
        table.set(key, value)


def scopes(root: Any) -> None:
    """Say of every head cell whether it stands over a column or before a row."""
    for cell in root.iter("th"):
        if cell.get("scope") is None:
            above = cell.getparent().getparent()
            cell.set("scope", "col" if above is not None and above.tag == "thead" else "row")


def headings(root: Any, locate: Callable[[Any, str], Span]) -> list[Diagnostic]:
    """Bring headings to levels from 2 on (1 is the article's title), none skipped."""
    nodes = [node for node in root.iter(*_HEADINGS)]
    found: list[Diagnostic] = []
    if not nodes:
        return found
    top = min(int(node.tag[1]) for node in nodes)
    before = 1
    for node in nodes:
        level = int(node.tag[1]) - top + 2
        if level > before + 1:
            message = f"this heading is {level - before} levels below the one before it"
            found.append(warning("heading-skipped", message, locate(node, "#"), "go down one level at a time"))
            level = before + 1
        node.tag = f"h{min(level, 6)}"
        before = level
    return found
