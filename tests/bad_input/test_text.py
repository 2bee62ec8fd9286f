"""Text that is too long, too deep, in no encoding, or that holds what nobody sees."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bad_input.conftest import Attempt
from tests.conftest import MANIFEST, Said
from tests.reading import pdf_text

Book = Callable[..., Path]
WORDS = "The water of the upper lock came down at night. "


def test_an_article_of_50_megabytes_is_refused(book: Book, limited: Attempt) -> None:
    folder = book({"a.md": f"# A\n\n{WORDS * 20}\n"})
    with (folder / "articles/a.md").open("a", encoding="utf-8") as file:
        file.writelines(f"\n{WORDS * 10}\n" for _ in range(50 * 2**20 // (10 * len(WORDS))))
    limited(folder, code="file-too-large", seconds=10, megabytes=900)


def test_a_line_of_50_megabytes_is_refused(book: Book, limited: Attempt) -> None:
    folder = book({"a.md": "# A\n\n" + WORDS * (50 * 2**20 // len(WORDS))})
    limited(folder, code="file-too-large", seconds=10, megabytes=900)


@pytest.mark.parametrize(
    "text",
    [
        "> " * 10_000 + "x",
        "".join(f"{'  ' * i}- x\n" for i in range(2000)),
        "- " * 10_000 + "x",
        "<div>" * 10_000 + "x",
        "<b>" * 10_000 + "x",
        "::: {.a}\n" * 2000 + "x\n" + ":::\n" * 2000,
    ],
    ids=["quotes", "lists", "lists in a line", "raw blocks", "raw inline", "divs"],
)
def test_what_nests_without_end_is_told_of(book: Book, limited: Attempt, text: str) -> None:
    limited(book({"a.md": f"# A\n\n{text}\n"}), "--format", "epub", code="article-too-deep", seconds=20, megabytes=900)


@pytest.mark.parametrize("sign", ["*", "[", "_", "~", "^", "!", "$"])
def test_a_hundred_thousand_signs_in_a_row_are_text(book: Book, limited: Attempt, sign: str) -> None:
    text = "\n\n".join([f"word {sign * 100} word"] * 1000)
    limited(book({"a.md": f"# A\n\n{text}\n"}), "--format", "epub", seconds=20, megabytes=900)


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (b"# A\n\nOne.\n\nTwo\x07 words.\n", "character-forbidden", "articles/a.md:5:4"),
        (b"# A\n\nOne\x00.\n", "character-forbidden", "articles/a.md:3:4"),
        (b"# A\n\nOne\xef\xbf\xbe.\n", "character-forbidden", "articles/a.md:3:4"),
        ("# A\n\nOne.\n".encode("utf-16"), "encoding-invalid", "articles/a.md:1:1"),
        (b"# A\n\nOne\n\nCaf\xe9.\n", "encoding-invalid", "articles/a.md:5:4"),
        ("# A\n\nOne \N{RIGHT-TO-LEFT OVERRIDE}owt\n".encode(), "bidi-control", "articles/a.md:3:5"),
        ("# A\n\nA canal \N{SAILBOAT}\N{PILE OF POO}.\n".encode(), "glyph-missing", "articles/a.md:3:9"),
        (b"# A\n\nSee [there](#nowhere).\n", "crossref-missing", "articles/a.md:3:5"),
        (b"# A\n\nSee [there](other.md).\n", "crossref-missing", "articles/a.md:3:5"),
    ],
)
def test_what_no_page_can_show_is_named_with_its_place(
    book: Book, attempt: Attempt, content: bytes, code: str, place: str
) -> None:
    folder = book({"a.md": ""})
    (folder / "articles/a.md").write_bytes(content)
    said = attempt(folder, "--strict", code=code)
    named = [line.split(": ")[0] for line in said.err.splitlines() if f"[{code}]" in line]
    assert place.rsplit(":", 1)[0] in [name if name.count(":") == 1 else name.rsplit(":", 1)[0] for name in named]


def test_a_byte_order_mark_and_foreign_line_ends_are_no_text(book: Book, attempt: Attempt) -> None:
    folder = book({"a.md": ""})
    (folder / "articles/a.md").write_bytes(b"\xef\xbb\xbf---\r\ntitle: A\r\n---\r\n\r\nOne.\r\n\r\nTwo.\r\n")
    attempt(folder, "--format", "epub", "--strict")


def test_composed_and_decomposed_accents_make_the_same_book(book: Book, cli: Callable[..., Said]) -> None:
    text = "# Écluse\n\nL’écluse à Nîmes, où l’on naît.[^1] Voir [là](#été).\n\n## Été {#été}\n\nFin.\n\n[^1]: Ça.\n"
    made = []
    for form in ("NFC", "NFD"):
        folder = book({"a.md": unicodedata.normalize(form, text)})
        assert cli("build", "book.yaml", "-o", form, cwd=folder).code == 0
        made.append([(folder / form / f"the-canals.{ending}").read_bytes() for ending in ("pdf", "epub")])
    assert made[0] == made[1]


TITLE = 'Locks < "weirs" & sluices > \N{LEFT SINGLE QUOTATION MARK}all\N{RIGHT SINGLE QUOTATION MARK}'


def test_a_title_of_signs_reaches_both_outputs(book: Book, cli: Callable[..., Said]) -> None:
    manifest = MANIFEST.replace("title: The Canals", f"title: '{TITLE}'")
    assert manifest != MANIFEST
    folder = book({"a.md": f"---\ntitle: '{TITLE}'\n---\n\nText.\n"}, manifest)
    said = cli("build", "book.yaml", "-o", "out", "--strict", cwd=folder)
    assert said.code == 0, said.err
    (pdf,) = (folder / "out").glob("*.pdf")
    assert "\n".join(pdf_text(pdf)).count("Locks < “weirs” & sluices > ‘all’") >= 2


def test_a_title_with_an_emoji_is_told_of_and_not_lost(book: Book, attempt: Attempt) -> None:
    manifest = MANIFEST.replace("title: The Canals", "title: The Canals \N{SAILBOAT}")
    attempt(book({"a.md": "# A\n\nText.\n"}, manifest), code="glyph-missing")
