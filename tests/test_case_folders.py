"""A folder for each diagnostic: the smallest input that brings it about, and all that a person then reads."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pamphleteer import shelf
from pamphleteer.build import manuscript
from pamphleteer.diagnostics.explanations import explanations
from tests.conftest import ROOT, Said

CASES = ROOT / "tests" / "cases"
FOLDERS = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())

# What git cannot keep, and a case may need: a folder in the way, a pipe, a file of many bytes, a forbidden one.
TOOLS = ("mkdir", "mkfifo", "truncate", "chmod", "ln", "cp")

# What no book can bring about, since the stages before make sure of it; the room's own tests show each.
GUARDS = {
    "epub-document-malformed": "templates whose output is no XHTML are refused when they are rendered",
    "epub-name-taken": "documents, pictures and fonts are given names of their own",
    "epub-name-unfit": "documents, pictures and fonts are given plain names",
    "epub-character-forbidden": "such characters are refused where the manifest and the articles are read",
    "typesetter-changed": "it is told of another version of WeasyPrint than the one that is installed",
    "typesetter-unfit": "it is told of another version of WeasyPrint than the one that is installed",
}

_VARIABLE = re.compile(r"[A-Z_]+=")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def transcript(
    commands: list[str], folder: Path, cli: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> tuple[str, set[str]]:
    """Run commands in a folder as a person would; returns all that is seen, and the codes among it."""
    seen: list[str] = []
    codes: set[str] = set()
    for line in commands:
        words = shlex.split(line)
        if words[0] in TOOLS:
            subprocess.run(words, cwd=folder, check=True)
            seen.append(f"$ {line}\n")
            continue
        with monkeypatch.context() as patch:
            while _VARIABLE.match(words[0]):
                patch.setenv(*words.pop(0).split("=", 1))
            assert words[0] == "publish.py", f"a case may not run {words[0]}"
            said = cli(*words[1:], cwd=folder)
        assert "Traceback" not in said.err
        codes |= set(said.codes)
        seen.append(f"$ {line}\n{said.err}{said.out}exit {said.code}\n")
    text = "".join(seen).replace(str(CASES), "CASES").replace(str(ROOT), "PAMPHLETEER").replace(str(folder), "HERE")
    return _UUID.sub("UUID", text), codes


def use_bundled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let layouts or fonts of a case stand in for those that come with Pamphleteer."""

    def instead(name: str, bundled: Callable[[str], Path] = shelf.bundled) -> Path:
        return folder / name if (folder / name).is_dir() else bundled(name)

    for module in (shelf, manuscript):
        monkeypatch.setattr(module, "bundled", instead)


@pytest.mark.parametrize("name", FOLDERS)
def test_a_case_says_what_is_expected(
    name: str, tmp_path: Path, cli: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, update_golden: bool
) -> None:
    case = CASES / name
    folder = tmp_path / "in"
    if (case / "in").is_dir():
        shutil.copytree(case / "in", folder)
    else:
        folder.mkdir()
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if (case / "bundled").is_dir():
        use_bundled(case / "bundled", monkeypatch)
    script = case / "commands.txt"
    commands = script.read_text(encoding="utf-8").splitlines() if script.is_file() else ["publish.py check book.yaml"]
    seen, codes = transcript(commands, folder, cli, monkeypatch)
    assert name.split(".")[0] in codes, seen
    expected = case / "expected.txt"
    if update_golden:
        expected.write_text(seen, encoding="utf-8")
    assert seen == expected.read_text(encoding="utf-8")


def test_what_no_book_can_bring_about_is_shown_by_its_room() -> None:
    rooms = [path for room in ("epub", "paginate") for path in (ROOT / "tests" / room).glob("test_*.py")]
    tests = "\n".join(path.read_text(encoding="utf-8") for path in rooms)
    assert [code for code in GUARDS if f'"{code}"' not in tests] == []


def test_every_code_has_a_case_and_every_case_a_code() -> None:
    shown = {name.split(".")[0] for name in FOLDERS}
    assert set(explanations()) - shown == set(GUARDS), "codes without a folder in tests/cases"
    assert shown - set(explanations()) == set(), "folders of no code"
