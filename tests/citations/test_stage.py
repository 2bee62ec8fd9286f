"""Citations become right by themselves: in notes and in the text, wherever the author moves them."""

from __future__ import annotations

import json

import pytest

from pamphleteer.csl import load_style
from pamphleteer.markup import parse
from tests.citations.staging import IBID, SOURCES, articles, body, listed, notes, reference, stage

ROWE, HALE = "Ada Rowe, Who Owns the Bank (Quarry Press, 1950)", "June Hale, The Dry Dock (Quarry Press, 1962)"
ONE, TWO, THREE, FOUR = "One [@rowe, 3].", "Two [@rowe, 5].", "Three [@hale, 7].", "Four [@rowe, 9]."


def text(*paragraphs: str) -> str:
    return "\n\n".join(["# T", *paragraphs]) + "\n"


@pytest.mark.parametrize(
    ("written", "style", "restart", "expected"),
    [
        (
            [[ONE, TWO, THREE, FOUR]],
            IBID,
            "chapter",
            [f"1 {ROWE}, 3.", "2 Ibid., 5.", f"3 {HALE}, 7.", "4 Rowe, Who Owns the Bank, 9."],
        ),
        (
            [[ONE, THREE, TWO, FOUR]],
            IBID,
            "chapter",
            [f"1 {ROWE}, 3.", f"2 {HALE}, 7.", "3 Rowe, Who Owns the Bank, 5.", "4 Ibid., 9."],
        ),
        (
            [[ONE, THREE], [TWO, FOUR]],
            IBID,
            "chapter",
            [f"1 {ROWE}, 3.", f"2 {HALE}, 7.", f"1 {ROWE}, 5.", "2 Ibid., 9."],
        ),
        (
            [[ONE, THREE], [TWO, FOUR]],
            IBID,
            "book",
            [f"1 {ROWE}, 3.", f"2 {HALE}, 7.", "3 Rowe, Who Owns the Bank, 5.", "4 Ibid., 9."],
        ),
        (
            [[ONE, "Between.^[So it is.]", TWO]],
            IBID,
            "chapter",
            [f"1 {ROWE}, 3.", "2 So it is.", "3 Rowe, Who Owns the Bank, 5."],
        ),
        (
            [[ONE, "Between.^[Pace @hale, who doubts it.]", TWO]],
            IBID,
            "chapter",
            [f"1 {ROWE}, 3.", f"2 Pace {HALE}, who doubts it.", "3 Rowe, Who Owns the Bank, 5."],
        ),
        (
            [[ONE, TWO, THREE]],
            "chicago-notes-bibliography",
            "chapter",
            [f"1 {ROWE}, 3.", "2 Rowe, Who Owns the Bank, 5.", f"3 {HALE}, 7."],
        ),
        ([[ONE, TWO, THREE]], "apa", "chapter", []),
        (
            [["One [@rowe, 3; @hale, 7].", "Two [@hale, 9]."]],
            IBID,
            "chapter",
            [f"1 {ROWE}, 3; {HALE}, 7.", "2 Hale, The Dry Dock, 9."],
        ),
    ],
    ids=["written", "reordered", "moved", "moved-book", "note", "citing-note", "style", "in-text", "two-works"],
)
def test_notes_know_their_place(written: list[list[str]], style: str, restart: str, expected: list[str]) -> None:
    texts = dict(zip("abc", (text(*paragraphs) for paragraphs in written), strict=False))
    book, found = stage(texts, f"style: {style}, restart: {restart}")
    assert not found
    assert notes(book) == expected
    for note, whole in zip(book.notes(), notes(book, ebook=True), strict=True):
        # The ebook's pop-up stands alone: whatever is short in print is whole there.
        assert "Ibid" not in whole and "Bank, " not in whole and "Dock, " not in whole
        assert (note.ebook is None) == (f"{note.mark} {whole.split(' ', 1)[1]}" in notes(book))
    if style == "apa":
        assert body(book) == "One (Rowe, 1950, p. 3).Two (Rowe, 1950, p. 5).Three (Hale, 1962, p. 7)."


