"""Documents are run: the README's commands, each verb's help, the handbook."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from pamphleteer.diagnostics.explanations import explanations
from tests.conftest import ROOT, Said

Cli = Callable[..., Said]
VERBS = ("new", "import", "check", "build", "clean", "schema", "explain", "styles", "completion")
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "docs/architecture.md", "CHANGELOG.md")
COPY = """\
A heading for the copy

The river had risen before, and the town had grown used to it. (The Flood, River News, 3 May 1921)
"""


def commands(document: str) -> list[str]:
    """The lines of a document's shell blocks, without their comments."""
    text = (ROOT / document).read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.S)
    return [line.split("  #")[0].strip() for block in blocks for line in block.splitlines() if line.strip()]


@pytest.mark.long
def test_the_readmes_commands_run(tmp_path: Path) -> None:
    ran = [c for c in commands("README.md") if not c.startswith("make ")]
    assert len(ran) == 7
    (tmp_path / "copy.txt").write_text(COPY)
    for command in ran:
        whole = command.replace(
            ".venv/bin/python publish.py", f"{shlex.quote(sys.executable)} {shlex.quote(str(ROOT / 'publish.py'))}"
        )
        done = subprocess.run(["sh", "-c", whole], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    assert (tmp_path / "out" / "mine.pdf").exists() and (tmp_path / "out" / "mine.epub").exists()
    assert "[@" in (tmp_path / "mine" / "articles" / "copy.md").read_text()


def test_make_has_the_targets_that_documents_name() -> None:
    makefile = (ROOT / "Makefile").read_text()
    named = {m for d in DOCUMENTS for c in commands(d) for m in re.findall(r"^make (\w+)", c)}
    assert named >= {"book", "test", "setup", "check"}
    for target in named:
        assert re.search(rf"^{target}:", makefile, re.M), target


def test_the_ci_calls_what_the_readme_calls() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    assert "make book" in script and "make test" in script


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_in_documents_lead_somewhere(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert ((ROOT / document).parent / target).exists(), target


@pytest.mark.parametrize("verb", [None, *VERBS])
def test_help_has_an_example(cli: Cli, verb: str | None) -> None:
    said = cli(*([verb] if verb else []), "--help")
    assert said.code == 0
    assert re.search(rf"examples?:\n  publish\.py {verb or ''}", said.out)
    if verb is None:
        assert all(re.search(rf"^    {v}\b", said.out, re.M) for v in VERBS)


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["schema"], ["explain", "text-clipped"]])
def test_help_schema_and_explain_load_nothing_heavy(arguments: list[str]) -> None:
    script = (
        "import sys; from pamphleteer.cli import main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\n"
        "heavy = {'weasyprint', 'ebooklib', 'PIL', 'fontTools', 'lxml', 'babel'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True)


def test_explain(cli: Cli) -> None:
    for code in explanations():
        said = cli("explain", code)
        assert said.code == 0 and said.out.startswith(code)
    said = cli("explain", "text-cliped")
    assert said.code == 2 and "did you mean 'text-clipped'?" in said.err
    assert all(code in cli("explain").out for code in explanations())


def test_wrong_usage_is_2(cli: Cli) -> None:
    assert cli("biuld").code == 2
    assert cli("build", "--format", "mobi").code == 2
    assert cli("build", "--jobs", "0").code == 2
    assert cli().code == 2
    assert cli("build", "--set", "trim").code == 2


def test_new_makes_what_builds_at_once(cli: Cli, tmp_path: Path) -> None:
    assert cli("new", "a-first-book", cwd=tmp_path).code == 0
    manifest = (tmp_path / "a-first-book" / "book.yaml").read_text()
    assert 'title: "A first book"' in manifest
    chapters = manifest.split("chapters:\n")[1]
    assert all(line.startswith("  - ") for line in chapters.splitlines())
    assert not (tmp_path / "a-first-book" / "articles" / "article.md").exists()
    said = cli("build", "a-first-book/book.yaml", "-o", "out", "--strict", cwd=tmp_path)
    assert said.code == 0, said.err
    said = cli("new", "a-first-book", cwd=tmp_path)
    assert said.code == 1 and said.codes == ["new-exists"]


@pytest.mark.parametrize("title", ["", " ", "a\nb"])
def test_new_refuses_a_title_that_says_nothing(cli: Cli, tmp_path: Path, title: str) -> None:
    said = cli("new", "mine", "--title", title, cwd=tmp_path)
    assert said.code == 2 and said.codes == ["usage"] and "the title" in said.err
    assert not list(tmp_path.iterdir())


def test_new_takes_a_layout(cli: Cli, tmp_path: Path) -> None:
    assert cli("new", "mine", "--layout", "base", "--title", '@LAYOUT@: it\'s "so"', cwd=tmp_path).code == 0
    manifest = yaml.safe_load((tmp_path / "mine" / "book.yaml").read_text())
    assert (manifest["layout"], manifest["title"]) == ("base", '@LAYOUT@: it\'s "so"')
    said = cli("new", "yours", "--layout", "pamphlt", cwd=tmp_path)
    assert said.code == 1 and said.codes == ["layout-unknown"] and "did you mean 'pamphlet'?" in said.err
    assert not (tmp_path / "yours").exists()


def test_import_never_overwrites_without_force(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_text(COPY)
    assert cli("import", "copy.txt", "-o", "deep/articles", cwd=tmp_path).code == 0
    article = tmp_path / "deep" / "articles" / "copy.md"
    article.write_text("mine")
    said = cli("import", "copy.txt", "-o", "deep/articles", cwd=tmp_path)
    assert said.code == 1 and said.codes == ["import-exists"]
    assert article.read_text() == "mine"
    assert cli("import", "copy.txt", "-o", "deep/articles", "--force", cwd=tmp_path).code == 0
    assert article.read_text() != "mine"


def test_import_as_json_writes_nothing(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_text(COPY)
    said = cli("import", "copy.txt", "--format", "json", cwd=tmp_path)
    assert said.code == 0 and said.out.startswith("{")
    assert [p.name for p in tmp_path.iterdir()] == ["copy.txt"]


@pytest.mark.parametrize(
    ("name", "data"), [("a.txt", b"\xff\xfe\x00"), ("a.txt", b""), ("a.docx", b"PK"), ("b.txt", None)]
)
def test_import_of_what_is_no_copy(cli: Cli, tmp_path: Path, name: str, data: bytes | None) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    said = cli("import", name, cwd=tmp_path)
    assert said.code == 1 and "error[" in said.err and "Traceback" not in said.err
