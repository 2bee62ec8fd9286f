"""``cs:names``: lists of names with their labels, shortened, in their order, or what stands in for them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pamphleteer.csl import richtext
from pamphleteer.csl.elements.base import NOTHING, Attributes, Context, Element, Formatting, Shown, Tokens, joined
from pamphleteer.csl.items import Name
from pamphleteer.csl.richtext import Close, Open, Token

INHERITED = (
    "and",
    "delimiter-precedes-et-al",
    "delimiter-precedes-last",
    "et-al-min",
    "et-al-use-first",
    "et-al-use-last",
    "et-al-subsequent-min",
    "et-al-subsequent-use-first",
    "initialize",
    "initialize-with",
    "name-as-sort-order",
    "sort-separator",
)
"""Attributes of ``cs:name`` that may stand on ``style``, ``citation`` and ``bibliography``."""

_CJK = re.compile(r"^[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff·・\s]+$")


@dataclass(frozen=True, slots=True)
class NameOptions:
    """How names are set: what ``cs:name`` says, over what it inherits."""

    conjunction: str
    delimiter: str
    precedes_last: str
    precedes_et_al: str
    minimum: int
    use_first: int | None
    use_last: bool
    later_minimum: int
    later_use_first: int | None
    initialize: bool
    initialize_with: str | None
    order: str
    separator: str
    form: str

    @classmethod
    def of(cls, attributes: Attributes) -> NameOptions:
        """From attributes, those inherited included."""

        def number(key: str) -> int | None:
            value = attributes.get(key, "").strip()
            return int(value) if value.isdigit() else None

        minimum, first = number("et-al-min") or 0, number("et-al-use-first")
        later_minimum, later_first = number("et-al-subsequent-min"), number("et-al-subsequent-use-first")
        return cls(
            attributes.get("and", ""),
            attributes.get("delimiter", ", "),
            attributes.get("delimiter-precedes-last", "contextual"),
            attributes.get("delimiter-precedes-et-al", "contextual"),
            minimum,
            first,
            attributes.get("et-al-use-last") == "true",
            minimum if later_minimum is None else later_minimum,
            first if later_first is None else later_first,
            attributes.get("initialize") != "false",
            attributes.get("initialize-with"),
            attributes.get("name-as-sort-order", ""),
            attributes.get("sort-separator", ", "),
            attributes.get("form", "long"),
        )


class NameElement:
    """``cs:name``, with its ``cs:name-part`` elements."""

    __slots__ = ("attributes", "family", "formatting", "given")

    def __init__(self, attributes: Attributes, parts: Mapping[str, Attributes]) -> None:
        self.attributes = attributes
        self.formatting = Formatting({k: v for k, v in attributes.items() if k != "form"})
        self.family, self.given = Formatting(parts.get("family", {})), Formatting(parts.get("given", {}))


class Names:
    """``cs:names``."""

    __slots__ = (
        "_options",
        "delimiter",
        "et_al",
        "formatting",
        "label",
        "label_first",
        "name",
        "substitute",
        "variables",
    )

    def __init__(
        self,
        attributes: Attributes,
        name: NameElement,
        label: tuple[str, str, Formatting] | None,
        label_first: bool,
        et_al: tuple[str, Formatting],
        substitute: Sequence[Element],
        inherited: Sequence[Attributes],
    ) -> None:
        self.variables = tuple(attributes.get("variable", "").split())
        self.formatting = Formatting(attributes)
        self.name, self.label, self.label_first, self.et_al = name, label, label_first, et_al
        """``label``: its form, its plural and its formatting; ``et_al``: its term and its formatting."""
        self.substitute = tuple(substitute)
        self.delimiter = attributes.get("delimiter")
        areas = ("citation", "bibliography")
        self._options = {
            area: (self._merged(i), self._names_delimiter(i)) for area, i in zip(areas, inherited, strict=True)
        }

    def _merged(self, inherited: Attributes) -> NameOptions:
        given = {key: inherited[key] for key in INHERITED if key in inherited}
        if "name-delimiter" in inherited:
            given["delimiter"] = inherited["name-delimiter"]
        if "name-form" in inherited:
            given["form"] = inherited["name-form"]
        return NameOptions.of({**given, **self.name.attributes})

    def _names_delimiter(self, inherited: Attributes) -> str:
        return self.delimiter if self.delimiter is not None else inherited.get("names-delimiter", "")

    def options(self, context: Context) -> NameOptions:
        """The options in force where the names stand."""
        return self._options["bibliography" if context.in_bibliography else "citation"][0]

    def render(self, context: Context) -> Tokens:
        """The names of its variables, or what stands in for them."""
        if context.without_names and not context.sorting:
            context.without_names = False
            context.called += 1
            return NOTHING
        shown = self._shown(context)
        if shown:
            for variable in self.variables:
                context.used(variable, bool(self._listed(variable, context)))
            context.without_names = False
            return shown
        context.called += 1
        return self._substituted(context)

    def _listed(self, variable: str, context: Context) -> tuple[Name, ...]:
        return () if variable in context.suppressed else context.item.names(variable)

    def _shown(self, context: Context) -> Tokens:
        delimiter = self._options["bibliography" if context.in_bibliography else "citation"][1]
        lists = [(variable, names) for variable in self.variables if (names := self._listed(variable, context))]
        options = self.options(context)
        if options.form == "count":
            total = sum(min(len(names), _limit(names, options, context)[0]) for _, names in lists)
            return self.formatting.apply((str(total),), context) if total else NOTHING
        merged = self._same(lists, context)
        parts = []
        for variable, names in merged or lists:
            tokens = self._list(variable, names, options, context)
            parts.append(self._labelled(tokens, variable, names, context))
        whole = joined(parts, delimiter)
        return self.formatting.apply(whole, context)

    def _same(
        self, lists: list[tuple[str, tuple[Name, ...]]], context: Context
    ) -> list[tuple[str, tuple[Name, ...]]] | None:
        """Editor and translator as one, where they are the same people and the locale has a word for both."""
        if len(lists) != 2 or {variable for variable, _ in lists} != {"editor", "translator"}:
            return None
        if lists[0][1] != lists[1][1] or self.label is None:
            return None
        form = self.label[0]
        words = ("editortranslator", "editor-translator")
        known = next((word for word in words if context.locale.find(word, form)), None)
        return [(known, lists[0][1])] if known and context.locale.term(known, form) else None

    def _labelled(self, tokens: Tokens, variable: str, names: Sequence[Name], context: Context) -> Tokens:
        if self.label is None or context.sorting:
            return tokens
        form, plural, formatting = self.label
        term = context.locale.find(variable, form)
        if term is None:
            return tokens
        many = plural == "always" or (plural != "never" and (len(names) > 1 or variable in context.item.open_lists))
        words = term.multiple if many else term.single
        label = formatting.apply((words,), context) if words else NOTHING
        return [*label, *tokens] if self.label_first else [*tokens, *label]

    def _substituted(self, context: Context) -> Tokens:
        for element in self.substitute:
            context.substituting += 1
            tokens = element.render(context)
            context.substituting -= 1
            if tokens:
                context.without_names = False
                context.filled += 1
                context.begun = True
                if not any(isinstance(token, Open) and token.kind == "names" for token in tokens):
                    # To whoever looks for authors, a title that stands in for them is one.
                    tokens = [Open("names"), Open("name"), *tokens, Close("name"), Close("names")]
                bare = isinstance(element, Names) and element.formatting is self.formatting
                return tokens if bare else self.formatting.apply(tokens, context)
        return NOTHING

    # --- one list

    def _list(self, variable: str, names: tuple[Name, ...], options: NameOptions, context: Context) -> list[Token]:
        limit, cut = _limit(names, options, context)
        if variable in context.item.open_lists:
            cut = True
            limit = min(limit, len(names))
        written = [self._name(name, at, options, context) for at, name in enumerate(names[:limit])]
        tokens: list[Token] = [Open("names")]
        for at, name in enumerate(written):
            if at:
                tokens.append(self._between(names, at, limit, cut, options, context))
            tokens += [Open("name"), *name, Close("name")]
        if cut and not limit:
            return []
        if cut:
            tokens += self._rest(names, limit, variable, options, context)
        tokens.append(Close("names"))
        return tokens

    def _between(
        self, names: Sequence[Name], at: int, limit: int, cut: bool, options: NameOptions, context: Context
    ) -> str:
        """What stands before the name at a place."""
        if cut or at < limit - 1 or not options.conjunction:
            return options.delimiter
        word = "&" if options.conjunction == "symbol" else context.locale.term("and") or "and"
        precedes = options.precedes_last
        inverted = not names[at - 1].literal and (options.order == "all" or (options.order == "first" and at == 1))
        if (
            precedes == "always"
            or (precedes == "contextual" and limit > 2)
            or (precedes == "after-inverted-name" and inverted)
        ):
            return f"{options.delimiter}{word} "
        return f" {word} "

    def _rest(
        self, names: Sequence[Name], limit: int, variable: str, options: NameOptions, context: Context
    ) -> list[Token]:
        last_too = context.limits[2] if context.sorting and context.limits else options.use_last
        if last_too and len(names) > limit + 1 and variable not in context.item.open_lists:
            last = self._name(names[-1], len(names) - 1, options, context)
            return [options.delimiter, "… ", Open("name"), *last, Close("name")]
        if not limit:
            return []
        term, formatting = self.et_al
        words = context.locale.term(term)
        if not words:
            return []
        precedes = options.precedes_et_al
        inverted = not names[limit - 1].literal and (
            options.order == "all" or (options.order == "first" and limit == 1)
        )
        delimited = (
            precedes == "always"
            or (precedes == "contextual" and limit > 1)
            or (precedes == "after-inverted-name" and inverted)
        )
        space = "" if _CJK.match(words[0]) else " "
        return [options.delimiter if delimited else space, *formatting.apply((words,), context)]

    # --- one name

    def _name(self, name: Name, at: int, options: NameOptions, context: Context) -> Tokens:
        distinction = context.distinction
        level = 0 if distinction.primary and at else distinction.given.get(name, 0)
        if context.roster is not None:
            context.roster.append(_roster_entry(name, at, options))
        form = options.form
        inverts = options.order == "all" or (options.order == "first" and at == 0)
        whole = form == "long" or level > 0
        if context.sorting:
            inverts = True
        if name.literal:
            family = self.name.family
            tokens = family.apply(richtext.parse(name.literal), context)
            return self.name.formatting.apply(tokens, context)
        given = name.given
        if options.initialize_with is not None and level < 2 and given:
            given = initialed(
                given, options.initialize_with, context.style.initialize_with_hyphen, every=options.initialize
            )
        return self.name.formatting.apply(self._arranged(name, given, whole, inverts, options, context), context)

    def _arranged(
        self, name: Name, given: str, whole: bool, inverts: bool, options: NameOptions, context: Context
    ) -> Tokens:
        """The parts of a name in their order (CSL 1.0.2, "Name-part Order")."""
        demote = context.style.demote_particle
        family, first = self.name.family, self.name.given
        space = "\u00a0" if context.locale.language[:2].lower() in _CLOSE else " "
        surname = _dressed(family, name.family, context)
        if whole:
            given_part = _dressed(first, given, context)
        else:
            given_part = []
        if _CJK.match(name.family) and (not given or _CJK.match(name.given)):
            return [*_affixed(surname, family), *_affixed(given_part, first)]
        particle = _dressed(family, name.particle, context)
        with_particle = _attached(particle, surname, name.particle, space)
        if name.static:
            return joined([_affixed(with_particle, family), _affixed(given_part, first)], " ")
        if not whole:
            return surname if context.sorting and demote != "never" else with_particle
        suffix = name.suffix
        if suffix and options.initialize_with is not None:
            suffix = initialed(suffix, options.initialize_with, hyphens=True, every=False).rstrip()
        dropping = _dressed(first, name.dropping, context)
        gap = "" if name.dropping.startswith(",") else " "
        if not inverts:
            back = _attached(dropping, with_particle, name.dropping)
            if suffix:
                back += [", " if name.comma_suffix else " ", suffix]
            return joined([_affixed(given_part, first), _affixed(back, family)], gap)
        demoted = demote == "display-and-sort" or (context.sorting and demote == "sort-only")
        head = _affixed(surname if demoted else with_particle, family)
        tail = joined([given_part, dropping], gap)
        if demoted:
            tail = joined([tail, particle], " ")
        return joined([head, _affixed(tail, first), [suffix] if suffix else []], options.separator)


_CLOSE = ("fr", "ru", "cs")
"""Languages in which a particle is kept on the line of its name."""


def _roster_entry(name: Name, at: int, options: NameOptions) -> Shown:
    if name.literal:
        return Shown(name, at, name.literal, "")
    family = f"{name.particle} {name.family}".strip()
    initials = ""
    if options.initialize_with is not None:
        short = initialed(name.given, options.initialize_with, True, every=options.initialize)
        initials = f"{short}|{name.dropping}|{family}|{name.suffix}"
    if options.form == "short":
        return Shown(name, at, family, initials)
    return Shown(name, at, initials or f"{name.given}|{name.dropping}|{family}|{name.suffix}", initials)


def _limit(names: Sequence[Name], options: NameOptions, context: Context) -> tuple[int, bool]:
    """How many names of a list are shown, and whether others follow."""
    if context.sorting and context.limits is not None:
        minimum, first, _ = context.limits
        return (first, True) if minimum and len(names) >= minimum and first < len(names) else (len(names), False)
    later = context.place.position not in ("", "first") and not context.in_bibliography
    minimum = options.later_minimum if later else options.minimum
    first = options.later_use_first if later else options.use_first
    if not minimum or first is None or len(names) < minimum:
        return len(names), False
    limit = max(first, context.distinction.names)
    return (limit, True) if limit < len(names) else (len(names), False)


def _dressed(formatting: Formatting, text: str, context: Context) -> list[Token]:
    """A part of a name in its fonts and case, without its affixes."""
    if not text:
        return []
    bare = Formatting({})
    bare.kinds, bare.case, bare.strips = formatting.kinds, formatting.case, formatting.strips
    bare.bare = not (bare.kinds or bare.case or bare.strips)
    return list(bare.apply(richtext.parse(text), context))


def _affixed(tokens: list[Token], formatting: Formatting) -> list[Token]:
    if not tokens:
        return tokens
    return [
        *([formatting.prefix] if formatting.prefix else []),
        *tokens,
        *([formatting.suffix] if formatting.suffix else []),
    ]


def _attached(particle: list[Token], family: list[Token], written: str, space: str = " ") -> list[Token]:
    """A particle before a name; one that ends in an apostrophe or a hyphen touches it."""
    if not particle:
        return family
    return [*particle, *([] if written[-1:] in ("'", "’", "-", "‘", "ʿ") else [space]), *family]


# --- initials


def initialed(given: str, mark: str, hyphens: bool, *, every: bool) -> str:
    """A given name with its parts cut to initials, each followed by ``mark``; where not ``every`` part is cut, those
    that are initials already.
    """
    if not hyphens:
        given = given.replace("-", " ")
    tags: list[str] = []
    words = _WORD.findall(_hidden(given, tags))
    whole, before = "", ""
    for separator, word in words:
        if not word:
            continue
        joint = "-" if separator.strip() in ("-", "‐", "–") else " "
        if joint == "-" and before == "initial" and word[0].islower():
            # The second half of a name in two: Guo-ping.
            continue
        cut = _initial(word, mark, every)
        if cut is None:
            whole = (
                f"{whole.rstrip(' ')}{' ' if whole else ''}{word}" if joint == " " else f"{whole.rstrip(' ')}-{word}"
            )
            before = "word"
            continue
        if joint == "-" and whole:
            whole = f"{whole.rstrip(' ')}-{cut}"
        elif before == "word":
            whole = f"{whole.rstrip(' ')} {cut}"
        else:
            whole += cut
        before = "initial"
    return _shown_again(whole.rstrip(" "), tags)


_WORD = re.compile(r"([\s‐–-]*)((?:[^\s.‐–-]+\.?)|\.)")
_TAGS = re.compile(r"</?[a-z]+(?:\s[^<>]*)?>")


def _hidden(text: str, tags: list[str]) -> str:
    if "<" not in text:
        return text

    def hide(match: re.Match[str]) -> str:
        tags.append(match[0])
        return chr(0xE000 + min(len(tags), 0x1000) - 1)

    return _TAGS.sub(hide, text)


def _shown_again(text: str, tags: list[str]) -> str:
    for at, tag in enumerate(tags):
        text = text.replace(chr(0xE000 + at), tag)
    return text


def _initial(word: str, mark: str, every: bool) -> str | None:
    """A part of a given name as initials; None where it stays a word."""
    lead = ""
    while word and 0xE000 <= ord(word[0]) < 0xF000:
        lead, word = lead + word[0], word[1:]
    trail = "".join(c for c in word if 0xE000 <= ord(c) < 0xF000)
    word = "".join(c for c in word if not 0xE000 <= ord(c) < 0xF000)
    bare = word.rstrip(".")
    if not bare or not bare[0].isupper():
        return None
    stopped = word.endswith(".")
    if len(bare) == 1 or stopped:
        shown = bare
    elif not every:
        return None
    else:
        run = next((i for i, letter in enumerate(bare) if not letter.isupper()), len(bare))
        # "TSerendorj" begins with one letter that is written as two.
        shown = bare[0] + (bare[1:run].lower() if run < len(bare) else "")
    space = " " if mark.endswith(" ") and trail else ""
    return f"{lead}{shown}{mark.rstrip(' ')}{trail}{space}" if trail else f"{lead}{shown}{mark}"
