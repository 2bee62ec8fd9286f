"""What holds for any text: set text stays as it is, verbatim runs come back, and no text is lost."""

import time
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pamphleteer.typography import Run, set_text

LANGUAGES = tuple("en-GB en fr fr-CH fr-CA de de-CH it es nl pl sv ru el da cs xx".split())

SIGNS = "\"'“”‘’„«»‹›-–—.…,;:!?() \n\t\u00a0\u202f\u2009\u0301\ufffc\u2028°%€§aAsnIé=/["
WORDS = "--|---|...|....|dogs|'em|'90s|'n'|12|5|000|1914|1918|6' 2\"|kg|pp.|z. B.|Mr|A. B.|pages|http://a.b|www.|ab|Ab"
TOKENS = st.sampled_from([*SIGNS, *WORDS.split("|")])
TEXTS = st.lists(TOKENS, max_size=24).map("".join) | st.text(max_size=20)
FOREIGN = st.sampled_from([None, None, None, "fr", "de"])
RUNS = st.lists(st.builds(Run, TEXTS, st.integers(0, 4).map(lambda n: n == 0), FOREIGN), min_size=1, max_size=4)


@settings(max_examples=400, deadline=None)
@given(RUNS, st.sampled_from(LANGUAGES))
@example([Run("« ! »")], "fr")
@example([Run("«  »")], "fr")
@example([Run("http://a.b...")], "en")
@example([Run("«»»")], "fr")
def test_setting_twice_is_setting_once(runs: list[Run], language: str) -> None:
    once = set_text(runs, language)
    again = set_text([replace(run, text=text) for text, run in zip(once, runs, strict=True)], language)
    assert again == once


@settings(max_examples=200, deadline=None)
@given(RUNS, st.sampled_from(LANGUAGES))
def test_verbatim_runs_come_back(runs: list[Run], language: str) -> None:
    done = set_text(runs, language)
    assert len(done) == len(runs)
    assert all(text == run.text for text, run in zip(done, runs, strict=True) if run.verbatim)


@settings(max_examples=200, deadline=None)
@given(RUNS, st.sampled_from(LANGUAGES))
def test_words_and_calls_are_kept_in_their_runs(runs: list[Run], language: str) -> None:
    for text, run in zip(set_text(runs, language), runs, strict=True):
        assert [c for c in text if c.isalnum() or c == "\ufffc"] == [
            c for c in run.text if c.isalnum() or c == "\ufffc"
        ]


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES))
def test_no_straight_mark_is_left(text: str, language: str) -> None:
    if "://" in text or "www." in text.lower():
        return
    assert not set("\"'") & set(set_text([Run(text)], language)[0])


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.integers(0, 30), st.sampled_from(LANGUAGES))
def test_inline_markup_does_not_change_what_a_mark_means(text: str, cut: int, language: str) -> None:
    if set("-.:w") & set(text):  # dashes, the ellipsis and addresses do not reach across markup
        return
    whole = set_text([Run(text)], language)
    assert "".join(set_text([Run(text[:cut]), Run(text[cut:])], language)) == whole[0]


@pytest.mark.parametrize(
    "unit", ['"', "'", " ", "\ufffc", '"\ufffc', "! \ufffc", "‘", "‘”", "- ", "1-", "10 000 ", "A. ", "www."]
)
@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_time_grows_with_the_text_only(unit: str, language: str) -> None:
    start = time.process_time()
    set_text([Run("a" + unit * 20_000 + "!")], language)
    # Linear work takes about a twentieth of a second; quadratic work, minutes.
    assert time.process_time() - start < 5
