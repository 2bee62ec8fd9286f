"""Small styles and sources, for tests that are about one thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pamphleteer.csl import Citation, Cite, Processor, Style, parse_style, to_text

NAMES = '<names variable="author"><name form="short" and="text"/><et-al/></names>'
YEAR = '<date variable="issued"><date-part name="year"/></date>'
AUTHOR_DATE = f'<group delimiter=" ">{NAMES}{YEAR}</group>'


def style(
    layout: str,
    citation: str = "",
    *,
    bibliography: str = "",
    sort: str = "",
    entries: str = "",
    delimiter: str = "; ",
    form: str = "in-text",
    macros: str = "",
    options: str = "",
) -> Style:
    """A style: the content of its layouts, the attributes of its areas, its sort keys (those of the bibliography where
    it has one), its macros and its own attributes.
    """
    keys = f"<sort>{sort}</sort>" if sort else ""
    cited, listed = ("", keys) if entries else (keys, "")
    area = f"<bibliography {bibliography}>{listed}<layout>{entries}</layout></bibliography>" if entries else ""
    xml = (
        f'<style xmlns="http://purl.org/net/xbiblio/csl" class="{form}" version="1.0" {options}>'
        f"<info><title>Small</title><id>small</id></info>{macros}"
        f'<citation {citation}>{cited}<layout delimiter="{delimiter}">{layout}</layout></citation>{area}</style>'
    )
    return parse_style(xml.encode())


def people(*names: str) -> list[dict[str, str]]:
    """Names as ``Family, Given``; a name without a comma is whole."""
    parts = (name.partition(", ") for name in names)
    return [{"family": family, "given": given} if comma else {"literal": family} for family, comma, given in parts]


def book(author: str | Sequence[str] = (), year: int = 0, **more: Any) -> dict[str, Any]:
    """A book by these (several names are parted by semicolons), of that year where it has one."""
    names = author.split("; ") if isinstance(author, str) else list(author)
    found: dict[str, Any] = {"type": "book"}
    if names and names != [""]:
        found["author"] = people(*names)
    if year:
        found["issued"] = {"date-parts": [[year]]}
    return found | more


def cited(
    made: Style,
    items: Sequence[Mapping[str, Any]] | Mapping[str, Mapping[str, Any]],
    citations: Sequence[Citation] = (),
    language: str | None = None,
    nocite: Sequence[str] = (),
) -> list[str]:
    """The citations as text; without any, each item is cited once, in a note of its own."""
    by_key = keyed(items)
    wanted = citations or [Citation((Cite(key),), note) for note, key in enumerate(by_key, 1)]
    return [to_text(each.tree) for each in Processor(made, by_key, language).cite(wanted, nocite)]


def listed(
    made: Style, items: Sequence[Mapping[str, Any]] | Mapping[str, Mapping[str, Any]], language: str | None = None
) -> list[str]:
    """The entries of the bibliography as text, after each item was cited once."""
    by_key = keyed(items)
    processor = Processor(made, by_key, language)
    processor.cite([Citation((Cite(key),)) for key in by_key])
    return [to_text(entry.tree) for entry in processor.bibliography().entries]


def keyed(items: Sequence[Mapping[str, Any]] | Mapping[str, Mapping[str, Any]]) -> Mapping[str, Mapping[str, Any]]:
    """Items by key; those of a list are called a, b, c and so on."""
    return items if isinstance(items, Mapping) else {chr(97 + at): item for at, item in enumerate(items)}
