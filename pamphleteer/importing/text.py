"""Bytes of a file → its lines, or the reason why it cannot be read as copy."""

from __future__ import annotations

import re
from pathlib import PurePath

from pamphleteer.diagnostics import BookError, Diagnostic, Span, error, warning

ENDINGS = frozenset({"", ".txt", ".text"})
"""Of files that hold copy as plain text."""

_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive, as a Word or OpenDocument file is"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# What XML forbids: neither form of a book could hold it.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
# Word's line and page breaks.
_SPACES = re.compile(r"[\x0b\x0c]")


def read_lines(data: bytes, file: str) -> tuple[list[str], tuple[Diagnostic, ...]]:
    """The lines of copy, without their ends.

    A byte order mark is passed over; CR LF and CR end a line as LF does. Control characters, which no book can hold,
    are left out with a warning. Raises ``BookError`` where the file is no plain text in UTF-8, or empty.
    """
    ending = PurePath(file).suffix.lower()
    if ending not in ENDINGS:
        raise BookError([_unsupported(ending, file)])
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise BookError([error("import-binary", f"this is {name}, not plain text", Span(file), _SAVE)])
    if data.startswith(_UTF16):
        raise BookError([error("import-encoding", "the text is in UTF-16, not in UTF-8", Span(file, 1, 1), _SAVE)])
    text = _decode(data.removeprefix(b"\xef\xbb\xbf"), file)
    if "\0" in text:
        raise BookError(
            [error("import-binary", "the file holds zero bytes: it is no text", _place(text, "\0", file), _SAVE)]
        )
    if not text.strip():
        raise BookError([error("import-empty", "the file holds no text", Span(file), "paste the article into it")])
    found: list[Diagnostic] = []
    if forbidden := _FORBIDDEN.findall(text):
        names = ", ".join(dict.fromkeys(f"U+{ord(c):04X}" for c in forbidden))
        message = (
            f"{len(forbidden)} control characters are left out ({names})"
            if len(forbidden) > 1
            else (f"the control character {names} is left out")
        )
        found.append(warning("import-control-character", message, _place(text, forbidden[0], file)))
        text = _FORBIDDEN.sub("", text)
        if not text.strip():
            raise BookError([error("import-empty", "the file holds no text", Span(file))])
    return _SPACES.sub(" ", text).split("\n"), tuple(found)


_SAVE = "save the article as plain text in UTF-8"


def _unsupported(ending: str, file: str) -> Diagnostic:
    hint = "it is an article already" if ending in (".md", ".markdown") else _SAVE + " (.txt)"
    return error("import-unsupported", f"files that end in {ending} cannot be imported", Span(file), hint)


def _decode(data: bytes, file: str) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        before = _newlines(data[: wrong.start].decode("utf-8"))
        span = Span(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"the byte 0x{data[wrong.start]:02X} is no UTF-8"
        raise BookError([error("import-encoding", message, span, _SAVE)]) from None
    return _newlines(text)


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _place(text: str, character: str, file: str) -> Span:
    before = text[: text.index(character)]
    return Span(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
