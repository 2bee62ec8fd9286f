"""book.yaml → Manifest: read, checked, typed, every mistake with its place."""

from __future__ import annotations

import json
import posixpath
import re
import uuid
from collections import ChainMap, Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement

from pamphleteer import __version__
from pamphleteer.diagnostics import Diagnostic, Span, did_you_mean, error, warning
from pamphleteer.diagnostics.explanations import explanations
from pamphleteer.manifest.citing import read_citing
from pamphleteer.manifest.hyphenation import check_words
from pamphleteer.manifest.schema import LATER_MATTER, MATTER, ChapterModel, ManifestModel, MatterModel
from pamphleteer.marked import Marked, read_yaml
from pamphleteer.model import ArticleRef, Chapter, Cover, Creator, Image, Manifest, Matter, Noting, Part
from pamphleteer.slug import slug
from pamphleteer.validation import validate

RESERVED = (*(f"page-{page}" for page in MATTER if page != "cover"), "cover")
"""Ids of the book's own pages."""

# The namespace of UUIDs made from a book's title, creators and language (RFC 9562, section 5.5).
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "pamphleteer")


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a manifest."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **ManifestModel.model_json_schema()}


def read_manifest(
    text: str, file: str, settings: Mapping[str, str] | None = None
) -> tuple[Manifest | None, tuple[Diagnostic, ...]]:
    """Read a manifest; None where it cannot be understood well enough to go on.

    ``settings`` go before what the file says: ``{"page.trim": "A6"}``, each value in YAML.
    Whether the files it names exist is for the reader of the files to say.
    """
    marked, found = read_yaml(text, file)
    if marked is None:
        return None, found
    for key, value in (settings or {}).items():
        # A colour begins with a hash, a title may hold a colon: only what looks like YAML is YAML here.
        plain = not value.lstrip().startswith(("[", "{", '"', "'"))
        given, wrong = read_yaml(json.dumps(value.strip()) if plain else value, f"--set {key}")
        found = (*found, *wrong)
        if given is not None and isinstance(marked.value, dict):
            marked = marked.overlaid(tuple(key.split(".")), given)
    stand_ins = {"title": "?", "language": "und"}
    model, marked, wrong = validate(ManifestModel, marked, "manifest", "a manifest", stand_ins)
    if model is None:
        return None, (*found, *wrong)
    typer = _Typer(model, marked)
    manifest = typer.manifest(file)
    return manifest, (*found, *wrong, *typer.found)