def test_the_ebook_may_say_what_print_says() -> None:
    book, _ = stage({"a": text(ONE, TWO)}, f"style: {IBID}, ebook: same")
    assert notes(book, ebook=True) == notes(book) == [f"1 {ROWE}, 3.", "2 Ibid., 5."]


def test_citations_speak_their_own_language() -> None:
    written = text(ONE, TWO)
    book, _ = stage({"a": written}, f"style: {IBID}", language="de")
    assert notes(book)[1] == "2 Ebd., 5."
    book, _ = stage({"a": written}, f"style: {IBID}, locale: en-GB", language="de")
    assert notes(book)[1] == "2 Ibid., 5."


def test_a_call_stands_where_the_language_of_its_article_wants_it() -> None:
    for language, expected in (("en-GB", "Eau.{1}"), ("de", "Eau.{1}"), ("fr", "Eau{1}.")):
        written = f"---\ntitle: T\nlanguage: {language}\n---\n\nEau [@rowe].\n"
        assert body(stage({"a": written})[0]) == expected


def test_a_source_in_the_sentence() -> None:
    written = text("As @rowe [p. 3] says. As @hale says, and @rowe; see @moss.")
    book, found = stage({"a": written}, f"style: {IBID}")
    assert not found
    assert body(book) == "As Rowe{1} says. As Hale{2} says, and Rowe;{3} see Moss.{4}"
    assert notes(book)[:3] == [
        "1 Who Owns the Bank (Quarry Press, 1950), 3.",
        "2 The Dry Dock (Quarry Press, 1962).",
        "3 Who Owns the Bank.",
    ]
    book, _ = stage({"a": written}, "style: apa")
    assert body(book) == "As Rowe (1950, p. 3) says. As Hale (1962) says, and Rowe (1950); see Moss (1971)."


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("ieee", "As Rowe [1, p. 3] says. Mud et al. [2] and Ice and von Eis [3]. No one: [4]."),
        ("nature", "As Rowe1 says. Mud et al.2 and Ice and von Eis.3 No one:.4"),
        (
            "din-1505-2-alphanumeric",
            "As Rowe [Rowe50, p.3] says. Mud et al. [MuMuMu] and Ice and von Eis [IcEi]. No one: [None].",
        ),
    ],
)
def test_a_source_in_the_sentence_has_its_author_where_a_style_has_numbers(style: str, expected: str) -> None:
    eis = {"family": "Eis", "given": "O.", "non-dropping-particle": "von"}
    sources = {
        **SOURCES,
        "mud": {"type": "book", "title": "Mud", "author": [{"family": "Mud", "given": x} for x in "ABC"]},
        "ice": {"type": "book", "title": "Ice", "author": [{"literal": "Ice"}, eis]},
        "none": {"type": "book", "title": "None"},
    }
    written = text("As @rowe [p. 3] says. @mud and @ice. No one: @none.")
    book, _ = stage({"a": written}, f"style: {style}", sources=sources)
    assert body(book) == expected


def test_a_number_stays_with_its_label() -> None:
    sources = {"x": {"type": "article-journal", "title": "Ice", "container-title": "J", "volume": "2", "issue": "3"}}
    for language, label in (("en-GB", "no."), ("de", "Nr."), ("fr", "n<sup>o</sup>")):
        book, _ = stage({"a": text("So [@x].")}, "bibliography: book", language=language, sources=sources)
        entry = book.divisions[-1].bibliography.groups[0].entries[0]  # type: ignore[union-attr]
        assert f"{label}\u00a03" in book.notes()[0].content.decode()
        assert f"{label}\u00a03" in entry.content.decode()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("It was cold [@nye].", "It was cold (Nye, n.d.)."),
        ("(It was cold [@nye].)", "(It was cold (Nye, n.d.).)"),
        ("It was cold [@nye]. As @nye.", "It was cold (Nye, n.d.). As Nye (n.d.)."),
        ("It was cold [see @nye, etc.].", "It was cold (see Nye, n.d., etc.)."),
    ],
)
def test_a_stop_in_brackets_is_not_that_of_the_sentence(written: str, expected: str) -> None:
    sources = {"nye": {"type": "book", "title": "Ice", "author": [{"family": "Nye", "given": "Olive"}]}}
    book, _ = stage({"a": text(written)}, "style: apa", sources=sources)
    assert body(book) == expected
    book, _ = stage({"a": text("So.[^1]", f"[^1]: {written}")}, "style: apa", sources=sources)
    assert notes(book) == [f"1 {expected}"]


