"""The handbook's reference says what the program reads."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from pamphleteer.manifest import json_schema, read_manifest
from pamphleteer.reference import COMMAND, PAGES, prose, renew

ARTICLES = sorted((Path(__file__).parent.parent / "book" / "articles").glob("*.md"))


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_the_handbooks_reference_is_new(article: Path) -> None:
    text = article.read_text(encoding="utf-8")
    assert renew(text) == text, f"{article.name} says what was; renew it:\n  {COMMAND}"


def test_each_page_of_the_reference_stands_in_the_handbook() -> None:
    whole = "".join(article.read_text(encoding="utf-8") for article in ARTICLES)
    for name in PAGES:
        assert whole.count(f"<!-- reference: {name} -->") == 1, name


def test_what_stands_between_the_marks_is_written_anew() -> None:
    marked = "Before.\n\n<!-- reference: codes -->\nOld.\n<!-- end of reference -->\n\nAfter.\n"
    new = renew(marked)
    assert new.startswith("Before.\n\n<!-- reference: codes -->\n") and new.endswith("\n\nAfter.\n")
    assert "Old." not in new and "`note-lost`" in new
    assert renew(new) == new
    with pytest.raises(KeyError):
        renew(marked.replace("codes", "cods"))


def test_words_of_a_description_are_no_markup() -> None:
    assert prose("a *b* [c] `*d*` <e>\n  f") == r"a \*b\* \[c\] `*d*` \<e\> f"


def test_every_key_has_a_description_and_its_example_is_one() -> None:
    for key, schema in json_schema()["properties"].items():
        assert schema.get("description"), f"the key {key} has no description"
        assert schema.get("examples"), f"the key {key} has no example"
        written = {"title": "T", "language": "en", "chapters": ["a.md"], **{key: schema["examples"][0]}}
        if key == "parts":
            del written["chapters"]
        _, found = read_manifest(yaml.safe_dump(written), "book.yaml")
        assert [d for d in found if d.severity == "error"] == [], key
