"""Sources in brackets → notes: which brackets hold a source, and where its call goes; and sources in listed notes.

A bracket is a source where its words say so (a date or page at the end, a title and a container before it) and its
place does: after a closing mark or a full stop. An ordinary remark in brackets stays in the text. A listed note is a
source where all its words are a source's; amid other words, only what stands in brackets after a full stop.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from pamphleteer.importing import marks
from pamphleteer.importing.citation import Citation, names_periodical, names_publisher
from pamphleteer.importing.draft import Doubt
from pamphleteer.importing.locators import names_page
from pamphleteer.importing.memory import Memory, is_again, names_same_author
from pamphleteer.importing.passages import Passage
from pamphleteer.importing.recovered import Found, Mention, cut
from pamphleteer.importing.wording import parse_citation, unspoken
from pamphleteer.importing.words import words

_LONGEST = 600
"""Characters of a bracket that can hold a source."""
_PAIRS = {"(": ")", "[": "]"}
_TITLE_WORDS = 3
"""Words of a title that is long enough to be one, where nothing else vouches for it."""
_MOST_SOURCES = 8
"""Sources in one pair of brackets."""

Judge = Callable[[Citation, int], bool]
"""Whether a citation that weighs so much is a source in its place."""


class SourceReader:
    """Reads the brackets of passages and the notes they call, in reading order; remembers sources for short forms."""

    def __init__(self) -> None:
        self.doubts: list[Doubt] = []
        self.memory = Memory()

    def read(self, passages: Sequence[Passage]) -> list[Passage]:
        """The passages with calls where sources stood in brackets."""
        read: list[Passage] = []
        for passage in passages:
            if passage.shape == "table":
                self.listed(passage.calls)
                read.append(passage)
                continue
            before = read[-1] if read and read[-1].shape != "table" else None
            if before is None and not _without_brackets(passage.text):
                # There is nothing before it that it could be the source of.
                read.append(passage)
                continue
            after = self.passage(passage)
            if after.text.strip() or before is None:
                read.append(after)
            else:
                calls = tuple((len(before.text), note) for _at, note in after.calls)
                read[-1] = replace(before, calls=before.calls + calls, last=after.last)
        return read

    def listed(self, calls: Sequence[tuple[int, Found]]) -> None:
        """Read the listed notes that are called, where that has not been done."""
        for _at, note in calls:
            if note.kind == "note" and not note.read:
                note.read = True
                self.note(note)

    def passage(self, passage: Passage) -> Passage:
        """One passage with calls where sources stood in brackets."""
        spans: list[tuple[int, int, tuple[Found, ...]]] = []
        calls = list(passage.calls)
        for start, end in brackets(passage.text):
            while calls and calls[0][0] <= start:
                self.listed([calls.pop(0)])
            raw = passage.text[start:end]
            if len(raw) > _LONGEST or any(start < place < end for place, _note in passage.calls):
                continue
            before, after = passage.text[:start].rstrip(), passage.text[end:]
            found = self.bracket(raw, before, after, passage)
            if found:
                spans.append((start, end, (found,)))
                if before and marks.ends_sentence(before) and after.lstrip()[:1] == ".":
                    self.doubts.append(
                        Doubt(passage.first, f"a full stop before {raw} and another after it: both are kept")
                    )
        self.listed(calls)
        return cut(passage, spans)

    def doubt(self, line: int, raw: str, message: str) -> None:
        """Say what a person should look at."""
        self.doubts.append(Doubt(line, f"{raw}: {message}"))

    # --- a bracket

    def bracket(self, raw: str, before: str, after: str, passage: Passage) -> Found | None:
        """The note that a bracket becomes; ``before`` and ``after`` are the text on either side."""
        inner = " ".join(raw[1:-1].split())
        placed = not before or marks.ends_sentence(before) or before[-1] in marks.CLOSERS
        begun = inner.casefold().startswith(words().see) or is_again(inner) or names_same_author(inner)
        lower = inner[:1].islower() and not begun
        if not inner or (lower and not self.memory.meant(inner, _silent)):
            return None

        def judge(citation: Citation, weight: int) -> bool:
            return weight >= (1 if placed else 2) and (placed or _stands_alone(citation, after))

        found = Found("source", raw, passage.first, passage.last)
        if self.cite(found, inner, raw, judge):
            return found
        if is_again(inner):
            found.kind, found.paragraphs = "ibid", (inner,)
            self.doubts.append(Doubt(passage.first, f"{raw} refers to no source before it"))
            return found
        citation = parse_citation(inner)
        weight = _weight(citation) if citation else 0
        if weight:
            self.doubt(passage.first, raw, "a source? Within a sentence it stays in the text")
        elif before[-1:] in ("”", "“", "»", "«", '"') and re.search(r"\d{2}", raw) and len(raw.split()) > 1:
            self.doubt(passage.first, raw, "a source? It says too little and stays in the text")
        return None

    # --- a listed note

    def note(self, note: Found) -> None:
        """Read a listed note: as citations where it is nothing else, or with the sources in its brackets."""
        text = " ".join(note.paragraphs[0].split())
        mark = re.match(r"\W*(\w{1,4})", note.raw)
        if len(note.paragraphs) == 1 and len(text) <= _LONGEST and self.cite(note, text, text, _vouched, whole=True):
            note.paragraphs = ()
            if mark:
                self.memory.numbered[mark[1]] = note.cites[0]
            return
        paragraphs = []
        named = False
        for i, paragraph in enumerate(note.paragraphs):
            rest, at = "", 0
            for start, end in brackets(paragraph):
                raw = paragraph[start:end]
                before = paragraph[:start].rstrip()
                sub = Found("source", raw, note.first, note.last)
                if (
                    len(raw) <= _LONGEST
                    and before
                    and marks.ends_sentence(before)
                    and self.cite(sub, " ".join(raw[1:-1].split()), raw, _vouched)
                    and len(sub.cites) == 1
                ):
                    rest += paragraph[at:start]
                    note.within.append((i, len(rest), sub.cites[0]))
                    at, named = end, True
            paragraphs.append(rest + paragraph[at:])
        note.paragraphs = tuple(paragraphs)
        if not named:
            # Whatever it names, "ibid." would mean that.
            self.memory.last = None
            if any(map(is_again, re.split(r"(?<=[.;])\s+(?=[A-ZÉÍ])|\(|\)", text))):
                self.doubt(note.first, note.raw, "it refers to another note, and would not follow it")

    # --- sources

    def cite(self, found: Found, text: str, raw: str, judge: Judge, whole: bool = False) -> bool:
        """Make a note cite what its words name: one source, or several between semicolons; False where they do not.

        ``whole`` asks that no word is left over.
        """
        pieces = _apart(text)
        if len(pieces) > 1 and not all(
            (i and is_again(piece)) or self.memory.meant(piece, _silent) or self.source(piece, judge, whole)
            for i, piece in enumerate(pieces)
        ):
            pieces = [text]
        mentions: list[Mention] = []
        for piece in pieces:
            doubts: list[str] = []
            own = raw if len(pieces) == 1 else piece
            mention = self.memory.meant(piece, doubts.append) or self.named(piece, own, judge, whole, doubts)
            if mention is None:
                return False
            mentions.append(mention)
            self.memory.last, self.memory.several = mention, len({id(m.work) for m in mentions}) > 1
            for message in doubts:
                self.doubt(found.first, own, message)
        for mention in mentions:
            mention.work.note = mention.work.note or found
        found.cites = tuple(mentions)
        found.kind = "source" if any(mention.full for mention in mentions) else "ibid"
        return True

    def source(self, text: str, judge: Judge, whole: bool) -> Citation | None:
        """The source that some words name in full."""
        if is_again(text):
            return None
        said = self.memory.same_author(text)
        citation = parse_citation(said)
        if citation is None or (citation.title[:1].islower() and not citation.quoted):
            return None
        good = judge(citation, _weight(citation)) and not (whole and unspoken(said, citation))
        return citation if good else None

    def named(self, text: str, raw: str, judge: Judge, whole: bool, doubts: list[str]) -> Mention | None:
        """The mention of a source in full, which is remembered."""
        citation = self.source(text, judge, whole)
        if citation is None:
            return None
        if citation.is_guessed():
            kind = "" if citation.type() == "document" else f": read as {_GUESSES[citation.type()]}"
            doubts.append(f"what kind of source it is, the copy does not say{kind}")
        csl = citation.csl()
        # A source that is printed in its own words has its prefix among them.
        prefix = citation.prefix if "title" in csl or "author" in csl else ""
        return Mention(self.memory.work(csl, raw, citation.locator), citation.locator, prefix, full=True)


_GUESSES = {
    "article-newspaper": "an article of a newspaper", "article-magazine": "an article of a magazine",
    "article-journal": "an article of a journal", "book": "a book",
}  # fmt: skip


def _silent(message: str) -> None:
    """Hears of a doubt that is told elsewhere."""


def _apart(text: str) -> list[str]:
    """What stands between semicolons, where these may part sources."""
    pieces = [piece.strip() for piece in re.split(r";\s+", text)]
    return pieces if 1 < len(pieces) <= _MOST_SOURCES and all(pieces) else [text]


def _stands_alone(citation: Citation, after: str) -> bool:
    """Whether a source that follows no stop or closing mark is one nevertheless: a page or address says so, or it
    ends its sentence and has a title of some words or an author.
    """
    if names_page(citation.locator) or citation.url:
        return True
    ends = after.lstrip()[:1] in ("", ".", ";")
    return ends and (bool(citation.authors) or citation.quoted or len(citation.title.split()) >= _TITLE_WORDS)


def _vouched(citation: Citation, weight: int) -> bool:
    """Whether a whole note is a source: a sentence with a date at its end is none."""
    people = citation.authors or citation.editors
    printed = citation.publisher or names_periodical(citation.container)
    return weight > 0 and bool(people or citation.quoted or printed or citation.url or names_page(citation.locator))


def _weight(citation: Citation) -> int:
    """How surely a bracket's words are a source's: 0 they are not, 1 in the right place, 2 wherever they stand."""
    title = citation.title
    named = bool(citation.authors or citation.editors or citation.quoted or citation.publisher)
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


def _without_brackets(text: str) -> str:
    rest, at = "", 0
    for start, end in brackets(text):
        rest, at = rest + text[at:start], end
    return (rest + text[at:]).strip()


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
