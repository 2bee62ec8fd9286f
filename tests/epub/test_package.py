"""The package document: what it says of the book, and that the book's documents go in untouched."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from pamphleteer.direction import direction_of
from pamphleteer.epub import pack
from pamphleteer.model import Document, Publication, Resource

from .conftest import PNG, files, page

NAMES = {"opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def package(publication: Publication) -> Any:
    return etree.fromstring(files(pack(publication))["EPUB/package.opf"])


def find(root: Any, path: str) -> list[Any]:
    return list(root.xpath(path, namespaces=NAMES))


def texts(root: Any, path: str) -> list[str]:
    return [node.text for node in find(root, path)]


def refinements(root: Any, name: str) -> dict[str, tuple[str, str | None]]:
    metas = find(root, f"//opf:meta[@refines='#{name}']")
    assert len(metas) == len({meta.get("property") for meta in metas})
    return {meta.get("property"): (meta.text, meta.get("scheme")) for meta in metas}


def properties(root: Any) -> dict[str, str | None]:
    return {item.get("href"): item.get("properties") for item in find(root, "//opf:item")}


def test_documents_and_resources_are_written_as_they_came(publication: Publication) -> None:
    written = files(pack(publication))
    for document in publication.documents:
        assert written[f"EPUB/{document.name}"] == document.content
    for resource in publication.resources:
        assert written[f"EPUB/{resource.name}"] == resource.data


def test_container_names_the_package(publication: Publication) -> None:
    container = etree.fromstring(files(pack(publication))["META-INF/container.xml"])
    assert [root.get("full-path") for root in container.iter("{*}rootfile")] == ["EPUB/package.opf"]


def test_package_has_language_and_identifier(publication: Publication) -> None:
    root = package(publication)
    assert root.get(LANG) == "en-GB" and root.get("version") == "3.0"
    assert root.get("dir") is None and root.get("prefix") is None
    assert texts(root, "//dc:language") == ["en-GB"]
    assert texts(root, "//dc:identifier") == [publication.identifier]
    assert texts(root, f"//dc:identifier[@id='{root.get('unique-identifier')}']") == [publication.identifier]


def test_titles_are_told_apart(publication: Publication) -> None:
    root = package(publication)
    main, sub = find(root, "//dc:title")
    assert (main.text, sub.text) == ('Mills & Weirs <II> "in two parts"', "Notes & <Queries>")
    assert refinements(root, main.get("id")) == {"title-type": ("main", None), "display-seq": ("1", None)}
    assert refinements(root, sub.get("id")) == {"title-type": ("subtitle", None), "display-seq": ("2", None)}


def test_a_title_alone(publication: Publication) -> None:
    assert len(find(package(replace(publication, subtitle=None)), "//dc:title")) == 1


def test_creators_have_their_own_roles_and_sort_names(publication: Publication) -> None:
    root = package(publication)
    creators = find(root, "//dc:creator")
    assert [creator.text for creator in creators] == [creator.name for creator in publication.creators]
    assert len({creator.get("id") for creator in creators}) == 3
    first, second, third = (refinements(root, creator.get("id")) for creator in creators)
    assert first["role"] == ("aut", "marc:relators") and second["role"] == ("edt", "marc:relators")
    assert first["file-as"] == ("O'Reilly, Ada", None) and second["file-as"] == ("Durand, Émile", None)
    assert third == {"role": ("trl", "marc:relators"), "display-seq": ("3", None)}


def test_dates_and_rights(publication: Publication) -> None:
    root = package(publication)
    assert texts(root, "//opf:meta[@property='dcterms:modified']") == ["2026-11-24T10:20:31Z"]
    assert texts(root, "//dc:date") == ["2026-11-24"]
    assert texts(root, "//dc:publisher") == ["Weir & Mill"]
    assert texts(root, "//dc:rights") == ["© 2026 <the authors>"]


def test_what_is_unknown_is_left_out(publication: Publication) -> None:
    root = package(replace(publication, date=None, publisher=None, rights=None))
    assert not find(root, "//dc:date | //dc:publisher | //dc:rights")


def test_accessibility(publication: Publication) -> None:
    root = package(publication)
    for word, values in publication.accessibility.items():
        assert texts(root, f"//opf:meta[@property='schema:{word}']") == list(values)


def test_a_property_with_a_prefix_keeps_it(publication: Publication) -> None:
    said = {**publication.accessibility, "a11y:certifiedBy": ("A. Reader",)}
    assert texts(package(replace(publication, accessibility=said)), "//opf:meta[@property='a11y:certifiedBy']") == [
        "A. Reader"
    ]


def test_ids_are_used_once(publication: Publication) -> None:
    ids = find(package(publication), "//@id")
    assert len(ids) == len(set(ids)) > 15


def test_properties_follow_from_the_content(publication: Publication) -> None:
    found = properties(package(publication))
    assert found["weirs.xhtml"] == "svg" and found["mills.xhtml"] == "mathml" and found["nav.xhtml"] == "nav"
    assert found["title-page.xhtml"] is None and found["images/meule.png"] is None
    assert found["images/cover.png"] == "cover-image"


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<p>svg, math and script are words here</p>", None),
        ('<script type="text/javascript">1</script>', "scripted"),
        ('<script type="application/ld+json">{}</script>', None),
        ('<p onclick="1">x</p>', "scripted"),
        ('<form action="#s"><p>x</p></form>', "scripted"),
        ('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "scripted svg"),
        ('<m:math xmlns:m="http://www.w3.org/1998/Math/MathML" alttext="1"><m:mn>1</m:mn></m:math>', "mathml"),
    ],
)
def test_properties(publication: Publication, body: str, wanted: str | None) -> None:
    document = Document("extra.xhtml", "Extra", page("Extra", f'<section id="s"><h1>Extra</h1>{body}</section>'))
    more = replace(publication, documents=(*publication.documents, document))
    assert properties(package(more))["extra.xhtml"] == wanted


def test_properties_that_the_renderer_declares_are_kept(publication: Publication) -> None:
    first, *others = publication.documents
    more = replace(publication, documents=(replace(first, properties=("svg",)), *others))
    assert properties(package(more))["cover.xhtml"] == "svg"


def test_the_older_sign_of_a_cover(publication: Publication) -> None:
    root = package(publication)
    (name,) = find(root, "//opf:meta[@name='cover']/@content")
    assert find(root, f"//opf:item[@id='{name}']/@href") == ["images/cover.png"]


def test_one_cover_at_most(publication: Publication) -> None:
    more = (*publication.resources, Resource("images/more/cover.png", "image/png", PNG))
    found = list(properties(package(replace(publication, resources=more))).values())
    assert found.count("cover-image") == 1
    less = tuple(r for r in publication.resources if r.name != "images/cover.png")
    cover = replace(publication.documents[0], content=page("Cover", '<section id="cover"><p>Mills</p></section>'))
    bare = replace(publication, resources=less, documents=(cover, *publication.documents[1:]))
    assert "cover-image" not in properties(package(bare)).values()


def test_reading_order(publication: Publication) -> None:
    root = package(publication)
    hrefs = {item.get("id"): item.get("href") for item in find(root, "//opf:item")}
    read = [hrefs[itemref.get("idref")] for itemref in find(root, "//opf:itemref")]
    assert read == ["cover.xhtml", "title-page.xhtml", "nav.xhtml", "weirs.xhtml", "mills.xhtml"]
    assert not find(root, "//opf:itemref/@linear")
    assert [hrefs[name] for name in find(root, "//opf:spine/@toc")] == ["toc.ncx"]


def test_contents_follow_the_cover_where_nothing_else_opens_the_book(publication: Publication) -> None:
    root = package(replace(publication, landmarks=()))
    assert find(root, "//opf:itemref/@idref")[:2] == ["text-1", "nav"]


def test_nothing_of_the_library_is_left(publication: Publication) -> None:
    root = package(publication)
    assert len(find(root, "//opf:meta[@name='generator']")) == 1
    assert find(root, "//opf:meta[@name='generator']/@content")[0].startswith("Pamphleteer ")
    assert not find(root, "//opf:guide")


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        ("ar", "rtl"),
        ("ar-EG", "rtl"),
        ("he", "rtl"),
        ("fa", "rtl"),
        ("ur", "rtl"),
        ("az-Arab", "rtl"),
        ("ar-Latn", None),
        ("fr-CA", None),
        ("en-GB-oxendict", None),
        ("zh-Hant-TW", None),
        ("und", None),
        ("x-private", None),
        ("i-klingon", None),
        ("tlh", None),
    ],
)
def test_direction(language: str, direction: str | None) -> None:
    assert direction_of(language) == direction


def test_a_book_that_runs_to_the_left(publication: Publication) -> None:
    arabic = replace(publication, language="ar", title="كتاب", contents_title="المحتويات")
    root = package(arabic)
    assert root.get("dir") == "rtl" and root.get(LANG) == "ar"
    assert find(root, "//opf:spine/@page-progression-direction") == ["rtl"]
    written = files(pack(arabic))
    assert etree.fromstring(written["EPUB/nav.xhtml"]).get("dir") == "rtl"


def test_addresses_in_the_manifest_are_quoted(publication: Publication) -> None:
    more = (*publication.resources, Resource("images/été.png", "image/png", PNG))
    epub = pack(replace(publication, resources=more))
    assert "EPUB/images/été.png" in files(epub)
    assert "images/%C3%A9t%C3%A9.png" in properties(package(replace(publication, resources=more)))
