"""What a printer or a reader would send back, found before a file is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pamphleteer.diagnostics import Diagnostic, Span, error
from pamphleteer.markup import ancestors, parse, text_of
from pamphleteer.model import Article, Book


def check_glyphs(
    book: Book, missing: Callable[[str], tuple[str, ...]], refine: Callable[[Span, str], Span]
) -> Iterator[Diagnostic]:
    """Every character that no font of the book has, at the first place where it stands in each article.

    ``missing`` gives the characters of a text that no font has; ``refine`` finds a word's own line in its file.
    """
    manifest = book.manifest
    own = [(key, getattr(manifest, key)) for key in ("title", "subtitle", "publisher", "rights")]
    own += [("creators", creator.name) for creator in manifest.creators]
    own += [("terms", word) for word in book.terms.values()]
    for key, text in own:
        for character in missing(text or ""):
            yield missing_glyph(character, refine(manifest.spans.get(key, Span(manifest.file)), character))
    for division in book.divisions:
        for character in missing(division.running_title) if not division.is_article else ():
            yield missing_glyph(character, refine(division.span, character))
        for article in division.articles:
            markups = [article.title, article.standfirst, article.byline, article.source, article.rights, article.body]
            markups += [note.content for note in article.notes]
            markups += [note.ebook for note in article.notes]
            for character in missing("".join(text_of(m) for m in markups if m)):
                place = _first_place(article, [m for m in markups if m], character)
                yield missing_glyph(character, refine(place, character))
        for entry in (e for g in (division.bibliography.groups if division.bibliography else ()) for e in g.entries):
            for character in missing(text_of(entry.content)):
                yield missing_glyph(character, refine(entry.span, character))


def missing_glyph(character: str, span: Span) -> Diagnostic:
    """The finding that no font has a character."""
    message = f"no font has the character {character} (U+{ord(character):04X})"
    return error("glyph-missing", message, span, "write it otherwise, or bring a font that has it under 'fonts'")


def _first_place(article: Article, markups: list[bytes], character: str) -> Span:
    for markup in markups:
        root: Any = parse(markup)
        for node in root.iter():
            holder = (
                node if character in (node.text or "") else node.getparent() if character in (node.tail or "") else None
            )
            for above in ancestors(holder):
                if above.get("id") in article.spans:
                    return article.spans[above.get("id")]
    return article.spans[article.id]
