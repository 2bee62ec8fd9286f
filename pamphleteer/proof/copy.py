"""Book → the copy: every word that must stand in each output, by the block that holds it, with its line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from pamphleteer.dates import spoken_date
from pamphleteer.diagnostics import Span
from pamphleteer.markup import BLOCKS, parse, text_of
from pamphleteer.model import Article, Book, Division, Note

# Hyphens (breaking a line may add one), soft ones, what neither shows nor is copied, and accents, which some languages
# leave out of capitals.
_UNSEEN = re.compile("[-\u2010\u2011\u00ad\u200b\u2060\ufeff\u0300-\u036f]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """The text of one block, or of a part of an article that has no block of its own."""

    block: str
    """Id of the block; empty where it has none."""
    text: str
    span: Span
    article: str = ""
    """Id of the article."""
    note: Note | None = None
    """The note to which it belongs."""
    what: str = ""
    """What it is, where it has no block: title, byline …"""


@dataclass(frozen=True, slots=True)
class Copy:
    """What must stand in an output."""

    passages: dict[str, Passage]
    """By block, in the order of the text; notes follow their articles."""
    openings: dict[str, tuple[Passage, ...]]
    """By piece: what stands over and under its articles, in whatever place the layout gives it."""


def letters(text: str) -> str:
    """A text as it is compared: without spaces, hyphens and accents, capitals and small letters alike."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    return _UNSEEN.sub("", "".join(text.split())).casefold().replace("ı", "i")


def copy_of(book: Book, *, ebook: bool = False) -> Copy:
    """All the words of a book's articles, notes and bibliographies; the notes as the ``ebook`` has them, if asked."""
    passages: dict[str, Passage] = {}
    openings: dict[str, tuple[Passage, ...]] = {}
    for division in book.divisions:
        openings[division.id] = tuple(_openings(division, book.manifest.language))
        for article in division.articles:
            for block, text in _texts(article.body):
                passages[block] = Passage(block, text, article.spans.get(block, article.spans[article.id]), article.id)
            for note in article.notes:
                content = note.ebook if ebook and note.ebook is not None else note.content
                for block, text in _texts(content):
                    span = article.spans.get(block, note.span)
                    passages[block or note.id] = Passage(block or note.id, text, span, article.id, note)
        for group in division.bibliography.groups if division.bibliography else ():
            for entry in group.entries:
                passages[entry.id] = Passage(entry.id, text_of(entry.content), entry.span, entry.id)
    return Copy(passages, openings)


def _texts(markup: bytes) -> Iterator[tuple[str, str]]:
    return iter(by_block(parse(markup)).items())


def _openings(division: Division, language: str) -> Iterator[Passage]:
    if division.articles and not division.is_article:
        yield Passage("", text_of(division.title), division.span, what="title")
    elif division.kind in ("part", "bibliography"):
        yield Passage("", text_of(division.title), division.span, what="title")
    for group in division.bibliography.groups if division.bibliography else ():
        if group.title:
            yield Passage("", group.title, division.span, what="title of a group")
    for article in division.articles:
        spoken = spoken_date(article.date, article.language or language) if article.date else None
        yield from _credits(article, spoken)


def _credits(article: Article, spoken: str | None) -> Iterator[Passage]:
    markups = [("title", article.title_calls), ("standfirst", article.standfirst), ("byline", article.byline)]
    markups += [("source", article.source), ("rights", article.rights)]
    texts = [(what, text_of(markup)) for what, markup in markups if markup]
    for what, text in (*texts, *([("date", spoken)] if spoken else [])):
        yield Passage("", text, article.spans[article.id], article.id, what=what)


def _local(tag: str) -> str:
    return tag[tag.rfind("}") + 1 :]


def by_block(root: Any, unread: frozenset[str] = frozenset()) -> dict[str, str]:
    """The text below an element, by the id of the nearest block that has one (empty where none has).

    The blocks are in the order of their first words: an item's own may stand behind a list in it.


    Elements whose role is ``unread`` are passed over, and where any is given also hidden ones.
    """
    texts: dict[str, list[str]] = {}
    begun: set[str] = set()

    def add(block: str, text: str) -> None:
        if text.strip() and block not in begun:
            begun.add(block)
            texts[block] = texts.pop(block, [])
        texts.setdefault(block, []).append(text)

    holders = [""]
    passed = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            holders.append((_local(node.tag) in BLOCKS and node.get("id")) or holders[-1])
            if passed or (unread and (node.get("role") in unread or node.get("hidden") is not None)):
                passed += 1
            elif node.text:
                add(holders[-1], node.text)
            elif holders[-1] != holders[-2]:
                texts.setdefault(holders[-1], [])
        else:
            holders.pop()
            passed -= 1 if passed else 0
            if node.tail and not passed and node is not root:
                add(holders[-1], node.tail)
    return {block: "".join(pieces) for block, pieces in texts.items()}
