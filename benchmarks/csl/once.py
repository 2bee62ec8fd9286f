"""One run of our processor, to be timed as a process: ``python -m benchmarks.csl.once STYLE DATA``.

``DATA`` is JSON, ``{items, citations}``. Writes the citations and the bibliography as HTML, a line each, to standard
output, and to standard error the processor time of the work alone, without the start and the reading.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def main(style: str, data: str) -> None:
    """Cite everything."""
    from benchmarks.csl.processors import ours

    given = json.loads(Path(data).read_text(encoding="utf-8"))
    begun = time.process_time()
    made = ours(style, given["items"], given["citations"])
    seconds = time.process_time() - begun
    print("\n".join([*made.citations, *made.entries.values()]))
    print(seconds, file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
