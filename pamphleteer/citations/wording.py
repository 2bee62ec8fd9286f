"""The words of a citation: between the processor's trees and XHTML; a note's capital; a source's own words."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote

from pamphleteer.csl.locale import Locale, locale_for
from pamphleteer.csl.tree import Node, capitalised, to_text, to_xhtml
from pamphleteer.markup import parse
from pamphleteer.model import Cite

_KINDS = {"em": "italic", "i": "italic", "strong": "bold", "b": "bold", "sup": "sup", "sub": "sub"}
_BRACKETS = {"(": ")", "[": "]"}
_STOP, _QUOTED_STOP = re.compile(r"\.([”’“»]*)$"), re.compile(r"\.([”’“»]+)$")
_RAISED = str.maketrans("ᵒˢ", "os")
_MOST_NAMED = 2
_BARE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_ALLOWED = "%:/?#@!$&'()*+,;=-._~"
_COUNTED = "page volume issue number chapter folio section paragraph column line verse figure note part book".split()
"""What a label counts."""
_SEVERAL = re.compile(r"[-\u2013,;&]")


def tree_of(markup: bytes) -> Node:
    """Inline XHTML of the author's as a tree, for the processor to set into a citation."""
    return Node("", tuple(_children(parse(markup))))


def _children(node: Any) -> Iterable[Node | str]:
    if node.text:
        yield node.text
    for child in node:
        kind = _KINDS.get(child.tag, "markup") if not child.attrib else "markup"
        attributes = "".join(f' {name}="{html.escape(value)}"' for name, value in child.attrib.items())
        yield Node(kind, tuple(_children(child)), f"{child.tag}{attributes}" if kind == "markup" else "")
        if child.tail:
            yield child.tail


def labels_of(locale: Locale) -> re.Pattern[str]:
    """What matches a tag, or a short label of a language with the space that parts it from its number: no. 3, § 5."""
    forms = [(kind, form, plural) for kind in _COUNTED for form in ("short", "symbol") for plural in (False, True)]
    words = {(locale.term(*form) or "").rstrip(".") for form in forms} - {""}
    # Raised letters are set as such.
    words |= {re.sub("([ᵒˢ]+)", lambda raised: f"<sup>{raised[0].translate(_RAISED)}</sup>", word) for word in words}
    longest = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return re.compile(rf"<[^>]*>|(?<![\w.])(?P<label>(?:{longest})\.?) (?=\d|[ivxlc]+\b)", re.IGNORECASE)


def markup_of(tree: Node, labels: re.Pattern[str]) -> bytes:
    """A tree as XHTML, in which no line ends between one of the ``labels`` and its number, and each link is valid."""
    markup = to_xhtml(_addressed(tree)).decode()
    tied = labels.sub(lambda found: f"{found['label']}\u00a0" if found["label"] else found[0], markup)
    return tied.encode()


def _addressed(tree: Node) -> Node:
    """A tree whose links have no sign that an address may not have (RFC 3986): older DOIs have < and >."""
    children = tuple(_addressed(child) if isinstance(child, Node) else child for child in tree.children)
    if tree.kind != "link":
        return Node(tree.kind, children, tree.value)
    return Node(tree.kind, children, quote(_BARE_PERCENT.sub("%25", tree.value), safe=_ALLOWED))


def elements_of(tree: Node, labels: re.Pattern[str]) -> Any:
    """A tree as an element that holds its XHTML; ``labels`` as for ``markup_of``."""
    return parse(markup_of(tree, labels), "span")


def names_of(item: Mapping[str, Any], locale: Locale) -> Node:
    """The authors of a source, a CSL-JSON item, as a sentence names them: for styles that cite by numbers alone."""
    people: list[dict[str, Any]] = next(
        (item[role] for role in ("author", "editor", "translator") if item.get(role)), []
    )
    names = [
        " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family")))) or name.get("literal") or ""
        for name in people
    ]
    names = [name for name in names if name]
    if len(names) > _MOST_NAMED or (names and item.get("and-others")):
        return Node("", (f"{names[0]} {locale.term('et-al') or 'et al.'}",))
    return Node("", (f" {locale.term('and') or '&'} ".join(names),))


def is_empty(tree: Node | str) -> bool:
    """Whether a tree has no letter and no digit."""
    return not any(character.isalnum() for character in to_text(tree))


def linked(tree: Node, entry_of: Callable[[str], str | None]) -> Node:
    """A citation each cite of which leads to its source's entry; one with a link of its own does not."""
    if tree.kind == "cite":
        entry = entry_of(tree.value)
        if entry is None or _has_link(tree):
            return tree
        return Node("markup", tree.children, f'a class="source-link" href="#{html.escape(entry)}"')
    children = tuple(linked(child, entry_of) if isinstance(child, Node) else child for child in tree.children)
    return Node(tree.kind, children, tree.value)


