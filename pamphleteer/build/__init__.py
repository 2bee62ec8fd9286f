"""The edge: takes a book through the stages and writes the outputs.

Every stage's findings are collected; the outputs are written only when all of them are made and nothing is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pamphleteer.build.manuscript import Manuscript
from pamphleteer.build.outputs import Maker
from pamphleteer.diagnostics import BookError, Diagnostic, report_order
from pamphleteer.files import shown, write_all
from pamphleteer.model import Manifest
from pamphleteer.references import export
from pamphleteer.slug import slug

ENDINGS = {"pdf": ".pdf", "pdf-screen": "-screen.pdf", "epub": ".epub", "references": ".references.json"}
"""What follows the slug in an output's name."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks for."""

    book: Path
    """The manifest."""
    out: Path = Path("dist")
    formats: tuple[str, ...] = ()
    """Empty: those that the manifest names."""
    settings: Mapping[str, str] = field(default_factory=dict)
    strict: bool = False
    depfile: Path | None = None
    cache: Path | None = None
    """Where fontconfig may keep what it knows of the fonts; None is a folder for this build alone."""
    progress: Callable[[str], None] = lambda _step: None
    """Told of each step as it begins."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a build."""

    outputs: Mapping[Path, bytes]
    """Empty where an error stopped it."""
    pages: Mapping[Path, int]
    """How many each PDF has."""
    found: tuple[Diagnostic, ...]

    def failed(self, strict: bool) -> bool:
        """Whether anything found forbids writing."""
        grave = ("error", "warning") if strict else ("error",)
        return any(d.severity in grave for d in self.found)


def build(options: Options) -> Result:
    """Build a book and write it; nothing is written where an error, or under ``strict`` a warning, was found."""
    result = make(options)
    if result.failed(options.strict) or not result.outputs:
        return result
    try:
        write_all(result.outputs)
    except BookError as e:
        return Result({}, {}, (*result.found, *e.diagnostics))
    return result


def make(options: Options) -> Result:
    """Make a book's outputs in memory, the depfile among them where one is asked for."""
    manuscript = Manuscript(options.book, options.settings)
    found = manuscript.folder.found
    outputs: dict[Path, bytes] = {}
    pages: dict[Path, int] = {}
    silenced: tuple[str, ...] = ()
    try:
        options.progress("reading the manuscript")
        loaded = manuscript.load()
        silenced = loaded.manifest.silence if loaded else ()
        if loaded is not None and not manuscript.failed():
            maker = Maker(loaded, found, options.cache, options.progress)
            made = maker.make(options.formats or loaded.manifest.outputs)
            if made and loaded.sources and not options.formats:
                made["references"] = export(loaded.sources)
            outputs = {_path(options, loaded.manifest, kind): data for kind, data in made.items()}
            pages = {_path(options, loaded.manifest, kind): count for kind, count in maker.pages.items()}
    except BookError as e:
        found += e.diagnostics
    found = [d for d in found if d.severity == "error" or d.code not in silenced]
    if any(d.severity == "error" for d in found):
        outputs = {}
    if outputs and options.depfile:
        outputs = {**outputs, options.depfile: _depfile(list(outputs), manuscript.inputs())}
    return Result(outputs, pages, tuple(report_order(found)))


def outputs_of(options: Options) -> tuple[Path, ...]:
    """The files that a build would write."""
    manuscript = Manuscript(options.book, options.settings)
    manifest = manuscript.manifest()
    if manifest is None or manuscript.failed():
        raise BookError(manuscript.folder.found)
    return tuple(_path(options, manifest, kind) for kind in ENDINGS)


def _path(options: Options, manifest: Manifest, kind: str) -> Path:
    return options.out / f"{slug(manifest.title)}{ENDINGS[kind]}"


def _depfile(outputs: Sequence[Path], inputs: Sequence[Path]) -> bytes:
    """A rule of make: the outputs depend on the inputs; an input that vanishes is no error."""

    def escape(path: Path) -> str:
        return shown(path).replace("\\", "\\\\").replace(" ", "\\ ").replace("#", "\\#").replace("$", "$$")

    names = [escape(path) for path in inputs]
    rule = f"{' '.join(escape(path) for path in outputs)}: {' '.join(names)}\n"
    return (rule + "".join(f"{name}:\n" for name in names)).encode()
