"""Lists, definitions, tables and quotations within each other, with notes called from each."""

from __future__ import annotations

import pytest

from .reading import article, body, notes

CALL = '<span data-note="x--note.1"/>'
NOTE = "\n\n[^1]: n"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("- a[^1]\n- b", f"<ul><li>a{CALL}</li><li>b</li></ul>"),
        ("- a[^1]\n\n- b", f"<ul><li><p>a{CALL}</p></li><li><p>b</p></li></ul>"),
        ("5) a[^1]\n6) b", f'<ol start="5"><li>a{CALL}</li><li>b</li></ol>'),
        ("0. a[^1]", f'<ol start="0"><li>a{CALL}</li></ol>'),
        (
            "1. a\n   - b\n     1. c\n        - d[^1]",
            f"<ol><li>a<ul><li>b<ol><li>c<ul><li>d{CALL}</li></ul></li></ol></li></ul></li></ol>",
        ),
        ("- a\n+ b[^1]", f"<ul><li>a</li></ul><ul><li>b{CALL}</li></ul>"),
        ("- a\n\n  b[^1]\n\n      c\n", f"<ul><li><p>a</p><p>b{CALL}</p><pre><code>c\n</code></pre></li></ul>"),
        (
            "> - a\n>\n>   > b[^1]",
            f"<blockquote><ul><li><p>a</p><blockquote><p>b{CALL}</p></blockquote></li></ul></blockquote>",
        ),
        ("> a[^1]\n>\n> > b", f"<blockquote><p>a{CALL}</p><blockquote><p>b</p></blockquote></blockquote>"),
        ("T[^1]\n: d", f"<dl><dt>T{CALL}</dt><dd>d</dd></dl>"),
        ("T\n: d[^1]\n: e\n\nU\n: f", f"<dl><dt>T</dt><dd>d{CALL}</dd><dd>e</dd><dt>U</dt><dd>f</dd></dl>"),
        ("*T*\n\n:   d[^1]\n\n    e", f"<dl><dt><em>T</em></dt><dd><p>d{CALL}</p><p>e</p></dd></dl>"),
        (
            "> 1. T\n>\n>    U\n>    : - d[^1]\n>      - e",
            f"<blockquote><ol><li><p>T</p><dl><dt>U</dt><dd><ul><li>d{CALL}</li><li>e</li></ul></dd></dl></li></ol></blockquote>",
        ),
        ("T\n: ``` py\n  x\n  ```\n: > q[^1]", '<dl><dt>T</dt><dd><pre><code class="language-py">x\n</code></pre></dd>'
         f"<dd><blockquote><p>q{CALL}</p></blockquote></dd></dl>"),
        ("## H[^1]", f'<h2 id="x--h">H{CALL}</h2>'),
        ("![C[^1]](x.png)", f'<figure><img src="articles/x.png" alt="C"/><figcaption>C{CALL}</figcaption></figure>'),
        ("::: sidebar\na[^1]\n:::", f'<aside class="sidebar"><p>a{CALL}</p></aside>'),
        (
            "| a | *b*[^1] | `c\\|d` |\n|:--|:-:|--:|\n| x \\| y | [l](#q) | |",
            '<table><thead><tr><th class="align-left" scope="col">a</th>'
            f'<th class="align-center" scope="col"><em>b</em>{CALL}</th>'
            '<th class="align-right" scope="col"><code>c|d</code></th></tr></thead><tbody><tr>'
            '<td class="align-left">x | y</td><td class="align-center"><a data-xref="#q">l</a></td>'
            '<td class="align-right"/></tr></tbody></table>',
        ),
        (
            "| a |\n|---|\n| b |\n\nTable: Cap *x*[^1]",
            f'<table><caption>Cap <em>x</em>{CALL}</caption><thead><tr><th scope="col">a</th></tr></thead>'
            "<tbody><tr><td>b</td></tr></tbody></table>",
        ),
    ],
)  # fmt: skip
def test_blocks_within_blocks(markdown: str, expected: str) -> None:
    assert body(markdown + NOTE) == expected
    assert notes(markdown + NOTE) == ["<p>n</p>"]


def test_a_note_may_hold_blocks_of_every_kind() -> None:
    (note,) = notes(
        "a[^1]\n\n[^1]: one\n\n    > q\n\n    1. l\n\n    |a|\n    |-|\n    |b|\n\n    T\n    : d\n\n"
        "    ``` py\n    c\n    ```\n"
    )
    assert note == (
        "<p>one</p><blockquote><p>q</p></blockquote><ol><li>l</li></ol>"
        '<table><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>'
        '<dl><dt>T</dt><dd>d</dd></dl><pre><code class="language-py">c\n</code></pre>'
    )


def test_sections_two_to_four_deep() -> None:
    made = article("## One\n\na\n\n### Two\n\nb\n\n#### Three\n\nc\n\n##### Four\n\nd\n\n## Five")
    text = made.body.decode()
    assert [tag for tag in ("h2", "h3", "h4", "h5") if f"<{tag} " in text] == ["h2", "h3", "h4", "h5"]
    assert 'id="x--five"' in text
