"""Given names cut to initials."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamphleteer.csl.initials import initialed


@pytest.mark.parametrize(
    ("name", "mark", "expected"),
    [
        ("John", ". ", "J."),
        ("John", ".", "J."),
        ("John", "", "J"),
        ("John", " ", "J"),
        ("John Edward", ". ", "J. E."),
        ("John Edward", ".", "J.E."),
        ("John Edward", "", "JE"),
        ("John Edward", " ", "J E"),
        ("J. E.", ". ", "J. E."),
        ("J.E.", ". ", "J. E."),
        ("J E", ". ", "J. E."),
        ("JE", ". ", "J."),
        ("Jean-Luc", ". ", "J.-L."),
        ("Jean-Luc", "", "J-L"),
        ("J.-L.", ". ", "J.-L."),
        ("Jean-Luc Marie", ". ", "J.-L. M."),
        ("Guo-ping", ". ", "G."),
        ("Ph. Ch.", ".", "Ph.Ch."),
        ("Émile", ". ", "É."),
        ("John de", ". ", "J. de"),
        ("", ". ", ""),
    ],
)
def test_initials(name: str, mark: str, expected: str) -> None:
    assert initialed(name, mark, hyphens=True, every=True) == expected


def test_hyphens_may_go() -> None:
    assert initialed("Jean-Luc", ". ", hyphens=False, every=True) == "J. L."


@pytest.mark.parametrize(
    ("name", "expected"),
    [("James T Kirk", "James T. Kirk"), ("James T. Kirk", "James T. Kirk"), ("James", "James"), ("J T", "J. T.")],
)
def test_initials_alone_get_their_mark(name: str, expected: str) -> None:
    assert initialed(name, ". ", hyphens=True, every=False) == expected


@given(st.text(st.sampled_from("ABab éÉ.-"), max_size=12), st.sampled_from((". ", ".", "", " ")))
def test_cutting_twice_is_cutting_once(name: str, mark: str) -> None:
    once = initialed(name, mark, hyphens=True, every=True)
    assert once == once.strip()
    if mark.startswith("."):
        assert initialed(once, mark, hyphens=True, every=True) == once
