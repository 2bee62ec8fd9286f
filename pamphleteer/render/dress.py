"""The text of an article, dressed for an output: note calls, notes, headings, pictures, references to pages."""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from pamphleteer.markup import (
    OPS,
    SOFT_HYPHEN,
    append_text,
    canonical,
    class_names,
    count_letters,
    drop,
    element,
    parse,
    replace,
    text_of,
)
from pamphleteer.model import Entry, Note, Noting
from pamphleteer.render.code import split_code
from pamphleteer.render.semantics import give_meaning

_LIST_STYLES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}
# Zero-width space and word joiner: neither shows, neither is copied.
_NOTING = Noting()
_BACK = "\u2191"
_BREAK, _JOINT = "\u200b", "\u2060"
_HYPHENS = re.compile(f"(-+)({_BREAK}?)")
_HEARD = frozenset(["alt", "title", "aria-label"])
_OF_WORDS = (["address"], ["hyphenated"], ["unbroken"])
_LONG_NOTES = 300
"""Letters, four lines or so: the notes of a row that have more may not all begin where the row must stay whole."""
_LONGEST_MARK = 24
"""Letters: what cites more by numbers that stand high may be broken."""
HEADINGS = ("h2", "h3", "h4", "h5", "h6")


class Dress(ABC):
    """What both outputs do alike."""

    def __init__(self, terms: Mapping[str, str], pictures: Mapping[str, str], noting: Noting = _NOTING) -> None:
        self.terms = terms
        self.pictures = pictures
        """Path of a picture, from the book's folder → its address in the output."""
        self.noting = noting

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
    def note(self, note: Note, language: str | None = None) -> bytes:
        """The note itself; ``language`` is its article's, where that is not the book's."""

    def entry(self, entry: Entry) -> bytes:
        """What stands in an entry of a bibliography."""
        root = parse(entry.content)
        self.common(root)
        return canonical(root)

    @abstractmethod
    def page(self, link: Any) -> None:
        """Put a page number behind a cross-reference that asks for one."""

    def marked(self, content: bytes, *marks: Any) -> Any:
        """A note's content with its number, and whatever follows that, run into the first paragraph."""
        root = parse(content)
        self.common(root)
        if not len(root) or root[0].tag != "p":
            root.insert(0, element("p", {"class": "note-alone"}))
        first = root[0]
        for place, mark in enumerate(marks):
            mark.tail = " "
            first.insert(place, mark)
        marks[-1].tail, first.text = f" {first.text or ''}", None
        return root


class PrintDress(Dress):
    """Footnotes stand in the text, from where the style sheet floats them to the foot of the page; endnotes apart."""

    def text(self, markup: bytes, notes: Mapping[str, Note]) -> bytes:
        """As for both outputs; headings get the words that bookmarks show, and rows that call long notes may break."""
        root = parse(markup)
        for heading in root.iter(*HEADINGS):
            copied = parse(canonical(heading))
            for call in [n for n in copied.iter() if n.get("data-note")]:
                call.text = None
            for cite in [n for n in copied.iter("span") if _is_apart(n)]:
                before = cite.getprevious()
                holder, slot = (before, "tail") if before is not None else (cite.getparent(), "text")
                setattr(holder, slot, (getattr(holder, slot) or "").rstrip() or None)
                drop(cite)
            heading.set("data-label", text_of(canonical(copied)))
        for row in root.iter("tr"):
            called = [notes[name] for node in row.iter() if (name := node.get("data-note")) in notes]
            if sum(count_letters(text_of(note.content)) for note in called) > _LONG_NOTES:
                row.set("class", " ".join([*class_names(row), "divisible"]))
        return super().text(canonical(root), notes)

    def common(self, root: Any) -> None:
        """As for both outputs; and lists get by style what HTML says by attributes, which the typesetter leaves out."""
        super().common(root)
        for cite in list(root.iter("span")):
            if "raised" in class_names(cite) and len("".join(cite.itertext())) <= _LONGEST_MARK:
                _hold(cite).append(cite)
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
        """The first call brings a footnote; later ones refer to it."""
        name = node.get("id")
        holder = _hold(node)
        call = {"class": _classes("note-call", note), "id": name, "href": f"#{note.id}"}
        holder.append(element("a", call, note.mark))
        if name in note.far_calls:
            holder.append(self._reference(f"#{note.id}"))
        if name == note.calls[0] and self.noting.place == "footnotes":
            content = self._block(note)
            content.set("class", "note")
            content.set("data-note", "")
            holder.append(content)

    def note(self, note: Note, language: str | None = None) -> bytes:
        """An endnote; of a footnote nothing, since its call has brought it."""
        if self.noting.place == "footnotes":
            return b""
        content = self._block(note)
        # The figure hangs, in a box as wide for each note: no space that a line may stretch stands behind it.
        mark = content[0][0]
        mark.text, mark.tail = f"{mark.text}\u00a0", (mark.tail or "").removeprefix(" ")
        content.set("class", "note endnote")
        # The call's id tells which page the running head of the notes names.
        content.set("data-endnote", note.calls[0])
        if language:
            content.set("lang", language)
        holder = element("div")
        holder.append(content)
        return canonical(holder)

    def _block(self, note: Note) -> Any:
        mark = element("a", {"class": _classes("note-mark", note), "href": f"#{note.calls[0]}"}, note.mark)
        content = self.marked(note.content, mark)
        content.tag = "div"
        content.set("id", note.id)
        return content

    def _reference(self, target: str) -> Any:
        attributes = {"class": "page-reference", "href": target, "data-page": self.terms["page-abbr"]}
        return element("a", attributes)

    def page(self, link: Any) -> None:
        """'the gate (p. 12)': the style sheet of ``base`` knows the number."""
        reference = self._reference(link.get("href"))
        reference.tail, link.tail = link.tail, None
        link.addnext(reference)


