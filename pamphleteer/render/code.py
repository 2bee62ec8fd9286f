"""Blocks of code by lines, so that a line that is turned over can be told from one that begins."""

from __future__ import annotations

from typing import Any

from pamphleteer.markup import element

_TAB = 4
"""Spaces that a tab stands for, as in the style sheets."""

_MOST = 24
"""Beyond this indent, in letters, a line turned over is not moved further to the right."""


def split_code(root: Any) -> None:
    """Each line of a block of code gets a holder of its own, ``<span class="code-line">``, its newline with it.

    Only plain code is split: what holds elements (a note call, emphasis in raw HTML) stays as it is.
    """
    for block in root.iter("pre"):
        code = block[0] if len(block) == 1 and block[0].tag == "code" and not (block.text or "").strip() else block
        if len(code) or not code.text or (code is not block and (block[0].tail or "").strip()):
            continue
        lines = code.text.removesuffix("\n").split("\n")
        code.text = None
        for line in lines:
            indent = len(line.expandtabs(_TAB)) - len(line.expandtabs(_TAB).lstrip())
            style = {"style": f"--indent: {min(indent, _MOST)}"} if indent and line.strip() else {}
            code.append(element("span", {"class": "code-line", **style}, f"{line}\n"))
