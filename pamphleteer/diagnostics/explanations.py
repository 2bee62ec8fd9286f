"""What each code means: read from ``codes/*.yaml``, where a room's codes stand together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Explanation:
    """A code, explained to the person who met it."""

    code: str
    summary: str
    """What is wrong, in a sentence."""
    why: str
    """Why it matters."""
    example: str
    """Something that brings it about."""
    cure: str
    """What to do."""
    severity: str = "error"
    """How grave it is: error, warning or info. An error cannot be silenced."""
    room: str = ""
    """The room that tells of it, which names the file of its explanation."""

    def __str__(self) -> str:
        example = "\n".join(f"    {line}" for line in self.example.strip().splitlines())
        return (
            f"{self.code}\n\nWhat it says: {self.summary}\n\nWhy it matters: {self.why}\n\nExample:\n\n{example}\n\n"
            f"What to do: {self.cure}"
        )


@cache
def explanations() -> dict[str, Explanation]:
    """Every code's explanation."""
    found: dict[str, Explanation] = {}
    for file in sorted(files("pamphleteer.diagnostics").joinpath("codes").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".yaml"):
            for code, parts in (yaml.safe_load(file.read_text(encoding="utf-8")) or {}).items():
                words = {key: str(value).strip() for key, value in parts.items()}
                found[code] = Explanation(code, **words, room=file.name.removesuffix(".yaml"))
    return found
