"""What a person has who installs the wheel: a command that needs no checkout, and makes the very same books."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from pamphleteer import __version__
from tests.conftest import ROOT

WHEEL = f"pamphleteer-{__version__}-py3-none-any.whl"

# Notes each file and folder of the checkout that Python opens; its libraries may be read, since they may stand there.
WATCH = """\
import os, sys
def watch(event, arguments):
    if event in ("open", "os.listdir", "os.scandir") and isinstance(arguments[0], (str, bytes, os.PathLike)):
        path = os.path.abspath(os.fsdecode(arguments[0]))
        if path.startswith({checkout!r}) and not path.startswith({libraries!r}):
            with os.fdopen(os.open({log!r}, os.O_WRONLY | os.O_APPEND | os.O_CREAT), "a") as log:
                log.write(path + "\\n")
sys.addaudithook(watch)
"""


@dataclass(frozen=True)
class Installed:
    """A virtual environment that holds the wheel."""

    folder: Path
    log: Path

    def run(self, *words: object, cwd: Path, command: str = "pamphleteer", fails: bool = False) -> str:
        """The standard output of a command of the environment, run without a word of ours about where Python looks."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV", "COV_"))}
        whole = [str(self.folder / "bin" / command), *map(str, words)]
        done = subprocess.run(whole, cwd=cwd, env=environment, capture_output=True, text=True)
        assert (done.returncode != 0) == fails, done.stdout + done.stderr
        return done.stdout + (done.stderr if fails else "")


def hatch(source: Path, target: str, out: Path) -> None:
    """Build with the backend that pyproject.toml names, without asking the network for it."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(out)]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    hatch(ROOT, "wheel", out)
    return out / WHEEL


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """A fresh environment: the wheel installed by pip; its dependencies, as they are here, behind it on the path."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-index", "--no-deps"]
    done = subprocess.run([*pip, str(wheel)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    libraries = sysconfig.get_path("purelib")
    site = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    log = folder / "opened"
    # A path in such a file is only searched: no checkout that is installed there for editing comes along.
    (site / "dependencies.pth").write_text(f"import watch\n{libraries}\n")
    (site / "watch.py").write_text(WATCH.format(checkout=f"{ROOT}{os.sep}", libraries=sys.prefix, log=str(log)))
    return Installed(folder, log)


def test_the_wheel_holds_what_a_build_needs_and_no_more(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        content = {name: archive.read(name) for name in names}
    assert len(names) == len(set(names))
    assert {name.split("/")[0] for name in names} == {"pamphleteer", f"pamphleteer-{__version__}.dist-info"}
    wanted = {}
    for room, place in (
        ("pamphleteer", "pamphleteer"),
        *((r, f"pamphleteer/_bundled/{r}") for r in ("layouts", "fonts")),
    ):
        for path in (ROOT / room).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc":
                wanted[f"{place}/{path.relative_to(ROOT / room).as_posix()}"] = path.read_bytes()
    assert len([name for name in wanted if name.endswith(".ttf")]) >= 11
    package = {name: data for name, data in content.items() if ".dist-info/" not in name}
    assert package == wanted
    licences = [name for name in names if "/licenses/" in name]
    assert len([name for name in licences if name.endswith("OFL.txt")]) == len(list(ROOT.glob("fonts/*/OFL.txt")))
    assert any(name.endswith("/licenses/LICENSE") for name in licences)


def test_the_source_distribution_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    hatch(ROOT, "sdist", tmp_path)
    with tarfile.open(tmp_path / f"pamphleteer-{__version__}.tar.gz") as archive:
        archive.extractall(tmp_path, filter="data")
    hatch(tmp_path / f"pamphleteer-{__version__}", "wheel", tmp_path / "again")
    assert (tmp_path / "again" / WHEEL).read_bytes() == wheel.read_bytes()


def test_an_installed_pamphleteer_makes_the_same_book_and_reads_no_checkout(
    installed: Installed, tmp_path: Path
) -> None:
    where = installed.run("-c", "import pamphleteer; print(pamphleteer.__file__)", command="python", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(installed.folder)
    said = installed.run("new", "p", cwd=tmp_path)
    assert "next: pamphleteer build p/book.yaml" in said
    said = installed.run("build", "p/book.yaml", "--depfile", "p.d", cwd=tmp_path)
    assert "wrote dist/p.pdf" in said and "wrote dist/p.epub" in said
    assert sorted(path.name for path in (tmp_path / "dist").iterdir()) == ["p.epub", "p.pdf"]

    outputs, inputs = (tmp_path / "p.d").read_text().splitlines()[0].split(": ")
    assert outputs.split() == ["dist/p.pdf", "dist/p.epub"]
    read = [tmp_path / name for name in inputs.split()]
    assert all(path.is_file() for path in read), inputs
    assert all(path.is_relative_to(installed.folder) or path.is_relative_to(tmp_path / "p") for path in read), inputs
    assert {"layout.yaml", "EBGaramond-Regular.ttf", "en.yaml", "book.yaml"} <= {path.name for path in read}

    assert not installed.log.exists(), f"read from the checkout:\n{installed.log.read_text()}"

    command = [sys.executable, str(ROOT / "publish.py"), "build", "p/book.yaml", "-o", "checkout", "-q"]
    subprocess.run(command, cwd=tmp_path, check=True)
    for name in ("p.pdf", "p.epub"):
        assert (tmp_path / "checkout" / name).read_bytes() == (tmp_path / "dist" / name).read_bytes(), name


def test_an_installed_pamphleteer_knows_its_name_and_its_data(installed: Installed, tmp_path: Path) -> None:
    assert "\n  pamphleteer new mine " in installed.run("--help", cwd=tmp_path)
    module = installed.run("-m", "pamphleteer", "--help", command="python", cwd=tmp_path)
    assert module.startswith("usage: python -m pamphleteer ")
    assert installed.run("--version", cwd=tmp_path) == f"Pamphleteer {__version__}\n"
    assert installed.run("explain", "note-uncalled", cwd=tmp_path).startswith("note-uncalled")
    assert "complete -o bashdefault -F" in installed.run("completion", "bash", cwd=tmp_path)
    assert "'pamphlet'?" in installed.run("new", "p", "--layout", "pamphlt", cwd=tmp_path, fails=True)
    assert not installed.log.exists(), f"read from the checkout:\n{installed.log.read_text()}"
