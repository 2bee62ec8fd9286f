"""Book + Layout → print HTML in pieces, and the documents of an EPUB.

Both come from the same templates; ``output`` says which is being made. The text of articles is dressed first: note
calls, notes and headings get the elements that the output wants.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from lxml import etree
from markupsafe import Markup

from pamphleteer.dates import spoken_date
from pamphleteer.diagnostics import Diagnostic, Span, error
from pamphleteer.layout import Layout
from pamphleteer.markup import OPS, text_of
from pamphleteer.model import Article, Bibliography, Book, Division
from pamphleteer.render.dress import Dress
from pamphleteer.render.opening import mark_opening
from pamphleteer.render.sandbox import Sandbox

XHTML = "http://www.w3.org/1999/xhtml"

_SEMANTICS = {
    "half-title": ("halftitlepage", None),
    "title-page": ("titlepage", None),
    "imprint": ("copyright-page", None),
    "contents": ("toc", "doc-toc"),
    "part": ("part", "doc-part"),
    "chapter": ("chapter", "doc-chapter"),
    "notes": ("endnotes", "doc-endnotes"),
    "bibliography": ("bibliography", "doc-bibliography"),
    "colophon": ("colophon", "doc-colophon"),
    "cover": ("cover", None),
}
"""Kind of division → epub:type and ARIA role (EPUB 3 Structural Semantics Vocabulary; DPUB-ARIA 1.1)."""


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of the table of contents."""

    title: Markup
    text: str
    href: str
    kind: str
    byline: str | None = None
    children: tuple[ContentsLine, ...] = ()


class Renderer:
    """The templates of a layout, with what they are told of a book."""

    def __init__(self, book: Book, layout: Layout, output: str, dress: Dress, fonts: Sequence[str] = ()) -> None:
        self.book, self.layout, self.output, self.dress = book, layout, output, dress
        self.found: list[Diagnostic] = []
        self.environment = Sandbox(layout.templates, layout.template_files)
        manifest = book.manifest
        self.context: dict[str, Any] = {
            "output": output,
            "language": manifest.language,
            "terms": book.terms,
            "options": layout.choices,
            "fonts": list(fonts),
            "notes_at": manifest.noting.place,
            "book": {
                "title": manifest.title,
                "running": self.shortened(manifest.title),
                "subtitle": manifest.subtitle,
                "creators": [{"name": c.name, "role": c.role} for c in manifest.creators],
                "publisher": manifest.publisher,
                "date": spoken_date(manifest.date, manifest.language) if manifest.date else None,
                "year": manifest.date[:4] if manifest.date else None,
                "rights": manifest.rights,
                "identifier": manifest.identifiers[output if output in manifest.identifiers else "pdf"],
            },
            "contents": contents(book),
        }

    def division(self, division: Division) -> bytes | None:
        """The division's ``<section>``, canonical; None where the template fails."""
        epub_type, role = _SEMANTICS.get(division.kind, (_article_type(division), None))
        semantics = f' epub:type="{epub_type}"' + (f' role="{role}"' if role else "")
        return self.template(
            f"{division.kind}.html.j2",
            division={
                "id": division.id,
                "kind": division.kind,
                "place": division.place,
                "title": Markup(division.title.decode()),
                "running": self.shortened(division.running_title),
                "is_article": division.is_article,
            },
            articles=[self._article(a) for a in division.articles],
            chapters=self._noted() if division.kind == "notes" else [],
            bibliography=self._bibliography(division.bibliography) if division.bibliography else None,
            semantics=Markup(semantics) if self.output == "epub" else "",
        )

    def shortened(self, text: str) -> str:
        """A running head that fits a line: a longer one ends after a whole word, with an ellipsis."""
        # In the italic of the text's size a letter takes two fifths of an em on average; the em is 11 points or so.
        most = int(float(self.layout.options.get("trim-width", "148mm").removesuffix("mm")) * 0.4)
        return textwrap.shorten(text, most, placeholder="\u00a0…") if len(text) > most else text

    def template(self, name: str, **values: Any) -> bytes | None:
        """A template's output as canonical XHTML."""
        file = self.layout.template_files.get(name, name)
        if name not in self.layout.templates:
            self.found.append(error("template-error", f"the layout has no template {name}", Span(file)))
            return None
        try:
            return canonical_xhtml(self.environment.output(name, {**self.context, **values}))
        except etree.XMLSyntaxError as e:
            self.found.append(error("template-error", f"the template makes no XHTML: {e.msg}", Span(file)))
        except Exception as e:  # A template runs as Python does, and may raise anything.
            self.found.append(error("template-error", _reason(e), self._place(e, file)))
        return None

    def _place(self, e: Exception, file: str) -> Span:
        """The innermost template's line: Jinja gives compiled code the template's own lines."""
        if isinstance(e, TemplateSyntaxError):
            return Span(e.filename or file, e.lineno)
        files = set(self.layout.template_files.values())
        trace, place = e.__traceback__, Span(file)
        while trace:
            if (here := trace.tb_frame.f_code.co_filename) in files:
                place = Span(here, trace.tb_lineno)
            trace = trace.tb_next
        return place

    def _noted(self) -> list[dict[str, Any]]:
        """What has notes, in reading order, for the division of notes."""
        noted = [d for d in self.book.divisions if any(article.notes for article in d.articles)]
        return [
            {
                "id": d.id,
                "title": Markup(self.dress.text(d.title, {}).decode()),
                "label": d.running_title,
                "language": d.articles[0].language if d.is_article else None,
                "notes": [note for article in d.articles for note in self._notes(article)],
            }
            for d in noted
        ]

    def _notes(self, article: Article) -> list[Markup]:
        own = article.language if article.language != self.book.manifest.language else None
        return [Markup(self.dress.note(note, own).decode()) for note in article.notes]

    def _bibliography(self, listed: Bibliography) -> dict[str, Any]:
        return {
            "id": listed.id,
            "hanging": listed.hanging,
            "aligned": listed.aligned,
            "groups": [
                {
                    "title": group.title,
                    "entries": [{"id": e.id, "content": Markup(self.dress.entry(e).decode())} for e in group.entries],
                }
                for group in listed.groups
            ],
        }

    def _article(self, article: Article) -> dict[str, Any]:
        def line(markup: bytes | None) -> Markup | None:
            return Markup(self.dress.text(markup, {}).decode()) if markup else None

        language = article.language or self.book.manifest.language
        notes = {note.id: note for note in article.notes}
        return {
            "id": article.id,
            "language": article.language,
            "title": Markup(self.dress.text(article.title_calls, notes).decode()),
            "label": text_of(article.title),
            "standfirst": line(article.standfirst),
            "byline": line(article.byline),
            "date": spoken_date(article.date, language) if article.date else None,
            "source": line(article.source),
            "rights": line(article.rights),
            "body": Markup(self.dress.text(self._opened(article.body), notes).decode()),
            "notes": self._notes(article),
        }

    def _opened(self, body: bytes) -> bytes:
        manner = self.layout.choices.get("opening-words", "plain")
        return body if manner == "plain" else mark_opening(body, manner == "drop-cap", self.output != "epub")


