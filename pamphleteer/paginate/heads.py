"""Running heads of endnotes: "Notes to pages 12–15", the pages from which the notes on a page are called.

No style sheet could say it: a named string is set by an element that begins on a page, and a note may be continued from
the page before. So the string ``notes`` is set for each page when all pages are laid out and none is furnished yet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

STRING = "notes"
"""The named string that a layout prints by ``string(notes)``."""

CALL = "data-endnote"
"""Attribute of an endnote: the id of its first call."""

_ONE, _SEVERAL = "data-notes-page", "data-notes-pages"
"""Attributes of the section that holds the endnotes: the words of the head, with {page} or {pages}."""


def make_all_pages(whole: Callable[..., Any], context: Any, root_box: Any, html: Any, kept: Sequence[Any]) -> list[Any]:
    """``make_all_pages``, after which running heads can say what stands on each page."""
    pages = list(whole(context, root_box, html, kept))
    name_notes(context, html, pages)
    return pages


def name_notes(context: Any, html: Any, pages: Sequence[Any]) -> None:
    """Set the string for every page that shows endnotes of a section with the words for it; else do nothing.

    ``pages`` are WeasyPrint's page boxes, which bear their folios.
    """
    section = next((node for node in html.etree_element.iter("section") if _ONE in node.attrib), None)
    if section is None:
        return
    noted = {node.get(CALL) for node in section.iter("div") if CALL in node.attrib}
    calls: dict[str, int] = {}
    shown: dict[int, dict[str, None]] = {}
    for number, page in enumerate(pages):
        for box in page.descendants():
            if box.element is None or "::" in (box.element_tag or ""):
                continue
            if (name := box.element.get("id")) in noted:
                calls.setdefault(name, number)
            if (call := box.element.get(CALL)) in noted:
                shown.setdefault(number, {})[call] = None
    strings = context.string_set[STRING]
    strings.clear()
    for number, names in shown.items():
        places = sorted(calls[name] for name in names if name in calls)
        if places:
            first, last = (pages[place].folio.text for place in (places[0], places[-1]))
            words = section.get(_ONE).replace("{page}", first)
            if first != last:
                words = section.get(_SEVERAL).replace("{pages}", f"{first}–{last}")
            # Pages are counted from 1 here.
            strings[number + 1] = [words]
