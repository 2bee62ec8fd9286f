"""Words that can be spoken and hyphenated, each of which occurs once.

A word is an opening consonant, a vowel, any number of inner syllables, and a closing consonant, and the three kinds of
consonants have no letter in common. So no piece of a word, cut wherever a line may end, is a word itself: what is
read on a page is known for what it is without a guess.
"""

from __future__ import annotations

import random  # noqa: TID251
from collections.abc import Iterator

OPENING, INNER, CLOSING, VOWELS = "bdfghjpw", "cklmrvz", "nst", "aeiou"

# So many inner syllables, so often: lines then break as those of prose do, six letters and a half on average.
_LENGTHS = {0: 4, 1: 36, 2: 38, 3: 16, 4: 6}


def words(chance: random.Random) -> Iterator[str]:
    """Words without end, none of them twice."""
    used: set[str] = set()
    while True:
        [syllables] = chance.choices(list(_LENGTHS), list(_LENGTHS.values()))
        word = _word(chance, syllables)
        while word in used:
            # There are only 120 words of one syllable.
            syllables += 1
            word = _word(chance, syllables)
        used.add(word)
        yield word


def opens(text: str) -> bool:
    """Whether ``text`` is a word or the beginning of one."""
    return text[:1] in OPENING


def _word(chance: random.Random, syllables: int) -> str:
    inner = (chance.choice(INNER) + chance.choice(VOWELS) for _ in range(syllables))
    return chance.choice(OPENING) + chance.choice(VOWELS) + "".join(inner) + chance.choice(CLOSING)
