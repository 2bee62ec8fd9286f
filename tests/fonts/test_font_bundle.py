"""The bundled font files are what their list, their names and the text need them to be."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from fontTools.ttLib import TTFont

from pamphleteer.fonts import Font, coverage

FOLDER = Path(__file__).parents[2] / "fonts"
ENTRIES = yaml.safe_load((FOLDER / "fonts.yaml").read_text(encoding="utf-8"))
FACES = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: Path(entry["file"]).stem)
GARAMOND = pytest.mark.parametrize(
    "entry", [e for e in ENTRIES if e["family"] == "EB Garamond"], ids=lambda entry: Path(entry["file"]).stem
)


def opened(entry: dict[str, str]) -> TTFont:
    return TTFont(FOLDER / entry["file"])


def features(font: TTFont) -> set[str]:
    return {record.FeatureTag for tag in ("GSUB", "GPOS") for record in font[tag].table.FeatureList.FeatureRecord}


def test_every_family_has_the_styles_that_a_book_needs() -> None:
    styles = {(e["family"], e["style"], e["weight"]) for e in ENTRIES}
    assert len(styles) == len(ENTRIES)
    for family in ("EB Garamond", "Source Sans 3"):
        assert {s[1:] for s in styles if s[0] == family} == {(i, w) for i in ("normal", "italic") for w in (400, 700)}
    assert {s[1:] for s in styles if s[0] == "Source Code Pro"} == {("normal", 400), ("italic", 400), ("normal", 700)}


def test_all_font_files_are_listed() -> None:
    assert {e["file"] for e in ENTRIES} == {str(p.relative_to(FOLDER)) for p in FOLDER.rglob("*.ttf")}


@FACES
def test_licence_and_origin_stand_beside_the_file(entry: dict[str, str]) -> None:
    licence = (FOLDER / entry["file"]).parent.joinpath("OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence and licence.startswith(("Copyright", "©"))
    assert entry["licence"] == "OFL-1.1" and entry["origin"] and entry["version"]


@FACES
def test_a_font_that_is_changed_bears_no_reserved_name(entry: dict[str, str]) -> None:
    licence = (FOLDER / entry["file"]).parent.joinpath("OFL.txt").read_text(encoding="utf-8").splitlines()[0]
    if "Reserved Font Name" in licence or "Reserved" in (opened(entry)["name"].getDebugName(0) or ""):
        assert entry["changes"] == []


@FACES
def test_names_and_flags_agree(entry: dict[str, str]) -> None:
    font = opened(entry)
    bold, italic = entry["weight"] == 700, entry["style"] == "italic"
    style = " ".join([*(["Bold"] if bold else []), *(["Italic"] if italic else [])]) or "Regular"
    assert font["name"].getDebugName(1) == entry["family"]
    assert font["name"].getDebugName(2) == style
    assert font["name"].getDebugName(16) in (None, entry["family"])
    assert font["OS/2"].usWeightClass == entry["weight"]
    assert font["OS/2"].fsSelection & 0b110_0001 == italic << 0 | bold << 5 | (style == "Regular") << 6
    assert font["head"].macStyle == bold << 0 | italic << 1
    assert font["OS/2"].fsType == 0
    assert (font["post"].italicAngle != 0) == italic


@FACES
def test_nothing_of_a_variable_font_is_left(entry: dict[str, str]) -> None:
    font = opened(entry)
    assert not {"fvar", "gvar", "avar", "STAT", "HVAR", "MVAR", "cvar"} & set(font.keys())
    assert font["name"].getDebugName(25) is None
    assert getattr(font["GDEF"].table, "VarStore", None) is None


@GARAMOND
def test_the_text_face_has_the_typography(entry: dict[str, str]) -> None:
    needed = "smcp c2sc onum lnum tnum pnum sups frac liga dlig kern locl case ordn"
    assert set(needed.split()) <= features(opened(entry))


def test_the_sans_has_figures_and_superiors(bundle: tuple[Font, ...]) -> None:
    for font in bundle:
        if font.family == "Source Sans 3":
            assert set("onum pnum sups frac liga kern".split()) <= features(TTFont(font.path))


@GARAMOND
def test_spaces_are_as_wide_as_they_are_called(entry: dict[str, str]) -> None:
    font = opened(entry)
    width = {code: font["hmtx"][name][0] for code, name in font.getBestCmap().items()}
    em = width[0x2003]
    assert em in (1000, 910)  # The italic is narrower all through.
    assert width[0x2002] == em // 2 and width[0x2000] == em // 2
    assert width[0x202F] == round(em / 8)
    assert width[0x200A] < width[0x2009] < width[0x202F] < width[0x2006] < width[0x2005] < width[0x2004] < width[0x2002]
    assert width[0x2007] == width[ord("0")] == width[ord("1")]
    assert width[0x2008] == width[ord(".")]
    assert width[0xA0] == width[0x20]
    assert not any(width[code] for code in (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))


def test_what_a_book_cannot_do_without_is_covered(bundle: tuple[Font, ...]) -> None:
    needed = "\u00a0\u202f\u2010–—‘’“”‚„«»‹›…†‡§¶©×−⁄" + "áàâäãåæçéèêëíñóôöøœßúüýžšłđőűğışțŵ"
    for font in bundle:
        assert not {c for c in needed if ord(c) not in coverage(font)}, font.path.name
    text = (
        "\u2002\u2003\u2009\u200a\u2011" + "Ὁ βίος βραχύς ᾧ Ἀθῆναι ἡ δὲ τέχνη μακρή" + "Съешь ещё этих їґў ѣ" + "ặễờữ❧"
    )
    for font in bundle:
        if font.family == "EB Garamond":
            assert not {c for c in text if ord(c) not in coverage(font)}, font.path.name
