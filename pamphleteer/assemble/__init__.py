"""Manifest + Articles + bibliographies → Book: divisions in order, notes numbered, cross-references resolved.

Numbers are text from here on, so both outputs say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pamphleteer.assemble.marks import marks_of, part_calls
from pamphleteer.diagnostics import Diagnostic, Span, did_you_mean, error
from pamphleteer.markup import SOFT_HYPHEN, ancestors, canonical, escape, parse, text_of
from pamphleteer.model import Article, Bibliography, Book, Chapter, Division, Manifest, Matter, Note
from pamphleteer.slug import slug
from pamphleteer.typography import Run, set_text
from pamphleteer.typography.breaks import mark_breaks

_NO_BIBLIOGRAPHIES: Mapping[str, Bibliography] = {}


def assemble(
    manifest: Manifest,
    articles: Mapping[str, Article],
    terms: Mapping[str, str],
    bibliographies: Mapping[str, Bibliography] = _NO_BIBLIOGRAPHIES,
) -> tuple[Book, tuple[Diagnostic, ...]]:
    """Bring a book together.

    ``articles`` are by their path, their cites set; one that could not be read is missing, and is left out.
    ``bibliographies`` are by the id of the chapter, article or part that each ends; the book's own by an empty name.
    """
    manifest = _set_words(manifest)
    articles = {path: replace(article, title=_listed(article.title)) for path, article in articles.items()}
    resolver = _Resolver(manifest, articles)
    parts = {part.id for part in manifest.parts}
    by_id = {listed.id: listed for listed in bibliographies.values()}
    divisions: list[Division | None] = [_matter(m, "front", manifest, articles, terms) for m in manifest.front]
    for part in manifest.parts:
        divisions.append(Division(part.id, "part", *_titles(part.title, manifest), (), part.span))
        divisions += [_chapter(c, manifest, articles) for c in part.chapters]
        if part.id in bibliographies:
            title, plain = _titles(terms["bibliography"], manifest)
            divisions.append(Division(bibliographies[part.id].id, "bibliography", title, plain, (), part.span))
    divisions += [_chapter(c, manifest, articles) for c in manifest.chapters]
    divisions += [_matter(m, "back", manifest, articles, terms) for m in manifest.back]
    # A chapter's stands at its end, a part's and the book's in a division of their own.
    ends = {**{home: b for home, b in bibliographies.items() if home not in parts}, **by_id}
    present = [replace(d, bibliography=ends.get(d.id)) for d in divisions if d is not None]
    marks = marks_of(present, manifest.noting)
    # Where nothing calls a note, there is no division of notes; where nothing is cited, no bibliography.
    there = [d for d in present if (d.kind != "notes" or marks) and (d.kind != "bibliography" or d.bibliography)]
    resolved = tuple(resolver.division(d, marks) for d in there)
    return Book(manifest, resolved, dict(terms)), tuple(resolver.found)


def _set_words(manifest: Manifest) -> Manifest:
    """The manifest with the quotes and dashes of its own words set, as those of the articles are."""

    def words(text: str | None) -> str | None:
        return set_text([Run(text, False)], manifest.language)[0] if text else text

    return replace(
        manifest,
        title=words(manifest.title) or manifest.title,
        subtitle=words(manifest.subtitle),
        publisher=words(manifest.publisher),
        rights=words(manifest.rights),
    )


def _listed(title: bytes) -> bytes:
    """A title as it is listed: no soft hyphen, not even the author's own."""
    return title.replace(SOFT_HYPHEN.encode(), b"")


def _titles(title: str, manifest: Manifest) -> tuple[bytes, str]:
    """A title of the manifest as markup and as plain text, its quotes and dashes set."""
    plain = set_text([Run(title, False)], manifest.language)[0]
    return escape(plain), plain


def _chapter(chapter: Chapter, manifest: Manifest, articles: Mapping[str, Article]) -> Division | None:
    read = tuple(articles[ref.path] for ref in chapter.articles if ref.path in articles)
    if not read:
        return None
    if chapter.title is not None:
        markup, plain = _titles(chapter.title, manifest)
    else:
        markup, plain = read[0].title, text_of(read[0].title)
    return Division(chapter.id, "chapter", markup, plain, read, chapter.span)


def _matter(
    matter: Matter, place: str, manifest: Manifest, articles: Mapping[str, Article], terms: Mapping[str, str]
) -> Division | None:
    if matter.article is not None:
        article = articles.get(matter.article.path)
        if article is None:
            return None
        plain = text_of(article.title)
        return Division(article.id, "article", article.title, plain, (article,), matter.span, place)
    title = terms.get(matter.kind, manifest.title)
    name = "cover" if matter.kind == "cover" else f"page-{matter.kind}"
    return Division(name, matter.kind, escape(title), title, (), matter.span, place)


