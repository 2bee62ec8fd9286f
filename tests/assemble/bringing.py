"""Books brought together from a manifest and articles, without a folder."""

from __future__ import annotations

from pamphleteer.article import read_article
from pamphleteer.assemble import assemble
from pamphleteer.diagnostics import Diagnostic
from pamphleteer.manifest import read_manifest
from pamphleteer.model import Book
from pamphleteer.terms import terms_of

HEAD = "title: T\nlanguage: en\n"


def bring(manifest: str, **texts: str) -> tuple[Book, tuple[Diagnostic, ...]]:
    """The book of a manifest (title and language are given) and of articles by their ids, and what was found."""
    made, wrong = read_manifest(HEAD + manifest, "book.yaml")
    assert made and not wrong
    articles = {}
    for ref in made.articles():
        read, wrong = read_article(texts[ref.id], ref, f"{ref.id}.md", "en")
        assert read and not wrong, wrong
        articles[ref.path] = read
    return assemble(made, articles, terms_of("en", {})[0])


def marks(book: Book) -> list[list[str]]:
    """The marks of the notes of each division that has any."""
    found = [[note.mark for article in division.articles for note in article.notes] for division in book.divisions]
    return [each for each in found if each]
