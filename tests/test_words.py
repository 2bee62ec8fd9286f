"""Words and addresses in whole books: where lines end, what is copied, and what never shows a soft hyphen."""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.conftest import MANIFEST, Said
from tests.reading import OPS, XHTML, epub_documents, pdf_bookmarks, pdf_raw, pdf_text, words

Book = Callable[..., Path]
Cli = Callable[..., Said]

SHY = "\u00ad"
LONG = "https://www.example.org/archive/documents-and-letters/volume_12/page.html?first=1&second=2#fragmentarium"
DOI = "doi:10.1000/irrigation.2026.11-24/hydrography-of-the_lower~canal"
MAIL = "the.keeper.of.the.lock@canal-company.example.org"
CODE = "compute_the_level_of_the_water_at_the_upper_gate_before_the_lower_one_is_opened"
ADDRESSES = f"""\
# Addresses

See the remarks in {LONG}, and <{LONG}>; or [{LONG}](https://example.org/). The note is short.[^1]

Write to {MAIL}, or read {DOI}. The name `{CODE}` is long, and so is `/usr/share/documents/irrigation/hydrography`.

[^1]: As in {LONG}; and {DOI}.
"""


@pytest.fixture
def png() -> bytes:
    file = io.BytesIO()
    Image.new("L", (60, 40), 128).save(file, "PNG")
    return file.getvalue()


def build(cli: Cli, folder: Path) -> tuple[Path, Path]:
    said = cli("build", "book.yaml", cwd=folder)
    assert said.code == 0, said.err
    (pdf,), (epub,) = (folder / "dist").glob("*.pdf"), (folder / "dist").glob("*.epub")
    return pdf, epub


@pytest.mark.usefixtures("has_poppler")
def test_a_broken_address_is_copied_whole(book: Book, cli: Cli) -> None:
    pdf, epub = build(cli, book({"a.md": ADDRESSES}))
    shown = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True).stdout.decode()
    joined = shown.replace("\n", "")
    assert joined.count(LONG) == 4
    assert joined.count(DOI) == 2
    assert MAIL in joined and CODE in joined
    strange = {c for c in shown if not c.isprintable()} - set("\n\f")
    assert not strange, "no zero-width space or its like is in what is copied"
    assert "\u2010" not in "".join(pdf_raw(pdf)).split("Addresses")[-1], "nor has any line a hyphen that was added"
    ends = [
        (line, address[size])
        for line in map(str.strip, shown.splitlines())
        for address in (LONG, DOI, MAIL, CODE)
        for size in range(9, len(address))
        if line.endswith(address[:size])
    ]
    assert len(ends) >= 4, "the addresses are longer than a line"
    assert all(line[-1] in "/._?&=#%~:" or following == "-" for line, following in ends), ends
    (page,) = (d for name, d in epub_documents(epub).items() if name == "a.xhtml")
    marked = [node for node in page.iter(f"{XHTML}span") if node.get("class") == "address"]
    assert [words(node) for node in marked].count(LONG) == 4
    assert all(len(node) and {child.tag for child in node} == {f"{XHTML}wbr"} for node in marked)


WORDS = ("pamphleteer", "Kleisthenes", "extraordinarily", "Donaudampfschiff")


def test_words_are_broken_only_where_the_book_says(book: Book, cli: Cli) -> None:
    text = "# Words\n\n"
    for n in range(40):
        # Each paragraph a little longer than the one before, so that every letter comes to stand at the margin.
        text += (
            f"{'i' * (n % 20 + 1)} a {' '.join([WORDS[n % 3]] * 14)}’s {'m' * (n % 7 + 1)} [{WORDS[3]}]{{lang=de}}\n\n"
        )
    manifest = MANIFEST.replace(
        "chapters:\n",
        "page: {trim: A6}\nhyphenation: {en: [pamphlet-eer, Kleisthenes, extra-ordinarily], de: [Donau-dampfschiff]}\n"
        "chapters:\n",
    )
    pdf, _ = build(cli, book({"a.md": text}, manifest))
    raw = "\r\n".join(pdf_raw(pdf)).replace("\u2010", "-").replace("\ufffe", "-")
    # A folio may follow.
    broken = set(re.findall(r"(\w+)-\r\n([^\W\d]+)", raw))
    assert broken <= {("pamphlet", "eer"), ("extra", "ordinarily"), ("Donau", "dampfschiff")}
    assert {("pamphlet", "eer"), ("extra", "ordinarily")} <= broken, "and there they are"
    assert SHY not in raw


