"""What a layout's CSS may not use, because pieces of a book are laid out knowing nothing of each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2

from pamphleteer.diagnostics import Diagnostic, Span, error
from pamphleteer.model import Stylesheet

_TARGETS = ("target-counter", "target-counters", "target-text")
_MARGIN_BOXES = ("top-", "bottom-", "left-", "right-")

_REFUSED = {
    "transform": "the proof reads where text is set: set it there",
    "block-ellipsis": "nothing of a text may be left out",
}
"""Properties that could take text away, each with a hint."""


def check_css(sheet: Stylesheet, *, is_base: bool = False) -> tuple[Diagnostic, ...]:
    """The uses of what a layout may not use; ``base`` alone may ask for page numbers."""
    rules = tinycss2.parse_stylesheet(sheet.text, skip_comments=True, skip_whitespace=True)
    found = []
    for line, what, hint in _rules(rules, is_base):
        found.append(error("layout-unsupported", f"a layout may not use {what}", Span(sheet.file, line), hint))
    return tuple(found)


def check_epub_css(sheet: Stylesheet) -> tuple[Diagnostic, ...]:
    """What a reading system could not find or understand: other style sheets, files from the net, broken rules."""
    found = []
    for rule in tinycss2.parse_stylesheet(sheet.text, skip_comments=True, skip_whitespace=True):
        span = Span(sheet.file, rule.source_line)
        if rule.type == "error":
            hint = "correct the rule"
            found.append(error("layout-unsupported", f"this is no CSS ({rule.message})", span, hint))
        elif rule.type == "at-rule" and rule.lower_at_keyword == "import":
            hint = "extend a layout by 'extends:' in layout.yaml"
            found.append(error("layout-unsupported", "a layout may not use @import", span, hint))
        elif re.search(r"url\(\s*[\"']?(?:[a-z][a-z0-9+.-]*:|//)", tinycss2.serialize([rule]), re.IGNORECASE):
            message = "an ebook's style sheet may not fetch from the net"
            found.append(error("layout-unsupported", message, span, "take the address out"))
        else:
            found += [
                error("layout-unsupported", f"this is no CSS ({item.message})", Span(sheet.file, item.source_line))
                for item in _broken(rule)
            ]
    return tuple(found)


def _broken(rule: Any) -> Iterator[Any]:
    """What cannot be understood within a rule, however deep."""
    for item in tinycss2.parse_blocks_contents(rule.content or [], skip_comments=True, skip_whitespace=True):
        if item.type == "error":
            yield item
        elif item.type in ("at-rule", "qualified-rule"):
            yield from _broken(item)


def _first_word(tokens: Iterable[Any]) -> str:
    return next(iter(_words(tokens)), "")


def check_screen_css(sheet: Stylesheet) -> tuple[Diagnostic, ...]:
    """What could move a line: the pages are laid out for the printer, and a screen only colours them."""
    found = list(check_css(sheet))
    for rule in tinycss2.parse_stylesheet(sheet.text, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule":
            hint = "write rules for elements"
            message = f"a screen.css may not use @{rule.at_keyword}"
            found.append(error("layout-unsupported", message, Span(sheet.file, rule.source_line), hint))
        for item in tinycss2.parse_blocks_contents(rule.content or []) if rule.type == "qualified-rule" else ():
            span = Span(sheet.file, item.source_line)
            hint = "the pages of the screen are those of print: it may set color and text-decoration"
            if item.type == "declaration" and not _only_colours(item.lower_name):
                message = f"a screen.css may not use {item.lower_name}"
                found.append(error("layout-unsupported", message, span, hint))
            elif item.type not in ("declaration", "comment", "whitespace", "error"):
                found.append(error("layout-unsupported", "a screen.css may not nest rules", span, hint))
    return tuple(dict.fromkeys(found))


def _only_colours(name: str) -> bool:
    return name == "color" or name.startswith(("--", "text-decoration"))


def _words(tokens: Iterable[Any]) -> list[str]:
    return [str(token.lower_value) for token in tokens if token.type == "ident"]


def _rules(rules: Iterable[Any], is_base: bool) -> Iterator[tuple[int, str, str]]:
    for rule in rules:
        if rule.type == "error":
            yield rule.source_line, f"what is no CSS ({rule.message})", "correct the rule"
        if rule.type not in ("at-rule", "qualified-rule"):
            continue
        if rule.type == "at-rule" and rule.lower_at_keyword == "page":
            words = tinycss2.serialize(rule.prelude).replace(" ", "").lower()
            if ":first" in words:
                yield rule.source_line, "@page :first", "write @page :nth(1 of NAME), NAME being the piece's page"
            yield from _declarations(rule.content or [], is_base)
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports", "layer"):
            yield from _rules(tinycss2.parse_rule_list(rule.content or [], skip_comments=True), is_base)
        elif rule.type == "at-rule" and rule.lower_at_keyword == "import":
            yield rule.source_line, "@import", "extend a layout by 'extends:' in layout.yaml"
        else:
            yield from _declarations(rule.content or [], is_base)


def _declarations(content: Any, is_base: bool, in_margin: bool = False) -> Iterator[tuple[int, str, str]]:
    for item in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if item.type == "at-rule":
            margin = item.lower_at_keyword.startswith(_MARGIN_BOXES)
            yield from _declarations(item.content or [], is_base, margin)
        elif item.type == "error":
            yield item.source_line, f"what is no CSS ({item.message})", "correct the rule"
        elif item.type == "qualified-rule":
            yield from _declarations(item.content or [], is_base, in_margin)
        elif item.type == "declaration":
            if item.lower_name == "position" and "fixed" in tinycss2.serialize(item.value).lower():
                yield item.source_line, "position: fixed", "set it in a margin box of @page"
            if item.lower_name in _REFUSED and not in_margin:
                yield item.source_line, item.lower_name, _REFUSED[item.lower_name]
            if item.lower_name == "footnote-display" and _words(item.value) != ["block"]:
                yield item.source_line, "footnote-display but block", "a note is a block of its own"
            yield from _functions(item.value, is_base, in_margin)


def _functions(tokens: Iterable[Any], is_base: bool, in_margin: bool) -> Iterator[tuple[int, str, str]]:
    for token in tokens:
        if token.type != "function":
            continue
        name = token.lower_name
        if name in _TARGETS and not is_base:
            hint = "use the helper page_number() of base/helpers.html.j2"
            yield token.source_line, f"{name}()", hint
        elif name in ("running", "element"):
            hint = "use the running heads that base/print.css offers: string(book) and string(chapter)"
            yield token.source_line, f"{name}()", hint
        elif name in ("counter", "counters") and not in_margin and _first_word(token.arguments) == "pages":
            yield token.source_line, "counter(pages) outside a margin box", "set it in a margin box of @page"
        elif name == "counter" and _first_word(token.arguments) == "page" and "folio" not in _words(token.arguments):
            yield token.source_line, "counter(page) without its style", "write counter(page, folio)"
        else:
            yield from _functions(token.arguments, is_base, in_margin)
