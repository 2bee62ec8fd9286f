"""A pamphlet to begin with: a manifest and a first article, which build at once."""

from __future__ import annotations

import uuid
from importlib.resources import files
from pathlib import Path

import yaml

from pamphleteer.diagnostics import BookError, error
from pamphleteer.files import shown, write_all

FILES = ("book.yaml", "articles/welcome.md")


def begin(folder: Path, title: str | None = None, layout: str = "pamphlet") -> tuple[str, ...]:
    """Write a new pamphlet into ``folder``, which is made if it is missing; returns what was written.

    Raises:
        BookError: one of its files exists already, or the title says nothing.
    """
    there = [folder / name for name in FILES if (folder / name).exists()]
    if there:
        message = f"'{shown(there[0])}' exists already"
        raise BookError([error("new-exists", message, None, "choose another folder")])
    if title is None:
        words = folder.resolve().name.replace("-", " ").replace("_", " ").strip()
        title = words[:1].upper() + words[1:] or "A pamphlet"
    if not (title.strip() and title.isprintable()):
        wrong = "is empty" if not title.strip() else "holds what cannot be printed"
        raise BookError([error("usage", f"the title {wrong}", None, "write it as --title 'The Canals', on one line")])
    # The one place where chance is wanted: no two books may share an identifier. It is fixed from then on.
    identifier = f"urn:uuid:{uuid.uuid4()}"  # noqa: TID251
    data = files("pamphleteer.scaffold")
    outputs = {}
    for name in FILES:
        text = data.joinpath(Path(name).name).read_text(encoding="utf-8")
        quoted = yaml.safe_dump(title, allow_unicode=True, default_style='"', width=1000).strip()
        text = text.replace("@IDENTIFIER@", identifier).replace("@LAYOUT@", layout).replace("@TITLE@", quoted)
        outputs[folder / name] = text.encode()
    write_all(outputs)
    return tuple(shown(path) for path in outputs)
