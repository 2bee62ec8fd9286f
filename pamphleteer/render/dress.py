"""The text of an article, dressed for an output: note calls, notes, headings, pictures, references to pages."""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from pamphleteer.markup import OPS, SOFT_HYPHEN, canonical, class_names, drop, element, parse, replace, text_of
from pamphleteer.model import Note
from pamphleteer.render.code import split_code
from pamphleteer.render.semantics import give_meaning

_LIST_STYLES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}
# Zero-width space and word joiner: neither shows, neither is copied.
_BREAK, _JOINT = "\u200b", "\u2060"
_HYPHENS = re.compile(f"(-+)({_BREAK}?)")
_HEARD = frozenset(["alt", "title", "aria-label"])
_OF_WORDS = (["address"], ["hyphenated"], ["unbroken"])
HEADINGS = ("h2", "h3", "h4", "h5", "h6")


class Dress(ABC):
    """What both outputs do alike."""

    def __init__(self, terms: Mapping[str, str], pictures: Mapping[str, str]) -> None:
        self.terms = terms
        self.pictures = pictures
        """Path of a picture, from the book's folder → its address in the output."""

    def text(self, markup: bytes, notes: Mapping[str, Note]) -> bytes:
        """An article's title or body; ``notes`` are those that it calls, by id."""
        root = parse(markup)
        for node in list(root.iter()):
            if (name := node.get("data-note")) and name in notes:
                self.call(node, notes[name])
        self.common(root)
        return canonical(root)

    def common(self, root: Any) -> None:
        """Pictures get their addresses, references to pages their numbers, wide things their labels."""
        for node in root.iter():
            for name in _HEARD.intersection(node.attrib):
                node.set(name, node.get(name).replace(SOFT_HYPHEN, ""))
        for picture in root.iter("img"):
            picture.set("src", self.pictures.get(picture.get("src"), picture.get("src")))
            # HTML's own width and height are whole pixels; a measure with a unit is the style sheet's.
            sizes = {name: picture.get(name) or "" for name in ("width", "height")}
            styled = [f"{name}: {size}" for name, size in sizes.items() if size and not size.isdigit()]
            for name, size in sizes.items():
                if size and not size.isdigit():
                    del picture.attrib[name]
            if styled:
                picture.set("style", "; ".join(styled))
        for link in list(root.iter("a")):
            if "page" in class_names(link):
                self.page(link)
        split_code(root)

    @abstractmethod
    def call(self, node: Any, note: Note) -> None:
        """Turn the element that names a note into a call."""

    @abstractmethod
    def note(self, note: Note) -> bytes:
        """The note itself."""

    @abstractmethod
    def page(self, link: Any) -> None:
        """Put a page number behind a cross-reference that asks for one."""

    def marked(self, note: Note, mark: Any) -> Any:
        """The note's content with its number run into the first paragraph."""
        root = parse(note.content)
        self.common(root)
        if not len(root) or root[0].tag != "p":
            root.insert(0, element("p", {"class": "note-alone"}))
        first = root[0]
        mark.tail, first.text = f" {first.text or ''}", None
        first.insert(0, mark)
        return root


