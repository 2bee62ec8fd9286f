"""Notes apart from the text, and notes numbered by page, in whole books: where they stand, and what leads to them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from tests.conftest import MANIFEST, Said
from tests.reading import OPS, XHTML, epub_documents, pdf_bookmarks, pdf_lines, pdf_text, words

Book = Callable[..., Path]
Cli = Callable[..., Said]

COUNT = 14


def copy(title: str, mark: str, again: str = "") -> str:
    """An article with a note in each paragraph; call and note have words of their own: Xcall7, Xnote7 … Xend7."""
    filler = "the water of the canal stood level with the upper gate and the keeper slept "
    text, notes = [f"# {title}"], []
    for number in range(COUNT):
        text.append(f"{mark}call{number}.[^{number}] {(filler * 5).capitalize()}.")
        length = 14 if number == 5 else 1
        notes.append(f"[^{number}]: {mark}note{number} begins, {filler * length}and ends at {mark}end{number}.")
    return "\n\n".join([*text, again, *notes]) + "\n"


def build(cli: Cli, folder: Path, *more: str) -> tuple[Path, Path]:
    said = cli("build", "book.yaml", "-o", "out", "--strict", *more, cwd=folder)
    assert said.code == 0, said.err
    return folder / "out" / "the-canals.pdf", folder / "out" / "the-canals.epub"


def manifest(citations: str, back: str = "[colophon]") -> str:
    return MANIFEST.replace(
        "chapters:\n",
        f"page: {{trim: A6}}\ncitations: {citations}\nfront: [contents, {{article: articles/f.md}}]\nback: {back}\n"
        "chapters: [articles/a.md, {title: Water, articles: [articles/b.md]}]\n",
    )


@pytest.fixture
def articles() -> dict[str, str]:
    return {"f.md": copy("Foreword", "F"), "a.md": copy("Locks", "A"), "b.md": copy("Weirs", "B")}


def page_of(pages: list[str], word: str) -> int:
    """The page, from 0, on which a word stands."""
    (found,) = [number for number, text in enumerate(pages) if re.search(rf"\b{word}\b", text)]
    return found


def linked_names(pdf: Path) -> set[str]:
    """The names to which the links of a PDF lead; each must be there."""
    with pikepdf.open(pdf) as opened:
        names = {str(name) for name in list(opened.Root.Names.Dests.Names)[::2]}
        links = [annotation for page in opened.pages for annotation in page.get("/Annots", [])]
        targets = {str(link.Dest) for link in links if "/Dest" in link}
        targets |= {str(link.A.D) for link in links if "/A" in link and "/D" in link.A}
    assert targets <= names
    return targets


def test_chapters_end_in_their_notes(book: Book, cli: Cli, articles: dict[str, str]) -> None:
    pdf, epub = build(cli, book(articles, manifest("{notes: chapter-endnotes}")))
    pages = pdf_text(pdf)
    for mark in "FAB":
        last = page_of(pages, f"{mark}call{COUNT - 1}")
        stand = [page_of(pages, f"{mark}note{number}") for number in range(COUNT)]
        assert stand == sorted(stand) and stand[0] >= last, "no note stands at the foot of a page before the end"
        assert f"Notes 1 {mark}note0 begins" in " ".join(pages)
    assert linked_names(pdf) >= {
        f"{a}--{what}.{n + 1}" for a in "fab" for what in ("note", "call") for n in range(COUNT)
    }
    assert [title for _, title, _ in pdf_bookmarks(pdf)].count("Notes") == 3
    documents = epub_documents(epub)
    for name in "fab":
        (section,) = [
            n
            for n in documents[f"{name}.xhtml" if name != "b" else "water.xhtml"].iter()
            if n.get(f"{OPS}type") == "endnotes"
        ]
        assert section.get("role") == "doc-endnotes"
        assert words(section[0]) == "Notes" and section[0].get("id") == section.get("aria-labelledby")
        assert [n.tag for n in section[1:]] == [f"{XHTML}aside"] * COUNT


def test_the_book_ends_in_all_its_notes(book: Book, cli: Cli, articles: dict[str, str]) -> None:
    pdf, epub = build(cli, book(articles, manifest("{notes: book-endnotes, restart: book}")))
    pages = pdf_text(pdf)
    first = page_of(pages, "Fnote0")
    assert first > page_of(pages, f"Bcall{COUNT - 1}")
    assert re.match(r"Notes Foreword 1 Fnote0", pages[first])
    assert f"Locks {COUNT + 1} Anote0" in " ".join(pages) and f"Water {2 * COUNT + 1} Bnote0" in " ".join(pages)
    folios = folios_of(pdf)
    assert f"Notes {folios[first]}" in re.sub(r"[ .]+", " ", pages[0]), "the contents list them"
    marks = [(level, title) for level, title, _ in pdf_bookmarks(pdf)]
    at = marks.index((1, "Notes")) if (1, "Notes") in marks else marks.index((0, "Notes"))
    assert [title for _, title in marks[at : at + 4]] == ["Notes", "Foreword", "Locks", "Water"]
    assert {level - marks[at][0] for level, _ in marks[at + 1 : at + 4]} == {1}
    assert linked_names(pdf) >= {
        f"{a}--{what}.{n + 1}" for a in "fab" for what in ("note", "call") for n in range(COUNT)
    }

    documents = epub_documents(epub)
    assert [name for name, root in documents.items() if any(n.get("class") == "note" for n in root.iter())] == [
        "page-notes.xhtml"
    ]
    root = documents["page-notes.xhtml"]
    (section,) = [n for n in root.iter() if n.get(f"{OPS}type") == "endnotes"]
    assert [words(n) for n in section.iter(f"{XHTML}h1", f"{XHTML}h2")] == ["Notes", "Foreword", "Locks", "Water"]
    lines = [(a.get("href"), words(a), a.get(f"{OPS}type")) for a in documents["nav.xhtml"].iter(f"{XHTML}a")]
    assert ("page-notes.xhtml#page-notes", "Notes", None) in lines
    assert ("page-notes.xhtml", "Notes", "endnotes") in lines


def folios_of(pdf: Path) -> list[str]:
    with pikepdf.open(pdf) as opened:
        labels = opened.Root.PageLabels.Nums
        starts = [(int(labels[i]), labels[i + 1]) for i in range(0, len(labels), 2)]
        found = []
        for number in range(len(opened.pages)):
            start, label = max((s for s in starts if s[0] <= number), key=lambda s: s[0])
            count = int(label.get("/St", 1)) + number - start
            roman = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii"]
            found.append(roman[count] if str(label.get("/S", "/D")) == "/r" else str(count))
        return found


@pytest.mark.parametrize("layout", ["pamphlet", "report"])
def test_running_heads_name_the_pages_from_which_notes_are_called(
    book: Book, cli: Cli, articles: dict[str, str], layout: str
) -> None:
    text = manifest("{notes: book-endnotes}", "[{article: articles/z.md}, notes, colophon]")
    folder = book({**articles, "z.md": copy("Afterword", "Z")}, text)
    pdf, _ = build(cli, folder, "--set", f"layout={layout}", "--format", "pdf")
    pages, folios = pdf_text(pdf), folios_of(pdf)
    found = [(line.page - 1, re.search(r"Notes to pages? [\w–]+", line.text)) for line in pdf_lines(pdf)]
    heads = {page: head[0] for page, head in found if head}
    names = [f"{mark}{what}{number}" for what in ("note", "end", "call") for mark in "FABZ" for number in range(COUNT)]
    places = [page_of(pages, name) for name in names]
    begin, end, call = (places[i * 4 * COUNT : (i + 1) * 4 * COUNT] for i in range(3))
    checked = 0
    for page in range(begin[0] + 1, end[-1] + 1):
        calls = [c for b, e, c in zip(begin, end, call, strict=True) if b <= page <= e]
        one, other = folios[min(calls)], folios[max(calls)]
        # The pamphlet has the book's title on its left pages.
        if layout == "report" or page in heads:
            assert heads[page] == (f"Notes to page {one}" if one == other else f"Notes to pages {one}–{other}")
            checked += 1
    assert checked >= 2 and begin[0] not in heads, "the first page has its title"


def test_notes_are_numbered_on_each_page(book: Book, cli: Cli, articles: dict[str, str]) -> None:
    again = "Once more.[^0]"
    texts = {**articles, "a.md": copy("Locks", "A", again)}
    pdf, epub = build(cli, book(texts, manifest("{restart: page}")))
    pages, folios = pdf_text(pdf), folios_of(pdf)
    for page in pages:
        stand = [int(number) for number in re.findall(r"(?<!\S)(\d+) [FAB]note\d+ begins", page)]
        assert stand == list(range(1, len(stand) + 1))
        called = [int(number) for number in re.findall(r"[FAB]call\d+\.(\d+)", page)]
        assert called == stand
    home = folios[page_of(pages, "Acall0")]
    assert re.search(rf"Once more\.\s?1 \(p\. {home}\)", " ".join(pages)), "a later call names the page of its note"
    calls = [a for a in epub_documents(epub)["a.xhtml"].iter(f"{XHTML}a") if a.get(f"{OPS}type") == "noteref"]
    assert [a.text for a in calls] == [*(str(n + 1) for n in range(COUNT)), "1"], "an ebook numbers by chapter"
    (note,) = [n for n in epub_documents(epub)["a.xhtml"].iter() if n.get("id") == "a--note.1"]
    assert [a.get("href") for a in note.iter(f"{XHTML}a")] == ["#a--call.1", "#a--call.1.2"]


@pytest.mark.parametrize("layout", ["pamphlet", "report"])
@pytest.mark.parametrize("place", ["footnotes", "book-endnotes"])
def test_symbols_are_marks(book: Book, cli: Cli, layout: str, place: str) -> None:
    text = MANIFEST + f"citations: {{notes: {place}, marks: symbols}}\nfront: []\n"
    text = text.replace("chapters:\n", "chapters: [articles/a.md]\n")
    pdf, _ = build(cli, book({"a.md": copy("Locks", "A")}, text), "--set", f"layout={layout}")
    whole = " ".join(pdf_text(pdf))
    marks = ["*", "†", "‡", "§", "‖", "¶", "**", "††", "‡‡", "§§", "‖‖", "¶¶", "***", "†††"]
    assert re.findall(r"Acall\d+\.(\S+)", whole) == marks
    assert re.findall(r"(\S+) Anote\d+ begins", whole) == marks


def test_a_chapter_that_runs_on_after_notes_stands_on_the_grid(book: Book, cli: Cli) -> None:
    text = "# Locks\n\nOne.[^1]\n\nTwo.[^2]\n\nLine100.\n\n[^1]: First.\n\n[^2]: Second.\n\n    Third."
    after = "# Weirs\n\n" + "\n\n".join(f"Line{number}." for number in range(30))
    head = MANIFEST.replace(
        "chapters:\n",
        "page: {openings: run-on, trim: A4, text-size: 11pt, leading: 14pt, note-leading: 11pt}\n"
        "citations: {notes: chapter-endnotes}\nfront: []\nchapters:\n",
    )
    pdf, _ = build(cli, book({"a.md": text, "b.md": after}, head), "--format", "pdf")
    tops = [line.top for line in pdf_lines(pdf) if re.fullmatch(r"Line\d+\.", line.text) and line.page == 1]
    steps = [(tops[0] - top) / 14 for top in tops]
    assert len(steps) >= 4 and steps[1] > 10
    assert all(abs(step - round(step)) < 0.02 for step in steps), steps
