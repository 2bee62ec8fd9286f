"""Articles with cites, and sources → articles whose cites are set, bibliographies, and the sources that are in them.

The citations of the book go through the style's processor once, in reading order, each with the number of its note, so
that a source is in full at first and short later, wherever the author has moved it. In a note style each citation of
the text becomes a note.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pamphleteer import csl
from pamphleteer.citations.bibliography import Lists
from pamphleteer.citations.checks import check_sources
from pamphleteer.citations.order import Order, order_of
from pamphleteer.citations.setting import Setter
from pamphleteer.citations.sources import Sources
from pamphleteer.diagnostics import Diagnostic, info, warning
from pamphleteer.model import Article, Bibliography, Citing, Manifest, Reference

__all__ = ["DEFAULT_STYLE", "Cited", "check_sources", "cite", "cites_anything"]

DEFAULT_STYLE = "chicago-notes-bibliography"
"""The style of a book that names none."""


@dataclass(frozen=True, slots=True)
class Cited:
    """What the stage makes."""

    articles: Mapping[str, Article]
    """By path: without cites, with the notes that were made of them."""
    bibliographies: Mapping[str, Bibliography]
    """By the id of the chapter, article or part that it ends; the book's own by an empty name."""
    sources: tuple[Reference, ...]
    """Those that are cited or listed, each once, in the order of their keys."""
    found: tuple[Diagnostic, ...]


def cites_anything(manifest: Manifest, articles: Mapping[str, Article]) -> bool:
    """Whether a style is needed: something is cited, or listed without being cited."""
    return bool(manifest.citing.nocite) or any(article.citations for article in articles.values())


def cite(
    manifest: Manifest,
    articles: Mapping[str, Article],
    references: Mapping[str, Reference],
    style: csl.Style,
) -> Cited:
    """Set the citations of a book's articles.

    ``articles`` are by their path; ``references`` are those of the book's files, by key; an article's own go before
    them.
    """
    citing = manifest.citing
    sources = Sources(manifest, articles, references)
    order = order_of(manifest, articles, sources, is_note=style.is_note)
    nocite = sources.listed(citing.nocite)
    keys = dict.fromkeys([*(key for c in order.citations for key in c.keys), *nocite])
    engine = csl.Processor(style, sources.items(keys), language=citing.locale or manifest.language)
    results = engine.cite([c.citation for c in order.citations], nocite)
    lists = Lists(manifest, sources, order, engine, nocite)
    bibliographies = lists.bibliographies() if style.has_bibliography else {}
    setter = Setter(manifest, sources, order, results, style.is_note, engine.locale, lists.entry_of)
    set_articles = {path: setter.article(article) for path, article in articles.items()}
    found = (*sources.found, *setter.found, *lists.found, *_unfit(citing, style, order))
    return Cited(set_articles, bibliographies, sources.references(keys), found)


def _unfit(citing: Citing, style: csl.Style, order: Order) -> tuple[Diagnostic, ...]:
    """What the manifest asks for and the style does not do."""
    found: list[Diagnostic] = []
    name = citing.style or DEFAULT_STYLE
    if citing.footnotes_span and not style.is_note and order.citations:
        message = f"by the style '{name}' sources are cited in the text, not in notes"
        hint = "choose a note style, or leave 'notes' out: what you write as a note is one in any case"
        found.append(info("style-in-text", message, citing.footnotes_span, hint))
    if citing.bibliography_span and citing.bibliography != "none" and not style.has_bibliography:
        message = f"the style '{name}' makes no bibliography"
        hint = "choose a style that does, or write 'bibliography: none'"
        found.append(warning("style-no-bibliography", message, citing.bibliography_span, hint))
    return tuple(found)
