"""Citations as they are written, and the records that they become."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pamphleteer.article import parser
from pamphleteer.markup import text_of
from pamphleteer.model import Citation, Cite

from .reading import HEAD, article, bare, body, found_in, read


def shown(cite: Cite) -> str:
    """A cite on one line: its prefix, key, locator and suffix, each after a bar."""
    locator = f"{cite.label} {cite.locator}" if cite.locator else ""
    key = f"-{cite.key}" if cite.suppress_author else cite.key
    parts = (cite.prefix.decode(), key, locator, cite.suffix.decode())
    return "|".join(part.replace("\u00a0", " ") for part in parts)


def citations(markdown: str, language: str = "en") -> list[list[str]]:
    """The cites of each citation; that of a source in the sentence begins with an @."""
    return [["@" * c.textual + shown(cite) for cite in c.cites] for c in article(markdown, language).citations]


def the_citation(markdown: str) -> Citation:
    (made,) = article(markdown).citations
    return made


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[@key]", ["|key||"]),
        ("[ @key ]", ["|key||"]),
        ("[see @key, pp. 3–4, for a dissent; @other]", ["see|key|page 3–4|, for a dissent", "|other||"]),
        ("[see\n@key, p.\n3;\n@other]", ["see|key|page 3|", "|other||"]),
        ("[-@key, 33]", ["|-key|page 33|"]),
        ("[see -@key for more]", ["see|-key|| for more"]),
        ("[see *also* @key *and* `a;b`]", ["see <em>also</em>|key|| <em>and</em> <code>a;b</code>"]),
        ("[@a *x; y* z; @b]", ["|a|| <em>x; y</em> z", "|b||"]),
        ("[@a [x; y] z; @b]", ["|a|| [x; y] z", "|b||"]),
        ("[@a (x; y) z; @b]", ["|a|| (x; y) z", "|b||"]),
        ('["a; b" @a, "c; d"; @b]', ["“a; b”|a||, “c; d”", "|b||"]),
        ("[@a \\; x; @b]", ["|a|| ; x", "|b||"]),
        ("[@a &#59; x; @b]", ["|a|| ; x", "|b||"]),
        ("[@a &amp; x; @b]", ["|a|| &amp; x", "|b||"]),
        ("[@a https://example.org/x;y z; @b]", ["|a|| https://example.org/x;y z", "|b||"]),
        ("[@a, [old](https://example.org/a;b); @b]", ['|a||, <a href="https://example.org/a;b">old</a>', "|b||"]),
        ("[@a <b>x</b> y]", ["|a|| <b>x</b> y"]),
        ('[@a, 5" gun; @b]', ["|a|page 5|″ gun", "|b||"]),
        ("[@a\\]; @b]", ["|a||]", "|b||"]),
        ("[@key{pp. 3, for a dissent}, and more]", ["|key|page 3, for a dissent|, and more"]),
        ("[@key, {s.v. Weir} and; @b]", ["|key|sub-verbo Weir| and", "|b||"]),
        ("[@key{}, 3 and more]", ["|key||, 3 and more"]),
        ("[@key{3; {4}; 5}; @b]", ["|key|page 3; {4}; 5|", "|b||"]),
        ("[@key {not closed; @b]", ["|key|| {not closed", "|b||"]),
        ("[@key, fol. 12^r^, x]", ["|key||, fol. 12<sup>r</sup>, x"]),
        ("[@key, 3 <i>x</i>]", ["|key|page 3| <i>x</i>"]),
        ("[@key.]", ["|key||."]),
        ("[cf.@key]", ["cf.|key||"]),
        ("[@https://example.org/x;@b, 3]", ["|https://example.org/x||", "|b|page 3|"]),
    ],
)
def test_a_citation_in_brackets(markdown: str, expected: list[str]) -> None:
    assert citations(f"x {markdown} y") == [expected]
    assert body(f"x {markdown} y").startswith('<p>x <cite data-cite="x--cite-1"/>')


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("@key says", ["@|key||"]),
        ("@key's book", ["@|key||"]),
        ("(@key) says", ["@|key||"]),
        ("x-@key says", ["@|key||"]),
        ("*@key* says", ["@|key||"]),
        ("_@key_ says", ["@|key||"]),
        ("-@key says", ["|-key||"]),
        ("@key [p. 3] says", ["@|key|page 3|"]),
        ("@key[p. 3] says", ["@|key|page 3|"]),
        ("@key\n[p. 3] says", ["@|key|page 3|"]),
        ("-@key [p. 3] says", ["|-key|page 3|"]),
        ("@key [see p. 3; and @other; -@third, 4] says", ["@|key||, see p. 3", "@and|other||", "@|-third|page 4|"]),
        ("@key [, for a dissent] says", ["@|key||, for a dissent"]),
        ("@key [for a dissent] says", ["@|key||, for a dissent"]),
        ("@key [@other] says", ["@|key||", "@|other||"]),
        ("@key [see @other, 3] says", ["@|key||", "@see|other|page 3|"]),
        ("@key [] says", ["@|key||"]),
        ("@key [old](https://example.org) says", ["@|key||"]),
        ("@key [old]{.x} says", ["@|key||"]),
        ("@key{p. 3} says", ["@|key||"]),
    ],
)
def test_a_source_in_the_sentence(markdown: str, expected: list[str]) -> None:
    assert citations(markdown) == [expected]


@pytest.mark.parametrize(
    ("markdown", "key"),
    [
        ("@_a", "_a"),
        ("@1a", "1a"),
        ("@éa", "éa"),
        ("@e\u0301a", "e\u0301a"),
        ("@a_b_c", "a_b_c"),
        ("@a/b", "a/b"),
        ("@a&b", "a&b"),
        ("@a:b.c#d", "a:b.c#d"),
        ("@a--b", "a"),
        ("@a..b", "a"),
        ("@a: b", "a"),
        ("@a.", "a"),
        ("@https://example.org/x.", "https://example.org/x"),
        ("@{https://example.org/bib?name=a&date=2000}, 3", "https://example.org/bib?name=a&date=2000"),
        ("@{key with:odd/chars}", "key with:odd/chars"),
        ("@{key\nwith}", "key with"),
        ("@{a{b}]c}", "a{b}]c"),
    ],
)
def test_keys(markdown: str, key: str) -> None:
    assert the_citation(f"x {markdown} y").cites[0].key == key
    assert the_citation(f"x [{markdown}] y").cites[0].key == key


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("a@b.c and [a@b.c] and keeper@example.org", "a@b.c and [a@b.c] and keeper@example.org"),
        ("[@] and [see @; @] @ @-a [@-a]", "[@] and [see @; @] @ @-a [@-a]"),
        ("\\@a and [\\@a] and `@a` and a_@key", "@a and [@a] and <code>@a</code> and a_@key"),
        ("@{} @{ } @{a", "@{} @{ } @{a"),
    ],
)
def test_what_is_no_citation_is_text(markdown: str, expected: str) -> None:
    made = article(markdown)
    assert (bare(made.body), made.citations) == (f"<p>{expected}</p>", ())


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[as @a says](#x)", '<a data-xref="#x">as <cite data-cite="x--cite-1"/> says</a>'),
        ("[as [@a] says](#x)", '<a data-xref="#x">as <cite data-cite="x--cite-1"/> says</a>'),
        ("[@a]{.x}", '<span class="x"><cite data-cite="x--cite-1"/></span>'),
        ("[*@a*; x]", '[<em><cite data-cite="x--cite-1"/></em>; x]'),
        ("[@a][@b]", '<cite data-cite="x--cite-1"/><cite data-cite="x--cite-2"/>'),
        ("[@a](", '<cite data-cite="x--cite-1"/>('),
        ("[open @a", '[open <cite data-cite="x--cite-1"/>'),
        ("<b>x [see @a</b> y] z", '<b>x <cite data-cite="x--cite-1"/> z</b>'),
        ('"@a says" "x"[@b]', '“<cite data-cite="x--cite-1"/> says” “x”<cite data-cite="x--cite-2"/>'),
        ("![The weir [@a]](w.png) x", '<img src="articles/w.png" alt="The weir "/><cite data-cite="x--cite-1"/> x'),
    ],
)
def test_where_a_citation_stands(markdown: str, expected: str) -> None:
    assert body(markdown) == f"<p>{expected}</p>"


def test_citations_are_read_wherever_text_is() -> None:
    made = article(
        "## Of weirs [@a]\n\n|x|\n|-|\n|[@b]|\n\n: Table of @c\n\n![The gate [@d]](g.png)\n\n"
        "::: verse\nOne [@e\n; @f]\ntwo\n:::\n\nterm @g\n\n:   meaning [@h]\n\n"
        "> - x[^1]^[note @i]\n\n[^1]: note [@j, 3]\n"
    )
    assert [cite.key for c in made.citations for cite in c.cites] == list("abcdefghij")
    assert [c.id for c in made.citations] == [f"x--cite-{n}" for n in range(1, 10)]
    named = re.findall(rb'data-cite="([^"]+)"', b"".join([made.body, *(note.content for note in made.notes)]))
    assert sorted(named) == [c.id.encode() for c in made.citations]
    assert [(c.cites[0].key, c.note) for c in made.citations if c.note] == [("i", "x--note.2"), ("j", "x--note.1")]


def test_each_key_has_its_place() -> None:
    made = article(
        "`@a` @a and @a,\n  [see @b; -@a, p. 3]\n\n> - x @{c d}\n\n|x|y|\n|-|-|\n|@a|@a|\n\nlast\n@z [p. 1; @z]"
    )
    places = [(cite.key, cite.span.line, cite.span.column) for c in made.citations for cite in c.cites]
    assert places == [
        *[("a", 4, 6), ("a", 4, 13), ("b", 5, 8), ("a", 5, 12)],
        *[("c d", 7, 7), ("a", 11, 2), ("a", 11, 5), ("z", 14, 1), ("z", 14, 11)],
    ]
    assert [(c.span.line, c.span.column) for c in made.citations][2] == (5, 3)


def test_a_title_cites_in_brackets_and_is_listed_without() -> None:
    for text in (
        "---\ntitle: The lock [@a, p. 3]\n---\nIt is old [@b].",
        "# The lock [@a, p. 3]\n\nIt is old [@b].",
    ):
        made, found = read(text)
        assert made and not found
        assert (made.title, made.title_calls) == (b"The lock", b'The lock <cite data-cite="x--cite-1"/>')
        assert [c.cites[0].key for c in made.citations] == ["a", "b"]


@pytest.mark.parametrize("key", ["title", "standfirst", "byline", "source", "rights"])
def test_where_a_citation_would_be_lost_it_is_told(key: str) -> None:
    made, found = read(
        f"---\ntitle: T\n{key}: As @a [see p. 3; {{x}} @b] says\n---\nx".replace("title: T\ntitle", "title")
    )
    assert made
    assert [(d.code, d.span.line if d.span else 0) for d in found] == [
        ("citation-misplaced", 2 if key == "title" else 3)
    ]
    words = made.title if key == "title" else getattr(made, key)
    assert text_of(words) == "As @a [see p. 3; {x} @b] says"
    assert found_in("x", "---\ntitle: T\nbyline: A. Writer (\\@marl)\n---\n") == []


def test_what_cites_nothing_is_told_and_goes_to_the_source_beside_it() -> None:
    made, found = read(f"{HEAD}[see the map; @a, 3; or below;; @b;]")
    assert made and [shown(cite) for cite in made.citations[0].cites] == ["see the map;|a|page 3|; or below", "|b||"]
    assert [d.code for d in found] == ["citation-empty"]


def test_a_source_cited_within_another_is_told_and_stays_text() -> None:
    made, found = read(f"{HEAD}[@a, see @b [*@c*; x], [@d; @e]]")
    assert made and [shown(cite) for cite in made.citations[0].cites] == ["|a||, see @b [<em>@c</em>; x], [@d; @e]"]
    nested = sorted((d.code, d.span.column if d.span else 0) for d in found)
    assert nested == [("citation-nested", column) for column in (10, 15, 25, 29)]


def test_a_note_called_in_a_citation_is_told_and_called_behind_it() -> None:
    made, found = read(f"{HEAD}x [@a *b*^[note [@c]], 3[^1]] y\n\n[^1]: two")
    assert made and [d.code for d in found] == ["note-misplaced"] * 2
    assert bare(made.body) == (
        '<p>x <cite data-cite="x--cite-1"/><span data-note="x--note.1"/><span data-note="x--note.2"/> y</p>'
    )
    assert [(c.cites[0].key, c.note) for c in made.citations] == [("a", ""), ("c", "x--note.1")]


def test_words_around_a_source_are_set_and_cleaned() -> None:
    made, found = read(f'{HEAD}[see "it" -- <script>x</script>[q]{{#i}} @a, "so" it\'s... <b onclick="x">b</b>]')
    assert made and [d.code for d in found] == ["html-refused"] * 2
    assert shown(made.citations[0].cites[0]) == "see “it” – <span>q</span>|a||, “so” it’s… <b>b</b>"
    assert citations('x [siehe "so" @a, S. 3-4 "x"]', "de") == [["siehe „so“|a|page 3–4| „x“"]]
    assert citations('[x ["là" @k "y"]]{lang=fr}', "en") == [["« là »|k|| « y »"]]


def test_a_picture_or_a_link_in_a_citation_is_as_any_other() -> None:
    made = article("[see ![A gate](g.png) and [here](#y) @a]")
    assert [image.path for image in made.images] == ["articles/g.png"]
    assert b'<a data-xref="#y">here</a>' in made.citations[0].cites[0].prefix


@pytest.mark.parametrize(
    "text",
    [
        "@a " * 3000,
        "[@a" * 3000,
        "[" + "@a; " * 3000 + "@b]",
        "[@a" + "; x" * 3000 + "]",
        "[" * 3000 + "@a",
        "@{" * 3000,
        "[@a " + '" ( ; ' * 3000 + "]",
        "@a [" * 3000,
        "[@a" * 40 + "]" * 40,
        "[@a, p. " + "(3" * 3000 + "]",
        "[@a, 3" + "-3" * 3000 + "]",
    ],
    ids=lambda text: text[:12],
)
@pytest.mark.timeout(20)
def test_much_is_read_in_good_time(text: str) -> None:
    made, _ = read(HEAD + text)
    assert made


# --- no word is lost

_WORD = st.text("abyzåß09", min_size=1, max_size=6)
_SAID = st.one_of(
    _WORD,
    _WORD.map(lambda word: f"*{word}*"),
    _WORD.map(lambda word: f"`{word}`"),
    _WORD.map(lambda word: f"[{word}](#x)"),
    _WORD.map(lambda word: f'"{word}"'),
    _WORD.map(lambda word: f"({word};"),
    _WORD.map(lambda word: f"{word},"),
    st.sampled_from(
        [
            "p. 3",
            "pp. 3-4,",
            ", iv",
            "{",
            "}",
            "{x 3}",
            ";",
            "\\;",
            "[",
            "]",
            "*",
            "vol. 2, c. 3",
            "§5",
            "&",
            "<b>",
            "</b>",
        ]
    ),
)
_RUN = st.lists(_SAID, max_size=5).map(" ".join)
_CITE = st.tuples(_RUN, st.sampled_from([" @k ", " -@k ", " @{k l} ", "; @k ", " @k, "]), _RUN).map("".join)


def words(text: str) -> list[str]:
    """The words of a text, in order, whatever stands between them."""
    return re.findall(r"\w+", text)


def plain(markdown: str) -> str:
    """What CommonMark makes of a text that holds no citation, as plain text."""
    return html.unescape(re.sub(r"<[^>]*>", "", parser.commonmark().renderInline(markdown)))


@settings(max_examples=150, deadline=None)
@given(cites=st.lists(_CITE, min_size=1, max_size=3), textual=st.booleans())
def test_every_word_of_a_citation_survives(cites: list[str], textual: bool) -> None:
    markdown = ("@first [" if textual else "[") + "; ".join(cites) + "] end"
    made, _ = read(f"{HEAD}start {markdown}")
    assert made
    kept = text_of(made.body)
    for citation in made.citations:
        for cite in citation.cites:
            label = {"page": "p pp", "volume": "vol", "section": ""}.get(cite.label, cite.label)
            parts = (text_of(cite.prefix), cite.key, label, cite.locator, text_of(cite.suffix))
            kept += " " + " ".join(parts)
    assert set(words(plain(markdown))) - {"x"} <= {*words(kept)}
