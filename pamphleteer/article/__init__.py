"""One file of Markdown → Article: front matter typed, text as semantic XHTML, notes apart, each block with its line."""

from __future__ import annotations

import itertools
import re
import unicodedata
from typing import Any

from pamphleteer.article import checks, cites, controls, frontmatter, html, links, notes, parser, structure, tree
from pamphleteer.article.checks import forbidden, too_deep
from pamphleteer.article.cited import Cited, as_text
from pamphleteer.article.tree import CITE, LINE, MATH, NOTE
from pamphleteer.article.typeset import typeset
from pamphleteer.diagnostics import Diagnostic, Span, error, warning
from pamphleteer.marked import ILLEGAL
from pamphleteer.markup import (
    BLOCKS,
    ancestors,
    canonical,
    drop,
    element,
    move_children,
    parse,
    replace,
    text_of,
    unwrap,
)
from pamphleteer.model import Article, ArticleRef, Citation, Image, Note
from pamphleteer.references import listed_at
from pamphleteer.slug import slug

# A citation that is still text when all have been taken; that of an escaped @ has a backslash in the file.
_UNREAD = re.compile(r"\[(?:[^\[\]@]{0,80}[\s(])?-?@\w[^\[\]]{0,200}\]")


def read_article(text: str, ref: ArticleRef, file: str, language: str) -> tuple[Article | None, tuple[Diagnostic, ...]]:
    """Read an article.

    ``text`` is decoded, without byte order mark, its line ends are newlines; ``file`` is its name in diagnostics;
    ``language`` is the book's. Returns None where nothing can be made of it.
    """
    if illegal := ILLEGAL.search(text):
        before = text[: illegal.start()]
        span = Span(file, before.count("\n") + 1, illegal.start() - before.rfind("\n"))
        return None, (forbidden(illegal[0], span),)
    marked, body, first_line, found = frontmatter.split(text, file)
    if marked is None:
        return None, found
    front, marked, wrong = frontmatter.read(marked)
    if front is None:
        return None, (*found, *wrong)
    reader = _Reader(ref, file, body, first_line, front.language or language)
    reader.found += [*found, *wrong, *controls.written(body, file, first_line)]
    try:
        article = reader.article(front, marked)
    except RecursionError:
        return None, (*reader.found, too_deep(Span(file)))
    return article, tuple(reader.found)


def no_math(words: str, span: Span) -> Diagnostic:
    """The finding that a text holds mathematics."""
    hint = "a dollar that is text is written \\$; a formula can be shown as a picture"
    return error("math-unsupported", f"mathematics cannot be set yet: {words}", span, hint)


