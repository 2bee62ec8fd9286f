"""The ebook's style sheets leave to readers what is theirs: size, colour, night, width."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tinycss2
import tinycss2.color4

from tests.conftest import ROOT

SHEETS = sorted(ROOT.glob("layouts/*/epub.css"))
PER_READER = ("currentcolor", "transparent", "inherit")


def tokens(nodes: Any) -> Iterator[Any]:
    for node in nodes:
        yield node
        yield from tokens(getattr(node, "arguments", None) or getattr(node, "content", None) or [])


def declarations(sheet: Path) -> Iterator[tuple[str, Any]]:
    """Every declaration with the selector of its rule."""
    rules = tinycss2.parse_stylesheet(sheet.read_text("utf-8"), skip_comments=True, skip_whitespace=True)
    while rules:
        rule = rules.pop()
        if rule.type == "at-rule":
            rules += tinycss2.parse_rule_list(rule.content or [], skip_comments=True, skip_whitespace=True)
            continue
        for item in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
            yield tinycss2.serialize(rule.prelude).strip(), item


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.parent.name)
def test_sizes_are_relative_and_colours_the_readers_own(sheet: Path) -> None:
    seen = list(declarations(sheet))
    assert seen
    for selector, item in seen:
        said = f"{selector} {{ {item.serialize()} }}"
        assert item.type == "declaration", said
        assert item.lower_name != "text-transform", f"what is read must be in mixed case: {said}"
        assert not item.important, f"a reader's own style could not win: {said}"
        for token in tokens(item.value):
            if token.type == "dimension":
                assert token.lower_unit in ("em", "rem", "ex", "ch", "vh", "vw"), f"a fixed size: {said}"
            word = token.lower_value if token.type == "ident" else None
            is_colour = token.type == "hash" or (word and tinycss2.color4.parse_color(word) and word not in PER_READER)
            if is_colour:
                assert selector.startswith("img["), f"a colour that night could not change: {said}"
        if item.lower_name == "line-height":
            value = next(token for token in item.value if token.type != "whitespace")
            assert value.type == "number", f"a line height that does not grow with the letters: {said}"
        if item.lower_name == "width":
            assert any(token.type == "percentage" for token in item.value), f"a fixed width: {said}"
