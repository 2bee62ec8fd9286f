"""Lines of paragraphs that are broken as a whole: their text, their measure, and the calls of notes in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from pamphleteer import fonts
from pamphleteer.model import Piece, Stylesheet
from pamphleteer.shelf import bundled
from tests.paginate.lines.laid import Line, left_over

Lay = Callable[..., list[Line]]

NEAR = 0.02
"""CSS pixels."""

PROSE = (
    "The keeper of the difficult office at Wye, <em>an AVATAR of the <b>old wharfinger</b></em>, kept 7\u00a0feet of "
    "water over\u00a0<strong>the sill</strong> in <a href='#x'>1876</a>\u00a0— and more navi\u00adgation ⇧ in Жуковка "
    "<span class='small'>nato and the Bbc</span><sup>12</sup> than the well-known navigation’s commissioners of "
    "either/or had ever asked for, <code>water.level = 7</code> or not; and so it went on until the frost."
)
SMALL = ".small { font-variant: small-caps } sup { font-size: 70%; vertical-align: super } code { font-size: 90% }"


def bare(html: str) -> str:
    return re.sub("<[^>]*>", "", html)


# -- text


@pytest.mark.parametrize("width", [110, 170, 240, 333, 599])
@pytest.mark.parametrize("align", ["justify", "left", "center", "right"])
def test_no_letter_is_lost_added_or_moved(lay: Lay, width: int, align: str) -> None:
    css = f"p {{ width: {width}px; text-align: {align}; hyphens: auto }} {SMALL}"
    lines = lay(f"<p>{PROSE}</p>", css)
    assert all(line.ours for line in lines)
    assert left_over(bare(PROSE), lines) is None
    own = lay(f"<p>{PROSE}</p>", css.replace("auto", "none"), own=True)
    assert not any(line.ours for line in own)
    assert squeezed(lines) == squeezed(own)


def squeezed(lines: list[Line]) -> str:
    """The letters of lines, without the spaces of which some stand at a line's end."""
    return re.sub("[ \u00ad]", "", "".join(line.text for line in lines))


def test_each_paragraph_of_a_page_has_its_own_lines(lay: Lay) -> None:
    texts = ["The first of them.", "The second,<br>in two.", "<i>The</i> third."]
    lines = lay("".join(f"<p>{text}</p>" for text in texts))
    assert [line.text for line in lines] == ["The first of them.", "The second,", "in two.", "The third."]
    assert [line.box.position_y for line in lines] == [0, 20, 40, 60]


def test_what_a_break_adds_is_painted_and_not_copied(lay: Lay) -> None:
    lines = lay(
        "<p>the navi\u00adgation of a nav\u00adi\u00adga\u00adtor</p>", "p { width: 70px; text-align: justify }"
    )
    assert [line.text for line in lines] == ["the navi", "gation of a", "navigator"]
    assert [line.shown for line in lines] == ["the navi‐", "gation of a", "navigator"]


@pytest.mark.parametrize(
    ("language", "word", "lines"),
    [
        ("hu", "asszonnyal", ["asz‐", "szony‐", "nyal"]),
        ("de-1901", "Zucker", ["Zuk‐", "ker"]),
    ],
)
def test_words_that_are_respelled_at_a_break_are_copied_as_they_were(
    lay: Lay, language: str, word: str, lines: list[str]
) -> None:
    css = "p { width: 62px; text-align: justify; hyphens: auto; font-size: 20px }"
    css += "" if language == "hu" else " p { width: 40px }"
    set_lines = lay(f"<p>{word}</p>", css, language)
    assert [line.shown for line in set_lines] == lines
    assert "".join(line.text for line in set_lines) == word


# -- measure


@pytest.mark.parametrize("width", [230, 333, 480])
def test_justified_lines_end_at_the_measure(lay: Lay, width: int) -> None:
    lines = lay(f"<p>{PROSE}</p>", f"p {{ width: {width}px; text-align: justify; hyphens: auto }} {SMALL}")
    assert len(lines) > 2
    assert [line.right for line in lines[:-1]] == pytest.approx([width] * (len(lines) - 1), abs=NEAR)
    assert lines[-1].right < width
    assert [box.justification_spacing for box in lines[-1].texts] == [0] * len(lines[-1].texts)


