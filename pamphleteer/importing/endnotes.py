"""Marks in the text and the list of notes that they call: ``[1]``, superscripts, asterisks and daggers.

What looks like a mark is one only where a note with that mark is found: ``[37]`` in a quotation, numbered paragraphs
and ``a[6]`` in code stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pamphleteer.importing import marks
from pamphleteer.importing.draft import Doubt, Removed
from pamphleteer.importing.passages import Passage
from pamphleteer.importing.recovered import Found, cut
from pamphleteer.importing.words import normal, words

_DIGITS = str.maketrans("¹²³⁰⁴⁵⁶⁷⁸⁹", "1230456789")
_BRACKET_CALL = re.compile(r"\[((?:\d{1,3}|[ivxl]{1,6})(?:[ \t]?[,;][ \t]?(?:\d{1,3}|[ivxl]{1,6})){0,9})\]")
_SUPER_CALL = re.compile(r"(?<=\S)([¹²³⁰⁴⁵⁶⁷⁸⁹]{1,3})(?![⁻⁺\w])")
_FLAT_CALL = re.compile(r"(?<=[^\d\s][.,;:!?”’»\"')\]…])(\d{1,3})(?=\s|$|[—–])")
_DAGGER_CALL = re.compile(r"(?<=[^\s*†‡§‖(\[])(\*{1,4}|†{1,3}|‡{1,3}|§{1,2}|‖)(?=$|[\s.,;:!?)\]”’»\"“—–])")
_CODE_AFTER = re.compile(r"\s*(?:[+\-*/]?=|\.\w|\+\+|\[\w|;\s*\w+\s*[=(\[])")
_BARE_NUMBER = re.compile(r"(\d{1,3})\s+(?=\S)")


_RUN_ON = 3
"""Paragraphs that a listed note may have after its first."""


@dataclass(eq=False, slots=True)
class _Definition:
    mark: str
    style: str
    """bracketed, number, superscript, bare or dagger."""
    index: int
    """Of its first passage."""
    end: int
    """One past its last passage."""
    note: Found


def recover_endnotes(passages: Sequence[Passage]) -> tuple[list[Passage], list[Removed], list[Doubt]]:
    """The passages with the calls of listed notes in their places, and without the list."""
    work = _explode_lists(passages)
    doubts: list[Doubt] = []
    heading, numbered = _numbered(work)
    daggers = _daggers(work, numbered)
    calls: dict[int, list[tuple[int, int, tuple[Found, ...]]]] = {}
    called: set[int] = set()
    _call_numbers(work, heading, numbered, calls, called, doubts)
    _call_daggers(work, daggers, calls, called)
    if numbered and not any(id(d) in called for d in numbered):
        first = work[numbered[0].index].first
        doubts.append(Doubt(first, "numbers before paragraphs: nothing in the text calls them as notes, so they stay"))
        numbered = []
    for definition in (*numbered, *daggers):
        if id(definition) not in called and (definition.style != "dagger" or definition.mark[0] != "*"):
            line = work[definition.index].first
            doubts.append(Doubt(line, f"nothing in the text calls the note {definition.mark!r}: it stays where it is"))
    gone = {i for d in (*numbered, *daggers) if id(d) in called for i in range(d.index, d.end)}
    removed = []
    if heading is not None and numbered and all(id(d) in called for d in numbered):
        gone.add(heading)
        place = (work[heading].first, work[heading].last)
        why = "the heading of the notes, which stand at their calls"
        removed.append(Removed("heading", work[heading].text, place, why))
    kept = [
        cut(p, sorted(calls[i], key=lambda span: span[0])) if i in calls else p
        for i, p in enumerate(work)
        if i not in gone
    ]
    doubts += _left_over(kept) if numbered else []
    return kept, removed, doubts


def _explode_lists(passages: Sequence[Passage]) -> list[Passage]:
    """Lines under a heading of notes are notes, not verse or the lines of a paragraph."""
    work: list[Passage] = []
    under = False
    for passage in passages:
        if passage.shape in ("lines", "verse") and under:
            work += passage.rows()
        else:
            under = under or _is_note_heading(passage)
            work.append(passage)
    return work


def _is_note_heading(passage: Passage) -> bool:
    return passage.shape == "prose" and len(passage.text) <= 60 and normal(passage.text) in words().note_headings


# --- lists of notes


def _numbered(work: Sequence[Passage]) -> tuple[int | None, list[_Definition]]:
    """The list of numbered notes, and the passage that is its heading."""
    for i in range(len(work) - 1, -1, -1):
        if _is_note_heading(work[i]):
            run = _run(work, i + 1, headed=True)
            if run:
                return i, run
    # Without a heading, only a list after the text, in brackets or superscript, is one of notes.
    for i in range(len(work) - 1, 0, -1):
        style = _style(work[i].text, headed=False)
        if style and style[1] in ("1", "i") and (run := _run(work, i, headed=False)):
            return None, run if run[-1].end == len(work) or len(run) > 1 else []
    return None, []


def _style(text: str, headed: bool) -> tuple[str, str, str] | None:
    """Style and mark of a numbered note, and its words."""
    if match := marks.BRACKETED.match(text):
        return "bracketed", match[1], text[match.end() :]
    if match := marks.SUPERSCRIPT.match(text):
        return "superscript", match[1].translate(_DIGITS), text[match.end() :]
    if headed and (match := marks.NUMBER.match(text)):
        return "number", match[1], text[match.end() :]
    if headed and (match := _BARE_NUMBER.match(text)):
        return "bare", match[1], text[match.end() :]
    return None


def _run(work: Sequence[Passage], start: int, headed: bool) -> list[_Definition]:
    """Notes 1, 2, 3 … from a passage on; in a list under a heading, a note may have paragraphs without a number."""
    run: list[_Definition] = []
    i = start
    while i < len(work):
        step = next(
            (n for n in range(_RUN_ON + 1 if headed and run else 1) if _is_next(work, i + n, headed, run)), None
        )
        if step is None:
            break
        if step:
            _run_on(run[-1], work[i : i + step])
        i += step
        passage = work[i]
        style, mark, text = _style(passage.text, headed) or ("", "", "")
        note = Found("note", passage.text, passage.first, passage.last, (text,))
        run.append(_Definition(mark, style, i, i + 1, note))
        i += 1
    return run


def _is_next(work: Sequence[Passage], i: int, headed: bool, run: Sequence[_Definition]) -> bool:
    found = _style(work[i].text, headed) if i < len(work) and work[i].shape == "prose" else None
    return found is not None and (not run or found[0] == run[0].style) and _value(found[1]) == len(run) + 1


def _run_on(definition: _Definition, passages: Sequence[Passage]) -> None:
    note = definition.note
    note.paragraphs += tuple(" ".join(p.text.split()) for p in passages)
    note.raw = "\n\n".join([note.raw, *(p.text for p in passages)])
    note.last = passages[-1].last
    definition.end += len(passages)


def _value(mark: str) -> int:
    if mark.isdigit():
        return int(mark)
    total, before = 0, 0
    for letter in reversed(mark):
        value = {"i": 1, "v": 5, "x": 10, "l": 50}[letter]
        total += -value if value < before else value
        before = max(before, value)
    return total


def _daggers(work: Sequence[Passage], numbered: Sequence[_Definition]) -> list[_Definition]:
    taken = {d.index for d in numbered}
    found = []
    for i, passage in enumerate(work):
        match = marks.DAGGER.match(passage.text) if passage.shape == "prose" and i not in taken else None
        if not match or i == 0 or not any(map(str.isalnum, passage.text[match.end() :])):
            continue
        end = i + 1
        # A note that announces a quotation goes on with it.
        if passage.text.rstrip(" —–-").endswith(":"):
            while end < len(work) and marks.opens_quotation(work[end].text):
                end += 1
        texts = (passage.text[match.end() :], *(p.text for p in work[i + 1 : end]))
        raw = "\n\n".join(p.text for p in work[i:end])
        note = Found("note", raw, passage.first, work[end - 1].last, texts)
        found.append(_Definition(match[1], "dagger", i, end, note))
    return found


# --- calls


_Spans = dict[int, list[tuple[int, int, tuple[Found, ...]]]]


def _call_numbers(
    work: Sequence[Passage],
    heading: int | None,
    numbered: Sequence[_Definition],
    calls: _Spans,
    called: set[int],
    doubts: list[Doubt],
) -> None:
    if not numbered:
        return
    listed = {d.index for d in numbered}
    before = [(i, p) for i, p in enumerate(work) if i not in listed and i != heading and i < numbered[0].index]
    by_mark = {d.mark: d for d in numbered}
    for pattern in (_BRACKET_CALL, _SUPER_CALL, _FLAT_CALL):
        spans: list[tuple[int, int, int, list[_Definition]]] = []
        for i, passage in before:
            for match in pattern.finditer(passage.text):
                names = [m.strip().translate(_DIGITS) for m in re.split("[,;]", match[1])]
                if match.start() and all(n in by_mark for n in names) and not _in_code(passage.text, match):
                    spans.append((i, match.start(), match.end(), [by_mark[n] for n in names]))
        if pattern is _FLAT_CALL and not _in_order(spans, numbered):
            continue
        for i, start, end, definitions in spans:
            calls.setdefault(i, []).append((start, end, tuple(d.note for d in definitions)))
            called.update(id(d) for d in definitions)
            if pattern is _FLAT_CALL:
                doubts.append(Doubt(work[i].first, f"{definitions[0].mark!r} after a stop: read as the call of a note"))
        if spans:
            return


def _in_code(text: str, match: re.Match[str]) -> bool:
    """Whether the brackets are an index in a piece of code."""
    return text[match.start() - 1].isalnum() and bool(_CODE_AFTER.match(text, match.end()))


def _in_order(spans: Sequence[tuple[int, int, int, list[_Definition]]], numbered: Sequence[_Definition]) -> bool:
    """Whether flattened superscripts call every note once, in the notes' order: else they are mere numbers."""
    return [definitions[0].mark for *_place, definitions in spans] == [d.mark for d in numbered]


