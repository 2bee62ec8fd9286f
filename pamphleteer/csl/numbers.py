"""Numbers as sources write them: '2nd', 'D2', '1-3, 5 & 9', 'n11564-n1568', 'xii', '7, p. 3'.

A value is read into its parts, and everything else is asked of these: whether they are numeric, whether they are
several, and how they are set, as figures, as ordinals or in Roman, with the marks between them in order. What is no
number passes as it stands. Rules: CSL 1.0.2, "Number", "Label", "Page Ranges", "Ordinal Suffixes"; where it is silent,
what the official suite expects.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from pamphleteer.csl.ordinals import Lookup as Lookup
from pamphleteer.csl.ordinals import long_ordinal as long_ordinal
from pamphleteer.csl.ordinals import ordinal as ordinal
from pamphleteer.csl.ordinals import roman as roman

Labeller = Callable[[str, bool], str]
"""Name of a locator's term, and whether it is plural → the word that goes before the number."""

LABELS = {
    "app": "appendix",
    "art": "article-locator",
    "bk": "book",
    "ch": "chapter",
    "chap": "chapter",
    "col": "column",
    "eq": "equation",
    "fig": "figure",
    "fol": "folio",
    "l": "line",
    "ll": "line",
    "n": "note",
    "nn": "note",
    "no": "issue",
    "nos": "issue",
    "op": "opus",
    "p": "page",
    "para": "paragraph",
    "pp": "page",
    "pt": "part",
    "r": "rule",
    "sec": "section",
    "supp": "supplement",
    "sv": "sub-verbo",
    "tbl": "table",
    "tit": "title-locator",
    "vol": "volume",
    "vols": "volume",
    "vrs": "verse",
}
"""English abbreviations, without their point, that stand before a number within a value → the locator's term."""

_NUMBER = re.compile(r"([0-9]*[A-Za-z]+0*)?([0-9]+[A-Za-z]*)")
# One number that has its own hyphens, strokes or commas: '12a-c', '1/2', '1,204', and what was escaped ('1\-2').
_COMPOUND = re.compile(r"[0-9]+[A-Za-z]*(?:[-,/:][0-9A-Za-z]+)+")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_ROMAN = re.compile(r"[ivxlcdm]+|[IVXLCDM]+")
_SUBSECTION = re.compile(r"[0-9]+[A-Za-z]+")
_LABEL = re.compile(rf"(?:^|(?<=\s))({'|'.join(sorted(LABELS, key=len, reverse=True))})\.\s*(?=[0-9ivxlcIVXLC])")
_HYPHEN = re.compile(r"\s*[-–]+\s*")
_LABELLED = re.compile(r"[0-9]+[A-Za-z;,:]*")
# While a value is read, an escaped hyphen is a letter like others.
_ESCAPED = "\ue000"
# Figures beyond this many are a name, not a quantity.
_MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Number:
    """One part of a value.

    value: the figures, with letters after them; or, where it is no number, all of it
    prefix: letters before the figures ('D' of 'D2')
    label: the locator's term that an abbreviation within the value gives to this number ('' for none)
    word: that abbreviation as written, where it stands before this very number
    joiner: what stands between this part and the next
    joint: what the joiner is: 'range', 'and' (an ampersand between numbers), or 'text', which stays as it is
    """

    value: str
    prefix: str = ""
    label: str = ""
    word: str = ""
    joiner: str = ""
    joint: str = "text"

    @property
    def plain(self) -> bool:
        """Figures alone, after any prefix."""
        return self.value.isascii() and self.value.isdecimal() and len(self.value) <= _MOST_DIGITS

    @property
    def roman(self) -> bool:
        """Roman figures, all small or all capitals."""
        return not self.prefix and bool(_ROMAN.fullmatch(self.value))

    @property
    def countable(self) -> bool:
        """One number of a kind of which there may be several."""
        return self.roman or bool(_NUMBER.fullmatch(self.value) or _THOUSANDS.fullmatch(self.value))

    @property
    def numeric(self) -> bool:
        """What `is-numeric` takes for a number; of Roman figures the small ones of i, v and x."""
        if self.roman:
            return set(self.value) <= set("ivx")
        return self.countable or bool(_COMPOUND.fullmatch(self.value))


