"""Whole books: both outputs, their agreement, their sameness, and what is said when they cannot be made."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.conftest import MANIFEST, ROOT, Said
from tests.reading import OPS, XHTML, epub_documents, pdf_bookmarks, pdf_lines, pdf_text, words

Book = Callable[..., Path]
Cli = Callable[..., Said]

LOCKS = """\
---
title: The *lock*[^t]
standfirst: How it was built.
byline: A. Keeper
date: 2026-03-01
---

The lock is old.[^a] It leaks.[^b] See [the gate](#gate){.page}.

## The gate[^c] {#gate}

It is of oak,[^a] and "sound".

[^a]: Built in 1790.

    A second paragraph.

[^b]: So the clerk says.

[^c]: Hung in 1801.

[^t]: Now dry.
"""
WEIRS = """\
---
title: The weir
---

The weir is low.[^1] See [the lock](locks.md) and [its gate](#gate).

[^1]: By an inch.
"""


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("L", (60, 40), 128).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def built(book: Book, cli: Cli) -> Path:
    folder = book({"locks.md": LOCKS, "weirs.md": WEIRS})
    said = cli("build", folder / "book.yaml", "-o", folder / "out", "--strict")
    assert said.code == 0, said.err
    return folder / "out"


def test_the_pdf_is_a_book(built: Path) -> None:
    pages = pdf_text(built / "the-canals.pdf")
    assert pages[0].replace(" ", "") == "TheCanals"
    assert "Contents" in pages[4]
    opening = next(i for i, page in enumerate(pages) if "How it was built." in page)
    assert "A. Keeper, 1 March 2026" in pages[opening]
    assert "The Canals" not in pages[opening], "no running head over an opening"
    for words_of_a_note in ("1 Now dry.", "2 Built in 1790.", "3 So the clerk says.", "4 Hung in 1801."):
        assert words_of_a_note in pages[opening]
    assert opening % 2 == 0 and "the gate (p. 1)" in pages[opening].replace("\u00a0", " "), (
        "the body begins with page 1"
    )
    assert "1 By an inch." in pages[opening + 1], "notes are numbered anew in each chapter"
    contents = pages[4].replace(" ", "")
    assert f"Thelock{'.' * 20}" in contents and "1A.KeeperTheweir" in contents


def test_the_pdf_has_bookmarks_without_notes_and_metadata(built: Path) -> None:
    titles = [(level, title) for level, title, _ in pdf_bookmarks(built / "the-canals.pdf")]
    assert (0, "The lock") in titles
    assert (1, "The gate") in titles
    assert (0, "The weir") in titles
    with pikepdf.open(built / "the-canals.pdf") as pdf:
        assert str(pdf.docinfo["/Title"]) == "The Canals"
        assert str(pdf.docinfo["/Author"]) == "A. Writer"
        assert str(pdf.Root.Lang) == "en-GB"
        width, height = (float(x) for x in pdf.pages[0].mediabox[2:])
        assert (round(width, 1), round(height, 1)) == (419.5, 595.3)
        fonts = {str(f.BaseFont) for page in pdf.pages for f in page.resources.get("/Font", {}).values()}
    assert all("Garamond" in font for font in fonts), fonts


def test_notes_stand_at_the_foot_of_their_calls_page(built: Path) -> None:
    lines = list(pdf_lines(built / "the-canals.pdf"))
    note = next(line for line in lines if "So the clerk says." in line.text)
    call = next(line for line in lines if "The lock is old" in line.text)
    assert note.page == call.page
    assert all(line.bottom > note.top for line in lines if line.page == note.page and "of oak" in line.text)


def test_the_epub_is_a_book(built: Path) -> None:
    path = built / "the-canals.epub"
    documents = epub_documents(path)
    chapter = documents["locks.xhtml"]
    asides = [a for a in chapter.iter(f"{XHTML}aside") if a.get(f"{OPS}type") == "footnote"]
    assert [words(a) for a in asides] == [
        "1 Now dry.",
        "2 ↑ Built in 1790.A second paragraph.",
        "3 So the clerk says.",
        "4 Hung in 1801.",
    ]
    ids = {node.get("id") for node in chapter.iter() if node.get("id")}
    calls = [a for a in chapter.iter(f"{XHTML}a") if a.get(f"{OPS}type") == "noteref"]
    assert [a.text for a in calls] == ["1", "2", "3", "4", "2"]
    assert all(a.get("href")[1:] in ids and not len(a) for a in calls)
    again = [a for a in chapter.iter(f"{XHTML}a") if a.get("class") == "note-back"]
    assert [(a.text, a.get("href")) for a in again] == [("↑", f"#{calls[-1].get('id')}")], "a way back to each call"
    for aside in asides:
        back = next(aside.iter(f"{XHTML}a"))
        assert back.get("role") == "doc-backlink" and back.get("href")[1:] in ids
        assert words(aside).startswith(back.text), "the way back comes first"
    links = [a.get("href") for a in documents["weirs.xhtml"].iter(f"{XHTML}a")]
    assert "locks.xhtml#locks" in links and "locks.xhtml#locks--gate" in links
    nav = words(documents["nav.xhtml"])
    assert "The lock" in nav and "Now dry" not in nav and "The lock1" not in nav


def test_both_outputs_show_the_same_numbers(built: Path) -> None:
    text = " ".join(pdf_text(built / "the-canals.pdf"))
    for document in epub_documents(built / "the-canals.epub").values():
        for aside in document.iter(f"{XHTML}aside"):
            first = next(aside.iter(f"{XHTML}p"))
            # The arrow to a second call is the ebook's alone: its links are the only way back.
            assert words(first).replace(" ↑", "") in text


def test_every_word_reaches_both_outputs(built: Path) -> None:
    print_text = " ".join(pdf_text(built / "the-canals.pdf"))
    epub_text = " ".join(words(d) for d in epub_documents(built / "the-canals.epub").values())
    for source in (LOCKS, WEIRS):
        for word in "".join(c if c.isalpha() else " " for c in source.split("---\n\n", 1)[1]).split():
            if word not in ("md", "locks", "page"):
                assert word in print_text and word in epub_text, word


def digest(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


@pytest.mark.long
def test_the_same_book_has_the_same_bytes_anywhere_and_at_any_time(book: Book, tmp_path: Path) -> None:
    folder = book({"locks.md": LOCKS, "weirs.md": WEIRS})
    other = tmp_path / "an other & place"
    shutil.copytree(folder, other)
    for place, zone, seed in ((folder, "UTC", "1"), (other, "Pacific/Auckland", "2")):
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed}
        for file in place.rglob("*.md"):
            os.utime(file, (1e9, 1e9))
        outputs = ["--set", "outputs=[pdf, pdf-screen, epub]"]
        command = [sys.executable, str(ROOT / "publish.py"), "build", "book.yaml", "-o", "out", "-q", *outputs]
        subprocess.run(command, cwd=place, env=environment, check=True)
    assert digest(folder / "out") == digest(other / "out")
    assert set(digest(folder / "out")) == {"the-canals.pdf", "the-canals-screen.pdf", "the-canals.epub"}


def test_source_date_epoch_goes_before_the_manifests_date(
    book: Book, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = book({"weirs.md": WEIRS.replace("[the lock](locks.md) and [its gate](#gate)", "it")})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert cli("build", folder / "book.yaml", "-o", folder / "out").code == 0
    with zipfile.ZipFile(folder / "out" / "the-canals.epub") as epub:
        assert b"2023-11-14T22:13:20Z" in epub.read("EPUB/package.opf")
    with pikepdf.open(folder / "out" / "the-canals.pdf") as pdf:
        assert "20231114" in str(pdf.docinfo["/CreationDate"])


def test_one_format_alone(book: Book, cli: Cli) -> None:
    folder = book({"a.md": "# A\n\ntext"})
    said = cli("build", folder / "book.yaml", "-o", folder / "out", "--format", "epub")
    assert said.code == 0
    assert [p.name for p in (folder / "out").iterdir()] == ["the-canals.epub"]


def test_the_depfile_names_every_file_read(book: Book, cli: Cli) -> None:
    folder = book({"a.md": "# A\n\n![x](../images/p.png)"}, **{"images/p.png": picture()})
    out = folder / "out"
    assert cli("build", "book.yaml", "-o", "out", "--depfile", "out/book.d", cwd=folder).code == 0
    text = (out / "book.d").read_text()
    rule = text.splitlines()[0]
    assert rule.startswith("out/the-canals.pdf out/the-canals.epub: ")
    for name in (
        "book.yaml",
        "articles/a.md",
        "images/p.png",
        "EBGaramond-Regular",
        "print.css",
        "chapter.html.j2",
        "en.yaml",
    ):
        assert name in rule
    assert "articles/a.md:\n" in text


def test_clean_removes_what_build_writes(book: Book, cli: Cli) -> None:
    folder = book({"a.md": "# A\n\ntext"})
    formats = [word for kind in ("pdf", "pdf-screen", "epub") for word in ("--format", kind)]
    said = cli("build", folder / "book.yaml", "-o", folder / "out", *formats)
    assert said.code == 0 and "the-canals-screen.pdf (" in said.out
    assert len(list((folder / "out").iterdir())) == 3
    assert cli("clean", folder / "book.yaml", "-o", folder / "out").code == 0
    assert list((folder / "out").iterdir()) == []


@pytest.mark.parametrize("trim", ["A4", "A5", "A6", "B6", "digest", "letter", "120 × 180 mm"])
def test_trims(book: Book, cli: Cli, trim: str) -> None:
    folder = book({"locks.md": LOCKS})
    said = cli("build", folder / "book.yaml", "-o", folder / "out", "--format", "pdf", "--set", f"page.trim={trim}")
    assert said.code == 0, said.err


def test_openings(book: Book, cli: Cli) -> None:
    folder = book(
        {"a.md": "# Alpha\n\ntext", "b.md": "# Beta\n\ntext"},
        MANIFEST.replace("chapters:", "front: [title-page]\nchapters:"),
    )

    def pages(openings: str) -> list[int]:
        cli(
            "build",
            folder / "book.yaml",
            "-o",
            folder / "out",
            "--format",
            "pdf",
            "--set",
            f"page.openings={openings}",
            "--set",
            "page.front-folios=running",
        )
        text = pdf_text(folder / "out" / "the-canals.pdf")
        return [i for i, page in enumerate(text, 1) for name in ("Alpha", "Beta") if name in page]

    assert pages("page") == [2, 3]
    assert pages("recto") == [3, 5]
    assert pages("run-on") == [2, 2]


def test_a_page_may_end_with_a_line_of_code(book: Book, cli: Cli) -> None:
    # In each chapter the code comes to stand a line lower; in some what follows has no room below it.
    lower, more = range(4, 16), " and needs two lines at least" * 5
    articles = {
        f"{n}.md": "# Chapter\n\n" + "Filler.\n\n" * n + f"```\ncode{n}\n```\n\nfollows{n}{more}\n" for n in lower
    }
    folder = book(articles, MANIFEST.replace("chapters:\n", "page: {trim: A6}\nchapters:\n"))
    said = cli("build", folder / "book.yaml", "-o", folder / "out", "--format", "pdf")
    assert said.code == 0, said.err
    pages = [set(page.split()) for page in pdf_text(folder / "out" / "the-canals.pdf")]
    assert any(f"follows{n}" in page and f"code{n}" not in page for page in pages for n in lower)


# --- what a book may bring


def test_a_book_may_bring_a_layout(book: Book, cli: Cli) -> None:
    files = {
        "layouts/mine/layout.yaml": "extends: pamphlet\noptions: {trim: {default: A6}}\n",
        "layouts/mine/print.css": ".chapter { color: #333 }\n",
        "layouts/mine/half-title.html.j2": '<section class="half-title" id="{{ division.id }}"><p>Mine</p></section>',
    }
    folder = book({"a.md": "# A\n\ntext"}, MANIFEST.replace("chapters:", "layout: mine\nchapters:"), **files)
    assert cli("build", "book.yaml", "-o", "out", "--format", "pdf", cwd=folder).code == 0
    assert pdf_text(folder / "out" / "the-canals.pdf")[0] == "Mine"


@pytest.mark.parametrize(
    ("name", "text", "code", "place"),
    [
        ("print.css", "\n@page :first { margin: 0 }", "layout-unsupported", "print.css:2"),
        ("chapter.html.j2", "<section>\n{{ divison.id }}</section>", "template-error", "chapter.html.j2:2"),
        ("chapter.html.j2", "<section>\n{% if %}</section>", "template-error", "chapter.html.j2:2"),
        ("chapter.html.j2", "<section>&nbsp;</section>", "template-error", "chapter.html.j2"),
        ("print.css", "p {\n text-wrap: pretty }", "layout-css", "mine/print.css:2:2"),
        ("layout.yaml", "extends: mine", "layout-circular", "layout.yaml:1:10"),
    ],
)
def test_a_broken_layout_is_a_diagnostic(book: Book, cli: Cli, name: str, text: str, code: str, place: str) -> None:
    files = {"layouts/mine/layout.yaml": "extends: pamphlet\n", f"layouts/mine/{name}": text}
    folder = book({"a.md": "# A\n\ntext"}, MANIFEST.replace("chapters:", "layout: mine\nchapters:"), **files)
    said = cli("build", "book.yaml", "-o", "out", "--format", "pdf", "--strict", cwd=folder)
    assert said.code == 1
    assert code in said.codes
    assert place in said.err


def test_a_book_may_bring_a_font(book: Book, cli: Cli) -> None:
    font = next((ROOT / "fonts").rglob("SourceSans3-Regular.*")).read_bytes()
    manifest = MANIFEST.replace("chapters:", "fonts: [fonts]\nchapters:")
    folder = book({"a.md": "# A\n\ntext"}, manifest, **{"fonts/Own.otf": font})
    assert cli("build", "book.yaml", "-o", "out", cwd=folder).code == 0
    broken = book({"a.md": "# A\n\ntext"}, manifest, **{"fonts/Own.otf": b"no font"})
    said = cli("build", "book.yaml", "-o", "out", cwd=broken)
    assert said.code == 1 and said.codes == ["font-unreadable"]


@pytest.mark.parametrize(("language", "contents"), [("fr", "Table des matières"), ("de", "Inhalt"), ("en", "Contents")])
def test_fixed_words_follow_the_language(book: Book, cli: Cli, language: str, contents: str) -> None:
    folder = book({"a.md": "# A\n\ntext"}, MANIFEST.replace("en-GB", language))
    assert cli("build", "book.yaml", "-o", "out", cwd=folder).code == 0
    assert any(contents in page for page in pdf_text(folder / "out" / "the-canals.pdf"))
    assert cli("build", "book.yaml", "-o", "out", "--set", "terms.contents=Herein", cwd=folder).code == 0
    assert "Herein" in words(epub_documents(folder / "out" / "the-canals.epub")["nav.xhtml"])


def test_parts_several_articles_and_matter(book: Book, cli: Cli) -> None:
    manifest = """\
title: The Canals
language: en-GB
creators: [A. Writer, {name: B. Editor, role: edt}]
date: 2026
front: [title-page, contents, {article: articles/foreword.md}]
parts:
  - title: Water
    chapters:
      - title: Locks & weirs
        articles: [articles/a.md, articles/b.md]
  - title: Stone
    chapters: [articles/c.md]
back: [colophon]
"""
    articles = {
        f"{n}.md": f"---\ntitle: Article {n}\n---\n\ntext {n}[^1]\n\n## Section {n}\n\nx\n\n[^1]: note {n}"
        for n in "abc"
    }
    folder = book({**articles, "foreword.md": "# Foreword\n\nwords"}, manifest)
    said = cli("build", "book.yaml", "-o", "out", "--strict", cwd=folder)
    assert said.code == 0, said.err
    text = " ".join(pdf_text(folder / "out" / "the-canals.pdf"))
    assert "1 note a" in text and "2 note b" in text and "1 note c" in text
    nav = epub_documents(folder / "out" / "the-canals.epub")["nav.xhtml"]
    assert (
        words(nav).index("Water")
        < words(nav).index("Locks & weirs")
        < words(nav).index("Article a")
        < words(nav).index("Stone")
    )
    titles = [(level, title) for level, title, _ in pdf_bookmarks(folder / "out" / "the-canals.pdf")]
    assert titles[3:8] == [
        (0, "Water"),
        (1, "Locks & weirs"),
        (2, "Article a"),
        (3, "Section a"),
        (2, "Article b"),
    ]


def test_cites_print_their_sources_own_words(book: Book, cli: Cli) -> None:
    article = """\
---
title: A
references:
  - id: gate1790
    custom: {raw: "(The Gate by A. Keeper, Lock News, 1 May 1790)"}
---

One.[^1] Two.[^2] Three.[^3]

[^1]: [@gate1790]

[^2]: [@gate1790, p. 5]

[^3]: So too [see @gate1790].
"""
    folder = book({"a.md": article})
    assert cli("build", "book.yaml", "-o", "out", "--strict", cwd=folder).code == 0
    text = " ".join(pdf_text(folder / "out" / "the-canals.pdf")).replace("\u00a0", " ")
    assert "1 The Gate by A. Keeper, Lock News, 1 May 1790. 2 The Gate" in text
    assert "1 May 1790, p. 5. 3 So too see The Gate" in text