def test_a_source_in_the_sentence_of_a_note() -> None:
    written = text("So.[^1] Or.[^2]", "[^1]: Compare @rowe [p. 3], who says so.", "[^2]: See [@hale], not @rowe.")
    book, _ = stage({"a": written}, "style: apa, bibliography: book")
    assert notes(book) == ["1 Compare Rowe (1950, p. 3), who says so.", "2 See (Hale, 1962), not Rowe (1950)."]
    entries = {entry.id for group in book.divisions[-1].bibliography.groups for entry in group.entries}  # type: ignore[union-attr]
    links = [link for note in book.notes() for link in parse(note.content).xpath("//a[@class='source-link']/@href")]
    assert len(links) == 3 and {link[1:] for link in links} == entries


@pytest.mark.parametrize(
    ("suffix", "between"),
    [
        ("3 f.", "3 f.; "),
        ("3, usw.", "3, usw.; "),
        ("3 f. u. ö.", "3 f. u. ö.; "),
        ("3. He is wrong.", "3. He is wrong. "),
        ("3, who knows?", "3, who knows? "),
        ("3, and", "3, and; "),
    ],
)
def test_what_stands_between_two_sources(suffix: str, between: str) -> None:
    book, _ = stage({"a": text(f"So [@rowe, {suffix}; @hale].")})
    assert notes(book) == [f"1 {ROWE}, {between}{HALE}."]


def test_a_note_of_a_source_in_the_sentence_is_more_than_a_page() -> None:
    style = "style: chicago-notes-bibliography-fr"
    book, _ = stage(
        {"a": text("One [@rowe, 3].", "So @rowe [p. 8].", "And [-@rowe, p. 9], @rowe.")}, style, language="fr"
    )
    assert notes(book)[1:] == ["2 Rowe, 8.", "3 Rowe, 9.", "4 Who Owns the Bank."]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (IBID, "On Rowe’s{1} book and Hale{2} too.{3}"),
        ("apa", "On Rowe’s (1950) book and Hale (1962) too (Rowe, 1950)."),
        ("ieee", "On Rowe’s [1] book and Hale [2] too ([1])."),
        ("nature", "On Rowe’s1 book and Hale2 too.1"),
    ],
)
def test_one_manuscript_does_for_styles_of_all_kinds(style: str, expected: str) -> None:
    book, _ = stage({"a": text("On @rowe's book and @hale too ([@rowe]).")}, f"style: {style}")
    assert body(book) == expected


def test_brackets_of_the_author_and_of_the_style_are_one_pair() -> None:
    written = "So ([@rowe, 3]), ([@rowe; @hale]), (see [@rowe]), (*[@rowe]*), and (@rowe)."
    book, _ = stage({"a": text(written, "Or^[So ([@rowe]).]")}, "style: apa")
    expected = "So (Rowe, 1950, p. 3), (Hale, 1962; Rowe, 1950), (see (Rowe, 1950)), ((Rowe, 1950)), and (Rowe (1950))."
    assert body(book).startswith(expected)
    assert notes(book) == ["1 So (Rowe, 1950)."]


def test_a_reference_to_a_note_begins_small_in_its_brackets() -> None:
    book, _ = stage({"a": text("One [@rowe].", "Two [@hale].", "So @rowe [p. 3].")}, "style: oscola")
    assert notes(book)[2] == "3 (n 1) 3."


