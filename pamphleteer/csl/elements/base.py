"""What all rendering elements share: the state of a rendering, formatting and affixes, and letters' case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from pamphleteer.csl import textcase
from pamphleteer.csl.items import Item, Name
from pamphleteer.csl.locale import Locale
from pamphleteer.csl.richtext import Close, Inner, Open, Quote, Token, apostrophes

if TYPE_CHECKING:
    from pamphleteer.csl.style import Style

Tokens = Sequence[Token]
NOTHING: tuple[Token, ...] = ()
Attributes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Distinction:
    """What sets a cite apart from one that would look the same (CSL 1.0.2, "Disambiguation")."""

    names: int = 0
    """How many names a shortened list shows at least."""
    given: Mapping[Name, int] = field(default_factory=dict)
    """How much of a given name is shown: 1 for initials, 2 for all of it."""
    primary: bool = False
    """Whether ``given`` is meant for the first name of a list alone."""
    condition: int = 0
    """How many of the style's ``disambiguate="true"`` hold, in the order in which they are met."""
    suffix: str = ""
    """The letter behind the year."""

    def __hash__(self) -> int:
        return hash((self.names, frozenset(self.given.items()), self.primary, self.condition, self.suffix))


PLAIN = Distinction()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cite stands: its locator, its position, and the notes that matter to it."""

    locator: str = ""
    label: str = "page"
    position: str = "first"
    """first, subsequent, ibid or ibid-with-locator; empty in a bibliography."""
    near: bool = False
    note: int = 0
    """First note that cites the source."""
    suppress_author: bool = False


NOWHERE = Place(position="")


@dataclass(frozen=True, slots=True)
class Shown:
    """A name as a cite shows it."""

    name: Name
    place: int
    """Its place in the list, from 0."""
    base: str
    """Its letters as they are without any distinction."""
    initials: str
    """Its letters with initials; empty where the style has none."""


class Context:
    """The state of one rendering: what is rendered, where it stands, what has been used up."""

    __slots__ = (
        "begun",
        "called",
        "conditions",
        "distinction",
        "filled",
        "in_bibliography",
        "item",
        "limits",
        "locale",
        "number",
        "place",
        "roster",
        "sorting",
        "style",
        "substituting",
        "suffixed",
        "suppressed",
        "without_names",
    )

    def __init__(
        self,
        style: Style,
        locale: Locale,
        item: Item,
        place: Place,
        *,
        number: int = 0,
        distinction: Distinction = PLAIN,
        in_bibliography: bool = False,
        sorting: bool = False,
    ) -> None:
        self.style, self.locale, self.item, self.place = style, locale, item, place
        self.number, self.distinction = number, distinction
        self.in_bibliography, self.sorting = in_bibliography, sorting
        self.called = self.filled = 0
        """Variables asked for, and those of them that had something to show."""
        self.suppressed: frozenset[str] = frozenset()
        """Variables that stood in for others, and are not shown again."""
        self.substituting = 0
        """How many ``cs:substitute`` elements are being rendered, one within another."""
        self.suffixed = style.places_suffix
        """Whether the letter behind the year is no longer due where a year is set."""
        self.begun = False
        """Whether anything has been shown: a term that begins a note or an entry has a capital."""
        self.conditions = 0
        """How many ``disambiguate`` conditions have been met."""
        self.without_names = place.suppress_author
        """Whether the names that begin the cite are left out."""
        self.roster: list[Shown] | None = None
        """The names that are shown, where somebody wants to know."""
        self.limits: tuple[int, int, bool] | None = None
        """How a sort key shortens lists of names, where it says so: from how many on, to how many, with the last."""

    def used(self, variable: str, shown: bool) -> None:
        """Count a variable that was asked for."""
        if variable == "year-suffix" and not shown:
            # It is the processor's own: no source lacks it.
            return
        self.called += 1
        if shown:
            self.filled += 1
            self.begun = True
            if self.substituting:
                # What stands in for another is shown once.
                self.suppressed |= {variable}


class Element(Protocol):
    """Something that a style renders."""

    def render(self, context: Context) -> Tokens:
        """What it shows; nothing where it has nothing to show."""
        ...


_FORMATS = {
    ("font-style", "italic"): "italic",
    ("font-style", "oblique"): "oblique",
    ("font-style", "normal"): "upright",
    ("font-variant", "small-caps"): "small-caps",
    ("font-variant", "normal"): "normal-caps",
    ("font-weight", "bold"): "bold",
    ("font-weight", "normal"): "regular",
    ("font-weight", "light"): "light",
    ("text-decoration", "underline"): "underline",
    ("text-decoration", "none"): "no-underline",
    ("vertical-align", "sup"): "sup",
    ("vertical-align", "sub"): "sub",
    ("vertical-align", "baseline"): "baseline",
}
_ASPECTS = ("font-style", "font-variant", "font-weight", "text-decoration", "vertical-align")


class Formatting:
    """An element's affixes, fonts, quotes, case and display, from its attributes."""

    __slots__ = ("bare", "case", "kinds", "prefix", "quotes", "strips", "suffix")

    def __init__(self, attributes: Attributes) -> None:
        self.prefix, self.suffix = (apostrophes(attributes.get(affix, "")) for affix in ("prefix", "suffix"))
        kinds = [_FORMATS.get((aspect, attributes.get(aspect, ""))) for aspect in reversed(_ASPECTS)]
        self.kinds = [kind for kind in kinds if kind]
        self.quotes = attributes.get("quotes") == "true"
        self.case = attributes.get("text-case", "")
        self.strips = attributes.get("strip-periods") == "true"
        display = attributes.get("display", "")
        if display:
            self.kinds.insert(0, display)
        self.bare = not (self.kinds or self.quotes or self.case or self.strips or self.prefix or self.suffix)

    def apply(self, tokens: Tokens, context: Context, *, term: bool = False) -> Tokens:
        """The content, dressed; what is empty stays empty. ``term``: it is the locale's, not the source's."""
        if self.bare or not tokens:
            return tokens
        if self.strips:
            tokens = [type(token)(token.replace(".", "")) if isinstance(token, str) else token for token in tokens]
        if self.case:
            # Headline case is English, and spares sources in other languages; a word of the locale is meant to have it.
            tokens = recase(tokens, self.case, context, headlines=term)
        return self.dress(tokens)

    def without_affixes(self) -> Formatting:
        """The same fonts and case alone."""
        plain = Formatting({})
        plain.kinds, plain.case, plain.strips = self.kinds, self.case, self.strips
        plain.bare = not (plain.kinds or plain.case or plain.strips)
        return plain

    def dress(self, tokens: Tokens) -> Tokens:
        """Fonts, quotes and affixes alone."""
        display = (
            self.kinds[0] if self.kinds and self.kinds[0] in ("block", "left-margin", "right-inline", "indent") else ""
        )
        fonts = self.kinds[1:] if display else self.kinds
        dressed: list[Token] = [Open(display)] if display else []
        if self.prefix:
            dressed.append(self.prefix)
        if self.quotes:
            dressed.append(Quote(True))
        dressed += [Open(kind) for kind in fonts]
        dressed += tokens
        dressed += [Close(kind) for kind in reversed(fonts)]
        if self.quotes:
            dressed.append(Quote(False))
        if self.suffix:
            dressed.append(self.suffix)
        if display:
            dressed.append(Close(display))
        return dressed


