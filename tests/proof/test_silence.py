"""Warnings that a manifest silences; an error cannot be."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from pamphleteer.diagnostics.explanations import explanations
from pamphleteer.manifest import read_manifest
from tests.conftest import MANIFEST, ROOT, Said

ARTICLE = {"a.md": "# Locks\n\nThe lock <blink>is</blink> old.\n"}
SILENT = MANIFEST.replace("chapters:", "silence: [html-refused]\nchapters:")


def test_a_silenced_warning_is_not_told_and_stops_no_strict_build(
    book: Callable[..., Path], cli: Callable[..., Said]
) -> None:
    assert cli("check", "book.yaml", "--strict", "--format", "pdf", cwd=book(ARTICLE)).codes == ["html-refused"]
    said = cli("check", "book.yaml", "--strict", "--format", "pdf", cwd=book(ARTICLE, SILENT))
    assert said.code == 0 and said.codes == []


def test_a_silenced_warning_is_silent_where_errors_stop_the_build(
    book: Callable[..., Path], cli: Callable[..., Said]
) -> None:
    files = {"a.md": f"{ARTICLE['a.md']}\nSee [the weir](#weir).\n"}
    assert cli("check", "book.yaml", cwd=book(files, SILENT)).codes == ["crossref-missing"]


@pytest.mark.parametrize(
    ("code", "said", "hint"),
    [
        ("html-refusd", "no message has the code 'html-refusd'", "did you mean 'html-refused'?"),
        ("text-lost", "text-lost is an error, and cannot be silenced", "mend what it tells of"),
    ],
)
def test_what_cannot_be_silenced(code: str, said: str, hint: str) -> None:
    text = f"title: T\nlanguage: en\ndate: 2026\nchapters: [a.md]\nsilence: [page-short, {code}]\n"
    _, found = read_manifest(text, "book.yaml")
    [wrong] = found
    assert (wrong.code, wrong.severity, wrong.message, wrong.hint) == ("manifest-wrong-value", "error", said, hint)
    assert wrong.span and (wrong.span.line, wrong.span.column) == (5, 23)


def test_explanations_say_how_grave_a_code_is() -> None:
    used: dict[str, set[str]] = {}
    for path in (ROOT / "pamphleteer").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                code = node.args[0]
                if node.func.id in ("error", "warning", "info") and isinstance(code, ast.Constant):
                    used.setdefault(str(code.value), set()).add(node.func.id)
    known = explanations()
    assert {code: kinds for code, kinds in used.items() if code in known and kinds != {known[code].severity}} == {}
