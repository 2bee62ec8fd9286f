"""The text of a field or an affix, with the little markup that CSL-JSON allows, as tokens.

A token is a string, or an ``Open`` or ``Close`` of a kind of formatting, or a quotation mark that ``output`` will write
as the locale has it. Known tags are ``<i>``, ``<b>``, ``<sup>``, ``<sub>``, ``<sc>``, and spans with ``font-variant:
small-caps`` or with the class ``nocase`` or ``nodecor``; any other, and one without its partner, is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Open:
    """The beginning of a stretch of formatting; ``flips`` says that it is undone where it is in force already."""

    kind: str
    value: str = ""
    flips: bool = False


@dataclass(frozen=True, slots=True)
class Close:
    """The end of the innermost stretch."""

    kind: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation mark: opening or closing, and what the pair was written as; empty where the style asks for it."""

    opens: bool
    written: str = ""


class Inner(str):
    """A string that goes on with what the same field or affix has before it: what meets there is the author's."""

    __slots__ = ()


Token = str | Open | Close | Quote

_TAG = re.compile(r"<(/?)(i|b|sup|sub|sc|span)((?:\s[^<>]*)?)>")
# As French sets these, whatever the locale: who writes a space there means one at which no line ends.
_THIN = re.compile(r"(?<=«) | (?=[:;!?»])")
# Between letters, and where an elided word ends what is said: "soutenue à l'".
_ELISION = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])|(?:(?<=\s[^\W\d_])|(?<=\A[^\W\d_]))'\Z")
_KINDS = {"i": "italic", "b": "bold", "sup": "sup", "sub": "sub", "sc": "small-caps"}
_PLAIN = re.compile(r"[^<\"'‘’“”]*\Z")
_PAIRS = {"“": "”", "‘": "’", '"': '"', "'": "'"}
_MARKS = frozenset("\"'‘’“”")
_OPENERS = frozenset(" \t\n\u00a0\u202f([{-–—/«„:")
_DEEPEST = 8
"""Quotations within one another that are looked for; there is never more than two or three."""
_OPEN = 40
"""Tags that stand open at once; more are text, for a tree must not become too deep."""
_LONGEST = 20_000
"""Characters of a field that are searched for markup; a longer one is plain text."""


@lru_cache(maxsize=4096)
def parse(text: str) -> tuple[Token, ...]:
    """The tokens of a text."""
    if " " in text:
        text = _THIN.sub("\u202f", text)
    if _PLAIN.match(text) or len(text) > _LONGEST:
        return (text,) if text else ()
    tokens: list[Token] = []
    begun = False
    for token in _quotes(_tags(text)):
        tokens.append(Inner(token) if begun and isinstance(token, str) else token)
        begun = begun or isinstance(token, str)
    return tuple(tokens)


def apostrophes(text: str) -> str:
    """Words of a style or a locale, with apostrophes where a typewriter has one sign for these and for quotations."""
    return _ELISION.sub("’", text) if "'" in text else text


def plain(tokens: tuple[Token, ...]) -> str:
    """The letters alone."""
    return "".join(token for token in tokens if isinstance(token, str))


def _tags(text: str) -> list[Token]:
    tokens: list[Token] = []
    opened: list[tuple[str, int, str]] = []
    at = 0
    for match in _TAG.finditer(text):
        if match.start() > at:
            tokens.append(text[at : match.start()])
        at = match.end()
        closing, tag, attributes = match.groups()
        if not closing:
            if len(opened) < _OPEN:
                opened.append((tag, len(tokens), _kind(tag, attributes)))
            tokens.append(match[0])
            continue
        # What stands open within a stretch that ends is text: it has no partner.
        place = next((i for i in range(len(opened) - 1, -1, -1) if opened[i][0] == tag), None)
        if place is None:
            tokens.append(match[0])
            continue
        _, start, kind = opened[place]
        del opened[place:]
        if kind:
            tokens[start] = Open(kind, flips=True)
            tokens.append(Close(kind))
        else:
            tokens.append(match[0])
    if at < len(text):
        tokens.append(text[at:])
    return tokens


def _kind(tag: str, attributes: str) -> str:
    if tag != "span":
        return _KINDS[tag] if not attributes.strip() else ""
    if "small-caps" in attributes:
        return "small-caps"
    return next((name for name in ("nocase", "nodecor") if re.search(rf"class\s*=\s*[\"']{name}[\"']", attributes)), "")


def _quotes(tokens: list[Token]) -> list[Token]:
    """Pairs of quotation marks become tokens; an apostrophe is set, and what has no partner stays as it is written."""
    read: list[Token] = []
    waiting: list[tuple[str, int]] = []
    """Opening marks without a partner yet: what they are, and where they stand in ``read``."""
    letters = "".join(token for token in tokens if isinstance(token, str))
    place, opened = 0, -1
    """Where the token begins among all letters, and where the last mark stood that opens something."""
    for token in tokens:
        if not isinstance(token, str):
            read.append(token)
            continue
        start = 0
        for at, character in enumerate(token):
            if character not in _MARKS:
                continue
            here = place + at
            before, after = letters[here - 1 : here] if here else "", letters[here + 1 : here + 2]
            begins = not before or before in _OPENERS or opened == here - 1
            mark = _mark(character, begins, before, after, waiting)
            if mark == "text":
                continue
            if at > start:
                read.append(token[start:at])
            start = at + 1
            if mark == "apostrophe":
                read.append("’")
            elif mark == "open":
                opened = here
                waiting.append((character, len(read)))
                read.append(character)
            else:
                partner = next(i for i in range(len(waiting) - 1, -1, -1) if _PAIRS[waiting[i][0]] == character)
                opening, where = waiting[partner]
                for other, lost in waiting[partner + 1 :]:
                    read[lost] = "’" if other == "'" else other
                del waiting[partner:]
                read[where] = Quote(True, opening + character)
                read.append(Quote(False, opening + character))
        if start < len(token):
            read.append(token[start:])
        place += len(token)
    for other, lost in waiting:
        read[lost] = "’" if other == "'" else other
    return _joined(read)


def _mark(character: str, begins: bool, before: str, after: str, waiting: list[tuple[str, int]]) -> str:
    """What a quotation mark is: open, close, apostrophe or text."""
    if character in "“‘":
        return "open"
    if begins and after and not after.isspace() and character in "\"'":
        return "open"
    expected = any(_PAIRS[opening] == character for opening, _ in waiting[-_DEEPEST:])
    if expected and before and not before.isspace() and not after.isalnum():
        return "close"
    return "apostrophe" if character == "'" else "text"


def _joined(tokens: list[Token]) -> list[Token]:
    joined: list[Token] = []
    for token in tokens:
        if isinstance(token, str) and joined and isinstance(joined[-1], str):
            joined[-1] += token
        else:
            joined.append(token)
    return joined
