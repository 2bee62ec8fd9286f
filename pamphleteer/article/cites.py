"""Citations whose words are set → records: each source with its prefix, locator and suffix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pamphleteer.article import locators
from pamphleteer.article.cited import OpenCitation, nested, written
from pamphleteer.article.tree import KEY, LOCATOR, PART
from pamphleteer.diagnostics import Diagnostic, Span, warning
from pamphleteer.markup import append_text, canonical, element
from pamphleteer.model import Citation, Cite

Item = Any
"""A piece of a citation: a string, or an element without the text behind it."""


@dataclass(slots=True)
class _OpenCite:
    """A source, and what stands before and behind it."""

    key: Any
    span: Span
    before: list[Item]
    after: list[Item] = field(default_factory=list)


def read(citation: OpenCitation, name: str, note: str, language: str) -> tuple[Citation, list[Diagnostic]]:
    """A citation's record.

    ``name`` is its id, ``note`` that of the note in which it stands, or empty; ``language`` is the article's, whose
    labels of locators are known. Words between semicolons that cite nothing go to the source before them, else to the
    one behind. A locator that goes on in markup (``fol. 12^r^``) is a suffix, printed as it stands.
    """
    opened, found = _cites(citation)
    textual = citation.bare and not citation.first.startswith("-")
    cites: list[Cite] = []
    for cite in opened:
        after = _joined(cite.after)
        label, locator = "page", ""
        if after and _is(after[0], LOCATOR):
            braces = after.pop(0)
            label, locator = locators.braced("".join(braces.itertext()), language)
            if len(braces):
                hint = "leave the markup out, or write it behind the braces"
                message = "a locator in braces is set without its markup"
                found.append(warning("locator-markup", message, cite.span, hint))
        elif after and isinstance(after[0], str) and (seen := locators.leading(after[0], language)):
            if seen.end < len(after[0]) or len(after) == 1 or after[1].tag == "br":
                label, locator = seen.label, seen.text
                after[0] = after[0][seen.end :]
        if textual and not cites and not locator and _words(after)[:1].isalnum():
            # Behind the source, in its bracket: Hale (1901, for a dissent).
            after = _joined([", ", *after])
        prefix, suffix = _markup(_joined(cite.before), left=True), _markup(after)
        suppressed = written(cite.key).startswith("-")
        cites.append(Cite(cite.key.get("key"), cite.span, prefix, locator, label, suffix, suppressed))
    return Citation(name, tuple(cites), citation.span, textual, note), found


def _cites(citation: OpenCitation) -> tuple[list[_OpenCite], list[Diagnostic]]:
    """The sources of a citation, in order."""
    found: list[Diagnostic] = []
    cites: list[_OpenCite] = []
    waiting: list[Item] = []
    empty = False
    for i, part in enumerate(_parts(citation.tree)):
        keys = [at for at, item in enumerate(part) if _is(item, KEY)]
        if keys:
            for at in keys[1:]:
                found.append(nested(part[at], citation.keys[part[at]]))
                part[at] = written(part[at])
            key = part[keys[0]]
            cites.append(_OpenCite(key, citation.keys[key], [*waiting, *part[: keys[0]]], part[keys[0] + 1 :]))
            waiting = []
            continue
        if i == 1 and citation.bare:
            # The bracket behind a source in the sentence begins with what is said of that source.
            cites[0].after += part
            continue
        words = " ".join(_words(part).split())
        if words and cites:
            cites[-1].after += [";", *part]
        elif words:
            waiting += [*part, ";"]
        if not empty:
            empty = True
            message = f"'{words[:60]}' cites nothing, and is printed with the source beside it"
            message = message if words else "nothing is cited between two semicolons"
            hint = "semicolons part cites: [@one, p. 3; @two]; one that is text is written \\;"
            found.append(warning("citation-empty", message, citation.span, hint))
    return cites, found


def _parts(tree: Any) -> Iterator[list[Item]]:
    """What stands between semicolons; the text behind an element is an item of its own."""
    part: list[Item] = [tree.text or ""]
    for child in list(tree):
        tail, child.tail = child.tail or "", None
        if child.tag == PART:
            yield [item for item in part if not isinstance(item, str) or item]
            part = [tail]
        else:
            part += [child, tail]
    yield [item for item in part if not isinstance(item, str) or item]


def _is(item: Item, tag: str) -> bool:
    return not isinstance(item, str) and item.tag == tag


def _joined(items: list[Item]) -> list[Item]:
    """The items with neighbouring strings made one."""
    joined: list[Item] = []
    strings: list[str] = []
    for item in items:
        if isinstance(item, str):
            strings.append(item)
            continue
        joined += ["".join(strings), item] if strings else [item]
        strings = []
    return [*joined, "".join(strings)] if strings else joined


def _words(items: list[Item]) -> str:
    return "".join(item if isinstance(item, str) else "".join(item.itertext()) for item in items)


def _markup(items: list[Item], *, left: bool = False) -> bytes:
    """Items as inline XHTML, without white space at the end and, with ``left``, at the beginning."""
    if items and left and isinstance(items[0], str):
        items = [items[0].lstrip(), *items[1:]]
    if items and isinstance(items[-1], str):
        items = [*items[:-1], items[-1].rstrip()]
    made = element("p")
    for item in items:
        if isinstance(item, str):
            append_text(made, item)
        elif item.tag == LOCATOR:
            # Braces that lost their key to the one before it.
            append_text(made, f"{{{_words([item])}}}")
        else:
            made.append(item)
    for node in made.iter():
        # A place within a citation is on no page of its own: the citation may be set elsewhere, or several times.
        for name in [n for n in node.attrib if n == "id" or n.startswith("data-pamphleteer-")]:
            del node.attrib[name]
    return canonical(made)
