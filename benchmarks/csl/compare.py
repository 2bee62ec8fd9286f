"""Our citation processor beside citeproc-js: ``python -m benchmarks.csl.compare [--style NAME] [--out FILE]``.

Three hundred references of every type are cited, in eleven styles, by both; what is compared is HTML, entities written
alike. Prints what is equal, by style, and writes what is not, the most frequent kinds first. It needs Node.js and npm;
citeproc-js, pinned in ``package.json``, is fetched by ``npm ci``, and what it made is kept beside it.
"""

from __future__ import annotations

import argparse
import difflib
import json
import re
import traceback
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.csl.citations import citations
from benchmarks.csl.processors import ours, theirs, xml
from benchmarks.csl.references import Item, references
from tests.conformance.csl_suite import normalised

STYLES = (
    "chicago-notes-bibliography",
    "chicago-notes-bibliography-subsequent-ibid",
    "mhra-notes",
    "oscola",
    "new-harts-rules-notes",
    "modern-language-association",
    "apa",
    "nlm-citation-sequence",
    "din-1505-2",
    "infoclio-fr-smallcaps",
    "universitat-freiburg-geschichte",
)
"""Chicago 18, without and with ibid.; MHRA; OSCOLA; Oxford; MLA; APA; Vancouver; DIN 1505; a French, a German one."""

EXAMPLES = 3
"""How many differences of a kind are written out."""


@dataclass(slots=True)
class Told:
    """What came of a style: how many are equal of how many, and the differences as (place, ours, theirs)."""

    style: str
    citations: tuple[int, int] = (0, 0)
    entries: tuple[int, int] = (0, 0)
    moved: int = 0
    differences: list[tuple[str, str, str]] = field(default_factory=list)
    trace: str = ""

    def __str__(self) -> str:
        """A line of the table."""
        if self.trace:
            return f"{self.style:45} failed: {self.trace.strip().splitlines()[-1]}"
        shares = "  ".join(
            f"{name} {equal} of {count} ({equal / max(count, 1):.1%})"
            for name, (equal, count) in (("citations", self.citations), ("entries", self.entries))
        )
        return f"{self.style:45} {shares}  out of order {self.moved}"


def compare(style: str, items: Sequence[Item], language: str | None = None) -> Told:
    """Both processors on the same citations."""
    cited = citations(items, notes=b'class="note"' in xml(style))
    wanted = theirs(style, items, cited, language)
    try:
        got = ours(style, items, cited, language)
    except Exception:
        return Told(style, trace=traceback.format_exc())
    kinds = {item["id"]: item["type"] for item in items}
    places = [" + ".join(_place(cite, kinds) for cite in citation["citationItems"]) for citation in cited]
    told = Told(style)
    for at, (place, our, their) in enumerate(zip(places, got.citations, wanted.citations, strict=True)):
        if normalised(our) != normalised(their):
            note = cited[at]["properties"]["noteIndex"]
            told.differences.append((f"citation {at} (note {note}): {place}", normalised(our), normalised(their)))
    told.citations = (len(cited) - len(told.differences), len(cited))
    keys = list(dict.fromkeys([*wanted.entries, *got.entries]))
    for key in keys:
        our, their = (normalised(made.entries.get(key, "(no entry)")) for made in (got, wanted))
        if our != their:
            told.differences.append((f"entry {key} {kinds[key]}", our, their))
    told.entries = (len(keys) - (len(told.differences) - (len(cited) - told.citations[0])), len(keys))
    order = {key: at for at, key in enumerate(wanted.entries)}
    told.moved = moved([order[key] for key in got.entries if key in order])
    return told


def _place(cite: Item, kinds: dict[str, str]) -> str:
    rest = {name: value for name, value in cite.items() if name != "id"}
    return f"{cite['id']} {kinds[cite['id']]}" + (f" {json.dumps(rest, ensure_ascii=False)}" if rest else "")


def moved(places: Sequence[int]) -> int:
    """How many must be moved so that all stand in rising order."""
    ends: list[int] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(places) - len(ends)


def report(told: Told) -> Iterator[str]:
    """What differs, by kind, the most frequent kind first."""
    yield f"\n# {told}\n"
    if told.trace:
        yield told.trace
    kinds: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for difference in told.differences:
        kinds[kind(*difference[1:])].append(difference)
    for name, found in sorted(kinds.items(), key=lambda pair: -len(pair[1])):
        yield f"\n## {len(found)} × {name}\n"
        for place, our, their in found[:EXAMPLES]:
            yield f"- {place}\n    ours: {our}\n    js:   {their}"


def kind(our: str, their: str) -> str:
    """What differs, without what is particular: capitalised words and figures stand for their like."""
    left, right = ([*re.findall(r"<[^>]*>|\w+|\W", text)] for text in (our, their))
    changes = difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    parts = []
    for tag, a, b, c, d in changes:
        if tag != "equal":
            cut = [left[max(0, a - 1) : a], left[a:b], right[c:d], left[b : b + 1]]
            around = "{}[{} → {}]{}".format(*map("".join, cut))
            parts.append(re.sub(r"\d+", "0", re.sub(r"\b[^\W\d_a-z]\w*", "W", around)))
    return " … ".join(dict.fromkeys(re.sub(r"W(?:[ .,-]+W)+", "W+", part) for part in parts))[:160]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.csl.compare", description="beside citeproc-js")
    parser.add_argument("--style", action="append", help="a style of the library (default: the eleven)")
    parser.add_argument("--language", help="the language of the book (default: the style's own)")
    parser.add_argument("--count", type=int, default=300, help="how many references (default: 300)")
    parser.add_argument("--seed", type=int, default=6, help="other references (default: 6)")
    parser.add_argument("--out", type=Path, help="where differences are written")
    given = parser.parse_args()
    items: Sequence[dict[str, Any]] = references(given.count, given.seed)
    lines: list[str] = []
    for style in given.style or STYLES:
        told = compare(style, items, given.language)
        print(told, flush=True)
        lines += report(told)
    if given.out:
        given.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
