"""``cs:names``: lists of names with their labels, shortened, in their order, or what stands in for them."""

from __future__ import annotations

from collections.abc import Sequence

from pamphleteer.csl.elements.base import (
    NOTHING,
    Attributes,
    Context,
    Element,
    Formatting,
    Tokens,
    joined,
)
from pamphleteer.csl.elements.options import INHERITED, NameOptions
from pamphleteer.csl.elements.person import CJK, NameElement
from pamphleteer.csl.items import Name
from pamphleteer.csl.richtext import Close, Open, Token


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
        label = formatting.apply((words,), context, term=True) if words else NOTHING
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
                counted = isinstance(element, Names)
                if not counted and not any(isinstance(token, Open) and token.kind == "names" for token in tokens):
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
        written = [self.name.render(name, at, options, context) for at, name in enumerate(names[:limit])]
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
            last = self.name.render(names[-1], len(names) - 1, options, context)
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
        space = "" if CJK.match(words[0]) else " "
        return [options.delimiter if delimited else space, *formatting.apply((words,), context)]


def _limit(names: Sequence[Name], options: NameOptions, context: Context) -> tuple[int, bool]:
    """How many names of a list are shown, and whether others follow."""
    if context.sorting and context.limits is not None:
        minimum, limit, _ = context.limits
        return (limit, True) if minimum and len(names) >= minimum and limit < len(names) else (len(names), False)
    later = context.place.position not in ("", "first") and not context.in_bibliography
    minimum = options.later_minimum if later else options.minimum
    first = options.later_use_first if later else options.use_first
    if not minimum or first is None or len(names) < minimum:
        return len(names), False
    limit = max(first, context.distinction.names)
    return (limit, True) if limit < len(names) else (len(names), False)
