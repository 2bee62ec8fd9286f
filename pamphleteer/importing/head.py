"""The head of an article: title, standfirst, byline, date; and the line that says where it first appeared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from pamphleteer.importing import marks
from pamphleteer.importing.dates import iso, whole_date
from pamphleteer.importing.draft import Doubt, Removed
from pamphleteer.importing.passages import Passage
from pamphleteer.importing.words import words

_SENTENCE_END = re.compile(r"[.!?…][”’»\"')]*\s+(?=[^\sa-z])")
_PARTS = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+")


_SIGNATURE = 4
"""Words of a byline that is no person's name."""
_BOXED = 30
"""Words of a standfirst that only a box parts from the text."""


@dataclass(slots=True)
class Head:
    """What stands above the text, as far as the copy says it."""

    title: Passage | None = None
    standfirst: str | None = None
    byline: str | None = None
    date: str | None = None
    source: str | None = None
    doubts: list[Doubt] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)


def read_head(passages: Sequence[Passage], furniture: Sequence[int]) -> tuple[Head, list[Passage]]:
    """The head, and the passages of the text.

    ``furniture`` holds the lines on which page furniture stood: what stood above a box is not the text's beginning.
    """
    head = Head()
    rest = list(passages)
    if rest and rest[0].shape in ("lines", "verse") and len(rest) > 1:
        rest[:1] = rest[0].rows()
    if len(rest) > 1 and _is_title(rest[0]):
        head.title = rest.pop(0)
    else:
        head.doubts.append(Doubt(rest[0].first if rest else 1, "no title found: the copy begins with its text"))
    dated = False
    while rest:
        if rest[0].shape == "lines" and any(_imprint(row.text) for row in rest[0].rows()):
            rest[:1] = rest[0].rows()
        if len(rest) > 1 and not rest[0].calls and _take(head, rest[0], rest[1], dated):
            dated = _date(rest.pop(0).text) is not None
            continue
        if head.standfirst is None and len(rest) > 1 and _is_standfirst(head, rest, furniture):
            head.standfirst = rest.pop(0).text
            continue
        break
    _foot(head, rest)
    return head, rest


def _is_title(passage: Passage) -> bool:
    count = len(passage.text.split())
    if passage.shape != "prose" or marks.item_number(passage.text) == 1 or not any(map(str.isalpha, passage.text)):
        return False
    return count <= 14 or (count <= 30 and not marks.ends_sentence(passage.text))


# --- byline, date, source


def _take(head: Head, passage: Passage, after: Passage, dated: bool) -> bool:
    """Take a passage as byline, date or source; False where it is none. ``dated``: the date stood right before it."""
    if passage.shape != "prose":
        return False
    found = _imprint(passage.text)
    if not found and (_is_signature(passage, after) or (dated and passage.gap == 0 and _is_name(passage.text))):
        head.doubts.append(Doubt(passage.first, "a name beside the date: read as the byline"))
        found = {"byline": passage.text}
    if not found:
        return False
    if found.keys() == {"date"} and head.date is not None:
        place = (passage.first, passage.last)
        head.removed.append(Removed("chrome", passage.text, place, "a second date above the text"))
        return True
    if any(getattr(head, key) is not None for key in found):
        return False
    for key, value in found.items():
        setattr(head, key, value)
    return True


def _imprint(text: str) -> dict[str, str]:
    """Byline, date and source that a line consists of; empty where it holds anything else."""
    if len(text) > 160 or len(text.split()) > 20:
        return {}
    folded = text.casefold()
    if any(folded.startswith(start) for start in words().source):
        return {"source": text}
    if date := _date(text):
        return {"date": date}
    bare = text[1:-1] if text[:1] + text[-1:] in ("[]", "()") else text
    if _is_byline(bare):
        by, comma, date = bare.partition(", ")
        if comma and (day := _date(date)):
            return {"byline": by, "date": day}
        if len(_PARTS.split(bare)) == 1:
            return {"byline": bare}
    pieces = _PARTS.split(bare)
    if len(pieces) not in (2, 3):
        return {}
    found: dict[str, str] = {}
    for piece in pieces:
        if day := _date(piece):
            found["date"] = day
        elif (_is_byline(piece) or _is_name(piece)) and "byline" not in found:
            found["byline"] = piece
        else:
            return {}
    return found if "date" in found or any(_is_byline(piece) for piece in pieces) else {}


