"""Ace by DAISY finds nothing to stumble over, in the handbook and in books of every construct."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conformance.epubcheck import EpubCheck, failures
from tests.conftest import ROOT, Said, needs

pytestmark = pytest.mark.long

ACE = Path(__file__).parent / "ace" / "node_modules" / "@daisy" / "ace-cli" / "bin" / "ace.js"


def chromium() -> str | None:
    """The browser that Ace is to drive."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("PUPPETEER_EXECUTABLE_PATH") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="module")
def browser() -> str:
    """Skip where Ace cannot run, and say what is missing."""
    found = chromium()
    needs("ace", bool(shutil.which("node")), "node is not installed (Debian: nodejs)")
    needs("ace", ACE.is_file(), "Ace is not installed (make tools)")
    needs("ace", bool(found), "no browser is installed (Debian: chromium)")
    return str(found)


@pytest.fixture
def findings(browser: str, tmp_path: Path) -> Callable[[Path], list[str]]:
    """What Ace finds in an EPUB, a line each."""

    def ask(epub: Path) -> list[str]:
        home = tmp_path / "home"
        home.mkdir(exist_ok=True)
        # Ace keeps settings and a log in the home; a browser on a busy machine may need more than its five seconds.
        own = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_STATE_HOME": str(home)}
        waits = {"PUPPETEER_EXECUTABLE_PATH": browser, "ACE_TIMEOUT_INITIAL": "60000"}
        command = ["node", str(ACE), "--silent", "--force", "--outdir", str(tmp_path / "ace"), str(epub)]
        done = subprocess.run(command, env=os.environ | own | waits, capture_output=True, text=True, timeout=240)
        assert done.returncode == 0, done.stdout + done.stderr
        report = json.loads((tmp_path / "ace" / "report.json").read_text(encoding="utf-8"))
        found = [
            f"{document['earl:testSubject']['url']}: {finding['earl:test'].get('earl:impact')}: "
            f"{finding['earl:test']['dct:title']}: {finding['earl:result']['dct:description'].splitlines()[0]}"
            for document in report["assertions"]
            for finding in document["assertions"]
        ]
        # Each document is named, whether it fails or not: an Ace that read none of them would find nothing, too.
        assert len(report["assertions"]) >= 3
        assert (report["earl:result"]["earl:outcome"] == "pass") == (not found)
        return sorted(set(found))

    return ask


@pytest.mark.parametrize("name", ["book", "parts", "endnotes"])
def test_ace_finds_nothing_in_books_of_every_construct(
    name: str, findings: Callable[[Path], list[str]], constructs: dict[str, Path]
) -> None:
    found = findings(constructs[name].with_suffix(".epub"))
    assert found == [], "\n".join(found)


def test_ace_finds_nothing_in_notes_of_every_kind_at_the_end_of_chapters(
    findings: Callable[[Path], list[str]], cli: Callable[..., Said], tmp_path: Path
) -> None:
    asked = ("--set", "citations.notes=chapter-endnotes", "--format", "epub", "--strict")
    said = cli("build", ROOT / "tests" / "constructs" / "book.yaml", "-o", tmp_path, *asked)
    assert said.code == 0, said.err
    epub = next(tmp_path.glob("*.epub"))
    assert failures(EpubCheck.shared().check(epub)) == []
    found = findings(epub)
    assert found == [], "\n".join(found)


def test_ace_finds_nothing_in_the_handbook(findings: Callable[[Path], list[str]], handbook: Path) -> None:
    found = findings(handbook.with_suffix(".epub"))
    assert found == [], "\n".join(found)


def test_ace_finds_what_is_wrong(
    findings: Callable[[Path], list[str]], cli: Callable[..., Said], book: Callable[..., Path], tmp_path: Path
) -> None:
    folder = book({"locks.md": "---\ntitle: The lock\n---\n\nIt leaks.\n"})
    said = cli("build", folder / "book.yaml", "-o", tmp_path, "--format", "epub", "-q")
    assert said.code == 0, said.err
    whole, spoilt = next(tmp_path.glob("*.epub")), tmp_path / "spoilt"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(spoilt, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename.endswith("locks.xhtml"):
                data = data.replace(b"It leaks.", b'<a href="#nowhere"></a>')
            target.writestr(entry, data)
    assert any(finding.startswith("locks.xhtml: serious: link-name") for finding in findings(spoilt))
