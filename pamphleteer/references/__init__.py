"""Files of sources → ``Reference`` records, whose ``data`` is a CSL-JSON item in one form; and back, as a file.

Read are CSL-YAML and CSL-JSON, BibTeX and BibLaTeX, and RIS; an article's front matter lists sources as CSL-YAML does.
What is wrong with an entry is told with its place, and the rest is read. ``items`` says what form an item has.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from pamphleteer.diagnostics import Diagnostic, Span, error
from pamphleteer.marked import Marked, Path, read_yaml
from pamphleteer.model import Reference
from pamphleteer.references.items import Normaliser, reference
from pamphleteer.references.jsontext import read_json
from pamphleteer.references.variables import KNOWN, TYPES

ENDINGS = (".yaml", ".yml", ".json", ".bib", ".bibtex", ".biblatex", ".ris")

_CLOSING = re.compile(r"\n(?:---|\.\.\.)\s*\Z")

Read = tuple[list[Reference], list[Diagnostic]]


def read(text: str, path: str, file: str) -> Read:
    """The sources of a file, in their order, each key once.

    ``path`` is its name, whose ending (one of ``ENDINGS``) tells what it holds; ``file`` is the name in diagnostics.
    """
    ending = path[path.rfind(".") :].lower()
    if ending in (".bib", ".bibtex", ".biblatex"):
        # Each format brings libraries that a book without it need not wait for.
        from pamphleteer.references.bibtex import read_bibtex

        sources, found = read_bibtex(text, file)
    elif ending == ".ris":
        from pamphleteer.references.ris import read_ris

        sources, found = read_ris(text, file)
    else:
        # A file of metadata, as Pandoc has it, ends as it begins; to YAML that would be a second document.
        marked, told = read_json(text, file) if ending == ".json" else read_yaml(_CLOSING.sub("\n", text), file)
        if marked is None:
            return [], list(told)
        sources, found = _whole(marked, markdown=ending != ".json")
        found = [*told, *found]
    if not sources and not any(d.severity == "error" for d in found):
        hint = "begin it with 'references:', and each source with '- id: …'" if ending in (".yaml", ".yml") else None
        found.append(error("references-missing", f"{file} lists no references", Span(file, 1, 1), hint))
    return sources, found


def _whole(marked: Marked, markdown: bool) -> Read:
    """The sources of a CSL-YAML or CSL-JSON file: a list, or a mapping that has one under ``references``."""
    steps: Path = ("references",) if isinstance(marked.value, dict) else ()
    listed = marked.value.get("references") if isinstance(marked.value, dict) else marked.value
    if isinstance(marked.value, dict) and "id" in marked.value:
        # One source alone.
        marked = Marked([marked.value], {(0, *p): s for p, s in marked.spans.items()} | {(): marked.span(())}, {})
        listed, steps = marked.value, ()
    return listed_at(marked, steps, markdown) if isinstance(listed, list) else ([], [])


def listed_at(marked: Marked, path: Path = ("references",), markdown: bool = True) -> Read:
    """The sources listed at ``path`` of a document, such as an article's front matter; ``markdown`` as in ``items``."""
    normaliser = Normaliser(markdown)
    entries: Any = marked.value
    for step in path:
        entries = entries.get(step) if isinstance(entries, dict) else None
    read_entries: list[Reference] = []
    for i, entry in enumerate(entries or []):
        here = (*path, i)
        key = entry.get("id") if isinstance(entry, dict) else None
        if not isinstance(key, str) or not key.strip():
            hint = "add 'id:', by which it is cited"
            normaliser.found.append(error("reference-no-id", "a reference has no id", marked.span(here), hint))
        else:
            read_entries.append(reference(key.strip(), normaliser.item(marked, here), marked.span(here)))
    sources, twice = together(read_entries)
    return list(sources.values()), [*normaliser.found, *twice]


def together(references: Iterable[Reference]) -> tuple[dict[str, Reference], list[Diagnostic]]:
    """References by key, the first of each; a key that is given again with other data is a finding."""
    kept: dict[str, Reference] = {}
    found: list[Diagnostic] = []
    for entry in references:
        first = kept.setdefault(entry.key, entry)
        if first.data != entry.data:
            same = first.span.file == entry.span.file
            where = f"on line {first.span.line}" if same else f"in {first.span}"
            message = f"the reference '{entry.key}' is given twice (first {where})"
            found.append(error("reference-twice", message, entry.span))
    return kept, found


def export(references: Sequence[Reference]) -> bytes:
    """A CSL-JSON file of the references, sorted by key; the same references give the same bytes.

    What CSL's schema does not know goes into ``custom``, which is for that; ``read`` finds ``and-others`` there.
    """
    items = [_outward(json.loads(r.data)) for r in references]
    # Sorted by key and data, since two articles may each have a source of their own under one key.
    items.sort(key=lambda item: (str(item.get("id", "")), json.dumps(item, sort_keys=True)))
    text = json.dumps(items, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def _outward(item: dict[str, Any]) -> dict[str, Any]:
    unknown = {key: item.pop(key) for key in list(item) if key not in KNOWN or key == "and-others"}
    kind = item.get("type", "")
    if kind not in TYPES:
        # A source needs a type; this one says nothing.
        unknown |= {"type": kind} if kind else {}
        item["type"] = "document"
    if isinstance(categories := item.get("categories"), str):
        item["categories"] = categories.split(", ")
    custom = item.pop("custom", {})
    if not isinstance(custom, dict):
        custom = {"custom": custom}
    custom |= unknown
    return {**item, "custom": custom} if custom else item
