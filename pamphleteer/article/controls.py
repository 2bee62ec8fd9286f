"""Characters that turn the direction of text: what is printed may then read otherwise than what was written."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from pamphleteer.diagnostics import Diagnostic, Span
from pamphleteer.marked import BIDI, turned

_MOST = 20
"""Where a file has more, it has them throughout: more findings would tell no more."""

Locate = Callable[[Any, str], Span]


def written(body: str, file: str, first_line: int) -> list[Diagnostic]:
    """Those that stand in the Markdown itself; ``first_line`` is the file's line on which it begins."""
    found = (
        turned(control[0], Span(file, number, control.start() + 1))
        for number, line in enumerate(body.split("\n"), first_line)
        for control in BIDI.finditer(line)
    )
    return list(itertools.islice(found, _MOST))


def escaped(root: Any, body: str, locate: Locate) -> list[Diagnostic]:
    """Those that the text below ``root`` has, and that stand in the Markdown as entities alone."""
    return [
        turned(character, locate(node, f"#x{ord(character):x}"))
        for node in root.iter()
        for character in sorted(set(BIDI.findall((node.text or "") + "".join(child.tail or "" for child in node))))
        if character not in body
    ]
