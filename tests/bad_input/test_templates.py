"""Templates that loop, grow or reach for what is not theirs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pamphleteer.render.sandbox import MOST_LETTERS
from tests.bad_input.conftest import Attempt, with_layout

Book = Callable[..., Path]

GROWING = "{%% set ns = namespace(x=%s) %%}{%% for i in range(90000) %%}{%% set ns.x = %s %%}{%% endfor %%}{{ ns.x }}"

ENDLESS = [
    "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
    "{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "{% include 'chapter.html.j2' %}",
    "{% import 'chapter.html.j2' as self_again %}",
    "{% extends 'chapter.html.j2' %}",
    "{% for i in [1] recursive %}{{ loop([1, 1]) }}{% endfor %}",
    "{% block a %}{{ self.a() }}{% endblock %}",
    "{{ " + "(" * 9000 + "1" + ")" * 9000 + " }}",
    "{{ 1" + " + 1" * 9000 + " }}",
    "{% if 1 %}" * 3000 + "{% endif %}" * 3000,
    "{% for i in [1] %}" * 30 + "{% endfor %}" * 30,
]

BOMBS = [
    "{{ 'x' * 10**9 }}",
    "{{ 10**9 * 'x' }}",
    "{{ [1] * 10**9 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '%*d' % (10**9, 1) }}",
    "{{ '{:1000000000}'.format(1) }}",
    "{{ '%1000000000d' | format(1) }}",
    "{{ 'x' | center(10**9) }}",
    "{{ 'x'.center(10**9) }}",
    "{{ 'x'.zfill(10**9) }}",
    "{{ '\t'.expandtabs(10**9) }}",
    "{{ 'x' | indent(10**9, true) }}",
    "{{ [1] | batch(10**9, 0) | list }}",
    "{{ [1] | slice(10**9) | list }}",
    "{{ 1.5 | round(10**9) }}",
    "{{ 2 ** 9999999999 }}",
    "{{ lipsum(n=10**9) }}",
    "{{ range(100000) | join('x' * 1000) }}",
    "{{ ('x,' * 99999).split(',') | join('y' * 999) }}",
    "{{ [[1] * 100] * 99999 | sum(start=[]) }}",
    "{{ 'x' * 9999 | replace('x', 'y' * 9999) }}",
    "{{ ('x' * 9999).replace('x', 'y' * 9999) }}",
    "{% for c in 'x' * 9999999 %}{% endfor %}",
    GROWING % ("'x'", "ns.x ~ ns.x"),
    GROWING % ("'x'", "ns.x + ns.x"),
    GROWING % ("'x'", "ns.x | replace('x', 'xx')"),
    GROWING % ("'<'", "ns.x | forceescape"),
    GROWING % ("[1]", "ns.x + ns.x"),
    GROWING % ("[1]", "[ns.x, ns.x]"),
    GROWING % ("[1]", "(ns.x, ns.x)"),
    GROWING % ("[1]", "{'a': ns.x, 'b': ns.x}"),
    GROWING % ("[1]", "dict(a=ns.x, b=ns.x)"),
    GROWING % ("[1]", "[ns.x]"),
    GROWING % ("[1]", "ns.x | map('string')"),
    GROWING % ("9", "ns.x * ns.x"),
    "{% set ns = namespace(x='x') %}{% for i in range(99) %}{% set y %}{{ ns.x }}{{ ns.x }}{% endset %}"
    "{% set ns.x = y %}{% endfor %}",
]

REACHING = [
    "{{ ''.__class__ }}",
    "{{ ''['__class__'] }}",
    "{{ '' | attr('__class__') }}",
    "{{ [''] | map(attribute='__class__') | join }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ range.__self__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ '{0.__class__}'.format(1) }}",
    "{{ '%s' | format(articles) }}",
    "{{ articles.append(1) }}",
    "{{ book.update(title='x') }}",
    "{{ self._TemplateReference__context }}",
    "{{ namespace.__dict__ }}",
    "{{ articles }}",
    "{{ loop }}",
    "{% debug %}",
    "{% do 1 %}",
    "{{ nowhere }}",
    "{% include '../../../../etc/passwd' %}",
    "{% include '/etc/passwd' %}",
]


@pytest.mark.timeout(20)
@pytest.mark.parametrize("template", [*ENDLESS, *BOMBS, *REACHING], ids=lambda text: " ".join(text[:60].split()))
def test_a_template_that_asks_too_much(book: Book, attempt: Attempt, template: str) -> None:
    manifest, files = with_layout(chapter="<section>\n" + template + "</section>")
    folder = book({"a.md": "# A\n\ntext"}, manifest, **files)
    said = attempt(folder, "--format", "epub", code="template-error")
    assert "layouts/mine/chapter.html.j2" in said.err


def test_a_template_error_names_the_file_and_line_where_it_stands(book: Book, attempt: Attempt) -> None:
    manifest, files = with_layout(
        chapter="{% import 'mine-parts.html.j2' as parts %}\n<section>\n{{ parts.bad() }}</section>",
        mine_parts="{% macro bad() %}\n\n{{ 'x' * 10**9 }}{% endmacro %}",
    )
    folder = book({"a.md": "# A\n\ntext"}, manifest, **files)
    attempt(folder, "--format", "epub", code="template-error", place="layouts/mine/mine-parts.html.j2:3")


def test_a_template_that_does_not_parse(book: Book, attempt: Attempt) -> None:
    chapter = "<section>\n{% import 'mine-parts.html.j2' as parts %}</section>"
    manifest, files = with_layout(chapter=chapter, mine_parts="\n\n{% for %}")
    folder = book({"a.md": "# A\n\ntext"}, manifest, **files)
    attempt(folder, "--format", "epub", code="template-error", place="layouts/mine/mine-parts.html.j2:3")


def test_a_template_too_long_to_compile(book: Book, attempt: Attempt) -> None:
    manifest, files = with_layout(chapter="{{ 1 }}" * (MOST_LETTERS // 7 + 1))
    folder = book({"a.md": "# A\n\ntext"}, manifest, **files)
    attempt(folder, "--format", "epub", code="template-error", place="layouts/mine/chapter.html.j2:1")


def test_what_a_template_may_do(book: Book, attempt: Attempt) -> None:
    chapter = """\
<section id="{{ division.id }}">
{% set words = ["b", "a"] | sort | map("upper") | join(", ") %}
<p>{{ words }} {{ "x" * 3 }} {{ 7 // 2 }} {{ 2 ** 8 }} {{ "a" ~ 1 ~ none }} {{ [[1], [2]] | sum(start=[]) | length }}
{{ "one two".split() | last | title }} {{ {"k": "v"}.k }} {{ ("a-b").replace("-", "+") }} {{ articles | length }}</p>
{% for article in articles %}<div>{{ loop.index }} {{ article.body }}</div>{% endfor %}
</section>"""
    manifest, files = with_layout(chapter=chapter)
    folder = book({"a.md": "# A\n\ntext"}, manifest, **files)
    attempt(folder, "--format", "epub")
