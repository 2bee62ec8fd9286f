"""Make the bundled font files from their packages, byte for byte the same each time.

Run by hand when a family is renewed; a build of a book never runs it. Fetch the packages, whose SHA-256 stand below::

    pip download --no-deps --dest DOWNLOADS fontpkg-eb-garamond==1.3
    cd DOWNLOADS && npm pack source-sans@3.52.0 source-code-pro@2.42.0
    python fonts/make.py DOWNLOADS

and look at the difference that Git shows: none, unless a package, this recipe or fontTools has changed.

* EB Garamond (OFL without a Reserved Font Name) comes as two variable fonts. Static instances are made of them, since
  reading systems and PDF want static fonts; the narrow no-break space, which the family lacks, is added.
* Source Sans 3 and Source Code Pro reserve the name "Source": a file that is changed in any way may no longer bear it.
  So they are Adobe's own static files, untouched, and what these lack is not added.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fontTools
import yaml
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.varLib import instancer

HEADER = """\
# The families that Pamphleteer brings, made by make.py; each folder holds the licence of its family.
# version: of the font; origin: the package and its registry; changes: what make.py did to the file.
"""

LICENCE = "OFL-1.1"


@dataclass(frozen=True, slots=True)
class Package:
    """A package as its registry delivers it."""

    file: str
    sha256: str
    origin: str
    licence: str
    """Path of the licence text in the package."""


GARAMOND = Package(
    "fontpkg_eb_garamond-1.3-py3-none-any.whl",
    "026191b72c59d5fa6657657b49972604bb583fbe496e16afbb0d3849b6bd62b7",
    "fontpkg-eb-garamond 1.3 (PyPI)",
    "fontpkg_eb_garamond/LICENSE",
)
SANS = Package(
    "source-sans-3.52.0.tgz",
    "49cf78ddd79b436591ee696785222b54ff28102922e3d3df297fe382d7fdfa88",
    "source-sans 3.52.0 (npm)",
    "package/LICENSE.md",
)
CODE = Package(
    "source-code-pro-2.42.0.tgz",
    "51f898e0712c5f1b3f583b63c9ab7d51daaa9bae1d4c8dc63dc2a4b6a72d7ae4",
    "source-code-pro 2.42.0 (npm)",
    "package/LICENSE.md",
)


@dataclass(frozen=True, slots=True)
class Face:
    """A font file to make."""

    package: Package
    family: str
    style: str
    """As fonts.yaml has it: normal or italic."""
    weight: int
    """Of the file, and so of OS/2: 400 or 700."""
    source: str
    """Path of the file in the package."""
    file: str
    """Path of the result, relative to this folder."""
    instance: bool = False
    """Whether the source is a variable font of which an instance is made."""


def _garamond(style: str, weight: int, source: str, name: str) -> Face:
    path = f"fontpkg_eb_garamond/files/{source}"
    return Face(GARAMOND, "EB Garamond", style, weight, path, f"eb-garamond/EBGaramond-{name}.ttf", instance=True)


def _adobe(package: Package, family: str, folder: str, style: str, weight: int, name: str) -> Face:
    return Face(package, family, style, weight, f"package/TTF/{name}.ttf", f"{folder}/{name}.ttf")


FACES = (
    _garamond("normal", 400, "EBGaramond[wght].ttf", "Regular"),
    _garamond("italic", 400, "EBGaramond-Italic[wght].ttf", "Italic"),
    _garamond("normal", 700, "EBGaramond[wght].ttf", "Bold"),
    _garamond("italic", 700, "EBGaramond-Italic[wght].ttf", "BoldItalic"),
    _adobe(SANS, "Source Sans 3", "source-sans-3", "normal", 400, "SourceSans3-Regular"),
    _adobe(SANS, "Source Sans 3", "source-sans-3", "italic", 400, "SourceSans3-It"),
    _adobe(SANS, "Source Sans 3", "source-sans-3", "normal", 700, "SourceSans3-Bold"),
    _adobe(SANS, "Source Sans 3", "source-sans-3", "italic", 700, "SourceSans3-BoldIt"),
    _adobe(CODE, "Source Code Pro", "source-code-pro", "normal", 400, "SourceCodePro-Regular"),
    _adobe(CODE, "Source Code Pro", "source-code-pro", "italic", 400, "SourceCodePro-It"),
    _adobe(CODE, "Source Code Pro", "source-code-pro", "normal", 700, "SourceCodePro-Bold"),
)


def read_package(package: Package, folder: Path) -> dict[str, bytes]:
    """The files of a package by their paths; raises SystemExit where it is not the package that is meant."""
    data = (folder / package.file).read_bytes()
    if hashlib.sha256(data).hexdigest() != package.sha256:
        raise SystemExit(f"{package.file} is not the file that this recipe was written for")
    if package.file.endswith(".whl"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        members = [(member.name, tar.extractfile(member)) for member in tar.getmembers()]
        return {name: file.read() for name, file in members if file}


def make_instance(source: bytes, face: Face) -> tuple[bytes, list[str]]:
    """A static font of ``face.weight`` from a variable one, and what was changed in words."""
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    # With uharfbuzz installed, fontTools would pack GSUB and GPOS otherwise, and the bytes would differ.
    font.cfg["fontTools.ttLib.tables.otBase:USE_HARFBUZZ_REPACKER"] = False
    regular = space_widths(font)
    overlap = instancer.OverlapMode.KEEP_AND_SET_FLAGS
    instancer.instantiateVariableFont(font, {"wght": face.weight}, inplace=True, overlap=overlap)
    for table in ("STAT", "prep", "gasp"):
        # STAT speaks of axes; prep and gasp steer screens only, and the outlines carry no hints.
        if table in font:
            del font[table]
    changes = [f"static instance of the variable font at wght={face.weight}", "names set for the instance"]
    changes.append("screen rasteriser settings (prep, gasp) dropped; the outlines never had hints")
    mend_spaces(font, regular)
    changes.append("fixed spaces and zero-width characters as wide as at wght=400, figure space as wide as a figure")
    add_narrow_space(font)
    changes.append("U+202F NARROW NO-BREAK SPACE added, an eighth of the em space wide")
    name_face(font, face)
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue(), changes


def space_widths(font: TTFont) -> dict[str, int]:
    """The widths of the fixed spaces and zero-width characters at the default place of the axis, which is wght=400."""
    characters = font.getBestCmap()
    codes = (*range(0x2000, 0x2010), 0x202A, 0x2060, 0xFEFF)
    names = (*(characters[code] for code in codes if code in characters), "space.stack")
    return {name: font["hmtx"][name][0] for name in names}


def mend_spaces(font: TTFont, regular: Mapping[str, int]) -> None:
    """Undo mistakes of the masters: in the bold one, a thin space and a zero-width joiner are half an em wide.

    A figure space is as wide as a tabular figure (which is the default one), a punctuation space as a full stop.
    """
    characters = font.getBestCmap()
    for name, width in regular.items():
        font["hmtx"][name] = (width, 0)
    for code, model in ((0x2007, "0"), (0x2008, ".")):
        font["hmtx"][characters[code]] = (font["hmtx"][characters[ord(model)]][0], 0)


def add_narrow_space(font: TTFont) -> None:
    """Add U+202F: with the family's hair-thin U+2009 a guillemet would stick to its word."""
    name = "uni202F"
    em = font["hmtx"][font.getBestCmap()[0x2003]][0]
    font["glyf"][name] = Glyph()
    font["hmtx"][name] = (round(em / 8), 0)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[0x202F] = name