def _reason(e: Exception) -> str:
    match e:
        case TemplateNotFound():
            return f"there is no template '{e.name}'"
        case TemplateSyntaxError():
            return e.message or "this is no template"
        case TemplateError():
            return str(e)
        case RecursionError():
            return "the template calls itself without end, or is nested too deeply"
    return f"the template fails: {e}"


def has_code(book: Book) -> bool:
    """Whether anything in the book is set as code."""
    articles = [article for division in book.divisions for article in division.articles]
    markups = [*(a.body for a in articles), *(n.content for a in articles for n in a.notes)]
    return any(re.search(rb"<(?:code|pre|kbd|samp)\b", markup) for markup in markups)


def contents(book: Book) -> tuple[ContentsLine, ...]:
    """What the table of contents lists: articles of front and back, parts, chapters and the articles in them."""
    lines: list[ContentsLine] = []
    in_part: list[ContentsLine] = []

    def close_part() -> None:
        if in_part:
            part = lines.pop()
            lines.append(replace(part, children=tuple(in_part)))
            in_part.clear()

    for division in book.divisions:
        if division.kind not in ("part", "chapter", "article", "notes", "bibliography", "colophon"):
            continue
        bylines = [text_of(a.byline) if a.byline else None for a in division.articles]
        children = tuple(
            ContentsLine(Markup(a.title.decode()), text_of(a.title), f"#{a.id}", "article", byline)
            for a, byline in zip(division.articles, bylines, strict=True)
            if not division.is_article
        )
        line = ContentsLine(
            Markup(division.title.decode()),
            division.running_title,
            f"#{division.id}",
            division.kind,
            bylines[0] if division.is_article else None,
            children,
        )
        if division.place == "body" and division.kind != "part" and lines and lines[-1].kind == "part":
            in_part.append(line)
        else:
            close_part()
            lines.append(line)
    close_part()
    return tuple(lines)


def canonical_xhtml(text: str) -> bytes:
    """A template's output, parsed and written again: well-formed, the same bytes for the same tree."""
    return inner_xhtml(parse_xhtml(text.strip().encode()))


def parse_xhtml(section: bytes) -> Any:
    """The tree of a section, under an element that declares the namespaces of an EPUB."""
    opening = f'<wrap xmlns="{XHTML}" xmlns:epub="{OPS}">'.encode()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(opening + section + b"</wrap>", parser)


def inner_xhtml(root: Any) -> bytes:
    """What stands inside the root of ``parse_xhtml``."""
    written = etree.tostring(root, encoding="utf-8", xml_declaration=False)
    return written[written.index(b">") + 1 : written.rindex(b"</wrap>")].strip()


def _article_type(division: Division) -> str:
    return {"front": "frontmatter", "back": "backmatter"}.get(division.place, "chapter")
