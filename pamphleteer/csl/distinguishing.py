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
            found[item.key] = Distinction(given=levels, primary=rules.given_rule.startswith("primary"))
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
    given = rules.given and rules.given_rule == "by-cite"
    if rules.names or given:
        left = _by_names(left, found, look, most_names if rules.names else None, given)
    if rules.condition:
        left = _by_condition(left, found, look)
    return found


def _by_names(
    groups: list[list[Item]],
    found: dict[str, Distinction],
    look: Look,
    most_names: Callable[[Item], int] | None,
    given: bool,
) -> list[list[Item]]:
    """Show more of given names, then one more name, and so on, as few as will do; returns what still looks the same.

    Each step goes on from all before it, but only one that parts a group is kept.
    """
    left: list[list[Item]] = []
    waiting = [_Search(group, {item.key: found[item.key] for item in group}) for group in groups]
    while waiting:
        search = waiting.pop()
        parts = search.step(look, most_names, given)
        if parts is None:
            left.append(search.group)
            continue
        for item in search.group:
            found[item.key] = search.kept(found[item.key], item)
        waiting += [search.of(part) for part in parts if len(part) > 1]
    return left


class _Search:
    """How far the search for what sets a group apart has gone."""

    def __init__(self, group: list[Item], tried: Mapping[str, Distinction], place: int = 0, level: int = 0) -> None:
        self.group, self.tried, self.place, self.level = group, dict(tried), place, level
        self.names: dict[str, Sequence[Shown]] = {}

    def of(self, part: list[Item]) -> _Search:
        """The same search for a part of the group."""
        return _Search(part, {item.key: self.tried[item.key] for item in part}, self.place, self.level)

    def step(self, look: Look, most_names: Callable[[Item], int] | None, given: bool) -> list[list[Item]] | None:
        """Go on until the group parts; None where nothing is left to try."""
        self._look(look)
        most = min(max(most_names(item) for item in self.group), _MOST) if most_names else 0
        while True:
            if given and self.level < 2:
                self.level += 1
                for item in self.group:
                    self.tried[item.key] = self._with_given(self.tried[item.key], item)
            elif self.place + 1 < max(most, min(max(map(len, self.names.values())), _MOST)):
                self.place, self.level = self.place + 1, 0
                for item in self.group:
                    self.tried[item.key] = self._with_names(self.tried[item.key])
                self._look(look)
            else:
                return None
            parts = _split(self.group, self.tried, look)
            if len(parts) > 1:
                return parts

    def kept(self, before: Distinction, item: Item) -> Distinction:
        """A distinction with the step that has parted the group."""
        after = self._with_names(before) if self.place else before
        return self._with_given(after, item) if self.level else after

    def _look(self, look: Look) -> None:
        self.names = {item.key: look(item, self.tried[item.key])[1] for item in self.group}

    def _with_names(self, distinction: Distinction) -> Distinction:
        return replace(distinction, names=max(distinction.names, self.place + 1))

    def _with_given(self, distinction: Distinction, item: Item) -> Distinction:
        shown = next((one for one in self.names[item.key] if one.place == self.place), None)
        if shown is None:
            return distinction
        level = max(self.level, distinction.given.get(shown.name, 0))
        return replace(distinction, given={**distinction.given, shown.name: level})


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
        if only_initials and len(alike) < 2:
            # Names that cannot be set apart stay as they are.
            continue
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
