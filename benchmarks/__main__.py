"""The command line of the benchmarks.

python -m benchmarks [--pairs 3] [--folder MARKDOWN] [--out benchmarks/results.md]
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks import corpus
from benchmarks.note_area import Compared, Sample, books, compare


def main() -> None:
    """Measure, print, and write the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="what things cost, compared in one run")
    parser.add_argument("--pairs", type=int, default=3, help="how often each is measured, in turn (default: 3)")
    parser.add_argument("--folder", type=Path, help="Markdown files to be laid out besides, a chapter each")
    parser.add_argument(
        "--out", type=Path, default=Path(__file__).parent / "results.md", help="where results are written"
    )
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tasks = [*books(folder)]
        if chosen.folder:
            tasks.append((chosen.folder.name, corpus.from_folder(chosen.folder, folder / "given"), None))
        # What is loaded once, and read once of fonts, is loaded now.
        compare("warm", tasks[1][1], 1)
        compared = []
        for task, manifest, record in tasks:
            compared.append(compare(task, manifest, chosen.pairs, record))
            print("\n".join(_row(compared[-1], folder)), flush=True)
        rows = [row for each in compared for row in _row(each, folder)]
    chosen.out.write_text("\n".join([*_head(sys.argv[1:]), *rows, ""]), encoding="utf-8")
    print(f"written to {chosen.out}")


def _head(arguments: Sequence[str]) -> list[str]:
    versions = ", ".join(f"{name} {version(name)}" for name in ("pamphleteer", "weasyprint"))
    command = " ".join(["python -m benchmarks", *arguments])
    titles = (
        "Book",
        "Note area",
        "Seconds in it",
        "Seconds in all",
        "Layouts of notes",
        "Notes",
        "Turns",
        "Words lost",
    )
    return [
        "# Results",
        "",
        f"`{command}` with {versions}, Python {platform.python_version()}",
        f"on {platform.system()} {platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}.",
        "Seconds are of processor time, medians; ratios are the medians of pairs measured in turn.",
        "",
        f"| {' | '.join((*titles, 'Pages'))} |",
        "|---|---|" + "---:|" * 7,
    ]


def _row(compared: Compared, folder: Path) -> list[str]:
    rows = []
    for name, samples in (("ours", compared.ours), ("WeasyPrint's", compared.theirs)):
        rows.append(f"| {compared.name} | {name} | {_cells(compared, samples, folder)} |")
    return [*rows, f"| {compared.name} | ratio | **{compared.ratio:.2f}** | {compared.whole_ratio:.2f} | | | | | |"]


def _cells(compared: Compared, samples: Sequence[Sample], folder: Path) -> str:
    area = statistics.median(sample.area for sample in samples)
    whole = statistics.median(sample.whole for sample in samples)
    told = compared.lost(samples[0], folder)
    notes = len(compared.record.notes) if compared.record else ""
    lost, turns = told or ("", "")
    cells = (f"{area:.2f}", f"{whole:.2f}", samples[0].layouts, notes, turns, lost, samples[0].pages)
    return " | ".join(map(str, cells))


if __name__ == "__main__":
    main()
