"""Spaces at which no line may end, and those that a language sets before its marks.

Only a space that the author typed is exchanged, save in a language that spaces its stops or its guillemets: there one
is set where it is wanting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from pamphleteer.typography.block import NO_BREAK, ORDINARY, SPACES, Block, Edit
from pamphleteer.typography.flanks import Flank, after, before, flank
from pamphleteer.typography.language import Language
from pamphleteer.typography.marks import char_at

_O = f"[{ORDINARY}]+"
_ANY = f"[{SPACES}]"

# A run of spaces is tried from its start only, or a long one would be tried from each of its spaces.
_STOPS = re.compile(rf"(?P<space>(?<!{_ANY}){_ANY}+)?(?P<stops>[;:!?]+)")
_GUILLEMETS = re.compile(rf"«(?P<inner>{_ANY}*)»?|(?<!{_ANY})(?P<outer>{_ANY}*)»")
_DASHES = re.compile(rf"(?<!{_ANY})(?P<before>{_ANY}+)(?P<dash>[–—])(?P<after>{_ANY}+|$)")
_FIRST_DASH = re.compile(rf"[–—](?P<space>{_O})")
_ELLIPSIS = re.compile(rf"(?<!{_ANY})(?P<space>{_O})…(?=[{SPACES}.,;:!?)\]»”’]|$)")
_POINTS = re.compile(r"(?<=\.)(?P<space> )(?=\.(?!\w))")
_INITIALS = re.compile(rf"(?<!\w)(?P<capital>[^\W\d_])\.(?P<space>{_O})(?=(?P<next>[^\W\d_])\.)")
_SENTENCE_END = re.compile(r"[.!?…]+(?=[\s»”’)\]])")
_GROUPS = re.compile(rf"(?<![\w.,:/-])(?<![0-9]{_ANY})[1-9][0-9]{{0,2}}(?:{_ANY}[0-9]{{3}})+(?!\w)(?!{_ANY}[0-9])")
_SCHEME = re.compile(r"\b(?:https?|ftp|mailto|doi)$", re.IGNORECASE)

Rule = Callable[[str, Language], Iterator[Edit]]


def set_spaces(block: Block, language: Language) -> Block:
    """Exchange and set spaces."""
    rules: list[Rule] = [_first_dash, _dashes, _ellipsis, _initials, _bound]
    if language.groups:
        rules.insert(0, _groups)
    if language.high:
        rules.append(_stops)
    if language.guillemets:
        rules.append(_guillemets)
    for rule in rules:
        block = block.edit(list(rule(block.text, language)))
    return block


def _ordinary(text: str, start: int, end: int, new: str) -> Iterator[Edit]:
    """Exchange a run of ordinary spaces; what else the author typed is meant."""
    if start < end and not text[start:end].strip(ORDINARY):
        yield start, end, new


# --- all languages ---


def _first_dash(text: str, language: Language) -> Iterator[Edit]:
    """The dash with which a speech or a line of an enumeration begins."""
    if found := _FIRST_DASH.match(text):
        yield *found.span("space"), NO_BREAK


def _dashes(text: str, language: Language) -> Iterator[Edit]:
    """A line may end after a spaced dash, not before it; unless it is the first of two that enclose something."""
    found = [dash for dash in _DASHES.finditer(text) if dash.start() > 0]
    openers = _opening_dashes(text, [dash.start("dash") for dash in found]) if language.incises else frozenset()
    for dash in found:
        side = "after" if dash.start("dash") in openers else "before"
        yield from _ordinary(text, *dash.span(side), NO_BREAK)


def _opening_dashes(text: str, places: list[int]) -> frozenset[int]:
    """The first dash of each sentence that has just two."""
    ends = [found.end() for found in _SENTENCE_END.finditer(text)] if len(places) > 1 else []
    sentences: dict[int, list[int]] = {}
    sentence = 0
    for place in places:
        while sentence < len(ends) and ends[sentence] <= place:
            sentence += 1
        sentences.setdefault(sentence, []).append(place)
    return frozenset(dashes[0] for dashes in sentences.values() if len(dashes) == 2)


def _ellipsis(text: str, language: Language) -> Iterator[Edit]:
    for pattern in (_ELLIPSIS, _POINTS) if "…" in text else (_POINTS,):
        yield from ((*found.span("space"), NO_BREAK) for found in pattern.finditer(text) if found.start() > 0)


def _initials(text: str, language: Language) -> Iterator[Edit]:
    for found in _INITIALS.finditer(text):
        if found["capital"].isupper() and found["next"].isupper():
            yield *found.span("space"), NO_BREAK


def _bound(text: str, language: Language) -> Iterator[Edit]:
    """A number and its unit, a number or a name and what introduces it, the parts of an abbreviation."""
    for found in _pattern(language).finditer(text):
        match found.lastgroup:
            case "name":
                if char_at(text, found.end()).isupper():
                    yield *found.span("name"), NO_BREAK
            case "parts":
                at = found.start()
                for space in re.finditer(_O, found.group()):
                    yield at + space.start(), at + space.end(), language.abbreviation_space
            case group if group:
                yield *found.span(group), NO_BREAK


@lru_cache(maxsize=64)
def _pattern(language: Language) -> re.Pattern[str]:
    """One expression for all of a language's pairs: each alternative names the space in it."""

    def any_of(words: tuple[str, ...]) -> str:
        # Longest first, so that "pp." is not read as far as "p" and given up.
        return "|".join(_O.join(map(re.escape, word.split())) for word in sorted(words, key=lambda w: (-len(w), w)))

    alternatives = [
        rf"(?<=[0-9])(?P<unit>{_O})(?=(?:{any_of(language.units)})(?!\w))",
        rf"(?<=[€£$¥])(?P<price>{_O})(?=[0-9])",
        rf"(?<![\w.])(?:{any_of(language.numbered)})(?P<number>{_O})(?=[0-9]|[IVXLCDM]+(?!\w))",
    ]
    if language.abbreviations:
        alternatives.append(rf"(?<![\w.])(?P<parts>{any_of(language.abbreviations)})(?!\w)")
    if language.titles:
        alternatives.append(rf"(?<![\w.])(?:{any_of(language.titles)})(?P<name>{_O})(?=[^\W\d_])")
    return re.compile("|".join(alternatives))