def test_a_word_with_breaks_of_its_own_does_not_hinder_its_neighbours(book: Book, cli: Cli) -> None:
    plain = "The commissioners of the navigation considered the extraordinary circumstances of the undertaking. " * 12
    marked = plain.replace("circumstances", f"circum{SHY}stances")
    pdf, _ = build(
        cli, book({"a.md": f"# Words\n\n{marked}"}, MANIFEST.replace("chapters:", "page: {trim: A6}\nchapters:"))
    )
    raw = "\r\n".join(pdf_raw(pdf)).replace("\ufffe", "\u2010")
    broken = re.findall(r"(\w+)\u2010\r\n(\w+)", raw)
    assert {a + b for a, b in broken} - {"circumstances"}, "other words are broken as well"


LISTED = f"""\
---
title: "The lock{SHY}keeper[^1]"
---

The first line.

## The sub{SHY}terranean&shy;canal {{#gate}}

![A pic&shy;ture](a.png){{title="a pic{SHY}ture"}}

See `co{SHY}de`.[^2]

[^1]: A no{SHY}te.

[^2]: See [the gate](#gate){{.page}}.
"""


def test_soft_hyphens_are_in_nothing_that_is_listed(book: Book, cli: Cli, png: bytes) -> None:
    manifest = (
        f'title: "The Ca{SHY}nals"\nsubtitle: "Four re{SHY}ports"\nlanguage: en-GB\n'
        f'creators: ["A. Wri{SHY}ter"]\npublisher: "The Pr{SHY}ess"\nrights: "All ri{SHY}ghts"\ndate: 2026-01-01\n'
        f'terms: {{contents: "Con{SHY}tents"}}\n'
        f'chapters:\n  - {{title: "The wa{SHY}ter", articles: [articles/a.md, articles/b.md]}}\n  - articles/c.md\n'
    )
    articles = {"a.md": LISTED, "b.md": f"# The we{SHY}ir\n\nx\n", "c.md": f"# The sl{SHY}uice\n\nx\n" + 40 * "y\n\n"}
    folder = book(articles, manifest, **{"articles/a.png": png})
    pdf, epub = build(cli, folder)
    assert {file.name for file in (folder / "dist").iterdir()} == {"the-canals.pdf", "the-canals.epub"}
    titles = [title for _, title, _ in pdf_bookmarks(pdf)]
    assert {"The Canals", "Contents", "The water", "The lockkeeper", "The weir", "The sluice"} <= set(titles)
    assert not any(SHY in title for title in titles)
    with pikepdf.open(pdf) as opened:
        assert str(opened.docinfo["/Title"]) == "The Canals"
        assert SHY not in str(opened.open_metadata()) and SHY not in str(opened.docinfo)
        assert not any(SHY in str(name) for name in opened.Root.Names.Dests.Names)
    text = " ".join(pdf_text(pdf))
    assert "The lockkeeper" in text and SHY not in text
    with zipfile.ZipFile(epub) as archive:
        for name in archive.namelist():
            assert SHY not in name
            if name.endswith((".opf", ".ncx", "nav.xhtml")):
                assert SHY not in archive.read(name).decode()
    for name, page in epub_documents(epub).items():
        assert SHY not in words(page.find(f"{XHTML}head/{XHTML}title")), name
        for node in page.iter():
            assert not any(SHY in value for value in node.attrib.values()), (name, node.attrib)
    ids = {node.get("id") for page in epub_documents(epub).values() for node in page.iter()}
    assert "a--gate" in ids


