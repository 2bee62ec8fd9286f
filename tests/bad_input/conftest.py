"""What the tests of bad input share: an attempt to build, in this process or under limits in another."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import MANIFEST, ROOT, Said

Cli = Callable[..., Said]
Attempt = Callable[..., Said]

FORMER = {"the-canals.pdf": b"the former pages", "the-canals.epub": b"the former ebook"}
"""What an earlier build has written."""


def lay_out_former(folder: Path) -> None:
    """Write the outputs of an earlier build into the book's ``dist``."""
    (folder / "dist").mkdir(exist_ok=True)
    for name, content in FORMER.items():
        (folder / "dist" / name).write_bytes(content)


def check_answer(said: Said, folder: Path, code: str | None, place: str | None) -> None:
    """``code``: the error that must be told, with its ``place``; None: the book must be built."""
    assert "Traceback" not in said.err, said.err
    if code is None:
        assert said.code == 0, said.err
        return
    assert said.code == 1, said.err
    assert code in said.codes, said.err
    if place is not None:
        assert any(line.startswith(f"{place}: ") and f"[{code}]" in line for line in said.err.splitlines()), said.err
    assert {p.name: p.read_bytes() for p in (folder / "dist").iterdir()} == FORMER
    # They are no real ones, and every EPUB that a test leaves behind is looked at.
    shutil.rmtree(folder / "dist")


@pytest.fixture
def attempt(cli: Cli) -> Attempt:
    """Build a book in its folder; ``code`` and ``place`` tell what must be said (None: it must be built)."""

    def run(folder: Path, *arguments: str, code: str | None = None, place: str | None = None) -> Said:
        lay_out_former(folder)
        said = cli("build", "book.yaml", "-o", "dist", *arguments, cwd=folder)
        check_answer(said, folder, code, place)
        return said

    return run


@pytest.fixture
def limited() -> Attempt:
    """As ``attempt``, in a process that may take so many seconds of CPU and so many bytes of memory, and no more."""

    def run(
        folder: Path,
        *arguments: str,
        code: str | None = None,
        place: str | None = None,
        seconds: int = 20,
        megabytes: int = 1500,
    ) -> Said:
        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))

        lay_out_former(folder)
        command = [sys.executable, str(ROOT / "publish.py"), "build", "book.yaml", "-o", "dist", *arguments]
        ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, preexec_fn=limit, check=False)
        said = Said(ran.returncode, ran.stdout, ran.stderr)
        check_answer(said, folder, code, place)
        return said

    return run


def with_layout(css: str | None = None, **templates: str) -> tuple[str, dict[str, str]]:
    """A manifest that asks for a layout of its own, and that layout's files; ``chapter`` → ``chapter.html.j2``."""
    files = {"layouts/mine/layout.yaml": "extends: pamphlet\n"}
    files |= {f"layouts/mine/{name.replace('_', '-')}.html.j2": text for name, text in templates.items()}
    files |= {"layouts/mine/print.css": css} if css is not None else {}
    return MANIFEST.replace("chapters:", "layout: mine\nchapters:"), files
