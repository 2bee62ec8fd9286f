"""Notes in both outputs, wherever they stand and however they are numbered: none lost, and linked both ways."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pamphleteer.article import read_article
from pamphleteer.assemble import assemble
from pamphleteer.files import BookFolder
from pamphleteer.layout import Layout
from pamphleteer.manifest import read_manifest
from pamphleteer.markup import text_of
from pamphleteer.model import Book, Note
from pamphleteer.render.dress import PrintDress
from pamphleteer.render.ebook import render_epub
from pamphleteer.render.press import render_print
from pamphleteer.shelf import find_layout
from pamphleteer.terms import terms_of
from tests.reading import OPS, XHTML

HEAD = "title: The Canals\nlanguage: en-GB\ndate: 2026-01-01\n"
COMBINED = list(
    itertools.product(
        ("footnotes", "chapter-endnotes", "book-endnotes"), ("chapter", "book", "page"), ("digits", "symbols")
    )
)

word = st.sampled_from("lock weir sluice towpath keeper ledger winter bank".split())
prose = st.lists(word, min_size=1, max_size=9).map(" ".join)
block = st.one_of(
    prose,
    st.tuples(prose, prose).map("\n".join),
    prose.map(lambda text: f"> {text}"),
    st.lists(prose, min_size=1, max_size=3).map(lambda items: "\n".join(f"- {item}" for item in items)),
    prose.map(lambda text: f"::: verse\n{text}\n{text}\n:::"),
    prose.map(lambda text: f"```\n{text}\n```"),
    prose.map(lambda text: f"| a | b |\n|---|---|\n| {text} | c |"),
)
note = st.lists(block, min_size=1, max_size=3).map("\n\n".join)
where = st.sampled_from(["{}.{}", "- {}{}", "> {}{}", "## {}{}", "| a | b |\n|---|---|\n| {} | c{} |", "*{}*{} more"])


@st.composite
def article(draw: st.DrawFn, name: str) -> str:
    """An article that calls notes from its title, paragraphs, lists, quotations, headings and tables; some twice."""
    notes = draw(st.lists(note, max_size=5))
    calls = [f"[^{number}]" for number in range(len(notes))]
    again = draw(st.lists(st.sampled_from(calls), max_size=3)) if calls else []
    head = "".join(calls[: draw(st.integers(0, 1))])
    blocks = [draw(where).format(draw(prose), call) for call in [*calls[bool(head) :], *again]]
    language = draw(st.sampled_from(["", "language: de\n"]))
    parts = [f"---\ntitle: {name}{head}\n{language}---", "Text.", *blocks]
    for number, text in enumerate(notes):
        first, _, more = text.partition("\n")
        rest = "".join(f"\n    {line}".rstrip(" ") for line in more.split("\n")) if more else ""
        # What is no paragraph begins on a line of its own.
        plain = re.match(r"\w", first)
        parts.append(f"[^{number}]: {first}{rest}" if plain else f"[^{number}]:\n    {first}{rest}")
    return "\n\n".join(parts) + "\n"


books = st.tuples(*(article(name) for name in ("Foreword", "Locks", "Weirs", "Sluices", "Afterword")))


@functools.cache
def layout_of(place: str) -> Layout:
    manifest, _ = read_manifest(f"{HEAD}chapters: [a.md]\ncitations: {{notes: {place}}}\n", "book.yaml")
    assert manifest
    layout = find_layout(manifest, BookFolder(Path(__file__).parent), {})
    assert layout
    return layout


def brought(place: str, restart: str, marks: str, texts: tuple[str, ...]) -> Book:
    """A book of two chapters, the second of two articles, between a foreword and an afterword."""
    text = HEAD + (
        f"citations: {{notes: {place}, restart: {restart}, marks: {marks}}}\nfront: [contents, {{article: f.md}}]\n"
        "chapters: [a.md, {title: Water, articles: [b.md, c.md]}]\nback: [{article: z.md}]\n"
    )
    manifest, _ = read_manifest(text, "book.yaml")
    assert manifest
    articles = {}
    for ref, written in zip(manifest.articles(), texts, strict=True):
        read, found = read_article(written, ref, ref.path, "en-GB")
        assert read and not [d for d in found if d.severity == "error"], (written, found)
        articles[ref.path] = read
    book, found = assemble(manifest, articles, terms_of("en-GB", {})[0])
    assert not found
    return book


def printed(book: Book) -> Any:
    pieces, _, found = render_print(book, layout_of(book.manifest.noting.place), ("EB Garamond",))
    assert not found
    return etree.fromstring(b"<body>" + b"".join(piece.html for piece in pieces) + b"</body>")


def shown(book: Book) -> dict[str, Any]:
    publication, found = render_epub(
        book, layout_of(book.manifest.noting.place), (), b"", "2026-01-01T00:00:00Z", ("EB Garamond",)
    )
    assert publication and not found
    return {document.name: etree.fromstring(document.content) for document in publication.documents}


def words_without(node: Any, *classes: str) -> str:
    """The words of an element, but for those within elements of some classes."""

    def pieces(at: Any) -> Iterator[str]:
        yield at.text or ""
        for child in at:
            if not set((child.get("class") or "").split()) & set(classes):
                yield from pieces(child)
            yield child.tail or ""

    return "".join("".join(pieces(node)).replace("\u200b", "").split())


def of_class(root: Any, name: str) -> list[Any]:
    return [node for node in root.iter(etree.Element) if name in (node.get("class") or "").split()]


def bare(note: Note) -> str:
    return "".join(text_of(note.content).split())


@pytest.mark.parametrize(("place", "restart", "marks"), COMBINED)
@given(texts=books)
@settings(max_examples=8, deadline=None)
def test_every_note_stands_once_in_both_outputs_and_is_linked_both_ways(
    place: str, restart: str, marks: str, texts: tuple[str, ...]
) -> None:
    book = brought(place, restart, marks, texts)
    notes = {note.id: note for note in book.notes()}
    page = printed(book)
    ids = [node.get("id") for node in page.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    stand = [node for node in page.iter("div") if "data-note" in node.attrib or "data-endnote" in node.attrib]
    assert [node.get("id") for node in stand] == list(notes), "each stands once, in the order of the calls"
    for node in stand:
        note = notes[node.get("id")]
        (mark,) = of_class(node, "note-mark")
        assert words_without(node, "note-mark") == bare(note)
        assert ((mark.text or "").strip(), mark.get("href")) == (note.mark, f"#{note.calls[0]}")
        assert node.get("data-endnote", note.calls[0]) == note.calls[0]
        assert ("data-note" in node.attrib) == (place == "footnotes")
    called = {call.get("id"): (call.get("href"), call.text) for call in of_class(page, "note-call")}
    assert called == {call: (f"#{note.id}", note.mark) for note in notes.values() for call in note.calls}

    documents = shown(book)
    homes = {node.get("id"): name for name, root in documents.items() for node in root.iter() if node.get("id")}
    assert len(homes) == sum(1 for root in documents.values() for node in root.iter() if node.get("id"))

    def target(link: Any, home: str) -> str:
        name, _, fragment = link.get("href").partition("#")
        assert homes[fragment] == (name or home), "a link leads to the document where its target stands"
        return str(fragment)

    asides = [(name, node) for name, root in documents.items() for node in of_class(root, "note")]
    assert [node.get("id") for _, node in asides] == list(notes)
    for name, node in asides:
        note = notes[node.get("id")]
        assert node.tag == f"{XHTML}aside"
        assert node.get(f"{OPS}type") == ("footnote" if place == "footnotes" else "endnote")
        assert words_without(node, "note-mark", "note-back") == bare(note), "the same words as in print"
        back = [*of_class(node, "note-mark"), *of_class(node, "note-back")]
        assert [target(link, name) for link in back] == list(note.calls)
        assert [link.get("role") for link in back] == ["doc-backlink"] * len(back)
        assert next(node.iter(f"{XHTML}a")) is back[0] and back[0].text == note.mark
        assert words_without(node).startswith(note.mark), "the way back comes first"
    linked = {
        link.get("id"): (target(link, name), link.text)
        for name, root in documents.items()
        for link in root.iter(f"{XHTML}a")
        if link.get(f"{OPS}type") == "noteref"
    }
    assert linked == {call: (note.id, note.mark) for note in notes.values() for call in note.calls}
    assert ("page-notes.xhtml" in documents) == (place == "book-endnotes" and bool(notes))


def test_a_line_break_in_a_notes_source_is_a_space() -> None:
    texts = (
        "Foreword",
        "# Locks\n\nx[^1]\n\n[^1]: one\n    two\n    *three\n    four*\n",
        "# B\n\ny",
        "# C\n\nz",
        "# Z\n\n.",
    )
    for place in ("footnotes", "chapter-endnotes", "book-endnotes"):
        book = brought(place, "chapter", "digits", ("# Foreword\n\nx", *texts[1:]))
        (on_page,) = of_class(printed(book), "note")
        (on_screen,) = [node for root in shown(book).values() for node in of_class(root, "note")]
        for node in (on_page, on_screen):
            assert " ".join("".join(node.itertext()).split()) == "1 one two three four"
            assert "\n" not in "".join(node.itertext()).strip()


def test_a_note_in_another_language_says_so_where_its_article_does_not_surround_it() -> None:
    german = "---\ntitle: Schleusen\nlanguage: de\n---\n\nAlt.[^1]\n\n[^1]: Sehr.\n"
    texts = ("# F\n\nx^[English]", german, german, "# C\n\nz", "# Z\n\n.")
    for place in ("chapter-endnotes", "book-endnotes"):
        book = brought(place, "chapter", "digits", texts)
        assert [node.get("lang") for node in of_class(printed(book), "note")] == [None, "de", "de"]
        asides = [node for root in shown(book).values() for node in of_class(root, "note")]
        assert [node.get("lang") for node in asides] == [None, "de", "de"]
        assert [node.get("{http://www.w3.org/XML/1998/namespace}lang") for node in asides] == [None, "de", "de"]


def test_numbers_that_stand_high_begin_no_line() -> None:
    dress = PrintDress({}, {})
    cite = '<span class="cite raised" id="c"><sup>{}</sup></span>'
    made = dress.text(f"<p>It leaked.{cite.format('1,2')} So</p>".encode(), {}).decode()
    assert f'leaked<span class="with-call">.{cite.format("1,2")}</span> So' in made
    long = "see 1, also 2, for a dissent"
    assert "with-call" not in dress.text(f"<p>It leaked.{cite.format(long)} So</p>".encode(), {}).decode()


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("On locks <span class='cite'>(Rowe, 1950)</span>", "On locks"),
        ("On locks <span class='cite'>[3]</span>, again", "On locks, again"),
        ("On locks<span class='cite raised'><sup>3</sup></span>", "On locks"),
        ("What <span class='cite'>Rowe (1950)</span> says", "What Rowe (1950) says"),
    ],
)
def test_a_bookmark_cites_nothing(heading: str, label: str) -> None:
    made = PrintDress({}, {}).text(f"<h2>{heading}</h2>".encode(), {}).decode()
    assert f'data-label="{label}"' in made
