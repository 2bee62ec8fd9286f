"""Citations in Pandoc's syntax: taken out of a tree, and made records when their words are ready to be read.

In goes a tree in which the parser has marked keys, semicolons and braces (``tree``); in their places stay empty
elements. Out come ``Citation`` records: each source with its prefix, locator and suffix, and the findings about them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pamphleteer.article import locators
from pamphleteer.article.tree import CALL, CITE, KEY, LINE, LOCATOR, PART
from pamphleteer.diagnostics import Diagnostic, Span, error, warning
from pamphleteer.markup import ancestors, append_text, canonical, drop, element, move_children, unwrap
from pamphleteer.model import Citation, Cite

Place = Callable[[Any], Span]
"""The place of a citation or of a key."""
Item = Any
"""A piece of a citation: a string, or an element without the text after it."""


@dataclass(slots=True)
class OpenCitation:
    """A citation whose words are still a tree."""

    tree: Any
    span: Span
    keys: dict[Any, Span]
    bare: bool
    """Whether its first source stands in the sentence, a bracket behind it or none."""

    @property
    def written(self) -> str:
        """Its first key, as it is written."""
        return _written(self.tree.find(KEY))


def take(root: Any, place: Place, before: int = 0) -> tuple[list[OpenCitation], list[Diagnostic]]:
    """Take the citations out of ``root``.

    In the place of each stays an empty element whose ``ref`` is its number in the list, from 0; ``before`` were taken
    before. What only looks like
    a citation, because its key stands in markup, becomes text again. A note called within a citation is called behind
    it, and a source cited within a cite becomes text; both are errors.
    """
    taken: list[OpenCitation] = []
    found: list[Diagnostic] = []
    waiting = list(reversed(list(root.iter(CITE))))
    while waiting:
        node = waiting.pop()
        if not any(above is root for above in ancestors(node)):
            # Within a citation that has been taken out.
            continue
        if node.find(KEY) is None:
            waiting += reversed(_released(node))
            continue
        bare = "bare" in node.attrib
        start = None if bare else place(node)
        calls = [call for call in node.iter(CALL) if next(call.iterancestors(CALL, CITE)) is node]
        for call in calls:
            drop(call)
        keys = {key: place(key) for key in node.iter(KEY)}
        span = start or next(iter(keys.values()))
        hole = element(CITE, {"ref": str(before + len(taken)), **({"bare": ""} if bare else {})})
        node.addprevious(hole)
        hole.tail, node.tail = node.tail, None
        node.getparent().remove(node)
        for call in reversed(calls):
            call.tail, hole.tail = hole.tail, None
            hole.addnext(call)
            hint = "call the note behind the bracket"
            found.append(error("note-misplaced", "a note is called within a citation", span, hint))
        deeper = [key for key in keys if key.getparent() is not node]
        found += [_nested(key, keys[key]) for key in deeper]
        for inner in [inner for inner in node.iterdescendants(CITE) if next(inner.iterancestors(CITE)) is node]:
            _as_text(inner)
        _unwrap_all([n for n in node.iter(KEY, PART, LOCATOR) if n.getparent() is not node])
        node.tag = "p"
        for name in list(node.attrib):
            del node.attrib[name]
        node.set(LINE, str(span.line or 1))
        taken.append(OpenCitation(node, span, keys, bare))
    return taken, found


def put_back(hole: Any, citation: OpenCitation) -> None:
    """Make text again of a citation that was taken out of where ``hole`` stands."""
    move_children(citation.tree, hole)
    _as_text(hole)


def as_text(root: Any) -> list[str]:
    """Make text of the citations below ``root``; returns how the first key of each is written."""
    found = []
    for node in [node for node in root.iter(CITE) if not any(a.tag == CITE for a in node.iterancestors())]:
        key = next(node.iter(KEY), None)
        found.append(_written(key) if key is not None else "@")
        _as_text(node)
    return found


def read(citation: OpenCitation, name: str, note: str, language: str) -> tuple[Citation, list[Diagnostic]]:
    """A citation's record, when its words have been set.

    ``name`` is its id, ``note`` that of the note in which it stands, or empty; ``language`` is the article's, whose
    labels of locators are known. Words between semicolons that cite nothing go to the cite before them.
    """
    found: list[Diagnostic] = []
    cites: list[Cite] = []
    textual = citation.bare and not _written(citation.tree.find(KEY)).startswith("-")
    for before, key, after in _cites(citation, found):
        span = citation.keys[key]
        locator, label = "", "page"
        if after and not isinstance(after[0], str) and after[0].tag == LOCATOR:
            braces = after.pop(0)
            label, locator = locators.braced("".join(braces.itertext()), language)
            if len(braces):
                hint = "leave the markup out, or put it behind the braces"
                found.append(warning("locator-markup", "a locator in braces is set without its markup", span, hint))
        elif after and isinstance(after[0], str) and (read_locator := locators.leading(after[0], language)):
            end = read_locator.end
            # In fol. 12^r^ the number goes on in markup: the whole is printed as it stands.
            if end < len(after[0]) or len(after) == 1 or after[1].tag == "br":
                locator, label = read_locator.text, read_locator.label
                after[0] = after[0][end:]
        if textual and not cites and not locator and _words(after)[:1].isalnum():
            # Behind the source, in its bracket: Hale (1901, for a dissent).
            after = [", ", *after]
        suffix = _markup(_joined(after), left=False)
        suppressed = _written(key).startswith("-")
        prefix = _markup(before, left=True)
        cites.append(Cite(key.get("key"), span, prefix, locator, label, suffix, suppressed))
    return Citation(name, tuple(cites), citation.span, textual, note), found


def _cites(citation: OpenCitation, found: list[Diagnostic]) -> list[tuple[list[Item], Any, list[Item]]]:
    """What stands before each key, the key, and what stands after it."""
    parts: list[list[Item]] = [[]]
    for item in _items(citation.tree):
        if not isinstance(item, str) and item.tag == PART:
            parts.append([])
        else:
            parts[-1].append(item)
    cites: list[tuple[list[Item], Any, list[Item]]] = []
    waiting: list[Item] = []
    for i, part in enumerate(parts):
        keys = [at for at, item in enumerate(part) if not isinstance(item, str) and item.tag == KEY]
        if keys:
            for at in keys[1:]:
                found.append(_nested(part[at], citation.keys[part[at]]))
                part[at] = _written(part[at])
            before, waiting = [*waiting, *part[: keys[0]]], []
            cites.append((_joined(before), part[keys[0]], _joined(part[keys[0] + 1 :])))
        elif i == 1 and citation.bare:
            # The bracket behind a source in the sentence.
            cites[-1] = (*cites[-1][:2], _joined([*cites[-1][2], *part]))
        else:
            words = " ".join(_words(part).split())
            hint = "semicolons part cites: [@one, p. 3; @two]; one that is text is written \\;"
            if not words:
                message = "nothing is cited between two semicolons"
            else:
                message = f"'{words[:60]}' cites nothing, and is read with the source beside it"
                if cites:
                    cites[-1] = (*cites[-1][:2], _joined([*cites[-1][2], ";", *part]))
                else:
                    waiting = [*waiting, *part, ";"]
            found.append(warning("citation-empty", message, citation.span, hint))
    return cites


def _items(tree: Any) -> list[Item]:
    """What stands in a tree, in order; the text behind an element is an item of its own."""
    items: list[Item] = [tree.text or ""]
    for child in list(tree):
        tail, child.tail = child.tail or "", None
        items += [child, tail]
    return [item for item in items if not isinstance(item, str) or item]


def _joined(items: list[Item]) -> list[Item]:
    """The items with neighbouring strings made one."""
    joined: list[Item] = []
    for item in items:
        if joined and isinstance(item, str) and isinstance(joined[-1], str):
            joined[-1] += item
        else:
            joined.append(item)
    return joined


def _words(items: list[Item]) -> str:
    return "".join(item if isinstance(item, str) else "".join(item.itertext()) for item in items)


def _markup(items: list[Item], *, left: bool) -> bytes:
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
            append_text(made, f"{{{''.join(item.itertext())}}}")
        else:
            made.append(item)
    for node in made.iter():
        # A place within a citation has no page of its own: the citation may be set elsewhere, or several times.
        for name in [n for n in node.attrib if n == "id" or n.startswith("data-pamphleteer-")]:
            del node.attrib[name]
    return canonical(made)


def _written(key: Any) -> str:
    return str(key.text or "")


def _nested(key: Any, span: Span) -> Diagnostic:
    message = f"the source {_written(key)} is cited within the cite of another"
    hint = "part cites by a semicolon: [@one, p. 3; @two]; a plain @ is written \\@"
    return error("citation-nested", message, span, hint)


def _as_text(citation: Any) -> None:
    """Put the words of a citation in its place, as they were written."""
    for node in citation.iter(CITE):
        if "bare" not in node.attrib:
            node.text = f"[{node.text or ''}"
            append_text(node, "]")
        elif (bracket := node.find(PART)) is not None:
            bracket.text = " ["
            append_text(node, "]")
    _unwrap_all([node for node in citation.iter(CITE, KEY, PART, LOCATOR)])


def _unwrap_all(nodes: list[Any]) -> None:
    for node in reversed(nodes):
        if node.tag == PART:
            node.text = node.text or ";"
        elif node.tag == LOCATOR:
            node.text = f"{{{node.text or ''}"
            append_text(node, "}")
        unwrap(node)


def _released(node: Any) -> list[Any]:
    """Make text again of a bracket whose keys all stand in markup; they are cites by themselves."""
    own = [n for n in node.iter(KEY, PART, LOCATOR) if next(n.iterancestors(CITE)) is node]
    made = []
    for key in [n for n in own if n.tag == KEY]:
        cite = element(CITE, {"bare": ""})
        cite.tail, key.tail = key.tail, None
        key.getparent().replace(key, cite)
        cite.append(key)
        made.append(cite)
    _unwrap_all([n for n in own if n.tag != KEY])
    if "bare" not in node.attrib:
        node.text = f"[{node.text or ''}"
        append_text(node, "]")
    unwrap(node)
    return made
