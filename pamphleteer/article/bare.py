"""Addresses written out in a text: their signs are their own, and mark nothing."""

from __future__ import annotations

import re

from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline

from pamphleteer.typography.addresses import find_addresses

_END = re.compile(r"[\s\[\]<>`]")
# An address is taken whole at its first sign; what lies farther back is not part of the one that is being read.
_FARTHEST = 200
_MARKS = "*_~^$"


def take_address(state: StateInline, silent: bool) -> bool:
    """``https://example.org/~keeper/~lock``: no tilde, star or underline in it begins or ends anything.

    A rule of the parser. It comes to its turn at a sign, when the letters before it have been read: an address that
    began before the sign is text as far as it goes.
    """
    if state.src[state.pos].isspace():
        return False
    lead = re.split(_END, state.src[max(state.pos - _FARTHEST, 0) : state.pos])[-1]
    if "/" not in lead and "www." not in lead.lower() and not state.src.startswith("://", state.pos):
        return False
    limit = _END.search(state.src, state.pos)
    start = state.pos - len(lead)
    word = state.src[start : limit.start() if limit else len(state.src)]
    for first, last in find_addresses(word):
        end = start + len(word[:last].rstrip(_MARKS))
        if start + first < state.pos < end:
            if not silent:
                state.pending += unescapeAll(state.src[state.pos : end])
            state.pos = end
            return True
    return False
