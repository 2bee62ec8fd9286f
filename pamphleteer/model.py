"""The records that pass between the stages. Frozen, picklable, comparable; text is canonical XHTML in bytes.

Markup fields hold *inline* or *flow* XHTML without a namespace, in UTF-8, as ``markup.canonical`` writes it. In an
article's body stand three kinds of element that only name a record:

``<span data-note="ID" id="CALL"/>``  a note call; assemble sets its mark
``<a data-xref="TARGET">…</a>``        a cross-reference as written; assemble resolves it
``<cite data-cite="CITATION"/>``       a citation; assemble sets its text, or makes a note of it
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pamphleteer.diagnostics import Span

# --- the manifest -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Creator:
    """Someone who made the book."""

    name: str
    role: str = "aut"
    """A MARC relator code: aut, edt, trl, ill …"""
    file_as: str | None = None
    """The name as a catalogue sorts it; None leaves that to the reading system."""


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """An article as the manifest names it."""

    path: str
    """POSIX path, relative to the manifest's folder."""
    id: str
    """The prefix of all ids of the article; unique in the book."""
    span: Span


@dataclass(frozen=True, slots=True)
class Chapter:
    """One or more articles under one opening."""

    id: str
    title: str | None
    """None where the chapter is one article and takes its title."""
    articles: tuple[ArticleRef, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Part:
    """Chapters under a title of their own."""

    id: str
    title: str
    chapters: tuple[Chapter, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Matter:
    """A piece of the front or back matter."""

    kind: str
    """cover, half-title, title-page, imprint, contents, notes, bibliography, colophon or article."""
    article: ArticleRef | None
    span: Span


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that an article or the cover shows."""

    path: str
    """POSIX path, relative to the manifest's folder."""
    span: Span


@dataclass(frozen=True, slots=True)
class Cover:
    """What the manifest says of the cover."""

    image: Image | None = None
    """None leaves the cover to its words."""
    alt: str | None = None
    """What someone hears who does not see the cover; None: its words in the book's language."""
    fit: str = "whole"
    """whole: the picture stands uncut on the label; fill: it fills the cover behind the label, cut where it must be."""


@dataclass(frozen=True, slots=True)
class Noting:
    """Where the notes stand, and how they are numbered."""

    place: str = "footnotes"
    """footnotes, chapter-endnotes or book-endnotes."""
    restart: str = "chapter"
    """chapter, book or page: what begins a series of its own; page is for footnotes in print."""
    marks: str = "digits"
    """digits or symbols."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """A group of the bibliography, and which sources belong to it."""

    title: str
    types: tuple[str, ...] = ()
    """CSL types: manuscript, book …"""
    keywords: tuple[str, ...] = ()
    """With neither types nor keywords, the group takes what no other has taken."""


@dataclass(frozen=True, slots=True)
class Citing:
    """How sources are cited, and where a bibliography stands."""

    style: str = ""
    """The name of a style of the library, its URL, or the path of a file ``.csl``; empty: not given."""
    style_span: Span | None = None
    locale: str | None = None
    """The language of the citations, as BCP 47; None: the book's."""
    ebook: str = "full"
    """full: the ebook's notes give each source as at its first mention; same: as print does."""
    bibliography: str = "none"
    """none, book, chapter or part."""
    groups: tuple[Grouping, ...] = ()
    nocite: tuple[tuple[str, Span], ...] = ()
    """Keys of sources that the bibliography lists though nothing cites them; * is all of them."""
    bibliography_span: Span | None = None
    """Where the manifest asks for a bibliography; None where it does not."""
    footnotes_span: Span | None = None
    """Where the manifest asks for footnotes; None where it does not."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """book.yaml, read, checked and typed."""

    file: str
    title: str
    subtitle: str | None
    creators: tuple[Creator, ...]
    language: str
    """BCP 47."""
    identifiers: Mapping[str, str]
    """By output ('pdf', 'epub'): a URN or URL; always complete."""
    publisher: str | None
    date: str | None
    """ISO 8601, to the year, month or day."""
    rights: str | None
    layout: str
    layout_span: Span
    page: Mapping[str, tuple[str, Span]]
    """Layout options as written, each with its place; the layout types them."""
    references: tuple[tuple[str, Span], ...]
    fonts: tuple[tuple[str, Span], ...]
    """Font files or folders that the book brings."""
    front: tuple[Matter, ...]
    parts: tuple[Part, ...]
    chapters: tuple[Chapter, ...]
    """Empty where the book has parts."""
    back: tuple[Matter, ...]
    terms: Mapping[str, str]
    outputs: tuple[str, ...]
    cover: Cover = Cover()
    noting: Noting = Noting()
    citing: Citing = Citing()
    hyphenation: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By language ('und': whatever the language), words with a hyphen at each place where they may be broken."""
    silence: tuple[str, ...] = ()
    """Codes of warnings that are not told."""
    spans: Mapping[str, Span] = field(default_factory=dict)
    """Place of each top-level key."""

    def articles(self) -> tuple[ArticleRef, ...]:
        """Every article, in reading order."""
        chapters = [c for p in self.parts for c in p.chapters] or list(self.chapters)
        front = [m.article for m in self.front if m.article]
        back = [m.article for m in self.back if m.article]
        return (*front, *(a for c in chapters for a in c.articles), *back)


# --- an article -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reference:
    """A source, as CSL-JSON has it."""

    key: str
    raw: str | None
    """The source in its author's own words, brackets included (``custom.raw``)."""
    data: str
    """The whole entry as canonical JSON."""
    span: Span


@dataclass(frozen=True, slots=True)
class Cite:
    """One source in a citation, and what the author says around it."""

    key: str
    span: Span
    prefix: bytes = b""
    """Inline XHTML before the source: see."""
    locator: str = ""
    """The place within the source, without its label: 3–4."""
    label: str = "page"
    """The kind of the locator, as CSL calls it: page, chapter, sub-verbo …"""
    suffix: bytes = b""
    """Inline XHTML after the source, its leading punctuation and space included: , for a dissent."""
    suppress_author: bool = False
    """Whether the sentence has named the author already: [-@key]."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Sources cited at one place of the text or of a note."""

    id: str
    """What ``data-cite`` names."""
    cites: tuple[Cite, ...]
    span: Span
    textual: bool = False
    """Whether the (first) source is part of the sentence: @key [p. 3]."""
    note: str = ""
    """Id of the hand-written note in which it stands; empty in the text."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note and where it is called."""

    id: str
    label: str
    content: bytes
    """Flow XHTML."""
    calls: tuple[str, ...]
    """Ids of its calls, in reading order; the first carries the note."""
    span: Span
    call_span: Span
    mark: str = ""
    """Its number or symbol, set by assemble."""
    far_calls: tuple[str, ...] = ()
    """Its later calls on other pages, where marks begin anew on each page: they name the note's page."""
    ebook: bytes | None = None
    """What the ebook has instead of ``content``, where a citation is written out there that print shortens."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its front matter typed, its text as semantic XHTML, its notes apart."""

    id: str
    file: str
    path: str
    """POSIX path, relative to the manifest's folder."""
    language: str | None
    title: bytes
    """Inline XHTML, without note calls; ``title_calls`` has it with them."""
    title_calls: bytes
    standfirst: bytes | None
    byline: bytes | None
    date: str | None
    source: bytes | None
    rights: bytes | None
    body: bytes
    """Flow XHTML; every block has an id."""
    notes: tuple[Note, ...]
    """In the order of their first calls."""
    images: tuple[Image, ...]
    references: tuple[Reference, ...]
    spans: Mapping[str, Span]
    """Block id → place in the author's file."""
    citations: tuple[Citation, ...] = ()
    """Those of the text and of the notes, in the order of the file."""


# --- the book ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """A source as a bibliography lists it."""

    id: str
    key: str
    """Of the source; no other source of the book has it."""
    content: bytes
    """Inline XHTML."""
    calls: tuple[str, ...]
    """Ids of the note calls and cites that mention it, in reading order; none where nothing does."""
    span: Span
    """Where the source is listed."""


@dataclass(frozen=True, slots=True)
class EntryGroup:
    """Entries under a title of their own, or under none."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The sources of a book, a part or a chapter, in the order of the style."""

    id: str
    groups: tuple[EntryGroup, ...]
    hanging: bool = False
    """Whether the lines of an entry after the first are indented."""
    aligned: bool = False
    """Whether an entry begins with a number or a label that stands before the rest as in a column."""


@dataclass(frozen=True, slots=True)
class Division:
    """A piece of the assembled book: front or back matter, a part's title, a chapter."""

    id: str
    kind: str
    """cover, half-title, title-page, imprint, contents, part, chapter, article (front or back), notes, bibliography or
    colophon."""
    title: bytes
    """Inline XHTML; empty where the kind has none."""
    running_title: str
    """Plain text for running heads, contents and bookmarks."""
    articles: tuple[Article, ...]
    """Resolved: calls have marks, cross-references targets, cites text."""
    span: Span
    place: str = "body"
    """front, body or back."""
    bibliography: Bibliography | None = None

    @property
    def is_article(self) -> bool:
        """Whether the division is one article and bears its title."""
        return len(self.articles) == 1 and self.title == self.articles[0].title


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that both outputs show, in reading order."""

    manifest: Manifest
    divisions: tuple[Division, ...]
    terms: Mapping[str, str]
    """The fixed words in the book's language, overrides applied."""

    def notes(self) -> tuple[Note, ...]:
        """Every note of the book, in reading order."""
        return tuple(n for d in self.divisions for a in d.articles for n in a.notes)


# --- print ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Piece:
    """What is laid out at a time: one division as print XHTML."""

    id: str
    kind: str
    html: bytes
    """One ``<section>``."""
    place: str = "body"
    """cover, front, body or back: which folios it has."""


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """CSS with the name that diagnostics give it."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What the lines of a block share where they stand on a page. Lengths are in CSS pixels (1/96 in)."""

    piece: str
    """Id of the piece; empty in the note area."""
    block: str
    """Id of the nearest block of the text that has one; empty where none has."""
    left: float
    """Left end of the measure, from the paper's left edge."""
    right: float
    """Right end of the measure."""
    area: tuple[float, float, float, float]
    """Left, top, right and bottom of where its letters may stand: the type area, wider where the layout hangs them out
    of it; the paper, for what the layout itself puts somewhere; less, for what would hide the rest."""
    foot: bool = False
    """Whether it stands in the note area."""
    loose: bool = False
    """Whether it is out of the flow: the layout floats it, or puts it somewhere."""
    table: str = ""
    """Id of the outermost table in which it stands."""
    unit: int = 0
    """A number that all lines share which no page may part; 0 where a page may end between them."""
    keeps: bool = False
    """Whether no page may end after it, as after a heading."""
    heading: bool = False
    """Whether it is a heading."""
    repeated: bool = False
    """Whether it is a table's head or foot that stood on an earlier page, too."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text as it stands on a page, or as much of it as belongs together."""

    setting: Setting
    text: str
    """Without what style sheets add: numbers of lists, page numbers, leaders."""
    top: float
    bottom: float
    runs: tuple[tuple[float, float, float, float], ...]
    """Of each run of letters in one style: left, right, the top of the small letters, the foot of the line."""
    ids: tuple[str, ...] = ()
    """Ids of what stands within the line, note calls among them."""
    clings: bool = False
    """Whether no page may begin with it, as with a list after the words that lead to it."""
    left: str = ""
    """What its paragraph holds for which it was not broken as a whole, where that may have ended the line elsewhere."""


@dataclass(frozen=True, slots=True)
class SetPage:
    """A page as it was set."""

    width: float
    height: float
    top: float
    """Top of the type area."""
    foot: float
    """Where the notes begin, or the type area ends."""
    leading: float
    """Of the text, from line to line."""
    lines: tuple[Line, ...]
    """In the order of the text."""
    end: float
    """Where the text ends: its last line or picture, notes not counted."""
    forced: bool
    """Whether the style sheets want a new page here: something begins on it that may not stand on the page before."""
    off_paper: tuple[str, ...] = ()
    """Ids of the blocks whose pictures run off the paper."""


@dataclass(frozen=True, slots=True)
class PageMap:
    """What is on which page."""

    count: int
    folios: tuple[str, ...]
    """What each page is called, whether or not its folio is printed: iv, 12, C1."""
    anchors: Mapping[str, int]
    """Element id → page, from 1."""
    pages: tuple[SetPage, ...]

    def called(self, page: int) -> str:
        """A page, from 1, as a message names it: by its folio, and by its place in the file where that is another."""
        folio = self.folios[page - 1]
        return f"page {folio}" if folio == str(page) else f"page {folio} (page {page} of the PDF)"


# --- EPUB -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Document:
    """One XHTML file of the EPUB, finished."""

    name: str
    title: str
    content: bytes
    """A whole XHTML document; written as it is."""
    properties: tuple[str, ...] = ()
    """OPF manifest properties: svg, mathml …"""


@dataclass(frozen=True, slots=True)
class NavEntry:
    """A line of the table of contents."""

    title: str
    href: str
    children: tuple[NavEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Landmark:
    """A line of the landmarks."""

    type: str
    """An epub:type: cover, titlepage, toc, bodymatter …"""
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Resource:
    """A style sheet, font or picture of the EPUB."""

    name: str
    """Path within the content folder, such as ``fonts/EBGaramond-Regular.otf``."""
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Publication:
    """An EPUB before it is packed."""

    title: str
    subtitle: str | None
    creators: tuple[Creator, ...]
    language: str
    identifier: str
    publisher: str | None
    date: str | None
    rights: str | None
    modified: str
    """UTC, ``YYYY-MM-DDThh:mm:ssZ``."""
    documents: tuple[Document, ...]
    """In reading order; the first is the cover page."""
    contents: tuple[NavEntry, ...]
    landmarks: tuple[Landmark, ...]
    resources: tuple[Resource, ...]
    contents_title: str
    """Heading of the table of contents, in the book's language."""
    landmarks_title: str
    accessibility: Mapping[str, tuple[str, ...]]
    """schema.org properties: accessMode, accessModeSufficient, accessibilityFeature, accessibilityHazard,
    accessibilitySummary."""
