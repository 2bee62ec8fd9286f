"""The citations of an article, set: in the text, in its notes, or as notes of their own."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Sequence
from dataclasses import replace as changed
from typing import Any

from lxml import etree

from pamphleteer import csl
from pamphleteer.citations.calls import ENDED, place_call, take_genitive
from pamphleteer.citations.order import Order, Placed, note_id
from pamphleteer.citations.sources import Sources
from pamphleteer.citations.wording import (
    as_note,
    elements_of,
    is_empty,
    is_raised,
    labels_of,
    linked,
    lowered,
    names_of,
    own_words,
    raw_cite,
    without_brackets,
    without_stop,
)
from pamphleteer.csl.locale import Locale
from pamphleteer.csl.tree import Node, to_text
from pamphleteer.diagnostics import Diagnostic, Span, error
from pamphleteer.markup import BLOCKS, ancestors, append_text, canonical, element, move_children, parse, replace, unwrap
from pamphleteer.model import Article, Manifest, Note

_FIRST, _HERE = "first", "tree"
"""Of what the processor gives: a citation as if its sources were mentioned for the first time; as it stands here."""
_STOP = re.compile(r"\.(?!\.)")
_LAST_WORDS = 40
_SHORTENED = frozenset(("cf.", "e.g.", "esp.", "i.e.", "viz.", "vgl.", "bes.", "z.b."))
"""Words with a stop that leave their sentence open."""


class Setter:
    """Puts what the processor made into the articles."""

    def __init__(
        self,
        manifest: Manifest,
        sources: Sources,
        order: Order,
        results: Sequence[csl.Cited],
        is_note: bool,
        locale: Locale,
        entry_of: Callable[[Placed, str], str | None],
    ) -> None:
        """``is_note`` tells a note style, ``locale`` has the words of the citations; ``entry_of`` finds a source in a
        bibliography.
        """
        self.manifest, self.sources = manifest, sources
        self.is_note, self.locale, self.entry_of = is_note, locale, entry_of
        self.ibid = locale.term("ibid") or ""
        self.labels = labels_of(locale)
        self.order, self.results = order, results
        self.found: list[Diagnostic] = []

    def article(self, article: Article) -> Article:
        """The article with its citations set, and with the notes that they make among its own."""
        if not article.citations:
            return article
        language = article.language or self.manifest.language
        notes = {note.id: self._hand_written(note) for note in article.notes}
        spans = dict(article.spans)
        roots = [parse(article.title_calls), parse(article.body)]
        for root in roots:
            # From the end: a stop goes before all the calls that stand before it.
            for node in reversed(list(root.iter("cite"))):
                if (name := node.get("data-cite")) not in self.order.places:
                    continue
                placed = self.order.citations[self.order.places[name]]
                if placed.makes_note:
                    note = self._note(placed)
                    notes[note.id] = note
                    spans[f"{note.id}--b.1"] = placed.written.span
                    self._call(node, placed, note, language)
                else:
                    self._in_text(node, placed, language)
        called = dict.fromkeys(node.get("data-note") for root in roots for node in root.iter())
        return changed(
            article,
            title_calls=canonical(roots[0]).strip(),
            body=canonical(roots[1]),
            notes=tuple(notes[name] for name in called if name in notes),
            spans=spans,
        )

    def _hand_written(self, note: Note) -> Note:
        root = parse(note.content)
        cites = [node for node in root.iter("cite") if node.get("data-cite") in self.order.places]
        if not cites:
            return note
        whole = copy.deepcopy(root) if self.manifest.citing.ebook == "full" else None
        self._fill(root, _HERE)
        if whole is not None:
            self._fill(whole, _FIRST)
        content = canonical(root)
        return changed(note, content=content, ebook=_other(content, whole))

    def _fill(self, root: Any, form: str) -> None:
        for node in list(root.iter("cite")):
            if (name := node.get("data-cite")) in self.order.places:
                placed = self.order.citations[self.order.places[name]]
                tree = self._tree(placed, form)
                if _goes_on(node):
                    tree = without_stop(tree)
                said = _said_before(node)
                if self.is_note and not said and node.getparent() is root[0]:
                    tree = as_note(tree, self.sources.data(placed.keys[0]) if placed.keys else {})
                elif self.ibid and said and (not ENDED.search(said) or said.split()[-1].lower() in _SHORTENED):
                    tree = lowered(tree, self.ibid)
                self._name_author(node, placed, raised=is_raised(tree))
                span = self._span(placed, tree if self.is_note else self._linked(placed, tree))
                self._give_genitive(node, span, placed)
                _put(node, span)

    def _note(self, placed: Placed) -> Note:
        """The note that a citation of the text becomes."""
        name = note_id(placed.written.id, "note")
        item = self.sources.data(placed.keys[0]) if placed.keys else {}

        def content(form: str) -> Any:
            root = element("div")
            paragraph = element("p", {"id": f"{name}--b.1"})
            tree = self._tree(placed, form)
            move_children(elements_of(as_note(tree, item), self.labels), paragraph)
            root.append(paragraph)
            return root

        here = canonical(content(_HERE))
        whole = content(_FIRST) if self.manifest.citing.ebook == "full" else None
        span = placed.written.span
        label = placed.written.id.rpartition("--")[2]
        call = note_id(placed.written.id, "call")
        return Note(name, label, here, (call,), span, span, ebook=_other(here, whole))

    def _call(self, node: Any, placed: Placed, note: Note, language: str) -> None:
        call = element("span", {"data-note": note.id, "id": note.calls[0]})
        author = self.results[self.order.places[placed.written.id]].author if placed.written.textual else None
        if author is not None and not is_empty(author):
            node.addprevious(self._span(placed, author))
        place_call(node, call, language, attached=placed.written.textual)

    def _in_text(self, node: Any, placed: Placed, language: str) -> None:
        tree = self._tree(placed, _HERE)
        self._name_author(node, placed, raised=is_raised(tree))
        span = self._span(placed, self._linked(placed, tree))
        self._give_genitive(node, span, placed)
        if is_raised(tree):
            span.set("class", "cite raised")
            place_call(node, span, language)
        else:
            _put(node, span)

    def _name_author(self, node: Any, placed: Placed, *, raised: bool) -> None:
        """Put the author before a source of the sentence, where the style has no names there: Hale [2] says so."""
        if not (placed.citation.textual and placed.keys):
            return
        author = self.results[self.order.places[placed.written.id]].author
        if is_empty(author):
            names = names_of(self.sources.data(placed.keys[0]), self.locale)
            if not is_empty(names):
                named = self._named(names)
                append_text(named, take_genitive(node))
                node.addprevious(named)
                named.tail = None if raised else "\u00a0"

    def _give_genitive(self, node: Any, span: Any, placed: Placed) -> None:
        """Rowe’s (1950) book: the ending belongs to the name, not to the brackets."""
        author = to_text(self.results[self.order.places[placed.written.id]].author) if placed.citation.textual else ""
        if author and (span.text or "").startswith(f"{author} "):
            span.text = author + take_genitive(node) + span.text[len(author) :]

    def _named(self, names: Node) -> Any:
        span = element("span")
        move_children(elements_of(names, self.labels), span)
        return span

    def _linked(self, placed: Placed, tree: Node) -> Node:
        return linked(tree, lambda key: self.entry_of(placed, key))

    def _span(self, placed: Placed, tree: Node) -> Any:
        span = element("span", {"class": "cite", "id": placed.written.id})
        move_children(elements_of(tree, self.labels), span)
        return span

    def _tree(self, placed: Placed, form: str) -> Node:
        """What the processor made of a citation, the words of sources in it that no style can name."""
        result = self.results[self.order.places[placed.written.id]]
        tree: Node = getattr(result, form)
        if self.is_note and self._is_place_alone(placed, tree) and not is_empty(result.author):
            tree = Node("", (result.author, ", ", tree))
        language = self.manifest.citing.locale or self.manifest.language
        words: dict[str, Node] = {}
        for key, cite in zip(placed.keys, placed.known, strict=True):
            if raw := self.sources.own_words(key):
                locator = self.sources.data(key)["custom"].get("locator")
                words[key] = raw_cite(raw, locator if isinstance(locator, str) else "", cite, language)
        if form == _HERE:
            self._check(placed, tree, words.keys())
        if not words:
            return tree
        made = own_words(tree, words)
        if not placed.makes_note and not placed.written.note:
            return made
        raw = self.sources.own_words(placed.keys[-1]) or ""
        # The style's stop may have been one with that of an abbreviation, such as n.d., which has gone.
        stopped = without_brackets(raw).endswith(".") or to_text(tree).endswith(".")
        return Node("", (made, ".")) if stopped and not ENDED.search(to_text(made)) else made

    def _is_place_alone(self, placed: Placed, tree: Node) -> bool:
        """Whether nothing but a page is left of a cite whose author the sentence names: 8."""
        if len(placed.known) != 1 or not (placed.citation.textual or placed.known[0].suppress_author):
            return False
        cite, text = placed.known[0], to_text(tree)
        forms = [(form, plural) for form in ("long", "short", "symbol") for plural in (True, False)]
        for words in (cite.locator, *(self.locale.term(cite.label, *form) for form in forms)):
            text = text.replace(words or "", "", 1)
        return bool(cite.locator) and not any(character.isalpha() for character in text)

    def _check(self, placed: Placed, tree: Node, worded: Any) -> None:
        """Tell of what prints nothing."""
        if placed.keys and is_empty(tree) and not worded:
            self._empty(placed.keys[0], placed.known[0].span)
            return
        for key, cite in zip(placed.keys, placed.known, strict=True):
            if key not in worded and not self.sources.has_words(key):
                self._empty(key, cite.span)

    def _empty(self, key: str, span: Span) -> None:
        message = f"the style has nothing to print for '{self.sources.works[key].key}'"
        self.found.append(error("citation-blank", message, span, "give the source an author and a title"))


def _put(node: Any, span: Any) -> None:
    """Put a citation in the place of a cite; within a link, without links of its own.

    Where it ends in a stop, the author's full stop behind it is one too many.
    """
    replace(node, span)
    _share_brackets(span)
    if _STOP.match(span.tail or "") and ENDED.search("".join(span.itertext())):
        span.tail = span.tail[1:] or None
    if any(above.tag == "a" for above in ancestors(span)):
        for link in list(span.iter("a")):
            unwrap(link)


def _share_brackets(span: Any) -> None:
    """Where an author's brackets hold a citation that has its own, one pair is enough."""
    before = span.getprevious()
    said = (before.tail if before is not None else span.getparent().text) or ""
    words = "".join(span.itertext())
    if not (said.endswith("(") and (span.tail or "").startswith(")") and words[:1] + words[-1:] == "()"):
        return
    walked = etree.iterwalk(span, events=("start", "end"))
    places = [
        (inner, "text" if event == "start" else "tail") for event, inner in walked if (event, inner) != ("end", span)
    ]
    (first, start), *_, (last, end) = [(span, "text"), *(place for place in places if getattr(*place))]
    if start and (getattr(first, start) or "").startswith("("):
        setattr(first, start, getattr(first, start)[1:] or None)
        setattr(last, end, getattr(last, end)[:-1] or None)


def _goes_on(node: Any) -> bool:
    """Whether a sentence goes on behind a cite, in its paragraph."""
    if _STOP.match(node.tail or ""):
        return False
    while node.tag not in BLOCKS:
        if tail := (node.tail or "").strip():
            return not (node.tail[0].isspace() and tail.lstrip("“‘«„‚([‹\"'")[:1].isupper())
        if node.getnext() is not None:
            return True
        node = node.getparent()
    return False


def _said_before(node: Any) -> str:
    """What stands in a cite's paragraph before it: its last words, since nobody asks for more."""
    said = ""
    while node.tag not in BLOCKS and len(said.strip()) < _LAST_WORDS:
        before = node.getprevious()
        if before is None:
            node = node.getparent()
            said = (node.text or "") + said
        else:
            said = "".join(before.itertext()) + (before.tail or "") + said
            node = before
    return said.strip()


def _other(content: bytes, whole: Any) -> bytes | None:
    """What the ebook has instead, where it is another text."""
    made = canonical(whole) if whole is not None else content
    return made if made != content else None
