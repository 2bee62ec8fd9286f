"""All citations of a book in the order in which they are read, each with the number of its note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pamphleteer import csl
from pamphleteer.citations.sources import Sources
from pamphleteer.citations.wording import tree_of
from pamphleteer.markup import parse
from pamphleteer.model import Article, Citation, Cite, Manifest


@dataclass(frozen=True, slots=True)
class Placed:
    """A citation in its place."""

    article: Article
    written: Citation
    citation: csl.Citation
    keys: tuple[str, ...]
    """The works that it cites, by their own names."""
    known: tuple[Cite, ...]
    """The cites of these works; the author may have cited others that nothing defines."""
    home: str
    """Id of the chapter, or of the article of the front or back matter."""
    part: str
    """Id of the part; empty where there is none."""
    makes_note: bool
    """Whether it stands in the text, and becomes a note."""
    call: str
    """Id of what leads to it from the text: the call of its note, or the cite itself."""


@dataclass(slots=True)
class Order:
    """The citations in reading order, and where each is in it."""

    citations: list[Placed] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    """Id of a citation → its place in ``citations``."""


def note_id(citation: str, kind: str) -> str:
    """The id of the note, or of the call, that a citation of the text becomes; ``kind`` is note or call."""
    article, _, rest = citation.rpartition("--")
    # With a dot, which no heading's slug has.
    return f"{article}--{kind}.{rest}"


def homes(manifest: Manifest) -> Iterator[tuple[str, str, str]]:
    """Of each article in reading order: its chapter's id (its own, in front and back matter), its part's, its path."""
    yield from ((m.article.id, "", m.article.path) for m in manifest.front if m.article)
    for part in manifest.parts:
        yield from ((c.id, part.id, a.path) for c in part.chapters for a in c.articles)
    yield from ((c.id, "", a.path) for c in manifest.chapters for a in c.articles)
    yield from ((m.article.id, "", m.article.path) for m in manifest.back if m.article)


def order_of(manifest: Manifest, articles: Mapping[str, Article], sources: Sources, *, is_note: bool) -> Order:
    """The order of a book's citations; ``is_note`` says whether the style makes notes of those in the text.

    Notes that cite nothing count, as they do for readers. Numbers begin anew where those of the notes do, but not with
    each page: what is on a page is not known yet, so that goes by chapters.
    """
    order = Order()
    whole_book = manifest.noting.restart == "book"
    number, scope = 0, ""
    for home, part, path in homes(manifest):
        if path not in articles:
            continue
        article = articles[path]
        if not whole_book and home != scope:
            number, scope = 0, home
        walk = _Walk(article, sources, is_note)
        for name, kind in walk.events():
            if kind == "note":
                number += 1
                for inner in walk.cited_in(name):
                    call = walk.notes[name].calls[0]
                    walk.add(order, inner, number, (home, part, scope), call, makes_note=False)
            else:
                number += is_note
                call = note_id(name, "call") if is_note else name
                walk.add(order, name, number if is_note else 0, (home, part, scope), call, makes_note=is_note)
    return order


class _Walk:
    """One article's notes and citations."""

    def __init__(self, article: Article, sources: Sources, is_note: bool) -> None:
        self.article, self.sources, self.is_note = article, sources, is_note
        self.notes = {note.id: note for note in article.notes}
        self.written = {citation.id: citation for citation in article.citations}

    def events(self) -> Iterator[tuple[str, str]]:
        """The notes as they are first called, and the citations of the text, in their order."""
        if not self.notes and not self.written:
            return
        called: set[str] = set()
        for markup in (self.article.title_calls, self.article.body):
            for node in parse(markup).iter():
                name = node.get("data-note")
                if name in self.notes and name not in called:
                    called.add(name)
                    yield name, "note"
                elif (name := node.get("data-cite")) in self.written:
                    yield name, "cite"

    def cited_in(self, note: str) -> list[str]:
        """The citations of a note, in their order."""
        if not self.written:
            return []
        names: list[Any] = [node.get("data-cite") for node in parse(self.notes[note].content).iter("cite")]
        return [name for name in names if name in self.written]

    def add(
        self,
        order: Order,
        name: str,
        number: int,
        place: tuple[str, str, str],
        call: str,
        *,
        makes_note: bool,
    ) -> None:
        written = self.written[name]
        home, part, scope = place
        cites: list[csl.Cite] = []
        known: list[Cite] = []
        for cite in written.cites:
            key = self.sources.find(cite.key, self.article)
            if key is None:
                self.sources.unknown(cite.key, self.article, cite.span)
                continue
            known.append(cite)
            cites.append(
                csl.Cite(
                    key,
                    locator=cite.locator,
                    label=cite.label,
                    prefix=tree_of(_spaced(cite.prefix)) if cite.prefix else "",
                    suffix=tree_of(cite.suffix) if cite.suffix else "",
                    suppress_author=cite.suppress_author,
                )
            )
        # In a note of the author's own, too, a note style names the author as it does in notes.
        textual = written.textual and (makes_note or not self.is_note)
        citation = csl.Citation(tuple(cites), note=number, scope=scope, textual=textual)
        order.places[name] = len(order.citations)
        keys = tuple(cite.key for cite in cites)
        placed = Placed(self.article, written, citation, keys, tuple(known), home, part, makes_note, call)
        order.citations.append(placed)


def _spaced(prefix: bytes) -> bytes:
    """A prefix, and the space that parts it from the source."""
    return prefix if prefix.endswith((b" ", b"(", b"[", "\u2019".encode(), "\u00a0".encode())) else prefix + b" "