def name_face(font: TTFont, face: Face) -> None:
    """Name the instance as one of the four styles that every program knows."""
    bold, italic = face.weight >= 600, face.style == "italic"
    style = " ".join(word for word, is_so in (("Bold", bold), ("Italic", italic)) if is_so) or "Regular"
    postscript = f"{face.family}-{style}".replace(" ", "")
    names = font["name"]
    version = names.getDebugName(5)
    for name_id in (16, 17, 21, 22, 25):
        names.removeNames(nameID=name_id)
    new = {
        1: face.family,
        2: style,
        3: f"{version.removeprefix('Version ')};Pamphleteer;{postscript}",
        4: f"{face.family} {style}",
        5: f"{version}; static instance with U+202F, made for Pamphleteer",
        6: postscript,
    }
    for name_id, text in new.items():
        names.setName(text, name_id, 3, 1, 0x409)
    names.removeUnusedNames(font)
    # Bits 0, 5 and 6 of fsSelection tell italic, bold and regular; bit 7 (typographic metrics) stays as it is.
    kept = font["OS/2"].fsSelection & 0b1000_0000
    font["OS/2"].fsSelection = kept | italic << 0 | bold << 5 | (not (bold or italic)) << 6
    font["OS/2"].usWeightClass = face.weight
    font["head"].macStyle = bold << 0 | italic << 1


def make(downloads: Path) -> dict[str, bytes]:
    """Every file of the bundle, by its path relative to this folder, from the packages in ``downloads``."""
    packages = {face.package.file: read_package(face.package, downloads) for face in FACES}
    files: dict[str, bytes] = {}
    entries: list[Mapping[str, Any]] = []
    for face in FACES:
        package = packages[face.package.file]
        data, changes = package[face.source], list[str]()
        if face.instance:
            data, changes = make_instance(data, face)
        files[face.file] = data
        files[f"{face.file.split('/')[0]}/OFL.txt"] = package[face.package.licence]
        entries.append(
            {
                "family": face.family,
                "style": face.style,
                "weight": face.weight,
                "file": face.file,
                "version": TTFont(io.BytesIO(data))["name"].getDebugName(5).split(";")[0].removeprefix("Version "),
                "sha256": hashlib.sha256(data).hexdigest(),
                "licence": LICENCE,
                "origin": f"{face.package.origin}: {face.source}",
                "changes": changes,
            }
        )
    listing = yaml.safe_dump(entries, sort_keys=False, allow_unicode=True, width=118)
    files["fonts.yaml"] = (HEADER + f"# Instances made with fontTools {fontTools.version}.\n" + listing).encode()
    return files


def main() -> None:
    """Read the arguments, write the files."""
    parser = argparse.ArgumentParser(description="Make the bundled font files from their packages.")
    parser.add_argument("downloads", type=Path, help="folder that holds the packages")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a file would change")
    arguments = parser.parse_args()
    here = Path(__file__).parent
    changed = []
    for name, data in make(arguments.downloads).items():
        path = here / name
        if not path.exists() or path.read_bytes() != data:
            changed.append(name)
            if not arguments.check:
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(data)
    print("\n".join(f"changed: {name}" for name in changed) or "nothing changed")
    sys.exit(1 if arguments.check and changed else 0)


if __name__ == "__main__":
    main()