class _Typer:
    """From the checked model to the records; collects what only the whole manifest can show."""

    def __init__(self, model: ManifestModel, marked: Marked) -> None:
        self.model, self.marked = model, marked
        self.found: list[Diagnostic] = []
        self.articles: dict[str, Span] = {}
        self.ids: dict[str, Span] = {}
        self.pages: dict[str, Span] = {}
        paths = [path for path in map(_normal, _all_paths(model)) if path]
        self.article_ids = _article_ids(dict.fromkeys(paths))
        self.article_names = {name: Span("") for name in self.article_ids.values()}
        self.numbers: tuple[Counter[str], Counter[str]] = (Counter(), Counter())

    def manifest(self, file: str) -> Manifest:
        model, marked = self.model, self.marked
        if (model.chapters is None) == (model.parts is None):
            message = "a book has chapters or parts, not both" if model.parts else "the book has no chapters"
            span = marked.key(("parts",)) if model.parts else marked.span(())
            self.found.append(error("manifest-no-chapters", message, span, "list the articles under 'chapters:'"))
        front = tuple(self._matter(model.front, "front"))
        if model.parts == []:
            self.found.append(error("manifest-no-chapters", "no part is listed here", marked.span(("parts",))))
        parts = tuple(
            Part(
                self._id(part.id, slug(part.title), ("parts", i)),
                part.title,
                self._chapters(part.chapters, ("parts", i, "chapters")),
                marked.span(("parts", i)),
            )
            for i, part in enumerate(model.parts or [])
        )
        chapters = self._chapters(model.chapters, ("chapters",)) if model.chapters is not None else ()
        noting = self._noting()
        back = tuple(self._matter(model.back, "back"))
        citing, unfit = read_citing(model, marked)
        self.found += unfit
        if noting.place == "book-endnotes" and "notes" not in self.pages:
            back = (Matter("notes", None, marked.span(("citations", "notes"))), *back)
        if citing.bibliography == "book" and "bibliography" not in self.pages:
            last = len(back) - (back[-1].kind == "colophon" if back else 0)
            matter = Matter("bibliography", None, marked.span(("citations", "bibliography")))
            back = (*back[:last], matter, *back[last:])
        self._check_version()
        hyphenation, wrong = check_words(model.hyphenation, marked)
        self.found += wrong
        outputs = tuple(dict.fromkeys(model.outputs))
        if not outputs:
            self.found.append(error("manifest-wrong-value", "'outputs' names none", marked.span(("outputs",))))
        return Manifest(
            file=file,
            title=model.title,
            subtitle=model.subtitle,
            creators=tuple(Creator(c.name, c.role, c.file_as) for c in model.creators),
            language=model.language,
            identifiers=self._identifiers(),
            publisher=model.publisher,
            date=model.date,
            rights=model.rights,
            layout=model.layout,
            layout_span=marked.span(("layout",)),
            page={key: (value, marked.span(("page", key))) for key, value in model.page.items()},
            references=self._files(model.references, "references"),
            fonts=self._files(model.fonts, "fonts"),
            cover=self._cover(),
            noting=noting,
            citing=citing,
            front=front,
            parts=parts,
            chapters=chapters,
            back=back,
            hyphenation=hyphenation,
            silence=self._silence(),
            terms=dict(model.terms),
            outputs=outputs,
            spans={str(path[0]): span for path, span in marked.keys.items() if len(path) == 1},
        )

    def _chapters(self, models: list[ChapterModel], path: tuple[str | int, ...]) -> tuple[Chapter, ...]:
        if not models:
            self.found.append(error("manifest-no-chapters", "no chapter is listed here", self.marked.span(path)))
        return tuple(self._chapter(model, (*path, i)) for i, model in enumerate(models))

    def _chapter(self, model: ChapterModel, path: tuple[str | int, ...]) -> Chapter:
        span = self.marked.span(path)
        name = f"the chapter '{model.title}'" if model.title else "a chapter"
        if not model.articles:
            self.found.append(error("chapter-empty", f"{name} has no articles", span, "name at least one article"))
        if len(model.articles) > 1 and not model.title:
            message = "a chapter of several articles needs a title"
            self.found.append(error("chapter-untitled", message, span, "add 'title:' to the chapter"))
        articles = tuple(
            ref
            for i, text in enumerate(model.articles)
            if (ref := self._article(text, self.marked.span((*path, "articles", i))))
        )
        own = articles[0].id if len(articles) == 1 and not model.title else slug(model.title or "chapter")
        return Chapter(self._id(model.id, own, path), model.title, articles, span)

    def _article(self, text: str, span: Span) -> ArticleRef | None:
        path = _normal(text)
        if path is None:
            self.found.append(outside(text, span))
            return None
        if path in self.articles:
            message = f"the article {path} is used twice (first on line {self.articles[path].line})"
            self.found.append(error("article-twice", message, span, "each article stands once in a book"))
            return None
        self.articles[path] = span
        return ArticleRef(path, self.article_ids[path], span)

    def _id(self, given: str | None, made: str, path: tuple[str | int, ...]) -> str:
        span = self.marked.span((*path, "id")) if given else self.marked.span(path)
        name = given or made
        if given and (given in self.ids or given in self.article_names or given in RESERVED):
            first = f" (first on line {self.ids[given].line})" if given in self.ids else ": an article or page has it"
            self.found.append(error("id-duplicate", f"the id '{given}' is given twice{first}", span))
        if not given:
            titled = path_is_titled(self.marked, path)
            taken = ChainMap(self.ids, self.article_names if titled else {})
            name = _free(made, taken, self.numbers[titled])
        self.ids[name] = span
        return name

    def _matter(self, models: list[MatterModel], key: str) -> Iterator[Matter]:
        for i, model in enumerate(models):
            span = self.marked.span((key, i))
            if (model.article is None) == (model.page is None):
                message = f"this piece of the {key} matter must be a page or an article"
                hint = f"known: {', '.join(MATTER)}, {{article: PATH}}"
                self.found.append(error("matter-unknown", message, span, hint))
            elif model.article is not None:
                if ref := self._article(model.article, self.marked.span((key, i, "article"))):
                    yield Matter("article", ref, span)
            elif model.page in self.pages:
                message = f"the {model.page} stands in the book already (line {self.pages[model.page].line})"
                self.found.append(error("matter-twice", message, span, "a book has one"))
            elif model.page == "cover" and (key, i) != ("front", 0):
                hint = "let it be the first line of 'front:'"
                self.found.append(error("cover-misplaced", "a cover stands before all other pages", span, hint))
            elif model.page in ("notes", "bibliography") and (wrong := self._misplaced(model.page, key)):
                self.found.append(error("matter-misplaced", wrong[0], span, wrong[1]))
            elif model.page in MATTER:
                self.pages[model.page] = span
                yield Matter(model.page, None, span)
            elif model.page in LATER_MATTER:
                message = f"the {model.page} is not made yet"
                self.found.append(error("manifest-unsupported", message, span, "leave it out for now"))
            else:
                hint = did_you_mean(model.page or "", MATTER) or f"known: {', '.join(MATTER)}, {{article: PATH}}"
                self.found.append(error("matter-unknown", f"unknown page '{model.page}' in {key} matter", span, hint))

    def _misplaced(self, page: str, key: str) -> tuple[str, str] | None:
        """What is wrong with notes or a bibliography in front or back matter, and a hint; None where nothing is."""
        asked = self.model.citations
        if page == "bibliography":
            of = asked.bibliography.of if asked.bibliography else "book"
            hint = "write 'citations: {bibliography: book}', or leave it out"
            if of == "none":
                return "this book has no bibliography", hint
            return (f"the bibliographies of this book stand at the end of each {of}", hint) if of != "book" else None
        if key == "front":
            return "notes stand behind the text that calls them", "name them in 'back:'"
        if asked.notes != "book-endnotes":
            where = {"footnotes": "at the foot of the page", "chapter-endnotes": "at the end of each chapter"}
            hint = "write 'citations: {notes: book-endnotes}', or leave it out"
            return f"the notes of this book stand {where[asked.notes]}", hint
        return None

    def _noting(self) -> Noting:
        asked = self.model.citations
        if asked.restart == "page" and asked.notes != "footnotes":
            message = "only notes at the foot of the page are numbered by page; these are numbered by chapter"
            span = self.marked.span(("citations", "restart"))
            self.found.append(warning("notes-restart", message, span, "write 'restart: chapter' or 'restart: book'"))
            return Noting(asked.notes, "chapter", asked.marks)
        return Noting(asked.notes, asked.restart, asked.marks)

    def _cover(self) -> Cover:
        model = self.model.cover
        span = self.marked.span(("cover", "picture"))
        path = _normal(model.picture) if model.picture else None
        if model.picture and path is None:
            self.found.append(outside(model.picture, span))
        return Cover(Image(path, span) if path else None, model.alt, model.fit)

    def _check_version(self) -> None:
        text = self.model.requires
        if text is None:
            return
        span = self.marked.span(("requires",))
        try:
            requirement = Requirement(text)
            met = requirement.specifier.contains(__version__, prereleases=True)
        except (InvalidRequirement, ValueError):
            hint = "write 'pamphleteer >= 1.2'"
            self.found.append(error("requires-invalid", f"'{text[:60]}' names no versions", span, hint))
            return
        if requirement.name.lower() != "pamphleteer" or requirement.url:
            self.found.append(error("requires-invalid", f"'{text[:60]}' is not this program", span))
        elif not met:
            message = f"this book asks for {text}; this is {__version__}"
            self.found.append(error("requires-unmet", message, span, "install a version that it asks for"))

    def _identifiers(self) -> dict[str, str]:
        model = self.model
        name = "\n".join([model.title, *(f"{c.role} {c.name}" for c in model.creators), model.language])
        made = f"urn:uuid:{uuid.uuid5(_NAMESPACE, name)}"
        given = {"pdf": model.identifiers.pdf, "epub": model.identifiers.epub}
        for output, text in given.items():
            if text and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:\S", text):
                span = self.marked.span(("identifiers", output))
                message = f"'{text}' is no URN or URL"
                self.found.append(warning("identifier-bare", message, span, "an ISBN is written urn:isbn:978…"))
        return {output: text or made for output, text in given.items()}

    def _silence(self) -> tuple[str, ...]:
        known = explanations()
        for i, code in enumerate(self.model.silence):
            span = self.marked.span(("silence", i))
            if code not in known:
                near = did_you_mean(code, (name for name, e in known.items() if e.severity != "error"))
                self.found.append(error("manifest-wrong-value", f"no message has the code '{code}'", span, near))
            elif known[code].severity == "error":
                message = f"{code} is an error, and cannot be silenced"
                self.found.append(error("manifest-wrong-value", message, span, "mend what it tells of"))
        return tuple(dict.fromkeys(self.model.silence))

    def _files(self, texts: list[str], key: str) -> tuple[tuple[str, Span], ...]:
        files = []
        for i, text in enumerate(texts):
            span = self.marked.span((key, i))
            if path := _normal(text):
                files.append((path, span))
            else:
                self.found.append(outside(text, span))
        return tuple(files)


