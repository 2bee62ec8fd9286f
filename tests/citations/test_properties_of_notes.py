"""Whatever an author writes and moves: ibid. means the work of the note before, and the ebook needs none."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.citations.staging import IBID, articles, notes, stage

KEYS = ("rowe", "hale", "moss")
TITLES = {"rowe": "Bank", "hale": "Dry Dock", "moss": "Weirs"}

CITES = st.lists(st.tuples(st.sampled_from(KEYS), st.integers(1, 9)), min_size=1, max_size=2)
PIECES = st.one_of(
    st.tuples(st.just("cite"), CITES),
    st.tuples(st.just("hand"), CITES),
    st.tuples(st.just("plain"), st.just([])),
)


def written(number: int, kind: str, cites: list[tuple[str, int]]) -> str:
    bracket = "; ".join(f"@{key}, {page}" for key, page in cites)
    return {
        "cite": f"P{number} [{bracket}].",
        "hand": f"P{number}.^[H{number} [{bracket}].]",
        "plain": f"P{number}.^[H.]",
    }[kind]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(PIECES, min_size=1, max_size=6), min_size=1, max_size=3),
    st.sampled_from(["chapter", "book"]),
)
def test_ibid_means_the_note_before(chapters: list[list[tuple[str, list[tuple[str, int]]]]], restart: str) -> None:
    texts = {
        "abc"[i]: "# T\n\n" + "\n\n".join(written(n, kind, cites) for n, (kind, cites) in enumerate(pieces))
        for i, pieces in enumerate(chapters)
    }
    book, found = stage(texts, f"style: {IBID}, restart: {restart}")
    assert not found
    shown, whole = notes(book), notes(book, ebook=True)
    cited = [[key for key, _ in cites] for pieces in chapters for _, cites in pieces]
    firsts = {0} | {sum(map(len, chapters[:i])) for i in range(len(chapters))} if restart == "chapter" else {0}
    assert len(shown) == len(whole) == len(cited)
    seen: set[str] = set()
    for place, (text, full, keys) in enumerate(zip(shown, whole, cited, strict=True)):
        if place in firsts:
            seen.clear()
        before = set() if place in firsts else set(cited[place - 1])
        assert not re.search(r"(?i)\bibid", full)
        for key in keys:
            assert TITLES[key] in full
        begins = re.match(r"(?i)\d+ (?:H\d+ )?ibid", text)
        if begins:
            assert before == {keys[0]}, (shown, place)
        for key in keys:
            if key not in seen:
                assert TITLES[key] in text, "the first mention in a chapter is in full"
            seen.add(key)
    for article in articles(book).values():
        markup = article.title_calls + article.body
        calls = [note.calls[0].encode() for note in article.notes]
        places = [markup.index(b'id="' + call + b'"') for call in calls]
        assert places == sorted(places)
