"""Whatever the text, its notes, the trim, the leading and the tables: every word stands where it belongs.

``PAMPHLETEER_EXAMPLES`` asks for more examples than the suite has time for; they are then others each time.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from tests.notes.building import proved, remarks
from tests.notes.compose import FORMS, KINDS, Chapter, Item, NotePlan, Page, compose

EXAMPLES = int(os.environ.get("PAMPHLETEER_EXAMPLES", 0))

# Short ones often, and now and then one that needs several pages.
_SIZES = st.one_of(st.integers(2, 40), st.integers(2, 40), st.integers(30, 200), st.integers(150, 700))
_NOTES = st.builds(NotePlan, _SIZES, st.sampled_from(FORMS))
# Sixteenths, so that calls come to stand side by side, too.
_PLACES = st.integers(0, 16).map(lambda place: place / 16)


@st.composite
def _items(draw: st.DrawFn) -> Item:
    kind = draw(st.sampled_from(("text", "text", "text", "heading", *KINDS)))
    longest = {"heading": 5, "figure": 20, "pullquote": 15}.get(kind, 110)
    count = draw(st.integers(1 if kind == "text" else 3, longest))
    calls = draw(st.lists(st.tuples(_PLACES, _NOTES), max_size=1 if longest < 110 else 4))
    return Item(kind, count, tuple(calls), draw(st.booleans()) if kind == "heading" else False)


@st.composite
def _pages(draw: st.DrawFn) -> Page:
    width, height = draw(st.sampled_from([(105, 148), (125, 176), (148, 210), (110, 180), (160, 150), (210, 297)]))
    size = draw(st.sampled_from([8.5, 9.5, 11.0] if width < 140 else [9.5, 11.0, 12.5]))
    leading = round(size * draw(st.sampled_from([1.2, 1.27, 1.4])), 1)
    note = round(size * draw(st.sampled_from([0.8, 0.86])), 2)
    note_leading = round(note * draw(st.sampled_from([1.15, 1.21, 1.3])), 2)
    foot = draw(st.integers(15, 25))
    openings = draw(st.sampled_from(["page", "recto", "run-on"]))
    return Page((width, height), (11, 13, 15, foot), (size, leading), (note, note_leading), openings)


_CHAPTERS = st.lists(
    st.builds(
        Chapter, st.lists(_items(), min_size=1, max_size=7).map(tuple), st.one_of(st.none(), st.just(NotePlan(12)))
    ),
    min_size=1,
    max_size=2,
)


@pytest.mark.long
@settings(
    max_examples=EXAMPLES or 15,
    derandomize=not EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    # To make an example smaller takes hundreds of builds.
    phases=[Phase.explicit, Phase.reuse, Phase.generate, *([Phase.shrink] if EXAMPLES else [])],
)
@given(_CHAPTERS, _pages(), st.integers(0, 1000))
def test_every_word_of_any_book_stands_where_it_belongs(chapters: list[Chapter], page: Page, seed: int) -> None:
    book = compose(chapters, page, seed)
    with tempfile.TemporaryDirectory() as folder:
        found, counted = proved(book, Path(folder))
    event(f"turns: {min(counted.turns, 3)}")
    assert remarks(found) == []
