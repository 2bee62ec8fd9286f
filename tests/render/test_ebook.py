"""What an ebook says of itself, and how its notes and pages are dressed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from pamphleteer.build import Options, make
from tests.conftest import MANIFEST

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2"><rect width="3" height="2"/></svg>'
DESCRIBED = '![A gate](../gate.svg){alt="A gate, half open"}\n'


@pytest.fixture
def parts(book: Callable[..., Path]) -> Callable[..., dict[str, str]]:
    """The text files of the ebook of an article."""

    def made(article: str, language: str = "en-GB") -> dict[str, str]:
        folder = book({"a.md": article}, MANIFEST.replace("en-GB", language), **{"gate.svg": SVG})
        outputs = make(Options(folder / "book.yaml", formats=("epub",))).outputs
        data = next(data for path, data in outputs.items() if path.suffix == ".epub")
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [n for n in archive.namelist() if n.endswith((".xhtml", ".opf", ".ncx", ".css"))]
            return {name.removeprefix("EPUB/"): archive.read(name).decode() for name in names}

    return made


def said(package: str, word: str) -> list[str]:
    root = etree.fromstring(package.encode())
    return [node.text or "" for node in root.iter("{*}meta") if node.get("property") == f"schema:{word}"]


def test_a_book_of_words_can_be_listened_to(parts: Callable[..., dict[str, str]]) -> None:
    package = parts("# Locks\n\nText.\n")["package.opf"]
    assert said(package, "accessMode") == ["textual"]
    assert said(package, "accessModeSufficient") == ["textual"]
    assert "alternativeText" not in said(package, "accessibilityFeature")
    assert said(package, "accessibilityHazard") == ["none"]
    assert said(package, "accessibilitySummary")[0].startswith("The text can be read aloud")
    assert "conformsTo" not in package, "no program can say so"


@pytest.mark.parametrize(
    ("pictures", "is_described"),
    [
        (DESCRIBED, True),
        (DESCRIBED + '\n![](../gate.svg){alt=""}\n', True),
        (DESCRIBED + "\n![](../gate.svg)\n", False),
    ],
)
def test_pictures_are_said_to_be_described_where_they_are(
    parts: Callable[..., dict[str, str]], pictures: str, is_described: bool
) -> None:
    package = parts(f"# Locks\n\n{pictures}")["package.opf"]
    assert said(package, "accessMode") == ["textual", "visual"]
    assert said(package, "accessModeSufficient") == ["textual" if is_described else "textual,visual"]
    assert ("alternativeText" in said(package, "accessibilityFeature")) == is_described
    words = "Pictures are described" if is_described else "Some pictures are not described"
    assert words in said(package, "accessibilitySummary")[0]


@pytest.mark.parametrize(("language", "word"), [("de", "Der Text"), ("fr", "Le texte")])
def test_the_summary_is_in_the_language_of_the_book(
    parts: Callable[..., dict[str, str]], language: str, word: str
) -> None:
    assert said(parts("# A\n\nB.\n", language)["package.opf"], "accessibilitySummary")[0].startswith(word)


def test_a_note_keeps_its_form_without_the_aside_around_it(parts: Callable[..., dict[str, str]]) -> None:
    files = parts("# Locks\n\nText.[^n]\n\n[^n]: One.\n\n    Two.\n\n    > Three.\n")
    page = etree.fromstring(files["a.xhtml"].encode())
    note = next(node for node in page.iter("{*}aside") if node.get("role") == "doc-footnote")
    assert [node.get("class") for node in note.iter("{*}p")] == ["note-text"] * 3
    assert ".note-text { margin: 0; text-indent: 0 }" in files["css/epub.css"]


def test_every_page_is_written_the_way_of_its_language(parts: Callable[..., dict[str, str]]) -> None:
    files = parts("---\ntitle: Schleusen\nlanguage: de\n---\n\nText.\n", "ar")
    spaces = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    head = f'<html {spaces} lang="{{0}}" xml:lang="{{0}}"{{1}}>'
    assert head.format("ar", ' dir="rtl"') in files["cover.xhtml"]
    assert head.format("ar", ' dir="rtl"') in files["nav.xhtml"]
    assert head.format("de", "") in files["a.xhtml"]
    assert "dir=" not in parts("# Locks\n\nText.\n")["a.xhtml"]


def test_headings_go_down_one_level_at_a_time(parts: Callable[..., dict[str, str]]) -> None:
    article = "# Locks\n\n## Gates\n\n::: sidebar\n### Puddle\n\nClay.\n:::\n\n### Paddles\n\n## Sills\n"
    page = etree.fromstring(parts(article)["a.xhtml"].encode())
    levels = [int(node.tag[-1]) for node in page.iter() if str(node.tag)[-2:] in ("h1", "h2", "h3", "h4")]
    assert levels == [1, 2, 3, 3, 2]
