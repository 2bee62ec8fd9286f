"""Passages → blocks: headings, items of lists, block quotations, verse, paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pamphleteer.importing import marks
from pamphleteer.importing.dates import whole_date
from pamphleteer.importing.draft import BlockType, Doubt
from pamphleteer.importing.passages import Passage
from pamphleteer.importing.quotation import block_quotations, is_sourced
from pamphleteer.importing.words import words

_HEADING_WORDS = 12
_HEADING_LENGTH = 100
_BETWEEN = 6
"""Passages that may interrupt a numbered list."""
_STANZA_GAP = 2
"""Blank lines that may stand between two stanzas."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block whose notes have no numbers yet."""

    type: BlockType
    text: str
    first: int
    last: int
    calls: tuple[tuple[int, Any], ...] = ()
    number: int | None = None
    tight: bool = False


def structure(passages: Sequence[Passage]) -> tuple[list[Piece], list[Doubt]]:
    """The blocks of the text, in order."""
    doubts: list[Doubt] = []
    headings = _headings(passages)
    numbers = _numbered(passages, headings, doubts)
    bullets = _bullets(passages, doubts)
    _number_headings(passages, headings, numbers)
    barred = [heading or i in numbers or i in bullets for i, heading in enumerate(headings)]
    quoted, found = block_quotations(passages, barred)
    doubts += found
    indented = _indented(passages, barred)
    pieces: list[Piece] = []
    for i, passage in enumerate(passages):
        if i in numbers:
            pieces.append(_item(passage, "numbered", marks.NUMBER.match(passage.text), numbers[i]))
        elif i in bullets:
            pieces.append(_item(passage, "list", marks.BULLET.match(passage.text)))
        elif headings[i]:
            pieces.append(_piece(passage, "heading"))
        elif passage.shape == "verse":
            _add_verse(pieces, passage, passages[i - 1] if i else None)
        elif passage.shape == "table":
            pieces.append(_piece(passage, "table"))
        elif quoted[i] or indented[i]:
            pieces.append(_piece(passage, "blockquote"))
        else:
            pieces.append(_piece(passage, "para"))
            _doubt_paragraph(passages, i, numbers, doubts)
    return pieces, doubts


def _piece(passage: Passage, kind: BlockType) -> Piece:
    return Piece(kind, passage.text, passage.first, passage.last, passage.calls, tight=passage.gap == 0)


def _item(passage: Passage, kind: BlockType, mark: Any, number: int | None = None) -> Piece:
    cut = mark.end()
    calls = tuple((max(0, at - cut), note) for at, note in passage.calls)
    text = passage.text[cut:]
    return Piece(kind, text, passage.first, passage.last, calls, number, passage.gap == 0)


def _add_verse(pieces: list[Piece], passage: Passage, before: Passage | None) -> None:
    """Stanzas that follow each other are one poem."""
    last = pieces[-1] if pieces else None
    if last and last.type == "verse" and before and before.shape == "verse" and passage.gap <= _STANZA_GAP:
        shift = len(last.text) + 2
        calls = tuple((at + shift, note) for at, note in passage.calls)
        text = f"{last.text}\n\n{passage.text}"
        pieces[-1] = Piece("verse", text, last.first, passage.last, last.calls + calls, tight=last.tight)
    else:
        pieces.append(_piece(passage, "verse"))


# --- headings


def is_heading_like(passage: Passage) -> bool:
    """Whether a line by itself could be a heading: a few words, a capital first, no stop at the end."""
    text = passage.text
    count = len(text.split())
    if passage.shape != "prose" or not count <= _HEADING_WORDS or len(text) > _HEADING_LENGTH:
        return False
    if marks.opens_quotation(text) or marks.BULLET.match(text) or marks.BRACKETED.match(text):
        return False
    first = next((c for c in text if not c.isspace()), "")
    if not (first.isdigit() or marks.starts_upper(text)) or (not first.isalnum() and first not in "¿¡“„«»‘"):
        return False
    if not any(c.isalpha() for c in text) and not text[:4].isdigit():
        return False
    if text[-1] in ".!:;,…" or (whole_date(text) and not text.isdigit()):
        return False
    return not text.endswith(("-", "–", "—"))


def _headings(passages: Sequence[Passage]) -> list[bool]:
    like = [is_heading_like(p) for p in passages]
    questions = [yes and p.text.endswith("?") for yes, p in zip(like, passages, strict=True)]
    headings = [yes and not question for yes, question in zip(like, questions, strict=True)]
    for i, _passage in enumerate(passages):
        if headings[i] and not _has_text_below(passages, like, i):
            headings[i] = False
    # A question is a heading only among headings: in a dialogue it is speech.
    for i, question in enumerate(questions):
        if question and any(headings) and len(passages[i].text.split()) > 1 and passages[i].gap:
            follows = (
                i + 1 < len(passages) and not like[i + 1] and len(passages[i + 1].text) > 2 * len(passages[i].text)
            )
            headings[i] = follows
    return headings


def _has_text_below(passages: Sequence[Passage], like: Sequence[bool], i: int) -> bool:
    """Whether text follows, at most one other heading between; of three such lines in a row none is a heading."""
    start, end = i, i
    while start > max(0, i - 2) and like[start - 1] and passages[start].gap == 0:
        start -= 1
    while end < min(len(passages), i + 3) and like[end]:
        end += 1
    return end < len(passages) and end - start <= 2


