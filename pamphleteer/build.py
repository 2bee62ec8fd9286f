"""The edge: reads files, environment and clock, takes a book through the stages, writes the outputs.

Every stage's findings are collected; the outputs are written only when all of them are made and nothing is wrong.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pyphen

from pamphleteer import __version__, fonts, images
from pamphleteer.article import read_article
from pamphleteer.article.frontmatter import references as read_references
from pamphleteer.assemble import assemble
from pamphleteer.diagnostics import BookError, Diagnostic, Span, did_you_mean, error, info, report_order
from pamphleteer.files import BookFolder, shown, write_all
from pamphleteer.fonts import Font
from pamphleteer.layout import Layout, custom_properties
from pamphleteer.manifest import outside, read_manifest
from pamphleteer.marked import read_yaml
from pamphleteer.markup import text_of
from pamphleteer.model import Article, Book, Manifest, PageMap, Piece, Reference, Resource, Stylesheet
from pamphleteer.preflight import check_edges, check_glyphs, check_notes, missing_glyph
from pamphleteer.render import has_code
from pamphleteer.render.dress import print_address
from pamphleteer.render.ebook import Picture, families, render_epub, text, with_fonts
from pamphleteer.render.press import render_print
from pamphleteer.shelf import bundled, find_layout
from pamphleteer.slug import slug
from pamphleteer.terms import terms_of

ENDINGS = {"pdf": ".pdf", "epub": ".epub"}

# Where neither SOURCE_DATE_EPOCH nor the manifest gives a date: the earliest that a zip file can hold.
_NO_DATE = "1980-01-01"


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks for."""

    book: Path
    """The manifest."""
    out: Path = Path("dist")
    formats: tuple[str, ...] = ()
    """Empty: those that the manifest names."""
    settings: Mapping[str, str] = field(default_factory=dict)
    strict: bool = False
    depfile: Path | None = None
    cache: Path | None = None
    """Where fontconfig may keep what it knows of the fonts; None is a folder for this build alone."""
    progress: Callable[[str], None] = lambda _step: None
    """Told of each step as it begins."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a build."""

    outputs: Mapping[Path, bytes]
    """Empty where an error stopped it."""
    pages: int | None
    found: tuple[Diagnostic, ...]

    def failed(self, strict: bool) -> bool:
        """Whether anything found forbids writing."""
        grave = ("error", "warning") if strict else ("error",)
        return any(d.severity in grave for d in self.found)


@dataclass(slots=True)
class Loaded:
    """Everything that both outputs are made of."""

    manifest: Manifest
    book: Book
    layout: Layout
    fonts: tuple[Font, ...]
    pictures: tuple[Picture, ...]


def build(options: Options) -> Result:
    """Build a book and write it; nothing is written where an error, or under ``strict`` a warning, was found."""
    result = make(options)
    if result.failed(options.strict) or not result.outputs:
        return result
    try:
        write_all(result.outputs)
    except BookError as e:
        return Result({}, None, (*result.found, *e.diagnostics))
    return result


def make(options: Options) -> Result:
    """Make a book's outputs in memory, the depfile among them where one is asked for."""
    maker = _Maker(options)
    try:
        outputs, pages = maker.outputs()
    except BookError as e:
        maker.folder.found += e.diagnostics
        outputs, pages = {}, None
    found = tuple(report_order(maker.folder.found))
    if any(d.severity == "error" for d in found):
        outputs = {}
    if outputs and options.depfile:
        outputs = {**outputs, options.depfile: _depfile(list(outputs), maker.inputs())}
    return Result(outputs, pages, found)


def outputs_of(options: Options) -> tuple[Path, ...]:
    """The files that a build would write."""
    maker = _Maker(options)
    manifest = maker.manifest()
    if manifest is None or maker.failed():
        raise BookError(maker.folder.found)
    return tuple(maker.path(manifest, kind) for kind in ENDINGS)


