"""All examples of the CommonMark specification, through our own tree and serialiser.

Extensions and the sanitiser are off. Both sides are normalised: white space between blocks does not count, and raw HTML
that an example leaves open is closed as an HTML parser closes it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from tinyhtml5.parser import HTMLParser

from pamphleteer.article import html, parser, tree
from pamphleteer.markup import BLOCKS, ancestors, canonical, drop, element

EXAMPLES = 652


def test_every_example_comes_out_as_specified(shared: Path) -> None:
    examples = json.loads((shared / "suites" / "commonmark.json").read_text(encoding="utf-8"))
    assert len(examples) == EXAMPLES
    wrong = [e["example"] for e in examples if ours(e["markdown"]) != specified(e["html"])]
    assert wrong == []


def ours(markdown: str) -> bytes:
    root = tree.build(parser.commonmark().parse(markdown, {}), figures=False)
    html.resolve(root)
    for node in root.iter():
        for name in [n for n in node.attrib if n.startswith("data-pamphleteer-")]:
            del node.attrib[name]
    return normalised(root)


def specified(text: str) -> bytes:
    root = element("body")
    # Without the final newline: after a tag that is left open it would count as text of that element.
    html._copy(HTMLParser(namespace_html_elements=False).parse_fragment(text.rstrip("\n")), root)
    return normalised(root)


def normalised(root: Any) -> bytes:
    for node in list(root.iter("p")):
        # HTML's error recovery makes an empty paragraph of a lone </p>.
        if not len(node) and not (node.text or "").strip():
            drop(node)
    for node in root.iter():
        inside = any(a.tag == "pre" for a in ancestors(node.getparent()))
        if node.tag not in BLOCKS or inside:
            continue
        if node is not root:
            before = node.getprevious()
            holder, slot = (before, "tail") if before is not None else (node.getparent(), "text")
            setattr(holder, slot, (getattr(holder, slot) or "").rstrip() or None)
            node.tail = (node.tail or "").strip() or None
        if node.tag != "pre":
            node.text = (node.text or "").lstrip() or None
    last = root
    while len(last) and not (last[-1].tail or "").strip():
        last[-1].tail = None
        last = last[-1]
    if not len(last):
        last.text = (last.text or "").rstrip() or None
    return re.sub(rb"[ \t\n]+", b" ", canonical(root)).strip()
