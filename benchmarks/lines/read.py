"""Anybody's PDF, measured: ``python -m benchmarks.lines.read BOOK.pdf [--measure auto] [--fonts FOLDER] [--list]``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from benchmarks.lines import glyphs, rows
from benchmarks.lines.measures import CASES, Measures, Spacing, measure

FONTS = Path(__file__).resolve().parents[2] / "fonts"
"""Where a font is looked for, when the PDF has it without its space."""


def read(path: Path, width: float | None = None, folder: Path = FONTS) -> Measures:
    """Measure the lines of a PDF."""
    pages = [rows.lines(number, found) for number, found in enumerate(glyphs.pages(path, folder))]
    return measure(pages, width)


def told(found: Measures) -> Iterator[str]:
    """What is told of them."""
    yield f"{found.pages} pages, measure {found.measure:.1f} pt, text of {found.size:g} pt"
    yield f"{found.words} words, {found.letters.total()} letters, {found.calls} calls"
    for name, spacing in (("text", found.text), ("notes", found.notes)):
        yield f"{name}: {_told(spacing)}"
    for case in CASES:
        yield f"{case}: {len(found.cases[case])}"


def _told(spacing: Spacing) -> str:
    return (
        f"{spacing.lines} lines, {spacing.justified} justified with spaces; "
        f"word space ÷ natural: mean {spacing.mean:.3f}, sd {spacing.deviation:.3f}, max {spacing.most:.2f}, "
        f"over 1.5: {spacing.wide:.0f} per 1,000; "
        f"hyphens: {spacing.hyphens:.0f} per 1,000, three or more in a row: {spacing.runs}; "
        f"over the measure: {spacing.over}"
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lines.read", description="how well lines are set")
    parser.add_argument("pdf", type=Path)
    parser.add_argument("--measure", default="auto", help="in points; auto: as most lines have it (default)")
    parser.add_argument("--fonts", type=Path, default=FONTS, help="fonts that are asked for a space that the PDF lacks")
    parser.add_argument("--list", action="store_true", help="show each line with which something is wrong")
    given = parser.parse_args()
    found = read(given.pdf, None if given.measure == "auto" else float(given.measure), given.fonts)
    print("\n".join(told(found)))
    if given.list:
        for case in CASES:
            for line in found.cases[case]:
                print(f"page {line.page + 1}: {case}: {line.text}")


if __name__ == "__main__":
    main()
