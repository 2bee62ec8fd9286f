"""Tokens → a tree of XHTML, in which a few elements of our own stand for what is not text.

``pamphleteer-raw``    raw HTML as it came from the parser, unparsed
``pamphleteer-call``   a note call: ``label``, or the note itself where it is written inline
``pamphleteer-note``   a note's definition: ``label``
``pamphleteer-cite``   a citation: keys, parts and words; ``bare`` where its first key stands in the sentence
``pamphleteer-key``    a key, as written: ``key``; ``line`` (from 1, in the author's file) and ``at`` (from 0) say where
``pamphleteer-part``   what parts cites: a semicolon
``pamphleteer-locator``  a locator in braces
``pamphleteer-math``   mathematics as written, to be told of: its text
Blocks bear their line in ``data-pamphleteer-line`` (from 1, in the author's file).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from pamphleteer.article import attributes, divs
from pamphleteer.markup import append_text, class_names, element

RAW, CALL, NOTE, CITE = ("pamphleteer-raw", "pamphleteer-call", "pamphleteer-note", "pamphleteer-cite")
KEY, PART, LOCATOR = ("pamphleteer-key", "pamphleteer-part", "pamphleteer-locator")
MATH = "pamphleteer-math"
LINE = "data-pamphleteer-line"
REFUSED = "data-pamphleteer-refused"
KIND, OPEN, INDENTS = ("data-pamphleteer-kind", "data-pamphleteer-open", "data-pamphleteer-indents")
"""Of a fenced div, the word behind its colons, and whether it lacks an end; of a stanza, the indents of its lines."""

NO_ALT = "data-pamphleteer-no-alt"
"""Of a picture of which neither its author nor its caption says anything."""

SETTING = frozenset(["keep", "break"])
"""Classes that say how any block is set: not broken over pages, and on a new page."""

_NAME = re.compile(r"[A-Za-z_][\w.-]*")


def build(tokens: Sequence[Token], first_line: int = 1, *, figures: bool = True, tag: str = "body") -> Any:
    """The tree of a token stream, under an element ``tag``.

    ``first_line`` is the file's line on which the Markdown begins. With ``figures``, an image alone in its paragraph
    is a figure, its bracketed text the caption, as in Pandoc.
    """
    return _Builder(first_line, figures).build(tokens, tag)


class _Builder:
    def __init__(self, first_line: int, figures: bool) -> None:
        self.first_line, self.figures = first_line, figures
        self.line = first_line

    def build(self, tokens: Iterable[Token], tag: str) -> Any:
        root = element(tag)
        stack = [root]
        for token in tokens:
            if token.map:
                self.line = token.map[0] + self.first_line
            if token.type == "inline":
                self.inline(stack[-1], token.children or [])
            elif token.nesting == 1:
                if token.hidden:
                    # A paragraph of a tight list: what is said of it is said of its item.
                    _give(stack[-1], _attributes(token.attrs))
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
            kind, given = divs.named(token.info)
            made = element("div", _attributes(attributes.join(_strings(token), given)))
            made.set(KIND, kind or "")
            if token.meta["open"]:
                made.set(OPEN, "")
        else:
            made = element(token.tag, _attributes(token.attrs))
            if "indents" in token.meta:
                made.set(INDENTS, " ".join(str(indent) for indent in token.meta["indents"]))
        self.place(made, token)
        parent.append(made)
        return made

    def leaf(self, parent: Any, token: Token) -> None:
        if token.type in ("fence", "code_block"):
            made = self.code_block(token)
        elif token.type == "html_block":
            made = element(RAW, None, token.content)
        elif token.type == "math_block":
            made = element("p")
            made.append(element(MATH, {LINE: str(self.line)}, token.content))
        else:
            made = element(token.tag, _attributes(token.attrs))
        self.place(made, token)
        parent.append(made)

    def code_block(self, token: Token) -> Any:
        made, code = element("pre", _attributes(token.attrs)), element("code", None, token.content)
        info = token.info.strip()
        if self.figures and info.startswith("{"):
            given = _attributes(attributes.read(info) or {})
            names = given.pop("class", "").split()
            # The first is the language; what says how a block is set belongs to the block.
            words = [name for name in names if name not in SETTING]
            if words:
                code.set("class", " ".join([f"language-{words[0]}", *words[1:]]))
            _give(made, {**given, **_classes(name for name in names if name in SETTING)})
        elif info:
            code.set("class", f"language-{unescapeAll(info.split()[0])}")
        made.append(code)
        return made

    def place(self, made: Any, token: Token) -> None:
        if token.map:
            made.set(LINE, str(token.map[0] + self.first_line))

    def inline(self, parent: Any, tokens: Sequence[Token]) -> None:
        if self.figures and parent.tag == "p" and _only_pictures(tokens):
            self.figures_of(parent, [token for token in tokens if token.type == "image"])
            return
        stack = [parent]
        for token in tokens:
            if handler := _INLINE.get(token.type):
                handler(self, stack[-1], token)
            elif token.nesting == 1:
                made = element(token.tag, _attributes(token.attrs))
                if token.type == "cite_open":
                    made.set("line", str(self.line + int(token.attrs["line"])))
                if token.type == "link_open" and token.info == "auto":
                    made.set("data-pamphleteer-auto", "")
                if token.type == "span_open" and "kbd" in (names := class_names(made)):
                    made.tag = "kbd"
                    del made.attrib["class"]
                    _give(made, _classes(name for name in names if name != "kbd"))
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

    def key(self, parent: Any, token: Token) -> None:
        made = element(KEY, _attributes(token.attrs), token.content)
        made.set("line", str(self.line + int(token.attrs["line"])))
        parent.append(made)

    def math(self, parent: Any, token: Token) -> None:
        parent.append(element(MATH, {LINE: str(self.line + token.meta["line"])}, token.content))

    def call(self, parent: Any, token: Token) -> None:
        made = element(CALL)
        if "label" in token.meta:
            made.set("label", token.meta["label"])
        else:
            self.inline(made, token.children or [])
        parent.append(made)

    def image(self, parent: Any, token: Token) -> None:
        caption = element("span")
        self.inline(caption, token.children or [])
        picture, credit = self.picture(token, caption)
        parent.append(picture)
        # A note called or a source cited in an alternative text has nowhere to stand there, and may not be lost.
        for call in [node for node in caption.iter(CALL, CITE) if not any(a.tag == CITE for a in node.iterancestors())]:
            call.tail = None
            parent.append(call)
        if credit:
            append_text(parent, " ")
            parent.append(element("span", {"class": "credit"}, credit))

    def figures_of(self, paragraph: Any, tokens: Sequence[Token]) -> None:
        """A paragraph of pictures alone: each is a figure; what is said of the paragraph holds for all of them."""
        if len(tokens) == 1:
            self.figure(paragraph, tokens[0])
        elif set(paragraph.attrib) <= {LINE}:
            line = dict(paragraph.attrib)
            self.figure(paragraph, tokens[0])
            for token in tokens[1:]:
                made = element("figure", line)
                paragraph.getparent().append(made)
                self.figure(made, token)
        else:
            paragraph.tag = "div"
            for token in tokens:
                made = element("figure")
                paragraph.append(made)
                self.figure(made, token)

    def figure(self, holder: Any, token: Token) -> None:
        holder.tag = "figure"
        caption = element("figcaption")
        self.inline(caption, token.children or [])
        picture, credit = self.picture(token, caption)
        _give(holder, {key: picture.attrib.pop(key) for key in ("id", "class") if key in picture.attrib})
        holder.append(picture)
        if credit:
            append_text(caption, " " if len(caption) or caption.text else "")
            caption.append(element("span", {"class": "credit"}, credit))
        if len(caption) or caption.text:
            holder.append(caption)

    def picture(self, token: Token, caption: Any) -> tuple[Any, str]:
        """The picture, and whose it is."""
        given = _attributes(token.attrs)
        credit = given.pop("credit", "").strip()
        given["alt"] = token.meta.get("alt", _words(caption))
        made = element("img", given)
        if not given["alt"] and "alt" not in token.meta:
            made.set(NO_ALT, "")
        return made, credit


_INLINE: dict[str, Callable[[_Builder, Any, Token], None]] = {
    "text": _Builder.text,
    "text_special": _Builder.text,
    "softbreak": _Builder.soft_break,
    "hardbreak": _Builder.hard_break,
    "code_inline": _Builder.code,
    "html_inline": _Builder.raw,
    "image": _Builder.image,
    "footnote_ref": _Builder.call,
    "cite_key": _Builder.key,
    "math": _Builder.math,
}


def _attributes(given: Mapping[str, Any]) -> dict[str, str]:
    kept = {}
    for key, value in given.items():
        if not _NAME.fullmatch(key):
            # No name that XML knows: the sanitiser tells of it.
            kept[REFUSED] = key
        elif key == "style" and str(value).startswith("text-align:"):
            # The alignment of a table's column; style attributes belong to layouts.
            kept["class"] = f"align-{str(value).removeprefix('text-align:').strip()}"
        else:
            kept[key] = str(value)
    return kept


def _strings(token: Token) -> dict[str, str]:
    return {key: str(value) for key, value in token.attrs.items()}


def _classes(names: Iterable[str]) -> dict[str, str]:
    joined = " ".join(names)
    return {"class": joined} if joined else {}


def _give(node: Any, given: Mapping[str, str]) -> None:
    """Add attributes to those that an element has."""
    for key, value in attributes.join(dict(node.items()), dict(given)).items():
        node.set(key, value)


def _only_pictures(tokens: Sequence[Token]) -> bool:
    """Whether inline tokens are pictures, with nothing but white space between them."""
    between = (
        t.type in ("softbreak", "hardbreak") or (t.type == "text" and not t.content.strip())
        for t in tokens
        if t.type != "image"
    )
    return any(t.type == "image" for t in tokens) and all(between)


def _words(node: Any) -> str:
    """The plain text of inline markup, note calls and citations left out, pictures by their alternative text."""
    pieces = [node.text or ""]
    for child in node:
        if child.tag == "img":
            pieces.append(child.get("alt") or "")
        elif child.tag == "br":
            pass
        elif child.tag not in (CALL, CITE, RAW):
            pieces.append(_words(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
