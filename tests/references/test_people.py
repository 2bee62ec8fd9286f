"""Names as BibTeX writes them."""

from __future__ import annotations

import pytest

from pamphleteer.references.people import names_of, places_of


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Ada Lund", {"family": "Lund", "given": "Ada"}),
        ("Lund, Ada", {"family": "Lund", "given": "Ada"}),
        ("Lund", {"family": "Lund"}),
        ("Brinch Hansen, Per", {"family": "Brinch Hansen", "given": "Per"}),
        ("Ludwig van Beethoven", {"family": "Beethoven", "given": "Ludwig", "dropping-particle": "van"}),
        ("von der Aue, Berta", {"family": "Aue", "given": "Berta", "dropping-particle": "von der"}),
        ("van Gogh", {"family": "Gogh", "dropping-particle": "van"}),
        ("Jean de La Fontaine", {"family": "La Fontaine", "given": "Jean", "dropping-particle": "de"}),
        ("Drummond de Andrade, Carlos", {"family": "Drummond de Andrade", "given": "Carlos"}),
        ("{\\'e}tienne de {\\'E}tang", {"family": "Étang", "dropping-particle": "étienne de"}),
        ("Berg, Jr., Nils", {"family": "Berg", "given": "Nils", "suffix": "Jr."}),
        ("de la Berg, III, Nils", {"family": "Berg", "given": "Nils", "suffix": "III", "dropping-particle": "de la"}),
        ("d'Alembert, Jean", {"family": "d’Alembert", "given": "Jean"}),
        ("bell hooks", {"family": "hooks", "given": "bell"}),
        ("hooks, bell", {"family": "hooks", "given": "bell"}),
        ("de la cruz, juan", {"family": "cruz", "given": "juan", "dropping-particle": "de la"}),
        ("{de la Cruz}, Juan", {"family": "de la Cruz", "given": "Juan"}),
        ("J.R.R. Lund", {"family": "Lund", "given": "J. R. R."}),
        ("Lund, J.-P.", {"family": "Lund", "given": "J.-P."}),
        (r"M{\"u}ller, J{\"o}rg", {"family": "Müller", "given": "Jörg"}),
        ("{Quarry Press and Sons}", {"literal": "Quarry Press and Sons"}),
        ("{{World Bank}}", {"literal": "World Bank"}),
        ("{Barnes} and", {"literal": "Barnes"}),
        (
            "family=Aue, given=Berta, prefix=von der",
            {"family": "Aue", "given": "Berta", "dropping-particle": "von der"},
        ),
        (
            'given="Ada, Mary", family=Lund, suffix=Jr., prefix=van, useprefix=true',
            {"family": "Lund", "given": "Ada, Mary", "suffix": "Jr.", "non-dropping-particle": "van"},
        ),
        ("李, 明", {"family": "李", "given": "明"}),
        ("a,b,c,d", {"family": "a", "given": "c d", "suffix": "b"}),
    ],
)
def test_a_name_has_its_parts(written: str, expected: dict[str, str]) -> None:
    names, others = names_of(written)
    assert names == [expected]
    assert not others


def test_a_particle_is_kept_where_the_entry_says_so() -> None:
    assert names_of("von der Aue, Berta", useprefix=True)[0][0]["non-dropping-particle"] == "von der"


@pytest.mark.parametrize("end", [" and others", " AND others", "\nand\n  others", " and {others}"])
def test_others_are_no_person(end: str) -> None:
    names, others = names_of(f"Lund, Ada and Berg, Nils{end}")
    assert [name["family"] for name in names] == ["Lund", "Berg"]
    assert others


def test_someone_may_be_called_others() -> None:
    assert names_of("Others, Ada") == ([{"family": "Others", "given": "Ada"}], False)


def test_an_open_brace_hides_no_name() -> None:
    names, _ = names_of("Lund, {Ada and Berg, Nils")
    assert [name["family"] for name in names] == ["Lund", "Berg"]


def test_places_are_a_list() -> None:
    assert places_of("Lowmere and Saltby") == "Lowmere; Saltby"
    assert places_of("{Trinidad and Tobago}") == "Trinidad and Tobago"
    assert places_of("Berlin and others") == "Berlin et al."
