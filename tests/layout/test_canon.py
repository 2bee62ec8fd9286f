"""What the pamphlet's README says of its page, its lines and its scale, measured on the layout itself."""

import re
from pathlib import Path

import pytest

from pamphleteer.diagnostics import Span
from pamphleteer.layout import Folder, compose
from pamphleteer.layout.options import TRIMS

LAYOUTS = Path(__file__).resolve().parents[2] / "layouts"
README = (LAYOUTS / "pamphlet/README.md").read_text(encoding="utf-8")


def layout(name, trim):
    chain = [
        Folder(part, f"layouts/{part}", {f.name: f.read_text("utf-8") for f in (LAYOUTS / part).iterdir()}, True)
        for part in (name, "base")
    ]
    made, found = compose(chain, {"trim": (trim, Span("book.yaml"))} if trim else {})
    assert made is not None, found
    return made


def share(made, name):
    return float(made.options[name].removesuffix("%")) / 100


def points(made, name):
    return float(made.options[name].removesuffix("pt"))


def lines(made):
    height = float(made.options["trim-height"].removesuffix("mm")) * (
        1 - share(made, "top-margin") - share(made, "bottom-margin")
    )
    return height * 72 / 25.4 / points(made, "leading")


@pytest.mark.parametrize("trim", TRIMS)
def test_the_margins_follow_the_canon(trim):
    made = layout("pamphlet", trim)
    inner, outer = share(made, "inner-margin"), share(made, "outer-margin")
    assert outer == pytest.approx(2 * inner, rel=1e-3)
    assert share(made, "top-margin") == pytest.approx(inner)
    # The foot is two parts, but for what whole lines leave.
    assert share(made, "bottom-margin") == pytest.approx(2 * inner, abs=0.014)


@pytest.mark.parametrize(("name", "trim"), [*(("pamphlet", trim) for trim in TRIMS), ("report", "A4")])
def test_the_block_of_text_holds_whole_lines(name, trim):
    left = lines(layout(name, trim)) % 1
    assert left < 0.1, "a tenth of a line is for rounding; more would be room that nothing fills"


def test_the_report_has_as_many_lines_as_it_says():
    assert int(lines(layout("report", None))) == 40


@pytest.mark.parametrize(
    ("trim", "parts", "measure", "text", "count"),
    re.findall(r"^\| (\w+) \| (\d+) \| ([\d.]+) mm \| ([\d./]+) pt \| (\d+) \|$", README, re.MULTILINE),
)
def test_the_table_of_trims_is_true(trim, parts, measure, text, count):
    made = layout("pamphlet", trim)
    assert round(1 / share(made, "inner-margin")) == int(parts)
    width = float(made.options["trim-width"].removesuffix("mm"))
    assert width * (1 - share(made, "inner-margin") - share(made, "outer-margin")) == pytest.approx(
        float(measure), abs=0.06
    )
    assert text == f"{points(made, 'text-size'):g}/{points(made, 'leading'):g}"
    assert int(lines(made)) == int(count)


def test_every_trim_is_in_the_table():
    assert set(re.findall(r"^\| (\w+) \| \d+ \| [\d.]+ mm", README, re.MULTILINE)) == set(TRIMS)


def test_the_scale_is_the_eighth_root_of_two():
    css = (LAYOUTS / "base/print.css").read_text(encoding="utf-8")
    sizes = [float(size) for size in re.findall(r"--size-\w+: calc\(var\(--text-size\) \* ([\d.]+)\)", css)]
    assert len(sizes) >= 8
    for size in sizes:
        steps = [2 ** (step / 8) for step in range(-8, 17)]
        assert min(abs(size / step - 1) for step in steps) < 0.002
    rows = re.findall(r"^\| (−?\d+) \| ([\d.]+) \|", README, re.MULTILINE)
    assert len(rows) >= 8
    for step, size in rows:
        assert 2 ** (int(step.replace("−", "-")) / 8) == pytest.approx(float(size), rel=0.002)


@pytest.mark.parametrize("trim", TRIMS)
def test_five_lines_of_notes_are_four_of_text(trim):
    made = layout("pamphlet", trim)
    assert 5 * points(made, "note-leading") == pytest.approx(4 * points(made, "leading"))


def test_a_default_set_anew_holds_on_every_trim():
    base = Folder("base", "layouts/base", {f.name: f.read_text("utf-8") for f in (LAYOUTS / "base").iterdir()}, True)
    middle = Folder("m", "m", {"layout.yaml": "options:\n  text-size: {default: 10pt, by-trim: {A6: 8pt}}\n"}, False)
    last = Folder("l", "l", {"layout.yaml": "extends: m\noptions:\n  text-size: {default: 12pt}\n"}, False)
    for trim, chain, size in [
        ("a6", [middle, base], "8pt"),
        ("A5", [middle, base], "10pt"),
        ("A6", [last, middle, base], "12pt"),
    ]:
        made, _ = compose(chain, {"trim": (trim, Span("book.yaml"))})
        assert made is not None and made.options["text-size"] == size
