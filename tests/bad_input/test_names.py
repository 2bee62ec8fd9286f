"""Names that shells and addresses trip over, and files that are not what they seem."""

from __future__ import annotations

import os
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bad_input.conftest import Attempt
from tests.conftest import MANIFEST, Said

Book = Callable[..., Path]
Cli = Callable[..., Said]

NAMES = [
    "two words",
    "a#b",
    "100%",
    "a%20b",
    "what?",
    "it's",
    'say "so"',
    "a&b",
    "$HOME",
    "ébène",
    unicodedata.normalize("NFD", "ébène"),
    "運河",
    "-o",
]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'


@pytest.mark.parametrize("name", NAMES)
def test_every_file_may_have_any_name(tmp_path: Path, cli: Cli, name: str) -> None:
    folder = tmp_path / name
    quoted = name.replace("'", "''")
    address = name.replace("%", "%25").replace("#", "%23").replace("?", "%3F")
    files = {
        "book.yaml": f"{MANIFEST.replace('chapters:', '')}layout: './{quoted}'\nchapters: ['articles/{quoted}.md']\n",
        f"articles/{name}.md": f"# A\n\n![A lock.](<{address}.svg>){{width=30%}}\n",
        f"articles/{name}.svg": SVG,
        f"{name}/layout.yaml": "extends: pamphlet\n",
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    out = tmp_path / f"out {name}"
    said = cli("build", folder / "book.yaml", "-o", out, "--depfile", out / "book.d", "--strict", cwd=tmp_path)
    assert said.code == 0, said.err
    assert any("/images/" in held for held in zipfile.ZipFile(out / "the-canals.epub").namelist())
    if shutil.which("make") and "%" not in name:
        # The rule that was written says itself that nothing is to be done.
        (out / "all.mk").write_text("all:\n\t@echo read\ninclude book.d\n", encoding="utf-8")
        # A make that runs these tests would tell this one to say where it is.
        alone = {key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
        command = ["make", "-f", "all.mk", "all"]
        made = subprocess.run(command, cwd=out, capture_output=True, text=True, check=False, env=alone)
        assert (made.returncode, made.stdout) == (0, "read\n"), made.stderr


@pytest.mark.parametrize("path", ["../outside.md", "/etc/passwd", "articles/../../outside.md", "..\\outside.md"])
def test_a_path_out_of_the_folder_is_refused(book: Book, attempt: Attempt, path: str) -> None:
    folder = book({}, MANIFEST.replace("chapters:", f"chapters: ['{path}']"))
    (folder.parent / "outside.md").write_text("# Outside\n\nText.\n")
    attempt(folder, code="path-outside")


@pytest.mark.parametrize("what", ["article", "picture", "layout", "font", "folder"])
def test_a_link_out_of_the_folder_is_refused(book: Book, attempt: Attempt, what: str) -> None:
    extra = {"layout": "layout: mine\n", "font": "fonts: [mine.ttf]\n"}.get(what, "")
    folder = book({"a.md": "# A\n\n![A lock.](a.svg)\n"}, MANIFEST.replace("chapters:", f"{extra}chapters:"))
    outside = folder.parent / "outside"
    (outside / "layout").mkdir(parents=True)
    (outside / "a.md").write_text("# Outside\n\nText.\n")
    (outside / "a.svg").write_text(SVG)
    (outside / "mine.ttf").write_bytes(b"")
    (outside / "layout/layout.yaml").write_text("extends: pamphlet\n")
    (folder / "articles/a.svg").write_text(SVG)
    place = {
        "article": ("articles/a.md", "a.md"),
        "picture": ("articles/a.svg", "a.svg"),
        "layout": ("layouts/mine", "layout"),
        "font": ("mine.ttf", "mine.ttf"),
        "folder": ("articles", "."),
    }[what]
    link = folder / place[0]
    if link.is_dir():
        shutil.rmtree(link)
    link.unlink(missing_ok=True)
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(outside / place[1])
    attempt(folder, code="path-outside")


@pytest.mark.parametrize("name", ["a.md", "a.svg"])
def test_a_pipe_or_a_device_does_not_hang(book: Book, limited: Attempt, name: str) -> None:
    folder = book({"a.md": "# A\n\n![A lock.](a.svg)\n"})
    (folder / "articles" / name).unlink(missing_ok=True)
    os.mkfifo(folder / "articles" / name)
    limited(folder, code="file-unreadable", seconds=10, megabytes=900)


def test_a_folder_with_the_name_of_an_article(book: Book, attempt: Attempt) -> None:
    folder = book({"a.md": ""})
    (folder / "articles/a.md").unlink()
    (folder / "articles/a.md").mkdir()
    attempt(folder, code="file-is-folder")


def test_a_manifest_that_is_a_folder_or_missing(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "book.yaml").mkdir()
    for name in ("book.yaml", "other.yaml"):
        said = cli("build", name, cwd=tmp_path)
        assert said.code == 1 and said.codes == ["file-missing"], said.err


def test_an_output_folder_that_is_a_file(book: Book, cli: Cli) -> None:
    folder = book({"a.md": "# A\n\nText.\n"})
    (folder / "out").write_text("mine")
    said = cli("build", "book.yaml", "-o", "out", "--format", "epub", cwd=folder)
    assert said.code == 1 and said.codes == ["output-unwritable"], said.err
    assert (folder / "out").read_text() == "mine"


BROKEN = {
    "in media": "p { margin: 0 }\n@media print {\n  p { colour red }\n}\n",
    "in a rule": "p { margin: 0 }\n\np { 3: 4 }\n",
}
AWAY = "p { margin: 0 }\n\np { background: url(https://example.org/a.png) }\n"


@pytest.mark.parametrize(
    ("sheet", "css", "code"),
    [
        *((sheet, css, "layout-unsupported") for css in BROKEN.values() for sheet in ("print.css", "epub.css")),
        ("epub.css", AWAY, "layout-unsupported"),
    ],
)
def test_a_style_sheet_that_is_broken_or_reaches_out_is_told_of(
    book: Book, attempt: Attempt, sheet: str, css: str, code: str
) -> None:
    manifest = MANIFEST.replace("chapters:", "layout: mine\nchapters:")
    files = {"layouts/mine/layout.yaml": "extends: pamphlet\n", f"layouts/mine/{sheet}": css}
    said = attempt(book({"a.md": "# A\n\nText.\n"}, manifest, **files), code=code)
    assert f"layouts/mine/{sheet}:3:" in said.err


def test_a_style_sheet_of_print_that_reaches_out_gets_nothing(book: Book, cli: Cli) -> None:
    manifest = MANIFEST.replace("chapters:", "layout: mine\nchapters:")
    files = {"layouts/mine/layout.yaml": "extends: pamphlet\n", "layouts/mine/print.css": AWAY}
    said = cli(
        "build",
        "book.yaml",
        "-o",
        "out",
        "--format",
        "pdf",
        "--strict",
        cwd=book({"a.md": "# A\n\nText.\n"}, manifest, **files),
    )
    assert said.code == 1 and said.codes == ["layout-css"], said.err
