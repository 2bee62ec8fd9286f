"""Raw HTML in Markdown: gathered whole, parsed as HTML5, and walked against an allow-list.

The Markdown parser hands inline HTML over one tag at a time. So the nearest element that holds a piece of raw HTML is
written out as HTML with all it holds, and read again by an HTML parser, which closes and nests what the author left
open as a browser would.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from tinyhtml5.parser import HTMLParser

from pamphleteer.article.tree import CALL, CITE, KEY, LINE, LOCATOR, NOTE, PART, RAW, REFUSED
from pamphleteer.markup import BLOCKS, VOID, ancestors, append_text, drop, element, to_html, unwrap
from pamphleteer.validation import is_language

INLINE_ALLOWED = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q rb rp rt ruby s samp small span strong sub sup time"
    " u var wbr".split()
)
BLOCK_ALLOWED = frozenset(
    "address aside blockquote caption col colgroup dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre"
    " section table tbody td tfoot th thead tr ul".split()
)
OWN = frozenset((CALL, CITE, KEY, LOCATOR, NOTE, PART))
DROPPED = frozenset(
    "script style template iframe object embed applet head meta link title base noscript textarea select svg math audio"
    " video canvas form input button".split()
)
"""Elements that are refused with all they hold: what they hold is not text to read."""

ATTRIBUTES = frozenset("class dir id lang title".split())
ATTRIBUTES_OF = {
    "a": frozenset(["href"]),
    "blockquote": frozenset(["cite"]),
    "img": frozenset(["alt", "height", "src", "width"]),
    "li": frozenset(["value"]),
    "ol": frozenset(["reversed", "start", "type"]),
    "q": frozenset(["cite"]),
    "td": frozenset(["colspan", "rowspan"]),
    "th": frozenset(["colspan", "rowspan", "scope"]),
    "time": frozenset(["datetime"]),
    CALL: frozenset(["label"]),
    NOTE: frozenset(["label"]),
    CITE: frozenset(["at", "bare", "line", "ref"]),
    KEY: frozenset(["at", "key", "line"]),
}
_INLINE_REFUSED = frozenset("font big tt nobr blink acronym strike label output data".split())
_PARENTS = {
    "li": ("ul", "ol"),
    "dt": ("dl",),
    "dd": ("dl",),
    "figcaption": ("figure",),
    "rt": ("ruby",),
    "rp": ("ruby",),
    "rb": ("ruby",),
}
_PHRASING_ONLY = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "pre", CITE, LOCATOR]) | (
    INLINE_ALLOWED - {"del", "ins"}
)
_OPENING = re.compile(r"^(\s*<[A-Za-z][^\s/>]*)")
_NAME = re.compile(r"[A-Za-z_][\w.-]*")

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
_CLOSED_BY_THE_NEXT = VOID | frozenset("p li dt dd tr td th thead tbody tfoot option".split())
MOST_WORK = 1_000_000
"""Of how many elements a reader of raw HTML may have to think again, all tags together."""

Refuse = Callable[[Any, str], None]
"""Told of what is refused: the element (still in its place) and what is wrong with it."""


def overgrown(root: Any) -> Any:
    """The raw HTML at which too much stands open: a reader would repeat it at each tag. None where all is well."""
    depth = work = 0
    for raw in root.iter(RAW):
        for end, name in _TAG.findall(raw.text or ""):
            if name.lower() not in _CLOSED_BY_THE_NEXT:
                depth = max(depth + (-1 if end else 1), 0)
            work += depth
        if work > MOST_WORK:
            return raw
    return None


def resolve(root: Any, refuse: Refuse | None = None) -> None:
    """Turn the raw HTML below ``root`` into elements; refuse raw HTML that bears our own names."""
    for raw in list(root.iter(RAW)):
        if "pamphleteer-" in (raw.text or "").lower():
            if refuse:
                refuse(raw, "an element with a reserved name")
            drop(raw)
        elif line := raw.get(LINE):
            # What the parser makes of it knows where it stood.
            raw.text = _OPENING.sub(rf'\1 {LINE}="{line}"', raw.text or "", count=1)
    # Deepest first, so that what is written out again is already whole.
    for holder in reversed([node for node in root.iter() if any(child.tag == RAW for child in node)]):
        parsed = HTMLParser(namespace_html_elements=False).parse_fragment(to_html(holder, RAW))
        for child in list(holder):
            holder.remove(child)
        holder.text = None
        _copy(parsed, holder)
        if refuse:
            # At once: a misplaced block would break its paragraph when the element around it is read again.
            sanitise(holder, refuse)


def _copy(source: Any, target: Any) -> None:
    """From the HTML parser's tree to ours; comments and names that XML does not know are left out."""
    append_text(target, _legal(source.text))
    for child in source:
        if isinstance(child.tag, str):
            name = child.tag.rsplit("}", 1)[-1]
            made = element(name if _NAME.fullmatch(name) else "span")
            for key, value in child.attrib.items():
                if isinstance(key, str) and _NAME.fullmatch(key):
                    made.set(key, _legal(value))
            target.append(made)
            _copy(child, made)
        append_text(target, _legal(child.tail))


