"""Texts made to take long: time grows with their length, not with its square."""

from __future__ import annotations

import time

import pytest

from .reading import HEAD, read

PIECES = [
    "[", "^[", "[^", "![", "[a][", "[[a]]", "[@a ", "$$ a\n", "$a$ ", "*[", "**a", "~a", "^a", "a[^x] ", "[x]{.a} ",
    "*a*{.x} ", "::: x\n:::\n", "::: x\n", ":::\n", "::: verse\n# a\n:::\n", "{.a}\n", "{.a}\n\na\n\n", "![a](x.png)\n",
    "<p>\n\n", ": a\n", "a\n: b\n\n", "\\::: ", "{", "[x]{%",
]  # fmt: skip


def seconds(text: str) -> float:
    """The least of two readings: a machine that does other things meanwhile makes one of them slow."""
    taken = []
    for _ in range(2):
        started = time.process_time()
        read(HEAD + text)
        taken.append(time.process_time() - started)
    return min(taken)


@pytest.mark.timeout(120)
@pytest.mark.parametrize("piece", PIECES)
def test_twice_the_text_takes_twice_the_time(piece: str) -> None:
    short = seconds(piece * 1500)
    long = seconds(piece * 6000)
    # Four times the text: a square would take sixteen times as long.
    assert long < max(10 * short, 0.5)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    [">" * 10_000 + "a", "> " * 10_000 + "a", "[" * 10_000 + "]" * 10_000, "^[" * 10_000 + "]" * 10_000,
     "::: x\n" * 10_000, "*a " * 5000 + "b*{.x}" * 5000, "~" * 10_000, "^" * 10_000, "$" * 10_000, "[^" * 12_000],
)  # fmt: skip
def test_what_lies_deep_or_stands_in_rows_is_read_or_told_of(text: str) -> None:
    assert seconds(text) < 10
    made, found = read(HEAD + text)
    assert made or found
    if made is None:
        assert any(d.severity == "error" for d in found)
