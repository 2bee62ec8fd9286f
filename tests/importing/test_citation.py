"""The words of sources, and what is read from them."""

from typing import Any

import pytest

from pamphleteer.importing.citation import is_name
from pamphleteer.importing.dates import final_date, iso, whole_date
from pamphleteer.importing.wording import parse_citation


def name(given: str, family: str) -> dict[str, str]:
    return {"family": family, "given": given}


def issued(*parts: int) -> dict[str, Any]:
    return {"date-parts": [list(parts)]}


CASES: list[tuple[str, dict[str, Any]]] = [
    (
        "In the marsh, a gate by Ann Bole and Joan de Wit, The Lowmere Gazette, 1 May 1999",
        {
            "type": "article-newspaper",
            "title": "In the marsh, a gate",
            "author": [name("Ann", "Bole"), name("Joan", "de Wit")],
            "container-title": "The Lowmere Gazette",
            "issued": issued(1999, 5, 1),
        },
    ),
    (
        "Who shut the gate? by Ann Bole, Canal Voice, May 2, 1999",
        {
            "type": "article-newspaper",
            "title": "Who shut the gate?",
            "author": [name("Ann", "Bole")],
            "container-title": "Canal Voice",
            "issued": issued(1999, 5, 2),
        },
    ),
    (
        "Gates/Weirs: what we’re told by the water, Canal Union, 27 December 2020",
        {
            "type": "article-newspaper",
            "title": "Gates/Weirs: what we’re told by the water",
            "container-title": "Canal Union",
            "issued": issued(2020, 12, 27),
        },
    ),
    (
        "A. B. Bole, ‘The shut gate’, Lowmere Chronicle, 3 June 1851, p. 2",
        {
            "type": "article-newspaper",
            "title": "The shut gate",
            "author": [name("A. B.", "Bole")],
            "container-title": "Lowmere Chronicle",
            "issued": issued(1851, 6, 3),
        },
    ),
    (
        "see Ann Bole, The Gate (Lowmere: Marsh Books, 1974), pp. 3–9",
        {
            "type": "book",
            "title": "The Gate",
            "author": [name("Ann", "Bole")],
            "publisher": "Marsh Books",
            "publisher-place": "Lowmere",
            "issued": issued(1974),
        },
    ),
    (
        "Ann Bole: „Das Tor“, Hohenrieder Anzeiger, 3. Juni 1951, S. 2",
        {
            "type": "article-newspaper",
            "title": "Das Tor",
            "author": [name("Ann", "Bole")],
            "container-title": "Hohenrieder Anzeiger",
            "issued": issued(1951, 6, 3),
        },
    ),
    (
        "L’écluse par Anne Bole, Le Courrier du Marais, 1er mai 1999",
        {
            "type": "article-newspaper",
            "title": "L’écluse",
            "author": [name("Anne", "Bole")],
            "container-title": "Le Courrier du Marais",
            "issued": issued(1999, 5, 1),
        },
    ),
    (
        "Lowmere Gazette, 1 May 1999",
        {"type": "article-newspaper", "container-title": "Lowmere Gazette", "issued": issued(1999, 5, 1)},
    ),
    (
        "VI Bole, Water, the Highest Stage of Rain, 1916, Chapter 7",
        {
            "type": "book",
            "title": "Water, the Highest Stage of Rain",
            "author": [name("VI", "Bole")],
            "issued": issued(1916),
        },
    ),
    (
        "Quoted in A Bole and J Marl, The Gate, 1848",
        {
            "type": "book",
            "title": "The Gate",
            "author": [name("A", "Bole"), name("J", "Marl")],
            "issued": issued(1848),
        },
    ),
    (
        "Marsh Harvest, Lowmere Chronicle, 4 May 1900",
        {
            "type": "article-newspaper",
            "title": "Marsh Harvest",
            "container-title": "Lowmere Chronicle",
            "issued": issued(1900, 5, 4),
        },
    ),
    ("Seven Weirs, p. 241", {"type": "document", "title": "Seven Weirs"}),
    (
        "The gate, Canal Union, accessed 3 May 2020, https://canals.example/gate_1",
        {
            "type": "webpage",
            "title": "The gate",
            "container-title": "Canal Union",
            "accessed": issued(2020, 5, 3),
            "URL": "https://canals.example/gate_1",
        },
    ),
    (
        "Klara Moor: Die Schleusen von Hohenried, Hohenried 1987, S. 40",
        {
            "type": "book",
            "title": "Die Schleusen von Hohenried",
            "author": [name("Klara", "Moor")],
            "publisher-place": "Hohenried",
            "issued": issued(1987),
        },
    ),
    (
        "Moor, Klara; Ott, Hans (Hg.): Das Wehr, Frankfurt am Main 1990",
        {
            "type": "book",
            "title": "Das Wehr",
            "editor": [name("Klara", "Moor"), name("Hans", "Ott")],
            "publisher-place": "Frankfurt am Main",
            "issued": issued(1990),
        },
    ),
    (
        "Klara Moor, „Das Tor“, in: Hohenrieder Anzeiger vom 3. Juni 1951, S. 2",
        {
            "type": "article-newspaper",
            "title": "Das Tor",
            "author": [name("Klara", "Moor")],
            "container-title": "Hohenrieder Anzeiger",
            "issued": issued(1951, 6, 3),
        },
    ),
    (
        "Ann Bole, “Stocks for Wet Ground,” Journal of Weirs 12, no. 3 (1931): 45",
        {
            "type": "article-journal",
            "title": "Stocks for Wet Ground",
            "author": [name("Ann", "Bole")],
            "container-title": "Journal of Weirs",
            "volume": "12",
            "issue": "3",
            "issued": issued(1931),
        },
    ),
    (
        "Ann Bole, “Stocks for Wet Ground,” Journal of Weirs, vol. 12, no. 3, 1931, pp. 45–67",
        {
            "type": "article-journal",
            "title": "Stocks for Wet Ground",
            "author": [name("Ann", "Bole")],
            "container-title": "Journal of Weirs",
            "volume": "12",
            "issue": "3",
            "issued": issued(1931),
        },
    ),
    (
        "Ann Bole, The Gate (New York: Marsh Books, 1974), 45",
        {
            "type": "book",
            "title": "The Gate",
            "author": [name("Ann", "Bole")],
            "publisher": "Marsh Books",
            "publisher-place": "New York",
            "issued": issued(1974),
        },
    ),
    (
        "Ann Bole, The Gate, New York: Faber, 1974, p. 5",
        {
            "type": "book",
            "title": "The Gate",
            "author": [name("Ann", "Bole")],
            "publisher": "Faber",
            "publisher-place": "New York",
            "issued": issued(1974),
        },
    ),
    (
        "Ann Bole, The Gate, Faber, 1974, p. 5",
        {
            "type": "book",
            "title": "The Gate",
            "author": [name("Ann", "Bole")],
            "publisher": "Faber",
            "issued": issued(1974),
        },
    ),
    (
        "Ann Bole, ‘The gate’, in Joan Marl (ed.), Gates and Weirs (Marsh Books, 1980), pp. 3–9",
        {
            "type": "chapter",
            "title": "The gate",
            "author": [name("Ann", "Bole")],
            "editor": [name("Joan", "Marl")],
            "container-title": "Gates and Weirs",
            "publisher": "Marsh Books",
            "issued": issued(1980),
        },
    ),
    (
        "Ann Bole, The Gate, 2nd ed. (Marsh Books, 1974), p. 5",
        {
            "type": "book",
            "title": "The Gate",
            "author": [name("Ann", "Bole")],
            "edition": "2",
            "publisher": "Marsh Books",
            "issued": issued(1974),
        },
    ),
    (
        "Ann Bole, «La compuerta», Diario de Marisma, 3 de junio de 1951, pág. 2",
        {
            "type": "article-newspaper",
            "title": "La compuerta",
            "author": [name("Ann", "Bole")],
            "container-title": "Diario de Marisma",
            "issued": issued(1951, 6, 3),
        },
    ),
    (
        "Anne Bole, L’écluse, Paris, Éditions du Marais, 1974, p. 45",
        {
            "type": "book",
            "title": "L’écluse",
            "author": [name("Anne", "Bole")],
            "publisher": "Éditions du Marais",
            "publisher-place": "Paris",
            "issued": issued(1974),
        },
    ),
    (
        "Marsh Council, Report on the gates, 1974, p. 4",
        {
            "type": "book",
            "title": "Report on the gates",
            "author": [{"literal": "Marsh Council"}],
            "issued": issued(1974),
        },
    ),
    (
        "Lowmere Chronicle, 3 June 1851, p. 2, col. 3",
        {"type": "article-newspaper", "container-title": "Lowmere Chronicle", "issued": issued(1851, 6, 3)},
    ),
    (
        "Ann Bole, “The gate” (PhD thesis, University of Lowmere, 1974), p. 4",
        {
            "type": "thesis",
            "title": "The gate",
            "author": [name("Ann", "Bole")],
            "genre": "PhD thesis",
            "publisher": "University of Lowmere",
            "issued": issued(1974),
        },
    ),
    (
        "BBC News, ‘Gate shut’, 3 May 2020",
        {
            "type": "article-newspaper",
            "title": "Gate shut",
            "container-title": "BBC News",
            "issued": issued(2020, 5, 3),
        },
    ),
    (
        "“Gate shut”, Canal Voice, May 1999, p. 3",
        {"type": "article-magazine", "title": "Gate shut", "container-title": "Canal Voice", "issued": issued(1999, 5)},
    ),
    (
        "The gate, Canal Union, 3 May 2020, https://canals.example/gate_1 (accessed 4 May 2020)",
        {
            "type": "webpage",
            "title": "The gate",
            "container-title": "Canal Union",
            "issued": issued(2020, 5, 3),
            "accessed": issued(2020, 5, 4),
            "URL": "https://canals.example/gate_1",
        },
    ),
]


