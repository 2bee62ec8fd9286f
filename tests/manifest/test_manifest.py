"""The manifest: what it means, and where its mistakes are."""

from __future__ import annotations

import pytest

from pamphleteer.manifest import json_schema, read_manifest
from pamphleteer.model import Grouping, Noting
from pamphleteer.slug import slug

HEAD = "title: The Canals\nlanguage: en\n"


def codes(text: str) -> list[tuple[str, int | None, int | None]]:
    _, found = read_manifest(text, "book.yaml")
    return [(d.code, d.span.line if d.span else None, d.span.column if d.span else None) for d in found]


def test_scalars_are_text() -> None:
    manifest, found = read_manifest("title: 1984\nlanguage: no\nchapters: [a.md]\npublisher: 007\n", "b")
    assert not found
    assert manifest
    assert (manifest.title, manifest.language, manifest.publisher) == ("1984", "no", "007")


def test_what_a_manifest_does_not_say() -> None:
    manifest, found = read_manifest(HEAD + "chapters: [articles/locks.md]\n", "book.yaml")
    assert manifest and not found
    assert [m.kind for m in manifest.front] == ["half-title", "title-page", "imprint", "contents"]
    assert manifest.outputs == ("pdf", "epub")
    assert manifest.layout == "pamphlet"
    assert manifest.chapters[0].id == manifest.chapters[0].articles[0].id == "locks"
    again, _ = read_manifest(HEAD + "chapters: [articles/other.md]\n", "book.yaml")
    assert again and again.identifiers == manifest.identifiers, "the identifier follows from title, creators, language"
    assert manifest.identifiers["epub"].startswith("urn:uuid:")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + "chaptres: [a.md]\nchapters: [a.md]\n", ("manifest-unknown-key", 3, 1)),
        ("language: en\nchapters: [a.md]\n", ("manifest-missing-key", 1, 1)),
        (HEAD + "date: 2026-02-30\nchapters: [a.md]\n", ("date-invalid", 3, 7)),
        (HEAD + "chapters: [a.md, b.md, a.md]\n", ("article-twice", 3, 24)),
        (HEAD + "chapters: [../a.md]\n", ("path-outside", 3, 12)),
        (HEAD + "chapters: [/etc/passwd]\n", ("path-outside", 3, 12)),
        (HEAD + "chapters:\n  - title: Water\n    articles: []\n", ("chapter-empty", 4, 5)),
        (HEAD + "chapters: []\n", ("manifest-no-chapters", 3, 11)),
        (HEAD, ("manifest-no-chapters", 1, 1)),
        (HEAD + "chapters:\n  - articles: [a.md, b.md]\n", ("chapter-untitled", 4, 5)),
        (HEAD + "chapters:\n  - {id: x, articles: [a.md]}\n  - {id: x, articles: [b.md]}\n", ("id-duplicate", 5, 10)),
        (HEAD + "chapters:\n  - {id: b, articles: [a.md]}\n  - b.md\n", ("id-duplicate", 4, 10)),
        (HEAD + "chapters: [a.md]\noutputs: [mobi, pdf]\n", ("manifest-wrong-value", 4, 11)),
        (HEAD + "chapters: [a.md]\ntitle: Again\n", ("yaml-duplicate-key", 4, 1)),
        (HEAD + "chapters: [a.md]\nfront: [titlepage]\n", ("matter-unknown", 4, 9)),
        (HEAD + "chapters: [a.md]\nback: [index]\n", ("manifest-unsupported", 4, 8)),
        (HEAD + "chapters: [a.md]\ncitations: {bibliography: page}\n", ("manifest-wrong-value", 4, 27)),
        (HEAD + "chapters: [a.md]\nrequires: pamphleteer >= 99\n", ("requires-unmet", 4, 11)),
        (HEAD + "chapters: [a.md]\nrequires: the newest\n", ("requires-invalid", 4, 11)),
        (HEAD + "chapters: [a.md]\nsubtitle: *x\n", ("yaml-syntax", 4, 11)),
        ("title: X\nlanguage: English\nchapters: [a.md]\n", ("language-invalid", 2, 11)),
        (HEAD + "chapters: a.md\n", ("manifest-wrong-type", 3, 11)),
        ("- a\n- b\n", ("manifest-wrong-type", 1, 1)),
        (HEAD + "chapters:\n\t- a.md\n", ("yaml-syntax", 4, 1)),
        (HEAD + "chapters: [a.md]\nrights: &r x\npublisher: *r\n", ("yaml-alias", 4, 9)),
        (HEAD + "chapters: [a.md]\nidentifiers: {epub: 978}\n", ("identifier-bare", 4, 21)),
    ],
)
def test_each_mistake_has_its_code_and_place(text: str, expected: tuple[str, int, int]) -> None:
    assert expected in codes(text)


def test_all_mistakes_are_told_together() -> None:
    text = (
        "title: Canals\nlanguge: en\ndate: 2026-02-30\noutputs: [mobi]\nfront: [titlepage]\n"
        "chapters:\n  - articles/a.md\n  - articles/a.md\n  - ../b.md\n  - title: Water\n    articles: []\n"
    )
    assert {code for code, _, _ in codes(text)} >= {
        "manifest-missing-key",
        "manifest-unknown-key",
        "date-invalid",
        "manifest-wrong-value",
        "matter-unknown",
        "article-twice",
        "path-outside",
        "chapter-empty",
    }


def test_a_wrong_item_does_not_move_the_places_of_those_after_it() -> None:
    text = HEAD + "chapters:\n  - {articles: {a: b}}\n  - [x]\n  - articles/a.md\n  - articles/a.md\n"
    assert ("article-twice", 7, 5) in codes(text)


