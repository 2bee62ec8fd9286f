"""What is done grows with what is cited: work is counted in lines of the processor that run, not in time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import pamphleteer.csl
from pamphleteer.csl import Citation, Cite, Processor, Style, load_style, to_text
from pamphleteer.csl.library import style_names
from tests.csl.shapes import CURRENT


def _alike(count: int) -> dict[str, dict[str, Any]]:
    """Works that look alike: a few families, a year, so that names, given names and letters must tell them apart."""
    return {
        f"k{n}": {
            "type": "article-journal",
            "title": f"Water {n}",
            "author": [
                {"family": f"Hale{n % 3}", "given": "Ann"},
                {"family": "Doe", "given": f"Amy {chr(65 + n % 26)}."},
            ],
            "container-title": "Rivers",
            "issued": {"date-parts": [[1998]]},
        }
        for n in range(count)
    }


def _apart(count: int) -> dict[str, dict[str, Any]]:
    """Works of as many authors and years."""
    return {
        f"k{n}": {
            "type": "book",
            "title": f"The {n}th Canal",
            "author": [{"family": f"Hale{n}", "given": "Ann"}],
            "publisher": "Larkspur",
            "issued": {"date-parts": [[1400 + n]]},
        }
        for n in range(count)
    }


def _same(count: int) -> dict[str, dict[str, Any]]:
    """Works that nothing tells apart."""
    item = {
        "type": "book",
        "title": "W",
        "author": [{"family": "Hale", "given": "Ann"}],
        "issued": {"date-parts": [[1]]},
    }
    return {f"k{n}": dict(item) for n in range(count)}


def _work(style: Style, items: Mapping[str, Mapping[str, Any]], cites: int) -> int:
    """How many lines of the processor are run to cite so many times and to list all: work counted, no clock."""
    room = str(Path(pamphleteer.csl.__file__).parent)
    count = 0

    def within(frame: FrameType, event: str, _: Any) -> Callable[..., Any]:
        nonlocal count
        count += event == "line"
        return within

    def called(frame: FrameType, event: str, argument: Any) -> Callable[..., Any] | None:
        return within if frame.f_code.co_filename.startswith(room) else None

    keys = list(items)
    citations = [
        Citation(tuple(Cite(keys[(n * 7 + i) % len(keys)], locator=str(n % 9)) for i in range(1 + n % 2)), note=n + 1)
        for n in range(cites)
    ]
    former = sys.gettrace()
    sys.settrace(called)
    try:
        processor = Processor(style, items)
        for cited in processor.cite(citations):
            to_text(cited.tree)
        for entry in processor.bibliography().entries:
            to_text(entry.tree)
    finally:
        sys.settrace(former)
    return count


@pytest.mark.parametrize("shape", [_apart, _alike, _same])
@pytest.mark.parametrize("name", CURRENT)
def test_work_grows_with_what_is_cited(name: str, shape: Callable[[int], dict[str, dict[str, Any]]]) -> None:
    """Four times the citations of four times the items take four times the work, or a little more."""
    if name not in style_names():
        pytest.skip(f"{name} is not in the library")
    style = load_style(name)
    _work(style, shape(2), 6)
    small, large = _work(style, shape(15), 45), _work(style, shape(60), 180)
    assert small > 1000
    assert large < 4 * 1.3 * small, f"{small} lines, then {large}"
