"""The citation style that a manifest names: one of the library, or a file of the book."""

from __future__ import annotations

from pathlib import Path

from pamphleteer import csl
from pamphleteer.citations import DEFAULT_STYLE
from pamphleteer.csl.library import UnknownStyle, locale_files, style_files
from pamphleteer.diagnostics import Diagnostic, Span, error
from pamphleteer.files import BookFolder
from pamphleteer.model import Manifest


def library_files(manifest: Manifest, style: csl.Style) -> tuple[Path, ...]:
    """The files of the library from which a book is cited: its style, unless the book brings it, and its locales."""
    name = manifest.citing.style or DEFAULT_STYLE
    own = name.lower().endswith(".csl") and "://" not in name
    tags = [manifest.language, *([style.default_locale] if style.default_locale else [])]
    locales = (file for tag in tags for file in locale_files(tag))
    return tuple(dict.fromkeys([*(() if own else style_files(name)), *locales]))


def find_style(manifest: Manifest, folder: BookFolder) -> csl.Style:
    """The style of a book; where it cannot be had, which the folder is told, the one of a book that names none."""
    name = manifest.citing.style
    span = manifest.citing.style_span or Span(manifest.file)
    try:
        if name.lower().endswith(".csl"):
            content = folder.data(name, span)
            return csl.parse_style(content) if content is not None else csl.load_style(DEFAULT_STYLE)
        return csl.load_style(name or DEFAULT_STYLE)
    except csl.StyleError as e:
        folder.found.append(_unusable(name, e, span, folder))
    return csl.load_style(DEFAULT_STYLE)


def _unusable(name: str, reason: csl.StyleError, span: Span, folder: BookFolder) -> Diagnostic:
    if isinstance(unknown := reason.__cause__, UnknownStyle):
        near = unknown.near
        hint = f"did you mean '{near[0]}'?" if near else "'publish.py styles WORD' finds those that there are"
        return error("style-unknown", f"no style is called '{name}'", span, hint)
    if name.lower().endswith(".csl") and reason.line:
        span = Span(folder.shown(name), reason.line)
    hint = "name a style that comes with the program, or have the file mended"
    return error("style-broken", f"the style '{name}' cannot be used: {reason}", span, hint)
