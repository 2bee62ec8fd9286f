"""BibTeX and BibLaTeX: a file → its entries, each with what it takes from others → ``Reference`` records.

bibtexparser finds the blocks, and goes on behind a broken one. Here ``@string`` macros are put in for their names and
fields are inherited (``crossref``, ``xdata``) as BibLaTeX does it; ``fields`` makes CSL of what an entry has then.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
)
from bibtexparser.model import String as Macro

from pamphleteer.diagnostics import Diagnostic, Span, did_you_mean, error, warning
from pamphleteer.model import Reference
from pamphleteer.references.fields import item_of
from pamphleteer.references.inheritance import inherited
from pamphleteer.references.items import Normaliser, reference

# What the parser would log is told as diagnostics, with places.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
logging.getLogger("bibtexparser").propagate = False

MOST_GROWTH = 16 * 1024 * 1024
"""Characters that macros and inheritance may add to a file: a few lines could ask for billions."""

_MOST_HINTS = 20
_VALUE = re.compile(r'\\.|[{}"#]|[^\\{}"#]+', re.S)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NO_SOURCES = ("xdata", "set", "control", "bibnote")
_ALIASES = {
    "archiveprefix": "eprinttype", "primaryclass": "eprintclass", "annote": "annotation", "key": "sortkey",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as it stands in the file, its macros put in."""

    key: str
    kind: str
    fields: Mapping[str, str]
    """By name, in small letters; values are TeX."""
    lines: Mapping[str, int]
    span: Span

    def place(self, name: str) -> Span:
        """The line of a field, or the entry's where it is inherited."""
        return Span(self.span.file, self.lines[name]) if name in self.lines else self.span


