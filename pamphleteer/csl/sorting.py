"""What sources are sorted by: the value of a key, in the order of the language."""

from __future__ import annotations

import re

from pamphleteer.csl import dates, numbers
from pamphleteer.csl.elements.base import Context, Tokens
from pamphleteer.csl.elements.person import sorted_literal
from pamphleteer.csl.elements.text import value_of
from pamphleteer.csl.items import DATES, NAMES, NUMBERS, Name
from pamphleteer.csl.richtext import Close, Open, parse, plain
from pamphleteer.csl.style import SortKey

SortValue = tuple[bytes, ...]


def sort_key_of(key: SortKey, context: Context) -> SortValue:
    """The value of a sort key for a source; empty where it has none, and is sorted last."""
    if key.macro:
        context.limits = key.limits
        return _of_tokens(context.style.macro(key.macro).render(context), context)
    variable = key.variable
    collate = context.locale.collator.key
    if variable in NAMES:
        names = context.item.names(variable)
        return tuple(collate(part) for name in names for part in _name_parts(name, context))
    if variable in DATES:
        date = context.item.date(variable)
        return (dates.sort_key(date).encode(),) if date is not None else ()
    text = value_of(variable, context)
    if not text:
        return ()
    if variable in NUMBERS and numbers.is_numeric(text):
        return (_padded(text).encode(),)
    return (collate(plain(parse(text))),)


def _padded(text: str) -> str:
    """A number with its figures in a width at which they sort as text."""
    return re.sub(r"\d+", lambda match: match[0].zfill(12), text)


def _name_parts(name: Name, context: Context) -> list[str]:
    if name.literal:
        return [sorted_literal(name, context)]
    demotes = context.style.demote_particle in ("sort-only", "display-and-sort")
    head = name.family if demotes else f"{name.particle} {name.family}".strip()
    rest = f"{name.dropping} {name.particle}" if demotes else name.dropping
    return [head, rest.strip(), name.given, name.suffix]


def _of_tokens(tokens: Tokens, context: Context) -> SortValue:
    """Letters as one value, but each part of a name as one of its own: "Doe, John" goes before "Doering, Ann".

    A list that ends goes before one that goes on; what joins names, or says that there are others, is not looked at.
    """
    parts: list[str] = [""]
    lists = names = 0
    for token in tokens:
        if isinstance(token, Open | Close) and token.kind in ("names", "name"):
            step = 1 if isinstance(token, Open) else -1
            lists += step * (token.kind == "names")
            names += step * (token.kind == "name")
            if parts[-1]:
                parts.append("")
            if token.kind == "names" and isinstance(token, Close):
                parts += [_END, ""]
        elif isinstance(token, str):
            if lists and not names:
                continue
            if names and token.strip() in _BETWEEN and token.strip():
                parts.append("")
            else:
                parts[-1] += token
    collate = context.locale.collator.key
    return tuple(b"" if part == _END else collate(part) for part in parts if part.strip(" ,;"))


_END = "\0"
_BETWEEN = (",", ";")
