"""``python -m pamphleteer``."""

from pamphleteer.cli import main

raise SystemExit(main(program="python -m pamphleteer"))
