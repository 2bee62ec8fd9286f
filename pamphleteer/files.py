"""The disk, as a book may see it: files of its own folder, read once, remembered, every failure a diagnostic."""

from __future__ import annotations

import itertools
import os
import re
import tempfile
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from pamphleteer.diagnostics import BookError, Diagnostic, Span, did_you_mean, error, warning

MOST_BYTES = 64 * 1024 * 1024
"""A file of more is no part of a book."""

MOST_TEXT = 8 * 1024 * 1024
"""A text file of more is no article: the longest novels have less."""

_RARE = {"\u0085": "line", "\u2028": "line", "\u2029": "paragraph"}
_RARE_ENDS = re.compile("[\u0085\u2028\u2029]")
_MOST_ENDS = 20
"""Where a file has more, it has them throughout: more findings would tell no more."""


class BookFolder:
    """Reads the files of a book, and remembers which (for ``--depfile``) and what they said (for ``refine``)."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.real_root = root.resolve()
        self.read: dict[Path, None] = {}
        self.texts: dict[str, list[str]] = {}
        self.found: list[Diagnostic] = []

    def shown(self, path: str) -> str:
        """The name of a file of the book in diagnostics."""
        return shown(self.root / path)

    def text(self, path: str, span: Span) -> str | None:
        """A text file, decoded, without byte order mark, its line ends newlines; ``span`` is where it is named.

        Each letter is one with its accents (Unicode's NFC), so that words, ids and names are alike however they were
        typed.
        """
        data = self.data(path, span)
        if data is None:
            return None
        if len(data) > MOST_TEXT:
            message = (
                f"'{self.shown(path)}' is larger than {MOST_TEXT // 1024 // 1024} MB, the most that a text may have"
            )
            self.found.append(error("file-too-large", message, span, "part it into several files"))
            return None
        try:
            text = decode(data, self.shown(path))
        except BookError as e:
            self.found += e.diagnostics
            return None
        text = unicodedata.normalize("NFC", text)
        text, found = _lines(text, self.shown(path))
        self.found += found
        self.texts[self.shown(path)] = text.split("\n")
        return text

    def data(self, path: str, span: Span) -> bytes | None:
        """A file's bytes; None with a diagnostic where it cannot be read, or is not in the folder after all."""
        whole = self.whole(path)
        try:
            if not self.holds(path):
                hint = "everything a book is made of lies in the folder of its book.yaml, or below"
                self.found.append(error("path-outside", f"'{path}' leaves the book's folder", span, hint))
                return None
            data = read_bytes(whole, span)
        except BookError as e:
            self.found += e.diagnostics
            return None
        self.read[whole] = None
        return data

    def whole(self, path: str) -> Path:
        """Where a file of the book lies: some systems keep the accents in its name apart, whatever the author typed."""
        here = self.root
        for part in Path(path).parts:
            below = here / part
            if not part.isascii() and not os.path.lexists(below) and os.path.isdir(here):
                plain = unicodedata.normalize("NFC", part)
                alike = (name for name in sorted(os.listdir(here)) if unicodedata.normalize("NFC", name) == plain)
                below = here / next(alike, part)
            here = below
        return here

    def holds(self, path: str) -> bool:
        """Whether a path, links of the file system followed, stays in the folder."""
        try:
            return self.whole(path).resolve().is_relative_to(self.real_root)
        except (OSError, RuntimeError):
            # A link that leads round to itself.
            return False

    def refine(self, span: Span, word: str) -> Span:
        """The line at or after ``span``, in its block, on which ``word`` stands."""
        lines = self.texts.get(span.file, [])
        for number in range(span.line or 1, len(lines) + 1):
            text = lines[number - 1]
            if (at := text.find(word)) >= 0:
                return Span(span.file, number, at + 1)
            if not text.strip() and number > (span.line or 1):
                break
        return span


def shown(path: Path) -> str:
    """A path as a person wants to see it: from the working directory, if it lies below; else whole."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except (ValueError, OSError, RuntimeError):
        # It lies elsewhere, or the working directory is gone, or a link leads round to itself.
        return path.as_posix()


def read_bytes(path: Path, span: Span) -> bytes:
    """A file's bytes.

    Raises:
        BookError: it is missing, is a folder, cannot be read or is too large; ``span`` is where it is named.
    """
    try:
        if path.is_dir():
            message = f"'{shown(path)}' is a folder, not a file"
            raise BookError([error("file-is-folder", message, span, "name a file in it")])
        if path.exists() and not path.is_file():
            message = f"'{shown(path)}' is no file: a pipe or a device has no end"
            raise BookError([error("file-unreadable", message, span)])
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        hint = None
        if path.parent.is_dir():
            hint = did_you_mean(path.name, sorted(os.listdir(path.parent)))
        raise BookError([error("file-missing", f"there is no file '{shown(path)}'", span, hint)]) from None
    except (OSError, ValueError) as e:
        said = getattr(e, "strerror", None) or str(e)
        raise BookError([error("file-unreadable", f"'{shown(path)}' cannot be read: {said}", span)]) from None
    if len(data) > MOST_BYTES:
        message = f"'{shown(path)}' is larger than {MOST_BYTES // 1024 // 1024} MB"
        raise BookError([error("file-too-large", message, span)])
    return data


def decode(data: bytes, file: str) -> str:
    """UTF-8 text without byte order mark, its line ends newlines.

    Raises:
        BookError: a byte is no UTF-8; the diagnostic gives its line and column.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        before = data[: e.start].decode("utf-8-sig", "replace")
        span = Span(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"the byte 0x{data[e.start]:02X} is no UTF-8"
        raise BookError([error("encoding-invalid", message, span, "save the file as UTF-8")]) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _lines(text: str, file: str) -> tuple[str, list[Diagnostic]]:
    """The text with newlines in place of the line ends that few editors know, each of these a finding."""
    found = []
    for place in itertools.islice(_RARE_ENDS.finditer(text), _MOST_ENDS):
        before = text[: place.start()]
        span = Span(file, before.count("\n") + 1, place.start() - before.rfind("\n"))
        message = f"the character U+{ord(place[0]):04X} is read as the end of a {_RARE[place[0]]}"
        found.append(warning("line-separator", message, span, "end the line with the key that ends all lines"))
    return _RARE_ENDS.sub(lambda place: "\n\n" if place[0] == "\u2029" else "\n", text), found


def write_all(outputs: Mapping[Path, bytes]) -> None:
    """Write files so that each is the old one or the new one at any moment, and none is new until all are written.

    Raises:
        BookError: the disk refuses.
    """
    written: list[tuple[str, Path]] = []
    for path in outputs:
        if path.is_dir():
            message = f"'{shown(path)}' cannot be written: it is a folder"
            raise BookError([error("output-unwritable", message)])
    try:
        for path, data in outputs.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            written.append((name, path))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            # mkstemp makes files for their owner alone; an output is like any file that the user makes.
            os.chmod(name, 0o666 & ~_umask())
        for name, path in written:
            os.replace(name, path)
    except OSError as e:
        message = f"'{shown(Path(e.filename2 or e.filename or str(e)))}' cannot be written: {e.strerror}"
        raise BookError([error("output-unwritable", message)]) from None
    finally:
        for name, _ in written:
            Path(name).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
