"""Addresses written out in an article: text, whatever their signs would mean elsewhere."""

from __future__ import annotations

import time

import pytest

from pamphleteer.article import read_article
from pamphleteer.diagnostics import Span
from pamphleteer.model import ArticleRef


def body(text: str) -> str:
    read, found = read_article(f"# T\n\n{text}\n", ArticleRef("a.md", "a", Span("book.yaml", 1)), "a.md", "en")
    assert read and not found, found
    return read.body.decode().removeprefix('<p id="a--b.1">').removesuffix("</p>")


@pytest.mark.parametrize(
    "text",
    [
        "At https://example.org/~keeper/~lock and www.example.org/~a/~b.",
        "At https://example.org/@keeper/x, 10.1000/a*b*c, www.example.org/x^2^/$a$/b.",
        "(https://example.org/__init__/) and https://example.org/a--b'c...d",
        "example.org/~a/~b, and https://example.org/wiki/Lock_(water_gate)_.",
        "Its a_b_c@example.org; https://example.org/*/* too",
    ],
)
def test_the_signs_of_an_address_mark_nothing(text: str) -> None:
    assert body(text) == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("**https://a.org/b** x", "<strong>https://a.org/b</strong> x"),
        ("*see https://a.org/b_c* x", "<em>see https://a.org/b_c</em> x"),
        ("_https://a.org/b_c_ x", "<em>https://a.org/b_c</em> x"),
        ("~~https://a.org/~~ *x*", "<s>https://a.org/</s> <em>x</em>"),
        ("https://a.org/b\\_c?x=1&amp;y=2", "https://a.org/b_c?x=1&amp;y=2"),
        ("https://a.org/<b>x</b>", "https://a.org/<b>x</b>"),
        ("[x](https://a.org)*b*", '<a href="https://a.org">x</a><em>b</em>'),
        ("[*x*](https://a.org/~b){.c} x", '<a href="https://a.org/~b" class="c"><em>x</em></a> x'),
        ("https://a.org/`x`", "https://a.org/<code>x</code>"),
        ("[https://a.org/~b/~c](https://a.org)", '<a href="https://a.org">https://a.org/~b/~c</a>'),
        ("<https://a.org/~b/~c>", '<a href="https://a.org/~b/~c">https://a.org/~b/~c</a>'),
        ("a/b *x* H~2~O and/or x^2^", "a/b <em>x</em> H<sub>2</sub>O and/or x<sup>2</sup>"),
        (
            "https://a.org/b[^1]\n\n[^1]: x",
            'https://a.org/b<span data-note="a--note.1" id="a--call.1"/>',
        ),
        ("https://a.org/b_c\\[1\\]", "https://a.org/b_c[1]"),
        ("https://a.org/b_c\\_ x_", "https://a.org/b_c_ x_"),
        ("https://a.org/b^[x]", 'https://a.org/b<span data-note="a--note.1" id="a--call.1"/>'),
    ],
)
def test_what_stands_around_an_address_keeps_its_meaning(text: str, wanted: str) -> None:
    assert body(text) == wanted


@pytest.mark.parametrize("unit", ["www.*", "https://a*_", "/*", "www.", "a/_b~", "https://a.org/[*"])
def test_time_grows_with_the_text_only(unit: str) -> None:
    start = time.process_time()
    body("x" + unit * 4_000)
    assert time.process_time() - start < 10
