"""What the proof costs: its share of the processor time of a build, PDF and EPUB."""

from __future__ import annotations

import gc
import statistics
import time
from pathlib import Path

from benchmarks.clock import timed
from pamphleteer.build import Options, make
from pamphleteer.build.manuscript import Manuscript
from pamphleteer.build.surroundings import fontconfig

PROOF = (
    # What stands on the pages is read for the page map, too; all of it is counted.
    ("pamphleteer.paginate:survey", None),
    ("pamphleteer.build.outputs:prove_pages", None),
    ("pamphleteer.build.outputs:prove_ebook", None),
)
"""The functions of the proof, as their callers know them."""


def share(manifest: Path, times: int) -> float:
    """The proof's share of a build's processor time: the median of so many builds."""
    loaded = Manuscript(manifest, {}).load()
    assert loaded is not None
    shares = []
    with fontconfig(loaded.fonts, None), timed(PROOF) as proof:
        for _ in range(times):
            gc.collect()
            proof.seconds, begun = 0.0, time.thread_time()
            result = make(Options(manifest, manifest.parent / "dist", ("pdf", "epub")))
            if result.failed(strict=False):
                raise SystemExit("\n".join(map(str, result.found)))
            shares.append(proof.seconds / (time.thread_time() - begun))
    return statistics.median(shares)
