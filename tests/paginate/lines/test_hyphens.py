"""Where words may be broken, and what is spelled otherwise where they are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pamphleteer.paginate.lines.hyphens import Break, Dictionaries, positions

SHY = "\u00ad"
LIMITS = (5, 2, 2)


def broken(word: str, language: str | None, limits: tuple[int, int, int] = LIMITS, **options: bool) -> list[str]:
    dictionaries: Dictionaries = {}
    return ["-".join(at.apart(word)) for at in positions(word, language, limits, dictionaries, **options)]


@pytest.mark.parametrize(
    ("word", "language", "ways"),
    [
        ("constitution", "en-GB", ["con-stitution", "consti-tution", "constitu-tion"]),
        ("Bürgerschaft", "de", ["Bür-gerschaft", "Bürger-schaft"]),
        ("Zucker", "de", ["Zu-cker"]),
        ("glücklich", "de", ["glück-lich"]),
        ("glücklich", "de-1901", ["glück-lich"]),
        ("Stückchen", "de-AT", ["Stück-chen"]),
        ("Unglücks", "de", []),
        ("Zucker", "de-1901", ["Zuk-ker"]),
        ("ZUCKER", "de-DE-1901", ["ZUK-KER"]),
        ("Drucke", "de-CH-1901", ["Druk-ke"]),
        ("Fenster", "de", ["Fens-ter"]),
        ("Fenster", "de-1901", []),
        ("asszonnyal", "hu", ["asz-szonnyal", "asszony-nyal"]),
        ("ASSZONNYAL", "hu", ["ASZ-SZONNYAL", "ASSZONY-NYAL"]),
        ("hosszú", "hu-HU", ["hosz-szú"]),
        ("coŀlegi", "ca", ["col-legi", "coŀle-gi"]),
        ("col·legi", "ca", ["col-legi", "col·le-gi"]),
    ],
)
def test_a_word_is_broken_as_its_language_has_it(word, language, ways):
    assert broken(word, language) == ways


def test_signs_about_a_word_are_not_counted():
    assert broken("(“constitution”),", "en-GB") == [
        "(“con-stitution”),",
        "(“consti-tution”),",
        "(“constitu-tion”),",
    ]
    # Nor is what stands beside it: 'a' has no letter to spare.
    assert broken("a/constitution", "en-GB")[0] == "a/con-stitution"


def test_limits_count_letters_of_the_word_alone():
    assert broken("hyphenation", "en-GB", (5, 2, 2)) == ["hy-phenation", "hyphen-ation", "hyphena-tion"]
    assert broken("hyphenation", "en-GB", (5, 3, 5)) == ["hyphen-ation"]
    assert broken("hyphenation", "en-GB", (12, 2, 2)) == []
    # What is respelled has its letters, too.
    assert broken("Zucker", "de-1901", (5, 2, 4)) == []


@pytest.mark.parametrize("language", [None, "", "tlh", "und"])
def test_nothing_is_known_of_some_languages(language):
    assert broken("constitution", language) == []


def test_soft_hyphens_take_the_place_of_patterns():
    word = f"consti{SHY}tution"
    assert broken(word, "en-GB") == ["consti-tution"]
    assert broken(word, None) == ["consti-tution"]
    assert broken(word, "en-GB", (20, 9, 9), automatic=False) == ["consti-tution"]
    assert broken(f"con{SHY}{SHY}sti{SHY}tution", "en-GB") == ["con-stitution", "consti-tution"]
    # At its ends one has nothing to part.
    assert broken(f"{SHY}constitution{SHY}", "en-GB") == []


def test_patterns_may_be_off():
    assert broken("constitution", "en-GB", automatic=False) == []


def test_what_is_copied_is_what_was_written():
    [plain] = positions(f"ab{SHY}cd", "en", LIMITS, {})
    assert (plain.at, plain.cut, plain.before, plain.after, plain.meant) == (3, 1, "", "", SHY)
    [german] = positions("Zucker", "de-1901", LIMITS, {})
    assert german == Break(3, before="k", cut=1, meant=f"c{SHY}")
    first, second = positions("asszonnyal", "hu", LIMITS, {})
    # Letters that are added stand for none of the copy.
    assert (first, second) == (Break(2, before="z"), Break(6, before="y"))


def test_dictionaries_are_kept():
    dictionaries: Dictionaries = {}
    positions("constitution", "en-GB", LIMITS, dictionaries)
    [kept] = dictionaries.values()
    positions("institution", "en-GB", LIMITS, dictionaries)
    assert list(dictionaries.values()) == [kept]
    positions("institution", "en-GB", (5, 3, 3), dictionaries)
    assert len(dictionaries) == 2


def test_an_accent_stays_with_its_letter():
    word = "constitutio\u0301n"
    assert all(not at.apart(word)[1].startswith("\u0301") for at in positions(word, "en-GB", LIMITS, {}))
    # A letter whose small form has two characters would shift every place after it.
    assert broken("İconstitution", "en-GB") == []


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.sampled_from(f"abceiklmnoprstuzßyéŀ·'’-{SHY}CKSTİ\u0301 1"), max_size=24),
    st.sampled_from(["en-GB", "de", "de-1901", "hu", "ca", "fr", None]),
    st.sampled_from([(5, 2, 2), (6, 3, 3), (0, 1, 1)]),
)
def test_no_letter_is_lost(word, language, limits):
    before = 0
    for at in positions(word, language, limits, {}):
        assert 0 < at.at < len(word) and 0 <= at.cut <= at.at
        assert at.at >= before
        before = at.at
        first, second = at.apart(word)
        assert first and second
        # What the copy has in place of what is set makes up the word.
        copied = word[: at.at - at.cut] + at.meant + word[at.at :]
        assert at.after or copied.replace(SHY, "") == word.replace(SHY, "")