def _date(text: str) -> str | None:
    parts = whole_date(text)
    # A year alone is a heading as often as a date.
    return iso(parts) if parts and len(parts) > 1 else None


def _is_byline(text: str) -> bool:
    folded = text.casefold()
    start = next((s for s in words().byline if folded.startswith(s)), None)
    if start is None or marks.ends_sentence(text.rstrip(".")) or len(text.split()) > 16:
        return False
    name = text[len(start) :].strip()
    # "Von hier an" and "By the river" begin so too: a name's first word is a capital, and no common word.
    return marks.starts_upper(name) and not words().is_function_word(name.split(maxsplit=1)[0])


def _is_signature(passage: Passage, after: Passage) -> bool:
    """Whether a line right above the date says who wrote, be it a person or a paper."""
    return _date(after.text) is not None and (
        _is_name(passage.text)
        or (
            len(passage.text.split()) <= _SIGNATURE
            and marks.starts_upper(passage.text)
            and not marks.ends_phrase(passage.text)
        )
    )


def _is_name(text: str) -> bool:
    tokens = text.split()
    return 2 <= len(tokens) <= 4 and all(
        marks.starts_upper(t) and t.strip(".-’'").replace("-", "").isalpha() for t in tokens
    )


def _foot(head: Head, rest: list[Passage]) -> None:
    """The line below the text that says where it first appeared."""
    if head.source is None and len(rest) > 1 and rest[-1].shape == "prose" and not rest[-1].calls:
        found = _imprint(rest[-1].text)
        if "source" in found:
            head.source = found["source"]
            head.doubts.append(Doubt(rest[-1].first, "read as the line that says where the article first appeared"))
            rest.pop()


# --- standfirst


def _is_standfirst(head: Head, rest: Sequence[Passage], furniture: Sequence[int]) -> bool:
    first, after = rest[0], rest[1]
    count = len(first.text.split())
    if first.shape != "prose" or first.calls or count > 45 or head.title is None or first.text.endswith(":"):
        return False
    if marks.opens_quotation(first.text) or marks.item_number(first.text) is not None or marks.BULLET.match(first.text):
        return False
    sentences = len(_SENTENCE_END.findall(first.text.strip())) + 1
    if sentences > 2 or count < 4:
        return False
    if _imprint(after.text.split("\n")[0]) or (len(rest) > 2 and _is_signature(after, rest[2])):
        return True
    if after.shape == "lines" and any(_imprint(row.text) for row in after.rows()):
        return True
    boxed = any(first.last < line < after.first for line in furniture)
    if boxed and count <= _BOXED and len(after.text.split()) > count:
        return True
    spaced = [p.gap > 0 for p in rest[1:]]
    if after.gap == 0 and len(spaced) > 3 and sum(spaced) >= 0.8 * len(spaced):
        return True
    if not marks.ends_sentence(first.text):
        if count >= 6:
            head.doubts.append(Doubt(first.first, "no full stop, right under the title: read as the standfirst"))
        return count >= 6
    if sentences > 1:
        return False
    lengths = [len(p.text.split()) for p in rest[1:] if p.shape == "prose" and len(p.text.split()) >= 15]
    if len(lengths) >= 4 and median(lengths) >= 1.8 * count and len(after.text.split()) > count:
        head.doubts.append(Doubt(first.first, "one short sentence under the title: read as the standfirst"))
        return True
    if count <= 35:
        head.doubts.append(
            Doubt(first.first, "one sentence under the title: a standfirst? Read as the first paragraph")
        )
    return False
