"""Text as XHTML: between trees, which live inside one stage, and canonical bytes, which travel between stages."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

from lxml import etree

OPS = "http://www.idpf.org/2007/ops"
"""The namespace of ``epub:type`` (EPUB 3.3, appendix D)."""

# Reading systems look for the prefix, though XML would take any.
etree.register_namespace("epub", OPS)

SOFT_HYPHEN = "\u00ad"
"""Says where a word may be broken; whatever is listed, searched or spoken is without it."""

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
BLOCKS = frozenset(
    "address article aside blockquote body caption colgroup dd details div dl dt fieldset figcaption figure footer h1"
    " h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
"""Elements that end a run of text."""

# Only our own markup is read with it: entities, which could name files or grow without bound, are not in it, and a
# paragraph may be long.
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True)


def element(tag: str, attributes: dict[str, str] | None = None, text: str | None = None) -> Any:
    """A new element."""
    made = etree.Element(tag, attributes or {})
    made.text = text or None
    return made


def parse(markup: bytes, tag: str = "div") -> Any:
    """The tree of a piece of canonical markup, under an element ``tag``."""
    return etree.fromstring(b"<%s>%s</%s>" % (tag.encode(), markup, tag.encode()), _PARSER)


def canonical(parent: Any) -> bytes:
    """What stands inside ``parent``, as UTF-8 XHTML: the same tree gives the same bytes."""
    pieces = [html.escape(parent.text or "", quote=False).encode()]
    pieces += [etree.tostring(child, encoding="utf-8", xml_declaration=False) for child in parent]
    return b"".join(pieces)


def text_of(markup: bytes) -> str:
    """The words of a piece of canonical markup, white space folded, soft hyphens left out."""
    return " ".join("".join(parse(markup).itertext()).replace(SOFT_HYPHEN, "").split())


def count_letters(text: str) -> int:
    """Letters and digits; hyphens are left out, since breaking a line may add one."""
    return sum(character.isalnum() for character in text)


def escape(text: str) -> bytes:
    """Plain text as markup."""
    return html.escape(text, quote=False).encode()


def append_text(parent: Any, text: str) -> None:
    """Add text at the end of ``parent``."""
    # Not by len(parent), which counts them all.
    last = next(parent.iterchildren(reversed=True), None)
    if not text:
        return
    if last is not None:
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def move_children(source: Any, target: Any) -> None:
    """Add all that stands inside ``source`` at the end of ``target``."""
    append_text(target, source.text or "")
    source.text = None
    for child in list(source):
        target.append(child)


def unwrap(node: Any) -> None:
    """Put what stands inside ``node`` in its place."""
    _text_before(node, node.text or "")
    for child in list(node):
        node.addprevious(child)
    drop(node)


def drop(node: Any) -> None:
    """Take ``node`` out, but not the text after it."""
    tail, node.tail = node.tail or "", None
    _text_before(node, tail)
    node.getparent().remove(node)


def replace(node: Any, new: Any) -> None:
    """Put ``new`` in the place of ``node``; the text after it stays."""
    new.tail, node.tail = node.tail, None
    node.getparent().replace(node, new)


def _text_before(node: Any, text: str) -> None:
    if not text:
        return
    before, parent = node.getprevious(), node.getparent()
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def class_names(node: Any) -> list[str]:
    """The classes of an element."""
    return (node.get("class") or "").split()


def ancestors(node: Any) -> Iterator[Any]:
    """The element and all above it, from the inside out."""
    while node is not None:
        yield node
        node = node.getparent()


def to_html(parent: Any, raw_tag: str | None = None) -> str:
    """What stands inside ``parent``, as an HTML5 string; the text of elements ``raw_tag`` is written unescaped."""
    pieces = [html.escape(parent.text or "", quote=False)]
    for child in parent:
        if child.tag == raw_tag:
            pieces.append(child.text or "")
        else:
            attributes = "".join(f' {k}="{html.escape(v)}"' for k, v in child.items())
            pieces.append(f"<{child.tag}{attributes}>")
            if child.tag not in VOID:
                # The HTML parser drops a newline that opens a pre (HTML, section 13.2.6.4.7).
                if child.tag == "pre" and (child.text or "").startswith("\n"):
                    pieces.append("\n")
                pieces += [to_html(child, raw_tag), f"</{child.tag}>"]
        pieces.append(html.escape(child.tail or "", quote=False))
    return "".join(pieces)