def read_numbers(value: object, and_terms: Sequence[str] = ("and",)) -> tuple[Number, ...]:
    """The parts of a value, in order; none of an empty one. One with markup in it is a single part.

    `and_terms` are the locale's words that join numbers, besides 'and'.
    """
    text = re.sub(r"\s{2,}", " ", str(value).strip())
    if not text:
        return ()
    if "<" in text:
        return (Number(text),)
    text = text.replace("\\-", _ESCAPED).replace("\\–", _ESCAPED)
    numbers: list[Number] = []
    label = ""
    for piece, joiner in _pieces(text, _joints(frozenset({"and", *and_terms} - {""}))):
        labelled = list(_labelled(piece))
        for at, (word, content) in enumerate(labelled):
            label = LABELS[word.rstrip(". ")] if word else label
            shape = _NUMBER.fullmatch(content)
            content, prefix = (shape[2], shape[1] or "") if shape else (content.replace(_ESCAPED, "-"), "")
            numbers.append(Number(content, prefix, label, word, joiner if at == len(labelled) - 1 else " "))
    return tuple(_joined(numbers))


@lru_cache(maxsize=64)
def _joints(words: frozenset[str]) -> re.Pattern[str]:
    and_ = "|".join(re.escape(word) for word in sorted(words))
    # A comma before three figures is one of thousands.
    return re.compile(rf"\s*&\s*|,?\s+(?:{and_})\s+|[;,]\s+|(?<=[0-9]),(?=[0-9])(?![0-9]{{3}}(?![0-9]))|\s*[-–]+\s*")


