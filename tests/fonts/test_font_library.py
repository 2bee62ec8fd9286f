from __future__ import annotations

import io
import shutil
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pamphleteer.diagnostics import BookError, Span
from pamphleteer.fonts import Font, coverage, load, media_type, scan, subset
from pamphleteer.fonts.face import FontUnreadable, open_font

Make = Callable[..., bytes]
SPAN = Span("book.yaml", 7, 10)


def codes(found: object) -> list[str]:
    return [f.code for f in found]  # type: ignore[attr-defined]


# --- load -------------------------------------------------------------------------------------------------------


def test_load_gives_the_fonts_in_the_order_of_the_list(bundle: tuple[Font, ...], bundle_folder: Path) -> None:
    assert [f.family for f in bundle] == ["EB Garamond"] * 4 + ["Source Sans 3"] * 4 + ["Source Code Pro"] * 3
    assert bundle[1] == Font(
        "EB Garamond", "italic", 400, bundle_folder / "eb-garamond/EBGaramond-Italic.ttf", bundle[1].sha256
    )
    assert all(f.path.is_absolute() and f.path.is_file() and len(f.sha256) == 64 for f in bundle)


def test_load_tells_every_missing_and_altered_file(bundle_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "fonts"
    shutil.copytree(bundle_folder, folder)
    (folder / "eb-garamond/EBGaramond-Bold.ttf").unlink()
    shutil.copy(folder / "eb-garamond/EBGaramond-Regular.ttf", folder / "source-code-pro/SourceCodePro-It.ttf")
    (folder / "source-sans-3/SourceSans3-It.ttf").write_bytes(b"\x00\x01\x00\x00 no font")
    with pytest.raises(BookError) as caught:
        load(folder)
    found = caught.value.diagnostics
    assert codes(found) == ["font-missing", "font-missing", "font-altered"]
    assert found[0].span and found[0].span.line and "EBGaramond-Bold.ttf" in found[0].message


@pytest.mark.parametrize("text", [None, "- family: X", "family: X", "- [", "[1]"])
def test_load_without_a_list_that_can_be_read(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "fonts.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BookError) as caught:
        load(tmp_path)
    assert codes(caught.value.diagnostics)[0] in ("font-missing", "yaml-syntax")


# --- scan -------------------------------------------------------------------------------------------------------


def test_scan_reads_files_and_folders(tmp_path: Path, font_bytes: Make) -> None:
    folder = tmp_path / "my fonts"
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "It.OTF").write_bytes(font_bytes("My Face", "Italic", cff=True))
    (folder / "a.ttf").write_bytes(font_bytes("My Face", "Bold", weight=700))
    (folder / "OFL.txt").write_text("licence")
    fonts, found = scan([(folder, SPAN), (folder / "a.ttf", SPAN)])
    assert found == ()
    assert [(f.family, f.style, f.weight, f.path.name) for f in fonts] == [
        ("My Face", "normal", 700, "a.ttf"),
        ("My Face", "italic", 400, "It.OTF"),
    ]
    assert [media_type(f) for f in fonts] == ["font/ttf", "font/otf"]


def test_scan_takes_the_typographic_family(tmp_path: Path, font_bytes: Make) -> None:
    path = tmp_path / "semi.ttf"
    path.write_bytes(font_bytes("My Face SemiBold", weight=600))
    font = TTFont(path)
    font["name"].setName("My Face", 16, 3, 1, 0x409)
    font.save(path)
    assert [(f.family, f.weight) for f in scan([(path, SPAN)])[0]] == [("My Face", 600)]


def test_scan_tells_what_it_cannot_use(tmp_path: Path, font_bytes: Make) -> None:
    good = font_bytes()
    files = {
        "web.woff2": (good, "font-unsupported"),
        "disguised.ttf": (b"wOF2" + good, "font-unsupported"),
        "collection.otf": (b"ttcf" + good, "font-unsupported"),
        "text.ttf": (b"Dear reader,", "font-unreadable"),
        "licence.txt": (b"SIL OPEN FONT LICENSE", "font-unreadable"),
        "empty.ttf": (b"", "font-unreadable"),
        "short.ttf": (good[: len(good) // 2], "font-unreadable"),
        "head.ttf": (good[:12], "font-unreadable"),
    }
    for name, (data, _) in files.items():
        (tmp_path / name).write_bytes(data)
    fonts, found = scan([(tmp_path / name, SPAN) for name in files])
    assert fonts == ()
    assert codes(found) == [code for _, code in files.values()]
    assert all(f.span == SPAN and name in f.message for f, name in zip(found, files, strict=True))


def test_scan_tells_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    fonts, found = scan([(tmp_path / "none.otf", SPAN), (tmp_path / "empty", SPAN)])
    assert fonts == () and codes(found) == ["font-missing", "font-missing"]


def test_scan_warns_of_variable_and_restricted_fonts(tmp_path: Path, font_bytes: Make) -> None:
    for name, data in (
        ("a.ttf", font_bytes(axis=True)),
        ("b.ttf", font_bytes(fs_type=2)),
        ("c.ttf", font_bytes(fs_type=0x104)),
        ("d.ttf", font_bytes(fs_type=8)),
    ):
        (tmp_path / name).write_bytes(data)
    fonts, found = scan([(tmp_path, SPAN)])
    assert len(fonts) == 4
    assert codes(found) == ["font-variable", "font-restricted", "font-restricted"]
    assert all(f.severity == "warning" for f in found)


def test_a_linked_folder_does_not_lead_in_circles(tmp_path: Path, font_bytes: Make) -> None:
    (tmp_path / "a.ttf").write_bytes(font_bytes())
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    fonts, found = scan([(tmp_path, SPAN)])
    assert len(fonts) == 1 and found == ()


def test_a_character_map_cannot_fill_the_memory(font_bytes: Make) -> None:
    # A single range of format 12, from 0 to 2³²-1, in a font of a few hundred bytes.
    subtable = struct.pack(">HHLLL", 12, 0, 28, 0, 1) + struct.pack(">LLL", 0, 0xFFFFFFFF, 1)
    table = struct.pack(">HH", 0, 1) + struct.pack(">HHL", 3, 10, 12) + subtable
    data = bytearray(font_bytes())
    font = TTFont(io.BytesIO(bytes(data)), lazy=True)
    entry = font.reader.tables["cmap"]
    at = data.index(b"cmap")
    struct.pack_into(">LL", data, at + 8, len(data), len(table))
    assert entry.offset < len(data)
    with pytest.raises(FontUnreadable, match="more characters than Unicode"):
        open_font(bytes(data) + table)


def test_a_font_has_the_glyphs_that_it_says(font_bytes: Make) -> None:
    data = bytearray(font_bytes())
    directory = data.index(b"maxp")
    (offset,) = struct.unpack_from(">L", data, directory + 8)
    struct.pack_into(">H", data, offset + 4, 65_000)
    with pytest.raises(FontUnreadable, match="fewer glyphs"):
        open_font(bytes(data))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_broken_font_is_a_diagnostic_and_never_a_crash(
    tmp_path: Path, font_bytes: Make, changes: list[tuple[int, int]]
) -> None:
    data = bytearray(font_bytes())
    for place, value in changes:
        data[place % len(data)] = value
    path = tmp_path / "broken.ttf"
    path.write_bytes(data)
    fonts, found = scan([(path, SPAN)])
    assert fonts or codes(found)
    for font in fonts:
        try:
            assert isinstance(coverage(font), frozenset)
            subset(font, "abc")
        except BookError as e:
            assert codes(e.diagnostics) == ["font-unreadable"]
