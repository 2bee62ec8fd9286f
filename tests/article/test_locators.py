"""Locators: what is one, of what kind, and where the text behind it begins."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pamphleteer.article.locators import LABELS, braced, leading


def parted(text: str, language: str = "en-GB") -> tuple[str, str, str] | None:
    found = leading(text, language)
    return (found.label, found.text, text[found.end :]) if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (", p. 3", ("page", "3", "")),
        (" p.3", ("page", "3", "")),
        ("p.\u00a03", ("page", "3", "")),
        (", P. 3", ("page", "3", "")),
        (", pages 3", ("page", "3", "")),
        (", pp. 3-4, 7", ("page", "3–4, 7", "")),
        (", pp. 3--4", ("page", "3–4", "")),
        (", pp. 3 – 4", ("page", "3–4", "")),
        (", p. A-3", ("page", "A-3", "")),
        (", pp. A3-A5", ("page", "A3–A5", "")),
        (", p. 1-2-3", ("page", "1-2-3", "")),
        (", p. 3 for a dissent", ("page", "3", " for a dissent")),
        (", pp. 3, 4 and 5", ("page", "3, 4", " and 5")),
        (", p. 3, I think", ("page", "3", ", I think")),
        (", p. 3.", ("page", "3", ".")),
        (", p. 3: he says", ("page", "3", ": he says")),
        (", p. 3ff., x", ("page", "3ff", "., x")),
        (", p. 3 ff.", ("page", "3", " ff.")),
        (", p. 3.2.1", ("page", "3.2.1", "")),
        (", p. 3(1)(a)", ("page", "3(1)(a)", "")),
        (", p. 591 [84]", ("page", "591 [84]", "")),
        (", pp. [3]-[4]", ("page", "[3]–[4]", "")),
        (", no. 3/4", ("issue", "3/4", "")),
        (", p. XVII and x", ("page", "XVII", " and x")),
        (", pp. iv-x", ("page", "iv–x", "")),
        (", vols. II, IV, and", ("volume", "II, IV", ", and")),
        (", Chapter III", ("chapter", "III", "")),
        (", chap. 3, sec. 2", ("chapter", "3", ", sec. 2")),
        (", chap. 3, p. 5", ("chapter", "3", ", p. 5")),
        (", p. 3, p. 5", ("page", "3", ", p. 5")),
        (", vol. 2, c. 3", ("volume", "2", ", c. 3")),
        (", p. 12, note 3", ("page", "12", ", note 3")),
        (", fol. 12r", ("folio", "12r", "")),
        (", fols. 12r-13v", ("folio", "12r–13v", "")),
        (", §5", ("section", "5", "")),
        (", §§ 5-6", ("section", "5–6", "")),
        (", ¶ 3", ("paragraph", "3", "")),
        (", s.v. 3", ("sub-verbo", "3", "")),
        (", sub verbo 3", ("sub-verbo", "3", "")),
        (", art. 5", ("article-locator", "5", "")),
        (", title 3", ("title-locator", "3", "")),
        (", timestamp 0:12:34", ("timestamp", "0:12:34", "")),
        (", 12", ("page", "12", "")),
        (" 12", ("page", "12", "")),
        (", 3.", ("page", "3", ".")),
        (", 2:34", ("page", "2:34", "")),
        (", 33, 35-37, and nowhere else", ("page", "33, 35–37", ", and nowhere else")),
        (", iv–x", ("page", "iv–x", "")),
        (" iv, for a dissent", ("page", "iv", ", for a dissent")),
    ],
)
def test_a_locator_and_what_follows_it(text: str, expected: tuple[str, str, str]) -> None:
    assert parted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        ",",
        ", for a dissent",
        ", in 1901",
        ", p. (a)",
        ", p 3",
        ", page3",
        ", pages",
        ", s.v. ‘Weir’",
        ", 2nd ed.",
        ", mix, and match",
        ", dix",
        ", I think so",
        ", v. the map",
        ", i.e. 3",
        ", i said",
        ", İ. 3",
        "; p. 3",
        ", passim",
    ],
)
def test_what_is_no_locator(text: str) -> None:
    assert parted(text) is None


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", ", S. 3-4", ("page", "3–4", "")),
        ("de-AT", ", Kap. 3", ("chapter", "3", "")),
        ("de", ", Bd. 2, S. 5", ("volume", "2", ", S. 5")),
        ("de", ", Seiten I-IV", ("page", "I–IV", "")),
        ("fr", ", chap. IV", ("chapter", "IV", "")),
        ("fr", ", nº 5", ("issue", "5", "")),
        ("fr-CA", ", fol. 12r", ("folio", "12r", "")),
        ("it", ", p. 3, cap. 2", ("page", "3", ", cap. 2")),
        ("sv", ", s. 3", ("page", "3", "")),
        ("ru", ", с. 5", ("page", "5", "")),
        ("de", ", chapter 3", ("chapter", "3", "")),
        ("tlh", ", p. 3", ("page", "3", "")),
    ],
)
def test_labels_of_the_language_and_english_ones(language: str, text: str, expected: tuple[str, str, str]) -> None:
    assert parted(text, language) == expected


@pytest.mark.parametrize("label", LABELS)
def test_every_kind_is_known_by_its_name(label: str) -> None:
    word = label.removesuffix("-locator").replace("-", " ")
    # German has its own words, and English ones are known besides.
    assert parted(f", {word} 12", "de") == (label, "12", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("p. 3", ("page", "3")),
        ("pp. 3-4, for a dissent", ("page", "3–4, for a dissent")),
        ("s.v. Weir", ("sub-verbo", "Weir")),
        ("the  map", ("page", "the map")),
        ("ii, A, D", ("page", "ii, A, D")),
        ("p.", ("page", "p.")),
        (" ", ("page", "")),
    ],
)
def test_a_locator_in_braces(text: str, expected: tuple[str, str]) -> None:
    assert braced(text, "en-GB") == expected


_PIECES = st.sampled_from(
    [
        "p. ",
        "pp. ",
        "3",
        "12r",
        "iv",
        "IV",
        "c. ",
        "-",
        "–",
        " – ",
        ", ",
        " ",
        "(",
        ")",
        "[",
        "]",
        ".",
        ":",
        "/",
        "§",
        "x y",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=12).map("".join))
def test_no_letter_is_lost(text: str) -> None:
    found = leading(text, "en-GB")
    if found is None:
        return
    letters = re.sub(r"[\W_]", "", text[: found.end])
    kept = re.sub(r"[\W_]", "", found.text)
    # What is not kept is the label, in front.
    assert kept and letters.endswith(kept) and letters.removesuffix(kept) in ("", "p", "pp", "c")
    assert "  " not in found.text and found.text == found.text.strip()
