"""What ``explain`` prints: whole, short, and true, in that an example brings about the code that it explains."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from pamphleteer.article import read_article
from pamphleteer.diagnostics import Span
from pamphleteer.diagnostics.explanations import Explanation, explanations
from pamphleteer.manifest import read_manifest
from pamphleteer.model import ArticleRef
from tests.conftest import ROOT, Said

CODES = ROOT / "pamphleteer" / "diagnostics" / "codes"
LONGEST = 12
"""Lines of an example."""


@pytest.mark.parametrize("code", sorted(explanations()))
def test_an_explanation_has_its_four_parts(code: str, cli: Callable[..., Said]) -> None:
    explanation = explanations()[code]
    said = cli("explain", code)
    assert said.code == 0
    for part in ("What it says: ", "Why it matters: ", "Example:", "What to do: "):
        assert said.out.count(f"\n{part}") == 1
    for sentence in (explanation.summary, explanation.why, explanation.cure):
        assert sentence[0].isupper()
        assert re.search(r"[.!?]$|[:\\][^ ]*( \S+){0,4}$", sentence), sentence
    assert explanation.summary.count(". ") == 0, "a summary is one sentence"
    assert 0 < len(explanation.example.splitlines()) <= LONGEST


def room(name: str) -> Iterator[Explanation]:
    """The codes of a room whose example is written as a person would write it; others tell of one."""
    for code in yaml.safe_load((CODES / f"{name}.yaml").read_text(encoding="utf-8")):
        if not re.fullmatch(r"(An? |> > > >)[^\n]*", explanations()[code].example):
            yield explanations()[code]


@pytest.mark.parametrize("explanation", list(room("article")), ids=lambda e: e.code)
def test_an_example_of_an_article_brings_about_its_code(
    explanation: Explanation, book: Callable[..., Path], cli: Callable[..., Said]
) -> None:
    example = explanation.example
    head = "---\n" + ("" if example.startswith("title:") else "title: Locks\n")
    articles = [example, f"# Locks\n\n{example}\n", f"{head}{example}\n---\n\nThe locks are old.[^1]\n\n[^1]: Very.\n"]
    # What is cited or called in an example must be there.
    articles.append(f"# Locks\n\nThe locks are old.[^a][^1]\n\n{example}\n\n[^b]: Rebuilt.\n")
    articles.append(f"# Locks\n\nThe locks are old.[^1]\n\n{example}\n")
    ref = ArticleRef("articles/locks.md", "locks", Span("book.yaml", 1, 1))
    found = [{d.code for d in read_article(text, ref, "locks.md", "en-GB")[1]} for text in articles]
    if not any(explanation.code in codes for codes in found):
        # Some things are seen only when the whole book is there.
        found = [{*cli("check", "book.yaml", cwd=book({"locks.md": text})).codes} for text in articles]
    assert any(explanation.code in codes for codes in found), found


@pytest.mark.parametrize("explanation", list(room("manifest")), ids=lambda e: e.code)
def test_an_example_of_a_manifest_brings_about_its_code(explanation: Explanation) -> None:
    example = explanation.example
    rest = {"title": "The Canals", "language": "en-GB", "chapters": "[articles/canals.md]"}
    keys = [key for key in rest if not re.search(rf"^{key}:", example, re.M)]
    whole = "".join(f"{key}: {rest[key]}\n" for key in keys)
    lines = "".join(f"  {line}\n" for line in example.splitlines())
    manifests = [example, f"{whole}{example}\n", f"{whole.replace(rest['chapters'], '')}{lines}"]
    manifests.append(f"{whole.replace(rest['chapters'], '')}  - articles: [articles/canals.md]\n    {example}\n")
    found = [{d.code for d in read_manifest(text, "book.yaml")[1]} for text in manifests]
    assert any(explanation.code in codes for codes in found), found
