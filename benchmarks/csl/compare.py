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
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Pair:
    """What both made of one citation or entry, entities written alike."""

    place: str
    ours: str
    theirs: str

    @property
    def equal(self) -> bool:
        """Whether all is the same, markup and all."""
        return self.ours == self.theirs

    @property
    def reads_equal(self) -> bool:
        """Whether the words are the same, whatever markup they stand in."""
        return re.sub(r"<[^>]*>", "", self.ours) == re.sub(r"<[^>]*>", "", self.theirs)


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a style: its citations, its entries, how many entries stand elsewhere; or what went wrong."""

    style: str
    citations: Sequence[Pair] = ()
    entries: Sequence[Pair] = ()
    moved: int = 0
    trace: str = ""

    def __str__(self) -> str:
        """A line of the table."""
        if self.trace:
            return f"{self.style:45} failed: {self.trace.strip().splitlines()[-1]}"
        parts = (
            f"{name} {sum(pair.equal for pair in pairs)} of {len(pairs)} ({share(pairs):.1%}; "
            f"as text {share(pairs, text=True):.1%})"
            for name, pairs in (("citations", self.citations), ("entries", self.entries))
        )
        return f"{self.style:45} {'  '.join(parts)}  out of order {self.moved}"


def share(pairs: Sequence[Pair], *, text: bool = False) -> float:
    """The share of pairs that are equal, or that read equal."""
    return sum(pair.reads_equal if text else pair.equal for pair in pairs) / max(len(pairs), 1)


def compare(style: str, items: Sequence[Item], language: str | None = None) -> Told:
    """Both processors on the same citations."""
    cited = citations(items, notes=b'class="note"' in xml(style))
    wanted = theirs(style, items, cited, language)
    try:
        got = ours(style, items, cited, language)
    except Exception:
        return Told(style, trace=traceback.format_exc())
    types = {item["id"]: item["type"] for item in items}
    pairs = []
    for at, (citation, our, their) in enumerate(zip(cited, got.citations, wanted.citations, strict=True)):
        cites = " + ".join(_place(cite, types) for cite in citation["citationItems"])
        note = citation["properties"]["noteIndex"]
        pairs.append(Pair(f"citation {at} (note {note}): {cites}", normalised(our), normalised(their)))
    keys = dict.fromkeys([*wanted.entries, *got.entries])
    entries = [
        Pair(f"entry {key} {types[key]}", *(normalised(made.entries.get(key, "(no entry)")) for made in (got, wanted)))
        for key in keys
    ]
    order = {key: at for at, key in enumerate(wanted.entries)}
    return Told(style, pairs, entries, moved([order[key] for key in got.entries if key in order]))


def _place(cite: Item, types: dict[str, str]) -> str:
    rest = {name: value for name, value in cite.items() if name != "id"}
    return f"{cite['id']} {types[cite['id']]}" + (f" {json.dumps(rest, ensure_ascii=False)}" if rest else "")


def moved(places: Sequence[int]) -> int:
    """How many must be moved so that all stand in rising order."""
    ends: list[int] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(places) - len(ends)


def report(told: Sequence[Told]) -> Iterator[str]:
    """What differs, by kind, the most frequent kind first: in all styles together, then in each."""
    if len(told) > 1:
        yield "# all styles"
        yield from _listed([pair for each in told for pair in (*each.citations, *each.entries)])
    for each in told:
        yield f"\n# {each}"
        yield each.trace
        yield from _listed([*each.citations, *each.entries])


def _listed(pairs: Sequence[Pair]) -> Iterator[str]:
    yield from _by_kind([pair for pair in pairs if not pair.reads_equal])
    yield "\n(in markup alone:)"
    yield from _by_kind([pair for pair in pairs if pair.reads_equal and not pair.equal])


_SEEN = {0xA0: "⍽", 0x202F: "⍽narrow⍽", 0x200B: "⍽zero⍽", 0x2011: "‑nobreak-"}
"""How characters that look like others are written in a report."""


def _by_kind(pairs: Sequence[Pair]) -> Iterator[str]:
    found: dict[str, list[tuple[int, Pair]]] = defaultdict(list)
    for pair in pairs:
        changes = kinds(pair.ours, pair.theirs)
        for change in changes:
            found[change].append((len(changes), pair))
    for change, texts in sorted(found.items(), key=lambda item: -len(item[1])):
        yield f"\n## {len(texts)} × {change}\n".translate(_SEEN)
        # Those that differ in little else are the best examples; the same text is one.
        best = {(pair.ours, pair.theirs): pair for _, pair in sorted(texts, key=lambda text: -text[0])}
        for pair in list(best.values())[: -EXAMPLES - 1 : -1]:
            yield f"- {pair.place}\n    ours: {pair.ours}\n    js:   {pair.theirs}".translate(_SEEN)


def kinds(our: str, their: str) -> list[str]:
    """The changes from one text to the other, without what is particular: capitalised words and figures are alike."""
    left, right = (re.findall(r"<[^>]*>|\w+|\W", text) for text in (our, their))
    found = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            cut = [left[max(0, a - 1) : a], left[a:b], right[c:d], left[b : b + 1]]
            plain = re.sub(r"\b[^\W\d_a-z]\w*", "W", "{}[{} → {}]{}".format(*map("".join, cut)))
            found.append(re.sub(r"W(?:[ .,-]+W)+", "W+", re.sub(r"\d+", "0", plain))[:120])
    return list(dict.fromkeys(found))


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
    told = []
    for style in given.style or STYLES:
        told.append(compare(style, items, given.language))
        print(told[-1], flush=True)
    if given.out:
        given.out.write_text("\n".join(report(told)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
