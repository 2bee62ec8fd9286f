"""Words are as wide, and of the same glyphs, as in lines that WeasyPrint shapes whole."""

from __future__ import annotations

import gc
import re
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamphleteer import fonts
from pamphleteer.shelf import bundled

Styles = Callable[..., Any]


@pytest.fixture(scope="module")
def style(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Styles]:
    """A style of initial values but for those given, all of one font configuration."""
    from weasyprint.css import InitialStyle  # noqa: TID251
    from weasyprint.text.fonts import FontConfiguration  # noqa: TID251

    folder = tmp_path_factory.mktemp("fonts")
    config = folder / "fonts.conf"
    config.write_text(fonts.fontconfig(fonts.load(bundled("fonts")), str(folder / "cache")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FONTCONFIG_FILE", str(config))
        configuration = FontConfiguration()

        def make(**values: Any) -> Any:
            made = InitialStyle(values.pop("font_config", configuration))
            made.update({"font_family": ("EB Garamond",), "font_size": 13.25, "lang": "en"} | values)
            return made

        yield make


def shaper(style: Any) -> Any:
    from pamphleteer.paginate.lines.shaping import shaper_of

    made = shaper_of(style)
    assert made is not None
    return made


def measured(text: str, style: Any, spacing: float = 0.0) -> float:
    """The width of a line as WeasyPrint has it."""
    from weasyprint.text.line_break import Layout, line_size  # noqa: TID251

    layout = Layout(style, spacing)
    layout.set_text(text, justify=True)
    width, _ = line_size(layout.get_first_line()[0], style)
    return float(width)


def glyphs(word: Any) -> list[int]:
    return [glyph for run in word.runs for glyph in run.glyphs]


LINES = [
    "office AVATAR, Wye fjord: 1876-1912",
    "die Straße wäre größer für Öle",
    "à l’œuvre « maître » où",
    "жук and ελληνικά and €5",
    "a\u2060b x\u0301 — “quoted”",
]


@pytest.mark.parametrize("text", LINES)
@pytest.mark.parametrize(
    "values",
    [
        {},
        {"font_variant_caps": "small-caps"},
        {"font_variant_caps": "all-small-caps", "letter_spacing": 1.5},
        {"font_variant_numeric": ("oldstyle-nums", "proportional-nums")},
        {"font_variant_position": "super", "font_size": 9.5},
        {"font_kerning": "none", "font_style": "italic"},
        {"word_spacing": 2.0},
    ],
    ids=str,
)
def test_words_and_spaces_are_as_wide_as_the_line(style: Styles, text: str, values: dict[str, Any]) -> None:
    own = style(**values)
    setter, spacing = shaper(own), 3.0
    words = text.split(" ")
    width = sum(setter.word(word).width for word in words) + (len(words) - 1) * (setter.space + spacing)
    assert width == pytest.approx(measured(text, own, spacing), abs=0.005)


letters = st.text(
    st.sampled_from("abcdefghijklmnopqrstuvwxyzABCTVWY.,;’-0123456789äöüßéèçœfi"), min_size=1, max_size=14
)


@given(words=st.lists(letters, min_size=1, max_size=9), spacing=st.floats(-1.0, 6.0))
def test_any_words_are_as_wide_as_their_line(style: Styles, words: list[str], spacing: float) -> None:
    setter = shaper(style())
    spacing = spacing or 1.0
    width = sum(setter.word(word).width for word in words) + (len(words) - 1) * (setter.space + spacing)
    # WeasyPrint cuts what it adds to a space to units of Pango's.
    assert width == pytest.approx(measured(" ".join(words), style(), spacing), abs=len(words) / 1000 + 0.002)


@given(text=letters)
def test_advances_grow_to_the_width(style: Styles, text: str) -> None:
    setter = shaper(style())
    word = setter.word(text)
    before = setter.advances(text, word)
    assert len(before) == len(text) + 1
    assert before[0] == 0
    assert before[-1] == word.width
    assert before == sorted(before)


def test_letters_share_the_width_of_their_ligature(style: Styles) -> None:
    setter = shaper(style())
    word = setter.word("offer")
    assert len(glyphs(word)) < len("offer")
    before = setter.advances("offer", word)
    assert before[2] - before[1] == pytest.approx(before[3] - before[2])
    assert before[1] == pytest.approx(setter.advances("ob", setter.word("ob"))[1], abs=0.5)


def test_a_word_is_shaped_once(style: Styles, monkeypatch: pytest.MonkeyPatch) -> None:
    setter = shaper(style(font_size=17.5))
    asked: list[str] = []
    whole = type(setter).shape
    monkeypatch.setattr(type(setter), "shape", lambda self, text: asked.append(text) or whole(self, text))
    for _ in range(3):
        for word in "the water of the weir".split():
            setter.word(word)
    assert asked == ["the", "water", "of", "weir"]
    assert shaper(style(font_size=17.5)) is setter, "styles alike share their words"
    assert shaper(style(font_size=17.5, letter_spacing=1.0)) is not setter


def test_features_of_the_style_choose_the_glyphs(style: Styles) -> None:
    usual = shaper(style())
    for text, values in {
        "1876": {"font_variant_numeric": ("oldstyle-nums",)},
        "abc": {"font_variant_caps": "small-caps"},
        "office": {"font_variant_ligatures": ("no-common-ligatures",)},
        "12": {"font_feature_settings": (("sups", 1),)},
    }.items():
        other = shaper(style(**values))
        assert glyphs(other.word(text)) != glyphs(usual.word(text)), text


def test_letters_that_a_font_lacks_are_runs_of_another(style: Styles) -> None:
    both = style(font_family=("EB Garamond", "Source Sans 3"))
    word = shaper(both).word("a⇧b")
    assert word.runs is not None
    assert [len(run.glyphs) for run in word.runs] == [1, 1, 1]
    assert word.runs[0].font is word.runs[2].font is not word.runs[1].font
    assert word.font is None
    assert word.width == pytest.approx(measured("a⇧b", both))


@pytest.mark.parametrize(
    "text",
    ["\u05d0\u05d1", "\ue000", "q\u0323\u0301"],
    ids=["from right to left", "a glyph that no font has", "a mark that is moved down"],
)
def test_what_is_left_to_weasyprint(style: Styles, text: str) -> None:
    assert shaper(style(font_family=("Source Sans 3",))).word(text).runs is None


def test_styles_that_are_left_to_weasyprint(style: Styles) -> None:
    from pamphleteer.paginate.lines.shaping import shaper_of

    assert shaper_of(style(direction="rtl")) is None
    assert shaper_of(style(font_size=0)) is None


def test_nothing_outlives_its_font_configuration(style: Styles) -> None:
    from weasyprint.text.fonts import FontConfiguration  # noqa: TID251

    configuration = FontConfiguration()
    shaper(style(font_config=configuration)).word("weir")
    gone = weakref.ref(configuration)
    del configuration
    gc.collect()
    assert gone() is None


def test_a_space_that_may_not_be_broken_has_a_width_of_its_own(style: Styles) -> None:
    setter = shaper(style())
    assert setter.nbsp == setter.word("\u00a0").width
    assert shaper(style(word_spacing=2.0)).nbsp == pytest.approx(setter.nbsp + 2)
    assert shaper(style(word_spacing=2.0)).space == pytest.approx(setter.space + 2)


def advance(string: str, font: Any) -> float:
    """How far the inside of a text-showing string moves, in thousandths of an em."""
    moved = 0.0
    for shown, kerning in re.findall(r"([0-9a-f]{4})|>(-?[\d.]+)<", string):
        moved += font.logical(int(shown, 16)) if shown else -float(kerning)
    return moved


@given(
    text=letters, size=st.sampled_from([9.5, 11.0, 13.25, 16.0, 40.0]), spacing=st.sampled_from(["normal", 0.8, 3.0])
)
def test_a_settled_string_is_as_wide_as_the_word(style: Styles, text: str, size: float, spacing: Any) -> None:
    setter = shaper(style(font_size=size, letter_spacing=spacing))
    word = setter.word(text)
    assert word.runs is not None
    painted = sum(advance(run.settled(), run.font) * run.font.size / 1000 for run in word.runs)
    assert painted == pytest.approx(word.width, abs=0.0002 * size)
