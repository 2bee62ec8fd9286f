"""The official test suite of the Citation Style Language: run it, and say what passes.

``python tests/conformance/csl_suite.py FIXTURES.json [--show NAME] [--only PREFIX] [--kinds] [--write-passes FILE]``

``FIXTURES.json`` is a list of objects with the sections of the suite's files: NAME, MODE, CSL, INPUT and RESULT, and
where there are such CITATIONS, CITATION-ITEMS, BIBENTRIES and BIBSECTION (any other section is passed over). A fixture
that cannot be run counts as failed. What is compared is text: entities count as the characters they stand for, white
space at the ends does not count, and nor do the marks of change (``>>``, ``..``) before the numbered citations.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

SECONDS = 10
"""How long a fixture may take, where the system has an alarm clock."""

POSITIONS = ("first", "subsequent", "ibid", "ibid-with-locator")
"""Positions by the numbers that the suite gives them."""

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a fixture: what was wanted, what came, and the trace of what went wrong, if anything did."""

    name: str
    expected: str
    got: str
    trace: str = ""

    @property
    def passes(self) -> bool:
        """Whether what came is what was wanted."""
        return not self.trace and same(self.expected, self.got)


class Overtime(BaseException):
    """A fixture took too long. Not an ``Exception``, so that nothing within catches it."""


def read(path: Path) -> list[Any]:
    """The fixtures of a file."""
    fixtures = json.loads(path.read_text(encoding="utf-8"))
    return list(fixtures.values()) if isinstance(fixtures, dict) else list(fixtures)


def run_all(fixtures: Sequence[Any], only: Callable[[str], object] = bool, seconds: float = SECONDS) -> list[Outcome]:
    """Run the fixtures whose names are asked for, each for so many seconds at most; an outcome for each, in order."""
    named = [(title(fixture, number), fixture) for number, fixture in enumerate(fixtures, 1)]
    return [run(name, fixture, seconds) for name, fixture in named if only(name)]


def run(name: str, fixture: Any, seconds: float = SECONDS) -> Outcome:
    """Run one fixture. Whatever is raised, running out of time and of stack included, is part of the outcome."""
    expected = str(fixture.get("RESULT", "")) if isinstance(fixture, dict) else ""
    try:
        with limited(seconds):
            return Outcome(name, expected, result(fixture))
    except KeyboardInterrupt:
        raise
    except BaseException:
        return Outcome(name, expected, "", traceback.format_exc(limit=-12))


