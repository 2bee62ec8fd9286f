"""Bytes and their ends: what is refused, and where."""

import pytest

from pamphleteer.diagnostics import BookError, Diagnostic, Span
from pamphleteer.importing import read


def refused(data: bytes, file: str = "copy.txt") -> Diagnostic:
    with pytest.raises(BookError) as caught:
        read(data, file)
    [found] = caught.value.diagnostics
    assert found.severity == "error"
    return found


def test_the_first_bad_byte_is_named_with_its_place() -> None:
    found = refused("Locks\r\n\r\nThe gate’s ".encode() + b"\x93shut\x94")
    assert found.code == "import-encoding"
    assert found.span == Span("copy.txt", 3, 12)
    assert "0x93" in found.message


def test_the_place_is_counted_without_the_byte_order_mark() -> None:
    assert refused(b"\xef\xbb\xbfab\xff").span == Span("copy.txt", 1, 3)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", "\u00a0\n \t\r\n".encode(), b"\x07"])
def test_a_file_without_text_is_refused(data: bytes) -> None:
    assert refused(data).code == "import-empty"


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04abc", b"%PDF-1.7", b"{\\rtf1", b"\xd0\xcf\x11\xe0", b"a\0b", b"\x89PNG\r\n"]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    assert refused(data).code == "import-binary"


def test_utf_16_is_named() -> None:
    found = refused("Locks".encode("utf-16"))
    assert found.code == "import-encoding"
    assert "UTF-16" in found.message


@pytest.mark.parametrize("file", ["a.docx", "a.html", "dir.txt/a.pdf", "a.md"])
def test_other_endings_are_refused(file: str) -> None:
    assert refused(b"Locks", file).code == "import-unsupported"


@pytest.mark.parametrize("file", ["a.txt", "A.TXT", "a.text", "README", "dir.x/a"])
def test_plain_text_is_taken(file: str) -> None:
    draft, found = read(b"Locks\n\nThe lock was shut.", file)
    assert draft.title == "Locks"
    assert found == ()


def test_control_characters_are_left_out_with_a_warning() -> None:
    draft, (found,) = read(b"Locks\n\nThe \x1block\x0bwas \x02shut.", "a.txt")
    assert draft.blocks[0].text == "The lock was shut."
    assert (found.code, found.severity, found.span) == ("import-control-character", "warning", Span("a.txt", 3, 5))
    assert "2 control characters" in found.message
