r"""The little Markdown that CSL-YAML has, as Pandoc writes and reads it → CSL's rich text.

``*Ark*`` → ``<i>Ark</i>``, ``[NASA]{.nocase}`` → ``<span class="nocase">NASA</span>``, ``H~2~O``, ``10^th^``,
``**bold**``, ``[Rome]{.smallcaps}``; a backslash before a sign of punctuation makes it text.
"""

from __future__ import annotations

import re
from functools import partial

from pamphleteer.references.tex import wrapped

_SIGNS = re.compile(r"[*_^~\\]|\]\{")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_SPAN = re.compile(r"\[([^\[\]]*)\]\{\s*\.(nocase|smallcaps)\s*\}")
_RULES = (
    (re.compile(r"\*\*(?=[^\s*])([^*]*[^\s*])\*\*"), "b"),
    (re.compile(r"\*(?=[^\s*])([^*]*[^\s*])\*"), "i"),
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^_]*[^\s_])_(?![\w_])"), "i"),
    (re.compile(r"\^([^\s^]+)\^"), "sup"),
    (re.compile(r"(?<!~)~([^\s~]+)~(?!~)"), "sub"),
)
_HIDDEN = 0xF0000
"""Where escaped signs wait, in a plane of Unicode that no text uses."""


def rich(text: str) -> str:
    """A value of CSL-YAML as CSL's rich text."""
    if not _SIGNS.search(text):
        return text
    text = _ESCAPE.sub(lambda match: chr(_HIDDEN + ord(match[1])), text)
    # Spans may stand within spans, but hardly deeper.
    for _ in range(3):
        text = _SPAN.sub(lambda match: wrapped("nocase" if match[2] == "nocase" else "sc", match[1]), text)
    for rule, tag in _RULES:
        text = rule.sub(partial(_tagged, tag), text)
    return "".join(chr(ord(c) - _HIDDEN) if _HIDDEN < ord(c) < _HIDDEN + 128 else c for c in text)


def _tagged(tag: str, match: re.Match[str]) -> str:
    return wrapped(tag, match[1])
