"""Breaks between lines that are blocks of their own, as those of verse and code are.

A style sheet keeps the first two and the last two of them together by forbidding breaks. That is what orphans and
widows are to a paragraph, and gives way to notes as they do: where obeying would leave more than six lines empty, the
break is made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pamphleteer.paginate.values import FORBIDS, HEADINGS


class Mild(str):
    """A break that is forbidden between two lines of one kind."""

    __slots__ = ()


def break_between(whole: Callable[..., str], before: Any, after: Any) -> str:
    """``block_level_page_break``, which also tells whether the blocks are of one kind."""
    found = whole(before, after)
    # For the last of the blocks that stand so far, WeasyPrint asks without knowing what follows.
    alike = after is not None and before.element_tag == after.element_tag and before.element_tag not in HEADINGS
    return Mild(found) if alike and found in FORBIDS else found


def avoids(whole: Callable[..., bool], page_break: str, context: Any) -> bool:
    """``avoid_page_break``, which lets a mild one go."""
    mild = isinstance(page_break, Mild) and not context.in_note and context.area.would_part(context.line)
    return not mild and bool(whole(page_break, context))
