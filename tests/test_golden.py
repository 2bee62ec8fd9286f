"""Pages of the book of constructs, as text and as small pictures: what changes them must be seen before it is kept.

The text of a page must be the same, line for line. Its picture may differ by less than ``TOLERANCE`` in any tile as
large as a short word, both pictures a little out of focus. That number was measured on these pages. The same page,
painted by PDFium finer or coarser, is off by up to 5, and painted by poppler, which has another way with the edges of
letters, by up to 6.3; one line moved by a millimetre is off by 8.7 or more sideways, and by 20 or more downwards. The
tests below do both again.

``pytest tests/test_golden.py --update-golden`` writes text and pictures anew. Look at them before you commit them.
"""

from __future__ import annotations

import io
import itertools
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from PIL import Image, ImageChops

from tests.conftest import ROOT
from tests.picture import FINER, SCALE, TOLERANCE, page_picture, reduced, worst_tile, write_difference
from tests.reading import pdf_raw, pdf_text

GOLDEN = ROOT / "tests" / "golden"
PAGES = yaml.safe_load((GOLDEN / "pages.yaml").read_text(encoding="utf-8"))
MOST_BYTES = 20 * 1024
MILLIMETRE = 72 / 25.4


class Page(NamedTuple):
    """A page of a PDF."""

    pdf: Path
    number: int
    """From 0."""


def find(name: str, constructs: dict[str, Path]) -> Page:
    """The page that is kept under a name: the ``nth`` (else the first) of its book that holds the words."""
    wanted = PAGES[name]
    pdf = constructs[wanted["book"]]
    found = [number for number, text in enumerate(pdf_text(pdf)) if wanted["words"] in text]
    nth = wanted.get("nth", 1)
    assert len(found) >= nth, f"no page {nth} of {pdf.name} holds '{wanted['words']}'"
    return Page(pdf, found[nth - 1])


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_the_same_text(name: str, constructs: dict[str, Path], update_golden: bool) -> None:
    page = find(name, constructs)
    text = "\n".join(line.rstrip() for line in pdf_raw(page.pdf)[page.number].replace("\r\n", "\n").split("\n")) + "\n"
    expected = GOLDEN / f"{name}.txt"
    if update_golden:
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_the_same_picture(
    name: str, constructs: dict[str, Path], update_golden: bool, tmp_path: Path
) -> None:
    got = reduced(page_picture(*find(name, constructs)))
    kept = GOLDEN / f"{name}.png"
    if update_golden and (not kept.exists() or worst_tile(opened(kept), got) > 1):
        kept.write_bytes(packed(got))
    expected = opened(kept)
    off = worst_tile(expected, got)
    if off > TOLERANCE:
        where = write_difference(expected, got, tmp_path / f"{name}.png")
        pytest.fail(f"the page '{name}' is off by {off:.1f} (at most {TOLERANCE}): look at {where}", pytrace=False)


def opened(path: Path) -> Image.Image:
    """A picture that is kept."""
    with Image.open(path) as picture:
        return picture.convert("L")


def packed(picture: Image.Image) -> bytes:
    """The picture as a small PNG."""
    buffer = io.BytesIO()
    picture.quantize(16, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def test_what_is_kept_is_small_and_known() -> None:
    files = {path.name for path in GOLDEN.iterdir() if path.suffix in (".png", ".txt")}
    assert files == {f"{name}.{ending}" for name in PAGES for ending in ("png", "txt")}
    assert [path.name for path in GOLDEN.glob("*.png") if path.stat().st_size > MOST_BYTES] == []


@pytest.mark.parametrize("name", ["verse", "tables", "notes", "words"])
def test_another_way_with_the_edges_of_letters_passes(name: str, constructs: dict[str, Path]) -> None:
    page = find(name, constructs)
    kept = reduced(page_picture(*page))
    for finer in (FINER - 2, FINER + 4):
        assert worst_tile(kept, page_picture(*page, finer)) < TOLERANCE


@pytest.mark.parametrize("name", ["verse", "tables", "notes", "words"])
@pytest.mark.parametrize(("right", "down"), [(0, 1), (1, 0)], ids=["down", "right"])
def test_a_line_that_is_moved_by_a_millimetre_fails(
    name: str, right: int, down: int, constructs: dict[str, Path]
) -> None:
    page = find(name, constructs)
    kept = reduced(page_picture(*page))
    large = page_picture(*page, scale=SCALE * FINER, finer=1)
    step = round(MILLIMETRE * SCALE * FINER)
    lines = rows_with_ink(large)
    assert len(lines) >= 6
    for top, bottom in lines[:: len(lines) // 6]:
        line = large.crop((0, top, large.width, bottom))
        moved = Image.new("L", large.size, 255)
        moved.paste(line, (right * step, top + down * step))
        rest = large.copy()
        rest.paste(255, (0, top, large.width, bottom))
        got = ImageChops.darker(rest, moved).resize(kept.size, Image.Resampling.BOX)
        assert worst_tile(kept, reduced(got)) > TOLERANCE


def rows_with_ink(picture: Image.Image) -> list[tuple[int, int]]:
    """Top and bottom of each line of text."""
    darkest = picture.resize((1, picture.height), Image.Resampling.BOX).tobytes()
    runs = [
        (has_ink, [y for y, _ in run]) for has_ink, run in itertools.groupby(enumerate(darkest), lambda p: p[1] < 252)
    ]
    # A line is some two millimetres high; rules are not.
    return [(run[0], run[-1] + 1) for has_ink, run in runs if has_ink and len(run) > 1.5 * MILLIMETRE * SCALE * FINER]
