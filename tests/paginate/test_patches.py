"""What is put right in WeasyPrint: each fault first shown, then gone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pamphleteer import fonts
from pamphleteer.model import Piece, Stylesheet
from pamphleteer.shelf import bundled
from tests.reading import pdf_lines

TEXT = "This puts everything that the folder uses of its own folders, <code>.venv</code>, and disturbs nothing else."


@pytest.fixture
def lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], list[str]]:
    """Set a body and return its lines."""
    config = tmp_path / "fonts.conf"
    config.write_text(fonts.fontconfig(fonts.load(bundled("fonts")), str(tmp_path / "cache")))
    monkeypatch.setenv("FONTCONFIG_FILE", str(config))
    from pamphleteer.paginate import Head, paginate

    def set_lines(html: str, css: str) -> list[str]:
        head = Head("T", "T", (), "en", "2026-01-01", "test")
        made = paginate([Piece("a", "chapter", html.encode())], [Stylesheet("t.css", css)], head, {}, {})
        assert not made.found
        (tmp_path / "t.pdf").write_bytes(made.pdf)
        return [line.text for line in pdf_lines(tmp_path / "t.pdf")]

    return set_lines


def test_no_line_breaks_after_its_first_word(lines: Callable[[str, str], list[str]]) -> None:
    for width in range(200, 320, 2):
        css = f"@page {{ size: 500pt 200pt }} p {{ font: 11pt EB Garamond; width: {width}pt; margin: 0 }}"
        set_lines = lines(f"<p>{TEXT}</p>", css)
        assert all(len(line) > 25 for line in set_lines[:-1]), (width, set_lines)


def test_a_patch_knows_the_source_that_it_changes() -> None:
    from weasyprint.text.line_break import strut  # noqa: TID251

    from pamphleteer.paginate.patches import guarded

    with pytest.raises(RuntimeError, match=r"strut has changed"):
        guarded(strut, "0" * 64)
