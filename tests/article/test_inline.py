"""Scripts, attributes behind words, keys, and mathematics that is refused."""

from __future__ import annotations

import pytest

from .reading import body, found_in, notes, read


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("H~2~O", "H<sub>2</sub>O"),
        ("2^10^ and 10^-3^", "2<sup>10</sup> and 10<sup>-3</sup>"),
        ("P~a\\ cat~", "P<sub>a\u00a0cat</sub>"),
        (
            "y~*i*~ z^**n**^ a^`x^y`^",
            "y<sub><em>i</em></sub> z<sup><strong>n</strong></sup> a<sup><code>x^y</code></sup>",
        ),
        ("~~a~b~c~~", "<s>a<sub>b</sub>c</s>"),
        ("a ~ b ^ c ~d ^e f~ g^", "a ~ b ^ c ~d ^e f~ g^"),
        ("~not this~ ^nor this^", "~not this~ ^nor this^"),
        ("\\~x\\~ \\^y\\^", "~x~ ^y^"),
        ("~~ ^^ ~ ^", "~~ ^^ ~ ^"),
        ("x~1~{.k}", 'x<sub class="k">1</sub>'),
        ("*mot*{lang=fr}", '<em lang="fr">mot</em>'),
        ("**fort**{.x}", '<strong class="x">fort</strong>'),
        ("~~s~~{.x}", '<s class="x">s</s>'),
        ("***both***{.x}", '<em class="x"><strong>both</strong></em>'),
        ("*a **b**{.c}*{.d}", '<em class="d">a <strong class="c">b</strong></em>'),
        ("_o_{lang='de'}", '<em lang="de">o</em>'),
        ("5 *{.x} 5 * {.y}", "5 *{.x} 5 * {.y}"),
        ("*a* {.x} *a*{not these} b{.x}", "<em>a</em> {.x} <em>a</em>{not these} b{.x}"),
        ("[*a*{.b} c](#y){.d}", '<a class="d" data-xref="#y"><em class="b">a</em> c</a>'),
        ("`x`{.y}", '<code class="y">x</code>'),
        ("[w]{title='a \"b\" c'}", '<span title="a &quot;b&quot; c">w</span>'),
        ("[Ctrl]{.kbd}+[Alt -- x]{.kbd .big}", '<kbd>Ctrl</kbd>+<kbd class="big">Alt -- x</kbd>'),
        ("[3/8]{.fraction}", '<span class="fraction">3/8</span>'),
        ("[Words]{.smallcaps}", '<span class="smallcaps">Words</span>'),
    ],
)
def test_inline_markup(markdown: str, expected: str) -> None:
    assert body(markdown) == f"<p>{expected}</p>"


def test_note_calls_stand_beside_scripts_and_are_no_part_of_them() -> None:
    text = "x^2[^1] y^2^[^1] CO~2~^[here *too*]\n\n[^1]: n"
    call = '<span data-note="x--note.{}"/>'
    assert body(text) == (f"<p>x^2{call.format(1)} y<sup>2</sup>{call.format(1)} CO<sub>2</sub>{call.format(2)}</p>")
    assert notes(text) == ["<p>n</p>", "<p>here <em>too</em></p>"]


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $10.",
        "From $5–$10, US$5, A$6 ($7).",
        "$ x$ and $x $ and $ x $",
        "A $20,000 note; $HOME is set.",
        "\\$x\\$ and `$x$`",
        "$$ and $",
        "one $\n\ntwo $",
    ],
)
def test_dollars_that_are_text(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("a\nb $x$ c", [5]),
        ("$x$\n$x$", [4, 5]),
        ("$$\na = b\n- c\n$$", [4]),
        ("text\n$$\na\n1. b\n$$ \nmore", [5]),
        ("in $$line$$ here", [4]),
        ("a <math><mi>x</mi></math> b", [4]),
        ("- $a$", [4]),
        ("|a|\n|-|\n|$c$|", [6]),
        ("::: verse\na\nb $e$\n:::", [6]),
        ("## h $g$", [4]),
        ("a[^1]\n\n[^1]: n\n\n    $d$", [8]),
        ("a\n^[in $i$]", [5]),
        ("[link $w$](https://example.org)", [4]),
        ("> > $q$", [4]),
    ],
)
def test_mathematics_is_refused_where_it_stands(markdown: str, lines: list[int]) -> None:
    assert [found for found in found_in(markdown) if found[0] == "math-unsupported"] == [
        ("math-unsupported", line) for line in lines
    ]


def test_mathematics_takes_nothing_else_with_it() -> None:
    made, _ = read("---\ntitle: T\n---\none $x$[^1] *two*\n\n$$\ny\n$$\n\nthree\n\n[^1]: note")
    assert made and made.body.decode().count("<p") == 3
    assert [note.label for note in made.notes] == ["1"]


def test_mathematics_in_a_title_is_refused_there() -> None:
    assert found_in("x", "---\nbyline: A\ntitle: The $n$ locks\n---\n") == [("math-unsupported", 3)]
