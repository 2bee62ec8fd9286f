"""Tables of sentences as typed and as set: ``cases/*.txt``."""

import re
from pathlib import Path

import pytest

from pamphleteer.typography import Run, set_text

CASES = Path(__file__).parent / "cases"
SIGNS = str.maketrans({"⎵": "\u00a0", "⍽": "\u202f", "⏎": "\n", "▯": "\ufffc"})
NAMES = {ord(sign): name for name, sign in ((" NBSP ", "\u00a0"), (" NNBSP ", "\u202f"))}
PIECES = re.compile(r"⟦(?P<verbatim>.*?)⟧|(?P<text>[^⟦¦]+)")


def read_cases() -> list[tuple[str, str, str, str]]:
    lines = [
        (f"{path.stem}:{number}", *line.split(" | "))
        for path in sorted(CASES.glob("*.txt"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if line and not line.startswith("#")
    ]
    return [(where, language, typed, done) for where, language, typed, done in lines]


def read_runs(text: str) -> list[Run]:
    text = text.translate(SIGNS).replace("\\u0301", "\u0301")
    return [
        Run(found["text"]) if found["text"] is not None else Run(found["verbatim"], verbatim=True)
        for found in PIECES.finditer(text)
    ]


@pytest.mark.parametrize(("language", "typed", "done"), [pytest.param(*c, id=w) for w, *c in read_cases()])
def test_text_is_set(language: str, typed: str, done: str) -> None:
    given = set_text(read_runs(typed), language)
    wanted = tuple(run.text for run in read_runs(done))
    assert [text.translate(NAMES) for text in given] == [text.translate(NAMES) for text in wanted]


def test_no_runs_give_no_text() -> None:
    assert set_text([], "en") == ()
    assert set_text([Run(""), Run("", verbatim=True)], "fr") == ("", "")
