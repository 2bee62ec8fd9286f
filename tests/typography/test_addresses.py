"""Addresses in text: where they stand, where they end, and where they may be broken."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamphleteer.typography.addresses import break_address, find_addresses


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("See https://example.org/a--b?x=1.", ["https://example.org/a--b?x=1"]),
        ("(https://example.org/wiki/Lock_(water)).", ["https://example.org/wiki/Lock_(water)"]),
        ("«www.example.org»; WWW.EXAMPLE.ORG/A!", ["www.example.org", "WWW.EXAMPLE.ORG/A"]),
        ("doi:10.1000/182, 10.1000/xyz-1", ["doi:10.1000/182", "10.1000/xyz-1"]),
        ("doi: 10.1000/182", ["doi: 10.1000/182"]),
        ("a.keeper@example.org.uk's, mailto:b@example.org", ["a.keeper@example.org.uk", "mailto:b@example.org"]),
        ("urn:isbn:9783161484100", ["urn:isbn:9783161484100"]),
        ("example.org/a/b and archive.example.com/x", ["example.org/a/b", "archive.example.com/x"]),
        ("file://host/a—and", ["file://host/a"]),
        ("and/or, km/h, 1/2, 10.5/3, u.a./etc., p. 3/4", []),
        ("The end.In time. a@b @key me@", []),
        ("https://example.org/a[^1]*", ["https://example.org/a[^1"]),
    ],
)
def test_addresses_are_found(text: str, wanted: list[str]) -> None:
    assert [text[start:end] for start, end in find_addresses(text)] == wanted


@pytest.mark.parametrize(
    ("address", "pieces"),
    [
        ("https://example.org/a_b/", "https://|example.|org/|a_|b/"),
        ("http://x.org/page?first=1&b=22#part", "http://|x.|org/|page?|first=|1&|b=|22#|part"),
        ("--depfile-name", "--depfile-|name"),
        ("org/a", "org/a"),
        ("plain", "plain"),
        ("a\u00adb/c\u200bdd", "ab/|cdd"),
    ],
)
def test_an_address_is_broken_after_its_signs(address: str, pieces: str) -> None:
    assert "|".join(break_address(address)) == pieces


@given(st.text(alphabet="ab1/.-_?&=#%~:()*", min_size=1))
def test_the_pieces_are_the_address(address: str) -> None:
    pieces = break_address(address)
    assert "".join(pieces) == address
    assert all(pieces)


@pytest.mark.parametrize(
    "unit", ["www.", "a@", "a.", "10.1000/", "://", "x@a.", "urn:a:", ")", "ab.", "http://(", "a-"]
)
def test_time_grows_with_the_text_only(unit: str) -> None:
    start = time.process_time()
    assert sum(1 for _ in find_addresses("a" + unit * 40_000)) <= 40_000
    break_address(unit * 40_000)
    assert time.process_time() - start < 5
