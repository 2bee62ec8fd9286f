"""The handbook's reference, written from what the program itself reads, so that it cannot go stale.

An article marks a place by ``<!-- reference: NAME -->`` and ``<!-- end of reference -->``; ``renew`` writes what
stands between them. ``python -m pamphleteer.reference FILE…`` does so for files. Part of the edge, since it sees every
room and reads the bundled layouts.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from pamphleteer.article.frontmatter import FrontMatter
from pamphleteer.cli import command_line
from pamphleteer.diagnostics.explanations import Explanation, explanations
from pamphleteer.layout import LayoutModel
from pamphleteer.manifest import json_schema
from pamphleteer.marked import read_yaml
from pamphleteer.shelf import bundled
from pamphleteer.terms import terms_of

COMMAND = ".venv/bin/python -m pamphleteer.reference book/articles/*.md"
"""What renews the handbook's reference."""

_PLACE = re.compile(r"(<!-- reference: ([\w-]+) -->\n)(?:.*?\n)??(<!-- end of reference -->)", re.S)
_LONGEST = 54
"""Letters in a line of code, indented into a definition, on an A5 page."""

_SPECIAL = re.compile(r"([\\\[\]{}<>*_^~|@#$&])")

ROOMS = {
    "yaml": "In any YAML",
    "manifest": "In the manifest",
    "terms": "Among the fixed words",
    "article": "In an article",
    "assemble": "Between articles",
    "files": "With files",
    "images": "With pictures",
    "fonts": "With fonts",
    "layout": "In a layout",
    "preflight": "In the fonts",
    "proof": "On the finished pages, and in the finished ebook",
    "epub": "In the ebook",
    "importing": "In raw copy",
    "cli": "On the command line",
    "build": "In the book as a whole",
}
"""Room → the heading over its codes, in the order of the handbook; a room without one stands last, by its name."""


def renew(text: str) -> str:
    """``text`` with everything between its marks written anew; an unknown name is a ``KeyError``."""
    return _PLACE.sub(lambda place: f"{place[1]}\n{PAGES[place[2]]().strip()}\n\n{place[3]}", text)


# --- Markdown


def prose(text: str) -> str:
    """Plain words as Markdown: what stands in backticks is code, and nothing else is markup."""
    pieces = re.split(r"(`[^`]+`)", " ".join(text.split()))
    return "".join(p if p.startswith("`") and len(p) > 1 else _SPECIAL.sub(r"\\\1", p) for p in pieces)


def _entry(term: str, *blocks: str) -> str:
    """An entry of a definition list; each block is indented into it."""
    body = "\n\n".join(block for block in blocks if block)
    return f"{term}\n:   " + re.sub(r"\n(?=.)", "\n    ", body)


def _kind(words: str, default: str | None, elsewhere: str = "") -> str:
    """What kind of value is wanted, and what holds without one; the words in italics, and code as code."""
    italics = "".join(
        p if p.startswith("`") else re.sub(r"[^,;\s](?:.*[^,;\s])?", r"*\g<0>*", p)
        for p in re.split(r"(`[^`]+`)", words[:1].upper() + words[1:])
    )
    return f"{italics}; *default* `{default}`{elsewhere}." if default else f"{italics}."


def _sentence(text: str) -> str:
    return text if text.endswith((".", "…", "?", ":")) else f"{text}."