@pytest.mark.parametrize(
    "html",
    [
        "One<br>two, and no more than that",
        "One<br><br>three",
        "<br>two",
        "one<br>",
        "<em>one<br>two</em> <code>three<br/></code>four",
        "<span style='white-space: nowrap'>a b<br>c d</span>",
    ],
)
@pytest.mark.parametrize("align", ["justify", "left", "center"])
def test_lines_end_where_their_author_ends_them(lay: Lay, html: str, align: str) -> None:
    css = f"p {{ text-align: {align}; text-indent: 20px }}"
    ours, theirs = lay(f"<p>{html}</p>", css), lay(f"<p>{html}</p>", css, own=True)
    assert all(line.ours for line in ours if line.texts)
    assert len(ours) == len(theirs)
    for our, their in zip(ours, theirs, strict=True):
        assert our.text == their.text
        assert (our.box.position_y, our.box.height) == pytest.approx((their.box.position_y, their.box.height))
        assert our.right == pytest.approx(their.right, abs=NEAR)


@pytest.mark.parametrize("space", [" ", "\u2014", "-", " \u2014 "])
def test_no_line_begins_with_a_call(lay: Lay, space: str) -> None:
    html = " ".join(f"weir{space}<a class='note-call asterisk'>{number}</a> and so" for number in range(10, 40))
    for width in range(150, 300, 10):
        for line in lay(f"<p>{html}</p>", f"p {{ text-align: justify; width: {width}px }} {SMALL}")[1:]:
            assert not line.text[0].isdigit(), line.text


def test_a_line_that_its_author_ends_is_not_spaced_out(lay: Lay) -> None:
    lines = lay(f"<p>{PROSE}<br>{PROSE}</p>", f"p {{ text-align: justify; hyphens: auto }} {SMALL}")
    [ended] = [line for line in lines if line.box._broken.forced]
    assert ended.right < 299 and all(box.justification_spacing == 0 for box in ended.texts)
    assert [line.right for line in lines if line not in (ended, lines[-1])] == pytest.approx(
        [300] * (len(lines) - 2), abs=NEAR
    )


@pytest.mark.parametrize(("align", "part"), [("left", 0.0), ("center", 0.5), ("right", 1.0), ("end", 1.0)])
def test_other_lines_stand_where_they_are_to(lay: Lay, align: str, part: float) -> None:
    for line in lay(f"<p>{PROSE}</p>", f"p {{ text-align: {align} }} {SMALL}"):
        first = line.texts[0]
        assert first.position_x == pytest.approx(part * (300 - (line.right - first.position_x)), abs=NEAR)


def test_the_last_line_stands_as_it_is_told_to(lay: Lay) -> None:
    for align, left in {"center": 150.0, "right": 300.0}.items():
        css = f"p {{ text-align: justify; text-align-last: {align} }} {SMALL}"
        *others, last = lay(f"<p>{PROSE}</p>", css)
        assert others[0].right == pytest.approx(300, abs=NEAR)
        middle = (last.texts[0].position_x + last.right) / 2
        assert (middle if align == "center" else last.right) == pytest.approx(left, abs=NEAR)
    *_, last = lay(f"<p>{PROSE}</p>", f"p {{ text-align: justify; text-align-last: justify }} {SMALL}")
    assert last.right == pytest.approx(300, abs=NEAR)


@pytest.mark.parametrize("indent", ["20px", "10%", "-15px"])
def test_the_first_line_alone_is_indented(lay: Lay, indent: str) -> None:
    css = f"p {{ text-align: justify; text-indent: {indent}; hyphens: auto }} {SMALL}"
    lines = lay(f"<p>{PROSE}</p>", css)
    expected = {"20px": 20, "10%": 30, "-15px": -15}[indent]
    assert [line.texts[0].position_x for line in lines] == pytest.approx([expected] + [0] * (len(lines) - 1))
    assert lines[0].right == pytest.approx(300, abs=NEAR)


def test_lines_go_on_over_the_page_unindented(lay: Lay) -> None:
    css = f"p {{ text-align: justify; text-indent: 20px; hyphens: auto; orphans: 1; widows: 1 }} {SMALL}"
    whole = lay(f"<p>{PROSE}</p>", css)
    turned = lay(f"<p>{PROSE}</p>", f"@page {{ size: 600px 60px }} {css}")
    assert turned[-1].page > 0
    assert [line.text for line in turned] == [line.text for line in whole]
    for one, other in zip(whole, turned, strict=True):
        assert [b.position_x for b in one.texts] == pytest.approx([b.position_x for b in other.texts])
        assert other.right == pytest.approx(one.right)


