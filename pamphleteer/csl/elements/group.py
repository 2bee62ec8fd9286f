"""``cs:group``, ``cs:choose`` and what they hold."""

from __future__ import annotations

from collections.abc import Sequence

from pamphleteer.csl import numbers
from pamphleteer.csl.elements.base import NOTHING, Attributes, Context, Element, Formatting, Tokens, joined
from pamphleteer.csl.elements.text import value_of
from pamphleteer.csl.items import DATES, NAMES


class Sequence_:
    """Elements one after another, as in a macro or a branch."""

    __slots__ = ("children", "delimiter")

    def __init__(self, children: Sequence[Element], delimiter: str = "") -> None:
        self.children, self.delimiter = tuple(children), delimiter
        """``delimiter``: that of the nearest group around a branch, which holds within it, too."""

    def render(self, context: Context) -> Tokens:
        """All that they show."""
        if len(self.children) == 1:
            return self.children[0].render(context)
        return joined([child.render(context) for child in self.children], self.delimiter)


class Candidates:
    """Elements of which the first that shows something is shown, as in ``cs:substitute``."""

    __slots__ = ("children",)

    def __init__(self, children: Sequence[Element]) -> None:
        self.children = tuple(children)

    def render(self, context: Context) -> Tokens:
        """What the first of them shows."""
        return next((tokens for child in self.children if (tokens := child.render(context))), NOTHING)


class Group:
    """``cs:group``: shows nothing where it asks for variables and none of them has anything to show."""

    __slots__ = ("children", "delimiter", "formatting")

    def __init__(self, attributes: Attributes, children: Sequence[Element]) -> None:
        self.children, self.delimiter = tuple(children), attributes.get("delimiter", "")
        self.formatting = Formatting(attributes)

    def render(self, context: Context) -> Tokens:
        """Its children, with the delimiter between those that show something."""
        called, filled, begun = context.called, context.filled, context.begun
        whole = joined(parts(self.children, context), self.delimiter)
        if not whole or (context.called > called and context.filled == filled):
            context.begun = begun
            return NOTHING
        # To a group around it, a group that shows something is a variable that has something to show.
        context.called += 1
        context.filled += 1
        return self.formatting.apply(whole, context)


class Choose:
    """``cs:choose``: the first branch whose conditions hold."""

    __slots__ = ("branches",)

    def __init__(self, branches: Sequence[tuple[Condition | None, Sequence_ | Candidates]]) -> None:
        self.branches = tuple(branches)

    def chosen(self, context: Context) -> Sequence_ | Candidates | None:
        """The branch, if any."""
        return next(
            (content for condition, content in self.branches if condition is None or condition.holds(context)), None
        )

    def render(self, context: Context) -> Tokens:
        """What the branch shows."""
        content = self.chosen(context)
        return content.render(context) if content is not None else NOTHING


def parts(children: Sequence[Element], context: Context) -> list[Tokens]:
    """What each child shows; a ``cs:choose`` shows nothing itself, so the children of its branch stand in its place."""
    shown: list[Tokens] = []
    for child in children:
        if isinstance(child, Choose):
            content = child.chosen(context)
            shown += parts(content.children, context) if content is not None else []
        else:
            shown.append(child.render(context))
    return shown


_REACHES = {
    "first": ("first",),
    "subsequent": ("subsequent", "ibid", "ibid-with-locator"),
    "ibid": ("ibid", "ibid-with-locator"),
    "ibid-with-locator": ("ibid-with-locator",),
}


_ONE_OF = ("type", "position", "locator")


class Condition:
    """The tests of ``cs:if`` and ``cs:else-if``."""

    __slots__ = ("match", "tests", "types")

    def __init__(self, attributes: Attributes) -> None:
        self.match = attributes.get("match", "all")
        if "match" not in attributes and any(len(attributes.get(kind, "").split()) > 1 for kind in _ONE_OF):
            # Of these a source has one alone: several can only be meant as a choice.
            self.match = "any"
        # Styles ask for the type so often that it is looked up, not tested one by one.
        self.types = frozenset(attributes.get("type", "").split())
        self.tests = tuple((test, value) for kind, test in _TESTS.items() for value in attributes.get(kind, "").split())

    def holds(self, context: Context) -> bool:
        """Whether all, any or none of the tests hold."""
        of_type = context.item.type in self.types
        if self.match in ("any", "none"):
            return (of_type or any(test(value, context) for test, value in self.tests)) == (self.match == "any")
        typed = not self.types or (of_type and len(self.types) == 1)
        return typed and all(test(value, context) for test, value in self.tests)


def _disambiguate(value: str, context: Context) -> bool:
    context.conditions += 1
    return (context.conditions <= context.distinction.condition) == (value == "true")


def _is_numeric(value: str, context: Context) -> bool:
    return numbers.is_numeric(value_of(value, context))


def _is_uncertain(value: str, context: Context) -> bool:
    date = context.item.date(value)
    return date is not None and date.circa


def _has_locator(value: str, context: Context) -> bool:
    place = context.place
    return bool(place.locator) and place.label.replace(" ", "-") == value.replace(" ", "-")


def _stands(value: str, context: Context) -> bool:
    place = context.place
    if value == "near-note":
        return place.near
    return place.position in _REACHES.get(value, ())


def has_variable(variable: str, context: Context) -> bool:
    """Whether the variable has a value."""
    if variable in NAMES:
        return bool(context.item.names(variable))
    if variable in DATES:
        return context.item.date(variable) is not None
    return bool(value_of(variable, context))


_TESTS = {
    "disambiguate": _disambiguate,
    "is-numeric": _is_numeric,
    "is-uncertain-date": _is_uncertain,
    "locator": _has_locator,
    "position": _stands,
    "variable": has_variable,
}
