"""RIS as CSL-JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pamphleteer.diagnostics import Diagnostic
from pamphleteer.references import read


def items(text: str) -> tuple[dict[str, dict[str, Any]], list[Diagnostic]]:
    sources, found = read(text, "sources.RIS", "sources.ris")
    return {source.key: json.loads(source.data) for source in sources}, found


def item(lines: str, kind: str = "BOOK") -> dict[str, Any]:
    read_items, found = items(f"TY  - {kind}\nID  - k\n{lines}\nER  - \n")
    assert found == []
    return {name: value for name, value in read_items["k"].items() if name not in ("id", "type")}


def test_a_whole_article() -> None:
    lines = [
        "AU  - Lund, Ada",
        "AU  - Berg, Nils, Jr.",
        "AU  - World Bank",
        "TI  - Weirs of the",
        "  North",
        "T2  - Water Notes",
        "VL  - 3",
        "IS  - 4",
        "SP  - 111",
        "EP  - 119",
        "PY  - 2001",
        "DA  - 2001/05/03/",
        "SN  - 1234-5678",
        "DO  - https://doi.org/10.1/x",
        "KW  - weirs",
        "KW  - locks",
        "UR  - https://a.b/c",
        "Y2  - 2020/01/02",
        "LA  - en",
        "ZZ  - not known",
    ]
    assert item("\n".join(lines), "JOUR") == {
        "author": [
            {"family": "Lund", "given": "Ada"},
            {"family": "Berg", "given": "Nils", "suffix": "Jr."},
            {"literal": "World Bank"},
        ],
        "title": "Weirs of the North",
        "container-title": "Water Notes",
        "volume": "3",
        "issue": "4",
        "page": "111–119",
        "issued": {"date-parts": [[2001, 5, 3]]},
        "ISSN": "1234-5678",
        "DOI": "10.1/x",
        "keyword": "weirs, locks",
        "URL": "https://a.b/c",
        "accessed": {"date-parts": [[2020, 1, 2]]},
        "language": "en",
    }


@pytest.mark.parametrize(
    ("kind", "lines", "expected"),
    [
        ("BOOK", "T1  - Ice\nT2  - Canals", {"title": "Ice", "collection-title": "Canals"}),
        ("BOOK", "BT  - Ice\nSN  - 978-0-1234-5678-9", {"title": "Ice", "ISBN": "978-0-1234-5678-9"}),
        (
            "BOOK",
            "TI  - Ice\nSP  - 300\nCY  - Saltby\nPB  - Q",
            {"title": "Ice", "number-of-pages": "300", "publisher-place": "Saltby", "publisher": "Q"},
        ),
        (
            "CHAP",
            "TI  - On Ice\nBT  - Ice\nT3  - Canals",
            {"title": "On Ice", "container-title": "Ice", "collection-title": "Canals"},
        ),
        (
            "CHAP",
            "TI  - On Ice\nA2  - Stone, Paul\nSP  - 5-9",
            {"title": "On Ice", "editor": [{"family": "Stone", "given": "Paul"}], "page": "5–9"},
        ),
        ("THES", "TI  - Ice\nM3  - PhD thesis\nPB  - U", {"title": "Ice", "genre": "PhD thesis", "publisher": "U"}),
        (
            "BOOK",
            "TI  - Ice\nAU  - Lund, Ada\nAU  - others",
            {"title": "Ice", "author": [{"family": "Lund", "given": "Ada"}], "and-others": ["author"]},
        ),
        ("BOOK", "TI  - Ice\nN1  - One\nN1  - Two", {"title": "Ice", "note": "One Two"}),
        ("BOOK", "TI  - Ice\nPY  - 2001///Spring", {"title": "Ice", "issued": {"date-parts": [[2001]], "season": 1}}),
        ("BOOK", "TI  - Ice\nPY  - 2001/05//", {"title": "Ice", "issued": {"date-parts": [[2001, 5]]}}),
        ("BOOK", "TI  - Ice\nPY  - in press", {"title": "Ice", "issued": {"literal": "in press"}}),
        ("BOOK", "TI  - Ice\nPY  - 2001-05-03", {"title": "Ice", "issued": {"date-parts": [[2001, 5, 3]]}}),
    ],
)
def test_tags_become_variables(kind: str, lines: str, expected: dict[str, Any]) -> None:
    assert item(lines, kind) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("JOUR", "article-journal"), ("MGZN", "article-magazine"), ("NEWS", "article-newspaper"), ("CHAP", "chapter"),
     ("ELEC", "webpage"), ("RPRT", "report"), ("THES", "thesis"), ("GEN", "document"), ("CPAPER", "paper-conference"),
     ("MPCT", "motion_picture"), ("COMP", "software"), ("STAT", "legislation"), ("CASE", "legal_case")],
)  # fmt: skip
def test_kinds_become_types(kind: str, expected: str) -> None:
    assert items(f"TY  - {kind}\nID  - k\nER  - \n")[0]["k"]["type"] == expected


def test_records_without_an_id_are_given_keys() -> None:
    record = "TY  - BOOK\nAU  - Müller, Ada\nTI  - {}\nPY  - 2001\nER  - \n\n"
    read_items, found = items("".join(record.format(n) for n in "abc"))
    assert list(read_items) == ["muller2001", "muller2001-2", "muller2001-3"]
    assert [(d.code, d.severity, d.span.line if d.span else 0) for d in found] == [
        ("reference-key-made", "info", line) for line in (1, 7, 13)
    ]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("TY  - BOOK\nID  - a\nTI  - A\nTY  - BOOK\nID  - b\nER  - ", "reference-broken", 1),
        ("TY  - BOOK\nID  - a\nER  - \nTI  - stray", "reference-broken", 4),
        ("words\nTY  - BOOK\nID  - a\nER  - ", "reference-broken", 1),
        ("TY  - BOKK\nID  - a\nER  - ", "reference-wrong-value", 1),
        ("TY  - BOOK\nID  - a\nPY  - 1999/15\nER  - ", "reference-wrong-value", 3),
        ("TY  - BOOK\nID  - a\nTI  - A\nER  - \nTY  - BOOK\nID  - a\nTI  - B\nER  - ", "reference-twice", 5),
        ("", "references-missing", 1),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_read(text: str, code: str, line: int) -> None:
    read_items, found = items(text)
    assert [(d.code, d.span.line if d.span else 0) for d in found] == [(code, line)]
    assert not text or "a" in read_items
