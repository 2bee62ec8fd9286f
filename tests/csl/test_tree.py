"""Trees and their written forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pamphleteer.csl.tree import HTML, Node, capitalised, strings, to_html, to_text, to_xhtml

TREE = Node("", ("see ", Node("italic", ("Water & <b>", Node("sup", ("2",)))), Node("link", ("here",), 'a?b="c"&d')))


def test_the_written_forms() -> None:
    assert to_text(TREE) == "see Water & <b>2here"
    assert to_xhtml(TREE) == (
        b"see <i>Water &amp; &lt;b&gt;<sup>2</sup></i>" + b'<a href="a?b=&quot;c&quot;&amp;d">here</a>'
    )
    assert to_html(TREE) == "see <i>Water &#38; &#60;b&#62;<sup>2</sup></i>here"


def test_blocks_are_lines_of_their_own_in_plain_text() -> None:
    tree = Node("", (Node("left-margin", ("1.",)), Node("right-inline", ("Water",)), Node("block", ("Note",))))
    assert to_text(tree) == "1. Water\nNote\n"
    assert to_xhtml(Node("indent", ("x",))) == b'<span class="csl-indent">x</span>'


def test_an_element_of_the_caller_is_written_as_it_is() -> None:
    assert to_xhtml(Node("markup", ("x",), 'span lang="fr"')) == b'<span lang="fr">x</span>'


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (Node("", ("ibid., 5",)), "Ibid., 5"),
        (Node("", (Node("italic", ("ibid.",)), " 5")), "Ibid. 5"),
        (Node("", ("“water”",)), "“Water”"),
        (Node("", (" ", Node("italic", ("(see",)))), " (See"),
        (Node("", ("Water",)), "Water"),
        (Node("", ("3 notes",)), "3 notes"),
        (Node("", (Node("link", ("doi.org",), "u"), " x")), "doi.org x"),
        # One letter that is two as a capital stays.
        (Node("", ("ßa",)), "ßa"),
        (Node("", ()), ""),
    ],
)
def test_a_first_letter_becomes_a_capital(tree: Node, expected: str) -> None:
    assert to_text(capitalised(tree)) == expected


_LEAVES = st.text(st.sampled_from("ab<&>\"' é“"), max_size=5)
_KINDS = st.sampled_from(("", "link", "cite", "block", "indent", "left-margin", "right-inline", *HTML))
_TREES = st.recursive(
    _LEAVES,
    lambda children: st.builds(Node, _KINDS, st.lists(children, max_size=3).map(tuple), _LEAVES),
    max_leaves=12,
).map(lambda tree: tree if isinstance(tree, Node) else Node("", (tree,)))


@given(_TREES)
def test_every_tree_is_well_formed_and_keeps_its_text(tree: Node) -> None:
    parsed = etree.fromstring(b"<p>" + to_xhtml(tree) + b"</p>")
    assert parsed.xpath("string()") == "".join(strings(tree))


@given(_TREES)
def test_a_capital_changes_one_letter_at_most(tree: Node) -> None:
    before, after = "".join(strings(tree)), "".join(strings(capitalised(tree)))
    assert len(before) == len(after)
    assert sum(one != other for one, other in zip(before, after, strict=True)) <= 1
    assert before.casefold() == after.casefold()
