"""What stands in an output, compared with the copy: which words are lost, twice or out of order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pamphleteer.diagnostics import Diagnostic, error
from pamphleteer.proof.copy import Copy, Passage, letters

_TELLING = 20
"""Letters: a text that long is no chance."""

_SHOWN = 6
"""How many words a finding quotes."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How the text of a block and what stands in an output differ."""

    passage: Passage
    lost: tuple[str, ...]
    """Words of the copy that do not stand there, or not whole."""
    missing: str
    """The letters of them that do not."""
    added: str
    """Letters that stand there and are not in the copy, or are once more there."""

    @property
    def whole(self) -> bool:
        """Whether no word of the passage is there."""
        return len(self.lost) == len(self.passage.text.split())

    def said(self, where: str) -> str:
        """The difference as a sentence has it: '3 words stand on no page: …'."""
        words = quoted(self.lost)
        if not self.added:
            return f"{counted(self.lost)} {where}: {words}"
        if not self.lost:
            again = self.added in letters((self.passage.note.mark if self.passage.note else "") + self.passage.text) * 2
            added = f"“{self.added[:60]}”"
            return f"{added} stands twice" if again else f"{added} stands there, and not in the text"
        if sorted(self.added) == sorted(self.missing):
            return f"words are out of order: {words}"
        return f"{counted(self.lost)} {where}, and others in their place: {words}"


def quoted(words: Iterable[str]) -> str:
    """The first few of some words."""
    words = tuple(words)
    return f"“{' '.join(words[:_SHOWN])}{' …' if len(words) > _SHOWN else ''}”"


def counted(words: Collection[str], of: str = "") -> str:
    """So many words, with their verb; ``of`` says of what."""
    return f"a word{of} stands" if len(words) == 1 else f"{len(words)} words{of} stand"


def compare(passage: Passage, found: str) -> Difference | None:
    """How ``found``, as ``letters`` has it, differs from a passage; None where it does not.

    What differs is taken to be one stretch: the letters before it and after it are alike.
    """
    wanted = letters(passage.text)
    if found == wanted or (passage.note and found == letters(passage.note.mark) + wanted):
        return None
    if passage.note and not wanted.startswith(mark := letters(passage.note.mark)):
        found = found.removeprefix(mark)
    before = _alike(wanted, found)
    after = _alike(wanted[before:][::-1], found[before:][::-1])
    missing = wanted[before : len(wanted) - after]
    lost = tuple(_words(passage.text, before, before + len(missing))) if missing else ()
    return Difference(passage, lost, missing, found[before : len(found) - after])


def _alike(one: str, other: str) -> int:
    """How many letters two texts have in common at their beginnings."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _words(text: str, start: int, end: int) -> Iterator[str]:
    """The words of a text that have any of the letters from ``start`` to ``end``, counted as ``letters`` has them."""
    at = 0
    for word in text.split():
        last = at + len(letters(word))
        if at < end and last > start:
            yield word
        at = last


def prove_words(
    copy: Copy, streams: Mapping[str, str], openings: Mapping[str, str], where: str
) -> Iterator[Diagnostic]:
    """Every word of the copy once, and none beside them in its blocks.

    ``streams`` is the text that stands in each block, ``openings`` that of each piece outside the copy's blocks;
    ``where`` says of words that they are in neither: 'on no page'.
    """
    found = [d for block, passage in copy.passages.items() if (d := compare(passage, letters(streams.get(block, ""))))]
    yield from _notes([d for d in found if d.passage.note], where)
    yield from _blocks(copy, [d for d in found if not d.passage.note], where)
    for piece, passages in copy.openings.items():
        yield from _openings(passages, letters(openings.get(piece, "")), where)


def _notes(found: list[Difference], where: str) -> Iterator[Diagnostic]:
    by_note: dict[str, list[Difference]] = {}
    for difference in found:
        if difference.passage.note:
            by_note.setdefault(difference.passage.note.id, []).append(difference)
    for differences in by_note.values():
        note = differences[0].passage.note
        assert note
        lost = [word for d in differences for word in d.lost]
        if lost and not any(d.added for d in differences):
            message = f"{counted(lost, f' of note {note.mark}')} {where}: {quoted(lost)}"
        else:
            worst = next((d for d in differences if d.added), differences[0])
            message = f"in note {note.mark}, {worst.said(where)}"
        yield error("note-lost", message, note.span)


def _blocks(copy: Copy, found: list[Difference], where: str) -> Iterator[Diagnostic]:
    """One finding a block, but for an article of which nothing is there."""
    wanting: dict[str, int] = {}
    for passage in copy.passages.values():
        if not passage.note and letters(passage.text):
            wanting[passage.article] = wanting.get(passage.article, 0) + 1
    for difference in found:
        wanting[difference.passage.article] -= difference.whole
    told: set[str] = set()
    for difference in found:
        article = difference.passage.article
        if wanting[article] == 0 and article in told:
            continue
        told.add(article)
        if wanting[article] == 0 and sum(d.passage.article == article for d in found) > 1:
            yield error("text-lost", f"the text of the article stands {where}", difference.passage.span)
        else:
            yield error("text-lost", difference.said(where), difference.passage.span)


def _openings(passages: Iterable[Passage], stream: str, where: str) -> Iterator[Diagnostic]:
    """The longest first: a byline within a title is no byline."""
    for passage in sorted(passages, key=lambda p: -len(p.text)):
        before, there, after = stream.partition(letters(passage.text))
        if not there and letters(passage.text):
            message = f"the {passage.what} stands {where}: {quoted(passage.text.split())}"
            yield error("text-lost", message, passage.span, "the layout's template must show it")
        else:
            stream = f"{before}\n{after}"
    for passage in dict.fromkeys(passages):
        # A short one may be a word of the layout's own.
        if len(wanted := letters(passage.text)) >= _TELLING and wanted in stream:
            message = f"the {passage.what} stands twice: {quoted(passage.text.split())}"
            yield error("text-lost", message, passage.span, "the layout's template must show it once")