def test_columns_of_a_height_that_is_sought_are_filled(lay: Lay) -> None:
    # Among the heights that WeasyPrint tries is one without any room.
    lines = lay(f"<div><p>{PROSE}</p></div>", f"div {{ columns: 2; width: 400px }} p {{ width: auto }} {SMALL}")
    assert all(line.ours for line in lines)
    assert left_over(bare(PROSE), lines) is None
    left = [line for line in lines if line.texts[0].position_x < 200]
    assert abs(len(lines) - 2 * len(left)) <= 1


def test_work_grows_with_the_paragraph_and_no_faster(lay: Lay, monkeypatch: pytest.MonkeyPatch) -> None:
    from pamphleteer.paginate.lines import setting

    asked: list[int] = []
    whole = setting._stands

    def stands(*arguments: Any) -> bool:
        asked.append(1)
        return whole(*arguments)

    monkeypatch.setattr(setting, "_stands", stands)
    counts = []
    for many in (100, 200):
        asked.clear()
        lay("<p>" + "some words <em>of it</em>, and " * many + "</p>")
        counts.append(len(asked))
    assert 0 < counts[1] < 2.2 * counts[0]


# -- calls of notes

CALLED = (
    "A sentence of some words{0} goes on for a while{1}, and on, until the commissioners{2} of the navigation "
    "have heard all of it{3} and the keeper{4}<em>, too</em>, is content{5}."
)
CALLS = "i { float: footnote } i::footnote-call { font-size: 60%; vertical-align: super; line-height: 0 }"


@pytest.mark.parametrize("call", ["<i>note</i>", "<a class='call'>*</a>", "<a class='call'></a>"])
@pytest.mark.parametrize("width", range(60, 320, 20))
def test_no_call_begins_a_line(lay: Lay, call: str, width: int) -> None:
    css = f"p {{ width: {width}px; text-align: justify; hyphens: auto }} {CALLS}"
    lines = [line for line in lay(f"<p>{CALLED.format(*[call] * 6)}</p>", css) if line.measure == width]
    assert all(line.ours for line in lines)
    tags = "i::footnote-call", "a"
    tagged = [[box.element_tag in tags for box in holders(line.box)] for line in lines]
    assert sum(map(sum, tagged)) == 6, "each of them is in a line"
    for line, calls in zip(lines, tagged, strict=True):
        assert not calls[0], line.text
        # Nor stands a comma or a full stop alone behind it.
        assert re.match(r"[^\W\d_]|‐", line.text), line.text


@pytest.mark.parametrize("align", ["justify", "left"])
@pytest.mark.parametrize("width", range(40, 330, 10))
def test_a_call_is_held_by_the_letter_before_it(lay: Lay, width: int, align: str) -> None:
    """As the print edition marks it up, also where a line might end behind that letter; its note goes with it."""
    html = holding(
        "At the weirs^, or more of it—^and either/^or the well-^known navigation’s wharfingers^ and “all that”^ "
        "extraordinary traffic\u00a0^ of <em>commissioners^ and <b>others.^</b></em>",
    )
    css = f"p {{ width: {width}px; text-align: {align}; hyphens: auto }}"
    lines = [line for line in lay(f"<p>{html}</p>", HELD + css) if line.measure == width]
    assert_held(lines, html, 9)


@pytest.mark.parametrize("width", [90, 130, 210, 295])
@pytest.mark.parametrize("height", [90, 130, 170])
def test_calls_are_held_where_their_notes_fill_the_pages(lay: Lay, width: int, height: int) -> None:
    html = holding(
        "The keeper of the office at Wye^, an avatar of the wharfinger, kept water over the sill^ and more navigation "
        "in the extraordinary commissioners’ lock^ than anyone had asked for, and so it went on—^until the frost. " * 4
    )
    css = f"@page {{ size: 320px {height}px }} p {{ width: {width}px; text-align: justify; hyphens: auto }}"
    lines = [line for line in lay(f"<p>{html}</p>", HELD + css) if line.measure == width]
    assert lines[-1].page > 1
    assert_held(lines, html, 16)


