"""Optical margins: how far signs at the ends of justified lines stand out into the margin.

A line that ends with a hyphen or begins with a quotation mark looks shorter than its neighbours, since the sign has
little ink. A layout asks for them by the custom property ``--hanging-punctuation``, which stands for the property of
CSS Text 3, section 8.2, and is inherited like it; any value but ``none`` will do.
"""

from __future__ import annotations

from typing import Any

from pamphleteer.paginate.lines.shaping import Shaper

_AFTER = {
    **dict.fromkeys("-\u2010", 0.7),
    **dict.fromkeys(".,\u2026", 0.7),
    **dict.fromkeys(":;", 0.5),
    **dict.fromkeys("\u201c\u201d\u2018\u2019\"'\u00ab\u00bb\u2039\u203a", 0.6),
    "\u2013": 0.4,
    "\u2014": 0.25,
    **dict.fromkeys("!?", 0.2),
    **dict.fromkeys(")]", 0.15),
}
"""Sign → the part of its width that stands out where a line ends with it."""
_BEFORE = {
    **dict.fromkeys("\u201c\u201d\u201e\u2018\u2019\u201a\"'\u00ab\u00bb\u2039\u203a", 0.6),
    **dict.fromkeys("\u2013\u2014", 0.25),
    **dict.fromkeys("([", 0.1),
}
"""The same where a line begins with it."""


def asked(style: Any) -> bool:
    """Whether the style sheet wants signs to stand out."""
    words = "".join(token.serialize() for token in style["__hanging_punctuation"] or ()).split()
    return bool(words) and words != ["none"]


def before(character: str, shaper: Shaper) -> float:
    """How far a character stands out where a line begins with it, in CSS pixels."""
    share = _BEFORE.get(character)
    return share * shaper.word(character).width if share else 0.0


def after(character: str, shaper: Shaper) -> float:
    """The same where a line ends with it."""
    share = _AFTER.get(character)
    return share * shaper.word(character).width if share else 0.0