def _groups(text: str, language: Language) -> Iterator[Edit]:
    for found in _GROUPS.finditer(text):
        for space in re.finditer(_O, found.group()):
            yield found.start() + space.start(), found.start() + space.end(), language.groups


# --- languages that space their marks ---


def _stops(text: str, language: Language) -> Iterator[Edit]:
    for found in _STOPS.finditer(text):
        stops = found["stops"]
        space = language.high.get(stops[0])
        if space is None or "::" in stops:
            continue
        beyond = char_at(text, after(text, found.end()))
        if found["space"]:
            # A smiling face, an inequality, a word of code: the sign is no stop.
            is_sign = beyond == "=" or flank(beyond) is Flank.WORD or (stops in ":;" and beyond in ("-", ")", "("))
            if found.start() > 0 and not is_sign:
                yield *found.span("space"), space
        elif stops[0] in language.inserted and _wants_space(text, found.start(), stops, beyond):
            yield found.start(), found.start() + 1, space + stops[0]


def _wants_space(text: str, place: int, stops: str, beyond: str) -> bool:
    """Whether stops that stand close to a word end it: not those of a time, an address or a name."""
    last = char_at(text, before(text, place))
    if flank(last) not in (Flank.WORD, Flank.CLOSING) or last in ",;:!?":
        return False
    if stops[0] in ":;":
        is_scheme = _SCHEME.search(text[max(place - 8, 0) : place])
        return (not beyond or beyond.isspace() or beyond in "»”") and not is_scheme
    return flank(beyond) in (Flank.SPACE, Flank.CLOSING) or beyond in "–—"


def _guillemets(text: str, language: Language) -> Iterator[Edit]:
    for found in _GUILLEMETS.finditer(text):
        group = str(found.lastgroup)
        start, end = found.span(group)
        if start < end:
            yield start, end, language.guillemets
        elif group == "inner" and end < len(text):
            yield start - 1, start, "«" + language.guillemets
        elif group == "outer" and start > 0:
            yield end, end + 1, language.guillemets + "»"
