"""Figures: captions, descriptions, credits; pictures that nothing describes."""

from __future__ import annotations

import pytest

from .reading import body, found_in

IMG = '<img src="articles/{}.png" alt="{}"/>'
TWO = "".join(
    f"<figure>{IMG.format(name, alt)}<figcaption>{alt}</figcaption></figure>" for name, alt in (("1", "A"), ("2", "B"))
)
QUOTED = f"<blockquote><figure>{IMG.format('x', 'A')}<figcaption>A</figcaption></figure></blockquote>"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("![A *cap*](x.png)", f"<figure>{IMG.format('x', 'A cap')}<figcaption>A <em>cap</em></figcaption></figure>"),
        (
            '![A cap](x.png){alt="An alt" credit="Photograph: \'N. Name\' -- 1990"}',
            f"<figure>{IMG.format('x', 'An alt')}<figcaption>A cap "
            '<span class="credit">Photograph: ‘N. Name’\u00a0– 1990</span></figcaption></figure>',
        ),
        (
            '![](x.png){alt="An alt" credit=Me}',
            f'<figure>{IMG.format("x", "An alt")}<figcaption><span class="credit">Me</span></figcaption></figure>',
        ),
        ('![](x.png){alt="On\n   two lines, a=b"}', f"<figure>{IMG.format('x', 'On two lines, a=b')}</figure>"),
        ('![C](x.png){#f .w alt="say \\"a\\""}', '<figure id="x--f" class="w">'
         '<img src="articles/x.png" alt="say &quot;a&quot;"/><figcaption>C</figcaption></figure>'),
        ('a ![b](x.png){credit="N. Name"} c', f'<p>a {IMG.format("x", "b")} <span class="credit">N. Name</span> c</p>'),
        ("![A](1.png)\n![B](2.png)", TWO),
        ("{.keep}\n![A](1.png) ![B](2.png)", f'<div class="keep">{TWO}</div>'),
        ("<figure><img src='x.png'><figcaption>A <b>cap</b></figcaption></figure>",
         f"<figure>{IMG.format('x', 'A cap')}<figcaption>A <b>cap</b></figcaption></figure>"),
        ("> ![A](x.png)", QUOTED),
    ],
)  # fmt: skip
def test_figures(markdown: str, expected: str) -> None:
    assert body(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("![](x.png)", [4]),
        ("a\nb ![](x.png) c", [5]),
        ("![A](1.png)\n![](2.png)", [5]),
        ("a\n\n<img src='x.png'>", [6]),
        ("<figure>\n<img src='x.png'>\n</figure>", [5]),
        ("a[^1]\n\n[^1]: ![](x.png)", [6]),
        ('![](x.png){alt=""}', []),
        ("<img src='x.png' alt=''>", []),
        ("![A](x.png) ![](y.png){alt=B}", []),
    ],
)
def test_a_picture_that_nothing_describes(markdown: str, lines: list[int]) -> None:
    assert found_in(markdown) == [("image-no-alt", line) for line in lines]