@pytest.mark.parametrize(("words", "csl"), CASES, ids=[words[:30] for words, _ in CASES])
def test_a_source_is_read_from_the_right(words: str, csl: dict[str, Any]) -> None:
    citation = parse_citation(words)
    assert citation is not None
    assert citation.csl() == csl


@pytest.mark.parametrize(
    "words", ["p. 12", "1990", "3 May 1999", "Vol. II, p. 4", "it was sold, as we saw, 4 June 1851"]
)
def test_what_has_no_title_is_no_source(words: str) -> None:
    assert parse_citation(words) is None


@pytest.mark.parametrize("words", ["Ann Bole", "A. B. Bole", "Joan de Wit", "Ann-Marie O’Bole", "J.R.R. Bole"])
def test_names(words: str) -> None:
    assert is_name(words)


@pytest.mark.parametrize(
    "words", ["Bole", "The Gate", "Shut gate", "Lowmere Gazette", "Ann 4 Bole", "Gates and Weirs", "de Wit"]
)
def test_what_is_no_name(words: str) -> None:
    assert not is_name(words)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1 May 1999", "1999-05-01"),
        ("Published on Tuesday, 2nd May, 1999", "1999-05-02"),
        ("May 2, 1999", "1999-05-02"),
        ("2. März 1999", "1999-03-02"),
        ("Veröffentlicht am 02.03.1999", "1999-03-02"),
        ("le 1er août 1999", "1999-08-01"),
        ("1999-08-01", "1999-08-01"),
        ("Sept. 1999", "1999-09"),
    ],
)
def test_dates(text: str, date: str) -> None:
    parts = whole_date(text)
    assert parts is not None
    assert iso(parts) == date


@pytest.mark.parametrize("text", ["32 May 1999", "1 Mayor 1999", "The 1 May 1999", "May", "01/02/1999", "1999-13-01"])
def test_what_is_no_date(text: str) -> None:
    assert whole_date(text) is None


def test_a_date_at_the_end_is_found_with_its_place() -> None:
    assert final_date("Gazette, 1 May 1999") == (9, (1999, 5, 1))
    assert final_date("Gazette1999") is None
