"""Whole pieces of copy against their golds; every character of each is followed from the copy to the article."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from pamphleteer.article import read_article
from pamphleteer.diagnostics import Span
from pamphleteer.importing import Draft, read, report, to_json, to_markdown
from pamphleteer.model import ArticleRef

from .plain import parse

COPY = Path(__file__).parent / "copy"
MARK = re.compile(r"\[\d+\]|[*†‡]")
"""Of a listed note."""
NAMES = sorted(path.stem for path in COPY.glob("*.txt"))


def imported(path: Path) -> Draft:
    return read(path.read_bytes(), path.name)[0]


@pytest.mark.parametrize("name", NAMES)
def test_copy_is_read_as_its_gold_says(name: str) -> None:
    gold = json.loads((COPY / f"{name}.gold.json").read_text("utf-8"))
    assert to_json(imported(COPY / f"{name}.txt")) == gold


@pytest.mark.parametrize("name", NAMES)
def test_byte_order_mark_and_line_ends_change_nothing(name: str) -> None:
    data = (COPY / f"{name}.txt").read_bytes()
    draft = read(data, "copy.txt")[0]
    assert read(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"), "copy.txt")[0] == draft
    assert read(data.replace(b"\n", b"\r"), "copy.txt")[0] == draft


@pytest.mark.parametrize("name", NAMES)
def test_every_character_comes_into_the_article_in_order(name: str) -> None:
    path = COPY / f"{name}.txt"
    assert_followed(path.read_text("utf-8"), imported(path))


@pytest.mark.parametrize("name", NAMES)
def test_the_article_reader_takes_the_article(name: str) -> None:
    assert_article(imported(COPY / f"{name}.txt"))


def assert_article(draft: Draft) -> None:
    ref = ArticleRef("articles/a.md", "a", Span("book.yaml", 1))
    article, found = read_article(to_markdown(draft), ref, "a.md", "en")
    assert found == ()
    assert article is not None
    assert len(article.notes) == len(draft.notes)
    assert [r.key for r in article.references] == [r["id"] for r in draft.references]


def assert_followed(copy: str, draft: Draft) -> None:
    """The body's characters, spaces aside, are those of the copy without its head, its furniture and listed notes.

    The marks of lists and the words of notes are put back where they stood.
    """
    parsed = parse(to_markdown(draft))
    lines = dict(enumerate(copy.split("\n"), 1))
    for place in [r.lines for r in draft.removed] + [n.lines for n in draft.notes if MARK.match(n.raw)]:
        for line in range(place[0], place[1] + 1):
            del lines[line]
    first = draft.blocks[0].lines[0]
    expected = [text for line, text in lines.items() if line >= first]
    got = []
    for kind, words in parsed.blocks:
        mark = re.match(r"numbered (\d+)", kind)
        got.append((f"{mark[1]}." if mark else "") + re.sub(r"⟦(\d+)⟧", lambda m: called(draft, int(m[1])), words))
    bullets = str.maketrans("", "", "•")
    solid = "".join("".join(got).split())
    wanted = "".join("".join(re.sub(r"^- ", "", line) for line in expected).translate(bullets).split())
    assert solid == wanted
    head = [text for line, text in lines.items() if line < first and text.strip()]
    for key in ("title", "standfirst", "byline"):
        if value := getattr(draft, key):
            assert value in head
            head.remove(value)
    assert len(head) == (draft.date is not None)


def called(draft: Draft, number: int) -> str:
    """What stood in the copy where note is called: a listed note's mark, or a bracket's words."""
    raw = draft.notes[number - 1].raw
    mark = MARK.match(raw)
    return mark[0] if mark else raw


# --- the shared article


@pytest.fixture
def article(shared: Path) -> tuple[str, Draft, dict[str, Any]]:
    path = shared / "inputs" / "article.txt"
    if not path.exists():
        pytest.skip(f"{path} is absent")
    gold = json.loads((shared / "inputs" / "article.gold.json").read_text("utf-8"))
    return path.read_text("utf-8"), imported(path), gold


def test_the_shared_article_has_the_structure_of_its_gold(article: tuple[str, Draft, dict[str, Any]]) -> None:
    copy, draft, gold = article
    lines = copy.split("\n")
    assert draft.title == gold["metadata_expected"]["title"]
    assert draft.standfirst == gold["metadata_expected"]["standfirst"]
    assert (draft.byline, draft.date, draft.source) == (None, None, None)
    body = [b for b in gold["blocks"] if b["type"] not in ("title", "standfirst", "chrome")]
    read_blocks = to_json(draft)["blocks"]
    assert [b["lines"] for b in read_blocks] == [b["lines"] for b in body]
    for got, want in zip(read_blocks, body, strict=True):
        alt = want.get("alt", [])
        allowed = [want["type"].replace("subhead", "heading"), *(alt if isinstance(alt, list) else [alt])]
        assert got["type"] in allowed, want["lines"]
        assert got.get("number") == want.get("number")
        assert got["notes"] == [note["n"] for note in want["notes"]]
        whole = "\n".join(lines[want["lines"][0] - 1 : want["lines"][1]])
        for note in want["notes"]:
            assert whole.endswith(" " + note["raw"])
            whole = whole.removesuffix(" " + note["raw"])
        assert got["text"] == re.sub(r"^\d+\. ", "", whole)
    chrome = [b["lines"] for b in gold["blocks"] if b["type"] == "chrome"]
    assert [list(r.lines) for r in draft.removed] == chrome


def test_the_notes_of_the_shared_article_are_those_of_its_gold(article: tuple[str, Draft, dict[str, Any]]) -> None:
    _copy, draft, gold = article
    wanted = [note for b in gold["blocks"] for note in b["notes"]]
    got = to_json(draft)["notes"]
    assert len(got) == len(wanted) == 5
    for note, want in zip(got, wanted, strict=True):
        assert (note["raw"], note["kind"]) == (want["raw"], want["kind"])
        assert note["refers_to"] == want.get("refers_to")
        if want["kind"] == "ibid":
            continue
        csl = note["csl"]
        assert csl["title"] == want["title"]
        assert [f"{n['given']} {n['family']}" for n in csl.get("author", [])] == want["authors"]
        assert csl["container-title"] == want["container"]
        assert "-".join(f"{part:02d}" for part in csl["issued"]["date-parts"][0]) == want["date"]
        assert csl["custom"]["raw"] == want["raw"]
    keys = [note.key for note in draft.notes]
    assert keys[1] == keys[0]
    assert len(set(keys)) == 4


def test_the_brackets_of_the_shared_article_stay(article: tuple[str, Draft, dict[str, Any]]) -> None:
    _copy, draft, gold = article
    by_lines = {block.lines: block.text for block in draft.blocks}
    stay = [
        (tuple(b["lines"]), words) for b in gold["blocks"] for words in b.get("parentheticals_that_are_not_notes", [])
    ]
    assert len(stay) == 14
    assert all(words in by_lines[lines] for lines, words in stay)


def test_every_character_of_the_shared_article_is_kept(article: tuple[str, Draft, dict[str, Any]]) -> None:
    copy, draft, _gold = article
    assert_followed(copy, draft)
    assert_article(draft)
    markdown = to_markdown(draft)
    assert re.search(r"^3\. ", markdown, re.MULTILINE)
    assert "[^1]\n" in markdown and " [^" not in markdown


def test_the_shared_case_of_the_year(shared: Path) -> None:
    path = shared / "cases" / "46-import-year" / "copy.txt"
    if not path.exists():
        pytest.skip(f"{path} is absent")
    draft = imported(path)
    assert [block.type for block in draft.blocks] == ["para"] * 3
    assert draft.blocks[1].text.startswith("1986. ")
    assert "5 * 4 * 3" in draft.blocks[2].text and "on_the_wall_" in draft.blocks[2].text
    assert draft.notes == ()


# --- the report


def test_the_report_says_what_was_left_out_and_what_is_doubtful() -> None:
    draft = imported(COPY / "canal.txt")
    text = report(draft, "canal.txt")
    assert text.startswith("# Import of canal.txt\n")
    assert "- line 34: “Sign up to our newsletter” (a line of page furniture)" in text
    assert "- line 26: the list goes on at 3 after an interruption" in text
    assert "- note 2, line 32: the source of note 1, `teal1974`: (Ibid., p. 33)" in text
    assert "- language: not in the copy, left empty" in text
    assert text.count("\n## ") == 5
