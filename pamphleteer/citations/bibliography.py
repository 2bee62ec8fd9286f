"""The bibliographies of a book: which sources each lists, in the style's order, in groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pamphleteer import csl
from pamphleteer.citations.order import Order, Placed
from pamphleteer.citations.sources import Sources
from pamphleteer.citations.wording import is_empty, labels_of, markup_of, without_brackets
from pamphleteer.csl.tree import Node
from pamphleteer.diagnostics import Diagnostic, info
from pamphleteer.model import Bibliography, Entry, EntryGroup, Grouping, Manifest
from pamphleteer.slug import slug


class Lists:
    """Makes the bibliographies that a manifest asks for."""

    def __init__(
        self,
        manifest: Manifest,
        sources: Sources,
        order: Order,
        engine: csl.Processor,
        nocite: Sequence[str],
    ) -> None:
        self.manifest, self.sources, self.order = manifest, sources, order
        self.engine, self.nocite = engine, nocite
        self.labels = labels_of(engine.locale)
        self.found: list[Diagnostic] = []
        self.entries: dict[tuple[str, str], str] = {}

    def bibliographies(self) -> dict[str, Bibliography]:
        """By the id of the chapter, article or part that each ends; the book's own by an empty name."""
        of = self.manifest.citing.bibliography
        if of == "none":
            return {}
        # Work → the calls that mention it, for each list.
        lists: dict[str, dict[str, dict[str, None]]] = {}
        for placed in self.order.citations:
            for key in placed.keys:
                lists.setdefault(self._home(placed), {}).setdefault(key, {}).setdefault(placed.call)
        if of == "book":
            for key in self.nocite:
                lists.setdefault("", {}).setdefault(key, {})
        made = {home: self._list(home, {k: tuple(v) for k, v in calls.items()}) for home, calls in lists.items()}
        return {home: listed for home, listed in made.items() if listed.groups}

    def _home(self, placed: Placed) -> str:
        """What ends in the bibliography that lists a citation's sources."""
        of = self.manifest.citing.bibliography
        return {"book": "", "part": placed.part or placed.home}.get(of, placed.home)

    def entry_of(self, placed: Placed, key: str) -> str | None:
        """The id of the entry to which a cite leads; None where there is none. Known when the bibliographies are."""
        return self.entries.get((self._home(placed), key))

    def _list(self, home: str, calls: dict[str, tuple[str, ...]]) -> Bibliography:
        name = f"{home}--bibliography" if home else "page-bibliography"
        groups = []
        ids: set[str] = set()
        aligned = hanging = False
        for title, keys in self._grouped(calls):
            listed = self.engine.bibliography(keys)
            aligned, hanging = bool(listed.second_field_align), bool(listed.hanging_indent)
            entries = tuple(e for e in (self._entry(name, e, calls, ids) for e in listed.entries) if e)
            self.entries |= {(home, entry.key): entry.id for entry in entries}
            if entries:
                groups.append(EntryGroup(title, entries))
        return Bibliography(name, tuple(groups), hanging, aligned)

    def _grouped(self, keys: Iterable[str]) -> list[tuple[str, tuple[str, ...]]]:
        """The title of each group and its sources; those of no group last, under no title."""
        asked = self.manifest.citing.groups
        if not asked:
            return [("", tuple(keys))]
        conditions = [group for group in asked if group.types or group.keywords]
        rest = next((group for group in asked if group not in conditions), None)
        members: dict[Grouping | None, list[str]] = {group: [] for group in asked}
        for key in keys:
            group = next((g for g in conditions if self._belongs(key, g)), rest)
            members.setdefault(group, []).append(key)
        if left := members.get(None):
            self._tell_left(left)
        return [(group.title if group else "", tuple(listed)) for group, listed in members.items()]

    def _belongs(self, key: str, group: Grouping) -> bool:
        data = self.sources.data(key)
        written = str(data.get("keyword") or "")
        keywords = {word.strip().casefold() for word in re.split(r"[,;]", written)}
        return data.get("type") in group.types or any(word.casefold() in keywords for word in group.keywords)

    def _tell_left(self, left: Sequence[str]) -> None:
        names = ", ".join(f"'{key}'" for key in left[:3]) + (" …" if len(left) > 3 else "")
        message = f"{len(left)} source{'s' if len(left) > 1 else ''} of the bibliography belong{'s' * (len(left) == 1)}"
        finding = info(
            "bibliography-ungrouped",
            f"{message} to no group: {names}",
            self.manifest.citing.bibliography_span,
            "add a group without types and keywords for what is left",
        )
        if finding not in self.found:
            self.found.append(finding)

    def _entry(self, home: str, listed: csl.Entry, calls: dict[str, tuple[str, ...]], ids: set[str]) -> Entry | None:
        tree = listed.tree
        if raw := self.sources.own_words(listed.key):
            tree = Node("", (without_brackets(raw),))
        if is_empty(tree):
            return None
        stem = f"{home}--source.{slug(listed.key)}"
        name, number = stem, 1
        while name in ids:
            number += 1
            name = f"{stem}-{number}"
        ids.add(name)
        span = self.sources.works[listed.key].span
        return Entry(name, listed.key, markup_of(_run_on(tree), self.labels), calls.get(listed.key, ()), span)


def _run_on(tree: Node) -> Node:
    """An entry whose number has a space behind it, and no element around what then follows: a line like any other."""
    children = tuple(_run_on(child) if isinstance(child, Node) else child for child in tree.children)
    if tree.kind == "left-margin":
        return Node(tree.kind, (*children, "\u00a0"), tree.value)
    return Node("" if tree.kind == "right-inline" else tree.kind, children, tree.value)