def path_is_titled(marked: Marked, path: tuple[str | int, ...]) -> bool:
    """Whether the chapter or part at ``path`` has a title of its own, and so an opening beside its articles'."""
    return (*path, "title") in marked.spans


def outside(path: str, span: Span) -> Diagnostic:
    """The finding that a path leads out of the book's folder."""
    hint = "everything a book is made of lies in the folder of its book.yaml, or below"
    return error("path-outside", f"'{path}' leaves the book's folder", span, hint)


def _normal(text: str) -> str | None:
    """The path as POSIX, without detours; None where it leaves the folder."""
    if "\\" in text or "\0" in text or re.match(r"[A-Za-z]:", text):
        return None
    path = posixpath.normpath(text)
    return None if path.startswith(("../", "/")) or path in ("..", ".") else path


def _all_paths(model: ManifestModel) -> Iterable[str]:
    chapters = [c for p in model.parts or [] for c in p.chapters] + (model.chapters or [])
    yield from (m.article for m in model.front if m.article)
    yield from (a for c in chapters for a in c.articles)
    yield from (m.article for m in model.back if m.article)


def _article_ids(paths: Iterable[str]) -> dict[str, str]:
    """An id for each article: its file's name, or its whole path where two files have one name."""
    paths = list(paths)
    names = [slug(posixpath.splitext(posixpath.basename(path))[0]) for path in paths]
    often = Counter(names)
    ids: dict[str, str] = {}
    # The book's own pages have ids, too.
    taken = set(RESERVED)
    numbers: Counter[str] = Counter()
    for path, name in zip(paths, names, strict=True):
        wanted = name if often[name] == 1 else slug(posixpath.splitext(path)[0])
        # An id may not begin with a digit in XML (XML 1.0, section 2.3).
        wanted = wanted if wanted[0].isalpha() else f"a-{wanted}"
        ids[path] = _free(wanted, taken, numbers)
        taken.add(ids[path])
    return ids


def _free(name: str, taken: Container[str], numbers: Counter[str]) -> str:
    """The name, or with the first number behind it that makes it free; ``numbers`` remembers those that did not."""
    free = name
    while free in taken:
        numbers[name] += 1
        free = f"{name}-{numbers[name] + 1}"
    return free
