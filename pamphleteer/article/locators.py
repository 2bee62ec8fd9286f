"""Locators: what stands behind a source and says where in it — ``pp. 3–4, 7``, ``fol. 12r``, ``§ 5``, ``12``.

A locator is read as Pandoc reads it: a label in the article's language or in English, in any of CSL's forms, and
words that have a figure or are roman numerals; without a label, figures are pages. Where Pandoc takes for a numeral
what is the next label (``vol. 2, c. 3``) or a word (``p. 3, I think``), we do not; and small roman numerals without a
label are pages here, as those of a preface are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from pamphleteer.csl.library import fallbacks, locale_xml

LABELS = (
    "page volume chapter section verse line folio issue paragraph part column figure note opus sub-verbo book act"
    " appendix article-locator canon elocation equation rule scene supplement table timestamp title-locator number"
).split()
"""The kinds of locator that CSL 1.0.2 knows; of two with the same words, the earlier counts."""

_NS = "{http://purl.org/net/xbiblio/csl}"
_GROUP = r"\([\w.:/\-–]*\)|\[[\w.:/\-–]*\]|\{[\w.:/\-–]*\}"
# A figure, letters, brackets, and signs between them: 3, 12r, A-3, 34(1)(a), [17]-[18], 1.2.3, 2:34, iv–x.
_WORD = re.compile(rf"(?:\w|{_GROUP})(?:\w|{_GROUP}|[./](?=\w)|[:\-–]{{1,2}}(?=[\w(\[{{]))*+")
_NEXT = re.compile(r"\s*,\s*|\s+[\-–]\s+|\s+(?=[(\[])")
_START = re.compile(r"\s*,?\s*")
_ROMAN = re.compile(r"(?=[ivxlcdm])m{0,4}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)
# Below two hundred: a word such as mix or dix is none. What follows may be no further word.
_PRELIMINARY = re.compile(
    r"(?=[ivxlc])c?(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})(?:[-–]c?(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))?"
    r"(?=\s*(?:$|[,;)]|[.:]\s*$))"
)
_CAPITALS = re.compile(r"[IVXLCDM]+(?:[-–][IVXLCDM]+)?(?=\s*(?:$|[,;)]|[.:]\s*$))")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)(?!\w)")
_ENDS_IN_FIGURE = re.compile(r"\d\w{0,2}[)\]}]*$")
_BEGINS_WITH_FIGURE = re.compile(r"[(\[{]*[^\W\d]{0,2}-?\d")


@dataclass(frozen=True, slots=True)
class Locator:
    """A locator, and where the text that follows it begins."""

    label: str
    """As CSL calls it."""
    text: str
    """Without its label, white space folded, ranges with an en dash."""
    end: int


def leading(text: str, language: str) -> Locator | None:
    """The locator with which a text begins, a comma before it or none; None where it begins otherwise.

    ``language`` is a BCP 47 tag: its labels are known besides the English ones.
    """
    start = _START.match(text)
    at = start.end() if start else 0
    label = _label(text, at, language)
    if label and (word := _WORD.match(text, label[1])) and _is_number(word[0]):
        return _grown(text, label[0], word, language, labelled=True)
    word = _WORD.match(text, at)
    if word and (_is_page(word[0]) or _PRELIMINARY.match(text, at)):
        return _grown(text, "page", word, language, labelled=False)
    return None


def braced(text: str, language: str) -> tuple[str, str]:
    """The label and the text of a locator that its author put in braces, whatever it looks like: ``s.v. Weir``."""
    text = " ".join(text.split())
    label = _label(text, 0, language)
    if label and (rest := text[label[1] :]):
        return label[0], _dashed(rest)
    return "page", _dashed(text)


def _grown(text: str, label: str, word: re.Match[str], language: str, *, labelled: bool) -> Locator:
    """The locator that begins with ``word``, with what goes on with it: further pages, the other end of a range."""
    start, end, roman = word.start(), word.end(), not _has_figure(word[0])
    while joint := _NEXT.match(text, end):
        at = joint.end()
        further = _WORD.match(text, at)
        if further is None:
            break
        # What is a label may look like a numeral: the c. of chapter, the l. of line.
        another = _label(text, at, language)
        if another and (number := _WORD.match(text, another[1])) and _is_number(number[0]):
            break
        figures = _has_figure(further[0]) if labelled else _is_page(further[0])
        romans = (labelled or roman) and _PRELIMINARY.match(text, at)
        if not (figures or romans or (roman and _CAPITALS.match(text, at))):
            break
        end = further.end()
    return Locator(label, _dashed(text[start:end]), end)


def _has_figure(word: str) -> bool:
    return any(c.isdigit() for c in word)


def _is_page(word: str) -> bool:
    """Whether a word without a label is a page: it begins with a figure, or with a letter or two before one."""
    return _BEGINS_WITH_FIGURE.match(word) is not None and not _ORDINAL.fullmatch(word)


def _is_number(word: str) -> bool:
    """Whether a word behind a label is a number: it has a figure, or a part of it is a roman numeral."""
    return _has_figure(word) or any(_ROMAN.fullmatch(part) for part in re.split(r"[^\w]+", word) if part)


def _dashed(text: str) -> str:
    """A locator with its white space folded and the hyphens of ranges made en dashes."""
    text = re.sub(r"\s+[-–]\s+", "–", " ".join(text.split()))
    return " ".join(_range(word) for word in text.split(" "))


def _range(word: str) -> str:
    stop = word[len(word.rstrip(",;")) :]
    pieces = re.split(r"--?", word.removesuffix(stop) if stop else word)
    if len(pieces) != 2:
        return word
    first, last = pieces
    numbers = _ENDS_IN_FIGURE.search(first) and _BEGINS_WITH_FIGURE.match(last)
    if numbers or (_ROMAN.fullmatch(first) and _ROMAN.fullmatch(last)):
        return f"{first}–{last}{stop}"
    return word


# --- labels


def _label(text: str, at: int, language: str) -> tuple[str, int] | None:
    """The label that stands at a place, as CSL calls it, and where the number behind it begins."""
    pattern, known = _labels(language)
    found = pattern.match(text, at)
    # Letters that the pattern takes for each other may be two when they are folded.
    label = known.get(_plain(found[0])) if found else None
    if found is None or label is None:
        return None
    at = found.end()
    while at < len(text) and text[at].isspace():
        at += 1
    return label, at


def _plain(label: str) -> str:
    return " ".join(label.split()).casefold()


@lru_cache(maxsize=32)
def _labels(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """What matches a label of a language or an English one, the longest first; and the label of each."""
    known: dict[str, str] = {}
    for tag in dict.fromkeys((*fallbacks(language), *fallbacks("en-GB"))):
        for word, label in _terms(tag).items():
            known.setdefault(word, label)
    # Not all have a term in every language, and some have none in any.
    for label in LABELS:
        known.setdefault(label.removesuffix("-locator").replace("-", " "), label)
    words = sorted(known, key=lambda word: (-len(word), word))
    # Nor a letter right behind a word: pages is no label of pagesize. A sign (§) may stand right before its number.
    ends = (re.escape(word).replace(r"\ ", r"\s+") + (r"(?!\w)" if word[-1].isalnum() else "") for word in words)
    return re.compile("|".join(ends), re.IGNORECASE), known


@lru_cache(maxsize=64)
def _terms(tag: str) -> dict[str, str]:
    """The words of a locale for kinds of locator, casefolded, with what CSL calls each kind."""
    xml = locale_xml(tag)
    if xml is None:
        return {}
    order = {label: i for i, label in enumerate(LABELS)}
    found: list[tuple[int, str, str]] = []
    for term in etree.fromstring(xml).iterfind(f"{_NS}terms/{_NS}term"):
        label = term.get("name", "").replace(" ", "-")
        if label not in order or term.get("form", "long") not in ("long", "short", "symbol"):
            continue
        for node in (term, *term.iterchildren(f"{_NS}single", f"{_NS}multiple")):
            word = _plain(node.text or "")
            # A raised o, as it is typed: nᵒ 5, nº 5, n° 5.
            found += [(order[label], word.replace("ᵒ", sign), label) for sign in "ᵒº°" if word]
    words: dict[str, str] = {}
    for _order, word, label in sorted(found):
        words.setdefault(word, label)
    return words
