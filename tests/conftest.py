"""What tests share: the folder of real copy and suites, small books, the command line, and EPUBCheck kept warm."""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from pamphleteer.cli import main
from tests.conformance.epubcheck import EpubCheck, failures

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("PAMPHLETEER_SHARED", ROOT.parent / "shared"))

MANIFEST = """\
title: The Canals
language: en-GB
creators: [{name: A. Writer, role: aut}]
date: 2026-01-01
chapters:
"""


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def codes(self) -> list[str]:
        """The codes of the diagnostics, in their order."""
        lines = [line for line in self.err.splitlines() if "[" in line and "]: " in line]
        return [line.split("[", 1)[1].split("]", 1)[0] for line in lines]


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden``: what is compared with files of the repository is written there instead."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected outputs and pictures")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long tests come first: begun last, one would keep its worker busy when the others have nothing left."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be rewritten. What is rewritten must be read before it is committed."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of inputs, suites and cases that several projects share; a test that needs it skips without it."""
    if not SHARED.is_dir():
        pytest.skip(f"there is no shared folder at {SHARED}: set PAMPHLETEER_SHARED")
    return SHARED


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """Run the command line in this process: ``cli("build", "book.yaml", cwd=folder)``."""

    def run(*arguments: object, cwd: Path | None = None) -> Said:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), monkeypatch.context() as patch:
            if cwd:
                patch.chdir(cwd)
            try:
                code = main([str(a) for a in arguments], program="publish.py")
            except SystemExit as e:
                code = int(e.code or 0)
        return Said(code, out.getvalue(), err.getvalue())

    return run


@pytest.fixture(scope="session")
def constructs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The PDFs of the books that hold every construct, by manifest; each has its EPUB beside it."""
    books = ROOT / "tests" / "constructs"
    return {name: build_once(tmp_path_factory, name, books / f"{name}.yaml") for name in ("book", "parts", "endnotes")}


@pytest.fixture(scope="session")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The PDF of the handbook; its EPUB stands beside it."""
    return build_once(tmp_path_factory, "handbook", ROOT / "book" / "book.yaml")


def build_once(tmp_path_factory: pytest.TempPathFactory, name: str, manifest: Path) -> Path:
    """The PDF of a book, built without a warning by whichever worker comes first; the others wait for it."""
    base = tmp_path_factory.getbasetemp()
    out = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "books" / name
    out.parent.mkdir(exist_ok=True)
    with out.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not out.exists():
            said = io.StringIO()
            with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
                code = main(["build", str(manifest), "-o", str(out), "--strict"])
            assert code == 0, said.getvalue()
        [pdf] = out.glob("*.pdf")
    return pdf


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Write a small book; articles by file name, a chapter each; returns its folder."""

    def write(articles: Mapping[str, str] | None = None, manifest: str = MANIFEST, **files: bytes | str) -> Path:
        folder = tmp_path / "book"
        chapters = ""
        for name, text in (articles or {}).items():
            path = folder / "articles" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            chapters += f"  - articles/{name}\n"
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        folder.mkdir(exist_ok=True)
        whole = manifest + chapters if manifest.rstrip().endswith("chapters:") else manifest
        (folder / "book.yaml").write_text(whole, encoding="utf-8")
        return folder

    return write


# These rooms break EPUBs on purpose, and ask EPUBCheck themselves.
_ON_THEIR_OWN = ("tests/epub/", "tests/conformance/")


@pytest.fixture(autouse=True)
def every_epub_conforms(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever EPUB a test has built passes EPUBCheck: no error, no warning."""
    path: Path | None = request.getfixturevalue("tmp_path") if "tmp_path" in request.fixturenames else None
    yield
    if path is not None and not request.node.nodeid.startswith(_ON_THEIR_OWN):
        for epub in sorted(p for p in path.rglob("*.epub") if p.is_file()):
            grave = failures(EpubCheck.shared().check(epub))
            assert not grave, "\n".join(str(message) for message in grave)


def needs(tool: str, there: bool, reason: str) -> None:
    """Skip a test for want of a tool; fail it where the tool is one that PAMPHLETEER_REQUIRE lists, commas between."""
    if not there and tool in os.environ.get("PAMPHLETEER_REQUIRE", "").split(","):
        pytest.fail(reason, pytrace=False)
    if not there:
        pytest.skip(reason)


@pytest.fixture(scope="session")
def has_poppler() -> None:
    """Skip where poppler's tools are missing."""
    needs("poppler", bool(shutil.which("pdftotext")), "pdftotext is not installed (Debian: poppler-utils)")
