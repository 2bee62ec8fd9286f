"""Blocks of code by lines."""

from pamphleteer.markup import canonical, parse
from pamphleteer.render.code import split_code


def split(markup):
    root = parse(markup.encode())
    split_code(root)
    return canonical(root).decode()


def test_each_line_has_a_holder_and_keeps_its_newline():
    assert split("<pre><code>a\n\n  b\n</code></pre>") == (
        '<pre><code><span class="code-line">a\n</span><span class="code-line">\n</span>'
        '<span class="code-line" style="--indent: 2">  b\n</span></code></pre>'
    )


def test_the_indent_of_a_line_is_counted_with_tabs():
    assert 'style="--indent: 6"' in split("<pre><code>a\n\t  b</code></pre>")
    assert 'style="--indent: 24"' in split(f"<pre><code>a\n{' ' * 90}b</code></pre>")
    assert "--indent" not in split("<pre><code>a\n   \nb</code></pre>")


def test_code_that_holds_elements_stays_as_it_is():
    markup = "<pre><code>a <em>b</em>\nc</code></pre>"
    assert split(markup) == markup


def test_preformatted_text_without_code_is_split_too():
    assert split("<pre>a\nb</pre>").count("code-line") == 2
