"""The official suite of the Citation Style Language: what has passed once passes for good; and the script itself."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conformance import csl_suite
from tests.conftest import ROOT

PASSES = Path(__file__).with_name("csl_passes.txt")
"""The names of those that pass, one a line. The list only grows."""


@pytest.mark.long
def test_what_is_listed_passes_and_what_passes_is_listed(shared: Path) -> None:
    listed = PASSES.read_text(encoding="utf-8").split()
    outcomes = csl_suite.run_all(csl_suite.read(shared / "suites" / "csl" / "fixtures.json"))
    passed = {outcome.name for outcome in outcomes if outcome.passes}
    assert listed == sorted(set(listed))
    assert [name for name in listed if name not in passed] == [], "these passed before"
    assert sorted(passed - set(listed)) == [], f"these pass now: add them to {PASSES.name}"


STYLE = """\
<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
  <info><title>T</title><id>t</id><updated>2020-01-01T00:00:00+00:00</updated></info>
  <citation><layout delimiter="; "><text variable="title"/></layout></citation>
</style>
"""
FIXTURE = {
    "NAME": "own_Titles",
    "MODE": "citation",
    "CSL": STYLE,
    "INPUT": [{"id": "a", "type": "book", "title": "A & B"}, {"id": 2, "type": "book", "title": "C"}],
    "RESULT": "A &amp; B; C",
}


def test_the_script_counts_what_it_cannot_run_as_failed(tmp_path: Path) -> None:
    fixtures = [FIXTURE, {"NAME": "own_Empty"}, ["no fixture"], {**FIXTURE, "NAME": "own_Broken", "CSL": "<style"}]
    path = tmp_path / "fixtures.json"
    path.write_text(json.dumps(fixtures), encoding="utf-8")
    script = ROOT / "tests" / "conformance" / "csl_suite.py"
    done = subprocess.run([sys.executable, str(script), str(path)], capture_output=True, text=True, cwd=tmp_path)
    assert done.stderr == ""
    assert done.stdout.splitlines() == ["1 of 4 pass", "own_Empty", "fixture 3", "own_Broken"]


def test_a_fixture_that_takes_too_long_or_digs_too_deep_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def patient(_: object) -> str:
        try:
            time.sleep(5)
        except Exception:
            return "caught"
        return "done"

    monkeypatch.setattr(csl_suite, "result", patient)
    late = csl_suite.run("late", {"RESULT": "done"}, seconds=0.05)
    assert not late.passes and "Overtime" in late.trace
    monkeypatch.setattr(csl_suite, "result", lambda fixture: csl_suite.result(fixture))
    deep = csl_suite.run("deep", {"RESULT": ""})
    assert not deep.passes and "RecursionError" in deep.trace


@pytest.mark.parametrize(
    ("expected", "got", "same"),
    [
        ("A &#38; B", " A &amp; B\n", True),
        ("&#60;b&#62;", "<b>", False),
        ("a&#160;b", "a\u00a0b", True),
        ("..[0] A\n>>[1] B", ">>[0] A\n..[1] B", True),
        (">>[1] B", "..[0] A\n..[1] B", True),
        (">>[1] B", "..[0] B\n..[1] A", False),
        (">>[2] C", "..[0] A\n..[1] B", False),
        ("[1] A", "[1] B", False),
    ],
)
def test_what_counts_as_the_same(expected: str, got: str, same: bool) -> None:
    assert csl_suite.same(expected, got) is same


def test_citations_stand_as_the_last_step_leaves_them() -> None:
    def cited(name: str, key: str, note: int) -> dict[str, object]:
        return {"citationID": name, "citationItems": [{"id": key}], "properties": {"noteIndex": note}}

    steps = [
        [cited("one", "a", 1), [], []],
        [cited("gone", "b", 2), [["one", 1]], []],
        [cited("two", "c", 1), [], [["one", 2]]],
        [cited("two", "d", 1), [], [["one", 2]]],
    ]
    assert csl_suite.settled(steps) == [([{"id": "d"}], 1, ""), ([{"id": "a"}], 2, "")]


def test_without_a_position_of_its_own_a_repeated_cite_is_a_first_mention() -> None:
    made = csl_suite.first_unless_said([{"id": 1}, {"id": 2}, {"id": 1, "position": 2}])
    assert [cite.get("position") for cite in made] == ["first", None, "ibid"]
