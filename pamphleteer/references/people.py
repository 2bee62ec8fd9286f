"""Lists of names as BibTeX writes them → names as CSL has them.

``Lund, Ada and von der Aue, Berta and {Quarry Press} and others``, or BibLaTeX's ``family=Aue, given=Berta,
prefix=von``. As in BibLaTeX, a particle is what a family name begins with in small letters, and is dropped where the
family name sorts or stands alone, unless the entry says ``useprefix``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

from pamphleteer.references import tex
from pamphleteer.references.entities import decoded

Name = dict[str, str]

_PAIR = re.compile(r"\s*(given|family|prefix|suffix|useprefix)(?:-i)?\s*=\s*(.*)", re.S | re.I)
_OTHERS = re.compile(r"et\.? al\.?", re.I)
_MOST_WORDS = 400
"""Longer than any name; what is longer is one text."""


def names_of(text: str, useprefix: bool = False) -> tuple[list[Name], bool]:
    """The names of a list, and whether it ends in "and others"."""
    listed = split_multiple_persons_names(_balanced(decoded(text)))
    names: list[Name] = []
    others = False
    for written in listed:
        # An "and" with nobody before or behind it.
        words = re.sub(r"^and\s+|\s+and$", "", written.strip())
        if words in ("others", "{others}") or _OTHERS.fullmatch(words):
            others = True
        elif words and (name := _name(words, useprefix)):
            names.append(name)
    return names, others


def misjoined(text: str) -> str:
    """The first name of a list that must be several: BibTeX parts names by "and", and a name by two commas at most."""
    for written in split_multiple_persons_names(_balanced(decoded(text))):
        words = written.strip()
        if len(words) > _MOST_WORDS or _is_whole(words) or _PAIR.match(words):
            continue
        if len(_split(words, ",")) > 3 or len(_split(words, ";")) > 1:
            return words
    return ""


def places_of(text: str) -> str:
    """A list of places, joined by semicolons."""
    listed = [part.strip() for part in split_multiple_persons_names(_balanced(text))]
    more = " et al." if len(listed) > 1 and listed[-1] == "others" else ""
    return "; ".join(tex.rich(part) for part in (listed[:-1] if more else listed)) + more


def _name(words: str, useprefix: bool) -> Name:
    if _is_whole(words) or len(words) > _MOST_WORDS:
        return _kept({"literal": tex.plain(words)})
    if re.match(r"(?:given|family|prefix|suffix|useprefix)(?:-i)?\s*=", words, re.I):
        return _of_pairs(words, useprefix)
    parts = parse_single_name_into_parts(words, strict=False)
    given, family = parts.first, [*parts.von, *parts.last]
    if "," not in words and given and _is_small(given[0]):
        # "van Gogh" has a particle, and nothing before it.
        given, family = [], [*given, *family]
    particles = next((n for n, word in enumerate(family) if not _is_small(word)), len(family))
    if particles == len(family):
        # A name all in small letters: "bell hooks", "hooks, bell", "de la cruz, juan".
        if "," not in words and len(family) == 2:
            return _kept({"family": _said(family[1:]), "given": _said(family[:1])})
        particles = max(len(family) - 1, 0)
    return _kept(
        {
            "family": _said(family[particles:]),
            "given": _initials(_said(given)),
            _particle(useprefix): _said(family[:particles]),
            "suffix": _said(parts.jr),
        }
    )


def _of_pairs(words: str, useprefix: bool) -> Name:
    """BibLaTeX's extended form of a name."""
    found: dict[str, str] = {}
    for part in _split(words, ","):
        if match := _PAIR.fullmatch(part):
            name = match[1].lower()
            value = tex.plain(match[2].strip().strip('"'))
            found[name] = f"{found[name]} {value}" if name in found else value
    useprefix = found.get("useprefix", str(useprefix)).lower() == "true"
    return _kept(
        {
            "family": found.get("family", ""),
            "given": _initials(found.get("given", "")),
            _particle(useprefix): found.get("prefix", ""),
            "suffix": found.get("suffix", ""),
        }
    )


def _particle(useprefix: bool) -> str:
    return "non-dropping-particle" if useprefix else "dropping-particle"


def _said(words: Sequence[str]) -> str:
    return tex.plain(" ".join(words))


def _initials(given: str) -> str:
    """``J.R.`` as ``J. R.``: initials written close and apart are the same name."""
    return re.sub(r"(?<=\b[^\W\d_])\.(?=[^\W\d_]\.)", ". ", given)


def _kept(name: Name) -> Name:
    return {part: words for part, words in name.items() if words}


def _is_small(word: str) -> bool:
    """Whether a word begins with a small letter; what stands in braces has no case, a letter with its accent has."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    first = next((c for c in tex.plain(word) if c.isalpha()), "")
    return first.islower() and first not in "ʻʼ"


def _is_whole(words: str) -> bool:
    """Whether one pair of braces holds a whole name: an organisation."""
    if not words.startswith("{") or words.startswith("{\\"):
        return False
    depth = 0
    for match in re.finditer(r"\\.|[{}]", words, re.S):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0 and match[0] == "}":
            return match.end() == len(words)
    return False


def _split(text: str, mark: str) -> list[str]:
    """Text parted at a mark that stands in no braces and no quotation marks."""
    parts, depth, start, quoted = [], 0, 0, False
    for match in re.finditer(r"\\.|[{}\"" + re.escape(mark) + "]", text, re.S):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if match[0] == '"' and depth == 0:
            quoted = not quoted
        elif match[0] == mark and depth == 0 and not quoted:
            parts.append(text[start : match.start()])
            start = match.end()
    return [*parts, text[start:]]


def _balanced(text: str) -> str:
    """Text without braces that have no partner, which would hide an "and"."""
    depth = 0
    for match in re.finditer(r"\\.|[{}]", text, re.S):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth < 0:
            break
    return text if depth == 0 else re.sub(r"(?<!\\)[{}]", "", text)
