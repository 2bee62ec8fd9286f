"""Order in the alphabet of a language: text in, keys out that sort as its dictionaries do.

The order is ICU's for the locale (å after z in Danish, ch after h in Czech). As in citeproc-js, which compares so in
every style, spaces and punctuation weigh differently: words go before longer words ("Ab Delrahman" after "A Hansen"),
marks of punctuation do not count, numbers in figures go by their value, and neither case nor accents that are no
letters of their own decide; what is equal so is left to the next sort key.
"""

from __future__ import annotations

import unicodedata

import icu


class Collator:
    """Sort keys for one language, a BCP 47 tag; one that ICU does not know, or none, takes the root order."""

    __slots__ = ("_collator",)

    def __init__(self, language: str | None = None) -> None:
        try:
            locale = icu.Locale.forLanguageTag(language) if language else icu.Locale.getRoot()
        except icu.ICUError:  # not a tag at all: what stands in a source's `language` may be anything
            locale = icu.Locale.getRoot()
        self._collator = icu.Collator.createInstance(locale)
        self._collator.setStrength(icu.Collator.PRIMARY)
        self._collator.setAttribute(icu.UCollAttribute.NUMERIC_COLLATION, icu.UCollAttributeValue.ON)
        self._collator.setAttribute(icu.UCollAttribute.ALTERNATE_HANDLING, icu.UCollAttributeValue.NON_IGNORABLE)

    def key(self, text: str) -> bytes:
        """Bytes that compare as the text sorts; equal for texts that differ in case, accents or punctuation only."""
        # ICU can shift punctuation out of the comparison only together with spaces, which count here.
        words = "".join(letter for letter in text if not unicodedata.category(letter).startswith("P"))
        return bytes(self._collator.getSortKey(" ".join(words.split())))
