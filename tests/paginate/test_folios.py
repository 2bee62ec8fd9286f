"""How pages are counted and called: what is printed, what the contents and references say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.paginate.books import BACK, CHAPTERS, FRONT, HEAD, printed, prose
from tests.reading import pdf_text


def test_the_front_matter_has_a_series_of_its_own(build: Callable[..., Path]) -> None:
    pdf = build(HEAD + FRONT + CHAPTERS + BACK)
    text, folios = pdf_text(pdf), printed(pdf)
    lock = next(i for i, page in enumerate(text) if page.startswith("Lock "))
    assert lock % 2 == 0, "page 1 is a recto"
    assert folios[:5] == [None, None, None, None, "v"]
    assert folios[5] == "vi" and folios[lock] == "1" and folios[lock + 1] == "2"
    weir = next(i for i, page in enumerate(text) if page.startswith("Weir "))
    contents = text[4].replace(" ", "")
    assert "Foreword" in contents and ".vi" in contents and ".1W" in contents
    assert contents.rstrip("v").endswith(folios[-1] or "?"), "the colophon's own folio"
    assert "the foreword (p. vi)" in text[lock].replace("\u00a0", " ")
    assert f"the weir (p. {folios[weir]})" in text[5].replace("\u00a0", " ")


def test_one_series_may_run_through(build: Callable[..., Path]) -> None:
    pdf = build(HEAD + FRONT + CHAPTERS, "--set", "page.front-folios=running")
    text, folios = pdf_text(pdf), printed(pdf)
    assert all(folio in (None, str(i)) for i, folio in enumerate(folios, 1))
    lock = next(i for i, page in enumerate(text) if page.startswith("Lock "))
    assert folios[lock] == str(lock + 1)
    assert "the foreword (p. 6)" in text[lock].replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("front", "first"),
    [
        ("front: []\n", 1),
        ("front: [contents]\n", 3),
        ("front: [{article: articles/foreword.md}]\n", 3),
        ("front: [half-title, title-page, imprint, contents]\n", 7),
        ("front: [cover]\n", 3),
        ("front: [cover, title-page]\n", 5),
    ],
)
@pytest.mark.parametrize("openings", ["page", "recto", "run-on"])
def test_page_1_is_a_recto_whatever_comes_before(
    build: Callable[..., Path], front: str, first: int, openings: str
) -> None:
    short = {f"{name}.md": prose(title, 1) for name, title in (("foreword", "Foreword"), ("locks", "Lock"))}
    pdf = build(HEAD + front + CHAPTERS, "--set", f"page.openings={openings}", **short)
    folios = printed(pdf)
    assert pdf_text(pdf)[first - 1].startswith("Lock ")
    assert folios[first - 1] == "1" and folios[first] == "2"
    assert all(folio is None or not folio.isdigit() for folio in folios[: first - 1])
    assert [f for f in folios if f and f.isdigit()] == [
        str(i) for i, f in enumerate(folios[first - 1 :], 1) if f and f.isdigit()
    ]


def test_a_run_on_chapter_at_a_pages_top_is_an_opening(build: Callable[..., Path]) -> None:
    seen = set()
    for lines in range(12, 40):
        short = {"locks.md": "# Lock\n\n" + "\n\n".join(f"line {i}" for i in range(lines)), "weirs.md": "# Weir\n\nlow"}
        pdf = build(HEAD + "front: []\n" + CHAPTERS, "--set", "page.openings=run-on", **short)
        page = next(page for page in pdf_text(pdf) if "Weir" in page)
        at_top = page.startswith(("Weir ", "The Canals Weir"))
        seen.add(at_top)
        if at_top:
            assert not page.startswith("The Canals"), "no running head over an opening"
        if at_top and len(seen) == 2:
            return
    raise AssertionError("no chapter came to stand at a page's top")
