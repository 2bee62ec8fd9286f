"""The page on ``pamphleteer.csl`` is run: each block of Python prints what the block after it shows."""

from __future__ import annotations

import contextlib
import io
import re
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

import pamphleteer.csl as csl
from pamphleteer.csl import library
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "csl.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", PAGE, re.S)


def test_the_page_has_an_example_of_ten_lines() -> None:
    assert len(BLOCKS) >= 2
    assert len(BLOCKS[0][0].splitlines()) == 10
    assert PAGE.count("```python") == len(BLOCKS) == sum(bool(shown) for _, shown in BLOCKS)


@pytest.mark.parametrize(("code", "shown"), BLOCKS)
def test_blocks_print_what_is_shown(code: str, shown: str) -> None:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "docs/csl.md", "exec"), {})
    assert out.getvalue() == shown


def test_what_the_table_names_is_there() -> None:
    table = PAGE.partition("## What there is")[2].partition("\n## ")[0]
    cells = [line.split(" | ")[0] for line in table.splitlines() if line.startswith("| `")]
    assert len(cells) >= 10
    for cell in cells:
        owner: Any = library if "library." in cell else csl.Processor if cell.startswith("| `.") else csl
        for name in re.findall(r"`\.?(?:library\.)?([\w.]+)", cell):
            attrgetter(name)(owner)


def test_figures_of_the_data_are_true() -> None:
    styles = int(re.search(r"some ([\d,]+) styles", PAGE)[1].replace(",", ""))  # type: ignore[index]
    assert abs(len(library.style_names()) - styles) < 300
    assert f"{len(library.locale_tags())} locales" in PAGE


def test_each_style_and_locale_has_the_licence_that_is_told() -> None:
    licence = b"http://creativecommons.org/licenses/by-sa/3.0/"
    for name in library.style_names()[::50]:
        assert licence in library.style_xml(name), name
    for tag in library.locale_tags():
        assert licence in (library.locale_xml(tag) or b""), tag


@pytest.mark.parametrize("path", re.findall(r"`((?:tests|benchmarks)/[\w/.]+)`", PAGE))
def test_what_the_page_points_at_exists(path: str) -> None:
    assert (ROOT / Path(path)).exists()
