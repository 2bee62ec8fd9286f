"""Files as programs and catalogues export them, and as people break them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pamphleteer.diagnostics import Diagnostic
from pamphleteer.references import read
from pamphleteer.references.entities import decoded


def items(text: str, name: str = "sources.bib") -> tuple[dict[str, dict[str, Any]], list[Diagnostic]]:
    sources, found = read(text, name, name)
    return {source.key: json.loads(source.data) for source in sources}, found


def only(text: str, name: str = "sources.bib") -> dict[str, Any]:
    read_items, found = items(text, name)
    assert [d.code for d in found if d.code != "reference-key-made"] == []
    [item] = read_items.values()
    return item


CROSSREF = r"""
 @article{Bole_2015, title={CO&lt;sub&gt;2&lt;/sub&gt; in weirs &amp; locks}, url={http://dx.doi.org/10.1000/a_b},
 DOI={10.1000/a_b}, journal={Weir \&amp; Lock}, publisher={Marsh Books (MB)},
 author={Bole, Ann and O&apos;Brien, P. J.}, year={2015}, month=jan, pages={1–9} }
"""
ZOTERO = r"""
@misc{noauthor_weirs_2020,
	title = {Weirs \& the {Gate} of {\textless}i{\textgreater}Marl{\textless}/i{\textgreater}},
	url = {https://weirs.example/a_b?c=d\&e=%20f},
	urldate = {2021-03-04},
	month = dec,
	year = {2020},
	file = {Full Text:/home/x/y.pdf:application/pdf},
}
"""
WIKIPEDIA = r"""
@misc{ wiki:weir, author = "{Weir contributors}", title = "Weir", year = "2020",
  howpublished = "\url{https://weirs.example/w/index.php?title=Weir&oldid=1}",
  note = "[Online; accessed 3-May-2020]" }
"""
MENDELEEV = r"""
Automatically generated. Any changes to this file will be lost.

@article{Harrow2003,
annote = {NULL},
archivePrefix = {arXiv},
arxivId = {1234.5678},
author = {Harrow, M. and {da Silva}, J{\~{a}}o},
file = {:C$\backslash$:/Users/me/x.pdf:pdf},
journal = {Quince Res.},
month = {mar},
title = {{The late orchard}},
url = {http://dx.doi.org/10.1016/j.q},
year = {2003}
}
"""
JABREF = r"""% Encoding: UTF-8
@Article{Teal:1974aa,
  author  = {Anna Teal AND Bob Vane},
  title   = {The Cut -- a $n$-fold study},
  journal = jw,
  year    = {1974},
  month   = {#jan#},
  owner   = {me},
}

@Comment{jabref-meta: databaseType:bibtex;}
@String{jw = "Journal of Weirs"}
"""


def test_crossref() -> None:
    item = only(CROSSREF)
    assert item["title"] == "CO<sub>2</sub> in weirs & locks"
    assert item["container-title"] == "Weir & Lock"
    assert [name["family"] for name in item["author"]] == ["Bole", "O’Brien"]
    assert item["issued"] == {"date-parts": [[2015, 1]]}


def test_zotero() -> None:
    item = only(ZOTERO)
    assert item["type"] == "webpage"
    assert item["title"] == 'Weirs & the <span class="nocase">Gate</span> of <i>Marl</i>'
    assert item["URL"] == "https://weirs.example/a_b?c=d&e=%20f"


def test_an_encyclopaedia_s_own_bibtex() -> None:
    item = only(WIKIPEDIA)
    assert item["type"] == "webpage"
    assert item["accessed"] == {"date-parts": [[2020, 5, 3]]}
    assert "note" not in item
    assert item["URL"].endswith("title=Weir&oldid=1")


def test_a_note_that_says_more_than_the_day_of_access_stays() -> None:
    assert only("@misc{a, title={T}, year=2020, note={Accessed with difficulty}}")["note"] == "Accessed with difficulty"
    item = only("@misc{a, title={T}, year=2020, note={Accessed: 2020-05-03}, urldate={2020-01-01}}")
    assert (item["note"], item["accessed"]) == ("Accessed: 2020-05-03", {"date-parts": [[2020, 1, 1]]})


def test_mendeley() -> None:
    item = only(MENDELEEV)
    assert item["author"][1] == {"family": "da Silva", "given": "Jão"}
    assert item["issued"] == {"date-parts": [[2003, 3]]}


def test_jabref_writes_its_macros_last() -> None:
    item = only(JABREF)
    assert item["container-title"] == "Journal of Weirs"
    assert item["issued"] == {"date-parts": [[1974, 1]]}
    assert [name["family"] for name in item["author"]] == ["Teal", "Vane"]


def test_pubmed_s_ris() -> None:
    text = """TY  - JOUR
DB  - PubMed
AU  - Harrow, M
T1  - The late orchard.
LA  - eng
SN  - 1234-5678 (Electronic)
Y1  - 2003/03/15
ET  - 20030310
AN  - 12345678
JF  - Quince &amp; pear
M3  - doi:10.1016/j.q.2003
ER  -
"""
    item = only(text, "s.ris")
    assert item["title"] == "The late orchard"
    assert (item["ISSN"], item["PMID"], item["DOI"]) == ("1234-5678", "12345678", "10.1016/j.q.2003")
    assert not {"edition", "archive_location", "genre"} & item.keys()
    assert item["container-title"] == "Quince & pear"


def test_a_catalogue_s_json() -> None:
    text = json.dumps([{"id": "a", "type": "book", "title": "Weir &amp; Lock", "author": [{"family": "O&apos;Brien"}]}])
    item = only(text, "s.json")
    assert (item["title"], item["author"]) == ("Weir & Lock", [{"family": "O'Brien"}])


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("@misc{a, title={T}, howpublished={Available at: \\url{https://a.b/c}}}", "webpage"),
        ("@misc{a, title={T}, url={https://a.b}}", "webpage"),
        ("@misc{a, title={T}, eprint={1234.5}, archivePrefix={arXiv}}", "article"),
        ("@misc{a, title={T}, howpublished={Privately printed}}", "document"),
    ],
)
def test_what_a_miscellaneous_source_is(written: str, kind: str) -> None:
    assert only(written)["type"] == kind


@pytest.mark.parametrize(
    ("written", "code", "line"),
    [
        ("@book{a,\n title={T},\n author={Bole, Ann; Vane, Bob}}", "reference-wrong-value", 3),
        ("@book{a,\n title={T},\n author={Bole, Ann, Vane, Bob}}", "reference-wrong-value", 3),
        ("@incolection{a, title={T}}", "reference-type-unknown", 1),
        ("@book{a,\n title={T}\n year={1990}}", "reference-broken", 2),
        ("@book{a, title={T}, title={U}}", "reference-broken", 1),
    ],
)
def test_what_is_wrong_is_told_with_its_line(written: str, code: str, line: int) -> None:
    read_items, found = items(written)
    assert [(d.code, d.span.line) for d in found if d.span] == [(code, line)]
    assert read_items["a"]["title"] == "T"


def test_a_field_given_twice_alike_is_no_matter() -> None:
    assert only("@book{a, title={T}, title={T}}")["title"] == "T"


def test_et_al_is_and_others() -> None:
    item = only("@book{a, title={T}, author={Bole, Ann and et al.}}")
    assert (item["and-others"], len(item["author"])) == (["author"], 1)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("a &amp; b &#8211; &#x2014; &eacute;&nbsp;x", "a & b – — é\u00a0x"),
        ("a &amp;amp; b", "a & b"),
        ("AT&T; R&D, p&q;", "AT&T; R&D, p&q;"),
        ("&#8238;x &#0; &#7; &#x110000;", "&#8238;x &#0; &#7; &#x110000;"),
    ],
)
def test_references_to_characters(written: str, text: str) -> None:
    assert decoded(written) == text