def _call_daggers(work: Sequence[Passage], daggers: Sequence[_Definition], calls: _Spans, called: set[int]) -> None:
    own = {i for d in daggers for i in range(d.index, d.end)}
    free: dict[str, list[tuple[int, int, int]]] = {}
    for i, passage in enumerate(work):
        if i in own:
            continue
        for match in _DAGGER_CALL.finditer(passage.text):
            if not _is_emphasis(passage.text, match):
                free.setdefault(match[1], []).append((i, match.start(), match.end()))
    for definition in daggers:
        places = free.get(definition.mark, [])
        if places and places[0][0] < definition.index:
            i, start, end = places.pop(0)
            calls.setdefault(i, []).append((start, end, (definition.note,)))
            called.add(id(definition))


def _is_emphasis(text: str, match: re.Match[str]) -> bool:
    """Whether the mark closes a pair, as in ``*so*``."""
    mark = match[1]
    if mark[0] != "*":
        return False
    opening = text.rfind(mark, max(0, match.start() - 80), match.start())
    return opening >= 0 and (opening == 0 or not text[opening - 1].isalnum()) and text[opening + len(mark)].isalnum()


def _left_over(kept: Sequence[Passage]) -> list[Doubt]:
    doubts = []
    for passage in kept:
        for match in _BRACKET_CALL.finditer(passage.text):
            if match.start():
                doubts.append(Doubt(passage.first, f"{match[0]} calls no listed note: it stays in the text"))
    return doubts
