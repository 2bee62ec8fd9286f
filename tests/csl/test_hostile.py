"""Styles and sources that mean ill, or are broken, are told of or set; none takes the processor down, and each ends."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from pamphleteer.csl import Citation, Cite, Processor, StyleError, load_style, parse_style, to_html, to_text, to_xhtml

NAMESPACE = 'xmlns="http://purl.org/net/xbiblio/csl"'
TITLE = '<text variable="title"/>'
BOOK: dict[str, Any] = {
    "type": "book",
    "title": "Water",
    "volume": "4999",
    "author": [{"family": "Hale", "given": "Ann"}, {"family": "Doe"}],
    "issued": {"date-parts": [[2000, 13, 45], [1]]},
}


def style(layout: str = TITLE, macros: str = "", options: str = "", before: str = "") -> bytes:
    return (
        f'{before}<style {NAMESPACE} class="note" version="1.0"><info><title>T</title><id>t</id></info>{macros}'
        f"<citation{options}><layout>{layout}</layout></citation>"
        f"<bibliography><layout>{layout}</layout></bibliography></style>"
    ).encode()


def macro(name: str, *calls: str) -> str:
    return (
        f'<macro name="{name}">{"".join(f"<text macro={chr(34)}{call}{chr(34)}/>" for call in calls) or TITLE}</macro>'
    )


def cited(xml: bytes, item: dict[str, Any] | None = None) -> list[str]:
    processor = Processor(parse_style(xml), {"a": item or BOOK})
    notes = [Citation((Cite("a", "3"),), note=1), Citation((Cite("a", "4"),), note=2)]
    made = [to_text(c.tree) for c in processor.cite(notes)]
    return [*made, *(to_text(entry.tree) for entry in processor.bibliography().entries)]


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        (b"", "the XML is broken"),
        (b"neither <", "the XML is broken"),
        (f"<locale {NAMESPACE}/>".encode(), "no CSL style"),
        (b'<style class="note"><citation><layout/></citation></style>', "no CSL style"),
        (f"<style {NAMESPACE}><info/></style>".encode(), "does not say how a citation looks"),
        (f"<style {NAMESPACE}><citation/></style>".encode(), "has no layout"),
        (style('<text macro="zz"/>'), "no macro 'zz'"),
        (style('<text macro=""/>', macro("", "")), "no macro ''"),
        (style('<text macro="a"/>', macro("a", "a")), "'a' calls itself"),
        (style('<text macro="a"/>', macro("a", "b") + macro("b", "a")), "calls itself"),
        (style("<group>" * 230 + TITLE + "</group>" * 230), "too deeply"),
        (style("<group>" * 5000 + TITLE + "</group>" * 5000), "broken"),
        (
            style('<text macro="m0"/>', "".join(macro(f"m{n}", f"m{n + 1}") for n in range(900)) + macro("m900")),
            "too deeply",
        ),
        # Each macro calls the next twice: a sextillion elements.
        (
            style('<text macro="m0"/>', "".join(macro(f"m{n}", *[f"m{n + 1}"] * 2) for n in range(70)) + macro("m70")),
            "too often",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_broken_style_is_told_of(xml: bytes, message: str) -> None:
    with pytest.raises(StyleError, match=message):
        parse_style(xml)


@pytest.mark.parametrize("value", ["²", "٣", "-1", "", "x", "9" * 5000, "1.5"])
def test_numbers_of_a_style_that_are_none_are_passed_over(value: str) -> None:
    options = f' near-note-distance="{value}" et-al-min="{value}" et-al-use-first="{value}"'
    names = f'<names variable="author"><name et-al-min="{value}" et-al-use-first="{value}"/></names>'
    key = f'<sort><key variable="author" names-min="{value}" names-use-first="{value}"/></sort>'
    xml = style(names, options=options).replace(b"<bibliography>", b"<bibliography>" + key.encode())
    xml = xml.replace(b"<bibliography>", f'<bibliography entry-spacing="{value}" line-spacing="{value}">'.encode())
    assert all("Hale" in text for text in cited(xml))


@pytest.mark.parametrize(
    "layout",
    [
        '<number variable="zz" form="zz"/><number variable="volume" form="zz"/><number/><label/><names/><date/><zz/>',
        '<text/><text term="zz"/><text term="page" form="zz" plural="zz"/><label variable="zz" form="zz" plural="zz"/>',
        '<choose/><choose><if/><else-if/></choose><choose><if match="zz" zz="zz"/></choose><group/>',
        '<date variable="issued" form="zz" date-parts="zz"><date-part name="zz" form="zz"/></date><date/>',
        '<text variable="title" text-case="zz" font-style="zz" display="zz" quotes="zz" strip-periods="zz"/>',
        '<names variable="author"><name form="zz" and="zz" name-as-sort-order="zz" initialize-with=""/></names>',
        '<names variable="zz"><substitute><names variable="author"><substitute><names variable="zz"/></substitute>'
        "</names></substitute></names>",
        "<names><name/><et-al/><label/><substitute/></names>",
    ],
)
def test_values_that_no_style_has_are_passed_over(layout: str) -> None:
    assert all("Water" in text for text in cited(style(layout + TITLE)))


def test_entities_reach_nothing() -> None:
    file = '<!DOCTYPE style [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    assert all(text == "Water" for text in cited(style(f"<group>&a;{TITLE}</group>", before=file)))
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n + 1};" * 9}">' for n in range(30))
    with pytest.raises(StyleError):
        parse_style(style('<text value="&e0;"/>', before=f"<!DOCTYPE style [{laughs}]>"))


_FIELDS = ("title", "family", "given", "literal", "prefix", "locator", "page", "volume", "raw", "URL")


def _set(field: str, text: str) -> None:
    item: dict[str, Any] = {
        "type": "article-journal",
        "title": "Water",
        "author": [{"family": "Hale", "given": "Ann"}],
        "issued": {"date-parts": [[1998]]},
    }
    if field in ("family", "given"):
        item["author"][0][field] = text
    elif field == "literal":
        item["author"] = [{"literal": text}]
    elif field == "raw":
        item["issued"] = {"raw": text}
    elif field in ("title", "page", "volume", "URL"):
        item[field] = text
    cite = Cite("a", locator=text if field == "locator" else "", prefix=text if field == "prefix" else "")
    for name in ("chicago-notes-bibliography", "apa"):
        processor = Processor(load_style(name), {"a": item})
        trees = [c.tree for c in processor.cite([Citation((cite,), note=1), Citation((cite,), note=2)])]
        for tree in (*trees, *(entry.tree for entry in processor.bibliography().entries)):
            etree.fromstring(b"<p>" + to_xhtml(tree) + b"</p>")
            assert to_text(tree).strip() and to_html(tree).strip()


@pytest.mark.parametrize("field", _FIELDS)
@pytest.mark.parametrize(
    ("before", "after"),
    [("<i>", "</i>"), ("<i><b>", "</b></i>"), ("“", "”"), ("<i>“", "”</i>"), ('"', '"'), ("(", ")")],
)
def test_what_stands_deeply_within_itself_is_set(field: str, before: str, after: str) -> None:
    for depth in (30, 60, 3000):
        _set(field, before * depth + "x" + after * depth)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("field", _FIELDS)
def test_long_texts_are_set_in_their_time(field: str) -> None:
    """A quadratic step would take minutes here."""
    for piece in ("-", "<i>", "</i>", "<", '"a ', "'", "1-", "1, ", "A ", "\u00a0", "“", ". ", "de "):
        _set(field, piece * (20_000 // len(piece)))
