"""A layout's folder, and those it extends → Layout: templates, style sheets, options typed and checked.

A layout extends another by ``extends: NAME`` in its ``layout.yaml``. What it has goes before what it inherits:
templates of the same name replace, style sheets follow each other from the base on, options take a new default.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from pydantic import Field

from pamphleteer.diagnostics import Diagnostic, Span, did_you_mean, error
from pamphleteer.layout.lint import check_css, check_epub_css, check_screen_css
from pamphleteer.layout.options import TYPES, OptionError, parse_option
from pamphleteer.marked import Marked, read_yaml
from pamphleteer.model import Stylesheet
from pamphleteer.validation import Strict, validate

BASE = "base"
_DECLARED = re.compile(r"(?<![\w-])--([\w-]+)\s*:")
VARIABLE = re.compile(r"var\(\s*--([\w-]+)\s*\)")
"""The use of a custom property, as ``fill`` finds it."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A layout's folder as it was read."""

    name: str
    shown: str
    """The folder's name in diagnostics."""
    files: Mapping[str, str]
    """File name → text: layout.yaml, templates, style sheets."""
    bundled: bool
    """Whether it is one of Pamphleteer's own."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything that gives a book its form."""

    name: str
    templates: Mapping[str, str]
    """Template name → text; a name alone is the nearest in the chain, ``FOLDER/NAME`` that of one layout."""
    template_files: Mapping[str, str]
    """Template name → its file in diagnostics."""
    print_css: tuple[Stylesheet, ...]
    """In the order of the cascade: print.css of each layout from the base on, then cover.css of each."""
    screen_css: tuple[Stylesheet, ...]
    """What the pages of print have besides where they are shown on a screen: colours."""
    epub_css: tuple[Stylesheet, ...]
    options: Mapping[str, str]
    """Option → value as CSS has it; the trim as ``trim-width`` and ``trim-height``."""
    choices: Mapping[str, str]
    """Options that choose a rule of the style sheet (``openings: recto``), not a value."""


class OptionModel(Strict):
    """What a layout says of one of its options."""

    type: Literal[TYPES] | None = None  # type: ignore[valid-type]
    default: str | None = None
    choices: list[str] | None = None
    description: str | None = None
    by_trim: dict[str, str] | None = Field(None, alias="by-trim")
    """Name of a trimmed size → the default there."""


class LayoutModel(Strict):
    """layout.yaml."""

    description: str | None = None
    extends: str | None = None
    options: dict[str, OptionModel] = Field(default={})


def read_model(folder: Folder) -> tuple[LayoutModel | None, Marked | None, tuple[Diagnostic, ...]]:
    """A layout's own declaration."""
    file = f"{folder.shown}/layout.yaml"
    if "layout.yaml" not in folder.files:
        hint = "a layout is a folder with a layout.yaml"
        return None, None, (error("layout-unknown", f"'{folder.shown}' is no layout", Span(folder.shown), hint),)
    marked, found = read_yaml(folder.files["layout.yaml"], file)
    if marked is None:
        return None, None, found
    model, marked, wrong = validate(LayoutModel, marked, "layout", "layout.yaml")
    return model, marked, (*found, *wrong)


def compose(
    chain: Sequence[Folder], page: Mapping[str, tuple[str, Span]]
) -> tuple[Layout | None, tuple[Diagnostic, ...]]:
    """A layout from its chain of folders (itself first, ``base`` last) and the manifest's ``page:``."""
    found: list[Diagnostic] = []
    declared: dict[str, dict[str, Any]] = {}
    defaults: dict[str, dict[str | None, tuple[str, Span]]] = {}
    """Option → its default, under the name of the trimmed size for which it stands, or None for all others."""
    templates: dict[str, str] = {}
    files: dict[str, str] = {}
    css: dict[str, list[Stylesheet]] = {"print.css": [], "cover.css": [], "screen.css": [], "epub.css": []}
    for folder in reversed(chain):
        model, marked, wrong = read_model(folder)
        found += wrong
        if model is None or marked is None:
            continue
        for name, option in model.options.items():
            known = declared.setdefault(name, {})
            known.update({k: v for k, v in option.model_dump().items() if v is not None})
            if option.default is not None:
                # A layout that sets a default anew sets it for every trim.
                defaults[name] = {None: (option.default, marked.span(("options", name, "default")))}
            for trim, value in (option.by_trim or {}).items():
                span = marked.span(("options", name, "by-trim", trim))
                defaults.setdefault(name, {})[trim.casefold()] = (value, span)
            if not known.get("type"):
                span = marked.key(("options", name))
                found.append(error("layout-wrong-value", f"the option '{name}' has no type", span))
        for name, text in folder.files.items():
            if name.endswith(".j2"):
                for key in (name, f"{folder.name}/{name}"):
                    templates[key], files[key] = text, f"{folder.shown}/{name}"
            elif name in css:
                sheet = Stylesheet(f"{folder.shown}/{name}", text)
                css[name].append(sheet)
                if name == "epub.css":
                    found += check_epub_css(sheet)
                elif name == "screen.css":
                    found += check_screen_css(sheet)
                else:
                    found += check_css(sheet, is_base=folder.bundled and folder.name == BASE)
    values: dict[str, str] = {}
    choices: dict[str, str] = {}
    for name, (_, span) in page.items():
        if name not in declared:
            hint = did_you_mean(name, declared) or f"known here: {', '.join(sorted(declared))}"
            message = f"the layout {chain[0].name} has no option '{name}'"
            found.append(error("page-unknown-option", message, span, hint))
    asked = page.get("trim") or defaults.get("trim", {}).get(None)
    trim = asked[0].strip().casefold() if asked else ""
    for name, merged in declared.items():
        usual = defaults.get(name, {})
        given = page.get(name) or usual.get(trim) or usual.get(None)
        if given is None or not merged.get("type"):
            continue
        try:
            value = parse_option(given[0], merged["type"], merged.get("choices"))
        except OptionError as e:
            found.append(error("page-wrong-value", f"'{name}': {e}", given[1], e.hint))
            continue
        if merged["type"] == "trim":
            values[f"{name}-width"], values[f"{name}-height"] = value.split()
        elif merged["type"] in ("choice", "boolean"):
            choices[name] = value
        else:
            values[name] = value
    if any(d.severity == "error" for d in found):
        return None, tuple(found)
    print_css = (*css["print.css"], *css["cover.css"])
    screen_css = tuple(css["screen.css"])
    layout = Layout(chain[0].name, templates, files, print_css, screen_css, tuple(css["epub.css"]), values, choices)
    return layout, tuple(found)


def custom_properties(layout: Layout) -> str:
    """The layout's options as CSS custom properties, for both outputs."""
    lines = "".join(f"  --{name}: {value};\n" for name, value in sorted(layout.options.items()))
    return f":root {{\n{lines}}}\n"


def filled(sheets: Sequence[Stylesheet], options: Mapping[str, str]) -> tuple[Stylesheet, ...]:
    """Style sheets with the values of options in place of their names, line by line as they were.

    A typesetter reckons what a custom property stands for anew for every element and property; a value it reads once.
    An option that a sheet declares again is left alone: what it stands for depends on the element.
    """
    declared = {name for sheet in sheets for name in _DECLARED.findall(sheet.text)}
    known = {name: value for name, value in options.items() if name not in declared}
    return tuple(replace(sheet, text=fill(sheet.text, known)) for sheet in sheets)


def fill(css: str, values: Mapping[str, str]) -> str:
    """CSS with values in place of the names of custom properties; of others the names stay."""
    return VARIABLE.sub(lambda m: values.get(m[1], m[0]), css)
