"""Real copy, from raw text to both outputs. The copy lies outside the project; without it these tests skip."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from tests.conftest import Said
from tests.reading import OPS, XHTML, epub_documents, pdf_lines, pdf_raw, pdf_text, words

Cli = Callable[..., Said]


@pytest.fixture
def made(shared: Path, cli: Cli, tmp_path: Path) -> Path:
    assert cli("new", "p", cwd=tmp_path).code == 0
    said = cli("import", shared / "inputs" / "article.txt", "-o", "p/articles/", cwd=tmp_path)
    assert said.code == 0, said.err
    manifest = tmp_path / "p" / "book.yaml"
    manifest.write_text(manifest.read_text().replace("articles/welcome.md", "articles/article.md"))
    said = cli("build", "p/book.yaml", "-o", "out", "--strict", cwd=tmp_path)
    assert said.code == 0, said.err
    return tmp_path / "out"


def letters(text: str) -> str:
    """Only what cannot change between copy and page: no spaces, hyphens or quotation marks."""
    return re.sub(r"[\W_]+", "", text)


def test_five_notes_stand_at_the_foot_of_their_calls_pages(made: Path, shared: Path) -> None:
    gold = json.loads((shared / "inputs" / "article.gold.json").read_text(encoding="utf-8"))
    lines = list(pdf_lines(made / "p.pdf"))
    pages = pdf_text(made / "p.pdf")
    blocks = [block for block in gold["blocks"] if block["notes"]]
    assert sum(len(block["notes"]) for block in blocks) == 5
    for block in blocks:
        [note] = block["notes"]
        source = note if note["kind"] != "ibid" else blocks[note["refers_to"] - 1]["notes"][0]
        # A note names who wrote, by the last name alone where it has named him before.
        names = source["authors"][0].split() if source["authors"] else [source["title"]]
        beginning = letters(" ".join(names if source is note else names[-1:]))[:20].casefold()
        # The words before the bracket are where the note is called.
        before = copy_block(shared, block["lines"]).split(note["raw"])[0]
        ending = letters(before)[-40:]
        called = [i for i, page in enumerate(pages, 1) if ending in letters(page)]
        if not called:
            # The line before the call stands on the page before: its last words decide.
            ending = letters(before)[-12:]
            called = [i for i, page in enumerate(pages, 1) if f"{ending}{note['n']}" in letters(page)]
        number = f"{note['n']}"
        starts = [line for line in lines if letters(line.text).casefold().startswith(number + beginning)]
        assert [line.page for line in starts] == called, note["raw"]
        foot = starts[0]
        body = [line for line in lines if line.page == foot.page and line.bottom > foot.top]
        below = [line for line in lines if line.page == foot.page and line.top < foot.bottom]
        assert len(body) > 10, "the text stands above the note"
        assert all(line.top - line.bottom < 12 for line in below), "nothing but notes and the folio stands below"


def copy_block(shared: Path, span: list[int]) -> str:
    copy = (shared / "inputs" / "article.txt").read_text(encoding="utf-8").split("\n")
    return "\n".join(copy[span[0] - 1 : span[1]])


def test_the_ebook_has_five_asides_that_pop_up_and_lead_back(made: Path) -> None:
    chapter = epub_documents(made / "p.epub")["article.xhtml"]
    asides = {a.get("id"): a for a in chapter.iter(f"{XHTML}aside") if a.get(f"{OPS}type") == "footnote"}
    calls = [a for a in chapter.iter(f"{XHTML}a") if a.get(f"{OPS}type") == "noteref"]
    assert len(asides) == len(calls) == 5
    assert [a.text for a in calls] == ["1", "2", "3", "4", "5"]
    for call in calls:
        aside = asides[call.get("href")[1:]]
        back = next(aside.iter(f"{XHTML}a"))
        assert back.get("href") == f"#{call.get('id')}" and back.get("role") == "doc-backlink"


def test_every_word_of_the_copy_is_in_both(made: Path, shared: Path) -> None:
    gold = json.loads((shared / "inputs" / "article.gold.json").read_text(encoding="utf-8"))
    print_text = letters(" ".join(pdf_text(made / "p.pdf")))
    raw = pdf_raw(made / "p.pdf")
    epub_text = letters(" ".join(words(d) for d in epub_documents(made / "p.epub").values()))
    for block in gold["blocks"]:
        if block["type"] == "chrome":
            continue
        text = copy_block(shared, block["lines"])
        for note in block["notes"]:
            text = text.replace(note["raw"], "")
            if note["kind"] != "ibid":
                for said in (note["title"], note["container"], *note["authors"]):
                    # English titles have capitals in notes.
                    assert letters(said).casefold() in print_text.casefold()
                    assert letters(said).casefold() in epub_text.casefold()
        text = re.sub(r"^\d+\. ", "", text)
        assert letters(text) in epub_text
        # A page may turn within a block, with notes and running heads between.
        for sentence in re.split(r"(?<=[.:,])\s", text):
            for word in sentence.split():
                assert letters(word) in print_text or broken_over_a_turn(letters(word), raw), word


def broken_over_a_turn(word: str, pages: list[str]) -> bool:
    """Whether a hyphenated word begins on one page and ends on the next."""
    return any(
        f"{word[:k]}\u2010" in page and after.startswith(word[k:])
        for k in range(2, len(word) - 1)
        for page, after in pairwise(pages)
    )


def test_the_list_goes_on_after_its_interruption(made: Path) -> None:
    lines = sorted(pdf_lines(made / "p.pdf"), key=lambda line: (line.page, -line.top))
    numbers = [m[1] for line in lines if (m := re.fullmatch(r"([1-9])\.", line.text))]
    assert numbers == ["1", "2", "3", "4"]


def test_the_second_note_is_ibid_in_print_and_full_in_the_ebook(shared: Path, cli: Cli, tmp_path: Path) -> None:
    gold = json.loads((shared / "inputs" / "article.gold.json").read_text(encoding="utf-8"))
    first = next(note for block in gold["blocks"] for note in block["notes"])
    names = [name.split()[-1] for name in first["authors"]]
    assert cli("new", "p", cwd=tmp_path).code == 0
    assert cli("import", shared / "inputs" / "article.txt", "-o", "p/articles/", cwd=tmp_path).code == 0
    manifest, article = tmp_path / "p" / "book.yaml", tmp_path / "p" / "articles" / "article.md"
    style = "citations: {style: chicago-notes-bibliography-subsequent-ibid}\n"
    manifest.write_text(manifest.read_text().replace("articles/welcome.md", "articles/article.md") + style)

    def second() -> tuple[str, str]:
        """What the second of the imported notes says, in print and in the ebook."""
        said = cli("build", "p/book.yaml", "-o", "out", "--strict", cwd=tmp_path)
        assert said.code == 0, said.err
        chapter = epub_documents(tmp_path / "out" / "p.epub")["article.xhtml"]
        [aside] = [a for a in chapter.iter(f"{XHTML}aside") if a.get("id") == note_id]
        number = next(aside.iter(f"{XHTML}a")).text
        feet = [line.text for line in pdf_lines(tmp_path / "out" / "p.pdf") if line.text.startswith(f"{number} ")]
        return feet[-1].removeprefix(f"{number} "), words(aside).removeprefix(f"{number} ")

    note_id = "article--note.2"
    printed, shown = second()
    assert printed == "Ibid." and all(name in shown for name in names)
    # A note is inserted before it: what was the second is the third, and no longer says Ibid.
    text = article.read_text(encoding="utf-8")
    at = text.index("[^2]")
    article.write_text(f"{text[:at]}^[Inserted.] {text[at:]}", encoding="utf-8")
    note_id = "article--note.3"
    printed, shown = second()
    assert printed.startswith(names[0]) and first["authors"][0] not in printed
    assert first["authors"][0] in shown
