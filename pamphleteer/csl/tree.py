"""What the processor returns: a small typed tree of text, and its three written forms.

A tree is a ``Node`` whose children are nodes and strings. Kinds are ``""`` (a plain group), those of ``HTML`` below,
``link`` (``value`` is its address), ``cite`` (``value`` is the key of its source), those of the ``display`` attribute
(``block``, ``left-margin``, ``right-inline``, ``indent``), and ``markup``: an element of the caller's own, with
``value`` holding its tag and attributes as they are written (``a href="…"``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Node:
    """A stretch of text that is of one kind."""

    kind: str
    children: tuple[Node | str, ...] = ()
    value: str = ""


HTML = {
    "italic": ("<i>", "</i>"),
    "oblique": ("<em>", "</em>"),
    "upright": ('<span style="font-style:normal;">', "</span>"),
    "bold": ("<b>", "</b>"),
    "regular": ('<span style="font-weight:normal;">', "</span>"),
    "light": ("", ""),
    "small-caps": ('<span style="font-variant:small-caps;">', "</span>"),
    "normal-caps": ('<span style="font-variant:normal;">', "</span>"),
    "underline": ('<span style="text-decoration:underline;">', "</span>"),
    "no-underline": ('<span style="text-decoration:none;">', "</span>"),
    "sup": ("<sup>", "</sup>"),
    "sub": ("<sub>", "</sub>"),
    "baseline": ('<span style="baseline">', "</span>"),
}
"""Kind → what the official suite writes for it."""

_XHTML = {
    **{kind: HTML[kind] for kind in ("italic", "bold", "sup", "sub", "light")},
    "oblique": ("<i>", "</i>"),
    "upright": ('<span class="upright">', "</span>"),
    "regular": ('<span class="regular">', "</span>"),
    "small-caps": ('<span class="small-caps">', "</span>"),
    "normal-caps": ('<span class="normal-caps">', "</span>"),
    "underline": ('<span class="underline">', "</span>"),
    "no-underline": ('<span class="no-underline">', "</span>"),
    "baseline": ('<span class="baseline">', "</span>"),
}
_BREAKS = {
    "block": ("\n\n    ", "\n"),
    "left-margin": ("\n    ", ""),
    "right-inline": ("", "\n  "),
    "indent": ("", "\n  "),
}
"""The white space that the official suite has around these."""
DISPLAY = ("block", "left-margin", "right-inline", "indent")


def escape(text: str, ampersand: str = "&amp;", less: str = "&lt;", greater: str = "&gt;") -> str:
    """Text as it stands in markup."""
    return text.replace("&", ampersand).replace("<", less).replace(">", greater)


def strings(node: Node | str) -> Iterator[str]:
    """Every piece of text, in order."""
    if isinstance(node, str):
        yield node
    else:
        for child in node.children:
            yield from strings(child)


def to_text(node: Node | str) -> str:
    """Plain text; what stands on lines of its own by ``display`` gets them."""
    if isinstance(node, str):
        return node
    inner = "".join(to_text(child) for child in node.children)
    if node.kind in ("block", "indent"):
        return f"\n{inner}\n"
    return f"{inner} " if node.kind == "left-margin" and not inner.endswith(" ") else inner


def to_xhtml(node: Node | str) -> bytes:
    """Inline XHTML, in UTF-8; small capitals and the like, and ``display``, are classes of spans."""
    return _written(node, _xhtml_tags, escape).encode()


def to_html(node: Node | str) -> str:
    """HTML as the official test suite compares it."""
    return _written(node, _html_tags, lambda text: escape(text, "&#38;", "&#60;", "&#62;"))


def _written(node: Node | str, tags: Callable[[Node], tuple[str, str]], written: Callable[[str], str]) -> str:
    if isinstance(node, str):
        return written(node)
    before, after = tags(node)
    return before + "".join(_written(child, tags, written) for child in node.children) + after


def _xhtml_tags(node: Node) -> tuple[str, str]:
    if node.kind == "link":
        address = escape(node.value).replace('"', "&quot;")
        return f'<a href="{address}">', "</a>"
    if node.kind in DISPLAY:
        return f'<span class="csl-{node.kind}">', "</span>"
    return _own_tags(node) or _XHTML.get(node.kind, ("", ""))


def _html_tags(node: Node) -> tuple[str, str]:
    if node.kind in DISPLAY:
        before, after = _BREAKS[node.kind]
        return f'{before}<div class="csl-{node.kind}">', f"</div>{after}"
    return _own_tags(node) or HTML.get(node.kind, ("", ""))


def _own_tags(node: Node) -> tuple[str, str] | None:
    return (f"<{node.value}>", f"</{node.value.split()[0]}>") if node.kind == "markup" else None


def capitalised(node: Node) -> Node:
    """The tree with its first letter a capital; a tree that begins with anything else stays as it is."""
    return _capitalised(node)[0]


def _capitalised(node: Node) -> tuple[Node, bool]:
    """The tree, and whether its beginning has been found."""
    for at, child in enumerate(node.children):
        if isinstance(child, str):
            start = next((i for i, character in enumerate(child) if not character.isspace()), None)
            if start is None:
                continue
            # An opening quotation mark or bracket may stand before the first word.
            while start < len(child) and child[start] in "“‘«„‚([‹\"'\u00a0\u202f ":
                start += 1
            if start == len(child):
                continue
            letter = child[start]
            changed: Node | str = child[:start] + letter.upper() + child[start + 1 :]
            if len(letter.upper()) != 1:
                changed = child
        elif child.kind == "link":
            return node, True
        else:
            changed, found = _capitalised(child)
            if not found:
                continue
        return replace(node, children=(*node.children[:at], changed, *node.children[at + 1 :])), True
    return node, False
