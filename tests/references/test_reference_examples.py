"""What ``explain`` shows of a code about sources brings it about."""

from __future__ import annotations

import pytest
import yaml

from pamphleteer.diagnostics.explanations import explanations
from pamphleteer.references import ENDINGS, read
from pamphleteer.references.checks import alike, undated, untitled, unused

EXAMPLES = {code: e for code, e in explanations().items() if e.room == "references"}


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_an_example_brings_about_its_code(code: str) -> None:
    example, severity = EXAMPLES[code].example, EXAMPLES[code].severity
    if code in ("references-unsupported", "references-unused"):
        # Of these a manifest is the example.
        [file] = yaml.safe_load(example)["references"]
        assert file.endswith(ENDINGS) == (code == "references-unused")
        return
    ending = {"@": ".bib", "T": ".ris", "[": ".json"}.get(example[0], ".yaml")
    sources, found = read(f"{example}\n", f"sources{ending}", "sources")
    keys = {source.key for source in sources}
    found += [*alike(sources), *undated(sources, keys), *untitled(sources, keys), *unused(sources, (), inline=True)]
    assert (code, severity) in {(d.code, d.severity) for d in found}
