"""The handbook does what it says: it is built, its commands are typed, its examples are what stands beside them."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from pamphleteer.article.frontmatter import FrontMatter
from pamphleteer.manifest import read_manifest
from tests.conformance.epubcheck import EpubCheck, failures
from tests.conftest import ROOT, Said
from tests.reading import pdf_text
from tests.walkthrough import Block, blocks, commands, plain, write

Cli = Callable[..., Said]
BOOK = ROOT / "book"


def chapters() -> list[Path]:
    """The handbook's articles, in reading order."""
    manifest, _ = read_manifest((BOOK / "book.yaml").read_text(encoding="utf-8"), "book.yaml")
    assert manifest is not None
    return [BOOK / ref.path for ref in manifest.articles()]


CHAPTERS = chapters()


def blocks_of(*kinds: str) -> list[tuple[str, Block]]:
    return [
        (f"{chapter.name}:{block.line}", block)
        for chapter in CHAPTERS
        for block in blocks(chapter.read_text(encoding="utf-8"))
        if block.kind in kinds
    ]


def test_every_article_stands_in_the_handbook() -> None:
    assert sorted(CHAPTERS) == sorted((BOOK / "articles").glob("*.md"))


@pytest.mark.long
def test_the_handbook_builds_without_a_warning(handbook: Path) -> None:
    assert "Set in EB Garamond" in " ".join(pdf_text(handbook))
    grave = failures(EpubCheck.shared().check(handbook.with_suffix(".epub")))
    assert not grave, "\n".join(str(message) for message in grave)


def test_its_lines_of_code_fit_the_page() -> None:
    for place, block in blocks_of("", "sh", "markdown", "yaml", "text", "make", "css", "jinja", "html", "json"):
        for line in block.text.splitlines():
            assert len(line) <= 58, f"{place}: {line}"


def test_examples_are_the_source_of_what_stands_beside_them() -> None:
    for chapter in CHAPTERS:
        text = chapter.read_text(encoding="utf-8")
        shown = [block for block in blocks(text) if block.kind == "markdown"]
        rest = text
        for block in blocks(text):
            rest = rest.replace(block.text, "\n", 1) if block.kind == "markdown" else rest
        for block in shown:
            if not block.file:
                assert block.text.strip() in rest, f"{chapter.name}:{block.line} is shown, but not set"


def test_keys_in_examples_are_keys_of_manifests_or_of_articles() -> None:
    for place, block in blocks_of("yaml"):
        keys = yaml.load(block.text, yaml.BaseLoader)
        if block.file and not block.file.endswith("book.yaml"):
            continue
        whole = {"title": "T", "language": "en", "chapters": ["a.md"], **keys}
        if "parts" in keys:
            del whole["chapters"]
        _, found = read_manifest(yaml.safe_dump(whole), "book.yaml")
        if any(d.severity == "error" for d in found):
            try:
                FrontMatter.model_validate(keys)
            except ValidationError as e:
                pytest.fail(f"{place} is neither a manifest's nor an article's: {e}")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks as a reader's does after ``make setup``."""
    for name in ("publish.py", "Makefile", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "pamphleteer").symlink_to(ROOT / "pamphleteer")
    (tmp_path / "layouts").symlink_to(ROOT / "layouts")
    (tmp_path / "fonts").symlink_to(ROOT / "fonts")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n')
    python.chmod(0o755)
    (tmp_path / ".venv" / ".ready").touch()
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path


def typed(command: str, desk: Path, cli: Cli) -> tuple[int, str]:
    """Exit code and answer of a command; those of the program alone are run in this process, which is faster."""
    words = shlex.split(command)
    if words[:2] == [".venv/bin/python", "publish.py"] and not set("|<>&;$") & set(command):
        said = cli(*words[2:], cwd=desk)
        return said.code, said.out + said.err
    done = subprocess.run(["sh", "-c", command], cwd=desk, capture_output=True, text=True, env=dict(os.environ))
    return done.returncode, done.stdout + done.stderr


@pytest.mark.long
def test_a_reader_who_types_it_all_gets_what_it_says(desk: Path, cli: Cli) -> None:
    ran = 0
    for chapter in CHAPTERS:
        found = list(blocks(chapter.read_text(encoding="utf-8")))
        for block, after in zip_longest(found, found[1:]):
            place = f"{chapter.name}:{block.line}"
            if block.file:
                write(block, desk)
            if block.kind != "sh":
                continue
            expected = after.text if after is not None and after.kind == "text" and not after.file else None
            answers = ""
            for command in commands(block):
                code, answer = typed(command, desk, cli)
                ran += 1
                answers += answer
                wanted = 1 if expected and "error[" in expected else 0
                assert code == wanted, f"{place}: {command}\n{answer}"
            if expected:
                assert plain(expected) in plain(answers), f"{place}\n{answers}"
    assert ran >= 20
