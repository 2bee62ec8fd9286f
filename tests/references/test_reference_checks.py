"""What a publisher is told of a book's sources."""

from __future__ import annotations

import pytest

from pamphleteer.diagnostics import Diagnostic
from pamphleteer.model import Reference
from pamphleteer.references import read, together
from pamphleteer.references.checks import alike, undated, untitled, unused


def listed(*entries: str, file: str = "sources.yaml") -> list[Reference]:
    lines = "".join(f"- {{{entry}}}\n" for entry in entries)
    return read(f"references:\n{lines}", file, file)[0]


def told(found: list[Diagnostic]) -> list[tuple[str, str, int | None]]:
    return [(d.code, d.severity, d.span.line if d.span else None) for d in found]


WORK = "title: The Ark, author: [{family: Lund, given: Ada}], issued: 1901"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"id: a, {WORK}", f"id: b, {WORK}, publisher: Q"),
        (f"id: a, {WORK}", "id: b, title: 'the  “Ark”', author: [{family: LUND, given: A.}], issued: 1901-05"),
        (f"id: a, {WORK}", "id: b, title: '*The Ark*', editor: [{family: Lund}], issued: 1901~"),
        ("id: a, DOI: 10.1/X", "id: b, DOI: 'https://doi.org/10.1/x'"),
        ("id: a, type: book, ISBN: 978-0-1234-5678-6", "id: b, type: book, ISBN: 0123456789"),
        ("id: a, type: book, ISBN: '9780123456786, 9780000000002'", "id: b, type: book, ISBN: 9780000000002"),
    ],
)
def test_two_entries_for_one_work_are_told_once_with_both_places(one: str, other: str) -> None:
    found = alike(listed(one, other))
    assert told(found) == [("reference-alike", "warning", 3)]
    assert "'a' (sources.yaml:2:3) and 'b'" in found[0].message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"id: a, {WORK}, volume: 1", f"id: b, {WORK}, volume: 2"),
        (f"id: a, {WORK}, page: 1-2", f"id: b, {WORK}, page: 3-4"),
        (f"id: a, {WORK}, edition: 1", f"id: b, {WORK}, edition: 2"),
        (f"id: a, {WORK}, language: en", f"id: b, {WORK}, language: de"),
        ("id: a, title: Letter, author: [{family: L}], issued: 1901-05-01",
         "id: b, title: Letter, author: [{family: L}], issued: 1901-05-02"),
        (f"id: a, {WORK}", "id: b, title: The Ark, author: [{family: Berg}], issued: 1901"),
        (f"id: a, {WORK}", "id: b, title: The Ark, author: [{family: Lund}], issued: 1902"),
        ("id: a, title: The Ark", "id: b, title: The Ark"),
        ("id: a, type: book, ISBN: 9780123456786", "id: b, type: chapter, ISBN: 9780123456786"),
        ("id: a, type: book, ISBN: 9780123456786, volume: 1", "id: b, type: book, ISBN: 9780123456786, volume: 2"),
        ("id: a, type: book, ISBN: none", "id: b, type: book, ISBN: none"),
    ],
)  # fmt: skip
def test_two_works_are_two(one: str, other: str) -> None:
    assert alike(listed(one, other)) == []


def test_equal_data_in_two_articles_are_one_entry_and_other_data_are_told() -> None:
    here, there = listed(f"id: a, {WORK}"), listed(f"id: a, {WORK}", file="b.md.yaml")
    assert alike([*here, *there]) == []
    other = listed(f"id: a, {WORK}, publisher: Q", file="c.yaml")
    found = alike([*here, *other])
    assert told(found) == [("reference-alike", "warning", 2)]
    assert "c.yaml" in str(found[0].span) and "sources.yaml" in found[0].message


def test_many_entries_take_linear_time() -> None:
    entries = listed(*(f"id: k{i}, {WORK}, page: {i}" for i in range(5_000)))
    assert alike(entries) == []


def test_undated_are_those_that_are_cited() -> None:
    sources = listed(
        "id: a, title: A",
        "id: b, title: B",
        "id: c, title: C, issued: n.d.",
        "id: d, title: D, status: forthcoming",
        "id: e, title: E, original-date: 1901",
        "id: f, custom: {raw: Words}",
    )
    assert told(undated(sources, {"a", "c", "d", "e", "f"})) == [("reference-undated", "info", 2)]


def test_untitled_are_those_that_are_cited_and_want_a_title() -> None:
    sources = listed(
        "id: a, type: book, issued: 1901",
        "id: b, type: book",
        "id: c, type: personal_communication, author: [{family: Lund}]",
        "id: d, type: review, reviewed-title: R",
        "id: e, custom: {raw: Words}",
    )
    assert told(untitled(sources, {"a", "c", "d", "e"})) == [("reference-untitled", "warning", 2)]


def test_unused_sources_of_an_article_are_warnings_those_of_a_file_one_word() -> None:
    sources = listed(*(f"id: k{i}, title: T" for i in range(9)))
    assert told(unused(sources, {"k0"}, inline=True)) == [("reference-unused", "warning", n) for n in range(3, 11)]
    found = unused(sources, {"k0"})
    assert told(found) == [("references-unused", "info", None)]
    assert "'k1', 'k2', 'k3', 'k4', 'k5' and 3 more" in found[0].message
    assert told(unused(sources[:2], {"k0"})) == [("references-unused", "info", 3)]
    assert unused(sources[:1], {"k0"}) == []


def test_a_key_in_two_files_is_told_where_the_data_differ() -> None:
    one, same = listed("id: a, title: A"), listed("id: a, title: A", file="b.yaml")
    other = listed("id: a, title: B", file="c.yaml")
    kept, found = together([*one, *same, *other])
    assert kept == {"a": one[0]}
    assert [str(d) for d in found] == [
        "c.yaml:2:3: error[reference-twice]: the reference 'a' is given twice (first in sources.yaml:2:3)"
    ]
