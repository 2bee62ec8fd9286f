"""Where layouts stand: beside the manifest first, then Pamphleteer's own. Part of the edge, since it reads files."""

from __future__ import annotations

from pathlib import Path

from pamphleteer.diagnostics import Span, did_you_mean, error
from pamphleteer.files import BookFolder, decode, read_bytes, shown
from pamphleteer.layout import BASE, Folder, Layout, compose, read_model
from pamphleteer.manifest import outside
from pamphleteer.model import Manifest


def bundled(name: str) -> Path:
    """A folder that comes with Pamphleteer, ``layouts`` or ``fonts``: a wheel's own, else the checkout's."""
    package = Path(__file__).resolve().parent
    installed = package / "_bundled" / name
    return installed if installed.is_dir() else package.parent / name


def layouts() -> list[str]:
    """The names of Pamphleteer's own layouts, sorted."""
    return sorted(path.parent.name for path in bundled("layouts").glob("*/layout.yaml"))


def find_layout(manifest: Manifest, book: BookFolder, own_files: dict[Path, None]) -> Layout | None:
    """The manifest's layout with those that it extends; findings go to ``book``, our own files to ``own_files``.

    None where it is missing, broken, or extends itself.
    """
    chain: list[Folder] = []
    name: str | None = manifest.layout
    span = manifest.layout_span
    while name is not None:
        folder = _layout_folder(name, span, book, own_files)
        if folder is None:
            return None
        if any(folder.shown == other.shown for other in chain):
            message = f"the layout '{name}' extends itself"
            book.found.append(error("layout-circular", message, span))
            return None
        chain.append(folder)
        model, marked, found = read_model(folder)
        if model is None or marked is None:
            book.found += found
            return None
        span = marked.span(("extends",))
        name = model.extends or (BASE if folder.name != BASE else None)
    layout, found = compose(chain, manifest.page)
    book.found += found
    return layout


def _layout_folder(name: str, span: Span, book: BookFolder, own_files: dict[Path, None]) -> Folder | None:
    """The nearest layout of that name: beside the manifest first, then Pamphleteer's own."""
    home = bundled("layouts")
    beside = book.whole(name if "/" in name else f"layouts/{name}")
    if beside.is_dir() and not book.holds(name if "/" in name else f"layouts/{name}"):
        book.found.append(outside(name, span))
        return None
    if beside.is_dir():
        relative = name if "/" in name else f"layouts/{name}"
        files = {}
        for file in sorted(beside.iterdir()):
            if file.suffix in (".yaml", ".j2", ".css"):
                content = book.text(f"{relative}/{file.name}", span)
                if content is not None:
                    files[file.name] = content
        return Folder(beside.name, book.shown(relative), files, False)
    if (home / name / "layout.yaml").is_file() and "/" not in name:
        files = {}
        for file in sorted((home / name).iterdir()):
            if file.suffix in (".yaml", ".j2", ".css"):
                files[file.name] = decode(read_bytes(file, span), shown(file))
                own_files[file] = None
        return Folder(name, shown(home / name), files, True)
    hint = did_you_mean(name, layouts()) or f"known: {', '.join(layouts())}"
    book.found.append(error("layout-unknown", f"there is no layout '{name}'", span, hint))
    return None
