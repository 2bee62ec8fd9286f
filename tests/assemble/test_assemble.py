"""Assembling: order, numbers, and what references mean."""

from __future__ import annotations

from tests.assemble.bringing import bring, marks


def test_notes_are_numbered_anew_in_each_chapter() -> None:
    book, found = bring(
        "front: [{article: f.md}]\nchapters:\n  - {title: C, articles: [a.md, b.md]}\n  - c.md\n",
        f="# F\n\nx^[f]",
        a="# A\n\nx[^1] y[^2] z[^1]\n\n[^1]: one\n\n[^2]: two",
        b="# B\n\nx^[three]",
        c="# C\n\nx^[one]",
    )
    assert not found
    assert marks(book) == [["1"], ["1", "2", "3"], ["1"]]
    body = next(a for d in book.divisions for a in d.articles if a.id == "a").body.decode()
    assert body.count(">1</span>") == 2 and body.count(">2</span>") == 1, "a note called again keeps its number"


def test_headings_go_down_where_a_chapter_has_a_title_of_its_own() -> None:
    book, _ = bring("chapters: [{title: C, articles: [a.md]}, b.md]\n", a="# A\n\n## S\n\nx", b="# B\n\n## S\n\nx")
    tags = [d.articles[0].body[:3] for d in book.divisions if d.articles]
    assert tags == [b"<h3", b"<h2"]


def test_a_reference_finds_its_place_near_or_far() -> None:
    book, found = bring(
        "chapters:\n  - {id: water, title: Water, articles: [a.md, b.md]}\n",
        a="# A\n\n## Gate\n\n[1](#gate) [2](#weir) [3](b.md) [4](b.md#gate) [5](#water) [6](#b) [7](#)",
        b="# B\n\n## Gate\n\nx\n\n## Weir {#weir}\n\nx",
    )
    assert not found
    body = book.divisions[-1].articles[0].body.decode()
    for number, target in enumerate(("a--gate", "b--weir", "b", "b--gate", "water", "b", "a"), 1):
        assert f'<a href="#{target}">{number}</a>' in body


def test_references_that_lead_nowhere_or_to_two_places() -> None:
    _, found = bring(
        "chapters: [a.md, b.md, c.md]\n",
        a="# A\n\n[x](#gaet)\n\n[y](#gate)\n\n[z](bb.md)\n\nn^[[w](#nowhere)]",
        b="# B\n\n## Gate\n\nx",
        c="# C\n\n## Gate\n\nx",
    )
    assert [(d.code, d.span.line if d.span else 0) for d in found] == [
        ("crossref-missing", 3),
        ("crossref-ambiguous", 5),
        ("crossref-missing", 7),
        ("crossref-missing", 9),
    ]
    assert found[0].hint == "did you mean 'gate'?"
    assert found[2].hint == "did you mean 'b.md'?"