def test_unknown_keys_get_a_hint() -> None:
    _, found = read_manifest(HEAD + "chaptres: [a.md]\nchapters: [a.md]\n", "b")
    assert found[0].hint == "did you mean 'chapters'?"


def test_articles_of_one_name_have_two_ids() -> None:
    manifest, found = read_manifest(HEAD + "chapters: [a/water.md, b/water.md, 1984.md]\n", "b")
    assert manifest and not found
    assert [ref.id for ref in manifest.articles()] == ["a-water", "b-water", "a-1984"]


def test_settings_go_before_the_file() -> None:
    manifest, found = read_manifest(HEAD + "chapters: [a.md]\n", "b", {"page.trim": "A6", "outputs": "[epub]"})
    assert manifest and not found
    assert manifest.page["trim"][0] == "A6"
    assert manifest.outputs == ("epub",)
    _, found = read_manifest(HEAD + "chapters: [a.md]\n", "b", {"outputs": "[mobi]"})
    assert str(found[0].span).startswith("--set outputs")


def test_notes_have_a_division_of_their_own_first_behind_the_text_or_where_it_is_named() -> None:
    ends = HEAD + "chapters: [a.md]\ncitations: {notes: book-endnotes, restart: book, marks: symbols}\n"
    for back, kinds in (
        ("", ["notes"]),
        ("back: [colophon]\n", ["notes", "colophon"]),
        ("back: [{article: z.md}, notes, colophon]\n", ["article", "notes", "colophon"]),
    ):
        manifest, found = read_manifest(ends + back, "b")
        assert manifest and not found
        assert [matter.kind for matter in manifest.back] == kinds
        assert manifest.noting == Noting("book-endnotes", "book", "symbols")
    manifest, found = read_manifest(HEAD + "chapters: [a.md]\n", "b")
    assert manifest and not found and manifest.back == () and manifest.noting == Noting()


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("back: [notes]\n", ("matter-misplaced", 4, 8)),
        ("citations: {notes: chapter-endnotes}\nback: [notes]\n", ("matter-misplaced", 5, 8)),
        ("citations: {notes: book-endnotes}\nfront: [notes]\n", ("matter-misplaced", 5, 9)),
        ("citations: {notes: book-endnotes, restart: page}\n", ("notes-restart", 4, 44)),
        ("citations: {marks: stars}\n", ("manifest-wrong-value", 4, 20)),
        ("citations: {bibliography: none}\nback: [bibliography]\n", ("matter-misplaced", 5, 8)),
        ("citations: {bibliography: chapter}\nback: [bibliography]\n", ("matter-misplaced", 5, 8)),
        ("citations: {bibliography: part}\n", ("manifest-wrong-value", 4, 27)),
        ("citations: {bibliography: none, nocite: [a]}\n", ("nocite-unlisted", 4, 42)),
        ("citations: {bibliography: {groups: [{title: A}, {title: B}]}}\n", ("bibliography-group", 4, 49)),
        ("citations: {bibliography: {groups: [{title: A, types: [boook]}]}}\n", ("manifest-wrong-value", 4, 56)),
    ],
)
def test_what_citations_cannot_be(more: str, expected: tuple[str, int, int]) -> None:
    assert codes(HEAD + "chapters: [a.md]\n" + more) == [expected]


def test_endnotes_are_numbered_by_chapter_where_a_page_is_asked_for() -> None:
    manifest, _ = read_manifest(HEAD + "chapters: [a.md]\ncitations: {notes: chapter-endnotes, restart: page}\n", "b")
    assert manifest and manifest.noting == Noting("chapter-endnotes", "chapter")


@pytest.mark.parametrize(
    ("more", "of", "kinds"),
    [
        ("", "none", []),
        ("back: [bibliography, colophon]\n", "book", ["bibliography", "colophon"]),
        ("citations: {style: apa}\n", "book", ["bibliography"]),
        ("citations: {style: apa}\nback: [colophon]\n", "none", ["colophon"]),
        ("citations: {style: apa, bibliography: none}\n", "none", []),
        ("citations: {bibliography: chapter}\n", "chapter", []),
        ("citations: {bibliography: book}\nback: [{article: z.md}, colophon]\n", "book",
         ["article", "bibliography", "colophon"]),
        ("citations: {notes: book-endnotes, bibliography: book}\n", "book", ["notes", "bibliography"]),
    ],
)  # fmt: skip
def test_where_a_bibliography_stands(more: str, of: str, kinds: list[str]) -> None:
    manifest, found = read_manifest(HEAD + "chapters: [a.md]\n" + more, "b")
    assert manifest and not found
    assert manifest.citing.bibliography == of
    assert [matter.kind for matter in manifest.back] == kinds


def test_groups_of_a_bibliography() -> None:
    groups = "[{title: Papers, types: [manuscript], keywords: [primary]}, {title: Books}]"
    manifest, found = read_manifest(
        HEAD + f"chapters: [a.md]\ncitations: {{bibliography: {{groups: {groups}}}, nocite: '*'}}\n", "b"
    )
    assert manifest and not found
    assert manifest.citing.groups == (Grouping("Papers", ("manuscript",), ("primary",)), Grouping("Books"))
    assert manifest.citing.bibliography == "book" and [key for key, _ in manifest.citing.nocite] == ["*"]


def test_the_schema_is_json_schema() -> None:
    schema = json_schema()
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert set(schema["required"]) == {"title", "language"}
    assert {"type": "string"} in schema["$defs"]["ChapterModel"]["anyOf"]


@pytest.mark.parametrize(("text", "expected"), [("The Gate", "the-gate"), ("Évora!", "evora"), ("…", "untitled")])
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected
