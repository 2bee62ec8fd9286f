"""How lists of names are set: what ``cs:name`` says, over what it inherits (CSL 1.0.2, "Name")."""

from __future__ import annotations

from dataclasses import dataclass

from pamphleteer.csl.elements.base import Attributes, natural

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
            value = natural(attributes.get(key, ""), -1)
            return value if value >= 0 else None

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
