"""Whatever a paragraph holds, however wide it is and in whichever language: nothing lost, nothing over, no chance."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.paginate.lines.laid import Line, left_over

Lay = Callable[..., list[Line]]

EXAMPLES = int(os.environ.get("PAMPHLETEER_EXAMPLES", "0"))
"""How many to try, at random; without it a few that are always the same."""

NEAR = 0.05
"""CSS pixels."""

WORDS = {
    "en": (
        "the a of weir, commissioners navigation’s “office” well-known difficult. 1876 either/or AVATAR I "
        "inter\u00adest fjord; extraordinarily incomprehensible — and–or x.y.z"
    ),
    "de": (
        "die Zucker Schifffahrt, Donaudampfschifffahrt „Straße“ wäre größer. Öl am Bett\u00adtuch — Nord-Ostsee 1876 zu"
    ),
    "fr": (
        "l’œuvre à «\u00a0maître\u00a0» où\u00a0? développement, gouvernement\u00a0! aujourd’hui c’est-à-dire le très y"
    ),
    "hu": ("asszonnyal, a könnyű hosszú nagy\u00adobb „vízi” állomások. meggyel és Жуковка 1876 messze-messze"),
}
ELEMENTS = ("em", "strong", "sup", "code", "a", "i", "u")
CSS = """
i { font-variant: small-caps; font-style: normal } sup { font-size: 70%; vertical-align: super } code { font-size: 90% }
u { text-decoration: none; border: 1px solid; padding: 0 2px; margin: 0 -1px } em { letter-spacing: 0.5px }
"""


@dataclass(frozen=True)
class Copy:
    """A paragraph, and how it is set."""

    html: str
    language: str
    width: int
    align: str
    indent: int
    family: str
    hangs: bool

    @property
    def text(self) -> str:
        """The copy without its tags."""
        return re.sub("<[^>]*>", "", self.html)

    @property
    def css(self) -> str:
        return (
            f"{CSS} p {{ width: {self.width}px; text-align: {self.align}; text-indent: {self.indent}px; hyphens: auto;"
            f" orphans: 1; widows: 1; font-family: '{self.family}';"
            f" --hanging-punctuation: {'last' if self.hangs else 'none'} }}"
        )

    def lines(self, lay: Lay, more: str = "") -> list[Line]:
        """Its lines."""
        return lay(f"<p>{self.html}</p>", self.css + more, self.language)


@st.composite
def copies(draw: st.DrawFn) -> Copy:
    language = draw(st.sampled_from(sorted(WORDS)))
    words = WORDS[language].split(" ")
    html = ""
    opened: list[str] = []
    for word in draw(st.lists(st.sampled_from(words), min_size=1, max_size=60)):
        tag = draw(st.sampled_from((None,) * 12 + ELEMENTS))
        # Elements begin and end amid words, too, and within each other.
        at = draw(st.sampled_from([0, 0, 0, 1, 2]))
        if draw(st.booleans()) and opened:
            html += word[:at] + f"</{opened.pop()}>" + word[at:]
        elif tag:
            opened.append(tag)
            html += word[:at] + f"<{tag}>" + word[at:]
        else:
            html += word
        html += draw(
            st.sampled_from(
                [" "] * 16 + ["\u00a0", "", "\u2014", "<br>", "<br> <br>", "<a class='call'></a> ", "<sup>7</sup> "]
            )
        )
    html += "".join(f"</{tag}>" for tag in reversed(opened))
    return Copy(
        html.strip(" "),
        language,
        draw(st.integers(60, 400)),
        draw(st.sampled_from(["justify", "justify", "left", "center"])),
        draw(st.sampled_from([0, 0, 15])),
        draw(st.sampled_from(["EB Garamond", "Source Sans 3", "Source Code Pro"])),
        draw(st.sampled_from([False, False, True])),
    )


hurried = settings(
    max_examples=EXAMPLES or 60,
    derandomize=not EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate, *([Phase.shrink] if EXAMPLES else [])],
)


@hurried
@given(copies())
def test_the_text_of_all_lines_is_the_text_of_the_paragraph(lay: Lay, copy: Copy) -> None:
    lines = copy.lines(lay)
    assert all(line.ours or not line.texts for line in lines)
    assert left_over(copy.text, lines) is None
    assert not any(line.text.startswith(" ") or line.text.endswith(" ") for line in lines)


@hurried
@given(copies())
def test_no_line_is_wider_than_its_measure_but_a_word_that_is(lay: Lay, copy: Copy) -> None:
    lines = copy.lines(lay)
    for number, line in enumerate(lines):
        end = line.end - line.box._hung[1]
        if end > copy.width + NEAR:
            # Spaces that may not be broken, shrunk or not, are within a word.
            assert not re.search(r"[ —]\b", line.text.strip()), line.text
        elif copy.align == "justify" and number < len(lines) - 1 and " " in line.text and not line.box._broken.forced:
            assert abs(end - copy.width) < NEAR, line.text


@hurried
@given(copies(), st.integers(2, 5))
def test_lines_are_the_same_again_and_over_the_pages(lay: Lay, copy: Copy, lines_a_page: int) -> None:
    once, again = copy.lines(lay), copy.lines(lay)
    assert [seen(line) for line in once] == [seen(line) for line in again]
    turned = copy.lines(
        lay, f"@page {{ size: 600px {lines_a_page * 20 + 1}px }} p {{ line-height: 20px }} p * {{ line-height: 0 }}"
    )
    assert left_over(copy.text, turned) is None
    assert turned[-1].page > 0 or len(turned) <= lines_a_page


def seen(line: Line) -> tuple[object, ...]:
    return line.shown, line.page, tuple((box.position_x, box.position_y, box.width) for box in line.texts)
