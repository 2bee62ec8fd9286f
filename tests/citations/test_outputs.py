"""Citations in whole books: the notes of both outputs, the bibliographies, the file of sources."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.citations.staging import IBID, SOURCES
from tests.conftest import MANIFEST, Said
from tests.reading import OPS, XHTML, epub_documents, pdf_bookmarks, pdf_text, words

Book = Callable[..., Path]
Cli = Callable[..., Said]

SOURCES_FILE = json.dumps([{"id": key, **data} for key, data in SOURCES.items()])
ROWE, HALE = "Ada Rowe, Who Owns the Bank (Quarry Press, 1950)", "June Hale, The Dry Dock (Quarry Press, 1962)"
ONE, TWO, THREE, FOUR = "One [@rowe, 3].", "Two [@rowe, 5].", "Three [@hale, 7].", "Four [@rowe, 9]."


def write(book: Book, texts: dict[str, list[str]], citations: str = f"style: {IBID}", more: str = "") -> Path:
    """A book whose articles have these paragraphs."""
    articles = {name: "\n\n".join([f"# {name[0].upper()}", *paragraphs]) for name, paragraphs in texts.items()}
    head = f"references: [sources.json]\ncitations: {{{citations}}}\nfront: [contents]\n{more}chapters:\n"
    return book(articles, MANIFEST.replace("chapters:\n", head), **{"sources.json": SOURCES_FILE})


def build(cli: Cli, folder: Path, *more: str) -> tuple[Path, Path]:
    said = cli("build", "book.yaml", "-o", "out", "--strict", *more, cwd=folder)
    assert said.code == 0, said.err
    return folder / "out" / "the-canals.pdf", folder / "out" / "the-canals.epub"


def printed_notes(pdf: Path) -> list[str]:
    """The notes at the foot of the pages: each begins with its number and goes on to the next, or to the folio."""
    found = []
    for page in pdf_text(pdf)[1:]:
        text = re.sub(r" \d+$", "", page)
        foot = re.search(r"(?<=\.\d )1 (?=[A-Z]).*", text)
        found += re.split(r"(?<=[.”]) (?=\d+ [A-Z])", foot[0]) if foot else []
    return found


def shown_notes(epub: Path) -> list[str]:
    """The notes of the ebook, in their order."""
    documents = epub_documents(epub)
    return [
        words(aside)
        for name, root in sorted(documents.items())
        for aside in root.iter(f"{XHTML}aside")
        if aside.get(f"{OPS}type") == "footnote"
    ]


@pytest.mark.parametrize(
    ("texts", "style", "in_print", "in_ebook"),
    [
        (
            {"a.md": [ONE, TWO, THREE, FOUR]},
            IBID,
            [f"1 {ROWE}, 3.", "2 Ibid., 5.", f"3 {HALE}, 7.", "4 Rowe, Who Owns the Bank, 9."],
            [f"1 {ROWE}, 3.", f"2 {ROWE}, 5.", f"3 {HALE}, 7.", f"4 {ROWE}, 9."],
        ),
        (
            {"a.md": [ONE, THREE, TWO, FOUR]},
            IBID,
            [f"1 {ROWE}, 3.", f"2 {HALE}, 7.", "3 Rowe, Who Owns the Bank, 5.", "4 Ibid., 9."],
            [f"1 {ROWE}, 3.", f"2 {HALE}, 7.", f"3 {ROWE}, 5.", f"4 {ROWE}, 9."],
        ),
        (
            {"a.md": [ONE, THREE], "b.md": [TWO, FOUR]},
            IBID,
            [f"1 {ROWE}, 3.", f"2 {HALE}, 7.", f"1 {ROWE}, 5.", "2 Ibid., 9."],
            [f"1 {ROWE}, 3.", f"2 {HALE}, 7.", f"1 {ROWE}, 5.", f"2 {ROWE}, 9."],
        ),
        (
            {"a.md": [ONE, "Between.^[So it is.]", TWO]},
            IBID,
            [f"1 {ROWE}, 3.", "2 So it is.", "3 Rowe, Who Owns the Bank, 5."],
            [f"1 {ROWE}, 3.", "2 So it is.", f"3 {ROWE}, 5."],
        ),
        (
            {"a.md": [ONE, TWO, THREE]},
            "chicago-notes-bibliography",
            [f"1 {ROWE}, 3.", "2 Rowe, Who Owns the Bank, 5.", f"3 {HALE}, 7."],
            [f"1 {ROWE}, 3.", f"2 {ROWE}, 5.", f"3 {HALE}, 7."],
        ),
        ({"a.md": [ONE, TWO, THREE]}, "apa", [], []),
    ],
    ids=["written", "reordered", "moved", "note-between", "other-style", "in-text"],
)
def test_a_book_becomes_right_by_itself(
    book: Book, cli: Cli, texts: dict[str, list[str]], style: str, in_print: list[str], in_ebook: list[str]
) -> None:
    pdf, epub = build(cli, write(book, texts, f"style: {style}"))
    assert printed_notes(pdf) == in_print
    assert shown_notes(epub) == in_ebook
    if style == "apa":
        said = ["One (Rowe, 1950, p. 3).", "Two (Rowe, 1950, p. 5).", "Three (Hale, 1962, p. 7)."]
        text = epub_documents(epub)["a.xhtml"]
        assert " ".join(said) in " ".join(pdf_text(pdf))
        assert [words(p) for p in text.iter(f"{XHTML}p")] == said
        links = [(words(a), a.get("href"), a.get("role")) for a in text.iter(f"{XHTML}a")]
        entry = "page-bibliography.xhtml#page-bibliography--source"
        assert links[::2] == [
            ("Rowe, 1950, p. 3", f"{entry}.rowe", "doc-biblioref"),
            ("Hale, 1962, p. 7", f"{entry}.hale", "doc-biblioref"),
        ]


def elements(root: Any, kind: str) -> list[Any]:
    return [node for node in root.iter() if node.get(f"{OPS}type") == kind]


@pytest.mark.parametrize("layout", ["pamphlet", "report"])
def test_the_bibliography_of_a_book(book: Book, cli: Cli, layout: str) -> None:
    groups = "bibliography: {groups: [{title: Reports, types: [report]}, {title: Other}]}"
    texts = {"a.md": [ONE, TWO, "Five [@moss]."], "b.md": [FOUR, "Six.^[See @water.]"]}
    pdf, epub = build(cli, write(book, texts, f"style: {IBID}, {groups}", "back: [bibliography, colophon]\n"),
                      "--set", f"layout={layout}")  # fmt: skip
    pages = pdf_text(pdf)
    last = pages[-2]
    assert re.match(
        r"Bibliography Reports Moss, Tim\. Weirs\. Water Board, 1971\. "
        r"Other Rowe, Ada\. Who Owns the Bank\. Quarry Press, 1950\. Water, 1790, p\. 3\.",
        last,
    )
    assert "Bibliography" in pages[0], "the contents list it"
    assert [title for _, title, _ in pdf_bookmarks(pdf) if title in ("Bibliography", "Reports", "Other")] == [
        "Bibliography",
        "Reports",
        "Other",
    ]
    documents = epub_documents(epub)
    root = documents["page-bibliography.xhtml"]
    [section] = elements(root, "bibliography")
    assert section.get("role") == "doc-bibliography"
    entries = list(section.iter(f"{XHTML}li"))
    assert len(entries) == 3 and all(entry.get("id") and entry.get("role") is None for entry in entries)
    ids = {(name, n.get("id")) for name, tree in documents.items() for n in tree.iter() if n.get("id")}
    for entry, count in zip(entries, (1, 3, 1), strict=True):
        back = [a for a in entry.iter(f"{XHTML}a") if a.get("role") == "doc-backlink"]
        assert len(back) == count
        for link in back:
            assert tuple(link.get("href").split("#")) in ids
            assert link.get("aria-label").startswith("Back to the text")
    lines = [(a.get("href"), a.get(f"{OPS}type")) for a in documents["nav.xhtml"].iter(f"{XHTML}a")]
    assert ("page-bibliography.xhtml#page-bibliography", None) in lines
    assert ("page-bibliography.xhtml", "bibliography") in lines


@pytest.mark.parametrize("notes", ["footnotes", "chapter-endnotes", "book-endnotes"])
def test_bibliographies_of_chapters_wherever_notes_stand(book: Book, cli: Cli, notes: str) -> None:
    texts = {"a.md": [ONE, THREE], "b.md": ["Nothing."], "c.md": [FOUR]}
    pdf, epub = build(cli, write(book, texts, f"style: {IBID}, notes: {notes}, bibliography: chapter"))
    whole = " ".join(pdf_text(pdf))
    assert whole.count("Bibliography") == 2
    documents = epub_documents(epub)
    assert [len(elements(documents[f"{name}.xhtml"], "bibliography")) for name in "abc"] == [1, 0, 1]


def test_bibliographies_of_parts(book: Book, cli: Cli) -> None:
    folder = write(book, {"a.md": [ONE], "b.md": [THREE]}, f"style: {IBID}, bibliography: part")
    text = (folder / "book.yaml").read_text().split("chapters:")[0]
    parts = "parts:\n  - {title: Up, chapters: [articles/a.md]}\n  - {title: Down, chapters: [articles/b.md]}\n"
    (folder / "book.yaml").write_text(text + parts)
    pdf, epub = build(cli, folder)
    titles = [(level, title) for level, title, _ in pdf_bookmarks(pdf)]
    at = titles.index(next(t for t in titles if t[1] == "Up"))
    assert [title for _, title in titles[at : at + 6]] == ["Up", "A", "Bibliography", "Down", "B", "Bibliography"]
    assert titles[at + 1][0] == titles[at + 2][0] == titles[at][0] + 1
    nav = epub_documents(epub)["nav.xhtml"]
    outer = next(n for n in nav.iter(f"{XHTML}nav") if n.get(f"{OPS}type") == "toc")
    assert [words(li) for li in outer.iter(f"{XHTML}li")][:3] == ["Up A Bibliography", "A", "Bibliography"]


def test_links_are_live_and_break_without_a_hyphen(book: Book, cli: Cli) -> None:
    address = "https://example.org/archive/of/the/water-board/and/its/many/papers/of/the/year/of/the/flood.html"
    source = {"id": "web", "type": "webpage", "title": "Flood", "URL": address, "issued": {"date-parts": [[2001]]}}
    article = f"---\ntitle: A\nreferences:\n  - {json.dumps(source)}\n---\n\nSo [@web].\n"
    head = f"citations: {{style: {IBID}}}\nfront: []\npage: {{trim: A6}}\nchapters:\n"
    pdf, epub = build(cli, book({"a.md": article}, MANIFEST.replace("chapters:\n", head)))
    assert address in "".join(" ".join(pdf_text(pdf)).split()).replace("\u2060", "") or address in " ".join(
        pdf_text(pdf)
    )
    documents = epub_documents(epub)
    for name in ("a.xhtml", "page-bibliography.xhtml"):
        assert [words(a) for a in documents[name].iter(f"{XHTML}a") if a.get("href") == address] == [address]


def test_sources_go_out_beside_the_outputs(book: Book, cli: Cli) -> None:
    folder = write(book, {"a.md": [ONE, THREE]}, f"style: {IBID}, bibliography: book, nocite: [moss]")
    build(cli, folder, "--depfile", "out/deps")
    file = folder / "out" / "the-canals.references.json"
    first = file.read_bytes()
    assert [item["id"] for item in json.loads(first)] == ["hale", "moss", "rowe"]
    assert "the-canals.references.json" in (folder / "out" / "deps").read_text().split(":")[0]
    rule = (folder / "out" / "deps").read_text().splitlines()[0]
    for name in ("sources.json", f"{IBID}.csl", "locales-en-GB.xml", "locales-en-US.xml"):
        assert f"{name} " in rule
    again = {"sources.json": first.decode()}
    (folder / "sources.json").write_text(again["sources.json"])
    build(cli, folder)
    assert file.read_bytes() == first, "what went out comes in again"
    assert cli("clean", "book.yaml", "-o", "out", cwd=folder).code == 0
    assert not file.exists()
    build(cli, folder, "--format", "pdf")
    assert not file.exists(), "nothing else is written"
    (folder / "articles" / "a.md").write_text("# A\n\nNothing.\n")
    build(cli, folder, "--set", "citations.nocite=[]")
    assert not file.exists()


def test_a_style_can_be_a_file_of_the_book(book: Book, cli: Cli) -> None:
    style = """<?xml version="1.0"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>Ours</title>
