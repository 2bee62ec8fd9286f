"""The fonts of a build: the bundled families and those that a book brings."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import Field, RootModel

from pamphleteer.diagnostics import BookError, Diagnostic, Span, error, warning
from pamphleteer.fonts.face import Font, FontUnreadable, FontUnsupported, Style, read_face
from pamphleteer.marked import read_yaml
from pamphleteer.validation import Strict

_LISTING = "fonts.yaml"
_FONTS = (".otf", ".ttf")
_OTHER_FONTS = (".woff", ".woff2", ".ttc", ".otc", ".dfont", ".pfb", ".pfa", ".eot")
_MAKE_STATIC = "bring the family's static files (.otf or .ttf), one a style"


class _Entry(Strict):
    """A font file of the bundle, as fonts.yaml tells of it."""

    family: str
    style: Style
    weight: int = Field(ge=1, le=1000)
    file: str
    version: str
    sha256: str
    licence: str
    origin: str
    changes: list[str]


class _Entries(RootModel[list[_Entry]]):
    """All of fonts.yaml."""


def load(folder: Path) -> tuple[Font, ...]:
    """The bundled fonts, in the order of ``folder``'s fonts.yaml.

    Raises BookError where fonts.yaml or a file that it lists is missing, or a file is another one than it says.
    """
    folder = Path(os.path.abspath(folder))
    listing = folder / _LISTING
    found: list[Diagnostic] = []
    fonts: list[Font] = []
    for span, entry in _entries(listing):
        path = folder / entry.file
        try:
            font, _ = read_face(path)
        except (OSError, FontUnreadable, FontUnsupported) as e:
            found.append(error("font-missing", f"{entry.file} cannot be read: {_reason(e)}", span, _REINSTALL))
            continue
        listed = Font(entry.family, entry.style, entry.weight, path, entry.sha256)
        if font != listed:
            message = f"{entry.file} is not the file that {_LISTING} describes"
            found.append(error("font-altered", message, span, _REINSTALL))
        fonts.append(listed)
    if found:
        raise BookError(found)
    return tuple(fonts)


_REINSTALL = "install Pamphleteer anew, or run fonts/make.py"


def _entries(listing: Path) -> Iterator[tuple[Span, _Entry]]:
    span = Span(str(listing))
    try:
        text = listing.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as e:
        message = f"the list of bundled fonts cannot be read: {_reason(e)}"
        raise BookError([error("font-missing", message, span, _REINSTALL)]) from e
    marked, found = read_yaml(text, str(listing))
    if marked is None or found:
        raise BookError(found)
    try:
        entries = _Entries.model_validate(marked.value).root
    except ValueError as e:
        message = f"the list of bundled fonts is not as it should be: {e}"
        raise BookError([error("font-missing", message, span, _REINSTALL)]) from e
    for number, entry in enumerate(entries):
        yield marked.span((number,)), entry


def combine(bundled: Sequence[Font], brought: Sequence[Font]) -> tuple[Font, ...]:
    """The fonts of a book, those that it brings first: a family of its own takes the place of a bundled one, whole.

    Mixed, two cuts of a family would differ from word to word, and which of them a program chose would be chance.
    """
    # Programs compare names of families without regard to case.
    own = {font.family.casefold() for font in brought}
    return (*brought, *(font for font in bundled if font.family.casefold() not in own))


def scan(paths: Sequence[tuple[Path, Span]]) -> tuple[tuple[Font, ...], tuple[Diagnostic, ...]]:
    """The fonts that a book brings: files and folders (with what lies below), each with the place that names it.

    In a folder all that is no font by its ending is passed over; files come sorted by path. What cannot be used is
    told and left out.
    """
    fonts: dict[Path, Font] = {}
    found: list[Diagnostic] = []
    for path, span in paths:
        path = Path(os.path.abspath(path))
        if not path.exists():
            found.append(error("font-missing", f"there is no file or folder '{path.name}'", span))
            continue
        files = sorted(_files(path)) if path.is_dir() else [path]
        if path.is_dir() and not files:
            found.append(
                error(
                    "font-missing", f"the folder '{path.name}' holds no fonts", span, "fonts are files in .otf or .ttf"
                )
            )
        for file in files:
            if file not in fonts and (font := _read(file, span, found)):
                fonts[file] = font
    return tuple(fonts.values()), tuple(found)


def _files(folder: Path) -> Iterator[Path]:
    # os.walk does not follow links, so a link to a folder above cannot lead in circles.
    for here, _, names in os.walk(folder):
        for name in names:
            if Path(name).suffix.lower() in (*_FONTS, *_OTHER_FONTS):
                yield Path(here, name)


def _read(path: Path, span: Span, found: list[Diagnostic]) -> Font | None:
    """The font in a file of the book's, or None and a diagnostic why it cannot be used."""
    suffix = path.suffix.lower()
    if suffix in _OTHER_FONTS:
        message = f"'{path.name}': fonts of this kind ({suffix}) are not used"
        found.append(error("font-unsupported", message, span, _MAKE_STATIC))
        return None
    try:
        font, opened = read_face(path)
        # What coverage and subset read must be whole too: a broken font is told here, where its place is known.
        opened.getBestCmap()
        variable, rights = "fvar" in opened, opened["OS/2"].fsType
    except FontUnsupported as e:
        found.append(error("font-unsupported", f"'{path.name}' is {e}, which is not used", span, _MAKE_STATIC))
        return None
    except (OSError, FontUnreadable) as e:
        found.append(error("font-unreadable", f"'{path.name}' cannot be read as a font: {_reason(e)}", span))
        return None
    except Exception as e:  # Of a broken file fontTools may raise anything.
        message = f"'{path.name}' cannot be read as a font: it is broken ({type(e).__name__}: {e})"
        found.append(error("font-unreadable", message, span))
        return None
    if variable:
        message = f"'{path.name}' is a variable font; programs choose its styles each in their own way"
        found.append(warning("font-variable", message, span, _MAKE_STATIC))
    # The lowest four bits are one value, 2 being "restricted licence embedding"; bit 8 is "no subsetting".
    if rights & 0xF == 2 or rights & 0x100:
        message = f"'{path.name}' says of itself that it may not be embedded" + (
            " in part" if rights & 0xF != 2 else ""
        )
        found.append(warning("font-restricted", message, span, "ask who made it, or choose another"))
    return font


def _reason(e: Exception) -> str:
    return (e.strerror or str(e)).lower() if isinstance(e, OSError) else str(e)
