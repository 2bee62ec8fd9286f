"""Small pages, laid out by ourselves or by WeasyPrint alone, for tests to look at their lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pamphleteer import fonts
from pamphleteer.shelf import bundled
from tests.paginate.lines.laid import Line, lines_of


@pytest.fixture(scope="module")
def lay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., list[Line]]]:
    """Lay out the inside of a body; returns the lines. ``own=True``: WeasyPrint's own."""
    folder = tmp_path_factory.mktemp("fonts")
    config = folder / "fonts.conf"
    config.write_text(fonts.fontconfig(fonts.load(bundled("fonts")), str(folder / "cache")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FONTCONFIG_FILE", str(config))
        from weasyprint import CSS, HTML  # noqa: TID251
        from weasyprint.text.fonts import FontConfiguration  # noqa: TID251

        from pamphleteer.paginate import patches

        known: dict[str, Any] = {"font_config": FontConfiguration()}

        def run(html: str, css: str = "", language: str = "en", *, own: bool = False) -> list[Line]:
            page = f'<html lang="{language}"><body>{html}</body></html>'
            sheets = [CSS(string=text, **known) for text in (PAGE, css)]
            patches.install()
            if not own:
                return lines_of(HTML(string=page).render(stylesheets=sheets, **known))
            with patches.suspended("lines"):
                return lines_of(HTML(string=page).render(stylesheets=sheets, **known))

        yield run


PAGE = """
@page { size: 600px 2000px; margin: 0 }
body { margin: 0; font: 15px/20px EB Garamond }
p { margin: 0; width: 300px }
"""