<id>ours</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation><layout prefix="{" suffix="}"><text variable="title"/></layout></citation></style>"""
    folder = write(book, {"a.md": [ONE]}, "style: styles/ours.csl")
    (folder / "styles").mkdir()
    (folder / "styles" / "ours.csl").write_text(style)
    pdf, _ = build(cli, folder, "--depfile", "out/deps")
    assert "One {Who Owns the Bank}." in " ".join(pdf_text(pdf))
    assert "styles/ours.csl" in (folder / "out" / "deps").read_text()
    for path, code in (
        ("../ours.csl", "path-outside"),
        ("/etc/passwd.csl", "path-outside"),
        ("no.csl", "file-missing"),
    ):
        said = cli("check", "book.yaml", "--set", f"citations.style={path}", cwd=folder)
        assert said.code == 1 and said.codes == [code]
    bomb = '<!DOCTYPE style [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>' + style[21:]
    (folder / "styles" / "ours.csl").write_text(bomb.replace("Ours", "&a;&b;").replace('prefix="{"', 'prefix="&a;"'))
    said = cli("check", "book.yaml", cwd=folder)
    assert said.code in (0, 1) and "Traceback" not in said.err


def test_a_layout_that_leaves_sources_out_is_told(book: Book, cli: Cli) -> None:
    folder = write(book, {"a.md": [ONE]}, f"style: {IBID}, bibliography: chapter")
    own = folder / "layouts" / "mine"
    own.mkdir(parents=True)
    (own / "layout.yaml").write_text("extends: pamphlet\n")
    base = (Path(__file__).parents[2] / "layouts" / "base" / "chapter.html.j2").read_text()
    (own / "chapter.html.j2").write_text(re.sub(r"\{% if bibliography %\}.*?\{% endif %\}", "", base, flags=re.S))
    for output in ("pdf", "epub"):
        said = cli("build", "book.yaml", "-o", "out", "--format", output, "--set", "layout=mine", cwd=folder)
        assert said.code == 1 and set(said.codes) == {"text-lost"}
        assert "sources.json" in said.err
    shutil.rmtree(own)


def test_numbers_stand_in_a_column(book: Book, cli: Cli) -> None:
    _, epub = build(cli, write(book, {"a.md": [ONE, THREE]}, "style: nlm-citation-sequence"))
    section = epub_documents(epub)["page-bibliography.xhtml"]
    columns = [words(n) for n in section.iter(f"{XHTML}span") if n.get("class") == "csl-left-margin"]
    assert columns == ["1.", "2."]
    assert any("aligned" in (n.get("class") or "") for n in section.iter(f"{XHTML}ul"))


def test_numbers_by_page_leave_positions_to_the_chapter(book: Book, cli: Cli) -> None:
    filler = "The water of the canal stood level with the upper gate, and the keeper slept. " * 6
    texts = {"a.md": [f"{filler} So [@rowe, {number}]." for number in range(1, 13)]}
    pdf, epub = build(cli, write(book, texts, f"style: {IBID}, restart: page", "page: {trim: A6}\n"))
    pages = pdf_text(pdf)
    assert sum(page.count("Ibid.") for page in pages) == 11
    assert sum(bool(re.search(r"\b1 (?:Ada|Ibid)", page)) for page in pages) > 3, "numbers begin anew on each page"
    assert [note.split()[0] for note in shown_notes(epub)] == [str(number) for number in range(1, 13)]
    assert all("Ada Rowe" in note for note in shown_notes(epub))
