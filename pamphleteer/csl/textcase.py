"""The text cases of CSL, over rich text: runs in, the same runs out with other letters.

A run is its text and whether it is protected: what the author or the style marked as keeping its case (`nocase`,
small capitals, superscripts and subscripts). Protected runs pass as they are, but count as words in their place.
Rules: CSL 1.0.2, "Text-case"; where it is silent, what the official suite expects.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import icu

Run = tuple[str, bool]
"""Text, and whether its case is protected."""

# CSL 1.0.2's stop words, and the prepositions and particles that the suite wants small besides.
STOP_WORDS = frozenset(
    """a about above across afore after against al along alongside amid amidst among amongst an and anenst apropos apud
    around as aside astride at athwart atop barring before behind below beneath beside besides between beyond but by c
    ca circa de despite down during et except for forenenst from given in inside into lest like modulo near next nor
    notwithstanding of off on onto or out over per plus pro qua sans since so than the through throughout thru thruout
    till to toward towards under underneath until unto up upon v van versus via von vs with within without
    yet""".split()
)

_PROTECTED = "\ufffc"
# A word ends at a space, a mark, a bracket or a quotation mark; an apostrophe between letters does not end it.
_WORD = re.compile(
    r"[^\s\ufffc\-–—/.,;?!:\[\](){}\"“”„«»‹›'‘’‚]+"
    r"(?:['’][^\s\ufffc\-–—/.,;?!:\[\](){}\"“”„«»‹›'‘’‚]+)*"
)
_OPENS = re.compile(r"[?!:]")
_APOSTROPHE = re.compile("['’]")


def lowercase(runs: Sequence[Run], language: str | None = None) -> list[Run]:
    """Every letter small."""
    return [(text if protected else _lower(text, language), protected) for text, protected in runs]


def uppercase(runs: Sequence[Run], language: str | None = None) -> list[Run]:
    """Every letter a capital: 'i' is 'İ' in Turkish, Greek capitals lose their accents."""
    return [(text if protected else _upper(text, language), protected) for text, protected in runs]


def capitalize_first(runs: Sequence[Run], language: str | None = None) -> list[Run]:
    """The first word with a capital, where it has none anywhere ('iPhone' stays)."""
    text = _Text(runs)
    for word in text.words():
        if text.is_first(word):
            text.capitalise(word, language)
        break
    return text.runs()


def capitalize_all(runs: Sequence[Run], language: str | None = None) -> list[Run]:
    """Every word with a capital, where it has none anywhere."""
    text = _Text(runs)
    for word in text.words():
        text.capitalise(word, language)
    return text.runs()


def sentence(runs: Sequence[Run], language: str | None = None) -> list[Run]:
    """The first word with a capital and otherwise as it is, all others small."""
    text = _Text(runs)
    end = 0
    for word in text.words():
        if text.is_first(word):
            end = word.end()
            text.capitalise(word, language)
        break
    start = 0
    result: list[Run] = []
    for done, protected in text.runs():
        if protected or start + len(done) <= end:
            result.append((done, protected))
        else:
            kept = max(end - start, 0)
            result.append((done[:kept] + _lower(done[kept:], language), protected))
        start += len(done)
    return result


def title(runs: Sequence[Run], english: bool = True, language: str | None = None) -> list[Run]:
    """Headline case, which only English has: in another language nothing changes.

    Words without any capital get one, except stop words that are neither first, nor last, nor after a colon, a
    question mark or an exclamation mark, nor the first part of a compound (‘Pro-Environmental’, ‘State-of-the-Art’),
    and except single letters.
    """
    if not english:
        return list(runs)
    text = _Text(runs)
    last: re.Match[str] | None = None
    for word in text.words():
        head = _APOSTROPHE.split(word.group(), maxsplit=1)[0]
        before, after = text.before(word), text.after(word)
        opens = text.is_first(word) or bool(_OPENS.search(text.gap(word)))
        compound = after == "-" and before != "-"
        if opens or compound or (len(head) > 1 and head.casefold() not in STOP_WORDS):
            text.capitalise(word, language)
        last = word
    if last and len(last.group()) > 1 and _PROTECTED not in text.flat[last.end() :]:
        text.capitalise(last, language)
    return text.runs()


_CASES: dict[str, Callable[[Sequence[Run], str | None], list[Run]]] = {
    "lowercase": lowercase,
    "uppercase": uppercase,
    "capitalize-first": capitalize_first,
    "capitalize-all": capitalize_all,
    "sentence": sentence,
}


def apply(case: str, runs: Sequence[Run], english: bool = True, language: str | None = None) -> list[Run]:
    """The case that a style names in its `text-case`; an unknown one changes nothing."""
    if case == "title":
        return title(runs, english, language)
    return _CASES[case](runs, language) if case in _CASES else list(runs)


class _Text:
    """Runs as one text of the same length, protected letters blanked out, so that words reach over runs."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self._runs = runs
        # What is blank stays blank: a protected space is no word.
        self.flat = "".join(
            "".join(letter if letter.isspace() else _PROTECTED for letter in text) if protected else text
            for text, protected in runs
        )
        self._new: dict[int, str] = {}
        self._end_of_last: dict[int, int] = {}

    def words(self) -> Iterator[re.Match[str]]:
        end = 0
        for word in _WORD.finditer(self.flat):
            self._end_of_last[word.start()] = end
            yield word
            end = word.end()

    def gap(self, word: re.Match[str]) -> str:
        """What stands between the word and the one before, protected or not, up to the last protected letter."""
        return self.flat[self._end_of_last[word.start()] : word.start()].rpartition(_PROTECTED)[2]

    def is_first(self, word: re.Match[str]) -> bool:
        """Whether no word, not even a protected one, goes before."""
        return self._end_of_last[word.start()] == 0 and _PROTECTED not in self.flat[: word.start()]

    def before(self, word: re.Match[str]) -> str:
        return self.flat[word.start() - 1 : word.start()] if word.start() else ""

    def after(self, word: re.Match[str]) -> str:
        return self.flat[word.end() : word.end() + 1]

    def capitalise(self, word: re.Match[str], language: str | None) -> None:
        head = _APOSTROPHE.split(word.group(), maxsplit=1)[0]
        # A Greek letter that stands alone is a symbol: β-carotene.
        symbol = len(head) == 1 and "\u0370" <= head <= "\u03ff"
        if not symbol and head == _lower(head, language):
            self._new[word.start()] = _capital(head[0], language)

    def runs(self) -> list[Run]:
        result: list[Run] = []
        start = 0
        for text, protected in self._runs:
            end = start + len(text)
            if not protected:
                text = "".join(self._new.get(at, letter) for at, letter in enumerate(text, start))
            result.append((text, protected))
            start = end
        return result


# Where the letters of one case are others than Unicode's default: Python's own methods know no language.
_OWN_CASING = frozenset({"tr", "az", "lt", "el", "nl", "hy"})


def _tailored(language: str | None) -> str:
    """The language, where it has casing of its own; otherwise nothing."""
    first = re.split("[-_]", language.lower(), maxsplit=1)[0] if language else ""
    return first if first in _OWN_CASING else ""


def _lower(text: str, language: str | None) -> str:
    own = _tailored(language)
    return str(icu.UnicodeString(text).toLower(icu.Locale(own))) if own else text.lower()


def _upper(text: str, language: str | None) -> str:
    own = _tailored(language)
    return str(icu.UnicodeString(text).toUpper(icu.Locale(own))) if own else text.upper()


def _capital(letter: str, language: str | None) -> str:
    # Of two letters in one (ǆ, ß) only the first is a capital, unless the language has its own.
    return _upper(letter, language) if _tailored(language) else letter.title()
