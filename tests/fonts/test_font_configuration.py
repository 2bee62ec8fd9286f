"""Tried in processes of their own: fontconfig reads its configuration once."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest

from pamphleteer.diagnostics import Span
from pamphleteer.fonts import Font, combine, fontconfig, scan

Make = Callable[..., bytes]

PROGRAM = """
import sys
from weasyprint import HTML
HTML(string=sys.stdin.read()).write_pdf(sys.argv[1])
"""


def embedded(html: str, fonts: tuple[Font, ...], tmp_path: Path) -> list[str]:
    """The names of the fonts that a page ends up with when only ``fonts`` are configured."""
    cache, file, pdf = tmp_path / "cache & more", tmp_path / "fonts.conf", tmp_path / "page.pdf"
    file.write_text(fontconfig(fonts, str(cache)), encoding="utf-8")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("FONTCONFIG", "XDG"))}
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(pdf)],
        input=f"<meta charset=utf-8><style>p{{margin:0}}</style>{html}",
        capture_output=True,
        encoding="utf-8",
        env={**environment, "FONTCONFIG_FILE": str(file)},
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "Fontconfig" not in result.stderr and "ugly" not in result.stderr, result.stderr
    assert (cache / "CACHEDIR.TAG").exists()
    with pikepdf.open(pdf) as opened:
        names = {str(o.BaseFont) for o in opened.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o}
    return sorted({re.sub(r"^/[A-Z]{6}\\+|^/", "", name).split("+")[-1].replace("-", " ") for name in names})


@pytest.fixture
def moved(bundle_folder: Path, tmp_path: Path, bundle: tuple[Font, ...]) -> tuple[Font, ...]:
    """The bundled fonts in a folder with a name that XML and globs could trip over."""
    folder = tmp_path / "Böok & <fonts> [1] 'it'"
    shutil.copytree(bundle_folder, folder)
    fonts = scan([(folder, Span("book.yaml"))])[0]
    assert sorted(f.sha256 for f in fonts) == sorted(f.sha256 for f in bundle)
    return tuple(sorted(fonts, key=lambda f: [b.sha256 for b in bundle].index(f.sha256)))


def test_the_file_is_xml_and_always_the_same(bundle: tuple[Font, ...]) -> None:
    text = fontconfig(bundle, "/tmp/a & b")
    root = ElementTree.fromstring(text.encode())
    assert root.findtext("cachedir") == "/tmp/a & b"
    assert [d.text for d in root.findall("dir")] == [str(f.path.parent) for f in (bundle[0], bundle[4], bundle[8])]
    assert len(root.findall("selectfont/acceptfont/glob")) == len(bundle)
    assert not root.findall("include")
    assert fontconfig(bundle, "/tmp/a & b") == text


def test_no_font_of_the_machine_is_seen(moved: tuple[Font, ...], tmp_path: Path) -> None:
    asked = ("DejaVu Serif", "Liberation Serif", "DejaVu Sans", "Noto Sans CJK JP", "Times New Roman", "Helvetica")
    html = "".join(f"<p style=\"font-family:'{name}'\">Water 日本 ☃</p>" for name in asked)
    assert embedded(html, moved, tmp_path) == ["EB Garamond"]


def test_every_style_is_found_by_its_css_name(moved: tuple[Font, ...], tmp_path: Path) -> None:
    html = "".join(
        f"<p style=\"font:{f.style} {f.weight} 12pt '{f.family}'\">Water {i}</p>" for i, f in enumerate(moved)
    )
    found = embedded(html, moved, tmp_path)
    assert len(found) == len(moved)
    assert [n for n in found if "Garamond" in n] == [
        "EB Garamond",
        "EB Garamond Bold",
        "EB Garamond Bold Italic",
        "EB Garamond Italic",
    ]


def test_generic_families_are_ours(moved: tuple[Font, ...], tmp_path: Path) -> None:
    for generic, family in (
        ("serif", "EB Garamond"),
        ("sans-serif", "Source Sans 3"),
        ("monospace", "Source Code Pro"),
    ):
        html = "".join(f'<p lang={tag} style="font-family:{generic}">Water</p>' for tag in ("en", "el", "ru", "ja"))
        assert [n.rstrip(",") for n in embedded(html, moved, tmp_path)] == [family]


def test_nothing_is_slanted_or_emboldened(bundle: tuple[Font, ...], tmp_path: Path) -> None:
    html = '<p style="font:italic bold 12pt Source Code Pro">Water</p><p style="font:italic 12pt Probe">abc</p>'
    found = embedded(html, (bundle[0], bundle[8]), tmp_path)
    # Only uprights are there, so only uprights can be shown.
    assert {n.split()[0] for n in found} == {"Source", "EB"}
    with pikepdf.open(tmp_path / "page.pdf") as pdf:
        content = pdf.pages[0].Contents.read_bytes()
    matrices = re.findall(rb"([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) [-\d.]+ [-\d.]+ Tm", content)
    assert matrices and all(float(m[1]) == float(m[2]) == 0 for m in matrices)
    assert b" Tr" not in content


def test_what_lies_beside_a_font_stays_unseen(tmp_path: Path, font_bytes: Make, bundle: tuple[Font, ...]) -> None:
    folder = tmp_path / "mine"
    (folder / "deeper").mkdir(parents=True)
    (folder / "probe.ttf").write_bytes(font_bytes("Probe", text="abc"))
    (folder / "secret.ttf").write_bytes(font_bytes("Secret", text="abc☃"))
    (folder / "deeper" / "hidden.otf").write_bytes(font_bytes("Hidden", text="abc☃", cff=True))
    mine = scan([(folder / "probe.ttf", Span("book.yaml"))])[0]
    html = "".join(f"<p style='font-family:{name}'>abc ☃</p>" for name in ("Probe", "Secret", "Hidden"))
    assert embedded(html, (bundle[0], *mine), tmp_path) == ["EB Garamond", "Probe"]
    hidden = scan([(folder / "deeper", Span("book.yaml"))])[0]
    html = "<p style='font-family:Hidden'>abc ☃</p>"
    assert embedded(html, (*mine, *hidden, bundle[0]), tmp_path) == ["Hidden"]


def test_missing_characters_are_sought_in_the_order_given(
    tmp_path: Path, font_bytes: Make, bundle: tuple[Font, ...]
) -> None:
    for name in ("Zeta", "Alpha"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.ttf").write_bytes(font_bytes(name, text="☃"))
    zeta, alpha = (scan([(tmp_path / n, Span("book.yaml"))])[0] for n in ("Zeta", "Alpha"))
    html = "<p style='font-family:EB Garamond' lang=ja>☃</p>"
    assert "Zeta" in embedded(html, (bundle[0], *zeta, *alpha), tmp_path)
    assert "Alpha" in embedded(html, (bundle[0], *alpha, *zeta), tmp_path)


def test_a_family_of_the_books_own_takes_the_place_of_the_bundled_one(
    tmp_path: Path, font_bytes: Make, bundle: tuple[Font, ...]
) -> None:
    (tmp_path / "own.ttf").write_bytes(font_bytes("EB garamond", text="abc"))
    own = scan([(tmp_path / "own.ttf", Span("book.yaml"))])[0]
    fonts = combine(bundle, own)
    assert fonts == (*own, *bundle[4:])
    embedded("<p style='font-family:EB Garamond'>abc</p>", fonts, tmp_path)
    with pikepdf.open(tmp_path / "page.pdf") as pdf:
        widths = [o.W for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/W" in o]
    # The probe's glyphs are 600 wide, all of them.
    assert {int(w) for runs in widths for run in runs if isinstance(run, pikepdf.Array) for w in run} == {600}