class _Plain(yaml.SafeDumper):
    """YAML as a person writes it: lists indented, quotation marks only where they must be."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 (PyYAML's own name)

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _yaml(key: str, value: Any) -> str:
    """A key and its value, in flow style within where the line is not too long for a page."""
    styles = (None, False) if isinstance(value, (list, dict)) else (False,)
    written = [
        yaml.dump({key: value}, None, _Plain, allow_unicode=True, sort_keys=False, default_flow_style=style, width=200)
        for style in styles
    ]
    return str(next((w for w in written if max(map(len, w.splitlines())) <= _LONGEST), written[-1]))


def _flow(value: Any) -> str:
    """A default in one line; what may be written as one word is."""
    if isinstance(value, Mapping):
        given = {k: v for k, v in value.items() if v is not None}
        return str(next(iter(given.values()))) if len(given) == 1 else "{" + ", ".join(map(str, given)) + "}"
    return "[" + ", ".join(map(_flow, value)) + "]" if isinstance(value, list) else str(value)


# --- keys, from a JSON Schema


class _Keys:
    """The keys of a JSON Schema as nested definition lists."""

    def __init__(self, schema: Mapping[str, Any], prefix: str) -> None:
        self.schema, self.prefix = schema, prefix
        self.told: dict[str, str] = {}
        """Title of a group of keys → the key under which it was described."""

    def entries(self, properties: Mapping[str, Any], required: Sequence[str], top: bool = True) -> str:
        return "\n\n".join(self._key(name, schema, name in required, top) for name, schema in properties.items())

    def _key(self, name: str, schema: Mapping[str, Any], required: bool, top: bool) -> str:
        default = schema.get("default")
        shown = _flow(default) if default not in (None, [], {}, "") and not self._model(schema) else None
        kind = _kind(self._kind(schema) + (", required" if required else ""), shown)
        term = f"`{name}`{{#{self.prefix}-{name}}}" if top else f"`{name}`"
        says = f"{kind} {prose(_sentence(schema.get('description') or self._described(schema)))}"
        example = ""
        if top and schema.get("examples"):
            example = f"```yaml\n{_yaml(name, self._in_order(schema['examples'][0], schema)).rstrip()}\n```"
        model = self._model(schema)
        inner = ""
        if model and model["title"] in self.told:
            says += f" Each is written as under `{self.told[model['title']]}`."
        elif model:
            self.told[model["title"]] = name
            inner = self.entries(model["properties"], model.get("required", ()), False)
        return _entry(term, says, example, inner)

    def _in_order(self, value: Any, schema: Mapping[str, Any]) -> Any:
        """An example with its keys in the order of the schema, which sorts them in examples."""
        model = self._model(schema)
        if isinstance(value, list):
            return [self._in_order(each, schema) for each in value]
        if isinstance(value, dict) and model:
            return {k: self._in_order(value[k], s) for k, s in model["properties"].items() if k in value}
        return value

    def _choices(self, schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """What a value may be: references followed, alternatives apart, null left out."""
        if "$ref" in schema:
            return self._choices(self.schema["$defs"][schema["$ref"].rsplit("/", 1)[1]])
        if "anyOf" in schema:
            return [choice for each in schema["anyOf"] for choice in self._choices(each)]
        return [] if schema.get("type") == "null" else [schema]

    def _described(self, schema: Mapping[str, Any]) -> str:
        return next((c["description"] for c in self._choices(schema) if "description" in c), "")

    def _model(self, schema: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The group of keys that a value is, or is a list of."""
        for choice in self._choices(schema):
            if "properties" in choice:
                return choice
            if "items" in choice and (model := self._model(choice["items"])):
                return model
        return None

    def _kind(self, schema: Mapping[str, Any]) -> str:
        return " or ".join(dict.fromkeys(self._word(choice) for choice in self._choices(schema)))

    def _word(self, schema: Mapping[str, Any]) -> str:
        if "enum" in schema:
            return "one of " + ", ".join(f"`{word}`" for word in schema["enum"])
        if "const" in schema:
            return f"`{schema['const']}`"
        match schema.get("type"):
            case "array":
                items = self._choices(schema["items"])
                plain = all(item.get("type") == "string" for item in items)
                kind = self._kind(schema["items"]).removeprefix("one of ")
                return f"list of {'texts' if kind == 'text' else kind}" if plain else "list"
            case "object":
                return "group of keys" if "properties" in schema else "keys and values"
            case "boolean":
                return "yes or no"
            case "integer" | "number":
                return "number"
            case _:
                return "text"


def manifest() -> str:
    """Every key of a manifest."""
    schema = json_schema()
    return _Keys(schema, "key").entries(schema["properties"], schema["required"])


def front_matter() -> str:
    """Every key of an article's front matter."""
    schema = FrontMatter.model_json_schema()
    return _Keys(schema, "front-key").entries(schema["properties"], schema.get("required", ()))


# --- layouts


def layouts() -> Iterator[tuple[str, LayoutModel]]:
    """The bundled layouts, ``base`` first."""
    files = sorted(bundled("layouts").glob("*/layout.yaml"), key=lambda f: (f.parent.name != "base", f.parent.name))
    for file in files:
        marked, _ = read_yaml(file.read_text(encoding="utf-8"), file.name)
        assert marked is not None
        yield file.parent.name, LayoutModel.model_validate(marked.value)


def options() -> str:
    """Every option of the bundled layouts, a section for each."""
    return "\n\n".join(_options(name, model) for name, model in layouts())


