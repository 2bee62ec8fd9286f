"""Markdown source → tokens: CommonMark with the extensions of Pandoc that an article may use."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.attrs.parse import ParseError
from mdit_py_plugins.attrs.parse import parse as parse_attributes
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

_KEY = r"(?:[\w](?:[\w:.#$%&+?<>~/-]*[\w/])?|\{[^{}\s]+\})"
_CITE = re.compile(rf"(?:^|(?<=[\s;(\[\-—–]))-?@{_KEY}")
_BARE_CITE = re.compile(rf"@{_KEY}")
_ATTRIBUTES = re.compile(r"\{[^{}\n]*\}")
_BARE_VALUE = re.compile(r"=([^\s\"'{}]+)")
TRAILING_ATTRIBUTES = re.compile(r"[ \t]*(\{[^{}]*\})[ \t]*$")


DEEPEST = 100
"""How many elements may lie within each other; fifty lists need as many."""

_CALL = re.compile(r"\[\^([^\s\]]{1,200})\]")


def commonmark() -> MarkdownIt:
    """The parser of CommonMark alone, raw HTML and all."""
    return MarkdownIt("commonmark")


def article_parser() -> MarkdownIt:
    """The parser of articles."""
    md = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    footnote_plugin(md, move_to_end=False)
    md.inline.ruler.at("footnote_ref", lambda _state, _silent: False)
    # Before links and spans, which would take its brackets.
    md.inline.ruler.before("link", "note_call", _note_call)
    deflist_plugin(md)
    container_plugin(md, "div", validate=lambda params, _markup: bool(params.strip()))
    attrs_plugin(md, after=(), spans=True)
    md.inline.ruler.push("attributes", _attributes_after)
    md.inline.ruler.before("link", "cite", _cite)
    md.inline.ruler.push("cite_bare", _cite_bare)
    md.core.ruler.after("block", "heading_attributes", _heading_attributes)
    return md


def inline_parser() -> MarkdownIt:
    """The parser of titles, standfirsts and bylines: one line of Markdown, in which HTML is text."""
    md = article_parser()
    md.disable(["html_inline", "cite", "cite_bare"])
    return md


def div_attributes(params: str) -> tuple[str | None, dict[str, str]]:
    """What a fence of colons says: a kind (``::: verse``) and attributes (``::: {.verse #id}``)."""
    word, brace, rest = params.strip().rstrip(":").strip().partition("{")
    try:
        attributes = parse_attributes(brace + rest)[1] if brace else {}
    except ParseError:
        return params.strip(), {}
    return word.strip() or None, {k: str(v) for k, v in attributes.items()}


def _note_call(state: StateInline, silent: bool) -> bool:
    """``[^label]``, whether a note of that label is defined or not: a call without a note must be seen to be told."""
    match = _CALL.match(state.src, state.pos)
    if not match:
        return False
    if silent:
        # Whoever looks for the end of a link's text would take a longer step for a link within it.
        state.pos += 1
        return True
    token = state.push("footnote_ref", "", 0)
    token.meta = {"label": match[1]}
    state.pos = match.end()
    return True


def _cite(state: StateInline, silent: bool) -> bool:
    """``[see @key, p. 3; @other]``: Pandoc's citation in brackets, kept as written for whoever reads cites."""
    if state.src[state.pos] != "[" or state.src.startswith("[^", state.pos):
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos, False)
    if end < 0 or state.src[end + 1 : end + 2] in ("(", "[", "{"):
        return False
    content = state.src[state.pos + 1 : end]
    if not _CITE.search(content):
        return False
    if not silent:
        token = state.push("cite", "cite", 0)
        token.content = content
    state.pos = end + 1
    return True


def _cite_bare(state: StateInline, silent: bool) -> bool:
    """``@key`` in running text."""
    before = state.src[state.pos - 1 : state.pos]
    match = _BARE_CITE.match(state.src, state.pos) if not before.isalnum() and before != "_" else None
    if not match:
        return False
    if not silent:
        token = state.push("cite", "cite", 0)
        token.content = match[0]
        token.meta = {"bare": True}
    state.pos = match.end()
    return True


def _attributes_after(state: StateInline, silent: bool) -> bool:
    """``![x](y.png){width=50%}``: attributes behind a picture, a link or code; a bare value may have any letters."""
    match = None if state.pending or not state.tokens else _ATTRIBUTES.match(state.src, state.pos)
    if not match or state.tokens[-1].type not in ("image", "code_inline", "link_close", "span_close"):
        return False
    try:
        attributes = parse_attributes(_BARE_VALUE.sub(r'="\1"', match[0]))[1]
    except ParseError:
        return False
    level = 0
    for token in reversed(state.tokens):
        level += token.nesting
        if level == 0:
            break
    if not silent:
        classes = " ".join(str(c) for c in (token.attrs.get("class"), attributes.pop("class", None)) if c)
        _add(token, {**attributes, **({"class": classes} if classes else {})})
    state.pos = match.end()
    return True


def _heading_attributes(state: StateCore) -> None:
    """``## Title {#id .class}``, as Pandoc reads it."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type == "heading_open" and (match := TRAILING_ATTRIBUTES.search(inline.content)):
            try:
                attributes = parse_attributes(match[1])[1]
            except ParseError:
                continue
            inline.content = inline.content[: match.start()]
            _add(opening, attributes)


def _add(token: Token, attributes: dict[str, str]) -> None:
    for key, value in attributes.items():
        token.attrSet(key, str(value))