def _number_headings(passages: Sequence[Passage], headings: list[bool], numbers: dict[int, int]) -> None:
    """Numbered lines that are all short and without a stop, with text between them, are headings."""
    items = sorted(numbers)
    apart = [b - a > 1 for a, b in pairwise(items)]
    if (
        len(items) > 1
        and all(apart)
        and all(is_heading_like(passages[i]) for i in items)
        and items[-1] + 1 < len(passages)
    ):
        for i in items:
            headings[i] = True
            del numbers[i]


# --- lists


def _numbered(passages: Sequence[Passage], headings: list[bool], doubts: list[Doubt]) -> dict[int, int]:
    """Index → number of the passages that are items. A number alone, or out of its order, is none."""
    chains: list[list[tuple[int, int]]] = []
    for i, passage in enumerate(passages):
        number = marks.item_number(passage.text) if passage.shape == "prose" else None
        if number is None:
            continue
        last = chains[-1][-1] if chains else None
        if (
            last
            and number == last[1] + 1
            and i - last[0] - 1 <= _BETWEEN
            and not _parted(passages, headings, last[0], i)
        ):
            chains[-1].append((i, number))
        else:
            chains.append([(i, number)])
    numbers: dict[int, int] = {}
    for chain in chains:
        first, number = chain[0]
        together = len(chain) > 1 and chain[1][0] == first + 1
        if len(chain) > 1 and (number == 1 or together):
            numbers.update(chain)
            for (a, _), (b, n) in pairwise(chain):
                if b - a > 1:
                    doubts.append(Doubt(passages[b].first, f"the list goes on at {n} after an interruption"))
        else:
            doubts.append(
                Doubt(passages[first].first, f"{number} begins a paragraph but no list: it stays in the text")
            )
    for i in numbers:
        headings[i] = False
    return numbers


def _parted(passages: Sequence[Passage], headings: Sequence[bool], start: int, end: int) -> bool:
    """Whether a heading stands between two items."""
    return any(headings[k] and marks.item_number(passages[k].text) is None for k in range(start + 1, end))


def _bullets(passages: Sequence[Passage], doubts: list[Doubt]) -> set[int]:
    """Indices of the items of unnumbered lists: two with the same bullet in a row, or one after a colon."""
    found: set[int] = set()
    i = 0
    while i < len(passages):
        bullet = _bullet(passages[i])
        end = i + 1
        while bullet and end < len(passages) and _bullet(passages[end]) == bullet:
            end += 1
        announced = i > 0 and passages[i - 1].text.rstrip().endswith(":")
        if bullet and bullet not in "-–*+":
            found.update(range(i, end))
        elif bullet and ((end - i > 1 and (bullet != "–" or announced)) or (announced and bullet in "-*+")):
            found.update(range(i, end))
        elif bullet:
            what = "a list, or a note that nothing calls" if bullet == "*" else "a list"
            doubts.append(Doubt(passages[i].first, f"{bullet!r} begins the paragraph: {what}? It stays in the text"))
        i = end
    return found


def _bullet(passage: Passage) -> str | None:
    match = marks.BULLET.match(passage.text) if passage.shape == "prose" else None
    return passage.text[0] if match else None


# --- quotations set off by their indent


def _indented(passages: Sequence[Passage], barred: Sequence[bool]) -> list[bool]:
    """Paragraphs that are indented where most are not, and several lines long, announced or sourced."""
    prose = [p for p, bar in zip(passages, barred, strict=True) if p.shape == "prose" and not bar]
    if sum(p.indent >= 2 for p in prose) * 2 >= len(prose):
        return [False] * len(passages)
    return [
        p.shape == "prose"
        and not barred[i]
        and p.indent >= 2
        and (p.last > p.first or is_sourced(p) or (i > 0 and passages[i - 1].text.rstrip(" —–-").endswith(":")))
        for i, p in enumerate(passages)
    ]


# --- doubts


def _doubt_paragraph(passages: Sequence[Passage], i: int, numbers: dict[int, int], doubts: list[Doubt]) -> None:
    passage = passages[i]
    if passage.shape == "lines":
        doubts.append(Doubt(passage.first, "short lines: kept as the lines of one paragraph"))
    elif is_heading_like(passage):
        if passage.text.endswith("?"):
            doubts.append(Doubt(passage.first, "a question by itself: a heading? Read as a paragraph"))
        elif i + 1 == len(passages):
            doubts.append(Doubt(passage.first, "a line like a heading, with nothing below it: read as a paragraph"))
        else:
            doubts.append(Doubt(passage.first, "a line like a heading, among others: read as a paragraph"))
    elif i - 1 in numbers and i + 1 in numbers and is_sourced(passage):
        doubts.append(Doubt(passage.first, "it interrupts a list and names a source: a quotation? Read as a paragraph"))
    head = passage.text.split(maxsplit=1)[0].rstrip(":.0123456789").casefold() if passage.text.split() else ""
    if head in words().captions and len(passage.text.split()) <= 40:
        doubts.append(Doubt(passage.first, "perhaps the caption of a picture that the copy does not hold"))
