"""One name: its parts in their order, cut to initials, in their fonts (CSL 1.0.2, "Name-part Order", "Formatting")."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pamphleteer.csl import richtext
from pamphleteer.csl.elements.base import Attributes, Context, Formatting, Shown, Tokens, joined
from pamphleteer.csl.elements.options import NameOptions
from pamphleteer.csl.initials import initialed
from pamphleteer.csl.items import Name
from pamphleteer.csl.richtext import Token

_ARTICLE = re.compile(r"(?:the|an?)\s+(?=\w)", re.IGNORECASE)
CJK = re.compile(r"^[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff·・\s]+$")


class NameElement:
    """``cs:name``, with its ``cs:name-part`` elements."""

    __slots__ = ("_family", "_given", "attributes", "family", "formatting", "given")

    def __init__(self, attributes: Attributes, parts: Mapping[str, Attributes]) -> None:
        self.attributes = attributes
        self.formatting = Formatting({k: v for k, v in attributes.items() if k != "form"})
        self.family, self.given = Formatting(parts.get("family", {})), Formatting(parts.get("given", {}))
        # Fonts and case are of each part; affixes enclose what goes with it.
        self._family, self._given = self.family.without_affixes(), self.given.without_affixes()

    def render(self, name: Name, at: int, options: NameOptions, context: Context) -> Tokens:
        """A name as it stands at a place of its list, from 0."""
        distinction = context.distinction
        level = 0 if distinction.primary and at else distinction.given.get(name, 0)
        if context.roster is not None:
            context.roster.append(_roster_entry(name, at, options))
        inverts = context.sorting or options.order == "all" or (options.order == "first" and at == 0)
        whole = options.form == "long" or level > 0
        if name.literal:
            written = sorted_literal(name, context) if context.sorting else name.literal
            return self.formatting.apply(self.family.apply(richtext.parse(written), context), context)
        given = name.given
        if options.initialize_with is not None and level < 2 and given:
            given = initialed(
                given, options.initialize_with, context.style.initialize_with_hyphen, every=options.initialize
            )
        return self.formatting.apply(self._arranged(name, given, whole, inverts, options, context), context)

    def _arranged(
        self, name: Name, given: str, whole: bool, inverts: bool, options: NameOptions, context: Context
    ) -> Tokens:
        """The parts of a name in their order (CSL 1.0.2, "Name-part Order")."""
        demote = context.style.demote_particle
        family, first = self.family, self.given
        space = "\u00a0" if context.locale.language[:2].lower() in _CLOSE else " "
        surname = _dressed(self._family, name.family, context)
        given_part = _dressed(self._given, given, context) if whole else []
        if CJK.match(name.family) and (not given or CJK.match(name.given)):
            return [*_affixed(surname, family), *_affixed(given_part, first)]
        particle = _dressed(self._family, name.particle, context)
        with_particle = _attached(particle, surname, name.particle, space)
        if name.static:
            return joined([_affixed(with_particle, family), _affixed(given_part, first)], " ")
        if not whole:
            return _affixed(surname if context.sorting and demote != "never" else with_particle, family)
        suffix = name.suffix
        if suffix and options.initialize_with is not None:
            suffix = initialed(suffix, options.initialize_with, hyphens=True, every=False).rstrip()
        dropping = _dressed(self._given, name.dropping, context)
        gap = "" if name.dropping.startswith(",") else " "
        if not inverts:
            back = _attached(dropping, with_particle, name.dropping)
            if suffix:
                back += [", " if name.comma_suffix else " ", suffix]
            return joined([_affixed(given_part, first), _affixed(back, family)], gap)
        demoted = demote == "display-and-sort" or (context.sorting and demote == "sort-only")
        head = _affixed(surname if demoted else with_particle, family)
        tail = joined([given_part, dropping], gap)
        if demoted:
            tail = joined([tail, particle], " ")
        return joined([head, _affixed(tail, first), [suffix] if suffix else []], options.separator)


def sorted_literal(name: Name, context: Context) -> str:
    """A name without parts as it is sorted: an English article does not count (CSL 1.0.2, "Name-part Order")."""
    article = _ARTICLE.match(name.literal) if context.locale.english else None
    return name.literal[article.end() :] if article else name.literal


_CLOSE = ("fr", "ru", "cs")
"""Languages in which a particle is kept on the line of its name."""


def _roster_entry(name: Name, at: int, options: NameOptions) -> Shown:
    if name.literal:
        return Shown(name, at, name.literal, "")
    family = f"{name.particle} {name.family}".strip()
    initials = ""
    if options.initialize_with is not None and options.initialize:
        short = initialed(name.given, options.initialize_with, hyphens=True, every=True)
        initials = f"{short}|{name.dropping}|{family}|{name.suffix}"
    if options.form == "short":
        return Shown(name, at, family, initials)
    return Shown(name, at, initials or f"{name.given}|{name.dropping}|{family}|{name.suffix}", initials)


def _dressed(formatting: Formatting, text: str, context: Context) -> list[Token]:
    """A part of a name in its fonts and case."""
    return list(formatting.apply(richtext.parse(text), context)) if text else []


def _affixed(tokens: list[Token], formatting: Formatting) -> list[Token]:
    if not tokens:
        return tokens
    return [
        *([formatting.prefix] if formatting.prefix else []),
        *tokens,
        *([formatting.suffix] if formatting.suffix else []),
    ]


def _attached(particle: list[Token], family: list[Token], written: str, space: str = " ") -> list[Token]:
    """A particle before a name; one that ends in an apostrophe or a hyphen touches it."""
    if not particle:
        return family
    return [*particle, *([] if written[-1:] in ("'", "’", "-", "‘", "ʿ") else [space]), *family]
