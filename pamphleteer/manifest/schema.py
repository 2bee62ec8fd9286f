"""What may stand in book.yaml: the pydantic models, which are also its JSON Schema and its reference."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from pamphleteer.validation import Identifier, IsoDate, Language, Strict, Text

MATTER = ("half-title", "title-page", "imprint", "contents", "colophon")
LATER_MATTER = ("bibliography", "index")


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

    name: Text = Field(description="As it is printed.")
    role: Annotated[str, Field(pattern=r"^[a-z]{3}$")] = Field(
        "aut", description="A MARC relator code: aut (author), edt (editor), trl (translator), ill (illustrator) …"
    )
    file_as: Text | None = Field(None, alias="file-as", description="As a catalogue sorts it: 'Writer, A.'.")

    @classmethod
    def shorthand(cls, text: str) -> dict[str, Any]:
        """A bare string is the name."""
        return {"name": text}


class ChapterModel(Shorthand):
    """A chapter: the path of one article, or a title over several."""

    title: Text | None = Field(None, description="Stands over the articles; needed where there are several.")
    id: Identifier | None = Field(None, description="What a cross-reference to the chapter names.")
    articles: list[Text] = Field(description="Paths, relative to the manifest.")

    @classmethod
    def shorthand(cls, text: str) -> dict[str, Any]:
        """A bare string is the path of the only article."""
        return {"articles": [text]}


class PartModel(Strict):
    """Chapters under a title of their own."""

    title: Text
    id: Identifier | None = Field(None, description="What a cross-reference to the part names.")
    chapters: list[ChapterModel]


class MatterModel(Shorthand):
    """A piece of the front or back matter: one of the book's own pages by name, or an article."""

    page: str | None = Field(None, description=f"One of {', '.join(MATTER)}.")
    article: Text | None = Field(None, description="The path of an article, relative to the manifest.")

    @classmethod
    def shorthand(cls, text: str) -> dict[str, Any]:
        """A bare string is the name of a page."""
        return {"page": text}


class CitationsModel(Strict):
    """How sources are cited."""

    style: Text | None = Field(None, description="A CSL style (not yet: cites print their sources' own words).")
    notes: Literal["footnotes", "chapter-endnotes", "book-endnotes"] = Field(
        "footnotes", description="Where notes stand (for now: footnotes)."
    )
    restart: Literal["chapter", "book", "page"] = Field(
        "chapter", description="Where notes are numbered anew (for now: chapter)."
    )
    bibliography: Literal["none", "book", "chapter", "part"] = Field(
        "none", description="Where a bibliography stands (for now: none)."
    )


class IdentifiersModel(Strict):
    """The identifiers of the two outputs."""

    pdf: Text | None = None
    epub: Text | None = None


def _both(value: Any) -> Any:
    return {"pdf": value, "epub": value} if isinstance(value, str) else value


class ManifestModel(Strict):
    """book.yaml: what the book is, and what it is made of."""

    title: Text
    subtitle: Text | None = None
    creators: list[CreatorModel] = Field(default=[], description="In the order of the title page.")
    language: Language
    identifiers: Annotated[IdentifiersModel, BeforeValidator(_both)] = Field(
        default=IdentifiersModel(),
        description="A URN or URL for the outputs, or one for each; without it, a UUID made from title, creators and "
        "language.",
    )
    publisher: Text | None = None
    date: IsoDate | None = None
    rights: Text | None = None
    requires: Text | None = Field(None, description="The versions that build this book: 'pamphleteer >= 1.2'.")
    layout: Text = Field("pamphlet", description="A layout's name, or the path of its folder.")
    page: dict[str, str] = Field(default={}, description="Options of the layout: trim, openings …")
    references: list[Text] = Field(default=[], description="Files of sources: CSL-YAML or CSL-JSON.")
    citations: CitationsModel = CitationsModel()
    fonts: list[Text] = Field(default=[], description="Font files, or folders of them, that the book brings.")
    front: list[MatterModel] = Field(default=[MatterModel(page=p) for p in MATTER[:4]])
    chapters: list[ChapterModel] | None = None
    parts: list[PartModel] | None = Field(None, description="Instead of chapters.")
    back: list[MatterModel] = Field(default=[])
    terms: dict[str, str] = Field(default={}, description="Fixed words of the book's own: {contents: In this issue}.")
    outputs: list[Literal["pdf", "epub"]] = Field(default=["pdf", "epub"])