def read_bibtex(text: str, file: str) -> tuple[list[Reference], list[Diagnostic]]:
    """The sources of a file, and what is wrong with it."""
    reader = _Reader(text, file)
    entries = reader.entries()
    whole = inherited(entries, reader.grow, reader.unresolved)
    normaliser = Normaliser()
    references = []
    for entry in whole:
        if entry.kind not in _NO_SOURCES:
            item = normaliser.checked(item_of(entry, normaliser.found), entry.span)
            references.append(reference(entry.key, item, entry.span))
    return references, [*reader.found, *normaliser.found]


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.lines = text.split("\n")
        self.found: list[Diagnostic] = []
        self.macros: dict[str, str] = {name: str(n) for n, name in enumerate(_MONTHS, 1)}
        self.later: dict[str, Macro] = {}
        """Macros that the file has yet to give."""
        self.left = MOST_GROWTH
        self.hints = 0

    def place(self, line: int | None) -> Span:
        """A line, counted from 0 as the parser does; the column is that of the @ that begins a block."""
        words = self.lines[line] if line is not None and line < len(self.lines) else ""
        return Span(self.file, (line or 0) + 1, words.find("@") + 1 or None)

    def broken(self, message: str, span: Span, hint: str | None = None) -> None:
        self.found.append(error("reference-broken", message, span, hint))

    def grow(self, amount: int, span: Span) -> bool:
        """Whether there is room for what is put in; said once where there is none."""
        if self.left >= 0 and amount > self.left:
            self.broken("macros and inherited fields make more of this file than can be read", span)
        self.left -= amount if self.left >= 0 else 0
        return self.left >= 0

    def unresolved(self, message: str, span: Span, name: str, known: Iterable[str], other: str | None = None) -> None:
        """Something is named that the file does not have."""
        self.hints += 1
        hint = (did_you_mean(name, known) if self.hints <= _MOST_HINTS else None) or other
        self.found.append(warning("reference-unresolved", message, span, hint))

    def entries(self) -> list[Written]:
        """The entries, first of each key."""
        entries: dict[str, Written] = {}
        blocks = parse_string(self.text, parse_stack=[]).blocks
        for whole in blocks:
            # Some programs write the macros last.
            if isinstance(whole, Macro):
                self.later.setdefault(whole.key.strip().lower(), whole)
        for whole in blocks:
            span = self.place(whole.start_line)
            block: Block | None = whole
            if isinstance(block, DuplicateBlockKeyBlock):
                block = block.ignore_error_block
            elif isinstance(block, DuplicateFieldKeyBlock):
                entry = block.ignore_error_block
                if names := _differing(entry, block.duplicate_keys):
                    self.broken(f"a field of this entry is given twice: {names}", span, "keep one of them")
                block = entry
            if isinstance(block, Macro):
                self.later.pop(block.key.strip().lower(), None)
                self.macros[block.key.strip().lower()] = self.value(block.value, span)
            elif isinstance(block, Entry):
                self.entry(block, span, entries)
            elif isinstance(block, ParsingFailedBlock):
                said = getattr(block.error, "abort_reason", "") or str(block.error)
                self.broken(f"this entry cannot be read: {_said(said)}", span, "close its braces and quotation marks")
            elif isinstance(block, ImplicitComment):
                self.strays(block)
        return list(entries.values())

    def strays(self, block: ImplicitComment) -> None:
        """Text between entries is a comment; what looks like an entry there is none that anybody can read."""
        for n, line in enumerate(block.comment.split("\n")):
            if re.match(r"\s*@[A-Za-z]+\s*\w", line):
                message = "this entry cannot be read: an opening brace is wanted"
                self.broken(message, self.place((block.start_line or 0) + n))

    def entry(self, block: Entry, span: Span, entries: dict[str, Written]) -> None:
        key, kind = block.key.strip(), block.entry_type.strip().lower()
        if not key:
            hint = f"write @{kind}{{KEY, …}}, with the key by which it is cited"
            self.found.append(error("reference-no-id", "a reference has no key", span, hint))
            return
        if re.search(r"[\s{}\"#%\\=]", key):
            self.broken(
                f"this entry cannot be read: '{key.split()[0]}…' is no key", span, "write a comma behind its key"
            )
            return
        fields: dict[str, str] = {}
        lines: dict[str, int] = {}
        for part in block.fields:
            name = part.key.strip().lower()
            name = _ALIASES.get(name, name)
            value = self.value(str(part.value), Span(self.file, part.start_line + 1))
            if value.strip() and name not in fields:
                fields[name], lines[name] = value, part.start_line + 1
        written = Written(key, kind, fields, lines, span)
        first = entries.setdefault(key, written)
        if (first.kind, first.fields) != (kind, fields):
            message = f"the reference '{key}' is given twice (first on line {first.span.line})"
            self.found.append(error("reference-twice", message, span))

    def value(self, raw: str, span: Span) -> str:
        """What a field says: the parts that ``#`` joins, without their braces or quotation marks, macros put in."""
        parts = []
        for part, enclosed in _parts(raw):
            if enclosed or part.isdigit():
                parts.append(part)
                continue
            if missing := re.match(r"(\w+)\s*=", part):
                self.broken(f"a comma is wanted before '{missing[1]}'", span, "end each field with a comma")
                break
            if (later := self.later.pop(part.lower(), None)) is not None:
                self.macros[part.lower()] = self.value(later.value, span)
            if part.lower() in self.macros:
                parts.append(self.macros[part.lower()])
                if not self.grow(len(parts[-1]), span):
                    return ""
            else:
                message = f"no @string is called '{part[:60]}': the word stands as it is"
                self.unresolved(message, span, part[:60], self.macros, "write text in braces: {…}")
                parts.append(part)
        return "".join(parts)


def _parts(raw: str) -> Iterator[tuple[str, bool]]:
    """The parts of a value, each with whether it stood in braces or quotation marks."""
    depth, quoted, start, at = 0, False, -1, 0
    for token in _VALUE.finditer(raw):
        word, at = token[0], token.start()
        if word == "{":
            depth += 1
            if depth == 1 and not quoted:
                start = at + 1
        elif word == "}":
            depth -= 1 if depth else 0
            if depth == 0 and not quoted and start >= 0:
                yield raw[start:at], True
                start = -1
        elif word == '"' and depth == 0:
            if quoted:
                yield raw[start:at], True
                start = -1
            else:
                start = at + 1
            quoted = not quoted
        elif depth == 0 and not quoted and word != "#" and word.strip():
            yield word.strip(), False
    if start >= 0:
        yield raw[start:], True


def _differing(entry: Block | None, names: Iterable[str]) -> str:
    """Those of the names under which an entry has several fields that differ."""
    fields = entry.fields if isinstance(entry, Entry) else []
    values = {name: {field.value for field in fields if field.key == name} for name in names}
    return ", ".join(sorted(name for name, several in values.items() if len(several) > 1))


def _said(reason: str) -> str:
    """The parser's words in ours."""
    if "end of file" in reason:
        return "it does not end"
    if "Unexpected block start" in reason:
        return "it has not ended where another begins"
    if "=" in reason:
        return "a field wants 'name = {value},'"
    if "comma" in reason:
        return "a comma is wanted behind its key"
    return reason.split("\n")[0].lower().rstrip(". ")