def _has_link(tree: Node) -> bool:
    inner = [child for child in tree.children if isinstance(child, Node)]
    return any(n.kind == "link" or (n.kind == "markup" and n.value.split()[0] == "a") or _has_link(n) for n in inner)


def lowered(tree: Node, word: str) -> Node:
    """A citation that begins with ``word`` and a capital, such as Ibid., without the capital."""
    if not tree.children or not to_text(tree).startswith(word[:1].upper() + word[1:]):
        return tree
    first, *rest = tree.children
    small = word[:1] + first[1:] if isinstance(first, str) else lowered(first, word)
    return Node(tree.kind, (small, *rest), tree.value)


def is_raised(tree: Node) -> bool:
    """Whether all of a tree stands above the line, as a note call does."""
    inner = [child for child in tree.children if not (isinstance(child, str) and not child.strip())]
    if tree.kind == "sup":
        return True
    return bool(inner) and all(isinstance(child, Node) and is_raised(child) for child in inner)


def as_note(tree: Node, item: Mapping[str, Any]) -> Node:
    """A citation as a note begins: with a capital, unless a name's or a word's own form has none there.

    What a style puts in brackets at its beginning, such as (n 4), is no sentence.
    ``item`` is the first source, as CSL-JSON: its names are as it writes them.
    """
    text = to_text(tree).lstrip("“‘«„‚‹\"'\u00a0\u202f ")
    if text.startswith(("(", "[")):
        return tree
    if len(text) > 1 and text[1].isupper():
        # eBay, iPhone.
        return tree
    for people in item.values():
        for name in people if isinstance(people, list) else ():
            parts = name.values() if isinstance(name, dict) else ()
            if any(isinstance(part, str) and part[:1].islower() and text.startswith(part) for part in parts):
                return tree
    return capitalised(tree)


def without_stop(tree: Node, *, of_style: bool = True) -> Node:
    """A citation without the full stop with which the style ends it; that of an abbreviation stays.

    ``of_style`` says that the tree is not of a source, but what the style puts around its cites. A stop that went into
    closing quotation marks is taken for the style's, too.
    """
    if not tree.children:
        return tree
    *before, last = tree.children
    if isinstance(last, Node):
        last = without_stop(last, of_style=of_style and last.kind != "cite")
    else:
        last = (_STOP if of_style else _QUOTED_STOP).sub(r"\1", last)
    return Node(tree.kind, (*before, last), tree.value)


def own_words(tree: Node, words: Mapping[str, Node]) -> Node:
    """A citation with the ``words`` of each source that is in them in the place of what a style made of it.

    A style that cites by numbers has one for any source, and need not name it. A source of which the style made nothing
    at all stands at the end.
    """
    seen: set[str] = set()

    def walk(node: Node | str) -> Node | str:
        if isinstance(node, str):
            return node
        if node.kind == "cite" and node.value in words:
            seen.add(node.value)
            if not any(character.isalpha() for character in to_text(node)):
                return node
            return Node("cite", (words[node.value],), node.value)
        return Node(node.kind, tuple(walk(child) for child in node.children), node.value)

    made = walk(tree)
    rest = [words[key] for key in words if key not in seen]
    pieces: list[Node | str] = [] if is_empty(made) else [made]
    for node in rest:
        pieces += ["; ", node] if pieces else [node]
    return Node("", tuple(pieces))


def raw_cite(raw: str, own_locator: str, cite: Cite, language: str) -> Node:
    """A source in its own words, without the stop that ends them, and with what the author says around it.

    ``own_locator`` is the place that is among its words: a cite that names another does without it.
    """
    pieces: list[Node | str] = []
    if cite.prefix:
        pieces += [tree_of(cite.prefix), "" if cite.prefix.endswith(b" ") else " "]
    words = without_brackets(raw).rstrip(".")
    if cite.locator:
        if own_locator and words.endswith(own_locator):
            words = words.removesuffix(own_locator).rstrip(" ,;:")
        label = locale_for(language, ()).term(cite.label, "short", bool(_SEVERAL.search(cite.locator)))
        pieces += [words, ", ", f"{label}\u00a0" if label else "", cite.locator]
    else:
        pieces.append(words)
    if cite.suffix:
        pieces += ["" if cite.suffix[:1] in b" ,.;:!?" else ", ", tree_of(cite.suffix)]
    return Node("", tuple(pieces))


def without_brackets(raw: str) -> str:
    """A source's words without the pair of brackets around them all."""
    words = raw.strip()
    closing = _BRACKETS.get(words[:1])
    if closing is None or not words.endswith(closing):
        return words
    depth = 0
    for i, character in enumerate(words):
        depth += (character == words[0]) - (character == closing)
        if depth == 0:
            # The first bracket closes before the end: "(a) and (b)" has no outer pair.
            return words[1:-1].strip() if i == len(words) - 1 else words
    return words
