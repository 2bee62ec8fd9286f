"""A publication as the renderer makes them, small but with everything that the packer has to see."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path

import pytest

from pamphleteer.model import Creator, Document, Landmark, NavEntry, Publication, Resource
from tests.conformance.epubcheck import EpubCheck

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
CSS = b"""@font-face { font-family: "EB Garamond"; src: url(../fonts/EBGaramond-Regular.ttf) }
body { font-family: "EB Garamond", serif }
"""
FONT = Path(__file__).resolve().parents[2] / "fonts/eb-garamond/EBGaramond-Regular.ttf"


def page(title: str, body: str, language: str = "en-GB", place: str = "bodymatter") -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="{language}" xml:lang="{language}">\n<head>\n<meta charset="utf-8"/>\n<title>{title}</title>\n'
        '<link rel="stylesheet" type="text/css" href="css/epub.css"/>\n</head>\n'
        f'<body epub:type="{place}">\n{body}\n</body>\n</html>\n'
    ).encode()


COVER = page(
    "Mills &amp; Weirs",
    '<section class="cover" id="cover" epub:type="cover"><img src="images/cover.png" alt="A weir"/></section>',
    place="frontmatter",
)
TITLE = page(
    "Title page",
    '<section id="title-page" epub:type="titlepage"><p>Mills &amp; Weirs &lt;II&gt;</p></section>',
    place="frontmatter",
)
# Spaces between inline elements, text bare in the body and a pre must come through to the byte.
FIRST = page(
    "Weirs",
    '<section id="weirs" epub:type="chapter" role="doc-chapter">\n<h1>Weirs</h1>\n'
    '<p><i>A</i><sup>2</sup> weir<sup class="note-call"><a epub:type="noteref" role="doc-noteref" id="weirs-c1"'
    ' href="#weirs-n1">1</a></sup> holds the <b>water</b> <i>back</i>; see <a href="mills.xhtml#stones">the stones</a>'
    ' and <a href="https://example.org/">elsewhere</a>.</p>\n<pre>one\n  two\n\n    three</pre>\n'
    '<figure><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4" role="img" aria-label="A square">'
    '<rect width="4" height="4"/></svg></figure>\n'
    '<aside id="weirs-n1" class="note" epub:type="footnote" role="doc-footnote"><p><a class="note-mark"'
    ' href="#weirs-c1" role="doc-backlink">1</a> A note on weirs.</p></aside>\n</section>',
)
SECOND = page(
    "Les moulins",
    '<section id="mills" epub:type="chapter" role="doc-chapter">\n<h1>Les moulins</h1>\n'
    '<h2 id="stones">Les meules</h2>\n<p>Deux meules<sup class="note-call"><a epub:type="noteref"'
    ' role="doc-noteref" id="mills-c1" href="#mills-n1">2</a></sup> tournent.'
    ' <img src="images/meule.png" alt="Une meule"/>'
    ' <math xmlns="http://www.w3.org/1998/Math/MathML" alttext="x"><mi>x</mi></math></p>\n'
    '<aside id="mills-n1" class="note" epub:type="footnote" role="doc-footnote"><p><a class="note-mark"'
    ' href="#mills-c1" role="doc-backlink">2</a> Une note.</p></aside>\n</section>',
    "fr-CA",
)


def make() -> Publication:
    return Publication(
        title='Mills & Weirs <II> "in two parts"',
        subtitle="Notes & <Queries>",
        creators=(
            Creator("Ada O'Reilly & Sons", "aut", "O'Reilly, Ada"),
            Creator("Émile Durand", "edt", "Durand, Émile"),
            Creator("نور", "trl"),
        ),
        language="en-GB",
        identifier="urn:uuid:3b2ad2a8-1f6c-5a4e-9d35-0a0fb7d0a7c1",
        publisher="Weir & Mill",
        date="2026-11-24",
        rights="© 2026 <the authors>",
        modified="2026-11-24T10:20:31Z",
        documents=(
            Document("cover.xhtml", "Cover", COVER),
            Document("title-page.xhtml", "Title page", TITLE),
            Document("weirs.xhtml", "Weirs", FIRST),
            Document("mills.xhtml", "Les moulins", SECOND),
        ),
        contents=(
            NavEntry("Weirs & <Dams>", "weirs.xhtml#weirs"),
            NavEntry("Les moulins", "mills.xhtml#mills", (NavEntry("Les meules", "mills.xhtml#stones"),)),
        ),
        landmarks=(
            Landmark("cover", "Cover", "cover.xhtml"),
            Landmark("titlepage", "Title page", "title-page.xhtml"),
            Landmark("toc", "Contents", "nav.xhtml"),
            Landmark("bodymatter", "Beginning", "weirs.xhtml"),
        ),
        resources=(
            Resource("css/epub.css", "text/css", CSS),
            Resource("images/cover.png", "image/png", PNG),
            Resource("images/meule.png", "image/png", PNG),
            Resource("fonts/EBGaramond-Regular.ttf", "font/ttf", FONT.read_bytes()),
        ),
        contents_title="Contents & <more>",
        landmarks_title="Landmarks",
        accessibility={
            "accessMode": ("textual", "visual"),
            "accessModeSufficient": ("textual",),
            "accessibilityFeature": ("alternativeText", "readingOrder", "structuralNavigation", "tableOfContents"),
            "accessibilityHazard": ("none",),
            "accessibilitySummary": ("Pictures have alternative texts; notes open where they are called.",),
        },
    )


@pytest.fixture(scope="session")
def publication() -> Publication:
    return make()


@pytest.fixture(scope="session")
def validator() -> EpubCheck:
    return EpubCheck.shared()


def files(epub: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
