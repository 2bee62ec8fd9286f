"""TeX of BibTeX's fields as CSL's rich text."""

from __future__ import annotations

import time

import pytest

from pamphleteer.references import tex


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"{\"o}sterreich, M{\"u}ller, \'Emile, Poincar\'{e}", "österreich, Müller, Émile, Poincaré"),
        (r"\'\i n, na{\"\i}ve, \v{C}ech, \c cedille, \H{o}, \k{a}, \r{a}", "ín, naïve, Čech, çedille, ő, ą, å"),
        (r"Stra{\ss}e, \ss{} \aa{} {\O}re {\L}\'od\'z \ae{}on", "Straße, ß å Øre Łódź æon"),
        (r"50\% of R\&D, \$5, a\_b, \#1, \{x\}", "50% of R&D, $5, a_b, #1, {x}"),
        ("100% sure, a_b, c^d", "100% sure, a_b, c^d"),
        ("1--9, so --- yes, pre-war", "1–9, so — yes, pre-war"),
        ("``Quoted'' and `single' and it's", "“Quoted” and ‘single’ and it’s"),
        ("?`Que? !`No!", "¿Que? ¡No!"),
        (r"\enquote{a \enquote{b} c}", "“a ‘b’ c”"),
        (
            r"\emph{Ark} and \textit{Ark} and {\em The Ark} and {\itshape Ark}",
            "<i>Ark</i> and <i>Ark</i> and <i>The Ark</i> and <i>Ark</i>",
        ),
        (r"\textbf{\textit{a}}", "<b><i>a</i></b>"),
        (
            r"\textsc{Rome} {\sc Rome}",
            '<span style="font-variant:small-caps;">Rome</span> <span style="font-variant:small-caps;">Rome</span>',
        ),
        (r"H$_2$O, 10\textsuperscript{th}, H\textsubscript{2}O", "H<sub>2</sub>O, 10<sup>th</sup>, H<sub>2</sub>O"),
        (r"$x^{2}$ and $\alpha$-decay, $-1$", "<i>x</i><sup>2</sup> and α-decay, −1"),
        (r"\unknown{kept} \href{https://a.b}{kept} \textcolor{red}{kept}", "kept kept kept"),
        (r"\noopsort{1973}Title", "Title"),
        (r"J.~K., {\LaTeX}, \dots, \textquoteleft{}x\textquoteright", "J.\u00a0K., LaTeX, …, ‘x’"),
        ("two\n   lines", "two lines"),
        (r"unbalanced } and {open", "unbalanced and open"),
        (r"at the end \emph", "at the end"),
        ("<i>HTML</i> stays", "<i>HTML</i> stays"),
    ],
)
def test_tex_becomes_rich_text(written: str, expected: str) -> None:
    assert tex.rich(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("The {NASA} story", 'The <span class="nocase">NASA</span> story'),
        ("{{The {NASA} story}}", '<span class="nocase">The NASA story</span>'),
        (r"G{\"o}del, {\'E}mile", "Gödel, Émile"),
        (r"\emph{Ark} {\em Ark} \foo{bar} \href{x}{y}", "<i>Ark</i> <i>Ark</i> bar y"),
        (r"\emph{The {Ark}}", '<i>The <span class="nocase">Ark</span></i>'),
        ("{1}, {--}", "1, –"),
    ],
)
def test_braces_of_a_title_protect_its_capitals(written: str, expected: str) -> None:
    assert tex.title(written) == expected


def test_names_have_no_markup_and_plain_spaces() -> None:
    assert tex.plain(r"J.~K. \emph{O'Brien} {NASA}") == "J. K. O’Brien NASA"


def test_addresses_are_no_tex_but_may_be_escaped() -> None:
    assert tex.verbatim(r"\url{https://a.b/c\_d\%20e}") == "https://a.b/c_d%20e"
    assert tex.verbatim(r"https://a.b/~x--y/\textasciitilde z") == "https://a.b/~x--y/~ z"


@pytest.mark.parametrize(
    "piece", ["{", "}", r"\emph", r"\emph{", r"{\em ", "$", "$^", "`", "\\", r"\'", " -", "{a}", r"\textcolor{", "?`"]
)
def test_no_text_takes_more_than_linear_time(piece: str) -> None:
    # Ten seconds are fifty times what it takes; a quadratic reading would take hours.
    start = time.process_time()
    tex.title(piece * 200_000)
    assert time.process_time() - start < 10
