"""The part of the results that is about lines: ``python -m benchmarks.lines [--pandoc PATH] [--typst PYTHON] …``.

Only that part of the file is written anew. ``python -m benchmarks`` writes it with the rest.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks.lines import texts
from benchmarks.lines.measures import CASES, Measures, letters
from benchmarks.lines.ours import lay_out, lay_out_unpatched, load
from benchmarks.lines.peers import Peers
from benchmarks.lines.read import read
from benchmarks.lines.texts import Text
from pamphleteer.build.manuscript import Loaded
from tests.conftest import SHARED

HEADING = "## Lines"

OURS, THEIRS = "ours", "WeasyPrint's"


def measured(text: Text, loaded: Loaded, peers: Peers, folder: Path) -> dict[str, Measures]:
    """The measures of a text by who set it."""
    found = {}
    for name, own in ((OURS, False), (THEIRS, True)):
        path = folder / "ours.pdf"
        path.write_bytes(lay_out(loaded, own=own).pdf)
        found[name] = read(path)
    return found | {name: read(peers.make(name, text, folder / name)) for name in peers.names()}


def table(text: Text, by: dict[str, Measures], copy: Counter[str] | None) -> Iterator[str]:
    """The measures of a text, a column each."""
    every = list(by.values())
    yield f"| {text.name} | {' | '.join(by)} |"
    yield "|---|" + "---:|" * len(by)
    yield _row("pages", (found.pages for found in every))
    for name, spacings in (("text", [one.text for one in every]), ("notes", [one.notes for one in every])):
        if not any(one.justified for one in spacings):
            continue
        yield _row(f"{name}: lines", (one.lines for one in spacings))
        yield _row("word space ÷ natural: mean", (f"{one.mean:.2f}" for one in spacings))
        yield _row("standard deviation", (f"{one.deviation:.3f}" for one in spacings))
        yield _row("greatest", (f"{one.most:.2f}" for one in spacings))
        yield _row("over 1.5, per 1,000 justified lines", (f"{one.wide:.0f}" for one in spacings))
        yield _row("lines over the measure", (one.over for one in spacings))
        yield _row("hyphens per 1,000 lines", (f"{one.hyphens:.0f}" for one in spacings))
        yield _row("three or more in a row", (one.runs for one in spacings))
    for case in CASES:
        yield _row(case, (len(found.cases[case]) for found in every))
    yield _row("calls", (found.calls for found in every))
    yield _row("words", (found.words for found in every))
    if copy:
        yield _row("letters lost", ((copy - found.letters).total() for found in every))
    yield ""


def cost(loaded: Loaded, pairs: int) -> Iterator[str]:
    """What layout and painting cost, against WeasyPrint's own."""
    # What is loaded once, and read once of fonts, is loaded now.
    lay_out(loaded)
    yield "CPU of layout and painting, book corpus, one process, in turn; ratios of medians:"
    yield ""
    yield "| | WeasyPrint alone | ours with WeasyPrint's lines | ours |"
    yield "|---|---:|---:|---:|"
    for name, tags in (("without tags", False), ("tagged", True)):
        laid = [
            (
                lay_out_unpatched(loaded, tags=tags),
                lay_out(loaded, own=True, tags=tags),
                lay_out(loaded, tags=tags),
            )
            for _ in range(pairs)
        ]
        alone, *others = (statistics.median(one.seconds for one in column) for column in zip(*laid, strict=True))
        ms = alone / laid[0][0].pages * 1000
        cells = [f"1 ({alone:.1f} s, {ms:.0f} ms a page)", *(f"{seconds / alone:.2f}" for seconds in others)]
        yield _row(f"{name}, {laid[0][2].pages} pages", cells)


def section(peers: Peers, german: Path | None, chapters: int, pairs: int) -> Iterator[str]:
    """The lines of that part."""
    yield from (HEADING, "")
    command = " ".join(["python -m benchmarks.lines", *("PATH" if "/" in given else given for given in sys.argv[1:])])
    yield f"`{command}` with Python {platform.python_version()}, weasyprint {version('weasyprint')},"
    yield f"{', '.join(peers.versions()) or 'no peers'}; load {os.getloadavg()[0]:.1f}."
    yield "All set A5, EB Garamond of 11 on 14 pt, the measure 103.6 mm, and are read from the PDF's glyph positions."
    yield ""
    if not (SHARED / "bench").is_dir():
        yield "There is no shared folder (PAMPHLETEER_SHARED), so nothing was measured."
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = [texts.corpus(SHARED, folder, chapters), texts.articles(SHARED, folder)]
        found += [texts.german(german, folder)] if german else []
        for text in found:
            home = folder / text.name
            loaded = load(text, home)
            copy = letters(peers.plain(text)) if peers.pandoc else None
            yield from table(text, measured(text, loaded, peers, home), copy)
        book = Text("book", "en-US", tuple(sorted((folder / "corpus").glob("[0-9]*.md"))))
        yield from cost(load(book, folder / "book"), pairs)


def _row(name: str, cells: Iterable[object]) -> str:
    return f"| {name} | {' | '.join(map(str, cells))} |"


def _replaced(whole: str, lines: Sequence[str]) -> str:
    """The results with this part in its place: before the one about citations, if it is not there yet."""
    parts = whole.split("\n## ")
    own = "\n".join(lines).removeprefix("## ").rstrip() + "\n"
    names = [part.splitlines()[0] if part else "" for part in parts]
    if HEADING.removeprefix("## ") in names:
        parts[names.index(HEADING.removeprefix("## "))] = own
    else:
        parts.insert(1, own)
    return "\n## ".join(part.rstrip() + "\n" for part in parts)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lines", description="lines, ours against others'")
    parser.add_argument("--pandoc", default=shutil.which("pandoc"), help="the program (default: that of the path)")
    parser.add_argument(
        "--typst", default=os.environ.get("PAMPHLETEER_TYPST"), help="a Python that has the package typst"
    )
    parser.add_argument("--lualatex", default=shutil.which("lualatex"), help="the program (default: that of the path)")
    parser.add_argument(
        "--german",
        type=Path,
        default=os.environ.get("PAMPHLETEER_GERMAN"),
        help="a German text of Project Gutenberg; see the README",
    )
    parser.add_argument("--chapters", type=int, default=3, help="how many of the book corpus are compared (default: 3)")
    parser.add_argument("--pairs", type=int, default=3, help="how often each is timed, in turn (default: 3)")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "results.md", help="the results")
    given = parser.parse_args()
    lines = []
    for line in section(Peers(given.pandoc, given.typst, given.lualatex), given.german, given.chapters, given.pairs):
        print(line, flush=True)
        lines.append(line)
    before = given.out.read_text(encoding="utf-8") if given.out.exists() else "# Results\n"
    given.out.write_text(_replaced(before, lines), encoding="utf-8")


if __name__ == "__main__":
    main()
