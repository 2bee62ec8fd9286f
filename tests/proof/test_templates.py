"""A template that leaves words of an article out is caught, in both outputs; so is whatever spoils the ebook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Said
from tests.proof.test_pages import COPY

Book = Callable[..., Path]
Cli = Callable[..., Said]

MANIFEST = """\
title: The Canals
language: en-GB
date: 2026-01-01
layout: mine
chapters: [articles/a.md]
"""
TEMPLATE = """\
{% import "helpers.html.j2" as helpers with context %}
{% set article = articles[0] %}
<section class="chapter" id="{{ division.id }}">
<h1>{{ article.title }}</h1>
<p>{{ article.standfirst }}</p>
<p><!-- who wrote it -->{{ article.byline }}</p>
<p>{{ article.date }}</p>
<div class="text">{{ article.body }}</div>
<p>{{ article.source }}</p>
{{ helpers.notes(articles) }}
</section>
"""


def layout(book: Book, template: str) -> Path:
    files = {"layouts/mine/layout.yaml": "extends: pamphlet\n", "layouts/mine/chapter.html.j2": template}
    return book(None, MANIFEST, **{"articles/a.md": COPY}, **files)


@pytest.mark.parametrize("output", ["pdf", "epub"])
def test_a_template_that_shows_everything_passes(book: Book, cli: Cli, output: str) -> None:
    said = cli("check", "book.yaml", "--format", output, cwd=layout(book, TEMPLATE))
    assert said.code == 0, said.err


@pytest.mark.parametrize("output", ["pdf", "epub"])
@pytest.mark.parametrize("part", ["title", "standfirst", "byline", "date", "body", "source"])
def test_a_template_that_leaves_something_out_is_caught(book: Book, cli: Cli, part: str, output: str) -> None:
    folder = layout(book, TEMPLATE.replace(f"{{{{ article.{part} }}}}", ""))
    said = cli("check", "book.yaml", "--format", output, cwd=folder)
    assert said.code == 1 and "text-lost" in said.codes
    there = "on no page" if output == "pdf" else "nowhere in the ebook"
    named = "the text of the article" if part == "body" else f"the {part}"
    assert f"error[text-lost]: {named} stands {there}" in said.err


def test_a_template_that_shows_the_text_twice_is_caught(book: Book, cli: Cli) -> None:
    folder = layout(book, TEMPLATE.replace("{{ article.body }}", "{{ article.body }}{{ article.body }}"))
    said = cli("check", "book.yaml", "--format", "pdf", cwd=folder)
    assert said.code == 1 and "a.md:11: error[text-lost]: “thebargecamedownwithtimber.” stands twice" in said.err


def test_an_ebook_without_its_notes_is_caught(book: Book, cli: Cli) -> None:
    folder = layout(book, TEMPLATE.replace("{{ helpers.notes(articles) }}", ""))
    said = cli("check", "book.yaml", "--format", "epub", cwd=folder)
    assert said.code == 1 and "note-lost" in said.codes
    assert "a.md:22:1: error[note-lost]: 9 words of note 1 stand nowhere in the ebook" in said.err


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        (b"barge came", b"came", "a.md:11: error[text-lost]: a word stands nowhere in the ebook: “barge”"),
        (b"barge came", b"barge barge came", "a.md:11: error[text-lost]: “barge” stands twice"),
        (b"By custom", b"By", "a.md:24:1: error[note-lost]: a word of note 2 stands nowhere in the ebook: “custom,”"),
        (b'href="#a--note.1"', b'href="#a--note.2"', "a.md:9:75: error[note-lost]: in the ebook, a call of note 1"),
        (b'href="#a--call.1"', b'href="#a--call.2"', "a.md:9:75: error[note-lost]: in the ebook, no way leads back"),
    ],
)
def test_whatever_spoils_the_ebook_is_found(
    book: Book, cli: Cli, monkeypatch: pytest.MonkeyPatch, old: bytes, new: bytes, finding: str
) -> None:
    from pamphleteer.build import outputs

    whole = outputs.render_epub
    seen: list[int] = []

    def render(*arguments: Any) -> Any:
        publication, found = whole(*arguments)
        assert publication
        seen.append(sum(document.content.count(old) for document in publication.documents))
        documents = tuple(replace(d, content=d.content.replace(old, new)) for d in publication.documents)
        return replace(publication, documents=documents), found

    monkeypatch.setattr(outputs, "render_epub", render)
    said = cli("check", "book.yaml", "--format", "epub", cwd=book({"a.md": COPY}))
    assert seen == [1]
    assert said.code == 1 and finding in said.err


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<div class="text">', '<div class="text" hidden="hidden">'),
        ("<p>{{ article.standfirst }}</p>", "<p>{{ article.standfirst }}</p><p>{{ article.standfirst }}</p>"),
    ],
)
def test_what_an_ebook_hides_or_says_twice_is_told(book: Book, cli: Cli, old: str, new: str) -> None:
    copy = COPY.replace("standfirst:", "standfirst: It is longer than twenty letters and")
    folder = layout(book, TEMPLATE.replace(old, new))
    (folder / "articles" / "a.md").write_text(copy, encoding="utf-8")
    said = cli("build", "book.yaml", "-o", "out", "--format", "epub", cwd=folder)
    assert said.code == 1 and set(said.codes) == {"text-lost"}, said.err
