"""Fonts: which there are, what they cover, how the layout engine finds them and them alone, what the EPUB takes along.

This service reads the font files that it is given paths for; it looks at no environment and writes nothing.
"""

from pamphleteer.fonts.configuration import fontconfig
from pamphleteer.fonts.coverage import coverage, uncovered
from pamphleteer.fonts.face import Font, media_type
from pamphleteer.fonts.library import combine, load, scan
from pamphleteer.fonts.subsetting import TEXT_FEATURES, subset

__all__ = [
    "TEXT_FEATURES",
    "Font",
    "combine",
    "coverage",
    "fontconfig",
    "load",
    "media_type",
    "scan",
    "subset",
    "uncovered",
]
