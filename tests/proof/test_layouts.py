"""What a layout may do without being told of: change letters, hang text out, float it, put it somewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import MANIFEST, Said

Book = Callable[..., Path]
Cli = Callable[..., Said]

ARTICLE = """\
---
title: İlk ışık, ΚΑΛΗΜΈΡΑ[^t]
standfirst: bir iki üç
byline: şişli ırmak
language: tr
date: 2026-03-01
source: kaynak
rights: hak
---

Kırmızı ışık yanıyordu[^1], ve <q>alıntı içinde</q> söz.
<ruby>söz<rp>(</rp><rt>soz</rt><rp>)</rp></ruby> yok. ﬁrst ŉ ﬀ &shy;uzun&shy;ca.

> Uzun bir alıntı ki sağa doğru yüzer, ve sonra biter.[^2]

Bir *paragraf* daha `kod --uzun`, <kbd>Ctrl</kbd>, H~2~O [küçük]{.smallcaps}.[^1] https://example.org/a-b-c/d-e_f?g=h-i

## Όμορφη ημέρα

::: pullquote
Çok uzun ve asılı bir söz.
:::

::: letter
Sayın okur,

mektup bitti.
:::

Terim
:   Tanım

| a | b |
|---|---|
| bir[^4] | iki |

: Başlık

    code   with   spaces

[^t]: Başlık notu.
[^1]: Not bir, elvan.

    - maddeler
    - var

[^2]: Not iki.
[^4]: Not dört.
"""


@pytest.mark.parametrize(
    "css",
    [
        ".title, .byline, h2, th { text-transform: uppercase }",
        ".standfirst, h2 { text-transform: capitalize }",
        ".text > p::first-letter { font-size: 200% } q { quotes: '«' '»' }",
        "blockquote { float: right; width: 40% }",
        ".letter { display: flex } dl { display: grid; grid-template-columns: 1fr 2fr }",
        ".pullquote, h2 { margin-left: -8mm } .opening .title { margin-right: -8mm }",
        ".byline { position: absolute; top: -10mm; right: -5mm }",
        ".source { visibility: visible; display: inline-block; width: 30mm }",
        ".letter { columns: 2 } p { text-align: right }",
        "p::first-line { font-variant: small-caps }",
        "caption { caption-side: bottom }",
        "html { hyphenate-character: '=' }",
    ],
)
def test_no_layout_is_told_of_for_what_it_means(book: Book, cli: Cli, css: str) -> None:
    files = {"layouts/mine/layout.yaml": "extends: pamphlet\n", "layouts/mine/print.css": f"{css}\n"}
    head = MANIFEST.replace("chapters:", "layout: mine\nchapters:")
    said = cli("check", "book.yaml", "--format", "pdf", cwd=book({"a.md": ARTICLE}, head, **files))
    assert said.code == 0 and said.codes == [], said.err


@pytest.mark.parametrize(
    ("css", "codes"),
    [
        (".byline { display: none }", "text-lost"),
        (".source { visibility: hidden }", "text-lost"),
        (".pullquote { position: absolute; left: 140mm; width: 30mm }", "text-clipped"),
        (".text > p { margin-left: -60mm; margin-right: 20mm }", "text-clipped"),
        (".letter { height: 1em; overflow: hidden }", "text-clipped text-lost"),
        (".pullquote + .letter { margin-top: -4em }", "text-overlaps"),
        (".letter p { width: 4mm; overflow-wrap: normal; hyphens: manual }", "line-overfull"),
    ],
)
def test_what_a_layout_hides_or_covers_is_told(book: Book, cli: Cli, css: str, codes: str) -> None:
    files = {"layouts/mine/layout.yaml": "extends: pamphlet\n", "layouts/mine/print.css": f"{css}\n"}
    head = MANIFEST.replace("chapters:", "layout: mine\nchapters:")
    said = cli("check", "book.yaml", "--format", "pdf", cwd=book({"a.md": ARTICLE}, head, **files))
    assert said.code == 1 and set(said.codes) == set(codes.split()), said.err


@pytest.mark.parametrize(
    "text",
    [
        "- one\n  ```\n  code\n  ```\n  tail of the item\n- two",
        "1. > quoted\n\n   tail",
        "- # Head\n  tail",
        "<table><tfoot><tr><td>foot</td></tr></tfoot><tbody><tr><td>body</td></tr></tbody></table>",
        "<ul><li><p>within</p>behind</li></ul>",
    ],
)
def test_words_behind_a_block_that_stands_in_theirs_are_in_order(book: Book, cli: Cli, text: str) -> None:
    said = cli("check", "book.yaml", cwd=book({"a.md": f"# Locks\n\nBefore.\n\n{text}\n\nAfter.\n"}))
    assert said.code == 0, said.err
