"""The proof: every word of every article and note stands in each output, once, in order, and where it can be read.

A pure function of the book and of what was made of it. It cannot be switched off: what it finds missing, clipped or
covered is an error with the author's line, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pamphleteer.diagnostics import Diagnostic
from pamphleteer.model import Book, PageMap
from pamphleteer.proof.breaks import check_breaks
from pamphleteer.proof.copy import copy_of
from pamphleteer.proof.ebook import prove_ebook
from pamphleteer.proof.lines import check_lines
from pamphleteer.proof.setting import Places, check_notes, check_order, check_places
from pamphleteer.proof.words import prove_words

__all__ = ["prove_ebook", "prove_pages"]

_MOST = 12
"""Findings of one code that are told one by one."""


def prove_pages(book: Book, pages: PageMap) -> tuple[Diagnostic, ...]:
    """The book against its pages as they were laid out.

    ``text-lost`` and ``note-lost``: words that are missing, twice or out of order; ``text-clipped``: outside the type
    area; ``line-overfull``: wider than the measure; ``text-overlaps``: under other text; ``note-late``: begun on
    another page than its call; ``page-short`` and ``heading-stranded``: pages that end too early; ``line-fallback``:
    paragraphs that were not broken as a whole.
    """
    copy = copy_of(book)
    streams: dict[str, list[str]] = {}
    openings: dict[str, list[str]] = {}
    for page in pages.pages:
        for line in page.lines:
            setting = line.setting
            if setting.block in copy.passages:
                if not setting.repeated:
                    streams.setdefault(setting.block, []).append(line.text)
            else:
                openings.setdefault(setting.piece, []).append(line.text)
    places = Places(copy, book, pages)
    words = prove_words(copy, _joined(streams), _joined(openings), "on no page")
    checks = (
        words,
        check_notes(places),
        check_order(places),
        check_places(places),
        check_breaks(places),
        check_lines(places),
    )
    return tuple(_few(finding for check in checks for finding in check))


def _joined(texts: dict[str, list[str]]) -> dict[str, str]:
    return {name: "".join(pieces) for name, pieces in texts.items()}


def _few(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The first dozen of each kind, and how many more there are."""
    counts: dict[str, int] = {}
    last: dict[str, Diagnostic] = {}
    for finding in found:
        counts[finding.code] = counts.get(finding.code, 0) + 1
        last[finding.code] = finding
        if counts[finding.code] <= _MOST:
            yield finding
    for code, count in counts.items():
        if count > _MOST:
            message = f"and {count - _MOST} more of the kind"
            yield Diagnostic(code, last[code].severity, message, last[code].span)
