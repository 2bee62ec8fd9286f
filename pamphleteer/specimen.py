"""Citation styles to choose from: words → the styles that they find, and what each makes of three sources.

Part of the edge: it is for people at the command line, and makes plain text. The sources are invented.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pamphleteer.csl.library import Entry, entries, near, plain_name

MOST = 40
"""How many styles are listed at once."""

# How wide the column of names becomes; the few longer ones push their line to the right.
_WIDE = 52

KINDS = {"note": "notes", "author-date": "author–date", "numeric": "numeric", "author": "author", "label": "label"}
"""CSL's citation-format → what we call it."""

# Letters that Unicode does not take apart, and signs that people type otherwise than titles have them.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "–": "-", "’": "'"})

_SOURCES: dict[str, dict[str, Any]] = {
    "book": {
        "id": "book",
        "type": "book",
        "author": [{"family": "Hale", "given": "Miriam"}],
        "title": "The Long Canal: Water and Work in a River Town",
        "title-short": "The Long Canal",
        "publisher": "Larkspur Press",
        "publisher-place": "Bristol",
        "issued": {"date-parts": [[1998]]},
    },
    "article": {
        "id": "article",
        "type": "article-journal",
        "author": [{"family": "Okafor", "given": "Daniel"}, {"family": "Lindqvist", "given": "Sara Maria"}],
        "title": "Who Paid for the Locks?",
        "container-title": "Journal of Inland Navigation",
        "volume": "12",
        "issue": "3",
        "page": "201-219",
        "issued": {"date-parts": [[2007, 9]]},
        "DOI": "10.5555/jin.2007.0123",
    },
    "page": {
        "id": "page",
        "type": "webpage",
        "author": [{"literal": "River Town Museum"}],
        "title": "The Flood in Photographs",
        "container-title": "Museum Notebook",
        "issued": {"date-parts": [[2021, 3, 4]]},
        "accessed": {"date-parts": [[2022, 5, 16]]},
        "URL": "https://museum.example/notebook/flood",
    },
}

# What stands before a citation, and what it cites: keys with their pages.
_CITED: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("a book", (("book", "12"),)),
    ("the same page", (("book", "12"),)),
    ("another page", (("book", "14–16"),)),
    ("an article", (("article", "203"),)),
    ("a web page", (("page", ""),)),
    ("the book again", (("book", "31"),)),
    ("two at once", (("article", ""), ("page", ""))),
)


def find(words: Sequence[str]) -> list[Entry]:
    """The styles that have all the words in name or title, whatever the case and the accents.

    First the one that is called so, then those that stand for themselves, then those that stand for another; each by
    name.
    """
    wanted = [_folded(word) for word in words]
    whole = plain_name("-".join(wanted))
    found = [
        entry
        for entry in entries()
        if entry.name == whole or all(word in f"{entry.name}\n{_folded(entry.title)}" for word in wanted)
    ]
    return sorted(found, key=lambda entry: (entry.name != whole, entry.parent is not None, entry.name))


def answer(words: Sequence[str], everything: bool = False, specimens: bool = False) -> Iterator[str]:
    """What is said to a person who asks for ``words``: lines; none at all where no style is found.

    A line for each style: name, kind, title, and the style for which it stands. At most ``MOST`` of them, unless
    ``everything`` is asked for. ``specimens`` shows what each makes of sources, or only the one whose name the words
    are; a style that is found alone is always shown so.
    """
    found = find(words)
    if not found:
        return
    if specimens and found[0].name == plain_name("-".join(words)):
        found = found[:1]
    shown = found if everything else found[:MOST]
    name = min(max(len(entry.name) for entry in shown), _WIDE)
    kind = max(len(_kind(entry)) for entry in shown)
    for entry in shown:
        stands = f" (the same as {entry.parent})" if entry.parent else ""
        yield f"{entry.name:{name}}  {_kind(entry):{kind}}  {entry.title}{stands}"
        if specimens or len(found) == 1:
            yield f"\n{specimen(entry.name)}\n"
    if more := len(found) - len(shown):
        yield f"and {more:,} more: another word finds fewer, --all lists them"


def unfound(words: Sequence[str]) -> str:
    """What is said where no style is found: what was asked for, and names that are near."""
    asked = " ".join(words)
    names = near(asked)
    named = [f"'{name}'" for name in names]
    meant = " or ".join(filter(None, [", ".join(named[:-1]), *named[-1:]]))
    hint = f"did you mean {meant}?" if meant else "fewer or shorter words find more"
    return f"no style is called '{asked}'\n  hint: {hint}"


def specimen(name: str) -> str:
    """What a style makes of a book, an article and a web page: cited at first, at once again and later, and listed.

    A style that cannot be used raises ``csl.StyleError``.
    """
    from pamphleteer.csl import Citation, Cite, Processor, load_style, to_text

    style = load_style(name)
    sources: Mapping[str, Mapping[str, Any]] = _SOURCES
    processor = Processor(style, sources, language=None)
    cited = processor.cite(
        [
            Citation(tuple(Cite(key, locator=pages) for key, pages in cites), note=number if style.is_note else 0)
            for number, (_, cites) in enumerate(_CITED, 1)
        ]
    )
    lines = ["In notes:" if style.is_note else "In the text:", ""]
    for number, ((label, _), made) in enumerate(zip(_CITED, cited, strict=True), 1):
        text = to_text(made.tree)
        shown = f"{number}. {text[:1].upper()}{text[1:]}" if style.is_note else text
        lines.append(f"  {label:14}  {shown or '(nothing)'}")
    lines.append("")
    if style.has_bibliography:
        listed = [to_text(entry.tree) for entry in processor.bibliography().entries]
        lines += ["In the bibliography:", "", *(f"  {' '.join(text.split())}" for text in listed)]
    else:
        lines.append("It makes no bibliography.")
    return "\n".join(lines)


def _kind(entry: Entry) -> str:
    return KINDS.get(entry.citation_format, entry.citation_format)


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_PLAIN)
