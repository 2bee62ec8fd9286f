"""The disk: what is read, what is refused, and that outputs are the old ones or the new ones."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from pamphleteer import files
from pamphleteer.diagnostics import BookError, Span
from pamphleteer.files import BookFolder, decode, read_bytes, write_all

HERE = Span("book.yaml", 3, 5)


def test_text_is_read_without_mark_and_returns(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree")
    folder = BookFolder(tmp_path)
    assert folder.text("a.md", HERE) == "one\ntwo\nthree"
    assert list(folder.read) == [tmp_path / "a.md"]


def test_a_missing_file_gets_a_hint(tmp_path: Path) -> None:
    (tmp_path / "locks.md").touch()
    folder = BookFolder(tmp_path)
    assert folder.text("loks.md", HERE) is None
    assert [(d.code, d.span, d.hint) for d in folder.found] == [("file-missing", HERE, "did you mean 'locks.md'?")]


def test_the_place_of_a_byte_that_is_no_text() -> None:
    with pytest.raises(BookError) as raised:
        decode("ü\nüx".encode() + b"\xff", "a.md")
    assert raised.value.diagnostics[0].span == Span("a.md", 2, 3)


def test_a_file_too_large_to_be_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 3)
    (tmp_path / "a").write_bytes(b"1234")
    with pytest.raises(BookError) as raised:
        read_bytes(tmp_path / "a", HERE)
    assert raised.value.diagnostics[0].code == "file-too-large"


def test_refine_finds_a_word_in_its_block(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x\none\ntwo word\n\nword\n")
    folder = BookFolder(tmp_path)
    folder.text("a.md", HERE)
    name = folder.shown("a.md")
    assert folder.refine(Span(name, 2), "word") == Span(name, 3, 5)
    assert folder.refine(Span(name, 2), "nowhere") == Span(name, 2)
    assert folder.refine(Span(name, 1), "elsewhere") == Span(name, 1)


def test_outputs_are_all_new_or_all_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = tmp_path / "one", tmp_path / "deep" / "two"
    write_all({one: b"old", two: b"old"})

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device", "two")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(BookError) as raised:
        write_all({one: b"new", two: b"new"})
    assert raised.value.diagnostics[0].code == "output-unwritable"
    assert one.read_bytes() == two.read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["deep", "one", "two"], "nothing half-written is left"


def test_an_interrupted_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "one"
    write_all({path: b"old"})

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_all({path: b"new"})
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["one"]


def test_an_output_is_as_open_as_the_user_wants(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        write_all({tmp_path / "one": b"x"})
    finally:
        os.umask(mask)
    assert (tmp_path / "one").stat().st_mode & 0o777 == 0o640


def test_a_name_is_found_however_its_accents_are_kept(tmp_path: Path) -> None:
    apart = unicodedata.normalize("NFD", "été/écluse.md")
    (tmp_path / apart).parent.mkdir()
    (tmp_path / apart).write_text(unicodedata.normalize("NFD", "Près de l’écluse."), encoding="utf-8")
    folder = BookFolder(tmp_path)
    assert folder.text("été/écluse.md", HERE) == "Près de l’écluse."
    assert folder.text("été/écluses.md", HERE) is None
    assert list(folder.read) == [tmp_path / apart]
