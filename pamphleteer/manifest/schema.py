"""What may stand in book.yaml: the pydantic models, which are also its JSON Schema and its reference."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from pamphleteer.manifest.hyphenation import Hyphenation
from pamphleteer.validation import Identifier, IsoDate, Language, Plain, Strict, Text, Words

MATTER = ("half-title", "title-page", "imprint", "contents", "notes", "bibliography", "colophon", "cover")
LATER_MATTER = ("index",)


class Shorthand(Strict):
    """A model that may also be written as a bare string, which then is its ``shorthand`` field."""

    @classmethod
    def shorthand(cls, text: str) -> dict[str, Any]:
        """The mapping that a bare string stands for."""
        raise NotImplementedError

    @model_validator(mode="before")
    @classmethod
    def _expand(cls, value: Any) -> Any:
        return cls.shorthand(value) if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Say in the JSON Schema, too, that a string will do."""
        return {"anyOf": [{"type": "string"}, handler(schema)]}


class CreatorModel(Shorthand):
    """Someone who made the book: a name, or a name with its role."""

    name: Words = Field(description="As it is printed.")
    role: Annotated[str, Field(pattern=r"^[a-z]{3}$")] = Field(
        "aut",
        description="A code of three letters from the MARC list: `aut` is an author, `edt` an editor, `trl` a "
        "translator, `ill` an illustrator.",
    )
    file_as: Words | None = Field(None, alias="file-as", description="As a catalogue sorts it: `Marl, Edith`.")

    @classmethod
    def shorthand(cls, text: str) -> dict[str, Any]:
        """A bare string is the name."""
        return {"name": text}


class ChapterModel(Shorthand):
    """A chapter: the path of one article, or a title over several."""

    title: Words | None = Field(None, description="Stands over the articles; needed where there are several.")
    id: Identifier | None = Field(None, description="What a cross-reference to the chapter names.")
    articles: list[Text] = Field(description="Paths, relative to the manifest.")

    @classmethod
    def shorthand(cls, text: str) -> dict[str, Any]:
        """A bare string is the path of the only article."""
        return {"articles": [text]}


class PartModel(Strict):
    """Chapters under a title of their own."""

    title: Words = Field(description="Stands on a page of its own before the chapters.")
    id: Identifier | None = Field(None, description="What a cross-reference to the part names.")
    chapters: list[ChapterModel] = Field(description="The chapters of the part.")


class MatterModel(Shorthand):
    """A piece of the front or back matter: one of the book's own pages by name, or an article."""

    page: str | None = Field(None, description=f"One of {', '.join(MATTER)}.")
    article: Text | None = Field(None, description="The path of an article, relative to the manifest.")

    @classmethod
    def shorthand(cls, text: str) -> dict[str, Any]:
        """A bare string is the name of a page."""
        return {"page": text}


class CoverModel(Shorthand):
    """The cover: the path of its picture, or the picture with what is to be said of it."""

    picture: Text | None = Field(None, description="The path of a picture, relative to the manifest.")
    alt: Text | None = Field(
        None,
        description="What someone hears who does not see the cover; without it, 'Cover', the title and the authors.",
    )
    fit: Literal["whole", "fill"] = Field(
        "whole",
        description="`whole` sets the picture uncut on the cover's label; `fill` lets it fill the cover behind the "
        "label.",
    )

    @classmethod
    def shorthand(cls, text: str) -> dict[str, Any]:
        """A bare string is the picture's path."""
        return {"picture": text}


SourceType = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event",
    "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication",
    "post", "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech", "standard",
    "thesis", "treaty", "webpage",
]  # fmt: skip
"""The types of sources (CSL 1.0.2, appendix III)."""


class GroupModel(Strict):
    """A group of the bibliography: its title, and which sources stand below it."""

    title: Words = Field(description="Stands over the group.")
    types: list[SourceType] = Field(default=[], description="Types of sources, as CSL calls them.")
    keywords: list[Text] = Field(default=[], description="Keywords of sources; any of them will do.")


