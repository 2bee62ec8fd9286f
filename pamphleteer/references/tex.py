r"""TeX as it stands in a BibTeX field → plain text, or CSL's rich text.

``\emph{Ark}`` → ``<i>Ark</i>``, ``{\"o}`` → ö, ``--`` → –, ``H$_2$O`` → H<sub>2</sub>O, ``{NASA}`` →
``<span class="nocase">NASA</span>`` where a title is read. A command that is not known goes, its argument stays. Read
in one pass with a stack of its own: neither deep braces nor long chains of commands take more than linear time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from pamphleteer.references.entities import decoded

Wrap = Callable[[str], str]

_TOKEN = re.compile(
    r"""\\(?P<word>[A-Za-z@]+)\*?\s* | \\(?P<sign>.) | (?P<special>[{}$^_]) | (?P<ligature>---?|``|''|[?!]`|[`'~])"""
    r""" | (?P<space>\s+) | (?P<text>(?:[^\\{}$^_~`'?!\s-]|[ ](?!\s)|-(?!-)|[?!](?!`))+|.)""",
    re.X | re.S,
)
_MARKED = re.compile(r"[\\{}$`'~\n\r\t]|--|  |^ | $")
"""What tells that a text is TeX, or has spaces that TeX does not print."""
_SPACES = re.compile(r"[ \t\n\r]+")
_LIGATURES = {"--": "–", "---": "—", "``": "“", "''": "”", "`": "‘", "'": "’", "?`": "¿", "!`": "¡", "~": "\u00a0"}
_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331", "U": "\u030e", "G": "\u030f", "h": "\u0309",
}  # fmt: skip
"""TeX's accents as combining characters of Unicode."""

_SIGNS = {
    "-": "",
    "/": "",
    ",": "\u202f",
    " ": " ",
    "\n": " ",
    "\\": " ",
    ";": "\u202f",
    ":": "\u202f",
    "!": "",
    "@": "",
}

_TAGS = {
    "emph": "i", "textit": "i", "textsl": "i", "mkbibemph": "i", "mkbibitalic": "i", "mathit": "i",
    "textbf": "b", "mkbibbold": "b", "mathbf": "b", "textsuperscript": "sup", "mkbibsuperscript": "sup",
    "textsubscript": "sub", "mkbibsubscript": "sub", "textsc": "sc", "mkbibacro": "sc",
}  # fmt: skip
_DECLARED = {"em": "i", "it": "i", "itshape": "i", "sl": "i", "slshape": "i", "bf": "b", "bfseries": "b", "sc": "sc",
             "scshape": "sc"}  # fmt: skip
_DROPPED = {"noopsort", "sortnoop", "noop", "label", "hspace", "vspace", "textcolor", "color", "href", "hypertarget"}
"""Commands whose (first) argument is not text."""
_WORDS = {
    "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "slash": "/", "textslash": "/", "pounds": "£",
    "S": "§", "P": "¶", "copyright": "©", "textless": "<", "textgreater": ">",
    "euro": "€", "texteuro": "€", "glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘", "flqq": "«", "frqq": "»",
    "flq": "‹", "frq": "›", "quad": " ", "qquad": " ", "space": " ", "newline": " ", "par": " ",
    "dash": "–", "Dash": "—", "og": "«\u00a0", "fg": "\u00a0»",
    "textnumero": "№", "addcomma": ",", "addperiod": ".", "addspace": " ", "bibrangedash": "–", "today": "",
}  # fmt: skip
_SPANS = {
    "sc": '<span style="font-variant:small-caps;">',
    "nocase": '<span class="nocase">',
}
_INNER = str.maketrans("“”", "‘’")
_DEEPEST = 60
_MOST_PENDING = 20


