"""Copy → Draft: the steps, in their order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from pamphleteer.diagnostics import Diagnostic
from pamphleteer.importing.chrome import strip_chrome
from pamphleteer.importing.citation import family
from pamphleteer.importing.draft import Block, Call, Cited, Doubt, Draft, Note
from pamphleteer.importing.endnotes import recover_endnotes
from pamphleteer.importing.head import read_head
from pamphleteer.importing.passages import read_passages
from pamphleteer.importing.recovered import Found, Mention
from pamphleteer.importing.sources import SourceReader
from pamphleteer.importing.structure import structure
from pamphleteer.importing.text import read_lines
from pamphleteer.importing.words import words

_SURE = 0.18
"""Share of a language's commonest words in a text of that language, at least."""


def read(data: bytes, file: str) -> tuple[Draft, tuple[Diagnostic, ...]]:
    """Read copy.

    ``file`` is its name, in diagnostics and for its ending. Raises ``BookError`` where it is no plain text in UTF-8 or
    holds no text; what is merely doubtful is among the draft's doubts.
    """
    lines, found = read_lines(data, file)
    passages, doubts = read_passages(lines)
    passages, removed = strip_chrome(passages)
    passages, headings, unsure = recover_endnotes(passages)
    doubts += unsure
    furniture = [r.lines[0] for r in removed]
    head, passages = read_head(passages, furniture)
    sources = SourceReader()
    if head.title:
        sources.listed(head.title.calls)
    passages = sources.read(passages)
    pieces, unsure = structure(passages)
    doubts += [*unsure, *sources.doubts, *head.doubts]
    title = head.title
    numbers = _numbers([*(title.calls if title else ()), *(call for piece in pieces for call in piece.calls)])
    language = _language(" ".join(piece.text for piece in pieces))
    references, keys = _references(numbers, language)
    notes = tuple(_note(note, numbers, keys) for note in numbers)
    if language and language != "en":
        doubts.append(
            Doubt(
                pieces[0].first, f"the copy seems to be in the language {language!r}: the front matter does not say so"
            )
        )
    draft = Draft(
        blocks=tuple(
            Block(p.type, p.text, (p.first, p.last), _calls(p.calls, numbers), p.number, p.tight) for p in pieces
        ),
        notes=notes,
        references=references,
        doubts=tuple(sorted(dict.fromkeys(doubts), key=lambda d: (d.line, d.message))),
        removed=tuple(sorted([*removed, *headings, *head.removed], key=lambda r: r.lines)),
        title=" ".join(title.text.split()) if title else None,
        title_calls=_calls(title.calls, numbers) if title else (),
        standfirst=head.standfirst,
        byline=head.byline,
        date=head.date,
        source=head.source,
    )
    return draft, found


def _numbers(calls: Iterable[tuple[int, Found]]) -> dict[Found, int]:
    """Each note's number: its place in the order of first calls."""
    numbers: dict[Found, int] = {}
    for _at, note in calls:
        numbers.setdefault(note, len(numbers) + 1)
    return numbers


def _calls(calls: Sequence[tuple[int, Any]], numbers: dict[Found, int]) -> tuple[Call, ...]:
    return tuple(Call(at, numbers[note]) for at, note in calls)


def _note(note: Found, numbers: dict[Found, int], keys: dict[int, str]) -> Note:
    def cited(mention: Mention) -> Cited:
        return Cited(keys[id(mention.work)], mention.locator, mention.prefix)

    cites = tuple(map(cited, note.cites))
    within = tuple((paragraph, at, cited(mention)) for paragraph, at, mention in note.within)
    first = note.cites[0].work.note if note.kind == "ibid" and note.cites else None
    meant = numbers.get(first) if first else None
    return Note(note.kind, note.raw, (note.first, note.last), meant, cites, note.paragraphs, within)


# --- references


def _references(notes: Iterable[Found], language: str | None) -> tuple[tuple[dict[str, Any], ...], dict[int, str]]:
    """The sources with ids, in the order in which they are cited first; and the id of each work.

    ``language`` is that of the copy. Where a title is not English an entry says so, or styles would give it capitals.
    """
    entries: list[dict[str, Any]] = []
    keys: dict[int, str] = {}
    taken: dict[str, None] = {}
    for note in notes:
        for mention in (*note.cites, *(mention for *_, mention in note.within)):
            work = mention.work
            if id(work) not in keys:
                keys[id(work)] = _unique(_key(work.csl), taken)
                own = _language_of(work.csl.get("title", ""), language)
                said = {"language": own} if own and own != "en" else {}
                entries.append({"id": keys[id(work)], **work.csl, **said})
    return tuple(entries), keys


def _key(csl: dict[str, Any]) -> str:
    """Family name or the title's first word of weight, and the year."""
    names = csl.get("author") or csl.get("editor") or []
    words_of = re.findall(r"\w+", family(names[0]) if names else csl.get("title") or csl.get("container-title") or "")
    weighty = [w for w in words_of if names or (len(w) > 2 and not words().is_function_word(w))] or words_of
    stem = "".join(weighty) if names else next(iter(weighty), "")
    plain = unicodedata.normalize("NFKD", stem.casefold()).encode("ascii", "ignore").decode()
    issued = csl.get("issued", {}).get("date-parts", [[""]])[0][0]
    return f"{re.sub('[^a-z0-9]', '', plain) or 'source'}{issued}"


def _unique(stem: str, taken: dict[str, None]) -> str:
    """``stem``, or with a letter or number after it where it is taken."""
    names = [stem, *(f"{stem}{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")]
    key = next((name for name in names if name not in taken), None) or f"{stem}-{len(taken)}"
    taken[key] = None
    return key


# --- language


def _language_of(title: str, copy: str | None) -> str | None:
    """The language of a title: of the copy, unless it has common words of another language alone."""
    found = [word.casefold() for word in re.findall(r"[^\W\d_]+", title)]
    counts = {lang: sum(word in common for word in found) for lang, common in words().function.items()}
    best = max(counts, key=lambda lang: counts[lang])
    others = [count for lang, count in counts.items() if lang != best]
    return best if counts[best] >= 2 and not any(others) else copy


def _language(text: str) -> str | None:
    """The language whose commonest words a text of some length is full of; None where that is not sure."""
    found = re.findall(r"[^\W\d_]+", text.casefold())[:5000]
    if len(found) < 50:
        return None
    shares = sorted(
        ((sum(word in common for word in found) / len(found), lang) for lang, common in words().function.items()),
        reverse=True,
    )
    best, second = shares[0], shares[1]
    return best[1] if best[0] >= _SURE and best[0] > 1.6 * second[0] else None