class BibliographyModel(Shorthand):
    """Where bibliographies stand, or that with the groups into which they are divided."""

    of: Literal["none", "book", "chapter", "part"] = Field(
        "book",
        description="What a bibliography is of: the book (where `back` names it, else before the colophon), each "
        "chapter or each part (at its end).",
    )
    groups: list[GroupModel] = Field(
        default=[],
        description="A source stands in the first group that has its type or one of its keywords. A group with neither "
        "takes those that are left.",
    )

    @classmethod
    def shorthand(cls, text: str) -> dict[str, Any]:
        """A bare string is what the bibliography is of."""
        return {"of": text}


def _several(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class CitationsModel(Strict):
    """What is asked of citations, of notes and of bibliographies."""

    style: Text | None = Field(
        None,
        description="A style of the Citation Style Language: the name of one that comes with the program, its URL, or "
        "the path of a file that ends in `.csl`. Without it sources are cited in Chicago's notes.",
    )
    notes: Literal["footnotes", "chapter-endnotes", "book-endnotes"] = Field(
        "footnotes",
        description="Where notes stand: at the foot of the page, at the end of the chapter, or in a division of their "
        "own behind the text. In the ebook, footnotes stand at the end of the chapter.",
    )
    restart: Literal["chapter", "book", "page"] = Field(
        "chapter",
        description="Where the numbers of notes begin anew, and where a source is cited in full again. `page` is for "
        "footnotes in print; the ebook then numbers them by chapter, and sources are cited by chapter in both.",
    )
    marks: Literal["digits", "symbols"] = Field(
        "digits", description="Figures, or * † ‡ § ‖ ¶, which are then doubled, and so on."
    )
    bibliography: BibliographyModel | None = Field(
        None,
        description="Where a bibliography stands: `none`, `book`, `chapter` or `part`. Without it: `book`, where "
        "`back` names the bibliography, or where a style is named and there is no `back`; else none.",
    )
    nocite: Annotated[list[Text], BeforeValidator(_several)] = Field(
        default=[],
        description="Keys of sources that the bibliography lists though nothing cites them; `*` is all of them.",
    )
    ebook: Literal["full", "same"] = Field(
        "full",
        description="`full` gives each source in the ebook's notes as at its first mention, since a note that pops up "
        "stands alone; `same` shortens it as print does.",
    )
    locale: Language | None = Field(None, description="The language of the citations; without it, the book's.")


class IdentifiersModel(Strict):
    """The identifiers of the two outputs."""

    pdf: Text | None = Field(None, description="The printed book's.")
    epub: Text | None = Field(None, description="The ebook's.")


def _both(value: Any) -> Any:
    return {"pdf": value, "epub": value} if isinstance(value, str) else value


class ManifestModel(Strict):
    """book.yaml: what the book is, and what it is made of."""

    title: Words = Field(
        description="The title of the book, as the title page has it. The output files take their names from it.",
        examples=["The Canals of Lowmere"],
    )
    subtitle: Words | None = Field(
        None, description="What stands below the title.", examples=["Four reports from the water"]
    )
    creators: list[CreatorModel] = Field(
        default=[],
        description="Who made the book, in the order of the title page. A name alone is an author's.",
        examples=[["Edith Marl", {"name": "Paul Wray", "role": "ill"}]],
    )
    language: Language = Field(
        description="The language of the text, as a tag of BCP 47. Hyphenation, quotation marks, dates and the fixed "
        "words follow it, and so does the voice of a screen reader.",
        examples=["en-GB"],
    )
    identifiers: Annotated[IdentifiersModel, BeforeValidator(_both)] = Field(
        default=IdentifiersModel(),
        description="A name that no other book has, as a URN or a URL: one for all outputs, or one for each. Without "
        "it, title, creators and language make one, which changes when they do.",
        examples=[{"pdf": "urn:isbn:9780000000019", "epub": "urn:isbn:9780000000002"}],
    )
    publisher: Words | None = Field(
        None, description="Who publishes the book; printed on the title page and the imprint.", examples=["Marl & Wray"]
    )
    date: IsoDate | None = Field(
        None,
        description="The day of publication; a month or a year alone will do. The outputs bear it instead of the "
        "clock's, so that the same manuscript makes the same files on any day.",
        examples=["2026-11-24"],
    )
    rights: Words | None = Field(
        None,
        description="Whose the text is and what may be done with it; printed on the imprint.",
        examples=["Copyright 2026 Edith Marl."],
    )
    requires: Text | None = Field(
        None,
        description="The versions of the program that build this book. Another one refuses it.",
        examples=["pamphleteer >= 0.1"],
    )
    layout: Text = Field(
        "pamphlet",
        description="The layout that gives the book its looks, by its name or by the path of its folder. One of the "
        "book's own, in a folder of `layouts` beside the manifest, goes before those that come with the program.",
        examples=["pamphlet"],
    )
    page: dict[str, str] = Field(
        default={},
        description="Options of the layout. An option that the layout does not have is an error.",
        examples=[{"trim": "A5", "openings": "recto"}],
    )
    references: list[Text] = Field(
        default=[],
        description="Files of sources, in CSL-YAML, CSL-JSON, BibTeX, BibLaTeX or RIS, which all articles may cite.",
        examples=[["references.yaml"]],
    )
    citations: CitationsModel = Field(
        CitationsModel(),
        description="How sources are cited, where notes stand, and how they are numbered.",
        examples=[{"style": "chicago-notes-bibliography", "notes": "book-endnotes", "bibliography": "book"}],
    )
    fonts: list[Text] = Field(
        default=[],
        description="Font files, or folders of them, that the book brings. A build sees these and the bundled ones, "
        "and no others.",
        examples=[["fonts/mine"]],
    )
    cover: CoverModel = Field(
        CoverModel(),
        description="A picture for the cover. The ebook always has a cover, a printed book where `front` begins with "
        "`cover`.",
        examples=[{"picture": "images/cover.png", "fit": "fill"}],
    )
    front: list[MatterModel] = Field(
        default=[MatterModel(page=p) for p in MATTER[:4]],
        description="The pages before the first chapter, in their order.",
        examples=[["title-page", "imprint", "contents", {"article": "articles/foreword.md"}]],
    )
    chapters: list[ChapterModel] | None = Field(
        None,
        description="The chapters, in their order. A path alone is a chapter of one article, and takes its title.",
        examples=[[{"title": "Water", "articles": ["articles/canals.md"]}, "articles/locks.md"]],
    )
    parts: list[PartModel] | None = Field(
        None,
        description="Chapters under titles of their own, for a longer book. A manifest has `parts` or `chapters`.",
        examples=[[{"title": "The Upper Reach", "chapters": ["articles/locks.md"]}]],
    )
    back: list[MatterModel] = Field(
        default=[],
        description="The pages after the last chapter, in their order. Notes that have a division of their own stand "
        "first, or where `notes` is named; a bibliography last, but before a colophon, or where `bibliography` is "
        "named.",
        examples=[["bibliography", "colophon"]],
    )
    hyphenation: Hyphenation = Field(
        default={},
        description="Words that are broken otherwise than their language's patterns have it: a hyphen wherever a word "
        "may be broken, none in a word that never is. Whole words are meant, in capitals or not. A list holds for all "
        "text; `{en: [...], de: [...]}` for the text in each language.",
        examples=[["pam-phlet-eer", "Kleisthenes"]],
    )
    terms: dict[str, Plain] = Field(
        default={},
        description="Fixed words of the book's own, in place of those of its language.",
        examples=[{"contents": "In this issue"}],
    )
    silence: list[Text] = Field(
        default=[],
        description="Codes of warnings that are not told, and do not stop a build under `--strict`. An error cannot be "
        "silenced.",
        examples=[["page-short"]],
    )
    outputs: list[Literal["pdf", "pdf-screen", "epub"]] = Field(
        default=["pdf", "epub"],
        description="What a build makes: pdf for the printer, pdf-screen with the same pages for a screen, epub.",
        examples=[["pdf", "pdf-screen", "epub"]],
    )
