"""The part of the results that is about citations: ``python -m benchmarks.csl [--pandoc PATH] [--out results.md]``.

Only that part of the file is written anew. ``python -m benchmarks`` writes it with the rest.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.csl import timing

HEADING = "## Citations"


def section(pairs: int, pandoc: str | None) -> Iterator[str]:
    """The lines of that part."""
    yield from (HEADING, "")
    yield f"With Python {platform.python_version()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}."
    yield "Seconds are of processor time of whole processes, start included, medians; the ratio is the median of pairs"
    yield "measured in turn. The style is Chicago's, in notes, of the eighteenth edition."
    yield ""
    yield from timing.table(timing.measure(pairs, pandoc))
    yield ""
    if not shutil.which("npm"):
        yield "npm is not installed, so nothing was compared with citeproc-js."
        return
    # Read late: what is imported here counts as memory of the processes that are measured above.
    from benchmarks.csl import compare
    from benchmarks.csl.references import references

    yield "Equal to what citeproc-js makes, markup included, and as text; of 300 references of every type:"
    yield ""
    yield "| Style | Citations | Equal | As text | Entries | Equal | As text |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    items = references()
    for style in compare.STYLES:
        told = compare.compare(style, items)
        cells = [
            f"{len(pairs)} | {compare.share(pairs):.1%} | {compare.share(pairs, text=True):.1%}"
            for pairs in (told.citations, told.entries)
        ]
        yield f"| {style} | {cells[0]} | {cells[1]} |"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.csl", description="what citing costs, and what it says")
    parser.add_argument("--pandoc", default=shutil.which("pandoc"), help="the program (default: that of the path)")
    parser.add_argument("--pairs", type=int, default=3, help="how often each is measured, in turn (default: 3)")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "results.md", help="the results")
    given = parser.parse_args()
    before = given.out.read_text(encoding="utf-8").split(HEADING)[0].rstrip() if given.out.exists() else "# Results"
    lines: list[str] = []
    for line in section(given.pairs, given.pandoc):
        print(line, flush=True)
        lines.append(line)
    given.out.write_text("\n".join([before, "", *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
