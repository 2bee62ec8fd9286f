"""An article read from a few lines of Markdown, for the tests of what they become."""

from __future__ import annotations

import re

from pamphleteer.article import read_article
from pamphleteer.diagnostics import Diagnostic, Span
from pamphleteer.model import Article, ArticleRef

HEAD = "---\ntitle: T\n---\n"
"""Three lines, so that the Markdown begins on line 4."""

REF = ArticleRef("articles/x.md", "x", Span("book.yaml", 1))


def read(text: str, language: str = "en") -> tuple[Article | None, tuple[Diagnostic, ...]]:
    return read_article(text, REF, "x.md", language)


def article(body: str, language: str = "en") -> Article:
    made, found = read(f"{HEAD}{body}", language)
    assert made and not found, found
    return made


def bare(markup: bytes) -> str:
    """Markup without the ids that the reader gives, and with no space between lines of verse."""
    text = re.sub(r' id="x--(?:b|note|call)[^"]*"', "", markup.decode())
    return text.replace("</span>\n<span", "</span> <span").replace(
        '</span> <span class="line', '</span><span class="line'
    )


def body(markdown: str, language: str = "en") -> str:
    return bare(article(markdown, language).body)


def notes(markdown: str) -> list[str]:
    return [bare(note.content) for note in article(markdown).notes]


def found_in(markdown: str, head: str = HEAD) -> list[tuple[str, int | None]]:
    """The codes of what is found, each with its line."""
    return [(d.code, d.span.line if d.span else None) for d in read(head + markdown)[1]]
