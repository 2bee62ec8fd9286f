"""Packed books before EPUBCheck; and EPUBCheck before broken books, lest it pass whatever it is given."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pamphleteer.epub import pack
from pamphleteer.model import Document, NavEntry, Publication, Resource
from tests.conformance import epubcheck
from tests.conformance.epubcheck import EpubCheck, Message, failures

from .conftest import PNG, files, page

Altered = dict[str, bytes]


def examine(validator: EpubCheck, epub: bytes, folder: Path) -> list[str]:
    """The codes of all messages that fail a book."""
    file = folder / "book.epub"
    file.write_bytes(epub)
    return [message.id for message in failures(validator.check(file))]


def repack(content: Altered, method: int = zipfile.ZIP_STORED) -> bytes:
    """The files again, without the packer; ``method`` is the mimetype's."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data, method if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def variant(publication: Publication, name: str) -> Publication:
    more = Document("extra.xhtml", "Extra", page("Extra", '<section id="s"><h1>Extra</h1><p>x</p></section>'))
    variants: dict[str, Callable[[], Publication]] = {
        "whole": lambda: publication,
        "arabic": lambda: replace(publication, language="ar", title="كتاب & «ب» <ج>", contents_title="المحتويات"),
        "french": lambda: replace(publication, language="fr-CA", contents_title="Table des matières"),
        "bare": lambda: replace(
            publication, subtitle=None, creators=(), publisher=None, date=None, rights=None, contents=(), landmarks=()
        ),
        "year": lambda: replace(publication, date="2026"),
        "isbn": lambda: replace(publication, identifier="urn:isbn:9783161484100"),
        "quoted address": lambda: replace(
            publication, resources=(*publication.resources, Resource("images/été.png", "image/png", PNG))
        ),
        "same place twice": lambda: replace(
            publication,
            contents=(
                NavEntry("Weirs", "weirs.xhtml", (NavEntry("Weirs again", "weirs.xhtml"),)),
                NavEntry("Les moulins", "mills.xhtml", (NavEntry("Les meules", "mills.xhtml#stones"),)),
            ),
        ),
        "one more document": lambda: replace(publication, documents=(*publication.documents, more)),
    }
    return variants[name]()


@pytest.mark.parametrize(
    "name",
    ["whole", "arabic", "french", "bare", "year", "isbn", "quoted address", "same place twice", "one more document"],
)
def test_books_conform(validator: EpubCheck, publication: Publication, tmp_path: Path, name: str) -> None:
    assert examine(validator, pack(variant(publication, name)), tmp_path) == []


@pytest.mark.parametrize(
    "body",
    [
        '<p onclick="a()">x</p>',
        '<form action="#s"><p>x</p></form>',
        "<script>1</script>",
        '<script type="module">1</script>',
        '<script type="application/ld+json">{}</script>',
        '<p><input type="checkbox" aria-label="x"/></p>',
        '<svg xmlns="http://www.w3.org/2000/svg" onload="a()"><g/></svg>',
        '<p><a href="mailto:a@example.org">x</a><a href="nav.xhtml#toc">x</a><a href="">x</a></p>',
    ],
)
def test_properties_are_those_that_epubcheck_wants(
    validator: EpubCheck, publication: Publication, tmp_path: Path, body: str
) -> None:
    document = Document("extra.xhtml", "Extra", page("Extra", f'<section id="s"><h1>Extra</h1>{body}</section>'))
    epub = pack(replace(publication, documents=(*publication.documents, document)))
    assert examine(validator, epub, tmp_path) == []


def broken(name: str, content: Altered) -> Altered:
    """One mistake, put into a sound book."""
    target, old, new = {
        "property": ("EPUB/package.opf", b' properties="svg"', b""),
        "modified": ("EPUB/package.opf", b"10:20:31Z", b"ten"),
        "manifest": ("EPUB/package.opf", b'href="images/meule.png"', b'href="images/none.png"'),
        "title": ("EPUB/package.opf", b"dc:title", b"dc:tittle"),
        "link": ("EPUB/mills.xhtml", b"#mills-n1", b"#mills-n9"),
        "markup": ("EPUB/mills.xhtml", b"<p>Deux", b"<p><h1>x</h1>Deux"),
        "not well-formed": ("EPUB/mills.xhtml", b"</section>", b""),
        "empty list": ("EPUB/nav.xhtml", b'<li><a href="mills.xhtml#stones">Les meules</a></li>\n', b""),
        "ncx": ("EPUB/toc.ncx", b"urn:uuid:3", b"urn:uuid:4"),
        "play order": ("EPUB/toc.ncx", b'playOrder="2"', b'playOrder="1"'),
    }[name]
    assert old in content[target]
    return content | {target: content[target].replace(old, new)}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("property", "OPF-014"),
        ("modified", "RSC-005"),
        ("manifest", "RSC-001"),
        ("title", "RSC-005"),
        ("link", "RSC-012"),
        ("markup", "RSC-005"),
        ("not well-formed", "RSC-016"),
        ("empty list", "RSC-005"),
        ("ncx", "NCX-001"),
        ("play order", "RSC-005"),
    ],
)
def test_broken_books_fail(
    validator: EpubCheck, publication: Publication, tmp_path: Path, name: str, code: str
) -> None:
    assert code in examine(validator, repack(broken(name, files(pack(publication)))), tmp_path)


