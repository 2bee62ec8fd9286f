"""The text of one block, cut at its inline markup, as one string that the rules can edit.

Rules read context across inline markup, but each character belongs to the run it came from. A :class:`Block` is that
string with the owner of every character. A verbatim run stands in it as one letter, so that rules see that there *is*
something without seeing what: a quotation mark in code neither opens nor closes anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

from pamphleteer.typography.addresses import find_addresses

ORDINARY = " \t\n\r"
"""Spaces at which a line may end and that say nothing else; a soft line break is one."""
SPACES = ORDINARY + "\u00a0\u202f\u2009"
"""Spaces that a rule may exchange: the ordinary, no-break, narrow no-break and thin ones."""
NO_BREAK = "\u00a0"
NARROW = "\u202f"
OBJECT = "\ufffc"
"""Stands for a note call or an image: neither a space nor a word."""

# A letter without case, which no rule names: what stands for a verbatim run must be a word to every expression.
_VERBATIM = "\ua66e"
# What stands for spaces that are verbatim (a forced line break): a space that is not in SPACES.
_BREAK = "\u2028"

Edit = tuple[int, int, str]
"""Start, end and what is to stand there; a replacement belongs to the run in which it starts."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a block's text between two places where inline markup begins or ends."""

    text: str
    verbatim: bool = False
    """Code or an address: never changed, though it counts as a word beside which something opens or closes. A
    verbatim run of spaces alone, such as a forced line break, counts as a space, and one of U+FFFC as that."""
    language: str | None = None
    """A BCP 47 tag where the run is not in the block's language: it is set by its own, and counts as a word."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block's text and, for each character, the number of the piece it belongs to."""

    pieces: tuple[tuple[int, Run], ...]
    """The number of the run it was cut from, and the piece: a run, or a part of it where an address stands in it."""
    text: str
    owners: tuple[int, ...]
    """As long as the text, never falling."""

    @classmethod
    def join(cls, runs: Sequence[Run]) -> Block:
        """The runs as one block; addresses written out in the text become verbatim."""
        pieces = tuple((number, piece) for number, run in enumerate(runs) for piece in _cut(run))
        shown = [_shown(piece) for _, piece in pieces]
        owners = chain.from_iterable(repeat(owner, len(text)) for owner, text in enumerate(shown))
        return cls(pieces, "".join(shown), tuple(owners))

    def split(self, count: int) -> tuple[str, ...]:
        """The text of each of the ``count`` runs that were joined."""
        lengths = Counter(self.owners)
        texts = [""] * count
        at = 0
        for owner, (number, piece) in enumerate(self.pieces):
            end = at + lengths[owner]
            texts[number] += piece.text if piece.verbatim else self.text[at:end]
            at = end
        return tuple(texts)

    def edit(self, edits: Iterable[Edit]) -> Block:
        """The block with ``edits``, which are in order and do not overlap."""
        texts: list[str] = []
        owners: list[int] = []
        at = 0
        for start, end, new in edits:
            texts += (self.text[at:start], new)
            owners += self.owners[at:start]
            owners += [self.owners[start]] * len(new)
            at = end
        if not texts:
            return self
        texts.append(self.text[at:])
        owners += self.owners[at:]
        return Block(self.pieces, "".join(texts), tuple(owners))

    def is_one(self, start: int, end: int) -> bool:
        """Whether the characters from ``start`` to ``end`` stand together in the source, without markup between."""
        return self.owners[start] == self.owners[end - 1]


def _cut(run: Run) -> list[Run]:
    if run.verbatim:
        return [run]
    pieces = []
    at = 0
    for start, end in find_addresses(run.text):
        pieces += [Run(run.text[at:start]), Run(run.text[start:end], verbatim=True)]
        at = end
    return [*pieces, Run(run.text[at:])]


def _shown(piece: Run) -> str:
    if not piece.verbatim or not piece.text.strip(OBJECT):
        return piece.text
    if piece.text.isspace():
        return _BREAK
    return _BREAK * piece.text[0].isspace() + _VERBATIM + _BREAK * piece.text[-1].isspace()
