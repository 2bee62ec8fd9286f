"""Diagnostics: their form, and that each code is explained."""

from __future__ import annotations

import json
import pickle
import re
from pathlib import Path

from pydantic import BaseModel

from pamphleteer.article.frontmatter import FrontMatter
from pamphleteer.diagnostics import BookError, Span, error, report_order, warning
from pamphleteer.diagnostics.explanations import explanations
from pamphleteer.layout import LayoutModel
from pamphleteer.manifest.schema import ManifestModel

PACKAGE = Path(__file__).resolve().parent.parent / "pamphleteer"
_MODELS = {"manifest": ManifestModel, "front-matter": FrontMatter, "layout": LayoutModel}


def test_a_diagnostic_reads_as_compilers_write() -> None:
    found = error(
        "manifest-unknown-key", "unknown key 'chaptres'", Span("book.yaml", 12, 3), "did you mean 'chapters'?"
    )
    assert str(found) == (
        "book.yaml:12:3: error[manifest-unknown-key]: unknown key 'chaptres'\n  hint: did you mean 'chapters'?"
    )


def test_diagnostics_and_errors_pickle() -> None:
    raised = BookError([warning("a-code", "said", Span("f", 1))])
    again = pickle.loads(pickle.dumps(raised))
    assert again.diagnostics == raised.diagnostics


def test_a_report_is_sorted_and_says_nothing_twice() -> None:
    one, two = error("b", "x", Span("f", 10)), error("a", "x", Span("f", 9))
    assert report_order([one, two, one]) == [two, one]


def general(model: type[BaseModel]) -> set[str]:
    """What can be wrong with a document of a model: a key can be missing only where one must be there, and so on."""
    schema = json.dumps(model.model_json_schema())
    kinds = {"unknown-key", "wrong-type"}
    kinds |= {"missing-key"} if '"required"' in schema else set()
    return kinds | ({"wrong-value"} if '"enum"' in schema else set())


def test_every_code_is_explained_and_every_explanation_used() -> None:
    source = "\n".join(p.read_text(encoding="utf-8") for p in sorted(PACKAGE.rglob("*.py")))
    used = set(re.findall(r"(?:error|warning|info|finding)\(\s*\"([a-z][a-z-]+)\"", source))
    used |= set(re.findall(r"code=\"([a-z]+(?:-[a-z]+)+)\"", source))
    used |= {f"{room}-{kind}" for room, model in _MODELS.items() for kind in general(model)}
    explained = explanations()
    assert used - set(explained) == set(), "codes without an explanation"
    assert set(explained) - used == set(), "explanations of no code"


def test_explanations_are_whole() -> None:
    for code, explanation in explanations().items():
        for part in ("summary", "why", "example", "cure"):
            assert getattr(explanation, part), f"{code} lacks {part}"