class EpubDress(Dress):
    """Notes stand at the chapter's end, or in a document of their own, from where reading systems let them pop up."""

    def __init__(
        self, terms: Mapping[str, str], pictures: Mapping[str, str], language: str, noting: Noting = _NOTING
    ) -> None:
        super().__init__(terms, pictures, noting)
        self.language = language

    def common(self, root: Any) -> None:
        """As for both outputs; and the parts of the text are named to reading systems."""
        super().common(root)
        give_meaning(root, self.language)
        for link in root.iter("a"):
            if "source-link" in class_names(link):
                link.set(f"{{{OPS}}}type", "biblioref")
                link.set("role", "doc-biblioref")

    def call(self, node: Any, note: Note) -> None:
        """The superscript outside, the link inside without child elements: reading systems look for just that."""
        outer = element("sup", {"class": _classes("note-call", note)})
        attributes = {
            "id": node.get("id"),
            "href": f"#{note.id}",
            f"{{{OPS}}}type": "noteref",
            "role": "doc-noteref",
        }
        outer.append(element("a", attributes, note.mark))
        replace(node, outer)

    def note(self, note: Note, language: str | None = None) -> bytes:
        """An aside, its links back to its calls first: the mark leads to the first one, an arrow to each other."""
        back = self.terms["back-to-text"]
        attributes = {
            "class": _classes("note-mark", note),
            "href": f"#{note.calls[0]}",
            "role": "doc-backlink",
            "title": back,
        }
        links = [element("a", attributes, note.mark)]
        for number, call in enumerate(note.calls[1:], 2):
            spoken = f"{back} ({number})"
            attributes = {"class": "note-back", "href": f"#{call}", "role": "doc-backlink", "aria-label": spoken}
            links.append(element("a", attributes, _BACK))
        content = self.marked(note.content if note.ebook is None else note.ebook, *links)
        for paragraph in content.iter("p"):
            # A pop-up may show the paragraphs without the aside around them.
            paragraph.set("class", " ".join([*class_names(paragraph), "note-text"]))
        content.tag = "aside"
        content.set("id", note.id)
        content.set("class", "note")
        foot = self.noting.place == "footnotes"
        content.set(f"{{{OPS}}}type", "footnote" if foot else "endnote")
        # DPUB-ARIA 1.1 deprecates its role for a single endnote.
        content.set("role", "doc-footnote" if foot else "note")
        if language:
            content.set("lang", language)
            give_meaning(content, self.language)
        holder = element("div")
        holder.append(content)
        return canonical(holder)

    def entry(self, entry: Entry) -> bytes:
        """The entry, and behind it an arrow to each call that mentions it."""
        root = parse(super().entry(entry))
        back = self.terms["back-to-text"]
        for number, call in enumerate(entry.calls, 1):
            spoken = f"{back} ({number})" if len(entry.calls) > 1 else back
            attributes = {"class": "note-back", "href": f"#{call}", "role": "doc-backlink", "aria-label": spoken}
            append_text(root, "\u00a0" if number == 1 else " ")
            root.append(element("a", attributes, _BACK))
        return canonical(root)

    def page(self, link: Any) -> None:
        """An ebook has no pages of its own to name."""


def _classes(name: str, note: Note) -> str:
    """The classes of a call or a mark: an asterisk stands high by itself."""
    return f"{name} asterisk" if note.mark.startswith("*") else name


def _is_apart(node: Any) -> bool:
    """Whether an element is a citation that is no part of its sentence: in brackets, or of numbers that stand high."""
    if "cite" not in class_names(node):
        return False
    words = "".join(node.itertext())
    return "raised" in class_names(node) or words[:1] + words[-1:] in ("()", "[]")


def _before_hyphens(found: re.Match[str]) -> str:
    """A line ends before the hyphen of an address: at its end, it would be taken for an added one."""
    return f"{found[2]}{found[1]}{_JOINT}"


def _hold(node: Any) -> Any:
    """What takes the place of a call, and holds the letter before it.

    Within it no line breaks: a call never begins a line, and its note is never called from the next.
    """
    holder = element("span", {"class": "with-call"})
    word = _cut_last_letter(node)
    replace(node, holder)
    holder.text = word or None
    return holder


def _cut_last_letter(node: Any) -> str:
    """Take the letter before ``node`` out of the text, if one stands there; with combining marks that follow it."""
    before = node.getprevious()
    holder, slot = (before, "tail") if before is not None else (node.getparent(), "text")
    while slot == "tail" and not holder.tail and class_names(holder) in _OF_WORDS:
        # The word itself stands in an element, or the end of an address does.
        holder, slot = (holder[-1], "tail") if len(holder) else (holder, "text")
    whole = getattr(holder, slot) or ""
    text = whole.rstrip()
    at = len(text) - 1
    while at > 0 and unicodedata.combining(text[at]):
        at -= 1
    if at < 0:
        return ""
    setattr(holder, slot, text[:at] or None)
    # A space before a call may not end the line.
    return text[at:] + ("\u00a0" if whole != text else "")


def print_address(path: str) -> str:
    """The address by which the print layout asks for a picture of the book's folder."""
    return f"book:///{quote(path)}"
