"""A source as it was written, a mapping of strings with their places → a CSL-JSON item in one form, and what is wrong.

In an item names are a list of mappings of texts; a date is a mapping with ``date-parts`` (lists of integers), ``raw``
or ``literal``, and perhaps ``season`` (1–4) and ``circa`` (true); ``custom`` is as it was; all else is text.
``and-others`` (in files: within ``custom``, since CSL does not know it) lists the variables whose names go on with
others unnamed.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping
from typing import Any

from pamphleteer.diagnostics import Diagnostic, Span, did_you_mean, error, warning
from pamphleteer.marked import Marked, Path
from pamphleteer.model import Reference
from pamphleteer.references import dates, inline
from pamphleteer.references.bibwords import language_of
from pamphleteer.references.entities import decoded
from pamphleteer.references.variables import DATES, KNOWN, NAMES, SPELT, TYPES, VERBATIM

_NAME_PARTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal")
_NAME_SWITCHES = ("comma-suffix", "static-ordering", "parse-names", "isInstitution")
_OTHERS = re.compile(r"(?:and )?others|et\.? al\.?", re.I)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.I)
_MOST_HINTS = 200
"""To look for what was meant takes time; a file with more words that are none has them throughout."""


def reference(key: str, item: Mapping[str, Any], span: Span) -> Reference:
    """The record of a normalised item."""
    custom = item.get("custom")
    raw = custom.get("raw") if isinstance(custom, dict) else None
    data = json.dumps({**item, "id": key}, ensure_ascii=False, sort_keys=True)
    return Reference(key, raw if isinstance(raw, str) else None, data, span)


class Normaliser:
    """Brings items into one form; ``found`` gathers what is wrong with them.

    ``markdown`` says that texts may have Markdown, as in CSL-YAML, instead of CSL's own tags alone.
    """

    def __init__(self, markdown: bool = False) -> None:
        self.markdown = markdown
        self.found: list[Diagnostic] = []
        self.meant: dict[str, str | None] = {}

    def item(self, marked: Marked, path: Path) -> dict[str, Any]:
        """The mapping at ``path`` of a document as an item."""
        written: Mapping[str, Any] = _at(marked, path)
        item: dict[str, Any] = {}
        read: Any
        for key, value in written.items():
            here = (*path, key)
            name = SPELT.get(key.lower(), key)
            if name == "custom" and isinstance(value, dict):
                read = {k: v for k, v in value.items() if k != "and-others"}
                item |= _open(value.get("and-others"))
            elif name == "and-others":
                item |= _open(value)
                continue
            elif value is None:
                continue
            elif name in NAMES:
                read = self._names(value, marked, here, name)
                if read and _is_others(read[-1]):
                    read = read[:-1]
                    item["and-others"] = sorted({*item.get("and-others", ()), name})
            elif name in DATES:
                read = self._date(value, marked, here, name)
            else:
                read = self._text(value, marked, here, name)
            if read not in (None, "", [], {}):
                item[name] = read
        return self.checked(item, marked.span(path))

    def checked(self, item: dict[str, Any], span: Span) -> dict[str, Any]:
        """An item whose values have their form already, with what any format may bring put right."""
        kind = item.get("type")
        if kind is not None and kind not in TYPES:
            hint = (
                self._meant(kind, TYPES) or "CSL lists the kinds of sources: book, chapter, article-journal, webpage …"
            )
            self.found.append(warning("reference-type-unknown", f"there is no type of source '{kind}'", span, hint))
        if "language" in item:
            item["language"] = language_of(item["language"])
        if "DOI" in item:
            item["DOI"] = _DOI.sub("", item["DOI"], count=1).strip()
        return item

    def _meant(self, word: str, known: frozenset[str]) -> str | None:
        if word not in self.meant:
            self.meant[word] = did_you_mean(word, sorted(known)) if len(self.meant) < _MOST_HINTS else None
        return self.meant[word]

    def _slip(self, key: str) -> str | None:
        """The variable that a key is a slip of; other programs' keys have names of their own, and mean nothing here."""
        meant = self._meant(key, KNOWN)
        word = meant.split("'")[1] if meant else ""
        near = difflib.SequenceMatcher(None, key, word).ratio() > 0.78 or (len(key) > 3 and word.startswith(key))
        return meant if near else None

    def _wrong(self, message: str, span: Span, hint: str) -> None:
        self.found.append(error("reference-wrong-value", message, span, hint))

    def _text(self, value: Any, marked: Marked, path: Path, name: str) -> str | None:
        span = marked.span(path)
        if name not in KNOWN:
            near = self._slip(name)
            if near and isinstance(value, str):
                message = f"a source has no '{name}': it is not used"
                self.found.append(warning("reference-unknown-key", message, marked.key(path), near))
        if isinstance(value, str):
            words = " ".join(decoded(value).split())
            return inline.rich(words) if self.markdown and name not in VERBATIM else words
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            return ", ".join(words for part in value if (words := " ".join(part.split())))
        if name in KNOWN:
            self._wrong(f"the {name} of a source is text", span, f"write '{name}: …' in one line")
        return None

    def _names(self, value: Any, marked: Marked, path: Path, variable: str) -> list[dict[str, str]]:
        listed = value if isinstance(value, list) else [value]
        names = []
        for i, name in enumerate(listed):
            here = (*path, i) if isinstance(value, list) else path
            if isinstance(name, str):
                names.append({"literal": " ".join(decoded(name).split())} if name.strip() else {})
            elif isinstance(name, dict):
                names.append(self._name(name, marked, here, variable))
            elif name is not None:
                self._wrong_name(variable, marked.span(here))
        return [name for name in names if name]

    def _name(self, name: Mapping[str, Any], marked: Marked, path: Path, variable: str) -> dict[str, str]:
        read: dict[str, str] = {}
        for part, value in name.items():
            if part in _NAME_PARTS and isinstance(value, str):
                if words := " ".join(decoded(value).split()):
                    read[part] = words
            elif part in _NAME_SWITCHES:
                if value not in (None, "false", "0", ""):
                    read[part] = "true"
            elif part in _NAME_PARTS and value is not None:
                self._wrong_name(variable, marked.span((*path, part)))
            elif part not in _NAME_PARTS and isinstance(value, str):
                hint = self._meant(part, frozenset(_NAME_PARTS)) or f"it has {', '.join(_NAME_PARTS)}"
                message = f"a name has no '{part}': it is not used"
                self.found.append(warning("reference-unknown-key", message, marked.key((*path, part)), hint))
        if not any(part in read for part in ("family", "given", "literal")):
            self._wrong_name(variable, marked.span(path))
            return {}
        return read

    def _wrong_name(self, variable: str, span: Span) -> None:
        hint = f"write {variable}: [{{family: Lund, given: Ada}}], or {{literal: …}} for what has no family name"
        self._wrong(f"this is no name of the {variable}", span, hint)

    def _date(self, value: Any, marked: Marked, path: Path, variable: str) -> dates.Date | None:
        if isinstance(value, str):
            words = " ".join(value.split())
            return dates.parse(words) or ({"literal": words} if words else None)
        if isinstance(value, list):
            if all(isinstance(end, dict) for end in value):
                value = {"date-parts": [[end.get(k) for k in ("year", "month", "day")] for end in value]}
            else:
                value = {"date-parts": value}
        if not isinstance(value, dict):
            return None
        return self._date_of(value, marked, path, variable)

    def _date_of(self, value: Mapping[str, Any], marked: Marked, path: Path, variable: str) -> dates.Date | None:
        span = marked.span(path)
        date: dates.Date = {}
        listed = value.get("date-parts")
        if listed is None and value.get("year") is not None:
            listed = [[value.get(k) for k in ("year", "month", "day")]]
        if listed is not None:
            ends = [listed] if isinstance(listed, list) and not any(isinstance(e, list) for e in listed) else listed
            if not isinstance(ends, list) or len(ends) > 2:
                self._wrong_date(variable, marked.span((*path, "date-parts")))
                return None
            parts = [self._parts(end, variable, marked.span((*path, "date-parts"))) for end in ends]
            if None in parts:
                return None
            if kept := [end for end in parts if end]:
                date["date-parts"] = kept
        for key in ("raw", "literal"):
            if isinstance(words := value.get(key), str) and words.strip():
                read = dates.parse(words) if key == "raw" else None
                date = {**date, **(read or {key: " ".join(words.split())})} if "date-parts" not in date else date
        if isinstance(named := value.get("season"), str) and (number := dates.season(named)):
            date["season"] = number
        if value.get("circa") not in (None, "false", "0", ""):
            date["circa"] = True
        known = {"date-parts", "raw", "literal", "season", "circa", "year", "month", "day"}
        if not date.keys() & {"date-parts", "raw", "literal"}:
            if value.keys() - known or value.get("season") is not None:
                self._wrong_date(variable, span)
            return None
        return dates.folded(date)

    def _parts(self, end: Any, variable: str, span: Span) -> list[int] | None:
        """Year, month and day as far as they are given; a month or day of 0 is how some programs say that it is not."""
        parts: list[int] = []
        if not isinstance(end, list):
            self._wrong_date(variable, span)
            return None
        for part, most in zip(end, (None, 24, 31), strict=False):
            if part in (None, "", "0", "00"):
                break
            if not isinstance(part, str) or not re.fullmatch(r"[+-]?\d{1,9}", part.strip()):
                self._wrong_date(variable, span)
                return None
            number = int(part)
            if most is not None and not 1 <= number <= most:
                self._wrong_date(variable, span)
                return None
            parts.append(number)
        return parts

    def _wrong_date(self, variable: str, span: Span) -> None:
        hint = "write it as 1901, 1901-02, 1901-02-03, 1901/1903 or {date-parts: [[1901, 2, 3]]}"
        self._wrong(f"this is no date: {variable}", span, hint)


def _open(value: Any) -> dict[str, list[str]]:
    """What a file says of open lists of names, as ``export`` writes it."""
    names = sorted({v for v in value if isinstance(v, str) and v in NAMES}) if isinstance(value, list) else []
    return {"and-others": names} if names else {}


def _is_others(name: Mapping[str, str]) -> bool:
    words = name.get("literal") or ("" if "given" in name else name.get("family", ""))
    return bool(_OTHERS.fullmatch(words))


def _at(marked: Marked, path: Path) -> Mapping[str, Any]:
    value = marked.value
    for step in path:
        value = value[step]
    return value if isinstance(value, dict) else {}
