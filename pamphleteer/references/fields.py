"""An entry of a BibTeX or BibLaTeX file → a CSL-JSON item.

Which field becomes which variable follows Pandoc's reader of these formats, so that one file serves both; the types
are those of CSL 1.0.2 where it has one (software, standard, performance). Two things differ. Titles keep the capitals
that they have: Pandoc puts English ones in sentence case, which no program can do without hurting names. And a
publisher's "and" is not taken for the end of a name. Braces in a title (``{NASA}``) become CSL's ``nocase`` where the
language of the source is English, or not told.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pamphleteer.diagnostics import Diagnostic, did_you_mean, error, warning
from pamphleteer.references import dated, tex
from pamphleteer.references.bibwords import LANGUAGES, strings_of
from pamphleteer.references.dates import parse
from pamphleteer.references.people import misjoined, names_of, places_of

if TYPE_CHECKING:
    from pamphleteer.references.bibtex import Written

_TYPES = {
    "article": "article-journal", "book": "book", "booklet": "pamphlet", "bookinbook": "chapter", "collection": "book",
    "dataset": "dataset", "electronic": "webpage", "inbook": "chapter", "incollection": "chapter",
    "inreference": "entry-encyclopedia", "inproceedings": "paper-conference", "conference": "paper-conference",
    "manual": "book", "mastersthesis": "thesis", "misc": "document", "mvbook": "book", "mvcollection": "book",
    "mvproceedings": "book", "mvreference": "book", "online": "webpage", "patent": "patent",
    "periodical": "article-journal", "phdthesis": "thesis", "proceedings": "book", "reference": "book",
    "report": "report", "software": "software", "suppbook": "chapter", "suppcollection": "chapter",
    "suppperiodical": "article-journal", "techreport": "report", "thesis": "thesis", "unpublished": "manuscript",
    "www": "webpage", "artwork": "graphic", "audio": "song", "commentary": "book", "image": "graphic",
    "jurisdiction": "legal_case", "legislation": "legislation", "legal": "treaty", "letter": "personal_communication",
    "movie": "motion_picture", "music": "song", "performance": "performance", "review": "review",
    "standard": "standard", "video": "motion_picture", "data": "dataset", "letters": "personal_communication",
    "newsarticle": "article-newspaper", "archival": "document", "map": "map", "interview": "interview",
}  # fmt: skip
_SUBTYPES = {"magazine": "article-magazine", "newspaper": "article-newspaper"}
_PERIODICAL = ("article", "periodical", "suppperiodical", "review")
_PIECES = ("inbook", "incollection", "inproceedings", "conference", "inreference", "bookinbook", "suppbook",
           "suppcollection")  # fmt: skip
_SERIAL_NUMBER = frozenset(
    "book collection proceedings reference mvbook mvcollection mvproceedings mvreference bookinbook inbook "
    "incollection inproceedings conference inreference suppbook suppcollection".split()
)
_EDITORS = {
    "editor": "editor", "compiler": "compiler", "director": "director", "translator": "translator",
    "collaborator": "contributor", "organizer": "organizer", "narrator": "narrator", "performer": "performer",
    "producer": "producer", "illustrator": "illustrator", "founder": "editor", "continuator": "editor",
    "redactor": "editor", "reviser": "editor",
}  # fmt: skip
"""BibLaTeX's ``editortype`` → the names of CSL."""
_NAMES = {
    "author": "author", "bookauthor": "container-author", "translator": "translator", "director": "director",
    "illustrator": "illustrator", "introduction": "contributor", "foreword": "contributor", "afterword": "contributor",
    "commentator": "contributor", "annotator": "contributor",
}  # fmt: skip
_TEXTS = {
    "pages": "page", "pagetotal": "number-of-pages", "volumes": "number-of-volumes", "chapter": "chapter-number",
    "edition": "edition", "version": "version", "origtitle": "original-title", "eventtitle": "event-title",
    "venue": "event-place", "origpublisher": "original-publisher", "origlocation": "original-publisher-place",
    "annotation": "annote", "abstract": "abstract",
}  # fmt: skip
_VERBATIM = {"doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "pmid": "PMID", "pmcid": "PMCID", "library": "call-number"}
_EPRINTS = {
    "arxiv": "https://arxiv.org/abs/", "jstor": "https://www.jstor.org/stable/", "hdl": "https://hdl.handle.net/",
    "pubmed": "https://www.ncbi.nlm.nih.gov/pubmed/", "googlebooks": "https://books.google.com?id=",
}  # fmt: skip


_LEAD_IN = re.compile(r"\s*(?:available (?:at|from|online)|online|url|web ?page|website)\b\s*[:,]?\s*", re.I)
"""What people write before an address, which says that it is one."""
_ACCESSED = re.compile(
    r"\[?\s*(?:online\s*[;,]\s*)?(?:last\s+)?accessed(?:\s+on)?\s*:?\s*([^\[\]]{4,40}?)\s*\]?\.?", re.I
)
"""A note that is only the day on which a page was read, as people and encyclopaedias write it for BibTeX."""


def item_of(entry: Written, found: list[Diagnostic]) -> dict[str, Any]:
    """The CSL-JSON item of an entry; what is wrong goes to ``found``."""
    return {k: v for k, v in _Mapping(entry, found).item().items() if v not in (None, "", [], {})}


class _Mapping:
    def __init__(self, entry: Written, found: list[Diagnostic]) -> None:
        self.entry, self.found = entry, found
        self.kind = entry.kind
        self.language = self._language()
        english = not self.language or self.language.split("-")[0] == "en"
        self.title_of: Callable[[str], str] = tex.title if english else self.text_of
        self.strings = strings_of(self.language)
        pairs = (option.partition("=") for option in self.raw("options").lower().split(","))
        self.options = {name.strip(): value.strip() or "true" for name, _, value in pairs}

    def raw(self, name: str) -> str:
        """A field as it is written."""
        return self.entry.fields.get(name, "")

    def text_of(self, value: str) -> str:
        return tex.rich(value, self.strings)

    def text(self, name: str) -> str:
        """A field as rich text."""
        return self.text_of(self.raw(name)) if name in self.entry.fields else ""

    def title(self, name: str, before: str = "") -> str:
        """A title with its subtitle and addition: ``Title: Subtitle. Addition``."""
        whole = [self.title_of(self.raw(f"{before}{part}")) for part in (name, "subtitle", "titleaddon")]
        if not whole[0]:
            return ""
        return _joined(".", _joined(":", whole[0], whole[1]), whole[2])

    def word(self, name: str) -> str:
        """A field that may be one of BibLaTeX's words, such as phdthesis."""
        return self.strings.get(self.raw(name).strip().lower()) or self.text(name)

    def _language(self) -> str:
        """The BCP 47 tag of ``langid``, or of ``language`` where that is one language."""
        named = (self.raw("langid") or self.raw("hyphenation") or self.raw("language")).strip().lower()
        if named.startswith("lang"):
            named = named.removeprefix("lang")
        variant = re.search(r"variant\s*=\s*\{?(\w+)", self.raw("langidopts").lower())
        if named == "english" and variant:
            named = {"uk": "british", "us": "american", "usmax": "american"}.get(variant[1], variant[1])
        if named in LANGUAGES:
            return LANGUAGES[named]
        return (
            re.sub(r"-([a-z]{2})$", lambda m: f"-{m[1].upper()}", named)
            if re.fullmatch(r"[a-z]{2,3}(?:-[a-z]{2,4})?", named)
            else ""
        )

    def item(self) -> dict[str, Any]:
        return {
            "id": self.entry.key,
            "type": self._type(),
            "genre": self._genre(),
            "language": self.language,
            **self._names(),
            **self._dates(),
            **self._titles(),
            **self._numbers(),
            **self._published(),
            **{variable: self.text(name) for name, variable in _TEXTS.items() if name in self.entry.fields}
            | {"page": self._pages()},
            **{variable: tex.verbatim(self.raw(name)) for name, variable in _VERBATIM.items()},
            "URL": self._url(),
            "keyword": ", ".join(
                filter(None, (self.text_of(w.strip()) for w in re.split("[,;]", self.raw("keywords"))))
            ),
            "note": "" if self.kind == "periodical" else _joined(".", self._note(), self.text("addendum")),
            "status": self.word("pubstate"),
        }

    def _type(self) -> str:
        if self.kind in _PERIODICAL and self.kind != "review":
            return _SUBTYPES.get(self.raw("entrysubtype").strip().lower(), "article-journal")
        if self.kind == "unpublished" and any(map(self.raw, ("eventdate", "eventtitle", "venue"))):
            return "speech"
        if self.kind == "misc" and self.raw("entrysubtype").strip().lower() in ("letter", "interview"):
            return {"letter": "personal_communication", "interview": "interview"}[
                self.raw("entrysubtype").strip().lower()
            ]
        if self.kind == "misc" and self._url():
            # A page of the web, as BibTeX has no kind for it; and a preprint.
            return "article" if self.raw("eprinttype").strip().lower() == "arxiv" else "webpage"
        if self.kind not in _TYPES and not self.kind.startswith("custom"):
            hint = (
                did_you_mean(self.kind, sorted(_TYPES)) or "BibLaTeX lists them: book, incollection, article, online …"
            )
            message = f"there is no type of source '@{self.kind}': it is read as @misc"
            self.found.append(warning("reference-type-unknown", message, self.entry.span, hint))
        return _TYPES.get(self.kind, "document")

    def _genre(self) -> str:
        thesis = {"mastersthesis": "mathesis", "phdthesis": "phdthesis"}.get(self.kind, "")
        return self.word("type") or self.strings.get(thesis, "")

    def _names(self) -> dict[str, Any]:
        names: dict[str, list[dict[str, str]]] = {}
        others = set()
        useprefix = self.options.get("useprefix") == "true"
        sources = dict(_NAMES)
        for role in ("editor", "editora", "editorb", "editorc"):
            kind = self.raw(f"{role}type").strip().lower() or ("editor" if role == "editor" else "collaborator")
            sources[role] = _EDITORS.get(kind, "editor" if role == "editor" else "contributor")
        for field, variable in sources.items():
            if field not in self.entry.fields:
                continue
            if wrong := misjoined(self.raw(field)):
                message = f"'{tex.plain(wrong)[:60]}' is more than one name of the {field}"
                hint = "put 'and' between two names: Lund, Ada and Aue, Berta"
                self.found.append(error("reference-wrong-value", message, self.entry.place(field), hint))
            listed, is_open = names_of(self.raw(field), useprefix)
            # One who introduces and annotates is one contributor.
            names[variable] = names.get(variable, []) + [n for n in listed if n not in names.get(variable, [])]
            if is_open:
                others.add(variable)
        if names.get("container-author") == names.get("author"):
            # Nobody is named twice: "in his book, by him".
            names.pop("container-author", None)
        return {**names, "and-others": sorted(variable for variable in others if names[variable])}

    def _dates(self) -> dict[str, Any]:
        dates: dict[str, Any] = {}
        for before, variable in (
            ("", "issued"),
            ("event", "event-date"),
            ("orig", "original-date"),
            ("url", "accessed"),
        ):
            date, wrong = dated.date_of(self.entry.fields, before)
            if date and "literal" in date:
                # "inpress" is in press, in the language of the source.
                date["literal"] = self.strings.get(date["literal"].lower(), date["literal"])
            dates[variable] = date
            if wrong:
                hint = "write it as date = {1901-02-03}, or in year, month and day"
                message = f"'{self.raw(wrong)[:60]}' is no {wrong}"
                self.found.append(error("reference-wrong-value", message, self.entry.place(wrong), hint))
        if not dates["accessed"] and (match := _ACCESSED.fullmatch(self.text("note"))):
            dates["accessed"] = parse(match[1].replace("-", " ") if match[1][:1] != "2" else match[1])
        return dates

    def _note(self) -> str:
        """The note, without the day on which a page was read, which has a place of its own."""
        note = self.text("note")
        is_day = "urldate" not in self.entry.fields and _ACCESSED.fullmatch(note) and self._dates().get("accessed")
        return "" if is_day else note

    def _titles(self) -> dict[str, str]:
        piece, periodical = self.kind in _PIECES, self.kind == "periodical"
        main = bool(self.raw("maintitle"))
        titles = {"title": self.title("title"), "container-title": "", "volume-title": ""}
        if periodical and self.raw("issuetitle"):
            titles["title"] = self.title("title", "issue")
        elif main and not piece:
            titles["title"], titles["volume-title"] = self.title("title", "main"), self.title("title")
        elif main:
            titles["volume-title"] = self.title("title", "book")
        if periodical:
            titles["container-title"] = self.title("title")
        elif piece:
            titles["container-title"] = self.title("title", "main") or self.title("title", "book")
        titles["container-title"] = (
            titles["container-title"] or self.title("title", "journal") or self.title_of(self.raw("journal"))
        )
        short = self.raw("shorttitle") if piece or not main else ""
        titles["title-short"] = self.title_of(short)
        if not short and not main and not periodical:
            titles["title-short"] = self._short(titles["title"])
        titles["container-title-short"] = self.title_of(self.raw("shortjournal"))
        series = self.word("series") if self.raw("series").strip().lower() in self.strings else ""
        titles["collection-title"] = series or self.title_of(self.raw("series"))
        return titles

    def _short(self, whole: str) -> str:
        """The title before its subtitle, where it has one."""
        if any(map(self.raw, ("subtitle", "titleaddon"))):
            return self.title_of(self.raw("title"))
        before, colon, after = whole.partition(": ")
        # A tag that opens before the colon and closes behind it cannot be cut.
        return before if colon and after and before.count("<") == 2 * before.count("</") else ""

    def _numbers(self) -> dict[str, str]:
        number, issue = self.text("number"), self.text("issue")
        numbers = {"volume": self.text("volume"), "number": "", "collection-number": "", "issue": ""}
        if part := self.text("part"):
            numbers["volume"] = f"{numbers['volume']}.{part}" if numbers["volume"] else part
        if self.kind in _SERIAL_NUMBER:
            numbers["collection-number"] = number
        elif self.kind in _PERIODICAL:
            numbers["issue"] = _joined(",", number, issue)
        else:
            numbers["number"] = number
        if issue and not numbers["issue"]:
            numbers["issue"] = issue
        return numbers

    def _pages(self) -> str:
        return re.sub(r"(?<=\w)\s*(?:-+|–|—)\s*(?=\w)", "–", self.text("pages"))

    def _published(self) -> dict[str, str]:
        makers = [self.text(name) for name in ("school", "institution", "organization")]
        makers += [self.text("howpublished")] if not _address(self.raw("howpublished")) else []
        # An "and" stays: "Norton and Company" is more often one house than two.
        makers += [self.text("publisher")]
        # A publisher that is named twice, as institution and as publisher, is one.
        published = {"publisher": "; ".join(dict.fromkeys(filter(None, makers)))}
        place = places_of(self.raw("address") or ("" if self.kind == "patent" else self.raw("location")))
        if self.kind == "patent" and self.raw("location"):
            words = places_of(self.raw("location")).split("; ")
            published["jurisdiction"] = "; ".join(self.strings.get(word.lower(), word) for word in words)
        return {**published, "publisher-place": place}

    def _url(self) -> str:
        if self.raw("url") and (self.kind == "online" or self.options.get("url") != "false"):
            return tex.verbatim(self.raw("url"))
        base = _EPRINTS.get(self.raw("eprinttype").strip().lower())
        if base and self.raw("eprint"):
            return base + tex.verbatim(self.raw("eprint"))
        return _address(self.raw("howpublished"))


def _address(text: str) -> str:
    r"""The address that ``howpublished = {\url{…}}`` gives where it gives nothing else."""
    bare = _LEAD_IN.sub("", tex.verbatim(text)).rstrip(".")
    return bare if re.fullmatch(r"https?://\S+", bare) else ""


def _joined(mark: str, first: str, second: str) -> str:
    """Two texts with a mark between, unless the first ends in one."""
    if not first or not second:
        return first or second
    end = len(first)
    # Behind the tags with which it may end.
    while first[end - 1 : end] == ">" and (start := first.rfind("<", 0, end)) >= 0:
        end = start
    return f"{first} {second}" if first[end - 1 : end] in "!?.,:;" else f"{first}{mark} {second}"
