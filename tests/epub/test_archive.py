"""The container: the mimetype where systems look for it, and the same bytes at any time and place."""

from __future__ import annotations

import io
import os
import pickle
import struct
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pamphleteer.epub import pack
from pamphleteer.epub.archive import Archive
from pamphleteer.model import Publication

ELSEWHERE = "import pickle, sys; from pamphleteer.epub import pack; " + (
    "sys.stdout.buffer.write(pack(pickle.loads(sys.stdin.buffer.read())))"
)


def entries(epub: bytes) -> list[zipfile.ZipInfo]:
    return zipfile.ZipFile(io.BytesIO(epub)).infolist()


def test_mimetype_is_first_and_stored(publication: Publication) -> None:
    epub = pack(publication)
    assert epub[:4] == b"PK\x03\x04"
    assert struct.unpack_from("<H", epub, 8) == (0,), "a method other than stored"
    assert struct.unpack_from("<HH", epub, 26) == (8, 0), "an extra field, or another name"
    assert epub[30:58] == b"mimetypeapplication/epub+zip"


def test_all_else_is_deflated_without_extra_fields(publication: Publication) -> None:
    for entry in entries(pack(publication))[1:]:
        assert entry.compress_type == zipfile.ZIP_DEFLATED
        assert entry.extra == b"" and entry.comment == b""
        assert (entry.create_system, entry.external_attr) == (3, 0o100644 << 16)
        assert entry.date_time == (2026, 11, 24, 10, 20, 30)


def test_files_stand_in_a_fixed_order(publication: Publication) -> None:
    assert [entry.filename for entry in entries(pack(publication))] == [
        "mimetype",
        "META-INF/container.xml",
        "EPUB/package.opf",
        "EPUB/nav.xhtml",
        "EPUB/toc.ncx",
        "EPUB/cover.xhtml",
        "EPUB/title-page.xhtml",
        "EPUB/weirs.xhtml",
        "EPUB/mills.xhtml",
        "EPUB/css/epub.css",
        "EPUB/images/cover.png",
        "EPUB/images/meule.png",
        "EPUB/fonts/EBGaramond-Regular.ttf",
    ]


def test_same_bytes_twice(publication: Publication) -> None:
    assert pack(publication) == pack(publication)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kolkata"])
def test_same_bytes_in_another_time_zone_and_process(publication: Publication, zone: str) -> None:
    environment = os.environ | {"TZ": zone, "PYTHONHASHSEED": str(len(zone)), "LC_ALL": "C"}
    root = Path(__file__).resolve().parents[2]
    there = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        input=pickle.dumps(publication),
        capture_output=True,
        check=True,
        env=environment,
        cwd=root,
    )
    assert there.stdout == pack(publication)


def test_same_bytes_on_another_day(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    before = pack(publication)
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: pytest.fail("asked what the time is here"))
    assert pack(publication) == before


@pytest.mark.parametrize(
    ("modified", "shown"),
    [
        ("1901-02-03T04:05:06Z", (1980, 1, 1, 0, 0, 0)),
        ("1980-01-01T00:00:00Z", (1980, 1, 1, 0, 0, 0)),
        ("2150-01-01T00:00:00Z", (2107, 12, 31, 23, 59, 58)),
    ],
)
def test_years_that_a_zip_file_cannot_hold(publication: Publication, modified: str, shown: tuple[int, ...]) -> None:
    epub = pack(replace(publication, modified=modified))
    assert {entry.date_time for entry in entries(epub)} == {shown}
    package = zipfile.ZipFile(io.BytesIO(epub)).read("EPUB/package.opf").decode()
    assert f'<meta property="dcterms:modified">{modified}</meta>' in package


def test_archive_can_be_read_back() -> None:
    archive = Archive(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    archive.writestr("EPUB/ä.xhtml", "tëxt")
    archive.writestr("EPUB/b.bin", bytes(100_000))
    with zipfile.ZipFile(io.BytesIO(archive.close())) as read:
        assert read.testzip() is None
        assert read.read("EPUB/ä.xhtml").decode() == "tëxt"
        assert read.read("EPUB/b.bin") == bytes(100_000)
        assert read.getinfo("EPUB/b.bin").compress_size < 200
