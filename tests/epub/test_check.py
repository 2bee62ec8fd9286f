"""What would make a broken EPUB is refused, with all its mistakes at once."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from pamphleteer.diagnostics import BookError, Diagnostic, Span
from pamphleteer.diagnostics.explanations import explanations
from pamphleteer.epub import pack
from pamphleteer.epub.scan import is_remote, resolve
from pamphleteer.model import Creator, Document, Landmark, NavEntry, Publication, Resource

from .conftest import PNG, page


def refused(publication: Publication) -> tuple[Diagnostic, ...]:
    with pytest.raises(BookError) as caught:
        pack(publication)
    found = caught.value.diagnostics
    assert all(d.severity == "error" and d.hint for d in found)
    assert {d.code for d in found} <= set(explanations())
    return found


def codes(publication: Publication) -> list[str]:
    return [d.code for d in refused(publication)]


def with_body(publication: Publication, body: str) -> Publication:
    document = Document("extra.xhtml", "Extra", page("Extra", f'<section id="s">{body}</section>'))
    return replace(publication, documents=(*publication.documents, document))


def test_a_document_that_is_no_xml(publication: Publication) -> None:
    broken = Document("extra.xhtml", "Extra", b"<html>\n<p>one</html>")
    (found,) = refused(replace(publication, documents=(*publication.documents, broken)))
    assert (found.code, found.span) == ("epub-document-malformed", Span("extra.xhtml", 2, 14))
    assert "column" not in found.message, "the place is said twice"


def test_links_to_a_broken_document_are_not_blamed(publication: Publication) -> None:
    broken = replace(publication.documents[2], content=b"<html>")
    found = codes(replace(publication, documents=(*publication.documents[:2], broken, publication.documents[3])))
    assert found == ["epub-document-malformed"]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;', b"<a>&nbsp;</a>"])
def test_any_bytes_are_refused_politely(publication: Publication, content: bytes) -> None:
    assert codes(replace(publication, documents=(*publication.documents, Document("x.xhtml", "X", content)))) == [
        "epub-document-malformed"
    ]


@pytest.mark.parametrize(
    "body",
    [
        '<p><a href="#nowhere">x</a></p>',
        '<p><a href="nowhere.xhtml">x</a></p>',
        '<p><a href="weirs.xhtml#nowhere">x</a></p>',
        '<p><a href="images/meule.png">x</a></p>',
        '<p><a href="../weirs.xhtml/../x">x</a></p>',
        '<p><a href="http://[x">x</a></p>',
        '<p><img src="nowhere.png" alt=""/></p>',
        '<p><img src="images/meule.png" srcset="images/meule.png 1x, nowhere.png 2x" alt=""/></p>',
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:l="http://www.w3.org/1999/xlink"><image l:href="no.png"/></svg>',
    ],
)
def test_links_that_lead_nowhere(publication: Publication, body: str) -> None:
    (found,) = refused(with_body(publication, body))
    assert found.code == "epub-link-dangling"
    assert found.span is not None and (found.span.file, found.span.line) == ("extra.xhtml", 10)


@pytest.mark.parametrize(
    "body",
    [
        '<p><a href="">x</a> <a href="#s">x</a> <a href="nav.xhtml#toc">x</a> <a href="./mills.xhtml#stones">x</a></p>',
        '<p id="é"><a href="#%C3%A9">x</a> <a href="#é">x</a></p>',
        '<p><a href="https://example.org/">x</a> <a href="mailto:a@example.org">x</a> <a href="tel:+1">x</a></p>',
        '<p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt=""/></p>',
        '<blockquote cite="https://example.org/"><p>x</p></blockquote>',
    ],
)
def test_links_that_lead_somewhere(publication: Publication, body: str) -> None:
    assert pack(with_body(publication, body))


@pytest.mark.parametrize(
    "target", ["https://example.org/a.png", "//example.org/a.png", "file:///a.png", "ftp://a/b.png"]
)
def test_what_would_be_fetched_from_the_net(publication: Publication, target: str) -> None:
    assert codes(with_body(publication, f'<p><img src="{target}" alt=""/></p>')) == ["epub-remote-resource"]


def test_contents_and_landmarks_must_lead_somewhere(publication: Publication) -> None:
    contents = (NavEntry("A", "weirs.xhtml", (NavEntry("B", "weirs.xhtml#nowhere"),)),)
    marks = (Landmark("bodymatter", "C", "nowhere.xhtml"),)
    assert codes(replace(publication, contents=contents, landmarks=marks)) == ["epub-link-dangling"] * 2


@pytest.mark.parametrize("name", ["fonts/EBGARAMOND-regular.ttf", "nav.xhtml", "toc.ncx", "package.opf", "WEIRS.xhtml"])
def test_names_that_are_taken(publication: Publication, name: str) -> None:
    more = (*publication.resources, Resource(name, "font/ttf", b"x"))
    assert codes(replace(publication, resources=more)) == ["epub-name-taken"]


def test_composed_and_decomposed_names_are_one(publication: Publication) -> None:
    more = (Resource("images/\u00e9.png", "image/png", PNG), Resource("images/e\u0301.png", "image/png", PNG))
    assert codes(replace(publication, resources=(*publication.resources, *more))) == ["epub-name-taken"]


@pytest.mark.parametrize(
    "name", ["a b.ttf", "a?.ttf", "a\\b.ttf", "/a.ttf", "../a.ttf", "a//b.ttf", "a./b.ttf", "a.", "", "a:b", "a\x01"]
)
def test_names_that_are_unfit(publication: Publication, name: str) -> None:
    more = (*publication.resources, Resource(name, "font/ttf", b"x"))
    assert codes(replace(publication, resources=more)) == ["epub-name-unfit"]


def test_characters_that_xml_forbids(publication: Publication, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = replace(
        publication,
        title="A\x01",
        subtitle="B\x0b",
        rights="C\ufffe",
        creators=(Creator("D\x00"), Creator("E", file_as="E\x1f")),
        contents=(NavEntry("F\x02", "weirs.xhtml"),),
        landmarks=(Landmark("bodymatter", "G\x03", "weirs.xhtml"),),
    )
    found = refused(wrong)
    assert [d.code for d in found] == ["epub-character-forbidden"] * 7
    assert "U+0001" in found[0].message
    assert pack(replace(publication, title="A \U0001f600 and\ta tab"))
    assert not caplog.records


def test_every_mistake_is_reported(publication: Publication) -> None:
    worse = with_body(publication, '<p><a href="#a">x</a><a href="#b">x</a><img src="http://c/" alt=""/></p>')
    worse = replace(worse, title="\x01", resources=(*worse.resources, Resource("a b", "font/ttf", b"x")))
    assert codes(worse) == [
        "epub-character-forbidden",
        "epub-name-unfit",
        "epub-link-dangling",
        "epub-link-dangling",
        "epub-remote-resource",
    ]


def test_addresses() -> None:
    assert resolve("b.xhtml#c", "a.xhtml") == ("b.xhtml", "c")
    assert resolve("#c%20d", "text/a.xhtml") == ("text/a.xhtml", "c d")
    assert resolve("../css/x.css", "text/a.xhtml") == ("css/x.css", "")
    assert not is_remote("a.xhtml") and not is_remote("data:,x") and is_remote("HTTP://a/")
