"""Books with citations, brought together without a folder; and the text of their notes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from pamphleteer.article import read_article
from pamphleteer.assemble import assemble
from pamphleteer.citations import DEFAULT_STYLE, cite
from pamphleteer.csl import load_style
from pamphleteer.diagnostics import Diagnostic, Span
from pamphleteer.manifest import read_manifest
from pamphleteer.markup import text_of
from pamphleteer.model import Article, Bibliography, Book, Note, Reference
from pamphleteer.terms import terms_of

IBID = "chicago-notes-bibliography-subsequent-ibid"

SOURCES: dict[str, dict[str, Any]] = {
    "rowe": {
        "type": "book",
        "author": [{"family": "Rowe", "given": "Ada"}],
        "title": "Who Owns the Bank",
        "publisher": "Quarry Press",
        "issued": {"date-parts": [[1950]]},
    },
    "hale": {
        "type": "book",
        "author": [{"family": "Hale", "given": "June"}],
        "title": "The Dry Dock",
        "publisher": "Quarry Press",
        "issued": {"date-parts": [[1962]]},
    },
    "moss": {
        "type": "report",
        "author": [{"family": "Moss", "given": "Tim"}],
        "title": "Weirs",
        "publisher": "Water Board",
        "keyword": "primary, water",
        "issued": {"date-parts": [[1971]]},
    },
    "water": {"custom": {"raw": "(Water, 1790, p. 3.)", "locator": "p. 3"}},
}


def reference(key: str, data: Mapping[str, Any]) -> Reference:
    """A source as its file is read."""
    return Reference(key, None, json.dumps({"id": key, **data}, sort_keys=True), Span("sources.yaml", 1))


def stage(
    texts: Mapping[str, str],
    citations: str = "",
    more: str = "",
    language: str = "en-GB",
    sources: Mapping[str, Mapping[str, Any]] = SOURCES,
) -> tuple[Book, tuple[Diagnostic, ...]]:
    """The book of articles by their ids, a chapter each unless ``more`` of the manifest lists them, and what was found.

    ``citations`` is the inside of that mapping of the manifest.
    """
    chapters = (
        "" if "chapters:" in more or "parts:" in more else f"chapters: [{', '.join(f'{name}.md' for name in texts)}]\n"
    )
    text = f"title: T\nlanguage: {language}\ncitations: {{{citations}}}\n{more}{chapters}"
    manifest, wrong = read_manifest(text, "book.yaml")
    assert manifest, wrong
    found = [*wrong]
    articles: dict[str, Article] = {}
    for ref in manifest.articles():
        read, wrong = read_article(texts[ref.id], ref, f"{ref.id}.md", language)
        assert read, wrong
        found += wrong
        articles[ref.path] = read
    references = {key: reference(key, data) for key, data in sources.items()}
    cited = cite(manifest, articles, references, load_style(manifest.citing.style or DEFAULT_STYLE))
    book, wrong = assemble(manifest, cited.articles, terms_of(language, {})[0], cited.bibliographies)
    return book, (*found, *cited.found, *wrong)


def articles(book: Book) -> dict[str, Article]:
    """The articles of a book by their ids."""
    return {article.id: article for division in book.divisions for article in division.articles}


def notes(book: Book, *, ebook: bool = False) -> list[str]:
    """The text of the notes in reading order, each behind its mark."""

    def words(note: Note) -> str:
        return text_of(note.ebook if ebook and note.ebook is not None else note.content)

    return [f"{note.mark} {words(note)}" for note in book.notes()]


def body(book: Book, article: str = "a") -> str:
    """The text of an article, its calls in braces."""
    markup = articles(book)[article].body
    return text_of(re.sub(rb'(<span data-note="[^"]*" id="[^"]*">)([^<]*)(</span>)', rb"\1{\2}\3", markup))


def listed(bibliography: Bibliography | None) -> list[tuple[str, list[str]]]:
    """The groups of a bibliography, each with the text of its entries."""
    assert bibliography
    return [(group.title, [text_of(entry.content) for entry in group.entries]) for group in bibliography.groups]
