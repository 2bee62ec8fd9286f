"""BibTeX and BibLaTeX as CSL-JSON: what each field becomes, what entries take from others, and what is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pamphleteer.diagnostics import Diagnostic
from pamphleteer.references import read


def items(text: str) -> tuple[dict[str, dict[str, Any]], list[Diagnostic]]:
    sources, found = read(text, "sources.bib", "sources.bib")
    return {source.key: json.loads(source.data) for source in sources}, found


def item(fields: str, kind: str = "book") -> dict[str, Any]:
    read_items, found = items(f"@{kind}{{k, {fields}}}")
    assert found == []
    return {name: value for name, value in read_items["k"].items() if name not in ("id", "type")}


def told(text: str) -> list[tuple[str, int | None]]:
    return [(d.code, d.span.line if d.span else None) for d in items(text)[1]]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            "title={Weirs}, subtitle={A History}, titleaddon={Revised}",
            {"title": "Weirs: A History. Revised", "title-short": "Weirs"},
        ),
        ("title={Why?}, subtitle={A History}", {"title": "Why? A History", "title-short": "Why?"}),
        (
            r"title={\emph{Why?}}, subtitle={A History}",
            {"title": "<i>Why?</i> A History", "title-short": "<i>Why?</i>"},
        ),
        ("title={Weirs: A History}", {"title": "Weirs: A History", "title-short": "Weirs"}),
        (r"title={\emph{Weirs: A History}}", {"title": "<i>Weirs: A History</i>"}),
        ("title={Weirs}, shorttitle={W}", {"title": "Weirs", "title-short": "W"}),
        ("title={Water}, maintitle={Works}, volume=2", {"title": "Works", "volume-title": "Water", "volume": "2"}),
        (
            "volume=3, part=2, volumes=5, number=7",
            {"volume": "3.2", "number-of-volumes": "5", "collection-number": "7"},
        ),
        ("pages={5--19, 21 -- 23}", {"page": "5–19, 21–23"}),
        (
            "edition={2}, pagetotal={300}, chapter={4}",
            {"edition": "2", "number-of-pages": "300", "chapter-number": "4"},
        ),
        (
            "publisher={Norton and Company}, address={Lowmere and Saltby}",
            {"publisher": "Norton and Company", "publisher-place": "Lowmere; Saltby"},
        ),
        ("institution={Quarry}, publisher={Quarry}", {"publisher": "Quarry"}),
        (r"howpublished={\url{https://a.b/c\_d}}", {"URL": "https://a.b/c_d"}),
        ("howpublished={Privately printed}", {"publisher": "Privately printed"}),
        (
            "doi={https://doi.org/10.1/x_y}, isbn={978-1}, issn={1234}",
            {"DOI": "10.1/x_y", "ISBN": "978-1", "ISSN": "1234"},
        ),
        ("eprint={1234.5}, eprinttype={arXiv}", {"URL": "https://arxiv.org/abs/1234.5"}),
        ("eprint={1234.5}, archiveprefix={arXiv}", {"URL": "https://arxiv.org/abs/1234.5"}),
        ("url={https://a.b}, options={url=false}", {}),
        ("keywords={water, weirs; locks}", {"keyword": "water, weirs, locks"}),
        ("note={A note.}, addendum={More}", {"note": "A note. More"}),
        (
            "annote={Read it}, abstract={On weirs}, library={QA 1}",
            {"annote": "Read it", "abstract": "On weirs", "call-number": "QA 1"},
        ),
        (
            "series={Canals}, type={phdthesis}, pubstate={inpress}",
            {"collection-title": "Canals", "genre": "PhD thesis", "status": "in press"},
        ),
        (
            "eventtitle={Weirs Day}, venue={Saltby}, eventdate={2001-03-02}",
            {"event-title": "Weirs Day", "event-place": "Saltby", "event-date": {"date-parts": [[2001, 3, 2]]}},
        ),
        (
            "origtitle={Wehre}, origpublisher={Q}, origlocation={X}, origdate={1901}",
            {
                "original-title": "Wehre",
                "original-publisher": "Q",
                "original-publisher-place": "X",
                "original-date": {"date-parts": [[1901]]},
            },
        ),
        (
            "editor={Lund, Ada}, editortype={compiler}, editora={Berg, Nils}, editoratype={translator}",
            {"compiler": [{"family": "Lund", "given": "Ada"}], "translator": [{"family": "Berg", "given": "Nils"}]},
        ),
        (
            "translator={Lund, Ada}, foreword={Berg, N}, afterword={Berg, N}",
            {"translator": [{"family": "Lund", "given": "Ada"}], "contributor": [{"family": "Berg", "given": "N"}]},
        ),
        (
            "author={Lund, Ada and others}, editor={others}",
            {"author": [{"family": "Lund", "given": "Ada"}], "and-others": ["author"]},
        ),
        (
            "author={van Aue, B}, options={useprefix=true}",
            {"author": [{"family": "Aue", "given": "B", "non-dropping-particle": "van"}]},
        ),
        ("langid={ngerman}, title={Die {NASA}}", {"language": "de-DE", "title": "Die NASA"}),
        (
            "langid={english}, langidopts={variant=british}, title={The {NASA}}",
            {"language": "en-GB", "title": 'The <span class="nocase">NASA</span>'},
        ),
        ("language={french}", {"language": "fr-FR"}),
        ("langid={pt-br}", {"language": "pt-BR"}),
        ("language={english and german}", {}),
        ("foo={unknown}, file={x.pdf}", {}),
        ("title={}, author={ }", {}),
    ],
)
def test_fields_become_variables(fields: str, expected: dict[str, Any]) -> None:
    assert item(fields) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("year=2001", {"date-parts": [[2001]]}),
        ("year={2001}, month=mar", {"date-parts": [[2001, 3]]}),
        ("year={2001}, month=mar, day=4", {"date-parts": [[2001, 3, 4]]}),
        ("year={2001}, month=mar # {~4}", {"date-parts": [[2001, 3, 4]]}),
        ("year={2001}, month={4 March}", {"date-parts": [[2001, 3, 4]]}),
        ("year={2001}, month={March}", {"date-parts": [[2001, 3]]}),
        ("year={2001}, month={jan/feb}", {"date-parts": [[2001, 1], [2001, 2]]}),
        ("year={2001}, month={3--4}", {"date-parts": [[2001, 3], [2001, 4]]}),
        ("year={2001}, month={Spring}", {"date-parts": [[2001]], "season": 1}),
        ("year={2001}, month={Michaelmas}", {"literal": "Michaelmas 2001"}),
        ("year={2001}, endyear={2003}", {"date-parts": [[2001], [2003]]}),
        ("year={1950--1960}", {"date-parts": [[1950], [1960]]}),
        ("year={1950--60}", {"date-parts": [[1950], [1960]]}),
        ("year={c. 1950}", {"date-parts": [[1950]], "circa": True}),
        ("year={[ca. 1950]}", {"date-parts": [[1950]], "circa": True}),
        ("year={-44}", {"date-parts": [[-44]]}),
        ("year={n.d.}", {"literal": "n.d."}),
        ("date={2001-03-04}", {"date-parts": [[2001, 3, 4]]}),
        ("date={2001-03/2001-05}", {"date-parts": [[2001, 3], [2001, 5]]}),
        ("date={1723~}", {"date-parts": [[1723]], "circa": True}),
        ("date={2001-21}", {"date-parts": [[2001]], "season": 1}),
        ("date={1964/..}", {"raw": "1964/.."}),
        ("date={-0043}", {"date-parts": [[-44]]}),
        ("date={2001}, year={1999}", {"date-parts": [[2001]]}),
        ("date={in the spring}", {"literal": "in the spring"}),
    ],
)
def test_dates(fields: str, expected: dict[str, Any]) -> None:
    assert item(fields)["issued"] == expected


def test_a_work_in_press_says_so_for_its_date() -> None:
    assert item("year={forthcoming}") == {"issued": {"literal": "forthcoming"}}
    assert item("year={inpress}, langid={german}")["issued"] == {"literal": "im Druck"}


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("@article{k, journal={J}}", "article-journal"),
        ("@article{k, entrysubtype={newspaper}}", "article-newspaper"),
        ("@Article{k, entrysubtype={magazine}}", "article-magazine"),
        ("@inproceedings{k,}", "paper-conference"),
        ("@conference{k}", "paper-conference"),
        ("@incollection{k}", "chapter"),
        ("@booklet{k}", "pamphlet"),
        ("@PHDTHESIS{k}", "thesis"),
        ("@techreport{k}", "report"),
        ("@online{k}", "webpage"),
        ("@unpublished{k}", "manuscript"),
        ("@unpublished{k, venue={Saltby}}", "speech"),
        ("@misc{k}", "document"),
        ("@something{k}", "document"),
        ("@software{k}", "software"),
        ("@inreference{k}", "entry-encyclopedia"),
        ("@legislation{k}", "legislation"),
        ("@patent{k}", "patent"),
        ("@letter{k}", "personal_communication"),
    ],
)
def test_types(entry: str, expected: str) -> None:
    assert items(entry)[0]["k"]["type"] == expected


def test_the_number_of_an_article_is_its_issue_and_of_a_report_its_number() -> None:
    assert item("number=4, journal={J}", "article") == {"issue": "4", "container-title": "J"}
    assert item("number=4, issue={Spring}", "article") == {"issue": "4, Spring"}
    assert item("number=4", "report") == {"number": "4"}


def test_theses_have_a_genre_in_their_language() -> None:
    assert item("school={U}", "mastersthesis") == {"genre": "Master’s thesis", "publisher": "U"}
    assert item("langid={german}", "phdthesis")["genre"] == "Dissertation"
    assert item("type={Habilitation}", "phdthesis")["genre"] == "Habilitation"
    assert item("version={2}", "software") == {"version": "2"}


def test_macros() -> None:
    text = '@STRING(q = "Quarry")\n@string{qp = q # { Press}}\n@book{k, publisher = QP # " " # {\\& Co}, year = 2001}'
    read_items, found = items(text)
    assert found == []
    assert read_items["k"]["publisher"] == "Quarry Press & Co"


def test_values_in_quotation_marks_may_hold_quotation_marks_in_braces() -> None:
    assert item('title = "The {"}Ark{"} of {NASA}"', "misc")["title"].startswith('The "Ark"')


class TestInheritance:
    """What an entry takes from others."""

    @pytest.mark.parametrize("reverse", [False, True])
    def test_a_chapter_takes_its_book(self, reverse: bool) -> None:
        parts = [
            "@collection{waters, editor={Stone, Paul}, title={Collected Waters}, subtitle={Old}, "
            "shorttitle={CW}, year=1977}",
            "@incollection{reed, author={Reed, Joan}, title={On Weirs}, pages={5--19}, crossref={waters}}",
        ]
        read_items, found = items("\n".join(reversed(parts) if reverse else parts))
        assert found == []
        assert read_items["reed"] == {
            "id": "reed",
            "type": "chapter",
            "author": [{"family": "Reed", "given": "Joan"}],
            "editor": [{"family": "Stone", "given": "Paul"}],
            "title": "On Weirs",
            "container-title": "Collected Waters: Old",
            "page": "5–19",
            "issued": {"date-parts": [[1977]]},
        }

    def test_a_book_that_has_a_booktitle_for_its_chapters(self) -> None:
        text = '@book{b, title={T}, booktitle={B}, editor={X, Y}}\n@incollection{c, title={C}, crossref="b"}'
        assert items(text)[0]["c"]["container-title"] == "B"

    def test_chains_of_any_length_and_works_in_volumes(self) -> None:
        text = (
            "@inbook{c, title={C}, crossref={v}}\n@book{v, title={V}, volume=2, crossref={m}}\n"
            "@mvbook{m, title={M}, author={Lund, Ada}, publisher={Q}}"
        )
        chapter = items(text)[0]["c"]
        assert (chapter["container-title"], chapter["volume-title"], chapter["volume"]) == ("M", "V", "2")
        assert chapter["author"] == [{"family": "Lund", "given": "Ada"}]
        assert "container-author" not in chapter, "nobody is named twice"
        chain = "".join(f"@misc{{k{i}, crossref={{k{i + 1}}}}}\n" for i in range(3000)) + "@misc{k3000, note={far}}"
        assert items(chain)[0]["k0"]["note"] == "far"

    def test_an_article_takes_its_journal(self) -> None:
        text = "@article{a, title={A}, crossref={p}}\n@periodical{p, title={Notes}, issn={1}, date={2001}}"
        article = items(text)[0]["a"]
        assert (article["title"], article["container-title"], article["ISSN"]) == ("A", "Notes", "1")

    def test_own_fields_go_before_and_a_date_is_one_thing(self) -> None:
        text = "@inbook{c, title={C}, year=1999, crossref={b}}\n@book{b, title={B}, date={2001-03}, month=may}"
        assert items(text)[0]["c"]["issued"] == {"date-parts": [[1999]]}

    def test_xdata_gives_its_fields_and_is_no_source(self) -> None:
        text = (
            "@book{b, title={B}, xdata={x, y}}\n@xdata{x, publisher={Q}, xdata={z}}\n@xdata{y, location={L}}\n"
            "@xdata{z, series={S}}"
        )
        read_items, found = items(text)
        assert found == []
        assert read_items.keys() == {"b"}
        assert [read_items["b"][k] for k in ("publisher", "publisher-place", "collection-title")] == ["Q", "L", "S"]

    def test_xref_gives_nothing(self) -> None:
        assert items("@inbook{c, title={C}, xref={b}}\n@book{b, title={B}}")[0]["c"] == {
            "id": "c",
            "type": "chapter",
            "title": "C",
        }

    def test_what_an_entry_is_called_is_its_own(self) -> None:
        text = "@inbook{c, crossref={b}}\n@book{b, ids={x}, label={L}, shorthand={S}, keywords={k}}"
        assert items(text)[0]["c"]["keyword"] == "k"

    def test_a_ring_of_parents_is_told_and_ends(self) -> None:
        text = "@book{a, title={A}, crossref={b}}\n@book{b, note={N}, crossref={a}}\n@book{c, crossref={c}}"
        read_items, found = items(text)
        assert read_items["a"]["note"] == "N"
        assert [(d.code, d.span.line if d.span else 0) for d in found] == [
            ("reference-unresolved", 2),
            ("reference-unresolved", 3),
        ]

    def test_a_missing_parent_is_told_where_it_is_named(self) -> None:
        _, found = items("@book{a,\n  title={A},\n  crossref={waters}\n}\n@book{water, title={W}}")
        assert [(d.code, d.severity, d.span.line if d.span else 0) for d in found] == [
            ("reference-unresolved", "warning", 3)
        ]
        assert found[0].hint == "did you mean 'water'?"


class TestFindings:
    """A broken entry is told with its line, and the rest is read."""

    @pytest.mark.parametrize(
        ("broken", "line"),
        [
            ("@book{b, title = {open\n", 2),
            ('@book{b, title = "open\n', 2),
            ("@book{b title = {x}}\n", 2),
            ("@book{b, title {x}}\n", 2),
            ("@book{b, title}\n", 2),
            ("@bookb, title = {x}}\n", 2),
            ("@book{b, title={x}, title={y}}\n", 2),
            ("words\n@book b, title = {x}}\n", 3),
        ],
    )
    def test_the_rest_is_read(self, broken: str, line: int) -> None:
        read_items, found = items(f"@book{{a, title={{A}}}}\n{broken}\n@book{{c, title={{C}}}}\n")
        assert {"a", "c"} <= read_items.keys()
        assert [(d.code, d.severity, d.span.line if d.span else 0) for d in found] == [
            ("reference-broken", "error", line)
        ]

    def test_keys(self) -> None:
        assert told("@book{ , title={A}}\n@book{b, title={B}}") == [("reference-no-id", 1)]
        assert told("@book{b, title={B}}\n@book{b, title={C}}") == [("reference-twice", 2)]
        assert told('@book{b, title={B}}\n@BOOK{b,\n title = "B"}') == [], "equal data are one work"
        assert told("@book{a:b/c.d+e, title={B}}") == []

    def test_a_date_that_is_none_is_told_and_printed(self) -> None:
        read_items, found = items("@book{b,\n  title={B},\n  date={2001-99-99}\n}")
        assert [(d.code, d.span.line if d.span else 0) for d in found] == [("reference-wrong-value", 3)]
        assert read_items["b"]["issued"] == {"literal": "2001-99-99"}

    def test_a_word_that_is_no_macro_is_told_and_kept(self) -> None:
        read_items, found = items("@string{quarry={Quarry}}\n@book{b, publisher=quary}")
        assert [(d.code, d.hint) for d in found] == [("reference-unresolved", "did you mean 'quarry'?")]
        assert read_items["b"]["publisher"] == "quary"

    def test_comments_are_no_entries(self) -> None:
        text = '% words\n@comment{jabref: x}\n@preamble{"\\newcommand{\\x}{y}"}\nme@example.org\n@book{b, title={B}}'
        assert told(text) == []

    def test_macros_cannot_make_billions_of_letters(self) -> None:
        text = "@string{a0={0123456789}}\n" + "".join(f"@string{{a{i}=a{i - 1} # a{i - 1}}}\n" for i in range(1, 60))
        assert told(f"{text}@book{{b, title=a59}}").count(("reference-broken", 21)) == 1

    def test_children_cannot_make_billions_of_letters(self) -> None:
        text = f"@book{{p, abstract={{{'x' * 1_000_000}}}}}\n" + "".join(
            f"@inbook{{c{i}, crossref={{p}}}}\n" for i in range(300)
        )
        read_items, found = items(text)
        assert [d.code for d in found] == ["reference-broken"]
        assert len(read_items) == 301
