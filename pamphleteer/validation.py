"""From a pydantic model's findings to diagnostics with places.

The manifest, an article's front matter and a layout's options are all YAML read by a pydantic model; what the model
finds is told in the same way for all three.
"""

from __future__ import annotations

import re
import types
import typing
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date as Date
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from pamphleteer.diagnostics import Diagnostic, did_you_mean, error
from pamphleteer.marked import Marked, Path

M = TypeVar("M", bound=BaseModel)


class Strict(BaseModel):
    """A model that knows its keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def finding(code: str, message: str, hint: str | None = None) -> PydanticCustomError:
    """An error to raise in a validator: it becomes a diagnostic with this code, at the value's place."""
    # The message goes in as context: pydantic would read braces in it as a template.
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint or ""})


# RFC 5646, section 2.1: language, extended language, script, region, variants, extensions, private use.
_LANGUAGE = re.compile(
    r"(?:(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(?:-[0-9A-WY-Za-wy-z](?:-[A-Za-z0-9]{2,8})+)*"
    r"(?:-x(?:-[A-Za-z0-9]{1,8})+)?|x(?:-[A-Za-z0-9]{1,8})+)"
)
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_ID = re.compile(r"[A-Za-z][\w.-]*")


def is_language(tag: str) -> bool:
    """Whether a tag is well-formed BCP 47; names of languages in full are not, though their letters might be."""
    return bool(_LANGUAGE.fullmatch(tag)) and not re.fullmatch(r"[A-Za-z]{4,8}", tag)


def _language(tag: str) -> str:
    if not is_language(tag):
        raise finding("language-invalid", f"'{tag}' is no language tag", "write a BCP 47 tag such as en-GB, fr or de")
    return tag


def _date(text: str) -> str:
    match = _DATE.fullmatch(text)
    try:
        if not match or int(match[1]) < 1000:
            raise ValueError
        Date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        hint = "write it as 2026-11-24, 2026-11 or 2026"
        raise finding("date-invalid", f"'{text}' is no date", hint) from None
    return text


def _id(text: str) -> str:
    if not _ID.fullmatch(text):
        hint = "begin with a letter; go on with letters, digits, hyphens, dots and underlines"
        raise finding("id-invalid", f"'{text}' cannot be an id", hint)
    return text


def _present(text: str) -> str:
    if not text.strip():
        raise finding("value-empty", "has no words", "write them, or take the key out")
    return text


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\u00ad", "")


Text = Annotated[str, AfterValidator(_present)]
Plain = Annotated[str, AfterValidator(_plain)]
"""What goes into catalogues and bookmarks, too: without soft hyphens, each letter in one with its accents (NFC)."""
Words = Annotated[Plain, AfterValidator(_present)]
Language = Annotated[str, AfterValidator(_language), Field(description="A BCP 47 language tag, such as en-GB.")]
IsoDate = Annotated[str, AfterValidator(_date), Field(description="ISO 8601: a year, a month or a day.")]
Identifier = Annotated[str, AfterValidator(_id)]


_KEYS_HINT = "write 'key: value' lines below it, each begun with two spaces more"
_SHAPES = {
    "string_type": ("text", None),
    "list_type": ("a list", "write [ONE, TWO], or a line below it for each, begun with '- '"),
    "dict_type": ("a mapping of keys to values", _KEYS_HINT),
    "model_type": ("a mapping of keys to values", _KEYS_HINT),
}
"""Kind of a pydantic finding → the shape that is wanted, and how it is written."""

_MOST_CUTS = 100
"""With more mistakes of one round than that, what is left tells nothing."""


