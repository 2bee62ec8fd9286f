"""What the tests of pages share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Said
from tests.paginate.books import articles


@pytest.fixture
def build(book: Callable[..., Path], cli: Callable[..., Said]) -> Callable[..., Path]:
    """Build a manifest's PDF, with other articles and files by name; returns the PDF for the printer."""

    def run(manifest: str, *more: str, **files: str) -> Path:
        beside = {name: text for name, text in files.items() if "/" in name}
        written = {name: text for name, text in files.items() if "/" not in name}
        folder = book({**articles(), **written}, manifest, **beside)
        said = cli("build", "book.yaml", "-o", "out", "--format", "pdf", "--strict", *more, cwd=folder)
        assert said.code == 0, said.err
        return folder / "out" / "the-canals.pdf"

    return run