def _options(name: str, model: LayoutModel) -> str:
    extends = f" It extends `{model.extends}`." if model.extends else ""
    blocks = [f"## The layout {name} {{#layout-{name}}}", prose(_sentence(model.description or "")) + extends]
    changed = []
    for option, given in model.options.items():
        if not given.type:
            changed.append(f"| `{option}` | `{given.default}`{_by_trim(given.by_trim)} |")
            continue
        words = ", ".join(f"`{choice}`" for choice in given.choices) if given.choices else given.type
        kind = _kind(f"one of {words}" if given.choices else words, given.default, _by_trim(given.by_trim))
        blocks.append(_entry(f"`{option}`", f"{kind} {prose(_sentence(given.description or ''))}"))
    if changed:
        blocks.append(f"It has other defaults than `{model.extends}` for these options:")
        blocks.append("\n".join(["| Option | Default |", "|---|---|", *changed]))
    return "\n\n".join(blocks)


def _by_trim(values: Mapping[str, str] | None) -> str:
    """The trims whose default is another, those of one value together."""
    trims: dict[str, list[str]] = {}
    for trim, value in (values or {}).items():
        trims.setdefault(value, []).append(trim)
    return "".join(f", on {' and '.join(names)} `{value}`" for value, names in trims.items())


# --- codes, commands, fixed words


def codes() -> str:
    """Every code with what it says and what helps, by rooms."""
    by_room: dict[str, list[Explanation]] = {}
    for explanation in explanations().values():
        by_room.setdefault(explanation.room, []).append(explanation)
    order = [room for room in ROOMS if room in by_room] + sorted(by_room.keys() - ROOMS.keys())
    sections = []
    for room in order:
        entries = [
            _entry(f"`{e.code}`{{#code-{e.code}}}", f"{prose(_sentence(e.summary))} {prose(_sentence(e.cure))}")
            for e in sorted(by_room[room], key=lambda e: e.code)
        ]
        sections.append(f"## {ROOMS.get(room, room)} {{#codes-{room}}}\n\n" + "\n\n".join(entries))
    return "\n\n".join(sections)


def commands() -> str:
    """Every verb of the command line with its options; a verb that has all those of another names it instead."""
    verbs: Any = next(a for a in command_line()._actions if isinstance(a, argparse._SubParsersAction))
    told: dict[str, dict[str, str]] = {}
    sections = []
    for name, made in verbs.choices.items():
        own = dict(_arguments(made))
        blocks = [f"## {name[0].upper()}{name[1:]} {{#verb-{name}}}", prose(_sentence(made.description or ""))]
        blocks.append(f"```text\n{_usage(name, made)}\n```")
        like = next((verb for verb, theirs in told.items() if len(theirs) > 2 and theirs.items() <= own.items()), None)
        if like:
            blocks.append(f"It has the options of `{like}`, and these:")
        told[name] = own
        blocks += [_entry(term, says) for term, says in own.items() if like is None or term not in told[like]]
        sections += blocks
    return "\n\n".join(sections)


def _placeholder(action: argparse.Action) -> str:
    if isinstance(action.metavar, str):
        return action.metavar
    if action.choices:
        return "|".join(map(str, action.choices))
    return "" if action.nargs == 0 else action.dest.upper()


def _usage(verb: str, made: argparse.ArgumentParser) -> str:
    words = [verb]
    for action in made._actions:
        if not action.option_strings:
            shown = _placeholder(action) + ("…" if action.nargs in ("+", "*") else "")
            words.append(f"[{shown}]" if action.nargs in ("?", "*") else shown)
    return " ".join(words)


def _arguments(made: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    """What may follow a verb, as code, and what it does."""
    for action in made._actions:
        if action.help and "--help" not in action.option_strings:
            shown = _placeholder(action)
            names = [f"{flag} {shown}".strip() for flag in action.option_strings] or [shown]
            yield ", ".join(f"`{name}`" for name in names), prose(_sentence(action.help[0].upper() + action.help[1:]))


def fixed_words() -> str:
    """The fixed words of a book, in English."""
    words, _ = terms_of("en", {})
    rows = [f"| `{key}` | {prose(word)} |" for key, word in words.items()]
    caption = ": The keys of `terms`, and what stands in an English book."
    return "\n".join(["| Key | In English |", "|---|---|", *rows, "", caption])


PAGES: dict[str, Callable[[], str]] = {
    "manifest": manifest,
    "front-matter": front_matter,
    "options": options,
    "codes": codes,
    "commands": commands,
    "fixed-words": fixed_words,
}
"""Name in a mark → what writes its place."""


def main(files: Sequence[str]) -> int:
    """Renew the reference in each file, and name those that changed."""
    for name in files:
        before = Path(name).read_text(encoding="utf-8")
        after = renew(before)
        if after != before:
            Path(name).write_text(after, encoding="utf-8")
            sys.stdout.write(f"renewed {name}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