def natural(value: str, default: int) -> int:
    """The number of an attribute, or the default where it is none: styles are written by anybody."""
    value = value.strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 9 else default


def joined(parts: Iterable[Tokens], delimiter: str) -> list[Token]:
    """Parts with a delimiter between those that are not empty."""
    whole: list[Token] = []
    for part in parts:
        if part:
            if whole and delimiter:
                whole.append(delimiter)
            whole += part
    return whole


_PROTECTED = frozenset(("nocase", "nodecor", "small-caps"))


def recase(tokens: Tokens, case: str, context: Context, *, headlines: bool = False) -> list[Token]:
    """The tokens with the case of their letters changed; ``nocase`` and its like are left alone."""
    runs: list[tuple[str, bool]] = []
    places: list[int] = []
    guarded: list[bool] = []
    for at, token in enumerate(tokens):
        if isinstance(token, str):
            runs.append((token, any(guarded)))
            places.append(at)
        elif isinstance(token, Open):
            guarded.append(token.flips and (token.kind in _PROTECTED or token.kind in ("sup", "sub")))
        elif isinstance(token, Close):
            if guarded:
                guarded.pop()
        else:
            runs.append(("“" if token.opens else "”", True))
            places.append(-1)
    changed = list(tokens)
    language = context.item.language or context.locale.language
    english = headlines or context.locale.english or language.lower().startswith("en")
    for place, (text, _) in zip(places, textcase.apply(case, runs, english, language), strict=True):
        if place >= 0:
            changed[place] = Inner(text) if isinstance(tokens[place], Inner) else text
    return changed


def plain_text(tokens: Tokens) -> str:
    """The letters alone."""
    return "".join(token for token in tokens if isinstance(token, str))


def names_of(tokens: Tokens) -> list[Token]:
    """The first list of names, without its label."""
    start = next((i for i, token in enumerate(tokens) if isinstance(token, Open) and token.kind == "names"), None)
    if start is None:
        return []
    ends = (i for i in range(start, len(tokens)) if isinstance(token := tokens[i], Close) and token.kind == "names")
    return list(tokens[start : next(ends) + 1])