class _Resolver:
    """Turns what the articles name (notes, places) into what both outputs show."""

    def __init__(self, manifest: Manifest, articles: Mapping[str, Article]) -> None:
        self.manifest = manifest
        self.found: list[Diagnostic] = []
        self.by_path = {article.path: article for article in articles.values()}
        self.ids: dict[str, list[str]] = {}
        """Local id → the whole ids that end in it."""
        chapters = [c for p in manifest.parts for c in p.chapters] + list(manifest.chapters)
        self.tops = {c.id for c in chapters} | {p.id for p in manifest.parts} | {a.id for a in articles.values()}
        for article in articles.values():
            for whole in article.spans:
                self.ids.setdefault(whole.removeprefix(f"{article.id}--"), []).append(whole)

    def division(self, division: Division, marks: Mapping[str, str]) -> Division:
        """The division with everything in it resolved; ``marks`` are those of the book's notes, by id."""
        deeper = 0 if division.is_article else 1
        return replace(
            division,
            articles=tuple(self.article(a, marks, deeper) for a in division.articles),
            bibliography=self.bibliography(division.bibliography) if division.bibliography else None,
        )

    def bibliography(self, listed: Bibliography) -> Bibliography:
        """The bibliography with places where the addresses and words in it may be broken."""

        def content(markup: bytes) -> bytes:
            root = parse(markup)
            mark_breaks(root, self.manifest.language, self.manifest.hyphenation)
            return canonical(root)

        return replace(
            listed,
            groups=tuple(
                replace(g, entries=tuple(replace(e, content=content(e.content)) for e in g.entries))
                for g in listed.groups
            ),
        )

    def article(self, article: Article, marks: Mapping[str, str], deeper: int) -> Article:
        language = article.language or self.manifest.language

        def resolve(markup: bytes | None, span: Span | None = None, *, whole: bool = False) -> bytes | None:
            if markup is None:
                return None
            root = parse(markup)
            for node in list(root.iter()):
                if note := node.get("data-note"):
                    node.text = marks.get(note, "")
                elif (target := node.get("data-xref")) is not None:
                    self._link(node, target, article, span)
            part_calls(root)
            for node in root.iter("h2", "h3", "h4", "h5", "h6"):
                node.tag = f"h{min(int(node.tag[1]) + deeper, 6)}"
            mark_breaks(root, language, self.manifest.hyphenation, whole=whole)
            return canonical(root)

        def note(note: Note) -> Note:
            content, ebook = resolve(note.content, note.span) or b"", resolve(note.ebook, note.span)
            return replace(note, mark=marks[note.id], content=content, ebook=ebook)

        return replace(
            article,
            title_calls=resolve(article.title_calls, article.spans[article.id], whole=True) or b"",
            standfirst=resolve(article.standfirst, whole=True),
            byline=resolve(article.byline, whole=True),
            source=resolve(article.source),
            rights=resolve(article.rights),
            body=resolve(article.body) or b"",
            notes=tuple(note(n) for n in article.notes),
        )

    def _place(self, node: Any, article: Article, span: Span | None) -> Span:
        for above in ancestors(node):
            if (name := above.get("id")) in article.spans:
                return article.spans[name]
        return span or Span(article.file)

    def _link(self, node: Any, target: str, article: Article, span: Span | None) -> None:
        del node.attrib["data-xref"]
        path, _, local = target.partition("#")
        whole = self._target(path, local, article)
        if len(whole) == 1:
            node.set("href", f"#{whole[0]}")
            return
        place = self._place(node, article, span)
        name = target if path else f"#{local}"
        if whole:
            files = ", ".join(sorted({i.rsplit("--", 1)[0] for i in whole}))
            hint = f"it stands in {files}: name the file, [text](FILE.md#{local})"
            self.found.append(error("crossref-ambiguous", f"'{name}' could mean {len(whole)} places", place, hint))
        else:
            known = path in self.by_path or not path
            near = did_you_mean(local, self.ids) if known else did_you_mean(path, self.by_path)
            self.found.append(error("crossref-missing", f"nothing in the book is called '{name}'", place, near))

    def _target(self, path: str, local: str, article: Article) -> list[str]:
        if path:
            other = self.by_path.get(path)
            if other is None:
                return []
            whole = f"{other.id}--{local}"
            return [other.id] if not local else [whole] if whole in other.spans else []
        own = f"{article.id}--{local}"
        if not local:
            return [article.id]
        if own in article.spans:
            return [own]
        if local in self.tops:
            return [local]
        if local not in self.ids and (plain := slug(local)) != local:
            # Pandoc's own ids of headings keep accents and capitals.
            return self._target("", plain, article)
        return self.ids.get(local, [])