def test_what_is_no_epub_fails(validator: EpubCheck, tmp_path: Path) -> None:
    assert examine(validator, b"no archive at all", tmp_path)
    assert examine(validator, b"", tmp_path)


def test_a_sound_book_passes_after_a_broken_one(validator: EpubCheck, publication: Publication, tmp_path: Path) -> None:
    assert examine(validator, repack(broken("markup", files(pack(publication)))), tmp_path)
    assert examine(validator, repack(files(pack(publication))), tmp_path) == []


def test_a_compressed_mimetype_fails(validator: EpubCheck, publication: Publication, tmp_path: Path) -> None:
    epub = repack(files(pack(publication)), zipfile.ZIP_DEFLATED)
    assert examine(validator, epub, tmp_path) == ["OWN-mimetype"]


def test_a_mimetype_that_is_not_first_fails(validator: EpubCheck, publication: Publication, tmp_path: Path) -> None:
    content = files(pack(publication))
    last = {name: data for name, data in content.items() if name != "mimetype"} | {"mimetype": content["mimetype"]}
    assert "OWN-mimetype" in examine(validator, repack(last), tmp_path)


def test_a_book_that_is_silent_on_accessibility_fails(
    validator: EpubCheck, publication: Publication, tmp_path: Path
) -> None:
    epub = pack(replace(publication, accessibility={}))
    assert examine(validator, epub, tmp_path) == ["OWN-accessibility"] * len(epubcheck.NEEDED)


def test_messages_say_where(validator: EpubCheck, publication: Publication, tmp_path: Path) -> None:
    file = tmp_path / "book.epub"
    file.write_bytes(repack(broken("link", files(pack(publication)))))
    (message,) = failures(validator.check(file))
    assert message.location.startswith("EPUB/mills.xhtml:13:") and "RSC-012" in str(message)
    assert "Fragment identifier is not defined" in message.text


def test_weights() -> None:
    grave = {s for s in ("FATAL", "ERROR", "WARNING", "INFO", "USAGE") if Message("X", s, "-", "").grave}
    assert grave == {"FATAL", "ERROR", "WARNING"}


def test_one_instance_serves_the_process(validator: EpubCheck) -> None:
    assert EpubCheck.shared() is validator


def test_a_missing_file(validator: EpubCheck, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        validator.check(tmp_path / "none.epub")


@pytest.mark.long
def test_command_in_a_machine_that_another_started(publication: Publication, tmp_path: Path) -> None:
    """As Python runs the file, with its folder first on the path, where it has the name of the package it needs."""
    sound, unsound = tmp_path / "sound.epub", tmp_path / "unsound.epub"
    sound.write_bytes(pack(publication))
    unsound.write_bytes(repack(broken("link", files(pack(publication)))))
    file = Path(epubcheck.__file__)
    program = (
        "import jpype, runpy, sys; machine, sys.path[0] = sys.argv[1:3]; sys.argv = sys.argv[3:]; "
        "jpype.startJVM(machine, '--enable-native-access=ALL-UNNAMED', convertStrings=False); "
        "runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    given = (epubcheck.machine(), file.parent, file, sound, unsound)
    command = [sys.executable, "-c", program, *map(str, given)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 1
    assert f"{sound}: conforms" in done.stdout and "RSC-012" in done.stdout


def test_command_answers(validator: EpubCheck, publication: Publication, tmp_path: Path) -> None:
    sound = tmp_path / "sound.epub"
    sound.write_bytes(pack(publication))
    assert epubcheck.main([str(sound)]) == 0
    assert epubcheck.main([str(tmp_path / "none.epub"), str(sound)]) == 1
    assert epubcheck.main([]) == 2
