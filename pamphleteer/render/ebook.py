"""Book + Layout → Publication: the documents, navigation and resources of an EPUB, ready to be packed."""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from pamphleteer.diagnostics import Diagnostic, Span, error
from pamphleteer.direction import direction_of
from pamphleteer.layout import VARIABLE, Layout, fill
from pamphleteer.markup import OPS
from pamphleteer.model import Book, Division, Document, Landmark, NavEntry, Publication, Resource
from pamphleteer.render import XHTML, ContentsLine, Renderer, contents, has_code, inner_xhtml, parse_xhtml
from pamphleteer.render.cover import cover_section
from pamphleteer.render.dress import EpubDress

STYLE, COVER = "css/epub.css", "images/cover.jpg"
_PLACES = {"front": "frontmatter", "body": "bodymatter", "back": "backmatter"}
_LANDMARKS = {"half-title": "halftitlepage", "title-page": "titlepage", "imprint": "copyright-page"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it goes into the EPUB."""

    path: str
    """From the book's folder."""
    media_type: str
    data: bytes


def render_epub(
    book: Book, layout: Layout, pictures: Sequence[Picture], cover: bytes, modified: str, fonts: Sequence[str]
) -> tuple[Publication | None, tuple[Diagnostic, ...]]:
    """The whole book as XHTML, one document a chapter.

    ``cover`` is the picture of the cover, a JPEG; ``modified`` is ``dcterms:modified``; ``fonts`` are the names of the
    families, for the colophon. Fonts themselves are added by ``with_fonts``, once the text is known. Returns None where
    a template fails.
    """
    addresses = _picture_names(pictures)
    dress = EpubDress(book.terms, addresses, book.manifest.language, book.manifest.noting)
    renderer = Renderer(book, layout, "epub", dress, fonts)
    divisions = [d for d in book.divisions if d.kind not in ("cover", "contents")]
    sections = {d.id: renderer.division(d) for d in divisions}
    cover_page = cover_section(renderer, COVER)
    if cover_page is None or None in sections.values():
        return None, tuple(renderer.found)
    names = _document_names(divisions)
    homes = {name: names[d.id] for d in divisions for name in _ids(sections[d.id] or b"")}
    targets = [(d.kind, d.id) for d in divisions]
    targets += [(d.kind, a.id) for d in divisions if not d.is_article for a in d.articles]
    if lacking := [(kind, name) for kind, name in targets if name not in homes]:
        kind, name = lacking[0]
        file = layout.template_files.get(f"{kind}.html.j2", layout.name)
        hint = 'write id="{{ division.id }}", and id="{{ article.id }}" on an article\'s section'
        message = f"the template gives no element the id '{name}', to which contents and links lead"
        return None, (*renderer.found, error("template-error", message, Span(file), hint))
    documents = [
        Document("cover.xhtml", book.terms["cover"], _page(book, book.manifest.title, cover_page, None, "cover"))
    ]
    for division in divisions:
        section = _address_links(sections[division.id] or b"", names[division.id], homes)
        language = division.articles[0].language if division.is_article else None
        page = _page(book, division.running_title, section, language, _PLACES[division.place])
        documents.append(Document(names[division.id], division.running_title, page))
    manifest = book.manifest
    css = fill("\n".join(sheet.text for sheet in layout.epub_css), layout.options)
    resources = [Resource(STYLE, "text/css", css.encode())]
    resources.append(Resource(COVER, "image/jpeg", cover))
    resources += [Resource(addresses[p.path], p.media_type, p.data) for p in pictures]
    publication = Publication(
        title=manifest.title,
        subtitle=manifest.subtitle,
        creators=manifest.creators,
        language=manifest.language,
        identifier=manifest.identifiers["epub"],
        publisher=manifest.publisher,
        date=manifest.date,
        rights=manifest.rights,
        modified=modified,
        documents=tuple(documents),
        contents=tuple(_nav(line, homes) for line in contents(book)),
        landmarks=_landmarks(book, divisions, names),
        resources=tuple(resources),
        contents_title=book.terms["contents"],
        landmarks_title=book.terms["landmarks"],
        accessibility=_accessibility(documents, bool(pictures), book.terms),
    )
    return publication, tuple(renderer.found)


def text(publication: Publication) -> str:
    """All characters that the documents show, for subsetting fonts to the book."""
    pages = (etree.fromstring(document.content) for document in publication.documents)
    return "".join(str(piece) for page in pages for piece in page.itertext()) + publication.contents_title


def with_fonts(publication: Publication, faces: Sequence[tuple[Resource, str, str, int]]) -> Publication:
    """The publication with fonts embedded: each a resource, its family, its style and its weight."""
    rules = "".join(
        f'@font-face {{\n  font-family: "{family}";\n  font-style: {style};\n  font-weight: {weight};\n'
        f"  src: url(../{resource.name});\n}}\n"
        for resource, family, style, weight in faces
    )
    resources = [
        replace(r, data=rules.encode() + b"\n" + r.data) if r.name == STYLE else r for r in publication.resources
    ]
    return replace(publication, resources=(*resources, *(face[0] for face in faces)))


def families(layout: Layout, book: Book) -> tuple[str, ...]:
    """The families that the EPUB's style sheet asks for; one for code only where the book has code."""
    asked = {name for sheet in layout.epub_css for name in VARIABLE.findall(sheet.text)}
    names = [name for name in layout.options if name.endswith("-font") and name in asked]
    return tuple(dict.fromkeys(layout.options[n].strip('"') for n in names if n != "mono-font" or has_code(book)))


def _page(book: Book, title: str, section: bytes, language: str | None, place: str) -> bytes:
    """A whole XHTML document around a section."""
    lang = html.escape(language or book.manifest.language)
    side = f' dir="{direction}"' if (direction := direction_of(lang)) else ""
    head = (
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="{XHTML}" xmlns:epub="{OPS}" lang="{lang}" xml:lang="{lang}"{side}>\n<head>\n'
        f'<meta charset="utf-8"/>\n<title>{html.escape(title, quote=False)}</title>\n'
        f'<link rel="stylesheet" type="text/css" href="{STYLE}"/>\n</head>\n<body epub:type="{place}">\n'
    )
    return head.encode() + section + b"\n</body>\n</html>\n"


def _document_names(divisions: Sequence[Division]) -> dict[str, str]:
    """A file name for each division: its id where that is plain ASCII, else its number."""
    names: dict[str, str] = {}
    for number, division in enumerate(divisions, 1):
        stem = division.id if re.fullmatch(r"[A-Za-z0-9_-]+", division.id) else f"text-{number}"
        names[division.id] = _free(stem, "xhtml", {*names.values(), "cover.xhtml", "nav.xhtml"})
    return names


def _free(stem: str, ending: str, taken: Iterable[str]) -> str:
    """A name that no other file has, capitals and small letters being the same (EPUB 3.3, section 4.1.3)."""
    used = {name.casefold() for name in taken}
    names = itertools.chain([f"{stem}.{ending}"], (f"{stem}-{i}.{ending}" for i in itertools.count(2)))
    return next(name for name in names if name.casefold() not in used)


def _picture_names(pictures: Sequence[Picture]) -> dict[str, str]:
    """Addresses within the EPUB: the file's own name where it is plain and free."""
    names: dict[str, str] = {}
    for picture in pictures:
        base = picture.path.rsplit("/", 1)[-1]
        stem = re.sub(r"[^A-Za-z0-9_-]+", "-", base.rsplit(".", 1)[0]).strip("-") or "picture"
        ending = {"image/svg+xml": "svg", "image/jpeg": "jpg"}.get(picture.media_type, picture.media_type[6:])
        names[picture.path] = _free(f"images/{stem}", ending, {*names.values(), COVER})
    return names


def _ids(section: bytes) -> list[str]:
    return [node.get("id") for node in parse_xhtml(section).iter(etree.Element) if node.get("id")]


def _address_links(section: bytes, home: str, homes: Mapping[str, str]) -> bytes:
    """A link to an id in another document names that document."""
    root = parse_xhtml(section)
    for link in root.iter(f"{{{XHTML}}}a"):
        target = link.get("href") or ""
        there = homes.get(target[1:], home) if target.startswith("#") else home
        if there != home:
            link.set("href", f"{there}{target}")
    return inner_xhtml(root)


def _nav(line: ContentsLine, homes: Mapping[str, str]) -> NavEntry:
    target = line.href.removeprefix("#")
    return NavEntry(line.text, f"{homes[target]}#{target}", tuple(_nav(child, homes) for child in line.children))


def _landmarks(book: Book, divisions: Sequence[Division], names: Mapping[str, str]) -> tuple[Landmark, ...]:
    marks = [Landmark("cover", book.terms["cover"], "cover.xhtml")]
    for division in divisions:
        if division.kind in _LANDMARKS:
            marks.append(Landmark(_LANDMARKS[division.kind], book.terms[division.kind], names[division.id]))
    marks.append(Landmark("toc", book.terms["contents"], "nav.xhtml"))
    first = next((d for d in divisions if d.place == "body"), None)
    if first is not None:
        marks.append(Landmark("bodymatter", book.terms["beginning"], names[first.id]))
    for kind, type in (("notes", "endnotes"), ("bibliography", "bibliography")):
        marks += [Landmark(type, d.running_title, names[d.id]) for d in divisions if d.kind == kind]
    return tuple(marks)


def _accessibility(
    documents: Sequence[Document], has_pictures: bool, terms: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """What the book offers to readers who listen or enlarge (schema.org; EPUB Accessibility 1.1, section 2.2).

    That it conforms to a standard is not said: whether the words for a picture are the right ones, no program knows.
    """
    described = not any(
        not (picture.get("alt") or "").strip() and picture.get("role") != "presentation"
        for document in documents
        for picture in etree.fromstring(document.content).iter(f"{{{XHTML}}}img")
    )
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability", "ARIA"]
    features += ["alternativeText"] if has_pictures and described else []
    summary = terms["accessible-text"]
    if has_pictures:
        summary = f"{summary} {terms['accessible-pictures' if described else 'pictures-undescribed']}"
    return {
        "accessMode": ("textual", "visual") if has_pictures else ("textual",),
        "accessModeSufficient": ("textual",) if described else ("textual,visual",),
        "accessibilityFeature": tuple(features),
        "accessibilityHazard": ("none",),
        "accessibilitySummary": (summary,),
    }
