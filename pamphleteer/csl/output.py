"""Rendered tokens → the tree: punctuation that meets is settled, quotation marks and emphasis within others alternate.

What elements render is a flat run of tokens (``richtext``), where each string comes from one place: a field, an affix,
a delimiter. Only where two such strings meet is punctuation changed; within a field it is the author's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pamphleteer.csl.richtext import Close, Inner, Open, Quote, Token
from pamphleteer.csl.tree import DISPLAY, Node

# What two marks become that meet: the first mark → the second → both. What is not named stays as it is; the official
# suite's punctuation_FullMontyField shows every pair.
_MEET = {
    "!": {".": "!", ":": "!"},
    "?": {".": "?", ":": "?"},
    ":": {"!": "!", "?": "?", ".": ":"},
    ";": {"!": "!", "?": "?", ":": ";", ".": ";"},
}
_SPACES = re.compile(" {2,}")
_MARKS = frozenset(".,:;!?")
_STATES = {
    "italic": ("slant", True),
    "oblique": ("slant", True),
    "upright": ("slant", False),
    "bold": ("weight", True),
    "regular": ("weight", False),
    "small-caps": ("caps", True),
    "normal-caps": ("caps", False),
    "underline": ("line", True),
    "no-underline": ("line", False),
}
_OPPOSITE = {"slant": "upright", "weight": "regular", "caps": "normal-caps", "line": "no-underline"}


@dataclass(frozen=True, slots=True)
class Marks:
    """A locale's quotation marks, and whether a full stop or comma that follows goes within them."""

    open: str = "“"
    close: str = "”"
    inner_open: str = "‘"
    inner_close: str = "’"
    within: bool = False


def finish(tokens: Sequence[Token], marks: Marks) -> Node:
    """The tree of a finished citation or entry."""
    return _tree(settle(tokens, marks.within), marks)


# --- punctuation


def settle(tokens: Iterable[Token], within: bool) -> list[Token]:
    """The tokens with the punctuation of neighbours settled."""
    settled: list[Token] = []
    last = -1
    """Where the last string stands in ``settled``."""
    for token in tokens:
        if not isinstance(token, str):
            settled.append(token)
            if isinstance(token, Open | Close) and token.kind in DISPLAY:
                last = -1
            continue
        if not token:
            continue
        if "  " in token:
            token = type(token)(_SPACES.sub(" ", token))
        if last >= 0 and (token[0] in _MARKS or token[0] == " ") and not isinstance(token, Inner):
            last, token = _meet(settled, last, token, within)
            if not token:
                continue
        if last >= 0 and not settled[last]:
            # The mark that met another was all that the string held.
            del settled[last]
        last = len(settled)
        settled.append(token)
    return settled


def _meet(settled: list[Token], last: int, after: str, within: bool) -> tuple[int, str]:
    """Settle what the last string ends with and ``after`` begins with.

    Returns where the last string stands then, and what is left of ``after``.
    """
    for closing in range(last + 1, len(settled)):
        if isinstance(between := settled[closing], Quote):
            return (last, after) if between.opens else _meet_quote(settled, last, closing, after, within)
    before = settled[last]
    assert isinstance(before, str)
    while before and after:
        end, start = before[-1], after[0]
        if end == " " and start in ".,":
            # A full stop or a comma does not stand apart from its word.
            word = before.rstrip(" ") or next((s for s in settled[last - 1 :: -1] if last and isinstance(s, str)), "")
            if word and word[-1] not in _MARKS and word[-1] != " ":
                before = before.rstrip(" ")
                continue
        if (end == start and end in _MARKS) or (start == " " and end in " \u00a0"):
            after = after[1:]
            continue
        both = _MEET.get(end, {}).get(start)
        if both is None:
            break
        if both == end:
            after = after[1:]
        else:
            before = before[:-1]
    settled[last] = before
    return last, after


