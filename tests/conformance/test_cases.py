"""Small books drawn from public complaints about other tools: those of the parts that are built must come out right."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

BUILT = ("pamphlet",)
"""Parts of the work whose cases are due. The list only grows."""


@pytest.mark.long
@pytest.mark.usefixtures("has_poppler")
def test_every_case_that_is_due_comes_out_right(shared: Path) -> None:
    parts = [argument for part in BUILT for argument in ("--part", part)]
    publish = f"{shlex.quote(sys.executable)} {shlex.quote(str(ROOT / 'publish.py'))}"
    command = [sys.executable, str(shared / "cases" / "run.py"), "--publish", publish, *parts]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"})
    assert done.returncode == 0, done.stdout
    assert " passed, 0 failed" in done.stdout