class _Maker:
    """One build: the steps in their order, and what was read and found on the way."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.folder = BookFolder(options.book.parent)
        self.own_files: dict[Path, None] = {}

    def inputs(self) -> list[Path]:
        home = Path(__file__).resolve().parent
        words = sorted([*(home / "terms").glob("*.yaml"), *(home / "typography").glob("*.yaml")])
        return [*self.folder.read, *self.own_files, *words]

    def path(self, manifest: Manifest, kind: str) -> Path:
        return self.options.out / f"{slug(manifest.title)}{ENDINGS[kind]}"

    def outputs(self) -> tuple[dict[Path, bytes], int | None]:
        self.options.progress("reading the manuscript")
        loaded = self.load()
        if loaded is None or self.failed():
            return {}, None
        formats = self.options.formats or loaded.manifest.outputs
        outputs: dict[Path, bytes] = {}
        pages: PageMap | None = None
        if "pdf" in formats:
            self.options.progress("laying out the pages")
            pdf, pages = self.pdf(loaded)
            outputs[self.path(loaded.manifest, "pdf")] = pdf
        if "epub" in formats and not self.failed():
            self.options.progress("packing the ebook")
            if (epub := self.epub(loaded)) is not None:
                outputs[self.path(loaded.manifest, "epub")] = epub
        return outputs, pages.count if pages else None

    def failed(self) -> bool:
        return any(d.severity == "error" for d in self.folder.found)

    # --- reading

    def manifest(self) -> Manifest | None:
        name = self.options.book.name
        content = self.folder.text(name, Span(shown(self.options.book)))
        if content is None:
            return None
        manifest, found = read_manifest(content, self.folder.shown(name), self.options.settings)
        self.folder.found += found
        return manifest

    def load(self) -> Loaded | None:
        manifest = self.manifest()
        if manifest is None:
            return None
        layout = find_layout(manifest, self.folder, self.own_files)
        families = self.fonts(manifest)
        if layout is not None:
            self.check_families(manifest, layout, families)
        articles = self.articles(manifest)
        pictures = self.pictures(articles)
        self.check_hyphenation(manifest)
        words, found = terms_of(manifest.language, manifest.terms, manifest.spans.get("terms", Span(manifest.file)))
        self.folder.found += found
        book, found = assemble(manifest, articles, self.references(manifest), words)
        self.folder.found += found
        self.folder.found += check_glyphs(book, partial(_missing, fonts=families), self.folder.refine)
        return Loaded(manifest, book, layout, families, pictures) if layout else None

    def check_families(self, manifest: Manifest, layout: Layout, families: Sequence[Font]) -> None:
        known = sorted({font.family for font in families})
        for option, value in layout.options.items():
            family = value.strip('"')
            if option.endswith("-font") and family not in known:
                span = manifest.page[option][1] if option in manifest.page else manifest.layout_span
                hint = did_you_mean(family, known) or f"there are: {', '.join(known)}; a book brings others by 'fonts:'"
                self.folder.found.append(error("page-wrong-value", f"there is no font '{family}'", span, hint))

    def check_hyphenation(self, manifest: Manifest) -> None:
        if pyphen.language_fallback(manifest.language.replace("-", "_")) is None:
            message = f"no hyphenation patterns are known for '{manifest.language}': its words are not broken"
            span = manifest.spans.get("language", Span(manifest.file))
            self.folder.found.append(info("hyphenation-missing", message, span))

    def articles(self, manifest: Manifest) -> dict[str, Article]:
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

    def pictures(self, articles: Mapping[str, Article]) -> tuple[Picture, ...]:
        pictures: dict[str, Picture | None] = {}
        for image in (image for article in articles.values() for image in article.images):
            if image.path in pictures:
                continue
            data = self.folder.data(image.path, image.span)
            seen, found = images.probe(data, image.path, image.span) if data is not None else (None, ())
            self.folder.found += found
            pictures[image.path] = Picture(image.path, seen.media_type, data) if seen and data is not None else None
        return tuple(p for p in pictures.values() if p)

    def references(self, manifest: Manifest) -> dict[str, Reference]:
        sources: dict[str, Reference] = {}
        for path, span in manifest.references:
            if not path.endswith((".yaml", ".yml", ".json")):
                hint = "for now sources are read from CSL-YAML and CSL-JSON"
                self.folder.found.append(error("references-unsupported", f"'{path}' cannot be read yet", span, hint))
                continue
            content = self.folder.text(path, span)
            if content is None:
                continue
            marked, found = read_yaml(content, self.folder.shown(path))
            self.folder.found += found
            if marked is None:
                continue
            steps = ("references",) if isinstance(marked.value, dict) else ()
            listed = marked.value.get("references") if isinstance(marked.value, dict) else marked.value
            if not isinstance(listed, list):
                message = f"{self.folder.shown(path)} lists no references"
                hint = "begin it with 'references:', and each source with '- id: …'"
                self.folder.found.append(error("references-missing", message, marked.span(()), hint))
                continue
            entries, wrong = read_references(marked, steps)
            self.folder.found += wrong
            for entry in entries:
                if entry.key in sources and sources[entry.key].data != entry.data:
                    message = f"the reference '{entry.key}' is given twice (first in {sources[entry.key].span})"
                    self.folder.found.append(error("reference-twice", message, entry.span))
                sources.setdefault(entry.key, entry)
        return sources

    def fonts(self, manifest: Manifest) -> tuple[Font, ...]:
        home = bundled("fonts")
        own = fonts.load(home)
        self.own_files |= dict.fromkeys([home / "fonts.yaml", *(font.path for font in own)])
        brought: list[tuple[Path, Span]] = []
        for path, span in manifest.fonts:
            whole = self.folder.root / path
            if not self.folder.holds(path):
                self.folder.found.append(outside(path, span))
                continue
            files = sorted(f for f in whole.rglob("*") if f.is_file()) if whole.is_dir() else [whole]
            for file in files:
                name = file.relative_to(self.folder.root).as_posix()
                # A folder of fonts also holds licences and the like.
                wanted = not whole.is_dir() or file.suffix.lower() in (".otf", ".ttf", ".ttc", ".woff", ".woff2")
                if wanted and self.folder.data(name, span) is not None:
                    brought.append((file, span))
        added, found = fonts.scan(brought)
        self.folder.found += found
        return fonts.combine(own, added)

    # --- making

    def date(self, manifest: Manifest) -> str:
        """The book's own date, as ISO 8601 in UTC: SOURCE_DATE_EPOCH, else the manifest's."""
        if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
            try:
                return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            except (ValueError, OverflowError, OSError):
                message = f"SOURCE_DATE_EPOCH is '{epoch}', which is no number of seconds"
                raise BookError([error("date-invalid", message)]) from None
        if manifest.date is None:
            message = "the book has no date; its files say 1980"
            self.folder.found.append(info("date-missing", message, Span(manifest.file), "add 'date: 2026-11-24'"))
        day = manifest.date or _NO_DATE
        return f"{day}{'-01-01'[len(day) - 10 :] if len(day) < 10 else ''}T00:00:00Z"

    def pdf(self, loaded: Loaded) -> tuple[bytes, PageMap]:
        manifest, layout = loaded.manifest, loaded.layout
        pieces, running, found = render_print(loaded.book, layout, _names(loaded))
        self.folder.found += found
        self.check_rendered(loaded, pieces)
        if self.failed():
            raise BookError([])
        sheets = [Stylesheet(layout.print_css[0].file, custom_properties(layout)), *layout.print_css]
        with _fontconfig(loaded.fonts, self.options.cache):
            # Only now: the library reads the fontconfig file as it is loaded, and loading it takes its time.
            from pamphleteer.paginate import Head, paginate

            head = Head(
                title=loaded.book.manifest.title,
                running=running,
                authors=tuple(c.name for c in manifest.creators if c.role == "aut"),
                language=manifest.language,
                created=self.date(manifest),
                generator=f"Pamphleteer {__version__}",
            )
            files = {print_address(p.path): p.data for p in loaded.pictures}
            pagination = paginate(pieces, sheets, head, layout.choices, files)
        self.folder.found += pagination.found
        self.folder.found += check_notes(loaded.book, pagination.map)
        self.folder.found += check_edges(loaded.book, pagination.map)
        return pagination.pdf, pagination.map

    def check_rendered(self, loaded: Loaded, pieces: Sequence[Piece]) -> None:
        """What the templates add (dates, words of their own) needs glyphs, too."""
        told = " ".join(d.message for d in self.folder.found if d.code == "glyph-missing")
        content = b"".join(piece.html for piece in pieces)
        for character in _missing(text_of(content), fonts=loaded.fonts):
            if f"U+{ord(character):04X}" not in told:
                self.folder.found.append(missing_glyph(character, Span(shown(self.options.book))))

    def epub(self, loaded: Loaded) -> bytes | None:
        from pamphleteer.epub import pack

        publication, found = render_epub(
            loaded.book, loaded.layout, loaded.pictures, self.date(loaded.manifest), _names(loaded)
        )
        self.folder.found += found
        if publication is None:
            return None
        wanted = families(loaded.layout, loaded.book)
        shown_text = text(publication)
        faces = [
            (
                Resource(
                    f"fonts/{slug(font.family)}-{font.weight}-{font.style}{font.path.suffix.lower()}",
                    fonts.media_type(font),
                    fonts.subset(font, shown_text, features=fonts.TEXT_FEATURES),
                ),
                font.family,
                font.style,
                font.weight,
            )
            for font in loaded.fonts
            if font.family in wanted
        ]
        return pack(with_fonts(publication, faces))


def _missing(content: str, fonts: Sequence[Font]) -> tuple[str, ...]:
    from pamphleteer.fonts import uncovered

    return uncovered(content, fonts)


def _names(loaded: Loaded) -> tuple[str, ...]:
    """The families that the book is set in, for the colophon: that of the text, and that of code where there is any."""
    options = ["text-font", "mono-font"] if has_code(loaded.book) else ["text-font"]
    chosen = (loaded.layout.options.get(option, "").strip('"') for option in options)
    return tuple(name for name in chosen if name)


@contextmanager
def _fontconfig(families: Sequence[Font], cache: Path | None) -> Iterator[None]:
    """Let fontconfig see the book's fonts and no others, so that a book looks the same on every machine."""
    with tempfile.TemporaryDirectory(prefix="pamphleteer-") as folder:
        config = Path(folder) / "fonts.conf"
        config.write_text(fonts.fontconfig(families, str(cache or Path(folder) / "cache")), encoding="utf-8")
        before: Any = os.environ.get("FONTCONFIG_FILE")
        os.environ["FONTCONFIG_FILE"] = str(config)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


def _depfile(outputs: Sequence[Path], inputs: Sequence[Path]) -> bytes:
    """A rule of make: the outputs depend on the inputs; an input that vanishes is no error."""

    def escape(path: Path) -> str:
        return shown(path).replace("\\", "\\\\").replace(" ", "\\ ").replace("#", "\\#").replace("$", "$$")

    names = [escape(path) for path in inputs]
    rule = f"{' '.join(escape(path) for path in outputs)}: {' '.join(names)}\n"
    return (rule + "".join(f"{name}:\n" for name in names)).encode()
