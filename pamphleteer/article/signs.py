"""Small inline signs: ``~sub~`` and ``^super^`` scripts, note calls, and mathematics, which is refused."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_CALL = re.compile(r"\[\^([^\s\]]{1,200})\]")
_SCRIPTS = {"~": "sub", "^": "sup"}
# What begins with one of these is read whole, and may hold spaces: code, a link, a tag, an escaped space.
_WHOLE = frozenset("`[!<\\")
_SPACE = re.compile(r"\s")
_PIECE = re.compile(r"(?:\\[^ ]|[^\\])+|\\ ")
# Pandoc's rule: no space inside the dollars, and no digit after the second, so that prices are text. A back quote
# begins code, in which a dollar is no sign.
_MATH = re.compile(r"\$\$(?:\\.|[^\\$]|\$(?!\$))++\$\$|\$(?![\s$])(?:\\.|[^\\$`])++(?<!\s)\$(?!\d)", re.DOTALL)


def script(state: StateInline, silent: bool) -> bool:
    r"""``H~2~O`` and ``2^10^``, as Pandoc has them: no space inside, unless it is written ``\ ``.

    The library's rules take a note call for part of a script, and set no markup within one.
    """
    mark = state.src[state.pos]
    if silent or mark not in _SCRIPTS:
        return False
    start, maximum = state.pos, state.posMax
    state.pos += 1
    while state.pos < maximum and state.src[state.pos] != mark:
        at = state.pos
        if state.src.startswith("[^", at):
            break
        state.md.inline.skipToken(state)
        if state.src[at] not in _WHOLE and _SPACE.search(state.src, at, state.pos):
            state.pos = maximum
    end, state.pos = state.pos, start
    if end >= maximum or end == start + 1 or state.src[end] != mark or state.src.startswith("~~", end):
        return False
    state.push(f"{_SCRIPTS[mark]}_open", _SCRIPTS[mark], 1).markup = mark
    for piece in _PIECE.finditer(state.src, start + 1, end):
        if piece[0] == "\\ ":
            state.push("text", "", 0).content = "\u00a0"
        else:
            state.pos, state.posMax = piece.span()
            state.md.inline.tokenize(state)
    state.push(f"{_SCRIPTS[mark]}_close", _SCRIPTS[mark], -1).markup = mark
    state.pos, state.posMax = end + 1, maximum
    return True


def call(state: StateInline, silent: bool) -> bool:
    """``[^label]``, whether a note of that label is defined or not: a call without a note must be seen to be told."""
    match = _CALL.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if silent:
        # Whoever looks for the end of a link's text would take a longer step for a link within it.
        state.pos += 1
        return True
    state.push("footnote_ref", "", 0).meta = {"label": match[1]}
    state.pos = match.end()
    return True


def note(state: StateInline, silent: bool) -> bool:
    """``^[a note written where it is called]``."""
    start = state.pos
    end = state.md.helpers.parseLinkLabel(state, start + 1, False) if state.src.startswith("^[", start) else -1
    if end < 0:
        return False
    if not silent:
        token = state.push("footnote_ref", "", 0)
        token.content, token.children = state.src[start + 2 : end], []
        # What is cited in a note is no part of a citation that calls it.
        citing = state.env.pop("citing", None)
        state.md.inline.parse(token.content, state.md, state.env, token.children)
        if citing:
            state.env["citing"] = citing
    state.pos = end + 1
    return True


def math(state: StateInline, silent: bool) -> bool:
    """``$x$`` and ``$$x$$`` in a paragraph: kept as written, to be told of."""
    match = _MATH.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "$" else None
    if not match:
        return False
    if not silent:
        token = state.push("math", "", 0)
        token.content, token.meta = match[0], {"line": state.src.count("\n", 0, state.pos)}
    state.pos = match.end()
    return True


def math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``$$`` at the head of a line to ``$$`` at the end of one, whatever the lines between look like."""
    if state.is_code_block(start) or not _text(state, start).startswith("$$"):
        return False
    last, rest = start, _text(state, start)[2:]
    while "$$" not in rest:
        last += 1
        if last >= end or state.isEmpty(last) or state.sCount[last] < state.blkIndent:
            return False
        rest = _text(state, last)
    if not rest.rstrip().endswith("$$"):
        return False
    if not silent:
        token = state.push("math_block", "", 0)
        token.content = "\n".join(_text(state, line) for line in range(start, last + 1))
        token.map = [start, last + 1]
        state.line = last + 1
    return True


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
