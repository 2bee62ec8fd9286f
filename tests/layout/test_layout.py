"""Layouts: inheritance, options, and what their CSS may not use."""

from __future__ import annotations

import pytest

from pamphleteer.diagnostics import Span
from pamphleteer.layout import Folder, compose, custom_properties
from pamphleteer.layout.lint import check_css, check_epub_css, check_screen_css
from pamphleteer.layout.options import OptionError, parse_option
from pamphleteer.model import Stylesheet
from pamphleteer.shelf import bundled

HERE = Span("book.yaml", 9)


def folder(name: str, bundled_one: bool = False, **files: str) -> Folder:
    return Folder(name, f"layouts/{name}", {key.replace("_", "."): text for key, text in files.items()}, bundled_one)


BASE = folder(
    "base",
    True,
    layout_yaml="options: {trim: {type: trim, default: A5}, ink: {type: colour, default: black}, "
    "openings: {type: choice, choices: [recto, page], default: page}}",
    print_css="p { color: var(--ink) }",
)


def test_a_layout_inherits_and_overrides() -> None:
    child = folder("child", layout_yaml="extends: base\noptions: {trim: {default: A6}}", print_css="p { margin: 0 }")
    layout, found = compose([child, BASE], {"ink": ("#8b1a1a", HERE)})
    assert layout and not found
    assert layout.options == {"trim-width": "105mm", "trim-height": "148mm", "ink": "#8b1a1a"}
    assert layout.choices == {"openings": "page"}
    assert [s.file for s in layout.print_css] == ["layouts/base/print.css", "layouts/child/print.css"]
    assert "--trim-width: 105mm;" in custom_properties(layout)


@pytest.mark.parametrize(
    ("page", "code", "hint"),
    [
        ({"trimm": ("A5", HERE)}, "page-unknown-option", "did you mean 'trim'?"),
        ({"trim": ("A55", HERE)}, "page-wrong-value", "120 × 180 mm"),
        ({"openings": ("verso", HERE)}, "page-wrong-value", None),
        ({"ink": ("blackish", HERE)}, "page-wrong-value", "device-cmyk"),
    ],
)
def test_the_manifests_page_is_checked(page: dict[str, tuple[str, Span]], code: str, hint: str | None) -> None:
    layout, found = compose([BASE], page)
    assert layout is None
    assert [(d.code, d.span) for d in found] == [(code, HERE)]
    assert hint is None or hint in (found[0].hint or "")


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("A5", "trim", "148mm 210mm"),
        ("letter", "trim", "215.9mm 279.4mm"),
        ("120 × 180 mm", "trim", "120mm 180mm"),
        ("4.25in x 7in", "trim", "107.95mm 177.8mm"),
        ("11pt", "length", "11pt"),
        ("EB Garamond", "font", '"EB Garamond"'),
        ("yes", "boolean", "yes"),
    ],
)
def test_options_become_css(text: str, kind: str, expected: str) -> None:
    assert parse_option(text, kind) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("5 × 5 mm", "trim"),
        ("0", "size"),
        ("-1pt", "size"),
        ("90%", "margin"),
        ("-2mm", "margin"),
        ("A5", "length"),
        ("eleven", "number"),
        ('x"; } body { color: red', "font"),
        ("perhaps", "boolean"),
    ],
)
def test_what_an_option_cannot_be(text: str, kind: str) -> None:
    with pytest.raises(OptionError):
        parse_option(text, kind)


@pytest.mark.parametrize(
    ("css", "line"),
    [
        ("p { }\na::after { content: target-counter(attr(href), page) }", 2),
        ("@page { }\n@page :first { margin: 0 }", 2),
        ("p { position: fixed }", 1),
        ("\n\nh1 { position: running(head) }", 3),
        ("@page { @top-center { content: element(head) } }", 1),
        ("p::after {\n content: counter(pages)\n}", 2),
        ("@media print {\n p { position: fixed }\n}", 2),
        ("@import 'x.css';", 1),
        ("section {\n  & p { position: fixed }\n}", 2),
        ("p::after { content: counter(pages, lower-roman) }", 1),
        ("p::after { content: counters(pages, '.') }", 1),
        ("@page {\n @bottom-center { content: counter(page) }\n}", 2),
        ("@page { @bottom-center { content: counter(page, lower-roman) } }", 1),
    ],
)
def test_what_pieces_cannot_know_is_refused_with_its_line(css: str, line: int) -> None:
    found = check_css(Stylesheet("print.css", css))
    assert [(d.code, d.span) for d in found] == [("layout-unsupported", Span("print.css", line))]


def test_margin_boxes_may_count_pages_and_base_may_ask_for_page_numbers() -> None:
    css = "@page { @bottom-center { content: counter(page, folio) ' / ' counter(pages) } }"
    assert not check_css(Stylesheet("a", css))
    assert not check_css(Stylesheet("a", "a::after { content: target-counter(attr(href), page) }"), is_base=True)


@pytest.mark.parametrize("name", ["base", "pamphlet"])
def test_bundled_layouts_obey(name: str) -> None:
    css = (bundled("layouts") / name / "print.css").read_text(encoding="utf-8")
    assert not check_css(Stylesheet(name, css), is_base=name == "base")


@pytest.mark.parametrize("css", ["@import url(x.css);", "p { background: url(https://x.org/a.png) }", "p { } }"])
def test_an_ebooks_style_sheet_fetches_nothing(css: str) -> None:
    assert [d.code for d in check_epub_css(Stylesheet("epub.css", css))] == ["layout-unsupported"]


@pytest.mark.parametrize(
    ("css", "line"),
    [
        ("a { color: red }\np { margin: 0 }", 2),
        ("@page { margin: 0 }", 1),
        ("@media print { a { color: red } }", 1),
        ("section {\n a { color: red }\n}", 2),
        ("a { background: red }", 1),
        ("a { color }", 1),
    ],
)
def test_a_screens_style_sheet_only_colours(css: str, line: int) -> None:
    found = check_screen_css(Stylesheet("screen.css", css))
    assert [(d.code, d.span) for d in found] == [("layout-unsupported", Span("screen.css", line))]


def test_a_screens_style_sheet_may_colour() -> None:
    assert not check_screen_css(
        Stylesheet("s", "/* x */ a { --mine: red; color: var(--mine); text-decoration: underline }")
    )
