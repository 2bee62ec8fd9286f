"""Reading: everything that both outputs are made of, from the book's folder; every finding on the way is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyphen

from pamphleteer import fonts, images, references
from pamphleteer.article import read_article
from pamphleteer.assemble import assemble
from pamphleteer.build.styles import find_style, library_files
from pamphleteer.citations import Cited, check_sources, cite, cites_anything
from pamphleteer.diagnostics import Span, did_you_mean, error, info
from pamphleteer.files import BookFolder, shown
from pamphleteer.fonts import Font
from pamphleteer.layout import Layout
from pamphleteer.manifest import outside, read_manifest
from pamphleteer.model import Article, Book, Image, Manifest, Reference
from pamphleteer.preflight import check_glyphs, missing_glyph
from pamphleteer.render.ebook import Picture
from pamphleteer.shelf import bundled, find_layout
from pamphleteer.terms import terms_of


@dataclass(slots=True)
class Loaded:
    """Everything that both outputs are made of."""

    manifest: Manifest
    book: Book
    layout: Layout
    fonts: tuple[Font, ...]
    pictures: tuple[Picture, ...]
    """Those of the articles."""
    cover: Picture | None
    """The cover's own."""
    sources: tuple[Reference, ...] = ()
    """Those that are cited, or listed in a bibliography."""