def test_what_an_author_writes_around_a_source() -> None:
    written = "One [see *also* @rowe, pp. 3--4, for a “dissent”; but @hale].\n\nTwo [-@rowe, 5]."
    book, found = stage({"a": text(written)})
    assert not found
    assert notes(book) == [
        f"1 See also {ROWE}, 3–4, for a “dissent”; but {HALE}.",
        "2 Who Owns the Bank, 5.",
    ]
    assert b"<i>also</i>" in book.notes()[0].content or b"<em>also</em>" in book.notes()[0].content


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("See [@rowe, 3].", f"1 See {ROWE}, 3."),
        ("See [@rowe, 3]", f"1 See {ROWE}, 3."),
        ("See [@rowe, 3], and [@hale].", f"1 See {ROWE}, 3, and {HALE}."),
        ("[@rowe] is best; *see [@hale]*.", f"1 {ROWE} is best; see {HALE}."),
        ("See [@rowe, 3]? Or [@rowe, 4]!", f"1 See {ROWE}, 3? Or ibid., 4!"),
        ("Once [@rowe]; [@rowe], once more.", f"1 Once {ROWE}; ibid., once more."),
        (
            "See [@rowe, 3] So it is; cf. [@rowe, 4], and e.g. [@rowe, 4].",
            f"1 See {ROWE}, 3. So it is; cf. ibid., 4, and e.g. ibid.",
        ),
        ("See [@rowe]. And see [@rowe].", f"1 See {ROWE}. And see ibid."),
        ("[see @rowe, 3], and more.", f"1 See {ROWE}, 3, and more."),
        (
            "See [@hale]. [@rowe, 3]. *[@rowe]*, too. [@rowe, 5].",
            f"1 See {HALE}. {ROWE}, 3. Rowe, Who Owns the Bank, too. Ibid., 5.",
        ),
        ("[@rowe, 3]\n\n    And [@hale]", f"1 {ROWE}, 3.And {HALE}."),
    ],
)
def test_a_source_in_a_note_of_the_authors_own(note: str, expected: str) -> None:
    book, found = stage({"a": text("So.[^1]", f"[^1]: {note}")}, f"style: {IBID}")
    assert not found
    assert notes(book) == [expected]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"title": "the dry dock", "language": "de"}, "The dry dock"),
        ({"title": "eBay and Its Sellers"}, "eBay"),
        ({"author": [{"family": "hooks", "given": "bell"}], "title": "Talking"}, "bell hooks"),
        ({"author": [{"family": "Gogh", "given": "", "non-dropping-particle": "van"}], "title": "L"}, "van Gogh"),
        ({"author": [{"family": "Éberlin", "given": "élan"}], "title": "L"}, "élan"),
    ],
)
def test_a_note_begins_with_a_capital_but_names_are_as_they_are_written(data: dict[str, object], expected: str) -> None:
    sources = {"x": {"type": "book", "publisher": "P", "issued": {"date-parts": [[1901]]}, **data}}
    book, _ = stage({"a": text("So [@x].")}, sources=sources)
    assert notes(book)[0].startswith(f"1 {expected}")
    book, _ = stage({"a": text("So [see @x].")}, sources=sources)
    assert notes(book)[0].startswith("1 See ")


def test_notes_are_numbered_where_they_are_called() -> None:
    written = (
        "---\ntitle: A title [@rowe]\n---\n\nSo *it is [@rowe, 1]*.[^1]\n\n"
        "| Col [@rowe, 2] |\n|---|\n| cell [@rowe, 3] |\n\n: Caption [@rowe, 4].\n\n## Heading [@rowe, 5]\n\n"
        "> Quoted [@rowe, 6].\n\n[^1]: Hand.\n"
    )
    book, found = stage({"a": written}, f"style: {IBID}")
    assert not found
    assert notes(book)[0] == f"1 {ROWE}." and notes(book)[2] == "3 Hand."
    article = articles(book)["a"]
    marked = article.title_calls + article.body
    places = [marked.index(f'id="{note.calls[0]}"'.encode()) for note in article.notes]
    assert places == sorted(places) and [note.mark for note in article.notes] == list("12345678")
    assert b"cite" not in article.title
    assert all(note.calls[0].encode() in marked for note in article.notes)


