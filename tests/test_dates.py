"""Dates in words."""

from __future__ import annotations

import pytest

from pamphleteer.dates import spoken_date


@pytest.mark.parametrize(
    ("iso", "language", "expected"),
    [
        ("2026-11-24", "en-GB", "24 November 2026"),
        ("2026-11-24", "en-US", "November 24, 2026"),
        ("2026-11-24", "fr", "24 novembre 2026"),
        ("2026-11-24", "de-CH", "24. November 2026"),
        ("2026-11", "de", "November 2026"),
        ("2026", "en", "2026"),
        ("2026-11-24", "qqq", "2026-11-24"),
        ("2026-11-24", "en-x-own", "November 24, 2026"),
    ],
)
def test_dates_in_words(iso: str, language: str, expected: str) -> None:
    assert spoken_date(iso, language) == expected
