"""A source as CSL-JSON has it, read once: its names, dates and texts.

What has not the shape that its variable wants is as if it were not there. Variables that older data write in ``note``,
one a line (``original-date: 1901``) or in braces (``{:original-date: 1901}``), are read from there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pamphleteer.csl.dates import Date, parse_date
from pamphleteer.csl.numbers import page_first

NAMES = frozenset(
    "author chair collection-editor compiler composer container-author contributor curator director editor "
    "editor-translator editorial-director executive-producer guest host illustrator interviewer narrator organizer "
    "original-author performer producer recipient reviewed-author script-writer series-creator translator "
    "editortranslator".split()
)
DATES = frozenset("accessed available-date event-date issued original-date submitted locator-date".split())
NUMBERS = frozenset(
    "chapter-number citation-number collection-number edition first-reference-note-number issue locator number "
    "number-of-pages number-of-volumes page page-first part-number printing-number section supplement-number version "
    "volume".split()
)
_TYPES = {"editortranslator": "editor-translator"}
_SHORT = {"container-title": ("container-title-short", "journalAbbreviation"), "title": ("title-short", "shortTitle")}
_SAME = {
    "event": "event-title",
    "event-title": "event",
    "title-short": "shortTitle",
    "container-title-short": "journalAbbreviation",
}
_NOTE_LINE = re.compile(r"^([a-z]+(?:-[a-z]+)*|DOI|ISBN|ISSN|PMC?ID|URL)\s*:\s*(\S.*)$", re.M)
_NOTE_BRACES = re.compile(r"\{:([A-Za-z-]+):\s*([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Name:
    """Someone, or a body, by the parts of the name."""

    family: str = ""
    given: str = ""
    dropping: str = ""
    particle: str = ""
    """The non-dropping one."""
    suffix: str = ""
    comma_suffix: bool = False
    literal: str = ""
    """The whole name, where it has no parts."""
    static: bool = False
    """Whether the family name stands first in every form."""


class Item:
    """A source and what was read of it. Sources compare by identity: each is one work."""

    __slots__ = ("_dates", "_names", "_texts", "data", "key", "open_lists", "type")

    def __init__(self, key: str, data: Mapping[str, Any]) -> None:
        self.key = key
        self.data = _with_note(data)
        self.type = str(self.data.get("type") or "")
        listed = self.data.get("and-others")
        self.open_lists = frozenset(str(v) for v in listed) if isinstance(listed, Sequence) else frozenset()
        """Variables whose list of names goes on with others that are not named."""
        self._names: dict[str, tuple[Name, ...]] = {}
        self._dates: dict[str, Date | None] = {}
        self._texts: dict[tuple[str, bool], str] = {}

    def names(self, variable: str) -> tuple[Name, ...]:
        """Those of a variable."""
        known = self._names.get(variable)
        if known is None:
            listed = self.data.get(variable)
            listed = listed if isinstance(listed, list | tuple) else ()
            known = tuple(name for entry in listed if (name := read_name(entry)) is not None)
            self._names[variable] = known
        return known

    def date(self, variable: str) -> Date | None:
        """That of a variable."""
        if variable not in self._dates:
            value = self.data.get(variable)
            self._dates[variable] = parse_date(value) if value else None
        return self._dates[variable]

    def text(self, variable: str, short: bool = False) -> str:
        """That of a variable, in its short form where it has one; empty where there is none."""
        known = self._texts.get((variable, short))
        if known is None:
            names = (*_SHORT.get(variable, (f"{variable}-short",)), variable) if short else (variable,)
            if variable in _SAME:
                names = (*names, _SAME[variable])
            if variable == "page-first":
                names = ("page-first", "page")
            known = next((text for name in names if (text := _text(self.data.get(name)))), "")
            if variable == "page-first":
                known = page_first(known)
            self._texts[variable, short] = known
        return known

    @property
    def language(self) -> str:
        """The work's own, as a tag."""
        return _text(self.data.get("language"))


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""


def _with_note(data: Mapping[str, Any]) -> Mapping[str, Any]:
    note = data.get("note")
    if not isinstance(note, str) or ":" not in note:
        return data
    found: dict[str, Any] = {}
    lines = note.split("\n")
    pairs = [(m[1], m[2]) for m in _NOTE_BRACES.finditer(note)]
    for line in lines:
        match = _NOTE_LINE.match(line)
        if match:
            pairs.append((match[1], match[2]))
        elif not _NOTE_BRACES.search(line):
            break
    for variable, value in pairs:
        value = value.strip()
        if variable in NAMES:
            family, separator, given = value.partition("||")
            name = {"family": family.strip(), "given": given.strip()} if separator else {"literal": value}
            found.setdefault(variable, []).append(name)
        elif variable in DATES:
            found[variable] = {"raw": value}
        elif variable not in data or variable == "type":
            found[variable] = value
    return {**data, **{k: v for k, v in found.items() if k == "type" or not data.get(k)}} if found else data


# --- names

_PARTICLE_FAMILY = re.compile(r"^((?:(?:[a-zà-öø-ÿ’'`ʿ][\w.’'`ʿ]*\s+)+)|(?:[a-zà-öø-ÿ]{1,3}[’'-]))(?=[^\s])(.+)$")
_PARTICLE_GIVEN = re.compile(r"^(.*?\S)\s+((?:[a-zà-öø-ÿ’'][\w.]*[’']?\s*)+)$")


def read_name(entry: Any) -> Name | None:
    """A name of CSL-JSON; None where it says nothing."""
    if isinstance(entry, str):
        return Name(literal=entry.strip()) if entry.strip() else None
    if not isinstance(entry, Mapping):
        return None

    def part(key: str) -> str:
        # A space that does not break is part of a name.
        return " ".join(piece for piece in re.split(r"[ \t\n]+", _text(entry.get(key))) if piece)

    literal = part("literal")
    if literal:
        return Name(literal=literal)
    name = Name(
        part("family"),
        part("given"),
        part("dropping-particle"),
        part("non-dropping-particle"),
        part("suffix"),
        bool(entry.get("comma-suffix")),
        "",
        bool(entry.get("static-ordering")),
    )
    if not (name.family or name.given or name.particle):
        return None
    if entry.get("isInstitution") or (name.family and not name.given and entry.get("literal") is not None):
        return Name(literal=name.family or name.given)
    if not name.family:
        return replace(name, family=name.given, given="")
    return _parsed(name)


def _parsed(name: Name) -> Name:
    """The name with particles and suffix taken out of the parts in which they were written."""
    if len(name.family) > 1 and name.family[0] == name.family[-1] == '"':
        return replace(name, family=name.family[1:-1])
    if not name.suffix and not name.dropping and "," in name.given:
        given, _, after = (part.strip() for part in name.given.partition(","))
        if re.match(r"[a-zà-ÿ]", after):
            # "abbé d'": a title and a particle; its comma stays.
            return replace(name, given=given, dropping=f", {after}")
        comma = after.startswith("!")
        name = replace(name, given=given, suffix=after.lstrip("! "), comma_suffix=comma or name.comma_suffix)
    if not name.particle and (match := _PARTICLE_FAMILY.match(name.family)):
        name = replace(name, particle=match[1].rstrip(" "), family=match[2])
    if not name.dropping and (match := _PARTICLE_GIVEN.match(name.given)):
        name = replace(name, given=match[1], dropping=match[2].strip())
    return name
