"""YAML with its marks: every value a string, every value and key with its place in the file.

Scalars are not interpreted (``no`` stays "no", ``1984`` stays "1984"): the models that read them give them types. A
plain empty scalar is None.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from pamphleteer.diagnostics import Diagnostic, Span, error, warning

Path = tuple[str | int, ...]

ILLEGAL = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, written out or as an entity (XML 1.0, section 2.2)."""

BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Controls that turn the direction of the text behind them (Unicode Standard Annex 9, section 2)."""

MOST_MARKS = 500_000
"""Signs and line ends that may each begin a value: that many take some seconds and hundreds of megabytes."""

# libyaml reads large reference files some twenty times faster than the pure Python loader.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Marked:
    """A YAML document as plain data, with places."""

    value: Any
    """Nested dicts, lists, strings and None."""
    spans: Mapping[Path, Span]
    """Place of each value, by its path of keys and indices; the root has the path ``()``."""
    keys: Mapping[Path, Span]
    """Place of each mapping key, by the path of its value."""

    def span(self, path: Path) -> Span:
        """The place of the value at ``path``, or of the nearest value above it."""
        while path and path not in self.spans:
            path = path[:-1]
        return self.spans[path]

    def key(self, path: Path) -> Span:
        """The place of the key at ``path``, or of its value."""
        return self.keys.get(path) or self.span(path)

    def without(self, path: Path) -> Marked:
        """The document without the value at ``path``; places of later items of a list move up with them."""
        *above, last = path
        value = copy.deepcopy(self.value)
        holder = value
        for step in above:
            holder = holder[step]
        del holder[last]

        def moved(places: Mapping[Path, Span]) -> dict[Path, Span]:
            kept = {}
            for here, span in places.items():
                if here[: len(path)] == path:
                    continue
                step = here[len(above)] if len(here) > len(above) and list(here[: len(above)]) == above else None
                if isinstance(step, int) and isinstance(last, int) and step > last:
                    here = (*above, step - 1, *here[len(path) :])
                kept[here] = span
            return kept

        return Marked(value, moved(self.spans), moved(self.keys))

    def completed(self, missing: Mapping[str, Any]) -> Marked:
        """The document with keys added at its top."""
        return Marked({**self.value, **missing}, self.spans, self.keys)

    def overlaid(self, path: tuple[str, ...], other: Marked) -> Marked:
        """The document with the value at ``path`` replaced by another document."""
        value = copy.deepcopy(self.value)
        holder = value
        for step in path[:-1]:
            if not isinstance(holder.get(step), dict):
                holder[step] = {}
            holder = holder[step]
        holder[path[-1]] = other.value
        span = other.span(())
        above: dict[Path, Span] = {path[:n]: span for n in range(1, len(path)) if path[:n] not in self.spans}
        kept: dict[Path, Span] = {p: s for p, s in self.spans.items() if p[: len(path)] != path}
        placed: dict[Path, Span] = {(*path, *p): s for p, s in other.spans.items()}
        return Marked(value, {**kept, **above, **placed}, {**self.keys, path: span})


def read_yaml(text: str, file: str, first_line: int = 1) -> tuple[Marked | None, tuple[Diagnostic, ...]]:
    """Read one YAML document.

    ``first_line`` is the line of the file on which ``text`` begins. Returns None with diagnostics where the text is
    no YAML; a key given twice and an alias are reported, the rest is read. An empty document is an empty mapping.
    """
    if sum(text.count(mark) for mark in "\n,:[{-") > MOST_MARKS:
        hint = "part it into several files"
        return None, (error("file-too-large", "this lists more than can be read", Span(file, first_line), hint),)
    reader = _Reader(file, first_line)
    try:
        node = yaml.compose(text, Loader=_LOADER)
        if node is None:
            return Marked({}, {(): Span(file, first_line, 1)}, {}), ()
        value = reader.convert(node, ())
    except yaml.reader.ReaderError as e:
        before = text[: e.position]
        span = Span(file, first_line + before.count("\n"), e.position - before.rfind("\n"))
        character = e.character if isinstance(e.character, int) else ord(e.character[:1])
        return None, (error("yaml-syntax", f"the character U+{character:04X} may not stand here", span),)
    except yaml.MarkedYAMLError as e:
        return None, (_syntax_error(e, file, first_line),)
    except RecursionError:
        return None, (error("yaml-syntax", "the file is nested too deeply to be read", Span(file, first_line)),)
    return Marked(value, reader.spans, reader.keys), tuple(reader.found)


def turned(character: str, span: Span) -> Diagnostic:
    """The finding that a control turns the direction of a text."""
    message = f"the control character U+{ord(character):04X} changes the direction in which words are read"
    hint = "take it out: letters know their direction; where words still need help, write <bdi>words</bdi>"
    return warning("bidi-control", message, span, hint)


def _syntax_error(e: yaml.MarkedYAMLError, file: str, first_line: int) -> Diagnostic:
    mark = e.problem_mark or e.context_mark
    span = Span(file, mark.line + first_line, mark.column + 1) if mark else Span(file, first_line)
    hint = None
    if e.problem and "mapping values are not allowed" in e.problem:
        hint = "a value that holds a colon and a space must stand in quotation marks"
    elif e.problem and "cannot start any token" in e.problem:
        hint = "indent with spaces, not tabs; put a value that begins with a special character in quotation marks"
    said = " ".join(part for part in (e.problem, e.context) if part) or "cannot be read"
    return error("yaml-syntax", f"this is no YAML: {said}", span, hint)


class _Reader:
    def __init__(self, file: str, first_line: int) -> None:
        self.file, self.first_line = file, first_line
        self.spans: dict[Path, Span] = {}
        self.keys: dict[Path, Span] = {}
        self.found: list[Diagnostic] = []
        self.seen: set[int] = set()

    def place(self, node: yaml.Node) -> Span:
        return Span(self.file, node.start_mark.line + self.first_line, node.start_mark.column + 1)

    def convert(self, node: yaml.Node, path: Path) -> Any:
        self.spans[path] = place = self.place(node)
        if id(node) in self.seen:
            # An alias could stand for billions of nodes; nothing in a manifest needs one.
            self.found.append(error("yaml-alias", "an alias (*name) is not read here", place, "write the value out"))
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            if illegal := ILLEGAL.search(node.value):
                message = f"the control character U+{ord(illegal[0]):04X} cannot be printed"
                self.found.append(error("character-forbidden", message, place, "take it out"))
                return ILLEGAL.sub(" ", node.value)
            self.found += [turned(character, place) for character in sorted(set(BIDI.findall(node.value)))]
            return None if node.value == "" and not node.style else node.value
        if isinstance(node, yaml.SequenceNode):
            return [self.convert(child, (*path, i)) for i, child in enumerate(node.value)]
        value: dict[str, Any] = {}
        for key_node, child in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.found.append(error("yaml-syntax", "a key must be a word", self.place(key_node)))
                continue
            key = key_node.value
            if key in value:
                first = self.keys[(*path, key)]
                message = f"the key '{key}' is given twice (first on line {first.line})"
                self.found.append(error("yaml-duplicate-key", message, self.place(key_node)))
                continue
            self.keys[(*path, key)] = self.place(key_node)
            value[key] = self.convert(child, (*path, key))
        return value
