"""From what Markdown says to what it means: captions, verse, fenced divs, headings of consecutive levels."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Sequence
from typing import Any

from mdit_py_plugins.attrs.parse import ParseError
from mdit_py_plugins.attrs.parse import parse as parse_attributes

from pamphleteer.article.notes import Locate
from pamphleteer.article.parser import TRAILING_ATTRIBUTES
from pamphleteer.article.tree import LINE
from pamphleteer.diagnostics import Diagnostic, Span, did_you_mean, error, warning
from pamphleteer.markup import append_text, class_names, drop, element, move_children

DIVS = {"verse": "div", "epigraph": "div", "sidebar": "aside", "pullquote": "aside", "letter": "div"}
"""The kinds of fenced div that every layout sets, and the element each becomes."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CAPTION = re.compile(r"(?:Table)?:[ \t\n]+")


def fenced_divs(root: Any, source: Sequence[str], first_line: int, locate: Locate) -> list[Diagnostic]:
    """Give fenced divs their elements and classes; ``source`` is the article's Markdown by lines."""
    found: list[Diagnostic] = []
    for div in list(root.iter("div")):
        end = div.attrib.pop("data-pamphleteer-end", None)
        if end is None:
            continue
        span = locate(div, ":::")
        if not "".join(source[int(end) - first_line :][:1]).strip(" >\t").startswith(":::"):
            found.append(error("div-open", "the div that begins here does not end", span, "close it with ':::'"))
        if kind := div.attrib.pop("data-pamphleteer-kind", None):
            if kind not in DIVS:
                hint = (
                    did_you_mean(kind, DIVS) or f"known: {', '.join(DIVS)}; a class of your own is written {{.{kind}}}"
                )
                found.append(warning("div-unknown", f"no layout knows the div '{kind}'", span, hint))
            div.set("class", " ".join(dict.fromkeys([kind, *class_names(div)])))
        for name in class_names(div):
            if name in DIVS:
                div.tag = DIVS[name]
        if "verse" in class_names(div):
            _verse(div, source, first_line)
        elif {"epigraph", "pullquote"} & {*class_names(div)}:
            _attribution(div)
    return found


def _attribution(div: Any) -> None:
    last: Any = div[-1] if len(div) else None
    if len(div) > 1 and last.tag == "p" and re.match(r"(?:--+|[—–])\s*\S", last.text or ""):
        last.set("class", " ".join([*class_names(last), "attribution"]))


def _verse(div: Any, source: Sequence[str], first_line: int) -> None:
    """Stanzas of lines: each line of the source is a line of verse, its indent kept in steps of two spaces."""
    for stanza in [p for p in div.iter("p")]:
        start = int(stanza.get(LINE, first_line)) - first_line
        stanza.set("class", " ".join([*class_names(stanza), "stanza"]))
        lines = _split_lines(stanza)
        indents = [_indent(line) for line in source[start : start + len(lines)]]
        least = min(indents[: len(lines)], default=0)
        for i, line in enumerate(lines):
            steps = min((indents[i] - least) // 2, 8) if i < len(indents) else 0
            line.set("class", f"line indent-{steps}" if steps else "line")
            # White space, so that lines are words apart wherever they are not lines: copied, searched, read aloud.
            line.tail = "\n" if line is not lines[-1] else None
            stanza.append(line)


def _indent(line: str) -> int:
    bare = line.lstrip(" >")
    return len(line) - len(bare)


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
    text = getattr(holder, slot) or ""
    if match := TRAILING_ATTRIBUTES.search(text):
        try:
            attributes = parse_attributes(match[1])[1]
        except ParseError:
            return
        setattr(holder, slot, text[: match.start()] or None)
        for key, value in attributes.items():
            table.set(key, str(value))


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
