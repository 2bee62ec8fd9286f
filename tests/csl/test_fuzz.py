"""Whatever the items, the citations and the style: no exception, and sound output.

``PAMPHLETEER_EXAMPLES`` asks for more examples than the suite has time for; they are then others each time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from pamphleteer.csl import (
    Citation,
    Cite,
    Processor,
    Style,
    StyleError,
    load_style,
    parse_style,
    to_html,
    to_text,
    to_xhtml,
)
from pamphleteer.csl.library import entries, style_names
from tests.conftest import SHARED
from tests.csl.shapes import CURRENT, ITEMS, TAGS, citations

EXAMPLES = int(os.environ.get("PAMPHLETEER_EXAMPLES", 0))

# --- styles


@cache
def _fixtures() -> Mapping[str, str]:
    """The styles of the official suite by the names of their fixtures, where the suite is there."""
    path = SHARED / "suites" / "csl" / "fixtures.json"
    if not path.is_file():
        return {}
    return {fixture["NAME"]: fixture["CSL"] for fixture in json.loads(path.read_text(encoding="utf-8"))}


@cache
def _names() -> tuple[str, ...]:
    """The current styles, and one in four hundred of all: some that stand for themselves, some that do not."""
    known = style_names()
    return tuple(dict.fromkeys([*(name for name in CURRENT if name in known), *known[::400]]))


@cache
def _style(name: str) -> Style | None:
    """A style; None where a fixture's is broken, and is told to be."""
    if name in _fixtures():
        try:
            return parse_style(_fixtures()[name].encode())
        except StyleError:
            return None
    return load_style(name)


# --- what is held


def _stand(name: str, items: Mapping[str, Mapping[str, Any]], cites: list[Citation], language: str | None) -> None:
    """Set all, and hold that it is sound: one result for each citation, well-formed, and the same when set again."""
    style = _style(name)
    if style is None:
        return
    before = json.dumps(items)
    runs = []
    for _ in range(2):
        processor = Processor(style, items, language=language)
        cited = processor.cite(cites, nocite=sorted(items)[-2:])
        listed = processor.bibliography()
        assert len(cited) == len(cites)
        trees = [
            *(c.tree for c in cited),
            *(c.first for c in cited),
            *(c.author for c in cited),
            *(entry.tree for entry in listed.entries),
        ]
        for tree in trees:
            etree.fromstring(b"<p>" + to_xhtml(tree) + b"</p>")
        runs.append(([to_text(tree) for tree in trees], [to_html(tree) for tree in trees]))
        keys = [entry.key for entry in listed.entries]
        assert len(keys) == len(set(keys)) and set(keys) <= set(items)
    assert runs[0] == runs[1]
    assert json.dumps(items) == before, "items are the caller's own"


_SETTINGS = settings(
    deadline=None,
    max_examples=EXAMPLES or 60,
    derandomize=not EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


@_SETTINGS
@given(st.data())
def test_any_items_in_styles_of_the_library(data: st.DataObject) -> None:
    items = data.draw(ITEMS)
    _stand(
        data.draw(st.sampled_from(_names())),
        items,
        data.draw(citations(sorted(items))),
        data.draw(st.sampled_from(TAGS)),
    )


@_SETTINGS
@given(st.data())
def test_any_items_in_styles_of_the_suite(data: st.DataObject) -> None:
    if not _fixtures():
        pytest.skip(f"the suite's fixtures are not at {SHARED}")
    items = data.draw(ITEMS)
    name = data.draw(st.sampled_from(sorted(_fixtures())))
    _stand(name, items, data.draw(citations(sorted(items))), data.draw(st.sampled_from(TAGS)))


def test_every_style_of_the_suite_is_read_or_refused() -> None:
    if not _fixtures():
        pytest.skip(f"the suite's fixtures are not at {SHARED}")
    assert sum(_style(name) is not None for name in _fixtures()) > 0.97 * len(_fixtures())


def test_styles_from_all_over_the_library_set_a_book() -> None:
    """One in seventy of those that stand for themselves."""
    items = {"a": {"type": "book", "title": "Water", "author": [{"family": "Hale", "given": "Ann"}]}}
    twice = [Citation((Cite("a", locator="3"),), note=1), Citation((Cite("a"),), note=2)]
    names = sorted(entry.name for entry in entries() if entry.parent is None)[::70]
    assert len(names) > 35
    for name in names:
        processor = Processor(load_style(name), items)
        assert all(to_text(cited.tree).strip() for cited in processor.cite(twice)), name