@dataclass(slots=True)
class _Frame:
    """What stands in one pair of braces."""

    pending: list[Wrap] = field(default_factory=list)
    """What waits for the group to be whole, the innermost last."""
    out: list[str] = field(default_factory=list)
    declared: list[tuple[int, Wrap]] = field(default_factory=list)
    """Declarations such as ``\\em``, and from which piece on they hold."""
    special: bool = False
    """Whether it begins with a command: BibTeX takes it for a letter, and protects nothing."""
    shared: bool = False
    """Whether it is the argument of a command, whose braces protect nothing."""

    @property
    def protects(self) -> bool:
        return not self.special and not self.shared


def rich(text: str, strings: Mapping[str, str] | None = None) -> str:
    r"""TeX as CSL's rich text; ``strings`` are the words that ``\bibstring`` names."""
    text = decoded(text)
    return text if _is_plain(text) else _Reader(True, False, strings or {}).read(text)


def title(text: str) -> str:
    """TeX as CSL's rich text, where braces keep letters as they are (nocase)."""
    text = decoded(text)
    return text if _is_plain(text) else _Reader(True, True, {}).read(text)


def plain(text: str) -> str:
    """TeX as text alone, as names have it; ties are spaces."""
    text = decoded(text)
    if _is_plain(text):
        return text
    return " ".join(_Reader(False, False, {}).read(text).replace("\u00a0", " ").split())


def verbatim(text: str) -> str:
    """A field that is no TeX (an address, a number), without the escapes that people write there all the same."""
    bare = re.sub(r"\\(?:url|path|nolinkurl)\s*\{([^{}]*)\}", r"\1", decoded(text).strip())
    bare = re.sub(r"\\textasciitilde(?:\{\}|\b)|\\~(?:\{\})?", "~", bare)
    return re.sub(r"[{}]", "", re.sub(r"\\([#$%&_{}~^ -])", r"\1", bare)).strip()


def _is_plain(text: str) -> bool:
    return _MARKED.search(text) is None


def wrapped(tag: str, text: str) -> str:
    """Text between the tags of CSL's rich text."""
    if not text.strip():
        return text
    opening = _SPANS.get(tag, f"<{tag}>")
    return f"{opening}{text}</{'span' if tag in _SPANS else tag}>"


@cache
def _symbols() -> Callable[[str], str | None]:
    r"""The text of a command that is a symbol (``\ss`` → ß), by pylatexenc's tables."""
    from pylatexenc.latex2text import get_default_latex_context_db

    db: Any = get_default_latex_context_db()

    def symbol(name: str) -> str | None:
        spec = db.get_macro_spec(name)
        text = spec.simplify_repl if spec else None
        return text if isinstance(text, str) and "%" not in text and not text.startswith("<") else None

    return symbol


def _nothing(text: str) -> str:
    return ""


def _accented(mark: str, text: str) -> str:
    """Text with an accent on its first letter."""
    base = {"ı": "i", "ȷ": "j"}.get(text[:1], text[:1])
    return unicodedata.normalize("NFC", f"{base}{mark}{text[1:]}") if base.strip() else text