def test_sources_of_an_articles_own() -> None:
    source = "{id: rowe, type: book, title: %s, publisher: P, issued: 1901}"
    own = f"---\ntitle: T\nreferences:\n  - {source}\n---\n\nSo [@rowe].\n"
    texts = {"a": own % "Mud", "b": own % "Mud", "c": own % "Ice", "d": text("So [@rowe].")}
    book, found = stage(texts, f"style: {IBID}, restart: book, bibliography: book")
    assert not found
    assert notes(book) == ["1 Mud (P, 1901).", "2 Ibid.", "3 Ice (P, 1901).", f"4 {ROWE}."]
    [(_, entries)] = listed(book.divisions[-1].bibliography)
    assert len(entries) == 3, "equal data are one work, other data another"
    ids = [entry.id for group in book.divisions[-1].bibliography.groups for entry in group.entries]  # type: ignore[union-attr]
    assert len(set(ids)) == 3


def test_all_unknown_keys_are_told() -> None:
    _, found = stage({"a": text("One [@row; @hale].", "Two [@nobody].[^1]", "[^1]: See @hael.")})
    assert [(d.code, d.span.line if d.span else 0, d.hint) for d in found] == [
        ("citation-unknown", 3, "did you mean 'rowe'?"),
        ("citation-unknown", 5, "list it under 'references'; a plain @ is written \\@"),
        ("citation-unknown", 7, "did you mean 'hale'?"),
    ]
    _, found = stage({"a": text(ONE)}, "bibliography: book, nocite: [hael]")
    assert [(d.code, d.hint) for d in found] == [("citation-unknown", "did you mean 'hale'?")]


@pytest.mark.parametrize(
    ("cite", "style", "expected"),
    [
        ("[@water]", IBID, ["1 Water, 1790, p. 3."]),
        ("[@water, p. 5]", IBID, ["1 Water, 1790, p. 5."]),
        ("[see @water, for more]", IBID, ["1 See Water, 1790, p. 3, for more."]),
        ("[@rowe; @water; @hale]", IBID, [f"1 {ROWE}; Water, 1790, p. 3; {HALE}."]),
        ("^[So [@water].]", IBID, ["1 So Water, 1790, p. 3."]),
        ("^[[@water]]", IBID, ["1 Water, 1790, p. 3."]),
        ("^[[@water]]", "apa", ["1 (Water, 1790, p. 3)."]),
    ],
)
def test_a_source_that_no_style_can_name_has_its_own_words(cite: str, style: str, expected: list[str]) -> None:
    book, found = stage({"a": text(f"So {cite}.")}, f"style: {style}")
    assert not found
    assert notes(book) == expected == notes(book, ebook=True)


def test_own_words_in_the_text_stand_in_brackets() -> None:
    book, _ = stage({"a": text("So [@water], and [@rowe; @water].")}, "style: apa")
    assert body(book) == "So (Water, 1790, p. 3), and (Rowe, 1950; Water, 1790, p. 3)."
    assert ("", ["Rowe, A. (1950). Who Owns the Bank. Quarry Press.", "Water, 1790, p. 3."]) in listed(
        book.divisions[-1].bibliography
    )


def test_own_words_part_a_source_from_its_ibid() -> None:
    book, _ = stage({"a": text(ONE, "So [@water].", TWO)}, f"style: {IBID}")
    assert notes(book)[2] == "3 Rowe, Who Owns the Bank, 5."


def test_a_source_of_which_nothing_is_printed_is_told() -> None:
    sources = {**SOURCES, "void": {"type": "book"}}
    for written in ("One [@void].", "One [@rowe; @void]."):
        _, found = stage({"a": text(written)}, sources=sources)
        assert [(d.code, d.span.line if d.span else 0) for d in found] == [("citation-blank", 3)]


