"""Which paragraphs are a block quotation: runs that open with a quotation mark, and what speaks for and against them.

A quotation of several paragraphs opens each with a mark and closes the last alone. A paragraph of speech opens with a
mark as well; it is told by the speaker's interruption ("so", he said, "it is").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pamphleteer.importing import marks
from pamphleteer.importing.draft import Doubt
from pamphleteer.importing.passages import Passage

_CLOSING = {"“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "‚": "‘’", "‹": "›", "›": "‹", '"': '"', "'": "'"}
_LONG = 40
"""Words of a paragraph in quotation marks that could be a block quotation though nothing says so."""


@dataclass(frozen=True, slots=True)
class Speech:
    """How a paragraph stands to the quotation mark that opens it."""

    open_at_end: bool
    """Whether the quotation goes on after it."""
    whole: bool
    """Whether it is one quotation from its first character to its last."""


def measure(text: str) -> Speech:
    """Follow the marks of a paragraph that opens with one."""
    opening, closing = text[0], _CLOSING[text[0]]
    single = opening in "‘'‚"
    depth, breaks = 0, 0
    end = len(text.rstrip(" .,;:!?…)"))
    for i, c in enumerate(text):
        if opening in closing and c == opening:
            if single and _is_apostrophe(text, i):
                continue
            depth = 0 if depth else 1
        elif c == opening and not (single and _is_apostrophe(text, i)):
            depth += 1
        elif c in closing and not (single and _is_apostrophe(text, i)):
            depth = max(0, depth - 1)
        else:
            continue
        if depth == 0 and i < end - 1:
            breaks += 1
    return Speech(depth > 0, depth == 0 and breaks == 0)


def _is_apostrophe(text: str, i: int) -> bool:
    """Whether a single mark stands within a word, or ends a plural that owns something, rather than a quotation."""
    before, after = text[i - 1 : i] if i else "", text[i + 1 : i + 2]
    if before.isalnum() and after.isalnum():
        return True
    if i == 0 or text[i] in "‘‚":
        return False
    # A quotation closes after its stop; "the boys’ hut" and the like have none.
    return before.isalpha() and after == " " and text[i + 2 : i + 3].islower() and before == "s"


def block_quotations(passages: Sequence[Passage], barred: Sequence[bool]) -> tuple[list[bool], list[Doubt]]:
    """For each passage, whether it belongs to a block quotation. ``barred`` are headings and items of lists."""
    quoted = [False] * len(passages)
    doubts: list[Doubt] = []
    i = 0
    while i < len(passages):
        end = i
        while end < len(passages) and _opens(passages[end], barred[end]):
            end += 1
        if end > i:
            before = passages[i - 1] if i and not barred[i - 1] else None
            for k, yes in enumerate(_run(passages[i:end], before, doubts), i):
                quoted[k] = yes
        i = max(end, i + 1)
    return quoted, doubts


def _opens(passage: Passage, barred: bool) -> bool:
    return not barred and passage.shape == "prose" and marks.opens_quotation(passage.text)


def is_sourced(passage: Passage) -> bool:
    """Whether a source is named at the passage's end."""
    end = len(passage.text.rstrip(" .,;"))
    return any(at >= end and note.kind != "note" for at, note in passage.calls)


def _run(run: Sequence[Passage], before: Passage | None, doubts: list[Doubt]) -> list[bool]:
    """A run of paragraphs that each open with a mark → which of them are quoted."""
    announced = before is not None and before.text.rstrip(" —–-").endswith(":")
    speech = [measure(p.text) for p in run]
    sources: list[int | None] = [None] * (len(run) + 1)
    for k in range(len(run) - 1, -1, -1):
        sources[k] = k if is_sourced(run[k]) else sources[k + 1]
    quoted = [False] * len(run)
    unbroken = True
    start = 0
    while start < len(run):
        announces = announced and unbroken
        end = _group_end(speech, sources, start, announces)
        group, spoken = run[start:end], speech[start:end]
        sourced = is_sourced(group[-1])
        continued = any(s.open_at_end for s in spoken[:-1])
        announces = announced and unbroken
        if (
            continued
            or (announces and (sourced or spoken[0].whole or spoken[0].open_at_end))
            or (sourced and (spoken[-1].whole or spoken[0].open_at_end))
        ):
            quoted[start:end] = [True] * len(group)
            _doubt_marks(group, spoken, doubts)
        elif spoken[0].open_at_end:
            doubts.append(Doubt(group[0].first, "a quotation that is not closed: read as a paragraph"))
        elif spoken[0].whole and len(group[0].text.split()) >= _LONG:
            doubts.append(
                Doubt(group[0].first, "a long paragraph in quotation marks: a block quotation? Nothing says so")
            )
        unbroken = unbroken and quoted[start]
        start = end
    return quoted


def _group_end(speech: Sequence[Speech], sources: Sequence[int | None], start: int, announced: bool) -> int:
    """Where the quotation ends that begins at ``start``: at a source, else with the last paragraph that stays open.

    ``sources`` says for each paragraph which is the next that names a source at its end. Where a quotation that ran
    over paragraphs seems closed, but more paragraphs open and a source ends them, the mark was a slip and the
    quotation goes on.
    """
    sourced = sources[start]
    if sourced is not None and (announced or speech[start].open_at_end):
        return sourced + 1
    end = start + 1
    while end < len(speech) and speech[end - 1].open_at_end:
        end += 1
    return end


def _doubt_marks(group: Sequence[Passage], spoken: Sequence[Speech], doubts: list[Doubt]) -> None:
    mixed = any(s.open_at_end for s in spoken)
    for passage, s in zip(group[:-1], spoken[:-1], strict=True):
        if mixed and not s.open_at_end:
            doubts.append(Doubt(passage.last, "a quotation is closed here, yet goes on in the next paragraph"))
    if spoken[-1].open_at_end:
        doubts.append(Doubt(group[-1].last, "a quotation that is not closed"))
