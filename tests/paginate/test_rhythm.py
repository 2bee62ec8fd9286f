"""Blocks that end on the grid, verse in the middle, titles that balance: read from laid-out boxes."""

import pytest
from weasyprint import CSS, HTML  # noqa: TID251

from pamphleteer.paginate.patches import install
from pamphleteer.paginate.rhythm import balanced_width

# A page of 300 × 400 pixels, 260 wide, on lines of 20 pixels.
STYLE = """
@page { size: 300px 400px; margin: 20px }
html { font: 14px/20px serif }
* { --block-step-size: none; --block-step-align: end; --width: auto; --text-wrap: wrap }
body, p, h1, figure { margin: 0; font-size: inherit; font-weight: normal }
"""


def boxes(html, style):
    install()
    document = HTML(string=html).render(stylesheets=[CSS(string=STYLE + style)])
    found = {}

    def walk(box):
        if box.element is not None and box.element.get("id") and "line" not in type(box).__name__.lower():
            found.setdefault(box.element.get("id"), box)
        for child in getattr(box, "children", ()):
            walk(child)

    for page in document.pages:
        walk(page._page_box)
    return found


@pytest.mark.parametrize(("height", "lines"), [(1, 1), (20, 1), (21, 2), (33, 2), (40, 2), (59.5, 3)])
def test_what_follows_a_block_of_any_height_stands_on_the_grid(height, lines):
    html = f'<p>Before</p><figure id="f"><div style="height:{height}px"></div></figure><p id="after">After</p>'
    after = boxes(html, "figure { --block-step-size: 1rlh }")["after"]
    assert after.position_y == pytest.approx(20 + 20 + 20 * lines)


def test_room_may_be_given_above_and_below():
    html = '<figure id="f"><div id="in" style="height:30px"></div></figure><p id="after">After</p>'
    found = boxes(html, "figure { --block-step-size: 1rlh; --block-step-align: center }")
    assert found["in"].position_y == pytest.approx(20 + 5)
    assert found["after"].position_y == pytest.approx(20 + 40)


def test_the_step_is_not_inherited():
    html = '<figure id="f"><div id="a" style="height:5px"></div><div id="b" style="height:5px"></div></figure>'
    assert boxes(html, "figure { --block-step-size: 1rlh }")["b"].position_y == pytest.approx(25)


def test_a_table_ends_on_the_grid():
    html = '<div id="t"><table><caption>Caption</caption><tr><td>One</td></tr></table></div><p id="after">After</p>'
    style = (
        "table { --block-step-size: 1rlh; border-top: 1px solid; border-collapse: collapse } caption { padding: 3px }"
    )
    assert (boxes(html, style)["after"].position_y - 20) % 20 == pytest.approx(0, abs=0.02)


def test_verse_is_centred_on_its_longest_line():
    html = '<div id="v"><span class="l">Short</span><span class="l">A line that is longer</span></div>'
    verse = boxes(html, "div { --width: fit-content } .l { display: block }")["v"]
    left, right = verse.content_box_x() - 20, 280 - verse.content_box_x() - verse.width
    assert left == pytest.approx(right)
    assert 60 < verse.width < 200


def test_verse_with_a_line_beyond_the_measure_takes_the_measure():
    words = "A line of verse that is far too long for the measure and must be turned over"
    verse = boxes(f'<div id="v"><span>{words}</span></div>', "div { --width: fit-content }")["v"]
    assert (verse.content_box_x(), verse.width) == (20, 260)


def test_a_title_of_two_lines_is_balanced():
    html = '<h1 id="t">The harvest of the old canals of the north</h1>'
    plain, balanced = boxes(html, ""), boxes(html, "h1 { --text-wrap: balance }")
    lines = [[line.width for line in found["t"].children] for found in (plain, balanced)]
    assert [len(found) for found in lines] == [2, 2]
    assert abs(lines[1][0] - lines[1][1]) < abs(lines[0][0] - lines[0][1]) / 2


def test_balance_never_adds_a_line():
    words = [(30.0, 4.0), (12.0, 4.0), (50.0, 4.0), (9.0, 4.0), (41.0, 0.0)]
    for room in range(50, 180):
        width = balanced_width(words, room)
        assert width <= room

        def lines(limit):
            count, left = 1, limit
            for size, space in words:
                if size > left + 0.01 and left < limit:
                    count, left = count + 1, limit
                left -= size + space
            return count

        assert lines(width) == lines(room)


def test_a_word_wider_than_the_room_is_left_alone():
    assert balanced_width([(300.0, 4.0), (20.0, 0.0)], 260.0) == 260.0