def test_a_style_in_the_text_is_explained() -> None:
    _, found = stage({"a": text(ONE)}, "style: apa, notes: footnotes")
    assert [(d.code, d.severity) for d in found] == [("style-in-text", "info")]
    _, found = stage({"a": text(ONE)}, "style: apa, notes: chapter-endnotes")
    assert not found
    _, found = stage({"a": text(ONE)}, "style: chicago-notes, bibliography: book")
    assert [(d.code, d.severity) for d in found] == [("style-no-bibliography", "warning")]
    book, found = stage({"a": text(ONE)}, "style: chicago-notes")
    assert not found and not any(d.kind == "bibliography" for d in book.divisions)


def test_numbers_that_stand_high_stand_behind_the_stop() -> None:
    book, _ = stage({"a": text("One [@rowe]. Two [@hale], three.")}, "style: nature")
    assert body(book) == "One.1 Two,2 three."


def test_no_link_stands_in_a_link() -> None:
    sources = {"web": {"type": "webpage", "title": "Flood", "URL": "https://example.org/flood"}}
    for style in ("apa", IBID):
        written = text(
            "See [it [@web]](https://example.com/).", "Or.[^1]", "[^1]: See [it [@web]](https://example.com/)."
        )
        book, found = stage({"a": written}, f"style: {style}, bibliography: book", sources=sources)
        assert not [d for d in found if d.severity == "error"]
        for markup in (articles(book)["a"].body, *(note.content for note in book.notes())):
            assert not parse(markup).xpath("//a//a")


@pytest.mark.parametrize(
    ("doi", "address"),
    [
        ("10.1002/(SICI)1097<1::AID-SIM9>3.0.CO;2-2", "10.1002/(SICI)1097%3C1::AID-SIM9%3E3.0.CO;2-2"),
        ("10.1000/a%20b%c", "10.1000/a%20b%25c"),
        ("10.1000/a[1]é", "10.1000/a%5B1%5D%C3%A9"),
        ("10.1000/a#b", "10.1000/a#b"),
    ],
)
def test_a_link_is_a_valid_address(doi: str, address: str) -> None:
    sources = {"x": {"type": "article-journal", "title": "Ice", "container-title": "J", "DOI": doi}}
    book, _ = stage({"a": text("So [@x].")}, "bibliography: book", sources=sources)
    entry = book.divisions[-1].bibliography.groups[0].entries[0]  # type: ignore[union-attr]
    for markup in (book.notes()[0].content, entry.content):
        [link] = parse(markup).iter("a")
        assert link.get("href") == f"https://doi.org/{address}"
        assert "".join(link.itertext()) == f"https://doi.org/{doi}"


def test_a_cite_in_the_text_leads_to_its_entry() -> None:
    book, _ = stage({"a": text("So [@rowe; @hale]."), "b": text(ONE)}, "style: apa, bibliography: chapter")
    for division in book.divisions:
        if division.articles and division.bibliography:
            ids = {entry.id for group in division.bibliography.groups for entry in group.entries}
            links = parse(division.articles[0].body).xpath("//a[@class='source-link']/@href")
            assert {link[1:] for link in links} == ids


# --- bibliographies


ENTRIES = {
    "hale": "Hale, June. The Dry Dock. Quarry Press, 1962.",
    "moss": "Moss, Tim. Weirs. Water Board, 1971.",
    "rowe": "Rowe, Ada. Who Owns the Bank. Quarry Press, 1950.",
}


def test_a_bibliography_of_the_book() -> None:
    book, found = stage({"a": text(ONE, TWO, "So.^[See @hale.]"), "b": text(FOUR)}, "bibliography: book")
    assert not found
    division = book.divisions[-1]
    assert (division.kind, division.place, division.running_title) == ("bibliography", "back", "Bibliography")
    assert listed(division.bibliography) == [("", [ENTRIES["hale"], ENTRIES["rowe"]])]
    [group] = division.bibliography.groups  # type: ignore[union-attr]
    assert [entry.calls for entry in group.entries] == [
        ("a--call.1",),
        ("a--call.cite-1", "a--call.cite-2", "b--call.cite-1"),
    ]


