"""JSON with its marks: the same values that YAML gives (every scalar a string, null is None), each with its place."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import Any

from pamphleteer.diagnostics import Diagnostic, Span, error
from pamphleteer.marked import BIDI, ILLEGAL, MOST_MARKS, Marked, Path, turned

_TOKEN = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*"|[\[\]{},:]|-?\d[\d.eE+-]*|true|false|null')
_DEEPEST = 100


def read_json(text: str, file: str) -> tuple[Marked | None, tuple[Diagnostic, ...]]:
    """Read one JSON document; None with a diagnostic where it is none."""
    if sum(text.count(mark) for mark in "\n,:[{") > MOST_MARKS:
        hint = "part it into several files"
        return None, (error("file-too-large", "this lists more than can be read", Span(file, 1), hint),)
    try:
        json.loads(text, parse_constant=_refused)
    except json.JSONDecodeError as e:
        hint = "a comma stands between two values, and none before a closing bracket"
        return None, (
            error("references-syntax", f"this is no JSON: {_said(e.msg)}", Span(file, e.lineno, e.colno), hint),
        )
    except (RecursionError, ValueError):
        # A number of thousands of digits, too, is a ValueError.
        return None, (error("references-syntax", "this JSON cannot be read", Span(file, 1)),)
    reader = _Reader(text, file)
    value = reader.read()
    return Marked(value, reader.spans, reader.keys), tuple(reader.found)


def _refused(word: str) -> float:
    """Python would read NaN and Infinity, which are no JSON."""
    raise ValueError(word)


def _said(words: str) -> str:
    return words[:1].lower() + words[1:]


class _Reader:
    """Walks the tokens of a text that is known to be JSON."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.spans: dict[Path, Span] = {}
        self.keys: dict[Path, Span] = {}
        self.found: list[Diagnostic] = []

    def place(self, at: int) -> Span:
        line = bisect_right(self.starts, at)
        return Span(self.file, line, at - self.starts[line - 1] + 1)

    def read(self) -> Any:
        """The value; what is nested deeper than any source is left out."""
        top: list[Any] = []
        open_: list[tuple[Any, Path]] = [(top, ())]
        key: str | None = None
        skipped = 0
        for token in _TOKEN.finditer(self.text):
            word = token[0]
            if skipped:
                skipped += (word in "[{") - (word in "]}")
                continue
            if word in ("]", "}"):
                open_.pop()
                continue
            if word in (",", ":"):
                continue
            holder, above = open_[-1]
            if isinstance(holder, dict) and key is None:
                key = json.loads(word)
                path = (*above, key)
                if key in holder:
                    first = self.keys[path].line
                    message = f"the key '{key}' is given twice (first on line {first})"
                    self.found.append(error("yaml-duplicate-key", message, self.place(token.start())))
                else:
                    self.keys[path] = self.place(token.start())
                continue
            path = (*above, key) if key is not None else (*above, len(holder)) if holder is not top else ()
            place = self.spans.setdefault(path, self.place(token.start()))
            value: Any = {} if word == "{" else [] if word == "[" else self.scalar(word, place)
            if key is None:
                holder.append(value)
            else:
                holder.setdefault(key, value)
            key = None
            if word in ("{", "["):
                if len(open_) > _DEEPEST:
                    self.found.append(error("references-syntax", "this is nested too deeply to be read", place))
                    skipped = 1
                else:
                    open_.append((value, path))
        return top[0]

    def scalar(self, word: str, place: Span) -> str | None:
        """A string, a number or a truth as text."""
        if word == "null":
            return None
        if word[0] != '"':
            return word
        text: str = json.loads(word).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if illegal := ILLEGAL.search(text):
            message = f"the control character U+{ord(illegal[0]):04X} cannot be printed"
            self.found.append(error("character-forbidden", message, place, "take it out"))
            return ILLEGAL.sub(" ", text)
        self.found += [turned(character, place) for character in sorted(set(BIDI.findall(text)))]
        return text
