"""Markdown source → tokens: CommonMark with the extensions of Pandoc that an article may use."""

from __future__ import annotations

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from pamphleteer.article import attributes, bare, divs, keys, labels, signs

DEEPEST = 100
"""How many elements may lie within each other; fifty lists need as many."""


def commonmark() -> MarkdownIt:
    """The parser of CommonMark alone, raw HTML and all."""
    return MarkdownIt("commonmark")


def article_parser() -> MarkdownIt:
    """The parser of articles."""
    md = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    labels.install(md)
    footnote_plugin(md, inline=False, move_to_end=False)
    deflist_plugin(md)
    divs.install(md)
    md.block.ruler.before("div", "attributes_line", attributes.line, {"alt": []})
    md.block.ruler.before("div", "math_block", signs.math_block, {"alt": ["paragraph", "blockquote", "list"]})
    md.core.ruler.after("block", "attributes_headings", attributes.headings)
    md.core.ruler.after("attributes_headings", "attributes_lines", attributes.lines)
    # Before all that a sign in an address could be taken for.
    md.inline.ruler.after("text", "address", bare.take_address)
    # Before links and spans, which would take its brackets.
    md.inline.ruler.at("footnote_ref", lambda _state, _silent: False)
    md.inline.ruler.before("link", "note_call", signs.call)
    md.inline.ruler.before("link", "cite", keys.cite)
    md.inline.ruler.after("link", "span", attributes.span)
    # Before scripts, which begin with the same sign.
    md.inline.ruler.after("image", "note_inline", signs.note)
    md.inline.ruler.after("note_inline", "script", signs.script)
    md.inline.ruler.push("attributes_behind", attributes.behind)
    md.inline.ruler.push("cite_bare", keys.bare_cite)
    md.inline.ruler.push("math", signs.math)
    md.inline.ruler2.before("fragments_join", "attributes_settle", attributes.settle)
    md.inline.ruler2.after("fragments_join", "cite_parts", keys.cite_parts)
    return md


def inline_parser() -> MarkdownIt:
    """The parser of titles, standfirsts and bylines: one line of Markdown, in which HTML is text."""
    md = article_parser()
    md.disable(["html_inline"])
    return md
