"""Numbers as ordinals, with the suffixes and words of a locale, and in Roman figures.

Rules: CSL 1.0.2, "Ordinal Suffixes", "Long Ordinals"; the four suffixes of CSL 1.0 where a locale has no others.
"""

from __future__ import annotations

from collections.abc import Callable

Lookup = Callable[[str, str], tuple[str, str] | None]
"""Name of a term, and a gender or '' → its text and its `match` ('' where it states none), or None.

It answers for exactly that gender; the fallback from a gender to none is made here.
"""


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


def roman(number: int) -> str:
    """Small Roman figures, for 1 to 3999; figures for others."""
    if not 0 < number < 4000:
        return str(number)
    result = ""
    for worth, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "m cm d cd c xc l xl x ix v iv i".split(), strict=True
    ):
        times, number = divmod(number, worth)
        result += letters * times
    return result


def ordinal(number: int, lookup: Lookup, gender: str = "") -> str:
    """The number with the suffix of its ordinal, by the locale's terms and the gender of what is counted.

    For the gender first and then for none: the suffix for the whole number, its last two digits, its last digit; else
    the term `ordinal`. A locale without that term has the four suffixes of CSL 1.0.
    """
    digits = str(number)
    default = _term(lookup, "ordinal", gender)
    if default is None:
        return digits + _legacy_suffix(number, lookup, gender)
    for who in (gender, "") if gender else ("",):
        for name, kind in (
            (digits.zfill(2), "whole-number"),
            (digits[-2:].zfill(2), "last-two-digits"),
            (digits[-1].zfill(2), "last-digit"),
        ):
            found = lookup(f"ordinal-{name}", who) if len(name) == 2 else None
            if found is None:
                continue
            match = found[1] or ("last-digit" if name < "10" else "last-two-digits")
            if match == kind:
                return digits + found[0]
    return digits + default[0]


def _legacy_suffix(number: int, lookup: Lookup, gender: str) -> str:
    last = number % 10
    name = last if 1 <= last <= 3 and number // 10 % 10 != 1 else 4
    found = _term(lookup, f"ordinal-0{name}", gender)
    return found[0] if found else ""


def long_ordinal(number: int, lookup: Lookup, gender: str = "") -> str:
    """The ordinal in words ('third'), where the locale has the word; else as `ordinal`."""
    found = _term(lookup, f"long-ordinal-{number:02d}", gender) if 0 < number <= 10 else None
    return found[0] if found else ordinal(number, lookup, gender)


def _term(lookup: Lookup, name: str, gender: str) -> tuple[str, str] | None:
    return (lookup(name, gender) if gender else None) or lookup(name, "")
