"""What cannot be built: each kind of bad input is a diagnostic, and leaves the former outputs as they were."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import MANIFEST, Said
from tests.reading import pdf_text

Book = Callable[..., Path]
Cli = Callable[..., Said]


def test_a_missing_glyph_is_an_error_with_its_line(book: Book, cli: Cli) -> None:
    folder = book({"a.md": "# A\n\ntext\nand \u6c34\n"})
    said = cli("build", folder / "book.yaml", "-o", folder / "out")
    assert said.code == 1
    assert "a.md:4:5: error[glyph-missing]" in said.err
    assert "U+6C34" in said.err


def test_six_mistakes_six_diagnostics(book: Book, cli: Cli) -> None:
    manifest = """\
title: The Canals
language: en-GB
date: 2026-02-30
layout: phamplet
subtitel: Four reports
chapters:
  - articles/a.md
  - articles/a.md
  - ../outside.md
  - articles/missing.md
"""
    folder = book({"a.md": "# A\n\ntext"}, manifest)
    said = cli("check", "book.yaml", cwd=folder)
    assert said.code == 1
    places = [line.split(" error[")[0] for line in said.err.splitlines() if " error[" in line]
    assert places == [
        "book.yaml:3:7:",
        "book.yaml:4:9:",
        "book.yaml:5:1:",
        "book.yaml:8:5:",
        "book.yaml:9:5:",
        "book.yaml:10:5:",
    ]
    assert said.codes == [
        "date-invalid",
        "layout-unknown",
        "manifest-unknown-key",
        "article-twice",
        "path-outside",
        "file-missing",
    ]
    assert "did you mean 'pamphlet'?" in said.err and "did you mean 'subtitle'?" in said.err


@pytest.mark.parametrize(
    ("files", "code", "place"),
    [
        ({"articles/a.md": b"# A\n\n\xff\n"}, "encoding-invalid", "articles/a.md:3:1"),
        ({"articles/a.md": b""}, "article-untitled", "articles/a.md:1"),
        ({"articles/a.md": b"---\ntitle: A\n---\n"}, "article-empty", "articles/a.md:4"),
        (
            {"articles/a.md": b"# A\n\n![x](p.png)", "articles/p.png": b"no picture"},
            "image-broken",
            "articles/a.md:3:6",
        ),
        ({"articles/a.md": b"# A\n\n![x](q.png)", "articles/p.png": b""}, "file-missing", "articles/a.md:3:6"),
        ({"articles/a.md": b"# A\n\n![x](..)"}, "file-is-folder", "articles/a.md:3:6"),
        ({"articles/a.md/x": b""}, "file-is-folder", "book.yaml:6:5"),
        ({"articles/a.md": b"# A\n\nx[^1]\n\n[^1]: [@k]\n"}, "citation-unknown", "articles/a.md:5"),
        ({"articles/a.md": b"# A\n\n[x](#y)\n"}, "crossref-missing", "articles/a.md:3"),
    ],
)
def test_bad_input_is_a_diagnostic_and_leaves_the_former_output(
    book: Book, cli: Cli, files: dict[str, bytes], code: str, place: str
) -> None:
    folder = book(None, MANIFEST + "  - articles/a.md\n", **files)
    out = folder / "out"
    out.mkdir()
    (out / "the-canals.pdf").write_bytes(b"the former one")
    said = cli("build", "book.yaml", "-o", "out", cwd=folder)
    assert said.code == 1
    assert code in said.codes
    assert re.search(rf"^{re.escape(place)}(?::\d+)?: error\[{code}\]", said.err, re.M), said.err
    assert "Traceback" not in said.err
    assert {p.name: p.read_bytes() for p in out.iterdir()} == {"the-canals.pdf": b"the former one"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"title: [", "yaml-syntax"),
        (b"\xff", "encoding-invalid"),
        (b"", "manifest-missing-key"),
        (b"[" * 5000, "yaml-syntax"),
    ],
)
def test_a_broken_manifest(book: Book, cli: Cli, content: bytes, code: str) -> None:
    folder = book(None, "", **{"other": b""})
    (folder / "book.yaml").write_bytes(content)
    said = cli("build", "book.yaml", cwd=folder)
    assert said.code == 1 and code in said.codes


def test_no_manifest_at_all(cli: Cli, tmp_path: Path) -> None:
    said = cli("build", "book.yaml", cwd=tmp_path)
    assert said.code == 1 and said.codes == ["file-missing"]
    (tmp_path / "book.yaml").mkdir()
    said = cli("build", cwd=tmp_path)
    assert said.code == 1 and said.codes == ["file-missing"]


def test_a_link_out_of_the_folder_is_not_followed(book: Book, cli: Cli, tmp_path: Path) -> None:
    folder = book(None, MANIFEST + "  - articles/a.md\n")
    (tmp_path / "secret.md").write_text("# Secret\n\ntext")
    (folder / "articles").mkdir()
    (folder / "articles" / "a.md").symlink_to(tmp_path / "secret.md")
    said = cli("build", "book.yaml", cwd=folder)
    assert said.code == 1 and said.codes == ["path-outside"]


def test_warnings_stop_a_strict_build(book: Book, cli: Cli) -> None:
    folder = book({"a.md": "# A\n\nb <blink>c</blink>"})
    assert cli("build", folder / "book.yaml", "-o", folder / "out").code == 0
    said = cli("build", folder / "book.yaml", "-o", folder / "strict", "--strict")
    assert said.code == 1 and said.codes == ["html-refused"]
    assert not (folder / "strict").exists()


def test_what_runs_off_the_paper_is_an_error(book: Book, cli: Cli) -> None:
    row = "|" + "Wollstonecraft|" * 16
    folder = book({"a.md": f"# A\n\n{row}\n|{'-|' * 16}\n{row}\n"})
    said = cli("build", "book.yaml", "-o", "out", "--format", "pdf", "--set", "page.trim=A6", cwd=folder)
    assert said.code == 1 and said.codes == ["text-clipped"]
    assert "articles/a.md:5: error[text-clipped]" in said.err and "runs off the paper" in said.err


@pytest.mark.parametrize(
    ("manifest", "code"),
    [
        ("front: [{article: articles/a.md, page: imprint}]\n", "matter-unknown"),
        ("front: [imprint]\nback: [imprint]\n", "matter-twice"),
        ("page: {text-font: Nonexistent}\n", "page-wrong-value"),
        ("page: {leading: 0pt}\n", "page-wrong-value"),
        ("references: [r.yaml]\n", "references-missing"),
        ("fonts: [f]\n", "path-outside"),
        ('rights: "a\\x01b"\n', "character-forbidden"),
        ("date: ２０２６-０１-０１\n", "date-invalid"),
    ],
)
def test_what_a_manifest_may_not_ask_for(book: Book, cli: Cli, tmp_path: Path, manifest: str, code: str) -> None:
    head = "title: T\nlanguage: en\n" + manifest + ("" if "date" in manifest else "date: 2026\n")
    folder = book({"b.md": "# B\n\nx"}, head + "chapters: [articles/b.md]\n", **{"r.yaml": "refs: [{id: a}]"})
    (folder / "f").symlink_to(tmp_path)
    said = cli("build", "book.yaml", "-o", "out", cwd=folder)
    assert said.code == 1 and code in said.codes, said.err


def test_a_message_cannot_forge_another(book: Book, cli: Cli) -> None:
    folder = book(None, 'title: T\nlanguage: en\nchapters: [a.md]\n"x\\n\\e[31merror[forged]: y": 1\n')
    said = cli("check", "book.yaml", cwd=folder)
    assert "forged" not in said.codes and "\x1b" not in said.err


def test_clean_removes_nothing_of_a_book_it_cannot_read(book: Book, cli: Cli) -> None:
    folder = book(None, "language: en\nchapters: [a.md]\n", **{"out/untitled.pdf": b"mine", "out/x.pdf": b"mine"})
    assert cli("clean", "book.yaml", "-o", "out", cwd=folder).code == 1
    assert len(list((folder / "out").iterdir())) == 2


@pytest.mark.parametrize(
    ("template", "said_of"),
    [
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "calls itself"),
        ("<section>{{ articles[0].body }}</section>", "no element the id"),
    ],
)
def test_a_template_that_cannot_make_a_chapter(book: Book, cli: Cli, template: str, said_of: str) -> None:
    files = {"layouts/mine/layout.yaml": "extends: pamphlet\n", "layouts/mine/chapter.html.j2": template}
    folder = book({"a.md": "# A\n\ntext"}, MANIFEST.replace("chapters:", "layout: mine\nchapters:"), **files)
    said = cli("build", "book.yaml", "-o", "out", "--format", "epub", cwd=folder)
    assert said.code == 1 and said.codes == ["template-error"] and said_of in said.err


def test_a_pipe_is_no_article(book: Book, cli: Cli) -> None:
    folder = book(None, MANIFEST + "  - articles/a.md\n", **{"articles/x": b""})
    os.mkfifo(folder / "articles" / "a.md")
    said = cli("check", "book.yaml", cwd=folder)
    assert said.code == 1 and said.codes == ["file-unreadable"]


def test_a_class_of_the_authors_makes_no_note(book: Book, cli: Cli) -> None:
    folder = book({"a.md": "# A\n\nAfter [own span]{.note} more.\n"})
    assert cli("build", "book.yaml", "-o", "out", "--format", "pdf", cwd=folder).code == 0
    assert "After own span more." in " ".join(pdf_text(folder / "out" / "the-canals.pdf"))
