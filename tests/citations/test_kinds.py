"""What went wrong elsewhere, each as a whole kind: ends of titles, alphabets, crossed references, et al., ibid."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pamphleteer.csl import Citation, Cite, Processor, library, load_style, to_text
from pamphleteer.references import read
from tests.citations.staging import SOURCES, listed, notes, stage

STYLES = ("chicago-notes-bibliography", "apa", "modern-language-association", "din-1505-2", "nlm-citation-sequence")
"""Of each kind: notes, author and date, author, labels or numbers."""


def from_bib(text: str) -> dict[str, dict[str, Any]]:
    """The sources of a BibTeX file as ``stage`` wants them."""
    import json

    found, wrong = read(text, "s.bib", "s.bib")
    assert not wrong
    return {entry.key: json.loads(entry.data) for entry in found}


def everything(sources: dict[str, dict[str, Any]], style: str, language: str, cited: list[str]) -> tuple[str, str]:
    """All notes of a book that cites some sources, and all its entries."""
    text = "# T\n\n" + "\n\n".join(f"So [@{key}, 7].^[See [@{key}].]" for key in cited)
    book, found = stage({"a": text}, f"style: {style}, bibliography: book", language=language, sources=sources)
    assert not [d for d in found if d.severity == "error"]
    entries = [entry for _, group in listed(book.divisions[-1].bibliography) for entry in group]
    text_notes = notes(book)
    return "\n".join(text_notes), "\n".join(entries)


@pytest.mark.parametrize("language", ["en-GB", "en-US", "de", "fr"])
@pytest.mark.parametrize("style", STYLES)
def test_no_end_of_a_title_gets_a_second_stop(style: str, language: str) -> None:
    kinds = {"book": {}, "article-journal": {"container-title": "Water Notes", "volume": "3", "page": "1-9"}}
    sources = {
        f"{kind[0]}{number}": {
            "type": kind,
            "author": [{"family": f"Moss{number}", "given": "A. B."}],
            "title": f"What Is a Weir{end}",
            "issued": {"date-parts": [[1970 + number]]},
            "publisher": "Quarry & Co.",
            **more,
        }
        for kind, more in kinds.items()
        for number, end in enumerate(("?", "!", ".", "…", " etc.", "?!", " ‘Now?’", " “So!”"))
    }
    for text in everything(sources, style, language, list(sources)):
        assert not re.search(r"[?!][’”»“]*\s?\.", text), text
        assert not re.search(r"\.[’”»“]?\s?\.(?!\.)", text.replace("…", "")), text
        assert not re.search(r"[,;:]\s?[,;:.]", text), text


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en-GB", ["Abel", "Éberlin", "Emmons", "hobbs", "O’Brien", "Ôkawa", "Zeller"]),
        ("de", ["Abel", "Äbler", "Adam", "Müller", "Muller-Ott", "Ößner", "Straße", "Strasser"]),
        ("sv", ["Abel", "Emil", "Zorn", "Åberg", "Ärlig", "Öberg"]),
        ("da", ["Abel", "Zorn", "Ærlig", "Øberg", "Åberg"]),
        ("es", ["Nadal", "Núñez", "Nuzo", "Ñandú", "Oro"]),
        ("cs", ["Cada", "Čapek", "Dvořák", "Havel", "Chalupa", "Ibl", "Řehoř", "Šíma", "Žák"]),
        ("fr", ["Côte", "Coter", "Éluard", "Emile", "Zola"]),
    ],
)
def test_sources_stand_in_the_alphabet_of_the_language(language: str, names: list[str]) -> None:
    sources: dict[str, dict[str, Any]] = {
        f"k{number}": {
            "type": "book",
            "author": [{"family": name, "given": "A."}],
            "title": "Mud",
            "issued": {"date-parts": [[1950]]},
        }
        for number, name in enumerate(names)
    }
    for style in STYLES[:3]:
        _, entries = everything(sources, style, language, list(reversed(sources)))
        assert [line.split(",")[0] for line in entries.split("\n")] == names


@pytest.mark.parametrize("order", ["child parent", "parent child", "parent child other"])
@pytest.mark.parametrize(
    ("kind", "cited"), [("crossref", ["reed"]), ("crossref", ["reed", "waters"]), ("xdata", ["reed"])]
)
def test_an_entry_takes_what_it_lacks_from_its_parent(order: str, kind: str, cited: list[str]) -> None:
    parent = "@xdata" if kind == "xdata" else "@book"
    title = "" if kind == "xdata" else "title = {Collected Waters},"
    pieces = {
        "child": f"@incollection{{reed, author = {{Reed, Joan}}, title = {{On Weirs}}, pages = {{5--19}}, "
        f"{kind} = {{waters}}}}",
        "parent": f"{parent}{{waters, editor = {{Stone, Paul}}, {title} booktitle = {{Collected Waters}},"
        " publisher = {Quarry Press}, year = {1977}}",
        "other": "@book{other, title = {Other}, year = 1901}",
    }
    sources = from_bib("\n\n".join(pieces[name] for name in order.split()))
    text, entries = everything(sources, "chicago-notes-bibliography", "en-GB", cited)
    for words in ("On Weirs", "Collected Waters", "Paul Stone", "Quarry Press", "1977"):
        assert words in text and words in entries
    assert entries.count("\n") + 1 == len(cited), "a parent that nothing cites is not listed"


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("people", ["Lund, Ada and others", "Lund, Ada and Berg, Nils and others", "others"])
@pytest.mark.parametrize("role", ["author", "editor"])
def test_an_open_list_of_names_ends_in_one_et_al(style: str, people: str, role: str) -> None:
    sources = from_bib(f"@book{{lund, {role} = {{{people}}}, title = {{Weirs}}, publisher = {{Quarry}}, year = 2001}}")
    for text in everything(sources, style, "en-GB", ["lund"]):
        assert not re.search(r"\bothers\b", text)
        named = people != "others" and (role == "author" or "Lund" in text)
        if named and "Lund" in text:
            assert len(re.findall(r"et al\b", text)) == text.count("Lund"), text
        assert not re.search(r"et al\.?,?\s+(?:and\s+)?et al", text)


def note_styles() -> list[str]:
    """Every independent note style of the library that has ibid."""
    found = []
    for name in library.style_names():
        xml = library.style_xml(name)
        if b'class="note"' in xml and b'position="ibid' in xml and library.parent_of(xml) is None:
            found.append(name)
    return found


@pytest.mark.long
def test_no_style_says_ibid_after_two_works() -> None:
    """In each style, what follows a note of two works reads as it does after a note of another work."""
    sources = {key: SOURCES[key] for key in ("rowe", "hale", "moss")}
    two, again, other = (Cite("rowe", "4"), Cite("hale", "7")), (Cite("hale", "9"),), (Cite("moss"),)
    styles = note_styles()
    assert len(styles) > 50
    wrong = []
    for name in styles:
        style = load_style(name)
        texts = []
        for middle in ((), (other,)):
            cites = (two, *middle, again)
            # The numbers are alike, so that nothing but what stands between tells them apart.
            numbers = (1, 2, 3) if middle else (1, 3)
            citations = [Citation(c, note=number) for c, number in zip(cites, numbers, strict=True)]
            texts.append(to_text(Processor(style, sources, "en-GB").cite(citations)[-1].tree))
        if texts[0] != texts[1]:
            wrong.append((name, *texts))
        citations = [Citation(two, note=1), Citation(again, note=2)]
        after = to_text(Processor(style, sources, "en-GB").cite(citations)[-1].tree)
        ibid = to_text(
            Processor(style, sources, "en-GB").cite([Citation(again, note=1), Citation(again, note=2)])[-1].tree
        )
        if re.match(r"(?i)ib", ibid) and re.match(r"(?i)ib", after):
            wrong.append((name, after, ibid))
    assert not wrong
