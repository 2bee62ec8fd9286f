"""The benchmarks say what they have measured, in a checkout that is not installed."""

from __future__ import annotations

from benchmarks.__main__ import _head
from pamphleteer import __version__


def test_the_results_name_the_versions_and_the_command() -> None:
    head = "\n".join(_head(["--pairs", "1"]))
    assert f"pamphleteer {__version__}" in head and "weasyprint" in head and "--pairs 1" in head