def _pieces(text: str, joints: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """What stands between the joints, each with the joint after it; '12a-c' is one piece."""
    held, start = "", 0
    for joint in joints.finditer(text):
        piece = held + text[start : joint.start()]
        start, held = joint.end(), ""
        if (
            joint.group() == "-"
            and _SUBSECTION.fullmatch(piece)
            and re.match(r"[A-Za-z]+(?![A-Za-z0-9.])", text[start:])
        ):
            held = piece + _ESCAPED
        else:
            yield piece, joint.group()
    yield held + text[start:], ""


def _labelled(piece: str) -> Iterator[tuple[str, str]]:
    """A piece as labels and numbers: ('', '12'), ('n. ', '3') of '12 n. 3'."""
    start, word = 0, ""
    for found in _LABEL.finditer(piece):
        before = piece[start : found.start()].strip()
        # Within prose ('see n. 5') an abbreviation is a word like others.
        if (before or start) and not _LABELLED.fullmatch(before):
            break
        if before:
            yield word, before
        start, word = found.end(), found.group()
    yield word, piece[start:]


def _joined(numbers: Sequence[Number]) -> Iterator[Number]:
    """Says what each joiner is: only between numbers it is more than text."""
    hyphens = [bool(_HYPHEN.fullmatch(number.joiner)) for number in numbers]
    for at, (number, following) in enumerate(pairwise(numbers)):
        if not (number.countable and following.countable) or following.word:
            yield number
        elif "&" in number.joiner:
            yield replace(number, joiner=" & ", joint="and")
        elif number.joiner == ",":
            yield replace(number, joiner=", ")
        elif hyphens[at]:
            # '1-2-3' is a name; so is 'I-3', but 'xii-3' goes from the preface to the text.
            chain = hyphens[at + 1] or (at > 0 and hyphens[at - 1])
            mixed = number.roman != following.roman and (number.value.isupper() or following.value.isupper())
            yield number if chain or mixed else replace(number, joiner="-", joint="range")
        else:
            yield number
    yield from numbers[-1:]


def is_numeric(value: object, and_terms: Sequence[str] = ("and",)) -> bool:
    """Whether `is-numeric` holds: numbers only, each with or without affixes ('2', 'D2', '2nd', '1-3', '2 & 3').

    'second', '2nd edition' and 'I' are not numeric. Of a value with a label in it ('7, p. 3') the first numbers decide.
    """
    numbers = read_numbers(value, and_terms)
    return bool(numbers) and all(number.numeric for number in numbers if number.label == numbers[0].label)


def is_plural(value: object, variable: str = "", and_terms: Sequence[str] = ("and",)) -> bool:
    """Whether a label for the value is plural: it has several numbers of its first kind.

    Of the variables `number-of-…` the number itself decides.
    """
    numbers = read_numbers(value, and_terms)
    if variable.startswith("number-of-") and numbers and numbers[0].plain:
        return int(numbers[0].value) > 1
    return bool(numbers) and _several(numbers, 0)


def _several(numbers: Sequence[Number], at: int) -> bool:
    """Whether the number at that place is followed by others of its kind, up to the next label."""
    count = 0
    part_of_name = False
    for number in numbers[at:]:
        if number.label != numbers[at].label:
            break
        count += number.countable and not part_of_name
        part_of_name = number.joint == "text" and bool(_HYPHEN.fullmatch(number.joiner))
    return count > 1


def page_first(value: object) -> str:
    """The first page of a range or a list."""
    numbers = read_numbers(value)
    return numbers[0].prefix + numbers[0].value if numbers else ""


def format_number(
    value: object,
    form: str = "numeric",
    lookup: Lookup | None = None,
    gender: str = "",
    *,
    own: str = "",
    page_format: str | None = None,
    delimiter: str = "–",
    ampersand: str = "&",
    and_terms: Sequence[str] = ("and",),
    labeller: Labeller | None = None,
) -> str:
    """A value as text, its numbers in the form that cs:number asks for.

    form: 'numeric', 'ordinal', 'long-ordinal' (both with `lookup` and the gender of what is counted) or 'roman'
    own: the locator's term that the value is of ('page' for pages): a label that only repeats it is left out
    page_format: the style's `page-range-format`, for numbers of pages
    delimiter: between the ends of a range; ampersand: the locale's sign for 'and'
    labeller: the words for labels within the value, which otherwise stay as written
    """
    numbers = read_numbers(value, and_terms)
    result: list[str] = []
    end = ""
    first = [number for number in numbers if number.label == numbers[0].label]
    if not all(number.numeric or number.roman for number in first):
        form = "numeric"  # '2-nd edition, revised' has a number in it, but is none
    for at, number in enumerate(numbers):
        if number.word and (at or number.label != own):
            word = labeller(number.label, _several(numbers, at)) if labeller else ""
            result.append(f"{word} " if word else number.word)
        text = end or _figures(number, form if number.label == numbers[0].label else "numeric", lookup, gender)
        end = ""
        result.append(text)
        if number.joint == "range":
            following = numbers[at + 1]
            if form == "numeric" and (number.label or own) == "page":
                end = _page_end(number, following, page_format)
            result.append(delimiter if number.prefix == following.prefix else "-")
        else:
            result.append(number.joiner.replace("&", ampersand) if number.joint == "and" else number.joiner)
    return "".join(result)


def _figures(number: Number, form: str, lookup: Lookup | None, gender: str) -> str:
    if number.plain and not number.prefix:
        if form == "roman":
            return roman(int(number.value))
        if form == "ordinal" and lookup:
            return ordinal(int(number.value), lookup, gender)
        if form == "long-ordinal" and lookup:
            return long_ordinal(int(number.value), lookup, gender)
    return number.prefix + number.value


def _page_end(begin: Number, end: Number, format: str | None) -> str:
    """The end of a range in its format; '' where it stays as written."""
    if format is None or not (begin.plain and end.plain) or begin.prefix != end.prefix:
        return ""
    first = begin.value
    last = first[: max(len(first) - len(end.value), 0)] + end.value
    if int(first) >= int(last):
        return ""
    if format == "expanded":
        return end.prefix + last
    if format.startswith("chicago"):
        return _chicago(int(first), int(last), short_hundreds=format != "chicago-16")
    if format.startswith("minimal") and len(first) == len(last):
        same = next(at for at, (one, other) in enumerate(zip(first, last, strict=True)) if one != other)
        return last[min(same, max(len(last) - (2 if format == "minimal-two" else 1), 0)) :]
    return last


def _chicago(first: int, last: int, short_hundreds: bool) -> str:
    """The end by the Chicago Manual: all digits after a hundred or below it, else what changes, at least two.

    To its 15th edition four digits that change by three are all repeated (1496–1504); by the 16th not (1496–500).
    """
    if first < 100 or first % 100 == 0:
        return str(last)
    if first // 100 == last // 100:
        return str(last % 100)
    if short_hundreds and first < 10000:
        return str(last)
    for power in range(3, len(str(last))):
        if first // 10**power == last // 10**power:
            return str(last % 10**power)
    return str(last)
