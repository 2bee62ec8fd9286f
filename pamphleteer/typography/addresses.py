"""Addresses written out in text (web, mail, DOIs): where they stand, and where they may be broken."""

from __future__ import annotations

import re
from collections.abc import Iterator

_REST = r"[^\s<>{}|\"“”„«»—]"
# Every repetition is bounded or followed by nothing, so that a long text is read in one pass.
_ADDRESS = re.compile(
    rf"(?<![a-z0-9+.])(?:[a-z][a-z0-9+.-]{{1,15}}://|www\.){_REST}+"
    rf"|(?<![\w.])urn:[a-z0-9][a-z0-9-]{{1,31}}:{_REST}+"
    rf"|(?<![\w./:])(?:doi:\s?)?10\.[0-9]{{4,9}}/{_REST}+"
    r"|(?<![\w.+-])(?:mailto:)?[a-z0-9][\w.+-]{0,63}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?![\w-])"
    # A host without a scheme is one only with a path: 'archive.org' alone may be the end of a sentence and a new one.
    rf"|(?<![\w.@/-])(?:[a-z0-9-]{{2,63}}\.){{1,4}}(?:com|org|net|edu|gov|int|info|io|eu|[a-z]{{2}})/{_REST}+",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[()]")
_AFTER = ".,;:!?…'’‘′″]}›*_"
_PARTS = re.compile(r"[^/.\-_?&=#%~:]*[/.\-_?&=#%~:]+|[^/.\-_?&=#%~:]+")
_SIGNS = ("://", "www.", "WWW.", "10.", "@", "/", "urn:")
_UNSEEN = str.maketrans("", "", "\u00ad\u200b")


def find_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every address in ``text``; a stop or a bracket that closes around it is not part of it."""
    if not any(sign in text for sign in _SIGNS):
        return
    for found in _ADDRESS.finditer(text):
        yield found.start(), found.start() + _length(found.group())


def break_address(address: str) -> tuple[str, ...]:
    """The pieces of an address between which a line may end, without a hyphen; together they are the address.

    A line ends after a run of signs, so that both halves look like parts of an address.
    """
    pieces: list[str] = _PARTS.findall(address.translate(_UNSEEN))
    # Signs alone at a line's end, or a single letter on the next, would not be taken for parts of it.
    if len(pieces) > 1 and not any(c.isalnum() for c in pieces[0]):
        pieces[:2] = [pieces[0] + pieces[1]]
    if len(pieces) > 1 and len(pieces[-1]) < 2:
        pieces[-2:] = [pieces[-2] + pieces[-1]]
    return tuple(pieces)


def _length(address: str) -> int:
    """How long an address is without what stands behind it; a bracket that it opened itself belongs to it."""
    depth = 0
    for bracket in _BRACKETS.finditer(address):
        depth += 1 if bracket[0] == "(" else -1
        if depth < 0:
            address = address[: bracket.start()]
            break
    return len(address.rstrip(_AFTER))
