"""Citations of references, the same ones every time, in the form of citeproc-js, which is plain data.

A citation has ``citationID``, ``citationItems`` (each with ``id``, and where it has them ``locator``, ``label``,
``prefix``, ``suffix`` and ``suppress-author``) and ``properties.noteIndex``, which is 0 in the text.
"""

from __future__ import annotations

import itertools
import random  # noqa: TID251
from collections.abc import Iterator, Sequence

from benchmarks.csl.references import Item

LABELS = (
    "act appendix article-locator book canon chapter column elocation equation figure folio issue line note opus page "
    "paragraph part rule scene section sub-verbo supplement table timestamp title-locator verse version volume"
).split()
"""All locators of CSL 1.0.2."""

_LOCATORS = ("3", "12-15", "7, 9", "xiv-xvi", "101-109", "4 & 6", "12a", "5 ff.", "1.2.3", "345-346")
_PREFIXES = ("see ", "see also ", "cf. ", "As shown by ", "But see, e.g., ", "<i>contra</i> ")
_SUFFIXES = (
    ", for a dissent",
    " (emphasis added)",
    ", <i>passim</i>",
    ". A view since given up",
    ", with further references",
)


def citations(items: Sequence[Item], notes: bool, seed: int = 6, count: int | None = None) -> list[Item]:
    """Citations of these items, each item at least once, in notes or in the text; as many as asked for.

    First mentions are followed by mentions of the same in the next note, with and without locators, by mentions of
    another in the same note, and by later mentions. Some notes cite nothing, some have two citations. Where more are
    asked for than that makes, later mentions follow.
    """
    chance, made, note = random.Random(seed), list[Item](), 0
    keys = [item["id"] for item in items]
    clusters = _clusters(chance, keys)
    later = ([_cite(chance, chance.choice(keys), "page")] for _ in itertools.count())
    for cites in itertools.islice(itertools.chain(clusters, later), count) if count else clusters:
        [step] = chance.choices((1, 2, 0), (85, 10, 5))
        note = max(1, note + step)
        properties = {"noteIndex": note if notes else 0}
        made.append({"citationID": f"c{len(made)}", "citationItems": cites, "properties": properties})
    return made


def _clusters(chance: random.Random, keys: Sequence[str]) -> Iterator[list[Item]]:
    labels = 0
    for at, key in enumerate(keys):
        yield [_cite(chance, key, chance.choice(LABELS) if at % 3 else "page")]
        if at % 5 == 0:
            # The same again: as it was, at a place, at that place again, at another, and without a place.
            place = chance.choice(_LOCATORS)
            yield [{"id": key}]
            yield [{"id": key, "locator": place, "label": "page"}]
            yield [{"id": key, "locator": place, "label": "page"}]
            yield [{"id": key, "locator": chance.choice(_LOCATORS), "label": chance.choice(LABELS)}]
            yield [{"id": key}]
        if at % 4 == 1:
            earlier = [keys[chance.randrange(at)] for _ in range(chance.randint(1, 3))]
            yield [_cite(chance, each, "page") for each in [key, *earlier]]
        if at % 3 == 2:
            yield [{"id": keys[chance.randrange(at)], "locator": chance.choice(_LOCATORS), "label": LABELS[labels]}]
            labels = (labels + 1) % len(LABELS)
        if at % 17 == 16:
            yield [{"id": key, "suppress-author": True, "locator": "5", "label": "page"}]


def _cite(chance: random.Random, key: str, label: str) -> Item:
    cite: Item = {"id": key}
    if chance.random() < 0.4:
        cite |= {"locator": chance.choice(_LOCATORS), "label": label}
    if chance.random() < 0.15:
        cite["prefix"] = chance.choice(_PREFIXES)
    if chance.random() < 0.12:
        cite["suffix"] = chance.choice(_SUFFIXES)
    return cite