def _legal(text: str | None) -> str:
    return re.sub(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text or "")


def sanitise(root: Any, refuse: Refuse) -> None:
    """Take out what a book may not hold: the element goes, its words stay, but for scripts and their like."""
    for node in list(root.iter()):
        if node is root or not any(a is root for a in ancestors(node)):
            continue
        if node.tag in DROPPED:
            refuse(node, f"<{node.tag}> and what it holds")
            drop(node)
            continue
        if problem := _misplaced(node):
            refuse(node, problem)
            if node.tag not in INLINE_ALLOWED and node.tag not in _INLINE_REFUSED:
                # What stood in blocks of its own must not run together.
                node.text = f" {node.text or ''}"
                append_text(node, " ")
            unwrap(node)
            continue
        if (odd := node.attrib.pop(REFUSED, None)) is not None:
            refuse(node, f"the attribute {odd} of <{node.tag}>")
        for name, value in list(node.attrib.items()):
            if name.startswith("data-pamphleteer-"):
                continue
            known = name in ATTRIBUTES or name in ATTRIBUTES_OF.get(node.tag, ())
            if not known or not _fits(name, value):
                refuse(node, f"the attribute {name} of <{node.tag}>")
                del node.attrib[name]
        if node.tag in ("ol", "ul"):
            _only_items(node)
        if node.tag == "p" and not len(node) and not (node.text or "").strip():
            drop(node)


_DATETIME = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?Z?)?)?)?")
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_SIZE = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,3})?(?:px|%|mm|cm|in|pt|em)?")


def _fits(name: str, value: str) -> bool:
    """Whether an attribute has a value that both outputs can take."""
    match name:
        case "lang":
            return is_language(value)
        case "dir":
            return value in ("ltr", "rtl", "auto")
        case "width" | "height":
            return bool(_SIZE.fullmatch(value))
        case "colspan" | "rowspan" | "start" | "value":
            return bool(_WHOLE.fullmatch(value)) and (name in ("start", "value") or 0 < int(value) < 1000)
        case "scope":
            return value in ("row", "col", "rowgroup", "colgroup")
        case "type":
            return value in ("1", "a", "A", "i", "I")
        case "cite":
            return not any(c.isspace() for c in value)
        case "datetime":
            return bool(_DATETIME.fullmatch(value))
        case _:
            return True


def _only_items(items: Any) -> None:
    """A list holds items and nothing else: what stands between them becomes one."""
    item: Any = None
    if (items.text or "").strip():
        item = element("li", None, items.text)
        items.text = None
        items.insert(0, item)
    for child in list(items):
        if child is item or child.tag == "li":
            item = None if child is not item else item
        else:
            if item is None:
                item = element("li")
                child.addprevious(item)
            tail, child.tail = child.tail, None
            item.append(child)
            append_text(item, tail or "")
            continue
        if (child.tail or "").strip():
            append_text(child, child.tail or "")
            child.tail = None


def _misplaced(node: Any) -> str | None:
    if node.tag in OWN:
        return None
    if node.tag not in INLINE_ALLOWED and node.tag not in BLOCK_ALLOWED:
        return f"<{node.tag}>"
    parent = node.getparent().tag
    if node.tag in BLOCK_ALLOWED and parent in _PHRASING_ONLY:
        return f"<{node.tag}> within <{parent}>"
    if node.tag in _PARENTS and parent not in _PARENTS[node.tag]:
        return f"<{node.tag}> outside <{_PARENTS[node.tag][0]}>"
    if node.tag == "dl" and not _is_definition_list(node):
        return "<dl> that is no list of terms and meanings"
    if node.tag == "figcaption" and node.getparent()[0] is not node and node.getparent()[-1] is not node:
        return "<figcaption> in the middle of a figure"
    if node.tag == "a" and any(a.tag == "a" for a in ancestors(node.getparent())):
        return "<a> within <a>"
    return None


def _is_definition_list(node: Any) -> bool:
    tags = [child.tag for child in node]
    bare = (node.text or "") + "".join(child.tail or "" for child in node)
    groups = "".join({"dt": "t", "dd": "d"}.get(tag, "x") for tag in tags)
    return not bare.strip() and bool(re.fullmatch(r"(?:t+d+)+", groups))


def stray_text(root: Any) -> Iterator[Any]:
    """Elements that hold text or inline elements between blocks, where a paragraph is missing."""
    for node in root.iter("body", "section", "blockquote", "aside", NOTE):
        if (node.text or "").strip() or any(c.tag not in BLOCKS | OWN or (c.tail or "").strip() for c in node):
            yield node
