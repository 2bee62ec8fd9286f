"""CSL-YAML and CSL-JSON: one form for every shape in which people and programs write a source."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pamphleteer.diagnostics import Diagnostic
from pamphleteer.model import Reference
from pamphleteer.references import export, read
from pamphleteer.references.variables import KNOWN


def sources(text: str, name: str = "sources.yaml") -> tuple[list[Reference], list[Diagnostic]]:
    return read(text, name, name)


def item(fields: str) -> dict[str, Any]:
    read_sources, found = sources(f"references:\n- {{id: k, {fields}}}\n")
    assert found == []
    data: dict[str, Any] = json.loads(read_sources[0].data)
    del data["id"]
    return data


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1901", {"date-parts": [[1901]]}),
        ("1901-02", {"date-parts": [[1901, 2]]}),
        ("'1901-02-03'", {"date-parts": [[1901, 2, 3]]}),
        ("1901-02-03/1902", {"date-parts": [[1901, 2, 3], [1902]]}),
        ("1723~", {"date-parts": [[1723]], "circa": True}),
        ("1964/..", {"raw": "1964/.."}),
        ("-0043", {"date-parts": [[-44]]}),
        ("1901-21", {"date-parts": [[1901]], "season": 1}),
        ("1 May 2000", {"date-parts": [[2000, 5, 1]]}),
        ("in press", {"literal": "in press"}),
        ("{date-parts: [[1901, 2, 3]]}", {"date-parts": [[1901, 2, 3]]}),
        ("{date-parts: [['1901', '02']]}", {"date-parts": [[1901, 2]]}),
        ("{date-parts: [1901, 2]}", {"date-parts": [[1901, 2]]}),
        ("{date-parts: [[1901, 0, 0]]}", {"date-parts": [[1901]]}),
        ("{date-parts: [[1901], [1903]], circa: true}", {"date-parts": [[1901], [1903]], "circa": True}),
        ("{date-parts: [[1901]], circa: false}", {"date-parts": [[1901]]}),
        ("{date-parts: [[1901, 13]]}", {"date-parts": [[1901]], "season": 1}),
        ("{date-parts: [[1901]], season: Winter}", {"date-parts": [[1901]], "season": 4}),
        ("{raw: '1901-02'}", {"date-parts": [[1901, 2]]}),
        ("{raw: whenever}", {"raw": "whenever"}),
        ("{literal: n.d.}", {"literal": "n.d."}),
        ("{year: 1901, month: 2}", {"date-parts": [[1901, 2]]}),
        ("[{year: 1901}, {year: 1903}]", {"date-parts": [[1901], [1903]]}),
        ("[[1901, 2]]", {"date-parts": [[1901, 2]]}),
    ],
)
def test_dates(written: str, expected: dict[str, Any]) -> None:
    assert item(f"issued: {written}") == {"issued": expected}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[{family: Lund, given: Ada}]", [{"family": "Lund", "given": "Ada"}]),
        ("{family: Lund}", [{"family": "Lund"}]),
        ("World Bank", [{"literal": "World Bank"}]),
        ("[World Bank, {family: Lund, comma-suffix: true, static-ordering: false}]",
         [{"literal": "World Bank"}, {"family": "Lund", "comma-suffix": "true"}]),
        ("[{family: 1984}]", [{"family": "1984"}]),
    ],
)  # fmt: skip
def test_names(written: str, expected: list[dict[str, str]]) -> None:
    assert item(f"author: {written}") == {"author": expected}


@pytest.mark.parametrize("last", ["{literal: others}", "{family: others}", "et al.", "{literal: and others}"])
def test_an_open_list_of_names_is_marked(last: str) -> None:
    assert item(f"editor: [{{family: Lund}}, {last}]") == {"editor": [{"family": "Lund"}], "and-others": ["editor"]}


def test_texts_keys_and_addresses() -> None:
    assert item("volume: 3, title: 1984, doi: 'https://doi.org/10.1/x', url: 'https://a.b/_c_'") == {
        "volume": "3",
        "title": "1984",
        "DOI": "10.1/x",
        "URL": "https://a.b/_c_",
    }
    assert item("keyword: [water, weirs], title: , note: ''") == {"keyword": "water, weirs"}
    assert item("custom: {raw: 'Lund, *Ice*', x: 1}") == {"custom": {"raw": "Lund, *Ice*", "x": "1"}}


@pytest.mark.parametrize(
    ("written", "expected"),
    [("English", "en"), ("eng", "en"), ("en_GB", "en-GB"), ("de-AT", "de-AT"), ("Klingon", "Klingon")],
)
def test_a_language_is_a_tag(written: str, expected: str) -> None:
    assert item(f"language: {written}") == {"language": expected}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("*Ark* and **Ark**", "<i>Ark</i> and <b>Ark</b>"),
        ("The _Ark_ of snake_case_words", "The <i>Ark</i> of snake_case_words"),
        ("*The [NASA]{.nocase} story*", '<i>The <span class="nocase">NASA</span> story</i>'),
        ("H~2~O and 10^th^", "H<sub>2</sub>O and 10<sup>th</sup>"),
        ("[Rome]{.smallcaps}", '<span style="font-variant:small-caps;">Rome</span>'),
        (r"M\*A\*S\*H, 5 * 3 * 2", "M*A*S*H, 5 * 3 * 2"),
        ("[sic] {braces} <i>Ark</i>", "[sic] {braces} <i>Ark</i>"),
    ],
)
def test_the_markdown_of_yaml(written: str, expected: str) -> None:
    quoted = written.replace("'", "''")
    assert item(f"title: '{quoted}'") == {"title": expected}


def test_json_has_no_markdown() -> None:
    read_sources, _ = sources('[{"id": "k", "title": "*Ark* <i>Ark</i>"}]', "s.json")
    assert json.loads(read_sources[0].data)["title"] == "*Ark* <i>Ark</i>"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("references:\n- {id: k, title: W, volume: 3, issued: 1901}\n", "s.yaml"),
        ("---\nreferences:\n- {id: k, title: W, volume: 3, issued: 1901}\n---\n", "s.yml"),
        ("---\nreferences:\n- {id: k, title: W, volume: 3, issued: 1901}\n...\n", "s.YAML"),
        ("- {id: k, title: W, volume: '3', issued: {date-parts: [[1901]]}}\n", "s.yaml"),
        ('[{"id": "k", "title": "W", "volume": 3, "issued": {"date-parts": [[1901]]}, "note": null}]', "s.json"),
        ('\t[\n\t\t{"id": "k",\t"title": "\\u0057", "volume": "3", "issued": {"raw": "1901"}}\n\t]', "s.json"),
        ('{"references": [{"id": "k", "title": "W", "volume": 3, "issued": "1901"}]}', "s.json"),
        ('{"id": "k", "title": "W", "volume": 3, "issued": {"date-parts": [["1901"]]}}', "s.json"),
        ("@misc{k, title={W}, volume=3, year=1901}", "s.bib"),
    ],
)
def test_equal_sources_have_equal_data(text: str, name: str) -> None:
    read_sources, found = sources(text, name)
    assert found == []
    data = {k: v for k, v in json.loads(read_sources[0].data).items() if k != "type"}
    assert data == {"id": "k", "title": "W", "volume": "3", "issued": {"date-parts": [[1901]]}}


@pytest.mark.parametrize(
    ("text", "code", "severity", "line", "column"),
    [
        ("references:\n- id: k\n  author: [3, [Lund]]", "reference-wrong-value", "error", 3, 15),
        ("references:\n- id: k\n  author:\n  - {suffix: Jr.}", "reference-wrong-value", "error", 4, 5),
        ("references:\n- id: k\n  author:\n  - family: [Lund]", "reference-wrong-value", "error", 4, 13),
        ("references:\n- id: k\n  issued: {date-parts: [[1901, 31]]}", "reference-wrong-value", "error", 3, 24),
        ("references:\n- id: k\n  issued: {date-parts: [[1901, 2, 32]]}", "reference-wrong-value", "error", 3, 24),
        ("references:\n- id: k\n  issued: {date-parts: [[c1901]]}", "reference-wrong-value", "error", 3, 24),
        ("references:\n- id: k\n  issued: {date-parts: [[1], [2], [3]]}", "reference-wrong-value", "error", 3, 24),
        ("references:\n- id: k\n  issued: {yaer: 1901}", "reference-wrong-value", "error", 3, 11),
        ("references:\n- id: k\n  title: {short: W}", "reference-wrong-value", "error", 3, 10),
        ("references:\n- id: k\n  titel: W", "reference-unknown-key", "warning", 3, 3),
        ("references:\n- id: k\n  author: [{family: L, givn: A}]", "reference-unknown-key", "warning", 3, 24),
        ("references:\n- id: k\n  type: boook", "reference-type-unknown", "warning", 2, 3),
        ("references:\n- title: W", "reference-no-id", "error", 2, 3),
        ("references:\n- id: [k]", "reference-no-id", "error", 2, 3),
        ("references:\n- k", "reference-no-id", "error", 2, 3),
        ("references:\n- {id: k}\n- {id: k, title: W}", "reference-twice", "error", 3, 3),
        ("refs: []", "references-missing", "error", 1, 1),
        ("references: []", "references-missing", "error", 1, 1),
        ("", "references-missing", "error", 1, 1),
        ("words", "references-missing", "error", 1, 1),
    ],
)
def test_what_is_wrong_has_its_place(text: str, code: str, severity: str, line: int, column: int) -> None:
    _, found = sources(text)
    told = {(d.code, d.severity, d.span.line, d.span.column) for d in found if d.span}
    assert (code, severity, line, column) in told, found


def test_one_mistake_hides_no_other_and_the_rest_is_read() -> None:
    text = "references:\n- {id: a, title: A, issued: {date-parts: [[x]]}}\n- {title: B}\n- {id: c, title: C}\n"
    read_sources, found = sources(text)
    assert [d.code for d in found] == ["reference-wrong-value", "reference-no-id"]
    assert [(s.key, json.loads(s.data)["title"]) for s in read_sources] == [("a", "A"), ("c", "C")]


def test_keys_of_other_tools_are_passed_over() -> None:
    read_sources, found = sources("references:\n- {id: k, title: W, zotero-uri: x, foo: [1], bar: {a: b}}\n")
    assert found == []
    assert json.loads(read_sources[0].data)["title"] == "W"


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ('[\n  {"id": "k",}\n]', "references-syntax", 2, 14),
        ('[{"id": "k"}', "references-syntax", 1, 13),
        ('[{"id": "k", "title": "W",\n "title": "V"}]', "yaml-duplicate-key", 2, 2),
        ('[{"id": "k",\n "title": "a\\u0001b"}]', "character-forbidden", 2, 11),
        ('[{"id": "k",\n "title": "a\\u202eb"}]', "bidi-control", 2, 11),
        ('[\n{"title": "W"}]', "reference-no-id", 2, 1),
        ('[{"id": "k", "issued": {"date-parts":\n [[1901, 99]]}}]', "reference-wrong-value", 2, 2),
    ],
)
def test_json_has_places(text: str, code: str, line: int, column: int) -> None:
    _, found = sources(text, "s.json")
    assert [(d.code, d.span.line, d.span.column) for d in found if d.span] == [(code, line, column)]


def test_json_may_have_half_a_character() -> None:
    read_sources, _ = sources('[{"id": "k", "title": "a\\ud83d b \\ud83d\\ude00"}]', "s.json")
    assert json.loads(read_sources[0].data)["title"] == "a\ufffd b 😀"


@pytest.mark.parametrize(
    "text", ["[" * 200_000, '{"a":' * 50_000, "[{}" + ",{}" * 600_000 + "]", f'[{{"id": {"1" * 9999}}}]']
)
def test_json_without_end_is_refused(text: str) -> None:
    read_sources, found = sources(text, "s.json")
    assert read_sources == []
    assert {d.code for d in found} <= {"references-syntax", "file-too-large", "reference-no-id"}


def test_a_source_in_its_own_words_keeps_them_apart() -> None:
    read_sources, _ = sources("references:\n- {id: k, custom: {raw: Lund, 1901}}\n- {id: l, custom: {raw: [x]}}\n")
    assert [s.raw for s in read_sources] == ["Lund", None]


class TestExport:
    """Sources as a file for others."""

    TEXT = (
        "@book{b, author={Lund, Ada and others}, title={The {NASA} \\emph{Ark}}, date={1723~}}\n"
        "@book{a, author={von Aue, Ö}, title={A}, date={1964/..}, month=3}\n"
        "@book{c, editor={{World Bank}}, title={C}, date={2001-21}}"
    )

    def test_it_is_csl_json_sorted_by_key(self) -> None:
        read_sources, _ = sources(self.TEXT, "s.bib")
        data = export(read_sources)
        assert data == export(read_sources[::-1])
        text = data.decode("utf-8")
        assert text.endswith("]\n") and '\n  {\n    "author"' in text and "Ö" in text
        assert [entry["id"] for entry in json.loads(text)] == ["a", "b", "c"]

    def test_it_is_read_again_as_it_was(self) -> None:
        read_sources, _ = sources(self.TEXT, "s.bib")
        again, found = sources(export(read_sources).decode(), "s.json")
        assert found == []
        assert {s.key: s.data for s in again} == {s.key: s.data for s in read_sources}

    def test_what_csl_does_not_know_is_in_custom(self) -> None:
        read_sources, _ = sources(self.TEXT, "s.bib")
        entry = json.loads(export(read_sources))[1]
        assert "and-others" not in entry
        assert entry["custom"] == {"and-others": ["author"]}

    def test_it_has_the_shape_of_csl_json(self) -> None:
        text = """
- {id: a, title: A, categories: [x, y], callno: 5, author: [{family: Lund, given: Ada, comma-suffix: true}]}
- {id: b, type: boook, title: B, issued: 1950-21~}
"""
        first, second = json.loads(export(sources(text, "s.yaml")[0]))
        assert (first["type"], first["categories"], first["custom"]) == ("document", ["x", "y"], {"callno": "5"})
        assert (second["type"], second["custom"]) == ("document", {"type": "boook"})
        assert second["issued"] == {"circa": True, "date-parts": [[1950]], "season": 1}
        for item in (first, second):
            assert item.keys() <= KNOWN - {"and-others"}

    def test_nothing_is_an_empty_list(self) -> None:
        assert export([]) == b"[]\n"
