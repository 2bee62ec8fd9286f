"""Citations and their bibliography as two processors make them: ours, and citeproc-js."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from benchmarks.csl.references import Item
from pamphleteer.csl import Citation, Cite, Processor, load_style, to_html
from pamphleteer.csl.library import parent_of, style_xml
from tests.conformance.csl_suite import asked

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Made:
    """What a processor made: the citations' texts in their order, the entries' by key in theirs, and the seconds."""

    citations: list[str]
    entries: dict[str, str]
    seconds: float = 0.0


def theirs(style: str, items: Sequence[Item], cited: Sequence[Item], language: str | None = None) -> Made:
    """What citeproc-js makes; the same question is asked once."""
    question = json.dumps(
        {
            "style": xml(style).decode("utf-8"),
            "locales": str(files("citeproc") / "data" / "locales"),
            "language": language,
            "items": items,
            "citations": [_with_hyphens(citation) for citation in cited],
        }
    )
    script = HERE / "compare.mjs"
    seal = hashlib.sha256(question.encode() + script.read_bytes() + (HERE / "package-lock.json").read_bytes())
    kept = _citeproc_js() / ".cache" / f"{seal.hexdigest()[:16]}.json"
    if not kept.exists():
        done = subprocess.run(["node", str(script)], input=question, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stderr)
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(done.stdout, encoding="utf-8")
    answer = json.loads(kept.read_text(encoding="utf-8"))
    return Made(answer["citations"], dict(answer["bibliography"]), answer["seconds"])


def _with_hyphens(citation: Item) -> Item:
    """A citation with hyphens in its ranges of pages: in a locator, unlike in ``page``, it knows no other ranges."""
    cites = [
        {**cite, "locator": cite["locator"].replace("–", "-")} if cite.get("label") == "page" else cite
        for cite in citation["citationItems"]
    ]
    return {**citation, "citationItems": cites}


def ours(style: str, items: Sequence[Item], cited: Sequence[Item], language: str | None = None) -> Made:
    """What we make."""
    processor = Processor(load_style(style), {item["id"]: item for item in items}, language=language)
    made = processor.cite([in_our_words(citation) for citation in cited])
    entries = {entry.key: to_html(entry.tree) for entry in processor.bibliography().entries}
    return Made([to_html(each.tree) for each in made], entries)


def in_our_words(citation: Item) -> Citation:
    """A citation of citeproc-js as one of ours."""
    cites = tuple(Cite(**asked(cite)) for cite in citation["citationItems"])
    return Citation(cites, note=citation["properties"]["noteIndex"])


def xml(style: str) -> bytes:
    """A style; where it only stands for another, that one."""
    found = style_xml(style)
    parent = parent_of(found)
    return style_xml(parent) if parent else found


def _citeproc_js() -> Path:
    """The folder of modules, with citeproc-js in it as the lock file has it."""
    modules = HERE / "node_modules"
    there = modules / ".package-lock.json"
    if not there.exists() or there.stat().st_mtime < (HERE / "package-lock.json").stat().st_mtime:
        options = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error")
        subprocess.run(["npm", "ci", "--prefix", str(HERE), *options], check=True)
        there.touch()
    return modules
