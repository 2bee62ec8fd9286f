"""Citations taken out of a tree: in the place of each stays an empty element, and its words are a tree of their own.

They are set apart because a citation may come to stand elsewhere, in a note or at the end of the book.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pamphleteer.article.tree import CALL, CITE, KEY, LINE, LOCATOR, PART
from pamphleteer.diagnostics import Diagnostic, Span, error
from pamphleteer.markup import ancestors, append_text, drop, element, move_children, unwrap

Place = Callable[[Any], Span]
"""The place of a citation or of a key; asked in the order of the file."""


@dataclass(slots=True)
class OpenCitation:
    """A citation whose words are still a tree."""

    tree: Any
    span: Span
    keys: dict[Any, Span]
    bare: bool
    """Whether its first source stands in the sentence, a bracket behind it or none."""

    @property
    def first(self) -> str:
        """Its first key, as it is written."""
        return written(self.tree.find(KEY))


def written(key: Any) -> str:
    """A key as its author wrote it: ``-@hale``."""
    return str(key.text or "")


def nested(key: Any, span: Span) -> Diagnostic:
    """The finding that a source is cited within the cite of another."""
    message = f"the source {written(key)} is cited within the cite of another"
    hint = "part cites by a semicolon: [@one, p. 3; @two]; a plain @ is written \\@"
    return error("citation-nested", message, span, hint)


class Cited:
    """The citations of a file, in the order in which they are taken; ``lines`` are those of its Markdown."""

    def __init__(self, file: str, lines: Sequence[str], first_line: int) -> None:
        self.file, self.lines, self.first_line = file, lines, first_line
        self.taken: list[OpenCitation] = []
        self._columns: dict[int, int] = {}
        """Of a line, the column up to which its citations have been found."""

    def of(self, hole: Any) -> OpenCitation:
        """The citation that was taken out of where ``hole`` stands."""
        return self.taken[int(hole.get("ref"))]

    def take(self, root: Any, span: Span | None = None) -> list[Diagnostic]:
        """Take the citations out of ``root``; all stand at ``span``, where it is given.

        What only looks like a citation, because its keys stand in markup, becomes text again, and each key a citation.
        A note called within a citation is called behind it, and a source cited within a cite becomes text; both are
        errors.
        """
        found: list[Diagnostic] = []
        waiting = list(reversed(list(root.iter(CITE))))
        while waiting:
            node = waiting.pop()
            if not any(above is root for above in ancestors(node)):
                # Within a citation that has been taken out.
                continue
            if node.find(KEY) is None:
                waiting += reversed(_released(node))
            else:
                found += self._take(node, (lambda _node: span) if span else self._place)
        return found

    def _take(self, node: Any, place: Place) -> list[Diagnostic]:
        found: list[Diagnostic] = []
        bare = "bare" in node.attrib
        calls = [call for call in node.iter(CALL) if next(call.iterancestors(CALL, CITE)) is node]
        for call in calls:
            drop(call)
        start = None if bare else place(node)
        keys = {key: place(key) for key in node.iter(KEY)}
        span = start or next(iter(keys.values()))
        hole = element(CITE, {"ref": str(len(self.taken)), **({"bare": ""} if bare else {})})
        hole.tail, node.tail = node.tail, None
        node.getparent().replace(node, hole)
        for call in reversed(calls):
            call.tail, hole.tail = hole.tail, None
            hole.addnext(call)
            hint = "call the note behind the bracket"
            found.append(error("note-misplaced", "a note is called within a citation", span, hint))
        found += [nested(key, where) for key, where in keys.items() if key.getparent() is not node]
        for inner in [n for n in node.iterdescendants(CITE) if next(n.iterancestors(CITE)) is node]:
            _as_text(inner)
        _unwrap([n for n in node.iter(KEY, PART, LOCATOR) if n.getparent() is not node])
        node.tag = "p"
        for name in list(node.attrib):
            del node.attrib[name]
        node.set(LINE, str(span.line or 1))
        self.taken.append(OpenCitation(node, span, keys, bare))
        return found

    def name(self, root: Any, article: str) -> None:
        """Give each place below ``root`` its citation's id, numbered in the order of the file.

        That is not always the order of the tree: a caption stands behind its table there, and a note elsewhere.
        """

        def order(hole: Any) -> tuple[int, int, int]:
            span = self.of(hole).span
            return span.line or 0, span.column or 0, int(hole.get("ref"))

        for number, hole in enumerate(sorted(root.iter(CITE), key=order), 1):
            hole.set("name", f"{article}--cite-{number}")

    def put_back(self, hole: Any) -> None:
        """Make text again of a citation that was taken out of where ``hole`` stands."""
        move_children(self.of(hole).tree, hole)
        _as_text(hole)

    def _place(self, node: Any) -> Span:
        line, at = int(node.get("line") or self.first_line), int(node.get("at") or 0)
        index = line - self.first_line
        text = self.lines[index] if 0 <= index < len(self.lines) else ""
        sign = written(node).split("\n")[0] if node.tag == KEY else "["
        # What the parser counts from may begin later than the line: in a list, a quotation, a table's cell.
        column = text.find(sign, max(at, self._columns.get(line, 0)))
        if column < 0:
            return Span(self.file, line)
        self._columns[line] = column + 1
        return Span(self.file, line, column + 1)


def as_text(root: Any) -> list[str]:
    """Make text of the citations below ``root``; returns how the first key of each is written."""
    found = []
    for node in [n for n in root.iter(CITE) if next(n.iterancestors(CITE), None) is None]:
        key = next(node.iter(KEY), None)
        found.append(written(key) if key is not None else "@")
        _as_text(node)
    return found


def _as_text(citation: Any) -> None:
    """Put the words of a citation in its place, as they were written."""
    for node in citation.iter(CITE):
        if "bare" not in node.attrib:
            node.text = f"[{node.text or ''}"
            append_text(node, "]")
        elif (bracket := node.find(PART)) is not None:
            bracket.text = " ["
            append_text(node, "]")
    _unwrap(list(citation.iter(CITE, KEY, PART, LOCATOR)))


def _unwrap(nodes: Sequence[Any]) -> None:
    for node in reversed(nodes):
        if node.tag == PART:
            node.text = node.text or ";"
        elif node.tag == LOCATOR:
            node.text = f"{{{node.text or ''}"
            append_text(node, "}")
        unwrap(node)


def _released(node: Any) -> list[Any]:
    """Make text again of a bracket whose keys all stand in markup; they are citations by themselves."""
    own = [n for n in node.iter(KEY, PART, LOCATOR) if next(n.iterancestors(CITE)) is node]
    made = []
    for key in [n for n in own if n.tag == KEY]:
        citation = element(CITE, {"bare": ""})
        citation.tail, key.tail = key.tail, None
        key.getparent().replace(key, citation)
        citation.append(key)
        made.append(citation)
    _unwrap([n for n in own if n.tag != KEY])
    if "bare" not in node.attrib:
        node.text = f"[{node.text or ''}"
        append_text(node, "]")
    unwrap(node)
    return made
