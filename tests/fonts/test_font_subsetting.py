from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from pamphleteer.diagnostics import BookError, Span
from pamphleteer.fonts import TEXT_FEATURES, Font, media_type, scan, subset

Make = Callable[..., bytes]
TEXT = "The keeper’s ledger of 1984, first and last; Ὁ βίος"


def opened(data: bytes) -> TTFont:
    return TTFont(io.BytesIO(data))


def tags(font: TTFont) -> set[str]:
    return {r.FeatureTag for t in ("GSUB", "GPOS") if t in font for r in font[t].table.FeatureList.FeatureRecord}


def one(tmp_path: Path, name: str, data: bytes) -> Font:
    (tmp_path / name).write_bytes(data)
    ((font,), found) = scan([(tmp_path / name, Span("book.yaml"))])
    assert not found
    return font


@pytest.mark.parametrize("features", ["*", TEXT_FEATURES], ids=["all", "text"])
def test_a_subset_keeps_the_text_and_its_typography(bundle: tuple[Font, ...], features: str) -> None:
    data = subset(bundle[0], TEXT, features=features)
    whole, font = TTFont(bundle[0].path), opened(data)
    assert len(data) < bundle[0].path.stat().st_size / 3
    characters = font.getBestCmap()
    assert set(map(ord, TEXT)) <= set(characters)
    # What reading systems add themselves.
    assert {0x20, 0x2D, 0xA0, 0xAD, 0x2010, 0x2011, 0x202F} <= set(characters)
    assert ord("Q") not in characters and ord("б") not in characters
    assert set("smcp c2sc onum tnum sups kern liga".split()) <= tags(font)
    # The glyphs that features put in place of characters come along: a ligature, small capitals.
    assert len(font.getGlyphOrder()) > 2 * len(characters)
    assert font["head"].modified == whole["head"].modified
    assert "prep" not in font and "fpgm" not in font
    assert font["OS/2"].usWeightClass == 400
    names = font["name"]
    assert (names.getDebugName(1), names.getDebugName(2)) == ("EB Garamond", "Regular")
    assert "Open Font License" in names.getDebugName(13) and "EB Garamond" in names.getDebugName(0)


def test_fewer_features_make_a_smaller_file(bundle: tuple[Font, ...]) -> None:
    all_features, text_features = subset(bundle[0], TEXT), subset(bundle[0], TEXT, features=TEXT_FEATURES)
    assert len(text_features) < len(all_features)
    assert "aalt" in tags(opened(all_features)) and "aalt" not in tags(opened(text_features))
    assert tags(opened(subset(bundle[0], TEXT, features="kern"))) == {"kern"}


def test_order_and_repetition_of_the_text_do_not_matter(bundle: tuple[Font, ...]) -> None:
    assert subset(bundle[0], "canal") == subset(bundle[0], "lancacanal")
    assert subset(bundle[0], "canal", features=TEXT_FEATURES) == subset(
        bundle[0], "canal", features=reversed(TEXT_FEATURES)
    )


def test_the_same_bytes_in_every_process(bundle: tuple[Font, ...], bundle_folder: Path) -> None:
    program = (
        "import sys, hashlib; from pathlib import Path; from pamphleteer.fonts import load, subset\n"
        "fonts = load(Path(sys.argv[1]))\n"
        "print(*(hashlib.sha256(subset(fonts[i], sys.argv[2])).hexdigest() for i in (1, 4, 8)))"
    )
    expected = [hashlib.sha256(subset(bundle[i], TEXT)).hexdigest() for i in (1, 4, 8)]
    for seed in ("1", "2"):
        result = subprocess.run(
            [sys.executable, "-c", program, str(bundle_folder), TEXT],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "SOURCE_DATE_EPOCH": "1"},
        )
        assert result.stdout.split() == expected


def test_each_is_made_in_well_under_a_second(bundle: tuple[Font, ...]) -> None:
    text = "".join(map(chr, range(0x20, 0x7F))) + "àéèüößçñ«»“”‘’—–…Ὁβίοςἡδὲτέχνη"
    times = []
    for font in (bundle[0], bundle[4], bundle[8]):
        start = time.process_time()
        subset(font, text)
        times.append(time.process_time() - start)
    # Half a second at most when measured; the limit leaves room for a slower machine.
    assert min(times) < 1 and max(times) < 2


@pytest.mark.parametrize("cff", [False, True], ids=["glyf", "cff"])
def test_a_reserved_name_is_not_borne_by_a_subset(tmp_path: Path, font_bytes: Make, cff: bool) -> None:
    data = font_bytes("Guarded", cff=cff, copyright="(c) A. Maker, with Reserved Font Name 'Guarded'")
    font = one(tmp_path, "guarded.otf" if cff else "guarded.ttf", data)
    small = opened(subset(font, "a"))
    shown = {i: small["name"].getDebugName(i) for i in (1, 3, 4, 6, 16)}
    assert not [name for name in shown.values() if name and "guarded" in name.casefold()]
    assert shown[1] and "Reserved Font Name" in small["name"].getDebugName(0)
    if cff:
        cff_font = small["CFF "].cff
        assert "Guarded" not in cff_font.fontNames[0] + cff_font.topDictIndex[0].FamilyName
    assert subset(font, "a") == subset(font, "a")


def test_bundled_fonts_with_a_reserved_name(bundle: tuple[Font, ...]) -> None:
    for font in bundle:
        name = opened(subset(font, "a"))["name"].getDebugName(1)
        assert ("Source" in font.family) == (name != font.family)


def test_a_subset_is_of_its_sources_kind(tmp_path: Path, font_bytes: Make) -> None:
    for name, cff in (("a.otf", True), ("b.ttf", False)):
        font = one(tmp_path, name, font_bytes(cff=cff))
        small = subset(font, "abc")
        assert media_type(one(tmp_path, f"small-{name}", small)) == media_type(font)
        assert ("CFF " in opened(small)) == cff


def test_a_file_that_has_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(BookError) as caught:
        subset(Font("Gone", "normal", 400, tmp_path / "gone.ttf", "0" * 64), "a")
    assert caught.value.diagnostics[0].code == "font-unreadable"
