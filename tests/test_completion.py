"""The scripts for shells are run in the shells: what is offered after the words typed so far."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pamphleteer.diagnostics.explanations import explanations
from pamphleteer.shelf import layouts
from tests.conftest import Said, needs
from tests.test_documents import VERBS

Cli = Callable[..., Said]


@pytest.fixture
def offered(cli: Cli, tmp_path: Path) -> Callable[..., list[str]]:
    """What a shell offers after ``pamphleteer`` and words, the last of which is not ended."""

    def ask(shell: str, *typed: str) -> list[str]:
        needs(shell, bool(shutil.which(shell)), f"{shell} is not installed")
        said = cli("completion", shell)
        assert said.code == 0 and not said.err
        script = tmp_path / f"script.{shell}"
        script.write_text(said.out)
        if shell == "bash":
            # As the shell does it after a press of the tabulator key.
            asked = f"""source {script}
                COMP_WORDS=(pamphleteer "$@"); COMP_CWORD=$#; COMP_LINE="pamphleteer $*"; COMP_POINT=${{#COMP_LINE}}
                name=$(complete -p pamphleteer | sed 's/.*-F \\([^ ]*\\).*/\\1/')
                "$name" pamphleteer "${{@: -1}}" "${{@: -2:1}}"
                printf '%s\\n' "${{COMPREPLY[@]}}" """
            command = ["bash", "--norc", "-c", asked, "bash", *typed]
        else:
            command = ["fish", "--no-config", "-c", f"source {script}; complete -C 'pamphleteer {' '.join(typed)}'"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0 and not done.stderr, done.stderr
        return sorted({line.split("\t")[0].strip() for line in done.stdout.splitlines() if line.strip()})

    return ask


@pytest.mark.parametrize("shell", ["bash", "fish"])
def test_verbs_options_layouts_and_codes_are_offered(shell: str, offered: Callable[..., list[str]]) -> None:
    assert set(offered(shell, "")) >= set(VERBS)
    assert offered(shell, "expl") == ["explain"]
    assert set(offered(shell, "build", "--")) >= {"--format", "--set", "--strict", "--depfile"}
    assert offered(shell, "build", "--format", "") == ["epub", "pdf", "pdf-screen"]
    assert offered(shell, "new", "--layout", "") == layouts()
    assert set(offered(shell, "explain", "")) >= set(explanations())
    assert offered(shell, "explain", "note-unc") == ["note-uncalled"]


@pytest.mark.parametrize("shell", ["bash", "fish"])
def test_files_are_offered_where_one_is_asked_for(
    shell: str, offered: Callable[..., list[str]], tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "my.yaml").touch()
    assert "my.yaml" in offered(shell, "check", "my")
    folders = [name.rstrip("/") for name in offered(shell, "build", "-o", "m")]
    assert "mine" in folders and "my.yaml" not in folders


def test_the_script_for_zsh_is_read_by_zsh(cli: Cli, tmp_path: Path) -> None:
    said = cli("completion", "zsh")
    assert said.code == 0 and said.out.startswith("#compdef pamphleteer\n")
    assert all(f"\n    {verb}:'" in said.out for verb in VERBS)
    needs("zsh", bool(shutil.which("zsh")), "zsh is not installed")
    (tmp_path / "_pamphleteer").write_text(said.out)
    done = subprocess.run(["zsh", "-n", tmp_path / "_pamphleteer"], capture_output=True, text=True)
    assert done.returncode == 0 and not done.stderr, done.stderr


def test_other_shells_are_wrong_usage(cli: Cli) -> None:
    assert cli("completion", "csh").code == 2
    assert cli("completion").code == 2
