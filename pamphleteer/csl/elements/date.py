"""``cs:date``: a date in the style's own parts, or in the form of the locale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pamphleteer.csl import dates, numbers, richtext
from pamphleteer.csl.dates import Date, Day
from pamphleteer.csl.elements.base import NOTHING, Attributes, Context, Formatting, Tokens
from pamphleteer.csl.richtext import Close, Open, Token

_SHOWN = {
    "year": ("year",),
    "year-month": ("year", "month"),
    "year-month-day": ("year", "month", "day"),
}
_RANK = ("year", "month", "day")


class DatePart:
    """``cs:date-part``: the year, the month or the day."""

    __slots__ = ("form", "formatting", "name", "range_mark")

    def __init__(self, name: str, attributes: Attributes) -> None:
        self.name, self.form = name, attributes.get("form", "")
        self.range_mark = attributes.get("range-delimiter", "–")
        self.formatting = Formatting(attributes)

    def text(self, day: Day, context: Context) -> str:
        """The part of a day in words or figures; empty where the day has none."""
        if self.name == "year":
            return self._year(day.year, context) if day.year is not None else ""
        if self.name == "month":
            return self._month(day, context)
        return self._day(day, context) if day.day else ""

    def _year(self, year: int, context: Context) -> str:
        if self.form == "short" and 0 < year:
            return f"{year % 100:02d}"
        if year < 0:
            return f"{-year}{context.locale.term('bc') or ' BC'}"
        if 0 < year < 1000:
            return f"{year}{context.locale.term('ad') or ' AD'}"
        return str(year)

    def _month(self, day: Day, context: Context) -> str:
        if day.season:
            return context.locale.term(f"season-{day.season:02d}") or ""
        if not day.month:
            return ""
        if self.form == "numeric":
            return str(day.month)
        if self.form == "numeric-leading-zeros":
            return f"{day.month:02d}"
        return context.locale.term(f"month-{day.month:02d}", "short" if self.form == "short" else "long") or ""

    def _day(self, day: Day, context: Context) -> str:
        number = day.day or 0
        if self.form == "numeric-leading-zeros":
            return f"{number:02d}"
        if self.form == "ordinal":
            first_only = context.locale.options.get("limit-day-ordinals-to-day-1") == "true"
            if not first_only or number == 1:
                gender = context.locale.gender(f"month-{day.month:02d}") if day.month else ""
                return numbers.ordinal(number, context.locale.ordinal, gender)
        return str(number)


class DateElement:
    """``cs:date``."""

    __slots__ = ("delimiter", "form", "formatting", "overrides", "parts", "shown", "variable")

    def __init__(self, attributes: Attributes, parts: Sequence[tuple[str, Attributes]]) -> None:
        self.variable = attributes.get("variable", "issued")
        self.form = attributes.get("form", "")
        self.delimiter = attributes.get("delimiter", "")
        self.shown = _SHOWN.get(attributes.get("date-parts", ""), _RANK)
        self.overrides: Mapping[str, Attributes] = dict(parts) if self.form else {}
        self.parts = tuple(DatePart(name, part) for name, part in parts) if not self.form else ()
        self.formatting = Formatting(attributes)

    def render(self, context: Context) -> Tokens:
        """The date, a range where it is one."""
        suppressed = self.variable in context.suppressed
        date = None if suppressed else context.item.date(self.variable)
        if date is None:
            context.used(self.variable, False)
            return NOTHING
        if self.variable == "accessed" and context.roster is not None:
            # Works that were looked up on different days look the same.
            context.used(self.variable, True)
            return NOTHING
        if context.sorting:
            context.used(self.variable, True)
            return (self._sorted(date, context),)
        if date.literal or (date.start is None and date.end is None):
            # Where a date is set in two places, its words stand in that of the year.
            words = date.literal if date.literal and any(part.name == "year" for part in self._laid(context)[0]) else ""
            context.used(self.variable, bool(words))
            return self.formatting.apply(richtext.parse(words), context) if words else NOTHING
        parts, delimiter = self._laid(context)
        tokens = self._range(date, parts, delimiter, context)
        context.used(self.variable, bool(tokens))
        return self.formatting.apply(tokens, context)

    def _laid(self, context: Context) -> tuple[list[DatePart], str]:
        """The parts in their order, and what stands between them."""
        if not self.form:
            return list(self.parts), self.delimiter
        localized = context.locale.dates.get(self.form)
        if localized is None:
            return [], ""
        parts = [
            DatePart(part.name, {**part.attributes, **_without_affixes(self.overrides.get(part.name, {}))})
            for part in localized.parts
            if part.name in self.shown
        ]
        return parts, self.delimiter or localized.attributes.get("delimiter", "")

    def _sorted(self, date: Date, context: Context) -> str:
        parts, _ = self._laid(context)
        shown = [part.name for part in parts] or list(_RANK)
        return dates.sort_key(date, tuple(name for name in _RANK if name in shown))

    def _range(self, date: Date, parts: list[DatePart], delimiter: str, context: Context) -> list[Token]:
        start, end = date.start, date.end
        if start is None:
            # Only the end is known.
            assert end is not None
            mark = next((part.range_mark for part in parts), "–")
            return [mark, *self._run(end, parts, delimiter, context, suffix=True, prefix=False)]
        if date.open_end:
            alone = self._run(start, parts, delimiter, context, suffix=True)
            last = next((part for part in reversed(parts) if part.text(start, context)), None)
            return [*alone, last.range_mark] if last else alone
        if end is None:
            return self._run(start, parts, delimiter, context, suffix=True)
        differing = _differing(start, end, parts)
        if not differing:
            return self._run(start, parts, delimiter, context, suffix=True)
        if not any(part.text(day, context) for day in (start, end) for part in parts):
            return []
        first = next(i for i, part in enumerate(parts) if part.name in differing)
        last_at = max(i for i, part in enumerate(parts) if part.name in differing)
        lead, body, rest = parts[:first], parts[first : last_at + 1], parts[last_at + 1 :]
        mark = next(part for part in parts if part.name == differing[0]).range_mark
        runs = [
            self._run(start, lead, delimiter, context, suffix=True),
            [
                *self._run(start, body, delimiter, context, suffix=False),
                mark,
                *self._run(end, body, delimiter, context, suffix=True, prefix=False),
            ],
            self._run(start, rest, delimiter, context, suffix=True),
        ]
        whole: list[Token] = []
        for run in runs:
            if run:
                if whole and delimiter:
                    whole.append(delimiter)
                whole += run
        return whole

    def _run(
        self,
        day: Day,
        parts: Sequence[DatePart],
        delimiter: str,
        context: Context,
        *,
        suffix: bool,
        prefix: bool = True,
    ) -> list[Token]:
        """The parts of one day, without the first prefix or the last suffix where a range joins them."""
        shown = [(part, text) for part in parts if (text := part.text(day, context))]
        whole: list[Token] = []
        for at, (part, text) in enumerate(shown):
            if whole and delimiter:
                whole.append(delimiter)
            content: list[Token] = [text]
            if part.name == "year" and self.variable == "issued" and context.distinction.suffix:
                if suffix and not context.suffixed:
                    content += [Open("year-suffix"), context.distinction.suffix, Close("year-suffix")]
                    context.suffixed = True
            dressed = list(part.formatting.apply(content, context))
            if at == len(shown) - 1 and not suffix and part.formatting.suffix:
                dressed.pop()
            if at == 0 and not prefix and part.formatting.prefix:
                dressed.pop(0)
            whole += dressed
        return whole


def _without_affixes(attributes: Attributes) -> dict[str, str]:
    # A localized date keeps its locale's affixes (CSL 1.0.2, "Localized Date Formats").
    return {name: value for name, value in attributes.items() if name not in ("prefix", "suffix", "name")}


def _differing(start: Day, end: Day, parts: Sequence[DatePart]) -> list[str]:
    """The parts, of those shown, that are set twice: from the largest in which the days differ."""
    pairs = (
        ("year", start.year, end.year),
        ("month", start.month or start.season, end.month or end.season),
        ("day", start.day, end.day),
    )
    names = [part.name for part in parts]
    for at, (_, one, other) in enumerate(pairs):
        if one != other:
            return [name for name, *_ in pairs[at:] if name in names]
    return []