def test_bibliographies_of_chapters() -> None:
    book, found = stage({"a": text(ONE, THREE), "b": text("Nothing."), "c": text(FOUR)}, "bibliography: chapter")
    assert not found
    chapters = {d.id: d.bibliography for d in book.divisions if d.kind == "chapter"}
    assert listed(chapters["a"]) == [("", [ENTRIES["hale"], ENTRIES["rowe"]])]
    assert chapters["b"] is None
    assert listed(chapters["c"]) == [("", [ENTRIES["rowe"]])]


def test_bibliographies_of_parts() -> None:
    parts = "parts:\n  - {title: Up, chapters: [a.md, b.md]}\n  - {title: Down, chapters: [c.md]}\n"
    texts = {"f": text(FOUR), "a": text(ONE), "b": text(THREE), "c": text("None.")}
    book, found = stage(texts, "bibliography: part", parts + "front: [{article: f.md}]\n")
    assert not found
    assert [(d.id, d.kind) for d in book.divisions] == [
        ("f", "article"),
        ("up", "part"),
        ("a", "chapter"),
        ("b", "chapter"),
        ("up--bibliography", "bibliography"),
        ("down", "part"),
        ("c", "chapter"),
    ]
    assert listed(book.divisions[4].bibliography) == [("", [ENTRIES["hale"], ENTRIES["rowe"]])]
    assert listed(book.divisions[0].bibliography) == [("", [ENTRIES["rowe"]])]
    assert all(d.bibliography is None for d in book.divisions if d.kind in ("part", "chapter"))


def test_groups() -> None:
    texts = {"a": text(ONE, THREE, "So [@moss].")}
    groups = "bibliography: {groups: [{title: Papers, types: [report]}, {title: Books}]}"
    book, found = stage(texts, groups)
    assert not found
    assert listed(book.divisions[-1].bibliography) == [
        ("Papers", [ENTRIES["moss"]]),
        ("Books", [ENTRIES["hale"], ENTRIES["rowe"]]),
    ]
    book, found = stage(
        texts, "bibliography: {groups: [{title: Water, keywords: [Water]}, {title: Maps, types: [map]}]}"
    )
    assert listed(book.divisions[-1].bibliography) == [
        ("Water", [ENTRIES["moss"]]),
        ("", [ENTRIES["hale"], ENTRIES["rowe"]]),
    ]
    assert [(d.code, d.severity) for d in found] == [("bibliography-ungrouped", "info")]


def test_a_name_stands_for_itself_where_a_group_begins() -> None:
    sources = {
        key: {**SOURCES["rowe"], "title": title, "type": kind}
        for key, title, kind in (("a1", "Aa", "book"), ("a2", "Bb", "report"), ("a3", "Cc", "book"))
    }
    groups = "bibliography: {groups: [{title: Books, types: [book]}, {title: Rest}]}"
    style = "style: chicago-author-date"
    if not load_style("chicago-author-date").bibliography:
        pytest.skip("the style has no bibliography")
    book, _ = stage({"a": text("So [@a1; @a2; @a3].")}, f"{style}, {groups}", sources=sources)
    [(_, books), (_, rest)] = listed(book.divisions[-1].bibliography)
    assert len(books) == 2 and books[0].startswith("Rowe, Ada") and rest[0].startswith("Rowe, Ada")


def test_what_nothing_cites_may_be_listed() -> None:
    book, found = stage({"a": text(ONE)}, "bibliography: book, nocite: [moss]")
    assert not found
    assert listed(book.divisions[-1].bibliography) == [("", [ENTRIES["moss"], ENTRIES["rowe"]])]
    book, found = stage({"a": text("Nothing.")}, "bibliography: book, nocite: '*'")
    assert not found
    [(_, entries)] = listed(book.divisions[-1].bibliography)
    assert entries == [*ENTRIES.values(), "Water, 1790, p. 3."]


def test_references_of_the_helper_are_as_files_give_them() -> None:
    assert json.loads(reference("rowe", SOURCES["rowe"]).data)["id"] == "rowe"
