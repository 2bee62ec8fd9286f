"""Computed styles that are shared: not a byte of a PDF differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from pamphleteer.build import Options, make
from pamphleteer.layout import filled
from pamphleteer.model import Stylesheet
from tests.conftest import ROOT


@pytest.mark.parametrize("name", ["book", "parts", "endnotes"])
def test_a_book_is_the_same_with_styles_of_its_own_for_each_element(name: str, tmp_path: Path) -> None:
    from pamphleteer.paginate.patches import suspended

    options = Options(ROOT / "tests" / "constructs" / f"{name}.yaml", tmp_path, ("pdf", "pdf-screen"))
    shared = make(options)
    with suspended("styles"):
        apart = make(options)
    assert not shared.failed(strict=True)
    assert dict(shared.outputs) == dict(apart.outputs)


def test_options_are_filled_in_where_they_are_used() -> None:
    options = {"leading": "14pt", "ink": "black", "link": "blue"}
    sheet = Stylesheet("a.css", "p { color: var(--ink);\n  margin: calc(var( --leading ) * 2) var(--other) }")
    [filled_sheet] = filled([sheet], options)
    assert filled_sheet == Stylesheet("a.css", "p { color: black;\n  margin: calc(14pt * 2) var(--other) }")


def test_an_option_that_a_sheet_declares_again_is_left_to_the_cascade() -> None:
    sheets = [Stylesheet("a.css", "p { color: var(--ink) }"), Stylesheet("b.css", ".red { --ink: red }")]
    assert list(filled(sheets, {"ink": "black"})) == sheets


def test_the_first_page_keeps_what_it_has_reckoned_for_itself() -> None:
    """Its margins are asked for before its size is known, which WeasyPrint guesses then."""
    from weasyprint import HTML  # noqa: TID251

    from pamphleteer.paginate.patches import install, suspended

    def margins() -> list[float]:
        pages = HTML(
            string="<style>@page { size: 400px 600px; margin: 10vw }</style>" + "<p style='break-after: page'>a" * 3
        )
        return [page._page_box.margin_left for page in pages.render().pages]

    install()
    shared = margins()
    with suspended("styles"):
        assert shared == margins()
