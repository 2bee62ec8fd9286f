"""Used values that are shared: each box has what WeasyPrint would have given it."""

from __future__ import annotations

import pydyf
import pytest
from weasyprint import HTML  # noqa: TID251

from pamphleteer.paginate.paint import References
from pamphleteer.paginate.patches import install, suspended

CSS = """
@page { size: 300pt 400pt; margin: 20pt 10%; @bottom-center { content: counter(page); width: 30% } }
body { font: 10pt/14pt "EB Garamond" }
p { margin: 5% 2em; padding-left: 1% } section { width: 60% } .wide { width: 150% }
.box { box-sizing: border-box; width: 50%; max-width: 40%; min-height: 3em; padding: 10% 3pt; border: 1pt solid red }
.round { border-radius: 4pt 10%; background: yellow } .tinted { background: rgba(0, 0, 255, .2) }
.unseen { visibility: hidden; background: red } .shadow { box-shadow: 2pt 2pt 3pt black }
table { border-collapse: collapse; margin: 10%; width: 50% } td { border: 2pt solid; padding: 5% }
"""
BODY = """
<p>One <em class="tinted">two</em> three.</p><section><p>Four.</p><p class="round">Five.</p></section>
<section class="wide"><p>Six.</p><p class="round">Seven.</p><div class="box">Eight.</div></section>
<div class="box">Nine.</div><p class="unseen">Ten.</p><p class="shadow">Eleven.</p>
<table><tr><td>a<td>b</table><table style="width: 90%"><tr><td>c<td>d</table>
"""
NAMES = [
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("top", "right", "bottom", "left")),
    *(f"border_{side}_width" for side in ("top", "right", "bottom", "left")),
    *(f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left")),
    *("width", "height", "min_width", "max_width", "position_x", "position_y"),
]


def boxes(html: str) -> list[tuple[object, ...]]:
    found = []
    for page in HTML(string=html).render().pages:
        for box in page._page_box.descendants():
            background = box.background and (box.background.color, len(box.background.layers))
            found.append((type(box).__name__, box.element_tag, background, *(getattr(box, n, None) for n in NAMES)))
    return found


def test_each_box_has_what_it_had() -> None:
    install()
    html = f"<style>{CSS}</style>{BODY}{BODY}"
    shared = boxes(html)
    with suspended("styles"):
        assert shared == boxes(html)
    assert len({box[2] for box in shared}) > 3


@pytest.mark.parametrize("count", [0, 1, 5])
def test_pages_are_called_what_they_were_called(count: int) -> None:
    pdf = pydyf.PDF()
    for _ in range(count):
        pdf.add_page(pydyf.Dictionary({"Type": "/Page"}))
        pdf.add_object(pydyf.Dictionary({}))
    with suspended("painting"):
        theirs = pdf.page_references
    assert tuple(References(pdf)) == theirs == tuple(pdf.page_references)
    assert len(References(pdf)) == count
