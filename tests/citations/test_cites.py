"""Cites that print their sources' own words."""

from __future__ import annotations

import json

import pytest

from pamphleteer.citations import cite_text, without_brackets
from pamphleteer.diagnostics import Span
from pamphleteer.model import Reference

HERE = Span("a.md", 9)


def source(key: str, raw: str | None, **custom: str) -> Reference:
    data = {"id": key, "custom": {**({"raw": raw} if raw else {}), **custom}}
    return Reference(key, raw, json.dumps(data), HERE)


SOURCES = {
    "hale": source("hale", "(J. Hale, The Parish Book, 1901, p. 14)", locator="p. 14"),
    "moss": source("moss", "[Moss, Weirs]"),
    "bare": source("bare", None),
}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("@hale", "J. Hale, The Parish Book, 1901, p. 14"),
        ("@hale, p. 20", "J. Hale, The Parish Book, 1901, p. 20"),
        ("see @moss, for more", "see Moss, Weirs, for more"),
        ("@hale; @moss", "J. Hale, The Parish Book, 1901, p. 14; Moss, Weirs"),
        ("@{moss} 5", "Moss, Weirs, 5"),
    ],
)
def test_a_cite_prints_its_sources_own_words(written: str, expected: str) -> None:
    text, found = cite_text(written, SOURCES, HERE)
    assert not found
    assert text.decode() == expected


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("@hael", "citation-unknown"),
        ("@bare", "citation-unsupported"),
        ("-@hale", "citation-unsupported"),
        ("@hale; nothing", "citation-unsupported"),
    ],
)
def test_what_cannot_be_cited_yet(written: str, code: str) -> None:
    _, found = cite_text(written, SOURCES, HERE)
    assert [(d.code, d.span) for d in found] == [(code, HERE)]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("(a)", "a"), ("(a) and (b)", "(a) and (b)"), ("[a (b)]", "a (b)"), ("a", "a"), ("(a", "(a"), ("((a))", "(a)")],
)
def test_outer_brackets_go(raw: str, expected: str) -> None:
    assert without_brackets(raw) == expected
