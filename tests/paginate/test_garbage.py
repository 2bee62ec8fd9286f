"""Garbage is looked for seldom while pages are made, and as before when they are."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from pamphleteer.paginate.garbage import all_kept, seldom_collected


@pytest.fixture(autouse=True)
def threshold() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_it_is_put_off_and_not_given_up() -> None:
    gc.set_threshold(700, 10, 10)
    with pytest.raises(KeyError), seldom_collected():
        assert gc.get_threshold() == (10_000, 10, 10) and gc.isenabled()
        raise KeyError
    assert gc.get_threshold() == (700, 10, 10)


@pytest.mark.parametrize("given", [(0, 10, 10), (50_000, 5, 5)])
def test_what_somebody_has_put_off_further_stays_so(given: tuple[int, int, int]) -> None:
    gc.set_threshold(*given)
    with seldom_collected():
        assert gc.get_threshold() == given
    assert gc.get_threshold() == given


def test_what_is_there_is_set_aside_and_comes_back() -> None:
    before = gc.get_freeze_count()
    with pytest.raises(KeyError), all_kept():
        assert gc.get_freeze_count() > before
        raise KeyError
    assert gc.get_freeze_count() == 0
