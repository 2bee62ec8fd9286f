from importlib import resources

import pytest

from pamphleteer.typography import Run, fallbacks, set_text
from pamphleteer.typography.language import language_of

TAGS = sorted(
    f.name.removesuffix(".yaml")
    for f in resources.files("pamphleteer.typography").iterdir()
    if f.name.endswith(".yaml") and f.name != "und.yaml"
)


@pytest.mark.parametrize("tag", TAGS)
def test_each_languages_data_are_sound(tag: str) -> None:
    language = language_of(tag)
    pairs = (language.double, language.single)
    assert all(len(pair) == 2 and all(len(mark) == 1 for mark in pair) for pair in pairs)
    assert language.double != language.single
    words = (*language.numbered, *language.titles, *language.abbreviations, *language.counted, *language.units)
    assert len(set(words)) == len(words), "a word is listed twice"
    assert all(word == word.strip() != "" for word in words)
    assert all(" " in abbreviation for abbreviation in language.abbreviations)
    assert set(language.inserted) <= set(language.high)


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [
        ("en", ("en",)),
        ("EN-gb", ("en-GB", "en")),
        ("de-Latn-CH-1996", ("de-CH", "de")),
        ("es-419", ("es-419", "es")),
        ("sr-Latn", ("sr",)),
        ("no", ("nb",)),
        ("../fr", ()),
        ("en_GB", ()),
        ("", ()),
    ],
)
def test_data_are_looked_for_by_region_then_language(tag: str, wanted: tuple[str, ...]) -> None:
    assert fallbacks(tag) == wanted


def test_words_of_another_language_are_set_by_its_rules_and_count_as_a_word() -> None:
    runs = [
        Run('He said "'),
        Run('"oui"?', language="fr"),
        Run(" non", language="fr"),
        Run('" -- "'),
        Run("ja", language="de"),
    ]
    done = set_text([*runs, Run('".')], "en")
    assert done == ("He said “", "«\u00a0oui\u00a0»\u202f?", " non", "”\u00a0– “", "ja", "”.")
