"""Addresses written out in a text: their signs are their own, and mark nothing."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline

from pamphleteer.typography.addresses import find_addresses

_UNBROKEN = re.compile(r"[^\s\[\]<>`]+")
# What stands at the end of an address may close what it stands in, or keep the next sign from meaning anything.
_MARKS = "*_~^$\\"


def take_address(state: StateInline, silent: bool) -> bool:
    """``https://example.org/~keeper/~lock``: no tilde, star or underline in it begins or ends anything.

    A rule of the parser. It comes to its turn at a sign, when the letters before it have been read: an address that
    began before the sign is text as far as it goes.
    """
    # Found once for a text, not once for each of its signs.
    known = state.env.setdefault("addresses", {})
    if state.src not in known:
        known[state.src] = _places(state.src)
    starts, ends = known[state.src]
    at = bisect_left(starts, state.pos) - 1
    if at < 0 or state.pos >= ends[at]:
        return False
    if not silent:
        state.pending += unescapeAll(state.src[state.pos : ends[at]])
    state.pos = ends[at]
    return True


def _places(text: str) -> tuple[Sequence[int], Sequence[int]]:
    starts: list[int] = []
    ends: list[int] = []
    for word in _UNBROKEN.finditer(text):
        for start, end in find_addresses(word.group()):
            if word.group()[:start].endswith(("@", "@{")):
                # The key of a source, which ends by rules of its own.
                continue
            starts.append(word.start() + start)
            ends.append(word.start() + len(word.group()[:end].rstrip(_MARKS)))
    return starts, ends
