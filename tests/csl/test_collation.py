"""Sources in the order of a language's alphabet."""

from __future__ import annotations

import pytest

from pamphleteer.csl.collation import Collator


def ordered(language: str | None, *texts: str) -> list[str]:
    return sorted(texts, key=Collator(language).key)


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("en", ["Aaa", "ABC", "Ádám", "Zulu"]),
        ("da-DK", ["Zeuthen", "Ærø", "Ørsted", "Ålborg"]),
        ("sv", ["Zorn", "Åberg", "Öman"]),
        ("de", ["Öhm", "Olm", "Ostler"]),
        ("cs", ["Hora", "Chalupa", "Ivan"]),
        ("es", ["Nube", "Ñandú", "Oca"]),
        ("qqq", ["Alpha", "Beta"]),
        ("no tag at all", ["Alpha", "Beta"]),
        (None, ["Alpha", "Beta"]),
    ],
)
def test_each_language_has_its_order(language: str | None, order: list[str]) -> None:
    assert ordered(language, *reversed(order)) == order


def test_words_go_before_longer_words() -> None:
    assert ordered("da", "Ab Dahl", "“A for alt”", "A Hansen") == ["“A for alt”", "A Hansen", "Ab Dahl"]
    assert ordered("en", "Dalebout", "Dale") == ["Dale", "Dalebout"]


def test_punctuation_does_not_count() -> None:
    assert ordered("en", "Plain 'words' C", "“Plain words B”", "Plain, words A") == [
        "Plain, words A",
        "“Plain words B”",
        "Plain 'words' C",
    ]
    key = Collator("en").key
    assert key("[F]linders") == key("Flinders")
    assert key("O’Neill") == key("O'Neill") == key("ONeill")
    assert key("One – two") == key("One two")


def test_what_is_equal_is_left_to_the_next_key() -> None:
    key = Collator("en").key
    assert key("Muller") == key("MÜLLER")
    assert Collator("sv").key("Aberg") != Collator("sv").key("Åberg")


def test_numbers_go_by_value() -> None:
    assert ordered("en", "Volume 10", "Volume 9") == ["Volume 9", "Volume 10"]
