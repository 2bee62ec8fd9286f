"""RIS, as reference managers and libraries export it → ``Reference`` records.

rispy reads the tags of a record; records are parted here, because it tells no lines. What a tag means depends on the
kind of source, and programs disagree: where several may hold a part, the first that is there is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import rispy
from rispy.config import TAG_KEY_MAPPING

from pamphleteer.diagnostics import Diagnostic, Span, error, info
from pamphleteer.model import Reference
from pamphleteer.references import dates
from pamphleteer.references.entities import decoded
from pamphleteer.references.items import Normaliser, reference
from pamphleteer.slug import slug

_LINE = re.compile(r"([A-Z][A-Z0-9])\s{1,2}-(?:\s(.*))?")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.I)
_TYPES = {
    "ABST": "article", "ADVS": "motion_picture", "AGGR": "dataset", "ANCIENT": "classic", "ART": "graphic",
    "BILL": "bill", "BLOG": "post-weblog", "BOOK": "book", "CASE": "legal_case", "CHAP": "chapter", "CHART": "figure",
    "CLSWK": "classic", "COMP": "software", "CONF": "book", "CPAPER": "paper-conference", "CTLG": "book",
    "DATA": "dataset", "DBASE": "dataset", "DICT": "entry-dictionary", "EBOOK": "book", "ECHAP": "chapter",
    "EDBOOK": "book", "EJOUR": "article-journal", "ELEC": "webpage", "WEB": "webpage", "ENCYC": "entry-encyclopedia",
    "EQUA": "figure", "FIGURE": "figure", "GEN": "document", "GOVDOC": "report", "GRANT": "document", "HEAR": "hearing",
    "ICOMM": "personal_communication", "INPR": "article-journal", "JFULL": "periodical", "JOUR": "article-journal",
    "LEGAL": "legislation", "MANSCPT": "manuscript", "MAP": "map", "MGZN": "article-magazine", "MPCT": "motion_picture",
    "MULTI": "webpage", "MUSIC": "musical_score", "NEWS": "article-newspaper", "PAMP": "pamphlet", "PAT": "patent",
    "PCOMM": "personal_communication", "RPRT": "report", "SER": "periodical", "SLIDE": "graphic", "SOUND": "song",
    "STAND": "standard", "STAT": "legislation", "THES": "thesis", "UNBILL": "bill", "UNPB": "manuscript",
    "VIDEO": "motion_picture",
}  # fmt: skip
_PIECES = ("article", "article-journal", "article-magazine", "article-newspaper", "chapter", "paper-conference",
           "entry-dictionary", "entry-encyclopedia", "webpage", "post-weblog")  # fmt: skip
_JOURNALS = ("article", "article-journal", "article-magazine", "article-newspaper", "periodical")
_TEXTS = {
    "AB": "abstract", "N2": "abstract", "AN": "archive_location", "CN": "call-number", "DB": "source", "DO": "DOI",
    "ET": "edition", "LA": "language", "NV": "number-of-volumes", "PB": "publisher", "SE": "section",
    "ST": "title-short", "VL": "volume", "M3": "genre", "OP": "original-title", "J2": "container-title-short",
    "JA": "container-title-short",
}  # fmt: skip
# Each tag by its own name, as a list: a tag that stands twice must not lose its second value.
_TAGS = {**{tag: tag for tag in TAG_KEY_MAPPING}, "UK": "UK"}
_MORE = ("ED", "CT", "BT", "CP", "PP", "AD", "TA", "CR", "LK")


@dataclass(frozen=True, slots=True)
class _Record:
    text: str
    """Its lines, each tag on one, ended by ER."""
    span: Span
    lines: Mapping[str, int]
    """Tag → the line on which it first stands."""
    closed: bool


def read_ris(text: str, file: str) -> tuple[list[Reference], list[Diagnostic]]:
    """The sources of a file, and what is wrong with it."""
    normaliser = Normaliser()
    found = normaliser.found
    tags = _TAGS | {tag: tag for tag in _MORE}
    parser = rispy.RisParser(mapping=tags, list_tags=list(tags), delimiter_tags_mapping={})
    kept: dict[str, Reference] = {}
    counts: dict[str, int] = {}
    for record in _records(text, file, found):
        if not record.closed:
            hint = "end it with a line 'ER  - '"
            found.append(error("reference-broken", "this record does not end", record.span, hint))
        values: Mapping[str, Any] = next(iter(parser.parse(record.text)), {})
        item = normaliser.checked(_Item(values, record, found).item(), record.span)
        key = item.get("id", "")
        if not key:
            # As others do who read RIS: by its first author and year.
            plain = _made_key(item)
            counts[plain] = counts.get(plain, 0) + 1
            key = plain if counts[plain] == 1 else f"{plain}-{counts[plain]}"
            while key in kept:
                counts[plain] += 1
                key = f"{plain}-{counts[plain]}"
            hint = "give it a key of your own in a line 'ID  - KEY'"
            found.append(info("reference-key-made", f"this record has no ID: it is cited as @{key}", record.span, hint))
        entry = reference(key, {"id": key, **item}, record.span)
        first = kept.setdefault(key, entry)
        if first.data != entry.data:
            message = f"the reference '{key}' is given twice (first on line {first.span.line})"
            found.append(error("reference-twice", message, record.span))
    return list(kept.values()), found


def _records(text: str, file: str, found: list[Diagnostic]) -> Iterator[_Record]:
    """The records of a file; a value that goes on over several lines is put on one."""
    lines: list[list[str]] = []
    places: dict[str, int] = {}
    start: int | None = None
    strays = 0
    for number, line in enumerate(text.split("\n"), 1):
        match = _LINE.fullmatch(line.rstrip())
        tag, value = (match[1], match[2] or "") if match else ("", line.strip())
        if tag == "TY":
            if start is not None:
                yield _made(lines, Span(file, start, 1), places, False)
            lines, places, start = [["TY  - ", value]], {"TY": number}, number
        elif start is None:
            if line.strip() and (not strays or tag) and strays < 10:
                strays += 1
                hint = "begin a record with a line 'TY  - BOOK'"
                found.append(error("reference-broken", "this line is in no record", Span(file, number, 1), hint))
        elif tag == "ER":
            yield _made(lines, Span(file, start, 1), places, True)
            lines, places, start = [], {}, None
        elif tag:
            lines.append([f"{tag}  - ", value])
            places.setdefault(tag, number)
        elif value:
            lines[-1].append(f" {value}")
    if start is not None:
        yield _made(lines, Span(file, start, 1), places, False)


def _made(lines: Sequence[Sequence[str]], span: Span, places: Mapping[str, int], closed: bool) -> _Record:
    return _Record("\n".join("".join(line) for line in lines) + "\nER  - \n", span, dict(places), closed)


class _Item:
    def __init__(self, values: Mapping[str, Any], record: _Record, found: list[Diagnostic]) -> None:
        self.values, self.record, self.found = values, record, found

    def all(self, *tags: str) -> list[str]:
        return [" ".join(decoded(v).split()) for tag in tags for v in self.values.get(tag, ()) if v.strip()]

    def first(self, *tags: str) -> str:
        return next(iter(self.all(*tags)), "")

    def place(self, tag: str) -> Span:
        return Span(self.record.span.file, self.record.lines.get(tag, self.record.span.line), 1)

    def item(self) -> dict[str, Any]:
        # Its first line rispy gives as text.
        written = str(self.values.get("TY", "")).strip().upper()
        kind = _TYPES.get(written)
        if kind is None:
            hint = "RIS lists the kinds of sources: BOOK, CHAP, JOUR, RPRT, ELEC …"
            said = error("reference-wrong-value", f"there is no TY '{written}' in RIS", self.place("TY"), hint)
            self.found.append(said)
        kind = kind or "document"
        item: dict[str, Any] = {"id": self.first("ID", "LB"), "type": kind}
        for tag, variable in _TEXTS.items():
            item.setdefault(variable, "")
            item[variable] = item[variable] or self.first(tag)
        item |= self._names(kind) | self._titles(kind) | self._numbers(kind)
        item |= {
            "issued": self._date("DA", "PY", "Y1"),
            "accessed": self._date("Y2"),
            "publisher-place": self.first("PP", "CY", "CP"),
            "URL": next(iter(re.split(r";\s*(?=https?:)", self.first("UR", "LK", "L2"))), ""),
            "keyword": ", ".join(self.all("KW")),
            "note": " ".join(self.all("N1", "RN")),
        }
        self._put_right(item)
        return {k: v for k, v in item.items() if v}

    def _put_right(self, item: dict[str, Any]) -> None:
        """What single catalogues put under tags that mean something else, or write in their own way."""
        if match := _DOI.fullmatch(item["genre"]):
            item["genre"], item["DOI"] = "", item["DOI"] or match[1]
        if item["type"] in _JOURNALS and re.fullmatch(r"\d{8}|\d{4}[/-].*", item["edition"]):
            # The day on which an article was out before its issue.
            item["edition"] = ""
        if "pubmed" in item["source"].lower() and item["archive_location"].isdigit():
            item["PMID"], item["archive_location"] = item["archive_location"], ""
        item["ISSN"] = re.sub(r"\s*\((?:electronic|linking|print|online)\)", "", item.get("ISSN", ""), flags=re.I)
        # Indexers end every title with a stop.
        item["title"] = re.sub(r"(?<=[^\W\d_]{4})\.$", "", item.get("title", ""))

    def _names(self, kind: str) -> dict[str, Any]:
        second = "editor" if kind in (*_PIECES, "book", "report", "classic") else "contributor"
        third = "collection-editor" if kind in ("book", "chapter") else "editor"
        roles = (("author", ("AU", "A1")), (second, ("A2", "ED")), (third, ("A3",)), ("translator", ("A4", "TA")))
        names: dict[str, Any] = {}
        others = set()
        for variable, tags in roles:
            for written in self.all(*tags):
                if written.lower().strip("., ") in ("others", "et al", "and others"):
                    others.add(variable)
                else:
                    names.setdefault(variable, []).append(_name(written))
        return {**names, "and-others": sorted(variable for variable in others if variable in names)}

    def _titles(self, kind: str) -> dict[str, str]:
        titles = {"title": self.first("TI", "T1", "CT") or ("" if kind in _PIECES else self.first("BT"))}
        container = self.first("T2", "JF", "JO", "BT", "J2", "JA") if kind in (*_PIECES, "periodical") else ""
        if container and container != titles["title"]:
            titles["container-title"] = container
            titles["collection-title"] = self.first("T3")
        else:
            titles["collection-title"] = self.first("T2", "T3")
        return titles

    def _numbers(self, kind: str) -> dict[str, str]:
        number = self.first("IS", "M1")
        issue = "issue" if kind in _JOURNALS else "collection-number" if kind in ("book", "chapter") else "number"
        first, last = self.first("SP"), self.first("EP")
        page = f"{first}–{last}" if first and last and last != first and "-" not in first else first or last
        serial = self.first("SN")
        # SN is both: an ISBN has ten digits or thirteen.
        is_book = len(re.findall(r"[\dXx]", re.sub(r"\(.*?\)|[;,].*", "", serial))) in (10, 13)
        pages = "number-of-pages" if kind == "book" and first and not last else "page"
        return {issue: number, pages: re.sub(r"\s*-+\s*", "–", page), "ISBN" if is_book else "ISSN": serial}

    def _date(self, *tags: str) -> dates.Date | None:
        """A date, ``2001/05/03/words``; the fullest of those that are given."""
        best: dates.Date | None = None
        for tag in tags:
            written = self.first(tag)
            if not written:
                continue
            date = _date_of(written)
            if date is None:
                hint = "write it as 2001/05/03/, 2001/05// or 2001"
                message = f"'{written[:60]}' is no date"
                self.found.append(error("reference-wrong-value", message, self.place(tag), hint))
                date = {"literal": written}
            if best is None or _length(date) > _length(best):
                best = date
        return best


def _date_of(text: str) -> dates.Date | None:
    year, *rest = (part.strip() for part in text.split("/", 3))
    if not re.fullmatch(r"\d{4}", year):
        return dates.parse(text) or (None if re.fullmatch(r"[\d/.-]+", text) else {"literal": text})
    parts = [int(year)]
    for part, most in zip(rest, (12, 31), strict=False):
        if not part or part in ("0", "00"):
            break
        if not re.fullmatch(r"\d{1,2}", part) or not 1 <= int(part) <= most:
            return None
        parts.append(int(part))
    date: dates.Date = {"date-parts": [parts]}
    if len(rest) == 3 and len(parts) == 1 and (season := dates.season(rest[2])):
        date["season"] = season
    return date


def _length(date: dates.Date) -> int:
    return len(date.get("date-parts", [[]])[0])


def _name(text: str) -> dict[str, str]:
    """``Lund, Ada, Jr.``; what has no comma is an organisation, as RIS has it."""
    family, *rest = (part.strip() for part in text.split(",", 2))
    if not rest or not rest[0]:
        return {"literal": text.strip(", ")}
    return {k: v for k, v in zip(("family", "given", "suffix"), (family, *rest), strict=False) if v}


def _made_key(item: Mapping[str, Any]) -> str:
    names = item.get("author") or item.get("editor") or [{}]
    first = names[0].get("family") or names[0].get("literal") or item.get("title", "source")
    return f"{slug(first).split('-')[0]}{dates.year_of(item.get('issued'))}"
