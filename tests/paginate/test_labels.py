"""What a viewer is told: the labels of pages, the bookmarks, how the document opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from tests.paginate.books import BACK, CHAPTERS, FRONT, HEAD, printed
from tests.reading import pdf_bookmarks, pdf_lines

Build = Callable[..., Path]


def labels(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [pdf.get_page_label(i) for i in range(len(pdf))]


@pytest.mark.parametrize("folios", ["roman", "running"])
@pytest.mark.parametrize("front", [FRONT, "front: []\n", FRONT.replace("[half", "[cover, half")])
def test_labels_are_the_printed_folios(build: Build, front: str, folios: str) -> None:
    articles = {} if "foreword" in front else {"locks.md": "# Lock\n\nold"}
    pdf = build(HEAD + front + CHAPTERS + BACK, "--set", f"page.front-folios={folios}", **articles)
    shown, given = printed(pdf), labels(pdf)
    assert sum(folio is not None for folio in shown) >= 3
    assert [given[i] for i, folio in enumerate(shown) if folio] == [folio for folio in shown if folio]
    if "cover" in front:
        assert given[:3] == ["C1", "C2", "i" if folios == "roman" else "1"]
    assert len(set(given)) == len(given) and "" not in given, (
        "every page can be gone to, blank and unnumbered ones, too"
    )


def test_a_folio_that_no_label_style_writes_is_a_label_all_the_same(build: Build) -> None:
    css = "@counter-style folio { system: extends decimal-leading-zero }\n"
    manifest = HEAD + "layout: mine\n" + FRONT + CHAPTERS
    files = {"layouts/mine/layout.yaml": "extends: pamphlet\n", "layouts/mine/print.css": css}
    pdf = build(manifest, "--set", "page.front-folios=running", **files)
    assert labels(pdf)[4:6] == ["05", "06"]
    assert any(line.text == "05" for line in pdf_lines(pdf))


def test_bookmarks_are_nested_and_lead_to_their_headings(build: Build) -> None:
    manifest = HEAD + (
        "front: [title-page, contents, {article: articles/foreword.md}]\n"
        "parts:\n  - {title: Water, chapters: [{title: Gates, articles: [articles/locks.md, articles/weirs.md]}]}\n"
        "  - {title: Stone, chapters: [articles/walls.md]}\n"
    )
    walls = "# Walls\n\nhigh\n\n## Their feet\n\n" + "wet " * 900 + "\n\n## Their heads\n\n### Crowns\n\ndry\n"
    pdf = build(manifest, **{"walls.md": walls})
    found = pdf_bookmarks(pdf)
    assert [(level, title) for level, title, _ in found] == [
        (0, "The Canals"),
        (0, "Contents"),
        (0, "Foreword"),
        (0, "Water"),
        (1, "Gates"),
        (2, "Lock"),
        (2, "Weir"),
        (0, "Stone"),
        (1, "Walls"),
        (2, "Their feet"),
        (2, "Their heads"),
        (3, "Crowns"),
    ]
    lines = list(pdf_lines(pdf))
    with pypdfium2.PdfDocument(pdf) as document:
        for bookmark in document.get_toc():
            title, dest = bookmark.get_title(), bookmark.get_dest()
            _, (_left, top, _zoom) = dest.get_view()
            heading = [x for x in lines if x.page == dest.get_index() + 1 and title.casefold() in x.text.casefold()]
            assert heading, title
            assert min(abs(line.top - top) for line in heading) < 60, title
    with pikepdf.open(pdf) as document:
        closed = {}
        with document.open_outline() as outline:
            stack = list(outline.root)
            while stack:
                item = stack.pop()
                closed[item.title] = item.is_closed
                stack += item.children
    assert not closed["Water"] and not closed["Gates"] and closed["Walls"] and closed["Their heads"]


def test_a_viewer_shows_the_title_and_spreads(build: Build) -> None:
    with pikepdf.open(
        build(HEAD + CHAPTERS.replace(", articles/weirs.md", ""), **{"locks.md": "# Lock\n\nold"})
    ) as pdf:
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.PageLayout == "/TwoPageRight"
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo["/Title"]) == "The Canals"
        assert "/PageMode" not in pdf.Root
