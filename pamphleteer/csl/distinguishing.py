"""Cites that would look the same are set apart (CSL 1.0.2, "Disambiguation"): by more names, by given names, by a
condition of the style's, by a letter behind the year.

Sources are grouped by what their cites look like, so only those that do look alike are rendered again; each step of a
group renders its members once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from pamphleteer.csl.elements.base import PLAIN, Distinction, Shown
from pamphleteer.csl.items import Item, Name

_MOST = 50
"""Names of a list that are tried."""
_CONDITIONS = 4
"""Conditions of a style that are tried, one after another."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a style does to set cites apart."""

    names: bool
    given: bool
    given_rule: str
    condition: bool
    suffix: bool

    @classmethod
    def of(cls, attributes: Mapping[str, str], condition: bool) -> Rules:
        """From the attributes of ``cs:citation``."""

        def asked(name: str) -> bool:
            return attributes.get(f"disambiguate-add-{name}") == "true"

        rule = attributes.get("givenname-disambiguation-rule", "by-cite")
        return cls(asked("names"), asked("givenname"), rule, condition, asked("year-suffix"))


Look = Callable[[Item, Distinction], tuple[str, Sequence[Shown]]]
"""What a cite of a source looks like under a distinction: its letters and the names it shows."""


def distinguish(
    items: Sequence[Item], rules: Rules, look: Look, most_names: Callable[[Item], int]
) -> dict[str, Distinction]:
    """The distinction of each source by its key. ``items`` are in the order in which letters behind years go."""
    found: dict[str, Distinction] = {item.key: PLAIN for item in items}
    if rules.given and rules.given_rule != "by-cite":
        levels = _everywhere(items, rules, look)
        for item in items:
            found[item.key] = Distinction(given=levels)
    if not (rules.names or rules.given or rules.condition or rules.suffix):
        return found
    for group in _alike(items, found, look):
        found |= _set_apart(group, found, rules, look, most_names)
    if rules.suffix:
        for group in _alike(items, found, look):
            for number, item in enumerate(group):
                found[item.key] = replace(found[item.key], suffix=letters(number))
    return found


def letters(number: int) -> str:
    """The letter of a number from 0: a to z, then aa, ab and so on."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def _alike(items: Sequence[Item], found: Mapping[str, Distinction], look: Look) -> list[list[Item]]:
    """Groups, of two or more, that look the same."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(look(item, found[item.key])[0], []).append(item)
    return [group for group in groups.values() if len(group) > 1]


def _split(group: Sequence[Item], found: Mapping[str, Distinction], look: Look) -> list[list[Item]]:
    parts: dict[str, list[Item]] = {}
    for item in group:
        parts.setdefault(look(item, found[item.key])[0], []).append(item)
    return list(parts.values())


def _set_apart(
    group: list[Item],
    start: Mapping[str, Distinction],
    rules: Rules,
    look: Look,
    most_names: Callable[[Item], int],
) -> dict[str, Distinction]:
    found = {item.key: start[item.key] for item in group}
    left = [group]
    if rules.names:
        left = _by_names(left, found, look, most_names)
    if rules.given and rules.given_rule == "by-cite":
        left = _by_given(left, found, look, most_names if rules.names else None)
    if rules.condition:
        left = _by_condition(left, found, look)
    return found


def _by_names(
    groups: list[list[Item]], found: dict[str, Distinction], look: Look, most_names: Callable[[Item], int]
) -> list[list[Item]]:
    """Show more names, as few as will do; returns what still looks the same."""
    waiting = [(group, 1) for group in groups]
    left: list[list[Item]] = []
    while waiting:
        group, number = waiting.pop()
        most = min(max(most_names(item) for item in group), _MOST)
        while number < most:
            number += 1
            tried = {item.key: replace(found[item.key], names=number) for item in group}
            parts = _split(group, tried, look)
            if len(parts) > 1:
                found |= tried
                waiting += [(part, number) for part in parts if len(part) > 1]
                break
        else:
            left.append(group)
    return left


def _by_given(
    groups: list[list[Item]], found: dict[str, Distinction], look: Look, most_names: Callable[[Item], int] | None
) -> list[list[Item]]:
    """Show more of given names, as few as will do; returns what still looks the same."""
    left: list[list[Item]] = []
    waiting = list(groups)
    while waiting:
        group = waiting.pop()
        parts = _given_step(group, found, look)
        if parts is None and most_names is not None:
            # The names that differ may not be shown yet.
            before = {item.key: found[item.key] for item in group}
            number = max(found[item.key].names for item in group)
            most = min(max(most_names(item) for item in group), _MOST)
            while parts is None and number < most:
                number += 1
                found |= {key: replace(one, names=number) for key, one in before.items()}
                parts = _given_step(group, found, look)
            if parts is None:
                found |= before
        if parts is None:
            left.append(group)
        else:
            waiting += [part for part in parts if len(part) > 1]
    return left


def _by_condition(groups: list[list[Item]], found: dict[str, Distinction], look: Look) -> list[list[Item]]:
    """Let the style's conditions hold, one after another, as few as will do; returns what still looks the same."""
    left: list[list[Item]] = []
    waiting = list(groups)
    while waiting:
        group = waiting.pop()
        level = found[group[0].key].condition
        for tried_level in range(level + 1, level + _CONDITIONS):
            tried = {item.key: replace(found[item.key], condition=tried_level) for item in group}
            parts = _split(group, tried, look)
            if len(parts) > 1:
                found |= tried
                waiting += [part for part in parts if len(part) > 1]
                break
        else:
            left.append(group)
    return left


def _given_step(group: list[Item], found: dict[str, Distinction], look: Look) -> list[list[Item]] | None:
    """One more given name for a group, the first that parts it; None where none does."""
    shown = {item.key: look(item, found[item.key])[1] for item in group}
    longest = min(max(len(names) for names in shown.values()), _MOST)
    for place in range(longest):
        for level in (1, 2):
            tried = {}
            for item in group:
                names = shown[item.key]
                given = dict(found[item.key].given)
                if place < len(names) and given.get(names[place].name, 0) < level:
                    given[names[place].name] = level
                tried[item.key] = replace(found[item.key], given=given)
            parts = _split(group, tried, look)
            if len(parts) > 1:
                found |= tried
                return parts
    return None


def _everywhere(items: Sequence[Item], rules: Rules, look: Look) -> dict[Name, int]:
    """How much of each given name is shown wherever it stands: names that look the same are set apart."""
    primary = rules.given_rule.startswith("primary")
    only_initials = rules.given_rule.endswith("with-initials")
    families: dict[str, dict[str, list[Shown]]] = {}
    for item in items:
        # Names that are not shown may come to be.
        for shown in look(item, Distinction(names=_MOST))[1]:
            if not primary or shown.place == 0:
                families.setdefault(shown.base, {}).setdefault(_person(shown.name), []).append(shown)
    levels: dict[Name, int] = {}
    for people in families.values():
        if len(people) < 2:
            continue
        alike = Counter(names[0].initials for names in people.values())
        for names in people.values():
            for shown in names:
                if shown.initials and (only_initials or alike[shown.initials] == 1):
                    levels[shown.name] = 1
                elif not only_initials:
                    levels[shown.name] = 2
    return levels


def _person(name: Name) -> str:
    """Who is meant: the spacing of initials does not tell people apart."""
    given = name.given.replace(".", " ").split()
    return "|".join((" ".join(given), name.dropping, name.suffix, name.literal))
