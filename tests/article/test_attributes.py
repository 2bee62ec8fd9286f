"""Lines of attributes: each goes to the block after it, and none is lost."""

from __future__ import annotations

import pytest

from .reading import article, body, found_in, read


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("{.keep}\nwords", '<p class="keep">words</p>'),
        ("{.keep}\n\nwords", '<p class="keep">words</p>'),
        ("{.a lang=fr}\n{.b}\nmot", '<p lang="fr" class="a b">mot</p>'),
        ("{.break}\n- a\n- b", '<ul class="break"><li>a</li><li>b</li></ul>'),
        ("{.keep}\n3. a", '<ol start="3" class="keep"><li>a</li></ol>'),
        ("{.keep}\n> q", '<blockquote class="keep"><p>q</p></blockquote>'),
        ("> {.keep}\n> q", '<blockquote><p class="keep">q</p></blockquote>'),
        ("{.keep}\nT\n: d", '<dl class="keep"><dt>T</dt><dd>d</dd></dl>'),
        ("{.keep}\n***", '<hr class="keep"/>'),
        ("{.keep}\n``` python\nx\n```", '<pre class="keep"><code class="language-python">x\n</code></pre>'),
        ("``` {.python .keep}\nx\n```", '<pre class="keep"><code class="language-python">x\n</code></pre>'),
        ("{.keep}\n\n    x", '<pre class="keep"><code>x\n</code></pre>'),
        ("{.break}\n## H {.h}", '<h2 class="break h" id="x--h">H</h2>'),
        ("{.break}\nH\n---", '<h2 class="break" id="x--h">H</h2>'),
        ("{.keep}\n::: sidebar\nx\n:::", '<aside class="sidebar keep"><p>x</p></aside>'),
        ("::: {.sidebar .keep}\nx\n:::", '<aside class="sidebar keep"><p>x</p></aside>'),
        ("{.keep}\n![C](a.png){.pic}", '<figure class="keep pic"><img src="articles/a.png" alt="C"/>'
         "<figcaption>C</figcaption></figure>"),
        ("- {.keep}\n  tight", '<ul><li class="keep">tight</li></ul>'),
        ("- {.keep}\n  loose\n\n  two", '<ul><li><p class="keep">loose</p><p>two</p></li></ul>'),
        ("::: verse\n{.keep}\na\nb\n:::", '<div class="verse"><p class="keep stanza"><span class="line">a</span>'
         '<span class="line">b</span></p></div>'),
        ("{.x} words {y}", "<p>{.x} words {y}</p>"),
        ("\\{.keep}", "<p>{.keep}</p>"),
        ("{no attributes}", "<p>{no attributes}</p>"),
        ("    {.keep}", "<pre><code>{.keep}\n</code></pre>"),
    ],
)  # fmt: skip
def test_a_line_of_attributes_goes_to_its_block(markdown: str, expected: str) -> None:
    assert body(markdown) == expected


def test_a_table_has_the_attributes_of_its_line_and_of_its_caption() -> None:
    assert body("{.keep}\n|a|\n|-|\n|b|\n\n: Cap {.wide #t}").startswith(
        '<table class="keep wide" id="x--t"><caption>Cap</caption>'
    )


def test_ids_of_lines_are_targets() -> None:
    made = article("see [it](#p)\n\n{#p}\nwords")
    assert made.spans["x--p"].line == 7


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("a\n\n{.keep}", ("attributes-unused", 6)),
        ("> a\n>\n> {.keep}\n\nb", ("attributes-unused", 6)),
        ("{.keep}\n<p>raw</p>", ("attributes-unused", 4)),
        ("a\n{.keep}\nb", ("attributes-unused", 5)),
        ("{onclick=x}\na", ("html-refused", 5)),
        ("Sluice\nWeir\n: a gate", ("colon-unread", 6)),
        (": no caption", ("colon-unread", 4)),
    ],
)
def test_what_has_no_effect_is_told(markdown: str, expected: tuple[str, int]) -> None:
    assert found_in(markdown) == [expected]


@pytest.mark.parametrize(
    ("text", "title", "said"),
    [
        ("# Bonjour *x* {lang=fr}\n\nx", b'<span lang="fr">Bonjour <em>x</em></span>', {}),
        ("# Water {#top .c}\n\n[a](#top)", b'<span class="c">Water</span>', {"x--top": 1}),
        ("\nWater {#top}\n=====\n\nx", b"Water", {"x--top": 2}),
    ],
)
def test_attributes_of_a_title(text: str, title: bytes, said: dict[str, int]) -> None:
    made, found = read(text)
    assert made and not found
    assert made.title == title
    assert {name: made.spans[name].line for name in said} == said
    assert all(b'id="%s"' % name.encode() in made.title_calls for name in said)


def test_the_title_and_a_heading_do_not_share_an_id() -> None:
    assert found_in("# T {#a}\n\n## b {#a}\n", "") == [("id-duplicate", 3)]
