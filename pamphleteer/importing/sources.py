"""Sources in brackets → notes: which brackets hold a source, and where its call goes.

A bracket is a source where its words say so (a date or page at the end, a title and a container before it) and its
place does: after a closing mark or a full stop. An ordinary remark in brackets stays in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from pamphleteer.importing import marks
from pamphleteer.importing.citation import (
    Citation,
    is_locator,
    names_page,
    names_periodical,
    names_publisher,
    parse_citation,
)
from pamphleteer.importing.draft import Doubt
from pamphleteer.importing.passages import Passage
from pamphleteer.importing.recovered import Found, cut
from pamphleteer.importing.words import one_of, words

_LONGEST = 600
"""Characters of a bracket that can hold a source."""
_PAIRS = {"(": ")", "[": "]"}
_TITLE_WORDS = 3
"""Words of a title that is long enough to be one, where nothing else vouches for it."""


class SourceReader:
    """Reads the brackets of passages, in reading order; remembers sources, for those that say "ibid."."""

    def __init__(self) -> None:
        self.doubts: list[Doubt] = []
        self.sources: list[Found] = []
        self.families: dict[str, Found] = {}
        """The last source of each author, by family name."""

    def read(self, passages: Sequence[Passage]) -> list[Passage]:
        """The passages with calls where sources stood in brackets."""
        read: list[Passage] = []
        for passage in passages:
            if passage.shape == "table":
                read.append(passage)
                continue
            known = len(self.sources)
            after = self.passage(passage)
            if not after.text.strip() and read and read[-1].shape != "table":
                before = read[-1]
                calls = tuple((len(before.text), note) for _at, note in after.calls)
                read[-1] = replace(before, calls=before.calls + calls, last=after.last)
            elif after.text.strip():
                read.append(after)
            else:
                # There is nothing before it that it could be the source of.
                del self.sources[known:]
                read.append(passage)
        return read

    def passage(self, passage: Passage) -> Passage:
        """One passage with calls where sources stood in brackets."""
        spans: list[tuple[int, int, tuple[Found, ...]]] = []
        for start, end in brackets(passage.text):
            raw = passage.text[start:end]
            if len(raw) > _LONGEST or any(start < place < end for place, _note in passage.calls):
                continue
            before, after = passage.text[:start].rstrip(), passage.text[end:]
            found = self.ibid(raw, passage) or self.source(raw, before, after, passage)
            if found:
                spans.append((start, end, (found,)))
                if before and marks.ends_sentence(before) and after.lstrip()[:1] == ".":
                    self.doubts.append(
                        Doubt(passage.first, f"a full stop before {raw} and another after it: both are kept")
                    )
        return cut(passage, spans)

    # --- the same source again

    def ibid(self, raw: str, passage: Passage) -> Found | None:
        """A bracket that says "the same source", perhaps with a page; None where it says anything else."""
        match = _ibid().fullmatch(" ".join(raw[1:-1].split()))
        if not match:
            return None
        locator = (match["locator"] or "").strip(" ,;:.") or None
        if locator and not is_locator().fullmatch(locator):
            return None
        found = Found("ibid", raw, passage.first, passage.last, locator=locator)
        if self.sources:
            found.meant = self.sources[-1]
        else:
            found.paragraphs = (raw[1:-1].strip(),)
            self.doubts.append(Doubt(passage.first, f"{raw} refers to no source before it"))
        return found

    def short_form(self, citation: Citation, raw: str, passage: Passage) -> Found | None:
        """``(Writer, p. 5)``: the family name of an author whose source has been named, and a page."""
        if not citation.locator or citation.container or citation.date or citation.authors:
            return None
        source = self.families.get(citation.title)
        if source is None:
            return None
        self.doubts.append(Doubt(passage.first, f"{raw}: read as the source of {source.raw}"))
        self.sources.append(source)
        return Found("ibid", raw, passage.first, passage.last, locator=citation.locator, meant=source)

    # --- a source

    def source(self, raw: str, before: str, after: str, passage: Passage) -> Found | None:
        """A bracket that names a source; ``before`` and ``after`` are the text on either side."""
        inner = " ".join(raw[1:-1].split())
        if not inner or (inner[0].islower() and not inner.casefold().startswith(words().see)):
            return None
        placed = not before or marks.ends_sentence(before) or before[-1] in marks.CLOSERS
        citation = parse_citation(inner)
        if citation is None or (citation.title[:1].islower() and not citation.quoted):
            weight = 0
        elif short := self.short_form(citation, raw, passage):
            return short
        else:
            weight = _weight(citation)
        if citation is None or weight < (1 if placed else 2) or not (placed or _stands_alone(citation, after)):
            self.doubt(weight, raw, before, passage)
            return None
        csl = citation.csl()
        csl["custom"] = {"raw": raw, "locator": citation.locator} if citation.locator else {"raw": raw}
        if citation.type() == "document":
            self.doubts.append(Doubt(passage.first, f"{raw}: what kind of source it is, the copy does not say"))
        found = Found("source", raw, passage.first, passage.last, csl=csl)
        self.sources.append(found)
        self.families.update({author["family"]: found for author in csl.get("author", [])})
        return found

    def doubt(self, weight: int, raw: str, before: str, passage: Passage) -> None:
        """Say where a bracket that stays in the text could be a source after all."""
        if weight:
            self.doubts.append(Doubt(passage.first, f"{raw}: a source? Within a sentence it stays in the text"))
        elif before[-1:] in ("”", "“", "»", "«", '"') and re.search(r"\d{2}", raw) and len(raw.split()) > 1:
            self.doubts.append(Doubt(passage.first, f"{raw}: a source? It says too little and stays in the text"))


def _stands_alone(citation: Citation, after: str) -> bool:
    """Whether a source that follows no stop or closing mark is one nevertheless: a page or address says so, or it
    ends its sentence and has a title of some words or an author.
    """
    if names_page(citation.locator) or citation.url:
        return True
    ends = after.lstrip()[:1] in ("", ".", ";")
    return ends and (bool(citation.authors) or citation.quoted or len(citation.title.split()) >= _TITLE_WORDS)


def _weight(citation: Citation) -> int:
    """How surely a bracket's words are a source's: 0 they are not, 1 in the right place, 2 wherever they stand."""
    title = citation.title
    named = bool(citation.authors) or citation.quoted or bool(citation.publisher)
    if citation.url and title:
        return 2
    if names_page(citation.locator) and title and not title.isdigit():
        return 2
    if len(citation.date) >= 2:
        return (
            2
            if title and (citation.container or citation.authors or citation.quoted)
            else int(bool(citation.container) or named)
        )
    if citation.date and title:
        vouched = named or names_periodical(citation.container) or names_publisher(citation.container)
        return int(vouched or bool(citation.container and len(title.split()) >= _TITLE_WORDS))
    return 0


def brackets(text: str) -> Iterator[tuple[int, int]]:
    """The outermost pairs of brackets: where each begins, and one past its end. Unclosed ones are passed over."""
    stack: list[tuple[str, int]] = []
    spans: list[tuple[int, int]] = []
    for i, c in enumerate(text):
        if c in _PAIRS:
            stack.append((_PAIRS[c], i))
        elif c in ")]" and stack:
            # A stray closing bracket of the other kind ends nothing.
            if stack[-1][0] != c:
                continue
            _closing, start = stack.pop()
            while spans and spans[-1][0] > start:
                spans.pop()
            spans.append((start, i + 1))
    yield from spans


@lru_cache(maxsize=1)
def _ibid() -> re.Pattern[str]:
    return re.compile(rf"{one_of(words().ibid)}\.?(?:[\s,;:]+(?P<locator>[^()]{{1,60}}))?\.?", re.IGNORECASE)
