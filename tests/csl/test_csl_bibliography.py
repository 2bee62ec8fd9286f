"""The entries of a bibliography. Cases after CSL 1.0.2, "Bibliography-specific Options"."""

from __future__ import annotations

import pytest

from pamphleteer.csl import Citation, Cite, Processor, to_html, to_text
from tests.csl.small import AUTHOR_DATE, YEAR, book, listed, style

TITLE = '<text variable="title"/>'
AUTHORS = [
    ("Doe, A", 1999),
    ("Doe, A", 2000),
    ("Doe, A; Johnson, B; Williams, C", 2001),
    ("Doe, A; Smith, B", 2002),
    ("Doe, A; Stevens, B; Miller, C", 2003),
    ("Doe, A; Stevens, B; Miller, C", 2004),
    ("Doe, A; Williams, B; W, C; X, D", 2005),
    ("Doe, A; Williams, B; W, C; X, D", 2006),
]
NAMES = '<names variable="author" suffix=". "><name form="short" and="symbol" et-al-min="4" et-al-use-first="2"'
NAMES += ' delimiter-precedes-last="never" delimiter-precedes-et-al="never"/></names>'


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (
            "complete-all",
            "Doe|---|Doe, Johnson & Williams|Doe & Smith|Doe, Stevens & Miller|---|Doe, Williams et al.|---",
        ),
        (
            "complete-each",
            "Doe|---|Doe, Johnson & Williams|Doe & Smith|Doe, Stevens & Miller|---, --- & ---|"
            "Doe, Williams et al.|---, --- et al.",
        ),
        (
            "partial-each",
            "Doe|---|---, Johnson & Williams|--- & Smith|---, Stevens & Miller|---, --- & ---|"
            "---, Williams et al.|---, --- et al.",
        ),
        (
            "partial-first",
            "Doe|---|---, Johnson & Williams|--- & Smith|---, Stevens & Miller|---, Stevens & Miller|"
            "---, Williams et al.|---, Williams et al.",
        ),
    ],
)
def test_authors_that_are_named_once(rule: str, expected: str) -> None:
    """As the specification's table has it, which forgets itself where only the first name is repeated."""
    options = f'subsequent-author-substitute="---" subsequent-author-substitute-rule="{rule}"'
    made = style(AUTHOR_DATE, entries=f"{NAMES}{YEAR}", bibliography=options)
    entries = listed(made, [book(names, year) for names, year in AUTHORS])
    wanted = [f"{names.rstrip('.')}. {year}" for names, (_, year) in zip(expected.split("|"), AUTHORS, strict=True)]
    assert entries == wanted


def test_a_title_that_stands_in_for_the_author_is_one() -> None:
    names = f'<names variable="author" suffix=". "><substitute>{TITLE}</substitute></names>'
    made = style(AUTHOR_DATE, entries=f"{names}{YEAR}", bibliography='subsequent-author-substitute="—"')
    assert listed(made, [book(title="T", year=1), book(title="T", year=2)])[1].startswith("—. ")


def test_an_empty_substitute_takes_the_block_away() -> None:
    block = '<group display="block"><names variable="author"/></group><text variable="title"/>'
    made = style(AUTHOR_DATE, entries=block, bibliography='subsequent-author-substitute=""')
    assert listed(made, [book("Doe, J", title="A"), book("Doe, J", title="B")])[1].strip() == "B"


@pytest.mark.parametrize("align", ["flush", "margin"])
def test_the_first_field_in_a_column_of_its_own(align: str) -> None:
    made = style(
        AUTHOR_DATE,
        entries=f'<text variable="citation-number" suffix=". "/>{TITLE}',
        bibliography=f'second-field-align="{align}" hanging-indent="true" entry-spacing="0" line-spacing="2"',
    )
    processor = Processor(made, {"a": book(title="A")})
    processor.cite([Citation((Cite("a"),))])
    found = processor.bibliography()
    assert [child.kind for child in found.entries[0].tree.children if not isinstance(child, str)] == [
        "left-margin",
        "right-inline",
    ]
    assert to_text(found.entries[0].tree) == "1. A"
    assert (found.second_field_align, found.hanging_indent) == (align, True)
    assert (found.entry_spacing, found.line_spacing) == (0, 2)


def test_the_stop_of_the_layout_stands_within_a_last_column() -> None:
    made = style(AUTHOR_DATE, entries=TITLE)
    assert listed(made, [book(title="A"), book()]) == ["A"]


def test_some_of_the_sources_keep_their_order_and_their_numbers() -> None:
    made = style(
        AUTHOR_DATE, entries=f'<text variable="citation-number" suffix=" "/>{TITLE}', sort='<key variable="title"/>'
    )
    processor = Processor(made, {key: book(title=key) for key in "cab"})
    processor.cite([Citation((Cite(key),)) for key in "cab"])
    assert [to_text(entry.tree) for entry in processor.bibliography(["c", "a"]).entries] == ["1 a", "3 c"]
    assert [entry.key for entry in processor.bibliography().entries] == ["a", "b", "c"]


def test_a_style_without_bibliography_has_none() -> None:
    assert listed(style(AUTHOR_DATE), [book(title="A")]) == []


def test_a_position_is_none_in_a_bibliography() -> None:
    choose = '<choose><if position="first"><text value="1"/></if><else><text value="0"/></else></choose>'
    assert listed(style(choose, entries=choose), [book(title="A")]) == ["0"]


def test_identifiers_are_links() -> None:
    entries = (
        '<text variable="DOI" prefix="doi: https://doi.org/"/><text variable="PMID" prefix=", PMID: "/>'
        '<text variable="URL" prefix=", from "/>'
    )
    item = book(DOI="10.5555/12", PMID="99", URL="https://weir.example/a")
    processor = Processor(style(AUTHOR_DATE, entries=entries), {"a": item})
    processor.cite([Citation((Cite("a"),))])
    [entry] = processor.bibliography().entries
    links = [(child.value, to_text(child)) for child in entry.tree.children if not isinstance(child, str)]
    assert links == [
        ("https://doi.org/10.5555/12", "https://doi.org/10.5555/12"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/99", "99"),
        ("https://weir.example/a", "https://weir.example/a"),
    ]
    assert to_html(entry.tree) == "doi: https://doi.org/10.5555/12, PMID: 99, from https://weir.example/a"
