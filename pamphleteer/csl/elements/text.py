"""``cs:text``, ``cs:number`` and ``cs:label``."""

from __future__ import annotations

from pamphleteer.csl import numbers, richtext
from pamphleteer.csl.elements.base import NOTHING, Attributes, Context, Formatting, Tokens
from pamphleteer.csl.items import NUMBERS
from pamphleteer.csl.richtext import Close, Open

_RESOLVERS = {
    "DOI": "https://doi.org/",
    "PMID": "https://www.ncbi.nlm.nih.gov/pubmed/",
    "PMCID": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
}
_TERMS = {"number-of-pages": "page", "number-of-volumes": "volume", "page-first": "page", "chapter-number": "chapter"}
"""Variables that are counted in the terms of others, where the locale has none of their own."""


class VariableText:
    """``cs:text`` with a variable."""

    __slots__ = ("formatting", "short", "variable")

    def __init__(self, attributes: Attributes) -> None:
        self.variable = attributes["variable"]
        self.short = attributes.get("form") == "short"
        self.formatting = Formatting(attributes)

    def render(self, context: Context) -> Tokens:
        """The variable's text."""
        variable = self.variable
        text = "" if variable in context.suppressed else value_of(variable, context, short=self.short)
        context.used(variable, bool(text))
        if not text:
            return NOTHING
        if variable in ("URL", *_RESOLVERS) and not context.sorting:
            return self._linked(text, context)
        language = context.item.language
        foreign = language and not language.lower().startswith("en")
        if foreign and self.formatting.case == "title" and variable not in NUMBERS:
            # Capitals of that kind are English: words in another language keep their own.
            return self.formatting.dress(_markup(variable, text))
        return self.formatting.apply(_markup(variable, text), context)

    def _linked(self, text: str, context: Context) -> Tokens:
        """An address is a link, with a prefix that is part of it."""
        resolver = _RESOLVERS.get(self.variable, "")
        if resolver and text.lower().startswith(("http://", "https://", "doi.org/")):
            bare = text.split("doi.org/", 1)
            text = bare[1] if self.variable == "DOI" and len(bare) == 2 else text
        address = text if text.startswith(("http://", "https://", "ftp://")) else f"{resolver}{text}"
        if "://" not in address:
            return self.formatting.apply((text,), context)
        link, end = Open("link", address), Close("link")
        prefix = self.formatting.prefix
        if resolver and prefix.endswith(("doi.org/", resolver)) and not self.formatting.kinds:
            at = max(prefix.find("http"), 0)
            inner = (link, prefix[at:], text, end)
            before = (prefix[:at],) if at else ()
            return (*before, *inner, *((self.formatting.suffix,) if self.formatting.suffix else ()))
        return self.formatting.apply((link, text, end), context)


def value_of(variable: str, context: Context, *, short: bool = False) -> str:
    """A variable's text as it is shown, without formatting."""
    place = context.place
    if variable == "locator":
        return _numbers(place.locator, place.label if place.label == "page" else "locator", context)
    if variable == "citation-number":
        return str(context.number) if context.number else ""
    if variable == "first-reference-note-number":
        return str(place.note) if place.note and place.position not in ("", "first") else ""
    if variable == "year-suffix":
        return context.distinction.suffix
    if variable == "citation-label":
        return context.style.label(context.item, context.distinction.suffix)
    text = context.item.text(variable, short)
    return _numbers(text, variable, context) if text and variable in NUMBERS else text


def _numbers(text: str, kind: str, context: Context, form: str = "numeric", gender: str = "") -> str:
    """A value with its numbers in a form, its ranges and conjunctions as the locale has them."""
    if not text or (text.isdigit() and form == "numeric"):
        return text
    locale = context.locale
    return numbers.format_number(
        text,
        form,
        locale.ordinal,
        gender,
        own=kind,
        page_format=context.style.page_range_format,
        delimiter=locale.term("page-range-delimiter" if kind in ("page", "locator") else "") or "–",
        ampersand=locale.exact("and", "symbol") or "&",
        and_terms=and_terms(context),
        labeller=lambda label, several: locale.term(label, "short", several) or "",
    )


