"""Whatever the text, its notes, the trim, the leading and the tables: every word stands where it belongs.

``PAMPHLETEER_EXAMPLES`` asks for more examples than the suite has time for; they are then others each time.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, event, example, given, settings
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
# A page that ended six lines early was to end a line sooner still.
@example(
    chapters=[
        Chapter(
            (
                Item(
                    kind="pullquote", words=15, calls=((0.4375, NotePlan(words=18, form="paragraphs")),), starts=False
                ),
                Item(kind="verse", words=20, calls=(), starts=False),
                Item(
                    kind="table",
                    words=92,
                    calls=(
                        (0.375, NotePlan(words=483, form="list")),
                        (0.6875, NotePlan(words=3, form="quotation")),
                        (0.5625, NotePlan(words=84, form="list")),
                        (0.625, NotePlan(words=30, form="quotation")),
                    ),
                    starts=False,
                ),
                Item(
                    kind="text",
                    words=57,
                    calls=(
                        (0.8125, NotePlan(words=150, form="paragraphs")),
                        (0.75, NotePlan(words=14, form="paragraphs")),
                    ),
                    starts=False,
                ),
                Item(kind="text", words=104, calls=(), starts=False),
                Item(
                    kind="letter",
                    words=100,
                    calls=((0.625, NotePlan(words=40, form="quotation")), (0.5, NotePlan(words=148, form="picture"))),
                    starts=False,
                ),
                Item(kind="figure", words=4, calls=((0.3125, NotePlan(words=164, form="list")),), starts=False),
            ),
            NotePlan(words=12, form="paragraph"),
        ),
        Chapter(
            (
                Item(kind="heading", words=4, calls=((0.75, NotePlan(words=32, form="list")),), starts=True),
                Item(kind="letter", words=100, calls=(), starts=False),
                Item(
                    kind="letter",
                    words=18,
                    calls=(
                        (0.9375, NotePlan(words=39, form="paragraph")),
                        (0.5, NotePlan(words=24, form="list")),
                        (0.8125, NotePlan(words=40, form="verse")),
                    ),
                    starts=False,
                ),
                Item(
                    kind="text",
                    words=31,
                    calls=(
                        (1.0, NotePlan(words=109, form="verse")),
                        (0.25, NotePlan(words=61, form="list")),
                        (0.9375, NotePlan(words=21, form="paragraph")),
                        (0.75, NotePlan(words=76, form="verse")),
                    ),
                    starts=False,
                ),
            ),
            None,
        ),
    ],
    page=Page(trim=(125, 176), margins=(11, 13, 15, 23), text=(8.5, 10.8), notes=(7.31, 8.85), openings="run-on"),
    seed=600,
)
def test_every_word_of_any_book_stands_where_it_belongs(chapters: list[Chapter], page: Page, seed: int) -> None:
    book = compose(chapters, page, seed)
    with tempfile.TemporaryDirectory() as folder:
        found, counted = proved(book, Path(folder))
    event(f"turns: {min(counted.turns, 3)}")
    assert remarks(found) == []
