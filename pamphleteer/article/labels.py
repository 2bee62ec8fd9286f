"""Where a pair of brackets ends, found once.

The parser's own search goes to the end of the paragraph anew for each bracket and each rule that asks, which takes the
square of the time where many brackets stand open. This one gives the same answers, and keeps them.
"""

from __future__ import annotations

from types import SimpleNamespace

from markdown_it import MarkdownIt, helpers
from markdown_it.rules_inline import StateInline


def install(md: MarkdownIt) -> None:
    """Give a parser this search in place of its own."""
    others = {name: getattr(helpers, name) for name in ("parseLinkDestination", "parseLinkTitle")}
    md.helpers = SimpleNamespace(parseLinkLabel=label_end, **others)  # type: ignore[assignment]


def label_end(state: StateInline, start: int, disableNested: bool = False) -> int:
    """The place of the bracket that closes the one at ``start``, or -1.

    With ``disableNested``, a link between the two means that there is none.
    """

    def key(place: int) -> int:
        # The parser keeps the ends of tokens by their places in the same cache: those are never negative.
        return -2 * place - (2 if disableNested else 1)

    cache, before, maximum = state.cache, state.pos, state.posMax
    if (known := cache.get(key(start))) is not None:
        return known if known < maximum else -1
    open_at = [start]
    place = start + 1
    while place < maximum:
        sign = state.src[place]
        if sign == "]":
            cache[key(open_at.pop())] = place
            if not open_at:
                state.pos = before
                return place
        state.pos = place
        state.md.inline.skipToken(state)
        if sign == "[" and state.pos == place + 1:
            known = cache.get(key(place))
            if known == -1:
                break
            if known is None:
                open_at.append(place)
            else:
                state.pos = known + 1
        elif sign == "[" and disableNested:
            break
        place = state.pos
    for unclosed in open_at:
        cache[key(unclosed)] = -1
    state.pos = before
    return -1
