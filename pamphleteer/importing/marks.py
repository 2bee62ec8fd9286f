"""What stands at the head of a line: bullets, numbers, marks of notes; and what a sentence ends with."""

from __future__ import annotations

import re

from pamphleteer.importing.words import words

BULLET = re.compile(r"(?:[•‣▪●◦■□⁃∙➢➤]\s*|·\s+|[-–*+]\s+|o\t\s*)(?=\S)")
"""A bullet and the space after it. An em dash is none: it opens speech, or signs a quotation."""
NUMBER = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
"""A number of up to three digits (a year has four), its stop or bracket and the space after it."""
BRACKETED = re.compile(r"\[(\d{1,3}|[ivxl]{1,6})\]\s*(?=\S)")
"""A number in square brackets, as it stands before a note or a numbered paragraph."""
SUPERSCRIPT = re.compile(r"([¹²³⁰⁴⁵⁶⁷⁸⁹]{1,3})\s*(?=\S)")
DAGGER = re.compile(r"(\*{1,4}|†{1,3}|‡{1,3}|§{1,2}|‖)\s*(?=[^\s*†‡§‖])")
"""An asterisk, a dagger or its like before a note."""

OPENERS = "“„«»‘‚‹›\"'"
"""Marks with which a quotation can open, in one language or another."""
CLOSERS = "”“»«’‘‹›\"'"
_STOPS = ".!?…:;,"


def item_number(text: str) -> int | None:
    """The number of the item that ``text`` could be; not that of a date ("12. März") or a decimal."""
    match = NUMBER.match(text)
    if not match:
        return None
    after = text[match.end() :].split(maxsplit=1)[0].strip(".,:;").casefold()
    return None if after in words().months else int(match[1])


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends as a sentence does: with a stop, perhaps within closing marks or brackets."""
    bare = text.rstrip().rstrip(CLOSERS + ")]*†‡§")
    return bare[-1:] in (".", "!", "?", "…", ":") if bare else False


def ends_phrase(text: str) -> bool:
    """Whether ``text`` ends with any stop, comma, dash or closing mark."""
    return text.rstrip()[-1:] in _STOPS + "—–-)" + CLOSERS


def opens_quotation(text: str) -> bool:
    """Whether the first character is a mark with which a quotation opens, and a word follows."""
    return text[:1] in OPENERS and text[:1] != "" and bool(text[1:].strip()) and text[:2] not in ("''", "’’")


def starts_upper(text: str) -> bool:
    """Whether the first letter is a capital; marks before it do not count, digits do."""
    first = next((c for c in text if c.isalnum()), "")
    return first.isupper() or first.istitle() or (first.isalpha() and not first.islower())


def starts_lower(text: str) -> bool:
    """Whether the first character is a small letter."""
    return text[:1].islower()
