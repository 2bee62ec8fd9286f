"""Fenced divs, as in Pandoc: a fence of colons with words opens one, a bare fence closes the innermost.

The library's containers look ahead for a fence as long as the first one, so that divs within each other need fences of
different lengths, and a fence within code would close them.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import html_block as library_html_block

from pamphleteer.article import attributes

_RULE = re.compile(r"([*_-])[ \t]*(?:\1[ \t]*){2,}")
_WHOLE_HTML = re.compile(r"<(?:script|pre|style|textarea|[!?])", re.IGNORECASE)
_OPEN = "pamphleteer_divs"


def install(md: MarkdownIt) -> None:
    """Teach a parser fenced divs."""
    blocks = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.before("fence", "div", _div, {"alt": blocks})
    md.block.ruler.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})


def named(info: str) -> tuple[str | None, dict[str, str]]:
    """What a fence says: a kind (``::: verse``) and attributes (``::: {.verse #id}``)."""
    word, brace, rest = info.partition("{")
    found = attributes.read(brace + rest) if brace else {}
    return (info, {}) if found is None else (word.strip() or None, found)


def _fence(state: StateBlock, line: int) -> str | None:
    """What stands behind the colons of a fence; None where the line is no fence."""
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
    return text.strip(" \t:") if text.startswith(":::") else None


def _div(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    info = None if state.is_code_block(start) else _fence(state, start)
    if info is None or silent:
        return info is not None
    if not info:
        # Whoever reads the blocks of a div takes its closing fence before any rule sees it.
        state.push("div_stray", "", 0).map = [start, start + 1]
        state.line = start + 1
        return True
    opening = state.push("container_div_open", "div", 1)
    opening.block, opening.info, opening.map = True, info, [start, start + 1]
    kind, given = named(info)
    parent, state.parentType = state.parentType, "container"
    state.env[_OPEN] = state.env.get(_OPEN, 0) + 1
    verse = "verse" in (kind, *given.get("class", "").split())
    line, closed = (_stanzas if verse else _blocks)(state, start + 1, end)
    state.env[_OPEN] -= 1
    state.parentType = parent
    opening.meta = {"open": not closed}
    opening.map = [start, line]
    state.push("container_div_close", "div", -1).block = True
    state.line = line + 1 if closed else line
    return True


def _ends(state: StateBlock, line: int, end: int) -> bool:
    """Whether the block that holds the div ends before ``line``."""
    return line >= end or state.sCount[line] < state.blkIndent


def _blocks(state: StateBlock, line: int, end: int) -> tuple[int, bool]:
    """Read blocks to the closing fence; its line, and whether there is one."""
    rules = state.md.block.ruler.getRules("")
    while True:
        line = state.line = min(state.skipEmptyLines(line), end)
        if _ends(state, line, end):
            return line, False
        if state.level >= state.md.options.maxNesting:
            return end, False
        if not state.is_code_block(line) and _fence(state, line) == "":
            return line, True
        for rule in rules:
            if rule(state, line, end, False):
                break
        line = state.line


def _stanzas(state: StateBlock, line: int, end: int) -> tuple[int, bool]:
    """Read verse: each line is a line of verse, whatever it looks like; empty lines divide stanzas."""
    while True:
        line = state.line = min(state.skipEmptyLines(line), end)
        if _ends(state, line, end):
            return line, False
        first = line
        while not _ends(state, line, end) and not state.isEmpty(line) and _fence(state, line) != "":
            line += 1
        if line > first:
            _stanza(state, first, line)
        if not _ends(state, line, end) and _fence(state, line) == "":
            return line, True


def _stanza(state: StateBlock, first: int, end: int) -> None:
    if end - first > 1 and attributes.line(state, first, end, False):
        first += 1
    texts = [state.src[state.bMarks[n] + state.tShift[n] : state.eMarks[n]].rstrip() for n in range(first, end)]
    if len(texts) == 1 and _RULE.fullmatch(texts[0]):
        state.push("hr", "hr", 0).map = [first, end]
        return
    opening = state.push("paragraph_open", "p", 1)
    opening.map = [first, end]
    opening.meta = {"indents": [state.sCount[n] - state.blkIndent for n in range(first, end)]}
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = "\n".join(texts), [first, end], []
    state.push("paragraph_close", "p", -1)


def _html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Raw HTML, which runs to an empty line, may not run over the end of the div around it."""
    if not silent and state.env.get(_OPEN):
        text = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
        if text.startswith("<") and not _WHOLE_HTML.match(text):
            line = start + 1
            while line < end and not state.isEmpty(line) and _fence(state, line) != "":
                line += 1
            end = line
    return library_html_block(state, start, end, silent)
