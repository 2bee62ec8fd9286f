"""The processor: a style and sources → citations and a bibliography.

All citations of a work are given at once, in reading order. Positions, distinctions and numbers are settled first; then
each cite is rendered, and rendered once for all places where it looks the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from pamphleteer.csl.bibliography import Bibliography, make_bibliography
from pamphleteer.csl.citing import Citation, Cite, places
from pamphleteer.csl.clusters import Rendered, join
from pamphleteer.csl.distinguishing import Rules, distinguish
from pamphleteer.csl.elements.base import (
    NOWHERE,
    PLAIN,
    Context,
    Distinction,
    Place,
    Shown,
    Tokens,
    names_of,
    natural,
    plain_text,
)
from pamphleteer.csl.items import Item
from pamphleteer.csl.output import finish
from pamphleteer.csl.richtext import Token
from pamphleteer.csl.sorting import sort_key_of
from pamphleteer.csl.style import Area, Style
from pamphleteer.csl.tree import Node, to_text

_INITIALS = re.compile(r"(?<=\b\w\.)\s+(?=\w\.)")
_NEAR = 5
"""Notes within which a cite is near, where the style does not say."""


class Cited:
    """A citation as it is set."""

    def __init__(self, processor: Processor, citation: Citation, where: tuple[Place, ...]) -> None:
        self._processor, self._citation, self._where = processor, citation, where

    @cached_property
    def tree(self) -> Node:
        """As it stands in its place; without the author, where that is part of the sentence (``textual``)."""
        return self._processor.set(self._citation, self._where)

    @cached_property
    def first(self) -> Node:
        """The same cites as first mentions, with the same distinctions."""
        if all(place.position in ("first", "") for place in self._where):
            return self.tree
        firsts = tuple(replace(place, position="first", near=False) for place in self._where)
        return self._processor.set(self._citation, firsts)

    @cached_property
    def author(self) -> Node:
        """The names that a ``textual`` citation begins with."""
        return self._processor.author(self._citation, self._where)


class Processor:
    """Sets citations of ``items`` (CSL-JSON by key) in a style, in a language (the style's own where None)."""

    def __init__(self, style: Style, items: Mapping[str, Mapping[str, Any]], language: str | None = None) -> None:
        self.style, self.locale = style, style.locale(language)
        self._data = items
        self._items: dict[str, Item] = {}
        self.numbers: dict[str, int] = {}
        """Number of each source, from 1."""
        self.distinctions: dict[str, Distinction] = {}
        self._cache: dict[tuple[object, ...], Tokens] = {}
        self._cited: list[str] = []

    def item(self, key: str) -> Item:
        """The source of a key, which must be among the items."""
        if key not in self._items:
            self._items[key] = Item(key, self._data[key])
        return self._items[key]

    def cite(self, citations: Sequence[Citation], nocite: Iterable[str] = ()) -> list[Cited]:
        """The citations of a whole work, in reading order; ``nocite`` names what else its bibliography has."""
        keys = [cite.key for citation in citations for cite in citation.cites]
        self._cited = list(dict.fromkeys([*keys, *nocite]))
        self._cache.clear()
        self.numbers = {key: number for number, key in enumerate(self._cited, 1)}
        self.distinctions = {}
        ordered = self.sorted(self._cited)
        if self.style.bibliography is not None and self.style.bibliography.sort:
            self.numbers = {key: number for number, key in enumerate(ordered, 1)}
        rules = Rules.of(self.style.citation.attributes, self.style.distinguishes)
        self.distinctions = distinguish([self.item(key) for key in ordered], rules, self._look, self._most_names)
        self._cache.clear()
        arranged = [self._arranged(citation) for citation in citations]
        near = self.style.citation.attributes.get("near-note-distance", "")
        where = places(arranged, natural(near, _NEAR))
        return [Cited(self, citation, spots) for citation, spots in zip(arranged, where, strict=True)]

    def bibliography(self, keys: Iterable[str] | None = None) -> Bibliography:
        """The entries of what ``cite`` was given, or of some of that, sorted; none where the style has none."""
        wanted = frozenset(self._cited if keys is None else keys)
        chosen = self._cited if keys is None else [key for key in self._cited if key in wanted]
        return make_bibliography(self, self.sorted(chosen))

    # --- order

    def sorted(self, keys: Sequence[str]) -> list[str]:
        """Keys in the order of the bibliography."""
        area = self.style.bibliography
        return self._sorted(list(keys), area, in_bibliography=True) if area is not None else list(keys)

    def _arranged(self, citation: Citation) -> Citation:
        area = self.style.citation
        if not area.sort or len(citation.cites) < 2:
            return citation
        by_key: dict[str, list[Cite]] = {}
        for cite in citation.cites:
            by_key.setdefault(cite.key, []).append(cite)
        order = self._sorted(list(by_key), area, in_bibliography=False)
        return replace(citation, cites=tuple(cite for key in order for cite in by_key[key]))

    def _sorted(self, keys: list[str], area: Area, *, in_bibliography: bool) -> list[str]:
        for key in reversed(area.sort):
            values = {
                k: sort_key_of(key, self._context(self.item(k), in_bibliography=in_bibliography, sorting=True))
                for k in keys
            }
            # What has no value stands last, whichever way the rest is sorted.
            some = [k for k in keys if values[k]]
            some.sort(key=lambda k: values[k], reverse=key.descends)
            keys = some + [k for k in keys if not values[k]]
        return keys

    # --- rendering

    def _context(
        self,
        item: Item,
        place: Place | None = None,
        *,
        distinction: Distinction | None = None,
        in_bibliography: bool = False,
        sorting: bool = False,
    ) -> Context:
        return Context(
            self.style,
            self.locale,
            item,
            place or NOWHERE,
            number=self.numbers.get(item.key, 0),
            distinction=distinction if distinction is not None else self.distinctions.get(item.key, PLAIN),
            in_bibliography=in_bibliography,
            sorting=sorting,
        )

    def entry_context(self, key: str) -> Context:
        """The state in which an entry of the bibliography is rendered."""
        return self._context(self.item(key), in_bibliography=True)

    def cite_tokens(self, key: str, place: Place, *, without_names: bool = False, begun: bool = False) -> Tokens:
        """One cite, without its affixes; ``begun`` says that it does not begin a sentence."""
        known = (key, place, without_names, begun)
        tokens = self._cache.get(known)
        if tokens is None:
            context = self._context(self.item(key), place)
            context.without_names = context.without_names or without_names
            context.begun = begun
            tokens = _children(self.style.citation, context)
            if without_names or place.suppress_author:
                tokens = _without_joint(tokens, ",;:" if begun else ",;: \u00a0")
            self._cache[known] = tokens
        return tokens

    def _look(self, item: Item, distinction: Distinction) -> tuple[str, Sequence[Shown]]:
        context = self._context(item, Place(position="subsequent", near=True), distinction=distinction)
        context.roster = []
        # A number of its own would set every source apart.
        context.number = 0
        text = plain_text(_children(self.style.citation, context))
        # "J. J." and "J.J." are the same initials.
        return _INITIALS.sub("", text), context.roster

    def _most_names(self, item: Item) -> int:
        return max((len(item.names(variable)) for variable in ("author", "editor", "translator")), default=0)

    def set(self, citation: Citation, where: Sequence[Place]) -> Node:
        """A citation in its places."""
        tokens = self._set(citation, where)
        return finish(tokens, self.locale.marks)

    def _set(self, citation: Citation, where: Sequence[Place]) -> list[Token]:
        rendered = []
        for at, (cite, place) in enumerate(zip(citation.cites, where, strict=True)):
            if cite.author_only:
                rendered.append(Rendered(cite, place, self._author_tokens(cite, place)))
                continue
            bare = citation.textual and at == 0
            begins = _begins(cite.prefix) if cite.prefix else at == 0
            tokens = self.cite_tokens(cite.key, place, without_names=bare, begun=not begins)
            rendered.append(Rendered(cite, place, tokens))
        joined = join(self, rendered)
        if citation.textual and not self.style.is_note and citation.cites:
            author = self._author_tokens(citation.cites[0], where[0])
            return [*author, *([" "] if author and joined else []), *joined]
        return joined

    def author(self, citation: Citation, where: Sequence[Place]) -> Node:
        """The names that a citation begins with, as they stand in a sentence."""
        if not citation.cites:
            return Node("")
        return finish(self._author_tokens(citation.cites[0], where[0]), self.locale.marks)

    def _author_tokens(self, cite: Cite, place: Place) -> list[Token]:
        whole = self.cite_tokens(cite.key, replace(place, suppress_author=False, position="subsequent", near=True))
        found = names_of(whole)
        if not found:
            whole = self.cite_tokens(cite.key, replace(place, suppress_author=False, position="first", near=False))
            found = names_of(whole)
        return found


def _begins(prefix: str | Node) -> bool:
    """Whether a sentence begins after a prefix: it has a sentence of its own, not a word such as "cf."."""
    text = (prefix if isinstance(prefix, str) else to_text(prefix)).strip().rstrip("\"'”’»")
    return not text or (" " in text and text[-1] in ".!?")


def _without_joint(tokens: list[Token], marks: str) -> list[Token]:
    """A cite without the marks that join it to the names that were left out."""
    for at, token in enumerate(tokens):
        if isinstance(token, str):
            left = token.lstrip(marks)
            if left != token:
                tokens[at] = left
            if left:
                break
    return tokens


def _children(area: Area, context: Context) -> list[Token]:
    whole: list[Token] = []
    for child in area.children:
        whole += child.render(context)
    return whole