HELD = (
    ".with-call { white-space: nowrap } .note-call { font-size: 66%; line-height: 0; vertical-align: 0.5em } "
    "i { float: footnote } i::footnote-call { content: none; line-height: 0 } "
)
NOTE = "a note of some words that is as long as a line or two"


def holding(text: str) -> str:
    """Text with a call for each circumflex."""
    held = f"<span class='with-call'>\\1<a class='note-call'>7</a><i>{NOTE}</i></span>"
    return re.sub(r"(.)\^", held, text)


def assert_held(lines: list[Line], html: str, calls: int) -> None:
    assert all(line.ours for line in lines)
    assert left_over(bare(html.replace(NOTE, "")), lines) is None
    assert sum(called(line)[0] for line in lines) == calls
    for line in lines:
        marks, notes = called(line)
        assert marks == notes, line.text
        assert not line.text.startswith("7")


def called(line: Line) -> tuple[int, int]:
    """How many marks of calls stand in a line, and how many notes it calls."""
    return line.text.count("7"), sum(box.footnote is not None for box in line.box.descendants())


def holders(box: Any) -> list[Any]:
    """The boxes in a line that hold text, or nothing."""
    from weasyprint.formatting_structure import boxes  # noqa: TID251

    return [b for b in box.descendants() if b is not box and (isinstance(b, boxes.TextBox) or not b.children)]


def test_a_call_without_letters_stands_behind_its_word(lay: Lay) -> None:
    for width in range(60, 200, 5):
        css = f"p {{ width: {width}px; text-align: justify }}"
        lines = lay("<p>before it goes the word<a id='call'></a> that called it, and <b>more</b></p>", css)
        [(line, box)] = [(line, b) for line in lines for b in holders(line.box) if b.element_tag == "a"]
        standing = holders(line.box)
        before = standing[standing.index(box) - 1]
        assert before.text.endswith("word")
        assert box.position_x == pytest.approx(before.position_x + before.width, abs=NEAR)


# -- as it is read


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], str]:
    """Set a body by a style sheet; returns the first page's text as PDFium reads it."""
    config = tmp_path / "fonts.conf"
    config.write_text(fonts.fontconfig(fonts.load(bundled("fonts")), str(tmp_path / "cache")))
    monkeypatch.setenv("FONTCONFIG_FILE", str(config))

    def run(html: str, css: str) -> str:
        from pamphleteer.paginate import Head, paginate

        page = "@page { size: 300pt 400pt; margin: 20pt } body { font: 11pt/1.3 EB Garamond } p { margin: 0 } "
        piece = Piece("a", "chapter", f"<section>{html}</section>".encode())
        head = Head("T", "T", (), "en", "2026-01-01", "test")
        made = paginate([piece], [Stylesheet("t.css", page + css)], head, {}, {})
        assert not made.found
        with pypdfium2.PdfDocument(made.pdf) as document:
            return re.sub("\r\n", "\n", document[0].get_textpage().get_text_range())

    return run


@pytest.mark.parametrize("spacing", ["0.05em", "0.2em", "0.5em"])
def test_words_that_are_spaced_out_are_read_as_words(read: Callable[[str, str], str], spacing: str) -> None:
    # The last letter is spaced out, too: what follows at once is read as apart.
    text = read(
        "<p>Some are <em>dicos pecocos</em> and <em>“offices”,</em> <em>too.</em></p>",
        f"em {{ letter-spacing: {spacing}; font-style: normal }}",
    )
    assert " ".join(text.split()) == "Some are dicos pecocos and “offices”, too."


def test_a_word_that_is_spaced_out_and_broken_is_read_whole(read: Callable[[str, str], str]) -> None:
    css = "em { letter-spacing: 0.2em; font-style: normal } p { width: 110pt; text-align: justify; hyphens: auto }"
    text = read("<p>Some are <em>extraordinary commissioners navigation</em>.</p>", css)
    assert "\ufffe" in text
    words = re.sub("\ufffe\n?", "", text).replace(" .", ".").split()
    assert words == "Some are extraordinary commissioners navigation.".split()


def test_a_paragraph_is_read_in_its_words(read: Callable[[str, str], str]) -> None:
    text = read(f"<p>{PROSE}</p>", f"p {{ text-align: justify; hyphens: auto }} {SMALL}")
    words = re.sub("[\ufffe\u2010]\n?|(?<=[/-])\n", "", text).split()
    assert words == bare(PROSE).replace("\u00ad", "").split()