def test_a_reference_can_name_the_page_of_anything(book: Book, cli: Cli, png: bytes) -> None:
    targets = {
        "a heading": "#head",
        "a figure": "#fig",
        "a table": "#tab",
        "a paragraph": "#par",
        "a chapter": "b.md",
        "a titled chapter": "#water",
        "a foreword": "foreword.md",
    }
    links = ", ".join(f"[{name}]({target}){{.page}}" for name, target in targets.items())
    filler = "A line of it.\n\n" * 40
    manifest = MANIFEST.replace("en-GB", "de").replace(
        "chapters:\n", "front: [contents, {article: articles/foreword.md}]\n"
    )
    manifest += (
        "chapters:\n  - articles/a.md\n  - {id: water, title: Water, articles: [articles/b.md, articles/c.md]}\n"
    )
    articles = {
        "a.md": f"# A\n\nSiehe {links}.[^1]\n\n{filler}[^1]: In der Note: {links}.\n",
        "b.md": f"# B\n\n{filler}## Head {{#head}}\n\nx\n\n![Fig](a.png){{#fig}}\n",
        "c.md": "# C\n\n| a | b |\n|---|---|\n| c | d |\n\n: Table {#tab}\n\n[A paragraph]{#par} here.\n",
        "foreword.md": "# Foreword\n\nx\n",
    }
    pdf, epub = build(cli, book(articles, manifest, **{"articles/a.png": png}))
    pages = pdf_text(pdf)
    whole = " ".join(pages)
    printed = [re.findall(rf"{name} \(S\. ?(\w+)\)", whole) for name in targets]
    assert all(len(found) == 2 and len(set(found)) == 1 for found in printed), printed
    (page,) = (d for name, d in epub_documents(epub).items() if name == "a.xhtml")
    shown = words(page)
    assert "S." not in shown and shown.count("a paragraph, a chapter,") == 2
    assert not any(f"{OPS}type" in a.attrib for a in page.iter(f"{XHTML}a") if a.text == "a chapter")


def test_soft_hyphens_may_stand_alone(book: Book, cli: Cli) -> None:
    text = f"# A\n\n{SHY}\n\nx {SHY} y *{SHY}* `{SHY}` [{SHY}]{{.smallcaps}}\n\n```\na{SHY}b\n{SHY}\n```\n"
    pdf, _ = build(cli, book({"a.md": f"{text}\n## {SHY}B{SHY}\n\nx-{SHY}and-{SHY} https://a.org/{SHY}\n"}))
    assert "x-and- https://a.org/" in " ".join(pdf_text(pdf))


def test_accents_are_one_with_their_letters_everywhere(book: Book, cli: Cli, png: bytes) -> None:
    text = (
        "---\ntitle: L’été[^é]\nbyline: É. Révé\n---\n\n## L’écluse {#écluse}\n\nVoir [l’écluse](#écluse), `é`.[^2]\n\n"
        "![Été](été.png)\n\n[^é]: Une note d’été.\n\n[^2]: Voir [ici](#écluse).\n"
    )
    manifest = MANIFEST.replace("en-GB", "fr").replace("The Canals", "Les étés").replace("A. Writer", "É. Révé")
    apart = unicodedata.normalize("NFD", text)
    assert apart != text
    folder = book({"é.md": apart}, unicodedata.normalize("NFD", manifest + "  - articles/é.md\n"))
    (folder / "articles" / unicodedata.normalize("NFD", "été.png")).write_bytes(png)
    pdf, epub = build(cli, folder)
    for shown in (*pdf_text(pdf), *(title for _, title, _ in pdf_bookmarks(pdf))):
        assert unicodedata.is_normalized("NFC", shown)
    with zipfile.ZipFile(epub) as archive:
        for name in archive.namelist():
            assert unicodedata.is_normalized("NFC", name)
            if name.endswith((".xhtml", ".opf", ".ncx")):
                assert unicodedata.is_normalized("NFC", archive.read(name).decode())
    assert "L’été" in {title for _, title, _ in pdf_bookmarks(pdf)}
