"""The character references of HTML (``&amp;``, ``&#8211;``) that catalogues leave in titles and names → characters."""

from __future__ import annotations

import html
import re
import unicodedata
from html.entities import html5

_REFERENCE = re.compile(r"\\?&(?:amp;)?(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def decoded(text: str) -> str:
    r"""A text with characters in place of references to them, also where these were escaped (``\&amp;``) or doubled.

    ``<`` of ``&lt;i&gt;`` may begin one of the tags of CSL's rich text, which is what was meant. References to what
    cannot be printed stay: a control character would come in unseen.
    """
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    name = match[1]
    if name[0] != "#" and f"{name};" not in html5:
        return match[0]
    character = html.unescape(f"&{name};")
    printed = all(c.isprintable() or unicodedata.category(c) == "Zs" for c in character)
    return character if character and printed and "\ufffd" not in character else match[0]
