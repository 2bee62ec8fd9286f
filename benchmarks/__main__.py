"""The command line of the benchmarks.

python -m benchmarks [--pairs 3] [--folder MARKDOWN] [--pandoc PATH] [--out benchmarks/results.md]
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks import corpus
from benchmarks.note_area import Compared, Sample, books, compare
from benchmarks.proof import share
from pamphleteer import __version__
from tests.notes.record import Record


def main() -> None:
    """Measure, print, and write the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="what things cost, compared in one run")
    parser.add_argument("--pairs", type=int, default=3, help="how often each is measured, in turn (default: 3)")
    parser.add_argument("--folder", type=Path, help="Markdown files to be laid out besides, a chapter each")
    parser.add_argument("--pandoc", default=shutil.which("pandoc"), help="what citations and lines are compared with")
    parser.add_argument(
        "--out", type=Path, default=Path(__file__).parent / "results.md", help="where results are written"
    )
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tasks: list[tuple[str, Path, Record | None]] = [*books(folder)]
        if chosen.folder:
            tasks.append((chosen.folder.name, corpus.from_folder(chosen.folder, folder / "given"), None))
        # What is loaded once, and read once of fonts, is loaded now.
        compare("warm", tasks[1][1], 1)
        rows = []
        for task, manifest, record in tasks:
            told = _rows(compare(task, manifest, chosen.pairs, record), folder)
            print("\n".join(told), flush=True)
            rows += told
        proof = f"The proof took {share(tasks[0][1], chosen.pairs):.1%} of building the book, PDF and EPUB."
        print(proof)
    chosen.out.write_text("\n".join([*_head(sys.argv[1:]), *rows, "", proof, ""]), encoding="utf-8")
    # By processes of their own, for the memory of what they measure would else count that of this one.
    for part in ("benchmarks.lines", "benchmarks.csl"):
        command = [sys.executable, "-m", part, "--pairs", str(chosen.pairs), "--out", str(chosen.out)]
        subprocess.run([*command, *(["--pandoc", chosen.pandoc] if chosen.pandoc else [])], check=True)
    print(f"written to {chosen.out}")


def _head(arguments: Sequence[str]) -> list[str]:
    # The checkout is measured, which need not be installed.
    versions = f"pamphleteer {__version__}, weasyprint {version('weasyprint')}"
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
        _row(*titles, "Pages"),
        "|---|---|" + "---:|" * 7,
    ]


def _rows(compared: Compared, folder: Path) -> list[str]:
    rows = [
        _row(compared.name, "ours", *_cells(compared, compared.ours, folder)),
        _row(compared.name, "WeasyPrint's", *_cells(compared, compared.theirs, folder)),
    ]
    ratios = (compared.ratio, compared.whole_ratio)
    return [*rows, _row(compared.name, "ratio", *(f"{ratio:.2f}" for ratio in ratios), "", "", "", "", "")]


def _cells(compared: Compared, samples: Sequence[Sample], folder: Path) -> Iterator[str]:
    yield f"{statistics.median(sample.area for sample in samples):.2f}"
    yield f"{statistics.median(sample.whole for sample in samples):.2f}"
    yield str(samples[0].layouts)
    yield str(len(compared.record.notes)) if compared.record else ""
    lost, turns = compared.lost(samples[0], folder) or ("", "")
    yield from (str(turns), str(lost), str(samples[0].pages))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
