"""What a copy has named already, and what its short forms mean by it: ibid., op. cit., an author and a page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

from pamphleteer.importing.citation import family, is_name
from pamphleteer.importing.locators import final_locator, final_number, is_locator, kind_of, with_stop
from pamphleteer.importing.recovered import Mention, Work
from pamphleteer.importing.titles import authors_in
from pamphleteer.importing.wording import after_see
from pamphleteer.importing.words import one_of, words

_ENDS = " \t,;.:"
Kept = TypeVar("Kept")
_MOST_ALIKE = 100
"""Works of one family name, or whose titles begin with one word."""
_QUOTES = '“”„«»"‘’ '


@dataclass(slots=True)
class Memory:
    """The works named so far, in reading order."""

    works: dict[str, Work] = field(default_factory=dict)
    """By their parts: a work named in full twice is one, whatever page is meant."""
    families: dict[str, list[Work]] = field(default_factory=dict)
    titles: dict[str, list[tuple[str, Work]]] = field(default_factory=dict)
    """By their first words."""
    last: Mention | None = None
    """What "ibid." means; None where nobody can tell."""
    several: bool = False
    """Whether the note before names more than one source."""
    numbered: dict[str, Mention] = field(default_factory=dict)
    """The first source of each listed note, by the note's number."""

    def work(self, csl: Mapping[str, Any], raw: str, locator: str) -> Work:
        """The work with these parts: one that is known, or else a new one, whose words are ``raw``."""
        parts = json.dumps(csl, sort_keys=True)
        work = self.works.get(parts)
        if work is None:
            custom = {"raw": raw, "locator": locator} if locator else {"raw": raw}
            work = self.works[parts] = Work({**csl, "custom": custom}, raw)
            if title := _folded(csl.get("title", "")):
                _remember(self.titles.setdefault(title.split()[0], []), (title, work))
        for name in csl.get("author") or csl.get("editor") or ():
            _remember(self.families.setdefault(_folded(family(name)), []), work)
        return work

    def same_author(self, text: str) -> str:
        """A text that begins with a word for "the same author", with the names of those whom it means."""
        match = _same_author().match(text)
        names = self.last.work.csl.get("author") if match and self.last else None
        if not match or not names or is_locator(text[match.end() :].strip(_ENDS)):
            return text
        both = " and ".join(f"{name.get('given', '')} {family(name)}".strip() for name in names)
        return f"{both}, {text[match.end() :]}"

    def meant(self, text: str, doubt: Callable[[str], None]) -> Mention | None:
        """What a short form means; None where it is none, or means nothing named before. ``doubt`` hears of guesses."""
        match = _see().match(text)
        prefix, rest = after_see(text)
        if match and not prefix:
            # A short form may begin with a small letter, and what looks like a title's word is none before it.
            if meant := self._meant(text[match.end() :], match[0].strip(), _silent):
                return meant if self._meant(text[match.end() :], "", doubt) else None
        return self._meant(rest, prefix, doubt)

    def _meant(self, text: str, prefix: str, doubt: Callable[[str], None]) -> Mention | None:
        rest = text.strip(_ENDS)
        if match := _again().fullmatch(rest):
            return self._again(match, text, prefix, doubt)
        rest, locator = _without_locator(_above_apart(rest))
        locator = with_stop(locator, text)
        above = _above().search(rest)
        if above:
            rest = rest[: above.start()].rstrip(_ENDS)
        numbers = [piece for piece in locator.split(", ") if kind_of(piece) == "note"]
        places = ", ".join(piece for piece in locator.split(", ") if piece not in numbers)
        if above and numbers and (said := self.numbered.get(re.sub(r"\D", "", numbers[0]))):
            return Mention(said.work, places, prefix)
        if above and not rest:
            return Mention(self.last.work, places, prefix) if self.last and not numbers else None
        if above and numbers and rest:
            locator = places
        found = self._named(rest, bool(above or locator), doubt)
        return Mention(found, locator, prefix) if found else None

    def _again(self, match: re.Match[str], text: str, prefix: str, doubt: Callable[[str], None]) -> Mention | None:
        """The source before; with "loc. cit." also its place."""
        locator = with_stop((match["locator"] or "").strip(_ENDS), text)
        if self.last is None or (locator and not is_locator(locator)):
            return None
        if self.several:
            doubt("the note before names several sources: read as the last of them")
        same_place = match["same_place"] and not locator
        return Mention(self.last.work, self.last.locator if same_place else locator, prefix)

    def _named(self, text: str, placed: bool, doubt: Callable[[str], None]) -> Work | None:
        """The work that an author, an author and a year, an author and a title, or a title stands for."""
        year = re.search(r",?\s+\(?([12]\d{3})\)?$", text)
        name = text[: year.start()] if year else text
        if works := self._of(name):
            dated = [work for work in works if not year or _year(work) == int(year[1])]
            if dated and (placed or year):
                doubt(f"read as the source of {dated[-1].raw}{_choice(dated)}")
                return dated[-1]
            return None
        author, comma, title = text.partition(", ")
        works = self._of(author) if comma else []
        begun = [work for work in works if _begins(_folded(title), _folded(work.csl.get("title", "")))]
        if begun:
            doubt(f"read as the source of {begun[-1].raw}")
            return begun[-1]
        folded = _folded(text)
        if placed and len(folded) > 3:
            alike = self.titles.get(folded.split()[0], [])
            known = {id(work): work for title, work in alike if _begins(folded, title)}
            if len(known) == 1 and (" " in folded or folded in (title for title, _ in alike)):
                work = next(iter(known.values()))
                doubt(f"read as the source of {work.raw}")
                return work
        return None

    def _of(self, names: str) -> list[Work]:
        """The works of those whom a text names, by family names, with or without given ones; the likeliest last."""
        bare = names.strip(_ENDS)
        pieces = [bare] if _folded(bare) in self.families else _between().split(bare)
        lists = [self._of_one(piece) for piece in pieces] if len(pieces) <= 4 else []
        works = [work for work in lists[0] if all(work in others for others in lists)] if lists else []
        return sorted(works, key=lambda work: len(_people(work)) == len(pieces))

    def _of_one(self, name: str) -> list[Work]:
        works = self.families.get(_folded(name))
        if works or not (is_name(name) or authors_in(name)):
            return works or []
        tokens = name.split()
        return next(
            (
                [work for work in self.families[known] if _has_initial(work, known, tokens[0])]
                for n in range(1, len(tokens))
                if (known := _folded(" ".join(tokens[n:]))) in self.families
            ),
            [],
        )


