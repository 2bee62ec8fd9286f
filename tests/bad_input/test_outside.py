"""What a build opens: the book's folder, what came with Pamphleteer and with Python, and nothing from the net."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.conftest import MANIFEST, ROOT

Book = Callable[..., Path]

TEMPTING = """# A

[a file](file:///etc/passwd) and [a site](https://example.org/).

<object data="https://example.org/a.swf"></object>
<iframe src="https://example.org/"></iframe>
<script src="https://example.org/a.js"></script>
<link rel="stylesheet" href="https://example.org/a.css">
<style>@import "https://example.org/b.css";</style>

<p style="background: url(https://example.org/b.png)">Text.</p>

![A lock.](a.svg)
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
LAYOUT = "p { background: url(https://example.org/c.png) url(file:///etc/hostname) }\n"

WATCH = """
import json, os, sys
opened = []
def watch(event, arguments):
    if event.startswith("socket."):
        raise RuntimeError(event)
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        opened.append(os.path.realpath(os.fsdecode(arguments[0])))
    # Python looks for a C library by the name that the system's linker gives it.
    linkers = ("ldconfig", "gcc", "cc", "ld", "objdump")
    if event == "subprocess.Popen" and os.path.basename(str(arguments[1][0])) in linkers:
        return
    if event in ("subprocess.Popen", "os.exec", "os.system", "os.posix_spawn"):
        raise RuntimeError(event)
sys.addaudithook(watch)
sys.path.insert(0, sys.argv[1])
from pamphleteer.cli import main
try:
    code = main(["build", "book.yaml", "-o", "out"])
except SystemExit as e:
    code = e.code
print(json.dumps([code, opened]))
"""


def test_a_build_opens_no_socket_and_no_file_that_is_not_its_own(book: Book) -> None:
    manifest = MANIFEST.replace("chapters:", "layout: mine\nchapters:")
    files = {
        "articles/a.svg": SVG,
        "layouts/mine/layout.yaml": "extends: pamphlet\n",
        "layouts/mine/print.css": LAYOUT,
    }
    folder = book({"a.md": TEMPTING}, manifest, **files)
    ran = subprocess.run(
        [sys.executable, "-c", WATCH, str(ROOT)], cwd=folder, capture_output=True, text=True, check=True, timeout=120
    )
    code, opened = json.loads(ran.stdout.splitlines()[-1])
    assert code == 0, ran.stderr
    assert str(folder / "articles/a.md") in opened
    allowed = [
        folder,
        ROOT / "pamphleteer",
        ROOT / "layouts",
        ROOT / "fonts",
        Path(tempfile.gettempdir()) / "pamphleteer-",
        Path(tempfile.gettempdir()) / "tmp",
    ]
    allowed += [Path(sys.prefix), Path(sys.base_prefix), *map(Path, sysconfig.get_paths().values())]
    # Of the system: what the C libraries are found by, and the kinds of files by their endings.
    system = ("/etc/ld.so", "/usr/lib", "/lib", "/etc/mime.types", "/proc/", "/dev/null", "/usr/local/etc/mime.types")
    system += ("/usr/share/zoneinfo/", "/etc/localtime")
    known = tuple(str(path.resolve()) if path.exists() else str(path) for path in allowed) + system
    # Python tries out whether it may write temporary files, by a file of a name that means nothing.
    temporary = Path(tempfile.gettempdir())
    ours = {path for path in opened if path != str(temporary) and Path(path).parent != temporary}
    strange = sorted(path for path in ours if not path.startswith(known))
    assert not strange
