"""Tokens → a tree of XHTML, in which a few elements of our own stand for what is not text.

``pamphleteer-raw``    raw HTML as it came from the parser, unparsed
``pamphleteer-call``   a note call: ``label``, or the note itself where it is written inline
``pamphleteer-note``   a note's definition: ``label``
``pamphleteer-cite``   a citation as written: its text
Blocks bear their line in ``data-pamphleteer-line`` (from 1, in the author's file).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token
from mdit_py_plugins.attrs.parse import ParseError
from mdit_py_plugins.attrs.parse import parse as parse_attributes

from pamphleteer.article.parser import div_attributes
from pamphleteer.markup import append_text, element

RAW, CALL, NOTE, CITE = ("pamphleteer-raw", "pamphleteer-call", "pamphleteer-note", "pamphleteer-cite")
LINE = "data-pamphleteer-line"
REFUSED = "data-pamphleteer-refused"

_NAME = re.compile(r"[A-Za-z_][\w.-]*")


def build(
    tokens: Sequence[Token], env: Mapping[str, Any], first_line: int = 1, *, figures: bool = True, tag: str = "body"
) -> Any:
    """The tree of a token stream, under an element ``tag``.

    ``first_line`` is the file's line on which the Markdown begins. With ``figures``, an image alone in its paragraph
    is a figure, its bracketed text the caption, as in Pandoc.
    """
    return _Builder(env, first_line, figures).build(tokens, tag)


class _Builder:
    def __init__(self, env: Mapping[str, Any], first_line: int, figures: bool) -> None:
        self.inline_notes = env.get("footnotes", {}).get("list", {})
        self.first_line, self.figures = first_line, figures

    def build(self, tokens: Iterable[Token], tag: str) -> Any:
        root = element(tag)
        stack = [root]
        for token in tokens:
            if token.type == "inline":
                self.inline(stack[-1], token.children or [])
            elif token.nesting == 1:
                stack.append(stack[-1] if token.hidden else self.opening(stack[-1], token))
            elif token.nesting == -1:
                stack.pop()
            else:
                self.leaf(stack[-1], token)
        return root

    def opening(self, parent: Any, token: Token) -> Any:
        if token.type == "footnote_reference_open":
            made = element(NOTE, {"label": token.meta["label"]})
        elif token.type == "container_div_open":
            kind, attributes = div_attributes(token.info)
            made = element("div", _attributes(attributes))
            if kind:
                made.set("data-pamphleteer-kind", kind)
            if token.map:
                made.set("data-pamphleteer-end", str(token.map[1] + self.first_line))
        else:
            made = element(token.tag, _attributes(token.attrs))
        self.place(made, token)
        parent.append(made)
        return made

    def leaf(self, parent: Any, token: Token) -> None:
        if token.type in ("fence", "code_block"):
            made = element("pre")
            code = element("code", None, token.content)
            info = token.info.strip()
            if self.figures and info.startswith("{"):
                try:
                    attributes = _attributes(parse_attributes(info)[1])
                except ParseError:
                    attributes = {}
                classes = attributes.pop("class", "").split()
                if classes:
                    code.set("class", " ".join([f"language-{classes[0]}", *classes[1:]]))
                for key, value in attributes.items():
                    made.set(key, value)
            elif info:
                code.set("class", f"language-{unescapeAll(info.split()[0])}")
            made.append(code)
        elif token.type == "html_block":
            made = element(RAW, None, token.content)
        else:
            made = element(token.tag, _attributes(token.attrs))
        self.place(made, token)
        parent.append(made)

    def place(self, made: Any, token: Token) -> None:
        if token.map:
            made.set(LINE, str(token.map[0] + self.first_line))

    def inline(self, parent: Any, tokens: Sequence[Token]) -> None:
        if self.figures and parent.tag == "p" and len(tokens) == 1 and tokens[0].type == "image":
            self.figure(parent, tokens[0])
            return
        stack = [parent]
        for token in tokens:
            if handler := _INLINE.get(token.type):
                handler(self, stack[-1], token)
            elif token.nesting == 1:
                made = element(token.tag, _attributes(token.attrs))
                if token.type == "link_open" and token.info == "auto":
                    made.set("data-pamphleteer-auto", "")
                stack[-1].append(made)
                stack.append(made)
            elif token.nesting == -1:
                stack.pop()
            else:
                stack[-1].append(element(token.tag, _attributes(token.attrs)))

    def text(self, parent: Any, token: Token) -> None:
        append_text(parent, token.content)

    def soft_break(self, parent: Any, token: Token) -> None:
        append_text(parent, "\n")

    def hard_break(self, parent: Any, token: Token) -> None:
        parent.append(element("br"))
        append_text(parent, "\n")

    def code(self, parent: Any, token: Token) -> None:
        parent.append(element("code", _attributes(token.attrs), token.content))

    def raw(self, parent: Any, token: Token) -> None:
        parent.append(element(RAW, None, token.content))

    def cite(self, parent: Any, token: Token) -> None:
        made = element(CITE, None, token.content)
        if token.meta.get("bare"):
            made.set("bare", "")
        parent.append(made)

    def call(self, parent: Any, token: Token) -> None:
        made = element(CALL)
        if "label" in token.meta:
            made.set("label", token.meta["label"])
        else:
            self.inline(made, self.inline_notes[token.meta["id"]]["tokens"])
        parent.append(made)

    def image(self, parent: Any, token: Token) -> None:
        caption = element("span")
        self.inline(caption, token.children or [])
        parent.append(self.picture(token, caption))
        # A note called in an alternative text has nowhere to stand there, and may not be lost.
        for call in list(caption.iter(CALL)):
            call.tail = None
            parent.append(call)

    def figure(self, paragraph: Any, token: Token) -> None:
        paragraph.tag = "figure"
        caption = element("figcaption")
        self.inline(caption, token.children or [])
        picture = self.picture(token, caption)
        if "id" in picture.attrib:
            paragraph.set("id", picture.attrib.pop("id"))
        if "class" in picture.attrib:
            paragraph.set("class", picture.attrib.pop("class"))
        paragraph.append(picture)
        if len(caption) or caption.text:
            paragraph.append(caption)

    def picture(self, token: Token, caption: Any) -> Any:
        attributes = _attributes(token.attrs)
        attributes["alt"] = str(token.attrs.get("alt") or _words(caption))
        return element("img", attributes)


_INLINE: dict[str, Callable[[_Builder, Any, Token], None]] = {
    "text": _Builder.text,
    "text_special": _Builder.text,
    "softbreak": _Builder.soft_break,
    "hardbreak": _Builder.hard_break,
    "code_inline": _Builder.code,
    "html_inline": _Builder.raw,
    "image": _Builder.image,
    "footnote_ref": _Builder.call,
    "cite": _Builder.cite,
}


def _attributes(attributes: Mapping[str, Any]) -> dict[str, str]:
    kept = {}
    for key, value in attributes.items():
        if not _NAME.fullmatch(key):
            # No name that XML knows: the sanitiser tells of it.
            kept[REFUSED] = key
        elif key == "style" and str(value).startswith("text-align:"):
            # The alignment of a table's column; style attributes belong to layouts.
            kept["class"] = f"align-{str(value).removeprefix('text-align:').strip()}"
        else:
            kept[key] = str(value)
    return kept


def _words(node: Any) -> str:
    """The plain text of inline markup, note calls left out, pictures by their alternative text."""
    pieces = [node.text or ""]
    for child in node:
        if child.tag == "img":
            pieces.append(child.get("alt") or "")
        elif child.tag == "br":
            pass
        elif child.tag not in (CALL, RAW):
            pieces.append(_words(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
