"""Small inline signs: ``~sub~`` and ``^super^`` scripts, note calls, citations, and mathematics, which is refused."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import Any

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline, link
from markdown_it.token import Token

from pamphleteer.article import attributes
from pamphleteer.typography.addresses import find_addresses

# Pandoc's: words joined by single signs, and whole addresses; in braces whatever has no braces, or pairs of them. A
# letter may have its accent behind it.
_KEY = re.compile(
    r"-?@(?:(?P<plain>\w(?:[\w\u0300-\u036f]|[:.#$%&+?<>~/-](?=\w)|[:/](?=/))*+)"
    r"|\{(?=\s*[^\s}])(?P<braced>(?:[^{}]|\{[^{}]*\})++)\})"
)
_CITED = re.compile(rf"(?<!\w){_KEY.pattern}")
_BRACKET = re.compile(r"[ \t]*+(?:\n[ \t]*+)?\[(?!\^)")
_BRACE = re.compile(r"\s*,?\s*\{")
# A semicolon in quotation marks belongs to what is quoted; a mark after a letter or a figure opens nothing.
_QUOTED = re.compile(r"\([^()]*\)|(?<!\w)\"[^\"]*\"(?!\w)|“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«")
_SEMICOLON = re.compile(rf"(?:{_QUOTED.pattern})|(?P<semicolon>;)|(?P<open>\[)|(?P<close>\])")
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


def cite(state: StateInline, silent: bool) -> bool:
    """``[see @key, p. 3; @other]``: Pandoc's citation in brackets, its words read as inline Markdown.

    What is found is one element that holds keys, semicolons and words; ``cites`` makes cites of them.
    """
    start, maximum = state.pos, state.posMax
    # Whoever looks for the end of a link's text must find each bracket by itself: a link may hold a citation.
    if silent or state.src[start] != "[" or state.src.startswith("[^", start) or state.src.find("@", start) < 0:
        return False
    end = state.md.helpers.parseLinkLabel(state, start)
    if end < 0 or not _CITED.search(state.src, start + 1, end):
        return False
    if state.src[end + 1 : end + 2] in ("(", "[", "{") and _is_link_or_span(state, start):
        return False
    state.push("cite_open", "pamphleteer-cite", 1).attrs = _place(state, start)
    _within(state, start + 1, end)
    state.push("cite_close", "pamphleteer-cite", -1)
    state.pos, state.posMax = end + 1, maximum
    return True


def bare_cite(state: StateInline, silent: bool) -> bool:
    """``@key``, ``-@key`` and ``@key [p. 3]`` in running text, and each key of a citation in brackets."""
    start, maximum = state.pos, state.posMax
    before = state.src[start - 1 : start]
    match = _KEY.match(state.src, start, maximum)
    if match and before == "_":
        # An underline that begins emphasis also ends it, and is no part of the key.
        before = state.src[start - 2 : start - 1] if start > 1 else ""
        match = _KEY.match(state.src, start, match.end() - len(match[0]) + len(match[0].rstrip("_")))
    if not match or before.isalnum() or (before == "-" and match[0].startswith("-")):
        return False
    if silent or "citing" in state.env:
        if not silent:
            _push_key(state, match)
        state.pos = match.end()
        return True
    state.push("cite_open", "pamphleteer-cite", 1).attrs = {"bare": "", **_place(state, start)}
    _push_key(state, match)
    state.pos = match.end()
    bracket = _BRACKET.match(state.src, match.end(), maximum)
    if bracket and (end := _end_of_own(state, bracket.end() - 1)):
        state.push("cite_part", "pamphleteer-part", 0)
        _within(state, bracket.end(), end)
        state.pos, state.posMax = end + 1, maximum
    state.push("cite_close", "pamphleteer-cite", -1)
    return True


def _push_key(state: StateInline, match: re.Match[str]) -> None:
    token = state.push("cite_key", "pamphleteer-key", 0)
    token.content = match[0]
    token.attrs = {"key": " ".join((match["plain"] or match["braced"]).split()), **_place(state, match.start())}


def _place(state: StateInline, place: int) -> dict[str, str | int | float]:
    """On which line of its block a sign stands, and at which character of that line, both from 0."""
    # Found once for a text, not once for each of its signs.
    known = state.env.setdefault("lines", {})
    if state.src not in known:
        known[state.src] = [0, *accumulate(len(line) + 1 for line in state.src.split("\n"))]
    line = bisect_right(known[state.src], place) - 1
    return {"line": line, "at": place - known[state.src][line]}


def _within(state: StateInline, start: int, end: int) -> None:
    """Read what stands in a citation: a bracket behind a key is text there."""
    outer = state.env.get("citing")
    state.env["citing"] = True
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    if outer is None:
        del state.env["citing"]


def _is_link_or_span(state: StateInline, start: int) -> bool:
    """Whether a bracket begins a link, or words with attributes."""
    before, state.pos = state.pos, start
    found = link(state, True) or attributes.span(state, True)
    state.pos = before
    return found


def _end_of_own(state: StateInline, start: int) -> int | None:
    """Where a bracket behind a key ends; None where it does not, is empty, or is a link."""
    end: int = state.md.helpers.parseLinkLabel(state, start)
    if end < 0 or not state.src[start + 1 : end].strip() or _is_link_or_span(state, start):
        return None
    return end


def cite_parts(state: StateInline) -> None:
    """Find the semicolons that part cites, and the locators in braces: ``[@key{p. 3; 4}, x; @other]``.

    Not those that are escaped, in code, in quotation marks, in brackets, or in markup. It comes when emphasis is known.
    """
    if not any(token.type == "cite_open" for token in state.tokens):
        return
    kept: list[Token] = []
    # Of each element that is open: its opening token, and how many brackets are open in it.
    stack: list[list[Any]] = []
    closing: tuple[int, int] | None = None
    for i, token in enumerate(state.tokens):
        direct = bool(stack) and stack[-1][0].type == "cite_open"
        if token.nesting == 1:
            stack.append([token, 0])
        elif token.nesting == -1 and stack:
            stack.pop()
        if token.type != "text" or not direct:
            kept.append(token)
            continue
        text, at = token.content, 0
        if (
            closing is None
            and i
            and state.tokens[i - 1].type == "cite_key"
            and (brace := _BRACE.match(text))
            and (closing := _closing(state.tokens, i, brace.end()))
        ):
            kept.append(Token("locator_open", "pamphleteer-locator", 1))
            at = brace.end()
        if closing is not None:
            if closing[0] != i:
                kept.append(_text_token(text[at:]))
                continue
            kept += [_text_token(text[at : closing[1]]), Token("locator_close", "pamphleteer-locator", -1)]
            at, closing = closing[1] + 1, None
        begin = at
        addresses = list(find_addresses(text)) if ";" in text else []
        for sign in _SEMICOLON.finditer(text, at):
            if sign["open"]:
                stack[-1][1] += 1
            elif sign["close"]:
                stack[-1][1] -= 1
            elif (
                sign["semicolon"]
                and stack[-1][1] <= 0
                and not any(first <= sign.start() < last - 1 for first, last in addresses)
            ):
                kept += [_text_token(text[begin : sign.start()]), Token("cite_part", "pamphleteer-part", 0)]
                begin = sign.end()
        kept.append(_text_token(text[begin:]))
    # The list itself belongs to whoever called the parser.
    state.tokens[:] = kept


def _closing(tokens: list[Token], first: int, start: int) -> tuple[int, int] | None:
    """The token, and the place in it, of the brace that closes the one before ``start``, ere the next key."""
    depth, level = 1, 0
    for i in range(first, len(tokens)):
        token = tokens[i]
        level += token.nesting
        if level < 0 or token.type == "cite_key":
            return None
        if level == 0 and token.type == "text":
            for sign in re.finditer(r"[{}]", token.content[start if i == first else 0 :]):
                depth += 1 if sign[0] == "{" else -1
                if depth == 0:
                    return i, sign.start() + (start if i == first else 0)
    return None


def _text_token(text: str) -> Token:
    return Token("text", "", 0, content=text)


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
