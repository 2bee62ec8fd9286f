"""Fields and affixes as tokens: markup, quotation marks, apostrophes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamphleteer.csl.richtext import Close, Inner, Open, Quote, Token, apostrophes, parse, plain


def shown(tokens: tuple[Token, ...]) -> str:
    """Tokens as a line: ``[italic`` … ``italic]`` for markup, ``{`` … ``}`` for quotation marks."""
    written = []
    for token in tokens:
        if isinstance(token, Open):
            written.append(f"[{token.kind} ")
        elif isinstance(token, Close):
            written.append(f" {token.kind}]")
        elif isinstance(token, Quote):
            written.append("{" if token.opens else "}")
        else:
            written.append(token)
    return "".join(written)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("Water", "Water"),
        ("the <i>Larix</i> genus", "the [italic Larix italic] genus"),
        ("<b><i>x</i></b>", "[bold [italic x italic] bold]"),
        ("H<sub>2</sub>O and E=mc<sup>2</sup>", "H[sub 2 sub]O and E=mc[sup 2 sup]"),
        ("<sc>x</sc>", "[small-caps x small-caps]"),
        ('<span style="font-variant:small-caps;">x</span>', "[small-caps x small-caps]"),
        ('<span class="nocase">iPad</span>', "[nocase iPad nocase]"),
        # What is no markup of CSL-JSON, or has no partner, is text.
        ("a < b and b > c", "a < b and b > c"),
        ("<i>open", "<i>open"),
        ("close</i>", "close</i>"),
        ("<i>a<b>c</i>d</b>", "[italic a<b>c italic]d</b>"),
        ("<em>x</em>", "<em>x</em>"),
        ('<i class="a">x</i>', '<i class="a">x</i>'),
        ('<span class="other">x</span>', '<span class="other">x</span>'),
    ],
)
def test_markup(text: str, expected: str) -> None:
    assert shown(parse(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('The "wet" and the dry', "The {wet} and the dry"),
        ("The 'wet' and the dry", "The {wet} and the dry"),
        ("“Wet” or ‘dry’", "{Wet} or {dry}"),
        ('("wet")', "({wet})"),
        ("\"A 'b' c\"", "{A {b} c}"),
        ('"Wet," she said', "{Wet,} she said"),
        ("O'Brien's boat", "O’Brien’s boat"),
        ("l'eau d'été", "l’eau d’été"),
        ("the boatmen's strike", "the boatmen’s strike"),
        ("'Tis the wet season", "’Tis the wet season"),
        ("rock 'n' roll", "rock {n} roll"),
        ('a 5" pipe', 'a 5" pipe'),
        ('"lost', '"lost'),
        ('<i>"Wet"</i>', "[italic {Wet} italic]"),
        ("«\u00a0Wet\u00a0»", "«\u00a0Wet\u00a0»"),
        ("« Wet »", "«\u202fWet\u202f»"),
    ],
)
def test_quotation_marks(text: str, expected: str) -> None:
    assert shown(parse(text)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("à l'adresse", "à l’adresse"),
        ("soutenue à l'", "soutenue à l’"),
        ("d'", "d’"),
        # A sign that may be a quotation mark stays one.
        ("'", "'"),
        ("', ", "', "),
        (", '", ", '"),
        ("'x'", "'x'"),
    ],
)
def test_apostrophes_of_a_style(words: str, expected: str) -> None:
    assert apostrophes(words) == expected


def test_all_strings_of_a_field_but_the_first_go_on_with_it() -> None:
    strings = [token for token in parse("a <i>b</i> c") if isinstance(token, str)]
    assert [isinstance(token, Inner) for token in strings] == [False, True, True]


_PIECES = st.sampled_from(
    ("a", "B", " ", "'", '"', "“", "”", "‘", "’", "<i>", "</i>", "<b>", "</b>", "<", ">", ".", "-")
)


@given(st.lists(_PIECES, max_size=20).map("".join))
def test_no_letter_is_lost_and_what_opens_closes(text: str) -> None:
    tokens = parse(text)
    assert re.sub(r"[^aB.-]", "", plain(tokens)) == re.sub(r"[^aB.-]", "", re.sub(r"</?b>", "", text))
    depth = [(isinstance(t, Open)) - (isinstance(t, Close)) for t in tokens]
    assert sum(depth) == 0 and all(sum(depth[:at]) >= 0 for at in range(len(depth)))
    quotes = [1 if t.opens else -1 for t in tokens if isinstance(t, Quote)]
    assert sum(quotes) == 0 and all(sum(quotes[:at]) >= 0 for at in range(len(quotes)))
