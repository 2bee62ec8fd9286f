"""YAML that grows, nests or runs; manifests that are none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bad_input.conftest import Attempt
from tests.conftest import MANIFEST

Book = Callable[..., Path]

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(12)
)
DEEP = "[" * 10_000 + "]" * 10_000
PYTHON = "!!python/object/apply:os.system ['touch ran']"


@pytest.mark.parametrize(
    ("yaml", "code"),
    [
        (f"title: The Canals\n{BOMB}", "yaml-alias"),
        (f"title: {DEEP}\n", "yaml-syntax"),
        (f"title: {PYTHON}\nlanguage: en\nchapters: [articles/a.md]\n", "manifest-wrong-type"),
        ("", "manifest-missing-key"),
        ("# nothing but this\n", "manifest-missing-key"),
        ("[]\n", "manifest-wrong-type"),
        ("The Canals\n", "manifest-wrong-type"),
        ('title: "\\ud800"\nlanguage: en\nchapters: [articles/a.md]\n', "yaml-syntax"),
        ("title: The Canals\x07\nlanguage: en\nchapters: [articles/a.md]\n", "yaml-syntax"),
        ("title: The Canals\n\tlanguage: en\n", "yaml-syntax"),
    ],
    ids=["bomb", "deep", "python", "empty", "comment", "list", "scalar", "surrogate", "control", "tab"],
)
def test_a_manifest_that_is_none_is_told_of(book: Book, limited: Attempt, yaml: str, code: str) -> None:
    folder = book({"a.md": "# A\n\nText.\n"}, yaml)
    said = limited(folder, code=code, seconds=10, megabytes=900)
    assert "book.yaml:" in said.err
    assert not (folder / "ran").exists()


@pytest.mark.parametrize(
    ("yaml", "code"),
    [
        ("chapters:\n" + "".join(f"- a{i}.md\n" for i in range(10_000)), "file-missing"),
        ("chapters:\n" + "".join(f"- {i}/a.md\n" for i in range(10_000)), "file-missing"),
        ("chapters:\n" + "- articles/a.md\n" * 10_000, "article-twice"),
        ("chapters: [articles/a.md]\ncreators:\n" + "- [a]\n" * 10_000, "manifest-wrong-type"),
        ("chapters: [articles/a.md]\n" + "".join(f"k{i}: 1\n" for i in range(10_000)), "manifest-unknown-key"),
        (f"chapters: [articles/a.md]\nrequires: pamphleteer >= {'1' * 100_000}\n", "requires-invalid"),
        ("chapters: [articles/a.md]\nrequires: pamphleteer @ file:///etc/passwd\n", "requires-invalid"),
    ],
    ids=["missing", "names", "twice", "creators", "keys", "digits", "address"],
)
def test_ten_thousand_mistakes_take_seconds(book: Book, limited: Attempt, yaml: str, code: str) -> None:
    folder = book({"a.md": "# A\n\nText.\n"}, f"title: The Canals\nlanguage: en\n{yaml}")
    limited(folder, code=code, seconds=20, megabytes=900)


def test_a_manifest_of_50_megabytes_is_refused(book: Book, limited: Attempt) -> None:
    folder = book({"a.md": "# A\n\nText.\n"})
    with (folder / "book.yaml").open("a", encoding="utf-8") as file:
        file.writelines(f"  - articles/a{i:08}.md\n" for i in range(50 * 2**20 // 25))
    limited(folder, code="file-too-large", seconds=10, megabytes=900)


@pytest.mark.parametrize("head", [BOMB, f"title: {DEEP}\n", f"title: {PYTHON}\n"], ids=["bomb", "deep", "python"])
def test_front_matter_is_read_as_safely(book: Book, limited: Attempt, head: str) -> None:
    folder = book({"a.md": f"---\n{head}---\n\nText.\n"})
    code = {BOMB: "yaml-alias", f"title: {DEEP}\n": "yaml-syntax"}.get(head, "front-matter-wrong-type")
    limited(folder, code=code, seconds=10, megabytes=900)
    assert not (folder / "ran").exists()


@pytest.mark.parametrize("text", [BOMB, DEEP], ids=["bomb", "deep"])
@pytest.mark.parametrize("where", ["references.yaml", "layouts/mine/layout.yaml"])
def test_sources_and_layouts_are_read_as_safely(book: Book, limited: Attempt, where: str, text: str) -> None:
    key = "references: [references.yaml]" if where == "references.yaml" else "layout: mine"
    manifest = MANIFEST.replace("chapters:", f"{key}\nchapters:")
    folder = book({"a.md": "# A\n\nText.\n"}, manifest, **{where: text})
    limited(folder, code="yaml-alias" if text == BOMB else "yaml-syntax", seconds=10, megabytes=900)


def test_a_layout_that_extends_itself_by_way_of_another_is_told_of(book: Book, attempt: Attempt) -> None:
    manifest = MANIFEST.replace("chapters:", "layout: one\nchapters:")
    files = {"layouts/one/layout.yaml": "extends: two\n", "layouts/two/layout.yaml": "extends: layouts/one\n"}
    attempt(book({"a.md": "# A\n\nText.\n"}, manifest, **files), code="layout-circular")
