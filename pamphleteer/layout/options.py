"""The types that a layout's options may have, and how a manifest's words become values of CSS."""

from __future__ import annotations

import re
from collections.abc import Sequence

import tinycss2.color4

TYPES = ("trim", "choice", "boolean", "length", "size", "margin", "number", "colour", "font", "text")

TRIMS = {
    "A4": (210.0, 297.0),
    "A5": (148.0, 210.0),
    "A6": (105.0, 148.0),
    "B6": (125.0, 176.0),
    "digest": (139.7, 215.9),
    "letter": (215.9, 279.4),
}
"""Trimmed sizes in millimetres, width × height: ISO 216, and the digest (5.5 × 8.5 in) and letter of America."""

_UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
_TRIM = re.compile(r"(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)?\s*[x×]\s*(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)")
_LENGTH = re.compile(r"-?\d+(?:\.\d+)?(?:mm|cm|in|pt|pc|em|rem|ex|ch|%)|0")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class OptionError(ValueError):
    """A value that an option cannot take."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


def parse_option(text: str, kind: str, choices: Sequence[str] | None = None) -> str:
    """The CSS value of an option; a trim is its width and height in millimetres, a space between."""
    text = text.strip()
    match kind:
        case "trim":
            return _trim(text)
        case "choice":
            if text not in (choices or ()):
                raise OptionError(f"'{text}' is none of {', '.join(choices or ())}")
            return text
        case "boolean":
            if text.lower() not in ("yes", "no", "true", "false"):
                raise OptionError(f"'{text}' is neither yes nor no")
            return "yes" if text.lower() in ("yes", "true") else "no"
        case "length":
            if not _LENGTH.fullmatch(text):
                raise OptionError(f"'{text}' is no length", "write a number with its unit: 11pt, 20mm, 1.5em")
            return text
        case "size":
            if not _LENGTH.fullmatch(text) or not _NUMBER.match(text) or float(_NUMBER.match(text)[0]) <= 0:  # type: ignore[index]
                raise OptionError(f"'{text}' is no size", "write a number above 0 with its unit: 11pt")
            return text
        case "margin":
            number = _NUMBER.match(text)
            if not _LENGTH.fullmatch(text) or not number or not 0 <= float(number[0]) <= (40 if "%" in text else 999):
                raise OptionError(f"'{text}' is no margin", "write a length, or a share of the page up to 40%: 12%")
            return text
        case "number":
            if not _NUMBER.fullmatch(text):
                raise OptionError(f"'{text}' is no number")
            return text
        case "colour":
            if tinycss2.color4.parse_color(text) is None:
                raise OptionError(f"'{text}' is no colour", "write #8b1a1a, black or device-cmyk(0 1 1 0)")
            return text
        case _:
            if any(c in text for c in '"\\\n;{}'):
                raise OptionError(f"'{text}' holds a character that a {kind} may not hold")
            return f'"{text}"'


def _trim(text: str) -> str:
    named = {name.lower(): size for name, size in TRIMS.items()}
    size = named.get(text.lower())
    if size is None:
        match = _TRIM.fullmatch(text)
        if not match:
            hint = f"write one of {', '.join(TRIMS)}, or a size such as 120 × 180 mm"
            raise OptionError(f"'{text}' is no trimmed size", hint)
        size = (float(match[1]) * _UNITS[match[2] or match[4]], float(match[3]) * _UNITS[match[4]])
    if not all(40 <= side <= 2000 for side in size):
        raise OptionError(f"'{text}' is no size for a page", "a side measures from 40 to 2000 mm")
    return f"{size[0]:g}mm {size[1]:g}mm"