def title(fixture: Any, number: int) -> str:
    """The name of a fixture; where it has none, its number in the file."""
    return str((isinstance(fixture, dict) and fixture.get("NAME")) or f"fixture {number}")


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise ``Overtime`` in the body when it takes longer; where there is no alarm clock, it may."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ring(*_: object) -> None:
        raise Overtime(f"not done after {seconds} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def same(expected: str, got: str) -> bool:
    """Whether two results are the same; of numbered citations, those that are wanted must be there."""
    wanted, there = numbered(expected), numbered(got)
    if wanted and there:
        return all(there.get(index) == text for index, text in wanted.items())
    return normalised(expected) == normalised(got)


def numbered(text: str) -> dict[int, str]:
    """The citations of a result in the form ``>>[0] text``, by number; nothing for a result of another form."""
    parts = re.split(r"^(?:>>|\.\.)\[(\d+)\] ?", text.strip(), flags=re.MULTILINE)
    if parts[0] or len(parts) < 3:
        return {}
    return {int(index): normalised(said) for index, said in zip(parts[1::2], parts[2::2], strict=True)}


def normalised(text: str) -> str:
    """A result with its entities written alike."""

    def alike(match: re.Match[str]) -> str:
        character = html.unescape(match[0])
        return {"&": "&amp;", "<": "&lt;", ">": "&gt;"}.get(character, character)

    return re.sub(r"&#?\w+;", alike, text.replace("\r\n", "\n")).strip()


def result(fixture: Json) -> str:
    """What our processor makes of a fixture, in the suite's HTML."""
    from pamphleteer.csl import Citation, Cite, Processor, parse_style, to_html

    style = parse_style(fixture["CSL"].encode("utf-8"))
    items = {identity(item): {**item, "id": identity(item)} for item in fixture.get("INPUT2") or fixture["INPUT"]}
    steps, clusters = fixture.get("CITATIONS"), fixture.get("CITATION-ITEMS")
    lists = fixture.get("BIBENTRIES") or ([] if steps else [list(items)])
    # What is on the list is cited once each, apart from the rest, so that no position depends on it.
    listed = [Citation((Cite(str(key)),), scope=f"listed {key}") for key in (lists[-1] if lists else [])]
    if steps:
        cited = [
            Citation(
                tuple(Cite(**asked(cite, mode, at)) for at, cite in enumerate(cites)), note, "", mode == "composite"
            )
            for cites, note, mode in settled(steps)
        ]
        start, sequence = 0, [*cited, *listed]
    else:
        if not clusters:
            alone = Processor(style, items, language=None)
            alone.cite(listed)
            order = [entry.key for entry in alone.bibliography().entries] if style.has_bibliography else []
            clusters = [[{"id": key} for key in dict.fromkeys([*order, *(each.cites[0].key for each in listed)])]]
        cited = [
            Citation(tuple(Cite(**each) for each in first_unless_said(cluster)), scope=f"cluster {number}")
            for number, cluster in enumerate(clusters)
        ]
        start, sequence = len(listed), [*listed, *cited]
    processor = Processor(style, items, language=None)
    made = [to_html(each.tree) for each in processor.cite(sequence)[start : start + len(cited)]]
    if not str(fixture["MODE"]).startswith("bibliography"):
        return "\n".join(f"..[{at}] {text}" if steps else text for at, text in enumerate(made))
    section = fixture.get("BIBSECTION") or {}
    entries = [entry for entry in processor.bibliography().entries if chosen(items[entry.key], section)]
    body = "".join(f'  <div class="csl-entry">{to_html(entry.tree)}</div>\n' for entry in entries)
    return f'<div class="csl-bib-body">\n{body}</div>'


def first_unless_said(cluster: Sequence[Json]) -> list[dict[str, Any]]:
    """The cites of a cluster that stands in no sequence: each a first mention, unless it says its position itself."""
    times = Counter(identity(cite) for cite in cluster)
    named = [POSITIONS[int(c["position"])] if "position" in c else "first" * (times[identity(c)] > 1) for c in cluster]
    return [asked(c) | ({"position": position} if position else {}) for c, position in zip(cluster, named, strict=True)]


def asked(cite: Json, mode: str = "", at: int = 0) -> dict[str, Any]:
    """A cite of the suite in our words; ``at`` is its place in a citation that has a mode."""
    return {
        "key": identity(cite),
        "locator": str(cite.get("locator") or ""),
        "label": str(cite.get("label") or "page"),
        "prefix": str(cite.get("prefix") or ""),
        "suffix": str(cite.get("suffix") or ""),
        "suppress_author": bool(cite.get("suppress-author")) or (not at and mode == "suppress-author"),
        "author_only": bool(cite.get("author-only")) or (not at and mode == "author-only"),
    }


def identity(item: Json) -> str:
    """The key of an item or a cite; the suite has numbers, and items without any."""
    return str(item.get("id", "undefined"))


def settled(steps: Sequence[Any]) -> list[tuple[list[Json], int, str]]:
    """The citations as the last step leaves them, in reading order: cites, the note's number, and the mode."""
    known = {str(citation["citationID"]): citation for citation, *_ in steps}
    last, before, after = steps[-1]
    order = [*before, (last["citationID"], (last.get("properties") or {}).get("noteIndex")), *after]
    return [
        (citation["citationItems"], int(note or 0), str((citation.get("properties") or {}).get("mode") or ""))
        for citation, note in ((known[str(key)], note) for key, note in order)
    ]


def chosen(item: Json, section: Json) -> bool:
    """Whether an item belongs to a section of the bibliography: ``include``, ``exclude``, ``select``, ``quash``."""

    def met(test: Json) -> bool:
        value = item.get(test["field"], "")
        return test["value"] in value if isinstance(value, list) else str(value or "") == str(test["value"])

    tests = {
        name: [met(test) for test in section.get(name) or []] for name in ("include", "exclude", "select", "quash")
    }
    if tests["quash"] and all(tests["quash"]):
        return False
    return all(tests["select"]) and (not tests["include"] or any(tests["include"])) and not any(tests["exclude"])


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="run the official suite of the Citation Style Language")
    parser.add_argument("fixtures", type=Path, help="a JSON file of fixtures")
    parser.add_argument(
        "--show", metavar="NAME", action="append", help="print what is wanted, what comes, and the trace"
    )
    parser.add_argument("--only", metavar="PREFIX", default="", help="run those whose names begin so")
    parser.add_argument("--kinds", action="store_true", help="count by kind, too")
    parser.add_argument("--write-passes", metavar="FILE", type=Path, help="write the names of those that pass")
    given = parser.parse_args(arguments)
    fixtures = read(given.fixtures)
    if given.show:
        for outcome in (shown := run_all(fixtures, given.show.__contains__)):
            show(outcome)
        return 0 if shown else 1
    outcomes = run_all(fixtures, lambda name: name.startswith(given.only))
    passed = [outcome.name for outcome in outcomes if outcome.passes]
    if given.write_passes:
        given.write_passes.write_text("".join(f"{name}\n" for name in sorted(passed)), encoding="utf-8")
    lines = [f"{len(passed)} of {len(outcomes)} pass"]
    if given.kinds:
        whole, well = (Counter(name.split("_")[0] for name in names) for names in ([o.name for o in outcomes], passed))
        lines += [f"{well[kind]:4} of {whole[kind]:4}  {kind}" for kind in sorted(whole)]
    print("\n".join([*lines, *(outcome.name for outcome in outcomes if not outcome.passes)]))
    return 0


def show(outcome: Outcome) -> None:
    """Print an outcome to be read."""
    print(
        f"{outcome.name}: {'passes' if outcome.passes else 'fails'}\nexpected:\n{outcome.expected}\ngot:\n{outcome.got}"
    )
    if outcome.trace:
        print(outcome.trace)


if __name__ == "__main__":
    sys.exit(main())
