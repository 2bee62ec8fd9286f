"""Articles: what Markdown becomes, and what is said where it cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pamphleteer.markup import parse, text_of

from .reading import article, body, found_in, read


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Some *words*.", "<p>Some <em>words</em>.</p>"),
        ("two\nlines", "<p>two lines</p>"),
        ("Term\n: Meaning", "<dl><dt>Term</dt><dd>Meaning</dd></dl>"),
        ("[word]{.smallcaps lang=fr}", '<p><span lang="fr" class="smallcaps">word</span></p>'),
        ("``` python\na  -- b\n```", '<pre><code class="language-python">a  -- b\n</code></pre>'),
        ("a --- b -- c...", "<p>a\u00a0— b\u00a0– c…</p>"),
        ("`a -- b`", "<p><code>a -- b</code></p>"),
        ("H<sub>2</sub>O<br>x &copy;", "<p>H<sub>2</sub>O<br/>x ©</p>"),
        ("Some <b>bold <i>both</b> it</i>.", "<p>Some <b>bold <i>both</i></b><i> it</i>.</p>"),
        ("<div class='n'>\n\n*x*\n\n</div>", '<div class="n"><p><em>x</em></p></div>'),
        ("# One\n\n## Two", '<h2 id="x--one">One</h2><h3 id="x--two">Two</h3>'),
        ("### Deep\n\ntext", '<h2 id="x--deep">Deep</h2><p>text</p>'),
        ("::: sidebar\ntext\n:::", '<aside class="sidebar"><p>text</p></aside>'),
        ("::: letter\ntext\n:::", '<div class="letter"><p>text</p></div>'),
        ("::: pullquote\ntext\n:::", '<aside class="pullquote"><p>text</p></aside>'),
        (
            "::: epigraph\nwords\n\n--- A. Writer\n:::",
            '<div class="epigraph"><p>words</p><p class="attribution">—\u00a0A. Writer</p></div>',
        ),
        (
            "::: verse\nOne *line\n  and* two\n\nthree\n:::",
            '<div class="verse"><p class="stanza"><span class="line">One <em>line</em></span> '
            '<span class="line indent-1"><em>and</em> two</span></p>'
            '<p class="stanza"><span class="line">three</span></p></div>',
        ),
        (
            '![A *gate*](g.png){alt="An oak gate"}',
            '<figure><img src="articles/g.png" alt="An oak gate"/><figcaption>A <em>gate</em></figcaption></figure>',
        ),
        ('![](g.png){alt=""}', '<figure><img src="articles/g.png" alt="" role="presentation"/></figure>'),
        (
            "|a|b|\n|-|-:|\n|1|2|\n\n: Cap",
            '<table><caption>Cap</caption><thead><tr><th scope="col">a</th><th class="align-right" scope="col">b</th>'
            '</tr></thead><tbody><tr><td>1</td><td class="align-right">2</td></tr></tbody></table>',
        ),
        ("3. three\n4. four", '<ol start="3"><li>three</li><li>four</li></ol>'),
        ("[a](#h) [b](other.md#h)", '<p><a data-xref="#h">a</a> <a data-xref="articles/other.md#h">b</a></p>'),
        ("write \\@key", "<p>write @key</p>"),
        (
            "![a](p.png){width=50%}",
            '<figure><img src="articles/p.png" alt="a" width="50%"/><figcaption>a</figcaption></figure>',
        ),
        (
            "[a[^n] b](https://x.org) c\n\n[^n]: note",
            '<p><a href="https://x.org">a b</a><span data-note="x--note.1"/> c</p>',
        ),
        ("[a[^n] b](#x) c\n\n[^n]: note", '<p><a data-xref="#x">a b</a><span data-note="x--note.1"/> c</p>'),
        ("a[^n]{.x} b\n\n[^n]: note", '<p>a<span data-note="x--note.1"/>{.x} b</p>'),
        ("[a](doi:10.1/x)", '<p><a href="https://doi.org/10.1/x">a</a></p>'),
        ("<ul>text<li>x</li>y</ul>", "<ul><li>text</li><li>xy</li></ul>"),
        ("a@b.org", "<p>a@b.org</p>"),
    ],
)
def test_markdown_becomes_xhtml(markdown: str, expected: str) -> None:
    assert body(markdown).replace("> <", "><") == expected.replace("> <", "><")


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("a[^x]", ("note-missing", 4)),
        ("a\n\n[^x]: b", ("note-uncalled", 6)),
        ("a[^x]\n\n[^x]: b\n\n[^x]: c", ("note-twice", 8)),
        ("a[^x]\n\n[^x]:\n", ("note-empty", 6)),
        ("a[^x]\n\n[^x]: b[^y]\n\n[^y]: c", ("note-in-note", 6)),
        ("a\nb <script>x</script>", ("html-refused", 5)),
        ("a <span onclick='x()'>b</span>", ("html-refused", 4)),
        ("a <pamphleteer-note label='x'>b", ("html-refused", 4)),
        ("::: vers\na\n:::", ("div-unknown", 4)),
        ("::: verse\na", ("div-open", 4)),
        ("# a\n\n### b", ("heading-skipped", 6)),
        ("a\n\n![x](https://example.org/a.png)", ("image-remote", 6)),
        ("![x](data:image/png;base64,AAAA)", ("image-remote", 4)),
        ("![x](../../a.png)", ("path-outside", 4)),
        ("[x](../../a.md)", ("path-outside", 4)),
        ("<a href='file:///etc/passwd'>x</a>", ("link-refused", 4)),
        ("[x](https://example.org){.page}", ("link-no-page", 4)),
        ("a\nb [@key; ]", ("citation-empty", 5)),
        ("a\nb [@key, see\n@other]", ("citation-nested", 6)),
        ("a [@key^[b] c]", ("note-misplaced", 4)),
        ("a [@key{*3*}]", ("locator-markup", 4)),
        ("a\n\n<p>\nLine [@key, p. 3]\n</p>", ("citation-unread", 7)),
        ("## a {#i}\n\n## b {#i}", ("id-duplicate", 6)),
        ("", ("article-empty", 4)),
        ("a\x0cb", ("character-forbidden", 4)),
        ("a &#12; b", ("character-forbidden", 4)),
        ("a^[one [^nope] z]", ("note-in-note", 4)),
        ("a^[b ^[c] d]", ("note-in-note", 4)),
        ("a^[one] b[^^0]\n\n[^c]: lost", ("note-uncalled", 6)),
        ("a\n\n[Note]: important", ("link-unused", 6)),
        ("a[^the lock]\n\n[^the lock]: old", ("note-label", 6)),
        ("[x](http:///)", ("link-refused", 4)),
        ("|a|b|\n|-|-|\n|x|y|lost|", ("table-row-long", 6)),
        ("a[^1]\n\n<p>\nLine[^1]\n</p>\n\n[^1]: n", ("note-call-unread", 7)),
        ("::: sidebar\n::: verse\na\n:::\n\nb\n\n:::\n\n:::", ("div-stray", 13)),
        ("<dl><dt>x</dt></dl>", ("html-refused", 4)),
        ("|a|\n|-|\n|b|\n\n: Cap {border=5}", ("html-refused", 4)),
        ("[x](<//[foo>)", ("path-outside", 4)),
        ("[x]{a:b=c}", ("html-refused", 4)),
        ("<table><tr><td colspan='abc'>x</td></tr></table>", ("html-refused", 4)),
        ('[x]{lang="x y"}', ("html-refused", 4)),
    ],
)
def test_each_mistake_has_its_code_and_line(markdown: str, expected: tuple[str, int]) -> None:
    assert expected in found_in(markdown)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\nbyline: A\ntitle: Rivers: a history\n---\nx", ("yaml-syntax", 3)),
        ("---\ntitle: T\nx", ("front-matter-open", 1)),
        ("---\ntitle: T\ntitel: U\n---\nx", ("front-matter-unknown-key", 3)),
        ("---\ntitle: T\ndate: 2026-13\n---\nx", ("date-invalid", 3)),
        ("---\ntitle: [T]\n---\nx", ("front-matter-wrong-type", 2)),
        ("---\ntitle: T\nbyline: A[^x]\n---\nx", ("note-misplaced", 3)),
        ("---\ntitle: T\nreferences: [{title: W}]\n---\nx", ("reference-no-id", 3)),
        ("---\ntitle: T\nreferences: [{id: a}, {id: a, title: W}]\n---\nx", ("reference-twice", 3)),
        ("words only", ("article-untitled", 1)),
        ("\n---\ntitle: T\n---\nx", ("front-matter-late", 2)),
    ],
)
def test_front_matter(text: str, expected: tuple[str, int]) -> None:
    assert expected in found_in(text, head="")


def test_a_first_heading_is_the_title_where_none_is_given() -> None:
    made, found = read("# The *gate*[^a]\n\ntext\n\n[^a]: note")
    assert made and not found
    assert made.title == b"The <em>gate</em>"
    assert made.notes[0].calls == ("x--call.1",)
    assert text_of(made.body) == "text"


def test_a_title_in_raw_html_needs_no_line_of_its_own() -> None:
    made, _ = read("<!-- c --><h1>Gate</h1>\n\ntext")
    assert made and made.title == b"Gate"


def test_notes_follow_the_order_of_their_calls() -> None:
    made = article(
        "- item[^c]\n\n|a[^b]|\n|-|\n|b[^d]|\n\n: Cap[^a]\n\nagain[^c] ^[inline *one*]\n\n"
        "[^a]: A\n\n[^b]: B\n\n[^c]: C\n\n    two\n\n    - three\n\n[^d]: D"
    )
    assert [n.label for n in made.notes] == ["c", "a", "b", "d", "inline 4"]
    assert made.notes[0].calls == ("x--call.1", "x--call.1.2")
    assert text_of(made.notes[0].content) == "Ctwothree"
    assert text_of(made.notes[4].content) == "inline one"


def test_blocks_know_their_lines() -> None:
    made = article("one\n\ntwo\n\n> three\n\n## Four {#f}\n")
    lines = {
        text_of(b"".join([parse(made.body)[i].text.encode() if parse(made.body)[i].text else b""])): made.spans[
            parse(made.body)[i].get("id")
        ].line
        for i in range(4)
    }
    assert lines == {"one": 4, "two": 6, "": 8, "Four": 10}
    assert "x--f" in made.spans


def test_a_call_takes_no_space_from_a_line_break() -> None:
    assert "word<span" in body("word\n[^a]\n\n[^a]: x")


def test_quotes_run_through_markup_and_calls() -> None:
    assert body('"*One*," she said.[^a] "Two."\n\n[^a]: x').startswith("<p>“<em>One</em>,” she said.")
    assert body('"Mot"', "fr") == "<p>«\u00a0Mot\u00a0»</p>"


def test_titles_are_a_line_of_markdown_without_html() -> None:
    made, found = read('---\ntitle: Gain < Loss & "Other" <b>Tales</b>\n---\nx')
    assert made and not found
    assert text_of(made.title) == "Gain < Loss & “Other” <b>Tales</b>"


WORDS = st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8), min_size=1, max_size=12)


@given(WORDS, st.lists(WORDS, max_size=4))
@settings(max_examples=60, deadline=None)
def test_every_word_of_text_and_notes_survives(words: list[str], notes: list[list[str]]) -> None:
    calls = "".join(f" w[^n{i}]" for i in range(len(notes)))
    definitions = "".join(f"\n\n[^n{i}]: {' '.join(note)}" for i, note in enumerate(notes))
    made, found = read(f"---\ntitle: T\n---\nx {' '.join(words)}{calls}{definitions}")
    assert made and not [d for d in found if d.severity == "error"]
    assert text_of(made.body).split()[1 : len(words) + 1] == words
    assert [text_of(n.content).split() for n in made.notes] == notes


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=200))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_the_reader(text: str) -> None:
    made, found = read(text)
    assert made or any(d.severity == "error" for d in found)
    if made:
        parse(made.body)


def test_what_lies_deep_is_set_or_refused_never_lost() -> None:
    nested = "".join(f"{'  ' * i}- item{i}\n" for i in range(30))
    assert all(f"item{i}" in text_of(article(nested).body) for i in range(30))
    for text in ("> " * 200 + "lost", "<b>" * 5000 + "lost"):
        made, found = read(f"---\ntitle: T\n---\n{text}")
        assert made is None and [d.code for d in found] == ["article-too-deep"]


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece", ["[", "[^", "*a ", "`a", "{", "[x]{", "<b>y</b> ", "[@a ", '"', "'", "|a", "::: x\n", "a[^x] "]
)
def test_no_text_takes_for_ever(piece: str) -> None:
    read(f"---\ntitle: T\n---\n{piece * 4000}")


def test_words_of_another_language_keep_the_quotes_around_them() -> None:
    assert '“<span lang="fr">oui</span>”' in body('"[oui]{lang=fr}" he said')