class PrintDress(Dress):
    """Notes stand in the text, from where the style sheet floats them to the foot of the page."""

    def text(self, markup: bytes, notes: Mapping[str, Note]) -> bytes:
        """As for both outputs; headings also get the words that bookmarks show, without notes."""
        root = parse(markup)
        for heading in root.iter(*HEADINGS):
            copied = parse(canonical(heading))
            for call in [n for n in copied.iter() if n.get("data-note")]:
                call.text = None
            heading.set("data-label", text_of(canonical(copied)))
        return super().text(canonical(root), notes)

    def common(self, root: Any) -> None:
        """As for both outputs; and lists get by style what HTML says by attributes, which the typesetter leaves out."""
        super().common(root)
        for items in root.iter("ol"):
            start, kind = items.get("start"), items.get("type")
            styles = []
            if start and re.fullmatch(r"-?\d{1,9}", start):
                styles.append(f"counter-reset: list-item {int(start) - 1}")
            if kind in _LIST_STYLES:
                styles.append(f"list-style-type: {_LIST_STYLES[kind]}")
            if styles:
                items.set("style", "; ".join(styles))
        for item in root.iter("li"):
            if re.fullmatch(r"-?\d{1,9}", item.get("value") or ""):
                item.set("style", f"counter-set: list-item {item.get('value')}")
        for opportunity in list(root.iter("wbr")):
            # As an element, WeasyPrint would take what follows for the start of a line, and break it at any letter.
            opportunity.tail = f"{_BREAK}{opportunity.tail or ''}"
            drop(opportunity)
        for node in root.iter("span"):
            if class_names(node) == ["address"] and "-" in (node.text or ""):
                node.text = _HYPHENS.sub(_before_hyphens, node.text)

    def call(self, node: Any, note: Note) -> None:
        """The first call brings the note; later ones refer to it."""
        name = node.get("id")
        # Within the holder no line breaks: a call never begins a line, and its note is never called from the next.
        holder = element("span", {"class": "with-call"})
        word = _cut_last_letter(node)
        replace(node, holder)
        holder.text = word or None
        holder.append(element("a", {"class": "note-call", "id": name, "href": f"#{note.id}"}, note.mark))
        if name == note.calls[0]:
            mark = element("a", {"class": "note-mark", "href": f"#{name}"}, note.mark)
            content = self.marked(note, mark)
            content.tag = "div"
            content.set("class", "note")
            content.set("data-note", "")
            content.set("id", note.id)
            holder.append(content)

    def note(self, note: Note) -> bytes:
        """Nothing: the call has brought it."""
        return b""

    def page(self, link: Any) -> None:
        """'the gate (p. 12)': the style sheet of ``base`` knows the number."""
        reference = element(
            "a", {"class": "page-reference", "href": link.get("href"), "data-page": self.terms["page-abbr"]}
        )
        reference.tail, link.tail = link.tail, None
        link.addnext(reference)


class EpubDress(Dress):
    """Notes stand at the chapter's end, from where reading systems let them pop up."""

    def __init__(self, terms: Mapping[str, str], pictures: Mapping[str, str], language: str) -> None:
        super().__init__(terms, pictures)
        self.language = language

    def common(self, root: Any) -> None:
        """As for both outputs; and the parts of the text are named to reading systems."""
        super().common(root)
        give_meaning(root, self.language)

    def call(self, node: Any, note: Note) -> None:
        """The superscript outside, the link inside without child elements: reading systems look for just that."""
        outer = element("sup", {"class": "note-call"})
        attributes = {
            "id": node.get("id"),
            "href": f"#{note.id}",
            f"{{{OPS}}}type": "noteref",
            "role": "doc-noteref",
        }
        outer.append(element("a", attributes, note.mark))
        replace(node, outer)

    def note(self, note: Note) -> bytes:
        """An aside, its link back to the call first."""
        attributes = {
            "class": "note-mark",
            "href": f"#{note.calls[0]}",
            "role": "doc-backlink",
            "title": self.terms["back-to-text"],
        }
        content = self.marked(note, element("a", attributes, note.mark))
        for paragraph in content.iter("p"):
            # A pop-up may show the paragraphs without the aside around them.
            paragraph.set("class", " ".join([*class_names(paragraph), "note-text"]))
        content.tag = "aside"
        content.set("id", note.id)
        content.set("class", "note")
        content.set(f"{{{OPS}}}type", "footnote")
        content.set("role", "doc-footnote")
        holder = element("div")
        holder.append(content)
        return canonical(holder)

    def page(self, link: Any) -> None:
        """An ebook has no pages of its own to name."""


def _before_hyphens(found: re.Match[str]) -> str:
    """A line ends before the hyphen of an address: at its end, it would be taken for an added one."""
    return f"{found[2]}{found[1]}{_JOINT}"


def _cut_last_letter(node: Any) -> str:
    """Take the letter before ``node`` out of the text, if one stands there; with combining marks that follow it."""
    before = node.getprevious()
    holder, slot = (before, "tail") if before is not None else (node.getparent(), "text")
    while slot == "tail" and not holder.tail and class_names(holder) in _OF_WORDS:
        # The word itself stands in an element, or the end of an address does.
        holder, slot = (holder[-1], "tail") if len(holder) else (holder, "text")
    text = getattr(holder, slot) or ""
    at = len(text) - 1
    while at > 0 and unicodedata.combining(text[at]):
        at -= 1
    if at < 0 or text[at].isspace():
        return ""
    setattr(holder, slot, text[:at] or None)
    return str(text[at:])


def print_address(path: str) -> str:
    """The address by which the print layout asks for a picture of the book's folder."""
    return f"book:///{quote(path)}"
