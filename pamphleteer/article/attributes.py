"""Attributes in braces, ``{#id .class key="value"}``: behind inline elements, on headings, on a line above a block."""

from __future__ import annotations

import re

from markdown_it.common.utils import unescapeAll
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.attrs.parse import ParseError, parse

LINE = "attributes_line"
"""The type of a token that stands for a line of attributes without a block of its own."""

_BRACES = re.compile(r"\{[^{}]*\}")
_TRAILING = re.compile(r"[ \t]*(\{[^{}]*\})[ \t]*$")
_VALUE = re.compile(r""""(?:[^"\\]|\\.)*"|=(?:'([^']*)'|([^\s"'{}]+))""")
_PENDING = "attributes"
_CLOSERS = frozenset("link_close span_close sub_close sup_close em_close strong_close s_close".split())
_NO_HOLDERS = frozenset(["html_block", "footnote_reference_open", "div_stray", "math_block"])


def read(text: str) -> dict[str, str] | None:
    """What a pair of braces says; None where it can be no attributes, and is text.

    Beyond what the parser of the library takes, a bare value may have any letters (``width=50%``), a value may stand
    in single quotes, and a newline is a space.
    """
    try:
        _, found = parse(_VALUE.sub(_quoted, " ".join(line.strip() for line in text.split("\n"))))
    except ParseError:
        return None
    return {key: unescapeAll(str(value)) for key, value in found.items()}


def _quoted(match: re.Match[str]) -> str:
    bare = match[1] if match[1] is not None else match[2]
    if bare is None:
        return match[0]
    escaped = bare.replace("\\", "\\\\").replace('"', '\\"')
    return f'="{escaped}"'


def trailing(text: str) -> tuple[str, dict[str, str]]:
    """A line of text without the attributes at its end, and those attributes."""
    match = _TRAILING.search(text)
    found = read(match[1]) if match else None
    return (text[: match.start()], found) if match and found else (text, {})


def join(held: dict[str, str], given: dict[str, str]) -> dict[str, str]:
    """Two sets of attributes as one: classes add up, of everything else the later counts."""
    both = {**held, **given}
    classes = [name for part in (held, given) for name in part.get("class", "").split()]
    return {**both, "class": " ".join(dict.fromkeys(classes))} if classes else both


def add(token: Token, attributes: dict[str, str]) -> None:
    """Give attributes to a token that may have some already."""
    if "alt" in attributes:
        # The parser gives every picture an empty one: what its author wrote must be known from it.
        token.meta["alt"] = attributes["alt"]
    held = {key: str(value) for key, value in token.attrs.items()}
    token.attrs = {**token.attrs, **join(held, attributes)}


# --- behind inline elements


def span(state: StateInline, silent: bool) -> bool:
    """``[words]{.class}``."""
    start, maximum = state.pos, state.posMax
    if state.src[start] != "[":
        return False
    end = state.md.helpers.parseLinkLabel(state, start, False)
    match = _BRACES.match(state.src, end + 1, maximum) if end >= 0 else None
    attributes = read(match[0]) if match else None
    if match is None or attributes is None:
        return False
    if not silent:
        state.pos, state.posMax = start + 1, end
        add(state.push("span_open", "span", 1), attributes)
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
        state.posMax = maximum
    state.pos = match.end()
    return True


def behind(state: StateInline, silent: bool) -> bool:
    """``![x](y.png){width=50%}``, ``*mot*{lang=fr}``: attributes directly behind an inline element."""
    if silent or state.src[state.pos] != "{" or state.pending or not state.tokens:
        return False
    last = state.tokens[-1]
    closes = bool(state.delimiters) and state.delimiters[-1].token == len(state.tokens) - 1
    if not closes and last.type not in ("image", "code_inline") and last.type not in _CLOSERS:
        return False
    match = _BRACES.match(state.src, state.pos, state.posMax)
    attributes = read(match[0]) if match else None
    if match is None or attributes is None:
        return False
    if last.type in ("image", "code_inline"):
        add(last, attributes)
    else:
        # Which asterisks are emphasis is known when the whole paragraph has been read.
        token = state.push(_PENDING, "", 0)
        token.content, token.meta = match[0], {"attributes": attributes}
    state.pos = match.end()
    return True


def settle(state: StateInline) -> None:
    """Give attributes behind emphasis and its like to what they close; behind a lone asterisk they are text."""
    if not any(token.type == _PENDING for token in state.tokens):
        return
    opened: list[Token] = []
    kept: list[Token] = []
    closed: Token | None = None
    for token in state.tokens:
        if token.type == _PENDING and closed is not None:
            add(closed, token.meta["attributes"])
            continue
        if token.type == _PENDING:
            token.type, token.meta = "text", {}
        if token.type == "text" and not token.content:
            # What the parser leaves of the second asterisk of two.
            continue
        closed = None
        if token.nesting == 1:
            opened.append(token)
        elif token.nesting == -1 and opened:
            opening = opened.pop()
            closed = opening if token.type in _CLOSERS else None
        kept.append(token)
    # The list itself belongs to whoever called the parser.
    state.tokens[:] = kept


# --- on blocks


def headings(state: StateCore) -> None:
    """``## Title {#id .class}``, as Pandoc reads it."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type == "heading_open":
            inline.content, attributes = trailing(inline.content)
            add(opening, attributes)


def line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``{.keep}`` on a line of its own, before a block.

    The library's own rule takes any line between two braces for attributes, and loses the words between them.
    """
    if state.is_code_block(start):
        return False
    attributes = on_line(state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]])
    if not attributes:
        return False
    if not silent:
        token = state.push(LINE, "", 0)
        token.map, token.attrs = [start, start + 1], {**attributes}
        state.line = start + 1
    return True


def on_line(text: str) -> dict[str, str]:
    """The attributes on a line that holds nothing else; none where it does."""
    text = text.strip()
    return (read(text) if _BRACES.fullmatch(text) else None) or {}


def lines(state: StateCore) -> None:
    """Give each line of attributes to the block after it; where there is none, the token stays, to be told of."""
    kept: list[Token] = []
    waiting: Token | None = None
    for token in state.tokens:
        if waiting is not None:
            attributes = {key: str(value) for key, value in waiting.attrs.items()}
            if token.type == LINE:
                token.attrs = {**join(attributes, {key: str(value) for key, value in token.attrs.items()})}
            elif token.nesting >= 0 and token.type not in _NO_HOLDERS:
                held = {key: str(value) for key, value in token.attrs.items()}
                token.attrs = {**token.attrs, **join(attributes, held)}
            else:
                kept.append(waiting)
            waiting = None
        if token.type == LINE:
            waiting = token
        else:
            kept.append(token)
    state.tokens = kept if waiting is None else [*kept, waiting]