class Manuscript:
    """A book's folder as it is read: what was found, and which files were opened."""

    def __init__(self, book: Path, settings: Mapping[str, str]) -> None:
        self.book, self.settings = book, settings
        self.folder = BookFolder(book.parent)
        self.own_files: dict[Path, None] = {}
        self.library: tuple[Path, ...] = ()
        """Files of the library of citation styles that were read."""

    def inputs(self) -> list[Path]:
        """Every file that the outputs depend on."""
        home = Path(__file__).resolve().parent.parent
        words = sorted(file for room in ("references", "terms", "typography") for file in (home / room).glob("*.yaml"))
        return [*self.folder.read, *self.own_files, *self.library, *words]

    def failed(self) -> bool:
        """Whether an error was found."""
        return any(d.severity == "error" for d in self.folder.found)

    def manifest(self) -> Manifest | None:
        """book.yaml; None where it cannot be read."""
        name = self.book.name
        content = self.folder.text(name, Span(shown(self.book)))
        if content is None:
            return None
        manifest, found = read_manifest(content, self.folder.shown(name), self.settings)
        self.folder.found += found
        return manifest

    def load(self) -> Loaded | None:
        """The whole book, assembled; None where manifest or layout is missing or broken."""
        manifest = self.manifest()
        if manifest is None:
            return None
        layout = find_layout(manifest, self.folder, self.own_files)
        families = self._fonts(manifest)
        if layout is not None:
            self._check_families(manifest, layout, families)
        articles = self._articles(manifest)
        pictures = self._pictures([image for article in articles.values() for image in article.images], families)
        covers = self._pictures([manifest.cover.image] if manifest.cover.image else [], families)
        self._check_hyphenation(manifest)
        words, found = terms_of(manifest.language, manifest.terms, manifest.spans.get("terms", Span(manifest.file)))
        self.folder.found += found
        cited = self._cited(manifest, articles, self._references(manifest))
        book, found = assemble(manifest, cited.articles, words, cited.bibliographies)
        self.folder.found += found
        self.folder.found += check_glyphs(book, partial(missing, fonts=families), self.folder.refine)
        if layout is None:
            return None
        return Loaded(manifest, book, layout, families, pictures, next(iter(covers), None), cited.sources)

    def _cited(self, manifest: Manifest, articles: Mapping[str, Article], references: Mapping[str, Reference]) -> Cited:
        self.folder.found += check_sources(manifest, articles, references)
        cites = cites_anything(manifest, articles)
        style = find_style(manifest, self.folder) if cites or manifest.citing.style else None
        if style is None or not cites:
            return Cited(articles, {}, (), ())
        if not self.failed():
            self.library = library_files(manifest, style)
        cited = cite(manifest, articles, references, style)
        self.folder.found += cited.found
        return cited

    def _check_families(self, manifest: Manifest, layout: Layout, families: Sequence[Font]) -> None:
        known = sorted({font.family for font in families})
        for option, value in layout.options.items():
            family = value.strip('"')
            if option.endswith("-font") and family not in known:
                span = manifest.page[option][1] if option in manifest.page else manifest.layout_span
                hint = did_you_mean(family, known) or f"there are: {', '.join(known)}; a book brings others by 'fonts:'"
                self.folder.found.append(error("page-wrong-value", f"there is no font '{family}'", span, hint))

    def _check_hyphenation(self, manifest: Manifest) -> None:
        if pyphen.language_fallback(manifest.language.replace("-", "_")) is None:
            message = f"no hyphenation patterns are known for '{manifest.language}': its words are not broken"
            span = manifest.spans.get("language", Span(manifest.file))
            self.folder.found.append(info("hyphenation-missing", message, span))

    def _articles(self, manifest: Manifest) -> dict[str, Article]:
        articles = {}
        for ref in manifest.articles():
            content = self.folder.text(ref.path, ref.span)
            if content is None:
                continue
            article, found = read_article(content, ref, self.folder.shown(ref.path), manifest.language)
            self.folder.found += found
            if article is not None:
                articles[ref.path] = article
        return articles

    def _pictures(self, images_shown: Sequence[Image], families: Sequence[Font]) -> tuple[Picture, ...]:
        pictures: dict[str, Picture | None] = {}
        for image in images_shown:
            if image.path in pictures:
                continue
            data = self.folder.data(image.path, image.span)
            seen, found = images.probe(data, image.path, image.span) if data is not None else (None, ())
            self.folder.found += found
            for character in missing(seen.words, fonts=families) if seen else ():
                self.folder.found.append(missing_glyph(character, image.span))
            pictures[image.path] = Picture(image.path, seen.media_type, data) if seen and data is not None else None
        return tuple(p for p in pictures.values() if p)

    def _references(self, manifest: Manifest) -> dict[str, Reference]:
        listed: list[Reference] = []
        for path, span in manifest.references:
            if not path.lower().endswith(references.ENDINGS):
                hint = f"sources are read from files that end in {', '.join(references.ENDINGS)}"
                self.folder.found.append(error("references-unsupported", f"'{path}' cannot be read", span, hint))
                continue
            content = self.folder.text(path, span)
            if content is not None:
                read, found = references.read(content, path, self.folder.shown(path))
                self.folder.found += found
                listed += read
        sources, found = references.together(listed)
        self.folder.found += found
        return sources

    def _fonts(self, manifest: Manifest) -> tuple[Font, ...]:
        home = bundled("fonts")
        own = fonts.load(home)
        self.own_files |= dict.fromkeys([home / "fonts.yaml", *(font.path for font in own)])
        brought: list[tuple[Path, Span]] = []
        for path, span in manifest.fonts:
            whole = self.folder.whole(path)
            if not self.folder.holds(path):
                self.folder.found.append(outside(path, span))
                continue
            files = [whole]
            if whole.is_dir():
                # A folder of fonts also holds licences and the like.
                endings = (".otf", ".ttf", ".ttc", ".woff", ".woff2")
                files = sorted(f for f in whole.rglob("*") if f.is_file() and f.suffix.lower() in endings)
                if not files:
                    brought.append((whole, span))
            for file in files:
                name = file.relative_to(self.folder.root).as_posix()
                if self.folder.data(name, span) is not None:
                    brought.append((file, span))
        added, found = fonts.scan(brought)
        self.folder.found += found
        return fonts.combine(own, added)


def missing(content: str, fonts: Sequence[Font]) -> tuple[str, ...]:
    """The characters of a text that none of the fonts has."""
    from pamphleteer.fonts import uncovered

    return uncovered(content, fonts)