def _meet_quote(settled: list[Token], last: int, closing: int, after: str, within: bool) -> tuple[int, str]:
    """The same, where a quotation ends between the two."""
    before = settled[last]
    assert isinstance(before, str)
    end, start = before[-1], after[0]
    if start not in ".,":
        return last, after
    if end == start or (start == "." and end in "!?"):
        return last, after[1:]
    if within and end not in ",;:":
        settled.insert(closing, start)
        return closing, after[1:]
    return last, after


# --- the tree


class _Level:
    """A node that is being filled."""

    __slots__ = ("children", "kind", "value")

    def __init__(self, kind: str, value: str = "") -> None:
        self.kind, self.value = kind, value
        self.children: list[Node | str] = []

    def add(self, child: Node | str) -> None:
        if isinstance(child, str) and self.children and isinstance(self.children[-1], str):
            self.children[-1] += child
        elif child:
            self.children.append(child)


def _tree(tokens: Sequence[Token], marks: Marks) -> Node:
    levels = [_Level("")]
    states: list[dict[str, bool]] = [{}]
    opened: list[int] = []
    """How many nodes each open stretch has made."""
    quoted: list[bool] = []
    """Of each quotation that is open: whether its marks stand as they are written."""
    for token in tokens:
        if isinstance(token, str):
            for piece in _raised(token):
                levels[-1].add(piece)
        elif isinstance(token, Quote):
            if token.opens:
                # Marks that are set already stand for themselves, but not within others that the locale sets.
                quoted.append(token.written[:1] not in ("", '"', "'") and all(quoted))
            as_written = quoted[-1]
            levels[-1].add(_quote(token, len(quoted) - 1, marks, as_written=as_written))
            if not token.opens:
                quoted.pop()
        elif isinstance(token, Open):
            kinds, state = _made(token, states[-1])
            levels += [_Level(kind, token.value) for kind in kinds]
            states.append(state)
            opened.append(len(kinds))
        else:
            states.pop()
            for _ in range(opened.pop()):
                done = levels.pop()
                if done.children:
                    levels[-1].add(Node(done.kind, tuple(done.children), done.value))
    return Node("", tuple(levels[0].children))


def _raised(text: str) -> Iterable[Node | str]:
    """The text with its superscript letters and figures (``1ʳᵉ``) as raised ones, which every font has."""
    if text.isascii():
        return (text,)
    pieces: list[Node | str] = []
    start = 0
    for at, character in enumerate(text):
        if character > "\u007f" and (plain := _superscript(character)):
            pieces += [text[start:at], Node("sup", (plain,))]
            start = at + 1
    return [piece for piece in (*pieces, text[start:]) if piece]


@lru_cache(maxsize=4096)
def _superscript(character: str) -> str:
    """The character that a superscript one raises; empty for any other."""
    kind, _, plain = unicodedata.decomposition(character).partition(" ")
    return chr(int(plain, 16)) if kind == "<super>" and " " not in plain else ""


def _made(token: Open, state: dict[str, bool]) -> tuple[list[str], dict[str, bool]]:
    """The nodes that an opening makes where ``state`` is in force, and what is in force within."""
    if token.kind == "nodecor":
        return [_OPPOSITE[aspect] for aspect, on in state.items() if on and aspect in _OPPOSITE], {}
    if token.kind in ("sup", "sub"):
        return [token.kind], {**state, "raised": True}
    if token.kind == "baseline":
        return (["baseline"] if state.get("raised") else []), {**state, "raised": False}
    known = _STATES.get(token.kind)
    if known is None:
        return ([token.kind] if token.kind in _SHOWN else []), state
    aspect, on = known
    if state.get(aspect, False) != on:
        return [token.kind], {**state, aspect: on}
    if on and token.flips:
        return [_OPPOSITE[aspect]], {**state, aspect: False}
    return [], state


_SHOWN = frozenset(("link", "cite", "markup", "light", *DISPLAY))


def _quote(token: Quote, depth: int, marks: Marks, *, as_written: bool) -> str:
    if as_written:
        return token.written[0 if token.opens else 1]
    if depth % 2 == 0:
        return marks.open if token.opens else marks.close
    return marks.inner_open if token.opens else marks.inner_close