class _Reader:
    def __init__(self, tagged: bool, protects: bool, strings: Mapping[str, str]) -> None:
        self.tagged, self.protects, self.strings = tagged, protects, strings
        self.frames = [_Frame()]
        self.pending: list[Wrap] = []
        self.too_deep = 0
        self.math = False
        self.argument = False

    def read(self, text: str) -> str:
        for token in _TOKEN.finditer(text):
            self.take(token)
        while len(self.frames) > 1:
            self.close()
        self.flush()
        return _SPACES.sub(" ", self.joined(self.frames[0])).strip(" ")

    def take(self, token: re.Match[str]) -> None:
        kind, word = token.lastgroup, token[token.lastgroup or 0]
        if word != "{":
            self.argument = False
        if kind == "word":
            self.command(word)
        elif kind == "sign":
            self.sign(word)
        elif kind == "special":
            self.special(word)
        elif kind == "ligature":
            self.emit(_LIGATURES[word] if not self.math or word == "~" else word.replace("'", "′"))
        elif kind == "space":
            # An argument may stand behind spaces; a gap before nothing is none.
            if not self.pending:
                self.frames[-1].out.append(" ")
        elif self.pending and len(word) > 1:
            # A command without braces takes one letter.
            self.emit(word[0])
            self.emit(self.shown(word[1:]))
        else:
            self.emit(self.shown(word))

    def shown(self, word: str) -> str:
        if not self.math:
            return word
        word = word.replace("-", "−")
        return re.sub(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])", r"<i>\g<0></i>", word) if self.tagged else word

    def special(self, word: str) -> None:
        if word == "{":
            self.open()
        elif word == "}":
            self.close()
        elif word == "$":
            self.math = not self.math
        elif self.math:
            self.wait(self.tag("sup" if word == "^" else "sub"))
        else:
            self.emit(word)

    def command(self, name: str) -> None:
        if not self.frames[-1].out and len(self.frames) > 1:
            self.frames[-1].special = True
        if name in _ACCENTS and len(name) == 1:
            self.wait(partial(_accented, _ACCENTS[name]))
        elif name in _TAGS:
            self.wait(self.tag(_TAGS[name]))
        elif name in _DECLARED:
            self.frames[-1].declared.append((len(self.frames[-1].out), self.tag(_DECLARED[name])))
        elif name in ("enquote", "mkbibquote"):
            self.wait(lambda text: f"“{text.translate(_INNER)}”")
        elif name == "mkbibparens":
            self.wait(lambda text: f"({text})")
        elif name in ("bibstring", "bibsstring", "biblstring"):
            self.wait(lambda text: self.strings.get(text.strip().lower(), text))
        elif name.lower() in _DROPPED:
            self.wait(_nothing)
        elif name in ("i", "j"):
            self.emit({"i": "ı", "j": "ȷ"}[name])
        elif name in _WORDS:
            self.emit(_WORDS[name])
        elif (symbol := _symbols()(name)) is not None:
            self.emit(symbol)
        else:
            self.argument = True

    def sign(self, sign: str) -> None:
        if not self.frames[-1].out and len(self.frames) > 1:
            self.frames[-1].special = True
        if sign in _ACCENTS:
            self.wait(partial(_accented, _ACCENTS[sign]))
        elif sign in "()[]":
            self.math = sign in "(["
        else:
            self.emit(_SIGNS.get(sign, sign))

    def tag(self, tag: str) -> Wrap:
        return partial(wrapped, tag) if self.tagged else lambda text: text

    def wait(self, wrap: Wrap) -> None:
        """Let a command have what comes next."""
        if len(self.pending) < _MOST_PENDING:
            self.pending.append(wrap)

    def emit(self, text: str) -> None:
        """Text that is whole, given to the commands that wait for it."""
        while self.pending:
            text = self.pending.pop()(text)
        self.frames[-1].out.append(text)

    def flush(self) -> None:
        if self.pending:
            self.emit("")

    def open(self) -> None:
        if len(self.frames) > _DEEPEST:
            self.too_deep += 1
            return
        self.frames.append(_Frame(self.pending, shared=bool(self.pending) or self.math or self.argument))
        self.pending, self.argument = [], False

    def close(self) -> None:
        if self.too_deep:
            self.too_deep -= 1
        elif len(self.frames) > 1:
            self.flush()
            frame = self.frames.pop()
            text = self.joined(frame)
            within = any(f.protects for f in self.frames[1:])
            if self.protects and frame.protects and not within and any(c.isalpha() for c in text):
                text = wrapped("nocase", text)
            self.pending = frame.pending
            self.argument = _nothing in self.pending
            self.emit(text)

    @staticmethod
    def joined(frame: _Frame) -> str:
        for at, wrap in reversed(frame.declared):
            frame.out[at:] = [wrap("".join(frame.out[at:]).lstrip(" "))]
        return "".join(frame.out)