def _remember(listed: list[Kept], one: Kept) -> None:
    """Put one at the end of a list, of which no more than the last are kept: each short form asks them all."""
    if one in listed:
        listed.remove(one)
    listed.append(one)
    del listed[:-_MOST_ALIKE]


def names_same_author(text: str) -> bool:
    """Whether a text begins with a word for "the same author"."""
    return _same_author().match(text) is not None


def is_again(text: str) -> bool:
    """Whether a text is a word for "the same source", perhaps with a place in it."""
    text = " ".join(text.split())
    see = _see().match(text)
    match = _again().fullmatch(text[see.end() if see else 0 :].strip(_ENDS))
    locator = (match["locator"] or "").strip(_ENDS) if match else ""
    return match is not None and (not locator or is_locator(locator))


def _has_initial(work: Work, known: str, given: str) -> bool:
    """Whether one of a work's people with this family name has a given name that begins so."""
    return any(_folded(family(n)) == known and n.get("given", "")[:1] == given[:1] for n in _people(work))


def _people(work: Work) -> Sequence[Mapping[str, str]]:
    return work.csl.get("author") or work.csl.get("editor") or ()


def _choice(works: Sequence[Work]) -> str:
    """What a doubt says where several works could be meant."""
    return f", of {len(works)} that it could mean" if len(works) > 1 else ""


def _silent(message: str) -> None:
    """Hears of a doubt that is told elsewhere."""


def _year(work: Work) -> int:
    parts = work.csl.get("issued", {}).get("date-parts", [[0]])
    return int(parts[0][0])


def _without_locator(text: str) -> tuple[str, str]:
    """A short form without the places at its end, and these."""
    locator = ""
    for _ in range(4):
        if _above().search(text):
            break
        match = final_locator(text)
        if not match and not locator and (bare := final_number(text)) and not re.search(r"[12]\d{3}$", text):
            match = bare
        if not match:
            break
        locator = f"{match['locator']}, {locator}" if locator else match["locator"]
        text = text[: match.start("locator")].rstrip(_ENDS)
    return text, locator


def _above_apart(text: str) -> str:
    """A short form with its "op. cit." between commas: ``Bole (wie Anm. 3)``, ``Bole supra note 3``."""
    if match := _bracketed_above().search(text):
        text = f"{text[: match.start()]}, {match[1]}{text[match.end() :]}"
    return _above_before_place().sub(r"\1, ", text)


def _folded(text: str) -> str:
    """A name or title as it is compared: without case, quotation marks and an article before it."""
    bare = " ".join(re.sub(rf"[{re.escape(_QUOTES.strip())},;:.…]", " ", text.casefold()).split())
    return re.sub(r"^(?:the|an?|der|die|das|le|la|les|el|il|lo) (?=\w)", "", bare)


def _begins(short: str, whole: str) -> bool:
    """Whether a title begins with the words of a short one."""
    return bool(short) and (whole == short or whole.startswith(f"{short} "))


def _dotted(known: Iterable[str]) -> str:
    """A pattern for any of some abbreviations, with their inner stops or without them."""
    return one_of(known).replace(r"\.\ ", r"\.?\s?").replace(r"\.", r"\.?").replace(r"\.??", r"\.?")


@lru_cache(maxsize=1)
def _again() -> re.Pattern[str]:
    same = _dotted(words().same_place)
    return re.compile(
        rf"(?:{one_of(words().ibid)}\.?,?\s?)?(?P<same_place>{same}\.?)?(?<=[\w.,])(?:[\s,;:]+(?P<locator>[^()]{{1,60}}))?\.?",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _above() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s,(]){_dotted(words().above)}\.?\)?$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _bracketed_above() -> re.Pattern[str]:
    return re.compile(rf"\s*\(({_dotted(words().above)}\b[^()]{{0,40}})\)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _above_before_place() -> re.Pattern[str]:
    return re.compile(
        rf"((?:^|[\s,]){_dotted(words().above)}\.?),?\s+(?={one_of(words().locators)}[.\s])", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _see() -> re.Pattern[str]:
    return re.compile(rf"{one_of(words().see)}[.:]?\s+", re.IGNORECASE)


@lru_cache(maxsize=1)
def _same_author() -> re.Pattern[str]:
    return re.compile(rf"{one_of(words().same_author)}\.?\s*[,:]\s+(?=\D)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _between() -> re.Pattern[str]:
    return re.compile(rf"\s*,?\s+{one_of(words().conjunctions)}\s+|\s*&\s*|\s*/\s*", re.IGNORECASE)