def and_terms(context: Context) -> tuple[str, ...]:
    """Words that join numbers."""
    word = context.locale.term("and")
    return (word, "and") if word and word != "and" else ("and",)


_UNMARKED = NUMBERS - {"locator"} | {"citation-label", "year-suffix"}


def _markup(variable: str, text: str) -> Tokens:
    return (text,) if variable in _UNMARKED else richtext.parse(text)


class TermText:
    """``cs:text`` with a term."""

    __slots__ = ("form", "formatting", "plural", "term")

    def __init__(self, attributes: Attributes) -> None:
        self.term, self.form = attributes["term"], attributes.get("form", "long")
        self.plural = attributes.get("plural") == "true"
        self.formatting = Formatting(attributes)

    def render(self, context: Context) -> Tokens:
        """The term."""
        text = context.locale.term(self.term, self.form, self.plural)
        if not text:
            return NOTHING
        if not context.begun and not context.sorting and (context.in_bibliography or context.style.is_note):
            text = text[0].upper() + text[1:]
        context.begun = True
        return self.formatting.apply((text,), context, term=True)


class ValueText:
    """``cs:text`` with words of the style's own."""

    __slots__ = ("formatting", "value")

    def __init__(self, attributes: Attributes) -> None:
        self.value = richtext.apostrophes(attributes.get("value", ""))
        self.formatting = Formatting(attributes)

    def render(self, context: Context) -> Tokens:
        """The words."""
        context.begun = context.begun or bool(self.value)
        return self.formatting.apply((self.value,), context) if self.value else NOTHING


class MacroText:
    """``cs:text`` with a macro."""

    __slots__ = ("formatting", "macro")

    def __init__(self, attributes: Attributes) -> None:
        self.macro = attributes["macro"]
        self.formatting = Formatting(attributes)

    def render(self, context: Context) -> Tokens:
        """What the macro renders; like a group, nothing where its variables have nothing to show."""
        called, filled, begun = context.called, context.filled, context.begun
        whole = context.style.macro(self.macro).render(context)
        if not whole or (context.called > called and context.filled == filled):
            context.begun = begun
            return NOTHING
        context.called += 1
        context.filled += 1
        return self.formatting.apply(whole, context)


class Number:
    """``cs:number``."""

    __slots__ = ("form", "formatting", "variable")

    def __init__(self, attributes: Attributes) -> None:
        self.variable, self.form = attributes["variable"], attributes.get("form", "numeric")
        self.formatting = Formatting(attributes)

    def render(self, context: Context) -> Tokens:
        """The number in its form; what is no number as it is."""
        text = "" if self.variable in context.suppressed else value_of(self.variable, context)
        context.used(self.variable, bool(text))
        if not text:
            return NOTHING
        locale = context.locale
        gender = locale.gender(_TERMS.get(self.variable, self.variable))
        raw = context.item.text(self.variable)
        shown = text if self.form == "numeric" or not raw else _numbers(raw, self.variable, context, self.form, gender)
        return self.formatting.apply((shown,), context)


class Label:
    """``cs:label`` outside of names."""

    __slots__ = ("form", "formatting", "plural", "variable")

    def __init__(self, attributes: Attributes) -> None:
        self.variable, self.form = attributes.get("variable", "locator"), attributes.get("form", "long")
        self.plural = attributes.get("plural", "contextual")
        self.formatting = Formatting(attributes)

    def render(self, context: Context) -> Tokens:
        """The term for the variable, where the variable has something to show."""
        if self.variable in context.suppressed and not context.substituting:
            return NOTHING
        text = value_of(self.variable, context)
        if not text:
            return NOTHING
        name = context.place.label.replace("sub verbo", "sub-verbo") if self.variable == "locator" else self.variable
        term = context.locale.find(name, self.form) or context.locale.find(_TERMS.get(name, name), self.form)
        if term is None:
            return NOTHING
        plural = self.plural == "always" or (self.plural == "contextual" and self._many(context))
        words = term.multiple if plural else term.single
        return self.formatting.apply((words,), context, term=True) if words else NOTHING

    def _many(self, context: Context) -> bool:
        raw = context.place.locator if self.variable == "locator" else context.item.text(self.variable)
        return numbers.is_plural(raw, self.variable, and_terms(context))
