"""What a publisher wants to know of a book's sources: which nothing cites, which seem to be one, which lack a date."""

from __future__ import annotations

from collections.abc import Mapping

from pamphleteer.diagnostics import Diagnostic
from pamphleteer.model import Article, Manifest, Reference
from pamphleteer.references.checks import alike, undated, untitled, unused


def check_sources(
    manifest: Manifest, articles: Mapping[str, Article], references: Mapping[str, Reference]
) -> tuple[Diagnostic, ...]:
    """The findings about the sources of a book.

    ``articles`` are by their path, ``references`` those of the book's files, by key. A source of an article's own is
    cited in that article alone.
    """
    listed = {key for key, _ in manifest.citing.nocite}
    of_book = set(references) if "*" in listed else listed & references.keys()
    found: list[Diagnostic] = []
    for article in articles.values():
        own = {reference.key: reference for reference in article.references}
        keys = {cite.key for citation in article.citations for cite in citation.cites}
        of_book |= keys - own.keys()
        # Equal data are one work, wherever they stand.
        of_book |= {key for key in keys & own.keys() & references.keys() if own[key].data == references[key].data}
        of_own = own.keys() if "*" in listed else (keys | listed) & own.keys()
        found += unused(article.references, of_own, inline=True)
        found += [*undated(own.values(), of_own), *untitled(own.values(), of_own)]
    found += unused(tuple(references.values()), of_book)
    found += [*undated(references.values(), of_book), *untitled(references.values(), of_book)]
    found += alike([*references.values(), *(r for article in articles.values() for r in article.references)])
    return tuple(dict.fromkeys(found))
