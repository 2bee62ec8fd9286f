"""The book that holds every construct: it is made without a warning in every layout, and its ebook conforms."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pamphleteer import shelf
from tests.conformance.epubcheck import EpubCheck, failures
from tests.conftest import ROOT, Said
from tests.reading import epub_documents, pdf_text

CONSTRUCTS = ROOT / "tests" / "constructs"
LAYOUTS = [name for name in shelf.layouts() if name != "base"]


def test_both_books_are_made_without_a_warning_and_their_ebooks_conform(constructs: dict[str, Path]) -> None:
    for pdf in constructs.values():
        grave = failures(EpubCheck.shared().check(pdf.with_suffix(".epub")))
        assert not grave, "\n".join(str(message) for message in grave)


@pytest.mark.long
@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name != "pamphlet"])
def test_every_layout_sets_every_construct(layout: str, cli: Callable[..., Said], tmp_path: Path) -> None:
    said = cli("build", CONSTRUCTS / "book.yaml", "-o", tmp_path, "--strict", "--set", f"layout={layout}")
    assert said.code == 0, said.err


def test_nothing_is_left_of_the_marks_that_ask_for_constructs(constructs: dict[str, Path]) -> None:
    for pdf in constructs.values():
        printed = "\n".join(pdf_text(pdf))
        shown = "\n".join("".join(root.itertext()) for root in epub_documents(pdf.with_suffix(".epub")).values())
        for text in (printed, shown):
            assert [mark for mark in ("[^", ":::", "{.", "{lang", "{#", "~2~", "^th^", "|---") if mark in text] == []


def test_both_outputs_hold_every_word(constructs: dict[str, Path]) -> None:
    written: set[str] = set()
    for article in sorted((CONSTRUCTS / "articles").glob("*.md")):
        text = article.read_text(encoding="utf-8")
        if text.startswith("---"):
            head, text = text[3:].split("\n---\n", 1)
            written |= set(re.findall(r"^(?:title|standfirst|byline|source|rights): (.*)", head, re.M))
        # What only says where words stand, or of what kind they are.
        for mark in (
            r"\]\([^)]*\)",
            r"\{[^}\n]*\}",
            r"\[\^[^\]]*\]",
            r"^:::+ ?\w*",
            r"<[^<>\s]* ?[^<>]*>",
            r"&\w+;",
            r"```\w*",
        ):
            text = re.sub(mark, "" if mark.startswith("&shy") else " ", text.replace("&shy;", ""), flags=re.M)
        written.add(re.sub(r"\[[^\]]*@[^\]]*\]", " ", text))
    words = {word.casefold() for text in written for word in re.findall(r"[^\W\d_]{5,}", text)}
    assert len(words) > 300
    # The books together have every article.
    documents = [root for pdf in constructs.values() for root in epub_documents(pdf.with_suffix(".epub")).values()]
    printed = "".join(page for pdf in constructs.values() for page in pdf_text(pdf))
    for output in (printed, "".join("".join(root.itertext()) for root in documents)):
        letters = re.sub(r"[\W_]+", "", output).casefold()
        assert sorted(word for word in words if word not in letters) == []
