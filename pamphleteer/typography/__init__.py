"""Typography by language: what an author types on a keyboard becomes what a compositor sets.

In go the runs of one block (a paragraph, a heading, a cell), out come as many strings, with quotation marks and
apostrophes by sense, dashes, the ellipsis, primes, and the spaces at which no line may end. Verbatim runs come back
as they were. Setting text that is set changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pamphleteer.typography.block import Block, Run
from pamphleteer.typography.dashes import set_dashes
from pamphleteer.typography.language import fallbacks, language_of
from pamphleteer.typography.quotes import set_quotes
from pamphleteer.typography.spaces import set_spaces

__all__ = ["Run", "fallbacks", "set_text"]


def set_text(runs: Sequence[Run], language: str) -> tuple[str, ...]:
    """Set the text of one block.

    ``runs`` are its pieces of text in order, cut where inline markup begins or ends; U+FFFC in them stands for a note
    call or an image. ``language`` is a BCP 47 tag; one that is not known has English marks and no habits of its own.
    Returns one string for each run, in order.
    """
    habits = language_of(language)
    block = Block.join(list(_set_foreign(runs, language)))
    for rule in (set_quotes, set_dashes, set_spaces):
        block = rule(block, habits)
    return block.split(len(runs))


def _set_foreign(runs: Sequence[Run], language: str) -> Iterator[Run]:
    """The runs, with those in another language set and verbatim."""
    for tag, group in groupby(runs, lambda run: run.language or language):
        if tag == language:
            yield from group
        else:
            own = [replace(run, language=None) for run in group]
            yield from (Run(text, verbatim=True) for text in set_text(own, tag))
