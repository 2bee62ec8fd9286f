"""Fenced divs within each other, and verse, whose lines stand as they are typed."""

from __future__ import annotations

import pytest

from .reading import body, found_in, notes

SIDE = '<aside class="sidebar">{}</aside>'


def lines(*texts: str) -> str:
    return '<p class="stanza">' + "".join(f'<span class="line">{text}</span>' for text in texts) + "</p>"


def verse(*stanzas: str) -> str:
    return f'<div class="verse">{"".join(stanzas)}</div>'


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("::: sidebar\na\n::: verse\nb\n:::\nc\n:::", SIDE.format(f"<p>a</p>{verse(lines('b'))}<p>c</p>")),
        (":::: sidebar\n::: verse\nb\n:::\n::::", SIDE.format(verse(lines("b")))),
        ("::: sidebar\n:::: {.box lang=fr}\nb\n:::\n::::::", SIDE.format('<div lang="fr" class="box"><p>b</p></div>')),
        ("::: sidebar :::\na\n:::", SIDE.format("<p>a</p>")),
        ("::: sidebar\n```\n:::\n```\n:::", SIDE.format("<pre><code>:::\n</code></pre>")),
        ("::: sidebar\n- a\n- b\n:::", SIDE.format("<ul><li>a</li><li>b</li></ul>")),
        ("::: sidebar\n> a\n:::", SIDE.format("<blockquote><p>a</p></blockquote>")),
        ("::: sidebar\nT\n: d\n:::", SIDE.format("<dl><dt>T</dt><dd>d</dd></dl>")),
        ("> ::: sidebar\n> a\n> :::\n> b", f"<blockquote>{SIDE.format('<p>a</p>')}<p>b</p></blockquote>"),
        ("- ::: sidebar\n  a\n  :::\n- b", f"<ul><li>{SIDE.format('<p>a</p>')}</li><li>b</li></ul>"),
        ("a\n::: sidebar\nb\n:::\nc", f"<p>a</p>{SIDE.format('<p>b</p>')}<p>c</p>"),
        ("::: {#i}\na\n:::", '<div id="x--i"><p>a</p></div>'),
        ("\\:::", "<p>:::</p>"),
        ("a ::: b", "<p>a ::: b</p>"),
    ],
)
def test_a_bare_fence_closes_the_innermost_div(markdown: str, expected: str) -> None:
    assert body(markdown) == expected


def test_raw_html_does_not_run_over_the_end_of_its_div() -> None:
    assert body("::: sidebar\n<p>a</p>\n:::\nb").replace("\n", "").replace("> <", "><") == (
        SIDE.format("<p>a</p>") + "<p>b</p>"
    )


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("a\n:::\nb", [("div-stray", 5)]),
        ("a\n\n:::\n:::", [("div-stray", 6), ("div-stray", 7)]),
        ("::: sidebar\na\n:::\n:::", [("div-stray", 7)]),
        ("::: sidebar\n::: verse\na\n:::", [("div-open", 4)]),
        ("- ::: sidebar\n  a\n\nb", [("div-open", 4)]),
        ("> ::: sidebar\n> a\nb", [("div-open", 4)]),
        ("::: sidebar\n> a\n> :::\n:::", [("div-stray", 6)]),
        ("::: sidebar {.x\na\n:::", [("div-unknown", 4)]),
    ],
)
def test_fences_without_a_partner_are_errors(markdown: str, expected: list[tuple[str, int]]) -> None:
    assert found_in(markdown) == expected


@pytest.mark.parametrize(
    "line",
    ["- dash", "1. one", "# head", "&gt; quote", "| bar | bar |", "+ plus", "* star", "===", "Term\n: meaning", "```",
     "|-|", "&lt;", "&lt;p", "[x]: y", "{.x}", "    ", "***", "~~~", "%", "!"],
)  # fmt: skip
def test_a_line_of_verse_is_verse_whatever_it_looks_like(line: str) -> None:
    typed = line.replace("&lt;", "<").replace("&gt;", ">")
    texts = [text.strip() for text in line.split("\n") if text.strip()]
    expected = verse(lines("Roses", *texts, "Violets")) if texts else verse(lines("Roses"), lines("Violets"))
    assert body(f"::: verse\nRoses\n{typed}\nViolets\n:::") == expected


def test_a_first_line_of_verse_is_verse_too() -> None:
    for line in ("- dash", "# head", "> quote", "7. seven"):
        assert body(f"::: verse\n{line}\nb\n:::") == verse(lines(line.replace(">", "&gt;"), "b"))


def test_inline_markup_notes_and_indents_of_verse() -> None:
    text = "::: verse\nOne *line\n  and* two[^n]\n\n    [far]{.smallcaps}\n  <b>near</b>\n:::\n\n[^n]: note"
    assert body(text) == verse(
        '<p class="stanza"><span class="line">One <em>line</em></span>'
        '<span class="line indent-1"><em>and</em> two<span data-note="x--note.1"/></span></p>',
        '<p class="stanza"><span class="line indent-1"><span class="smallcaps">far</span></span>'
        '<span class="line"><b>near</b></span></p>',
    )


def test_a_rule_between_stanzas() -> None:
    assert body("::: verse\na\n\n* * *\n\nb\n***\n:::") == verse(lines("a"), "<hr/>", lines("b", "***"))


@pytest.mark.parametrize("prefix", ["> ", "  "])
def test_verse_within_other_blocks(prefix: str) -> None:
    inner = "\n".join(prefix + line for line in ["::: verse", "a", "  - b", "", "c", ":::"])
    inside = verse(
        '<p class="stanza"><span class="line">a</span><span class="line indent-1">- b</span></p>', lines("c")
    )
    if prefix == "> ":
        assert body(inner) == f"<blockquote>{inside}</blockquote>"
    else:
        assert body(f"-{inner[1:]}") == f"<ul><li>{inside}</li></ul>"


def test_verse_within_a_note() -> None:
    assert notes("x[^1]\n\n[^1]: note\n\n    ::: verse\n    a\n\n    # b\n    :::\n\n    after") == [
        f"<p>note</p>{verse(lines('a'), lines('# b'))}<p>after</p>"
    ]


@pytest.mark.parametrize(
    ("kind", "set_off"),
    [("verse", True), ("epigraph", True), ("pullquote", True), ("letter", False), ("sidebar", False)],
)
def test_whose_words_they_are(kind: str, set_off: bool) -> None:
    made = body(f"::: {kind}\nwords\n\n-- *A. Name*\n:::")
    assert ('<p class="attribution">–\u00a0<em>A. Name</em></p>' in made) is set_off


def test_a_poem_may_end_with_somebody_who_speaks() -> None:
    assert "attribution" not in body("::: verse\nwords\n\n-- Who is there?\nNobody.\n:::")
    assert "attribution" not in body("> words\n>\n> -- A. Name")
