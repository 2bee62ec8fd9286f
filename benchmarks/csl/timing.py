"""What citing costs: ``python -m benchmarks.csl.timing [--pandoc PATH] [--pairs 3]``.

A thousand citations of three hundred items in Chicago's notes: our processor in a process of its own, start included,
and pandoc with ``--citeproc`` on the same references and citations, in turn. Pandoc is given its own document tree in
JSON, so that it reads no Markdown. Then ten times as many of ten times as many, which should take ten times as long.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.csl.citations import citations
from benchmarks.csl.references import Item, references

STYLE = "chicago-notes-bibliography"
CITATIONS, ITEMS = 1000, 300
_READ = "import sys; from pamphleteer.csl.library import style_xml; sys.stdout.buffer.write(style_xml(sys.argv[1]))"
TIMES = 10
"""How many times as many the larger task has."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one process: its processor time in seconds, the part of it that it calls work, and its largest size in MB."""

    seconds: float
    work: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Timed:
    """What was measured, in turn."""

    ours: list[Cost]
    pandoc: list[Cost]
    version: str
    larger: Cost

    @property
    def ratio(self) -> float:
        """Our time by pandoc's: the median of the pairs."""
        return statistics.median(our.seconds / their.seconds for our, their in zip(self.ours, self.pandoc, strict=True))

    @property
    def growth(self) -> float:
        """The work of the larger task by that of the smaller."""
        return self.larger.work / statistics.median(cost.work for cost in self.ours)


def measure(pairs: int, pandoc: str | None) -> Timed:
    """Measure both, in turn; without pandoc, ours alone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small, large = (_task(folder / f"{times}.json", times) for times in (1, TIMES))
        ours, theirs = list[Cost](), list[Cost]()
        for _ in range(pairs):
            ours.append(_cost(_ours(small)))
            if pandoc:
                theirs.append(_cost(_theirs(pandoc, folder, small)))
        return Timed(ours, theirs, _version(pandoc) if pandoc else "", _cost(_ours(large)))


def table(timed: Timed) -> list[str]:
    """The lines of a table, in Markdown, and what is said below it."""
    lines = [
        f"| {CITATIONS:,} citations of {ITEMS:,} items | Seconds | Peak of memory, MB |",
        "|---|---:|---:|",
    ]
    for name, costs in (("ours", timed.ours), (timed.version, timed.pandoc)):
        if costs:
            seconds, size = (
                statistics.median(getattr(cost, part) for cost in costs) for part in ("seconds", "megabytes")
            )
            lines.append(f"| {name} | {seconds:.2f} | {size:.0f} |")
    lines += [f"| ratio | {timed.ratio:.2f} |  |"] if timed.pandoc else ["| pandoc | not installed |  |"]
    grown = f"{TIMES * CITATIONS:,} citations of {TIMES * ITEMS:,} items take {timed.growth:.1f} times as long"
    return [*lines, "", f"{grown} ({timed.larger.seconds:.1f} s, {timed.larger.megabytes:.0f} MB)."]


def _task(path: Path, times: int) -> Path:
    items = references(ITEMS * times)
    cited = citations(items, notes=True, count=CITATIONS * times)
    # Both are told of pages alone: the other words for places are written differently.
    for cite in (cite for citation in cited for cite in citation["citationItems"] if "label" in cite):
        cite["label"] = "page"
    path.write_text(json.dumps({"items": items, "citations": cited}), encoding="utf-8")
    return path


def _ours(task: Path) -> list[str]:
    return [sys.executable, "-m", "benchmarks.csl.once", STYLE, str(task)]


def _theirs(pandoc: str, folder: Path, task: Path) -> list[str]:
    style, items, document = (folder / name for name in ("style.csl", "references.json", "document.json"))
    if not document.exists():
        given = json.loads(task.read_text(encoding="utf-8"))
        # Read by another process: what is imported here would count as memory of the processes that are measured.
        style.write_bytes(subprocess.run([sys.executable, "-c", _READ, STYLE], capture_output=True, check=True).stdout)
        items.write_text(json.dumps(given["items"]), encoding="utf-8")
        document.write_text(json.dumps(_document(given["citations"], _api(pandoc))), encoding="utf-8")
    return [
        pandoc,
        "-f",
        "json",
        "-t",
        "html",
        "--citeproc",
        f"--csl={style}",
        f"--bibliography={items}",
        str(document),
    ]


def _document(cited: Sequence[Item], api: object) -> Item:
    """The citations as pandoc's tree: a paragraph each."""
    blocks = []
    for citation in cited:
        cites = [
            {
                "citationId": cite["id"],
                "citationPrefix": _text(cite.get("prefix", "")),
                "citationSuffix": _text(
                    (f" p. {cite['locator']}" if "locator" in cite else "") + cite.get("suffix", "")
                ),
                "citationMode": {"t": "SuppressAuthor" if cite.get("suppress-author") else "NormalCitation"},
                "citationNoteNum": 0,
                "citationHash": 0,
            }
            for cite in citation["citationItems"]
        ]
        blocks.append({"t": "Para", "c": [{"t": "Str", "c": "Word"}, {"t": "Cite", "c": [cites, []]}]})
    return {"pandoc-api-version": api, "meta": {}, "blocks": blocks}


def _text(text: str) -> list[Item]:
    words = re.split(r"( )", re.sub(r"<[^>]*>", "", text))
    return [{"t": "Space"} if word == " " else {"t": "Str", "c": word} for word in words if word]


def _api(pandoc: str) -> object:
    """The version of the document tree that this pandoc reads."""
    done = subprocess.run([pandoc, "-t", "json"], input="", capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["pandoc-api-version"]


def _version(pandoc: str) -> str:
    done = subprocess.run([pandoc, "--version"], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[0]


def _cost(command: Sequence[str]) -> Cost:
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        words = said.read().decode("utf-8", "replace")
    if child.returncode:
        raise SystemExit(words)
    seconds = used.ru_utime + used.ru_stime
    unit = 1e6 if sys.platform == "darwin" else 1e3
    last = words.split()[-1:]
    work = float(last[0]) if last and re.fullmatch(r"[\d.]+", last[0]) else seconds
    return Cost(seconds, work, used.ru_maxrss / unit)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.csl.timing", description="what citing costs")
    parser.add_argument("--pandoc", default=shutil.which("pandoc"), help="the program (default: that of the path)")
    parser.add_argument("--pairs", type=int, default=3, help="how often each is measured, in turn (default: 3)")
    given = parser.parse_args()
    print("\n".join(table(measure(given.pairs, given.pandoc))))


if __name__ == "__main__":
    main()