def validate(
    model: type[M], marked: Marked, room: str, what: str, stand_ins: Mapping[str, Any] | None = None
) -> tuple[M | None, Marked, tuple[Diagnostic, ...]]:
    """Read ``marked`` as ``model``.

    ``room`` begins the codes of general findings (``manifest-unknown-key``); ``what`` names the file's kind in
    messages. What is wrong is told, cut out, and the rest read, so that one mistake does not hide others: with
    ``stand_ins`` for the required keys a model is always returned, together with the document that it was read from.
    """
    found: list[Diagnostic] = []
    if not isinstance(marked.value, dict):
        found.append(error(f"{room}-wrong-type", f"{what} must be a list of 'key: value' lines", marked.span(())))
        return None, marked, tuple(found)
    cut: set[Path] = set()
    # Each round cuts out at least one value, so the document's size bounds the rounds.
    for _ in range(len(marked.spans) + 1):
        try:
            return model.model_validate(marked.value), marked, tuple(found)
        except ValidationError as e:
            items = e.errors(include_url=False)
        wrong: list[Path] = []
        for item in items:
            path = _path(marked, item)
            # What is missing because it was cut out has been told of.
            if item["type"] != "missing" or path not in cut:
                found.append(_diagnostic(model, marked, room, item, path))
            if item["type"] != "missing":
                wrong.append(path)
            elif len(path) > 1:
                wrong.append(path[:-1])
            elif stand_ins and path[0] in stand_ins:
                marked = marked.completed({str(path[0]): stand_ins[str(path[0])]})
            else:
                return None, marked, tuple(found)
        # From the back, so that a cut does not move what is still to be cut; what lies in another cut goes with it.
        cuts = dict.fromkeys(wrong)
        kept = [p for p in cuts if not any(p[:n] in cuts for n in range(1, len(p)))]
        if () in kept or len(kept) > _MOST_CUTS:
            return None, marked, tuple(found)
        for path in sorted(kept, key=_from_the_back, reverse=True):
            marked = marked.without(path)
        cut.update(kept)
    return None, marked, tuple(found)


def _from_the_back(path: Path) -> tuple[tuple[int, str], ...]:
    return tuple((step, "") if isinstance(step, int) else (-1, step) for step in path)


def _path(marked: Marked, item: Any) -> Path:
    """The place of a finding; pydantic adds names of union members and validators, only steps of the document count."""
    path: Path = ()
    for step in item["loc"]:
        if (*path, step) in marked.spans or (item["type"] == "missing" and step == item["loc"][-1]):
            path = (*path, step)
    return path


def _diagnostic(model: type[BaseModel], marked: Marked, room: str, item: Any, path: Path) -> Diagnostic:
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "this")
    context = item.get("ctx") or {}
    match item["type"]:
        case "missing":
            return error(f"{room}-missing-key", f"'{name}' is missing", marked.span(path[:-1]), f"add '{name}: …'")
        case "extra_forbidden":
            known = _keys_at(model, path[:-1])
            hint = did_you_mean(name, known) or f"known here: {', '.join(known)}"
            return error(f"{room}-unknown-key", f"unknown key '{name}'", marked.key(path), hint)
        case "literal_error" | "enum":
            near = did_you_mean(str(item["input"]), _quoted(context.get("expected", "")))
            message = f"'{name}' is {context.get('expected')}, not '{item['input']}'"
            return error(f"{room}-wrong-value", message, marked.span(path), near)
        case kind if "message" in context:
            said = str(context["message"])
            message = f"'{name}' {said}" if kind == "value-empty" else said
            return error(kind, message, marked.span(path), context["hint"] or None)
        case kind if kind in _SHAPES:
            shape, cure = _SHAPES[kind]
            message = f"'{name}' must be {shape}, not {_shape(item['input'])}"
            return error(f"{room}-wrong-type", message, marked.span(path), cure)
        case _:
            said = item["msg"].replace("Input should", "must")
            return error(f"{room}-wrong-type", f"'{name}' {said[:1].lower()}{said[1:]}", marked.span(path))


def _shape(value: object) -> str:
    shapes: dict[type, str] = {list: "a list", dict: "a mapping of keys to values", str: "text"}
    return shapes.get(type(value), "nothing")


def _quoted(text: str) -> list[str]:
    return text.replace(" or ", ", ").replace("'", "").split(", ")


def _keys_at(model: type[BaseModel], path: Iterable[str | int]) -> list[str]:
    """The keys that ``model`` knows at ``path``."""
    here: type[BaseModel] | None = model
    for step in path:
        if isinstance(step, int) or here is None:
            continue
        fields = {f.alias or n: f for n, f in here.model_fields.items()}
        here = _inner_model(fields[step].annotation) if step in fields else None
    return [f.alias or n for n, f in here.model_fields.items()] if here else []


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if typing.get_origin(annotation) in (list, tuple, typing.Union, types.UnionType, Annotated):
        for argument in typing.get_args(annotation):
            if found := _inner_model(argument):
                return found
    return None
