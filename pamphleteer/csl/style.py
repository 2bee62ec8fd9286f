"""A style: its XML → compiled elements, its options, its own locales.

A style is compiled once; what it renders depends on what it is given alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from pamphleteer.csl import library
from pamphleteer.csl.checking import StyleError, check
from pamphleteer.csl.elements.base import Attributes, Element, Formatting, natural
from pamphleteer.csl.elements.date import DateElement
from pamphleteer.csl.elements.group import Candidates, Choose, Condition, Group, Sequence_
from pamphleteer.csl.elements.names import Names
from pamphleteer.csl.elements.person import NameElement
from pamphleteer.csl.elements.text import Label, MacroText, Number, TermText, ValueText, VariableText
from pamphleteer.csl.items import Item
from pamphleteer.csl.locale import NS, Locale, locale_for, read_locale

_MAKERS = "author editor translator director composer compiler performer host script-writer producer".split()
"""Whose names a label is made of: the first of these that the source has."""


@dataclass(frozen=True, slots=True)
class SortKey:
    """``cs:key``: what is sorted by, and which way."""

    variable: str
    macro: str
    descends: bool
    limits: tuple[int, int, bool] | None
    """``names-min``, ``names-use-first`` and ``names-use-last``, where they are given."""


@dataclass(frozen=True, slots=True)
class Area:
    """``cs:citation`` or ``cs:bibliography``."""

    attributes: Mapping[str, str]
    children: tuple[Element, ...]
    formatting: Formatting
    delimiter: str
    sort: tuple[SortKey, ...]


class Style:
    """A compiled style."""

    def __init__(self, root: Any) -> None:
        if root.tag != f"{NS}style":
            raise StyleError("this is no CSL style", root.sourceline or 0)
        self.attributes: dict[str, str] = dict(root.attrib)
        info = root.find(f"{NS}info")
        self.title = (info.findtext(f"{NS}title") or "").strip() if info is not None else ""
        self.id = (info.findtext(f"{NS}id") or "").strip() if info is not None else ""
        self.is_note = self.attributes.get("class") == "note"
        self.default_locale = self.attributes.get("default-locale")
        self.page_range_format = self.attributes.get("page-range-format")
        self.demote_particle = self.attributes.get("demote-non-dropping-particle", "display-and-sort")
        self.initialize_with_hyphen = self.attributes.get("initialize-with-hyphen") != "false"
        self._locales: dict[str, Locale] = {}
        self._own = [
            (node.get("{http://www.w3.org/XML/1998/namespace}lang", ""), read_locale(node))
            for node in root.iterfind(f"{NS}locale")
        ]
        self._nodes = {name: node for node in root.iterfind(f"{NS}macro") if (name := node.get("name"))}
        self._macros: dict[str, Sequence_] = {}
        citation, bibliography = root.find(f"{NS}citation"), root.find(f"{NS}bibliography")
        if citation is None:
            raise StyleError("the style does not say how a citation looks", root.sourceline or 0)
        self._inherited = tuple(
            {**self.attributes, **(dict(node.attrib) if node is not None else {})} for node in (citation, bibliography)
        )
        check(root, self._nodes)
        self.citation = self._area(citation)
        self.bibliography = self._area(bibliography) if bibliography is not None else None
        self.places_suffix = any(self._shows_suffix(area) for area in (citation, bibliography) if area is not None)
        """Whether the style sets the letter behind the year in a place of its own; then it stands nowhere else."""
        self.distinguishes = any(node.get("disambiguate") for node in root.iter(f"{NS}if", f"{NS}else-if"))
        """Whether the style sets apart by a condition what would look the same."""

    @property
    def has_bibliography(self) -> bool:
        """Whether the style says how entries of a bibliography look."""
        return self.bibliography is not None

    def locale(self, language: str | None) -> Locale:
        """The locale for a language; where none is given, the style's own, or American English."""
        tag = language or self.default_locale or "en-US"
        if tag not in self._locales:
            self._locales[tag] = locale_for(tag, self._own)
        return self._locales[tag]

    def macro(self, name: str) -> Sequence_:
        """A macro, compiled when it is first asked for."""
        if name not in self._macros:
            self._macros[name] = self._sequence(self._nodes[name])
        return self._macros[name]

    def label(self, item: Item, suffix: str) -> str:
        """A source's label of letters and figures, as in "Doe65": its own, or one made of names and year."""
        given = item.text("citation-label")
        if given:
            return given + suffix
        names = next((names for variable in _MAKERS if (names := item.names(variable))), ())
        families = [(name.family or name.literal).replace(" ", "") for name in names]
        each = {0: 0, 1: 4, 2: 2, 3: 2}.get(len(families), 1)
        letters = "".join(family[:each] for family in families[:4])
        if not letters:
            # A label without letters would be a number, or nothing at all.
            letters = "".join(filter(str.isalnum, item.text("title")))[:4].capitalize()
        date = item.date("issued")
        year = date.start.year if date and date.start else None
        return f"{letters}{year % 100:02d}{suffix}" if year is not None else f"{letters}{suffix}"

    def _shows_suffix(self, node: Any) -> bool:
        waiting, seen = [node], set()
        while waiting:
            for text in waiting.pop().iter(f"{NS}text"):
                if text.get("variable") in ("year-suffix", "citation-label"):
                    return True
                macro = text.get("macro")
                if macro and macro not in seen:
                    seen.add(macro)
                    waiting.append(self._nodes[macro])
        return False

    # --- compiling

    def _area(self, node: Any) -> Area:
        layout = node.find(f"{NS}layout")
        if layout is None:
            raise StyleError(f"'{etree.QName(node).localname}' has no layout", node.sourceline or 0)
        keys = tuple(self._key(key) for key in node.iterfind(f"{NS}sort/{NS}key"))
        attributes = dict(layout.attrib)
        return Area(
            dict(node.attrib), self._elements(layout), Formatting(attributes), attributes.get("delimiter", ""), keys
        )

    @staticmethod
    def _key(node: Any) -> SortKey:
        def number(name: str, default: int) -> int:
            return natural(node.get(name, ""), default)

        limits = None
        if any(node.get(name) for name in ("names-min", "names-use-first", "names-use-last")):
            limits = (number("names-min", 0), number("names-use-first", 1), node.get("names-use-last") == "true")
        return SortKey(node.get("variable", ""), node.get("macro", ""), node.get("sort") == "descending", limits)

    def _sequence(self, node: Any) -> Sequence_:
        return Sequence_(self._elements(node))

    def _elements(self, node: Any, above: Names | None = None, delimiter: str = "") -> tuple[Element, ...]:
        return tuple(made for child in node if (made := self._element(child, above, delimiter)) is not None)

    def _element(self, node: Any, above: Names | None, delimiter: str) -> Element | None:
        if not isinstance(node.tag, str):
            return None
        tag, attributes = etree.QName(node).localname, dict(node.attrib)
        if tag == "text":
            for key, kind in (
                ("variable", VariableText),
                ("macro", MacroText),
                ("term", TermText),
                ("value", ValueText),
            ):
                if key in attributes:
                    return kind(attributes)
            return None
        if tag == "group":
            return Group(attributes, self._elements(node, above, attributes.get("delimiter", "")))
        if tag == "choose":
            return self._choose(node, above, delimiter)
        if tag == "names":
            return self._names(node, attributes, above)
        if tag == "date" and attributes.get("variable"):
            parts = [(part.get("name", ""), dict(part.attrib)) for part in node.iterfind(f"{NS}date-part")]
            return DateElement(attributes, parts)
        if tag == "number" and attributes.get("variable"):
            return Number(attributes)
        if tag == "label":
            return Label(attributes)
        return None

    def _choose(self, node: Any, above: Names | None, delimiter: str, *, substitutes: bool = False) -> Choose:
        branches: list[tuple[Condition | None, Sequence_ | Candidates]] = []
        for branch in node:
            if not isinstance(branch.tag, str):
                continue
            condition = None if branch.tag == f"{NS}else" else Condition(dict(branch.attrib))
            children = self._candidates(branch, above) if substitutes else self._elements(branch, above, delimiter)
            branches.append((condition, Candidates(children) if substitutes else Sequence_(children, delimiter)))
        return Choose(branches)

    def _names(self, node: Any, attributes: Attributes, above: Names | None) -> Names:
        inherits = above is not None and not len(node)
        name, label, label_first, et_al = NameElement({}, {}), None, False, ("et-al", Formatting({}))
        if above is not None and inherits:
            # Within cs:substitute, a bare cs:names is set as the one around it.
            name, label, label_first, et_al = above.name, above.label, above.label_first, above.et_al
            attributes = {**({"delimiter": above.delimiter} if above.delimiter is not None else {}), **attributes}
        seen_name = False
        substitute: Any = None
        for child in node:
            if child.tag == f"{NS}name":
                parts = {part.get("name", ""): dict(part.attrib) for part in child.iterfind(f"{NS}name-part")}
                name, seen_name = NameElement(dict(child.attrib), parts), True
            elif child.tag == f"{NS}et-al":
                et_al = (child.get("term", "et-al"), Formatting(dict(child.attrib)))
            elif child.tag == f"{NS}label":
                made = dict(child.attrib)
                label = (made.get("form", "long"), made.get("plural", "contextual"), Formatting(made))
                label_first = not seen_name and any(later.tag == f"{NS}name" for later in child.itersiblings())
            elif child.tag == f"{NS}substitute":
                substitute = child
        names = Names(attributes, name, label, label_first, et_al, (), self._inherited)
        if substitute is not None:
            names.substitute = self._candidates(substitute, names)
        return names

    def _candidates(self, node: Any, above: Names | None) -> tuple[Element, ...]:
        """What may stand in for names: of a branch, too, the first that shows something."""
        made = [
            self._choose(child, above, "", substitutes=True)
            if child.tag == f"{NS}choose"
            else self._element(child, above, "")
            for child in node
        ]
        return tuple(element for element in made if element is not None)


def parse_style(xml: bytes) -> Style:
    """The style that XML says; raises ``StyleError`` where it is none, or depends on another.

    Nothing is fetched and no entity is resolved.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as e:
        raise StyleError(f"the XML is broken: {e.msg}", e.lineno or 0) from e
    parent = root.find(f"{NS}info/{NS}link[@rel='independent-parent']")
    if parent is not None:
        raise StyleError(f"the style depends on another, {parent.get('href', '')}: name that one")
    return Style(root)


@lru_cache(maxsize=64)
def load_style(name: str) -> Style:
    """The library's style of this name or id, a dependent one being its parent; ``StyleError`` where there is none."""
    try:
        xml = library.style_xml(name)
        parent = library.parent_of(xml)
        own = _own_locale(xml) if parent else None
        style = parse_style(library.style_xml(parent) if parent else xml)
    except library.UnknownStyle as e:
        raise StyleError(f"no style is called '{e.name}'") from e
    if own:
        style.default_locale = own
    return style


def _own_locale(xml: bytes) -> str | None:
    found: str | None = etree.fromstring(xml).get("default-locale")
    return found
