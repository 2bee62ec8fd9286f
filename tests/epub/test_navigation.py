"""The table of contents in its two forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pamphleteer.epub.navigation import write_nav, write_ncx
from pamphleteer.model import Landmark, NavEntry, Publication

from .conftest import make

NAMES = {"h": "http://www.w3.org/1999/xhtml", "n": "http://www.daisy.org/z3986/2005/ncx/"}
TYPE = "{http://www.idpf.org/2007/ops}type"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def nav(publication: Publication) -> Any:
    return etree.fromstring(write_nav(publication, None))


def ncx(publication: Publication) -> Any:
    return etree.fromstring(write_ncx(publication, None))


def find(root: Any, path: str) -> list[Any]:
    return list(root.xpath(path, namespaces=NAMES))


def lines(ol: Any) -> list[Any]:
    """An ``ol`` as nested lists of (text, address, children)."""
    return [
        ("".join(li[0].itertext()), li[0].get("href"), lines(li[1]) if len(li) > 1 else [])
        for li in ol.findall("h:li", NAMES)
    ]


def points(parent: Any) -> list[Any]:
    return [
        (p.findtext("n:navLabel/n:text", None, NAMES), p.find("n:content", NAMES).get("src"), points(p))
        for p in parent.findall("n:navPoint", NAMES)
    ]


def asked(entries: Sequence[NavEntry]) -> list[Any]:
    return [(entry.title, entry.href, asked(entry.children)) for entry in entries]


def test_nav_has_language_heading_and_style(publication: Publication) -> None:
    root = nav(replace(publication, language="fr-CA"))
    assert root.get("lang") == root.get(LANG) == "fr-CA"
    assert "".join(find(root, "//h:title")[0].itertext()) == "Contents & <more>"
    assert [h.text for h in find(root, "//h:nav/h:h1")] == ["Contents & <more>"]
    assert find(root, "//h:link/@href") == ["css/epub.css"]


def test_nav_without_the_style_sheet(publication: Publication) -> None:
    assert not find(nav(replace(publication, resources=())), "//h:link")


def test_both_forms_say_what_the_publication_says(publication: Publication) -> None:
    toc = find(nav(publication), "//h:nav[1]/h:ol")[0]
    assert find(nav(publication), "//h:nav")[0].get(TYPE) == "toc"
    assert lines(toc) == points(find(ncx(publication), "//n:navMap")[0]) == asked(publication.contents)


def test_landmarks_are_hidden_and_said_once(publication: Publication) -> None:
    twice = (*publication.landmarks, Landmark("cover", "Cover again", "cover.xhtml"))
    (marks,) = find(nav(replace(publication, landmarks=twice)), "//h:nav[@hidden]")
    assert marks.get(TYPE) == "landmarks"
    assert [(a.get(TYPE), a.get("href"), a.text) for a in find(marks, ".//h:a")] == [
        (mark.type, mark.href, mark.title) for mark in publication.landmarks
    ]


def test_no_landmarks(publication: Publication) -> None:
    assert len(find(nav(replace(publication, landmarks=())), "//h:nav")) == 1


def test_no_contents_are_the_documents(publication: Publication) -> None:
    bare = replace(publication, contents=())
    toc = find(nav(bare), "//h:nav[1]/h:ol")[0]
    assert lines(toc) == [(d.title, d.name, []) for d in publication.documents]
    assert len(find(ncx(bare), "//n:navPoint")) == len(publication.documents)


def test_a_line_without_words_takes_some(publication: Publication) -> None:
    entries = (
        NavEntry(" ", "weirs.xhtml#weirs"),
        NavEntry("", "mills.xhtml#mills", (NavEntry("Les meules", "mills.xhtml#stones"),)),
    )
    toc = find(nav(replace(publication, contents=entries)), "//h:nav[1]/h:ol")[0]
    assert [line[0] for line in lines(toc)] == [publication.title, "Les meules"]


def test_ncx_head(publication: Publication) -> None:
    root = ncx(publication)
    said = {meta.get("name"): meta.get("content") for meta in find(root, "//n:meta")}
    assert said["dtb:uid"] == publication.identifier and said["dtb:depth"] == "2"
    assert root.get(LANG) == "en-GB"
    assert [t.text for t in find(root, "/n:ncx/n:docTitle/n:text")] == [publication.title]
    assert [t.text for t in find(root, "//n:docAuthor/n:text")] == [creator.name for creator in publication.creators]


def test_points_to_one_place_share_their_order(publication: Publication) -> None:
    entries = (
        NavEntry("Part", "weirs.xhtml", (NavEntry("Weirs", "weirs.xhtml"), NavEntry("Mills", "mills.xhtml"))),
        NavEntry("End", "mills.xhtml#stones"),
    )
    root = ncx(replace(publication, contents=entries))
    assert find(root, "//n:navPoint/@playOrder") == ["1", "1", "2", "3"]
    ids = find(root, "//n:navPoint/@id")
    assert len(set(ids)) == len(ids) == 4


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), min_size=1
)
TREES = st.recursive(
    st.builds(NavEntry, WORDS, st.sampled_from(["a.xhtml", "b.xhtml#x&y", 'c.xhtml#"'])),
    lambda children: st.builds(NavEntry, WORDS, st.just("d.xhtml"), st.lists(children, max_size=3).map(tuple)),
    max_leaves=12,
)


@settings(deadline=None)
@given(st.lists(TREES, min_size=1, max_size=4).map(tuple))
def test_any_contents_come_out_whole(entries: tuple[NavEntry, ...]) -> None:
    publication = replace(make(), contents=entries)
    toc = find(nav(publication), "//h:nav[1]/h:ol")[0]
    assert lines(toc) == points(find(ncx(publication), "//n:navMap")[0])
    assert [line[1] for line in lines(toc)] == [entry.href for entry in entries]
    assert not find(toc, "descendant-or-self::h:ol[not(h:li)]")
    orders: dict[str, str] = {}
    for point in find(ncx(publication), "//n:navPoint"):
        place = point.find("n:content", NAMES).get("src")
        assert orders.setdefault(place, point.get("playOrder")) == point.get("playOrder")
    assert sorted(int(order) for order in orders.values()) == list(range(1, len(orders) + 1))
