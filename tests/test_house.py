"""The house: who may import whom, and what stands nowhere."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "pamphleteer"

GROUND = {"diagnostics", "model"}
SERVICES = {
    "marked",
    "validation",
    "markup",
    "typography",
    "terms",
    "fonts",
    "images",
    "raster",
    "direction",
    "dates",
    "scaffold",
    "files",
    "slug",
    "csl",
    "references",
}
STAGES = {
    "manifest",
    "article",
    "citations",
    "layout",
    "assemble",
    "render",
    "paginate",
    "epub",
    "importing",
    "preflight",
    "proof",
}
EDGE = {"build", "shelf", "cli", "completion", "reference", "specimen", "__main__", "__init__"}

# Small words and types that one stage lends another; each is a pure function or a value.
LENT = {
    ("render", "layout"),
}


def rooms() -> dict[str, set[str]]:
    """Room → the rooms that it imports."""
    found: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        uses = found.setdefault(room, set())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module] if node.module != "pamphleteer" else [f"pamphleteer.{a.name}" for a in node.names]
            for name in names:
                parts = name.split(".")
                if parts[0] == "pamphleteer" and len(parts) > 1 and parts[1] != room:
                    uses.add(parts[1])
    return found


def test_imports_go_one_way() -> None:
    order = {room: level for level, group in enumerate((GROUND, SERVICES, STAGES, EDGE)) for room in group}
    wrong = []
    for room, uses in rooms().items():
        assert room in order, f"{room} has no place in the house: see docs/architecture.md"
        for other in uses - {"__version__"}:
            lower = order[other] < order[room] or (order[other] == order[room] and room not in STAGES)
            if not lower and (room, other) not in LENT:
                wrong.append(f"{room} imports {other}")
    assert wrong == []


def test_only_their_rooms_touch_weasyprint_and_ebooklib() -> None:
    for path in PACKAGE.rglob("*.py"):
        room = path.relative_to(PACKAGE).parts[0]
        text = path.read_text(encoding="utf-8")
        for library, home in (("weasyprint", "paginate"), ("ebooklib", "epub")):
            if re.search(rf"^\s*(?:import|from) {library}\b", text, re.M):
                assert room == home, f"{path} imports {library}"


def test_stages_and_services_touch_no_clock_and_no_environment() -> None:
    for path in PACKAGE.rglob("*.py"):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if room in EDGE:
            continue
        text = path.read_text(encoding="utf-8")
        for word in ("os.environ", "datetime.now", "time.time", "date.today", "uuid4"):
            assert word not in text or room == "scaffold", f"{path} uses {word}"
