"""The signs of a citation: brackets, keys, the semicolons between cites, and locators in braces, as Pandoc has them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

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
_BRACES = re.compile(r"[{}]")
# A semicolon in quotation marks belongs to what is quoted; a mark after a letter or a figure opens nothing.
_QUOTED = re.compile(r"\([^()]*\)|(?<!\w)\"[^\"]*\"(?!\w)|“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«")
_SEMICOLON = re.compile(rf"(?:{_QUOTED.pattern})|(?P<semicolon>;)|(?P<open>\[)|(?P<close>\])")


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
    opened: list[_Opened] = []
    closing: tuple[int, int] | None = None
    for i, token in enumerate(state.tokens):
        direct = bool(opened) and opened[-1].cites
        if token.nesting == 1:
            opened.append(_Opened(token.type == "cite_open"))
        elif token.nesting == -1 and opened:
            opened.pop()
        if token.type != "text" or not direct:
            kept.append(token)
            continue
        text, at = token.content, 0
        if closing is None and i and state.tokens[i - 1].type == "cite_key" and (brace := _BRACE.match(text)):
            closing = _closing(state.tokens, i, brace.end())
            if closing:
                kept.append(Token("locator_open", "pamphleteer-locator", 1))
                at = brace.end()
        if closing and closing[0] != i:
            kept.append(Token("text", "", 0, content=text[at:]))
            continue
        if closing:
            kept.append(Token("text", "", 0, content=text[at : closing[1]]))
            kept.append(Token("locator_close", "pamphleteer-locator", -1))
            at, closing = closing[1] + 1, None
        kept += _parted(text[at:], opened[-1])
    # The list itself belongs to whoever called the parser.
    state.tokens[:] = kept


@dataclass(slots=True)
class _Opened:
    """An element that is open, and how many square brackets are open in its text."""

    cites: bool
    brackets: int = 0


def _parted(text: str, holder: _Opened) -> list[Token]:
    """A text of a citation, cut at its semicolons."""
    made: list[Token] = []
    begin = 0
    addresses = find_addresses(text) if ";" in text else ()
    in_address = {i for first, last in addresses for i in range(first, last - 1) if text[i] == ";"}
    for sign in _SEMICOLON.finditer(text):
        if sign["open"]:
            holder.brackets += 1
        elif sign["close"]:
            holder.brackets -= 1
        elif sign["semicolon"] and holder.brackets <= 0 and sign.start() not in in_address:
            made.append(Token("text", "", 0, content=text[begin : sign.start()]))
            made.append(Token("cite_part", "pamphleteer-part", 0))
            begin = sign.end()
    return [*made, Token("text", "", 0, content=text[begin:])]


def _closing(tokens: list[Token], first: int, start: int) -> tuple[int, int] | None:
    """The token, and the place in it, of the brace that closes the one before ``start``; None where none does.

    It stands before the next key, and within the citation itself.
    """
    depth, level = 1, 0
    for i in range(first, len(tokens)):
        token = tokens[i]
        level += token.nesting
        if level < 0 or token.type == "cite_key":
            return None
        if level == 0 and token.type == "text":
            for brace in _BRACES.finditer(token.content, start if i == first else 0):
                depth += 1 if brace[0] == "{" else -1
                if depth == 0:
                    return i, brace.start()
    return None
