"""Which source a key means, and where: an article's own references go before those of the book's files.

The same key with other data is another work. Each work gets a name of its own, by which the processor, the bibliography
and the file of sources know it: its key, with a number where another work has that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pamphleteer.citations.wording import without_brackets
from pamphleteer.diagnostics import Diagnostic, Span, did_you_mean, error
from pamphleteer.model import Article, Manifest, Reference

_NAMED = ("author", "title", "editor", "translator", "container-title", "collection-title", "director", "composer")
"""With none of these a source has nothing that a style could name it by."""

_SILENT = frozenset(("id", "type", "custom", "language", "keyword", "and-others"))


class Sources:
    """The sources of a book, by their own names."""

    def __init__(
        self, manifest: Manifest, articles: Mapping[str, Article], references: Mapping[str, Reference]
    ) -> None:
        self.found: list[Diagnostic] = []
        self.book = references
        self.own = {path: {r.key: r for r in article.references} for path, article in articles.items()}
        self.works: dict[str, Reference] = {}
        self._names: dict[tuple[str, str], str] = {}
        order = [ref.path for ref in manifest.articles() if ref.path in self.own]
        for reference in (*references.values(), *(r for path in order for r in self.own[path].values())):
            self._name(reference)
        self._data: dict[str, dict[str, Any]] = {}

    def _name(self, reference: Reference) -> str:
        known = (reference.key, reference.data)
        if known not in self._names:
            name, number = reference.key, 1
            while name in self.works:
                number += 1
                name = f"{reference.key}-{number}"
            self._names[known] = name
            self.works[name] = reference
        return self._names[known]

    def find(self, key: str, article: Article) -> str | None:
        """The name of the work that ``key`` means in an article; None where no source has that key."""
        reference = self.own[article.path].get(key) or self.book.get(key)
        return self._name(reference) if reference else None

    def unknown(self, key: str, article: Article, span: Span) -> None:
        """Tell that no source has this key."""
        hint = did_you_mean(key, [*self.own[article.path], *self.book])
        hint = hint or "list it under 'references'; a plain @ is written \\@"
        self.found.append(error("citation-unknown", f"no source is called '{key}'", span, hint))

    def listed(self, nocite: Iterable[tuple[str, Span]]) -> tuple[str, ...]:
        """The names of the works that the manifest lists without their being cited."""
        names: list[str] = []
        for key, span in nocite:
            works = [name for name, work in self.works.items() if key in ("*", work.key)]
            if not works and key != "*":
                hint = did_you_mean(key, self.works) or "list it under 'references', or take it out of 'nocite'"
                self.found.append(error("citation-unknown", f"no source is called '{key}'", span, hint))
            names += works
        return tuple(dict.fromkeys(names))

    def data(self, name: str) -> dict[str, Any]:
        """A source as CSL-JSON, its name as its id."""
        if name not in self._data:
            self._data[name] = {**json.loads(self.works[name].data), "id": name}
        return self._data[name]

    def items(self, names: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Sources as the processor wants them; one in its own words as a title, for its place among the others."""
        raws = {name: self.own_words(name) for name in names}
        return {
            name: self.data(name)
            if raw is None
            else {"id": name, "type": "book", "title": without_brackets(raw).rstrip(".")}
            for name, raw in raws.items()
        }

    def has_words(self, name: str) -> bool:
        """Whether a source has anything that a style could print."""
        return any(value for field, value in self.data(name).items() if field not in _SILENT)

    def own_words(self, name: str) -> str | None:
        """The words that stand for a source that no style could name; None where a style can, or where it has none."""
        if any(self.data(name).get(field) for field in _NAMED):
            return None
        custom = self.data(name).get("custom")
        raw = custom.get("raw") if isinstance(custom, dict) else None
        return raw if isinstance(raw, str) and raw.strip() else None

    def references(self, names: Iterable[str]) -> tuple[Reference, ...]:
        """The sources of these names, each under its name."""
        return tuple(
            replace(self.works[name], key=name, data=json.dumps(self.data(name), ensure_ascii=False, sort_keys=True))
            for name in sorted(names)
        )
