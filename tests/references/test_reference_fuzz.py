"""Files of sources as nobody would write them: no exception, one form, and no more than linear time."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pamphleteer.references import ENDINGS, export, read
from pamphleteer.references.checks import alike, undated, untitled, unused
from pamphleteer.references.variables import DATES, NAMES

PIECES = st.sampled_from(
    [
        *"{}\"#,\n \\$^_~=/-[]:'*é木́\u202e",
        "@book{k,",
        "@article(",
        "@string{m = ",
        "@comment{",
        "title = ",
        "author = ",
        "date = ",
        "year",
        "month=",
        "crossref = {k}",
        "xdata={k,j}",
        "\\emph{",
        "\\'e",
        "--",
        " and ",
        "others",
        "jan",
        "2001",
        "TY  - BOOK\n",
        "TY  - JOUR\n",
        "AU  - Lund, Ada\n",
        "PY  - ",
        "ER  - \n",
        "ID  - k\n",
        "SP  - 1\n",
        "references:\n",
        "- id: k\n",
        "  issued: ",
        "<i>",
        "{.nocase}",
        "k",
        "",
    ]
)

VALUES: Any = st.recursive(
    st.none() | st.booleans() | st.integers(-3000, 3000) | st.text("aÉ木 -/.<>*{}\\", max_size=12) | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["date-parts", "raw", "season", "circa", "literal", "family", "given", "year", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["id", "type", "title", "author", "issued", "DOI", "custom", "and-others", "keyword", "titel", "x"]
)


def in_form(item: dict[str, Any]) -> None:
    """Whether an item has the form that ``items`` promises."""
    for key, value in item.items():
        if key in NAMES:
            assert value and all(name and all(isinstance(v, str) for v in name.values()) for name in value)
        elif key in DATES:
            assert value.keys() <= {"date-parts", "raw", "literal", "season", "circa"}
            assert all(isinstance(n, int) for end in value.get("date-parts", ()) for n in end)
        elif key == "and-others":
            assert set(value) <= NAMES
        elif key != "custom":
            assert isinstance(value, str) and value


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(ENDINGS))
def test_any_text_is_read(text: str, ending: str) -> None:
    sources, found = read(text, f"s{ending}", "s")
    for source in sources:
        in_form(json.loads(source.data))
    assert all(d.span and d.span.line for d in found)
    assert sources or found


@settings(max_examples=200, deadline=None)
@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=6), max_size=4), st.booleans())
@example([{"id": "k", "type": None, "custom": None}], True)
@example([{"id": "k", "custom": "x"}], False)
def test_any_data_are_read_and_written(entries: list[dict[str, Any]], as_yaml: bool) -> None:
    text = yaml.safe_dump(entries, allow_unicode=True) if as_yaml else json.dumps(entries)
    sources, found = read(text, "s.yaml" if as_yaml else "s.json", "s")
    for source in sources:
        in_form(json.loads(source.data))
    # What CSL does not know comes back in custom, and stays there.
    again, _ = read(export(sources).decode(), "s.json", "s")
    assert [s.key for s in again] == sorted(s.key for s in sources)
    assert export(again) == export(sources)
    keys = {source.key for source in sources}
    for check in (undated, untitled, unused):
        check(sources, keys)
    alike(sources)
    assert sources or found


@pytest.mark.parametrize(
    "text",
    [
        "@book{a, title={" + "{" * 500_000,
        "@book{a" * 100_000,
        "@ " * 500_000,
        "@book{a, author={" + "A, B and " * 50_000 + "C}}",
        "@book{a, author={" + "," * 300_000 + "}}",
        "@book{a, author={" + "{a}" * 100_000 + "}}",
        "@book{a, year={" + "[" * 300_000 + "}, month={" + "-" * 300_000 + "}}",
        "@book{a, pages={" + "1-" * 300_000 + "}, title={" + "<i>" * 100_000 + "}, subtitle={x}}",
        "@book{a, xdata={" + ",".join(f"x{i}" for i in range(50_000)) + "}}",
        "".join(f"@book{{k{i}, crossref={{k{(i + 1) % 5_000}}}}}\n" for i in range(5_000)),
    ],
)
def test_bibtex_takes_linear_time(text: str) -> None:
    # A second or two each; anything quadratic would take minutes.
    start = time.process_time()
    read(text, "s.bib", "s.bib")
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    "text",
    ["TY  - BOOK\n" * 20_000, "TY  - BOOK\nAB  - x\n" + "abc\n" * 500_000, "TY  - BOOK\n" + "AU  - x, y\n" * 100_000],
)
def test_ris_takes_linear_time(text: str) -> None:
    start = time.process_time()
    read(text, "s.ris", "s.ris")
    assert time.process_time() - start < 20
