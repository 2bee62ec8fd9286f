"""What a printer or a reader would send back, found before a file is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pamphleteer.diagnostics import Diagnostic, Span, error, warning
from pamphleteer.markup import ancestors, count_letters, parse, text_of
from pamphleteer.model import Article, Book, PageMap


def check_notes(book: Book, pages: PageMap) -> Iterator[Diagnostic]:
    """Every note whole within the type area, and begun on the page of its call."""
    places = {place.id: place for place in pages.notes}
    foot = book.manifest.noting.place == "footnotes"
    for note in book.notes():
        words = text_of(note.content)
        whole = count_letters(words) + count_letters(note.mark)
        place = places.get(note.id)
        there = place.letters if place else 0
        if there < whole:
            lost = max(1, round(len(words.split()) * (whole - there) / max(whole, 1)))
            message = f"about {lost} of the {len(words.split())} words of note {note.mark} do not fit on their page"
            hint = "shorten the note, bring part of it into the text, or choose a larger trim"
            if not there and len(words.split()) < 100:
                # Short, and yet nowhere: the typesetter dropped it while it looked for the end of the page.
                message = f"note {note.mark} found no place on any page"
                hint = "change the text around its call a little, or call it from another sentence"
            yield error("note-clipped", message, note.span, hint)
        elif foot and place and (call := pages.anchors.get(note.calls[0])) is not None and place.pages[0] != call:
            message = f"note {note.mark} stands on {pages.called(place.pages[0])}, its call on {pages.called(call)}"
            yield warning("note-late", message, note.call_span)


def check_edges(book: Book, pages: PageMap) -> Iterator[Diagnostic]:
    """Everything on the paper; what lies beyond its edge within a note is told by ``check_notes``."""
    spans = {name: span for d in book.divisions for a in d.articles for name, span in a.spans.items()}
    notes = {note.id for note in book.notes()}
    for block, page in pages.off_paper.items():
        if not any(block.startswith(note) for note in notes):
            message = f"something runs off the paper on {pages.called(page)}"
            hint = "make the table narrower or the picture smaller, break the word, or choose a larger trim"
            yield error("text-off-page", message, spans.get(block, Span(book.manifest.file)), hint)


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
            for character in missing("".join(text_of(m) for m in markups if m)):
                place = _first_place(article, [m for m in markups if m], character)
                yield missing_glyph(character, refine(place, character))


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
