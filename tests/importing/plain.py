"""What an article's Markdown says when it is parsed: the words of its blocks, and nothing but words."""

import re
from dataclasses import dataclass
from typing import Any

import yaml

from pamphleteer.article.parser import article_parser, inline_parser

BLOCKS = {
    "paragraph", "heading", "ordered_list", "bullet_list", "list_item", "blockquote", "container_div", "table", "thead",
    "tbody", "tr", "th", "td", "footnote_reference",
}  # fmt: skip

CITE = ["cite_open", "cite_close"]


@dataclass
class Parsed:
    front: dict[str, Any]
    blocks: list[tuple[str, str]]
    """Kind and words; a call is ⟦n⟧, a citation stands in ⟪⟫."""
    notes: dict[str, list[str]]
    cites: dict[str, str]


def words(tokens: list[Any]) -> str:
    text = ""
    for token in tokens:
        if token.type in ("text", "cite_key"):
            text += token.content
        elif token.type in ("softbreak", "hardbreak"):
            text += "\n"
        elif token.type == "text_special":
            text += token.content
        elif token.type == "cite_part":
            text += ";"
        elif token.type in ("cite_open", "cite_close"):
            text += "⟪" if token.type == "cite_open" else "⟫"
        elif token.type == "footnote_ref":
            text += f"⟦{token.meta['label']}⟧"
        else:
            raise AssertionError(f"the copy's signs became markup: {token.type} {token.content!r}")
    return text


def fold(text: str) -> str:
    return " ".join(text.split())


def front_words(text: str) -> str:
    return words(inline_parser().parseInline(fold(text), {})[0].children)


def parse(markdown: str) -> Parsed:
    front: dict[str, Any] = {}
    body = markdown
    if match := re.match(r"---\n(.*?)^---$", markdown, re.DOTALL | re.MULTILINE):
        front = yaml.load(match[1], Loader=yaml.BaseLoader)
        body = markdown[match.end() :]
    blocks: list[tuple[str, str]] = []
    notes: dict[str, list[str]] = {}
    cites: dict[str, str] = {}
    stack: list[Any] = []
    numbers: list[int] = []
    for token in article_parser().parse(body, {}):
        if token.type == "inline":
            label = next((t.meta["label"] for t in stack if t.type == "footnote_reference_open"), None)
            if label is not None and _is_cite(token.children):
                cites[label] = words(token.children).strip("⟪⟫")
            elif label is not None:
                notes.setdefault(label, []).append(fold(words(token.children)))
            else:
                blocks.append((kind(stack, numbers), words(token.children)))
        elif token.nesting:
            name = token.type.rsplit("_", 1)[0]
            assert name in BLOCKS, f"the copy's signs became markup: {token.type} {token.content!r}"
            if token.nesting == 1:
                stack.append(token)
                if name == "ordered_list":
                    numbers.append(int(token.attrGet("start") or 1))
            else:
                stack.pop()
                if name == "list_item" and stack[-1].type == "ordered_list_open":
                    numbers[-1] += 1
                if name == "ordered_list":
                    numbers.pop()
        else:
            raise AssertionError(f"the copy's signs became markup: {token.type} {token.content!r}")
    return Parsed(front, blocks, notes, cites)


def _is_cite(tokens: list[Any]) -> bool:
    """Whether a citation is all that a note says."""
    ends = [t.type for t in (tokens[0], tokens[-1])] == CITE
    return ends and sum(t.type == CITE[0] for t in tokens) == 1


def kind(stack: list[Any], numbers: list[int]) -> str:
    for token in reversed(stack):
        name = token.type.removesuffix("_open")
        if name == "ordered_list":
            return f"numbered {numbers[-1]}"
        found = {
            "heading": "heading", "bullet_list": "list", "blockquote": "blockquote", "container_div": "verse",
            "table": "table",
        }.get(name)  # fmt: skip
        if found:
            return found
    return "para"