class _Reader:
    """The steps from Markdown to an article, in their order."""

    def __init__(self, ref: ArticleRef, file: str, body: str, first_line: int, language: str) -> None:
        self.ref, self.file, self.language = ref, file, language
        self.body, self.first_line = body, first_line
        self.lines = body.split("\n")
        self.found: list[Diagnostic] = []
        self.spans: dict[str, Span] = {}
        self.used: list[Image] = []
        self.cited = Cited(file, self.lines, first_line)

    def article(self, front: frontmatter.FrontMatter, marked: Any) -> Article | None:
        md = parser.article_parser()
        env: dict[str, Any] = {}
        tokens = md.parse(self.body, env)
        if (unreadable := checks.unreadable(tokens, self.file, self.at)) is not None:
            self.found.append(unreadable)
            return None
        tokens, stray = checks.leftovers(tokens, self.at)
        self.found += [*stray, *checks.definitions(tokens, env, self.at), *checks.rows(tokens, self.lines, self.at)]
        self.found += checks.paragraphs(tokens, self.at)
        root = tree.build(tokens, self.first_line)
        self.refuse_math(root, self.locate)
        if (overgrown := html.overgrown(root)) is not None:
            self.found.append(too_deep(self.place(overgrown)))
            return None
        html.resolve(root, self.refuse)
        if (deepest := _deepest(root)) is not None:
            self.found.append(too_deep(self.place(deepest)))
            return None
        html.sanitise(root, self.refuse)
        self.found += self.cited.take(root)
        title = self.title(front, marked, root)
        if title is None:
            return None
        self.no_sentence(title)
        self.found += structure.fenced_divs(root, self.locate)
        structure.table_captions(root)
        # Captions and divs have brought attributes of their own.
        html.sanitise(root, self.refuse)
        structure.scopes(root)
        self.found += structure.headings(root, self.locate)
        self.spans[self.ref.id] = Span(self.file, int(title.get(LINE)))
        self.check_leftovers(root)
        whole = element("article")
        whole.append(title)
        whole.append(root)
        self.cited.name(whole, self.ref.id)
        opened, missing = notes.gather(whole, self.ref.id, self.locate)
        self.found += missing
        if not any(True for _ in root) and not (root.text or "").strip():
            message = "the article has no text"
            self.found.append(error("article-empty", message, Span(self.file, self.first_line)))
            return None
        citations: list[tuple[int, Citation]] = []
        for part, within in ((whole, ""), *((note.tree, note.id) for note in opened)):
            self.paragraphs(part)
            self.settle(part)
            citations += self.read_cites(part, within)
        self.name_blocks(root)
        for note in opened:
            self.name_blocks(note.tree, note.id)
        sources, wrong = listed_at(marked)
        self.found += wrong
        plain = _without_calls(title)
        if not text_of(plain):
            self.found.append(error("article-untitled", "the title has no words", self.spans[self.ref.id]))
            return None
        return Article(
            id=self.ref.id,
            file=self.file,
            path=self.ref.path,
            language=front.language,
            title=plain,
            title_calls=canonical(title),
            standfirst=self.line(front.standfirst, marked, "standfirst"),
            byline=self.line(front.byline, marked, "byline"),
            date=front.date,
            source=self.line(front.source, marked, "source"),
            rights=self.line(front.rights, marked, "rights"),
            body=self.finish(root),
            notes=tuple(Note(n.id, n.label, self.finish(n.tree), tuple(n.calls), n.span, n.call_span) for n in opened),
            images=tuple(self.used),
            references=tuple(sources),
            spans=self.spans,
            citations=tuple(citation for _number, citation in sorted(citations, key=lambda pair: pair[0])),
        )

    def settle(self, part: Any, language: str = "") -> None:
        """What is done to any piece of text when its elements are known: pictures, links, typography."""
        pictures, wrong = links.images(part, self.ref.path, self.locate)
        self.used += pictures
        self.found += wrong
        self.found += links.links(part, self.ref.path, self.locate)
        self.found += controls.escaped(part, self.body, self.locate)
        typeset(part, language or self.language)

    # --- titles and their like

    def title(self, front: frontmatter.FrontMatter, marked: Any, root: Any) -> Any:
        if front.title is not None:
            span = marked.span(("title",))
            made = self.inline(front.title, span)
            self.found += self.cited.take(made, span)
            return made
        first = root[0] if len(root) else None
        if first is not None and first.tag == "h1":
            # A heading in raw HTML may not know its line.
            line = first.get(LINE) or str(self.first_line)
            title = element("h1", {LINE: line})
            if name := first.get("id"):
                # A reference to it finds the article's title.
                name = f"{self.ref.id}--{unicodedata.normalize('NFC', name)}"
                title.append(element("span", {"id": name}))
                self.spans[name] = Span(self.file, int(line))
            words = title
            if said := {key: first.get(key) for key in ("lang", "dir", "class") if first.get(key)}:
                # Only the words of a title travel, and they take with them what is said of it.
                words = element("span", said)
                title.append(words)
            move_children(first, words)
            drop(first)
            return title
        if not any(d.severity == "error" for d in self.found):
            hint = "write 'title: …' between two lines of '---' at the head of the file"
            self.found.append(error("article-untitled", "the article has no title", Span(self.file, 1), hint))
        return None

    def inline(self, text: str, span: Span) -> Any:
        made = tree.build(parser.inline_parser().parseInline(" ".join(text.split()), {}), figures=False, tag="h1")
        made.set(LINE, str(span.line or 1))
        self.refuse_math(made, lambda _node, _word: span)
        html.sanitise(made, lambda node, what: self.refuse_at(span, what))
        for node in made.iter():
            node.attrib.pop("id", None)
        return made

    def line(self, text: str | None, marked: Any, key: str) -> bytes | None:
        if text is None:
            return None
        span = marked.span((key,))
        made = self.inline(text, span)
        for call in list(made.iter(tree.CALL)):
            hint = "a note can be called in the title and in the text"
            self.found.append(error("note-misplaced", f"a note is called in the {key}", span, hint))
            drop(call)
        for written in as_text(made):
            hint = "cite it in the title or in the text; a plain @ is written \\@"
            self.found.append(error("citation-misplaced", f"'{written}' is cited in the {key}", span, hint))
        pictures, wrong = links.images(made, self.ref.path, lambda _node, _word: span)
        self.used += pictures
        self.found += wrong
        self.found += links.links(made, self.ref.path, lambda _node, _word: span)
        typeset(made, self.language)
        return canonical(made)

    def check_leftovers(self, root: Any) -> None:
        """Note calls and citations that are still text have not been read."""
        for node in root.iter():
            if any(above.tag in ("code", "pre") for above in ancestors(node)):
                continue
            texts = [node.text or "", *(child.tail or "" for child in node)]
            for cite in (m[0] for text in texts for m in _UNREAD.finditer(text)):
                escaped = (f"\\{cite}", cite.replace("@", "\\@"))
                if cite in self.body and not any(text in self.body for text in escaped):
                    message = f"the citation {cite} stands within raw HTML, where it is not read"
                    hint = "write the passage in Markdown, or leave an empty line between tags and text"
                    self.found.append(error("citation-unread", message, self.locate(node, cite), hint))
            for call in (m[0] for text in texts for m in re.finditer(r"\[\^[^\[\]]{1,200}\]", text)):
                if call in self.body and f"\\{call}" not in self.body and re.search(r"\s", call):
                    message = f"{call} cannot call a note: its label has a space"
                    span = self.locate(node, call)
                    self.found.append(error("note-label", message, span, "write a label without spaces"))
                    continue
                if call in self.body and f"\\{call}" not in self.body:
                    message = f"the note call {call} stands within raw HTML, where it is not read"
                    hint = "write the passage in Markdown, or leave an empty line between tags and text"
                    self.found.append(error("note-call-unread", message, self.locate(node, call), hint))

    # --- places

    def at(self, line: int) -> Span:
        """The place of a line of the Markdown, counted from 0."""
        return Span(self.file, line + self.first_line)

    def locate(self, node: Any, word: str) -> Span:
        """The line on which ``word`` stands, within the block that holds ``node``; else that block's first line."""
        line = next((int(a.get(LINE)) for a in ancestors(node) if a.get(LINE)), None)
        if line is None:
            return Span(self.file)
        for number in range(line, self.first_line + len(self.lines)):
            text = self.lines[number - self.first_line] if number >= self.first_line else ""
            if word and (at := text.find(word)) >= 0:
                return Span(self.file, number, at + 1)
            if not text.strip() and number > line:
                break
        return Span(self.file, line)

    def refuse(self, node: Any, what: str) -> None:
        if node.tag == "math":
            self.found.append(no_math("<math>", self.locate(node, "<math")))
            return
        self.refuse_at(self.locate(node, f"<{node.tag}" if not node.tag.startswith("pamphleteer") else "<"), what)

    def refuse_math(self, root: Any, locate: notes.Locate) -> None:
        """Mathematics cannot be set: it stays in the text as it was written, for its place to be told."""
        for node in list(root.iter(MATH)):
            words = node.text or ""
            shown = words if len(words) < 40 else f"{words[:39]}…"
            self.found.append(no_math(" ".join(shown.split()), locate(node, words.split("\n")[0])))
            unwrap(node)

    def refuse_at(self, span: Span, what: str) -> None:
        hint = "a book holds text: no scripts, styles or objects"
        self.found.append(warning("html-refused", f"{what} is left out", span, hint))

    # --- citations

    def no_sentence(self, title: Any) -> None:
        """A title is listed without what it cites, so that no source can be a part of its sentence."""
        for hole in list(title.iter(CITE)):
            if "bare" in hole.attrib:
                citation = self.cited.of(hole)
                message = f"'{citation.first}' is cited in the sentence of a title, which is also listed without it"
                hint = "name the source in words, and cite it in brackets: [@key]; a plain @ is written \\@"
                self.found.append(error("citation-misplaced", message, citation.span, hint))
                self.cited.put_back(hole)

    def read_cites(self, part: Any, note: str) -> list[tuple[int, Citation]]:
        """The citations of a part, each with its number; their places name them."""
        made = []
        for hole in list(part.iter(CITE)):
            citation, name = self.cited.of(hole), hole.get("name")
            language = next((a.get("lang") for a in ancestors(hole) if a.get("lang")), self.language)
            self.settle(citation.tree, language)
            read, found = cites.read(citation, name, note, self.language)
            self.found += found
            made.append((int(name.rsplit("-", 1)[1]), read))
            replace(hole, element("cite", {"data-cite": name}))
        return made

    # --- the tree's last form

    def paragraphs(self, root: Any) -> None:
        """Text that raw HTML left between blocks gets a paragraph of its own."""
        for holder in list(html.stray_text(root)):
            run: Any = None
            pieces: list[tuple[Any, str | None]] = [(None, holder.text)]
            pieces += [(child, child.tail) for child in holder]
            holder.text = None
            for child in list(holder):
                holder.remove(child)
            for child, text in pieces:
                if child is not None:
                    child.tail = None
                    if child.tag in BLOCKS or child.tag == NOTE:
                        holder.append(child)
                        run = None
                    else:
                        run = self._open(holder, run)
                        run.append(child)
                if text and text.strip():
                    run = self._open(holder, run)
                    if len(run):
                        run[-1].tail = text
                    else:
                        run.text = (run.text or "") + text

    @staticmethod
    def _open(holder: Any, run: Any) -> Any:
        if run is None:
            run = element("p")
            holder.append(run)
        return run

    def name_blocks(self, root: Any, prefix: str | None = None) -> None:
        """Give every block an id, headings the slug of their words, and note where each stands."""
        prefix = prefix or self.ref.id
        taken: set[str] = {*self.spans, *(node.get("id") for node in root.iter() if "data-note" in node.attrib)}
        for node in root.iter():
            if given := node.get("id"):
                if "data-note" in node.attrib:
                    continue
                name = f"{self.ref.id}--{unicodedata.normalize('NFC', given)}"
                if name in taken:
                    span = self.locate(node, f"#{given}")
                    first = f" (first on line {self.spans[name].line})" if name in self.spans else ""
                    hint = "give one of them another"
                    self.found.append(error("id-duplicate", f"the id '{given}' is given twice{first}", span, hint))
                taken.add(name)
                node.set("id", name)
                self.spans[name] = self.place(node)
        count = 0
        for node in root.iter():
            if node.get("id") or node.tag not in BLOCKS or node is root:
                continue
            if node.tag in ("h2", "h3", "h4", "h5", "h6"):
                stem = f"{prefix}--{slug(text_of(_without_calls(node)))}"
                names = itertools.chain([stem], (f"{stem}-{i}" for i in itertools.count(1)))
                name = next(n for n in names if n not in taken)
            else:
                count += 1
                name = f"{prefix}--b.{count}"
            taken.add(name)
            node.set("id", name)
            self.spans[name] = self.place(node)

    def place(self, node: Any) -> Span:
        line = next((int(a.get(LINE)) for a in ancestors(node) if a.get(LINE)), None)
        return Span(self.file, line)

    def finish(self, root: Any) -> bytes:
        for node in root.iter():
            for name in [n for n in node.attrib if n.startswith("data-pamphleteer-")]:
                del node.attrib[name]
        return canonical(root).strip()


def _deepest(root: Any) -> Any:
    """The first element that lies too deep for whatever walks the tree after us, or None."""
    level = [root]
    for _ in range(parser.DEEPEST):
        level = [child for node in level for child in node]
        if not level:
            return None
    return level[0]


def _without_calls(node: Any) -> bytes:
    copied = parse(canonical(node))
    for call in list(copied.iter()):
        if call.get("data-note") or call.get("data-cite") or call.tag in (tree.CALL, CITE):
            drop(call)
        elif call.tag == "img":
            replace(call, element("span", None, call.get("alt")))
        elif call.tag == "span" and set(call.attrib) == {"id"} and not len(call) and not call.text:
            # The place that a reference to the title finds.
            drop(call)
    for inner in copied.iter():
        for name in [n for n in inner.attrib if n == "id" or n.startswith("data-pamphleteer-")]:
            del inner.attrib[name]
    return canonical(copied).strip()
